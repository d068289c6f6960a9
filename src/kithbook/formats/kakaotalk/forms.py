"""Dates and headers as KakaoTalk writes them, on each kind of device and in each of its languages."""

import re
from datetime import date
from typing import Final, NamedTuple

from kithbook.formats.whatsapp.dates import Clock

DAY: Final = 86_400
MAX_TITLE: Final = 300  # characters of a first line that may be a title
MAX_STAMPS: Final = 20_000  # of which the meaning is kept at once
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        1,
    )
    for name in names.split()
}  # fmt: skip
SPACE: Final = "[ \u202f\u00a0]"
CLOCK: Final = (
    rf"(?P<t>(?:(?:오전|오후|午前|午後|上午|下午|[AaPp][Mm]){SPACE}?)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?"
    rf"(?:{SPACE}?[AaPp]\.?{SPACE}?[Mm]\.?)?)"
)
MONTH: Final = r"(?P<m>[A-Z][a-z]{2,8})\.?"
EAST: Final = r"(?P<y>\d{4})[년年] ?(?P<m>\d{1,2})[월月] ?(?P<d>\d{1,2})[일日]"
# a date with a clock, by the form of the date; the file's own one is the commonest in its beginning
STAMPS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{EAST} ?{CLOCK}",
        rf"(?P<y>\d{{4}})\. ?(?P<m>\d{{1,2}})\. ?(?P<d>\d{{1,2}})\.? {CLOCK}",
        rf"{MONTH} (?P<d>\d{{1,2}}), (?P<y>\d{{4}})(?:,| at)? {CLOCK}",
        rf"(?P<d>\d{{1,2}}) {MONTH} (?P<y>\d{{4}})(?:,| at)? {CLOCK}",
        rf"(?P<y>\d{{4}})[-/](?P<m>\d{{1,2}})[-/](?P<d>\d{{1,2}}),? {CLOCK}",
    )
)
DATES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{EAST}(?: ?[월화수목금토일]요일| ?[月火水木金土日]曜日| ?星期[一二三四五六日])",
        rf"[A-Z][a-z]{{2,8}}, {MONTH} (?P<d>\d{{1,2}}), (?P<y>\d{{4}})",
        rf"[A-Z][a-z]{{2,8}},? (?P<d>\d{{1,2}}) {MONTH} (?P<y>\d{{4}})",
    )
)
DASHES: Final = re.compile(r"-{5,} ?(.{6,60}?) ?-{5,}\s*")
WINDOWS: Final = re.compile(rf"\[([^\n]{{1,200}}?)\] \[{CLOCK}\](?: (.*))?")
TITLES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(.+?) ?님과의? ?카카오톡 대화",
        r"(.+?) 카카오톡 대화",
        r"KakaoTalk Chats? with (.+)",
        r"(.+?) (?:with )?KakaoTalk Chats?",
        r"(.+?) ?(?:さん)?との(?:カカオ)?トーク.{0,6}",
        r"(.+?) 的 ?KakaoTalk.{1,10}",
    )
)
SAVED: Final = re.compile(r"(?:저장한 날짜|Date Saved|Saved Date|保存日時?|保存した日付|保存日期) ?[:：] ?(.+)")
BY_NAME: Final = re.compile(r"KakaoTalk_Chats?_(.+)_(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)")


class Header(NamedTuple):
    """A line that begins something: its moment as written, who wrote ("" for a notice), what they wrote."""

    stamp: re.Match[str]
    name: str
    text: str


class Moments:
    """Seconds since 1970 of the dates and times of one file, on the clock on the wall; those met before are known."""

    def __init__(self) -> None:
        self._known: dict[str, int | None] = {}
        self._clock = Clock()

    def of(self, stamp: re.Match[str]) -> int | None:
        """The moment of a date with a clock, or None where there is none such."""
        written = stamp[0]
        if written not in self._known:
            if len(self._known) >= MAX_STAMPS:
                self._known.clear()
            day, second = day_of(stamp), self.second(stamp["t"])
            self._known[written] = None if day is None or second is None else day + second
        return self._known[written]

    def second(self, clock: str) -> int | None:
        """Seconds since midnight."""
        try:
            return self._clock[clock]
        except KeyError:
            return None


def day_of(found: re.Match[str]) -> int | None:
    """Seconds since 1970 of the midnight of a date, or None where there is no such day."""
    month = found["m"]
    number = int(month) if month.isdecimal() else MONTHS.get(month.lower(), 0)
    try:
        return (date(int(found["y"]), number, int(found["d"])) - date(1970, 1, 1)).days * DAY
    except ValueError:
        return None


def mobile(line: str, stamp: re.Pattern[str]) -> Header | None:
    """The header of a line of a telephone's export, in the form of the file; one without any text is a heading.

    >>> mobile("2016년 2월 5일 오전 1:33, 이네스 : 가마 : 따뜻", STAMPS[0])[1:]
    ('이네스', '가마 : 따뜻')
    """
    found = stamp.match(line)
    if found is None:
        return None
    rest = line[found.end() :]
    if not rest.strip(" ,"):
        return Header(found, "", "")
    if rest.startswith(", "):
        name, mark, text = rest[2:].partition(" : ")
        if not mark and rest.endswith(" :"):
            name, mark = rest[2:-2], " :"
        return Header(found, name, text) if mark else Header(found, "", rest[2:])
    for sign in (": ", " : "):  # a notice
        if rest.startswith(sign):
            return Header(found, "", rest[len(sign) :])
    return None


def moment_of(text: str) -> int | None:
    """The moment of a text that is a date with a clock in any of the forms."""
    for pattern in STAMPS:
        found = pattern.fullmatch(text.strip())
        if found:
            return Moments().of(found)
    return None


def title_of(line: str) -> str:
    """The chat's title in a first line, or "".

    >>> title_of("이네스 님과 카카오톡 대화"), title_of("KakaoTalk Chats with Ines")
    ('이네스', 'Ines')
    """
    line = " ".join(line.split()) if len(line) <= MAX_TITLE else ""
    found = next((found for pattern in TITLES if (found := pattern.fullmatch(line))), None)
    return found[1].strip() if found else ""

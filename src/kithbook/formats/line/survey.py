"""A first look at a whole export of LINE: how its lines begin, which order its dates have, and whose chat it is."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from kithbook.formats.line.dates import MAX_LINE, Dated, DateLines, moment_of, order_of
from kithbook.formats.line.names import Names
from kithbook.formats.line.wording import BANNER, notice, title_of
from kithbook.formats.source import Source
from kithbook.formats.text import Text, head_text
from kithbook.formats.whatsapp.dates import Clock
from kithbook.vocabulary import Chat, Choice

PLATFORM: Final = "line"
CHAT: Final = "1"  # the ref of the only chat
FIRST_LINES: Final = 3  # title and date of the export stand among these
LOOKED_AT: Final = 60  # lines of the head in which dates and messages are looked for
HALF: Final = r"(?:上午|下午|午前|午後|오전|오후|凌晨|早上|中午|晚上|ก่อนเที่ยง|หลังเที่ยง|[AaPp]\.?[Mm]\.?)"
TIME: Final = re.compile(rf"((?:{HALF} ?)?\d{{1,2}}:\d{{2}}(?: ?{HALF})?)(\t| +)")
MAX_TIME: Final = 20  # characters of a time of day
MAX_NOTICE: Final = 250  # characters of what LINE itself says
WIDE: Final = re.compile(r" {2,}")


class Begun(NamedTuple):
    """A line that begins with a time: seconds since midnight, who wrote ("" where LINE itself does), the text."""

    second: int
    name: str
    text: str


class Lines:
    """How the lines of a file begin: what follows the time is one of a tab, several spaces, a single space."""

    def __init__(self, separator: str, names: Names) -> None:
        self.separator = separator
        self.names = names
        self.dates = DateLines()
        self.clock = Clock()

    @property
    def is_bare(self) -> bool:
        """Whether this is the export of a computer, where the words for things have no brackets."""
        return self.separator == " "

    def begun(self, line: str, last: int = 0) -> Begun | None:
        """The line as the beginning of a message, None where it is none; ``last`` is the second of the one before.

        On a computer's export a line of a text may look like one: it does not count where time would run backwards
        and nobody is known by the name in it.
        """
        if self.separator == "\t":
            time, tab, rest = line.partition("\t")
            second = self._second(time) if tab and len(time) <= MAX_TIME else None
            if second is None:
                return None
            name, tab, text = rest.partition("\t")
            return Begun(second, name.strip(), text) if tab else Begun(second, "", rest)
        found = TIME.match(line)
        second = self._second(found[1]) if found else None
        if found is None or second is None:
            return None
        rest = line[found.end() :]
        if self.separator == "  ":
            name, *texts = WIDE.split(rest, maxsplit=1)
            return Begun(second, name.strip(), texts[0]) if texts else Begun(second, "", rest)
        name, text = self._named(rest)
        if name and second < last and not self.names.is_known(name):
            return None
        return Begun(second, name, text)

    def _named(self, rest: str) -> tuple[str, str]:
        name, text = self.names.split(rest)
        told = notice(rest) if len(rest) <= MAX_NOTICE else None
        if told is not None and (not name or self.names.is_known(told) or not self.names.is_known(name)):
            return "", rest
        return name, text

    def _second(self, time: str) -> int | None:
        second = self.clock.get(time)
        if second is None and time[-1:].strip():
            try:
                return self.clock[time]
            except KeyError:
                return None
        return second


class Survey(NamedTuple):
    """What a first look found; ``me`` is the owner's name, or ""."""

    order: Choice
    lines: Lines
    chat: Chat
    me: str


def is_line(source: Source) -> bool:
    """Whether the head begins as LINE's exports do: its banner or a date with a weekday, then a line with a time."""
    head = [line for line in head_text(source).split("\n", LOOKED_AT)[:LOOKED_AT] if line.strip()]
    if not head or not (head[0].startswith(BANNER) or any(DateLines()[line.strip()] for line in head[:2])):
        return False
    dates = DateLines()
    below = next((number for number, line in enumerate(head) if dates[line.strip()]), None)
    return below is not None and any(TIME.match(line) for line in head[below + 1 :][:5])


def survey(source: Source, text: Text, wanted: str | None) -> Survey:
    """Look through ``text``. Raises Refused where ``wanted`` is no order, or the bytes cannot be read."""
    first = [line.strip() for line in head_text(source).split("\n", FIRST_LINES)[:FIRST_LINES]]
    title, is_group = title_of(first[0] if first else "")
    if not title:
        stem = PurePosixPath(source.first).stem
        title, is_group = title_of(stem)
    dates: Counter[Dated] = Counter()
    separators: Counter[str] = Counter()
    names = Names(title)
    senders: Counter[str] = Counter()
    known = DateLines()
    for line in _lines(text):
        found = TIME.match(line) if line[:1].isalnum() else None
        if found is None:
            dated = known[line.strip()] if len(line) <= MAX_LINE else None
            if dated is not None:
                dates[dated] += 1
            continue
        separator = found[2] if found[2] == "\t" else "  " if len(found[2]) > 1 else " "
        separators[separator] += 1
        if separator == " ":
            names.learn(line[found.end() :])
        elif len(senders) <= 3:
            rest = line[found.end() :]
            name, *texts = rest.split("\t", 1) if separator == "\t" else WIDE.split(rest, maxsplit=1)
            if texts and name.strip():
                senders[name.strip()] += 1
    order = order_of(dates, "\n".join(first), wanted)
    separator = max(separators, key=lambda each: separators[each], default="\t")
    lines = Lines(separator, names.settle())
    if separator == " ":
        senders = _writers(text, lines)
    saved = first[1] if len(first) > 1 and first[0].startswith(BANNER) else ""
    chat, me = _chat(title, is_group, senders, moment_of(saved, order.value))
    return Survey(order, lines, chat, me)


def _lines(text: Text) -> Iterator[str]:
    for piece in text.lines():
        if not piece.problem:
            yield piece.text


def _writers(text: Text, lines: Lines) -> Counter[str]:
    """Who writes, at most a few of them, where only the whole file told the names."""
    senders: Counter[str] = Counter()
    last = 0
    for line in _lines(text):
        begun = lines.begun(line, last) if line[:1].isalnum() else None
        if begun is not None:
            last = begun.second
            if begun.name:
                senders[begun.name] += 1
                if len(senders) > 3:
                    break
        elif lines.dates[line.strip()] is not None:
            last = 0
    return senders


def _chat(title: str, is_group: bool, senders: Counter[str], seen_until: int | None) -> tuple[Chat, str]:
    """The chat and its owner: in a chat of two, which is called after the other one, it is who else writes."""
    others = [name for name in senders if name != title]
    if is_group or len(senders) > 2:
        return Chat(CHAT, PLATFORM, "", title, "group", seen_until=seen_until), ""
    if title in senders:
        return Chat(CHAT, PLATFORM, "", title, "direct", seen_until=seen_until), next(iter(others), "")
    return Chat(CHAT, PLATFORM, "", title, "unknown", seen_until=seen_until), ""

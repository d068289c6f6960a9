"""Spotify's two downloads: a year of plays with the account data, or all of them with the extended history.

Fields as Spotify's own "Understanding my data" describes them and as its downloads of 2019 to 2025 have them. A play
tells when it ended, in UTC. Plays become tastes: for each artist, podcast or audiobook, how often and how long.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.json_stream import HALF_CHARACTER, Ended, JsonStream, Passed
from kithbook.formats.source import Source
from kithbook.formats.spotify_tastes import BLANK, FULL, MANY, ONE, Tastes
from kithbook.formats.text import head_text
from kithbook.vocabulary import Contact, Handle, Problem, Record, Tally

NAME: Final = "spotify"
TITLE: Final = "Spotify"
PLATFORM: Final = "spotify"
HOW_TO_EXPORT: Final = {
    "en": (
        "On spotify.com: Account, Security and privacy, Account privacy, Download your data. Choose Extended streaming "
        "history for all your years (it takes up to 30 days), or Account data for the last one (some days). Confirm "
        "the mail. Give Kithbook the zip."
    ),
    "zh-hans": (
        "在 spotify.com：账户 → 安全与隐私 → 账户隐私 → 下载你的数据。要全部历史就选“扩展播放历史”（Extended "
        "streaming history，最多 30 天），只要最近一年就选“账户数据”（Account data，几天）。点邮件里的链接确认，"
        "然后把收到的 zip 交给 Kithbook。"
    ),
    "ar": (
        "في spotify.com: الحساب ثم «الأمان والخصوصية» ثم «خصوصية الحساب» ثم «تنزيل بياناتك». اختر «سجل البث الموسّع» "
        "(Extended streaming history) لكل السنوات (حتى 30 يومًا) أو «بيانات الحساب» (Account data) للسنة الأخيرة "
        "(بضعة أيام). أكّد الطلب من الرسالة التي تصلك، ثم أعطِ Kithbook ملف zip."
    ),
}
COVERAGE: Final = Coverage(
    versions=(
        "account data (StreamingHistory…, also of podcasts and audiobooks) and extended history (endsong_…, "
        "Streaming_History_…), as described by others"
    ),
    kept=(
        "for each artist, podcast and audiobook: plays of at least 30 seconds, the time they took, the first and the "
        "last; artists and podcasts in your library as one more each; who follows you"
    ),
    left_out=(
        "plays under 30 seconds, in private sessions, or of what has no artist (counted as blank); single tracks; "
        "playlists; whom you follow, since Spotify does not say which of them are people; more than 200,000 names"
    ),
)
PLAYS: Final = re.compile(
    r"StreamingHistory(?:_(?:music|podcast|audiobook|video))?_?\d*\.json|"
    r"(?:Streaming_History_(?:Audio|Video)_[\w-]*|endsong(?:_\d+)?)\.json",
    re.IGNORECASE,
)
EXTENDED: Final = ("streaming_history_", "endsong")
BESIDE: Final = ("yourlibrary.json", "follow.json")  # of the account data
ACCOUNT_PLAY: Final = re.compile(r'\[\s*\{[^{}]*"endTime"\s*:\s*"\d{4}-\d\d-\d\d[^{}]*"msPlayed"\s*:')
EXTENDED_PLAY: Final = re.compile(r'\[\s*\{(?=[^{}]*"ts"\s*:\s*")[^{}]*"(?:ms_played|master_metadata_\w+)"\s*:')
LIBRARY: Final = re.compile(r'\{\s*"tracks"\s*:\s*\[\s*(?:\]\s*,\s*"albums"|\{[^{}]*"uri"\s*:\s*"spotify:)')
FOLLOWS: Final = re.compile(r'"userIsFollow(?:ing|edBy)"\s*:\s*\[')
BROKEN: Final = "A record is broken, nested too deep or too long, and was passed over."
CUT: Final = "The file ends or breaks off here. Unpack the download again to get the rest."
NO_TIME: Final = "A play without a time that can be read."
TOO_MANY: Final = "Plays of more artists than can be kept: those met last are not counted."
OF_LIBRARY: Final = {"tracks": ("music", "artist"), "artists": ("music", "name"), "shows": ("show", "name")}


def recognise(source: Source) -> bool:
    """Whether some file has plays in one of the two forms, or is the library or the list of followers."""
    names = [entry.name for entry in source.entries()]
    return any(_fits(source, name) for name in names if len(names) == 1 or _is_ours(name))


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The files of each download: the two forms tell the same plays, so they are kept apart."""
    downloads: dict[tuple[PurePosixPath, bool], list[str]] = {}
    for name in names:
        if _is_ours(name):
            path = PurePosixPath(name)
            downloads.setdefault((path.parent, path.name.lower().startswith(EXTENDED)), []).append(name)
    return [
        tuple(files) for files in downloads.values() if len(files) > 1 or PLAYS.fullmatch(PurePosixPath(files[0]).name)
    ]


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The followers, then the tastes in the order in which they first appear; nothing is asked, since times are UTC."""
    yield from _Reading(source).records()


def _is_ours(name: str) -> bool:
    file = PurePosixPath(name).name
    return bool(PLAYS.fullmatch(file)) or file.lower() in BESIDE


def _fits(source: Source, name: str) -> bool:
    head = head_text(source, name).lstrip()
    if head.startswith("["):
        return bool(ACCOUNT_PLAY.match(head) or EXTENDED_PLAY.match(head))
    return head.startswith("{") and bool(LIBRARY.match(head) or FOLLOWS.search(head[:2000]))


class _Reading:
    """One walk through the files: what is counted here are plays, and entries of the library and of the followers."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tastes = Tastes()
        self.total = self.blank = self.not_read = 0
        self.file, self.line = "", 0
        self.too_many: Problem | None = None

    def records(self) -> Iterator[Record]:
        for entry in self.source.entries():
            self.file, self.line = entry.name, 0
            with self.source.open(entry.name) as handle:
                stream = JsonStream(handle)
                try:
                    while stream.peek():
                        yield from self._plays(stream) if stream.peek() == "[" else self._lists(stream)
                except Ended:
                    self._met()
                    yield self._problem(CUT)
        yield from self.tastes.records()
        if self.too_many is not None:
            yield self.too_many
        yield Tally("record", self.total, self.total - self.blank - self.not_read, self.blank, self.not_read)

    def _plays(self, stream: JsonStream) -> Iterator[Record]:
        for batch in stream.batches(MANY, ONE):
            for raw in batch or (None,):
                self._met()
                if raw is None:
                    yield self._problem(BROKEN)
                    continue
                try:
                    self._note(self.tastes.play(raw, self.line))
                except ValueError:
                    yield self._problem(NO_TIME)

    def _lists(self, stream: JsonStream) -> Iterator[Record]:
        """The library, or who follows and is followed."""
        for key in stream.each_key():
            if key not in (*OF_LIBRARY, "userIsFollowedBy", "userIsFollowing"):
                stream.skip()
                continue
            for _ in stream.each_item():
                self._met()
                entry = _plain(stream)
                if key in OF_LIBRARY and isinstance(entry, dict):
                    kind, field = OF_LIBRARY[key]
                    uri = entry.get("uri") if field == "name" else ""
                    self._note(self.tastes.saved(kind, entry.get(field), uri, self.line))
                elif key in OF_LIBRARY or not isinstance(entry, str) or not entry.strip():
                    yield self._problem(BROKEN)
                elif key == "userIsFollowing":
                    self.blank += 1
                else:
                    name = " ".join(entry.split())
                    yield Contact(Handle(PLATFORM, name, name), line=self.line, facts=(("follows", "me"),))

    def _met(self) -> None:
        self.total += 1
        self.line += 1

    def _note(self, became: int) -> None:
        """Account for a play; those that there was no room for are told as one problem at the end."""
        if became == BLANK:
            self.blank += 1
        elif became == FULL:
            self.not_read += 1
            first = self.too_many or Problem(self.file, self.line, TOO_MANY, 0)
            self.too_many = Problem(first.file, first.line, TOO_MANY, first.lines + 1)

    def _problem(self, why: str) -> Problem:
        self.not_read += 1
        return Problem(self.file, self.line, why)


def _plain(stream: JsonStream) -> Any:
    """The next value as Python has it, None where it cannot be used."""
    try:
        return json.loads(HALF_CHARACTER.sub(r"\1\\ufffd", stream.value()))
    except (Passed, ValueError, RecursionError):
        return None

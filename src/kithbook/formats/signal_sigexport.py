"""What sigexport (signal-export) makes of Signal Desktop: a folder for each chat, with chat.md and data.json in it.

Both tell the same. data.json is the plainer one, but chat.md is there in every version, and holds what was merged from
an older export: so the one with more messages is read. Times are of the computer's clock, without a zone.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.signal_json_lines import Line, is_json_lines, line_of
from kithbook.formats.signal_markdown import HEADER, ME, NO_SENDER, is_sigexport, moment, told
from kithbook.formats.signal_people import PLATFORM
from kithbook.formats.signal_values import one_line
from kithbook.formats.source import Source
from kithbook.formats.text import Text, head_text
from kithbook.vocabulary import DELETED_KEY, Chat, Contact, Encounter, Handle, Message, Problem, Record, Tally

NAME: Final = "signal-sigexport"
TITLE: Final = "Signal (sigexport)"
HOW_TO_EXPORT: Final = {
    "en": (
        "On the computer where Signal Desktop runs, install sigexport (`pip install signal-export`) and run "
        "`sigexport signal-chats`. Give the folder signal-chats to Kithbook."
    ),
    "zh-hans": (
        "在运行 Signal Desktop 的电脑上安装 sigexport（`pip install signal-export`），运行 `sigexport signal-chats`，"
        "再把文件夹 signal-chats 交给 Kithbook。"
    ),
    "ar": (
        "على الحاسوب الذي يعمل عليه Signal Desktop، ثبِّت sigexport (`pip install signal-export`) ونفِّذ `sigexport "
        "signal-chats`، ثم أعطِ المجلد signal-chats لـ Kithbook."
    ),
}
COVERAGE: Final = Coverage(
    versions="chat.md (index.md until 2021) and data.json, from 2019 to 2026; with a merged older export",
    kept="messages, reactions, edits, deletions, kinds of files, stickers, calls",
    left_out="what an answer quotes, since it stands in the chat; ids and the zone, which sigexport does not write",
)
ATTACHES: Final = ("media",)
MARKDOWN: Final = ("chat.md", "index.md")
JSON: Final = "data.json"
PAGE: Final = "index.html"  # the same for reading by people
SLACK: Final = 50  # a pasted line may look like a message: so many messages may hide one of those
MAX_BODY: Final = 1 << 20  # characters of one message in several lines
NOT_PART: Final = "A line before the first message."
TOO_LONG: Final = "A message is too long to be part of a chat."
NO_TIME: Final = "A message without a time that can be read."
BROKEN: Final = "A record is broken, nested too deep or too long, and was passed over."
CHAT: Final = "1"  # the ref of the only chat


class Files(NamedTuple):
    """The files of one chat's folder that tell its messages: their names, or ""."""

    markdown: str
    json: str


def recognise(source: Source) -> bool:
    """Whether a file of the chat begins with a message as sigexport writes it."""
    return any(_files(source))


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The files of each chat's folder.

    >>> gather(["a/Ines/chat.md", "a/Ines/data.json", "a/Ines/index.html", "a/style.css"])
    [('a/Ines/chat.md', 'a/Ines/data.json', 'a/Ines/index.html')]
    """
    folders: dict[str, list[str]] = {}
    for name in names:
        folder, _, file = name.rpartition("/")
        if file in (*MARKDOWN, JSON, PAGE):
            folders.setdefault(folder, []).append(name)
    return [tuple(found) for found in folders.values() if any(not name.endswith(PAGE) for name in found)]


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of one chat, in the order of the file; nothing is asked, since the year always comes first."""
    files = _files(source)
    if not any(files):
        files = Files(source.first, "")
    records, senders = _survey_of_json(source, files.json)
    headers, writers = _survey(source, files.markdown)
    name = files.markdown if headers > records + records // SLACK else files.json or files.markdown
    chat = _chat(source, name, senders | writers)
    text = Text(source, name, answers)
    yield from text.choices()
    yield chat
    reading = _Reading(name, chat)
    yield from reading.json(text) if name == files.json else reading.markdown(text)
    yield reading.tally()


class _Reading:
    """The message whose lines are being gathered, and what has been counted."""

    def __init__(self, file: str, chat: Chat) -> None:
        self.file = file
        self.partner = chat.title if chat.kind == "direct" else ""
        self.total = self.not_read = 0
        self.met: set[str] = set()
        self.start = 0
        self.header: tuple[int | None, str] = (None, "")  # moment and sender
        self.body: list[str] = []
        self.length = 0

    def markdown(self, text: Text) -> Iterator[Record]:
        """The records of a chat.md: a header begins a message, all lines until the next one are of it."""
        for piece in text.lines():
            header = HEADER.match(piece.text) if piece.text.startswith("[") else None
            if piece.problem:
                yield from self._ended()
                yield self._problem(piece.line, piece.problem)
            elif header is not None:
                yield from self._ended()
                self.start, self.header = piece.line, (moment(header), one_line(header[7]))
                self.body, self.length = [piece.text[header.end() :]], 0
            elif self.start:
                self.length += len(piece.text)
                if self.length <= MAX_BODY:
                    self.body.append(piece.text)
            elif piece.text.strip():
                yield self._problem(piece.line, NOT_PART)
        yield from self._ended()

    def json(self, text: Text) -> Iterator[Record]:
        """The records of a data.json: each line is one message."""
        for piece in text.lines():
            line = None if piece.problem else line_of(piece.text)
            if line is not None:
                yield from self._message(piece.line, 1, line)
            elif piece.problem or piece.text.strip():
                yield self._problem(piece.line, piece.problem or BROKEN)

    def tally(self) -> Tally:
        return Tally("record", self.total, self.total - self.not_read, 0, self.not_read)

    def _ended(self) -> Iterator[Record]:
        """The open message; blank lines behind it are no part of it."""
        if not self.start:
            return
        while len(self.body) > 1 and not self.body[-1].strip():
            self.body.pop()
        at, sender = self.header
        if self.length > MAX_BODY:
            yield self._problem(self.start, TOO_LONG)
        else:
            yield from self._message(self.start, len(self.body), Line(at, sender, told("\n".join(self.body)), False))
        self.start = 0

    def _message(self, start: int, lines: int, line: Line) -> Iterator[Record]:
        if line.at is None:
            yield self._problem(start, NO_TIME)
            return
        self.total += 1
        says = line.says
        kind, sender = says.kind, line.sender
        if sender in (NO_SENDER, ""):  # a notice of Signal's has neither sender nor words
            kind, sender = ("system", "") if kind == "unknown" else (kind, DELETED_KEY)
        took_place = kind == "call" and says.seconds > 0
        handles = dict.fromkeys((sender, self.partner, ME) if took_place else (sender,))
        for key in handles:
            if key and key not in self.met:
                self.met.add(key)
                name = "" if key == DELETED_KEY else key
                yield Contact(Handle(PLATFORM, key, name), CHAT, True if key == ME else None, line=start)
        if took_place:
            with_whom = tuple(key for key in handles if key)
            yield Encounter("call", line.at, with_whom, says.seconds, "", "", CHAT, start)
        else:
            yield Message(
                CHAT,
                sender,
                line.at,
                kind,
                says.text,
                start,
                lines,
                reactions=says.reactions,
                edited=line.edited,
            )

    def _problem(self, line: int, why: str) -> Problem:
        self.total += 1
        self.not_read += 1
        return Problem(self.file, line, why)


def _files(source: Source) -> Files:
    """Which entries tell the messages."""
    markdown = json = ""
    entries = source.entries()
    for entry in entries:
        name = entry.name.rpartition("/")[2].lower()
        if not entry.size or name == PAGE or (len(entries) > 1 and name not in (*MARKDOWN, JSON)):
            continue
        if name.endswith((".json", ".jsonl")):
            json = json or (entry.name if is_json_lines(head_text(source, entry.name)) else "")
        elif is_sigexport(head_text(source, entry.name), name):
            markdown = markdown or entry.name
    return Files(markdown, json)


def _survey(source: Source, name: str) -> tuple[int, frozenset[str]]:
    """How many messages a chat.md has, and who wrote them."""
    if not name:
        return 0, frozenset()
    count, senders = 0, set()
    for piece in Text(source, name).lines():
        if piece.text.startswith("[") and (header := HEADER.match(piece.text)):
            count += 1
            senders.add(header[7])
    return count, frozenset(map(one_line, senders))


def _survey_of_json(source: Source, name: str) -> tuple[int, frozenset[str]]:
    """The same of a data.json."""
    if not name:
        return 0, frozenset()
    count, senders = 0, set()
    for piece in Text(source, name).lines():
        line = line_of(piece.text) if piece.text else None
        if line is not None:
            count += 1
            senders.add(line.sender)
    return count, frozenset(senders)


def _chat(source: Source, name: str, senders: frozenset[str]) -> Chat:
    """The chat, called as its folder: with one person that is their name, as long as the folder was given."""
    path = PurePosixPath(name)
    others = senders - {ME, NO_SENDER, ""}
    if source.kind == "file":
        named = source.path.parent.name if path.name in (*MARKDOWN, JSON) else path.stem
        title = next(iter(others)) if len(others) == 1 else named
    else:
        title = path.parent.name or source.holder.stem
    if others <= {title}:
        return Chat(CHAT, PLATFORM, "", title, "direct" if others else "unknown")
    return Chat(CHAT, PLATFORM, "", title, "group")

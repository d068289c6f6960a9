"""The records of one download: every thread in the order of time, then the lists of people."""

import codecs
import contextlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import UNSET, UnsetType

from kithbook.formats.contract import Answers
from kithbook.formats.json_stream import Ended, JsonStream
from kithbook.formats.meta.files import APPS, BOXES, made, sorted_out, whose
from kithbook.formats.meta.lists import listed
from kithbook.formats.meta.record import GONE, MANY, ONE, People, Raw, mended, plain, record
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Choice, Contact, Encounter, Message, Problem, Record, Tally

MAX_WHOLE: Final = 16 << 20  # bytes of a file that is read at once; the apps begin a new one after 10,000 messages
MAX_VALUES: Final = 500_000  # commas in such a file: a value in memory is much larger than in the file
FEW: Final = 3  # chats of two that somebody must be in, all of them, to be the owner
FACTS: Final = ("participants", "title", "thread_path", "thread_type", "threadName")
NUMBERED: Final = re.compile(r"(?:.*_)?(\d{8,})")  # lio_2903485720394857: the number stays when the name changes
COUNTED: Final = re.compile(r"_\d+$")  # Lio_12: the number is that of the file
BROKEN: Final = "A message is broken, nested too deep or too long, and was passed over."
CUT: Final = "The file ends or breaks off here. Download it again to get the rest."
NO_THREAD: Final = "This file is no chat."


class Thread(msgspec.Struct):
    """One file of a thread as a whole."""

    messages: list[Raw] | UnsetType = UNSET
    participants: Any = None
    title: Any = None
    thread_path: Any = None
    thread_type: Any = None
    threadName: Any = None  # noqa: N815


WHOLE: Final = msgspec.json.Decoder(Thread)
Numbered = tuple[int, Raw | str]  # the number in the file, and the message or why there is none


class Page(NamedTuple):
    """One file: what it says of its chat (None where it is none), and its messages."""

    facts: dict[str, Any] | None
    messages: Iterable[Numbered]


def read(source: Source, answers: Answers) -> Iterator[Record]:
    """All records; the answer "platform" says whose download it is, where that is doubtful."""
    app, because, sure = whose(source)
    if not sure and answers.get("platform") in APPS:
        app = answers["platform"]
        yield Choice("platform", app, "you said so")
    elif not sure:
        yield Choice("platform", app, because, False, APPS, ("Facebook Messenger", "Instagram"))
    yield from _Reading(source, app).records()


class _Reading:
    """One walk through a download: counts what it meets."""

    def __init__(self, source: Source, app: str) -> None:
        self.source, self.app = source, app
        self.sizes = {entry.name: entry.size for entry in source.entries()}
        self.made = made(source)
        self.total = self.not_read = 0
        self.owner = ""

    def records(self) -> Iterator[Record]:
        files = sorted_out(self.source)
        self.owner = self._owner(files.threads)
        for number, names in enumerate(files.threads, 1):
            yield from self._thread(str(number), names)
        for name in files.lists:
            for line, contact in listed(self.source, name):
                self.total += 1
                yield contact if isinstance(contact, Contact) else self._problem(name, line, contact)
        yield Tally("record", self.total, self.total - self.not_read, 0, self.not_read)

    def _thread(self, ref: str, names: list[str]) -> Iterator[Record]:
        people: People | None = None
        for name in names:
            facts, messages = self._page(name)
            if people is None and facts is not None:
                people = People(self.app, ref, self.owner, plain if "threadName" in facts else mended)
                yield self._chat(facts, people, name)
            for line, raw in messages:
                self.total += 1
                found = raw if isinstance(raw, str) or people is None else record(raw, line, people)
                if people is not None and people.new:
                    yield from people.introduced()
                if isinstance(found, Message | Encounter):
                    yield found
                else:
                    yield self._problem(name, line, found if isinstance(found, str) else BROKEN)
            if people is not None:  # a chat without messages has members all the same
                yield from people.introduced()

    def _chat(self, facts: dict[str, Any], people: People, name: str) -> Chat:
        """The chat; everybody whom the file names as taking part is noted down for being introduced."""
        members = list(dict.fromkeys(people.key(each, 0) for each in _names(facts.get("participants"))))
        kind = _kind(str(facts.get("thread_type") or ""), len(members))
        people.partners = tuple(members) if kind == "direct" else ()
        title = people.mend(str(facts.get("title") or COUNTED.sub("", str(facts.get("threadName") or ""))))
        size = len(members) if kind == "group" else None
        key = _key(facts.get("thread_path"), name)
        return Chat(people.chat, self.app, key, " ".join(title.split()), kind, size, self.made)

    def _owner(self, threads: list[list[str]]) -> str:
        """Whoever is in every chat of two, where there are enough of them: the one whose download it is."""
        seen: Counter[str] = Counter()
        pairs = 0
        for names in threads if len(threads) >= FEW else ():
            both = {_cleaned(name) for name in self._participants(names[-1])}
            if len(both) == 2:
                pairs += 1
                seen.update(both)
        always = [name for name, count in seen.items() if count == pairs and name.lower() not in GONE]
        return always[0] if pairs >= FEW and len(always) == 1 else ""

    def _participants(self, name: str) -> list[str]:
        """Who takes part in a thread by the head of its file, where they stand; nothing where it says so later."""
        stream = JsonStream(io.BytesIO(self.source.head(name)))
        found: list[str] = []
        with contextlib.suppress(Ended):
            for key in stream.each_key():
                if key == "participants":
                    found = _names(stream.plain())
                    break
                stream.skip()
        return found

    def _page(self, name: str) -> Page:
        """One file: as a whole, or piece by piece where it is large or has something broken in it."""
        data = b""
        if self.sizes[name] <= MAX_WHOLE:
            with self.source.open(name) as handle:
                data = handle.read(MAX_WHOLE + 1).removeprefix(codecs.BOM_UTF8)
        facts: dict[str, Any] = {}
        if not data or data.count(b",") > MAX_VALUES:
            for _ in self._streamed(name, facts, with_messages=False):
                pass
            return Page(facts if facts.get("messages") else None, self._streamed(name, {}))
        try:
            whole = WHOLE.decode(data)
        except (ValueError, RecursionError):
            found = list(self._streamed(name, facts))
            return Page(facts if facts.get("messages") else None, _in_order(found))
        if isinstance(whole.messages, UnsetType):
            return Page(None, [(1, NO_THREAD)])
        facts = {fact: getattr(whole, fact) for fact in FACTS if getattr(whole, fact) is not None}
        return Page(facts, _in_order(list(enumerate(whole.messages, 1))))

    def _streamed(self, name: str, facts: dict[str, Any], with_messages: bool = True) -> Iterator[Numbered]:
        """The messages of a file in its own order; what it says of the chat goes into ``facts``."""
        line = 0
        with self.source.open(name) as handle:
            stream = JsonStream(handle)
            try:
                for key in stream.each_key():
                    if key in FACTS:
                        facts[key] = stream.plain()
                        continue
                    facts["messages"] = facts.get("messages") or key == "messages"
                    if key != "messages" or not with_messages:
                        stream.skip()
                        continue
                    for batch in stream.batches(MANY, ONE):
                        for raw in batch or (None,):
                            line += 1
                            yield line, BROKEN if raw is None else raw
                if not facts.get("messages"):
                    yield line + 1, NO_THREAD
            except Ended:
                yield line + 1, CUT

    def _problem(self, name: str, line: int, why: str) -> Problem:
        self.not_read += 1
        return Problem(name, line, why)


def _in_order(found: Sequence[Numbered]) -> Iterable[Numbered]:
    """The same messages, earliest first: the apps write the newest first."""
    times = [raw.at for _, raw in (*found[:50], *found[-50:]) if isinstance(raw, Raw) and raw.at >= 0]
    return reversed(found) if len(times) > 1 and times[0] > times[-1] else found


def _names(participants: Any) -> list[str]:
    """Names of who takes part; encrypted chats have them without more ado."""
    each = participants if isinstance(participants, list) else []
    names = [one.get("name") if isinstance(one, dict) else one for one in each]
    return [name for name in names if isinstance(name, str)]


def _cleaned(name: str) -> str:
    return " ".join(mended(name).split())


def _kind(thread_type: str, members: int) -> str:
    """What a thread is by the word for it, which newer downloads leave out, and by how many take part."""
    if "Group" in thread_type or members > 2:
        return "group"
    return "direct" if members == 2 else "unknown"


def _key(path: Any, name: str) -> str:
    """What stays the same of inbox/lio_2903485720394857: the number, else the last part; "" where nothing tells."""
    parts = [*PurePosixPath(name).parts[:-1]]
    if isinstance(path, str) and path.strip(" /"):
        last = " ".join(mended(path).strip(" /").rpartition("/")[2].split())
    else:
        last = parts[-1] if len(parts) > 1 and parts[-2] in BOXES else ""
    number = NUMBERED.fullmatch(last)
    return number[1] if number else last

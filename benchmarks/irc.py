"""Annotated chats as the reply graph takes them: IRC channels (Kummerfeld et al. 2019) and Molweni's dialogues.

Each line of a channel is one message, its number is the id. A system line ("=== ...") has no sender of its own. Lines
before the first annotated one are context.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from kithbook.vocabulary import KINDS
from kithbook.words import is_question, tokens_of

DATA = Path(__file__).parents[2] / "shared" / "data"
SYSTEM = KINDS.index("system")
ROUND = ".,:;!?\"'()<>@|~*+=/\\"  # what may stand around a name, and in none
_LINE = re.compile(r"(?:\[(\d+):(\d\d)\]|(\d+)) +(?:<([^>]*)>|\* ?([^\s]+))(?: (.*)|$)", re.DOTALL)
_RENAMED = re.compile(r"=== (\S+) is now known as (\S+)")
_JOINED = re.compile(r"=== (\S+) .*has (?:joined|left|quit)")
_DAY = 1440
SCHEMA = {
    "id": pl.Int64,
    "sender": pl.Int32,
    "at": pl.Int64,
    "text": pl.String,
    "words": pl.String,
    "kind": pl.Int8,
    "reply_to": pl.Int64,
    "mentions": pl.Int32,
    "is_question": pl.Boolean,
}


class Annotated(NamedTuple):
    """A chat with its true links: (message, what it answers), the same twice for one that begins a conversation."""

    name: str
    messages: pl.DataFrame
    names: dict[int, tuple[str, ...]]
    links: set[tuple[int, int]]
    nicks: frozenset[str]

    @property
    def sources(self) -> list[int]:
        """The annotated messages, in order."""
        return sorted({message for message, _ in self.links})


def frame(rows: Iterable[tuple[int, int, int, str, int]]) -> pl.DataFrame:
    """The columns of one chat from (id, sender, at, text, kind)."""
    ids, senders, at, texts, kinds = zip(*rows, strict=True)
    return pl.DataFrame(
        {
            "id": ids,
            "sender": senders,
            "at": at,
            "text": texts,
            "words": tokens_of(texts),
            "kind": kinds,
            "reply_to": None,
            "mentions": None,
            "is_question": [is_question(text) for text in texts],
        },
        schema=SCHEMA,
    )


def channel(path: Path) -> Annotated:
    """One file of a channel, with its annotation beside it."""
    lines = path.read_text("utf-8", errors="replace").split("\n")
    lines = lines[:-1] if lines and not lines[-1] else lines
    person, known = _people(lines)
    rows, minute, day = [], 0, 0
    for number, line in enumerate(lines):
        said = None if line.startswith("===") else _LINE.match(line)
        if not said:
            rows.append((number, 0, (day + minute) * 60, line, SYSTEM))
            continue
        now = int(said[1]) * 60 + int(said[2]) if said[1] else int(said[3]) // 60
        day += _DAY if said[1] and now < minute - _DAY // 2 else 0
        minute = now
        nick = said[4] if said[4] is not None else said[5]
        rows.append((number, person[nick], (day + minute) * 60, said[6] or "", 0))
    names: dict[int, tuple[str, ...]] = {}
    for nick, who in person.items():
        names[who] = (*names.get(who, ()), nick)
    links = _links(path.with_name(path.name.replace(".ascii.txt", ".annotation.txt")))
    return Annotated(path.name.removesuffix(".ascii.txt"), frame(rows), names, links, frozenset(known))


def _people(lines: list[str]) -> tuple[dict[str, int], set[str]]:
    """A number for each nick, one for all nicks of who changed it; and every nick in lower case, of listeners too."""
    above: dict[str, str] = {}
    speakers, known = [], set()
    for line in lines:
        if line.startswith("==="):
            if renamed := _RENAMED.match(line):
                known.update(nick.lower() for nick in renamed.groups())
                old, new = (_top(above, nick) for nick in renamed.groups())
                if old != new:
                    above[old] = new
            elif joined := _JOINED.match(line):
                known.add(joined[1].lower())
        elif said := _LINE.match(line):
            speakers.append(said[4] if said[4] is not None else said[5])
    speakers += [*above, *above.values()]
    numbers: dict[str, int] = {}
    person = {nick: numbers.setdefault(_top(above, nick), len(numbers) + 1) for nick in speakers}
    return person, known | {nick.lower() for nick in person}


def _top(above: dict[str, str], nick: str) -> str:
    while nick in above:
        nick = above[nick]
    return nick


def _links(path: Path) -> set[tuple[int, int]]:
    """The links of an annotation file; a message named alone, or with itself only, begins a conversation."""
    links = set()
    for line in path.read_text("utf-8").splitlines():
        numbers = [int(number) for number in line.split(":")[-1].split() if number != "-"]
        if not numbers:
            continue
        source = max(numbers)
        numbers.remove(source)
        links |= {(source, number) for number in numbers} or {(source, source)}
    return links


def stripped(chat: Annotated) -> Annotated:
    """The same chat without any name: words that are a nick, whatever stands around them, are out of the texts."""

    def bare(text: str) -> str:
        return " ".join(word for word in text.split() if word.strip(ROUND).lower() not in chat.nicks)

    old = chat.messages
    kept = [text if kind == SYSTEM else bare(text) for text, kind in zip(old["text"], old["kind"], strict=True)]
    rows = zip(old["id"], old["sender"], old["at"], kept, old["kind"], strict=True)
    return chat._replace(messages=frame(rows), names={}, nicks=frozenset())


def channels(folder: Path) -> Iterator[Annotated]:
    """All annotated files of a folder, in the order of their names."""
    for path in sorted(folder.glob("*.ascii.txt")):
        if path.with_name(path.name.replace(".ascii.txt", ".annotation.txt")).exists():
            yield channel(path)


def folders(data: Path) -> dict[str, Path]:
    """Every folder under irc/ with annotated files, by its name under there; what is fitted on comes last."""
    found = {
        str(folder.relative_to(data / "irc")): folder
        for folder in sorted({path.parent for path in (data / "irc").rglob("*.annotation.txt")})
        if any(folder.glob("*.ascii.txt"))
    }
    return found


def dialogues(path: Path) -> Iterator[Annotated]:
    """Molweni's dialogues of one file; they have no times, so the messages stand half a minute apart.

    A link is the relation to the latest earlier utterance; an utterance without any begins a conversation.
    """
    for told in json.loads(path.read_text("utf-8")):
        speakers = {name: place for place, name in enumerate(dict.fromkeys(e["speaker"] for e in told["edus"]), 1)}
        rows = [(place, speakers[e["speaker"]], 30 * place, e["text"], 0) for place, e in enumerate(told["edus"])]
        links = {(max(r["x"], r["y"]), min(r["x"], r["y"])) for r in told["relations"]}
        links |= {(place, place) for place, *_ in rows} - {(b, b) for b, _ in links}
        names = {number: (name,) for name, number in speakers.items()}
        nicks = frozenset(name.lower() for name in speakers)
        yield Annotated(str(told["id"]), frame(rows), names, links, nicks)

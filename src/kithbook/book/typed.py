"""People and member lists that were typed or pasted, kept in a small file and read like any other export."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from kithbook.formats import NO_ANSWERS, Answers, Source
from kithbook.vocabulary import Chat, Contact, Handle, Problem, Record, Tally

NAME: Final = "typed"
TITLE: Final = "Typed or pasted"
PLATFORM: Final = "typed"
LONGEST: Final = 80  # characters that a name may have

_SIZE: Final = re.compile(
    r"(?P<before>\d{1,6})\s*(?:members|participants|people|subscribers|名?成员|名?成員|人|عضو|أعضاء|مشارك)"
    r"|(?:members|participants|成员|成員|الأعضاء)\s*[:：(（]\s*(?P<after>\d{1,6})\s*[)）]?",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"^\s*(?:[-*•·–]|\d{1,4}[.)、]|@)\s*")
_BETWEEN: Final = re.compile(r"[,，、،;；\t]")


def parse(text: str) -> dict[str, Any]:
    """What a typed or pasted text says: names in order, each with its line; a stated size; lines that are no names.

    >>> parse("312 members\\nInes, Lio\\n3. 三朵")["people"]
    [['Ines', 2], ['Lio', 2], ['三朵', 3]]
    """
    said: dict[str, Any] = {"people": [], "stated": None, "blank": 0, "problems": [], "total": 0}
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        said["total"] = number
        size = _SIZE.search(line)
        if not line.strip():
            said["blank"] += 1
        elif size is not None:
            said["stated"] = int(size["before"] or size["after"])
        else:
            names = [_BULLET.sub("", part).strip() for part in _BETWEEN.split(line)]
            if any(len(name) > LONGEST for name in names):
                said["problems"].append(number)
                continue
            for name in names:
                if name and name not in seen:
                    seen.add(name)
                    said["people"].append([name, number])
    return said


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of a file that `adding` wrote: {"title", "kind", "platform", "stated", "handles", ...}."""
    with source.open() as stream:
        said = json.load(stream)
    if said["platform"]:
        yield Chat("1", said["platform"], "", said["title"], "group", said["stated"])
    for platform, key, name, line in said["handles"]:
        yield Contact(Handle(platform, key, name), "1" if said["platform"] else "", line=line)
    for line in said["problems"]:
        yield Problem("", line, "Too long for a name.")
    lost = len(said["problems"])
    yield Tally("line", said["total"], said["total"] - said["blank"] - lost, said["blank"], lost)

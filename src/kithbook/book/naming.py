"""From what somebody typed to the one person or group that is meant, never guessing between two."""

import re
from collections import defaultdict
from collections.abc import Iterable

from kithbook import words
from kithbook.store import people
from kithbook.store.models import Chat, Person
from kithbook.vocabulary import Refused, say

# Arabic writes "and", "so", "by", "for" and "as" at the front of the next word.
_PROCLITICS = "[وف]?[بلك]?"


def matches(typed: str, named: Iterable[tuple[int, str]]) -> list[int]:
    """The ids whose name fits best: the same (but for case, width and accents), else begun by it, else holding it."""
    wanted = " ".join(words.fold(typed).split())
    if not wanted:
        return []
    folded = [(each, " ".join(words.fold(name).split())) for each, name in named]
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [each for each, name in folded if fits(name, wanted)]
        if found:
            return list(dict.fromkeys(found))
    return []


def holding(typed: str, named: Iterable[tuple[int, str]]) -> list[int]:
    """The ids of all names that hold what was typed, but for case, width and accents."""
    wanted = " ".join(words.fold(typed).split())
    return list(dict.fromkeys(each for each, name in named if wanted in " ".join(words.fold(name).split())))


def mentioned(sentence: str) -> list[int]:
    """The people whom a sentence names, in its order: by a whole name, or by the first part of one.

    Raises Refused where a name in it could be several people.
    """
    folded = words.fold(sentence)
    called: dict[str, set[int]] = defaultdict(set)
    for person, name in people.names():
        for part in {name, words.address(name)}:
            if len(key := " ".join(words.fold(part).split())) > 1:
                called[key].add(person)
    found: list[tuple[int, int]] = []
    for name in sorted(called, key=len, reverse=True):
        if name not in folded:
            continue
        # Scripts without spaces have no edge of a word to look for.
        unspaced = words.tokens(name).count(" ") >= len(name) - 1
        before = _PROCLITICS if "ا" <= name[0] <= "ي" else ""
        pattern = re.escape(name) if unspaced else rf"(?<!\w){before}{re.escape(name)}(?!\w)"
        for place in re.finditer(pattern, folded):
            folded = folded[: place.start()] + "\0" * len(place.group()) + folded[place.end() :]
            if len(called[name]) > 1:
                raise several(name, people.shown(called[name]))
            found.append((place.start(), next(iter(called[name]))))
    return list(dict.fromkeys(person for _, person in sorted(found)))


def number(typed: str | int) -> int | None:
    """The id that was given as one: 12 or "#12"."""
    if isinstance(typed, int):
        return typed
    digits = typed.strip().removeprefix("#")
    return int(digits) if typed.strip().startswith("#") and digits.isdecimal() and len(digits) < 16 else None


def find_person(typed: str | int) -> Person:
    """The person of this name or number. Raises Refused where nobody or several fit, then with the candidates."""
    given = number(typed)
    found = [given] if given is not None else matches(str(typed), people.names())
    person = people.get(found[0]) if found else None
    if person is None:
        raise Refused(
            say("Nobody called {name} is in this book. Look at the list of people, or import more.", name=str(typed)),
            status=404,
        )
    if len(found) == 1:
        return person
    raise several(str(typed), people.shown(found))


def find_group(typed: str | int) -> Chat:
    """The group or channel of this title or number. Raises Refused where none or several fit, with the candidates."""
    rooms = {chat.pk: chat for chat in Chat.objects.exclude(kind="direct")}
    given = number(typed)
    named = [(pk, name) for pk, chat in rooms.items() for name in (chat.alias, chat.title) if name]
    found = [given] if given is not None else matches(str(typed), named)
    if not found or found[0] not in rooms:
        raise Refused(
            say("No group called {name} is in this book. Look at the list of groups.", name=str(typed)), status=404
        )
    if len(found) == 1:
        chat: Chat = rooms[found[0]]
        return chat
    raise several(str(typed), {pk: rooms[pk].shown for pk in found})


def several(typed: str, named: dict[int, str]) -> Refused:
    """The refusal of a name that fits several: at most twenty of them are listed, with their numbers."""
    ordered = sorted(named.items(), key=lambda pair: pair[::-1])[:20]
    candidates = tuple(f"{name} (#{each})" for each, name in ordered)
    return Refused(
        say(
            "{name} could be {candidates}. Write the whole name, or the number with its #.",
            name=typed,
            candidates=", ".join(candidates),
        ),
        candidates=candidates,
    )

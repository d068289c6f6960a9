"""From what somebody typed to the one person or group that is meant, never guessing between two."""

from collections.abc import Iterable

from kithbook import words
from kithbook.store import people
from kithbook.store.models import Chat, Person
from kithbook.vocabulary import Refused, say


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
    candidates = told_apart(people.shown(found))
    raise Refused(
        say(
            "{name} could be {candidates}. Write the whole name, or the number with its #.",
            name=str(typed),
            candidates=", ".join(candidates),
        ),
        candidates=candidates,
    )


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
        return rooms[found[0]]
    candidates = told_apart({pk: rooms[pk].shown for pk in found})
    raise Refused(
        say(
            "{name} could be {candidates}. Write the whole title, or the number with its #.",
            name=str(typed),
            candidates=", ".join(candidates),
        ),
        candidates=candidates,
    )


def told_apart(named: dict[int, str]) -> tuple[str, ...]:
    """At most twenty names with their numbers."""
    return tuple(f"{name} (#{each})" for each, name in sorted(named.items(), key=lambda pair: pair[::-1])[:20])

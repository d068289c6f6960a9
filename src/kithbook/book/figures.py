"""Imports as answers: the figures that a page, a terminal and --json show of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from kithbook.book.looking import Look
from kithbook.store.models import Import, Sighting
from kithbook.vocabulary import Problem, Said, say_n
from kithbook.vocabulary.answers import ImportAnswer, LineCount, MessageCount, PeopleCount, Trouble

SHOWN: Final = 100  # problems of an answer


def moment(at: int | None) -> str:
    """UTC seconds as ISO 8601, "" for None.

    >>> moment(0)
    '1970-01-01T00:00:00Z'
    """
    return "" if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def titles(names: Sequence[str]) -> str:
    """The title of one chat, or of several "the first and N more".

    >>> titles(["Lantern Street", "Ines", "Lio"])
    'Lantern Street and 2 more'
    """
    if len(names) < 2:
        return "".join(names)
    return str(say_n("{first} and {count} more", "{first} and {count} more", len(names) - 1, first=names[0]))


def trouble(name: str, problem: Problem | Any) -> Trouble:
    """A problem as it is shown; ``name`` is the export's, for problems that name no file of their own."""
    where = problem.file or name
    return Trouble(f"{where}, line {problem.line}" if problem.line else where, problem.why)


def of_row(row: Import, *, new: bool = True) -> ImportAnswer:
    """The answer of an import that the book keeps; with ``new`` False, of having brought the same file in again."""
    counts = row.counts
    read, fresh = counts.get("read", 0), counts.get("new", 0) if new else 0
    people, met = counts.get("people", 0), counts.get("new_people", 0) if new else 0
    sightings = list(Sighting.objects.filter(source=row).select_related("chat").order_by("pk"))
    names = list(dict.fromkeys(each.chat.shown or each.title for each in sightings)) or counts.get("titles", [])
    shown = [trouble(row.inside, problem) for problem in row.problems.order_by("pk")[:SHOWN]]
    if row.failure:
        shown.insert(0, Trouble(row.inside or row.path, row.failure))
    return ImportAnswer(
        id=row.pk,
        path=row.options.get("shown", row.path),
        format=row.format,
        chat=titles(names),
        messages=MessageCount(read, fresh, read - fresh),
        people=PeopleCount(people, met),
        lines=LineCount(**{"unit": "line", "total": 0, "read": 0, "blank": 0, "not_read": 0} | counts.get("lines", {})),
        problems=tuple(shown),
        choices=dict(row.choices),
        state="reading" if row.state == "waiting" and row.worker else row.state,
        when=moment(row.created),
        chat_ids=tuple(dict.fromkeys(each.chat_id for each in sightings)),
    )


def of_look(
    path: str, inside: str, name: str, seen: Look, *, new: int, met: int, choices: dict[str, str]
) -> ImportAnswer:
    """The answer of an export that was only looked at: ``new`` messages and ``met`` people are not in the book."""
    tally = seen.tally
    return ImportAnswer(
        id=0,
        path=path,
        format=name,
        chat=titles([each.chat.title for each in seen.chats.values()]),
        messages=MessageCount(seen.messages, new, seen.messages - new),
        people=PeopleCount(len(seen.contacts), met),
        lines=LineCount(tally.unit, tally.total, tally.read, tally.blank, tally.not_read),
        problems=tuple(trouble(inside, problem) for problem in seen.problems[:SHOWN]),
        choices=choices,
        state="preview",
    )


def refused(path: str, inside: str, why: Said | str) -> ImportAnswer:
    """The answer for a file beside others that could not be read at all."""
    messages, people, lines = MessageCount(0, 0, 0), PeopleCount(0, 0), LineCount("line", 0, 0, 0, 0)
    return ImportAnswer(0, path, "", "", messages, people, lines, (Trouble(inside, str(why)),), {}, state="failed")

"""Imports as answers: the figures that a page, a terminal and --json show of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from kithbook.book import columns
from kithbook.book.looking import Look
from kithbook.book.telling import again, told
from kithbook.store.models import Import, Membership, Sighting
from kithbook.vocabulary import Problem, Said, say, say_n
from kithbook.vocabulary.answers import ImportAnswer, LineCount, MessageCount, PeopleCount, Trouble

SHOWN: Final = 100  # problems of an answer
_NOBODY: Final = "nobody of that name is in this export)"
_ORDERS: Final = {
    "dmy": say("day first"),
    "mdy": say("month first"),
    "ymd": say("year first"),
    "ydm": say("year first, then the day"),
}


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
    return told(say_n("{first} and {count} more", "{first} and {count} more", len(names) - 1, first=names[0]))


def trouble(name: str, problem: Problem | Any) -> Trouble:
    """A problem as it is shown; ``name`` is the export's, for problems that name no file of their own."""
    where = problem.file or name
    line = say("{file}, line {line}", file=where, line=problem.line)
    return Trouble(told(line) if problem.line else where, problem.why)


def choices(row: Import) -> dict[str, str]:
    """What was chosen while an import was read, in words: "date_order", "encoding", "me", "chat" or "chat REF"."""
    return {name: _chosen(row, name, str(value)) for name, value in row.choices.items()}


def _chosen(row: Import, name: str, value: str) -> str:
    """One choice in words; kept are a code with its reason in brackets, a key, or "joined" with a title."""
    code, _, because = value.partition(" (")
    if name == "date_order":
        return f"{told(_ORDERS.get(code, code))} ({told(_ground(because[:-1]))})" if because else told(_ORDERS[code])
    if name == "me":
        found = Membership.objects.filter(source=row, handle__key=value).select_related("handle").first()
        if found is not None:
            return str(found.handle.name or value)
        return told(say("{name} (nobody of that name is in this export)", name=code)) if because == _NOBODY else value
    if name == columns.NAME:
        return columns.in_words(value)
    if name.startswith("chat") and value.startswith("joined "):
        return told(say("joined {title}", title=value.removeprefix("joined ")))
    return value


def _ground(because: str) -> Said:
    """Why an order of dates was taken: a sentence of a format, one of which begins with a date."""
    date, _, rest = because.partition(" can only be read so")
    return say("{date} can only be read so", date=date) if date != because and not rest else Said(because)


def of_row(row: Import, *, new: bool = True) -> ImportAnswer:
    """The answer of an import that the book keeps; with ``new`` False, of having brought the same file in again."""
    counts = row.counts
    read, fresh = counts.get("read", 0), counts.get("new", 0) if new else 0
    people, met = counts.get("people", 0), counts.get("new_people", 0) if new else 0
    sightings = list(Sighting.objects.filter(source=row).select_related("chat").order_by("pk"))
    names = list(dict.fromkeys(each.chat.shown or each.title for each in sightings)) or counts.get("titles", [])
    shown = [trouble(row.inside, problem) for problem in row.problems.order_by("pk")[:SHOWN]]
    if row.failure:
        shown.insert(0, Trouble(row.inside or row.path, told(again(row.failure))))
    return ImportAnswer(
        id=row.pk,
        path=row.options.get("shown", row.path),
        format=row.format,
        chat=titles(names),
        messages=MessageCount(read, fresh, read - fresh),
        people=PeopleCount(people, met),
        lines=LineCount(**{"unit": "line", "total": 0, "read": 0, "blank": 0, "not_read": 0} | counts.get("lines", {})),
        problems=tuple(shown),
        choices=choices(row),
        state="reading" if row.state == "waiting" and row.worker else row.state,
        when=moment(row.created),
        chat_ids=tuple(dict.fromkeys(each.chat_id for each in sightings)),
        encounters=_counted(counts, "encounters", new=new),
        pieces=_counted(counts, "pieces", new=new),
        tastes=_counted(counts, "tastes", new=new),
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
        encounters=_counted(seen.counts, "encounters"),
        pieces=_counted(seen.counts, "pieces"),
        tastes=_counted(seen.counts, "tastes"),
    )


def _counted(counts: dict[str, Any], sort: str, *, new: bool = True) -> MessageCount:
    """How many records of one sort (`others.sort_of`) there are."""
    read, fresh = counts.get(sort, 0), counts.get(f"new_{sort}", 0) if new else 0
    return MessageCount(read, fresh, read - fresh)

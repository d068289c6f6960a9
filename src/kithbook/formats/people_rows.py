"""Rows of a table whose columns are known become cards: the one place that says what each meaning of a column does."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kithbook.formats.people_card import Card
from kithbook.formats.people_dates import day_of
from kithbook.formats.people_history import dated, favours, notes, numbers, plain_notes, reminders
from kithbook.formats.recurrences import recurrence
from kithbook.vocabulary import FACTS

NOBODY: Final = "A row that names nobody."
EMPTY: Final = frozenset(("-", "–", "—", "N/A", "n/a", "#N/A", "null", "NULL"))
DATES: Final = ("birthday", "anniversary", "connected", "last_contact")
HISTORY: Final = ("reminder", "dated_note", "favour", "favour_got")  # several days may stand in one cell of these
FIRST_LINE: Final = 120  # characters of the notes, where nothing else says what a reminder is for
NEWEST: Final = {"birthday": 29}  # the newest year of two digits that is not of the last century
NO_DATE: Final = re.compile(r"0{1,4}[./-]0{1,2}[./-]0{1,4}")  # how Outlook writes that there is none
MANY: Final = re.compile(r"[;,、،，\n|]|:::")  # parts the labels of one cell
USERS: Final = {  # a user's name on one of these is as good as the address of their page
    "linkedin": "https://www.linkedin.com/in/",
    "twitter": "https://x.com/",
    "github": "https://github.com/",
    "telegram": "https://t.me/",
    "instagram": "https://www.instagram.com/",
}


class Column(NamedTuple):
    """A column and what it means: one of ``table_people.meanings``, or "shown_mail" or "named" of an address book.

    Columns of the meaning "place" with one ``group`` are one place; that of a "label" is what parts the labels of a
    cell, "" where anything may. ``label_at`` is the column that names this one.
    """

    at: int
    header: str
    meaning: str
    group: str = ""
    label_at: int = -1


class Beside(NamedTuple):
    """What a row says of its reminders in columns of their own, which are ``used`` up, and in the notes."""

    what: str = ""
    every: str = ""
    used: frozenset[int] = frozenset()
    notes: str = ""


def dates_of(row: Sequence[str], columns: Iterable[Column]) -> Iterator[str]:
    """The texts of a row that begin with a date."""
    for column in columns:
        value = row[column.at] if column.at < len(row) else ""
        if column.meaning in (*DATES, "last_met", "meeting_date"):
            yield value
        elif column.meaning in HISTORY:
            yield from numbers(value)


def has_dates(columns: Iterable[Column]) -> bool:
    """Whether there is a column of dates."""
    return any(column.meaning in (*DATES, *HISTORY, "last_met", "meeting_date") for column in columns)


def card_of(row: Sequence[str], columns: Sequence[Column], order: str) -> Card:
    """What a row says, with the day and the month of its dates in this ``order``."""
    card = Card()
    places: dict[str, str] = {}
    width = len(row)
    beside = _beside(row, columns, order)
    for column in columns:
        value = row[column.at].strip() if column.at < width else ""
        if not value or value in EMPTY or column.at in beside.used:
            continue
        if column.meaning == "place":
            before = places.get(column.group, "")
            value = ", ".join(filter(None, (part.strip(" ,") for part in value.splitlines())))
            if value not in before:  # the parts of an address that was given as a whole before
                places[column.group] = f"{before}, {value}" if before else value
            continue
        if column.meaning in HISTORY:
            left = _history(card, column, value, order, beside)
        else:
            left = _put(card, column, value, order, row)
        if left:
            label = row[column.label_at].strip() if 0 <= column.label_at < width else ""
            card.add_note(f"{label.lstrip('* ') or column.header}: {left}")
    for place in places.values():
        card.add_fact("place", place)
    return card


def _put(card: Card, column: Column, value: str, order: str, row: Sequence[str]) -> str:
    """Put one value where it belongs; what is left is kept under the name of its column."""
    meaning = column.meaning
    if meaning in ("name", "given", "middle", "family"):
        before = getattr(card, meaning)
        setattr(card, meaning, before or " ".join(value.split()))
        return value if before and before != value else ""
    if meaning == "mail":
        return "" if value.startswith("/o=") else card.add_mails(value)  # Exchange's own name for somebody
    if meaning == "shown_mail":
        card.add_mails(value)
        return ""
    if meaning == "phone":
        return card.add_phones(value)
    if meaning == "link" or meaning in USERS:
        return card.add_links(value, USERS.get(meaning, ""))
    if meaning == "username":
        card.user = card.user or value.removeprefix("@")
        return value
    if meaning in FACTS:
        return _fact(card, meaning, value, order, column.group)
    if meaning == "last_met":
        return _fact(card, "last_contact", value, order)
    if meaning == "notes":
        found = plain_notes(value)
        for note in found:
            card.add_fact("dated_note", str(note))
        card.add_note("" if found else value)
        return ""
    if meaning == "named":
        return _named(card, row[column.label_at] if 0 <= column.label_at < len(row) else "", value, order)
    return "" if meaning == "ignore" else value


def _beside(row: Sequence[str], columns: Sequence[Column], order: str) -> Beside:
    """What other columns say of the reminders of a row, where it has any.

    Where no column says what for, a short first line of the notes does, which stay notes all the same.
    """
    width = len(row)
    said: dict[str, tuple[str, int]] = {}
    for column in columns:
        value = row[column.at].strip() if column.at < width else ""
        if value and value not in EMPTY:
            said.setdefault(column.meaning, (value, column.at))
    if "reminder" not in said or not any(part.day for part in dated(said["reminder"][0], order)):
        return Beside()
    what, of_what = said.get("reminder_what", ("", -1))
    every, of_every = said.get("reminder_every", ("", -1))
    used = frozenset((of_what, of_every if recurrence(every) is not None else -1))
    if not what:
        first = said.get("notes", ("", -1))[0].partition("\n")[0]
        return Beside("", every, used, first if len(first) <= FIRST_LINE and not plain_notes(first) else "")
    return Beside(" ".join(what.split()), every, used)


def _history(card: Card, column: Column, value: str, order: str, beside: Beside) -> str:
    """Put every day of a cell where it belongs; what names none is left."""
    found: Sequence[object]
    if column.meaning == "reminder":
        found, left = reminders(value, order, beside.every, beside.what, beside.notes)
    elif column.meaning == "dated_note":
        found, left = notes(value, order)
    else:
        found, left = favours(value, order, column.header, "me" if column.meaning == "favour" else "them")
    for each in found:
        card.add_fact("favour" if column.meaning == "favour_got" else column.meaning, str(each))
    return "\n".join(left)


def _fact(card: Card, meaning: str, value: str, order: str, between: str = "") -> str:
    if meaning in DATES:
        if NO_DATE.fullmatch(value):
            return ""
        day = day_of(value, order, NEWEST.get(meaning, 49))
        if day is None:
            return value
        card.add_fact(meaning, day.iso)
        return ""
    if meaning == "label":
        for part in value.split(between) if between else MANY.split(value):
            card.add_fact(meaning, " ".join(part.split()).removeprefix("* "))
    else:
        for part in value.split(" ::: "):
            card.add_fact(meaning, " ".join(part.split()))
    return ""


def _named(card: Card, label: str, value: str, order: str) -> str:
    """A date or a thing that the address book's owner gave a name to."""
    if label.strip("* ").casefold() in ("anniversary", "birthday"):
        return _fact(card, label.strip("* ").casefold(), value, order)
    return value


def columns_of(mapping: Mapping[str, str]) -> tuple[Column, ...]:
    """Columns of these names, in the order of the mapping, with what each means; those to ignore are left out."""
    return tuple(
        Column(at, header, meaning) for at, (header, meaning) in enumerate(mapping.items()) if meaning != "ignore"
    )

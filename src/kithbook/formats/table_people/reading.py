"""The records of a table of people: the choices first, then one contact for each row, or one meeting."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from kithbook.formats.contract import Answers
from kithbook.formats.people_card import MAIL, Card
from kithbook.formats.people_dates import DAY, Orders, day_of, moment_of
from kithbook.formats.people_rows import NOBODY, Column, card_of, columns_of, dates_of, has_dates
from kithbook.formats.source import Source
from kithbook.formats.table_people.layout import Layout, each_row, is_note, look, workbook_layouts
from kithbook.formats.table_people.meanings import meanings, plain_header
from kithbook.formats.table_people.workbook import is_workbook
from kithbook.formats.text import Text
from kithbook.vocabulary import Choice, Contact, Encounter, Problem, Record, Refused, Tally, say

PLATFORM: Final = "list"
NO_TABLE: Final = "Nothing in this file is a table."
NO_DATE: Final = "A meeting without a date that can be read."
SHOWN_ROWS: Final = 3
SHOWN_LENGTH: Final = 80
MET_BEFORE: Final = 100_000  # names that are remembered, so that each is introduced once
TOGETHER: Final = re.compile(r"[,，،、+&]|\s(?:and|und|et|و|和|with)\s", re.IGNORECASE)
APART: Final = re.compile(r"[;；؛\n|]")
OWNER: Final = frozenset(("me", "myself", "i", "ich", "moi", "yo", "io", "eu", "ik", "我", "本人", "أنا", "я"))
MEETING: Final = ("meeting_date", "attendees", "meeting_place", "meeting_title")


class Chosen(NamedTuple):
    """The layout that is read, and the choices that it rests on."""

    layout: Layout
    choices: tuple[Choice, ...]
    mapping: dict[str, str]


def records(source: Source, answers: Answers, now: int | None = None) -> Iterator[Record]:
    """The records of the file. Raises Refused where an answer is none."""
    chosen = _chosen(source, answers)
    if chosen is None:
        yield Problem(source.first, 1, NO_TABLE)
        yield Tally("record", 1, 0, 0, 1)
        return
    layout = chosen.layout
    if layout.delimiter:
        yield from Text(source, answers=answers).choices()
    yield from chosen.choices
    columns = columns_of(chosen.mapping)
    order = _order(source, layout, columns, answers)
    if order is not None:
        yield order
    reading = _Reading(columns, order.value if order else "dmy", order is None or order.sure, now)
    yield from _rows(source, layout, reading, answers)


def _chosen(source: Source, answers: Answers) -> Chosen | None:
    layout, choices = look(source, answers) if not is_workbook(source) else None, []
    if is_workbook(source):
        layouts = list(workbook_layouts(source))
        layout = next((each for each in layouts if each.sheet == answers.get("sheet")), None)
        several = [each for each in layouts if each.guess.people]
        layout = layout or next(iter(several or layouts), None)
        if layout and len(several) > 1:
            names = tuple(each.sheet for each in several)
            choices.append(
                Choice("sheet", layout.sheet, "several sheets name people", False, names, tuple(map(_sample, several)))
            )
    if layout is None:
        return None
    mapping = dict(zip(layout.columns, layout.guess.meanings, strict=True))
    told = _told(answers)
    alike = {plain_header(header): meaning for header, meaning in told.items()}  # remembered from another file
    mapping = {
        header: told.get(header) or alike.get(plain_header(header)) or meaning for header, meaning in mapping.items()
    }
    guess = layout.guess
    because, sure = ("you said so", True) if told else (guess.because, guess.sure)
    samples = tuple(_shown(layout.columns, row) for row in layout.rows[:SHOWN_ROWS])
    choices.append(Choice("columns", canonical(mapping), because, sure, tuple(meanings()), samples))
    return Chosen(layout, tuple(choices), mapping)


def _told(answers: Answers) -> dict[str, str]:
    """What the person said that the columns mean. Raises Refused where that cannot be understood."""
    if "columns" not in answers:
        return {}
    try:
        told = json.loads(answers["columns"])
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Refused(say("What the columns mean has to be a JSON object: the name of a column, and its meaning."))
    for meaning in told.values():
        if not isinstance(meaning, str) or meaning not in meanings():
            raise Refused(say("{meaning} is no meaning of a column. Take one that is offered.", meaning=str(meaning)))
    return told


def canonical(mapping: Mapping[str, str]) -> str:
    """The mapping as JSON, always written the same: no spaces, columns in the order of the file."""
    return json.dumps(dict(mapping), ensure_ascii=False, separators=(",", ":"))


def signature(columns: Iterable[str]) -> str:
    """What stays the same for every file with these columns, whatever their order, to remember a correction by.

    The columns of a file are the keys of its Choice "columns": ``signature(json.loads(choice.value))``.

    >>> signature(["Name", "E-mail"]) == signature(["e-mail ", "name"])
    True
    """
    names = sorted(plain_header(column) or column for column in columns)
    return hashlib.blake2b("\n".join(names).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _shown(columns: Sequence[str], row: Sequence[str]) -> str:
    """One row as JSON, long values cut."""
    cells = zip_longest(columns, row[: len(columns)], fillvalue="")
    return canonical({name: value.strip()[:SHOWN_LENGTH] for name, value in cells})


def _sample(layout: Layout) -> str:
    return _shown(layout.columns, layout.rows[0]) if layout.rows else ""


def _order(source: Source, layout: Layout, columns: Sequence[Column], answers: Answers) -> Choice | None:
    """The Choice "date_order" after a look at every date of the table."""
    if not has_dates(columns):
        return None
    orders = Orders()
    for at, row in enumerate(each_row(source, layout, answers)):
        if at > layout.header and not isinstance(row, str):
            orders.see(dates_of(row, columns))
    return orders.choice(answers)


class _Reading(NamedTuple):
    """How rows are read: their columns, the order of dates and whether it is sure, and the moment of the import."""

    columns: Sequence[Column]
    order: str
    sure: bool
    now: int | None


def _rows(source: Source, layout: Layout, reading: _Reading, answers: Answers) -> Iterator[Record]:
    meetings = _Meetings(reading.columns, reading.order)
    # without a date nobody has met
    plain = [each._replace(meaning="keep") if each.meaning in MEETING else each for each in reading.columns]
    total = blank = not_read = 0
    for at, row in enumerate(each_row(source, layout, answers)):
        total += 1
        if isinstance(row, str):
            not_read += 1
            yield Problem(source.first, total, row)
        elif not any(cell.strip() for cell in row):
            blank += 1
        elif at > layout.header and not is_note(at, row):
            found = meetings.met(row, total) if meetings.dated else None
            if found is None:
                contact = card_of(row, plain, reading.order).contact(PLATFORM, total)
                found = NOBODY if contact is None else [contact, *_last(row, reading, contact.handle.key, total)]
            if isinstance(found, str):
                not_read += 1
                yield Problem(source.first, total, found)
            else:
                yield from found
    yield Tally("record", total, total - blank - not_read, blank, not_read)


def _last(row: Sequence[str], reading: _Reading, key: str, line: int) -> Iterator[Encounter]:
    """When somebody was last met, called as the list calls it; where the day is sure, and not ahead."""
    seen: set[int] = set()
    for column in reading.columns:
        value = row[column.at].strip() if column.meaning == "last_met" and column.at < len(row) else ""
        moment = moment_of(value, reading.order) if value else None
        if moment is None or moment.at in seen or (reading.now is not None and moment.at > reading.now + DAY):
            continue
        if reading.sure or day_of(value, "dmy") == day_of(value, "mdy"):
            seen.add(moment.at)
            yield Encounter(
                "meeting",
                moment.at,
                (key,),
                zone=moment.zone,
                title=column.header.replace("_", " "),
                line=line,
                all_day=moment.all_day,
            )


class _Meetings:
    """Rows that are meetings: with whom, when, where; somebody of a column of their own is one of those met."""

    def __init__(self, columns: Sequence[Column], order: str) -> None:
        self._places = {column.meaning: column.at for column in reversed(columns) if column.meaning in MEETING}
        used = self._places.items()
        self._columns = [
            column._replace(meaning="keep") if column.meaning in MEETING else column  # a second of one meaning
            for column in columns
            if (column.meaning, column.at) not in used
        ]
        self._order = order
        self._named = any(column.meaning in ("name", "given", "family", "mail") for column in columns)
        self._met: set[str] = set()
        self.dated = "meeting_date" in self._places

    def met(self, row: Sequence[str], line: int) -> list[Record] | str | None:
        """The people and the meeting of one row, or why it cannot be read; None for a person without a meeting."""
        card = card_of(row, self._columns, self._order)
        own = card.contact(PLATFORM, line) if self._named else None
        people = [_somebody(each, line) for each in _several(self._cell(row, "attendees"))]
        people = [*([own] if own else []), *people]
        if not people:
            return NOBODY
        moment = moment_of(self._cell(row, "meeting_date"), self._order)
        if moment is None:
            return NO_DATE if own is None else None
        about = [self._cell(row, "meeting_title"), *([] if own else card.notes)]
        title = " · ".join(" ".join(part.split()) for part in about if part)
        handles = tuple(dict.fromkeys(person.handle.key for person in people))
        return [
            *(person for person in people if person is own or self._is_new(person.handle.key)),
            Encounter(
                "meeting",
                moment.at,
                handles,
                zone=moment.zone,
                title=title,
                line=line,
                place=self._cell(row, "meeting_place"),
                all_day=moment.all_day,
            ),
        ]

    def _cell(self, row: Sequence[str], meaning: str) -> str:
        at = self._places.get(meaning, len(row))
        return row[at].strip() if at < len(row) else ""

    def _is_new(self, key: str) -> bool:
        if key in self._met:
            return False
        if len(self._met) >= MET_BEFORE:
            self._met.clear()
        self._met.add(key)
        return True


def _several(text: str) -> list[str]:
    """The people of one cell, without the owner."""
    parts = APART.split(text) if APART.search(text) else TOGETHER.split(text)
    return [" ".join(part.split()) for part in parts if part.strip() and part.strip().casefold() not in OWNER]


def _somebody(text: str, line: int) -> Contact:
    card = Card()
    left = card.add_mails(text)
    card.name = left or " ".join(MAIL.sub("", text).replace("<", " ").replace(">", " ").split())
    contact = card.contact(PLATFORM, line)
    assert contact is not None  # neither is empty
    return contact

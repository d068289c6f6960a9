"""Cells of a table with days in them: reminders, notes of a log, favours; several stand in one cell."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kithbook.formats.people_dates import NUMBERS, Day, day_of, months
from kithbook.formats.recurrences import parted, recurrence, trimmed
from kithbook.vocabulary import DatedNote, Favour, Reminder

PARTS: Final = re.compile(r"[\n\r;；؛]|:::")
MAX_WORDS: Final = 40  # of a part, where a day is looked for
WORD: Final = re.compile(r"(?<![\w./-])(?:\d|[^\W\d_]+)")
CLOCK: Final = re.compile(r"[T\s]*\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]m\b)?(?:Z|UTC|[+-]\d{2}:?\d{2})?", re.I)
BEFORE: Final = re.compile(r"\s(?:on|by|due|am|bis|le|el|في|يوم|于|在)\s*$", re.IGNORECASE)
AMOUNT: Final = re.compile(r"[€$£¥]\s?\d|\d\s?(?:[€$£¥元]|eur|usd|gbp|cny|ريال)", re.IGNORECASE)
SORTS: Final = (
    ("introduction", re.compile(r"introduc|介绍|引荐|تعريف|vorgestellt|présent|presenta", re.I)),
    ("gift", re.compile(r"gift|present\b|礼|هدي|هداي|geschenk|cadeau|regalo", re.I)),
    ("money", re.compile(r"\bow|lent|loan|debt|borrow|欠|借|دين|ديون|schuld|dette|deuda|prest|prêt", re.I)),
)
PROMISED: Final = re.compile(r"promise|答应|承诺|وعد|وعود|verspr|promis|promesa|prometid", re.I)
ANSWERS: Final = frozenset(
    ("yes", "no", "true", "false", "checked", "unchecked", "是", "否", "نعم", "لا", "ja", "nein", "oui", "non", "sí")
)


class Dated(NamedTuple):
    """A part of a cell: the day it names, or None, and what else it says."""

    day: Day | None
    text: str


def dated(text: str, order: str) -> Iterator[Dated]:
    """The parts of a cell, on lines of their own or between semicolons; one without a day goes on with that before.

    >>> [each.text for each in dated("2026-05-01: Call; bring cake; Send the lease by 2 June 2026", "dmy")]
    ['Call; bring cake', 'Send the lease']
    """
    before: Day | None = None
    texts: list[str] = []  # put together once, since a cell may hold very many parts
    for part in filter(None, map(str.strip, PARTS.split(text))):
        day, rest = _found(part, order)
        if texts and (day is not None or before is None):
            yield Dated(before, "; ".join(filter(None, texts)))
            texts.clear()
        before = day or before
        texts.append(rest)
    if texts:
        yield Dated(before, "; ".join(filter(None, texts)))


def _found(part: str, order: str) -> tuple[Day | None, str]:
    """The first day with its year that a part names, at its beginning or later, and the rest of the part."""
    for number, word in enumerate(WORD.finditer(part)):
        start = word.start()
        if number >= MAX_WORDS:
            break
        if not word[0].isdecimal() and word[0].casefold() not in months():
            continue
        day = day_of(part[start : start + 200], order)
        if day is not None and day.year:
            before, behind = part[:start], day.rest + part[start + 200 :]
            clock = CLOCK.match(behind)
            behind = behind[clock.end() :] if clock else behind
            return day, trimmed(f"{BEFORE.sub(' ', before.rstrip(' ('))} {behind}".replace(" )", " "))
    return None, part


def reminders(text: str, order: str, again: str, what: str, otherwise: str = "") -> tuple[list[Reminder], list[str]]:
    """The reminders of a cell, and the parts of it that name no day.

    ``again`` and ``what`` are what other columns of the row say of them, after the cell itself; ``otherwise`` is what
    they are for where nothing says so.
    """
    found, left = [], []
    for part in dated(text, order):
        if part.day is None:
            left.append(part.text)
            continue
        own, rest = parted(part.text)
        about = ", ".join(filter(None, (rest, what))) or otherwise
        found.append(Reminder(part.day.iso, own or recurrence(again) or "", about))
    return found, left


def notes(text: str, order: str) -> tuple[list[DatedNote], list[str]]:
    """The notes of a cell, each with its day, and the parts of it that name none, or nothing else."""
    found, left = [], []
    for part in dated(text, order):
        if part.day is None or not part.text:
            left.append(part.text or (part.day.iso if part.day else ""))
        else:
            found.append(DatedNote(part.day.iso, part.text))
    return found, left


def plain_notes(text: str) -> list[DatedNote]:
    """The notes of a cell each of whose lines begins with a day that can only be read one way; none otherwise.

    >>> plain_notes("2024-03-01 Moved to Rome"), plain_notes("Moved to Rome"), plain_notes("3/4/2024 Moved to Rome")
    ([DatedNote(day='2024-03-01', text='Moved to Rome')], [], [])
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return notes("\n".join(lines), "dmy")[0] if lines and all(map(_is_plain, lines)) else []


def _is_plain(line: str) -> bool:
    one, other = (day_of(line[:200], order) for order in ("dmy", "mdy"))
    return one is not None and one == other and bool(one.year and trimmed(one.rest))


def favours(text: str, order: str, header: str, side: str) -> tuple[list[Favour], list[str]]:
    """The favours of a cell, with a day or without; what only answers yes or no is left.

    ``side`` is who gave; of which sort it is, and whether it is only promised, the name of the column says.
    """
    found, left = [], []
    deed = "promised" if PROMISED.search(header) else "given"
    for part in dated(text, order):
        if part.text.casefold() in ANSWERS or not part.text:
            left.append(part.text or (part.day.iso if part.day else ""))
            continue
        sort = next((sort for sort, words in SORTS if words.search(header)), "help")
        sort = "money" if sort == "help" and AMOUNT.search(part.text) else sort
        found.append(Favour(part.day.iso if part.day else "", deed, side, sort, part.text))
    return found, left


def numbers(text: str) -> list[str]:
    """The dates of numbers anywhere in a cell, to learn in which order they are written."""
    return [match[0] for match in NUMBERS.finditer(text)]

"""What the columns of a table mean: a correction is remembered for every later file with the same columns."""

import json
from typing import Final

from kithbook.book import sources
from kithbook.book.telling import told
from kithbook.formats import Answers, table_people
from kithbook.store.models import Setting
from kithbook.vocabulary import Choice, Said

NAME: Final = "columns"
_KEPT: Final = "columns"  # the setting: signature of the columns -> what they mean


def column_meanings() -> dict[str, Said]:
    """Every meaning that a column can have, in the order in which a person chooses."""
    return table_people.meanings()


def with_remembered(export: sources.Export, answers: Answers, now: int) -> Answers:
    """The answers, and what was said before about columns of these names where nothing is said now."""
    kept: dict[str, str] = Setting.read(_KEPT, {})
    mapping = _mapping(export, answers, now) if kept and NAME not in answers else ""
    said = kept.get(table_people.signature(json.loads(mapping))) if mapping else None
    return answers if said is None else {**answers, NAME: said}


def remember(export: sources.Export, answers: Answers, now: int) -> None:
    """Keep what was said about the columns of a file that comes in."""
    mapping = _mapping(export, answers, now) if NAME in answers else ""
    if mapping:
        Setting.write(_KEPT, {**Setting.read(_KEPT, {}), table_people.signature(json.loads(mapping)): mapping})


def _mapping(export: sources.Export, answers: Answers, now: int) -> str:
    """What every column of a table would be taken for, as JSON; "" where the export is no table."""
    if export.format is not table_people:
        return ""
    for record in table_people.read(export.source, answers=answers, now=now):
        if not isinstance(record, Choice):
            break
        if record.name == NAME:
            return record.value
    return ""


def in_words(chosen: str) -> str:
    """What each column was taken for, in words; ``chosen`` begins with the mapping as JSON.

    >>> in_words('{"Ring":"mail"} (guessed)')
    'Ring: a mail address'
    """
    mapping, _ = json.JSONDecoder().raw_decode(chosen)
    meanings = column_meanings()
    return "; ".join(f"{column}: {told(meanings[meaning])}" for column, meaning in mapping.items())

"""The tables of LinkedIn's archive: which one a file is by its columns, wherever they stand, and its rows."""

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from kithbook.formats.contract import Answers
from kithbook.formats.source import Source
from kithbook.formats.table import picker, rows
from kithbook.formats.text import Text, head_text
from kithbook.vocabulary import Refused

CONNECTIONS: Final = "connections"
MESSAGES: Final = "messages"
INVITATIONS: Final = "invitations"
PROFILE: Final = "profile"
# the columns that are read; those of the second row tell which file it is
COLUMNS: Final = {
    CONNECTIONS: ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"),
    MESSAGES: (
        *("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS"),
        *("DATE", "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT"),
    ),
    INVITATIONS: ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"),
    PROFILE: ("First Name", "Last Name", "Maiden Name", "Headline", "Geo Location", "Profile URL"),
}
SIGNS: Final = {
    CONNECTIONS: ("First Name", "Last Name", "Connected On"),
    MESSAGES: ("CONVERSATION ID", "FROM", "TO", "DATE", "CONTENT"),
    INVITATIONS: ("From", "To", "Sent At", "Message", "Direction"),
    PROFILE: ("First Name", "Last Name", "Headline", "Industry"),
}
HEADER_WITHIN: Final = 12  # rows; notes of three lines stand before it since 2021
DELIMITERS: Final = (",", ";", "\t")  # the others where a spreadsheet has saved the file again
NO_HEADER: Final = "This file has none of the columns that LinkedIn writes."

Row = Sequence[str]


def kind_of(source: Source, name: str) -> tuple[str, str]:
    """Which table a file is and its delimiter, by its head; "" where it is none."""
    try:
        lines = head_text(source, name).split("\n")[:HEADER_WITHIN]
    except Refused:
        return "", ","
    for line in lines:
        for delimiter in DELIMITERS if "Name" in line or "From" in line or "FROM" in line else ():
            try:
                kind = _kind(next(csv.reader([line], delimiter=delimiter), []))
            except csv.Error:
                continue
            if kind:
                return kind, delimiter
    return "", ","


def _kind(row: Sequence[str]) -> str:
    names = {cell.strip().lstrip("\ufeff") for cell in row}
    return next((kind for kind, signs in SIGNS.items() if names.issuperset(signs)), "")


class Sheet:
    """One file of the archive. Its rows are numbered from 1, the notes and the header among them."""

    def __init__(self, source: Source, name: str, answers: Answers) -> None:
        self.name = name
        self.kind, self.delimiter = kind_of(source, name)
        self.text = Text(source, name, answers)
        self.size = next(entry.size for entry in source.entries() if entry.name == name)

    def rows(self) -> Iterator[tuple[int, Row | str | None]]:
        """Each row: its columns in the order of COLUMNS, or why it cannot be read; None where it has nothing to say."""
        pick: Callable[[list[str]], Row] | None = None
        for number, row in enumerate(rows(self.text, self.delimiter), 1):
            if isinstance(row, str) or not any(row):
                yield number, row if isinstance(row, str) else ""
            elif pick is not None:
                yield number, pick(row)
            elif _kind(row) == self.kind:
                pick = picker(row, COLUMNS[self.kind])
                yield number, None
            else:
                yield number, None if number <= HEADER_WITHIN else NO_HEADER

    def data(self) -> Iterator[Row]:
        """Only the rows that can be read: a look at the whole file before its records."""
        for _, row in self.rows():
            if row and not isinstance(row, str):
                yield row

"""The tables of LinkedIn's archive: which one a file is by its columns, wherever they stand, and its rows."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from kithbook.formats.contract import Answers
from kithbook.formats.people_dates import moment_of
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
FILES: Final = ("connections.csv", "messages.csv", "invitations.csv", "profile.csv")
# other tables of the archive, which hold nothing for the book; some would pass for lists of people
OTHERS: Final = frozenset(
    (
        *("ad_targeting", "ads clicked", "causes you care about", "certifications", "comments", "company follows"),
        *("courses", "education", "email addresses", "endorsement_given_info", "endorsement_received_info"),
        *("hashtag_follows", "honors", "inferences_about_you", "instantreposts", "languages", "learning", "logins"),
        *("learning_coach_messages", "learning_role_play_messages", "guide_messages", "coach_messages", "likes"),
        *("learningcoachmessages", "lan ads engagement", "member_follows", "organizations", "patents", "phonenumbers"),
        *("positions", "private_identity_asset", "profile summary", "projects", "publications", "reactions"),
        *("receipts", "receipts_v2", "recommendations_given", "recommendations_received", "registration"),
        *("rich_media", "savedjobalerts", "saved jobs", "job applications", "job seeker preferences"),
        *("job applicant saved answers", "job applicant saved screening question responses", "online job postings"),
        *("search queries", "searchqueries", "security challenges", "shares", "skills", "test scores", "volunteering"),
        *("votes", "whatsapp phone numbers"),
    )
)
HEADER_WITHIN: Final = 12  # rows; notes of three lines stand before it since 2021
DELIMITERS: Final = (",", ";", "\t")  # the others where a spreadsheet has saved the file again
MADE: Final = re.compile(r"LinkedInDataExport_(\d\d)-(\d\d)-(\d{4})", re.IGNORECASE)
NO_HEADER: Final = "This file has none of the columns that LinkedIn writes."

Row = Sequence[str]


def tables(source: Source) -> list[str]:
    """The files of a source that are read: by their names where there are several, else the only one."""
    names = [entry.name for entry in source.entries()]
    return names if len(names) == 1 else [name for name in names if PurePosixPath(name).name.lower() in FILES]


def is_other(file: str) -> bool:
    """Whether a file's name is that of a table that is not read; long archives number some of them.

    >>> is_other("Comments_34875879.csv"), is_other("Email Addresses.csv"), is_other("messages.csv")
    (True, True, False)
    """
    stem = file.lower().removesuffix(".csv")
    return file.lower().endswith(".csv") and re.sub(r"(?:[ _]\d+)+$", "", stem) in OTHERS


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


def made(source: Source) -> int | None:
    """The end of the day of the export, which the archive's name tells: Complete_LinkedInDataExport_02-08-2026."""
    for part in (*source.path.parts, *source.first.split("/")):
        found = MADE.search(part)
        when = moment_of(f"{found[3]}-{found[1]}-{found[2]}", "ymd") if found else None
        if when is not None:
            return when.at + 86_399
    return None


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

"""The table that KakaoTalk exports on a Mac (and, when it saves everything, on Android): Date, User, Message."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from kithbook.formats.contract import Answers
from kithbook.formats.kakaotalk.forms import BY_NAME, STAMPS, Moments, moment_of, title_of
from kithbook.formats.kakaotalk.people import People, chat_of
from kithbook.formats.kakaotalk.wording import is_notice
from kithbook.formats.line_log import Open
from kithbook.formats.source import Source
from kithbook.formats.table import header, picker, rows, selected
from kithbook.formats.text import Text, head_text
from kithbook.vocabulary import Message, Problem, Record, Tally

COLUMNS: Final = ("Date", "User", "Message")
NO_DATE: Final = "A row without a date or time that exists."
CHAT: Final = "1"  # the ref of the only chat


def is_table(source: Source) -> bool:
    """Whether the first row is exactly Date, User, Message, with a date and time below it."""
    if header(source) != frozenset(COLUMNS):
        return False
    second = head_text(source).partition("\n")[2].lstrip('"')
    return not second.strip() or any(stamp.match(second) for stamp in STAMPS)


def records(source: Source, answers: Answers) -> Iterator[Record]:
    """The records of a table."""
    text = Text(source, answers=answers)
    yield from text.choices()
    names: dict[str, None] = {}
    for _, user, body in selected(text, COLUMNS):
        if user.strip() and not _is_notice(user, body):
            names.setdefault(" ".join(user.split()))
            if len(names) > 3:
                break
    chat, me = chat_of(CHAT, *_named(source, tuple(names)))
    yield chat
    people, moments = People(chat, me), Moments()
    total = blank = not_read = 0
    pick = None
    for row in rows(text):
        total += 1
        if isinstance(row, str):
            not_read += 1
            yield Problem(source.first, total, row)
        elif not any(row):
            blank += 1
        elif pick is None:
            pick = picker(row, COLUMNS)
        else:
            written, user, body = pick(row)
            found = next((stamp for each in STAMPS if (stamp := each.match(written))), None)
            at = moments.of(found) if found else None
            if at is None or at < 0:
                not_read += 1
                yield Problem(source.first, total, NO_DATE)
            elif _is_notice(user, body):
                yield Message(CHAT, "", at, "system", body, total)
            else:
                yield from people.said(user, at, Open(total, 1, body))
    yield Tally("record", total, total - blank - not_read, blank, not_read)


def _is_notice(user: str, body: str) -> bool:
    return not user.strip() or (body.startswith(user) and is_notice(body))


def _named(source: Source, names: tuple[str, ...]) -> tuple[str, tuple[str, ...], int | None]:
    """Title, writers and moment of the export: the app tells title and moment in the file's name."""
    stem = PurePosixPath(source.first).stem
    found = BY_NAME.match(stem)
    if found is None:
        return title_of(stem), names, None
    return " ".join(found[1].split()), names, moment_of(f"{found[2]} {found[3]}:{found[4]}:{found[5]}")

"""The command that reads an export without a book."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kithbook.cli.options import AsJson, clock

if TYPE_CHECKING:
    from kithbook.vocabulary import Record


def add_to(app: typer.Typer) -> None:
    """Add this command to ``app``."""
    app.command()(read)


def read(
    path: Annotated[Path, typer.Argument(help="An export: a file, an archive or a folder.")],
    to: Annotated[
        str, typer.Option(help="A .jsonl, .csv or .parquet file, or - for JSON lines on standard output.")
    ] = "-",
    what: Annotated[
        str, typer.Option(help="Which records: messages, people, encounters, pieces, tastes, or all (JSON lines).")
    ] = "messages",
    dates: Annotated[
        str | None, typer.Option(help="Order of the date where the file leaves it open: dmy, mdy or ymd.")
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(help="What a doubtful choice is, such as encoding=big5.", metavar="NAME=VALUE"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Any export as plain records, without a book. The file is there whole or not at all.

    Example: [b]kithbook read chat.zip --to chat.csv[/b]
    """
    from kithbook import book
    from kithbook.cli.bringing import answers_of

    said, unread, doubts = answers_of(dates, answer), [0], list[str]()
    aside = _listener(unread, doubts)
    if to == "-":
        _print(book.read(path, answers=said, now=clock(), what=what, aside=aside), as_json)
    else:
        count = book.read_to(path, to, answers=said, now=clock(), what=what, aside=aside)
        print(f"{count:,} records written to {to}.", file=sys.stderr)
    for doubt in doubts:
        print(doubt, file=sys.stderr)
    if unread[0]:
        print(f"{unread[0]:,} could not be read; --what all lists where and why.", file=sys.stderr)


def _listener(unread: list[int], doubts: list[str]) -> Callable[["Record"], None]:
    """A function that counts what was not read, and notes the choices that are in doubt."""
    from kithbook.vocabulary import Choice, Tally

    def aside(record: "Record") -> None:
        if isinstance(record, Tally):
            unread[0] += record.not_read
        elif isinstance(record, Choice) and not record.sure:
            others = ", ".join(option for option in record.options if option != record.value)
            other = f" It could also be {others}: --answer {record.name}=..." if others else ""
            doubts.append(f"{record.name.replace('_', ' ')} is in doubt; taken as {record.value}.{other}")

    return aside


def _print(rows: Iterable[dict[str, Any]], as_json: bool) -> None:
    """One object a line, or one document that is an array of them."""
    import msgspec

    encode, out, count = msgspec.json.Encoder().encode, sys.stdout.buffer, 0
    for count, row in enumerate(rows, 1):
        out.write((b"[" if count == 1 else b",\n") if as_json else b"")
        out.write(encode(row) + (b"" if as_json else b"\n"))
    if as_json:
        out.write(b"]\n" if count else b"[]\n")
    out.flush()

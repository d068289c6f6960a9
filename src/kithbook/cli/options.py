"""What every command shares: the book it opens, the clock, and how an answer is printed."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import msgspec
    from rich.console import Console

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
WHO_IS_WHO = "Some names may be one person: [b]kithbook review[/b]"
BookPath = Annotated[
    Path | None,
    typer.Option("--book", help="The book's file. By default KITHBOOK_BOOK, or the data folder of this account."),
]


def clock() -> int:
    """Now, in UTC seconds: the only place where the command line reads the clock."""
    return int(time.time())


@contextmanager
def opened(path: Path | None, *, follow: bool = False) -> Iterator[Any]:
    """Open the book that was asked for; yields the module that answers and acts.

    ``follow``: what follows from the last changes, or from a newer Kithbook, is worked out first.
    """
    from kithbook import book

    with book.opened(path or book.default_path()):
        if follow and not book.settled():
            if sys.stderr.isatty():
                print("Bringing the book up to date ...", file=sys.stderr)
            book.settle(now=clock())
        yield book


def console() -> "Console":
    """A console on standard output; plain text when it is not a terminal."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def show(answer: "msgspec.Struct", as_json: bool, render: Callable[["Console", Any], None]) -> None:
    """Print ``answer`` as JSON, or have ``render`` write it for a person."""
    if as_json:
        from kithbook.vocabulary.answers import as_json as to_json

        # bytes, because JSON is UTF-8 whatever the terminal speaks
        sys.stdout.flush()
        sys.stdout.buffer.write(to_json(answer).encode() + b"\n")
        sys.stdout.buffer.flush()
    else:
        render(console(), answer)

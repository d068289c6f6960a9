"""Opens a book, and says where it lives when nobody says otherwise."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


def default_path() -> Path:
    """The book of ``KITHBOOK_BOOK``, else ``book.sqlite`` in the person's own data folder."""
    named = os.environ.get("KITHBOOK_BOOK")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("kithbook", appauthor=False) / "book.sqlite"


def prepare() -> None:
    """Make Django ready, once per process, so that the models can be imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithbook.settings")
    from django.apps import apps

    if not apps.ready:
        import django

        django.setup()


@contextlib.contextmanager
def opened(path: str | Path | None = None, *, keep: bool = False) -> Iterator[Path]:
    """Bind the book at ``path`` (the default one without it) for this thread and ``with`` block.

    It is made where it is missing. ``keep`` leaves the connection open for the next time (servers). Raises Refused
    where the file is not a book.
    """
    prepare()
    from kithbook.store import context

    with context.opened(path or default_path(), keep=keep) as book:
        yield book

"""The doctor finds what is wrong with a book, and says how to mend it."""

from collections.abc import Callable
from pathlib import Path

from kithbook import book


def unwell() -> set[str]:
    """The names of the checks that found something."""
    answer = book.doctor()
    assert answer.well == all(check.well for check in answer.checks)
    assert all(check.mend for check in answer.checks if not check.well)
    return {check.name for check in answer.checks if not check.well}


def test_healthy_book(empty: Path, whatsapp, now: int) -> None:
    """A book that works has nothing to mend."""
    book.bring_in(whatsapp((13, "10:00", "Ines", "hello"), (13, "10:01", "Lio", "ok")), now=now)
    assert unwell() == set()


def test_each_trouble_is_found(empty: Path, whatsapp, now: int) -> None:
    """A book that others can read, an index behind, a wrong index, a job left behind, a row that points at nothing."""
    from kithbook.store import rows
    from kithbook.store.models import Setting

    book.bring_in(whatsapp((13, "10:00", "Ines", "hello"), (13, "10:01", "Lio", "ok")), now=now)
    empty.chmod(0o644)
    assert unwell() == {"privacy"}
    empty.chmod(0o600)
    Setting.write("indexed", 1)
    assert unwell() == {"search"}
    Setting.write("indexed", 2)
    rows.run("UPDATE store_token SET tokens = 'other' WHERE id = 1")
    assert unwell() == {"search"}
    rows.run("UPDATE store_token SET tokens = 'hello' WHERE id = 1")
    book.start_import(whatsapp((13, "10:00", "Ines", "hello"), name="b"), now=now)
    assert unwell() == {"imports"}


def test_handles_astray_are_found_and_put_back(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """A handle on a person who is not its whole is told, and mended as soon as the book looks again."""
    from kithbook.store.models import Handle

    book.bring_in(whatsapp((1, "10:00", "Ines", "a"), (1, "10:01", "Lio", "b"), (1, "10:02", "Bo", "c")), now=now)
    assert next(check for check in book.doctor().checks if check.name == "people").well
    Handle.every.filter(key="Ines").update(person=Handle.every.get(key="Lio").person)
    astray = next(check for check in book.doctor().checks if check.name == "people")
    assert not astray.well
    assert "1 handles" in astray.says
    deed = book.not_same("Lio", "Bo", now=now)
    book.undo_deed(deed.id, now=now)
    book.settle(now=now)
    assert next(check for check in book.doctor().checks if check.name == "people").well

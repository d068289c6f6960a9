"""A disk that fills up in the middle of an import: one sentence, and the book as it was."""

from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused


@pytest.mark.drill
def test_full_disk_leaves_the_book_as_it_was(tmp_path: Path, now: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite may not grow any further: the import is refused, its rows are gone, and with room it goes through."""
    path = tmp_path / "WhatsApp Chat with Kiln Club.txt"
    told = [f"{n // 600:02}:{n // 10 % 60:02} - Person {n % 40}: a line about glazes, {n}" for n in range(9_000)]
    path.write_text("\n".join(f"13/03/2024, {line}" for line in told), encoding="utf-8")
    with book.opened(tmp_path / "book.sqlite"):
        from kithbook.book import bringing
        from kithbook.store import context, rows
        from kithbook.store.models import Chat, Handle, Import, Message, Person

        monkeypatch.setattr(bringing, "BATCH", 500)
        pages = rows.all_of("PRAGMA page_count")[0][0]
        # Each connection has its own limit: the one that writes batches is a new one.
        monkeypatch.setattr(context, "PRAGMAS", context.PRAGMAS + f"PRAGMA max_page_count={pages + 100};")
        limited = tmp_path / "limited.sqlite"
    with book.opened(limited):
        with pytest.raises(Refused, match="disk is full"):
            book.bring_in(path, now=now)
        for kind in (Message, Person, Handle, Chat):
            assert not kind.every.exists()
        assert not Import.objects.exists()
        assert book.doctor().well
        rows.run("PRAGMA max_page_count=1073741823")
    with book.opened(tmp_path / "book.sqlite"):
        assert book.bring_in(path, now=now).imports[0].messages.new == 9_000

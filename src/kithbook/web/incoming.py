"""Files that were dropped and wait for a word: kept in a folder beside the book until they are in, or left out.

    BOOK.incoming/KEY/files/…        what one drop brought, under safe names
    BOOK.incoming/KEY/batch.json     what was recognised in it, and what was decided

One drop is one batch, because some exports are a folder of several files. A batch goes away when each of its exports
is in the book or was left out.
"""

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kithbook import book
from kithbook.vocabulary import Refused, Said
from kithbook.vocabulary.answers import Preview

WAITING, LEFT = 0, -1


class Sentence(msgspec.Struct):
    """A `Said` that can be kept in a file."""

    one: str
    many: str
    count: int | None
    values: dict[str, str | int | float]

    @classmethod
    def of(cls, said: Said) -> "Sentence":
        """Keep the values plain: whatever is no number becomes text."""
        values = {name: v if isinstance(v, int | float) else str(v) for name, v in said.values.items()}
        return cls(said.one, said.many, said.count, values)

    @property
    def said(self) -> Said:
        """The sentence again."""
        return Said(self.one, self.many, self.count, **self.values)


class Export(msgspec.Struct):
    """One export of a batch. ``decided`` is WAITING, LEFT or the id of the import that it became."""

    preview: Preview
    decided: int = WAITING


class Batch(msgspec.Struct):
    """What one drop brought. ``refusal`` is set where nothing in it could be recognised."""

    key: str
    name: str
    exports: list[Export]
    refusal: Sentence | None = None


def folder_of(book_path: Path) -> Path:
    """Where dropped files of this book wait."""
    return book_path.with_name(book_path.name + ".incoming")


def look_at(book_path: Path, key: str, *, now: int) -> Batch:
    """Recognise and preview what lies in a batch's folder, and keep the answer beside it."""
    files = folder_of(book_path) / key / "files"
    names = sorted(file.name for file in files.iterdir())
    target = files / names[0] if len(names) == 1 else files
    batch = Batch(key, names[0] if len(names) == 1 else "", [])
    try:
        batch.exports = [Export(preview) for preview in book.preview(target, now=now).exports]
    except Refused as refusal:
        batch.refusal = Sentence.of(refusal.says)
    keep(book_path, batch)
    return batch


def take_up(book_path: Path, path: Path, *, now: int) -> Batch:
    """Make a batch of a file or folder that lies elsewhere (the watched folder): it is asked about on the page."""
    key = secrets.token_hex(12)
    files = folder_of(book_path) / key / "files"
    files.mkdir(parents=True, mode=0o700)
    if path.is_dir():
        shutil.copytree(path, files / path.name)
    else:
        shutil.copy2(path, files / path.name)
    return look_at(book_path, key, now=now)


def waiting(book_path: Path) -> Iterator[Batch]:
    """Every batch on which something is still to be said, newest first."""
    folder = folder_of(book_path)
    found = sorted(folder.glob("*/batch.json"), key=lambda file: -file.stat().st_mtime_ns) if folder.is_dir() else []
    for file in found:
        batch = msgspec.json.decode(file.read_bytes(), type=Batch)
        if batch.refusal or any(export.decided == WAITING for export in batch.exports):
            yield batch


def find(book_path: Path, key: str) -> Batch | None:
    """The batch of that key, or None. ``key`` comes from an address: it is compared, never joined to a path."""
    return next((batch for batch in waiting(book_path) if batch.key == key), None)


def keep(book_path: Path, batch: Batch) -> None:
    """Write down what was decided."""
    file = folder_of(book_path) / batch.key / "batch.json"
    file.write_bytes(msgspec.json.encode(batch))


def clear(book_path: Path, unfinished: tuple[int, ...]) -> None:
    """Remove the folders of batches that nobody needs any more: all left out or read to the end."""
    folder = folder_of(book_path)
    for file in list(folder.glob("*/batch.json")) if folder.is_dir() else []:
        batch = msgspec.json.decode(file.read_bytes(), type=Batch)
        done = all(export.decided != WAITING and export.decided not in unfinished for export in batch.exports)
        if done and not batch.refusal:
            shutil.rmtree(file.parent)


def throw_away(book_path: Path, batch: Batch) -> None:
    """Remove a batch and its files at once."""
    shutil.rmtree(folder_of(book_path) / batch.key)


def sweep(book_path: Path) -> None:
    """When the server starts: remove what an upload that was cut off has left."""
    folder = folder_of(book_path)
    for half in list(folder.iterdir()) if folder.is_dir() else []:
        if not (half / "batch.json").exists():
            shutil.rmtree(half)

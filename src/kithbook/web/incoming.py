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
from kithbook.vocabulary.answers import Preview, Trouble

WAITING, LEFT = 0, -1
QUICK = 8 << 20  # bytes that are looked at while the browser waits; the worker looks at more


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
    """One export of a batch. ``decided`` is WAITING, LEFT or the id of the import that it became.

    ``answers`` are what the person has said to doubtful choices so far; ``again``: it waits to be looked at with them.
    """

    preview: Preview
    decided: int = WAITING
    answers: dict[str, str] = {}
    again: bool = False


class Batch(msgspec.Struct):
    """What one drop brought. ``refusal`` is set where nothing in it could be recognised.

    ``looking``: its files lie there, and the worker has still to look at them.
    """

    key: str
    name: str
    exports: list[Export]
    refusal: Sentence | None = None
    not_recognised: tuple[Trouble, ...] = ()
    looking: bool = False

    @property
    def waiting(self) -> list[tuple[int, Export]]:
        """The exports on which something is still to be said, with their places."""
        return [(place, one) for place, one in enumerate(self.exports) if one.decided == WAITING]

    @property
    def clear(self) -> list[tuple[int, Export]]:
        """Those of them that leave nothing open."""
        return [(place, one) for place, one in self.waiting if not (one.preview.doubtful or one.again)]


def folder_of(book_path: Path) -> Path:
    """Where dropped files of this book wait."""
    return book_path.with_name(book_path.name + ".incoming")


def receive(book_path: Path, key: str, *, now: int, at_once: bool) -> Batch:
    """Make a batch of what lies in its folder; look at it at once where that is quick, else leave it to the worker."""
    files = folder_of(book_path) / key / "files"
    size = sum(file.stat().st_size for file in files.rglob("*") if file.is_file())
    if at_once or size <= QUICK:
        return look_at(book_path, key, now=now)
    batch = Batch(key, _name(files), [], looking=True)
    keep(book_path, batch)
    return batch


def look_at(book_path: Path, key: str, *, now: int) -> Batch:
    """Recognise and preview what lies in a batch's folder, and keep the answer beside it."""
    files = folder_of(book_path) / key / "files"
    names = sorted(file.name for file in files.iterdir())
    batch = Batch(key, _name(files), [])
    try:
        seen = book.preview(files / names[0] if len(names) == 1 else files, now=now)
        batch.exports = [Export(preview) for preview in seen.exports]
        batch.not_recognised = seen.not_recognised
    except Refused as refusal:
        batch.refusal = Sentence.of(refusal.says)
    keep(book_path, batch)
    return batch


def look_again(book_path: Path, batch: Batch, *, now: int) -> None:
    """Preview those exports of a batch anew about which the person has said something. Raises Refused."""
    for export in batch.exports:
        if export.again:
            export.preview = book.preview(export.preview.path, answers=export.answers, now=now).exports[0]
            export.again = False
    keep(book_path, batch)


def work_through(book_path: Path, *, now: int) -> None:
    """Look at everything that was left to the worker."""
    for batch in list(waiting(book_path)):
        if batch.looking:
            look_at(book_path, batch.key, now=now)
        elif any(export.again for export in batch.exports):
            try:
                look_again(book_path, batch, now=now)
            except Refused:  # the file has gone or was changed since: what was known is shown again
                for export in batch.exports:
                    export.again = False
                keep(book_path, batch)


def _name(files: Path) -> str:
    names = [file.name for file in files.iterdir()]
    return names[0] if len(names) == 1 else ""


def take_up(book_path: Path, path: Path, *, now: int) -> Batch:
    """Make a batch of a file or folder that lies elsewhere (the watched folder): it is asked about on the page."""
    key = secrets.token_hex(12)
    files = folder_of(book_path) / key / "files"
    files.mkdir(parents=True, mode=0o700)
    if path.is_dir():
        shutil.copytree(path, files / path.name)
    else:
        shutil.copy2(path, files / path.name)
    return receive(book_path, key, now=now, at_once=False)


def waiting(book_path: Path) -> Iterator[Batch]:
    """Every batch on which something is still to be said, newest first."""
    folder = folder_of(book_path)
    found = sorted(folder.glob("*/batch.json"), key=lambda file: -file.stat().st_mtime_ns) if folder.is_dir() else []
    for file in found:
        batch = msgspec.json.decode(file.read_bytes(), type=Batch)
        if batch.refusal or batch.looking or batch.not_recognised or batch.waiting:
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
        if done and not (batch.refusal or batch.looking or batch.not_recognised):
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

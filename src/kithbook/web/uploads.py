"""Streams what is dropped on the page into a folder beside the book: never whole in memory, never elsewhere."""

import re
import secrets
import shutil
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from kithbook.web.incoming import folder_of
from kithbook.web.security import BOOK_KEY

LONGEST_NAME = 120


class Incoming(UploadedFile):  # type: ignore[type-arg]
    """A file that lies in the book's folder already."""

    def __init__(self, key: str, path: Path, size: int) -> None:
        super().__init__(None, path.name, "application/octet-stream", size)
        self.key = key


class IncomingHandler(FileUploadHandler):
    """Writes each file of a form into ``BOOK.incoming/KEY/files/``; all files of one form share the key."""

    chunk_size = 2**20

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:  # noqa: N803
        """Begin a batch; a body that says it is too large is not read at all."""
        if content_length > settings.UPLOAD_LIMIT:
            raise RequestDataTooBig
        self.key = secrets.token_hex(12)
        self.folder = folder_of(Path(META[BOOK_KEY])) / self.key / "files"
        self.written = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open the next file under a safe name of its own."""
        super().new_file(*args, **kwargs)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.target = free_name(self.folder, safe_name(self.file_name or ""))
        self.out: IO[bytes] = self.target.open("xb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write one piece, and stop when all pieces together are too much."""
        self.written += len(raw_data)
        if self.written > settings.UPLOAD_LIMIT:
            self.out.close()
            shutil.rmtree(self.folder.parent)
            raise RequestDataTooBig
        self.out.write(raw_data)

    def file_complete(self, file_size: int) -> Incoming:
        """Close the file and hand over where it lies."""
        self.out.close()
        return Incoming(self.key, self.target, file_size)

    def upload_interrupted(self) -> None:
        """A browser that went away leaves no half file open."""
        if hasattr(self, "out"):
            self.out.close()


def safe_name(name: str) -> str:
    """A name that cannot leave its folder, hide or confuse: no separators, no control characters, no leading dot.

    >>> safe_name("../../etc/passwd"), safe_name(".bashrc"), safe_name("")
    ('passwd', 'bashrc', 'file')
    """
    last = re.split(r"[\\/]", name)[-1]
    cleaned = re.sub(r'[\x00-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069]', "", last).strip().lstrip(".")
    stem, dot, ending = cleaned.rpartition(".")
    if len(cleaned) > LONGEST_NAME:
        cleaned = (stem[: LONGEST_NAME - 10] + dot + ending[:9]) if dot else cleaned[:LONGEST_NAME]
    return cleaned or "file"


def free_name(folder: Path, name: str) -> Path:
    """A path in ``folder`` that nothing has taken yet."""
    path, count = folder / name, 1
    while path.exists():
        count += 1
        path = folder / f"{count}-{name}"
    return path

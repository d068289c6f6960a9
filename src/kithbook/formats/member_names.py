"""Names in a zip as a person gave them: many programs write bytes of their own code page and do not say which."""

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final
from zipfile import ZipInfo

from kithbook.formats.encoding import plausible

IS_UTF8: Final = 0x800  # the flag of a name in UTF-8 (APPNOTE.TXT 4.4.4)
UNICODE_PATH: Final = 0x7075  # the extra field that repeats a name in UTF-8 (4.6.9)
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # would move a terminal's cursor


def member_names(members: Iterable[ZipInfo]) -> Iterator[tuple[str, ZipInfo]]:
    """Each member with its name: decoded as evidence allows, with slashes, without control characters.

    Names without the flag are in whatever code page the program had; one program made the archive, so all of them
    together are the evidence. Members whose names differ only in what cannot be shown are numbered.
    """
    members = list(members)
    raw = {info.orig_filename: _raw(info) for info in members}
    unsaid = [name for name in raw.values() if name]
    encoding = _code_page(unsaid) if unsaid else ""
    seen: dict[str, str] = {}
    for info in members:
        name = _stated(info) or _decoded(raw[info.orig_filename], encoding) or info.filename
        shown = CONTROL.sub("\ufffd", name.replace("\\", "/"))
        count, unique = 1, shown
        while seen.setdefault(unique, info.orig_filename) != info.orig_filename:
            count += 1
            unique = f"{count} {shown}"
        yield unique, info


def _raw(info: ZipInfo) -> bytes:
    """The bytes of a name that does not say its encoding and is not plain ASCII, else nothing."""
    if info.flag_bits & IS_UTF8 or info.filename.isascii():
        return b""
    try:
        return info.filename.encode("cp437")  # what zipfile takes such names for; every byte is a character there
    except UnicodeEncodeError:
        return b""


def _code_page(names: list[bytes]) -> str:
    text = b"\n".join(names)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return plausible(text)
    return "utf-8"


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding) if raw and encoding else ""
    except UnicodeDecodeError:
        return ""


def _stated(info: ZipInfo) -> str:
    """The name that the extra field gives, if its checksum is that of the plain name (else it is out of date)."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and len(body) > 5 and body[0] == 1:
            plain = info.orig_filename.encode("utf-8" if info.flag_bits & IS_UTF8 else "cp437", "replace")
            if int.from_bytes(body[1:5], "little") == zlib.crc32(plain):
                return body[5:].decode("utf-8", "replace").partition("\0")[0]
    return ""

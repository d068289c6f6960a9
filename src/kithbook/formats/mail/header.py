"""The head of a mail: fields, encoded words (RFC 2047) and parameters (RFC 2231), as real programs write them."""

import binascii
import functools
import re
from typing import Final
from urllib.parse import unquote_to_bytes

from kithbook.formats.mail.charset import text_of

MAX_HEAD: Final = 256 << 10  # bytes of a head that are looked at; 50 stations of mail servers make 20 kB
MAX_VALUE: Final = 8 << 10  # bytes of a field in which encoded words are looked for
FIELD: Final = re.compile(rb"^([!-9;-~]{1,80})[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
NO_FIELD: Final = re.compile(rb"\n(?![ \t>\r\n])(?![!-9;-~]+[ \t]*:)(?!From )[^\n]*\S")
# fields that count; "Content-Type" and its like are read from the heads of parts as well
FIELDS: Final = (
    *("from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id", "in-reply-to", "references"),
    *("received", "return-path", "x-original-from", "resent-from", "apparently-to"),
    *("delivered-to", "x-delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-apparently-to"),
    *("content-type", "content-transfer-encoding", "content-disposition", "content-length"),
    *("list-id", "list-post", "list-unsubscribe", "mailing-list", "x-mailing-list", "x-mailinglist", "x-beenthere"),
    *("x-mailman-version", "x-google-group-id", "precedence", "auto-submitted", "x-autoreply", "x-autorespond"),
    *("x-gmail-labels", "x-gm-thrid", "x-mozilla-status", "status", "mime-version"),
)
WANTED: Final = {name.encode(): name for name in FIELDS}
JOINED: Final = {"to": b", ", "cc": b", ", "bcc": b", ", "references": b" "}  # that may come more than once
ENCODED: Final = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?(.{0,1000}?)\?=")
SPACES: Final = re.compile(r"\s+")
PARAMETER: Final = re.compile(r";\s*([^\s=;\"]{1,80})\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;]*)")
NOT_BASE64: Final = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))

Fields = dict[str, bytes]


def head_end(data: bytes, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Where the head that begins at ``start`` ends, and where the body begins; (-1, -1) where no blank line is."""
    first = data.find(b"\n", start, end)
    marks = (b"\n\r\n", b"\n\n") if data[first - 1 : first] == b"\r" else (b"\n\n", b"\n\r\n")
    for mark in marks:  # the way of the first line, so that the body is seldom looked through
        place = data.find(mark, first, end) if first >= 0 else -1
        if place >= 0:
            return place + 1, place + len(mark)
    return -1, -1


def split(data: bytes) -> tuple[bytes, int]:
    """The head of a mail or a part, and where its body begins."""
    if data.startswith((b"\n", b"\r\n")):
        return b"", data.index(b"\n") + 1
    end, body = head_end(data)
    if body >= 0:
        return data[: min(end, MAX_HEAD)], body
    stop = NO_FIELD.search(data, 0, MAX_HEAD)  # a body that no blank line sets apart
    at = stop.start() + 1 if stop else len(data)
    return data[: min(at, MAX_HEAD)], at


def fields(head: bytes) -> Fields:
    """The fields that count, unfolded; of one that comes twice, the first, or both where that makes sense."""
    found: Fields = {}
    for name, value in FIELD.findall(head):
        wanted = _wanted(name)
        if wanted is None:
            continue
        if b"\n" in value:
            value = value.replace(b"\r", b"").replace(b"\n", b"")  # noqa: PLW2901 - unfolded
        if wanted not in found:
            found[wanted] = value.strip()
        elif wanted in JOINED:
            found[wanted] = (found[wanted] + JOINED[wanted] + value.strip())[:MAX_HEAD]
    return found


@functools.lru_cache(4096)
def _wanted(name: bytes) -> str | None:
    return WANTED.get(name.lower())


def raw_text(value: bytes, label: str = "", most: int = MAX_VALUE) -> str:
    """A field as text with its encoded words as they stand. ``label`` is the encoding of the mail, if it says one."""
    value = value[:most]
    try:
        return value.decode("utf-8")  # RFC 6532, whatever the body is in
    except UnicodeDecodeError:
        return text_of(value, label)


def words(value: bytes | str, label: str = "") -> str:
    """A field as a person sees it.

    >>> words(b"Test: =?UTF-8?B?5ryi?= =?UTF-8?B?5a2X?= mid =?iso-8859-1?Q?J=F8rn_S?=")
    'Test: 漢字 mid Jørn S'
    """
    text = raw_text(value, label) if isinstance(value, bytes) else value[:MAX_VALUE]
    if "=?" in text:
        text = _decoded(text)
    return SPACES.sub(" ", text).strip()


def _decoded(text: str) -> str:
    """Text with its encoded words decoded; the space between two of them is none (RFC 2047, 6.2)."""
    made: list[str] = []
    at = 0
    waiting, said = b"", ""  # bytes of words of one encoding, which may be cut within a character
    for found in ENCODED.finditer(text):
        between = text[at : found.start()]
        label = found[1].partition("*")[0]
        if waiting and (between.strip() or label.lower() != said):
            made.append(text_of(waiting, said))
            waiting = b""
        if between.strip() or (at == 0 and between):
            made.append(between)
        waiting += base64(found[3].encode("ascii", "ignore")) if found[2] in "bB" else _q(found[3])
        said, at = label.lower(), found.end()
    return "".join((*made, text_of(waiting, said), text[at:]))


def _q(text: str) -> bytes:
    return binascii.a2b_qp(text.encode("utf-8"), header=True)


def base64(data: bytes) -> bytes:
    """What base64 stands for, as far as it goes: other characters, missing padding and a cut end are no harm."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        plain = data.partition(b"=")[0].translate(None, NOT_BASE64)
        return binascii.a2b_base64(plain[: len(plain) - (len(plain) % 4 == 1)] + b"==")


@functools.lru_cache(1024)
def content(value: bytes) -> tuple[str, dict[str, str]]:
    """The value of Content-Type or Content-Disposition in lower case, and its parameters.

    >>> content(b"image/jpeg; name*=iso-8859-1''p%E4ring.jpg; x=1")
    ('image/jpeg', {'x': '1', 'name': 'päring.jpg'})
    """
    text = raw_text(value)
    kind = text.partition(";")[0].strip().lower()
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, str, bool]]] = {}
    for found in PARAMETER.finditer(text):
        name, said = found[1].lower(), found[2].strip()
        if said.startswith('"'):
            said = re.sub(r"\\(.)", r"\1", said[1:].removesuffix('"'))
        base, star, rest = name.partition("*")
        if not star:
            plain.setdefault(base, said.rstrip() if base == "boundary" else words(said))
        else:
            number = rest.rstrip("*")
            is_coded = rest == "" or rest.endswith("*")
            pieces.setdefault(base, []).append((int(number) if number.isdecimal() else 0, said, is_coded))
    return kind, plain | {name: _joined(parts) for name, parts in pieces.items()}


def _joined(parts: list[tuple[int, str, bool]]) -> str:
    """The parts of a long parameter in their order, with the encoding that the first one names (RFC 2231, 4.1)."""
    label, made = "", b""
    for place, (_, said, is_coded) in enumerate(sorted(parts)):
        value = said
        if place == 0 and is_coded and said.count("'") >= 2:
            label, _, value = said.split("'", 2)
        made += unquote_to_bytes(value) if is_coded else value.encode("utf-8")
    return text_of(made, label)

"""Words and moments as Apple keeps them: text in NeXT's "typedstream", times since 2001."""

from typing import Final

from kithbook.vocabulary import LAST_SECOND

SIGNATURE: Final = b"\x04\x0bstreamtyped"  # version 4, and the name in the order of bytes that Intel and ARM have
# "a type follows in full: one character, +", the type of bytes with their length. A type is written out where it first
# stands, and the first bytes in a formatted text are its words, before all that says how they look.
WORDS: Final = b"\x84\x01+"
SHORT: Final = 0x80  # below it a number is one byte
TWO: Final = 0x81  # the number is in the two bytes that follow
FOUR: Final = 0x82  # or in four
OBJECT: Final = "\ufffc"  # stands where a picture or a file is
SINCE_2001: Final = 978_307_200  # seconds from 1970 until then
FIRST_NANOSECOND: Final = 1_000_000_000_000  # smaller numbers are seconds, as until macOS 10.12


def words(body: object) -> str:
    """The plain text of an ``attributedBody``, "" where it is none.

    >>> words(SIGNATURE + b"..." + WORDS + bytes([4]) + b"kiln" + b"...")
    'kiln'
    """
    if not isinstance(body, bytes) or not body.startswith(SIGNATURE):
        return ""
    at = body.find(WORDS)
    if at < 0:
        return ""
    at += len(WORDS)
    head = body[at : at + 1]
    width = {TWO: 2, FOUR: 4}.get(head[0], 0) if head else 0
    length = int.from_bytes(body[at + 1 : at + 1 + width], "little") if width else head[0] if head else 0
    if not width and length >= SHORT:
        return ""
    start = at + 1 + width
    return body[start : start + length].decode("utf-8", "replace")


def seconds(date: object) -> int | None:
    """UTC seconds of a moment, None where there is none.

    >>> seconds(720845450393148160), seconds(394000000), seconds(0)
    (1699152650, 1372307200, None)
    """
    if not isinstance(date, int | float) or not date:
        return None
    if abs(date) >= FIRST_NANOSECOND:
        date //= 1_000_000_000
    at = date + SINCE_2001
    return int(at) if 0 <= at < LAST_SECOND else None


def handle_key(written: object) -> str:
    """One form of an address: a number as + and digits, a mail address in lower case, a short code as it is.

    >>> handle_key("+1 (647) 888-9999"), handle_key("Ines@Example.org"), handle_key("24273"), handle_key(None)
    ('+16478889999', 'ines@example.org', '24273', '')
    """
    text = " ".join(written.split()) if isinstance(written, str) else ""
    if "@" in text:
        return text.lower()
    digits = "".join(char for char in text if char.isdigit())
    if digits and not text.strip("+0123456789 ()-./\u00a0"):
        return "+" + digits if text.startswith("+") else digits
    return text

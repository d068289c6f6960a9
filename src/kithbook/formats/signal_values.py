"""Values of Signal's JSON and columns, which versions have written in more than one way."""

from typing import Any, Final

import msgspec

from kithbook.formats.json_stream import HALF_CHARACTER
from kithbook.vocabulary import LAST_SECOND

ISOLATES: Final = "\u2068\u2069"  # which Signal puts around names
ANY: Final = msgspec.json.Decoder()


def from_json(text: Any) -> dict[str, Any]:
    """An object of JSON, {} where it is none or cannot be read."""
    if not isinstance(text, str) or not text:
        return {}
    try:
        found = ANY.decode(text)
    except RecursionError:
        return {}
    except ValueError:
        try:
            found = ANY.decode(HALF_CHARACTER.sub(r"\1\\ufffd", text))
        except (ValueError, RecursionError):
            return {}
    return found if isinstance(found, dict) else {}


def one_line(text: Any) -> str:
    """A name without what Signal puts around it, and without line ends.

    Columns of the type STRING are numbers to SQLite: what looks like one, such as a telephone number, comes back so.
    """
    if isinstance(text, str):
        return " ".join(text.strip(ISOLATES).split())
    return str(text) if isinstance(text, int | float) else ""


def seconds(*milliseconds: Any) -> int | None:
    """UTC seconds of the first of these that is a time."""
    told = milliseconds[0]
    if type(told) is not int or not told:
        told = next((number for number in map(whole, milliseconds) if number), None)
    return None if told is None or not 0 <= told // 1000 < LAST_SECOND else told // 1000


def whole(value: Any) -> int | None:
    """A whole number, which older versions write as text; two halves of 32 bits are one too."""
    if isinstance(value, dict):
        high, low = value.get("high"), value.get("low")
        return (high << 32) + (low % (1 << 32)) if isinstance(high, int) and isinstance(low, int) else None
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 20 else None
    if isinstance(value, float):
        return int(value) if 0 < value < 1e18 else None
    return value if isinstance(value, int) else None


def flags(told: dict[str, Any]) -> int:
    """The bits that say what a message or a file is; none where they are missing."""
    bits = told.get("flags")
    return bits if isinstance(bits, int) else 0


def listed(value: Any) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def word(value: Any) -> str:
    """The value in lower case if it is text, else nothing."""
    return value.lower() if isinstance(value, str) else ""

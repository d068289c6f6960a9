"""Answers kept in the book as JSON, with their sentences whole, so that a later reader can still translate them."""

from datetime import date
from typing import Any, TypeVar

import msgspec

from kithbook.vocabulary import Said

Answer = TypeVar("Answer")


def keep(answer: msgspec.Struct) -> str:
    """An answer as JSON that `kept` reads again."""
    return msgspec.json.encode(answer, enc_hook=_plain).decode()


def kept(text: str, kind: type[Answer]) -> Answer:
    """The answer of type ``kind`` that `keep` wrote."""
    return msgspec.json.decode(text, type=kind, dec_hook=_said)


def _plain(value: Any) -> Any:
    if isinstance(value, Said):
        days = {name: {"day": one.isoformat()} for name, one in value.values.items() if isinstance(one, date)}
        return {"one": value.one, "many": value.many, "count": value.count, "values": value.values | days}
    return value.item()  # a number of NumPy


def _said(kind: type, value: Any) -> Any:
    values = {name: _value(one) for name, one in value["values"].items()}
    return Said(value["one"], value["many"], value["count"], **values)


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"]) if "day" in value else _said(Said, value)
    return value

"""Answers as JSON, and their schema."""

from typing import Any

import msgspec

from kithbook.vocabulary.saying import Said


def _plain(value: Any) -> Any:
    if isinstance(value, Said):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not part of an answer")


def as_json(answer: msgspec.Struct, *, indent: int = 2) -> str:
    """One JSON document; sentences become English text.

    >>> from kithbook.vocabulary.answers import Named
    >>> as_json(Named(1, "Ines"), indent=0)
    '{"id": 1, "name": "Ines"}'
    """
    return msgspec.json.format(msgspec.json.encode(answer, enc_hook=_plain), indent=indent).decode()


def schema(answer: type[msgspec.Struct]) -> dict[str, Any]:
    """The JSON Schema of an answer.

    >>> from kithbook.vocabulary.answers import Named
    >>> schema(Named)["$defs"]["Named"]["required"]
    ['id', 'name']
    """
    return msgspec.json.schema(answer, schema_hook=lambda kind: {"type": "string"})

"""The lines of sigexport's data.json: one object for each message."""

from typing import Any, Final, NamedTuple

from kithbook.formats.signal_markdown import CLOCK, Told, moment, told
from kithbook.formats.signal_values import from_json, listed, one_line

KEYS: Final = ("sender", "body", "quote", "attachments")


class Line(NamedTuple):
    """One message: when on the wall's clock, who, what, and whether it was changed later."""

    at: int | None
    sender: str
    says: Told
    edited: bool


def is_json_lines(text: str) -> bool:
    """Whether a file begins with such a line."""
    first = text.lstrip().partition("\n")[0]
    return first.startswith('{"date"') and all(f'"{key}"' in first for key in KEYS)


def line_of(text: str) -> Line | None:
    """What a line tells, None where it is no such object."""
    line = from_json(text)
    when = line.get("date")
    if not isinstance(when, str):
        return None
    clock = CLOCK.match(when)
    return Line(
        moment(clock) if clock else None, one_line(line.get("sender")), _says(line), bool(listed(line.get("edits")))
    )


def _says(line: dict[str, Any]) -> Told:
    """The same as chat.md says, from what stands in fields of its own here."""
    if line.get("deleted"):
        return Told("deleted", "")
    body, sticker, quote = line.get("body"), line.get("sticker"), line.get("quote")
    links = "".join(map(_link, listed(line.get("attachments"))))
    says = told((body.rstrip() if isinstance(body, str) else "") + links)
    if sticker and not links:
        label = sticker.get("emoji") if isinstance(sticker, dict) else sticker
        says = Told("sticker", says.text or one_line(label))
    if says.kind == "text" and isinstance(quote, str) and quote.strip():
        says = says._replace(kind="quote")
    counts: dict[str, int] = {}
    for each in listed(line.get("reactions")):
        what = each[1] if isinstance(each, list) and len(each) == 2 else None
        if isinstance(what, str) and what:
            counts[what] = counts.get(what, 0) + 1
    return says._replace(reactions=tuple(counts.items()))


def _link(file: Any) -> str:
    """A file as chat.md has it."""
    path = file.get("path") if isinstance(file, dict) else None
    return f"[](./{path})  " if isinstance(path, str) and "\n" not in path else ""

"""The lines of sigexport's chat.md: what begins a message, and what stands behind its words."""

import re
from datetime import date
from typing import Final, NamedTuple
from urllib.parse import unquote

from kithbook.formats.days import midnight
from kithbook.formats.media import kind_of_file

# "[2019-05-29, 15:04] Me: ..." until 2021, then without the comma, since 2023 with seconds
HEADER: Final = re.compile(r"\[(\d{4})-(\d\d)-(\d\d),? (\d\d):(\d\d)(?::(\d\d))?\] ([^:\n]{1,200}): ?")
CLOCK: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?")
ME: Final = "Me"
NO_SENDER: Final = "No-Sender"
DELETED: Final = "(This message was deleted)"
CALL: Final = re.compile(
    r"(?:(?:Incoming|Outgoing|Missed) (?:voice |video |group |adhoc )?call)(?: \((?P<how>[^()\n]{1,60})\))?"
)
LENGTH: Final = re.compile(r"accepted, (?:(\d{1,6})m )?(\d{1,6})s")
FOLDERS: Final = ("](./media/", "](../exported_stickers/")
STICKERS: Final = FOLDERS[1]
NUMBERED: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d.-]+)?_\d\d_")  # which sigexport puts before a file's own name
UNNAMED: Final = "None"
FIRST_DAY: Final = (date(2000, 1, 1) - date(1970, 1, 1)).days * 86_400  # 1970 is written where there is no time


class Told(NamedTuple):
    """What a message says: its kind, its words, its reactions; for a call how long it took."""

    kind: str
    text: str
    reactions: tuple[tuple[str, int], ...] = ()
    seconds: int = 0


def moment(header: "re.Match[str]") -> int | None:
    """The wall clock of a header, or of CLOCK, as if it were UTC; None where it is no time."""
    year, month, day, hours, minutes, rest = header.groups()[:6]
    begin = midnight(year, month, day)
    if begin is None or begin < FIRST_DAY:
        return None
    return begin + int(hours) * 3600 + int(minutes) * 60 + int(rest or 0)


def is_sigexport(text: str, name: str) -> bool:
    """Whether a file begins as sigexport's do; WhatsApp's are alike, but never Markdown, and never say "Me".

    >>> line = "[2019-05-29 15:04:05] Ines: hello"
    >>> is_sigexport(line, "chat.md"), is_sigexport(line, "_chat.txt")
    (True, False)
    """
    text = text.lstrip()
    if not HEADER.match(text):
        return False
    if name.lower().endswith((".md", ".markdown")):
        return True
    return "\u200e" not in text and any(line[7] == ME for line in HEADER.finditer(text) if _starts_line(line, text))


def _starts_line(found: "re.Match[str]", text: str) -> bool:
    return found.start() == 0 or text[found.start() - 1] == "\n"


def told(body: str) -> Told:
    """What the lines of a message say. Behind the words come reactions, a sticker and links to files, in this order."""
    body = body.strip("\n").rstrip()
    quotes = body.startswith("> ")
    if quotes:  # what is answered: it stands in the chat already
        lines = body.split("\n")
        own = next((at for at, line in enumerate(lines) if not line.startswith(">")), len(lines))
        body = "\n".join(lines[own:]).strip("\n")
    if body == DELETED:
        return Told("deleted", "")
    call = CALL.fullmatch(body)
    if call:
        length = LENGTH.fullmatch(call["how"] or "")
        return Told("call", body, seconds=int(length[1] or 0) * 60 + int(length[2]) if length else 0)
    body, files = _files(body)
    body, sticker = _last_line(body, "((", "))")
    body, said = _last_line(body, "(-", "-)")
    reactions = tuple(_reactions(said)) if said else ()
    if files and not files[0].startswith(STICKERS):
        name = unquote(files[0].removeprefix(FOLDERS[0]))
        own_name = NUMBERED.sub("", name)
        return Told(kind_of_file("", name), body or ("" if own_name.startswith(UNNAMED) else own_name), reactions)
    if files or sticker:
        return Told("sticker", body or sticker, reactions)
    return Told("quote" if quotes else "text" if body else "unknown", body, reactions)


def _files(body: str) -> tuple[str, list[str]]:
    """The words without the links behind them, and where those lead: FOLDERS and a name each."""
    found: list[str] = []
    while body.endswith(")"):
        at = max(body.rfind(folder) for folder in FOLDERS)
        start = body.rfind("[", 0, at) if at > 0 else -1
        if start < 0 or "\n" in body[start:]:
            break
        found.insert(0, body[at:-1])
        label = body[start + 1 : at]
        body = body[:start].removesuffix("!").rstrip()
        if found[0].startswith(STICKERS) and label and not body:
            body = label
    return body, found


def _last_line(body: str, opening: str, closing: str) -> tuple[str, str]:
    """The words without a last line between these, and what it holds."""
    start = body.rfind(f"\n{opening} ")
    start = 0 if start < 0 and body.startswith(f"{opening} ") else start
    if start < 0 or not body.endswith(f" {closing}"):
        return body, ""
    inside = body[start:].strip("\n")[len(opening) + 1 : -len(closing) - 1]
    return (body, "") if "\n" in inside else (body[:start].rstrip(), inside)


def _reactions(said: str) -> list[tuple[str, int]]:
    """Reactions by what they are, from "Ines: 👍, Lio: 👍"."""
    counts: dict[str, int] = {}
    for each in said.split(", "):
        what = each.rpartition(": ")[2].strip()
        if what:
            counts[what] = counts.get(what, 0) + 1
    return list(counts.items())

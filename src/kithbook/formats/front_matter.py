"""What stands above a post of Jekyll or Hugo: YAML between ---, TOML between +++, or JSON in braces.

Of YAML only the forms that occur are read: scalars, quoted or not, lists in brackets or by dashes, blocks of text, and
one level of what lies inside. Odd values are left out, since a title is worth more than an error.
"""

import json
import re
import tomllib
from datetime import date, datetime
from typing import Any, Final

LONGEST: Final = 65_536  # characters of front matter
Value = str | list[str] | dict[str, str]
FENCES: Final = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
YAML_KEY: Final = re.compile(r"""([\w.-]{1,100}|"[^"\n]{1,100}"|'[^'\n]{1,100}')[ \t]*:(?:[ \t]+|$)""")
ITEM: Final = re.compile(r"-(?:[ \t]+|$)")
COMMENT: Final = re.compile(r"(?:^|[ \t])#.*")
ESCAPES: Final = {"n": "\n", "t": "\t", "r": "", "0": "", "/": "/", "\\": "\\", '"': '"'}
ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
# one entry of a list in brackets: quoted, or anything up to the next comma
IN_BRACKETS: Final = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]*)\s*(?:,|$)""", re.DOTALL)


def split(text: str) -> tuple[dict[str, Value] | None, str] | None:
    """The front matter with its keys in lower case (None where it is broken), and what comes after it.

    None where there is no front matter, or no end of it.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if text.startswith("{"):
        return _of_json(text)
    first, newline, rest = text.partition("\n")
    fence = first.rstrip()
    if fence not in FENCES or not newline:
        return None
    end = FENCES[fence].search(rest[:LONGEST])
    if end is None:
        return None
    inside, body = rest[: end.start()], rest[end.end() :]
    return (yaml(inside) if fence == "---" else toml(inside)), body.removeprefix("\n")


def yaml(text: str) -> dict[str, Value]:
    """The values at the outermost level of YAML, as text.

    >>> yaml("title: 'It''s warm'  # today\\ntags: [kiln, \\"cone 6\\"]\\nauthor:\\n  name: Lio")
    {'title': "It's warm", 'tags': ['kiln', 'cone 6'], 'author': {'name': 'Lio'}}
    """
    found: dict[str, Value] = {}
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        key = YAML_KEY.match(lines[at])
        at += 1
        if key is None:
            continue
        begun = at
        while at < len(lines) and (not lines[at].strip() or lines[at][0] in " \t#]" or ITEM.match(lines[at])):
            at += 1
        value = _value(lines[begun - 1][key.end() :].strip(), lines[begun:at])
        if value is not None:
            found[key[1].strip("\"'").lower()] = value
    return found


def toml(text: str) -> dict[str, Value] | None:
    """The values at the outermost level of TOML, as text; None where it is broken."""
    try:
        return _plain(tomllib.loads(text))
    except (ValueError, RecursionError):
        return None


def as_json(text: str) -> dict[str, Value] | None:
    """The values at the outermost level of a JSON object, as text; None where it is broken."""
    try:
        return _plain(json.loads(text))
    except (ValueError, RecursionError):
        return None


def _of_json(text: str) -> tuple[dict[str, Value] | None, str] | None:
    try:
        found, end = json.JSONDecoder().raw_decode(text[:LONGEST])
    except (ValueError, RecursionError):
        return None
    return _plain(found), text[end:].removeprefix("\n")


def _plain(found: Any) -> dict[str, Value]:
    """Values as text: what has no sense as text, or lies deeper than one level, is left out."""
    told: dict[str, Value] = {}
    for key, value in found.items() if isinstance(found, dict) else ():
        if isinstance(value, list):
            told[key.lower()] = [text for text in map(_text, value) if text]
        elif isinstance(value, dict):
            told[key.lower()] = {inner.lower(): text for inner, each in value.items() if (text := _text(each))}
        else:
            told[key.lower()] = _text(value)
    return told


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else ""


def _value(first: str, more: list[str]) -> Value | None:
    """One value of YAML: what stands behind the key, and the lines below it that belong to it."""
    if first[:1] in ("|", ">"):
        return _block(first[0], more)
    if first[:1] == "[":
        return _brackets("\n".join((first, *more)))
    if first[:1] in ("{", "&", "*", "!"):
        return None
    if first[:1] in ("'", '"'):
        return _scalar(" ".join((first, *map(str.strip, more))))
    first = COMMENT.sub("", first).strip()
    inside = [line for line in more if line.strip() and not line.lstrip().startswith("#")]
    if first:  # a plain text may go on in the next lines
        return _scalar(" ".join((first, *(COMMENT.sub("", line).strip() for line in inside))))
    if inside and ITEM.match(inside[0].lstrip()):
        return _dashes(inside)
    nested = {}
    for line in inside:
        key = YAML_KEY.match(line.lstrip())
        if key and len(line) - len(line.lstrip()) == len(inside[0]) - len(inside[0].lstrip()):
            nested[key[1].strip("\"'").lower()] = _scalar(line.lstrip()[key.end() :].strip())
    return nested


def _block(style: str, lines: list[str]) -> str:
    """A text over several lines, its line ends kept (|) or taken for spaces (>)."""
    inside = [line.strip() if style == ">" else line for line in lines]
    margin = min((len(line) - len(line.lstrip()) for line in inside if line.strip()), default=0)
    return ("\n" if style == "|" else " ").join(line[margin:] for line in inside).strip()


def _brackets(text: str) -> list[str]:
    inside = text[1:].rpartition("]")[0].replace("\n", " ")
    found, at = [], 0
    while at < len(inside):
        each = IN_BRACKETS.match(inside, at)
        if each is None or each.end() == at:
            break
        at = each.end()
        value = _scalar(each[1].strip())
        if value:
            found.append(value)
    return found


def _dashes(lines: list[str]) -> list[str]:
    """A list by dashes; what lies deeper than its first dash belongs to the item above, and is left out."""
    margin = len(lines[0]) - len(lines[0].lstrip())
    found = []
    for line in lines:
        dash = ITEM.match(line.lstrip())
        if dash and len(line) - len(line.lstrip()) == margin:
            value = line.lstrip()[dash.end() :].strip()
            named = YAML_KEY.match(value)  # - name: Lio
            found.append(_scalar(value[named.end() :] if named and named[1].lower() == "name" else value))
    return [value for value in found if value]


def _scalar(text: str) -> str:
    """A text without its quotes and escapes, or without a comment behind it."""
    if text[:1] == "'":
        end = re.match(r"'((?:[^']|'')*)'", text)
        return end[1].replace("''", "'") if end else text[1:]
    if text[:1] == '"':
        end = re.match(r'"((?:[^"\\]|\\.)*)"', text, re.DOTALL)
        return ESCAPE.sub(_escaped, end[1] if end else text[1:])
    text = COMMENT.sub("", text).strip()
    return "" if text in ("~", "null", "Null", "NULL") else text


def _escaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if not code:
        return ESCAPES.get(found[4], found[4])
    number = int(code, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"

"""A database written out as statements of SQL, cut into these: as ``.dump`` of SQLite's own program does it."""

import re
from collections.abc import Iterator
from typing import Final

from kithbook.formats.text import Text

MAX_STATEMENT: Final = 32 << 20  # characters
QUOTE_OR_COMMENT: Final = re.compile(r"'|--")
# not those into tables that SQLite keeps itself
OF_ROWS: Final = re.compile(r"""\s*INSERT\s+INTO\s+(?!["']?sqlite_)""", re.IGNORECASE)


def is_dump(name: str) -> bool:
    """Whether a file is such a dump, by its name."""
    return name.lower().endswith(".sql")


def holds_rows(statement: str) -> bool:
    """Whether something is lost where this statement cannot be carried out."""
    return bool(OF_ROWS.match(statement))


def statements(text: Text) -> Iterator[str]:
    """The statements of a dump: each ends with a semicolon at the end of a line, outside of quotes; no comments."""
    lines: list[str] = []
    length = 0
    quoted = False
    for piece in text.lines():
        line = piece.text
        for found in QUOTE_OR_COMMENT.finditer(line):
            if found[0] == "'":
                quoted = not quoted
            elif not quoted:
                line = line[: found.start()]
                break
        length += len(line) + 1
        if length <= MAX_STATEMENT:
            lines.append(line)
        if not quoted and line.rstrip().endswith(";"):
            yield "\n".join(lines)
            lines, length = [], 0

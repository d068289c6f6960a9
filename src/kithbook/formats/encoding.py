"""Which encoding bytes are in: a mark, the pattern of zero bytes, strict UTF-8, else what the characters would be.

Each of the encodings from before Unicode is tried on the lines that are not plain ASCII, and what comes out is weighed
with how likely such characters are (``encoding_models``). The decision is sure only where the next best is far behind.
"""

import codecs
import math
import re
from collections import Counter
from typing import Final, NamedTuple

from kithbook.formats.encoding_models import CODECS, LEGACY, UNLIKELY, model

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDE: Final = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")  # where a line's end is not one byte
ANSWERABLE: Final = ("utf-8", "utf-16-le", "utf-16-be", *LEGACY)  # what a person may say that the encoding is
WEIGHED: Final = 6_000  # bytes above ASCII that are looked at; more tells nothing new
SURE: Final = math.log(1_000)  # so many times likelier than the next best
ASTRAY: Final = -7.5  # per byte above ASCII: less likely than this, it is none of them
PLAUSIBLE: Final = 12.0  # options are shown that are at most so far (in logarithms) behind
# of UTF-16; with the bytes the wrong way round, plain letters would be Chinese whose second byte is zero
USUAL: Final = re.compile(
    r"[\t\n\r -~\xa0-\u06ff\u0e00-\u0e7f\u2000-\u27ff\ufeff-\uffef\U0001f000-\U0001ffff"
    + "".join(f"{chr(row << 8 | 1)}-{chr(row << 8 | 0xFF)}" for row in range(0x30, 0x7F))
    + "\u7f00-\ud7a3]"
)
UNDECODABLE: Final = 2 * UNLIKELY  # of each byte above ASCII in a line that an encoding cannot read
# between two words of a file that is one long line; a byte below 128 may be the second of a character
LONG_ASCII: Final = re.compile(rb"([\x20-\x7e]{30})[\x20-\x7e]{100,}([\x20-\x7e]{30})")
SAMPLE: Final = 60  # characters of the line that shows what each option would make of it


class Encoding(NamedTuple):
    """Python's name of an encoding, and on what ground it was chosen; what else it could be where that is in doubt."""

    name: str
    because: str
    sure: bool = True
    options: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()

    @property
    def codec(self) -> str:
        """The codec to decode with: what is called Shift-JIS or Big5 is mostly its vendor's extension.

        >>> Encoding("shift_jis", "").codec
        'cp932'
        """
        return CODECS.get(self.name, self.name)


def decide(head: bytes, *, begins: bool = True) -> Encoding:
    """The encoding that fits these bytes, which may end in the middle of a character.

    ``begins`` is whether the file begins with them: only then what looks like a mark is one.
    """
    for mark, name in BOMS:
        if begins and head.startswith(mark):
            return Encoding(name, "the mark at the start of the file")
    wide = _wide(head)
    if wide:
        return Encoding(wide, "its characters take two bytes each")
    if is_utf8(head):
        return Encoding("utf-8", "all of it is valid")
    return Encoding("utf-8", "nearly all of it is valid") if _nearly_utf8(head) else _legacy(head)


def plausible(head: bytes) -> str:
    """The encoding from before Unicode that fits these bytes, or "" where that is in doubt."""
    found = _legacy(head)
    return found.codec if found.sure else ""


def is_utf8(head: bytes) -> bool:
    """Whether these bytes, which may end in the middle of a character, are strictly UTF-8."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: line ends at least have a zero byte, which no other text has."""
    zeros = head.count(0)
    # a few zeros in plain text are damage: pairs of Latin letters look like Chinese
    if not zeros or (5 * zeros < len(head) and is_utf8(head.replace(b"\0", b""))):
        return ""
    shares = []
    for name in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) & ~1].decode(name, "replace")
        shares.append((len(USUAL.findall(text)) / max(1, len(text)), name))
    share, name = max(shares)
    return name if share > 0.9 else ""


def _nearly_utf8(head: bytes) -> bool:
    """Whether the damage is small beside what is valid; other encodings hit upon a valid sequence now and then only."""
    text = head.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    good = sum(len(char.encode()) for char in text if char > "\x7f") - 3 * wrong  # bytes of whole characters
    if good >= 4 * wrong:
        return True
    lines = [line for line in head.split(b"\n") if not line.isascii()]
    valid = sum("\ufffd" not in line.decode("utf-8", "replace") for line in lines)
    return len(lines) >= 4 and 2 * valid >= len(lines)


def _legacy(head: bytes) -> Encoding:
    lines = _telling(head)
    above = sum(len(line) - len(line.decode("ascii", "ignore")) for line in lines)
    fits = sorted(((_fit(lines, name), name) for name in LEGACY), reverse=True)
    (best, name) = fits[0]
    texts: dict[str, str] = {}
    for fit, other in fits:
        if best - fit < PLAUSIBLE:  # what reads the same is the same
            texts.setdefault("".join(_read(line, other) for line in lines), other)
    rivals = list(texts.values())
    behind = [best - fit for fit, other in fits if other in rivals[1:]]
    because = "it is not UTF-8, and its characters are those of such texts"
    if best > ASTRAY * above and not any(gap < SURE for gap in behind):
        return Encoding(name, because)
    options = rivals[:4] if len(rivals) > 1 else [other for _, other in fits[:3]]
    line = max(lines, key=lambda line: len({_read(line, other) for other in options}), default=b"")
    samples = tuple(_read(line, other).strip()[:SAMPLE] for other in options)
    return Encoding(name, "it is not UTF-8, and this fits best", False, tuple(options), samples)


def _telling(head: bytes) -> list[bytes]:
    """The lines that are not plain ASCII, each once; all but the last of the head with their end."""
    told = list(dict.fromkeys(line for line in head.splitlines(keepends=True) if not line.isascii()))
    kept, above = 0, 0
    while kept < len(told) and above < WEIGHED:
        above += len(told[kept]) - len(told[kept].decode("ascii", "ignore"))
        kept += 1
    return [LONG_ASCII.sub(rb"\1\2", line)[: 2 * WEIGHED] for line in told[:kept]]


def _fit(lines: list[bytes], name: str) -> float:
    """The logarithm of how likely these lines are in an encoding."""
    codec, chances = CODECS.get(name, name), model(name)
    good, total = [], chances.first
    for line in lines:
        try:
            good.append(line.decode(codec))
        except UnicodeDecodeError as error:
            if error.end >= len(line) and not line.endswith((b"\n", b"\r")):  # cut in the middle of a character
                good.append(line[: error.start].decode(codec))
            else:
                total += UNDECODABLE * (len(line) - len(line.decode("ascii", "ignore")))
    text = "".join(good)
    shares = chances.shares
    for char, count in Counter(text).items():
        if char > "\x7f":
            total += count * shares.get(char, UNLIKELY)
    return total + sum(weight * len(pattern.findall(text)) for pattern, weight in chances.odd)


def _read(line: bytes, name: str) -> str:
    return line.decode(CODECS.get(name, name), "replace")

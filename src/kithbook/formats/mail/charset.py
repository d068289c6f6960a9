"""Bytes of a mail as text, whatever label they carry: wrong, unknown and missing ones are common."""

import codecs
import functools
from encodings.aliases import aliases
from typing import Final

from kithbook.formats.encoding import plausible

EVIDENCE: Final = 2_000  # bytes by which an encoding that nobody names is told
FEW: Final = 9  # bytes above ASCII; as many that are valid UTF-8 are no accident, whatever the label says
# what really is written under a label, mostly by old programs for Windows; the browsers read them the same way
REALLY: Final = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "csgb2312", "euc-cn", "hz-gb"), "gb18030"),
    **dict.fromkeys(("ks_c_5601-1987", "ks_c_5601", "ksc5601", "ks_c_5601-1989", "euc-kr", "korean"), "cp949"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis", "ms_kanji", "windows-31j"), "cp932"),
    **dict.fromkeys(("big5", "big-5", "x-x-big5", "cn-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp-1252", "ansi"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620", "windows-874"), "cp874"),
    **dict.fromkeys(("iso-8859-8-i", "iso-8859-8-e", "logical"), "iso8859_8"),
    **dict.fromkeys(("iso-2022-jp", "iso-2022-jp-ms", "iso2022jp", "csiso2022jp"), "iso2022_jp_ext"),
    **dict.fromkeys(("utf8", "unicode-1-1-utf-8", "utf-8n", "x-utf-8", "utf8mb4"), "utf-8"),
    **dict.fromkeys(("unicode-1-1-utf-7",), "utf-7"),
    "x-mac-roman": "mac-roman",
}
# names of Python's that stand for no encoding of text, or not on every machine
NO_TEXT: Final = frozenset(
    ("base64_codec", "bz2_codec", "hex_codec", "quopri_codec", "rot_13", "uu_codec", "zlib_codec", "mbcs", "oem")
)
# encodings of one byte in which text that is valid UTF-8 hardly ever is meant as it stands
NARROW: Final = ("cp125", "iso8859", "latin", "koi8", "mac", "cp8", "ascii")


def text_of(data: bytes, label: str = "") -> str:
    """The text of ``data``, which is said to be in the encoding ``label`` ("" where nothing is said)."""
    codec = codec_of(label)
    if codec[:5] in ("utf-1", "utf-3") and b"\0" not in data[:200]:
        codec = ""
    if codec in ("", "ascii", "utf-8"):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return _guessed(data, 1 if codec == "utf-8" else 4)
    if not data.isascii() and _is_really_utf8(data, codec):
        return data.decode("utf-8")
    text = data.decode(codec, "replace")
    return text.encode("utf-8", "replace").decode() if codec == "utf-7" else text  # which can hold half characters


@functools.lru_cache(256)
def codec_of(label: str) -> str:
    """Python's name of an encoding, or "" where the label means none that is known.

    Only names that Python knows beforehand: looking others up would import modules and remember each name for good.

    >>> codec_of("KS_C_5601-1987"), codec_of("utf8"), codec_of("x-unknown"), codec_of("zlib")
    ('cp949', 'utf-8', '', '')
    """
    name = label.strip(" \t\"'").lower()[:40]
    if name in REALLY:
        return REALLY[name]
    plain = name.replace("-", "_").replace(" ", "_").replace(".", "_")
    codec = aliases.get(plain, plain if plain in aliases.values() else "")
    if not codec or codec in NO_TEXT:
        return ""
    codec = codecs.lookup(codec).name
    return REALLY.get(codec, codec)


def _is_really_utf8(data: bytes, codec: str) -> bool:
    """Whether text labelled as something else is UTF-8."""
    if not codec.startswith(NARROW) and len(data) - len(data.decode("ascii", "ignore")) < FEW:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(data: bytes, trust: int) -> str:
    """Text that is not all UTF-8, although nothing else is said; so many good characters outweigh a broken one."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if sum(char > "\x7f" for char in text) - wrong >= trust * wrong:
        return text
    told = b"".join(line for line in data.splitlines(keepends=True) if not line.isascii())
    return data.decode(plausible(told[:EVIDENCE]) or "cp1252", "replace")

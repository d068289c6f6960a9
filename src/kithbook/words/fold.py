"""One spelling for what a reader takes as the same: case, width, accents, Arabic marks. For the index only."""

import re
import unicodedata
from typing import Final

# What a screen does not show: directional marks, joiners, variation selectors, the tatweel that stretches a word.
_UNSEEN: Final = dict.fromkeys(
    [0x00AD, 0x0640, 0x061C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
     *range(0xFE00, 0xFE10)]
)  # fmt: skip
_TASHKEEL: Final = dict.fromkeys([*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE)])
_LETTERS: Final = {
    ord(old): new
    for old, new in zip("أإآٱىیېةکٹ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ااااييي" + "هكت" + "0123456789" * 2, strict=True)
}
_TABLE: Final = _UNSEEN | _TASHKEEL | _LETTERS | {ord("_"): " "}
_ACCENTED: Final = re.compile("[\u00c0-\u058f\u1e00-\u1fff]")
_ACCENTS: Final = re.compile("[\u0300-\u036f\u0483-\u0487]")
# و، ف، ب، ك before the article, the article, and ل that has swallowed it. A word keeps at least three letters.
_ARTICLE: Final = re.compile("^(?:[وفبك]?ال|ولل|لل)(?=[\u0620-\u06ff]{3,}$)")


def fold(text: str) -> str:
    """``text`` in compatibility form, without case, accents, tashkeel and invisible characters; words keep their order.

    Forms follow Unicode NFKC and full case folding; accents are dropped from Latin, Greek and Cyrillic letters.

    >>> fold("Ｃafé ÉTÉ"), fold("مُحَمَّـد"), fold("إلى")
    ('cafe ete', 'محمد', 'الي')
    """
    if text.isascii():
        return text.lower().replace("_", " ")
    text = unicodedata.normalize("NFKC", text).casefold()
    if _ACCENTED.search(text):
        text = unicodedata.normalize("NFKC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text)))
    return text.translate(_TABLE)


def without_article(word: str) -> str:
    """A folded Arabic word without ال (and without و، ف، ب، ك، ل before it), where a word remains.

    >>> without_article("والقنديل"), without_article("الله")
    ('قنديل', 'الله')
    """
    return _ARTICLE.sub("", word)

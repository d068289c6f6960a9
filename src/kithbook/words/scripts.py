"""What a text is, told from its characters: a question, and in which of our languages."""

import re
from collections.abc import Iterable
from typing import Final

# Marks: Latin, Chinese, Arabic, Greek, doubled, Armenian, Ethiopic.
_MARK: Final = re.compile("[?？؟\u037e\u2047-\u2049\u055e\u1367]")
_ENDING: Final = re.compile(
    "(?:[吗嗎呢]|什么|什麼|怎么办|怎么样|怎麼樣)[\\s。.~～…啊呀了]*$"  # Chinese particles
    "|(?:です|ます|でしょう|ません|でした|ました)か[\\s。.]*$"  # Japanese
    "|(?:니까|나요|까요|가요|을까)[\\s.~]*$"  # Korean
    "|[\u0370-\u03ff]\\s*;\\s*$"  # Greek as typed on a keyboard
)
_BEGINNING: Final = re.compile("\\s*هل\\s")  # Arabic "is it that"
# One of these is in everything that asks: most texts are told by it alone.
_HINT: Final = re.compile("[?？؟\u037e\u2047-\u2049\u055e\u1367吗嗎呢么麼か까나가;ه]")
_TAIL: Final = 16  # characters: an ending is looked for no further from the end
_LINK: Final = re.compile(r"\b\w+://\S+")
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_KANA: Final = re.compile("[\u3041-\u30fa]")
_ARABIC: Final = re.compile("[\u0620-\u064a]")
_OTHER: Final = re.compile("[^\\W\\d_\u0600-\u06ff\u3041-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
# A Chinese character says about as much as three letters of an alphabet.
_HAN_WEIGHT: Final = 3


def is_question(text: str) -> bool:
    """Whether ``text`` asks something: a question mark of any script outside a link, or a particle that asks.

    >>> is_question("coming?"), is_question("你来吗"), is_question("https://kiln.example/?a=1")
    (True, True, False)
    """
    if "://" in text:
        text = _LINK.sub("", text)
    if text.isascii():
        return "?" in text
    if not _HINT.search(text):
        return False
    return bool(_MARK.search(text) or _ENDING.search(text[-_TAIL:]) or _BEGINNING.match(text))


def language(texts: Iterable[str]) -> str:
    """The one of "en", "zh-hans" and "ar" in which most is written; "en" for every other script and for nothing.

    >>> language(["三朵，早", "ok"]), language(["صباح الخير"]), language([])
    ('zh-hans', 'ar', 'en')
    """
    text = "\n".join(texts)
    kana = len(_KANA.findall(text))
    han = len(_HAN.findall(text))
    japanese = kana * 10 > han  # a stray の is fashion in Chinese, every tenth character is Japanese
    weights = {
        "en": len(_OTHER.findall(text)) + kana * _HAN_WEIGHT,
        "ar": len(_ARABIC.findall(text)),
        "zh-hans": 0 if japanese else han * _HAN_WEIGHT,
    }
    return max(weights, key=lambda name: weights[name])

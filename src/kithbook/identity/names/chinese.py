"""Chinese names: full and simplified characters, family and given name, readings by pinyin and in Hong Kong."""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice, product
from typing import Final

from kithbook.identity.names.data import table
from kithbook.identity.names.syllables import hong_kong_spellings, spellings
from kithbook.identity.names.syllables import split as split_syllables

READINGS: Final = 2  # of a character in a given name
ALTERNATIVES: Final = 4  # of a word
# "老师", "总": what follows a family name in an address book. The longest is taken first.
TITLES: Final = re.compile(
    "(?:老师|老師|先生|女士|小姐|太太|夫人|教授|博士|医生|醫生|医师|醫師|律师|律師|经理|經理|总经理|總經理|主任|院长|院長|校长|校長"
    "|老板|老闆|同学|同學|阿姨|叔叔|伯伯|大哥|大姐|师傅|師傅|师兄|師兄|师姐|師姐|学长|學長|学姐|學姐|局长|局長|处长|處長|部长"
    "|董事长|董事長|工程师|导师|書記|书记|秘书|秘書|总监|總監|队长|主管|哥哥|姐姐|总|總|董|工|哥|姐|叔|姨|爷|爺|奶奶|妈|爸|君|同志|氏)$"
)
FAMILIAR: Final = re.compile("^[小阿老大]")


@cache
def _simplified() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in table("chinese")["simplified"].split()}


def simplified(text: str) -> str:
    """The text with the full characters of the table made simplified.

    >>> simplified("陳大文")
    '陈大文'
    """
    return text.translate(_simplified())


@cache
def _surname_readings() -> dict[str, tuple[str, ...]]:
    matches = re.findall(r"([^a-z, ]+)([a-z,]+)", table("chinese")["surname_readings"])
    return {surname: tuple(said.replace("lv", "lu").split(",")) for surname, said in matches}


@cache
def _surnames() -> frozenset[str]:
    return frozenset(table("chinese")["surnames"]) | frozenset(table("chinese")["compound"].split())


@cache
def _hong_kong() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entry in table("chinese")["hongkong"].split():
        spellings, characters = entry.split(":")
        for character in characters:
            found.setdefault(character, []).append(spellings.split("/")[0])
    return {character: tuple(spellings) for character, spellings in found.items()}


@lru_cache(maxsize=16384)
def syllables(character: str) -> tuple[str, ...]:
    """The readings of one character by pinyin without tones, likeliest first, ü as u; () where pypinyin has none.

    >>> syllables("曾"), syllables("吕")
    (('ceng', 'zeng'), ('lu',))
    """
    from pypinyin.pinyin_dict import pinyin_dict  # the single characters only, when the first of them is met

    toned = pinyin_dict.get(ord(character), "") if len(character) == 1 else ""
    plain = ("".join(c for c in unicodedata.normalize("NFD", said) if c.isascii()) for said in toned.split(",") if said)
    return tuple(dict.fromkeys(plain))


@lru_cache(maxsize=65536)
def split(text: str) -> tuple[str, str]:
    """(family, given) of a name in simplified characters; ("", text) where no known family name opens it.

    A title behind it and 小, 阿, 老 before it are put away: 老王 and 王总 are ("王", "").

    >>> split("欧阳娜娜"), split("王小明"), split("老王"), split("王老师"), split("小明"), split("维斯伯恩")
    (('欧阳', '娜娜'), ('王', '小明'), ('王', ''), ('王', ''), ('', '小明'), ('', '维斯伯恩'))
    """
    known = _surnames()
    short = (
        TITLES.sub("", text) if len(text) > 2 or (len(text) == 2 and text[0] in known and text[1] not in "君") else text
    )
    if len(short) == 2 and FAMILIAR.match(short) and short[1] in known and short[0] != "大":
        return (short[1], "") if short[0] == "老" else ("", short)
    if len(short) in {3, 4} and short[:2] in known:
        return short[:2], short[2:]
    if len(short) in {1, 2, 3} and short[0] in known:
        return short[0], short[1:]
    return ("", short or text)


@lru_cache(maxsize=65536)
def romanised(text: str, family: bool) -> tuple[tuple[str, ...], ...]:
    """Readings of a family or a given name in simplified characters, each a row of syllables, likeliest first.

    >>> romanised("曾", True), romanised("欧阳", True), romanised("小明", False)[0]
    ((('zeng',),), (('ou', 'yang'),), ('xiao', 'ming'))
    """
    special = _surname_readings().get(text) if family else None
    if special:
        return tuple(split_syllables(said, "p") or (said,) for said in special)
    most = 1 if family else READINGS
    choices = [syllables(character)[:most] or (character,) for character in text]
    return tuple(islice(product(*choices), ALTERNATIVES))


@lru_cache(maxsize=65536)
def hong_kong(text: str) -> tuple[tuple[str, ...], ...]:
    """Readings of simplified characters in Hong Kong's spelling; () where one of the characters is not in the table.

    >>> hong_kong("陈"), hong_kong("大文")
    ((('chan',),), (('tai', 'man'),))
    """
    choices = [_hong_kong().get(character, ()) for character in text]
    return tuple(islice(product(*choices), ALTERNATIVES)) if all(choices) else ()


def is_surname(text: str) -> bool:
    """Whether these simplified characters are a family name of the table."""
    return text in _surnames()


@cache
def latin_surnames() -> frozenset[str]:
    """Family names in Latin letters as pinyin ("wang", "ouyang"), Taiwan ("tsai") and Hong Kong ("wong") write them."""
    pinyin = {"".join(said) for name in _surnames() for said in romanised(name, True)[:1]}
    taiwan = {spelling for said in pinyin for spelling in spellings().get(said, ())}
    hong = {canon for name in _surnames() for said in hong_kong(name) for canon in ("".join(said),)}
    variants = {spelling for spelling, canon in hong_kong_spellings() if canon in hong}
    return frozenset(pinyin | taiwan | hong | variants)

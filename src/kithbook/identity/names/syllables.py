"""Syllables of Chinese in Latin letters: which pinyin a spelling of Wade-Giles, Tongyong or Hong Kong may stand for."""

from functools import cache, lru_cache
from typing import Final

from kithbook.identity.names.data import table

FINALS: Final = {
    "": "a o e ai ei ao ou an en ang eng er yi ya yo ye yao you yan yin yang ying yong yu yue yuan yun "
    "wu wa wo wai wei wan wen wang weng",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng i ia ie iao iu ian ing u uo ui uan un ong",
    "t": "a e ai ao ou an ang eng i ie iao ian ing u uo ui uan un ong",
    "n": "a e ai ei ao ou an en ang eng i ie iao iu ian in iang ing u uo uan un ong ue",
    "l": "a e ai ei ao ou an ang eng i ia ie iao iu ian in iang ing u uo uan un ong ue",
    "g": "a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang ong",
    "k": "a e ai ao ou an en ang eng u ua uo uai ui uan un uang ong",
    "h": "a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang ong",
    "j": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "q": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": "a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang ong",
    "ch": "a e ai ao ou an en ang eng i u ua uo uai ui uan un uang ong",
    "sh": "a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang",
    "r": "e ao ou an en ang eng i u ua uo ui uan un ong",
    "z": "a e ai ei ao ou an en ang eng i u uo ui uan un ong",
    "c": "a e ai ao ou an en ang eng i u uo ui uan un ong",
    "s": "a e ai ao ou an en ang eng i u uo ui uan un ong",
}
PINYIN: Final = frozenset(initial + final for initial, finals in FINALS.items() for final in finals.split())
WADE: Final = {
    "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "x": "hs", "zh": "ch", "ch": "ch", "z": "ts", "c": "ts",
    "r": "j",
}  # fmt: skip
WADE_FINALS: Final = {"ian": "ien", "ie": "ieh", "iong": "iung", "ong": "ung", "ue": "ueh", "e": "eh"}
WADE_WHOLE: Final = {
    "zi": ("tzu", "tze"), "ci": ("tzu", "tze"), "si": ("szu", "ssu", "sze"), "zhi": ("chih", "chi"), "chi": ("chih",),
    "shi": ("shih",), "ri": ("jih",), "er": ("erh",), "yi": ("i",),
    "ying": ("ing",), "you": ("yu",), "yan": ("yen",), "ye": ("yeh",),
    "ge": ("ko",), "ke": ("ko",), "he": ("ho",), "gui": ("kuei",), "kui": ("kuei",), "yong": ("yung",),
    "guo": ("kuo",), "kuo": ("kuo",), "huo": ("huo",), "shuo": ("shuo",), "xue": ("hsueh",), "yue": ("yueh",),
    "xu": ("hsu", "shu"), "xi": ("hsi", "shi"), "xiao": ("hsiao", "shiao", "siao"), "xie": ("hsieh", "shieh"),
    "xin": ("hsin", "shin"), "xian": ("hsien", "shien"), "xing": ("hsing", "shing"), "ang": ("ang",),
}  # fmt: skip
TONGYONG: Final = {"zh": "jh", "q": "c", "x": "s"}
TONGYONG_WHOLE: Final = {
    "zhi": "jhih", "chi": "chih", "shi": "shih", "ri": "rih", "zi": "zih", "ci": "cih", "si": "sih", "wen": "wun",
    "feng": "fong", "weng": "wong", "qiong": "cyong", "xiong": "syong", "jiong": "jyong",
}  # fmt: skip
LONGEST: Final = 6
MOST: Final = 4  # syllables of one word


def _wade(initial: str, final: str) -> tuple[str, ...]:
    """The spellings of Wade-Giles, without the apostrophe that hardly anybody writes (Giles, 1892)."""
    whole = WADE_WHOLE.get(initial + final)
    if whole:
        return whole
    end = WADE_FINALS.get(final, final) if initial else final
    if end == "uo" and initial not in {"g", "k", "h", "sh"}:
        end = "o"
    return (WADE.get(initial, initial) + end,)


def _tongyong(initial: str, final: str) -> str:
    """The spelling of Tongyong Pinyin (Taiwan, 2002)."""
    whole = TONGYONG_WHOLE.get(initial + final)
    if whole:
        return whole
    if initial in {"j", "q", "x"} and final.startswith("u"):
        final = "y" + final
    return TONGYONG.get(initial, initial) + {"iu": "iou", "ui": "uei"}.get(final, final)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """What a spelled syllable may stand for: "p:…" pinyin (itself first), "c:…" Hong Kong in its commonest spelling."""
    found: dict[str, dict[str, None]] = {syllable: {f"p:{syllable}": None} for syllable in sorted(PINYIN)}
    for initial, finals in FINALS.items():
        for final in finals.split():
            for spelling in (*_wade(initial, final), _tongyong(initial, final)):
                found.setdefault(spelling, {})[f"p:{initial}{final}"] = None
    for spelling, plain in (("lv", "lu"), ("nv", "nu"), ("lyu", "lu"), ("nyu", "nu"), ("lve", "lue"), ("nve", "nue")):
        found.setdefault(spelling, {})[f"p:{plain}"] = None
    for spelling, canon in hong_kong_spellings():
        found.setdefault(spelling, {})[f"c:{canon}"] = None
    return {spelling: tuple(keys) for spelling, keys in found.items()}


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Of each pinyin syllable: its spellings in Latin letters, of all systems."""
    found: dict[str, list[str]] = {}
    for spelling, keys in _readings().items():
        for key in keys:
            if key.startswith("p:"):
                found.setdefault(key[2:], []).append(spelling)
    return {syllable: tuple(spelled) for syllable, spelled in found.items()}


def hong_kong_spellings() -> list[tuple[str, str]]:
    """Every Hong Kong spelling of the table with the commonest spelling of the same syllable."""
    entries = (entry.split(":")[0].split("/") for entry in table("chinese")["hongkong"].split())
    return [(spelling, spellings[0]) for spellings in entries for spelling in spellings]


def readings(syllable: str) -> tuple[str, ...]:
    """What one syllable in Latin letters may stand for, pinyin of the same letters first; () where none.

    >>> readings("xiao"), readings("hsiao"), readings("tai"), readings("x")
    (('p:xiao',), ('p:xiao',), ('p:tai', 'p:dai', 'c:tai'), ())
    """
    return _readings().get(syllable, ())


@lru_cache(maxsize=65536)
def split(word: str, system: str = "") -> tuple[str, ...]:
    """A word in Latin letters as syllables, the fewest that make it up; () where it is not made of syllables.

    With `system` "p" only pinyin counts.

    >>> split("xiaoming"), split("hsiaoming"), split("kahing"), split("smith"), split("xiaoming", "p")
    (('xiao', 'ming'), ('hsiao', 'ming'), ('ka', 'hing'), (), ('xiao', 'ming'))
    """
    known = PINYIN if system == "p" else _readings()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST), end):
            before = best[start]
            if before is None or len(before) >= MOST or word[start:end] not in known:
                continue
            here = best[end]
            if here is None or len(before) + 1 < len(here):
                best[end] = (*before, word[start:end])
    return best[-1] or ()

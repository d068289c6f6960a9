"""How likely each character is in a chat, for each encoding from before Unicode: what tells one from the other.

The frequent characters are written down in groups, the most frequent first; all of a group are taken as equally likely.
Of the rest, the standards themselves say what is common: GB 2312, Big5, JIS X 0208 and KS X 1001 order their characters
in levels of use.
"""

import functools
import math
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

CODECS: Final = {"big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949"}  # what really is written by that name
RARE: Final = math.log(1e-3)
UNLIKELY: Final = math.log(1e-7)  # a character that the model does not know


class Model(NamedTuple):
    """The logarithm of each character's share, and what hardly ever stands side by side (pattern, its logarithm)."""

    shares: dict[str, float]
    odd: tuple[tuple[re.Pattern[str], float], ...] = ()
    first: float = 0.0  # the logarithm of how often an export is in it at all, beside the usual ones


SIMPLIFIED: Final = (
    "的了我是不一你有在这个好们人来去吗吧就说会要没到看还都也天大么他那上么想什么啊哈呢今明点下可以时年得多子家过出给里",
    "她很后小和对能道起怎学样心又自己为之发知事话开然真现再见让谢生地日月吃饭喝水中国用成打行动把作而老听问同面前被"
    "早晚安周末号间友朋快乐书本带手所于最等已经跟回走高电机工头情进呀嗯哦嘛啦只些次里与分第三二两四五六七八九十百千万"
    "请钱买车路门口花火灯窑碗港船海山河风雨雪春夏秋冬红黄绿白黑蓝爱喜欢觉睡叫做当从方重意长正新老师常无相信气特别",
)
TRADITIONAL: Final = (
    "的了我是不一你有在這個好們人來去嗎吧就說會要沒到看還都也天大麼他那上想什啊哈呢今明點下可以時年得多子家過出給裡",
    "她很後小和對能道起怎學樣心又自己為之發知事話開然真現再見讓謝生地日月吃飯喝水中國用成打行動把作而老聽問同面前被"
    "早晚安週末號間友朋快樂書本帶手所於最等已經跟回走高電機工頭情進呀嗯喔嘛啦只些次裏與分第三二兩四五六七八九十百千萬"
    "請錢買車路門口花火燈窯碗港船海山河風雨雪春夏秋冬紅黃綠白黑藍愛喜歡覺睡叫做當從方重意長正新師常無相信氣特別"
    "係唔佢咁嘅咗喺啲嘢嗰冇",
)
HANGUL: Final = (
    "이다는에가을고하의지도은를나어기로사아한리서그자시해인게만대오라내요있없안네거",
    "일수들전까면우니보년정주생여부장문구원상스음신마오야세제동소공선모조방실과무경비분했저야좋랑때금미았었겠습것"
    "같말집되성명치반화불드트러레와유후남북물식발람각관심달천간당진행연민바적개영회계현근날번월오전친랑먼감축결처림응왜뭐"
    "진짜너만추봐줘걸건줄알았먹밥술커피차책점심녁침내늘제목밤십삼육칠팔백",
)
HIRAGANA: Final = (
    "いのたてにしなとはかっうんでがもをるまこだれよすらくりあねさきけどつ",
    "ちえそせわおばじろめみやぶげぎずびごへょぱゃゅぁぇぃぼざゆほふひむべぐづぬぜ",
)
KATAKANA: Final = (
    "ーンスルトラリイアクシドレカコタマテロジプフキサメセオチニハバブデノウナワツミモッャュョエ",
    "パビボグゲケゴザズゼソダホポムベペピヤユヨヒネヘヌャァィェォヴ",
)
KANJI: Final = (
    "日一人年大今行見時本中分前間生出上何思言気来会事手下子私食明電話月火水木金土後自先入高学家長小書東京新的同国"
    "持好早朝夜休方車駅店友天雨雪春夏秋冬町海山川花名無使買待知切願待楽度待遅飲作仕目心体少多回元外当最",
)
CYRILLIC: Final = (
    *("оеаинт", "срвлкмдпу", "яыьгзбчйхж", "шюцщэфёіїєъґў"),
    *("ПНСВДКАОТМИЯБРЭ", "ГЗЛЕУХЧШЖФЮЦЩІЇЄ"),
    "«»—–№„“”…’",
)
ARABIC: Final = ("الي", "منورتبهةعد", "سفكقأحجشصىطخإ", "ذثضغزءئظؤآ،؟", "پچژگ؛ـًٌٍَُِّْ", "éèàçêôûîùâëï«»")
THAI: Final = ("านรอกเ", "งยลวมัทตสดคปบ่้", "ีิแหจใพไขชุืูะ็าำึโผ", "ถซธศณญฟภษฉฝฮฐฎฤๆ์๊ฆๅฏฬฌฑฒฅ๋")
ACCENTED: Final = (
    "éèàêçüöäßñóíáã",
    "’úâîôûëïõøåæœ“”«»",
    "–—…‘€£°•ÉÈÀÇÜÖÄÓÁÍÑŒÂÊÎÔòìùÅØ¿¡Ú\xa0",
    "ÆËÏÕÃÛÙ®©™§²³½·ªº„ÿžšŽŠ",
)
EASTERN: Final = (  # Central European, Turkish
    ("ąęłóśżćńźáéíčěřšžýůúťďňĺľô", "öüőűăâîțşţđ", "„”“’–…ŁŚŻĆŠČŘŽÁÉÍÖÜÚÓ"),
    ("ıüşçğö", "İÖŞÇÜâî", "’“”–…éàè"),
)
GREEK: Final = ("αοιετνσ", "ηρπκυςμλάόίέ", "γθδήύώχφβωξζψϊϋΐΰ", "ΑΕΗΙΚΜΝΟΠΡΣΤΥΓΔΘΛΒΧΦΩΨΞΖΆΈΉΊΌΎΏ", "«»’–…")
HEBREW: Final = ("יוהלא", "מרתבשנ", "חכםדקפעגןטסזצךףץ", "״׳־’–…₪")
WIDE_MARKS: Final = ("，。！？", "：、“”…（）～；—《》「」‘’・『』【】　")


def _shared(groups: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The characters of each group, which has this part of the whole between them; what was named first counts."""
    shares: dict[str, float] = {}
    for group, part in groups:
        new = dict.fromkeys(char for char in group if char not in shares)
        shares.update((char, math.log(part / len(new))) for char in new)
    return shares


def _rows(codec: str, first: int, last: int, trails: Iterable[int] = range(0xA1, 0xFF)) -> str:
    """All characters of two bytes in some rows of a standard."""
    pairs = [bytes((lead, trail)) for lead in range(first, last + 1) for trail in trails]
    return "".join(char for pair in pairs if len(char := pair.decode(codec, "ignore")) == 1)


def _among(script: str) -> tuple[re.Pattern[str], float]:
    """Letters of a script that has no business beside Latin ones."""
    return re.compile(f"(?<=[A-Za-z])[{script}]|[{script}](?=[A-Za-z])"), -4.0


@functools.cache
def model(name: str) -> Model:
    """What is likely in a chat in the encoding of this name."""
    return _MODELS[name]()


def _gb18030() -> Model:
    first, second = SIMPLIFIED
    groups = ((first, 0.38), (WIDE_MARKS[0], 0.08), (second, 0.28), (WIDE_MARKS[1], 0.04))
    # emoji take four bytes, and are as frequent as anywhere
    emoji = "".join(map(chr, range(0x1F300, 0x1F6FF)))
    rest = ((_rows("gb2312", 0xB0, 0xD7), 0.18), (_rows("gb2312", 0xD8, 0xF7), 0.01), (emoji, 0.01))
    return Model(_shared((*groups, *rest, (_rows("gb18030", 0xA1, 0xA9), 0.002))))


def _big5() -> Model:
    first, second = TRADITIONAL
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    groups = ((first, 0.38), (WIDE_MARKS[0], 0.08), (second, 0.28), (WIDE_MARKS[1], 0.04))
    levels = ((_rows("big5", 0xA4, 0xC6, trails), 0.19), (_rows("big5", 0xC9, 0xF9, trails), 0.01))
    return Model(_shared((*groups, *levels, (_rows("big5hkscs", 0xFA, 0xFE, trails), 0.002))))


def _shift_jis() -> Model:
    kana = ((HIRAGANA[0], 0.42), (HIRAGANA[1], 0.09), (KATAKANA[0], 0.1), (KATAKANA[1], 0.02))
    marks = ((WIDE_MARKS[0] + "、", 0.08), (KANJI[0], 0.14), (WIDE_MARKS[1], 0.03))
    # JIS X 0208 keeps its common characters in rows 16 to 47, which Shift-JIS folds into the leads 0x88 to 0x98
    trails = (*range(0x40, 0x7F), *range(0x80, 0xFD))
    kanji = (_rows("cp932", 0x88, 0x97, trails), 0.1), (_rows("cp932", 0x98, 0x9F, trails), 0.005)
    narrow = ("".join(map(chr, range(0xFF61, 0xFFA0))), 0.002)  # of one byte each: what any other text looks like
    return Model(_shared((*kana, *marks, *kanji, narrow)))


def _euc_kr() -> Model:
    groups = ((HANGUL[0], 0.42), (HANGUL[1], 0.33), (_rows("euc_kr", 0xB0, 0xC8), 0.22))
    marks = (("“”‘’…·ㅋㅎㅠㅜㅇㄱ～★♥♡", 0.03), (_rows("euc_kr", 0xCA, 0xFD), 0.002))
    return Model(_shared((*groups, *marks)))


def _cp1251() -> Model:
    shares = _shared(zip(CYRILLIC, (0.48, 0.3, 0.13, 0.04, 0.03, 0.01, 0.02), strict=True))
    upper_after_lower = re.compile("(?<=[а-яёіїєґ])[А-ЯЁІЇЄҐ]"), -6.0
    return Model(shares, (_among("А-яЁёІіЇїЄєҐґ"), upper_after_lower))


def _cp1256() -> Model:
    shares = _shared(zip(ARABIC, (0.34, 0.42, 0.17, 0.05, 0.015, 0.003), strict=True))
    return Model(shares, (_among("ء-يپچژگ"), (re.compile("ة(?=[ء-ي])|(?<=[ء-ي])[إآ](?<!ل.)"), -1.5)))


def _cp874() -> Model:
    shares = _shared(zip(THAI, (0.35, 0.4, 0.2, 0.05), strict=True))
    # vowels above and below and tone marks stand on a consonant
    floating = re.compile("(?<![ก-ฮัิ-ฺ็-๎])[ัิ-ฺ็-๎]|[เ-ไ](?![ก-ฮ])"), -5.0
    return Model(shares, (_among("ก-์"), floating))


def _cp1252() -> Model:
    return Model(_shared(zip(ACCENTED, (0.7, 0.2, 0.08, 0.02), strict=True)), _latin())


def _latin() -> tuple[tuple[re.Pattern[str], float], ...]:
    """An accent is among plain letters: several in a row are the words of another script."""
    letters = "À-ÖØ-öø-\u024f\u1e00-\u1eff"
    in_a_row = re.compile(f"(?<=[{letters}])[{letters}]"), -3.5
    upper_after_lower = re.compile("(?<=[a-zß-öø-ÿ])[À-ÖØ-Þ]"), -3.0
    mark_in_word = re.compile(f"(?<=[A-Za-z{letters}])[¡-©«-´¶-¹»-¿×÷](?=[A-Za-z{letters}])"), -2.0
    return in_a_row, upper_after_lower, mark_in_word


def _euc_jp() -> Model:
    return _shift_jis()._replace(first=RARE)  # the same characters, written with other bytes


def _koi8_r() -> Model:
    return _cp1251()._replace(first=RARE)


def _cp1250() -> Model:
    return Model(_shared(zip(EASTERN[0], (0.85, 0.12, 0.03), strict=True)), _latin(), RARE)


def _cp1254() -> Model:
    return Model(_shared(zip(EASTERN[1], (0.9, 0.08, 0.02), strict=True)), _latin(), RARE)


def _cp1253() -> Model:
    shares = _shared(zip(GREEK, (0.5, 0.33, 0.1, 0.06, 0.01), strict=True))
    return Model(shares, (_among("Ά-ώ"), (re.compile("(?<=[ά-ώ])[Ά-Ϋ]|ς(?=[ά-ώ])"), -5.0)), RARE)


def _cp1255() -> Model:
    shares = _shared(zip(HEBREW, (0.45, 0.36, 0.18, 0.01), strict=True))
    return Model(shares, (_among("א-ת"), (re.compile("[םןץףך](?=[א-ת])"), -4.0)), RARE)


_MODELS: Final = {
    "gb18030": _gb18030,
    "big5": _big5,
    "shift_jis": _shift_jis,
    "euc_kr": _euc_kr,
    "cp1256": _cp1256,
    "cp1251": _cp1251,
    "cp1252": _cp1252,
    "cp874": _cp874,
    "cp1250": _cp1250,
    "cp1253": _cp1253,
    "cp1254": _cp1254,
    "cp1255": _cp1255,
    "koi8_r": _koi8_r,
    "euc_jp": _euc_jp,
}
LEGACY: Final = tuple(_MODELS)

"""How well two names agree, in steps that can be said in words."""

from typing import Final

LEVELS: Final = (
    "same",  # the same words in the same order, but for case, accents, full and simplified characters
    "reordered",  # the same words in another order: "Wang Xiaoming", "Xiaoming Wang"
    "spelled",  # the same name in another script or spelling: 王小明 and Xiaoming Wang, Mohamed and Muhammad
    "nickname",  # one goes by the short form of the other's given name, all else agrees: Bob and Robert Miller
    "close",  # nearly the same letters or sounds, all words agree: a slip of the pen, a transliteration by ear
    "fewer",  # two words or more agree, one has words besides: "Maria Garcia" and "Maria Garcia Lopez"
    "initials",  # a given name is only an initial of the other's, all else agrees: "J. Smith" and "Jane Smith"
    "part",  # one is a single word of the other, nothing contradicts: "Xiaoming" and "Xiaoming Wang"
    "family",  # the family names agree and the given names do not
    "given",  # the given names agree and the family names do not
    "other",  # nothing agrees
    "nothing",  # one of both has no name
)
RANK: Final = {level: rank for rank, level in enumerate(LEVELS)}

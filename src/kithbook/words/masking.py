"""Names and addresses in a text become placeholders such as ⟦person 1⟧, and placeholders become what they stand for.

A name is found in any script: as a whole and by its parts, in any case, with or without accents and Arabic marks, after
the letters that Arabic writes onto a word, and within Chinese, which has no spaces. What is hidden is never half of a
name: finds that overlap are hidden as one. Not found are nicknames that no name holds (小云 for 云三朵), spellings in
another script (Ines as إيناس) and slips of the pen.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kithbook.words.fold import fold, without_article
from kithbook.words.stops import STOPS

OPENING, CLOSING = "⟦", "⟧"
_UNSPACED_SET: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_LABEL: Final = f"(?:(?![{_UNSPACED_SET}])[\\w-]){{1,63}}"
# Repeats are bounded, so that no text takes longer than its length.
LINK: Final = re.compile(
    r"(?:(?<![A-Za-z])[A-Za-z][A-Za-z0-9+.-]{1,20}://|(?<![A-Za-z])www\.)[^\s⟦⟧<>，。；、“”«»]+"
    r"|(?<![A-Za-z0-9@.-])(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])(?:[/:?#][^\s⟦⟧<>，。；、“”«»]*)?"
)
MAIL: Final = re.compile(rf"(?:(?![{_UNSPACED_SET}])[\w.%+'-]){{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,8}}")
# At least seven digits with what people write between them, and no day such as 2026-06-15.
PHONE: Final = re.compile(
    r"(?<!\d)(?!\d{4}-\d\d-\d\d(?!\d))(?:\+|[(（])?\d(?:(?:[^\S\n]|[()./\-\u2010-\u2013]){0,2}\d){6,}"
)
ACCOUNT: Final = re.compile(r"(?<![\w@])@\w[\w.-]*")
_SIGN: Final = re.compile(f"[{OPENING}{CLOSING}⟪⟫]")
_ADDRESSES: Final = (("mail", MAIL), ("link", LINK), ("phone", PHONE), ("account", ACCOUNT), ("sign", _SIGN))
PLACEHOLDER: Final = re.compile(rf"{OPENING}\s*([A-Za-z]+)\s*(\d+(?:\.\d+)?)\s*{CLOSING}")

# A letter with the marks that belong to it, so that both are folded together.
_CLUSTER: Final = re.compile("[\\s\\S][\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u1160-\u11ff]*")
_MARKS: Final = re.compile("[\u0640\u064b-\u065f\u0670]")
_UNSPACED: Final = re.compile(f"[{_UNSPACED_SET}]")
_ARABIC: Final = re.compile("[\u0620-\u064a]")
# What Arabic writes onto the beginning of a word, folded: O, and, so, by, for, like, the.
_ONTO: Final = re.compile("(?:يا)?[وف]?[بلك]?(?:ال|لل?)?")
_PIECE: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0900-\u0dff])*")
# An account, an address or a number, whose parts are words of their own.
_NO_NAME: Final = re.compile(r"[\d@:/_\\]")
# Parts of names that stand in many names, folded.
_SHARED: Final = frozenset(
    [
        *("de", "da", "del", "di", "la", "le", "van", "von", "der", "den", "dr", "mr", "ms", "mrs"),
        *("al", "el", "bin", "ibn", "abu", "عبد", "ابو", "ام", "ابن", "بنت", "بن"),
    ]
)


class _Term(NamedTuple):
    """A spelling to look for: folded; ``exact`` where it is a common word too and must be written just so."""

    folded: str
    exact: str
    person: int


class _Find(NamedTuple):
    """A place in a text: ``which`` is the person for "person", -1 for every other kind."""

    start: int
    end: int
    kind: str
    which: int


def mask(
    texts: Sequence[str], names: Sequence[str], *, signs_only: bool = False
) -> tuple[tuple[str, ...], dict[str, str]]:
    """``texts`` with placeholders for ``names``, links, mail, telephone numbers and accounts, and what each hides.

    Each spelling has a placeholder of its own, so that `restored` gives back exactly what was there; those of one name
    share its number. The numbers follow the order of the texts and tell nothing of how many names were looked for.
    With ``signs_only`` nothing is hidden but the signs themselves that mark placeholders and data.

    >>> mask(["Ines, 和云三朵聊过", "ines@kiln.example"], ["Ines Halfmoon", "云三朵"])[0]
    ('⟦person 1⟧, 和⟦person 2⟧聊过', '⟦mail 1⟧')
    """
    kinds = _ADDRESSES[-1:] if signs_only else _ADDRESSES
    looked_for = () if signs_only else names
    terms = sorted({term for person, name in enumerate(looked_for) for term in _terms(name, person)})
    numbers = _Numbers()
    made = []
    for text in texts:
        parts, done = [], 0
        for find in _together(sorted((*_addresses(text, kinds), *_people(text, terms)))):
            parts += [text[done : find.start], numbers.of(find, text[find.start : find.end])]
            done = find.end
        made.append("".join((*parts, text[done:])))
    return tuple(made), numbers.masks


def restored(text: str, masks: Mapping[str, str]) -> str:
    """``text`` with what the placeholders stand for; one that is not in ``masks`` stays.

    >>> restored("Dear ⟦ Person 1 ⟧", {"⟦person 1⟧": "云三朵"})
    'Dear 云三朵'
    """

    def put(found: re.Match[str]) -> str:
        return masks.get(_placeholder(found[1].lower(), found[2]), found[0])

    return PLACEHOLDER.sub(put, text)


def _placeholder(kind: str, number: str) -> str:
    return f"{OPENING}{kind} {number}{CLOSING}"


class _Numbers:
    """Which placeholder stands for what, in the order in which they were asked for."""

    def __init__(self) -> None:
        self.masks: dict[str, str] = {}
        self._known: dict[tuple[str, int, str], str] = {}
        self._forms: dict[tuple[str, int, str], int] = {}
        self._counts: dict[str, int] = {}
        self._numbers: dict[tuple[str, int, str], int] = {}

    def of(self, find: _Find, written: str) -> str:
        """The placeholder of what is ``written`` at ``find``."""
        one = (find.kind, find.which, "" if find.which >= 0 else written)
        if (find.kind, find.which, written) in self._known:
            return self._known[find.kind, find.which, written]
        if one not in self._numbers:
            self._numbers[one] = self._counts[find.kind] = self._counts.get(find.kind, 0) + 1
        form = self._forms[one] = self._forms.get(one, 0) + 1
        made = _placeholder(find.kind, f"{self._numbers[one]}" + (f".{form}" if form > 1 else ""))
        self._known[find.kind, find.which, written] = made
        self.masks[made] = written
        return made


def _terms(name: str, person: int) -> Iterator[_Term]:
    """What to look for: the whole of a name and its parts, each Chinese name also without the family's."""
    whole = " ".join(fold(name).split())
    if sum(map(str.isdecimal, whole)) < 5 and not _PIECE.search(whole):
        return  # a sign, or a number that may stand for anything
    if len(whole) > 1 or _UNSPACED.match(whole):
        yield _term(whole, name.strip(), person)
    words = [word for word in _MARKS.sub("", name).split() if not _NO_NAME.search(word)]
    for written in _PIECE.findall(" ".join(words)):
        part = fold(written)
        if part in _SHARED or (len(part) < 2 and not _UNSPACED.match(part)):
            continue
        if not _UNSPACED.match(part):
            core = without_article(part)
            if core != part or not (part in STOPS and _ARABIC.match(part)) or part == whole:
                yield _term(core, written, person)
        elif part == whole or len(part) > 1:
            yield _term(part, written, person)
            if len(part) in {3, 4}:
                given = part[1:] if len(part) == 3 else part[2:]
                yield _term(given, given, person)


def _term(folded: str, written: str, person: int) -> _Term:
    return _Term(folded, _MARKS.sub("", written) if folded in STOPS else "", person)


def _addresses(text: str, kinds: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[_Find]:
    for kind, pattern in kinds:
        for found in pattern.finditer(text):
            end = found.start() + len(found[0].rstrip(".,;:!?)'\"")) if kind in {"link", "mail"} else found.end()
            yield _Find(found.start(), max(end, found.start() + 1), kind, -1)


def _people(text: str, terms: Iterable[_Term]) -> Iterator[_Find]:
    """Every place where one of the terms stands as a word of its own."""
    folded, starts, ends = _map(text)
    for term in terms:
        at = folded.find(term.folded)
        while at >= 0:
            last = at + len(term.folded) - 1
            start, end = starts[at], ends[last]
            if _alone(folded, at, last + 1) and term.exact in {"", _MARKS.sub("", text[start:end])}:
                yield _Find(start, end, "person", term.person)
            at = folded.find(term.folded, at + 1)


def _map(text: str) -> tuple[str, list[int], list[int]]:
    """``text`` folded, and for each character of that where in ``text`` it begins and ends."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        made = fold(cluster[0])
        parts.append(made)
        starts += [cluster.start()] * len(made)
        ends += [cluster.end()] * len(made)
    return "".join(parts), starts, ends


def _alone(text: str, start: int, end: int) -> bool:
    """Whether what stands there is no piece of a longer word, but for what Arabic writes onto its beginning."""
    if end < len(text) and _joined(text[end - 1], text[end]):
        return False
    if start == 0 or not _joined(text[start - 1], text[start]):
        return True
    before = start
    while before and _joined(text[before - 1], text[before]):
        before -= 1
    return bool(_ARABIC.match(text[start]) and _ONTO.fullmatch(text[before:start]))


def _joined(one: str, other: str) -> bool:
    """Whether two characters are letters of one word: of one script, and that one with spaces."""
    if not (one.isalpha() and other.isalpha()) or _UNSPACED.match(one) or _UNSPACED.match(other):
        return False
    return _script(one) == _script(other)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _together(finds: Iterable[_Find]) -> Iterator[_Find]:
    """Sorted finds, those that overlap as one: what is not a person before, else the longest says what it is."""
    held: list[_Find] = []
    end = 0
    for find in finds:
        if held and find.start >= end:
            yield _one(held)
            held = []
        end = max(end, find.end)
        held.append(find)
    if held:
        yield _one(held)


def _one(finds: Sequence[_Find]) -> _Find:
    chief = min(finds, key=lambda find: (find.which >= 0, find.start - find.end, find.which))
    return _Find(min(find.start for find in finds), max(find.end for find in finds), chief.kind, chief.which)

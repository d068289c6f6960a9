"""What people care about: the words that each uses more than the rest of the book, faded by age, with evidence."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

import numpy as np

from kithbook.words.affinity import Floats, Ints, rarity, saturated
from kithbook.words.terms import terms, together

Source = Literal["message", "profile", "group", "star", "note", "taste", "reply"]
HALF_LIFE: Final = 2 * 365.25 * 86_400  # seconds after which a word counts half
# What one of each counts, as judged: who says what they are, or keeps a thing, says more than one line of talk.
COUNTS: Final[dict[str, float]] = {
    "message": 1, "reply": 1, "group": 2, "star": 3, "profile": 4, "note": 4, "taste": 4
}  # fmt: skip
STANDING: Final = frozenset({"profile", "star", "note", "taste"})  # one of these is enough to speak of a taste
LEAST: Final = 2  # messages that it takes otherwise
MOST_TERMS: Final = 1000  # of a person, those that weigh most
MOST_REFS: Final = 5
HELD: Final = 0.4  # of the rarer word's places, in which two words must stand together to be shown as one
COMMON: Final = 1 / 3  # of the people: a word that more of them use tells nobody apart


class Evidence(NamedTuple):
    """One thing that somebody wrote, keeps or is noted for; ``ref`` is how the book finds it again."""

    person: int
    text: str
    at: int | None  # UTC seconds; None counts as if it were one half-life old
    weight: float
    source: Source
    ref: int | str


@dataclass(frozen=True, slots=True)
class Interest:
    """One term of a person: ``times`` in different rows from ``first`` to ``last``, the most recent ``refs`` of them.

    ``beside`` is a term that mostly stands with it, and the two as written; ("", "") where there is none.
    """

    shown: str
    weight: float
    times: int
    first: int | None
    last: int | None
    refs: tuple[tuple[Source, int | str], ...]
    beside: tuple[str, str] = ("", "")

    @property
    def sure(self) -> bool:
        """Whether it was told, or said more than once."""
        return self.times >= LEAST or any(source in STANDING for source, _ in self.refs)


@dataclass(frozen=True, slots=True)
class Usage:
    """How a whole book uses words: how many of its ``people`` each, and the ``common`` length of their profiles."""

    people: int
    known: Mapping[str, int]
    common: float

    def rarity(self, key: str) -> float:
        """How distinctive a term is in this book."""
        return float(rarity(np.array(self.known.get(key, 0)), self.people))

    def telling(self, key: str) -> bool:
        """Whether so few use it that it tells people apart; among four people or fewer any word may."""
        return self.known.get(key, 0) <= max(2, COMMON * self.people)


@dataclass(frozen=True, slots=True)
class Profile:
    """What one person cares about: interests by the key of their term, the weightiest first."""

    person: int
    interests: Mapping[str, Interest]
    length: float  # of all weights, as a vector
    usage: Usage = field(repr=False)


class Liked(NamedTuple):
    """A taste in readable words, and how it is known."""

    what: str
    times: int
    first: int | None
    last: int | None
    refs: tuple[tuple[Source, int | str], ...]


class _Counted(NamedTuple):
    """Which term (a number) is in which row, once each."""

    row: Ints
    term: Ints
    keys: list[str]
    shown: list[str]
    beside: dict[int, tuple[str, str]]


def profiles(evidence: Iterable[Evidence], *, now: int, stop: Collection[str] = ()) -> dict[int, Profile]:
    """The profile of each person there is evidence of; ``stop`` are names and whatever else is no taste.

    The same text of one person counts once. A term weighs saturated times (faded by age, by HALF_LIFE) its rarity
    among the people, as BM25 has it.
    """
    rows = list({(each.person, each.source, each.text): each for each in evidence if each.weight > 0}.values())
    if not rows:
        return {}
    counted = _counted([row.text for row in rows], {key for name in stop for key, _ in terms(name)})
    persons, who = np.unique([row.person for row in rows], return_inverse=True)
    size = max(len(counted.keys), 1)
    pair, place = np.unique(who[counted.row] * size + counted.term, return_inverse=True)
    times = np.bincount(place, weights=_fresh(rows, now)[counted.row], minlength=len(pair))
    known = np.bincount(pair % size, minlength=size)
    weight = saturated(times) * rarity(known[pair % size], len(persons))
    length = np.sqrt(np.bincount(pair // size, weights=weight**2, minlength=len(persons)))
    real = length[length > 0]
    usage = Usage(
        len(persons),
        dict(zip(counted.keys, known.tolist(), strict=False)),
        float(np.median(real)) if len(real) else 1.0,
    )
    order = np.lexsort((_ages(rows)[counted.row], place))  # the rows of each pair, from the oldest on
    ends = np.searchsorted(place[order], np.arange(len(pair) + 1))
    by_person = np.searchsorted(pair, np.arange(len(persons) + 1) * size)

    def interest(number: int) -> tuple[str, Interest]:
        found = [rows[row] for row in counted.row[order[ends[number] : ends[number + 1]]].tolist()]
        return _interest(counted, int(pair[number] % size), float(weight[number]), found)

    return {
        int(person): Profile(
            int(person), _weightiest(by_person[n], by_person[n + 1], weight, interest), float(length[n]), usage
        )
        for n, person in enumerate(persons.tolist())
    }


def _weightiest(
    start: int, end: int, weight: Floats, interest: Callable[[int], tuple[str, Interest]]
) -> dict[str, Interest]:
    """The interests of one person, by weight; of equal ones, in a fixed order."""
    ordered = start + np.argsort(-weight[start:end], kind="stable")
    return dict(map(interest, ordered[:MOST_TERMS].tolist()))


def _interest(counted: _Counted, term: int, weight: float, rows: list[Evidence]) -> tuple[str, Interest]:
    dated = [row.at for row in rows if row.at is not None]
    recent = tuple(dict.fromkeys((row.source, row.ref) for row in reversed(rows)))[:MOST_REFS]
    shown, beside = counted.shown[term], counted.beside.get(term, ("", ""))
    first, last = (min(dated), max(dated)) if dated else (None, None)
    return counted.keys[term], Interest(shown, weight, len(rows), first, last, recent, beside)


def _fresh(rows: list[Evidence], now: int) -> Floats:
    """What each row counts: by its source and weight, halved each HALF_LIFE; the future is now."""
    age = np.array([HALF_LIFE if row.at is None else max(now - row.at, 0) for row in rows], dtype=np.float64)
    return np.array([row.weight * COUNTS[row.source] for row in rows]) * np.exp2(-age / HALF_LIFE)


def _ages(rows: list[Evidence]) -> Ints:
    """A number by which rows order in time: standing ones last, so that their refs are among the most recent."""
    return np.array(
        [2**62 if row.source in STANDING else -(2**62) if row.at is None else row.at for row in rows], dtype=np.int64
    )


def _counted(texts: list[str], names: set[str]) -> _Counted:
    numbers: dict[str, int] = {"": 0, **dict.fromkeys(names, 0)}
    keys: list[str] = [""]
    written: dict[tuple[int, str], int] = {}
    said: list[int] = []
    forms: list[int] = []
    ends: list[int] = []
    for text in texts:
        for key, form in terms(text):
            number = numbers.get(key, -1)
            if number < 0:
                number = numbers[key] = len(keys)
                keys.append(key)
            said.append(number)
            forms.append(written.setdefault((number, form), len(written)))
        ends.append(len(said))
    term, form_of = np.array(said, dtype=np.int64), np.array(forms, dtype=np.int64)
    row = np.repeat(np.arange(len(texts)), np.diff([0, *ends]))
    shown = [""] * len(keys)
    each = list(written)
    often = np.bincount(form_of, minlength=len(each))
    # The form most used, and of those the shortest, comes last and stays.
    for place in np.lexsort((np.array([-len(form) for _, form in each]), often)).tolist():
        shown[each[place][0]] = each[place][1]
    once = np.unique(row[term > 0] * len(keys) + term[term > 0])
    return _Counted(once // len(keys), once % len(keys), keys, shown, _beside(row, term, keys, shown))


def _beside(row: Ints, term: Ints, keys: list[str], shown: list[str]) -> dict[int, tuple[str, str]]:
    """For a term the one that it mostly stands with, and both as written."""
    next_to = np.flatnonzero((row[1:] == row[:-1]) & (term[1:] > 0) & (term[:-1] > 0) & (term[1:] != term[:-1]))
    each, count = np.unique(term[next_to] * len(keys) + term[next_to + 1], return_counts=True)
    often = np.bincount(term, minlength=len(keys))
    one, two = each // len(keys), each % len(keys)
    holds = (count >= 3) & (count >= HELD * np.minimum(often[one], often[two]))
    found: dict[int, tuple[str, str]] = {}
    for place in np.flatnonzero(holds)[np.argsort(count[holds], kind="stable")].tolist():
        a, b = int(one[place]), int(two[place])
        phrase = together(shown[a], shown[b])
        found[a], found[b] = (keys[b], phrase), (keys[a], phrase)
    return found


def described(profile: Profile, most: int = 6) -> tuple[Liked, ...]:
    """The ``most`` tastes of a person that weigh most, as people write them; only what is sure and tells them apart.

    Two terms that stand together, both among the tastes, are one: "ash glazes", 物理学.
    """
    told = {key: each for key, each in profile.interests.items() if each.sure and profile.usage.telling(key)}
    chosen: list[Liked] = []
    done: set[str] = set()
    for key, each in told.items():
        if len(chosen) == most:
            break
        if key in done:
            continue
        other, phrase = each.beside
        beside = told.get(other) if other not in done else None
        done |= {key, other} if beside else {key}
        # As often as the rarer word, with the rows that speak for it.
        rarer = min(each, beside or each, key=lambda one: one.times)
        chosen.append(Liked(phrase if beside else each.shown, rarer.times, rarer.first, rarer.last, rarer.refs))
    return tuple(chosen)

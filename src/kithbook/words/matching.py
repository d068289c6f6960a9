"""Who would value a piece, and which piece somebody would: from their words, and from the company of like taste.

Nobody is named without evidence: words that they kept or said more than once and that tell people apart, or two other
pieces that they valued with those who valued this one. Rather nobody than anybody.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from kithbook.words.affinity import Company, Floats, affinity, likeness, saturated
from kithbook.words.tastes import LEAST, STANDING, Interest, Profile, Source, Usage
from kithbook.words.terms import Term, terms, together

TITLE: Final = 3  # a word of the title or the tags stands for so many of the text
# Likeness and company from which on somebody is named: from here on one in nine or more did bookmark
# (benchmarks.matching, on the people who teach).
LEAST_WORDS: Final = 0.1
LEAST_COMPANY: Final = 0.1
LEAST_ALIKE: Final = 2  # pieces valued together
MOST_REASONS: Final = 3
MEANING: Final = 0.5  # what a likeness of vectors adds beside the likeness of words

Vectors = Mapping[Hashable, Sequence[float] | NDArray[np.floating]]


class PieceLike(Protocol):
    """What is asked of a piece."""

    @property
    def key(self) -> str:
        """What it is known by, in ``Company`` and ``vectors`` too."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def text(self) -> str:
        """Its beginning or summary."""

    @property
    def tags(self) -> Sequence[str]:
        """Its tags."""


class Because(NamedTuple):
    """A reason: a term as the piece writes it, and the evidence that speaks for it."""

    term: str
    refs: tuple[tuple[Source, int | str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody and a piece that suits them: ``score`` 0 to 1 puts matches in order and is no chance.

    ``alike`` are other pieces that they valued as did people who valued this one.
    """

    person: int
    piece: str
    score: float
    because: tuple[Because, ...]
    alike: tuple[Hashable, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A piece, as its terms in their order, their weights in a book, and the length of those as a vector."""

    key: str
    order: tuple[Term, ...]
    weights: Mapping[str, float]
    length: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", float(np.sqrt(sum(weight**2 for weight in self.weights.values()))))


class _Words(NamedTuple):
    """What somebody's words have to do with a piece."""

    shared: float
    sure: bool
    met: Mapping[str, Interest]


def rank(
    piece: PieceLike,
    profiles: Mapping[int, Profile],
    *,
    company: Company | None = None,
    offered: Collection[int] = (),
    most: int = 7,
    vectors: Vectors | None = None,
) -> tuple[Match, ...]:
    """The few people, at most ``most``, who would value ``piece``, the surest first; often nobody.

    Left out are those it was ``offered`` to, and those who valued it already. ``company`` holds who valued which
    earlier pieces (this one too, where somebody did). ``vectors`` of pieces by key and of persons by number, where
    there are any, add to evidence and are none.
    """
    known = set(company.persons) if company else set()
    out = {*offered, *(company.valuers(piece.key) if company else ())}
    persons = sorted({*profiles, *known} - out)
    if not persons:
        return ()
    usage = next(iter(profiles.values())).usage if profiles else Usage(0, {}, 1.0)
    asked = _asked(piece, usage)
    words = [_words(profiles.get(person), asked) for person in persons]
    scored, active = company.of(persons, piece.key) if company else (np.zeros(len(persons)), np.zeros(len(persons)))
    found = _matches([(person, asked) for person in persons], profiles, words, scored, active, company, vectors)
    return tuple(sorted(found, key=lambda match: (-match.score, match.person))[:most])


def best_piece(
    profile: Profile,
    pieces: Iterable[PieceLike],
    *,
    company: Company | None = None,
    offered: Collection[str] = (),
    most: int = 1,
    vectors: Vectors | None = None,
) -> tuple[Match, ...]:
    """The ``most`` pieces that suit one person, the best first; none where no evidence speaks for one.

    Left out are pieces ``offered`` to them before, by key, and those that they valued already.
    """
    person = profile.person
    wanted = [
        _asked(piece, profile.usage)
        for piece in pieces
        if piece.key not in offered and not (company and person in company.valuers(piece.key))
    ]
    scored, active = np.zeros(len(wanted)), np.zeros(len(wanted))
    for place, asked in enumerate(wanted if company else ()):
        scores, counts = company.of([person], asked.key) if company else (scored, active)
        scored[place], active[place] = scores[0], counts[0]
    words = [_words(profile, asked) for asked in wanted]
    found = _matches([(person, each) for each in wanted], {person: profile}, words, scored, active, company, vectors)
    return tuple(sorted(found, key=lambda match: (-match.score, match.piece))[:most])


def _matches(
    pairs: Sequence[tuple[int, _Asked]],
    profiles: Mapping[int, Profile],
    words: Sequence[_Words],
    scored: Floats,
    active: Floats,
    company: Company | None,
    vectors: Vectors | None,
) -> Iterable[Match]:
    """Those pairs of person and piece for which there is evidence, with their score and reasons."""
    of_words = np.zeros(len(pairs))
    alike: list[tuple[Hashable, ...]] = []
    for place, ((person, asked), said) in enumerate(zip(pairs, words, strict=True)):
        profile = profiles.get(person)
        if profile and said.sure:
            alone = likeness(np.array([said.shared]), np.array([profile.length]), profile.usage.common, asked.length)
            of_words[place] = alone[0] if alone[0] >= LEAST_WORDS else 0.0
        shared = company.alike(person, asked.key) if company and scored[place] >= LEAST_COMPANY else ()
        alike.append(shared if len(shared) >= LEAST_ALIKE else ())
    of_company = np.where([bool(each) for each in alike], scored, 0.0)
    meaning = _meaning(pairs, vectors) if vectors else np.zeros(len(pairs))
    evident = (of_words > 0) | (of_company > 0)
    score = affinity(of_words + np.where(evident, MEANING * meaning, 0.0), of_company, active)
    for place in np.flatnonzero(evident).tolist():
        person, asked = pairs[place]
        because = _because(asked, words[place].met) if of_words[place] else ()
        yield Match(person, asked.key, float(score[place]), because, alike[place])


def _asked(piece: PieceLike, usage: Usage) -> _Asked:
    head = [*terms(piece.title), *(term for tag in piece.tags for term in (Term("", ""), *terms(tag)))]
    order = (*head, Term("", ""), *terms(piece.text))
    times: dict[str, float] = {}
    for place, (key, _) in enumerate(order):
        times[key] = times.get(key, 0) + (TITLE if place < len(head) else 1)
    times.pop("", None)
    weights = saturated(np.array(list(times.values()))) * np.array([usage.rarity(key) for key in times])
    return _Asked(piece.key, order, dict(zip(times, weights.tolist(), strict=True)))


def _words(profile: Profile | None, asked: _Asked) -> _Words:
    """The terms that somebody and a piece have in common; sure where rows enough, or a standing one, tell of them."""
    met = {key: profile.interests[key] for key in asked.weights if key in profile.interests} if profile else {}
    if not profile:
        return _Words(0.0, False, met)
    met = {key: each for key, each in met.items() if profile.usage.telling(key)}
    refs = {ref for each in met.values() for ref in each.refs}
    sure = len(refs) >= LEAST or any(source in STANDING for source, _ in refs)
    return _Words(sum(each.weight * asked.weights[key] for key, each in met.items()), sure, met)


def _because(asked: _Asked, met: Mapping[str, Interest]) -> tuple[Because, ...]:
    """The weightiest reasons, as the piece writes them; terms that stand side by side in it are one."""
    reasons: dict[str, tuple[float, Because]] = {}
    used: set[str] = set()
    for place, (key, written) in enumerate(asked.order):
        if key not in met or key in used:
            continue
        used.add(key)
        shown, weight, refs = written, met[key].weight * asked.weights[key], met[key].refs
        for after, form in asked.order[place + 1 :]:
            # Only where the same rows speak for both: "ash glazes", not two words from two days.
            if after not in met or after in used or not set(met[after].refs) & set(refs):
                break
            used.add(after)
            shown, weight = together(shown, form), weight + met[after].weight * asked.weights[after]
            refs = tuple(ref for ref in refs if ref in met[after].refs)
        reasons[shown] = (weight, Because(shown, refs))
    ordered = sorted(reasons.values(), key=lambda each: -each[0])
    return tuple(reason for _, reason in ordered[:MOST_REASONS])


def _meaning(pairs: Sequence[tuple[int, _Asked]], vectors: Vectors) -> Floats:
    """How much nearer than half of the pairs the vectors of each lie (cosine); 0 where one is missing."""
    near = np.full(len(pairs), np.nan)
    for place, (person, asked) in enumerate(pairs):
        if person in vectors and asked.key in vectors:
            one, two = (np.asarray(vectors[key], dtype=np.float64) for key in (person, asked.key))
            lengths = float(np.linalg.norm(one) * np.linalg.norm(two))
            near[place] = float(one @ two) / lengths if lengths else 0.0
    if np.isnan(near).all():
        return np.zeros(len(pairs))
    return np.asarray(np.nan_to_num(np.maximum(near - np.nanmedian(near), 0.0)))

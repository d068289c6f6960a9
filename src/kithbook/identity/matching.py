"""Which handles may be one person: pairs by weight, each with what speaks for and against it."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import msgspec

from kithbook.identity.blocking import candidates
from kithbook.identity.card import Card
from kithbook.identity.evidence import WHOLE, Piece, pieces
from kithbook.identity.meetings import barred
from kithbook.identity.population import Population
from kithbook.identity.profile import Profile, profile
from kithbook.identity.says import sentence
from kithbook.identity.weights import Weights, shipped, shipped_for_tables
from kithbook.vocabulary import Reason, say

AUTOMATIC: Final[float] = shipped().automatic
ASK: Final[float] = shipped().ask
# What is one person's alone: one of these is needed before anything is merged by itself.
PROOF: Final = frozenset({("phones", "same"), ("mails", "same"), ("users", "account"), ("numbers", "same")})
# Names at which a phone or mail proves it. Where only an initial or nearly all letters agree, it may be a sister's.
NAMED: Final = frozenset({"nothing", "same", "reordered", "spelled", "nickname", "fewer", "part", "user"})
# What a person should see before anything is merged, however much speaks for it.
DOUBTS: Final = frozenset(
    {
        ("birthday", "different"),
        ("birthday", "year"),
        ("birthday", "other day"),
        ("numbers", "different"),
        ("generation", "different"),
        ("generation", "only one"),
        ("titles", "different"),
        ("several", "one of them"),
        ("phones", "long after"),
        ("phones", "other name"),
        ("mails", "other name"),
        ("users", "other name"),
    }
)
# Fields whose agreements do not follow from each other.
INDEPENDENT: Final = frozenset({"names", "birthday", "numbers", "phones", "mails", "users", "places", "links"})


class Match(msgspec.Struct, frozen=True):
    """A pair of cards (``a`` < ``b``) and how sure it is that they are one person.

    ``weight`` is the sum of log2 likelihood ratios in bits: what the ``reasons`` add and take, and the prior, which is
    the last of them; the others come largest first. ``barred`` pairs (both present in one chat, or two accounts on a
    platform on which people have one) are never merged by themselves. ``sure`` is what is merged by itself.
    """

    a: int
    b: int
    weight: float
    reasons: tuple[Reason, ...]
    barred: bool = False
    sure: bool = False

    @property
    def zone(self) -> str:
        """What is done about it: "same" (merged by itself), "ask", or "silent"."""
        return "same" if self.sure else "ask" if self.weight >= ASK else "silent"


def matches(
    cards: Sequence[Card], *, region: str = "", changed: Collection[int] | None = None, owner: Collection[int] = ()
) -> list[Match]:
    """The pairs of ``cards`` that may be one person (weight from ASK on), largest weight first.

    ``region`` (ISO 3166) is where phones without a country are from. With ``changed`` only pairs that touch one of
    these ids. ``owner`` are the ids of whoever the cards belong to.
    """
    profiles = [profile(card, region) for card in cards]
    people = Population(profiles, owner)
    found = [
        explained(one, other, weight, evidence, people)
        for one, other, weight, evidence in weighed(profiles, people, ASK, changed)
    ]
    return sorted(found, key=lambda match: (-match.weight, match.a, match.b))


def compare(a: Card, b: Card, *, region: str = "", people: Population | None = None) -> Match:
    """One pair, explained. Without ``people`` (`frequencies`) nothing is known of how frequent values are here."""
    one, other = sorted((profile(a, region), profile(b, region)), key=lambda each: each.id)
    people = people or Population()
    evidence = pieces(one, other, people)
    return explained(one, other, weight_of(evidence, people, weights_for(one, other)), evidence, people)


def frequencies(cards: Sequence[Card], *, region: str = "") -> Population:
    """How frequent each value is among ``cards``, for `compare` to weigh as `matches` does."""
    return Population([profile(card, region) for card in cards])


def weighed(
    profiles: Sequence[Profile],
    people: Population,
    least: float,
    changed: Collection[int] | None = None,
) -> Iterator[tuple[Profile, Profile, float, list[Piece]]]:
    """All candidates of ``profiles`` that weigh at least ``least``: both (lower id first), the weight, the evidence."""
    for low, high in candidates(profiles, changed):
        one, other = profiles[low], profiles[high]
        evidence = pieces(one, other, people)
        weight = weight_of(evidence, people, weights_for(one, other))
        if weight >= least:
            if one.id > other.id:
                one, other = other, one
                evidence = pieces(one, other, people)
            yield one, other, weight, evidence


def weights_for(a: Profile, b: Profile) -> Weights:
    """The weights for two handles, or for two rows of tables."""
    return shipped_for_tables() if a.platform == b.platform == "list" else shipped()


def weight_of(evidence: Sequence[Piece], people: Population, weights: Weights) -> float:
    """The sum of what each piece weighs, and of the prior."""
    prior = people.prior
    return sum((weights.of(piece.field, piece.level, piece.rarity, prior) for piece in evidence), prior)


def explained(a: Profile, b: Profile, weight: float, evidence: Sequence[Piece], people: Population) -> Match:
    """The match with its reasons and its zone."""
    prior, weights = people.prior, weights_for(a, b)
    reasons = [
        Reason(piece.field, piece.rarity, weights.of(piece.field, piece.level, piece.rarity, prior), sentence(piece))
        for piece in evidence
    ]
    reasons.sort(key=lambda reason: -abs(reason.weight))
    reasons.append(Reason("prior", float(people.size), prior, say("two handles at random are hardly ever one person")))
    levels = {(piece.field, piece.level) for piece in evidence}
    is_barred = barred(a, b) or ("platform", "two accounts") in levels
    sure = not is_barred and weight >= weights.automatic and _proven(levels, a, b)
    return Match(a.id, b.id, weight, tuple(reasons), is_barred, sure)


def _proven(levels: AbstractSet[tuple[str, str]], a: Profile, b: Profile) -> bool:
    """Whether there is proof, and nothing that a person should see first."""
    if not levels & PROOF or levels & DOUBTS:
        return False
    named = next((level for field, level in levels if field == "names"), "nothing")
    if levels & PROOF == {("users", "account")}:
        return named in WHOLE  # a user name that its owner gave up may be another's
    return named in NAMED and not (named == "part" and only_family(a, b))


def only_family(a: Profile, b: Profile) -> bool:
    """Whether all that agrees in two names may be the family name: Mr Faro, Ines Faro."""
    return all(
        {" ".join(one.words), " ".join(other.words)} & ({one.family, other.family} - {""})
        for one in a.names
        for other in b.names
    )


def certain(match: Match) -> bool:
    """Whether two rows of a table are one without a phone or mail to prove it.

    That takes two strong agreements at least that do not follow from each other, and a weight that hardly any chance
    pair reached.
    """
    weights = shipped()
    strong = sum(reason.name in INDEPENDENT and reason.weight >= weights.strong for reason in match.reasons)
    return not match.barred and match.weight >= weights.certain and strong > 1

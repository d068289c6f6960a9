"""From pairs to people: what holds, what is asked, and what never comes together."""

import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.identity import Card, Match, Stay, gathered, matches, wholes
from kithbook.identity.clusters import Groups, different_names, two_accounts
from kithbook.identity.meetings import barred
from kithbook.identity.profile import profile

SIZE = 8
PHONES = ["+447700900101", "+447700900102", "+447700900103"]
CALLED = ["Ines Faro", "Ines", "Lio Faro", ""]
CARDS = st.lists(
    st.builds(
        lambda called, phones, chat, first: Card(
            0,
            "contacts",
            "",
            names=(called,) if called else (),
            phones=tuple(sorted(phones)),
            stays=(Stay(chat, first * 100, first * 100 + 150, 3),) if chat else (),
        ),
        st.sampled_from(CALLED),
        st.sets(st.sampled_from(PHONES), max_size=2),
        st.integers(0, 3),
        st.integers(0, 4),
    ),
    min_size=SIZE,
    max_size=SIZE,
).map(lambda cards: [msgspec.structs.replace(each, id=place, key=str(place)) for place, each in enumerate(cards)])
PAIRS = st.sets(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=3)
EDGES = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(-3, 20), st.booleans()), max_size=14
).map(
    lambda edges: list(
        {
            (min(a, b), max(a, b)): Match(min(a, b), max(a, b), float(weight), (), sure=sure)
            for a, b, weight, sure in edges
            if a != b
        }.values()
    )
)


def joined(same: set[tuple[int, int]], holds: list[Match]) -> Groups:
    """The groups that come out."""
    groups = Groups()
    for a, b in [*same, *((match.a, match.b) for match in holds)]:
        groups.join(a, b)
    return groups


@settings(max_examples=300)
@given(CARDS, EDGES, PAIRS, PAIRS)
def test_what_never_comes_together(
    cards: list[Card], found: list[Match], same: set[tuple[int, int]], apart: set[tuple[int, int]]
) -> None:
    """Whatever chain of sure matches there is, no group has two who are apart, nor brings two of one chat together."""
    answer = wholes(range(SIZE), same, found, apart, cards)
    refused = {frozenset(pair) for pair in answer.refused}
    words = {pair for pair in same if frozenset(pair) not in refused}
    groups, by_word = joined(words, answer.holds), joined(words, [])
    profiles = [profile(card) for card in cards]
    for a in range(SIZE):
        for b in groups.of(a):
            assert (min(a, b), max(a, b)) not in {(min(pair), max(pair)) for pair in apart if pair[0] != pair[1]}
            if b not in by_word.of(a):
                assert not barred(profiles[a], profiles[b])
            if by_word.of(a) == {a} and by_word.of(b) == {b}:  # else the person knows of another name
                assert a == b or not different_names(profiles[a], profiles[b])
    assert all(match.sure for match in answer.holds)


@given(CARDS, EDGES, PAIRS, PAIRS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(
    cards: list[Card],
    found: list[Match],
    same: set[tuple[int, int]],
    apart: set[tuple[int, int]],
    chance: random.Random,
) -> None:
    """The same words and matches in any order, and with their ends swapped, give the same people."""
    shuffled = chance.sample(found, len(found))
    swapped = chance.sample([(b, a) for a, b in sorted(same)], len(same))
    again = wholes(set(range(SIZE)), swapped, shuffled, {(b, a) for a, b in apart}, chance.sample(cards, SIZE))
    assert again == wholes(range(SIZE), same, found, apart, cards)


@given(CARDS, EDGES, PAIRS, PAIRS)
def test_what_is_asked(
    cards: list[Card], found: list[Match], same: set[tuple[int, int]], apart: set[tuple[int, int]]
) -> None:
    """Two people are asked about once, and never when they are one already or known to be two."""
    answer = wholes(range(SIZE), same, found, apart, cards)
    refused = {frozenset(pair) for pair in answer.refused}
    groups = joined({pair for pair in same if frozenset(pair) not in refused}, answer.holds)
    asked = [frozenset((groups.of(match.a), groups.of(match.b))) for match in answer.ask]
    assert len(set(asked)) == len(asked)
    assert all(len(pair) == 2 for pair in asked)
    for one, other in asked:
        assert not any((a, b) in apart or (b, a) in apart for a in one for b in other)


def test_a_chain_stops_at_a_contradiction() -> None:
    """A phone and a mail lead from Ines to Lio, who writes in one chat with her: the weaker link is asked."""
    cards = [
        Card(1, "whatsapp", PHONES[0], names=("Ines Faro",), stays=(Stay(1, 0, 100, 5),)),
        Card(2, "contacts", "Ines", phones=(PHONES[0],), mails=("faro@lantern.example",)),
        Card(3, "mail", "faro@lantern.example", names=("Lio Faro",), stays=(Stay(1, 50, 150, 5),)),
    ]
    answer = wholes([1, 2, 3], [], matches(cards), [], cards)
    assert [(match.a, match.b) for match in answer.holds] == [(2, 3)]
    assert [(match.a, match.b) for match in answer.ask] == [(1, 2)]


def test_another_name_that_the_person_knows_of_is_no_contradiction() -> None:
    """Who is called Potter Girl in one place keeps what the book had found out about them elsewhere."""
    cards = [
        Card(1, "whatsapp", "Potter Girl", names=("Potter Girl",)),
        Card(2, "contacts", "a", names=("Ines Faro",), phones=(PHONES[0],)),
        Card(3, "contacts", "b", names=("Ines Faro",), phones=(PHONES[0],)),
    ]
    answer = wholes([1, 2, 3], [(1, 2)], matches(cards), [], cards)
    assert [(match.a, match.b) for match in answer.holds] == [(2, 3)]


def test_words_that_contradict_each_other() -> None:
    """One is two and two is three, but one is not three: the last is refused and said, the others stand."""
    answer = wholes([1, 2, 3], [(2, 3), (1, 2)], [], [(3, 1)], [])
    assert answer.refused == [(2, 3)]


def test_merging_with_oneself_is_nothing() -> None:
    """A pair of one handle with itself changes nothing, and makes nothing apart."""
    assert wholes([1], [(1, 1)], [], [(1, 1)], []) == ([], [], [])


def test_two_accounts() -> None:
    """Two numbers on WhatsApp are two accounts, two names there are only what an export told."""
    one, other, name = (profile(Card(n, "whatsapp", key)) for n, key in enumerate((PHONES[0], PHONES[1], "Ines Faro")))
    assert two_accounts(one, other)
    assert not two_accounts(one, name)


def test_one_wrong_pair_joins_no_groups() -> None:
    """Two groups of three with one strong pair between them stay two; with all pairs they are one."""
    within = [(9.0, a, b) for who in ((0, 1, 2), (3, 4, 5)) for a in who for b in who if a < b]
    labels = gathered([*within, (8.0, 2, 3)], 6)
    assert len({labels[0], labels[1], labels[2]}) == 1
    assert labels[0] != labels[3] == labels[5]
    between = [(8.0, a, b) for a in (0, 1, 2) for b in (3, 4, 5)]
    assert len(set(gathered([*within, *between], 6))) == 1


@given(st.lists(st.tuples(st.floats(-20, 20), st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_gathering_is_stable(pairs: list[tuple[float, int, int]]) -> None:
    """Labels are those of members, and the order of the pairs does not matter."""
    clean = list({(min(a, b), max(a, b)): (weight, min(a, b), max(a, b)) for weight, a, b in pairs if a != b}.values())
    labels = gathered(clean, 7)
    assert all(labels[label] == label for label in labels)
    again = gathered(list(reversed(clean)), 7)
    assert [[a == b for b in labels] for a in labels] == [[a == b for b in again] for a in again]

"""Which handles may be one person: what speaks for it, what against, and what is never merged by itself."""

from itertools import combinations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.identity import ASK, AUTOMATIC, Card, Match, Stay, certain, compare, frequencies, matches
from kithbook.identity.evidence import FIELDS
from kithbook.identity.matching import DOUBTS, PROOF
from kithbook.identity.says import told
from kithbook.identity.weights import REFERENCE, shipped

PHONE = "+49 170 1234567"
MAIL = "ines.faro@lantern.example"
YEAR = 365 * 86_400


def card(number: int, *called: str, platform: str = "contacts", key: str = "", **more: object) -> Card:
    """A card of an address book."""
    return msgspec.convert(
        {"id": number, "platform": platform, "key": key or f"Card {number}", "names": called, **more},
        Card,
        strict=False,
    )


def levels(match: Match) -> set[str]:
    """The fields in which there is evidence."""
    return {reason.name for reason in match.reasons}


def test_a_phone_proves_it_where_names_agree() -> None:
    """The number in another spelling, the first name only."""
    found = compare(
        card(1, "~ Ines 🌻", platform="whatsapp", key=PHONE), card(2, "Ines Faro", phones=["0170 1234567"]), region="DE"
    )
    assert found.zone == "same"
    assert [reason.name for reason in found.reasons] == ["phones", "names", "prior"]
    assert found.weight == pytest.approx(sum(reason.weight for reason in found.reasons))


def test_a_number_without_a_name_is_merged() -> None:
    """The handle of a chat that has nothing but its number, and the card that holds it."""
    assert compare(card(1, platform="whatsapp", key=PHONE), card(2, "Ines Faro", phones=[PHONE])).sure


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("Ines Faro", {"phones": [PHONE]}), ("Lio Faro", {"phones": [PHONE]})),
        (("Ines Faro", {"phones": [PHONE]}), ("Bruno Keller", {"phones": [PHONE]})),
        (("Mr. Faro", {"phones": [PHONE]}), ("Ines Faro", {"phones": [PHONE]})),
        (("Ines & Lio Faro", {"phones": [PHONE]}), ("Ines Faro", {"phones": [PHONE]})),
        (("John Faro Jr.", {"mails": [MAIL]}), ("John Faro Sr.", {"mails": [MAIL]})),
        (("Ines Faro", {"mails": ["info@lantern.example"]}), ("Ines Faro", {"mails": ["info@lantern.example"]})),
        (("Ines Faro", {"phones": ["030 90820"]}), ("Ines", {"phones": ["030 90820"]})),
        (
            ("Ines Faro", {"phones": [PHONE], "birthday": "1990-03-01"}),
            ("Ines Faro", {"phones": [PHONE], "birthday": "1961-11-20"}),
        ),
        (("Ines Faro", {}), ("Ines Faro", {})),
        (("I. Faro", {"mails": [MAIL]}), ("Igor Faro", {"mails": [MAIL]})),
    ],
)
def test_what_is_asked_first(a: tuple[str, dict[str, object]], b: tuple[str, dict[str, object]]) -> None:
    """Families, fathers and sons, offices, contradictions and mere namesakes are never merged by themselves."""
    assert not compare(card(1, a[0], **a[1]), card(2, b[0], **b[1]), region="DE").sure


def test_members_of_one_chat_are_two() -> None:
    """Both wrote in it at once, or both are in it: barred, whatever else agrees; one after the other is not."""

    def pair(first: Stay, second: Stay) -> Match:
        return compare(
            card(1, "Ines Faro", phones=[PHONE], mails=[MAIL], stays=[msgspec.to_builtins(first)]),
            card(2, "Ines Faro", phones=[PHONE], mails=[MAIL], stays=[msgspec.to_builtins(second)]),
        )

    together, members = pair(Stay(7, 0, 100, 5), Stay(7, 50, 200, 5)), pair(Stay(7), Stay(7, 50, 200, 5))
    after, elsewhere = pair(Stay(7, 0, 100, 5), Stay(7, 150, 200, 5)), pair(Stay(7, 0, 100, 5), Stay(8, 50, 200, 5))
    assert together.barred
    assert members.barred
    assert not together.sure
    assert not members.sure
    assert after.sure
    assert elsewhere.sure
    assert together.weight < members.weight < elsewhere.weight < after.weight


def test_two_accounts_on_one_platform_are_asked() -> None:
    """A person has one number on WhatsApp, mostly."""
    found = compare(
        card(1, "Ines Faro", platform="whatsapp", key=PHONE, mails=[MAIL]),
        card(2, "Ines Faro", platform="whatsapp", key="+49 170 7654321", mails=[MAIL]),
    )
    assert found.barred
    assert found.zone == "ask"


def test_nobody_has_no_name() -> None:
    """What platforms write in the place of a name agrees with nothing."""
    found = compare(card(1, "Deleted Account", platform="telegram"), card(2, "Deleted Account", platform="telegram"))
    assert levels(found) == {"prior"}


def test_a_number_that_changed_hands() -> None:
    """The same number years later under a bare first name may be somebody else's; soon after it is not."""

    def later(seconds: int) -> Match:
        old = card(1, "Ines", platform="telegram", key=PHONE, stays=[{"chat": 1, "first": 0, "last": 100}])
        stay = {"chat": 2, "first": 100 + seconds, "last": 200 + seconds}
        return compare(old, card(2, "Ines Faro", platform="whatsapp", key=PHONE, stays=[stay]))

    assert later(86_400).sure
    assert not later(3 * YEAR).sure
    assert later(3 * YEAR).weight < later(86_400).weight


def test_an_office_counts_little() -> None:
    """A phone of five differently named people merges nobody, and weighs less than one of two."""
    names = ["Ines Faro", "Bruno Keller", "Chiara Novak", "Dmitri Olsen", "Ines Faro"]
    cards = [card(place, called, phones=[PHONE]) for place, called in enumerate(names, 1)]
    found = matches(cards)
    assert not any(match.sure for match in found)
    alone = compare(cards[0], cards[4])
    assert alone.sure
    assert compare(cards[0], cards[4], people=frequencies(cards)).weight < alone.weight


def test_frequent_names_weigh_less() -> None:
    """Two of forty namesakes are less likely one than two of a name that nobody else has."""
    cards = [card(number, "Ana Lima") for number in range(1, 41)] + [card(41, "Zora Quist"), card(42, "Zora Quist")]
    people = frequencies(cards)
    assert compare(cards[0], cards[1], people=people).weight < compare(cards[40], cards[41], people=people).weight


def test_user_names() -> None:
    """A long odd one on two platforms says more than a short one, and one made of the name fills in for it."""
    odd = compare(card(1, "A", platform="github", key="quillon_vex"), card(2, "B", links=["https://x.com/quillonvex"]))
    short = compare(card(1, "A", platform="github", key="quil"), card(2, "B", links=["https://x.com/quil"]))
    assert odd.weight > short.weight
    named = compare(card(1, platform="github", key="inesfaro"), card(2, "Ines Faro"))
    assert "names" in levels(named)
    assert compare(card(1, platform="github", key="zoltan99"), card(2, "Ines Faro")).weight < named.weight


def test_an_account_proves_less_than_a_phone() -> None:
    """User names are given up and taken by others: one proves it with the whole name, not with the first name alone."""
    page = {"links": ["https://github.com/quillonvex"]}
    assert compare(card(1, "Ines Faro", **page), card(2, "Faro, Ines", **page)).sure
    assert not compare(card(1, "Ines", **page), card(2, "Ines Faro", **page)).sure
    assert not compare(card(1, **page), card(2, "Ines Faro", **page)).sure
    assert compare(card(1, "Ines", phones=[PHONE], **page), card(2, "Ines Faro", phones=[PHONE], **page)).sure


def test_mails_tell_names() -> None:
    """A tag or the provider's other domain is the same box; the same local part elsewhere is a hint."""
    same = compare(card(1, mails=["ines.faro+x@gmail.com"]), card(2, mails=["inesfaro@googlemail.com"]))
    hint = compare(card(1, mails=["quillonvex@lantern.example"]), card(2, mails=["quillonvex@harbour.example"]))
    other = compare(card(1, mails=["quillonvex@lantern.example"]), card(2, mails=["ines@harbour.example"]))
    assert same.sure
    assert not hint.sure
    assert same.weight > hint.weight > other.weight


def test_companions() -> None:
    """Handles of two platforms that chat with the same people are more likely one."""
    friends = ["Lio Keller", "Chiara Novak", "Dmitri Olsen"]

    def chat(number: int, first: int, members: list[str]) -> list[Card]:
        return [card(first + place, called, stays=[{"chat": number}]) for place, called in enumerate(members)]

    cards = chat(1, 1, ["Ines Faro", *friends]) + chat(2, 11, ["I. Faro", *friends])
    strangers = chat(1, 1, ["Ines Faro", *friends]) + chat(2, 11, ["I. Faro", "Aya Roth", "Bo Lind", "Cy Dahl"])
    with_friends = compare(cards[0], cards[4], people=frequencies(cards))
    among_strangers = compare(cards[0], cards[4], people=frequencies(strangers))
    assert "companions" in levels(with_friends)
    assert "companions" not in levels(among_strangers)
    assert with_friends.weight > among_strangers.weight


ADDED = [
    {"phones": [PHONE]},
    {"mails": [MAIL]},
    {"links": ["https://github.com/quillonvex"]},
    {"links": ["https://quillon.example/me"]},
    {"birthday": "1990-03-01"},
    {"numbers": ["X1234567"]},
    {"places": ["Porto"]},
    {"organisations": ["Lantern Works"]},
    {"roles": ["cooper"]},
]
NAMES = [
    "",
    "Ines",
    "Ines Faro",
    "Faro Ines",
    "I. Faro",
    "王小明",
    "Xiaoming Wang",
    "Li Wei",
    "Lio Keller",
    "محمد علي",
    "Mohamed Ali",
]


def merged(parts: list[dict[str, object]]) -> dict[str, object]:
    """One card's fields from several parts."""
    fields: dict[str, object] = {}
    for part in parts:
        for key, value in part.items():
            fields[key] = [*fields.get(key, []), *value] if isinstance(value, list) else value  # type: ignore[misc]
    return fields


@given(
    st.lists(st.sampled_from(ADDED), max_size=4, unique_by=str),
    st.sampled_from(ADDED),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
)
def test_agreeing_evidence_never_lowers_the_weight(
    before: list[dict[str, object]], more: dict[str, object], one: str, other: str
) -> None:
    """Whatever two cards have, one more thing that both have makes them no less likely one."""
    if more in before:
        return

    def weight(parts: list[dict[str, object]]) -> float:
        fields = merged(parts)
        return compare(card(1, *filter(None, [one]), **fields), card(2, *filter(None, [other]), **fields)).weight

    assert weight([*before, more]) >= weight(before)


CARDS = st.builds(
    lambda called, parts, platform: card(0, *filter(None, [called]), platform=platform, **merged(parts)),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(ADDED), max_size=3, unique_by=str),
    st.sampled_from(["contacts", "whatsapp", "list"]),
)


def numbered(cards: list[Card]) -> list[Card]:
    """The cards with ids in their order."""
    return [msgspec.structs.replace(each, id=place, key=f"Card {place}") for place, each in enumerate(cards)]


@given(CARDS, CARDS)
def test_it_does_not_matter_which_comes_first(one: Card, other: Card) -> None:
    """Comparing is symmetric."""
    a, b = numbered([one, other])
    assert compare(a, b) == compare(b, a)


@given(st.lists(CARDS, min_size=2, max_size=7))
def test_blocking_finds_what_comparing_accepts(cards: list[Card]) -> None:
    """Whatever would be asked, or is sure, in a book of a thousand shares a key; what is found is accepted.

    In a book of very few, initials alone would be asked too: there they may be passed over.
    """
    everybody = numbered(cards)
    people = frequencies(everybody)
    weighed = {(a.id, b.id): compare(a, b, people=people) for a, b in combinations(everybody, 2)}
    found = {(match.a, match.b) for match in matches(everybody)}
    less = people.prior + REFERENCE  # bits that every pair weighs less in a book of a thousand
    assert found >= {pair for pair, match in weighed.items() if match.sure or match.weight - less >= ASK}
    assert found <= {pair for pair, match in weighed.items() if match.zone != "silent"}


@given(st.lists(CARDS, min_size=2, max_size=7), st.integers(0, 6))
def test_only_what_changed(cards: list[Card], which: int) -> None:
    """With `changed` the answer is that part of the whole answer which touches it."""
    everybody = numbered(cards)
    touching = [match for match in matches(everybody) if which in (match.a, match.b)]
    assert matches(everybody, changed=[which]) == touching


def test_order_and_zones() -> None:
    """The largest weight comes first, and nothing below the threshold of asking."""
    found = matches([card(1, "Ines Faro", mails=[MAIL]), card(2, "Ines Faro", mails=[MAIL]), card(3, "Ines Faro")])
    assert found[0].zone == "same"
    assert [match.weight for match in found] == sorted((match.weight for match in found), reverse=True)
    assert all(match.weight >= ASK for match in found)
    assert AUTOMATIC > ASK


def test_rows_of_tables_need_two_strong_agreements() -> None:
    """Name and birthday together, but not a name alone."""
    both = [card(n, "Zora Quist", platform="list", birthday="1901-07-13", places=["Upper Nowhere"]) for n in (1, 2)]
    name = [card(n, "Zora Quist", platform="list") for n in (1, 2)]
    assert certain(compare(*both))
    assert not certain(compare(*name))


def test_every_level_has_a_weight_and_a_sentence() -> None:
    """What is weighed can be said, what can be said is weighed; proofs and doubts are levels that there are."""
    weighed = {(field, level) for field, known in shipped().fields.items() for level in known}
    assert told() == weighed
    assert weighed >= PROOF | DOUBTS
    assert {(field, level) for field, known in shipped().tables.items() for level in known} <= weighed
    assert len(FIELDS) >= len(shipped().fields) - 1


def test_reasoned_weights_say_why() -> None:
    """A figure is fitted, with the pairs that it was counted on, or it has its reason beside it."""
    for known in (*shipped().fields.values(), *shipped().tables.values()):
        for level, told_of in known.items():
            assert told_of.n >= 3 if told_of.bits is None else told_of.why, level


def test_a_name_in_the_place_of_a_key_is_no_user_name() -> None:
    """Telegram's pages know people by the name shown: andrew and Andrew there are not one account."""
    one, other = (Card(n, "telegram", name, names=(name,)) for n, name in enumerate(("andrew", "Andrew")))
    assert "users" not in [reason.name for reason in compare(one, other).reasons]
    assert not compare(one, other).sure
    login = Card(3, "github", "andrew-k", names=("Andrew K", "andrew-k"))
    linked = Card(4, "contacts", "uid", names=("Andrew K",), links=("https://github.com/andrew-k",))
    assert "users" in [reason.name for reason in compare(login, linked).reasons]


def test_the_owner_is_no_common_friend() -> None:
    """Two who both chat with the owner alone have no friend in common; a third one is told by name, as written."""
    stay = {chat: (Stay(chat, 0, 10, 2),) for chat in (1, 2)}
    both = (stay[1] + stay[2], stay[1], stay[2])
    me = Card(1, "whatsapp", "me", names=("Ottokar Plumb",), stays=both[0])
    one = Card(2, "whatsapp", "a", names=("Ines Faro",), stays=both[1])
    other = Card(3, "telegram", "b", names=("Ines Faro",), stays=both[2])
    friends = [Card(4 + n, "whatsapp", f"f{n}", names=("Lio VON Keller",), stays=stay[n + 1]) for n in range(2)]
    told = {
        reason.name: str(reason.says)
        for match in matches([me, one, other, *friends], owner=[1])
        if (match.a, match.b) == (2, 3)
        for reason in match.reasons
    }
    assert told["companions"] == "chats with the same person: Lio VON Keller"
    alone = [match for match in matches([me, one, other, friends[0]], owner=[1]) if (match.a, match.b) == (2, 3)]
    assert "companions" not in [reason.name for match in alone for reason in match.reasons]

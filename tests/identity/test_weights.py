"""How much a level weighs, how rare values change that, and how a card is made ready."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.identity import Card
from kithbook.identity.blocking import MOST, candidates, keys
from kithbook.identity.population import LEAST, Population, is_office
from kithbook.identity.profile import Birthday, Profile, birthday, folded, looks_like_id, profile
from kithbook.identity.usernames import made_of, text_bits, user_of_name
from kithbook.identity.weights import REFERENCE, Level


def people(*called: str, **more: tuple[str, ...]) -> list[Profile]:
    """Cards of an address book, made ready."""
    return [profile(Card(n, "contacts", f"Card {n}", names=(name,), **more)) for n, name in enumerate(called)]


def test_a_fitted_level_weighs_log2_of_m_to_u() -> None:
    """Eight times as often among true pairs is three bits; what is rarer than usual weighs more, to a limit."""
    level = Level(m=0.8, u=0.1, typical=10)
    assert level.weight(None, -10) == pytest.approx(3)
    assert level.weight(12, -10) == pytest.approx(5)
    assert level.weight(10_000, -10) == level.weight(1_000, -10) < 10


@given(st.floats(0, 40), st.floats(0, 40), st.floats(0.001, 1), st.floats(0.001, 1))
def test_rarity_only_adds(one: float, other: float, m: float, u: float) -> None:
    """The rarer what agrees, the more it weighs; an agreement never becomes a disagreement by being frequent."""
    level = Level(m=m, u=u, typical=10)
    low, high = sorted((one, other))
    assert level.weight(low, -10) <= level.weight(high, -10)
    if m > u:
        assert level.weight(low, -10) >= 0


def test_identifiers_grow_with_the_book() -> None:
    """What a larger book takes by its prior, an identifier gives back; other evidence does not."""
    phone, place = Level(bits=15, identifies=True), Level(bits=3)
    assert phone.weight(None, -16) - phone.weight(None, -REFERENCE) == pytest.approx(6)
    assert place.weight(None, -16) == place.weight(None, -REFERENCE)


def test_names_are_as_rare_as_these_cards_have_them() -> None:
    """A name that half of the cards have is frequent here, whatever the world says; the prior knows the number."""
    many = Population(people(*["Quill Zanders"] * 50, *[f"Ines {chr(97 + n)}uro" for n in range(26)]))
    assert many.name_bits("zanders") < 3 < Population().name_bits("zanders")
    assert Population().prior == pytest.approx(-math.log2(LEAST))
    assert many.prior == pytest.approx(-math.log2(76))
    assert Population(people(*["Ines"] * 2 * LEAST)).prior < many.prior


def test_who_makes_an_office() -> None:
    """Four different names do, four spellings of one do not."""
    assert is_office(people("Ines Faro", "Lio Keller", "Chiara Novak", "Dmitri Olsen"))
    assert not is_office(people("Ines Faro", "Faro, Ines", "I. Faro", "Ines", "~ Ines Faro 🌻"))


def test_large_blocks_are_divided() -> None:
    """A name that too many share leads to no pairs by itself, but does with one more thing that is shared."""
    crowd = people(*["Quill Zanders"] * (MOST + 10))
    assert candidates(crowd) == []
    with_place = [
        profile(Card(n, "contacts", f"Card {n}", names=("Quill Zanders",), places=("Porto",) if n < 2 else ()))
        for n in range(MOST + 10)
    ]
    assert candidates(with_place) == [(0, 1)]


def test_names_that_differ_in_spelling_meet() -> None:
    """A short form, another script, a slip, an initial: the sound of a name is enough."""
    for one, other in (("Bob Miller", "Robert Miller"), ("王小明", "Xiaoming Wang"), ("Ines Faro", "Ines Farro")):
        assert candidates(people(one, other)) == [(0, 1)], one


def test_keys_meet_across_fields() -> None:
    """A user name, a mail and a name that are made of each other share a key."""
    user = profile(Card(1, "github", "inesfaro"))
    box = profile(Card(2, "mail", "ines.faro@lantern.example"))
    name = profile(Card(3, "contacts", "x", names=("Faro, Ines",)))
    assert keys(user) & keys(box)
    assert keys(user) & keys(name)
    assert keys(box) & keys(name)


def test_user_names_of_names() -> None:
    """Chinese names as they are romanised, initials, digits behind; a first name alone is anybody's."""
    ming = profile(Card(1, "contacts", "x", names=("王小明",)))
    assert user_of_name(ming, "xiaomingwang88")
    assert user_of_name(ming, "wangxiaoming")
    assert not user_of_name(ming, "xiaoming")
    assert made_of("Ines") == frozenset()
    assert text_bits("info2020") < text_bits("quillonvex")


def test_what_stands_in_the_place_of_a_name() -> None:
    """A number, an address or @user there is read as what it is."""
    found = profile(Card(1, "whatsapp", "x", names=("+44 7700 900123", "@quillon_vex", "ines@lantern.example", "Ines")))
    assert list(found.phones) == ["+447700900123"]
    assert found.users == {"quillonvex"}
    assert [box.address for box in found.mails] == ["ines@lantern.example"]
    assert [name.written for name in found.names] == ["Ines"]


def test_titles_generations_and_couples() -> None:
    """What tells two of a family apart is kept."""
    one, other, both = people("Mr. Faro Jr.", "Frau Faro", "Ines & Lio Faro")
    assert (one.titles, one.generation, one.several) == ({"he"}, {"jr"}, False)
    assert other.titles == {"she"}
    assert both.several


def test_keys_that_a_platform_gave_out() -> None:
    """Numbers and coined ids are; names and user names are not."""
    assert all(map(looks_like_id, ["user10023", "U02AB12", "wxid_ab12", "+44 7700 900123", "1234567"]))
    assert not any(map(looks_like_id, ["Ines Faro", "quillonvex", "王小明"]))


@given(st.text(max_size=20), st.lists(st.text(max_size=12), max_size=3), st.text(max_size=12))
def test_any_card_can_be_made_ready(key: str, texts: list[str], day: str) -> None:
    """Arbitrary text in any field raises nothing, and a handle shares all keys with itself."""
    told = tuple(texts)
    card = Card(1, "telegram", key, told, told, told, told, day, told, told, told, told)
    ready = profile(card)
    assert keys(ready) == keys(profile(card))
    assert folded(ready.places) == ready.places


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1990-03-01", Birthday(1990, 3, 1)),
        ("--12-31", Birthday(0, 12, 31)),
        ("1836-21-01", Birthday(1836, 21, 1)),
        ("1990-03", None),
        ("", None),
    ],
)
def test_birthdays(written: str, read: Birthday | None) -> None:
    """Dates with and without a year, and dates that cannot be, which are compared for what they are."""
    assert birthday(written) == read

"""What is written on a card by hand: values, names, tags, relations; what imports told stays beside it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithbook import book
from kithbook.vocabulary import Refused

DAY = 86_400
CARDS = """BEGIN:VCARD
VERSION:3.0
UID:one
FN:Ines Halfmoon
TEL:+351 21 000 0001
EMAIL:ines@kiln.example
BDAY:1980-06-17
END:VCARD
"""


def card(name: str, now: int) -> Any:
    """The answer about somebody."""
    return book.person(name, now=now)


def values(answer: Any, kind: str) -> list[str]:
    """The values of one kind on a card, in order."""
    return [row.value for row in answer.values if row.kind == kind]


@pytest.fixture
def ines(cast: Path, now: int, tmp_path: Path) -> str:
    """Ines, whom a chat and an address book know, as one person."""
    (tmp_path / "cards.vcf").write_text(CARDS, encoding="utf-8")
    book.bring_in(tmp_path / "cards.vcf", now=now)
    numbers = {row.id for row in book.people("Ines Halfmoon", now=now).people}
    if len(numbers) > 1:
        book.same(*sorted(numbers), now=now, sure=True)
    return f"#{book.people('Ines Halfmoon', now=now).people[0].id}"


def test_what_an_import_told_says_where_it_is_from(ines: str, now: int) -> None:
    """Each value carries the platform, the file and the day."""
    phone = next(row for row in card(ines, now).values if row.kind == "phone")
    assert (phone.value, phone.id) == ("+351 21 000 0001", None)
    assert [(each.by, each.file, each.on) for each in phone.origins] == [("contacts", "cards.vcf", "2026-06-15")]


def test_what_you_write_stands_beside_what_imports_told(ines: str, now: int, tmp_path: Path) -> None:
    """A number of yours is a second one; the same number written otherwise is one value of two origins."""
    book.describe(ines, "phone", "+351 99 000", now=now)
    book.describe(ines, "phone", "+351 (21) 0000001", now=now)
    assert sorted(values(card(ines, now), "phone")) == ["+351 (21) 0000001", "+351 99 000"]
    both = next(row for row in card(ines, now).values if "21" in row.value)
    assert sorted(each.by for each in both.origins) == ["contacts", "you"]
    (tmp_path / "cards.vcf").write_text(CARDS.replace("21 000 0001", "21 000 0002"), encoding="utf-8")
    book.bring_in(tmp_path / "cards.vcf", now=now + DAY)
    assert "+351 99 000" in values(card(ines, now), "phone")


def test_a_value_is_changed_and_removed_again(ines: str, now: int) -> None:
    """What stood there is told, so that it can be put back."""
    kept = book.describe(ines, "place", "Lisbon", now=now)
    changed = book.change_value(kept.id, "Porto", now=now + DAY)
    assert (changed.value, changed.before, changed.at[:10]) == ("Porto", "Lisbon", "2026-06-15")
    assert values(card(ines, now), "place") == ["Porto"]
    assert book.remove_value(kept.id).before == "Porto"
    assert values(card(ines, now), "place") == []
    for again in (lambda: book.remove_value(kept.id), lambda: book.change_value(kept.id, "x", now=now)):
        with pytest.raises(Refused, match="not on the card any more"):
            again()


def test_the_same_value_twice_is_one(ines: str, now: int) -> None:
    """Writing again what stands there changes nothing."""
    assert book.describe(ines, "role", "Potter", now=now).id == book.describe(ines, "role", "Potter", now=now).id
    assert values(card(ines, now), "role") == ["Potter"]


@pytest.mark.parametrize(
    ("kind", "value", "word"),
    [
        ("phone", "ring me", "no telephone number"),
        ("mail", "ines at kiln", "no mail address"),
        ("mail", "ines@kiln", "no mail address"),
        ("link", "javascript:alert(1)", "no address of a page"),
        ("link", "https://", "no address of a page"),
        ("link", "//[", "no address of a page"),
        ("zone", "Mars/Olympus", "no time zone"),
        ("birthday", "2001-02-29", "no birthday"),
        ("language", "Klingonese", "no language"),
        ("place", "  ", "Write something"),
        ("place", "x" * 1001, "too long"),
        ("circle", "core", "no field circle"),
        ("custom", "42", "Say what it is"),
    ],
)
def test_what_is_no_such_value_is_refused(ines: str, now: int, kind: str, value: str, word: str) -> None:
    """One sentence says what is wrong, and the card is as it was."""
    before = card(ines, now).values
    with pytest.raises(Refused, match=word):
        book.describe(ines, kind, value, now=now)
    assert card(ines, now).values == before


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("link", "kiln.example/ines", "https://kiln.example/ines"),
        ("zone", "asia/shanghai", "Asia/Shanghai"),
        ("zone", "São Paulo", None),
        ("zone", "Sao Paulo", "America/Sao_Paulo"),
        ("language", "Portuguese", "pt"),
        ("language", "德语", "de"),
        ("language", "العربية", "ar"),
        ("language", "français", "fr"),
        ("phone", " +49  170 1 ", "+49 170 1"),
    ],
)
def test_a_value_is_put_in_order(ines: str, now: int, kind: str, typed: str, kept: str | None) -> None:
    """Zones by their city, languages by any of their names, pages without their scheme."""
    if kept is None:
        with pytest.raises(Refused):
            book.describe(ines, kind, typed, now=now)
    else:
        assert book.describe(ines, kind, typed, now=now).value == kept


@given(
    kind=st.sampled_from(["phone", "mail", "link", "zone", "birthday", "language", "place", "notes"]), typed=st.text()
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_kept_or_refused(kind: str, typed: str) -> None:
    """No text breaks a field, and what is kept is kept as it is the second time."""
    from kithbook.book.checking import checked

    try:
        kept = checked(kind, typed)
    except Refused:
        return
    assert checked(kind, kept) == kept


def test_a_card_says_what_follows_now(ines: str, now: int) -> None:
    """The next birthday with the age, the hour where somebody lives."""
    book.describe(ines, "birthday", "农历八月十五", now=now)
    book.describe(ines, "zone", "Asia/Tokyo", now=now)
    answer = card(ines, now)
    assert [str(row.says) for row in answer.values if row.kind == "birthday"] == [
        "in 102 days, on 25 September 2026",
        "turns 46 in 2 days, on 17 June 2026",
    ]
    assert [str(row.says) for row in answer.values if row.kind == "zone"] == ["18:00 there now"]
    assert answer.local_time == "2026-06-15T18:00:00+09:00"


def test_the_name_that_shows_is_chosen_among_all(ines: str, now: int) -> None:
    """Names in several scripts, each with its script; the chosen one shows on the list and is found."""
    book.describe(ines, "name", "伊内斯", now=now)
    assert [(row.name, row.script, row.shown) for row in card(ines, now).names] == [
        ("Ines Halfmoon", "latin", True),
        ("伊内斯", "han", False),
    ]
    assert card("伊内斯", now).person.name == "Ines Halfmoon"
    told = book.describe(ines, "alias", "伊内斯", now=now)
    assert (card(ines, now).person.name, card(ines, now).sort.split()[0]) == ("伊内斯", "yi")
    assert [row.name for row in card(ines, now).names if row.shown] == ["伊内斯"]
    assert told.before == ""
    assert book.describe(ines, "alias", "", now=now).before == "伊内斯"
    assert card(ines, now).person.name == "Ines Halfmoon"


def test_tags_are_one_in_any_case(ines: str, now: int) -> None:
    """The first spelling stays; who had it already is not told; taking it off takes it off everywhere."""
    assert [each.name for each in book.tag([ines, "Bram"], " #Kiln  club ")] == ["Ines Halfmoon", "Bram Teakettle"]
    assert book.tag([ines, ines], "kiln CLUB") == ()
    assert [each.name for each in book.tag(["Tobias"], "KILN club")] != []
    assert book.people(now=now).tags == (("Kiln club", 3),)
    assert {row.name for row in book.people(tag="kiln club", now=now).people} >= {"Ines Halfmoon", "Bram Teakettle"}
    assert card(ines, now).tags == card(ines, now).person.tags == ("Kiln club",)
    assert len(book.untag([ines, "Odalys"], "kiln club")) == 1
    assert card(ines, now).tags == ()
    for word in ("", " # ", "x" * 61):
        with pytest.raises(Refused, match=r"tag"):
            book.tag([ines], word)


@pytest.mark.parametrize(
    ("kind", "back"),
    [
        ("parent", "child"),
        ("child", "parent"),
        ("manager", "report"),
        ("introduced", "introduced_by"),
        ("introduced_by", "introduced"),
        ("spouse", "spouse"),
    ],
)
def test_a_relation_shows_on_both_cards(ines: str, now: int, kind: str, back: str) -> None:
    """From the other side by its other name; taken off either, it is off both."""
    row = book.relate(ines, kind, "Bram", now=now)
    assert [(each.kind, each.other.name) for each in card(ines, now).relations] == [(kind, "Bram Teakettle")]
    assert [(each.kind, each.other.name) for each in card("Bram", now).relations] == [(back, "Ines Halfmoon")]
    with pytest.raises(Refused, match="already"):
        book.relate("Bram", back, ines, now=now)
    book.unrelate(card("Bram", now).relations[0].id)
    assert card(ines, now).relations == card("Bram", now).relations == ()
    with pytest.raises(Refused, match="not on the card any more"):
        book.unrelate(row.id)


def test_a_relation_that_cannot_be_is_refused(ines: str, now: int) -> None:
    """To oneself, the contrary of what stands there, one that is none."""
    with pytest.raises(Refused, match="one person here"):
        book.relate(ines, "friend", ines, now=now)
    book.relate(ines, "parent", "Bram", now=now)
    with pytest.raises(Refused, match="contrary"):
        book.relate("Bram", "parent", ines, now=now)
    with pytest.raises(Refused, match="no relation"):
        book.relate(ines, "nemesis", "Bram", now=now)
    with pytest.raises(Refused, match="Say what it is"):
        book.relate(ines, "custom", "Bram", now=now)


def test_who_introduced_us_may_be_the_owner(ines: str, now: int) -> None:
    """The owner is meant by "me", and a relation of one's own words is kept as it is."""
    assert book.relate("Bram", "introduced", "me", now=now).other_is_me
    row = book.relate(ines, "custom", "Bram", now=now, label="Kiln neighbour:")
    assert (row.label, card("Bram", now).relations[-1].label) == ("Kiln neighbour", "Kiln neighbour")


def test_a_merged_person_has_everything_of_both_and_parts_with_it(cast: Path, now: int) -> None:
    """Values, tags and relations of all parts show; what is written then is the whole's; parted, each has their own."""
    for name, place in (("Bram", "Ghent"), ("Tobias", "Bruges")):
        book.describe(name, "place", place, now=now)
        book.tag([name], f"of {place}")
        book.relate(name, "friend", "Odalys", now=now)
    before = [(card(name, now).values, card(name, now).tags) for name in ("Bram", "Tobias")]
    names = [card(name, now).person.name for name in ("Bram", "Tobias")]
    deed = book.same("Bram", "Tobias", now=now, sure=True)
    whole = card("Bram", now)
    assert values(whole, "place") == ["Ghent", "Bruges"]
    assert whole.tags == ("of Bruges", "of Ghent")
    assert [each.kind for each in whole.relations] == ["friend"]
    assert {row.name for row in whole.names} >= set(names)
    assert [row.tags for row in book.people("of ghent", now=now).people] == [("of Bruges", "of Ghent")]
    book.undo_deed(deed.id, now=now)
    assert [(card(name, now).values, card(name, now).tags) for name in ("Bram", "Tobias")] == before


def test_removing_from_a_whole_removes_it_wherever_it_hangs(cast: Path, now: int) -> None:
    """A value or a tag of a part goes off the card of the whole."""
    written = book.describe("Tobias", "place", "Bruges", now=now)
    book.tag(["Tobias"], "kiln")
    book.same("Bram", "Tobias", now=now, sure=True)
    assert book.remove_value(written.id).person.name == card("Bram", now).person.name
    assert len(book.untag(["Bram"], "kiln")) == 1
    assert (card("Bram", now).values, card("Bram", now).tags) == ((), ())


@pytest.mark.parametrize(
    "query", ["kiln", "#Kiln", "+351 99", "00351 99", "0351-99", "99 000", "me@Kiln.example", "伊内"]
)
def test_the_list_finds_what_is_on_a_card(ines: str, now: int, query: str) -> None:
    """Tags, names that you wrote, numbers and addresses."""
    book.tag([ines], "Kiln")
    book.describe(ines, "phone", "+351 (99) 000", now=now)
    book.describe(ines, "mail", "me@kiln.example", now=now)
    book.describe(ines, "name", "伊内斯", now=now)
    assert [row.name for row in book.people(query, now=now).people] == ["Ines Halfmoon"]
    assert [each.name for each in book.search(query).people] == ["Ines Halfmoon"]


@pytest.mark.parametrize("query", ["21 000 0001", "ines@kiln"])
def test_the_list_finds_what_an_import_told(ines: str, now: int, query: str) -> None:
    """Numbers and addresses of an address book, and none of anybody else."""
    assert [row.name for row in book.people(query, now=now).people] == ["Ines Halfmoon"]
    assert book.people("0021", now=now).total == 0  # not whoever has 21 anywhere
    assert book.people("21 000 0009", now=now).total == book.people("bram@kiln", now=now).total == 0


def test_the_list_is_sorted_by_name_in_one_alphabet(cast: Path, now: int) -> None:
    """云三朵 stands at Y among the Latin names, others behind; what you write to sort by counts first."""
    order = [row.name for row in book.people(sort="name", now=now).people]
    assert (
        order.index("Bram Teakettle")
        < order.index("Ines Halfmoon")
        < order.index("云三朵")
        < order.index("نادية الورّاق")
    )
    book.describe("云三朵", "sort", "Aa", now=now)
    assert book.people(sort="name", now=now).people[0].name == "云三朵"
    assert (card("云三朵", now).sort, card("云三朵", now).sort_by) == ("Aa", "you")

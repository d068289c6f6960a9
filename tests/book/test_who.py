"""Who is who in a book: what is joined by itself, what is asked, what was said and taken back."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kithbook import book
from kithbook.vocabulary import Refused

Cards = Callable[..., Path]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    """An open book with nothing in it, in Berlin."""
    with book.opened(tmp_path / "book.sqlite") as path:
        book.change_settings(zone="Europe/Berlin")
        yield path


def named() -> dict[str, list[str]]:
    """Everybody with the keys of their handles."""
    from kithbook.store.models import Person

    return {each.shown: sorted(each.handles.values_list("key", flat=True)) for each in Person.objects.order_by("pk")}


def test_a_phone_of_ones_own_joins_by_itself(empty: Path, cards: Cards, chat: Any, now: int) -> None:
    """Somebody known by number in a chat is the card with that number, however it is written; the best name shows."""
    book.bring_in(chat("Kiln", ("+49 1522 8817386", "warm"), ("Bo Tarn", "yes"), ("+49 1522 8817386", "good")), now=now)
    book.bring_in(cards("a", ("u1", "Ines Halfmoon", "01522 8817386", "")), now=now)
    told = named()
    assert len(told["Ines Halfmoon"]) == 2
    [joined] = book.review().joined
    assert joined.person.name == "Ines Halfmoon"
    assert joined.reasons[0].name == "phones"
    assert joined.weight == pytest.approx(sum(reason.weight for reason in joined.reasons), abs=0.1)
    assert book.person("Ines", now=now).person.id == book.person(f"#{joined.person.id}", now=now).person.id


def test_an_import_that_goes_takes_only_its_evidence(empty: Path, cards: Cards, chat: Any, now: int) -> None:
    """Without the card that told the number, both are apart again; with it once more, they are one as before."""
    book.bring_in(chat("Kiln", ("+49 1522 8817386", "warm"), ("Bo Tarn", "yes")), now=now)
    before = named()
    [card] = book.bring_in(cards("a", ("u1", "Ines Halfmoon", "01522 8817386", "")), now=now).imports
    joined = named()
    book.undo(card.id, now=now)
    assert named() == before
    book.bring_in(cards("a", ("u1", "Ines Halfmoon", "01522 8817386", "")), now=now)
    assert named() == joined


def test_a_name_alone_joins_nobody(empty: Path, cards: Cards, now: int) -> None:
    """The same name is not the same person: the pair waits for a word."""
    book.bring_in(cards("a", ("u1", "Odalys Brackenridge", "", "odalys@example.org")), now=now)
    book.bring_in(cards("b", ("u2", "Odalys Brackenridge", "", "brackenridge@example.net")), now=now)
    waiting = book.review()
    assert (waiting.total, waiting.joined_total) == (1, 0)
    [pair] = waiting.pairs
    assert {pair.a.person.name, pair.b.person.name} == {"Odalys Brackenridge"}
    assert book.decide(pair.id, "later", now=now) is None
    assert book.review().later == 1
    deed = book.decide(pair.id, "apart", now=now)
    assert deed is not None
    book.settle(now=now)
    assert book.review().total == 0
    with pytest.raises(Refused, match="no longer"):
        book.decide(pair.id, "same", now=now)
    book.undo_deed(deed.id, now=now)
    book.settle(now=now)
    [pair] = book.review().pairs
    book.decide(pair.id, "same", now=now)
    assert len(named()) == 1


def test_not_the_same_is_remembered_when_imports_come_again(empty: Path, cards: Cards, now: int) -> None:
    """A phone that two share joins them by itself; after "not the same" no import joins them any more."""
    both = (("u1", "Tove Lindqvist", "030 23125 104", ""), ("u2", "Tove Lindqvist", "030 23125 104", ""))
    [one] = book.bring_in(cards("a", both[0]), now=now).imports
    book.bring_in(cards("b", both[1]), now=now)
    if len(named()) == 2 and book.review().total == 0:
        pytest.fail("one number and one name are at least asked about")
    for joined in book.review().joined:
        book.split(f"#{joined.b.id}", now=now)
    for pair in book.review().pairs:
        book.decide(pair.id, "apart", now=now)
    book.settle(now=now)
    assert sorted(map(len, _handles())) == [1, 1]
    book.undo(one.id, now=now)
    book.bring_in(cards("a", both[0]), now=now)
    assert sorted(map(len, _handles())) == [1, 1]
    assert book.review().total == 0


def _handles() -> list[list[int]]:
    from kithbook.store.models import Person

    return [list(person.handles.values_list("pk", flat=True)) for person in Person.objects.all()]


def test_members_of_one_chat_need_a_second_word(empty: Path, chat: Any, now: int) -> None:
    """Two who write in one chat by turns are not joined, unless you say that you are sure."""
    lines = (("Ines Halfmoon", "a"), ("Ines H", "b"), ("Ines Halfmoon", "c"), ("Ines H", "d"))
    book.bring_in(chat("Kiln", *lines), now=now)
    with pytest.raises(Refused, match="both in Kiln, as different members"):
        book.same("Ines Halfmoon", "Ines H", now=now)
    assert len(named()) == 2
    book.same("Ines Halfmoon", "Ines H", now=now, sure=True)
    assert list(named().values()) == [["Ines H", "Ines Halfmoon"]]


def test_contradictions_are_refused_in_a_sentence(empty: Path, cards: Cards, now: int) -> None:
    """Whoever is one, was said not to be, or has one handle only."""
    book.bring_in(cards("a", ("u1", "Ines", "", ""), ("u2", "Bo", "", ""), ("u3", "Tove", "", "")), now=now)
    with pytest.raises(Refused, match="one person already"):
        book.same("Ines", "Ines", now=now)
    deed = book.not_same("Ines", "Bo", now=now)
    with pytest.raises(Refused, match=f"are not the same. Take that back first .number {deed.id}"):
        book.same("Bo", "Ines", now=now)
    book.same("Ines", "Tove", now=now)
    with pytest.raises(Refused, match="are not the same"):
        book.same("Bo", "Tove", now=now)
    with pytest.raises(Refused, match="one person here"):
        book.not_same("Ines", "#3", now=now)
    with pytest.raises(Refused, match="nothing to split"):
        book.split("u2", now=now)
    with pytest.raises(Refused, match="no handle"):
        book.split("zzz", now=now)
    with pytest.raises(Refused, match="nothing of number"):
        book.undo_deed(99, now=now)


def test_what_was_written_by_hand_is_everybodys_own_again(empty: Path, cards: Cards, now: int) -> None:
    """Both circles and touches count for the whole, and go back to whom they were written about."""
    book.bring_in(cards("a", ("u1", "Ines", "", ""), ("u2", "Ines Halfmoon", "", "")), now=now)
    book.set_circle(1, "core", now=now)
    book.rest(2, "always", now=now + 1)
    book.log(["#2"], "called yesterday", now=now)
    deed = book.same("#1", "#2", now=now)
    book.settle(now=now)
    whole = book.person("#2", now=now)
    assert (whole.person.id, whole.person.circle, whole.rest_until) == (1, "core", "always")
    assert [moment.kind for moment in whole.timeline] == ["called"]
    assert whole.person.last
    book.set_circle(1, "loose", now=now + 2)
    book.undo_deed(deed.id, now=now)
    book.settle(now=now)
    one, other = book.person("#1", now=now), book.person("#2", now=now)
    assert (one.person.circle, one.rest_until, one.timeline) == ("loose", "", ())
    assert (other.person.circle, other.rest_until) == ("", "always")
    assert [moment.kind for moment in other.timeline] == ["called"]
    assert other.person.last
    assert not one.person.last


def test_accepting_above_a_weight_shows_first_and_can_be_taken_back(empty: Path, cards: Cards, now: int) -> None:
    """A dry run names the pairs; accepting joins just these, each undoable."""
    book.bring_in(cards("a", ("u1", "Odalys Brackenridge", "", ""), ("u2", "Wim Oosterhout", "", "")), now=now)
    book.bring_in(cards("b", ("u3", "Odalys Brackenridge", "", ""), ("u4", "Wim Oosterhout", "", "")), now=now)
    weights = [pair.weight for pair in book.review().pairs]
    assert len(weights) == 2
    shown = book.accept(min(weights) - 1, now=now, dry_run=True)
    assert (len(shown.pairs), shown.left, shown.done) == (2, 0, False)
    assert len(_handles()) == 4
    done = book.accept(min(weights) - 1, now=now)
    assert (len(done.deeds), done.left) == (2, 0)
    assert len(_handles()) == 2
    for deed in done.deeds:
        book.undo_deed(deed, now=now)
    assert len(_handles()) == 4


def test_many_at_once_are_offered_from_even_odds_on(empty: Path, cards: Cards, now: int) -> None:
    """A pair that is rather not one person is asked about, but no weight is offered that would join it with others."""
    from kithbook.store import models

    book.bring_in(cards("a", ("u1", "Odalys Brackenridge", "", ""), ("u2", "Wim Oosterhout", "", "")), now=now)
    book.bring_in(cards("b", ("u3", "Odalys Brackenridge", "", ""), ("u4", "Wim Oosterhout", "", "")), now=now)
    models.Pair.objects.update(weight=0.4)
    assert book.review().above == ((0.0, 2),)
    models.Pair.objects.filter(pk=book.review().pairs[0].id).update(weight=-0.1)
    assert book.review().above == ((0.0, 1),)
    assert book.review().total == 2


def test_the_country_of_numbers_follows_the_zone_or_the_settings(
    empty: Path, cards: Cards, chat: Any, now: int
) -> None:
    """A number without its country is one of the book's; another country is another number."""
    book.bring_in(chat("Kiln", ("+44 7700 900123", "warm"), ("Bo Tarn", "yes")), now=now)
    book.bring_in(cards("a", ("u1", "Ines Halfmoon", "07700 900123", "")), now=now)
    assert len(_handles()) == 3
    book.change_settings(region="GB")
    book.settle(now=now)
    assert len(_handles()) == 2
    with pytest.raises(Refused, match="is no country"):
        book.change_settings(region="Atlantis")


def test_what_is_said_while_the_book_looks_is_looked_at_too(empty: Path, cards: Cards, monkeypatch, now: int) -> None:
    """A word said between looking and writing down is not lost: the book looks again."""
    from kithbook import identity

    both = (("u1", "Tove Lindqvist", "+49 1522 8817386", ""), ("u2", "Tove Lindqvist", "+49 1522 8817386", ""))
    book.bring_in(cards("a", both[0]), now=now)
    plain, said = identity.matches, []

    def matches(*given: Any, **more: Any) -> Any:
        found = plain(*given, **more)
        if not said:
            said.append(book.not_same("#1", "#2", now=now))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(identity, "matches", matches)
        book.bring_in(cards("b", both[1]), now=now)
    assert said
    assert sorted(map(len, _handles())) == [1, 1]
    book.settle(now=now)
    assert sorted(map(len, _handles())) == [1, 1]
    assert book.review().total == 0


def test_a_number_that_changed_hands_is_told(empty: Path, tmp_path: Path, now: int) -> None:
    """One account under two names that are hardly one person's: the card says so; a nickname is no doubt."""
    for at, name in enumerate(("Ines Halfmoon", "Dmitri Olsen")):
        told = [
            {"id": 10 * at + number, "type": "message", "date": "2024-03-01T00:00:00", "text": "ok"}
            | {"date_unixtime": str(1_710_000_000 + 100 * at + number), "from": who, "from_id": user}
            for number, (user, who) in enumerate((("user1", name), ("user2", "Bo" if at else "Bo Tarn")))
        ]
        (tmp_path / str(at)).mkdir()
        path = tmp_path / str(at) / "result.json"
        whole = {"name": "Tea", "type": "private_group", "id": 9, "messages": told}
        path.write_text(json.dumps(whole), encoding="utf-8")
        book.bring_in(path, now=now)
    [doubt] = book.person("Dmitri", now=now).doubts
    assert str(doubt).startswith("user1 is Ines Halfmoon in one export and Dmitri Olsen in a later one")
    assert book.person("Bo", now=now).doubts == ()

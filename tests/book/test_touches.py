"""Logging what happened: whom, when and what is understood, clocks start again, and all can be taken back."""

from pathlib import Path
from typing import Any

import pytest

from kithbook import book
from kithbook.vocabulary import Refused

DAY = 86_400


@pytest.mark.parametrize(
    ("sentence", "who", "kind", "on", "next_on"),
    [
        ("Called Ines Halfmoon yesterday, again in 2 weeks", ["Ines Halfmoon"], "called", "2026-06-14", "2026-06-29"),
        ("昨天和云三朵喝茶", ["云三朵"], "met", "2026-06-14", ""),
        ("التقيت نادية الوراق أمس", ["نادية الورّاق"], "met", "2026-06-14", ""),
        ("اتصلت بنادية الورّاق أمس، ثم بعد شهرين", ["نادية الورّاق"], "called", "2026-06-14", "2026-08-15"),
        ("Gave Odalys the book, Bram was there", ["Odalys Brightwater", "Bram Teakettle"], "gave", "2026-06-15", ""),
        ("tobias likes slow trains", ["Tobias Quillfeather"], "note", "2026-06-15", ""),
    ],
)
def test_a_sentence_tells_it_all(
    cast: Path, now: int, sentence: str, who: list[str], kind: str, on: str, next_on: str
) -> None:
    """Names, deed and days are understood out of one sentence in three languages."""
    touch = book.log((), sentence, now=now)
    assert ([person.name for person in touch.people], touch.kind, touch.on, touch.next_on) == (who, kind, on, next_on)
    assert touch.text == sentence


def test_names_and_days_can_be_given_beside(cast: Path, now: int) -> None:
    """A list, a text with commas, a number; a day in words; the channel tells the deed where the words do not."""
    ines = book.person("Ines", now=now).person.id
    touch = book.log("云三朵，bram", "about the glaze", now=now, on="3 days ago", via="phone", next="6 months")
    assert [person.name for person in touch.people] == ["云三朵", "Bram Teakettle"]
    assert (touch.kind, touch.channel, touch.on, touch.next_on) == ("called", "phone", "2026-06-12", "2026-12-15")
    assert book.log([ines], "a long walk", now=now).people[0].id == ines


def test_a_touch_starts_the_clocks_again_at_once(cast: Path, now: int) -> None:
    """The last contact moves, drift falls, the timeline shows it, and the week leaves the person alone."""
    before = book.person("云三朵", now=now)
    assert before.person.drift is not None
    touch = book.log(["云三朵"], "Met at the kiln", now=now, on="yesterday", via="in person")
    after = book.person("云三朵", now=now)
    assert after.person.last == "2026-06-14T12:00:00Z"
    assert after.person.drift is not None
    assert after.person.drift < before.person.drift
    assert not after.person.drifting
    first = after.timeline[0]
    assert (first.kind, first.text, first.channel, first.can_undo) == ("met", "Met at the kiln", "in person", True)
    assert "云三朵" not in [nudge.person.name for nudge in book.today(now=now, minutes=600).nudges]
    book.undo_touch(touch.id)
    assert book.person("云三朵", now=now) == before


def test_touches_can_be_taken_back_in_any_order(cast: Path, now: int) -> None:
    """The first of two is undone, then the second: the tie is as it was."""
    before = book.person("云三朵", now=now).person
    first = book.log(["云三朵"], "Called", now=now, on="2026-06-10")
    second = book.log(["云三朵"], "Called again", now=now, on="2026-06-12")
    book.undo_touch(first.id, now=now)
    assert book.person("云三朵", now=now).person.last == "2026-06-12T12:00:00Z"
    book.undo_touch(second.id, now=now)
    after = book.person("云三朵", now=now).person
    assert (after.last, after.strength) == (before.last, pytest.approx(before.strength))
    with pytest.raises(Refused, match="not in the book any more"):
        book.undo_touch(second.id)


def test_touches_alone_make_a_tie(empty: Path, now: int) -> None:
    """Somebody without any chat gets a rhythm out of what was logged."""
    from kithbook.store.models import Person

    Person.objects.create(name="Wilma Foxglove", is_me=True)
    Person.objects.create(name="Odalys Brightwater")
    for month in range(1, 7):
        book.log(["Odalys"], "Met for tea", now=now, on=f"2026-0{month}-05")
    row = book.person("Odalys", now=now).person
    assert row.strength is not None
    assert row.rhythm_days == pytest.approx(26, abs=5)  # five gaps lean on everybody's
    assert row.last == "2026-06-05T12:00:00Z"


def test_touches_count_before_anybody_said_whose_book_it_is(empty: Path, now: int) -> None:
    """They are kept when everything is measured anew without an owner."""
    from kithbook.book import measuring
    from kithbook.store.models import Person

    Person.objects.create(name="Odalys Brightwater")
    book.log(["Odalys"], "Met for tea", now=now)
    book.log(["Odalys"], "Called her", now=now, on="2026-06-01")
    before = book.person("Odalys", now=now).person
    measuring.refit(now=now)
    after = book.person("Odalys", now=now).person
    assert after.strength == before.strength is not None
    assert after.last == before.last == "2026-06-15T09:00:00Z"


def test_a_new_import_keeps_what_was_logged(cast: Path, account: Any, now: int, tmp_path: Path) -> None:
    """Ties that are measured anew still know of the touch."""
    book.log(["云三朵"], "Met at the kiln", now=now, on="yesterday")
    account.talk("سليم القنديل", now - 3 * DAY)
    book.bring_in(account.write(tmp_path), now=now)
    assert book.person("云三朵", now=now).person.last == "2026-06-14T12:00:00Z"


@pytest.mark.parametrize(
    ("names", "text", "more", "why"),
    [
        ((), "a quiet day", {}, "With whom was it"),
        (["Wilma"], "talked to myself", {}, "With whom was it"),
        (["Ines"], "  ", {}, "Write a few words"),
        (["Zelda"], "met", {}, "Nobody called Zelda"),
        (["Ines"], "met", {"on": "tomorrow"}, "has not come yet"),
        (["Ines"], "met", {"on": "the other day"}, "no day that can be understood"),
        (["Ines"], "met", {"next": "2020-01-01"}, "is past"),
    ],
)
def test_what_cannot_be_understood_is_refused(
    cast: Path, now: int, names: Any, text: str, more: dict[str, str], why: str
) -> None:
    """Each refusal says what is missing, and nothing is kept."""
    before = book.person("Ines", now=now)
    with pytest.raises(Refused, match=why):
        book.log(names, text, now=now, **more)
    assert book.person("Ines", now=now) == before

"""This week's few: within the minutes, with reasons, each answer respected and taken back."""

import random
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from kithbook import book
from kithbook.store import context
from kithbook.vocabulary import Refused

DAY = 86_400


def whom(now: int, **more: Any) -> list[str]:
    """The names of this week's few."""
    return [nudge.person.name for nudge in book.today(now=now, **more).nudges]


def test_the_few_fit_into_the_minutes(cast: Path, now: int) -> None:
    """Minutes add up to no more than the budget, and who is due and did not fit is counted and named."""
    whole = book.today(now=now, minutes=600)
    assert sum(nudge.minutes for nudge in whole.nudges) <= 600
    assert whole.left_out.count == 0
    few = book.today(now=now, minutes=8)
    assert 0 < sum(nudge.minutes for nudge in few.nudges) <= 8
    assert few.left_out.count == len(whole.nudges) - len(few.nudges) > 0
    assert {one.name for one in few.left_out.people} < {nudge.person.name for nudge in whole.nudges}
    assert book.today(now=now, minutes=0).nudges == ()


def test_a_deleted_account_is_never_suggested(cast: Path, now: int) -> None:
    """Whoever has left the platform is nobody to write to."""
    from kithbook.store.models import Handle

    first = book.today(now=now, minutes=600).nudges[0].person
    Handle.objects.filter(person_id=first.id).update(key="deleted")
    assert first.name not in whom(now, minutes=600)


def test_nobody_comes_within_their_rhythm(cast: Path, now: int) -> None:
    """Ines was in touch within the week; the week after that she is due."""
    assert "云三朵" in whom(now, minutes=600)
    assert "Ines Halfmoon" not in whom(now - 3 * DAY, minutes=600)
    assert "Wilma Foxglove" not in whom(now, minutes=600)


def test_a_suggestion_says_why_where_and_gives_first(cast: Path, now: int) -> None:
    """The card of somebody one writes to in Chinese: reasons, channel, a memory, a draft in Chinese."""
    card = next(nudge for nudge in book.today(now=now, minutes=600).nudges if nudge.person.name == "云三朵")
    assert "7 November 2025" in str(card.why[0])
    assert (card.channel, card.language, card.drifting) == ("telegram", "zh-hans", True)
    assert card.draft.startswith("云三朵，")
    assert "2025年11月" in card.draft
    assert card.give is not None
    assert "7 November 2025" in str(card.give)
    assert len(card.evidence) >= 3


def test_somebody_of_a_group_is_greeted_outside_of_it(cast: Path, now: int) -> None:
    """The draft names the group, and the first message outside takes more minutes."""
    nudges = {nudge.person.name: nudge for nudge in book.today(now=now, minutes=600).nudges}
    assert "Lantern Street Makers" in nudges["Bram Teakettle"].draft
    assert nudges["Bram Teakettle"].minutes > nudges["云三朵"].minutes


def test_a_book_that_was_fed_long_ago_says_as_of(cast: Path, now: int) -> None:
    """Two years later the same people come with the day until which they were seen, and their drift has not grown."""
    assert all(nudge.as_of == "" for nudge in book.today(now=now, minutes=600).nudges)
    later = book.today(now=now + 730 * DAY, minutes=600)
    assert {nudge.as_of for nudge in later.nudges} == {"2026-06-08"}
    assert book.people(now=now + 730 * DAY) == book.people(now=now)


def test_done_logs_a_touch_and_uses_up_its_minutes(cast: Path, now: int) -> None:
    """Afterwards the person is in touch, the minutes are gone, and undoing brings both back."""
    before = book.today(now=now)
    card = before.nudges[0]
    touch = book.answer_nudge(card.person.id, "done", now=now)
    assert touch is not None
    assert (touch.kind, touch.on, touch.people) == ("wrote", "2026-06-15", (card.person,))
    assert card.person.name not in whom(now)
    assert sum(nudge.minutes for nudge in book.today(now=now).nudges) <= before.budget_minutes - card.minutes
    assert book.person(card.person.id, now=now).person.last == "2026-06-15T09:00:00Z"
    book.undo_answer(card.person.id, now=now)
    assert book.today(now=now) == before


@pytest.mark.parametrize(("answer", "away", "back"), [("later", 6, 7), ("not-them", 179, 181), ("rest", 4000, None)])
def test_who_was_answered_away_stays_away(cast: Path, now: int, answer: str, away: int, back: int | None) -> None:
    """Later is next week, not them half a year, rest until you say so; each is taken back at once."""
    before = book.today(now=now)
    person = before.nudges[0].person
    assert book.answer_nudge(person.id, answer, now=now) is None
    assert person.name not in whom(now, minutes=600)
    assert person.name not in whom(now + away * DAY, minutes=600)
    if back is not None:
        assert person.name in whom(now + back * DAY, minutes=600)
    book.undo_answer(person.id, now=now)
    assert book.today(now=now) == before
    with pytest.raises(Refused, match="no answer to take back"):
        book.undo_answer(person.id, now=now)


def test_an_unknown_answer_changes_nothing(cast: Path, now: int) -> None:
    """It is refused, and the week stays as it is."""
    before = book.today(now=now)
    with pytest.raises(Refused, match="no such answer"):
        book.answer_nudge(before.nudges[0].person.id, "maybe", now=now)
    assert book.today(now=now) == before


def test_a_rest_until_a_day_ends_on_that_day(cast: Path, now: int) -> None:
    """Before the day the person is not suggested, on it they are."""
    person = book.person("云三朵", now=now).person
    book.rest(person.id, "2026-06-20", now=now)
    assert person.name not in whom(now, minutes=600)
    assert person.name in whom(now + 5 * DAY, minutes=600)


def test_a_wish_for_the_next_time_is_kept(cast: Path, now: int) -> None:
    """Who was to be written to in two weeks is left alone until then, and then comes first with that reason."""
    book.log(["Tobias"], "Wrote about timetables", now=now, next="2 weeks")
    assert "Tobias Quillfeather" not in whom(now + 13 * DAY, minutes=600)
    card = book.today(now=now + 14 * DAY, minutes=600).nudges[0]
    assert card.person.name == "Tobias Quillfeather"
    assert "29 June 2026" in str(card.why[0])


def test_slipping_and_decisions_stand_beside(cast: Path, now: int) -> None:
    """Drifting people who did not fit are told, and a group that waits for a decision."""
    few = book.today(now=now, minutes=0)
    assert [row.name for row in few.slipping] == ["Bram Teakettle", "云三朵"]
    assert all(row.drifting for row in few.slipping)
    waiting = [row for row in book.groups(now=now).groups if row.verdict.answer not in {"keep", "too little data"}]
    assert [row.group.title for row in few.decisions] == [row.group.title for row in waiting]


def test_an_empty_book_says_so(empty: Path, now: int) -> None:
    """Before the first import there is nothing to suggest, and the answer says that the book is empty."""
    answer = book.today(now=now)
    assert answer.empty_book
    assert answer.nudges == ()


def test_without_an_owner_the_page_asks_who_you_are(empty: Path, now: int, tmp_path: Path) -> None:
    """Nobody is suggested as long as nobody knows whose book it is."""
    path = tmp_path / "chat.txt"
    path.write_text("\n".join(f"1/{day}/26, 9:00 AM - Ines: kiln" for day in range(1, 29)), encoding="utf-8")
    book.bring_in(path, now=now)
    answer = book.today(now=now)
    assert not answer.empty_book
    assert answer.nudges == ()
    assert "which name is yours" in str(answer.says)


def test_the_first_page_reads_no_history(empty: Path, now: int) -> None:
    """With a thousand people the page takes a few dozen statements, and none that walks over messages."""
    from kithbook.store.models import Person, Tie

    chance = random.Random(7)
    people = Person.objects.bulk_create(Person(name=f"Guest {number}") for number in range(1000))
    Person.objects.create(name="Wilma Foxglove", is_me=True)
    Tie.objects.bulk_create(
        Tie(
            person=person,
            strength=chance.random(),
            drift=chance.uniform(0.6, 1),
            rhythm_days=20.0,
            last=now - 60 * DAY,
            seen_until=now - DAY,
            direct=9,
            parameters={"person": person.pk, "last": now - 60 * DAY, "seen_until": now - DAY, "evidence": 9.0},
        )
        for person in people
    )
    connection = connections[context.alias()]
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    answer = book.today(now=now)
    connection.force_debug_cursor = False
    asked = [query["sql"] for query in connection.queries_log]
    assert len(answer.nudges) == 7
    assert answer.left_out.count == 993
    assert len(asked) < 250  # a few for each of those of whom it is looked up why now
    assert not [sql for sql in asked if "store_message" in sql and "LIMIT" not in sql]

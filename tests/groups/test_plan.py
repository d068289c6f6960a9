"""The way out: steps by verdict, the pace, the ticks."""

from datetime import date

import msgspec
import pytest

from kithbook.groups.plan import STEPS, Ground, letter_key, plan
from kithbook.vocabulary import ANSWERS, say
from kithbook.vocabulary.answers import GroupWords, Letter, Named, Reach, Revival, TalkCircle, TalkMap

TODAY = date(2026, 6, 15)


def letters(count: int, core: int = 2) -> list[Letter]:
    """Letters of eight minutes to ``count`` people, the first of them of the core."""
    return [Letter(Named(i, f"Person {i}"), "…", "en", "", 8, core=i < core) for i in range(count)]


def keys(answer: str, **known: object) -> list[str]:
    """The keys of the steps of an answer."""
    ground = Ground(answer, 4, 2, letters(4), GroupWords(), {})._replace(**known)
    return [step.key for step in plan(ground, minutes=30, today=TODAY).steps]


CIRCLE = TalkCircle(1, tuple(Named(i, f"Person {i}") for i in range(5)), 40, 3, say("five people"))
CIRCLES = TalkMap((CIRCLE,), (), (), 0, None, 0.3, 0.01, ())
REACH = Reach(Named(1, "Me"), True, 2.0, 0.5, 0.4, 0.6, (), 14.0, ())


def test_every_answer_has_a_plan():
    """Whatever the verdict, something can be done, and each step has a key of its own."""
    assert set(STEPS) == set(ANSWERS)
    for answer in ANSWERS:
        found = keys(answer, circles=CIRCLES, reach=REACH)
        assert found
        assert len(found) == len(set(found))


def test_an_archive_ends_with_letters_a_note_and_memories():
    """From the choice to the mute."""
    assert keys("archive") == ["choose", "core", "others", "note", "memories", "look"]
    assert keys("archive", kept=0, letters=()) == ["note", "memories", "look"]
    assert keys("archive", circles=CIRCLES) == ["choose", "core", "others", "gather", "note", "memories", "look"]


def test_letters_go_out_at_half_of_the_minutes():
    """Thirty minutes a week: two letters of eight minutes each; four are done in two weeks."""
    found = plan(Ground("archive", 4, 2, letters(4), GroupWords(), {}), minutes=30, today=TODAY)
    assert [letter.when for letter in found.letters] == ["2026-06-22", "2026-06-22", "2026-06-29", "2026-06-29"]
    assert "30 minutes a week" in str(found.says)
    assert "29 June 2026" in str(found.says)
    assert {step.key: step.when for step in found.steps}["look"] == "2026-09-27"


@pytest.mark.parametrize(("minutes", "last"), [(0, "2026-07-13"), (10, "2026-07-13"), (120, "2026-06-22")])
def test_the_pace_follows_the_minutes(minutes, last):
    """One letter a week at least, however few minutes there are."""
    found = plan(Ground("archive", 4, 2, letters(4), GroupWords(), {}), minutes=minutes, today=TODAY)
    assert max(letter.when for letter in found.letters) == last


def test_a_tick_frees_its_time():
    """With two letters written the others move up, and all done takes no time any more."""
    ticks = {letter_key(letter): "2026-06-14" for letter in letters(2)} | {"note": "2026-06-13"}
    found = plan(Ground("archive", 4, 2, letters(4), GroupWords(), ticks), minutes=30, today=TODAY)
    assert [letter.when for letter in found.letters] == ["", "", "2026-06-22", "2026-06-22"]
    assert {step.key: step.done for step in found.steps}["note"] == "2026-06-13"
    done = {letter_key(letter): "2026-06-14" for letter in letters(4)}
    assert "until" not in str(
        plan(Ground("archive", 4, 2, letters(4), GroupWords(), done), minutes=30, today=TODAY).says
    )


def test_an_idea_repeats_what_worked_else_asks_about_a_topic():
    """What did more than chance before; else a question on what they write about; a gift where nothing is asked."""

    def idea(**known: object) -> str:
        ground = Ground("revive", 4, 2, letters(4), GroupWords(), {})._replace(**known)
        return str(plan(ground, minutes=30, today=TODAY).steps[0].says)

    worked = Revival("2024-05-18", "told", 12, 60, "more than chance", say(""), uplift=63.0, what="studio day")
    failed = msgspec.structs.replace(worked, effect="cannot tell", what="a red envelope")
    assert idea(revivals=(failed, worked)) == "Do again what worked on 18 May 2024: studio day"
    assert idea(topics=("glazes", "kilns")) == "Ask one good question on what they write about: glazes, kilns"
    assert (
        idea(topics=("glazes",), words=GroupWords(ask_free=True)) == "Give something on what they write about: glazes"
    )
    assert idea(words=GroupWords(ask_free=True)) == "Give one thing that they would miss otherwise"
    assert idea(revivals=(failed,)) == "Ask one question that only these people can answer"


def test_an_attempt_is_looked_at_sixty_days_after_it_was_made():
    """The look waits for the tick of the idea."""
    ground = Ground("revive", 4, 2, letters(4), GroupWords(), {"idea": "2026-06-01"})
    steps = {step.key: step for step in plan(ground, minutes=30, today=TODAY).steps}
    assert steps["look"].when == "2026-07-31"


@pytest.mark.parametrize(("size", "fits"), [(2, False), (3, True), (12, True), (13, False)])
def test_a_circle_that_fits_one_table_is_met(size, fits):
    """Three to twelve people."""
    people = tuple(Named(i, f"Person {i}") for i in range(size))
    circles = msgspec.structs.replace(CIRCLES, circles=(msgspec.structs.replace(CIRCLE, people=people),))
    assert ("gather" in keys("archive", circles=circles)) == fits


def test_nothing_is_asked_of_an_ask_free_group():
    """No meeting is asked for, and the note stays."""
    assert "gather" not in keys("archive", circles=CIRCLES, words=GroupWords(ask_free=True))


def test_a_notice_board_of_others_is_read_and_ones_own_is_written():
    """What is told how often depends on whose voice it is."""
    assert keys("broadcast")[0] == "read"
    assert keys("broadcast", reach=REACH)[:2] == ["note", "update"]
    ground = Ground("broadcast", 0, 0, (), GroupWords(), {}, reach=REACH)
    assert str(plan(ground, minutes=30, today=TODAY).steps[1].detail) == "At most one in 14 days."

"""What the owner says of a group, ticks of its plan, and tells of attempts to wake it."""

from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused
from kithbook.vocabulary.answers import GroupWords

LANTERN = "Lantern"


def keys(now: int) -> dict[str, str]:
    """The steps of the plan with the day of their tick."""
    plan = book.group(LANTERN, now=now).plan
    assert plan is not None
    return {step.key: step.done for step in plan.steps}


def test_a_word_on_a_group_is_kept_and_judged_by(cast: Path, now: int) -> None:
    """A burden ends it, whatever was seen; the word is a reason and can be taken back."""
    before = book.group(LANTERN, now=now)
    assert before.words == GroupWords()
    book.say_of_group(LANTERN, purpose="hobby", feeling="a burden", now=now)
    after = book.group(LANTERN, now=now)
    assert after.words == GroupWords("hobby", "a burden")
    assert after.verdict.answer in {"archive", "leave"}
    assert "your word" in {reason.name for reason in after.verdict.reasons}
    book.say_of_group(LANTERN, feeling="", now=now)
    assert book.group(LANTERN, now=now).verdict == before.verdict
    assert book.group(LANTERN, now=now).words == GroupWords("hobby")


@pytest.mark.parametrize("word", [{"purpose": "sports"}, {"feeling": "so so"}, {"choice": "too little data"}])
def test_a_word_that_there_is_not_is_refused_and_changes_nothing(cast: Path, now: int, word: dict[str, str]) -> None:
    """The sentence lists those that there are."""
    with pytest.raises(Refused, match=r"none of the words for that. Choose"):
        book.say_of_group(LANTERN, ask_free=True, now=now, **word)
    assert book.group(LANTERN, now=now).words == GroupWords()


def test_another_end_changes_the_plan_and_not_the_verdict(cast: Path, now: int) -> None:
    """You may leave what the book would keep."""
    before = book.group(LANTERN, now=now)
    book.say_of_group(LANTERN, choice="leave", now=now)
    after = book.group(LANTERN, now=now)
    assert after.verdict == before.verdict
    assert "leave" in keys(now)


def test_ticks_are_kept_through_new_reports(cast: Path, now: int) -> None:
    """A tick stays when the group is judged again, and can be taken back."""
    book.say_of_group(LANTERN, choice="archive", now=now)
    book.tick(LANTERN, ["note", "memories"], now=now)
    book.set_stated_size(book.group(LANTERN, now=now).group.id, 300, now=now)
    assert keys(now)["note"] == keys(now)["memories"] == "2026-06-15"
    book.tick(LANTERN, [], ["note"], now=now)
    assert (keys(now)["note"], keys(now)["memories"]) == ("", "2026-06-15")


def test_a_letter_is_ticked_like_a_step(cast: Path, now: int) -> None:
    """The letters move up once one is written."""
    plan = book.group(LANTERN, now=now).plan
    assert plan is not None
    first = plan.letters[0]
    assert first.draft
    assert first.when > "2026-06-15"
    book.tick(LANTERN, [f"letter-{first.person.id}"], now=now)
    after = book.group(LANTERN, now=now).plan
    assert after is not None
    assert (after.letters[0].done, after.letters[0].when) == ("2026-06-15", "")


def test_a_step_that_the_plan_does_not_have_is_refused(cast: Path, now: int) -> None:
    """Nothing is ticked then, not even what there is."""
    with pytest.raises(Refused, match="The plan has no step dance"):
        book.tick(LANTERN, ["look", "dance"], now=now)
    assert keys(now)["look"] == ""


def test_an_attempt_that_was_told_can_be_taken_back(cast: Path, now: int) -> None:
    """It is kept with its words; a day that is to come, or none, is refused."""
    from kithbook.store import models

    book.tell_attempt(LANTERN, "yesterday", "  a studio day  ", now=now)
    told = models.Attempt.objects.get()
    assert (told.at, told.words) == (1_781_395_200, "a studio day")
    for day in ("tomorrow", "2026-06-16", "some day"):
        with pytest.raises(Refused, match="is no day that was"):
            book.tell_attempt(LANTERN, day, "too early", now=now)
    book.untell_attempt(LANTERN, told.pk, now=now)
    assert not models.Attempt.objects.exists()
    with pytest.raises(Refused, match="no such attempt"):
        book.untell_attempt(LANTERN, told.pk, now=now)


def test_what_you_say_of_a_group_outlives_its_import(cast: Path, now: int) -> None:
    """An import that is undone takes the messages with it, and leaves the group of which you said something."""
    from kithbook.store import models

    book.say_of_group(LANTERN, purpose="friends", now=now)
    for one in book.imports().imports:
        book.undo(one.id, now=now)
    assert list(models.Chat.objects.values_list("title", "purpose")) == [("Lantern Street Makers", "friends")]
    assert book.group(LANTERN, now=now).verdict.answer == "too little data"

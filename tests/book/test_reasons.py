"""Why now: each reason comes from messages or notes that are named, and where nothing speaks for now, that is said."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kithbook import book

DAY = 86_400
GROUP = "Lantern Street Makers"


@pytest.fixture
def brought(account: Any, empty: Path, tmp_path: Path, now: int) -> Callable[[], None]:
    """Brings the account in, as it stands."""

    def bring() -> None:
        account.say(GROUP, "Lio Marchetti", now - DAY, "the oven is warm", group=True)  # until when all was seen
        book.bring_in(account.write(tmp_path), now=now)

    return bring


def card(name: str, now: int) -> Any:
    """The suggestion of somebody, under a budget that leaves nobody out."""
    return next((nudge for nudge in book.today(now=now, minutes=900).nudges if nudge.person.name == name), None)


def regular(account: Any, name: str, now: int, *, silent: int = 60, every: int = 20) -> None:
    """A tie of thirty talks, silent for some days."""
    for talk in range(30):
        account.talk(name, now - (silent + every * talk) * DAY)


def test_a_question_that_waits_for_an_answer(account: Any, brought: Callable[[], None], now: int) -> None:
    """They wrote last and asked: the message itself is the evidence; once it is answered, it waits no more."""
    regular(account, "Ines Halfmoon", now)
    account.say("Ines Halfmoon", "Ines Halfmoon", now - 59 * DAY, "do you still have the apple ash?")
    brought()
    told = card("Ines Halfmoon", now).occasion
    assert told.kind == "waiting"
    assert "do you still have the apple ash?" in str(told.says)
    from kithbook.store.models import Message

    assert [Message.objects.get(pk=row).text for row in told.messages] == ["do you still have the apple ash?"]


def test_an_answered_question_waits_no_more(account: Any, brought: Callable[[], None], now: int) -> None:
    """The owner wrote after it."""
    regular(account, "Ines Halfmoon", now)
    account.say("Ines Halfmoon", "Ines Halfmoon", now - 59 * DAY, "do you still have the apple ash?")
    account.say("Ines Halfmoon", account.me, now - 59 * DAY + 60, "I do")
    brought()
    found = card("Ines Halfmoon", now)
    assert found is None or found.occasion is None or found.occasion.kind != "waiting"


def test_a_season_is_told_with_the_talks_behind_it(account: Any, brought: Callable[[], None], now: int) -> None:
    """Six Junes, and this year not yet: one message of each year is the evidence."""
    for year in range(1, 7):
        for talk in range(3):
            account.talk("云三朵", now - (365 * year - 4 * talk) * DAY)
    regular(account, "Ines Halfmoon", now)
    brought()
    told = [each for each in [card("云三朵", now)] if each is not None]
    assert told
    assert told[0].occasion.kind == "season"
    assert len(told[0].occasion.messages) == 6


def test_news_that_was_noted(account: Any, brought: Callable[[], None], now: int) -> None:
    """You noted a new job and have not been in touch since; a talk afterwards ends it. The note itself is no talk."""
    regular(account, "Tobias Quillfeather", now)
    brought()
    book.log(["Tobias"], "started a new job at Puddlewick Rail", now=now - 20 * DAY, on="2026-05-26", kind="note")
    told = card("Tobias Quillfeather", now)
    assert told.occasion.kind == "news"
    assert "26 May 2026" in str(told.occasion.says)
    assert told.situation == "congratulate"
    book.log(["Tobias"], "called to congratulate", now=now - 10 * DAY, on="2026-06-05")
    assert card("Tobias Quillfeather", now) is None


def test_news_that_they_wrote(account: Any, brought: Callable[[], None], now: int) -> None:
    """They told it in the group and the owner did not answer: the message is the evidence."""
    regular(account, "Odalys Brightwater", now)
    account.say(GROUP, "Odalys Brightwater", now - 9 * DAY, "I got the job in Ghent, starting in July", group=True)
    for day in range(20):
        account.say(GROUP, "Bram Teakettle", now - (10 + day) * DAY, "glazing on Sunday", group=True)
    brought()
    told = card("Odalys Brightwater", now)
    assert told.occasion.kind == "news"
    assert len(told.occasion.messages) == 1


def test_a_question_in_a_group_that_a_post_of_yours_answers(
    account: Any, brought: Callable[[], None], tmp_path: Path, now: int
) -> None:
    """They asked about something that you wrote about, and nobody of you two has taken it up."""
    regular(account, "石小满", now)
    account.say(GROUP, "石小满", now - 5 * DAY, "does anybody know why wood ash glazes run?", group=True)
    for day in range(20):
        account.say(GROUP, "Bram Teakettle", now - (6 + day) * DAY, "Sunday it is", group=True)
    brought()
    post = tmp_path / "post.md"
    post.write_text("---\ntitle: Why wood ash glazes run\ndate: 2026-06-01\n---\nWood ash glazes run when ...")
    book.keep_piece("Why wood ash glazes run", kind="post", about="wood ash glazes, kiln", now=now - 14 * DAY)
    told = card("石小满", now)
    assert told.occasion.kind == "question"
    assert told.offer.title == "Why wood ash glazes run"
    assert told.situation == "answer a question"


def test_a_birthday_comes_first_among_those_who_are_close(cast: Path, now: int) -> None:
    """Within the week before it, whatever their rhythm; the draft is for a birthday and names no age."""
    book.describe("Ines Halfmoon", "birthday", "1985-06-18", now=now)
    first = book.today(now=now).nudges[0]
    assert first.person.name == "Ines Halfmoon"
    assert (first.occasion.kind, first.occasion.on, first.situation) == ("birthday", "2026-06-18", "birthday")
    assert "41" not in first.draft


def test_what_is_later_than_you_wanted(account: Any, brought: Callable[[], None], now: int) -> None:
    """A rhythm that was set for one person: at best monthly, at the latest after fifty days."""
    regular(account, "Ines Halfmoon", now, silent=55, every=50)
    brought()
    book.describe("Ines Halfmoon", "rhythm", "30 50", now=now)
    told = card("Ines Halfmoon", now)
    assert "no more than 50 days" in " ".join(map(str, (*told.why, *told.evidence)))


def test_no_reason_is_said_and_ranks_lower(account: Any, brought: Callable[[], None], now: int) -> None:
    """Of two equal ties the one with a reason comes first; of the other it is said that there is none."""
    regular(account, "Bram Teakettle", now, silent=90)
    regular(account, "Ines Halfmoon", now, silent=90)
    account.say("Ines Halfmoon", "Ines Halfmoon", now - 89 * DAY, "are you coming on Sunday?")
    brought()
    nudges = book.today(now=now, minutes=900).nudges
    assert [nudge.person.name for nudge in nudges][:2] == ["Ines Halfmoon", "Bram Teakettle"]
    assert nudges[1].occasion is None
    assert "No particular reason" in str(nudges[1].why[0])


def test_a_promise_is_a_reason(account: Any, brought: Callable[[], None], now: int) -> None:
    """What you promised and did not yet keep; once kept it is none."""
    regular(account, "Ines Halfmoon", now)
    brought()
    row = book.log_favour("Ines", "promised", by_me=True, kind="gift", text="the book on salt kilns", now=now - 9 * DAY)
    told = card("Ines Halfmoon", now)
    assert told.occasion.kind == "promise"
    assert "the book on salt kilns" in told.draft
    book.end_favour(row.id, kept=True)
    again = card("Ines Halfmoon", now)
    assert again is None or again.occasion is None or again.occasion.kind != "promise"


def test_of_somebody_from_a_list_no_talk_is_made_up(empty: Path, now: int) -> None:
    """A typed name has no draft that speaks of a talk; on a birthday there is one for that."""
    book.add("Lio Marchetti", now=now)
    assert book.draft("Lio", now=now).text == ""
    book.describe("Lio", "birthday", "--06-16", now=now)
    card = next(each for each in book.today(now=now).nudges if each.person.name == "Lio Marchetti")
    assert card.situation == "birthday"
    assert "Lio" in card.draft

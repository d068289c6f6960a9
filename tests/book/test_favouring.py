"""Asking and giving: counted only with a yes, told as a sentence, and a draft that should not ask is flagged."""

from pathlib import Path
from typing import Any

import pytest

from kithbook import book
from kithbook.vocabulary import Refused

DAY = 86_400


def test_the_balance_is_a_sentence(cast: Path, now: int) -> None:
    """From nothing, over more from them, to even, to more from you."""
    assert book.favours("Ines", now=now).says is None
    book.log_favour("Ines", "given", by_me=False, kind="help", text="carried the shelves", now=now)
    assert "more came from them" in str(book.favours("Ines", now=now).says)
    book.log_favour("Ines", "given", by_me=True, kind="gift", text="a bowl", now=now)
    assert "about even" in str(book.favours("Ines", now=now).says)
    book.log_favour("Ines", "given", by_me=True, kind="time", text="an afternoon", now=now)
    assert "You may ask, too" in str(book.favours("Ines", now=now).says)
    row = book.log_favour("Ines", "promised", by_me=True, text="the book", due="2 weeks", now=now)
    assert row.due == "2026-06-29"
    assert "still open" in str(book.favours("Ines", now=now).says)
    book.end_favour(row.id, kept=True)
    assert [each.state for each in book.favours("Ines", now=now).favours if each.id == row.id] == ["kept"]
    book.end_favour(row.id, kept=False)
    assert row.id not in [each.id for each in book.favours("Ines", now=now).favours]


def test_what_messages_tell_counts_only_with_a_yes(account: Any, empty: Path, tmp_path: Path, now: int) -> None:
    """A loan that was asked for is proposed with its message; a no is remembered, also over a later import."""
    for talk in range(12):
        account.talk("Ines Halfmoon", now - (40 + 12 * talk) * DAY)
    account.say("Ines Halfmoon", account.me, now - 20 * DAY, "Could you lend me 200 euros until Friday?")
    account.say("Ines Halfmoon", "Ines Halfmoon", now - 10 * DAY, "Could you introduce me to Odalys?")
    book.bring_in(account.write(tmp_path), now=now)
    answer = book.favours("Ines", now=now)
    assert answer.favours == ()
    assert answer.says is None
    told = {row.kind: row for row in answer.proposed}
    assert set(told) == {"money", "introduction"}
    assert all(len(row.messages) == 1 for row in answer.proposed)
    assert book.answer_favour("Ines", told["introduction"].id, False, now=now) is None
    kept = book.answer_favour("Ines", told["money"].id, True, now=now)
    assert kept is not None
    assert (kept.deed, kept.by_me, kept.state) == ("asked", True, "yes")
    assert book.favours("Ines", now=now).proposed == ()
    with pytest.raises(Refused, match="not proposed any more"):
        book.answer_favour("Ines", told["money"].id, True, now=now)


def test_logging_what_was_given_keeps_a_favour_and_undo_takes_it_along(cast: Path, now: int) -> None:
    """ "gave Ines a book" is a touch and a favour; without the touch there is no favour."""
    touch = book.log("", "gave Ines a book", now=now)
    assert [(row.deed, row.by_me, row.kind) for row in book.favours("Ines", now=now).favours] == [
        ("given", True, "gift")
    ]
    book.undo_touch(touch.id, now=now)
    assert book.favours("Ines", now=now).favours == ()


def test_nothing_is_asked_of_who_is_ask_free(cast: Path, now: int) -> None:
    """A person whom you said it of, and those known from an ask-free group alone."""
    book.describe("云三朵", "ask_free", "yes", now=now)
    assert book.favours("云三朵", now=now).ask_free
    assert not book.favours("Bram Teakettle", now=now).ask_free
    book.say_of_group("Lantern Street Makers", ask_free=True, now=now)
    assert book.favours("Bram Teakettle", now=now).ask_free
    assert not book.favours("Ines Halfmoon", now=now).ask_free  # they talk one to one, too
    book.describe("云三朵", "ask_free", "", now=now)
    assert not book.favours("云三朵", now=now).ask_free


def test_a_draft_that_asks_is_flagged(cast: Path, now: int) -> None:
    """Of an ask-free person, and of somebody who was only asked within a year; with something that gives instead."""
    from datetime import date

    from kithbook.book import favouring

    row = book.log_favour("Ines", "asked", by_me=True, kind="help", text="to carry shelves", now=now)
    today, text = date(2026, 6, 15), "Ines, could you help me carry the kiln?"
    person = row.person.id
    flagged = favouring.asks(person, text, [row], set(), today)
    assert "only asked" in str(flagged.flag)
    assert flagged.instead is not None
    assert "nothing is asked" in str(favouring.asks(person, text, [], {person}, today).flag)
    assert favouring.asks(person, "Ines, a wave from here.", [row], {person}, today).flag is None
    assert favouring.asks(person, text, [], set(), today).flag is None


@pytest.mark.parametrize("wrong", [{"deed": "stolen"}, {"kind": "fame"}, {"on": "someday"}, {"due": "whenever"}])
def test_what_cannot_be_is_refused(cast: Path, now: int, wrong: dict[str, str]) -> None:
    """One sentence, and nothing is kept."""
    told = {"deed": "given", "kind": "help"} | wrong
    with pytest.raises(Refused):
        book.log_favour("Ines", told.pop("deed"), by_me=True, now=now, **told)
    assert book.favours("Ines", now=now).favours == ()

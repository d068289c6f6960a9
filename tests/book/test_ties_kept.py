"""What is kept of ties and chats follows also from what adds no message: edits, words, members, a run that died."""

from pathlib import Path
from typing import Any

import pytest

from kithbook import book
from tests.book.conftest import DAY
from tests.book.test_diaries import anew, grown, kept, same


def test_what_was_said_and_taken_back_between_a_touch_and_its_undo_leaves_nothing(cast: Path, now: int) -> None:
    """The clocks are then not those of the touch, although all words are as they were before it."""
    before = book.person("云三朵", now=now).person
    touch = book.log("云三朵", "called yesterday", now=now)
    book.describe("云三朵", "familiarity", "5", now=now)
    book.describe("云三朵", "familiarity", "", now=now)
    book.undo_touch(touch.id, now=now)
    assert book.person("云三朵", now=now).person == before


def test_an_edited_message_has_the_length_that_it_has_now(empty: Path, account: Any, now: int, tmp_path: Path) -> None:
    """A later export tells some messages longer; undoing it makes them short again."""
    account.talk("Ines Halfmoon", now - 90 * DAY)
    account.talk("Ines Halfmoon", now - 30 * DAY)
    book.bring_in(account.write(tmp_path), now=now)
    short = kept()
    line = account.chats["Ines Halfmoon"]["messages"][0]
    line |= {"text": line["text"] * 9, "edited_unixtime": str(now - DAY)}
    (tmp_path / "later").mkdir()
    later = book.bring_in(account.write(tmp_path / "later"), now=now).imports[0].id
    long = kept()
    assert long["size_mine"].sum() > short["size_mine"].sum()
    same(long, anew(now))
    book.undo(later, now=now)
    assert kept().equals(short)


def test_a_chat_of_three_names_is_between_two_when_two_of_them_are_one(
    empty: Path, account: Any, now: int, tmp_path: Path
) -> None:
    """Then every message counts, not only those that turn to somebody."""
    for at, who in enumerate(("Ines Halfmoon", account.me, "I. Halfmoon", account.me) * 4):
        account.say("Kiln", who, now - 9 * DAY + 60 * at, f"line {at}", group=True)
    account.chats["Kiln"]["type"] = "of no known type"
    book.bring_in(account.write(tmp_path), now=now)
    assert kept()["direct"].sum() == 0
    book.same("Ines Halfmoon", "I. Halfmoon", now=now, sure=True)
    book.settle(now=now)
    both = kept()
    assert both["direct"].sum() == 16
    same(both, anew(now))


def test_a_run_that_died_after_linking_makes_the_days_anew(
    empty: Path, account: Any, now: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is linked is noted before the days are made: they are not taken for those of the new links."""
    from kithbook.book import diaries, measuring
    from kithbook.store.models import Chat, Diary

    grown(account, 0, 60)
    book.bring_in(account.write(tmp_path), now=now)
    grown(account, 60, 100)
    with monkeypatch.context() as patched:

        def dies(*_: Any) -> None:
            raise KeyboardInterrupt

        patched.setattr(diaries.diaries, "keep", dies)
        with pytest.raises(KeyboardInterrupt):
            book.bring_in(account.write(tmp_path), now=now)
    group = Chat.objects.get(title="Lantern Street")
    assert Diary.objects.get(chat=group).mark == ""
    measuring.refit(now=now)
    same(kept(), anew(now))


def test_what_is_said_while_ties_are_measured_is_not_lost(
    cast: Path, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody's closeness, told in another window, stays."""
    from kithbook.book import histories, measuring

    real = histories.quarters
    said: list[int] = []

    def meanwhile(*given: Any) -> Any:
        if not said:
            said.append(1)
            book.describe("云三朵", "familiarity", "5", now=now)
        return real(*given)

    monkeypatch.setattr(histories, "quarters", meanwhile)
    measuring.refit(now=now)
    assert book.person("云三朵", now=now).familiarity == 5


def test_a_book_that_has_grown_by_a_fifth_is_measured_anew(empty: Path, account: Any, now: int, tmp_path: Path) -> None:
    """How busy the owner was with one person enters the ties with all others."""
    from kithbook.book import measuring
    from kithbook.store.models import Tie

    for place in range(9):
        for week in range(1, 12):
            account.talk(f"Person {place}", now - (week * 7 + place) * DAY)
    book.bring_in(account.write(tmp_path), now=now)
    for day in range(8, 80):  # nothing that lets the others have been seen longer
        account.talk("Bo Tarn", now - day * DAY)
    (tmp_path / "more").mkdir()
    book.bring_in(account.write(tmp_path / "more"), now=now)
    drift = dict(Tie.objects.values_list("person_id", "drift"))
    Tie.objects.all().delete()
    measuring.refit(now=now)
    assert dict(Tie.objects.values_list("person_id", "drift")) == pytest.approx(drift)

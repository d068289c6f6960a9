"""The days that are kept of each chat: whatever comes or goes, they are what the messages say."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kithbook import book

DAY = 86_400


def kept() -> pl.DataFrame:
    """All days that are kept, in one order."""
    from kithbook.book import diaries
    from kithbook.store import columns

    found = diaries.days(columns.owners())
    return found.sort("chat", "person", "day", "first", "size_mine", "size_theirs")


def anew(now: int) -> pl.DataFrame:
    """The same, made again from the messages."""
    from kithbook.book import measuring
    from kithbook.store import models

    models.Diary.objects.all().delete()
    measuring.refit(now=now)
    return kept()


def same(one: pl.DataFrame, other: pl.DataFrame) -> None:
    """The chance of an answer may differ by a thousandth, by what its reading began with."""
    assert_frame_equal(one, other, rel_tol=0, abs_tol=0.01)


def linked() -> list[tuple[Any, ...]]:
    """What each message answers, as it is kept."""
    from kithbook.store import rows

    return rows.all_of("SELECT message, answers FROM store_answering ORDER BY message")


def grown(account: Any, since: int, until: int) -> None:
    """Talks with two people and in a group, every third day, some of them past midnight."""
    for day in range(since, until, 3):
        at = 1_750_000_000 + day * DAY
        account.talk("Ines Halfmoon", at)
        for step, who in enumerate(("Bram Otter", "Wilma Foxglove", "Ines Halfmoon", "Wilma Foxglove")):
            account.say("Lantern Street", who, at + 50_000 + 40 * step, f"line {day} {step}", group=True)


def test_days_that_were_added_to_are_those_of_the_whole(empty: Path, account: Any, now: int, tmp_path: Path) -> None:
    """A later, longer export only adds at the end: the days and the answers are as if all had come at once."""
    grown(account, 0, 60)
    book.bring_in(account.write(tmp_path), now=now)
    before = kept()
    grown(account, 60, 100)
    book.bring_in(account.write(tmp_path), now=now)
    after, answers = kept(), linked()
    assert len(after) > len(before) > 20
    same(after, anew(now))
    assert answers == linked()


def test_only_what_is_new_is_gone_through(
    empty: Path, account: Any, now: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a chat to which something was added the last weeks are read, of the others nothing."""
    from kithbook.store import columns

    grown(account, 0, 60)
    book.bring_in(account.write(tmp_path), now=now)
    account.talk("Ines Halfmoon", 1_750_000_000 + 70 * DAY)
    read: list[dict[int, int]] = []
    real = columns.events_after
    monkeypatch.setattr(columns, "events", lambda *_, **__: pytest.fail("read as a whole"))
    monkeypatch.setattr("kithbook.book.reporting.report_all", lambda *_: None)  # that looks at a whole group
    monkeypatch.setattr(columns, "events_after", lambda moments, whose: read.append(moments) or real(moments, whose))
    book.bring_in(account.write(tmp_path), now=now)
    assert [len(moments) for moments in read] == [1]
    assert all(moment > 1_750_000_000 + 30 * DAY for moment in read[0].values())


def test_what_was_undone_leaves_no_day(empty: Path, account: Any, now: int, tmp_path: Path) -> None:
    """Undoing the second import brings the days of the first back; undoing that too leaves nothing."""
    grown(account, 0, 60)
    first = book.bring_in(account.write(tmp_path), now=now).imports[0].id
    before, answers = kept(), linked()
    grown(account, 60, 100)
    second = book.bring_in(account.write(tmp_path), now=now).imports[0].id
    book.undo(second, now=now)
    assert kept().equals(before)
    assert linked() == answers
    book.undo(first, now=now)
    assert kept().is_empty()
    assert linked() == []


def test_an_older_export_changes_the_past(empty: Path, account: Any, now: int, tmp_path: Path) -> None:
    """Messages from before those that are known are counted as well."""
    grown(account, 60, 100)
    book.bring_in(account.write(tmp_path), now=now)
    grown(account, 0, 60)
    (tmp_path / "older").mkdir()
    book.bring_in(account.write(tmp_path / "older"), now=now)
    after = kept()
    assert after["first"].min() < 1_750_000_000 + DAY
    same(after, anew(now))


def test_another_owner_has_other_days(empty: Path, account: Any, now: int, tmp_path: Path) -> None:
    """Where it turns out that Bram is the owner, the days are those of Bram."""
    grown(account, 0, 30)
    book.bring_in(account.write(tmp_path), now=now)
    bram = book.people("Bram", now=now).people[0].id
    book.this_is_me(bram, now=now)
    book.settle(now=now)
    found = kept()
    assert bram not in found["person"].to_list()
    same(found, anew(now))


def test_what_lies_ahead_is_counted_when_its_time_has_come(empty: Path, account: Any, now: int, tmp_path: Path) -> None:
    """A clock that was ahead hides a message only until then."""
    account.talk("Ines Halfmoon", now - DAY)
    account.talk("Ines Halfmoon", now + DAY)
    book.bring_in(account.write(tmp_path), now=now)
    assert len(kept()) == 1
    from kithbook.book import measuring

    measuring.refit(now=now + 2 * DAY)
    assert len(kept()) == 2


def test_joining_two_people_reads_no_message(
    empty: Path, account: Any, now: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days are of handles: that two are one person changes whose they are, and nothing else."""
    from kithbook.store import columns

    account.talk("Ines Halfmoon", now - 9 * DAY)
    account.talk("Ines H.", now - 3 * DAY)
    book.bring_in(account.write(tmp_path), now=now)
    monkeypatch.setattr(columns, "events", lambda *_, **__: pytest.fail("read again"))
    book.same("Ines Halfmoon", "Ines H.", now=now)
    book.settle(now=now)
    assert kept()["person"].n_unique() == 1
    assert book.person("Ines Halfmoon", now=now).person.last == book.person("Ines H.", now=now).person.last

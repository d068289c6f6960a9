"""From contacts to days: what is counted of each day, on hand-drawn timelines."""

import itertools
import math
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.ties.days import DAYS, LONG_TALK, TALK_GAP, days, seen_from
from kithbook.vocabulary import CONTACT_COLUMNS, HOWS

ME, INES, BRAM = 1, 2, 3
DAY, HOUR, START = 86_400, 3_600, 1_700_006_400  # midnight, 15 November 2023
TYPES = {name: getattr(pl, kind) for name, kind, _ in CONTACT_COLUMNS}


def drawn(*moments: tuple[float, int], how: str = "message", size: int = 10, chat: int = 1) -> pl.DataFrame:
    """Contacts of the owner and Ines out of pairs (hour from the start, who)."""
    rows = [
        (chat, who, INES if who == ME else ME, START + round(hour * HOUR), HOWS.index(how), 1.0, size)
        for hour, who in moments
    ]
    return pl.DataFrame(rows, schema=TYPES, orient="row")


def of(*contacts: pl.DataFrame, shift: int = 0) -> list[dict[str, Any]]:
    """The days of the owner, in order."""
    found = days(seen_from(pl.concat(contacts), ME), shift=shift)
    assert found.columns == ["person", "chat", *(name for name, _ in DAYS)]
    return list(found.sort("person", "chat", "day").iter_rows(named=True))


def test_only_contacts_of_the_owner_are_seen():
    """What others have with each other, or the owner with themselves, is not the owner's."""
    others = pl.DataFrame(
        [(1, INES, BRAM, START, 0, 1.0, 1), (1, ME, ME, START, 0, 1.0, 1)], schema=TYPES, orient="row"
    )
    assert seen_from(others, ME).is_empty()


def test_a_day_counts_both_sides():
    """How much came from whom, one to one, with its characters."""
    (day,) = of(drawn((8, ME), (9, INES), (10, INES)))
    assert (day["person"], day["mine"], day["theirs"], day["direct"], day["in_groups"]) == (INES, 1.0, 2.0, 3, 0)
    assert (day["size_mine"], day["size_theirs"]) == (10, 20)
    assert (day["first"], day["last"]) == (START + 8 * HOUR, START + 10 * HOUR)


def test_a_day_is_one_where_the_owner_lives():
    """An hour after midnight in Shanghai is still yesterday in Greenwich."""
    contacts = drawn((-7, ME), (1, INES))
    assert len(of(contacts)) == 2
    assert len(of(contacts, shift=8 * HOUR)) == 1


def test_a_talk_ends_after_eight_hours_of_silence():
    """Who begins the next one is counted on the day on which it begins."""
    (day,) = of(drawn((0, ME), (1, INES), (9 + 1 / HOUR, INES)))
    assert (day["begun_mine"], day["begun_theirs"]) == (1, 1)
    (day,) = of(drawn((0, ME), (1, INES), (1 + TALK_GAP / HOUR, INES)))
    assert (day["begun_mine"], day["begun_theirs"]) == (1, 0)


def test_a_long_talk_has_twenty_contacts_from_both():
    """It counts on the day on which it began, also where it went past midnight."""
    both = [(23 + i / 10, ME if i % 2 else INES) for i in range(LONG_TALK)]
    first, second = of(drawn(*both))
    assert (first["long"], second["long"]) == (1, 0)
    assert of(drawn(*both[:-1]))[0]["long"] == 0
    assert of(drawn(*[(23 + i / 10, ME) for i in range(LONG_TALK)]))[0]["long"] == 0


def test_waits_are_measured_where_the_other_side_answers():
    """The first answer ends a wait, up to a week; the sums are of ln(1 + minutes)."""
    first, second = of(drawn((0, ME), (1, INES), (2, INES), (26, ME)))
    assert (first["waits_theirs"], first["wait_theirs"]) == (1, pytest.approx(math.log(61)))
    assert (second["waits_mine"], second["wait_mine"]) == (1, pytest.approx(math.log(1 + 24 * 60)))
    late = of(drawn((0, ME), (7 * 24 + 1, INES)))
    assert sum(day["waits_theirs"] for day in late) == 0


def test_a_meeting_is_of_both_and_begun_by_nobody():
    """Whoever noted it down does not count for more."""
    (day,) = of(drawn((12, ME), how="meeting"))
    assert (day["mine"], day["theirs"], day["met"], day["begun_mine"], day["direct"]) == (0.5, 0.5, 1, 0, 1)


def test_calls_voices_late_hours_and_touches_are_counted():
    """Each has a column of its own; the seconds of a call are no characters."""
    (day,) = of(
        drawn((23, INES), how="call", size=600),
        drawn((12, ME), how="voice"),
        drawn((13, ME), how="touch", chat=1),
        drawn((14, INES), how="answer"),
    )
    assert (day["calls"], day["call_seconds"], day["voice"], day["touches"], day["late"]) == (1, 600, 1, 1, 1)
    assert (day["direct"], day["in_groups"], day["size_theirs"]) == (3, 1, 10)


@given(
    st.lists(st.tuples(st.integers(0, 90 * 24), st.sampled_from([ME, INES])), max_size=40),
    st.sampled_from([0, -5 * HOUR, 8 * HOUR]),
)
def test_days_add_up_to_the_contacts(moments, shift):
    """Nothing is lost or counted twice, whatever the timeline; every day lies within its own hours."""
    found = of(drawn(*moments), shift=shift)
    assert sum(day["direct"] for day in found) == len(moments)
    assert sum(day["mine"] for day in found) == sum(who == ME for _, who in moments)
    assert all((day["first"] + shift) // DAY == day["day"] == (day["last"] + shift) // DAY for day in found)
    begun = sum(day["begun_mine"] + day["begun_theirs"] for day in found)
    hours = sorted(hour for hour, _ in moments)
    assert begun == (1 + sum(b - a > 8 for a, b in itertools.pairwise(hours)) if hours else 0)

"""The clock on the wall becomes UTC."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.store.clock import WallClock, local_zone
from kithbook.vocabulary import Refused

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Asia/Shanghai", "UTC")


def wall(moment: int, zone: str) -> int:
    """What a clock in ``zone`` shows at ``moment``, as seconds since 1970."""
    local = datetime.fromtimestamp(moment, ZoneInfo(zone))
    return int(local.replace(tzinfo=UTC).timestamp())


@given(st.integers(0, 2_000_000_000), st.sampled_from(ZONES))
def test_shows_the_same_time_again(moment: int, zone: str) -> None:
    """Whatever the clock showed, the moment found shows it too; of two such moments it is the first."""
    shown = wall(moment, zone)
    found = WallClock(zone).utc(shown)
    assert wall(found, zone) == shown
    assert found <= moment


@given(st.lists(st.integers(0, 2_000_000_000), min_size=2, max_size=20), st.sampled_from(ZONES))
def test_cached_hours_change_nothing(moments: list[int], zone: str) -> None:
    """Asking many times of one clock gives what a fresh clock gives each time."""
    clock = WallClock(zone)
    assert [clock.utc(at) for at in moments] == [WallClock(zone).utc(at) for at in moments]


def test_hour_that_never_was() -> None:
    """In the gap of spring the offset before the jump counts, so that time does not run backwards."""
    clock = WallClock("Europe/Berlin")
    before, gap, after = (clock.utc(wall(1_711_846_800, "UTC") + minutes * 60) for minutes in (59, 90, 121))
    assert before < gap < after + 3600


def test_unknown_zone_is_refused() -> None:
    """A zone that nobody knows is refused with an example of one that works."""
    with pytest.raises(Refused, match="Atlantis"):
        WallClock("Europe/Atlantis")


def test_machine_has_a_zone() -> None:
    """The machine's own zone can be used as it is named."""
    assert WallClock(local_zone()).utc(0) is not None

"""From days to what is kept of a tie, and from that to what is said of it at any moment."""

import math

import msgspec
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook import ties
from kithbook.ties.days import DAY, days
from kithbook.ties.history import HORIZONS, History
from tests.ties.drawing import ME, START, THEM, by_turns, contacts

GROUND = ties.Ground()


def at(day: float) -> int:
    """The moment so many days from the start."""
    return START + round(day * DAY)


def until(day: float, *people: int) -> pl.DataFrame:
    """Everybody seen until then."""
    return pl.DataFrame(
        {"person": people, "until": [at(day)] * len(people)}, schema={"person": pl.Int32, "until": pl.Int64}
    )


def kept(*moments: tuple[float, bool], seen: float, how: str = "message") -> History:
    """What is kept of one tie."""
    return ties.histories(days(contacts(*moments, how=how)), until(seen, 1))[1]


def test_one_message_is_too_little_to_say():
    """There is no strength, no rhythm, no drift, and it says so."""
    tie = ties.at(kept((0, THEM), seen=9), GROUND, now=at(9))
    assert (tie.strength.value, tie.rhythm_days, tie.drift) == (None, None, None)
    assert str(tie.strength.reasons[0].says) == "too little to say: 1 contact so far"
    assert ties.ahead(kept((0, THEM), seen=9), GROUND, now=at(9)) is None


def test_nobody_is_no_error():
    """A book without days has no histories, and learns nothing."""
    nothing = days(contacts())
    assert ties.histories(nothing, until(0)) == {}
    assert ties.learn(nothing, until(0), now=at(0)).tests == ()
    assert ties.all_at([], GROUND, now=at(0)) == []
    assert ties.at(History(7), GROUND, now=at(0)).last is None


def test_a_tie_that_was_kept_is_the_same_when_it_is_read_again():
    """As JSON and back nothing is lost."""
    history = kept(*by_turns(5, 30), seen=200)
    again = msgspec.json.decode(msgspec.json.encode(history), type=History)
    assert again == history
    assert ties.at(again, GROUND, now=at(200)) == ties.at(history, GROUND, now=at(200))


def test_many_at_once_are_what_each_is_alone():
    """The same numbers, with a familiarity, groups and channels, and with nothing known."""
    some = [kept(*by_turns(every, 20), seen=300) for every in (1, 4, 12)]
    some = [msgspec.structs.replace(each, person=place) for place, each in enumerate(some)]
    some[1] = msgspec.structs.replace(some[1], familiarity=4, groups=3, channels=2)
    some += [History(7), History(8, familiarity=5), msgspec.structs.replace(kept((0, ME), seen=9), person=9)]
    for one, many in zip(some, ties.all_at(some, GROUND, now=at(320)), strict=True):
        alone = ties.at(one, GROUND, now=at(320))
        for name in ("person", "last", "seen_until", "direct", "rhythm_days", "circle"):
            assert getattr(many, name) == getattr(alone, name)
        for told, single in ((many.strength.value, alone.strength.value), (many.drift, alone.drift)):
            assert told == (None if single is None else pytest.approx(single))
        assert (many.strength.low, many.strength.high) == pytest.approx((alone.strength.low, alone.strength.high))


def test_an_export_that_ended_in_the_past_does_not_age():
    """Evaluated years later, the tie is as it was when it was last seen."""
    history = kept(*by_turns(3, 40), seen=130)
    assert ties.at(history, GROUND, now=at(130)) == ties.at(history, GROUND, now=at(5_000))


def test_ten_years_of_silence_leave_a_faint_tie_and_no_certainty():
    """An old friend is weaker, likelier silent than before, and may come back."""
    fresh, old = (ties.at(kept(*by_turns(3, 130), seen=seen), GROUND, now=at(seen)) for seen in (391, 4_040))
    assert 0 < float(old.strength) < float(fresh.strength)
    assert fresh.drift is not None
    assert old.drift is not None
    assert fresh.drift < old.drift < 1


def test_a_touch_starts_every_clock_again():
    """After a logged coffee there is no silence, less drift and no less strength."""
    before = kept(*by_turns(5, 20), seen=300)
    after = ties.touched(before, at(310))
    assert (after.sums.last, after.pace.last, after.rhythm.last) == (at(310),) * 3
    assert (after.sums.seen_until, after.pace.seen_until, after.rhythm.seen_until) == (at(310),) * 3
    was, now = (ties.at(each, GROUND, now=at(310)) for each in (before, after))
    assert float(now.strength) > float(was.strength)
    assert was.drift is not None
    assert now.drift is not None
    assert now.drift < was.drift


def test_a_touch_logged_for_the_past_leaves_the_clocks_alone():
    """To remember an old meeting does not end a silence."""
    before = kept(*by_turns(5, 20), seen=300)
    after = ties.touched(before, at(3))
    assert (after.sums.last, after.sums.seen_until) == (before.sums.last, before.sums.seen_until)


def test_what_lies_ahead_has_an_order():
    """More days, less silence; an interval holds its chance; the next contact lies in its own."""
    found = ties.ahead(kept(*by_turns(7, 60), seen=425), GROUND, now=at(425))
    assert found is not None
    assert [horizon for horizon, *_ in found.chances] == list(HORIZONS)
    chances = [chance for _, chance, _, _ in found.chances]
    assert chances == sorted(chances, reverse=True)
    assert all(0 < low <= chance <= high < 1 for _, chance, low, high in found.chances)
    assert found.expected is not None
    earliest, middle, latest = found.expected
    assert at(425) <= earliest <= middle <= latest
    assert found.reasons


@pytest.mark.parametrize("silent", [1, 30, 120, 400])
def test_what_is_expected_agrees_with_the_chance_of_silence(silent):
    """Where three silent months are likelier than not, the next contact is not expected within them."""
    found = ties.ahead(kept(*by_turns(3, 100), seen=300 + silent), GROUND, now=at(300 + silent))
    assert found is not None
    chance = next(chance for horizon, chance, _, _ in found.chances if horizon == 90)
    later = found.expected is None or found.expected[1] - at(300 + silent) > 90 * DAY
    assert later == (chance > 0.5)


def test_a_birthday_tie_is_forecast_by_its_year():
    """In March nothing is to be expected before June, and nobody calls it drifting; in May it is."""
    moments = [(year * 365.25 + hour / 24, hour == 12) for year in range(6) for hour in (12, 13)]  # every 14 November
    for ahead_of, likely in ((240, True), (30, False)):
        seen = 6 * 365.25 - ahead_of
        history = kept(*moments, seen=seen)
        tie = ties.at(history, GROUND, now=at(seen))
        assert tie.rhythm_days == pytest.approx(365, abs=1)
        assert tie.drift is not None
        assert (tie.drift > 0.9) == likely
        assert not ties.drifting(tie)
        assert ties.all_at([history], GROUND, now=at(seen))[0].drift == pytest.approx(tie.drift)


def test_the_same_history_on_two_platforms_is_equally_close():
    """The measure knows no platform."""
    one, other = (contacts(*by_turns(2, 30), person=person, chat=person) for person in (1, 2))
    found = ties.histories(days(pl.concat([one, other])), until(70, 1, 2))
    assert ties.at(found[1], GROUND, now=at(70)).strength == ties.at(found[2], GROUND, now=at(70)).strength


def test_one_to_one_is_closer_than_the_same_in_a_group():
    """In a group others listen."""
    direct, group = (
        ties.at(
            ties.histories(days(contacts(*by_turns(2, 60), how=how, weight=weight)), until(125, 1))[1],
            GROUND,
            now=at(125),
        )
        for how, weight in (("message", 1.0), ("answer", 0.4))
    )
    assert float(direct.strength) > float(group.strength) > 0
    assert (direct.in_groups, group.direct) == (0, 0)


def test_two_handles_of_one_person_in_one_chat_are_one_tie():
    """Days of two handles on one day are one day."""
    told = days(contacts(*by_turns(3, 20), person=1))
    both = pl.concat([told, told.with_columns(chat=pl.lit(2, pl.Int32))])
    assert ties.histories(both, until(70, 1))[1].sums.days == ties.histories(told, until(70, 1))[1].sums.days == 20


@given(
    st.lists(st.tuples(st.floats(0, 2_000, allow_nan=False), st.sampled_from([ME, THEM])), min_size=1, max_size=40),
    st.sampled_from(["message", "answer", "call", "meeting", "touch", "cc"]),
    st.floats(0, 4_000),
    st.sampled_from([None, 1, 5]),
)
def test_every_history_gives_legal_numbers(moments, how, silent, familiarity):
    """Whatever was said: each number lies between 0 and 1 or is not said; nothing is NaN or infinite."""
    seen = 2_000 + silent
    history = msgspec.structs.replace(kept(*sorted(moments), seen=seen, how=how), familiarity=familiarity)
    tie = ties.at(history, GROUND, now=at(seen))
    for value in (tie.strength.value, tie.strength.low, tie.strength.high, tie.drift):
        assert value is None or (0 <= value <= 1 and not math.isnan(value))
    assert tie.rhythm_days is None or 0 < tie.rhythm_days < math.inf
    assert msgspec.json.decode(msgspec.json.encode(history), type=History) == history
    found = ties.ahead(history, GROUND, now=at(seen))
    assert found is None or all(0 < low <= chance <= high < 1 for _, chance, low, high in found.chances)

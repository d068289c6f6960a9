"""From events to ties: limits, edges, and facts that hold for every history."""

import math

import msgspec
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kithbook import ties
from kithbook.ties import Parameters

ME, INES, BRAM = 1, 2, 3
DIRECT, GROUP = 1, 2
DAY, START = 86_400, 1_700_000_000


def measured(events: pl.DataFrame, until: int, touches: tuple[tuple[int, int], ...] = (), me: int = ME):
    """The ties of a book with one direct chat and one group, both seen until a moment."""
    return ties.measure(
        events,
        me=me,
        chats={DIRECT: "direct", GROUP: "group"},
        seen_until={DIRECT: until, GROUP: until},
        touches=touches,
    )


def test_one_message_only_is_too_little_to_say(drawn):
    """A single message has a tie without a strength, a rhythm or a drift, and says so."""
    tie = measured(drawn((0, INES)), START + DAY)[INES]
    assert (tie.strength.value, tie.rhythm_days, tie.drift, tie.circle) == (None, None, None, "")
    assert str(tie.strength.reasons[0].says) == "too little to say: 1 contact so far"


def test_five_messages_are_the_least_that_has_a_strength(drawn):
    """The border lies between four and five contacts."""
    assert measured(drawn(*[(i, INES) for i in range(4)]), START + 9 * DAY)[INES].strength.value is None
    assert measured(drawn(*[(i, INES) for i in range(5)]), START + 9 * DAY)[INES].strength.value is not None


def test_two_touches_logged_by_hand_are_enough(drawn):
    """Who writes down two meetings need not wait for an export."""
    one = measured(drawn(), START + 90 * DAY, ((BRAM, START),))
    two = measured(drawn(), START + 90 * DAY, ((BRAM, START), (BRAM, START + 60 * DAY)))
    assert one[BRAM].strength.value is None
    assert two[BRAM].strength.value is not None
    assert two[BRAM].seen_until == START + 60 * DAY


def test_somebody_who_never_met_the_owner_has_an_empty_tie(drawn):
    """Two people who only talk with each other are known, and nothing is claimed of them."""
    found = measured(drawn((0, INES), (0.001, BRAM), chat=GROUP), START + DAY)
    assert set(found) == {INES, BRAM}
    assert str(found[INES].strength.reasons[0].says) == "too little to say: no contact with you was seen"


def test_an_owner_who_is_not_in_the_book_has_no_ties(drawn):
    """Before "this is me" is answered nobody is close."""
    found = measured(drawn((0, INES), (0.001, BRAM), chat=GROUP), START + DAY, me=99)
    assert all(tie.strength.value is None for tie in found.values())


def test_an_empty_book_has_no_ties(drawn):
    """Nobody, not an error."""
    assert measured(drawn(), START) == {}


def test_ten_years_of_silence_leave_a_faint_tie_and_a_likely_drift(drawn):
    """Old friends are weaker than before and not forgotten."""
    events = drawn(*[(i, ME if i % 2 else INES) for i in range(0, 400, 3)])
    fresh, old = measured(events, START + 400 * DAY)[INES], measured(events, START + 4_050 * DAY)[INES]
    assert 0.1 < float(old.strength) < float(fresh.strength)
    assert fresh.drift is not None
    assert old.drift is not None
    assert fresh.drift < 0.1
    assert old.drift > 0.9


def test_an_export_that_ended_in_the_past_does_not_age(drawn):
    """Evaluated years later, the tie is as it was when it was last seen."""
    events = drawn(*[(i * 3, ME if i % 2 else INES) for i in range(40)])
    fitted = ties.parameters(events, me=ME, chats={DIRECT: "direct"}, seen_until={DIRECT: START + 130 * DAY})[INES]
    assert ties.at(fitted, now=START + 130 * DAY) == ties.at(fitted, now=START + 5_000 * DAY)


def test_silence_after_the_main_channel_ended_is_not_counted(drawn):
    """Nine of ten contacts came by an export of long ago: the group that was seen until today proves no silence."""
    events = pl.concat(
        [
            drawn(*[(i, ME if i % 2 else INES) for i in range(90)]),
            drawn(*[(i / 1440, ME if i % 2 else INES) for i in range(9)], chat=GROUP),
        ]
    )
    tie = ties.measure(
        events,
        me=ME,
        chats={DIRECT: "direct", GROUP: "group"},
        seen_until={DIRECT: START + 90 * DAY, GROUP: START + 2_000 * DAY},
    )[INES]
    assert tie.seen_until == START + 90 * DAY


def test_messages_in_the_future_change_nothing(drawn):
    """A clock that ran ahead neither strengthens a tie nor ends its silence."""
    plain = drawn(*[(i, ME if i % 2 else INES) for i in range(9)])
    jumped = pl.concat([plain, drawn((9_000, INES), chat=DIRECT, id=99)])
    until = START + 20 * DAY
    assert measured(plain, until) == measured(jumped, until)


def test_two_chats_of_the_same_rhythm_are_equally_close_on_every_platform(drawn):
    """The measure knows no platform: the same history gives the same strength."""
    one = drawn(*[(i, ME if i % 2 else INES) for i in range(30)])
    other = drawn(*[(i, ME if i % 2 else BRAM) for i in range(30)], chat=7)
    found = ties.measure(
        pl.concat([one, other]),
        me=ME,
        chats={DIRECT: "direct", 7: "direct"},
        seen_until={DIRECT: START + 40 * DAY, 7: START + 40 * DAY},
    )
    assert found[INES].strength == found[BRAM].strength


def test_a_direct_chat_is_closer_than_the_same_turns_in_a_group(drawn):
    """One to one weighs more than side by side."""
    turns = [(i + j / 1000, ME if j else INES) for i in range(60) for j in range(2)]
    direct = measured(drawn(*turns), START + 61 * DAY)[INES]
    group = measured(drawn(*turns, chat=GROUP), START + 61 * DAY)[INES]
    assert float(direct.strength) > float(group.strength) > 0
    assert (direct.direct, direct.in_groups, group.direct) == (120, 0, 0)


def test_a_day_of_much_talk_in_a_group_is_worth_less_than_one_message_one_to_one(drawn):
    """Thirty turns side by side are two fifths of a day, one message is a whole day."""
    turns = drawn(*[(i / 1440, ME if i % 2 else INES) for i in range(30)], chat=GROUP)
    kinds, until = {DIRECT: "direct", GROUP: "group"}, {DIRECT: START + DAY, GROUP: START + DAY}
    group = ties.parameters(turns, me=ME, chats=kinds, seen_until=until)[INES]
    direct = ties.parameters(drawn((0, INES)), me=ME, chats=kinds, seen_until=until)[INES]
    assert (group.pace, group.days) == (0.4, 1)
    assert (direct.pace, direct.days) == (1.0, 1)


def test_the_usual_gap_needs_three_talks_and_leans_on_everybodys(drawn):
    """Two talks have no rhythm; three get one between their own gap and the usual one."""
    assert measured(drawn((0, INES), (7, INES)), START + 9 * DAY)[INES].rhythm_days is None
    weekly = drawn(*[(i * 7, INES) for i in range(30)])
    monthly = drawn(*[(i * 28, BRAM) for i in range(3)], chat=7)
    found = ties.measure(
        pl.concat([weekly, monthly]),
        me=ME,
        chats={DIRECT: "direct", 7: "direct"},
        seen_until={DIRECT: START + 300 * DAY, 7: START + 300 * DAY},
    )
    assert found[INES].rhythm_days is not None
    assert found[BRAM].rhythm_days is not None
    assert 7 < found[INES].rhythm_days < 8
    assert 14 < found[BRAM].rhythm_days < 28


def test_what_is_kept_of_a_history_gives_the_same_tie_without_it(drawn):
    """Written as JSON and read again, the numbers say what the history said."""
    events, until = drawn(*[(i * 2.5, ME if i % 3 else INES) for i in range(30)]), START + 100 * DAY
    fitted = ties.parameters(events, me=ME, chats={DIRECT: "direct"}, seen_until={DIRECT: until})[INES]
    kept = msgspec.json.decode(msgspec.json.encode(fitted), type=Parameters)
    assert kept == fitted
    assert msgspec.structs.replace(ties.at(kept, now=until), circle="") == msgspec.structs.replace(
        measured(events, until)[INES], circle=""
    )


def test_a_touch_starts_every_clock_again(history):
    """After a logged coffee there is no silence, less drift and no less strength."""
    before = history(*[(i * 5, ME if i % 2 else INES) for i in range(20)], silent=200)
    moment = before.seen_until + 10 * DAY
    after = ties.touched(before, moment)
    assert after.silence(moment) == 0
    assert (after.last, after.seen_until) == (moment, moment)
    assert float(ties.at(after, now=moment).strength) > float(ties.at(before, now=moment).strength)
    assert (ties.drift(after, now=moment) or 1) < (ties.drift(before, now=moment) or 0)


def test_a_touch_logged_for_the_past_leaves_the_clocks_alone(history):
    """To remember an old meeting does not end a silence."""
    before = history(*[(i * 5, INES) for i in range(20)], silent=200)
    after = ties.touched(before, START + 3 * DAY)
    assert (after.last, after.seen_until) == (before.last, before.seen_until)
    assert before.heat < after.heat < before.heat + 1


@given(
    st.lists(st.tuples(st.floats(0, 2_000, allow_nan=False), st.sampled_from([ME, INES, BRAM])), max_size=40),
    st.sampled_from([DIRECT, GROUP]),
    st.floats(0, 4_000),
)
def test_strength_and_drift_are_chances_and_never_nan(drawn, moments, chat, silent):
    """Whatever was said by whomever, each number lies between 0 and 1 or is not said."""
    until = START + round((2_000 + silent) * DAY)
    for tie in measured(drawn(*sorted(moments), chat=chat), until).values():
        for value in (tie.strength.value, tie.drift):
            assert value is None or (0 <= value <= 1 and not math.isnan(value))
        assert tie.rhythm_days is None or 0 < tie.rhythm_days < math.inf


@given(st.integers(0, 900), st.integers(0, 900), st.integers(5, 60))
def test_more_recent_contact_never_lowers_the_strength(one, other, count):
    """All else equal, who was in touch later is not less close and does not drift more."""
    early, late = sorted((one, other))
    first, until = START, START + 1_000 * DAY
    histories = [
        Parameters(
            INES, first=first, last=first + day * DAY, seen_until=until, evidence=count, sessions=count, heat=3.0
        )
        for day in (early, late)
    ]
    before, after = (ties.at(history, now=until) for history in histories)
    assert float(before.strength) <= float(after.strength)
    assert (before.drift or 0) >= (after.drift or 0)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_growing_silence_never_raises_the_strength(one, other):
    """The longer nothing is heard, the weaker the tie and the likelier the drift."""
    sooner, later = sorted((one, other))
    history = Parameters(INES, first=START, last=START, seen_until=START + 500 * DAY, evidence=9, sessions=9, heat=2.0)
    then, now = (ties.at(history, now=START + days * DAY) for days in (sooner, later))
    assert float(then.strength) >= float(now.strength)
    assert (then.drift or 0) <= (now.drift or 0)


def test_chats_in_several_frames_are_measured_as_in_one(drawn):
    """A book too large for one frame is told chat by chat; who only speaks in the last one is there too."""
    chats = [
        drawn(*[(i / 1440, ME if i % 3 else INES) for i in range(30)]),
        drawn(*[(i / 1440, (ME, INES, BRAM)[i % 3]) for i in range(30)], chat=GROUP),
        drawn((3, BRAM), chat=7),
    ]
    told = {
        "me": ME,
        "chats": {DIRECT: "direct", GROUP: "group", 7: "direct"},
        "seen_until": dict.fromkeys((DIRECT, GROUP, 7), START + 9 * DAY),
        "touches": [(BRAM, START + 5 * DAY)],
    }
    assert ties.parameters(iter(chats), **told) == ties.parameters(pl.concat(chats), **told)
    assert set(ties.parameters(iter(()), **told)) == {BRAM}


def test_who_spoke_twice_shortly_before_is_answered_once(drawn):
    """Ines, Bram, Ines, the owner: one contact with each, by the turn that is nearest."""
    minutes = [(place / 1440, who) for place, who in enumerate((INES, BRAM, INES, ME))]
    fitted = ties.parameters(
        drawn(*minutes, chat=GROUP), me=ME, chats={GROUP: "group"}, seen_until={GROUP: START + DAY}
    )
    assert (fitted[INES].in_groups, fitted[BRAM].in_groups) == (1, 1)
    assert fitted[INES].evidence > fitted[BRAM].evidence

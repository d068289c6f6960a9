"""Each signal of closeness on a hand-drawn timeline."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.ties import signals
from kithbook.ties.seen import of_one
from kithbook.ties.signals import SIGNALS, TAKES, Sign, Signal
from kithbook.ties.sums import Sums
from kithbook.vocabulary import Said
from tests.ties.drawing import ME, START, THEM, by_turns, contacts, drawn, tie

LATER = START + 90_000 * 86_400


def read(signal: Signal, sums: Sums, **known: float) -> Sign:
    """What a signal says long after a tie was seen."""
    return signal(of_one(sums, LATER, **known))


def test_recency_falls_with_silence_and_ends_after_ten_years():
    """Today 1, a month much less, ten years nothing."""
    reach = [read(signals.recency, drawn((0, ME), until=day)).reach for day in (0, 30, 365, 3650, 9000)]
    assert reach[0] == 1
    assert reach == sorted(reach, reverse=True)
    assert reach[1] == pytest.approx(1 - math.log1p(30 / 7) / math.log1p(3650 / 7))
    assert reach[3:] == [0, 0]
    assert str(read(signals.recency, drawn((0, ME))).says()) == "last in touch on 14 November 2023"


def test_frequency_counts_days_and_forgets_by_half_in_ninety_days():
    """Fifty messages of one day are one day; after ninety days it is half a day."""
    chatty = drawn(*[(0.5 + i / 1000, i % 2 == 0) for i in range(50)])
    assert read(signals.frequency, chatty).value == 1
    assert read(signals.frequency, drawn((0, ME), until=90)).value == pytest.approx(0.5)
    assert str(read(signals.frequency, chatty).says()) == "lately as much as 1 day of contact in 90"


def test_a_mail_a_day_is_as_frequent_as_a_chat_a_day():
    """Comparable across channels: twenty daily mails and twenty days of two hundred messages."""
    mails = tie(contacts(*[(i + 0.5, i % 2 == 0) for i in range(20)], how="mail"))
    chats = drawn(*by_turns(1, 20, each=40))
    for signal in (signals.frequency, signals.active_days, signals.regularity, signals.recency):
        assert read(signal, mails).reach == pytest.approx(read(signal, chats).reach, abs=0.01)
    assert read(signals.volume, chats).reach < 2 * read(signals.volume, mails).reach


def test_active_days_are_all_days():
    """However long ago."""
    found = read(signals.active_days, drawn(*by_turns(1, 30), until=3000))
    assert (found.value, str(found.says())) == (30, "30 days of contact")


def test_volume_grows_by_the_logarithm():
    """A thousand messages of one day are worth less than ten days."""
    burst = drawn(*[(0.2 + i / 2000, i % 2 == 0) for i in range(1000)])
    assert read(signals.volume, burst).reach < read(signals.volume, drawn(*by_turns(1, 10))).reach


def test_volume_counts_contacts_in_groups_one_by_one():
    """A reply in a group weighs less than a message; it is one contact all the same."""
    replies = tie(contacts((0, ME), (1, THEM), (2, THEM), how="answer", weight=0.5))
    assert read(signals.volume, replies).value < 3
    assert str(read(signals.volume, replies).says()) == "3 contacts in all"


def test_span_is_full_after_ten_years():
    """From the first to the last, not until today."""
    assert read(signals.span, drawn((0, ME), (3700, ME))).reach == 1
    assert read(signals.span, drawn((0, ME), until=3700)).reach == 0
    assert str(read(signals.span, drawn((0, ME), (9, ME))).says()) == "in touch since 14 November 2023"


def test_regularity_is_the_share_of_weeks_and_believes_no_single_day():
    """Each week beats the same days in one lump; one day alone is not regular."""
    weekly, lump = drawn(*by_turns(7, 30)), drawn(*by_turns(1, 29), (203.5, ME))
    assert read(signals.regularity, weekly).reach > 0.85
    assert read(signals.regularity, lump).reach < 0.25
    assert read(signals.regularity, drawn((0, ME))).reach == 0.25


def test_reciprocity_is_even_or_not():
    """Half and half is all, one way is nothing; few contacts are believed less."""
    assert read(signals.reciprocity, drawn(*[(i, THEM) for i in range(30)])).reach == 0
    few, many = (read(signals.reciprocity, drawn(*[(i, i % 2 == 0) for i in range(n)])) for n in (4, 40))
    assert few.reach < many.reach
    assert (many.value, str(many.says())) == (0.5, "50% of it came from you")


def test_who_starts_is_about_talks_not_messages():
    """The other writes more, yet the talks are begun by turns."""
    moments = [(day + i / 1440, (i == 0) == (day % 2 == 0)) for day in range(20) for i in range(4)]
    found = read(signals.who_starts, drawn(*moments))
    assert (found.value, str(found.says())) == (0.5, "you began 10 of 20 talks")
    assert found.reach == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("minutes", "says"),
    [(0.2, "within a minute"), (10, "within 10 minutes"), (60 * 30, "within 30 hours"), (5 * 1440, "within 120 hours")],
)
def test_answers_are_told_as_they_are_felt(minutes, says):
    """In minutes, then in hours; each side for itself."""
    found = drawn(*[(20 * i + j * minutes / 1440, j == 0) for i in range(9) for j in range(2)])
    assert str(read(signals.their_answers, found).says()) == f"answers you {says}"
    assert str(read(signals.your_answers, found).says()) == "you have not answered yet"
    mirrored = drawn(*[(20 * i + j * minutes / 1440, j == 1) for i in range(9) for j in range(2)])
    assert str(read(signals.your_answers, mirrored).says()) == f"you usually answer {says}"
    assert str(read(signals.their_answers, mirrored).says()) == "you got no answer yet"
    assert read(signals.their_answers, found).reach == read(signals.your_answers, mirrored).reach > 0


def test_a_quick_answer_is_worth_more_than_a_late_one():
    """Ten minutes and five days."""
    quick, late = (drawn(*[(20 * i + j * days, j == 0) for i in range(9) for j in range(2)]) for days in (0.007, 5))
    assert read(signals.their_answers, quick).reach > read(signals.their_answers, late).reach


def test_length_is_characters_each_time():
    """Letters are more than words."""
    words, letters = (drawn(*by_turns(3, 20), size=size) for size in (10, 900))
    assert read(signals.length, letters).reach > 2 * read(signals.length, words).reach
    assert str(read(signals.length, letters).says()) == "about 900 characters each time"


def test_long_talks_late_hours_and_voice_are_counted():
    """A talk of thirty at midnight; a call of half an hour and three voice messages."""
    night = drawn(*[(0.95 + i / 1440, i % 2 == 0) for i in range(30)])
    assert (read(signals.long_talks, night).value, read(signals.late_hours, night).value) == (1, 30)
    call = tie(contacts((0.5, ME), how="call", size=1800), 1)
    voice = tie(contacts((0.5, ME), (0.6, THEM), (0.7, ME), how="voice"), 1)
    assert (read(signals.voice_and_calls, call).value, read(signals.voice_and_calls, voice).value) == (4, 1)
    assert str(read(signals.voice_and_calls, call).says()) == "calls: 1, 30 minutes in all; voice messages: 0"


def test_meetings_and_logged_touches_are_in_person():
    """One of each are two."""
    both = tie(pl.concat([contacts((0.5, ME), how="meeting"), contacts((1.5, ME), how="touch")]))
    assert read(signals.meetings, both).value == 2


def test_returns_are_silences_survived():
    """Four times a year, each after three months."""
    assert read(signals.returns, drawn(*[(i * 95, ME) for i in range(5)])).value == 4


def test_platforms_and_groups_are_told_by_who_knows_them():
    """They are not in the days of a tie."""
    found = drawn(*by_turns(3, 9))
    assert [read(signals.channels, found, channels=n).reach for n in (1, 4)] == [0, 1]
    assert [read(signals.groups_in_common, found, groups=n).reach for n in (0, 10)] == [0, 1]


def test_attention_is_a_share_of_all_recent_days():
    """The first person of a book has not all of it."""
    found = drawn(*by_turns(1, 10))
    alone, one_of_many = (read(signals.attention, found, all_heat=heat) for heat in (10, 1000))
    assert alone.value < 0.5
    assert one_of_many.value < 0.01
    assert one_of_many.reach < alone.reach


def test_a_newsletter_goes_one_way_and_an_odd_answer_does_not_save_it():
    """Ten and more contacts from one side only; a first contact without an answer is not blamed."""
    assert read(signals.one_way, drawn(*[(i, THEM) for i in range(100)])).reach > 0.8
    assert read(signals.one_way, drawn(*[(i, i == 50) for i in range(100)])).reach > 0.5
    assert read(signals.one_way, drawn(*[(i, i % 8 == 0) for i in range(100)])).reach == 0
    assert read(signals.one_way, drawn((0, THEM))).reach < 0.02


def test_a_bot_answers_within_seconds_and_never_begins():
    """A friend who once answered at once, or who begins himself, is none."""
    bot = drawn(*[(i + j * 2 / 86_400, j == 0) for i in range(60) for j in range(2)])
    assert read(signals.like_a_machine, bot).reach > 0.6
    human = drawn(*[(i + j * 10 / 1440, j == 0) for i in range(60) for j in range(2)])
    begins = drawn(*[(i + j * 2 / 86_400, (j + i) % 2 == 0) for i in range(60) for j in range(2)])
    assert read(signals.like_a_machine, human).reach == read(signals.like_a_machine, begins).reach == 0


@given(
    st.lists(st.tuples(st.floats(0, 5000), st.booleans()), min_size=1, max_size=40),
    st.floats(0, 5000),
    st.sampled_from(["message", "voice", "call", "mail", "cc", "reply", "reaction", "meeting", "touch"]),
)
def test_every_signal_of_every_history_is_a_share_and_a_sentence(moments, silent, how):
    """Nothing below 0, above 1, or without words, whatever happened."""
    found = drawn(*moments, how=how, until=max(day for day, _ in moments) + silent, size=7)
    for signal in (*SIGNALS, *TAKES):
        sign = read(signal, found, all_heat=99.0)
        assert 0 <= sign.reach <= 1
        assert math.isfinite(sign.value)
        assert isinstance(sign.says(), Said)
        assert "{" not in str(sign.says())

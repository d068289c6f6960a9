"""What is picked of a group to remember, on hand-drawn timelines."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kithbook.groups import memories
from kithbook.groups.memories import DAYS_A_YEAR, MOST_DAYS, MOST_QUOTES, QUOTES_A_PERSON, QUOTES_A_YEAR
from kithbook.vocabulary import EVENT_COLUMNS, KINDS

DAY, START = 86_400, 1_700_006_400  # 15 November 2023, 00:00 UTC
TYPES = {name: getattr(pl, kind) for name, kind, _ in EVENT_COLUMNS}
NAMES = {number: f"Person {number}" for number in range(1, 99)}


def picked(events, until: float = 3000, names=NAMES, shift: int = 0):
    """What is picked of events that were seen until a day."""
    return memories(events, names=names, seen_until=START + round(until * DAY), shift=shift)


def chorus(day: float, people: int, messages: int) -> list[tuple[float, int]]:
    """``people`` in turn, a minute apart."""
    return [(day + i / 1440, 2 + i % people) for i in range(messages)]


def echoing(drawn, asked: list[tuple[float, int]], answers: int, **columns):
    """Each of these messages and, a minute apart, the answers of as many others to it."""
    moments = [(day + i / 1440, who if i == 0 else 20 + i) for day, who in asked for i in range(answers + 1)]
    frame = drawn(moments, size=40, **columns)
    answered = frame["id"] // (answers + 1) * (answers + 1)
    links = pl.Series("answers", [None if a == i else a for a, i in zip(answered, frame["id"], strict=True)])
    return frame.with_columns(links.cast(pl.Int64), chance=pl.when(links.is_not_null()).then(pl.lit(0.9, pl.Float32)))


def test_years_tell_their_fullest_month(drawn):
    """Two in November and one in December 2023, one in June 2026; years of silence have nothing to tell."""
    found = picked(drawn([(0, 1), (1, 2), (17, 1), (930, 2)]))
    assert [(y.year, y.messages, y.people, y.best_month) for y in found.years] == [(2023, 3, 2, 11), (2026, 1, 1, 6)]


def test_the_zone_decides_which_day_and_year_it_was(drawn):
    """Half past eleven in the evening of 31 December in UTC is January in Shanghai."""
    events = drawn([(46 + 23.5 / 24, 1)])
    assert picked(events).years[0].year == 2023
    east = picked(events, shift=8 * 3600)
    assert (east.years[0].year, east.people[0].first) == (2024, date(2024, 1, 1))


def test_a_best_day_is_of_people_who_answer_each_other_not_of_volume(drawn):
    """Eight people in sixteen messages, before two people in two hundred; a monologue is no day at all."""
    many, much = chorus(10, 8, 16), chorus(20, 2, 200)
    alone = [(30 + i / 1440, 9) for i in range(300)]
    found = picked(drawn(many + much + alone))
    assert [(day.on, day.people, day.messages) for day in found.days] == [(date(2023, 11, 25), 8, 16)]
    assert found.days[0].answers == 15


def test_best_days_are_spread_over_the_years(drawn):
    """At most three of a year and twelve in all, and a quiet year has its day before a loud one its second."""
    loud = [day for start in range(50, 60) for day in chorus(start, 9, 30)]
    quiet = [day for year in range(1, 9) for start in range(3) for day in chorus(50 + 365 * year + start, 4, 8)]
    found = picked(drawn(loud + quiet), until=4000)
    by_year = [day.on.year for day in found.days]
    assert len(by_year) == MOST_DAYS
    assert max(map(by_year.count, by_year)) <= DAYS_A_YEAR
    assert set(by_year) == set(range(2024, 2033))
    assert [day.on for day in found.days] == sorted(day.on for day in found.days)


def test_a_day_begins_with_its_largest_talk(drawn):
    """Two speak in the morning, five in the evening: the day is told by the evening."""
    morning, evening = chorus(10.3, 2, 4), chorus(10.8, 7, 14)
    found = picked(drawn(morning + evening))
    assert found.days[0].begin == 4
    silent = drawn(morning + evening).with_columns(kind=pl.lit(KINDS.index("sticker"), pl.Int8))
    assert picked(silent).days[0].begin is None


def test_pictures_of_a_best_day_are_those_with_words(drawn):
    """A captioned picture is kept, one without words, one of another day and a file are not."""
    frame = drawn([*chorus(10, 8, 16), (40, 3)])
    kinds = {3: "image", 4: "video", 5: "image", 6: "file", 16: "image"}
    frame = frame.with_columns(
        kind=pl.Series([KINDS.index(kinds.get(i, "text")) for i in frame["id"]], dtype=pl.Int8),
        size=pl.Series([0 if i == 5 else 20 for i in frame["id"]], dtype=pl.Int32),
    )
    assert picked(frame).days[0].pictures == (3, 4)


def test_a_quote_is_what_many_answered(drawn):
    """Three people answered one message, one another: only the first has an echo."""
    frame = echoing(drawn, [(1, 5)], 3)
    lone = echoing(drawn, [(3, 6)], 1).with_columns(pl.col("id", "answers") + 100)
    found = picked(pl.concat([frame, lone]))
    assert [(q.message, q.answers) for q in found.quotes] == [(0, 3)]


def test_answering_oneself_or_twice_is_no_echo(drawn):
    """Three answers by the writer and three by one other are the echo of one."""
    frame = echoing(drawn, [(1, 5)], 6)
    assert picked(frame.with_columns(sender=pl.Series([5, 5, 5, 5, 7, 7, 7], dtype=pl.Int32))).quotes == ()


def test_a_doubtful_answer_is_none(drawn):
    """What the reply graph holds for less likely than not does not count."""
    frame = echoing(drawn, [(1, 5)], 5)
    assert len(picked(frame).quotes) == 1
    assert picked(frame.with_columns(chance=pl.col("chance") / 2)).quotes == ()


def test_what_is_said_in_a_later_talk_answers_only_if_its_writer_says_so(drawn):
    """The reply graph is not believed over a silence of half a day; a reply of the platform is."""
    frame = echoing(drawn, [(1, 5)], 3)
    later = frame.with_columns(at=pl.col("at") + (pl.col("id") > 0) * DAY // 2)
    assert picked(later).quotes == ()
    assert len(picked(later.with_columns(reply_to="answers")).quotes) == 1


def test_one_answer_with_a_reaction_is_an_echo_only_where_it_is_sure(drawn):
    """A reaction counts half."""
    frame = echoing(drawn, [(1, 5)], 1, reacted=True)
    assert picked(frame).quotes == ()
    assert len(picked(frame.with_columns(chance=pl.when(pl.col("answers") == 0).then(pl.lit(1.0)))).quotes) == 1


def test_no_single_word_no_essay_and_nothing_deleted_is_quoted(drawn):
    """Of five alike only the text of a fair length is taken."""
    frame = echoing(drawn, [(day, 5 + day) for day in range(5)], 3)
    size, kind = {0: 3, 4: 9000}, {8: "deleted", 12: "call"}
    frame = frame.with_columns(
        size=pl.Series([size.get(i, 40) for i in frame["id"]], dtype=pl.Int32),
        kind=pl.Series([KINDS.index(kind.get(i, "text")) for i in frame["id"]], dtype=pl.Int8),
    )
    assert [q.message for q in picked(frame).quotes] == [16]


def test_quotes_are_spread_over_people_and_years(drawn):
    """One voice does not fill the book, and neither does one year."""
    asked = [(day, 1 if day % 2 else 2 + day // 2 % 9) for day in range(50, 350, 5)]
    asked += [(day + 365 * year, 2 + (day + year) % 9) for year in range(1, 6) for day in range(50, 350, 30)]
    frame = echoing(drawn, asked, 3)
    found = picked(frame)
    years = [quote.year for quote in found.quotes]
    wrote = dict(frame.select("id", "sender").iter_rows())
    by = [wrote[quote.message] for quote in found.quotes]
    assert len(years) == MOST_QUOTES
    assert max(map(years.count, years)) <= QUOTES_A_YEAR
    assert max(map(by.count, by)) <= QUOTES_A_PERSON
    assert len(set(years)) == 6


def test_who_was_there_in_the_order_in_which_they_came(drawn):
    """Machines and nobodies are not on the list; first and last day."""
    found = picked(
        drawn([(0, 3), (1, 1), (2, 9), (3, 8), (40, 3)]), names={1: "Ines", 3: "云三朵", 9: "kilnBot", 8: ""}
    )
    assert [(one.person, one.first, one.last) for one in found.people] == [
        (3, date(2023, 11, 15), date(2023, 12, 25)),
        (1, date(2023, 11, 16), date(2023, 11, 16)),
    ]


def test_it_begins_with_the_first_text(drawn):
    """A sticker came before."""
    frame = drawn([(0, 3), (1, 1)]).with_columns(kind=pl.Series([KINDS.index("sticker"), 0], dtype=pl.Int8))
    assert picked(frame).first == 1


def test_nothing_is_remembered_of_nothing(drawn):
    """No message, and only messages by a clock that was never set."""
    for events in (drawn([]), drawn([(-13_000, 1), (9_000, 1)])):
        found = picked(events, until=100)
        assert (found.first, found.years, found.days, found.quotes, found.people) == (None, (), (), (), ())


@given(st.lists(st.tuples(st.floats(-9000, 4000), st.integers(1, 9)), max_size=80), st.integers(-50_000, 50_000))
def test_any_group_is_legal(drawn, moments, shift):
    """Counts agree with each other, whatever was said when."""
    found = picked(drawn(moments), shift=shift)
    kept = [day for day, _ in moments if day <= 3001 and START + day * DAY > 631_152_000]
    assert abs(sum(year.messages for year in found.years) - len(kept)) <= 2  # rounding at the two borders
    assert len(found.days) <= MOST_DAYS
    assert all(day.people >= 2 and day.answers >= 3 for day in found.days)

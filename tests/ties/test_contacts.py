"""What counts as a contact: messages one to one, turns next to each other, answers, mentions, touches."""

import polars as pl
import pytest

from kithbook.ties.contacts import FOLLOWS, MENTION, REPLY, contacts

ME, INES, BRAM, ODA = 1, 2, 3, 4
DIRECT, GROUP = 1, 2
DAY, START = 86_400, 1_700_000_000
NOW = START + 5_000 * DAY
MINUTE = 1 / 1440


def of(events: pl.DataFrame, touches: tuple[tuple[int, int], ...] = (), now: int = NOW) -> list[dict[str, object]]:
    """The contacts of the owner as plain rows."""
    found = contacts(
        events,
        me=ME,
        chats={DIRECT: "direct", GROUP: "group"},
        seen_until={DIRECT: START + 900 * DAY, GROUP: START + 800 * DAY},
        now=now,
        touches=touches,
    )
    return list(found.iter_rows(named=True))


def test_a_direct_chat_counts_both_ways(drawn):
    """What you write and what you get are both contacts with the other."""
    rows = of(drawn((0, ME), (1, INES)))
    assert [(row["person"], row["by_me"], row["weight"]) for row in rows] == [(INES, True, 1.0), (INES, False, 1.0)]
    assert {row["until"] for row in rows} == {START + 900 * DAY}


def test_a_direct_chat_without_any_answer_names_nobody(drawn):
    """Where only the owner wrote, the events do not tell to whom."""
    assert of(drawn((0, ME), (1, ME))) == []


@pytest.mark.parametrize(("people", "direct"), [((ME, INES), True), ((ME, INES, BRAM), False)])
def test_a_chat_of_unknown_kind_is_direct_while_two_people_write(drawn, people, direct):
    """Some exports do not tell; a third voice makes it a group."""
    events = drawn(*[(i * MINUTE, person) for i, person in enumerate(people)])
    found = contacts(events, me=ME, chats={DIRECT: "unknown"}, seen_until={DIRECT: NOW}, now=NOW)
    assert set(found["direct"]) == {direct}


def test_a_turn_that_follows_within_ten_minutes_is_a_contact(drawn):
    """Ten minutes are close enough, a second more is not."""
    close = of(drawn((0, ME), (10 * MINUTE, INES), chat=GROUP))
    late = of(drawn((0, ME), (10 * MINUTE + 1 / DAY, INES), chat=GROUP))
    assert [(row["person"], row["weight"], row["direct"]) for row in close] == [(INES, FOLLOWS[0], False)]
    assert late == []


def test_turns_further_away_count_less_and_the_fourth_not_at_all(drawn):
    """After the owner's turn the next three speakers have a contact with the owner, the fourth has none."""
    rows = of(drawn((0, ME), *[(i * MINUTE, i + 1) for i in range(1, 5)], chat=GROUP))
    assert [(row["person"], row["weight"]) for row in rows] == [
        (INES, FOLLOWS[0]),
        (BRAM, FOLLOWS[1]),
        (ODA, FOLLOWS[2]),
    ]


def test_one_turn_is_one_contact_however_many_turns_it_follows(drawn):
    """Ines speaks after two turns of the owner: she answered once, the nearer one."""
    rows = of(drawn((0, ME), (MINUTE, BRAM), (2 * MINUTE, ME), (3 * MINUTE, INES), chat=GROUP))
    assert [row["weight"] for row in rows if row["person"] == INES] == [FOLLOWS[0]]


def test_a_run_of_messages_is_one_turn(drawn):
    """Five messages in a row are one answer."""
    rows = of(drawn((0, INES), *[(i * MINUTE, ME) for i in range(1, 6)], chat=GROUP))
    assert [(row["person"], row["by_me"]) for row in rows] == [(INES, True)]


def test_turns_of_others_are_no_contact_of_the_owner(drawn):
    """Two people who talk with each other do not come closer to the owner."""
    assert of(drawn((0, INES), (MINUTE, BRAM), (2 * MINUTE, INES), chat=GROUP)) == []


def test_an_explicit_answer_counts_however_late_and_nothing_beside_it(drawn):
    """Who says whom they answer does not answer the speaker before."""
    events = pl.concat(
        [
            drawn((0, INES), (3, BRAM), chat=GROUP),
            drawn((3 + MINUTE, ME), chat=GROUP, id=9, reply_to=GROUP * 1_000_000),
        ]
    )
    assert [(row["person"], row["by_me"], row["weight"]) for row in of(events)] == [(INES, True, REPLY)]


def test_a_mention_is_a_contact(drawn):
    """To be named is to be spoken to."""
    rows = of(drawn((0, BRAM), chat=GROUP, mentions=ME))
    assert [(row["person"], row["weight"]) for row in rows] == [(BRAM, MENTION)]


def test_a_touch_is_a_deep_contact_begun_by_the_owner(drawn):
    """A coffee that was logged counts like a call."""
    (row,) = of(drawn((0, ME)), touches=((BRAM, START + DAY),))
    assert (row["person"], row["by_me"], row["deep"], row["until"]) == (BRAM, True, True, START + DAY)


@pytest.mark.parametrize("day", [-16_000, 6_000])
def test_a_clock_that_jumped_is_left_out(drawn, day):
    """A message of 1980 or of the future is no contact."""
    assert of(drawn((day, INES))) == []


def test_a_book_without_events_has_no_contacts(drawn):
    """Nothing in, nothing out."""
    assert of(drawn()) == []

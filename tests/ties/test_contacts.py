"""What counts as a contact: messages one to one, calls, answers, mentions, reactions, mails and their copies."""

from typing import Any

import polars as pl
import pytest

from kithbook.ties.contacts import WEIGHTS, contacts, copies
from kithbook.vocabulary import CONTACT_COLUMNS, HOWS

ME, INES, BRAM, ODA = 1, 2, 3, 4
DIRECT, GROUP, ALONE = 1, 2, 3
DAY, START = 86_400, 1_700_000_000
NOW = START + 5_000 * DAY
FIRST = GROUP * 1_000_000  # the id of the first message of the group
ROOMS = {"chat": [DIRECT, GROUP, ALONE], "direct": [True, False, True], "other": [INES, None, None]}
TYPES = {"chat": pl.Int32, "direct": pl.Boolean, "other": pl.Int32, "mail": pl.Boolean}


def of(events: pl.DataFrame, *, mail: bool = False) -> list[tuple[Any, ...]]:
    """All contacts as (who, to, how, weight), in order of time."""
    rooms = pl.DataFrame({**ROOMS, "mail": [mail] * 3}, schema=TYPES)
    found = contacts(events, rooms, me=ME, now=NOW)
    assert found.columns == [name for name, _, _ in CONTACT_COLUMNS]
    rows = found.sort("at", "how").iter_rows(named=True)
    return [(row["who"], row["to"], HOWS[row["how"]], round(row["weight"], 3)) for row in rows]


def test_a_direct_chat_counts_both_ways(drawn):
    """What you write and what you get are both contacts with the other."""
    assert of(drawn((0, ME), (1, INES))) == [(ME, INES, "message", 1.0), (INES, ME, "message", 1.0)]


def test_what_the_owner_wrote_counts_though_nobody_answered(drawn):
    """Who is in a direct chat is known from its members, not from who wrote."""
    assert of(drawn((0, ME))) == [(ME, INES, "message", 1.0)]


def test_a_direct_chat_with_nobody_else_names_nobody(drawn):
    """Notes to oneself are no contact."""
    assert of(drawn((0, ME), chat=ALONE)) == []


@pytest.mark.parametrize(("kind", "how"), [("voice", "voice"), ("call", "call"), ("image", "message")])
def test_how_somebody_turned_to_the_other(drawn, kind, how):
    """A voice message and a call are told apart from what is written."""
    assert of(drawn((0, INES), kind=kind)) == [(INES, ME, how, 1.0)]


def test_mail_one_to_one_is_mail(drawn):
    """A mail to one person weighs like a message."""
    assert of(drawn((0, INES)), mail=True) == [(INES, ME, "mail", 1.0)]


def test_a_reaction_in_a_direct_chat_is_the_others(drawn):
    """Nobody else can have given it; in a group nobody knows who did."""
    assert of(drawn((0, ME), reacted=True))[1] == (INES, ME, "reaction", WEIGHTS["reaction"])
    assert of(drawn((0, ME), chat=GROUP, reacted=True)) == []


def test_who_only_speaks_in_the_same_group_has_no_contact(drawn):
    """Turns beside each other are none: what is said to nobody ties nobody."""
    assert of(drawn((0, ME), (0.001, INES), (0.002, BRAM), chat=GROUP)) == []


def test_an_explicit_answer_counts_however_late(drawn):
    """The platform's word needs no guess."""
    events = pl.concat(
        [
            drawn((0, INES), chat=GROUP),
            drawn((3, BRAM), chat=GROUP, id=FIRST + 1, reply_to=FIRST, answers=FIRST, chance=1.0),
        ]
    )
    assert of(events) == [(BRAM, INES, "reply", WEIGHTS["reply"])]


def test_an_answer_that_the_reply_graph_reads_counts_by_its_chance(drawn):
    """A guess of one half weighs half."""
    events = pl.concat(
        [drawn((0, INES), chat=GROUP), drawn((0.01, ME), chat=GROUP, id=FIRST + 1, answers=FIRST, chance=0.5)]
    )
    assert of(events) == [(ME, INES, "answer", WEIGHTS["answer"] * 0.5)]


def test_going_on_is_no_answer(drawn):
    """Who answers their own message talks to nobody in particular."""
    events = pl.concat(
        [drawn((0, INES), chat=GROUP), drawn((0.01, INES), chat=GROUP, id=FIRST + 1, answers=FIRST, chance=0.9)]
    )
    assert of(events) == []


def test_a_mention_is_a_contact_unless_it_is_answered_anyway(drawn):
    """To be named is to be spoken to, once."""
    assert of(drawn((0, BRAM), chat=GROUP, mentions=ME)) == [(BRAM, ME, "mention", round(WEIGHTS["mention"], 3))]
    both = pl.concat(
        [
            drawn((0, INES), chat=GROUP),
            drawn((1, BRAM), chat=GROUP, id=FIRST + 1, reply_to=FIRST, answers=FIRST, chance=1.0, mentions=INES),
            drawn((2, ME), chat=GROUP, id=FIRST + 2, reply_to=FIRST, answers=FIRST, chance=1.0, mentions=ODA),
        ]
    )
    assert [(who, to, how) for who, to, how, _ in of(both)] == [
        (BRAM, INES, "reply"),
        (ME, INES, "reply"),
        (ME, ODA, "mention"),
    ]


def test_naming_oneself_is_no_contact(drawn):
    """Some platforms count the quoting of one's own name as a mention."""
    assert of(drawn((0, BRAM), chat=GROUP, mentions=BRAM)) == []


def test_a_copy_weighs_less_than_a_mail():
    """Whom a mail was sent to is spoken to, who got a copy listens."""
    mails = pl.DataFrame(
        {"chat": [GROUP] * 2, "who": [BRAM] * 2, "to": [ME, INES], "at": [START] * 2, "size": [9] * 2},
    ).with_columns(cc=pl.col("to") == INES)
    rows = copies(mails, now=NOW).sort("to").rows()
    assert [(HOWS[how], round(weight, 3)) for _, _, _, _, how, weight, _ in rows] == [("mail", 0.5), ("cc", 0.15)]
    assert copies(mails, now=START - 1).is_empty()


@pytest.mark.parametrize("day", [-16_000, 6_000])
def test_a_clock_that_jumped_is_left_out(drawn, day):
    """A message of 1980 or of the future is no contact."""
    assert of(drawn((day, INES))) == []


def test_a_book_without_events_has_no_contacts(drawn):
    """Nothing in, nothing out."""
    assert of(drawn()) == []

"""Who stands on the shortlist, and who does not however much they write."""

import polars as pl
import pytest

from kithbook import groups
from kithbook.groups.shortlist import Beside, Shortlisted, with_topics
from kithbook.vocabulary import Reason, say

NOTHING: dict[int, Beside] = {}
ME, INES, BRAM, ODA = 1, 2, 3, 4
DAY, START = 86_400, 1_700_006_400
NAMES = {ME: "Me", INES: "Ines Halfmoon", BRAM: "Bram Teakettle", ODA: "Odalys Brightwater", 5: "KilnBot"}


def listed(
    events: pl.DataFrame, me: int | None = ME, until: float = 200, names: dict[int, str] = NAMES, beside=NOTHING
):
    """The shortlist by person."""
    report = groups.report(
        events, me=me, stated=None, seen_until=START + round(until * DAY), names=names, beside=beside
    )
    return {entry.person: entry for entry in report.shortlist}


def test_who_answers_the_owner_is_listed_with_the_count(drawn, talk):
    """Six talks with Ines: she answered you 24 times."""
    found = listed(drawn(talk(range(0, 60, 10), [ME, INES])))
    assert set(found) == {INES}
    assert str(found[INES].reasons[0].says) == "answered you 24 times"


def test_volume_alone_puts_nobody_on_the_list(drawn, talk):
    """Five hundred posts that nobody answers and that answer nobody, beside one quiet exchange."""
    posts = [(i / 5, BRAM) for i in range(500)]
    found = listed(drawn(sorted(posts + talk([110, 120, 130], [ME, INES], 4))))
    assert set(found) == {INES}


def test_more_messages_in_each_turn_do_not_raise_the_strength(drawn):
    """Two people with the same exchange, one of them three times as wordy, are equally strong."""
    short = [(day + i / 144, ME if i % 2 else INES) for day in range(20) for i in range(4)]
    wordy = [(d + k / 1440, s) for d, s in short for k in range(3 if s == INES else 1)]
    plain = listed(drawn(short))[INES].strength
    assert listed(drawn(wordy))[INES].strength == pytest.approx(plain, rel=1e-4)


def test_a_machine_that_answers_everybody_is_left_out(drawn):
    """It answers 120 times and is answered six times: neither by its manner nor by its name is it on the list."""
    asks = [(day + i / 10, person) for day in range(40) for i, person in enumerate((INES, BRAM, ODA))]
    answers = [(day + 0.001, 6) for day, _ in asks]
    thanks = [(day + 0.003, INES) for day in range(6)]
    assert listed(drawn(sorted(asks + answers + thanks)), names=NAMES | {6: "Helper"}).keys() <= {INES}
    chatty = [(day + i / 1440, 5 if i % 2 else ME) for day in range(10) for i in range(6)]
    assert listed(drawn(chatty)) == {}


def test_somebody_without_a_name_is_left_out(drawn, talk):
    """A deleted account cannot be kept."""
    assert listed(drawn(talk(range(0, 60, 10), [ME, INES])), names={ME: "Me"}) == {}


def test_without_an_owner_exchange_with_others_counts(drawn, talk):
    """Three people who talk with each other are listed when it is not known who the owner is."""
    found = listed(drawn(talk(range(0, 100, 5), [INES, BRAM, ODA], 9)), me=None)
    assert set(found) == {INES, BRAM, ODA}
    assert all(0 < entry.strength <= 1 for entry in found.values())


def test_the_owner_is_never_listed(drawn, talk):
    """Nobody has to keep themselves."""
    assert ME not in listed(drawn(talk(range(0, 100, 5), [ME, INES, BRAM], 9)))


def test_at_most_thirty_are_listed_strongest_first(drawn, talk):
    """Of forty who exchange with the owner the thirty strongest stay."""
    moments = [m for p in range(2, 42) for m in talk([p + i / 100 for i in range(1)], [ME, p], 2 * p)]
    report = groups.report(
        drawn(sorted(moments)),
        me=ME,
        stated=None,
        seen_until=START + 200 * DAY,
        names={p: f"P{p}" for p in range(1, 42)},
    )
    strengths = [entry.strength for entry in report.shortlist]
    assert len(strengths) == 30
    assert strengths == sorted(strengths, reverse=True)


def test_a_good_question_and_a_long_talk_are_reasons(drawn):
    """Ines asks, two others answer for an hour."""
    moments = [(day + i / 1440, (INES, BRAM, ODA)[i % 3]) for day in range(12) for i in range(15)]
    events = drawn(moments)
    found = listed(events.with_columns(is_question=events["sender"] == INES), me=None)
    assert {"questions", "long talks", "with others", "presence", "lately"} == {r.name for r in found[INES].reasons}


def test_what_is_known_beside_the_group_adds_and_is_told(drawn, talk):
    """Meetings, talks that both began, a school in common, another country."""
    events = drawn(talk(range(0, 60, 10), [ME, INES]))
    plain = listed(events)[INES]
    known = Beside(begun_mine=4, begun_theirs=3, met=2, history=("Ostrich Press",), country="Chile")
    found = listed(events, beside={INES: known})[INES]
    assert found.strength > plain.strength
    assert {str(reason.says) for reason in found.reasons} - {str(reason.says) for reason in plain.reasons} == {
        "you both start: 3 talks by them, 4 by you",
        "you met 2 times",
        "you share Ostrich Press",
        "lives in Chile: another view",
    }


@pytest.mark.parametrize(("known", "is_listed"), [(Beside(), False), (Beside(met=3), True), (Beside(3, 3), True)])
def test_whom_one_has_met_or_talks_with_is_listed_without_answers(drawn, talk, known, is_listed):
    """Bram only ever listens and posts; who has met him keeps him all the same."""
    events = drawn(sorted([(i / 5, BRAM) for i in range(200)] + talk([110, 120, 130], [ME, INES], 4)))
    assert (BRAM in listed(events, beside={BRAM: known})) == is_listed


def test_a_machine_stays_off_the_list_whatever_is_known(drawn, talk):
    """Somebody may well have tried the bot one to one."""
    assert listed(drawn(talk(range(0, 60, 10), [ME, 5])), beside={5: Beside(9, 9)}) == {}


def test_shared_topics_raise_who_has_them():
    """Two listed people of like strength: the one who writes about the same things comes first."""
    reason = Reason("with you", 3.0, 0.3, say("answered you {count} times", count=3))
    found = with_topics(
        [Shortlisted(INES, 0.3, (reason,)), Shortlisted(BRAM, 0.3, (reason,))], {BRAM: ("glazes", "ash")}
    )
    assert [one.person for one in found] == [BRAM, INES]
    assert found[0].strength == pytest.approx(0.35)
    assert str(found[0].reasons[1].says) == "you both write about glazes, ash"

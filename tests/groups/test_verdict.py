"""The verdict: each rule at its borders, and what makes it more or less sure."""

import msgspec
import pytest

from kithbook import groups
from kithbook.groups import Figures, judge
from kithbook.groups.trend import Slope
from kithbook.vocabulary import ANSWERS
from kithbook.vocabulary.answers import FEELINGS, PURPOSES, Chance, GroupForecast, GroupWords

DAY = 86_400

LIVELY = Figures(
    seen_until=1_781_514_000,
    messages=9_000,
    people=60,
    stated=None,
    days=900,
    year_messages=4_000,
    recent_messages=900,
    active=30,
    active_share=0.5,
    active_share_stated=None,
    gini=0.6,
    top_share=0.1,
    level=300,
    best=400,
    low=300,
    slope=Slope(0.0, -0.1, 0.1, 24),
    owner_share=0.1,
    owner_carried=0.2,
    openings=200,
    answered=0.9,
    wait_hours=1.0,
    talkers=25,
    talkers_year=40,
    talks=300,
    last_talk=1_781_514_000 - 2 * DAY,
    talk_gap_days=2.0,
)
SILENT = msgspec.structs.replace(
    LIVELY,
    recent_messages=0,
    year_messages=0,
    active=0,
    active_share=0.0,
    top_share=0.0,
    level=0.0,
    talkers=0,
    talkers_year=0,
    openings=0,
    answered=None,
    wait_hours=None,
    owner_share=None,
    owner_carried=None,
    last_talk=1_781_514_000 - 700 * DAY,
)
QUIET = msgspec.structs.replace(
    LIVELY, talkers=2, talkers_year=12, level=10, recent_messages=30, last_talk=1_781_514_000 - 80 * DAY
)
FALLING = Slope(-0.5, -0.6, -0.4, 24)


def answer(figures: Figures, kept: int = 8, purpose: str = "", feeling: str = "", **changes: object) -> str:
    """The answer after some figures were changed, and the owner has said something."""
    words = GroupWords(purpose, feeling)
    return judge(msgspec.structs.replace(figures, **changes), kept=kept, owner_known=True, words=words).answer


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"messages": 49}, "too little data"),
        ({"messages": 50}, "keep"),
        ({"days": 59.0}, "too little data"),
        ({"days": 60.0}, "keep"),
        ({"people": 2}, "too little data"),
        ({"people": 3, "talkers": 2}, "keep"),
    ],
)
def test_below_fifty_messages_sixty_days_or_three_people_nothing_is_said(changes, expected):
    """The three borders of too little data."""
    assert answer(LIVELY, **changes) == expected


def test_a_lively_group_is_kept():
    """People talk, are answered, and need nobody to push."""
    assert answer(LIVELY) == "keep"


@pytest.mark.parametrize(("talkers", "expected"), [(3, "keep"), (2, "revive")])
def test_three_people_in_talk_keep_a_group_alive(talkers, expected):
    """Three talk: keep. Two talk and many did within the year: revive."""
    assert answer(LIVELY, talkers=talkers) == expected


@pytest.mark.parametrize(("gap", "expected"), [(8.75, "keep"), (8.7, "revive"), (1.0, "revive")])
def test_a_silence_of_eight_times_the_usual_one_is_too_long(gap, expected):
    """Seventy days are too long against a usual eight, and just not against eight and three quarters."""
    assert answer(LIVELY, talk_gap_days=gap, last_talk=LIVELY.seen_until - 70 * DAY) == expected
    assert answer(LIVELY, talk_gap_days=gap, last_talk=LIVELY.seen_until - 60 * DAY) == "keep"


def test_a_surely_falling_group_is_to_be_revived_while_it_still_talks():
    """A third of its best and falling by half a year; where the fall may be chance, it is kept."""
    assert answer(LIVELY, slope=FALLING, level=140) == "revive"
    assert answer(LIVELY, slope=FALLING, level=141) == "keep"
    assert answer(LIVELY, slope=Slope(-0.5, -0.9, 0.2, 24), level=100) == "keep"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"talkers_year": 5}, "revive"),
        ({"talkers_year": 4}, "archive"),
        ({"answered": 0.4}, "revive"),
        ({"answered": 0.39}, "archive"),
        ({"last_talk": LIVELY.seen_until - 180 * DAY}, "revive"),
        ({"last_talk": LIVELY.seen_until - 181 * DAY}, "archive"),
        ({"owner_carried": 0.69}, "revive"),
        ({"owner_carried": 0.7}, "archive"),
    ],
)
def test_a_quiet_group_is_revived_only_on_a_base(changes, expected):
    """Five people within the year, answers, half a year at most, and not the owner alone."""
    assert answer(QUIET, **changes) == expected


def test_one_voice_that_few_answer_is_a_broadcast():
    """Sixty percent by one person and less than two in five answered."""
    assert answer(LIVELY, top_share=0.6, answered=0.39) == "broadcast"
    assert answer(LIVELY, top_share=0.59, answered=0.39) == "keep"
    assert answer(LIVELY, top_share=0.6, answered=0.4) == "keep"


def test_a_silent_group_is_archived_with_people_to_keep_and_left_without():
    """What decides is whether anybody is worth keeping."""
    assert answer(SILENT, kept=1) == "archive"
    assert answer(SILENT, kept=0) == "leave"


def test_a_group_that_the_owner_carries_is_kept_while_it_answers():
    """Seven tenths by the owner: kept where it answers and lives, else not."""
    assert answer(LIVELY, owner_carried=0.9) == "keep"
    assert answer(LIVELY, owner_carried=0.9, level=40) == "archive"


def test_thin_data_and_a_short_span_make_it_less_sure():
    """The same figures from fewer messages or fewer days are believed less."""
    sure = judge(LIVELY, kept=8, owner_known=True).confidence
    assert 0 < judge(msgspec.structs.replace(LIVELY, messages=60), kept=8, owner_known=True).confidence < sure
    assert 0 < judge(msgspec.structs.replace(LIVELY, days=70), kept=8, owner_known=True).confidence < sure


def test_dissent_makes_it_less_sure_and_is_shown():
    """A falling trend speaks against keeping, with a negative weight."""
    plain = judge(LIVELY, kept=8, owner_known=True)
    torn = judge(msgspec.structs.replace(LIVELY, slope=FALLING), kept=8, owner_known=True)
    assert torn.answer == plain.answer == "keep"
    assert torn.confidence < plain.confidence
    assert next(reason.weight for reason in torn.reasons if reason.name == "trend") < 0


def test_reasons_come_largest_first():
    """By what they weigh, for or against."""
    weights = [abs(reason.weight) for reason in judge(QUIET, kept=8, owner_known=True).reasons]
    assert weights == sorted(weights, reverse=True)


def test_an_unknown_owner_is_said_and_no_rule_of_the_owner_is_used():
    """One reason tells what could not be looked at, and one line what would help."""
    unknown = msgspec.structs.replace(LIVELY, owner_share=None, owner_carried=None)
    verdict = judge(unknown, kept=8, owner_known=False)
    assert [reason.weight for reason in verdict.reasons if reason.name == "owner"] == [0]
    assert "Knowing which member you are." in [str(line) for line in verdict.would_change]


@pytest.mark.parametrize("figures", [LIVELY, QUIET, SILENT, msgspec.structs.replace(LIVELY, messages=10, people=2)])
def test_each_verdict_says_what_would_change_it_in_numbers(figures):
    """At least one sentence, and it holds a figure."""
    lines = [str(line) for line in judge(figures, kept=8, owner_known=True).would_change]
    assert any(any(letter.isdigit() for letter in line) for line in lines)


def test_a_group_that_still_talks_is_told_the_level_that_would_save_it():
    """What would change it is the opposite of what decided, not a talk that happens anyway."""
    falling = msgspec.structs.replace(LIVELY, slope=FALLING, level=100)
    assert [str(line) for line in judge(falling, kept=8, owner_known=True).would_change] == [
        "More than 140 messages a month over 90 days; now there are 100."
    ]


def test_every_rule_gives_a_legal_answer():
    """The table knows no other answers than the vocabulary."""
    assert {rule.answer for rule in groups.RULES} == set(ANSWERS) - {"too little data"}


def test_every_rule_has_grounds():
    """No rule without a reason why."""
    assert all(rule.when and rule.grounds for rule in groups.RULES)


@pytest.mark.parametrize(("kept", "expected"), [(1, "archive"), (0, "leave")])
def test_a_burden_is_left_however_lively_it_is(kept, expected):
    """What weighs on its owner is not kept; whether people are to be kept decides how it ends."""
    assert answer(LIVELY, kept, feeling="a burden") == expected
    assert answer(QUIET, kept, feeling="a burden", purpose="family") == expected
    assert answer(LIVELY, kept, feeling="neutral") == "keep"


def test_a_family_may_be_quiet():
    """Kept while two people talked within the year, and never left."""
    assert answer(QUIET, answered=0.1, talkers_year=2, purpose="family") == "keep"
    assert answer(QUIET, answered=0.1, talkers_year=1, purpose="family") == "archive"
    assert answer(QUIET, answered=0.1, talkers_year=2, purpose="friends") == "archive"
    assert answer(SILENT, kept=0, purpose="family") == "archive"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"top_share": 0.3}, "broadcast"),
        ({"top_share": 0.29}, "keep"),
        ({"top_share": 0.29, "answered": 0.39}, "broadcast"),
        ({"top_share": 0.3, "recent_messages": 0, "talkers": 0}, "revive"),
    ],
)
def test_a_group_for_news_is_a_notice_board_while_somebody_posts(changes, expected):
    """One voice of three tenths, or few answers; and not once nobody posts."""
    assert answer(LIVELY, purpose="news", **changes) == expected


def test_work_that_is_done_is_not_woken():
    """A quiet group of work is archived where one of hobbyists would be revived; with nobody to keep it is not."""
    assert answer(QUIET, purpose="hobby") == "revive"
    assert answer(QUIET, purpose="work") == "archive"
    assert answer(QUIET, kept=0, purpose="work") == "revive"
    assert answer(LIVELY, purpose="work") == "keep"


def test_worth_is_a_ground_to_try_once_more():
    """Three people within the year are enough, and the owner must not be the only one who pushes."""
    weak = {"answered": 0.1, "talkers_year": 3}
    assert answer(QUIET, **weak) == "archive"
    assert answer(QUIET, feeling="worth it", **weak) == "revive"
    assert answer(QUIET, feeling="worth it", answered=0.1, talkers_year=2) == "archive"
    assert answer(QUIET, feeling="worth it", owner_carried=0.7, **weak) == "archive"
    assert answer(QUIET, feeling="worth it", purpose="work", kept=0, **weak) == "leave"


@pytest.mark.parametrize("purpose", ["", *PURPOSES])
@pytest.mark.parametrize("feeling", ["", *FEELINGS])
def test_a_word_that_decides_is_among_the_reasons_and_one_that_does_not_is_silent(purpose, feeling):
    """Whatever is said, the reasons tell whether it mattered, and what would change it says so."""
    words = GroupWords(purpose, feeling)
    verdict = judge(QUIET, kept=8, owner_known=True, words=words)
    decided = any(reason.name == "your word" for reason in verdict.reasons)
    assert decided == any(str(line).startswith("Another word of yours") for line in verdict.would_change)
    assert decided or verdict.answer == judge(QUIET, kept=8, owner_known=True).answer


@pytest.mark.parametrize(("chance", "weight"), [(0.9, 1), (0.5, 0), (0.1, -1)])
def test_the_forecast_is_a_sign_of_life(chance, weight):
    """Likely alive speaks for keeping, likely silent against it."""
    forecast = GroupForecast(Chance(chance, chance / 2, 1 - (1 - chance) / 2), None, ())
    reasons = {r.name: r for r in judge(LIVELY, kept=8, owner_known=True, forecast=forecast).reasons}
    assert (reasons["forecast"].weight > 0) - (reasons["forecast"].weight < 0) == weight

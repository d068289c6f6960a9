"""The rules of the verdict: a table over the figures and the owner's words, each rule with its grounds."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from kithbook.groups.figures import Figures
from kithbook.groups.weighing import needed
from kithbook.vocabulary.answers import GroupWords

FEWEST_MESSAGES, FEWEST_DAYS, FEWEST_PEOPLE = 50, 60, 3
SHRUNK = 0.35  # of its best level


class Case(NamedTuple):
    """What a rule looks at: the figures, how many people are worth keeping, what the owner says."""

    f: Figures
    kept: int
    words: GroupWords


class Rule(NamedTuple):
    """An answer, when it is given, and on which grounds; ``word`` is which word of the owner decided it, if one did."""

    answer: str
    when: str
    grounds: str
    holds: Callable[[Case], bool]
    word: Literal["", "purpose", "feeling"] = ""


def quiet(f: Figures) -> bool:
    """Too few people talk, or nobody for 60 days and eight times as long as usual (Navarro et al. 2017 for pairs)."""
    return f.talkers < needed(f) or f.silence_days > max(60.0, 8 * (f.talk_gap_days or 0.0))


def falling(f: Figures) -> bool:
    """It surely loses 30% a year or more, and speaks at most 35% of its best."""
    return f.slope is not None and f.slope.high < 0 and f.slope.yearly <= -0.3 and f.level <= SHRUNK * f.best


def carried(f: Figures) -> bool:
    """The owner wrote or opened 70% of the year."""
    return f.owner_carried is not None and f.owner_carried >= 0.7


def answering(f: Figures) -> bool:
    """At least two in five of what is opened or asked are answered."""
    return f.answered is not None and f.answered >= 0.4


def faded(f: Figures) -> bool:
    """It speaks at most a tenth of its best."""
    return f.level <= 0.1 * f.best


def one_voice(f: Figures) -> bool:
    """One person wrote 60% of the year, and little of what is opened is answered."""
    return f.year_messages >= 12 and f.top_share >= 0.6 and f.answered is not None and not answering(f)


def has_a_base(f: Figures) -> bool:
    """People talked within the year (five, or all but two of a small group), the last time at most 180 days ago."""
    return f.talkers_year >= min(5, max(2, f.people - 2)) and f.silence_days <= 180 and answering(f)


def spoke_within_a_year(f: Figures) -> bool:
    """Somebody wrote within the year, and people talked with each other within it."""
    return f.year_messages > 0 and f.talkers_year >= 2


RULES: tuple[Rule, ...] = (
    Rule(
        "archive",
        "a burden to you, and some of its people are worth keeping",
        "Attention is limited (Saramäki et al. 2014): what weighs on you costs those you care about; ties are kept one"
        " to one.",
        lambda case: case.words.feeling == "a burden" and case.kept > 0,
        word="feeling",
    ),
    Rule(
        "leave",
        "a burden to you, and nobody of it to keep",
        "Nothing is lost but the weight.",
        lambda case: case.words.feeling == "a burden",
        word="feeling",
    ),
    Rule(
        "keep",
        "family, and people talked within the year",
        "Kin stay close through silence (Roberts & Dunbar 2015): a family may be quiet.",
        lambda case: case.words.purpose == "family" and spoke_within_a_year(case.f),
        word="purpose",
    ),
    Rule(
        "broadcast",
        "for news, somebody still posts, and one voice leads or little is answered",
        "A notice board is read, not answered: silence between posts is what it is for.",
        lambda case: (
            case.words.purpose == "news"
            and case.f.recent_messages > 0
            and (case.f.top_share >= 0.3 or not answering(case.f))
        ),
        word="purpose",
    ),
    Rule(
        "broadcast",
        "one voice, hardly answered",
        "Of a group with one voice 90 in 100 only read (Nielsen 2006).",
        lambda case: one_voice(case.f),
    ),
    Rule(
        "keep",
        "people talk, it does not fall away, and it does not hang on the owner alone",
        "Silence beyond eight times the usual gap means decay (Navarro et al. 2017, for pairs); a surely falling slope"
        " goes on.",
        lambda case: (
            not (quiet(case.f) or falling(case.f) or (carried(case.f) and (faded(case.f) or not answering(case.f))))
        ),
    ),
    Rule(
        "archive",
        "for work, silent, and some of its people are worth keeping",
        "Work that is done has no reason to be woken; its people may have.",
        lambda case: case.words.purpose == "work" and quiet(case.f) and case.kept > 0,
        word="purpose",
    ),
    Rule(
        "revive",
        "fallen or silent of late, with people who still answer",
        "Wounded groups with a base of people who answer can be woken; without one a burst is all that comes.",
        lambda case: has_a_base(case.f) and not carried(case.f),
    ),
    Rule(
        "revive",
        "worth it to you, and people talked within the year without your push",
        "Worth to its owner is a ground to try once more, at the cost of one good reason.",
        lambda case: (
            case.words.feeling == "worth it"
            and case.f.talkers_year >= needed(case.f)
            and not carried(case.f)
            and case.words.purpose != "work"
        ),
        word="feeling",
    ),
    Rule(
        "leave",
        "silent, not family, and nobody of it to keep",
        "Nothing is lost.",
        lambda case: case.kept == 0 and case.words.purpose != "family",
    ),
    Rule(
        "archive",
        "silent, and family, or some of its people are worth keeping",
        "A group cannot force ties; what it brought about is between people.",
        lambda case: True,
    ),
)


def thin(f: Figures) -> bool:
    """Fewer than 50 messages, 60 days or three people: too little to say anything."""
    return f.messages < FEWEST_MESSAGES or f.days < FEWEST_DAYS or f.people < FEWEST_PEOPLE

"""The verdict: the first rule that holds, weighed by all the figures that speak for it and against it."""

from collections.abc import Callable
from typing import NamedTuple

from kithbook.groups.figures import Figures
from kithbook.groups.weighing import SIGNS, Sign, day, needed
from kithbook.vocabulary import Reason, Said, Verdict, say, say_n

FEWEST_MESSAGES, FEWEST_DAYS, FEWEST_PEOPLE = 50, 60, 3
SHRUNK = 0.35  # of its best level


class Rule(NamedTuple):
    """An answer and when it is given. ``holds`` takes the figures and how many people are worth keeping."""

    answer: str
    when: str
    holds: Callable[[Figures, int], bool]


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


RULES: tuple[Rule, ...] = (
    Rule("broadcast", "one voice, hardly answered", lambda f, kept: one_voice(f)),
    Rule(
        "keep",
        "people talk, it does not fall away, and it does not hang on the owner alone",
        lambda f, kept: not (quiet(f) or falling(f) or (carried(f) and (faded(f) or not answering(f)))),
    ),
    Rule(
        "revive",
        "fallen or silent of late, with people who still answer",
        lambda f, kept: has_a_base(f) and not carried(f),
    ),
    Rule("leave", "silent, and nobody of it to keep", lambda f, kept: kept == 0),
    Rule("archive", "silent, and some of its people are worth keeping", lambda f, kept: True),
)

# How a sign of life speaks for each answer: 1 life speaks for it, -1 for the opposite, 0 it has no say.
SPEAKS: dict[str, dict[str, int]] = {
    "keep": {},
    "revive": {"activity": -1, "silence": -1, "level": -1, "trend": -1},
    "broadcast": {"level": 0, "trend": 0, "silence": -1, "activity": -1, "answers": -1, "owner": -1, "inequality": -1},
    "archive": {"": -1},
    "leave": {"": -1},
}


def thin(f: Figures) -> bool:
    """Fewer than 50 messages, 60 days or three people: too little to say anything."""
    return f.messages < FEWEST_MESSAGES or f.days < FEWEST_DAYS or f.people < FEWEST_PEOPLE


def judge(f: Figures, *, kept: int, owner_known: bool) -> Verdict:
    """The verdict on figures ``f``, where ``kept`` people stand on the shortlist.

    Confidence is (1 + agreement) / 2 of the weighed signs, times how much there is to go by: n / (n + 100) for
    n messages and d / (d + 90) for d days. Weights of the reasons sum to at most 1 in absolute value.
    """
    as_of = day(f.seen_until).isoformat()
    if thin(f):
        return Verdict("too little data", 0.0, as_of, (_seen(f),), _missing(f))
    answer = next(rule.answer for rule in RULES if rule.holds(f, kept))
    signs = [sign for look in SIGNS if (sign := look(f)) is not None]
    reasons = _reasons(answer, signs)
    if not owner_known:
        says = say("which member you are is not known: what hangs on you alone was not looked at")
        reasons.append(Reason("owner", None, 0.0, says))
    total = sum(abs(reason.weight) for reason in reasons)
    agreement = sum(reason.weight for reason in reasons) / total if total else 0.0
    data = f.messages / (f.messages + 100) * f.days / (f.days + 90)
    reasons.sort(key=lambda reason: -abs(reason.weight))
    return Verdict(
        answer, round((1 + agreement) / 2 * data, 3), as_of, tuple(reasons), _would_change(answer, f, owner_known)
    )


def _reasons(answer: str, signs: list[Sign]) -> list[Reason]:
    speaks = SPEAKS[answer]
    total = sum(sign.counts for sign in signs)
    return [
        Reason(
            sign.name,
            sign.value,
            round(speaks.get(sign.name, speaks.get("", 1)) * sign.life * sign.counts / total, 4),
            sign.says,
        )
        for sign in signs
    ]


def _seen(f: Figures) -> Reason:
    says = say(
        "{messages} messages, {people} people, {days:.0f} days are too little to say",
        messages=f.messages,
        people=f.people,
        days=f.days,
    )
    return Reason("too little data", float(f.messages), 0.0, says)


def _missing(f: Figures) -> tuple[Said, ...]:
    lines = []
    if f.messages < FEWEST_MESSAGES:
        lines.append(say_n("{count} more message.", "{count} more messages.", FEWEST_MESSAGES - f.messages))
    if f.days < FEWEST_DAYS:
        lines.append(say_n("{count} more day.", "{count} more days.", max(1, round(FEWEST_DAYS - f.days))))
    if f.people < FEWEST_PEOPLE:
        lines.append(say("A third person who writes."))
    return tuple(lines)


def _would_change(answer: str, f: Figures, owner_known: bool) -> tuple[Said, ...]:
    """What would have to be seen for another answer, in numbers: the opposite of what decided this one."""
    lines = []
    if answer == "keep":
        lines.append(
            say(
                "Fewer than {needed} people in real conversations within 90 days; now there are {now}.",
                needed=needed(f),
                now=f.talkers,
            )
        )
    elif answer == "broadcast":
        lines.append(say("Answers to 40% of what is opened or asked; now it is {now:.0%}.", now=f.answered or 0.0))
    elif quiet(f):
        lines.append(_talking_again(f))
    elif falling(f):
        lines.append(
            say(
                "More than {least:,.0f} messages a month over 90 days; now there are {now:,.0f}.",
                least=SHRUNK * f.best,
                now=f.level,
            )
        )
    if carried(f) and answer != "keep":
        lines.append(
            say("Half of it opened by others; now {share:.0%} is yours or follows you.", share=f.owner_carried)
        )
    if not owner_known:
        lines.append(say("Knowing which member you are."))
    return tuple(lines)


def _talking_again(f: Figures) -> Said:
    if f.last_talk is None:
        return say("Two months running with a conversation of {needed} people. There was none yet.", needed=needed(f))
    return say(
        "Two months running in which {needed} people other than you talk with each other. The last time was on {day}.",
        needed=needed(f),
        day=day(f.last_talk),
    )

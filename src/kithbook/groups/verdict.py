"""The verdict: the first rule that holds, weighed by all the figures that speak for it and against it.

The rules stand on what was seen and on what the owner says that the group is for and how it feels to them. Their
grounds are told beside each, and in docs/explanation/groups.md.
"""

from typing import Final

from kithbook.groups.figures import Figures
from kithbook.groups.rules import (
    FEWEST_DAYS,
    FEWEST_MESSAGES,
    FEWEST_PEOPLE,
    RULES,
    SHRUNK,
    Case,
    Rule,
    carried,
    falling,
    quiet,
    thin,
)
from kithbook.groups.weighing import SIGNS, Sign, ahead, day, needed
from kithbook.vocabulary import Reason, Said, Verdict, say, say_n
from kithbook.vocabulary.answers import GroupForecast, GroupWords

NOTHING_SAID: Final = GroupWords()
YOUR_WORD: Final = 4.0  # how much it counts beside the signs

# How a sign of life speaks for each answer: 1 life speaks for it, -1 for the opposite, 0 it has no say.
SPEAKS: dict[str, dict[str, int]] = {
    "keep": {},
    "revive": {"activity": -1, "silence": -1, "level": -1, "trend": -1},
    "broadcast": {"level": 0, "trend": 0, "silence": -1, "activity": -1, "answers": -1, "owner": -1, "inequality": -1},
    "archive": {"": -1},
    "leave": {"": -1},
}


def judge(
    f: Figures,
    *,
    kept: int,
    owner_known: bool,
    words: GroupWords = NOTHING_SAID,
    forecast: GroupForecast | None = None,
) -> Verdict:
    """The verdict on figures ``f``, where ``kept`` people stand on the shortlist.

    Confidence is (1 + agreement) / 2 of the weighed signs, times how much there is to go by: n / (n + 100) for
    n messages and d / (d + 90) for d days. Weights of the reasons sum to at most 1 in absolute value. ``words`` may
    decide it, and then count among the reasons; the ``forecast`` is one sign of life among the others.
    """
    as_of = day(f.seen_until).isoformat()
    if thin(f):
        return Verdict("too little data", 0.0, as_of, (_seen(f),), _missing(f))
    rule = next(rule for rule in RULES if rule.holds(Case(f, kept, words)))
    signs = [sign for look in SIGNS if (sign := look(f)) is not None]
    if forecast is not None and forecast.alive is not None:
        signs.append(ahead(forecast.alive))
    if rule.word:
        signs.append(Sign("your word", 1.0, 1.0, YOUR_WORD, _your_word(rule, words)))
    reasons = _reasons(rule.answer, signs)
    if not owner_known:
        says = say("which member you are is not known: what hangs on you alone was not looked at")
        reasons.append(Reason("owner", None, 0.0, says))
    total = sum(abs(reason.weight) for reason in reasons)
    agreement = sum(reason.weight for reason in reasons) / total if total else 0.0
    data = f.messages / (f.messages + 100) * f.days / (f.days + 90)
    reasons.sort(key=lambda reason: -abs(reason.weight))
    changes = _would_change(rule, f, owner_known, words)
    return Verdict(rule.answer, round((1 + agreement) / 2 * data, 3), as_of, tuple(reasons), changes)


_PURPOSES: Final = {
    "friends": say("you say that it is for friends"),
    "work": say("you say that it is for work"),
    "hobby": say("you say that it is for a hobby"),
    "news": say("you say that it is for news"),
    "family": say("you say that it is family"),
}
_FEELINGS: Final = {
    "worth it": say("you say that it is worth it"),
    "a burden": say("you say that it is a burden"),
}


def _your_word(rule: Rule, words: GroupWords) -> Said:
    """The word of the owner that decided."""
    return _FEELINGS[words.feeling] if rule.word == "feeling" else _PURPOSES[words.purpose]


def _reasons(answer: str, signs: list[Sign]) -> list[Reason]:
    speaks = SPEAKS[answer] | {"your word": 1}
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


def _would_change(rule: Rule, f: Figures, owner_known: bool, words: GroupWords) -> tuple[Said, ...]:
    """What would have to be seen for another answer, in numbers: the opposite of what decided this one."""
    answer, lines = rule.answer, []
    if rule.word:
        lines.append(say("Another word of yours: now {word}.", word=_your_word(rule, words)))
    if rule.word and answer != "revive":
        pass  # what was seen did not decide it
    elif answer == "keep":
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

"""The way out of a group: the steps of each verdict, at the pace that the owner's minutes allow."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

import msgspec

from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import GroupWords, Letter, Plan, Reach, Revival, Step, TalkMap

SHARE: Final = 0.5  # of the weekly minutes that may go into a way out
LOOK_AGAIN: Final = 90  # days after the last letter
MEASURED: Final = 60  # days after an attempt in which its effect is seen
SMALL: Final = (3, 12)  # people of a circle that fits one table


class Ground(NamedTuple):
    """What a plan stands on: the answer to follow, how many are kept, letters in their order, what was found, what is
    said, the ticks (key to ISO day), the group's topics.
    """

    answer: str
    kept: int
    core: int
    letters: Sequence[Letter]
    words: GroupWords
    ticks: Mapping[str, str]
    circles: TalkMap | None = None
    revivals: Sequence[Revival] = ()
    reach: Reach | None = None
    topics: Sequence[str] = ()
    note: str = ""


def plan(ground: Ground, *, minutes: int, today: date) -> Plan:
    """The plan of a group for ``minutes`` a week from ``today`` on.

    Letters go out at half of the weekly minutes, one a week at least, those of the core first; what is ticked takes no
    time any more.
    """
    letters, last = _paced(ground, minutes, today)
    steps = tuple(
        msgspec.structs.replace(step, done=ground.ticks.get(step.key, ""))
        for step in STEPS[ground.answer](ground, letters, last)
    )
    return Plan(_pace(letters, last, minutes), steps, letters, ground.note)


def _paced(ground: Ground, minutes: int, today: date) -> tuple[tuple[Letter, ...], date]:
    """The letters with their weeks and ticks, and the day by which the last is due."""
    each = max((letter.minutes for letter in ground.letters), default=1)
    a_week = max(1, round(minutes * SHARE / each))
    found, open_ = [], 0
    for letter in ground.letters:
        done = ground.ticks.get(letter_key(letter), "")
        when = today + timedelta(weeks=open_ // a_week + 1)
        open_ += not done
        found.append(msgspec.structs.replace(letter, done=done, when="" if done else when.isoformat()))
    last = max((date.fromisoformat(letter.when) for letter in found if letter.when), default=today)
    return tuple(found), last


def letter_key(letter: Letter) -> str:
    """The key under which a letter is ticked."""
    return f"letter-{letter.person.id}"


def _pace(letters: Sequence[Letter], last: date, minutes: int) -> Said:
    if any(not letter.done for letter in letters):
        return say_n(
            "At your pace of {count} minute a week this takes until {day}. Stop anywhere: nothing is sent and nobody is"
            " told.",
            "At your pace of {count} minutes a week this takes until {day}. Stop anywhere: nothing is sent and nobody"
            " is told.",
            minutes,
            day=last,
        )
    return say("A few minutes in all. Stop anywhere: nothing is sent and nobody is told.")


# ------------------------------------------------------------------------------------------------ the steps


def _choose(ground: Ground) -> Step:
    detail = say_n(
        "One person, {core} proposed for the core. Change it as you like.",
        "{count} people, {core} of them proposed for the core. Change it as you like.",
        ground.kept,
        core=ground.core,
    )
    return Step("choose", say("Look through those worth keeping"), detail, 5, opens="keep")


def _letters(ground: Ground, letters: Sequence[Letter], last: date) -> list[Step]:
    """One step for the core, one for the rest."""
    steps = []
    for key, some, says in (
        ("core", [one for one in letters if one.core], say("Write to those of the core, one to one")),
        ("others", [one for one in letters if not one.core], say("Write to the others, one to one")),
    ):
        if not some:
            continue
        until = max((one.when for one in some if one.when), default="")
        detail = say_n(
            "One letter of {minutes} minutes, with a reason of your own shared past, in the language that you two use.",
            "{count} letters of {minutes} minutes each, with a reason of your own shared past, in the language that you"
            " use with each.",
            len(some),
            minutes=some[0].minutes,
        )
        steps.append(Step(key, says, detail, sum(one.minutes for one in some), until, opens="letters"))
    return steps


def _note(ground: Ground) -> Step:
    detail = say("It closes nothing, and tells those who miss you where you are. The words are below.")
    return Step("note", say("Pin a courteous note"), detail, 2, opens="note")


def _memories() -> Step:
    detail = say(
        "Its story as one file that prints well: the years, the best days, who was there. It stays on this machine."
    )
    return Step("memories", say("Make the book of memories"), detail, 10, opens="memories")


def _look(last: date, says: Said, after: int = LOOK_AGAIN) -> Step:
    day = last + timedelta(days=after)
    detail = say("A fresh export then tells whether anything above has changed.")
    return Step("look", says, detail, 5, day.isoformat(), opens="look")


def _gather(ground: Ground) -> list[Step]:
    """A small meeting of one of the circles: ties form where few people meet."""
    circles = ground.circles.circles if ground.circles else ()
    fitting = [circle for circle in circles if SMALL[0] <= len(circle.people) <= SMALL[1]]
    if not fitting or ground.words.ask_free:
        return []
    circle = max(fitting, key=lambda one: (one.within, -one.number))
    names = ", ".join(one.name for one in circle.people[:3])
    says = say_n(
        "Meet one of its circles: {names}",
        "Meet one of its circles: {names} and others, {count} people",
        len(circle.people),
        names=names,
    )
    return [Step("gather", says, say("One table, one evening. That needs no group."), 20)]


def _idea(ground: Ground) -> Step:
    """One idea: what worked before, else a circle, else a topic; measured as an attempt once it is told."""
    worked = [one for one in ground.revivals if one.effect == "more than chance"]
    detail = say("Do it once, and tell the book the day: it then measures what it did against ordinary days.")
    if worked:
        best = max(worked, key=lambda one: one.uplift or 0.0)
        says = say(
            "Do again what worked on {day}: {what}", day=date.fromisoformat(best.on), what=best.what or KINDS[best.kind]
        )
    elif ground.topics and ground.words.ask_free:
        says = say("Give something on what they write about: {topics}", topics=", ".join(ground.topics[:3]))
    elif ground.topics:
        says = say("Ask one good question on what they write about: {topics}", topics=", ".join(ground.topics[:3]))
    elif ground.words.ask_free:
        says = say("Give one thing that they would miss otherwise")
    else:
        says = say("Ask one question that only these people can answer")
    return Step("idea", says, detail, 15, opens="tried")


KINDS: Final = {
    "told": say("what you tried"),
    "red envelope": say("a red envelope"),
    "greeting": say("a greeting to all"),
    "burst": say("a talk after a long silence"),
}


# ------------------------------------------------------------------------------------------------ by answer


def _keep(ground: Ground, letters: Sequence[Letter], last: date) -> list[Step]:
    return [*_letters(ground, letters, last), _look(last, say("Let it be, and look once more"))]


def _revive(ground: Ground, letters: Sequence[Letter], last: date) -> list[Step]:
    done = ground.ticks.get("idea", "")
    after = date.fromisoformat(done) if done else last
    look = _look(after, say("See what it did"), MEASURED)
    return [_idea(ground), *_gather(ground), look, *_letters(ground, letters, last)]


def _broadcast(ground: Ground, letters: Sequence[Letter], last: date) -> list[Step]:
    look = _look(last, say("Look once more whether it is heard"))
    if ground.reach is None or not ground.reach.by_you:
        read = Step(
            "read",
            say("Mute it, and read it when you like"),
            say("It is a notice board of others: nothing is expected of you."),
            1,
        )
        return [read, *_letters(ground, letters, last), look]
    reach = ground.reach
    often = (
        say("When there is news.")
        if reach.every_days is None
        else say_n("At most one a day.", "At most one in {count} days.", round(reach.every_days))
    )
    update = Step("update", say("Write when there is news that these people want"), often, 10, opens="reach")
    return [_note(ground), update, *_letters(ground, letters, last), look]


def _archive(ground: Ground, letters: Sequence[Letter], last: date) -> list[Step]:
    choose = [_choose(ground)] if ground.kept else []
    mute = _look(last, say("Mute it, and look once more"))
    return [*choose, *_letters(ground, letters, last), *_gather(ground), _note(ground), _memories(), mute]


def _leave(ground: Ground, letters: Sequence[Letter], last: date) -> list[Step]:
    leave = Step(
        "leave", say("Leave whenever you like"), say("No word is needed. What was said stays in this book."), 1
    )
    return [*_letters(ground, letters, last), _memories(), leave]


def _too_little(ground: Ground, letters: Sequence[Letter], last: date) -> list[Step]:
    more = Step("more", say("Bring a longer export"), say("With the whole history, if the platform gives it."), 10)
    tell = Step(
        "tell", say("Say what it is for, and how it feels"), say("Two words that no export can tell."), 1, opens="words"
    )
    return [more, tell]


STEPS: Final = {
    "keep": _keep,
    "revive": _revive,
    "broadcast": _broadcast,
    "archive": _archive,
    "leave": _leave,
    "too little data": _too_little,
}

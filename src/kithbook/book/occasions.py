"""Occasions that are known without reading any history: wishes, reminders, birthdays, promises."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Final, NamedTuple

from kithbook import words
from kithbook.book import promised
from kithbook.store import described, models, replies, wholes
from kithbook.vocabulary import say
from kithbook.vocabulary.answers import Occasion

AHEAD: Final = 7  # days that a birthday is told before it
QUOTED: Final = 80  # characters of something quoted
# How strongly each kind speaks for being in touch now (0 to 1): which of several is told, and the order of the week.
STRENGTH: Final = {
    "wished": 1.0,
    "reminder": 0.95,
    "birthday": 0.9,
    "promise": 0.8,
    "waiting": 0.75,
    "news": 0.7,
    "question": 0.6,
    "season": 0.5,
    "late": 0.4,
    "piece": 0.3,
    "drift": 0.2,
    "none": 0.0,
}

# Those that are worth more just now than another week.
NOW: Final = ("wished", "reminder", "birthday", "promise", "waiting", "news", "question", "season", "piece")


class Birthday(NamedTuple):
    """The next birthday of somebody."""

    person: int
    on: date
    told: str  # as it is written


def coming(today: date, people: Collection[int], *, now: int) -> dict[int, list[Occasion]]:
    """The occasions of these people that fall on ``today`` or are due by it, birthdays within a week; best first."""
    found: dict[int, list[Occasion]] = defaultdict(list)
    for person, day in replies.wishes().items():
        if day <= today:
            says = say("You wanted to be in touch again by {day}.", day=day)
            found[person].append(Occasion("wished", says, day.isoformat()))
    for each in reminders(now):
        if each.day <= today:
            says = say("A reminder for {day}: {what}", day=each.day, what=short(each.what))
            found[each.person].append(Occasion("reminder", says, each.day.isoformat()))
    for born in birthdays(today):
        if born.on <= today + timedelta(days=AHEAD):
            says = say("Birthday today.") if born.on == today else say("Birthday on {day}.", day=born.on)
            found[born.person].append(Occasion("birthday", says, born.on.isoformat()))
    for person, promise in promises():
        says = say("You promised on {day}: {what}", day=promise.on, what=short(promise.text))
        if promise.due is None or promise.due <= today + timedelta(days=AHEAD):
            found[person].append(Occasion("promise", says, promise.on.isoformat(), tuple(promise.messages)))
    there = set(people)
    return {
        person: sorted(some, key=lambda each: -STRENGTH[each.kind]) for person, some in found.items() if person in there
    }


def birthdays(today: date) -> list[Birthday]:
    """The next birthday of everybody whose birthday is known, soonest first; what you wrote counts before imports."""
    told: dict[int, str] = {}
    for person, details in described.holding(('"birthday"',)):
        for kind, value in details.get("facts", ()):
            if kind == "birthday":
                told[person] = value
    told |= {person: value for person, _, value in described.values("birthday") if value}
    found = []
    for person, value in told.items():
        born = words.birthday_of(value)
        on = None if born is None else words.next_birthday(born, today)
        if on is not None:
            found.append(Birthday(person, on, value))
    return sorted(found, key=lambda each: (each.on, each.person))


def promises() -> list[tuple[int, models.Favour]]:
    """What the owner promised and has not kept yet, as (person, favour), oldest first."""
    whole = wholes.whole_of()
    found = models.Favour.objects.filter(deed="promised", by_me=True, state="yes").order_by("on", "pk")
    return [(whole.get(row.person_id, row.person_id), row) for row in found]


def reminders(now: int) -> list[promised.Promised]:
    """Reminders that lists of other programs told, soonest first."""
    return [each for each in promised.reminders(now) if each.source == "import"]


def short(text: str) -> str:
    """One line that can be quoted."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else line[:QUOTED].rstrip() + "…"

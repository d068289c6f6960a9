"""What the owner's answers teach: how long each way of being in touch takes them, which channels are answered, which
reasons they act on, and how many of their minutes they spend. Plain shrunk averages that can be read, and forgotten.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from kithbook import planning
from kithbook.book import moments
from kithbook.book.preferences import settings
from kithbook.store import models, timeline
from kithbook.store import people as shelf
from kithbook.store.context import at_once
from kithbook.store.models import Setting
from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import Learnt, LearntAnswer

DAY: Final = 86_400
MINUTES: Final = {"message": 4, "first": 6, "voice": 3, "call": 30, "meet": 90}  # until something was learnt
KNOWN: Final = 3.0  # answers that what was assumed counts for
ANSWERS_IN: Final = 30 * DAY  # who answers later than that has not answered this
SURE_AFTER: Final = 14 * DAY  # seen for so long without an answer: there was none
ACTED: Final = 0.6  # the share of suggestions that are acted on, likewise
WEEKS: Final = 8  # back, from which the minutes that are spent are learnt
LEAST_WEEKS: Final = 4  # of them with an answer
ROOM: Final = 1.25  # more than was spent is still planned


class Lessons(NamedTuple):
    """What was learnt, ready for the plan. Shares are 0 to 1."""

    minutes: dict[str, float]  # of each way
    reached: dict[str, float]  # of each channel: the share that is answered
    acted: dict[str, float]  # of each reason: acted on, relative to all reasons
    spent: float | None  # minutes a week, None as long as too few weeks are known

    def takes(self, way: str) -> int:
        """The whole minutes of a way."""
        return max(1, round(self.minutes.get(way, MINUTES["message"])))

    def reach(self, channel: str) -> float:
        """The chance that a touch by a channel is answered."""
        return self.reached.get(channel, planning.reach(0, 0))

    def budget(self, minutes: int) -> int:
        """The minutes to plan of those that were given: not many more than are spent."""
        return minutes if self.spent is None else max(1, min(minutes, round(ROOM * self.spent)))


class _Reply(NamedTuple):
    person: int
    answer: str
    at: int
    reason: str
    channel: str
    way: str
    took: int | None
    minutes: int


def lessons(*, now: int) -> Lessons:
    """What was learnt from all answers since the last time that it was forgotten."""
    return _lessons(_replies(), now)[0]


def learnt(*, now: int) -> LearntAnswer:
    """What was learnt in sentences, each with the number of answers that it rests on."""
    replies = _replies()
    found, counts = _lessons(replies, now)
    rows = [_row("minutes", way, value, counts["minutes", way]) for way, value in found.minutes.items()]
    rows += [_row("channel", channel, value, counts["channel", channel]) for channel, value in found.reached.items()]
    rows += [_row("reason", reason, value, counts["reason", reason]) for reason, value in found.acted.items()]
    if found.spent is not None:
        rows.append(_row("budget", "week", found.spent, counts["budget", "week"]))
    rows = [row for row in rows if row.count]
    since = int(Setting.read("learnt_since", 0))
    return LearntAnswer(
        learnt=tuple(rows),
        since=moments.iso_day(since, settings().zone) if since else "",
        answers=len(replies),
        says=_says(len(replies), bool(rows)),
    )


@at_once
def forget_learnt(*, now: int) -> None:
    """Begin to learn anew: answers until now no longer count. They stay in the book, and so does what they did."""
    Setting.write("learnt_since", now)


def _replies() -> list[_Reply]:
    since = int(Setting.read("learnt_since", 0))
    told = models.Reply.objects.filter(at__gt=since).select_related("touch").order_by("at", "pk")
    return [
        _Reply(
            row.person_id,
            row.answer,
            row.at,
            row.reason,
            row.channel,
            "" if row.touch is None else _way(row.touch.kind, row.touch.channel),
            row.took,
            row.minutes,
        )
        for row in told
    ]


def _way(kind: str, channel: str) -> str:
    if kind in {"met", "called"}:
        return "meet" if kind == "met" else "call"
    return "voice" if channel == "voice" else "message"


def _lessons(replies: Iterable[_Reply], now: int) -> tuple[Lessons, dict[tuple[str, str], int]]:
    """The lessons, and from how many answers each comes."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    took: dict[str, float] = defaultdict(float)
    heard: dict[str, float] = defaultdict(float)
    acted: dict[str, float] = defaultdict(float)
    weeks: dict[int, int] = defaultdict(int)
    for reply in replies:
        if reply.reason:
            counts["reason", reply.reason] += 1
            acted[reply.reason] += reply.answer == "done"
        if now - reply.at <= WEEKS * 7 * DAY:
            weeks[(now - reply.at) // (7 * DAY)] += reply.minutes
        if reply.answer != "done":
            continue
        if reply.took is not None:
            counts["minutes", reply.way] += 1
            took[reply.way] += reply.took
        came = answered(reply.person, reply.at) if reply.channel else None
        if came is not None:
            counts["channel", reply.channel] += 1
            heard[reply.channel] += came
    minutes = {
        way: (KNOWN * usual + took[way]) / (KNOWN + counts["minutes", way]) if counts["minutes", way] else float(usual)
        for way, usual in MINUTES.items()
    }
    reached = {channel: planning.reach(told, counts["channel", channel]) for channel, told in heard.items()}
    everything = (KNOWN * ACTED + sum(acted.values())) / (KNOWN + sum(counts["reason", reason] for reason in acted))
    liked = {
        reason: (KNOWN * everything + told) / (KNOWN + counts["reason", reason]) / everything
        for reason, told in acted.items()
    }
    known = sorted(weeks.values())
    counts["budget", "week"] = len(known)
    spent = float(known[len(known) // 2]) if len(known) >= LEAST_WEEKS else None
    return Lessons(minutes, reached, liked, spent), counts


def answered(person: int, at: int) -> bool | None:
    """Whether somebody wrote within a month after a moment, as later imports tell; None as long as nobody can know."""
    handles = shelf.handles_of([person])[person]
    if timeline.recent(handles, since=at, until=at + ANSWERS_IN, most=1):
        return True
    tie = models.Tie.objects.filter(person_id=person).first()
    return False if tie is not None and tie.seen_until >= at + SURE_AFTER else None


def hear() -> None:
    """Note of each piece that went to somebody whether they answered, once that can be known: then they valued it."""
    for offer in models.Offer.objects.filter(valued=None):
        came = answered(offer.person_id, offer.at)
        if came is not None:
            models.Offer.objects.filter(pk=offer.pk).update(valued=came)


def _row(of: str, what: str, value: float, count: int) -> Learnt:
    if of == "minutes":
        says = say("takes you about {minutes} minutes", minutes=round(value))
    elif of == "channel":
        says = say("is answered {share:.0%} of the time", share=value)
    elif of == "budget":
        says = say("you spend about {minutes} minutes a week on this", minutes=round(value))
    elif value > 1:
        says = say("you act on it more than on other reasons")
    else:
        says = say("you act on it less than on other reasons") if value < 1 else say("you act on it as on others")
    return Learnt(of, what, value, count, says)


def _says(answers: int, any_: bool) -> Said:
    if not any_:
        return say("Nothing was learnt yet. It comes with your answers to suggestions, and with the next imports.")
    return say_n("Learnt from {count} answer of yours.", "Learnt from {count} answers of yours.", answers)

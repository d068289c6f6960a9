"""The text alternative of each chart: a title and a description as sentences, to be put into the reader's language."""

from collections.abc import Sequence
from datetime import date

from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import Bin, Gap, Month, Standing, TalkMap


def says_activity(months: Sequence[Month]) -> tuple[Said, Said]:
    """Title and description of `activity`."""
    if not months:
        return say("Messages by month"), say("No messages.")
    best = max(months, key=lambda m: m.messages)
    return (
        say("Messages by month, {first} to {last}", first=months[0].month, last=months[-1].month),
        say(
            "The most in {best}: {most}. In the last month {last}. {silent} months without any.",
            best=best.month,
            most=best.messages,
            last=months[-1].messages,
            silent=sum(1 for m in months if not m.messages),
        ),
    )


def says_participation(months: Sequence[Month]) -> tuple[Said, Said]:
    """Title and description of `participation`."""
    if not months:
        return say("People who wrote, by month"), say("Nobody wrote.")
    best = max(months, key=lambda m: m.active)
    return (
        say("People who wrote, by month, {first} to {last}", first=months[0].month, last=months[-1].month),
        say(
            "The most in {best}: {most}. In the last month {last}.",
            best=best.month,
            most=best.active,
            last=months[-1].active,
        ),
    )


def says_rhythm(weeks: Sequence[tuple[int, int, int, bool]]) -> tuple[Said, Said]:
    """Title and description of `rhythm`."""
    if not weeks:
        return say("Contact week by week"), say("No contact yet.")
    first, last = min(weeks)[0], max(weeks)[0]
    latest = max(weeks)
    return (
        say("Contact week by week, {first} to {last}", first=first, last=last),
        say_n(
            "Contact in {count} week, the last time in the week of {day}.",
            "Contact in {count} weeks, the last time in the week of {day}.",
            len(weeks),
            day=date.fromisocalendar(latest[0], latest[1], 1),
        ),
    )


def says_quarters(told: Sequence[tuple[str, float | None]]) -> tuple[Said, Said]:
    """Title and description of `quarters`."""
    known = [(quarter, value) for quarter, value in told if value is not None]
    if not known:
        return say("Closeness by quarter"), say("Too little to say in any quarter.")
    best = max(known, key=lambda each: each[1])
    return (
        say("Closeness by quarter, {first} to {last}", first=told[0][0], last=told[-1][0]),
        say_n(
            "{then:.2f} in {first}, {now:.2f} in {last}; the most in {best}: {most:.2f}."
            " In {count} quarter there was too little to say.",
            "{then:.2f} in {first}, {now:.2f} in {last}; the most in {best}: {most:.2f}."
            " In {count} quarters there was too little to say.",
            len(told) - len(known),
            then=known[0][1],
            first=known[0][0],
            now=known[-1][1],
            last=known[-1][0],
            best=best[0],
            most=best[1],
        ),
    )


def says_standing(people: Sequence[Standing], gaps: Sequence[Gap]) -> tuple[Said, Said]:
    """Title and description of `standing`."""
    title = say("Strength by rank, with its interval and the gaps between")
    if not people:
        return title, say("Nobody stands in it yet.")
    first, last = people[0].strength, people[-1].strength
    widest = max(gaps, key=lambda gap: gap.before - gap.after, default=None)
    if widest is None:
        return title, say_n(
            "{count} person, at {first:.2f}.",
            "{count} people, from {first:.2f} down to {last:.2f}.",
            len(people),
            first=first,
            last=last,
        )
    return title, say_n(
        "{count} person, at {first:.2f}. The widest gap comes after place {rank}, from {before:.2f} to {after:.2f}.",
        "{count} people, from {first:.2f} down to {last:.2f}. The widest gap comes after place {rank}, from"
        " {before:.2f} to {after:.2f}.",
        len(people),
        first=first,
        last=last,
        rank=widest.rank,
        before=widest.before,
        after=widest.after,
    )


def says_calibration(bins: Sequence[Bin], days: int) -> tuple[Said, Said]:
    """Title and description of `calibration` for forecasts over ``days``."""
    title = say("What was said of {days} days of silence, against what came", days=days)
    if not bins:
        return title, say("No forecast could be tested.")
    worst = max(bins, key=lambda one: abs(one.said - one.came))
    return title, say_n(
        "{count} group of forecasts. It said {said:.0%}, and {came:.0%} came.",
        "{count} groups of forecasts. Furthest apart: it said {said:.0%}, and {came:.0%} came.",
        len(bins),
        said=worst.said,
        came=worst.came,
    )


def says_people_map(talk_map: TalkMap) -> tuple[Said, Said]:
    """Title and description of `people_map`."""
    title = say("Who talks with whom")
    people = sum(1 for each in talk_map.spots if not each.me)
    silent = talk_map.quiet + (talk_map.unseen or 0)
    if not people:
        return title, say_n(
            "Nobody answers anybody: {count} person.", "Nobody answers anybody: {count} people.", silent
        )
    sizes = [len(each.people) for each in talk_map.circles]
    bridges = sum(1 for each in talk_map.spots if each.bridge)
    if len(sizes) < 2:
        return title, say_n(
            "{count} person who answers or is answered, around them {silent} who answer nobody.",
            "{count} people who answer or are answered, around them {silent} who answer nobody.",
            people,
            silent=silent,
        )
    return title, say_n(
        "{count} circle of {sizes} people; {bridges} tie circles that would hardly meet otherwise."
        " Around them {silent} people who answer nobody.",
        "{count} circles of {sizes} people; {bridges} tie circles that would hardly meet otherwise."
        " Around them {silent} people who answer nobody.",
        len(sizes),
        sizes=", ".join(str(size) for size in sizes),
        bridges=bridges,
        silent=silent,
    )

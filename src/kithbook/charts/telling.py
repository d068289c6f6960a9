"""The text alternative of each chart: a title and a description as sentences, to be put into the reader's language."""

from collections.abc import Sequence
from datetime import date

from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import Month


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

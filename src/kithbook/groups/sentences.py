"""The sentences of a group's page."""

from kithbook.groups.figures import Figures
from kithbook.groups.weighing import day
from kithbook.vocabulary import Said, say, say_n


def sentences(answer: str, f: Figures, kept: int) -> dict[str, Said]:
    """Title, lead, activity, participation and shortlist of the page, for a verdict's ``answer``."""
    return {
        "title": _title(answer, kept),
        "lead": _lead(answer, f),
        "activity": _activity(f),
        "participation": _participation(f),
        "shortlist": _shortlist(kept),
    }


def _title(answer: str, kept: int) -> Said:
    if answer == "too little data":
        return say("Too little to say yet.")
    if kept == 0:
        return {
            "keep": say("Keep it as it is."),
            "revive": say("Try once to wake it."),
            "broadcast": say("Read it, or write to it, as a notice board."),
            "archive": say("Archive it."),
            "leave": say("Leave it. Nothing is lost."),
        }[answer]
    return {
        "keep": say_n("Keep it, and tend one of its people.", "Keep it, and tend {count} of its people.", kept),
        "revive": say_n(
            "Try once to wake it, and keep one of its people.",
            "Try once to wake it, and keep {count} of its people.",
            kept,
        ),
        "broadcast": say_n(
            "Let it be a notice board, and keep one of its people.",
            "Let it be a notice board, and keep {count} of its people.",
            kept,
        ),
        "archive": say_n(
            "Archive it, and keep one of its people.", "Archive it, and keep {count} of its people.", kept
        ),
        "leave": say_n("Leave it, and keep one of its people.", "Leave it, and keep {count} of its people.", kept),
    }[answer]


def _lead(answer: str, f: Figures) -> Said:
    if answer == "keep":
        if f.came_back is not None:
            return say("It had almost fallen silent, and came back. People talk with each other again.")
        return say("People talk with each other here, and are answered. It needs nothing from you.")
    if answer == "revive":
        return say("It has grown quiet, but those who speak are still answered. One good reason may be enough.")
    if answer == "broadcast":
        return say("One voice speaks here, and few answer. That is a place for news, not for talk.")
    if answer == "archive":
        return say(
            "The group did its work: it brought these people to you. What is left of it happens between two people."
        )
    if answer == "leave":
        return say("It has been silent, and nobody here has a tie of their own to you or to each other.")
    return say("What was seen of it is too little for a verdict. A longer export will tell more.")


def _activity(f: Figures) -> Said:
    if not f.messages:
        return say("Nothing was said here yet.")
    if f.owner_share is None:
        return say_n(
            "{count:,} message in the 12 months until {day}.",
            "{count:,} messages in the 12 months until {day}.",
            f.year_messages,
            day=day(f.seen_until),
        )
    return say_n(
        "{count:,} message in the 12 months until {day}; you wrote {own:.0%}.",
        "{count:,} messages in the 12 months until {day}; you wrote {own:.0%}.",
        f.year_messages,
        day=day(f.seen_until),
        own=f.owner_share,
    )


def _participation(f: Figures) -> Said:
    if f.stated:
        return say_n(
            "{count} person wrote in the last 90 days, of {seen} who ever did and {stated} members.",
            "{count} people wrote in the last 90 days, of {seen} who ever did and {stated} members.",
            f.active,
            seen=f.people,
            stated=f.stated,
        )
    return say_n(
        "{count} person wrote in the last 90 days, of {seen} who ever did.",
        "{count} people wrote in the last 90 days, of {seen} who ever did.",
        f.active,
        seen=f.people,
    )


def _shortlist(kept: int) -> Said:
    if not kept:
        return say("Nobody here has exchanged enough with others to stand on a list. Volume alone puts nobody on it.")
    return say_n(
        "One person with real exchange. Volume alone puts nobody on this list.",
        "{count} people with real exchange. Volume alone puts nobody on this list.",
        kept,
    )

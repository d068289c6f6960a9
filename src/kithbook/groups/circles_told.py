"""The sentences about who talks with whom."""

import msgspec

from kithbook.groups.parting import LEAST, SHUFFLES
from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import TalkCircle

SMALL = 15  # people whom somebody can keep close (the sympathy group of Zhou et al. 2005)


class Facts(msgspec.Struct, frozen=True):
    """What is said in words: ``others`` answer or are answered, ``wrote`` wrote at some time, the owner in neither.

    ``owner`` says whether the owner takes part, ``owner_circles`` with how many circles.
    """

    circles: tuple[TalkCircle, ...]
    others: int
    wrote: int
    owner: bool
    owner_circles: int
    owner_share: float | None
    bridges: tuple[str, ...]
    as_parted: float | None
    silent: int
    left_out: int


def sentences(f: Facts) -> tuple[Said, ...]:
    """A title, then sentences."""
    told = (_title(f), _how_many(f), _parted(f), _owner(f), _bridges(f), _silent(f), _left_out(f))
    return tuple(each for each in told if each is not None)


def circle(people: int, within: int, beyond: int, owners: int | None) -> Said:
    """One circle in a sentence; ``owners`` are the answers between it and the owner."""
    if owners is None:
        return say_n(
            "{count} person: {within} answers within, {beyond} with the rest.",
            "{count} people: {within} answers within, {beyond} with the rest.",
            people,
            within=within,
            beyond=beyond,
        )
    return say_n(
        "{count} person: {within} answers within, {owners} with you, {beyond} with the rest.",
        "{count} people: {within} answers within, {owners} with you, {beyond} with the rest.",
        people,
        within=within,
        owners=owners,
        beyond=beyond - owners,
    )


def _title(f: Facts) -> Said:
    count = len(f.circles)
    if not count:
        if f.owner and f.others >= LEAST:
            return say("No circle: they talk with you, and hardly with each other")
        return say("Too little to say who talks with whom")
    if count == 1:
        return say("One circle")
    small = max(len(each.people) for each in f.circles) <= SMALL
    if f.owner_circles > 1:
        if small:
            return say_n(
                "Not one group: {count} small circle, and you", "Not one group: {count} small circles, and you", count
            )
        return say_n("Not one group: {count} circle, and you", "Not one group: {count} circles, and you", count)
    if small:
        return say_n("Not one group: {count} small circle", "Not one group: {count} small circles", count)
    return say_n("Not one group: {count} circle", "Not one group: {count} circles", count)


def _how_many(f: Facts) -> Said:
    if f.owner:
        return say_n(
            "{count} person besides you ever answers somebody or is answered, of {wrote} who wrote.",
            "{count} people besides you ever answer somebody or are answered, of {wrote} who wrote.",
            f.others,
            wrote=f.wrote,
        )
    return say_n(
        "{count} person ever answers somebody or is answered, of {wrote} who wrote.",
        "{count} people ever answer somebody or are answered, of {wrote} who wrote.",
        f.others,
        wrote=f.wrote,
    )


def _parted(f: Facts) -> Said | None:
    if f.as_parted is None or not f.circles:
        return None
    if len(f.circles) == 1:
        return say("They part no more clearly than chance would part them: we cannot tell smaller circles in it.")
    return say(
        "They part more clearly than chance would: of {shuffles} shuffles of the same meetings, {as_parted} parted so.",
        shuffles=SHUFFLES,
        as_parted=round(f.as_parted * SHUFFLES),
    )


def _owner(f: Facts) -> Said | None:
    if f.owner_share is None:
        return None
    if len(f.circles) > 1:
        return say("Of the answers that leave a circle, {share:.0%} go to you or come from you.", share=f.owner_share)
    return say("Of all answers, {share:.0%} go to you or come from you.", share=f.owner_share)


def _bridges(f: Facts) -> Said | None:
    named = [name for name in f.bridges if name]
    if not named:
        return None
    if len(named) == 1:
        return say("{first} ties circles that would hardly meet otherwise.", first=named[0])
    if len(named) == 2:
        return say(
            "{first} and {second} tie circles that would hardly meet otherwise.", first=named[0], second=named[1]
        )
    return say_n(
        "{first}, {second} and {count} more tie circles that would hardly meet otherwise.",
        "{first}, {second} and {count} more tie circles that would hardly meet otherwise.",
        len(named) - 2,
        first=named[0],
        second=named[1],
    )


def _silent(f: Facts) -> Said | None:
    if not f.silent:
        return None
    return say_n(
        "The other one answers nobody. We make no guess about why.",
        "The other {count} answer nobody. We make no guess about why.",
        f.silent,
    )


def _left_out(f: Facts) -> Said | None:
    if not f.left_out:
        return None
    return say_n(
        "The map leaves out {count} person with fewer answers than anybody on it.",
        "The map leaves out {count} people with no more answers than anybody on it.",
        f.left_out,
    )

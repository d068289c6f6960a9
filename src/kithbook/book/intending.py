"""What the owner wants from the people they know: in words and choices, rhythms of circles and people, quiet times."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q

from kithbook import words
from kithbook.book import listing, naming
from kithbook.store import described, models, wholes
from kithbook.store import people as shelf
from kithbook.store.context import at_once
from kithbook.store.models import Setting
from kithbook.store.people import Line
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import BetweenAnswer, CircleRhythm, IntentionAnswer, Named

WANTS: Final = ("friends", "peers", "work", "family")
# Days: ideally, at the latest. A loose tie may never be touched again, and nobody is late.
RHYTHMS: Final[dict[str, tuple[int | None, int | None]]] = {
    "core": (30, 90),
    "curated": (180, 270),
    "loose": (365, None),
}
LONGEST: Final = 2_000  # characters of the words
MOST: Final = 1_000  # people to keep
WANTED, UNWANTED, NEAR = 1.5, 0.4, 1.15  # by how much more a tie counts that is of a wanted sort, or in a wanted place
# What tells of which sort somebody is: relations to the owner, tags and labels in their words, platforms.
_RELATIONS: Final = {
    **dict.fromkeys(("spouse", "partner", "parent", "child", "sibling"), "family"),
    **dict.fromkeys(("colleague", "manager", "report"), "work"),
    "friend": "friends",
}
_LABELS: Final = {
    "family": ("family", "relative", "家人", "家庭", "亲戚", "亲人", "عائلة", "أهل", "familie", "familia", "famille"),
    "work": ("work", "colleague", "client", "customer", "同事", "客户", "工作", "عمل", "زميل", "عميل", "arbeit"),
    "friends": ("friend", "朋友", "好友", "صديق", "أصدقاء", "freund", "amigo", "ami"),
    "peers": ("peer", "mentor", "teacher", "student", "同学", "同行", "老师", "زملاء", "معلم", "مرشد"),
}
_PLATFORMS: Final = {"linkedin": "work", "slack": "work", "github": "peers", "discord": "peers"}


def intention() -> IntentionAnswer:
    """What was said, with the rhythms as they are set, else as they are by default."""
    said: dict[str, Any] = Setting.read("intention", {})
    rhythms = RHYTHMS | {circle: tuple(days) for circle, days in Setting.read("rhythms", {}).items()}
    return IntentionAnswer(
        words=said.get("words", ""),
        wants=tuple(said.get("wants", ())),
        many=said.get("many"),
        places=tuple(said.get("places", ())),
        circles=tuple(CircleRhythm(circle, *rhythms[circle]) for circle in RHYTHMS),
        quiet=tuple((first, last) for first, last in Setting.read("quiet", [])),
    )


@at_once
def intend(
    *,
    text: str | None = None,
    wants: Sequence[str] | None = None,
    many: int | None = None,
    places: Sequence[str] | None = None,
    rhythms: Mapping[str, tuple[int | None, int | None]] | None = None,
    quiet: Sequence[tuple[str, str]] | None = None,
) -> IntentionAnswer:
    """Keep what the owner wants; None leaves a part as it is, "", () or 0 takes it back.

    ``rhythms`` gives days for a circle: ideally and at the latest, each None for never. ``quiet`` are (first, last ISO
    day). Raises Refused for a word, a number or a day that cannot be, and then changes nothing.
    """
    said: dict[str, Any] = dict(Setting.read("intention", {}))
    if text is not None:
        said["words"] = text.strip()[:LONGEST]
    if wants is not None:
        if unknown := [want for want in wants if want not in WANTS]:
            raise Refused(say("There is no choice {word}. Choose {words}.", word=unknown[0], words=", ".join(WANTS)))
        said["wants"] = [want for want in WANTS if want in wants]
    if many is not None:
        if not 0 <= many <= MOST:
            raise Refused(say("The people to keep must be a number from 0 to {most}.", most=MOST))
        said["many"] = many or None
    if places is not None:
        said["places"] = [place for place in dict.fromkeys(" ".join(each.split()) for each in places) if place][:20]
    told = None if rhythms is None else {circle: _rhythm(circle, *days) for circle, days in rhythms.items()}
    times = None if quiet is None else [_quiet(first, last) for first, last in quiet]
    Setting.write("intention", said)
    if told is not None:
        Setting.write("rhythms", Setting.read("rhythms", {}) | told)
    if times is not None:
        Setting.write("quiet", sorted(times))
    return intention()


def _rhythm(circle: str, ideal: int | None, latest: int | None) -> list[int | None]:
    if circle not in RHYTHMS:
        raise Refused(say("There is no circle of that name. Choose core, curated or loose."))
    if any(days is not None and not 1 <= days <= 3660 for days in (ideal, latest)):
        raise Refused(say("A rhythm is a number of days from 1 to 3660."))
    if ideal is not None and latest is not None and latest < ideal:
        raise Refused(say("The latest must not come before the ideal."))
    return [ideal, latest]


def _quiet(first: str, last: str) -> list[str]:
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as reason:
        raise Refused(say("{day} is no date. Write it as 2026-12-24.", day=f"{first} {last}".strip())) from reason
    if days[1] < days[0]:
        raise Refused(say("A quiet time must not end before it begins."))
    return [days[0].isoformat(), days[1].isoformat()]


def quiet_until(today: date) -> str:
    """The last ISO day of the quiet time that ``today`` lies in, or ""."""
    here = today.isoformat()
    return max((last for first, last in Setting.read("quiet", []) if first <= here <= last), default="")


def quiet_share(today: date) -> float:
    """The share of the coming year that is quiet: weeks in which no minutes are spent."""
    year = range(today.toordinal(), today.toordinal() + 365)
    held: set[int] = set()
    for first, last in Setting.read("quiet", []):
        held.update(range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1))
    return len(held.intersection(year)) / len(year)


def between(name: str | int) -> BetweenAnswer:
    """What the owner said of how to be in touch with somebody: rhythm, way, and whether nothing is asked of them."""
    person = naming.find_person(name)
    told = {kind: described.single(kind).get(person.pk, "") for kind in ("rhythm", "way", "ask_free")}
    days = [f"{round(each)}" for each in days_of(told["rhythm"]) if each is not None]
    rhythm = "never" if told["rhythm"] == "never" else " / ".join(days)
    return BetweenAnswer(Named(person.pk, person.shown), rhythm, told["way"], told["ask_free"] == "yes")


class Rhythms:
    """How often each person is meant to be in touch: as set for them here or in a list, else as for their circle."""

    def __init__(self) -> None:
        self._own = _of_lists() | described.single("rhythm")
        self._circles = {each.circle: (each.ideal, each.latest) for each in intention().circles}

    def of(self, line: Line) -> tuple[float | None, float | None, bool]:
        """Ideal and latest days, None for never; and whether that was set for this very person."""
        if own := self._own.get(line.id):
            return (*days_of(own), True)
        circle, _ = listing.circle_of(line)
        return (*self._circles.get(circle, (None, None)), False)


def _of_lists() -> dict[int, str]:
    """The rhythms that lists of other programs kept, as days: there the owner set them for this very person."""
    found = {}
    for person, details in described.holding(('"rhythm"',)):
        for kind, value in details.get("facts", ()):
            if kind == "rhythm" and (days := words.rhythm_days(value)):
                found[person] = str(max(1, round(days)))
    return found


def days_of(told: str) -> tuple[float | None, float | None]:
    """Ideal and latest days of a kept rhythm: "30 90", "30", or "never"."""
    days = [float(part) for part in told.split() if part.isdecimal()]
    return (days[0] if days else None), (days[1] if len(days) > 1 else None)


def weights(lines: Collection[Line]) -> dict[int, float]:
    """By how much more (or less) the tie of each person counts, for what the owner wants; 1 where nothing speaks."""
    said = intention()
    found = dict.fromkeys((line.id for line in lines), 1.0)
    wants = set(said.wants) or _named(said.words)
    if wants:
        for person, sorts in sorts_of().items():
            if person in found:
                found[person] = WANTED if sorts & wants else UNWANTED
    for person in _in(said.places):
        if person in found:
            found[person] *= NEAR
    return found


def _named(text: str) -> set[str]:
    """The sorts that the owner's own words name, where no choice was made."""
    folded = words.fold(text)
    return {sort for sort, some in _LABELS.items() if any(re.search(_as_word(label), folded) for label in some)}


def _as_word(label: str) -> str:
    """A pattern of a label as a word of its own, where its script has words."""
    folded = words.fold(label)
    return rf"\b{re.escape(folded)}s?\b" if folded.isascii() else re.escape(folded)


def sorts_of() -> dict[int, set[str]]:
    """Of which sorts (WANTS) people are, as relations, tags, labels and the places where they write tell."""
    found: dict[int, set[str]] = defaultdict(set)
    labels = {words.fold(label): sort for sort, some in _LABELS.items() for label in some}

    def told(person: int, label: str) -> None:
        folded = words.fold(label)
        for word, sort in labels.items():
            if folded == word or folded.rstrip("s") == word:
                found[person].add(sort)

    for person, tags in described.tags().items():
        for tag in tags:
            told(person, tag)
    for person, details in described.holding(('"label"',)) + described.holding(('"relation"',)):
        for kind, value in details.get("facts", ()):
            if kind in {"label", "relation"}:
                told(person, value)
    for person, kind in _relations():
        if kind in _RELATIONS:
            found[person].add(_RELATIONS[kind])
    if found or Setting.read("intention", {}).get("wants"):
        for person, platforms in shelf.platforms(shelf.ids()).items():
            sorts = {_PLATFORMS[platform] for platform in platforms if platform in _PLATFORMS}
            if sorts and len(platforms) == len(sorts):  # known from nowhere else
                found[person] |= sorts
    return dict(found)


def _relations() -> list[tuple[int, str]]:
    """(person, kind) of everybody who is related to the owner."""
    me = shelf.owner()
    if me is None:
        return []
    mine = set(wholes.parts([me.pk])[me.pk])
    whole = wholes.whole_of()
    found = []
    for row in models.Relation.objects.filter(Q(person__in=mine) | Q(other__in=mine)):
        other = row.other_id if row.person_id in mine else row.person_id
        found.append((whole.get(other, other), row.kind))
    return found


def _in(places: Sequence[str]) -> set[int]:
    """Who is in one of these places, as imports or the owner tell."""
    wanted = [words.fold(place) for place in places]
    if not wanted:
        return set()
    told = [(person, value) for person, _, value in described.values("place")]
    for person, details in described.holding(('"place"',)):
        told += [(person, value) for kind, value in details.get("facts", ()) if kind == "place"]
    return {person for person, value in told if any(place in words.fold(value) for place in wanted)}

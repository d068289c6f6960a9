"""Asking and giving: favours that were logged or that messages seem to tell of, never counted without a yes.

The balance is a sentence, not a score. Nothing is asked of ask-free people and groups, nor, without a word, of
somebody who was only asked lately.
"""

import re
import zlib
from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from kithbook import words
from kithbook.book import knowing, moments, naming, occasions
from kithbook.book.preferences import settings
from kithbook.store import described, models, rooms, timeline, wholes
from kithbook.store import people as shelf
from kithbook.store.context import at_once
from kithbook.vocabulary import Refused, Said, say, say_n
from kithbook.vocabulary import favour as told_favour
from kithbook.vocabulary.answers import Asks, FavourRow, FavoursAnswer, Named

DEEDS: Final = ("asked", "given", "promised")
KINDS: Final = ("help", "time", "introduction", "money", "gift")
LATELY: Final = 365  # days
READ: Final = 2_000  # messages of one direct chat in which favours are looked for
PROPOSED: Final = 5  # of one person at once
LONGEST: Final = 1_000
# What a favour was, in the owner's own words about it; anything else was help.
_KIND_SIGNS: Final = {
    "introduction": r"\bintro|介绍|介紹|عرف",
    "money": r"\b(?:money|loan|lent|borrowed|paid|euro|dollar)|钱|錢|借了|借给|مال|نقود|قرض",
    "gift": r"\b(?:gift|present|book|flowers)|礼物|送了|送给|هدي|كتاب",
    "time": r"\b(?:hour|afternoon|morning|time)\b|时间|下午|وقت",
}


def favours(name: str | int | None = None, *, now: int) -> FavoursAnswer:
    """The favours between the owner and one person (or everybody), and for one person what messages seem to tell."""
    person = None if name is None else naming.find_person(name)
    whole = wholes.whole_of()
    rows = [
        row
        for row in models.Favour.objects.exclude(state="no").order_by("-on", "-pk")
        if person is None or whole.get(row.person_id, row.person_id) == person.pk
    ]
    shown = shelf.shown({whole.get(row.person_id, row.person_id) for row in rows})
    kept = [_row(row, whole.get(row.person_id, row.person_id), shown) for row in rows]
    if person is None:
        return FavoursAnswer(tuple(kept), ())
    me = shelf.owner()
    proposed = () if me is None or person.is_me else _proposed(person, me.pk, now)
    return FavoursAnswer(
        favours=tuple(kept),
        proposed=proposed,
        says=balance(kept, moments.day(now, settings().zone)),
        person=Named(person.pk, person.shown),
        ask_free=person.pk in ask_free(),
    )


def _row(row: models.Favour, person: int, shown: dict[int, str]) -> FavourRow:
    return FavourRow(
        id=f"f{row.pk}",
        person=Named(person, shown.get(person, "")),
        deed=row.deed,
        by_me=row.by_me,
        kind=row.kind,
        on=row.on.isoformat(),
        text=row.text,
        state=row.state,
        due="" if row.due is None else row.due.isoformat(),
        messages=tuple(row.messages),
    )


def _proposed(person: models.Person, me: int, now: int) -> tuple[FavourRow, ...]:
    """Favours that the messages between the two seem to tell of, and on which nothing was said yet."""
    homes = [home.id for home in rooms.homes([person.pk]).get(person.pk, ()) if home.direct]
    mine = set(shelf.handles_of([me])[me])
    answered = set(models.Favour.objects.exclude(mark="").values_list("mark", flat=True))
    found = [row for row in _of_lists(person) if row.id not in answered]
    lines = timeline.between(homes, until=now, most=READ)
    zone = settings().zone
    texts = {line.id: line.text for line in lines}
    for each in words.proposed([(line.id, line.sender in mine, line.at, line.text) for line in lines]):
        mark = mark_of(person.pk, each.at, each.deed, each.kind)
        on = moments.day(each.at, zone)
        due = words.day_of(each.due_text, on, ahead=True) if each.due_text else None
        if mark not in answered:
            found.append(
                FavourRow(
                    id=mark,
                    person=Named(person.pk, person.shown),
                    deed=each.deed,
                    by_me=each.by_me != (each.deed == "asked"),  # whoever is to give was asked by the other
                    kind=each.kind,
                    on=on.isoformat(),
                    text=occasions.short(texts[each.messages[0]]),
                    state="proposed",
                    due="" if due is None else due.isoformat(),
                    messages=tuple(each.messages),
                )
            )
    return tuple(found[:PROPOSED])


def _of_lists(person: models.Person) -> list[FavourRow]:
    """Favours that lists of other programs kept, such as debts and gifts."""
    handles = shelf.handles_of([person.pk])[person.pk]
    found = []
    for kind, value in knowing.known(handles):
        told = told_favour(value) if kind == "favour" else None
        if told is not None and told.day:
            found.append(
                FavourRow(
                    id=f"l{person.pk}-{zlib.crc32(value.encode(errors='replace')):08x}",
                    person=Named(person.pk, person.shown),
                    deed=told.deed,
                    by_me=told.side == "me",
                    kind=told.sort,
                    on=told.day,
                    text=occasions.short(told.text),
                    state="proposed",
                )
            )
    return found


def mark_of(person: int, at: int, deed: str, kind: str) -> str:
    """By what a proposed favour is known again: it stays the same when the export is imported again."""
    return f"p{person}-{at}-{zlib.crc32(f'{deed} {kind}'.encode()):08x}"


@at_once
def log_favour(
    name: str | int,
    deed: str,
    *,
    by_me: bool,
    now: int,
    kind: str = "help",
    text: str = "",
    on: str | date | None = None,
    due: str | date | None = None,
    touch: models.Touch | None = None,
) -> FavourRow:
    """Write a favour down. ``deed`` is one of DEEDS (``by_me``: yours), ``kind`` one of KINDS; days as one says them.

    Raises Refused for a word or a day that cannot be.
    """
    person = naming.find_person(name)
    if deed not in DEEDS or kind not in KINDS:
        raise Refused(
            say(
                "A favour is {deeds}, and is {kinds}. Choose among them.",
                deeds=", ".join(DEEDS),
                kinds=", ".join(KINDS),
            )
        )
    today = moments.day(now, settings().zone)
    row = models.Favour.objects.create(
        person=person,
        deed=deed,
        by_me=by_me,
        kind=kind,
        on=moments.told(on, today) if on else today,
        due=moments.told(due, today, ahead=True) if due else None,
        text=text.strip()[:LONGEST],
        touch=touch,
        created=now,
    )
    return _row(row, person.pk, {person.pk: person.shown})


def of_touch(touch: models.Touch, person: int, deed: str, *, now: int) -> None:
    """Keep what a logged touch says was given or asked: it goes with the touch."""
    folded = words.fold(touch.text)
    kind = next((kind for kind, sign in _KIND_SIGNS.items() if re.search(sign, folded)), "help")
    models.Favour.objects.create(
        person_id=person, deed=deed, by_me=True, kind=kind, on=touch.on, text=touch.text, touch=touch, created=now
    )


@at_once
def answer_favour(name: str | int, mark: str, yes: bool, *, now: int) -> FavourRow | None:
    """Say yes or no to a favour that messages seem to tell of. A no is kept, so that it is not proposed again.

    Raises Refused where there is no such proposal (any more).
    """
    found = next((each for each in favours(name, now=now).proposed if each.id == mark), None)
    if found is None:
        raise Refused(say("That is not proposed any more. Load the page again."), status=404)
    row = models.Favour.objects.create(
        person_id=found.person.id,
        deed=found.deed,
        by_me=found.by_me,
        kind=found.kind,
        on=date.fromisoformat(found.on),
        due=date.fromisoformat(found.due) if found.due else None,
        text=found.text,
        state="yes" if yes else "no",
        mark=mark,
        messages=list(found.messages),
        created=now,
    )
    return _row(row, found.person.id, {found.person.id: found.person.name}) if yes else None


@at_once
def end_favour(favour: str, *, kept: bool) -> None:
    """Say that a promise was ``kept``, or take a favour out of the book. Raises Refused where it is not there."""
    number = favour.removeprefix("f")
    row = models.Favour.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 16 else None
    if row is None:
        raise Refused(say("That favour is not in the book any more."), status=404)
    if not kept:
        row.delete()
        return
    row.state = "kept"
    row.save(update_fields=["state"])


# ------------------------------------------------------------------------------------------------ the balance


def balance(told: Sequence[FavourRow], today: date) -> Said | None:
    """What asking and giving between the two came to within a year, as one sentence; None where nothing did."""
    year = [each for each in told if (today - date.fromisoformat(each.on)).days <= LATELY]
    asked = sum(each.by_me and each.deed == "asked" for each in year)
    got = sum(not each.by_me and each.deed in {"given", "promised"} for each in year)
    gave = sum(each.by_me and each.deed == "given" for each in year)
    open_ = sum(each.by_me and each.deed == "promised" and each.state == "yes" for each in year)
    if open_:
        return say_n(
            "A promise of yours is still open.",
            "{count} promises of yours are still open.",
            open_,
        )
    if asked + got > gave:
        return say("Within a year more came from them than from you. Something to give would fit.")
    if gave > asked + got:
        return say("Within a year you gave more than you asked. You may ask, too.")
    return say("Within a year giving and asking are about even.") if year else None


def ask_free() -> set[int]:
    """Of whom nothing is asked: people whom the owner said so of, and those known from ask-free groups alone."""
    found = {person for person, value in described.single("ask_free").items() if value == "yes"}
    free = set(models.Chat.objects.filter(ask_free=True).values_list("pk", flat=True))
    if free:
        there = models.Membership.objects.filter(chat__in=free).values_list("handle__person_id", flat=True)
        direct = {line.id for line in shelf.lines(set(there)) if line.direct}
        found |= set(there) - direct
    return found


def asks(person: int, text: str, told: Sequence[FavourRow], free: Collection[int], today: date) -> Asks:
    """About one draft: whether it may ask, and if not why, and what would give instead."""
    mine = [each for each in told if each.person.id == person]
    says = balance(mine, today)
    lately = [each for each in mine if (today - date.fromisoformat(each.on)).days <= LATELY]
    only_asked = any(each.by_me and each.deed == "asked" for each in lately) and not any(
        each.by_me and each.deed == "given" for each in lately
    )
    flag = None
    if text and words.asks_something(text):
        if person in free:
            flag = say("This asks something, and you said that nothing is asked of them.")
        elif only_asked:
            flag = say("This asks something, and you have only asked within the last year.")
    instead = None if flag is None else say("Share a piece or a memory instead, without a question.")
    return Asks(free=person in free, balance=says, flag=flag, instead=instead)

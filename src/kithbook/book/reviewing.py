"""The pairs that wait for your word: side by side with the evidence; one by one, or all above a weight."""

import math
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from typing import Final

from django.db.models import F

from kithbook.book import knowing, moments, resolving, who
from kithbook.store import people as shelf
from kithbook.store import rooms, sayings, timeline, wholes
from kithbook.store.context import at_once
from kithbook.store.models import Handle, Pair, Person, Word
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import (
    AcceptAnswer,
    DeedAnswer,
    HandleRow,
    Joined,
    Named,
    PairAnswer,
    ReviewAnswer,
    Side,
)

PAGE: Final = 20
JOINED: Final = 50  # of what the book joined by itself, the least sure first
CHATS: Final = 6  # of one side


def review(*, page: int = 1) -> ReviewAnswer:
    """What waits for your word, twenty pairs a page by their turn, and what was decided."""
    waiting = _waiting()
    pages = max(1, -(-len(waiting) // PAGE))
    page = min(max(1, page), pages)
    found = Word.objects.filter(by="book", ended_by=None, same=True)
    return ReviewAnswer(
        pairs=_pairs(waiting[(page - 1) * PAGE : page * PAGE]),
        total=len(waiting),
        later=sum(pair.later > 0 for pair in waiting),
        page=page,
        pages=pages,
        joined=_joined(list(found.order_by("weight", "pk")[:JOINED])),
        joined_total=found.count(),
        deeds=who.deeds(),
        above=_above(waiting),
    )


def one_pair(pair_id: int) -> PairAnswer:
    """One pair that waits. Raises Refused where it waits no longer."""
    found = _pairs([_pair(pair_id)])
    if not found:
        raise _gone()
    return found[0]


def doubts() -> bool:
    """Whether any pair waits for your word that you did not put off: cheap enough for any page."""
    return Pair.objects.filter(later=0).exclude(a__person=F("b__person")).exists()


@at_once
def decide(pair_id: int, answer: str, *, now: int, sure: bool = False) -> DeedAnswer | None:
    """Answer one pair: "same", "apart" or "later" (which is no deed: None). Raises Refused like `who.same`."""
    pair = _pair(pair_id)
    if answer == "later":
        Pair.objects.filter(pk=pair.pk).update(later=now)
        return None
    a, b, handles = pair.a.person, pair.b.person, (pair.a_id, pair.b_id)
    if a.pk == b.pk:
        raise Refused(say("{name} is one person already.", name=a.shown))
    if answer == "same":
        return who.join(a, b, handles, now=now, sure=sure)
    if answer == "apart":
        return who.part(a, b, handles, now=now)
    raise Refused(say("There is no such answer. Choose same, apart or later."))


def accept(weight: float, *, now: int, dry_run: bool = False) -> AcceptAnswer:
    """Say "the same" to every pair of at least ``weight`` that nothing bars; a dry run shows which those are.

    Where one join bars another, the weightier of both holds and the other stays to be asked.
    """
    waiting = _waiting()
    chosen = [pair for pair in waiting if pair.weight >= weight and not pair.barred]
    shown = _pairs(chosen, brief=True)
    if dry_run:
        return AcceptAnswer(weight, shown, len(waiting) - len(chosen), done=False)
    deeds = _join_alone(weight, now)
    for pair in sorted(chosen, key=lambda each: -each.weight):
        try:
            deed = decide(pair.pk, "same", now=now)
        except Refused:
            continue  # an earlier join of this very run has answered or barred it
        deeds += [] if deed is None else [deed.id]
    return AcceptAnswer(weight, shown, len(waiting) - len(deeds), done=True, deeds=tuple(deeds))


@at_once
def _join_alone(weight: float, now: int) -> list[int]:
    """Join the pairs of at least ``weight`` that nothing can bar any more, all at once; the numbers of the deeds.

    Those are pairs of two people who have one handle each, and wait in no other pair.
    """
    chosen = [pair for pair in _waiting() if pair.weight >= weight and not pair.barred]
    times = Counter(handle.person_id for pair in chosen for handle in (pair.a, pair.b))
    handles = shelf.handles_of(times)
    alone = [
        pair
        for pair in sorted(chosen, key=lambda each: -each.weight)
        if all(times[each.person_id] == len(handles[each.person_id]) == 1 for each in (pair.a, pair.b))
    ]
    return who.join_all([(pair.a, pair.b) for pair in alone], now=now)


def _pair(pair_id: int) -> Pair:
    pair = Pair.objects.select_related("a__person", "b__person").filter(pk=pair_id).first()
    if pair is None:
        raise _gone()
    return pair


def _gone() -> Refused:
    return Refused(say("This pair waits no longer: what was said since has answered it."), status=404)


def _above(waiting: Sequence[Pair]) -> tuple[tuple[float, int], ...]:
    """The whole weights at which more pairs come in that nothing bars, and how many there are from each on.

    None below zero: there a pair is rather not one person, which is no offer for many at once.
    """
    steps = Counter(math.floor(pair.weight) for pair in waiting if not pair.barred and pair.weight >= 0)
    weights = sorted(steps, reverse=True)
    return tuple(zip(map(float, weights), accumulate(steps[weight] for weight in weights), strict=True))


def _waiting() -> list[Pair]:
    """One pair of handles for each pair of people that is not decided, by their turn."""
    said = {frozenset(sayings.ends_of(word)) for word in Word.objects.filter(same=False, ended_by=None)}
    person = {
        (platform, key): whose for platform, key, whose in Handle.objects.values_list("platform", "key", "person_id")
    }
    if (me := shelf.owner()) is not None:
        person[wholes.ME] = me.pk
    apart = {frozenset(person.get(end, 0) for end in ends) for ends in said}
    found: dict[frozenset[int], Pair] = {}
    for pair in sayings.waiting():
        people = frozenset((pair.a.person_id, pair.b.person_id))
        if len(people) == 2 and people not in apart and people not in found:
            found[people] = pair
    return list(found.values())


def _pairs(waiting: Sequence[Pair], *, brief: bool = False) -> tuple[PairAnswer, ...]:
    """The pairs as answers; ``brief`` leaves out of both sides what takes a query for each of them.

    People are looked up after the pairs: one whom an answer of this moment has made part of another is left out.
    """
    ids = {handle.person_id for pair in waiting for handle in (pair.a, pair.b)}
    sides = {person.pk: person for person in Person.objects.filter(pk__in=ids)}
    homes = {} if brief else rooms.homes(ids)
    side = _in_brief if brief else partial(_side, homes=homes)
    return tuple(
        PairAnswer(
            pair.pk,
            round(pair.weight, 1),
            resolving.reasons(pair.reasons),
            side(sides[pair.a.person_id], pair.a),
            side(sides[pair.b.person_id], pair.b),
            pair.barred,
            pair.later > 0,
        )
        for pair in waiting
        if pair.a.person_id in sides and pair.b.person_id in sides
    )


def _in_brief(person: Person, handle: Handle) -> Side:
    return Side(Named(person.pk, person.shown), handle.pk, (_row(handle),), (), (), 0, is_me=person.is_me)


def _side(person: Person, handle: Handle, homes: dict[int, list[rooms.Home]]) -> Side:
    handles = shelf.handles(person.pk)
    ids = [each.pk for each in handles]
    counts = timeline.counts(ids)
    first, last = timeline.span(ids)
    return Side(
        Named(person.pk, person.shown),
        handle.pk,
        tuple(_row(each, counts.get(each.pk, 0)) for each in handles),
        _once(knowing.known(ids)),
        tuple(Named(home.id, home.title) for home in homes.get(person.pk, [])[:CHATS]),
        sum(counts.values()),
        moments.iso(first),
        moments.iso(last),
        person.is_me,
    )


def _once(known: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Without what differs in case, spaces and signs alone: a number as two platforms write it stands once.

    >>> _once([("phone", "+49 170 1"), ("phone", "+491701"), ("nickname", "!"), ("nickname", "?")])
    (('phone', '+49 170 1'), ('nickname', '!'), ('nickname', '?'))
    """
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for kind, value in known:
        plain = "".join(letter for letter in value.casefold() if letter.isalnum())
        found.setdefault((kind, plain or value), (kind, value))
    return tuple(found.values())


def _row(handle: Handle, messages: int = 0) -> HandleRow:
    return HandleRow(handle.pk, handle.platform, handle.key, handle.name or handle.key, messages)


def _joined(words: Sequence[Word]) -> tuple[Joined, ...]:
    names = {end for word in words for end in sayings.ends_of(word)}
    keys = {key for _, key in names}
    handles = {(each.platform, each.key): each for each in Handle.objects.filter(key__in=keys).select_related("person")}
    return tuple(
        Joined(
            word.pk,
            Named(handles[a].person_id, handles[a].person.shown),
            _row(handles[a]),
            _row(handles[b]),
            round(word.weight or 0.0, 1),
            resolving.reasons(word.reasons),
        )
        for word in words
        if (a := sayings.ends_of(word)[0]) in handles and (b := sayings.ends_of(word)[1]) in handles
    )

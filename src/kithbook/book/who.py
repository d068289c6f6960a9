"""Says who is who: the same, not the same, a handle split off, "this is me"; and takes any of it back."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from django.db import transaction

from kithbook.book import jobs, moments, naming, resolving
from kithbook.book.preferences import settings
from kithbook.store import people, sayings, wholes
from kithbook.store.context import alias, at_once
from kithbook.store.models import Deed, Handle, Person
from kithbook.store.sayings import Name
from kithbook.vocabulary import DELETED_KEY, Refused, say
from kithbook.vocabulary.answers import DeedAnswer


class _Side(NamedTuple):
    """A person with their handles (row id to name), of which the first is spoken of."""

    person: Person
    handles: dict[int, Name]


@at_once
def same(first: str | int, second: str | int, *, now: int, sure: bool = False) -> DeedAnswer:
    """Say that two people (names or numbers) are one. Everything of both is kept, and `undo_deed` parts them again.

    Raises Refused where they are the same already, where you said that they are not, and, unless ``sure``, where both
    are present in one chat as different members.
    """
    a, b = _side(first), _side(second)
    if a.person.pk == b.person.pk:
        raise Refused(say("{name} is one person already.", name=a.person.shown))
    return join(a.person, b.person, (next(iter(a.handles)), next(iter(b.handles))), now=now, sure=sure)


@at_once
def join(a: Person, b: Person, handles: tuple[int, int], *, now: int, sure: bool = False) -> DeedAnswer:
    """Like `same`, of people that were found; ``handles`` (row ids) are the one of each that speaks for it."""
    mine, theirs = _handles(a), _handles(b)
    _refuse_contradiction(a, b, mine, theirs)
    if not sure:
        _refuse_present(a, b, mine, theirs)
    deed = Deed.objects.create(kind="same", names=[a.shown, b.shown], at=now)
    names = mine | theirs
    sayings.say(deed, [(names[handles[0]], names[handles[1]])], same=True)
    resolving.again(names.values())
    return answer(deed)


@at_once
def join_all(pairs: Sequence[tuple[Handle, Handle]], *, now: int) -> list[int]:
    """Like `join`, of many pairs of handles of which nothing bars any; the numbers of the deeds."""
    shown = people.shown({handle.person_id for pair in pairs for handle in pair})
    deeds = []
    for pair in pairs:
        a, b = ((handle.platform, handle.key) for handle in pair)
        deeds.append(Deed.objects.create(kind="same", names=[shown[each.person_id] for each in pair], at=now))
        sayings.say(deeds[-1], [(a, b)], same=True)
    resolving.again((handle.platform, handle.key) for pair in pairs for handle in pair)
    return [deed.pk for deed in deeds]


def _refuse_contradiction(a: Person | None, b: Person, mine: dict[int, Name], theirs: dict[int, Name]) -> None:
    """Refuse what goes against an earlier "not the same"; no person ``a`` is an owner of whom no handle is there."""
    sides = [
        {*handles.values(), *([wholes.ME] if person is None or person.is_me else ())}
        for person, handles in ((a, mine), (b, theirs))
    ]
    for word in sayings.crossing(sayings.holding(sides[0], same=False), sides[0]):
        if word.deed is not None and sides[1].intersection(sayings.ends_of(word)):
            then = next((name for name in word.deed.names if name != b.shown), b.shown)
            raise Refused(
                say(
                    "You said on {day} that {first} and {second} are not the same. Take that back first (number {id}).",
                    day=moments.day(word.deed.at, settings().zone),
                    first=then if a is None else a.shown,
                    second=b.shown,
                    id=str(word.deed_id),
                ),
                status=409,
            )


def _refuse_present(a: Person, b: Person, mine: dict[int, Name], theirs: dict[int, Name]) -> None:
    room = resolving.present_together(mine, theirs)
    if room:
        raise Refused(
            say(
                "{first} and {second} are both in {chat}, as different members. If they are one person all the same,"
                " say so again and that you are sure.",
                first=a.shown,
                second=b.shown,
                chat=room,
            ),
            status=409,
        )


@at_once
def not_same(first: str | int, second: str | int, *, now: int) -> DeedAnswer:
    """Say that two people are not the same: the book will neither join them nor ask again.

    Raises Refused where they are one person: `split` parts the handles of one.
    """
    a, b = _side(first), _side(second)
    if a.person.pk == b.person.pk:
        raise Refused(
            say("{name} is one person here. Split off the handle that is somebody else's.", name=a.person.shown)
        )
    return part(a.person, b.person, (next(iter(a.handles)), next(iter(b.handles))), now=now)


@at_once
def part(a: Person, b: Person, handles: tuple[int, int], *, now: int) -> DeedAnswer:
    """Like `not_same`, of people that were found, each with the handle (row id) that is spoken of."""
    names = _handles(a) | _handles(b)
    deed = Deed.objects.create(kind="apart", names=[a.shown, b.shown], at=now)
    said = [(names[handles[0]], names[handles[1]])]
    said += [(names[handle], wholes.ME) for handle, other in zip(handles, (b, a), strict=True) if other.is_me]
    sayings.say(deed, said, same=False)
    resolving.again(names.values())
    return answer(deed)


@at_once
def split(handle: str | int, *, now: int) -> DeedAnswer:
    """Split one handle (its number, key or name) off the person that it is part of; the others stay together.

    Raises Refused where there is no such handle, where several fit, and where it is the only one of its person.
    """
    row = _handle(handle)
    names = _handles(row.person)
    if len(names) == 1:
        raise Refused(say("{name} has this handle alone: there is nothing to split.", name=row.person.shown))
    deed = Deed.objects.create(kind="split", names=[row.person.shown, row.name or row.key], at=now)
    _cut(deed, [row.pk], names, owner=row.person.is_me)
    resolving.again(names.values())
    return answer(deed)


def _cut(deed: Deed, out: Collection[int], names: dict[int, Name], *, owner: bool) -> None:
    """Part the handles ``out`` from the others of ``names``, who stay together, also where only ``out`` joined them.

    Of the ``owner`` the others stay the owner, and ``out`` are not, whatever an export will say.
    """
    outside = {names[handle] for handle in out}
    inside = [name for name in names.values() if name not in outside] + ([wholes.ME] if owner else [])
    words = sayings.holding(outside, same=True)
    sayings.end(deed, sayings.crossing(words, outside))
    sayings.say(deed, [(a, b) for a in outside for b in inside], same=False)
    sayings.say(deed, pairwise(inside), same=True)


def this_is_me(handle_or_name: str, *, now: int) -> DeedAnswer:
    """Make a person (by handle, name or number) the owner of the book, and measure all ties anew.

    Where the owner already has other handles in the same chats, that was a mistake, and those are people of their own
    again: nobody writes to themselves. In other chats the new handles are added to the owner's. Raises Refused
    where nobody or several people are called so.
    """
    chosen = people.named(handle_or_name)
    if len(set(Handle.objects.filter(id__in=chosen).values_list("person_id", flat=True))) != 1:
        chosen = list(_handles(naming.find_person(handle_or_name)))
    if not chosen:
        raise Refused(say("{name} wrote nothing in this book, so there is nothing to measure.", name=handle_or_name))
    with transaction.atomic(using=alias()):
        me, person = people.owner(), Person.objects.get(handles=chosen[0])
        deed = Deed.objects.create(kind="me", names=[person.shown], at=now)
        if me is not None and me.pk != person.pk:
            _correct(deed, me, chosen)
        still, names = people.owner(), sayings.named(chosen)
        if still is None or still.pk != person.pk:
            _refuse_contradiction(still, person, {} if still is None else _handles(still), names)
        sayings.say(deed, [(name, wholes.ME) for name in names.values()], same=True)
        resolving.again(names.values())
    jobs.settle(now=now)
    return answer(deed)


def _correct(deed: Deed, me: Person, chosen: list[int]) -> None:
    """Take from the owner the handles that write to ``chosen``."""
    names = {handle: name for handle, name in _handles(me).items() if handle not in chosen}
    wrong = people.in_rooms_with(list(names), chosen)
    outside = {names[handle] for handle in wrong}
    if not outside:
        return
    sayings.end(deed, sayings.claims(outside))
    if len(wrong) < len(names):
        _cut(deed, sorted(wrong), names, owner=True)
    resolving.again(names.values())


@at_once
def undo_deed(deed_id: int, *, now: int) -> DeedAnswer:
    """Take something back that you said about who is who: everybody is as if it had never been said.

    Raises Refused where there is no such deed.
    """
    deed = Deed.objects.filter(pk=deed_id).first()
    if deed is None:
        raise Refused(say("There is nothing of number {id} to take back.", id=str(deed_id)), status=404)
    told = answer(deed)
    words = [*deed.words.all(), *deed.ended.all()]
    names = {end for word in words for end in sayings.ends_of(word)}
    deed.delete()
    resolving.again(names)
    return told


def deeds(limit: int = 20) -> tuple[DeedAnswer, ...]:
    """What you said about who is who, newest first."""
    return tuple(map(answer, Deed.objects.order_by("-pk")[:limit]))


def answer(deed: Deed) -> DeedAnswer:
    """A deed as an answer."""
    return DeedAnswer(deed.pk, deed.kind, tuple(deed.names), moments.iso(deed.at))


def _side(typed: str | int) -> _Side:
    person = naming.find_person(typed)
    handles = _handles(person)
    if not handles:
        raise Refused(say("{name} has no handle, so there is nothing that could be joined.", name=person.shown))
    # of several handles that are one, the word is about the one that was named
    number = naming.number(typed)
    told = people.named(str(typed)) if number is None else people.own_handles(number)
    return _Side(person, {handle: handles[handle] for handle in sorted(handles, key=lambda each: each not in told)})


def _handles(person: Person) -> dict[int, Name]:
    """Their handles; that of the deleted accounts of a platform is nobody's."""
    return sayings.named([handle.pk for handle in people.handles(person.pk) if handle.key != DELETED_KEY])


def _handle(typed: str | int) -> Handle:
    """The handle of this number, key or name. Raises Refused where none or several fit."""
    given = naming.number(typed)
    found: Sequence[int] = [given] if given is not None else people.named(str(typed))
    rows: list[Handle] = list(Handle.objects.filter(pk__in=found).select_related("person").order_by("pk"))
    if not rows:
        raise Refused(say("There is no handle {name}. The page of a person lists theirs.", name=str(typed)), status=404)
    if len(rows) > 1:
        raise naming.several(str(typed), {row.pk: f"{row.platform}: {row.key}" for row in rows})
    return rows[0]

"""Which people are one follows from the words that hold (`models.Word`), whenever a word comes or goes.

Nothing is moved for good: each handle keeps its own person, and of several that are one the first (lowest number) is
shown. So the same handles and the same words always give the same people, in whatever order they came.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from kithbook.store import derive, rows
from kithbook.store.models import Handle, Import, Membership, Person, Word

ME: Final = ("me", "")  # platform and key that stand for the owner in a word
OWNER: Final = 0  # the same among numbers of people
FEW: Final = 1000  # people that are named one by one in a query

# Who said it, and the own people of both handles, of each word that holds and whose handles are there; yours first.
_WORDS: Final = """
    SELECT w.by, w.source_id, w.same, a.home_id, coalesce(b.home_id, 0) FROM store_word w
    JOIN store_handle a ON a.platform = w.a_platform AND a.key = w.a_key AND a.waits_for_id IS NULL
    LEFT JOIN store_handle b ON b.platform = w.b_platform AND b.key = w.b_key AND b.waits_for_id IS NULL
    WHERE w.ended_by_id IS NULL AND (b.id IS NOT NULL OR w.b_platform = 'me')
    ORDER BY w.by = 'you' DESC, w.by = 'export' DESC, w.id"""
_FOLLOW: Final = """
    UPDATE store_handle SET person_id = wanted FROM (
        SELECT h.id AS handle, coalesce(p.whole_id, p.id) AS wanted FROM store_handle h
        JOIN store_person p ON p.id = h.home_id WHERE {which} AND h.person_id <> coalesce(p.whole_id, p.id))
    WHERE id = handle"""


def settle(*, all_handles: bool = False) -> set[int]:
    """Let people follow from the words, inside the caller's transaction; everybody who is touched by a change.

    Who you said are not the same stay apart, whatever else would join them. ``all_handles`` looks at every handle's
    person, not only at those of whoever is touched.
    """
    groups = _groups(rows.all_of(_WORDS))
    owner = next((min(group - {OWNER}) for group in groups if OWNER in group), None)
    wanted = {person: first for group in groups if (first := min(group - {OWNER})) for person in group - {OWNER, first}}
    now = dict(Person.every.filter(whole__isnull=False).values_list("pk", "whole_id"))
    touched: set[int] = set()
    for person in now.keys() | wanted.keys():
        if (before := now.get(person)) != (after := wanted.get(person)):
            Person.every.filter(pk=person).update(whole=after)
            touched |= {each for each in (person, before, after) if each is not None}
    few = f"h.home_id IN ({', '.join(map(str, touched))})" if len(touched) < FEW and not all_handles else "1"
    rows.run(_FOLLOW.format(which=few))
    if owner is not None:
        touched |= _mark(Person.every.filter(pk=owner, is_me=False), is_me=True)
    touched |= _mark(Person.every.filter(is_me=True).exclude(pk=owner or 0), is_me=False)
    derive.people(touched)
    return touched


def _groups(said: Sequence[tuple[str, int | None, bool, int, int]]) -> list[set[int]]:
    apart = [(a, b) for _, _, same, a, b in said if not same]
    yours, found = ([(a, b) for by, _, same, a, b in said if same and by == who] for who in ("you", "book"))
    claims = [(a, source) for by, source, _, a, _ in said if by == "export"]
    if len({a for a, _ in claims}) > 1 or (claims and yours):
        claims = _undisputed(claims, together(yours, apart))
    return together([*yours, *((a, OWNER) for a, _ in claims), *found], apart)


def _undisputed(claims: Sequence[tuple[int, int | None]], groups: Sequence[set[int]]) -> list[tuple[int, int | None]]:
    """Those of the (person, export) claims to be the owner that hold, the first before the others.

    Whoever is in one chat with the owner as another member, by your word or that of another export, is not the owner:
    nobody writes to themselves. ``groups`` are whom you have joined.
    """
    group = {each: together for together in groups for each in together}
    mine = set(group.get(OWNER, ())) - {OWNER}
    asked = mine.union(*(group.get(person, {person}) for person, _ in claims)) - {OWNER}
    chats: dict[int, set[int]] = {}
    seen = Membership.objects.filter(handle__home__in=asked, chat__isnull=False, source__state="complete")
    seen = seen.exclude(handle__platform="mail")  # there one does write to oneself
    for person, chat in seen.values_list("handle__home_id", "chat_id").distinct():
        chats.setdefault(person, set()).add(chat)
    taken: dict[int, set[int | None]] = {chat: {None} for person in mine for chat in chats.get(person, ())}
    hold = []
    for person, source in claims:
        members = group.get(person, {person})
        there = {chat for member in members for chat in chats.get(member, ())}
        if mine.isdisjoint(members) and any(source not in taken.get(chat, {source}) for chat in there):
            continue
        hold.append((person, source))
        mine |= members
        for chat in there:
            taken.setdefault(chat, set()).add(source)
    return hold


def _mark(people: Iterable[Person], *, is_me: bool) -> set[int]:
    ids = {person.pk for person in people}
    Person.every.filter(pk__in=ids).update(is_me=is_me)
    return ids


def together(same: Iterable[tuple[int, int]], apart: Iterable[tuple[int, int]] = ()) -> list[set[int]]:
    """The groups into which pairs join numbers, one after the other; a pair that would join two who are apart does not.

    >>> sorted(map(sorted, together([(1, 2), (3, 4), (2, 5), (4, 1)], apart=[(3, 2)])))
    [[1, 2, 5], [3, 4]]
    """
    group: dict[int, set[int]] = {}
    never: dict[int, set[int]] = {}
    for a, b in apart:
        never.setdefault(a, set()).add(b)
        never.setdefault(b, set()).add(a)
    for a, b in same:
        mine, theirs = group.setdefault(a, {a}), group.setdefault(b, {b})
        if mine is not theirs and not any(not theirs.isdisjoint(never.get(each, ())) for each in mine):
            mine |= theirs
            group.update(dict.fromkeys(theirs, mine))
    return [each for each in {id(each): each for each in group.values()}.values() if len(each) > 1]


def astray() -> list[int]:
    """Handles that hang on another person than their own person or its whole: there should be none."""
    found = rows.all_of(
        "SELECT h.id FROM store_handle h JOIN store_person p ON p.id = h.home_id"
        " LEFT JOIN store_person w ON w.id = p.whole_id"
        " WHERE h.person_id <> coalesce(p.whole_id, p.id) OR w.whole_id IS NOT NULL"
    )
    return [handle for (handle,) in found]


def claim(source: Import, handles: Collection[int]) -> None:
    """Keep that an import says these handles are the owner's; what it says already is not said again."""
    known = set(Word.objects.filter(source=source).values_list("a_platform", "a_key"))
    told = Handle.every.filter(pk__in=handles).order_by("pk").values_list("platform", "key")
    Word.objects.bulk_create(
        Word(a_platform=platform, a_key=key, b_platform=ME[0], b_key=ME[1], same=True, by="export", source=source)
        for platform, key in told
        if (platform, key) not in known
    )


def forget_lost() -> None:
    """Drop what the book had found out about handles that are gone."""
    rows.run(
        "DELETE FROM store_word WHERE by = 'book' AND NOT ("
        "EXISTS (SELECT 1 FROM store_handle WHERE platform = a_platform AND key = a_key)"
        " AND EXISTS (SELECT 1 FROM store_handle WHERE platform = b_platform AND key = b_key))"
    )


def parts(ids: Collection[int]) -> dict[int, list[int]]:
    """For each of these people: themselves, then everybody who is a part of them, in the order of their numbers."""
    found: dict[int, list[int]] = {person: [person] for person in ids}
    for whole, part in Person.every.filter(whole__in=ids).order_by("pk").values_list("whole_id", "pk"):
        found[whole].append(part)
    return found


def whole_of() -> dict[int, int]:
    """Of whom each part is a part; others are of themselves and not in it."""
    return dict(Person.every.filter(whole__isnull=False).values_list("pk", "whole_id"))

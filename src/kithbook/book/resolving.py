"""Looks who of the book may be one person: joins what is beyond doubt, and lays the doubtful pairs before you."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import msgspec
from django.db import transaction

from kithbook import identity
from kithbook.book.keeping import keep, kept
from kithbook.book.preferences import region
from kithbook.identity import Card, Match, Stay
from kithbook.store import cards, sayings, wholes
from kithbook.store.context import alias
from kithbook.store.models import Chat, Handle, Pair, Setting, Word
from kithbook.store.sayings import Name
from kithbook.vocabulary import DELETED_KEY
from kithbook.vocabulary.measures import Reason

_TOGETHER: Final = 500  # handles of a query


class Reasons(msgspec.Struct, frozen=True):
    """Why two handles were taken for one, as the book keeps it."""

    reasons: tuple[Reason, ...]


def reasons(text: str) -> tuple[Reason, ...]:
    """What was kept with a word or a pair."""
    return kept(text, Reasons).reasons if text else ()


def again(names: Iterable[Name]) -> None:
    """Let people follow from the words at once, inside the caller's transaction; `look` then looks at these handles."""
    by_platform: dict[str, list[str]] = {}
    for platform, key in names:
        by_platform.setdefault(platform, []).append(key)
    for platform, keys in by_platform.items():
        for first in range(0, len(keys), _TOGETHER):
            Handle.every.filter(platform=platform, key__in=keys[first : first + _TOGETHER]).update(looked=False)
    wholes.settle()
    Setting.unsettle()


def look() -> None:
    """Look at every handle that came, changed, or of which something was said since the last time.

    What the book found out about them is found out anew; your words, and those of the exports, come first. Where
    something is said while it looks, it looks again.
    """
    while not _looked():
        pass


def _looked() -> bool:
    """Look once; whether nothing has changed meanwhile, so that it could be written down."""
    changes = Setting.changes()
    changed = set(Handle.objects.filter(looked=False).values_list("pk", flat=True))
    if not changed:
        return True
    everybody = known()
    by_name = {(card.platform, card.key): card.id for card in everybody}
    mine = Handle.objects.filter(person__is_me=True).values_list("pk", flat=True)
    found = identity.matches(everybody, region=region(), changed=changed, owner=set(mine))
    old = [word for word in Word.objects.filter(by="book", ended_by=None) if not _touches(word, by_name, changed)]
    before = [_match(word, by_name) for word in old if all(end in by_name for end in sayings.ends_of(word))]
    same, apart = _said(by_name)
    result = identity.wholes(by_name.values(), same, [*found, *before], apart, everybody)
    with transaction.atomic(using=alias()):
        if Setting.changes() != changes:
            return False
        _keep_words(result.holds, everybody)
        _keep_pairs(result.ask, changed)
        ids = sorted(changed)
        for first in range(0, len(ids), _TOGETHER):
            Handle.every.filter(pk__in=ids[first : first + _TOGETHER]).update(looked=True)
        wholes.settle(all_handles=True)
    return True


def _touches(word: Word, by_name: dict[Name, int], changed: set[int]) -> bool:
    return any(by_name.get(end) in changed for end in sayings.ends_of(word))


def _match(word: Word, by_name: dict[Name, int]) -> Match:
    """A word of the book as the match that it was."""
    a, b = sorted(by_name[end] for end in sayings.ends_of(word))
    return Match(a, b, word.weight or 0.0, reasons(word.reasons), barred=False, sure=True)


def _said(by_name: dict[Name, int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pairs of handles that you or the exports say are one, and those that are not."""
    same: list[tuple[int, int]] = []
    apart: list[tuple[int, int]] = []
    owner = set(Handle.objects.filter(person__is_me=True).values_list("pk", flat=True))
    not_me: list[int] = []
    mine: list[int] = []  # claims that hold: not every one that an export makes does
    for word in Word.objects.filter(ended_by=None).exclude(by="book"):
        a, b = (by_name.get(end) for end in sayings.ends_of(word))
        if a is not None and wholes.ME in sayings.ends_of(word):
            if not word.same:
                not_me.append(a)
            elif a in owner:
                mine.append(a)
        elif a is not None and b is not None:
            (same if word.same else apart).append((a, b))
    same += [(mine[0], each) for each in mine[1:]]
    apart += [(each, mine[0]) for each in not_me if mine]
    homes: dict[int, int] = {}
    for handle, home in Handle.objects.values_list("pk", "home_id"):
        if homes.setdefault(home, handle) != handle:
            same.append((homes[home], handle))
    return same, apart


def _keep_words(holds: Sequence[Match], everybody: Sequence[Card]) -> None:
    """Replace all that the book had found out; words that a deed has ended stay, to come back with its undoing."""
    named = {card.id: (card.platform, card.key) for card in everybody}
    ended = {sayings.ends_of(word) for word in Word.objects.filter(by="book").exclude(ended_by=None)}
    Word.objects.filter(by="book", ended_by=None).delete()
    Word.objects.bulk_create(
        Word(
            a_platform=a[0],
            a_key=a[1],
            b_platform=b[0],
            b_key=b[1],
            same=True,
            by="book",
            weight=match.weight,
            reasons=keep(Reasons(match.reasons)),
        )
        for match in holds
        if ((a := named[match.a]), (b := named[match.b])) not in ended
    )


def _keep_pairs(ask: Sequence[Match], changed: set[int]) -> None:
    """Replace the pairs that touch these handles; what was put off stays so."""
    later = {(pair.a_id, pair.b_id): pair.later for pair in Pair.objects.exclude(later=0)}
    stale = [pk for pk, a, b in Pair.objects.values_list("pk", "a_id", "b_id") if a in changed or b in changed]
    for first in range(0, len(stale), _TOGETHER):
        Pair.objects.filter(pk__in=stale[first : first + _TOGETHER]).delete()
    Pair.objects.bulk_create(
        Pair(
            a_id=match.a,
            b_id=match.b,
            weight=match.weight,
            reasons=keep(Reasons(match.reasons)),
            barred=match.barred,
            later=later.get((match.a, match.b), 0),
        )
        for match in ask
        if match.a in changed or match.b in changed
    )


def known(only: Collection[int] | None = None) -> list[Card]:
    """What is known of every handle (or of those of ``only``); deleted accounts, who are nobody, are left out."""
    return [_card(each) for each in cards.told(only) if each.key != DELETED_KEY]


def _card(told: cards.Told) -> Card:
    def of(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for each in told.details for value in each.get(name, ())))

    def facts(*kinds: str) -> tuple[str, ...]:
        pairs = [pair for each in told.details for pair in each.get("facts", ())]
        return tuple(dict.fromkeys(value for kind, value in pairs if kind in kinds))

    names = dict.fromkeys((told.name, *told.names, *facts("nickname", "other_name")))
    return Card(
        told.id,
        told.platform,
        told.key,
        names=tuple(name for name in names if name),
        phones=of("phones"),
        mails=of("mails"),
        links=of("links"),
        birthday=next(iter(facts("birthday")), ""),
        places=facts("place"),
        organisations=facts("organisation"),
        roles=facts("role"),
        stays=tuple(Stay(*stay) for stay in told.stays),
    )


def present_together(mine: Collection[int], theirs: Collection[int]) -> str:
    """The title of a chat in which both of two people are present, as different members; "" where there is none."""
    told = {card.id: card for card in known([*mine, *theirs])}
    for a in mine:
        for b in theirs:
            if a in told and b in told and identity.compare(told[a], told[b]).barred:
                both = {stay.chat for stay in told[a].stays} & {stay.chat for stay in told[b].stays}
                chat = Chat.objects.filter(pk__in=both).order_by("pk").first()
                return "" if chat is None else chat.shown
    return ""

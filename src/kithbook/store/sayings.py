"""Words on who is who as deeds: written down together, ended together, taken back together."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db.models import Q

from kithbook.store.models import Deed, Handle, Pair, Word
from kithbook.store.wholes import ME

Name = tuple[str, str]  # the platform and the key of a handle
_TOGETHER: Final = 200  # handles of a query: each is a condition of its own


def named(handles: Collection[int]) -> dict[int, Name]:
    """How these handles (row ids) are named in words."""
    found = Handle.every.filter(pk__in=handles).values_list("pk", "platform", "key")
    return {handle: (platform, key) for handle, platform, key in found}


def say(deed: Deed, pairs: Iterable[tuple[Name, Name]], *, same: bool) -> None:
    """Write down, as part of a deed, that the two of each pair are one, or are not."""
    Word.objects.bulk_create(
        Word(a_platform=a[0], a_key=a[1], b_platform=b[0], b_key=b[1], same=same, by="you", deed=deed) for a, b in pairs
    )


def end(deed: Deed, words: Iterable[Word]) -> None:
    """Let these words hold no longer, until the deed is taken back."""
    Word.objects.filter(pk__in=[word.pk for word in words]).update(ended_by=deed)


def holding(names: Collection[Name], **told: Any) -> list[Word]:
    """The words that hold and speak of any of these handles, oldest first."""
    found: dict[int, Word] = {}
    wanted = sorted(set(names))
    for first in range(0, len(wanted), _TOGETHER):
        about = Q()
        for platform, key in wanted[first : first + _TOGETHER]:
            about |= Q(a_platform=platform, a_key=key) | Q(b_platform=platform, b_key=key)
        found |= {word.pk: word for word in Word.objects.filter(about, ended_by=None, **told)}
    return [found[pk] for pk in sorted(found)]


def ends_of(word: Word) -> tuple[Name, Name]:
    """The two handles of which a word speaks; the second may be `wholes.ME`."""
    return (word.a_platform, word.a_key), (word.b_platform, word.b_key)


def crossing(words: Iterable[Word], side: Collection[Name]) -> list[Word]:
    """Those of the words that speak of a handle of ``side`` and of one that is not."""
    return [word for word in words if len({end in side for end in ends_of(word)}) == 2]


def claims(names: Collection[Name]) -> list[Word]:
    """The words that hold and say that any of these handles are the owner's."""
    return [word for word in holding(names, same=True) if ME in ends_of(word)]


def waiting() -> list[Pair]:
    """The pairs that wait for a word, by their turn: what was put off last, within both the weightiest first."""
    return list(Pair.objects.select_related("a", "b").order_by("later", "-weight", "pk"))

"""People as the pages ask for them: who they are, how they are called, where they write, how close they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Q

from kithbook.store import described, wholes
from kithbook.store.models import Handle, Membership, Note, Person, Touch
from kithbook.vocabulary import DELETED_KEY

# How Telegram and others call an account that is no more, in the languages of the page.
DELETED_NAMES = ("Deleted Account", "Deleted User", "已注销帐号", "已注销账号", "已删除的账号", "حساب محذوف")


class Line(NamedTuple):
    """One person with the measured tie; the fields of the tie are None where nothing was measured."""

    id: int
    name: str
    alias: str
    circle: str
    rest_until: str
    strength: float | None
    drift: float | None
    rhythm_days: float | None
    last: int | None
    seen_until: int | None
    direct: int | None
    tie_circle: str | None
    is_me: bool
    low: float | None = None
    high: float | None = None

    @property
    def shown(self) -> str:
        """The name to show: what you call them, else what the exports say."""
        return self.alias or self.name


_LINE = (
    *("id", "name", "alias", "circle", "rest_until"),
    *("tie__strength", "tie__drift", "tie__rhythm_days", "tie__last", "tie__seen_until", "tie__direct", "tie__circle"),
    *("is_me", "tie__low", "tie__high"),
)


def lines(ids: Collection[int] | None = None) -> list[Line]:
    """Everybody (or those of ``ids``) with their ties in one query, without an order. The owner is among them."""
    people = Person.objects.all() if ids is None else Person.objects.filter(id__in=ids)
    return [Line(*row) for row in people.values_list(*_LINE)]


def owner() -> Person | None:
    """Whose book this is, where somebody has said so."""
    found: Person | None = Person.objects.filter(is_me=True).first()
    return found


def names() -> list[tuple[int, str]]:
    """Every name of every person (what you call them, wrote down, what exports say, each handle), as (person, name)."""
    found: list[tuple[int, str]] = []
    for person, name, alias in Person.objects.values_list("id", "name", "alias"):
        found += [(person, known) for known in (alias, name) if known]
    for person, name, key in Handle.objects.values_list("person_id", "name", "key"):
        found += [(person, known) for known in (name, key) if known]
    found += [(person, name) for person, _, name in described.values("name")]
    return list(dict.fromkeys(found))


def shown(ids: Iterable[int]) -> dict[int, str]:
    """The name to show of each of ``ids``."""
    rows = Person.objects.filter(id__in=list(ids)).values_list("id", "name", "alias")
    return {person: alias or name for person, name, alias in rows}


def platforms(ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The platforms on which each of ``ids`` has a handle, in alphabetical order."""
    found: dict[int, set[str]] = defaultdict(set)
    for person, platform in Handle.objects.filter(person_id__in=list(ids)).values_list("person_id", "platform"):
        found[person].add(platform)
    return {person: tuple(sorted(here)) for person, here in found.items()}


def get(person_id: int) -> Person | None:
    """One person by number; by that of a part, the whole."""
    found: Person | None = Person.every.filter(pk=person_id, waits_for=None).select_related("whole").first()
    return found if found is None else found.whole or found


def handles(person_id: int) -> list[Handle]:
    """The handles of one person, in the order in which they came into the book."""
    return list(Handle.objects.filter(person_id=person_id).order_by("id"))


def own_handles(person_id: int) -> list[int]:
    """The handles that came with a person, also where that is part of another now."""
    return list(Handle.objects.filter(home=person_id).order_by("id").values_list("id", flat=True))


def handles_of(ids: Collection[int]) -> dict[int, list[int]]:
    """The handles of each of ``ids``."""
    found: dict[int, list[int]] = {person: [] for person in ids}
    for person, handle in Handle.objects.filter(person_id__in=ids).order_by("id").values_list("person_id", "id"):
        found[person].append(handle)
    return found


def notes(person_id: int) -> list[Note]:
    """What was written down about one person, newest first."""
    return list(Note.objects.filter(_of(person_id)).order_by("-created", "-id"))


def _of(person_id: int) -> Q:
    """Rows about one person or any of their parts."""
    return Q(person=person_id) | Q(person__whole=person_id)


def touches(person_id: int) -> list[Touch]:
    """The touches with one person, newest first."""
    touched = Touch.objects.filter(Q(people=person_id) | Q(people__whole=person_id))
    return list(touched.distinct().order_by("-on", "-id"))


def named(handle_or_name: str) -> list[int]:
    """The handles of exactly this key or name."""
    found = Handle.objects.filter(Q(key=handle_or_name) | Q(name=handle_or_name))
    return list(found.order_by("id").values_list("id", flat=True))


def in_rooms_with(mine: Collection[int], others: Collection[int]) -> set[int]:
    """Those of the handles ``mine`` that were seen in a chat together with any of ``others``."""
    rooms = Membership.objects.filter(handle_id__in=others, chat__isnull=False).values("chat_id")
    found = Membership.objects.filter(handle_id__in=mine, chat_id__in=rooms)
    return set(found.values_list("handle_id", flat=True))


def ids() -> set[int]:
    """Everybody's number."""
    return set(Person.objects.values_list("id", flat=True))


def gone() -> set[int]:
    """Who stands for the deleted accounts of a platform, or is called so: nobody to write to, or to keep."""
    deleted = Q(key=DELETED_KEY) | Q(name__in=DELETED_NAMES)
    return set(Handle.objects.filter(deleted).values_list("person_id", flat=True))


def shown_all() -> dict[int, str]:
    """The name to show of everybody but those who are gone."""
    people = Person.objects.exclude(id__in=gone()).values_list("id", "name", "alias")
    return {person: alias or name for person, name, alias in people}


def touches_by_hand() -> list[tuple[int, date, str]]:
    """(person, day, kind) of every touch that was logged; a note about somebody is none between the two."""
    whole = wholes.whole_of()
    told = Touch.objects.exclude(people=None).exclude(kind="note").values_list("people", "on", "kind")
    return [(whole.get(person, person), on, kind) for person, on, kind in told]


def touch_mark() -> tuple[int, int]:
    """A pair that changes whenever a touch comes or goes."""
    ends = Touch.objects.aggregate(count=Count("id"), last=Max("id"))
    return ends["count"], ends["last"] or 0

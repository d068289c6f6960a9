"""What was written on people's cards: values, tags and relations, each counted for the whole that its person is of."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q

from kithbook.store import rows, wholes
from kithbook.store.models import Field, Membership, Relation, Tag


def tags(ids: Collection[int] | None = None) -> dict[int, tuple[str, ...]]:
    """The tags of each of these people (or of everybody who has one), each word once, in alphabetical order."""
    parts = {} if ids is None else wholes.parts(ids)
    found = Tag.objects.order_by("pk")
    if ids is not None:
        found = found.filter(person__in=[part for each in parts.values() for part in each])
    whole = wholes.whole_of()
    told: dict[int, dict[str, str]] = defaultdict(dict)
    for person, word in found.values_list("person_id", "word"):
        told[whole.get(person, person)].setdefault(word.casefold(), word)
    return {person: tuple(words[key] for key in sorted(words)) for person, words in told.items()}


def tag_rows(parts: Collection[int], word: str) -> list[Tag]:
    """The tags of this word, in whatever case, on a person whose parts these are."""
    return [tag for tag in Tag.objects.filter(person__in=parts) if tag.word.casefold() == word.casefold()]


def spelling(word: str) -> str:
    """A tag as the book spells it already, else as it is."""
    known = Tag.objects.values_list("word", flat=True).distinct()
    return next((each for each in known if each.casefold() == word.casefold()), word)


def relations(parts: Collection[int]) -> list[Relation]:
    """The relations of a person whose parts these are, on either side, in the order of writing."""
    found = Relation.objects.filter(Q(person__in=parts) | Q(other__in=parts)).order_by("created", "pk")
    return list(found.select_related("person__whole", "other__whole"))


def between(some: Collection[int], others: Collection[int]) -> list[Relation]:
    """The relations between two people whose parts these are, in both directions."""
    both = Q(person__in=some, other__in=others) | Q(person__in=others, other__in=some)
    return list(Relation.objects.filter(both).order_by("pk"))


def values(*kinds: str) -> list[tuple[int, str, str]]:
    """Everything of these kinds that was written about anybody, as (person, kind, value), the whole for its parts."""
    whole = wholes.whole_of()
    found = Field.objects.filter(kind__in=kinds).order_by("created", "pk").values_list("person_id", "kind", "value")
    return [(whole.get(person, person), kind, value) for person, kind, value in found]


def single(kind: str) -> dict[int, str]:
    """What was written of this kind ("sort", "familiarity") about each person; the last of all their parts counts."""
    found = {person: value for person, _, value in values(kind)}
    return {person: value for person, value in found.items() if value}


def holding(pieces: Sequence[str]) -> list[tuple[int, dict[str, Any]]]:
    """(person, details) of what complete imports told, where the pieces stand in it in this order.

    It is the JSON that is looked through: a first sieve, which lets through more than is meant.
    """
    sql = (
        "SELECT DISTINCT h.person_id, m.id FROM store_membership m JOIN store_handle h ON h.id = m.handle_id"
        " WHERE m.details IS NOT NULL AND h.waits_for_id IS NULL"
        " AND m.source_id IN (SELECT id FROM store_import WHERE state = 'complete')"
    )
    seek = "%".join(re.sub(r"([\\%_])", r"\\\1", piece) for piece in pieces)
    found = rows.all_of(sql + " AND CAST(m.details AS TEXT) LIKE %s ESCAPE '\\'", (f"%{seek}%",))
    people = {row: person for person, row in found}
    told: list[tuple[int, dict[str, Any]]] = []
    ids = list(people)
    for first in range(0, len(ids), 500):
        some = Membership.objects.filter(pk__in=ids[first : first + 500]).values_list("pk", "details")
        told += [(people[row], details or {}) for row, details in some]
    return told

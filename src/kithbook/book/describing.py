"""Writes on people's cards: names, values, tags, relations. What imports told is never changed by it."""

from collections.abc import Sequence
from typing import Final

import msgspec

from kithbook.book import measuring, moments, naming, values
from kithbook.book.checking import checked, tag_word
from kithbook.store import described, hands, people, wholes
from kithbook.store.context import at_once
from kithbook.store.models import Field, Person, Relation, Tag
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import Named, RelationRow, WrittenAnswer

ONE: Final = ("alias", "sort", "notes", "familiarity", "rhythm", "way", "ask_free")
SEVERAL: Final = (
    *("name", "phone", "mail", "link", "place", "zone", "organisation", "role", "birthday", "language", "met"),
    "custom",
)
# What each relation is called from the other side. Those of the left are kept; the others are the same, turned round.
_INVERSE: Final = {"parent": "child", "manager": "report", "introduced": "introduced_by"}
_TURNED: Final = {inverse: kind for kind, inverse in _INVERSE.items()}
_MUTUAL: Final = ("spouse", "partner", "sibling", "friend", "colleague", "custom")
RELATIONS: Final = (
    *("partner", "spouse", "parent", "child", "sibling", "friend", "colleague", "manager", "report"),
    *("introduced", "introduced_by", "custom"),
)
_ME: Final = frozenset({"me", "myself", "我", "أنا"})

# ------------------------------------------------------------------------------------------------ values


@at_once
def describe(person: str | int, kind: str, value: str, *, now: int, label: str = "") -> WrittenAnswer:
    """Write a value on a person's card. ``kind`` is one of ONE, where "" takes it back, or of SEVERAL; ``label`` is for
    "custom". What is written there already is left as it is.

    Raises Refused where the value is none of its kind, or is empty where there may be several.
    """
    somebody = naming.find_person(person)
    value, label = checked(kind, value), _label(kind, label)
    if kind in ONE:
        return _put(somebody, kind, value, now)
    if not value:
        raise Refused(say("Write something to keep."))
    parts = wholes.parts([somebody.pk])[somebody.pk]
    known = Field.objects.filter(person__in=parts, kind=kind, value=value, label=label).first()
    field = known or Field.objects.create(person=somebody, kind=kind, value=value, label=label, created=now)
    return _answer(field, somebody)


def _label(kind: str, label: str) -> str:
    if kind not in {*ONE, *SEVERAL}:
        raise Refused(say("A card has no field {kind}. Use custom, and say what it is.", kind=kind))
    label = checked("custom", label).rstrip(":：") if kind == "custom" else ""
    if kind == "custom" and not label:
        raise Refused(say("Say what it is, such as: shoe size."))
    return label


def _put(person: Person, kind: str, value: str, now: int) -> WrittenAnswer:
    parts = wholes.parts([person.pk])[person.pk]
    before = [field for field in hands.fields(parts) if field.kind == kind]
    mine = before[-1] if before else None
    hands.put(person.pk, kind, value, now=now)
    if kind == "familiarity":
        measuring.say(person.pk, int(value) if value else None, now=now)
    return WrittenAnswer(
        0,
        _named(person),
        kind,
        value,
        before="" if mine is None else mine.value,
        at="" if mine is None else moments.iso(mine.created),
    )


@at_once
def change_value(value_id: int, value: str, *, now: int, label: str | None = None) -> WrittenAnswer:
    """Write a value anew that you wrote; it keeps its place. Raises Refused like `describe`, and where it is gone."""
    field, person = _field(value_id)
    before, label_before, at = field.value, field.label, field.created
    field.value = checked(field.kind, value)
    field.label = field.label if label is None else _label(field.kind, label)
    if not field.value:
        raise Refused(say("Write something to keep."))
    field.created = now
    field.save()
    return _answer(field, person, before=before, label_before=label_before, at=moments.iso(at))


@at_once
def remove_value(value_id: int) -> WrittenAnswer:
    """Take a value off the card that you wrote, on whichever part of the person. Raises Refused where it is gone."""
    field, person = _field(value_id)
    told = _answer(field, person, before=field.value, label_before=field.label, at=moments.iso(field.created))
    field.delete()
    return msgspec.structs.replace(told, value="")


@at_once
def remove_like(person: str | int, kind: str, value: str) -> WrittenAnswer:
    """Take a value off the card that is known by what it says. Raises Refused where you wrote none like it."""
    somebody = naming.find_person(person)
    parts = wholes.parts([somebody.pk])[somebody.pk]
    for field in hands.fields(parts):
        if field.kind == kind in SEVERAL and values.same(kind, field.value) == values.same(kind, value):
            return remove_value(field.pk)
    raise Refused(
        say("You wrote no {kind} {value} on the card of {name}.", kind=kind, value=value, name=somebody.shown),
        status=404,
    )


def _field(value_id: int) -> tuple[Field, Person]:
    field = Field.objects.filter(pk=value_id, kind__in=SEVERAL).select_related("person__whole").first()
    if field is None:
        raise Refused(say("That is not on the card any more. Load the page again."), status=404)
    return field, field.person.whole or field.person


def _answer(field: Field, person: Person, **before: str) -> WrittenAnswer:
    return WrittenAnswer(field.pk, _named(person), field.kind, field.value, field.label, **before)


def _named(person: Person) -> Named:
    return Named(person.pk, people.shown([person.pk]).get(person.pk, person.shown))


# ------------------------------------------------------------------------------------------------ tags


@at_once
def tag(names: Sequence[str | int], word: str) -> tuple[Named, ...]:
    """Put a tag on people; those who did not have it. A tag that the book knows in another case is the same one."""
    word = described.spelling(tag_word(word))
    if any(comma in word for comma in ",،，、"):
        raise Refused(say("A tag holds no comma. Write one tag at a time."))
    whom = [naming.find_person(name) for name in names]
    new = []
    for person in dict.fromkeys(whom):
        if not described.tag_rows(wholes.parts([person.pk])[person.pk], word):
            Tag.objects.create(person=person, word=word)
            new.append(_named(person))
    return tuple(new)


@at_once
def untag(names: Sequence[str | int], word: str) -> tuple[Named, ...]:
    """Take a tag off people and off all their parts; those who had it."""
    word = tag_word(word)
    whom = [naming.find_person(name) for name in names]
    had = []
    for person in dict.fromkeys(whom):
        rows = described.tag_rows(wholes.parts([person.pk])[person.pk], word)
        if rows:
            Tag.objects.filter(pk__in=[row.pk for row in rows]).delete()
            had.append(_named(person))
    return tuple(had)


# ------------------------------------------------------------------------------------------------ relations


@at_once
def relate(person: str | int, kind: str, other: str | int, *, now: int, label: str = "") -> RelationRow:
    """Write down what ``other`` (a name, a number, or "me") is to ``person``: one of RELATIONS. It shows on both cards.

    Raises Refused where both are one person, where it is written already, or where it says the contrary.
    """
    if kind not in RELATIONS:
        raise Refused(say("There is no relation {kind}. Use custom, and say what it is.", kind=kind))
    label = _label(kind, label) if kind == "custom" else ""
    somebody, another = naming.find_person(person), _other(other)
    if somebody.pk == another.pk:
        raise Refused(say("{name} is one person here. Choose somebody else.", name=somebody.shown))
    parts = wholes.parts([somebody.pk, another.pk])
    subject, of = (somebody, another) if kind in _TURNED else (another, somebody)
    kept = _TURNED.get(kind, kind)
    for row in described.between(parts[somebody.pk], parts[another.pk]):
        if row.kind != kept or row.label != label:
            continue
        if kept in _MUTUAL or row.person_id in parts[subject.pk]:
            raise Refused(say("That stands on the card of {name} already.", name=somebody.shown))
        raise Refused(
            say(
                "The card says the contrary about {name} and {other}. Remove that first.",
                name=somebody.shown,
                other=another.shown,
            )
        )
    row = Relation.objects.create(person=subject, other=of, kind=kept, label=label, created=now)
    return RelationRow(row.pk, _named(another), kind, label, another.is_me)


def _other(typed: str | int) -> Person:
    me = people.owner() if str(typed).strip().casefold() in _ME else None
    return me or naming.find_person(typed)


@at_once
def unrelate(relation_id: int) -> tuple[Named, Named]:
    """Take a relation off both cards; the two people. Raises Refused where it is gone."""
    row = Relation.objects.filter(pk=relation_id).select_related("person__whole", "other__whole").first()
    if row is None:
        raise Refused(say("That is not on the card any more. Load the page again."), status=404)
    both = _named(row.person.whole or row.person), _named(row.other.whole or row.other)
    row.delete()
    return both


def relations(parts: Sequence[int]) -> tuple[RelationRow, ...]:
    """What others are to a person whose parts these are; what joining people has turned on itself is left out."""
    found: dict[tuple[int, str, str], RelationRow] = {}
    for row in described.relations(parts):
        told = row.other_id in parts
        other = row.person if told else row.other
        other = other.whole or other
        kind = row.kind if told else _INVERSE.get(row.kind, row.kind)
        if other.pk not in parts:
            line = RelationRow(row.pk, Named(other.pk, other.shown), kind, row.label, other.is_me)
            found.setdefault((other.pk, kind, row.label), line)
    return tuple(found.values())

"""An answer without the names of people, to be shown to others: everybody becomes a number, in sentences too."""

import re
from collections.abc import Callable
from typing import Any, Final

import msgspec

from kithbook.book.telling import told
from kithbook.vocabulary import Said, say
from kithbook.vocabulary.answers import GroupAnswer, Named, Thread

TELLING: Final = {"history", "country", "topics"}  # reasons that tell who somebody is


def hidden(answer: GroupAnswer) -> GroupAnswer:
    """The answer with "Person 1", "Person 2" ... for names, in the order in which they come.

    Letters, the words of attempts that were told, and what tells who somebody is (a past, a country, topics) go.
    """
    answer = _without_letters(answer)
    names: dict[int, str] = {}
    _collect(answer, names)
    numbers = {person: told(say("Person {number}", number=place)) for place, person in enumerate(names, 1)}
    known = sorted(((name, numbers[person]) for person, name in names.items() if name), key=lambda pair: -len(pair[0]))
    word = re.compile("|".join(re.escape(name) for name, _ in known)) if known else None
    called = dict(known)

    def blank(text: str) -> str:
        return text if word is None else word.sub(lambda found: called[found[0]], text)

    order = {person: place for place, person in enumerate(names, 1)}
    whole: GroupAnswer = _walked(answer, order, numbers, blank)
    return whole


def _without_letters(answer: GroupAnswer) -> GroupAnswer:
    listed = [
        msgspec.structs.replace(one, reasons=tuple(reason for reason in one.reasons if reason.name not in TELLING))
        for one in answer.shortlist
    ]
    return msgspec.structs.replace(
        answer,
        shortlist=tuple(listed),
        revivals=tuple(msgspec.structs.replace(one, what="") for one in answer.revivals),
        plan=None if answer.plan is None else msgspec.structs.replace(answer.plan, letters=(), note=""),
    )


def _collect(value: Any, names: dict[int, str]) -> None:
    """Everybody who is named, in order."""
    if isinstance(value, Named):
        names.setdefault(value.id, value.name)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            _collect(getattr(value, field), names)
    elif isinstance(value, tuple):
        for one in value:
            _collect(one, names)


def _walked(value: Any, order: dict[int, int], numbers: dict[int, str], blank: Callable[[str], str]) -> Any:
    """The same with numbers for people."""
    if isinstance(value, Named):
        return Named(order[value.id], numbers[value.id])
    if isinstance(value, Said):
        shown = {name: blank(one) if isinstance(one, str) else one for name, one in value.values.items()}
        return Said(value.one, value.many, value.count, **shown)
    if isinstance(value, Thread):
        return Thread(order.get(value.one, 0), order.get(value.other, 0), value.answers)
    if isinstance(value, msgspec.Struct):
        changed = {field: _walked(getattr(value, field), order, numbers, blank) for field in value.__struct_fields__}
        return msgspec.structs.replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(_walked(one, order, numbers, blank) for one in value)
    if isinstance(value, dict):
        return {name: _walked(one, order, numbers, blank) for name, one in value.items()}
    return value

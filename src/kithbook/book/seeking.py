"""Finds people by what is on their cards: names, tags, telephone numbers, addresses."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kithbook import words
from kithbook.book import naming
from kithbook.store import described, people

_DIGITS: Final = 4  # digits from which a text is looked for among the numbers
_LONGEST: Final = 24  # characters of what may be a number


def fitting(query: str, tags: Mapping[int, tuple[str, ...]]) -> set[int]:
    """The people a name, tag, number or address of whom holds what was typed."""
    return set(naming.holding(query, people.names())) | on_cards(query, tags)


def on_cards(query: str, tags: Mapping[int, tuple[str, ...]]) -> set[int]:
    """The same without the names."""
    wanted = " ".join(words.fold(query).split())
    tagged = ((who, word) for who, some in tags.items() for word in some)
    found = set(naming.holding(query.strip().lstrip("#"), tagged)) if wanted.strip("#") else set()
    if "@" in wanted:
        told = [*_told("mails", [wanted]), *((who, value) for who, _, value in described.values("mail"))]
        found |= {who for who, value in told if wanted in words.fold(value)}
    if digits := _number(wanted):
        told = [*_told("phones", digits), *((who, value) for who, _, value in described.values("phone"))]
        found |= {who for who, value in told if digits in _only_digits(value)}
    return found


def _told(kind: str, pieces: Sequence[str]) -> Iterator[tuple[int, str]]:
    """What imports told of this kind, where the pieces stand in it."""
    for person, details in described.holding([f'"{kind}"', *pieces]):
        for value in details.get(kind, ()):
            yield person, value


def _only_digits(value: str) -> str:
    return "".join(sign for sign in words.fold(value) if sign.isdecimal())


def _number(wanted: str) -> str:
    """The digits of a telephone number, or "" where the text is none.

    0 in front is left out where enough is left: abroad it is, too. Of "0013", 13 alone would be found in anything.
    """
    digits = _only_digits(wanted)
    others = [sign for sign in wanted if not sign.isdecimal() and sign not in " +-()./"]
    bare = digits.lstrip("0")
    digits = bare if len(bare) >= _DIGITS else digits
    return digits if len(digits) >= _DIGITS and not others and len(wanted) <= _LONGEST else ""

"""300 hard pairs of cards with their truth, written without a look at the matcher, never tuned on (README.md)."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from kithbook.identity.card import Card

FILE = Path(__file__).with_name("pairs.jsonl")


class Pair(NamedTuple):
    """Two cards, whether they are of the same person, why, and what makes the pair hard (`sort`)."""

    sort: str
    same: bool
    why: str
    a: Card
    b: Card


def pairs() -> list[Pair]:
    """Every pair, in the order of the file; the cards are numbered 1 to 600 as they come.

    A matcher may look at the cards alone: `sort`, `same` and `why` belong to the one who counts.
    """
    found = []
    for number, line in enumerate(FILE.read_text("utf-8").splitlines()):
        raw = msgspec.json.decode(line)
        a, b = (msgspec.convert({"id": 2 * number + place, **raw[side]}, Card) for place, side in ((1, "a"), (2, "b")))
        found.append(Pair(raw["sort"], raw["same"], raw["why"], a, b))
    return found

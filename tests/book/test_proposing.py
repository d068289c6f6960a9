"""Would a group of these people hold, out of what a real book has seen of them."""

from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused

SOME = ("Bram Teakettle", "石小满", "Odalys Brightwater", "Ines Halfmoon")


def test_who_talks_in_one_group_shares_it_and_who_hardly_wrote_is_told_so(cast: Path, now: int) -> None:
    """Three wrote every other day, close to each other; Ines wrote there once."""
    answer = book.propose(SOME, now=now)
    assert {seat.person.name for seat in answer.people} == set(SOME)
    seats = {seat.person.name: seat for seat in answer.people}
    assert seats["石小满"].knows >= 2
    assert {len(pair.says) for pair in answer.shared} >= {1}
    assert {pair.weight for pair in answer.shared} != {0.0}
    assert answer.shared[0].weight == max(pair.weight for pair in answer.shared)
    assert answer.holds is None
    assert answer.road in {"too little data", "one to one"}


def test_the_owner_is_left_out_and_nobody_counts_twice(cast: Path, now: int) -> None:
    """Of four names two people are left: too few."""
    with pytest.raises(Refused, match="has 3 to 60 people beside you; these are 2"):
        book.propose(["Bram", "Odalys", "Bram Teakettle", "Wilma Foxglove"], now=now)


def test_a_name_that_fits_nobody_is_refused(cast: Path, now: int) -> None:
    """With the sentence that every question about a person has."""
    with pytest.raises(Refused, match="Nobody called Zebulon"):
        book.propose(["Zebulon", "Ines", "Bram"], now=now)

"""Years that nobody chatted in: a phone with an empty battery writes them, and a broken file."""

import random
import re
from pathlib import Path

import pytest

from benchmarks.mutations import Sample, placed, samples
from kithbook.formats import Source
from kithbook.vocabulary import Refused
from tests.formats.test_contract import check_stream

YEAR = re.compile(rb"(?<!\d)(?:19|20)\d\d(?!\d)")


@pytest.mark.parametrize("year", [b"0000", b"0001", b"1601", b"1969", b"9999"])
@pytest.mark.parametrize("sample", samples(()), ids=lambda sample: f"{sample.format.NAME}-{sample.path.name}")
def test_a_year_that_cannot_be_leaves_the_stream_whole(sample: Sample, year: bytes, tmp_path: Path) -> None:
    """Where any year of a sample is an impossible one, its messages are read, or named as problems."""
    pick = random.Random(f"{sample.path}{year!r}")
    for at, (_, content) in enumerate(sample.files):
        for share in (1.0, 0.3):  # of the years of a file
            changed = _with_year(content, year, share, pick)
            inside = tmp_path / f"{at}-{share}"
            inside.mkdir()
            try:
                records = list(sample.format.read(Source(placed(sample, at, changed, inside)), now=1_781_514_000))
            except Refused:
                continue
            check_stream(records)


def _with_year(content: bytes, year: bytes, share: float, pick: random.Random) -> bytes:
    return YEAR.sub(lambda found: year if pick.random() < share else found[0], content)

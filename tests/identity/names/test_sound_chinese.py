"""Western names in Chinese characters: what is fitted learns from pairs, and the shipped costs tell names apart."""

import numpy as np
import pytest

from benchmarks.fit_chinese import Field, Shares, Spans, shipped
from kithbook.identity.names import read, similarity
from kithbook.identity.names.sound import cost, halves, units

PAIRS = [("mana", "马纳"), ("nama", "纳马"), ("tama", "塔马"), ("mata", "马塔"), ("nata", "纳塔"), ("tana", "塔纳")]


def test_sums_over_alignments_are_those_counted_by_hand() -> None:
    """Two units share three letters in four ways, and the expected counts add up to the units."""
    spans = Spans([("abc", ["x", "y"])])
    weight = np.ones(len(spans.unit))
    assert np.exp(spans.forward(weight)[0]) == pytest.approx(4.0)
    assert spans.backward(weight, np.ones(1)).sum() == pytest.approx(2.0)


def test_shares_and_field_learn_characters_from_pairs() -> None:
    """From a few words, each character's own letters get the largest share and the least cost."""
    shares = Shares(PAIRS)
    assert shares.share("马", "ma") > 10 * shares.share("马", "na")
    field = Field(shares, [(latin, native, ["塔塔", "马马"]) for latin, native in PAIRS])
    assert field.total("马", "ma") > field.total("马", "na")
    rows = shipped(field)
    chunks = rows["ma"].split()
    assert chunks[0].startswith("ma:")


@pytest.mark.parametrize(
    ("latin", "right", "wrong"),
    [
        ("helena", "海伦娜", "赫尔曼"),
        ("sanders", "桑德斯", "桑切斯"),
        ("waisbren", "維斯伯恩", "威廉斯"),
        ("bruno", "布鲁诺", "布朗"),
    ],
)
def test_the_right_spelling_is_the_likest(latin: str, right: str, wrong: str) -> None:
    """A spelling that sounds right is likelier than one that begins alike; full characters count as simplified ones."""
    assert similarity(read(latin), read(right)) > similarity(read(latin), read(wrong))
    assert cost(latin, right, "han") < cost(latin, wrong, "han")


def test_a_syllable_is_its_halves() -> None:
    """Initial and final join to the syllable."""
    for syllable in ("shuang", "an", "zhi", "wei", "er"):
        assert "".join(half.strip("_") for half in halves(syllable)) == syllable
    assert units("安", "han") == ["^安$"]

"""The matching benchmark: nothing held out is known, measures are right, ours is what the words room counts."""

from dataclasses import dataclass

import numpy as np
import pytest
from scipy import sparse

from benchmarks.matching import NEIGHBOURS, OURS, measured, rows
from benchmarks.matching_measures import interval, named, of_lists
from benchmarks.matching_rivals import Ours, by_tags, popularity
from benchmarks.matching_sets import Bookmarks, Split, bookmarks, cold, held_out, matrix
from kithbook.words import Company, Evidence, profiles, rank

NOW = 1_780_000_000


@pytest.fixture(scope="module")
def told() -> Bookmarks:
    """Two fields of thirty people and forty pieces each, with tags of their own and some for all."""
    rng = np.random.default_rng(5)
    people = [np.sort(rng.choice(40, 10, replace=False) + 40 * (person % 2)) for person in range(60)]
    tags = [
        np.sort(np.concatenate([rng.choice(12, 3, replace=False) + 12 * (piece // 40), rng.choice(6, 2) + 24]))
        for piece in range(80)
    ]
    return Bookmarks(matrix(people, 80), matrix([np.unique(each) for each in tags], 30))


def test_what_is_held_out_is_not_known(told: Bookmarks) -> None:
    """Known and held out are apart and together all; a fifth, or of some pieces everything."""
    for split in (held_out(told.told, 1), cold(told.told, 1)):
        assert split.known.multiply(split.held).nnz == 0
        assert abs(split.known + split.held - told.told).nnz == 0
    assert set(held_out(told.told, 1).held.sum(axis=1)) == {2.0}
    new = cold(told.told, 1)
    assert len(new.asked)
    assert new.known[:, new.asked].nnz == 0
    assert new.held.nnz == new.held[:, new.asked].nnz


def test_measures_of_a_list_drawn_by_hand() -> None:
    """Of three wanted, found in the first and third place, and what is known stands in no place."""
    scores = np.array([[9, 8, 7, 6, *[0] * 11], [1, *[2] * 14]], dtype=np.float32)
    known, held = matrix([np.array([0]), np.array([], dtype=np.int64)], 15), matrix([np.array([1, 3, 14])] * 2, 15)
    found = of_lists(scores, known, held)
    gain = 1 / np.log2(np.arange(2, 12))
    assert found.ndcg[0] == pytest.approx((gain[0] + gain[2]) / gain[:3].sum())
    assert found.recall[0] == pytest.approx(2 / 3)
    assert found.ndcg[1] == pytest.approx((gain[0] + gain[2]) / gain[:3].sum())  # equal scores: in order


def test_who_is_named_has_a_score() -> None:
    """One of the two with a score bookmarked; a piece for which nobody has one is not counted."""
    held = matrix([np.array([0]), np.array([0]), np.array([1])], 2)
    split = Split(matrix([np.zeros(0, dtype=np.int64)] * 3, 2), held, np.arange(2))
    scores = np.array([[0.5, 0], [0, 0], [0.2, 0]], dtype=np.float32)
    right = named(scores, split, np.ones(3, dtype=bool))
    assert right[0] == 0.5
    assert np.isnan(right[1])


def test_an_interval_holds_its_mean_and_leaves_out_who_was_not_asked() -> None:
    """Two seeds of three people, one of whom was never asked."""
    values = np.array([[0.2, np.nan, 0.6], [0.4, np.nan, np.nan]])
    mean, low, high, n = interval(values)
    assert (mean, n) == (pytest.approx(0.45), 2)
    assert low == pytest.approx(0.3)
    assert high == pytest.approx(0.6)


@dataclass(frozen=True)
class Paper:
    """A piece that has tags only."""

    key: int
    tags: tuple[str, ...]
    title: str = ""
    text: str = ""


def test_ours_is_what_rank_says() -> None:
    """On the same bookmarks, the product's own ``rank`` gives those it names the score that the table holds."""
    rng = np.random.default_rng(9)  # ten fields of six people, ten pieces and five tags
    told = matrix([np.sort(rng.choice(10, 8, replace=False) + 10 * (person % 10)) for person in range(60)], 100)
    tags = matrix([np.sort(rng.choice(5, 2, replace=False) + 5 * (piece // 10)) for piece in range(100)], 50)
    split = held_out(told, 3)
    words = [f"{chr(97 + n // 5)}{'bdfgk'[n % 5]}zq" for n in range(50)]
    pieces = [Paper(n, tuple(words[tag] for tag in tags[[n]].indices)) for n in range(100)]
    evidence = [
        Evidence(int(person), f"{' '.join(pieces[piece].tags)} {piece}", NOW, 1.0, "star", int(piece))
        for person, piece in zip(*split.known.nonzero(), strict=True)
    ]
    known = profiles(evidence, now=NOW)
    company = Company({n: set(split.known[:, [n]].nonzero()[0].tolist()) for n in split.asked.tolist()})
    table = Ours(split, tags).scores()
    found = [match for piece in split.asked for match in rank(pieces[piece], known, company=company, most=100)]  # type: ignore[arg-type]
    both = [match for match in found if match.because and match.alike]
    assert len(both) > 20
    for match in both:
        assert match.score == pytest.approx(float(table[match.person, match.piece]), abs=1e-4)


def test_each_system_is_measured_and_each_rival_has_an_aim(told: Bookmarks) -> None:
    """A small table from end to end: ours finds the field, chance does not; the aims are the low ends."""
    found = measured(told, (1,), new=False)
    made, aims = rows(found)
    value = {(row.regime, row.system): row.value for row in made if row.metric == "nDCG@10"}
    for task in {task for task, _ in found}:
        assert value[task, OURS] > value[task, "random"]
        assert (task, NEIGHBOURS) in value
    assert len(aims) == 8
    assert all(aim.met == (aim.value > 0) for aim in aims)
    assert {system for _, system in measured(told, (1,), new=True)} == {
        OURS,
        "random",
        "popularity",
        "TF-IDF over tags",
    }


def test_rivals_know_only_what_is_known(told: Bookmarks) -> None:
    """The same scores when all that is held out is taken away from the table."""
    split = held_out(told.told, 2)
    blind = split._replace(held=sparse.csr_array(split.held.shape, dtype=np.float32))
    for system in (popularity, lambda each: by_tags(each, told.tags), lambda each: Ours(each, told.tags).scores()):
        assert np.array_equal(system(split), system(blind))


def test_a_folder_without_bookmarks_is_none(tmp_path) -> None:
    """And one with them is read as it is written."""
    assert bookmarks(tmp_path) is None
    folder = tmp_path / "citeulike_a"
    folder.mkdir()
    (folder / "users.dat").write_text("2 0 3\n1 1\n")
    (folder / "item-tag.dat").write_text("1 4\n0\n2 0 1\n")
    made = bookmarks(tmp_path)
    assert made is not None
    assert made.told.toarray().tolist() == [[1, 0, 0, 1], [0, 1, 0, 0]]
    assert made.tags.toarray().tolist() == [[0, 0, 0, 0, 1], [0] * 5, [1, 1, 0, 0, 0], [0] * 5]

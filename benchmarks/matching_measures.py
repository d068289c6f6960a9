"""nDCG@10 and recall@10 of a table of scores, by people or by pieces, and intervals of paired differences."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.matching_sets import Split, rows

TOP: Final = 10
NAMED: Final = 7  # people, as rank names them
_GAIN: Final = 1 / np.log2(np.arange(2, TOP + 2))
DRAWS: Final = 2000


class Ranked(NamedTuple):
    """nDCG and recall of each one asked, NaN where nothing was to be found."""

    ndcg: NDArray[np.float64]
    recall: NDArray[np.float64]


def of_lists(scores: NDArray[np.float32], known: sparse.csr_array, held: sparse.csr_array) -> Ranked:
    """Each row ranked by its scores without what is known; equal scores in the order of the columns."""
    made = Ranked(np.full(len(scores), np.nan), np.full(len(scores), np.nan))
    for place, (out, wanted) in enumerate(zip(rows(known), rows(held), strict=True)):
        if not len(wanted):
            continue
        left = scores[place].copy()
        left[out] = -np.inf
        least = np.partition(left, -TOP)[-TOP] if len(left) > TOP else -np.inf
        near = np.flatnonzero(left >= least)
        top = near[np.argsort(-left[near], kind="stable")][:TOP]
        hit = np.isin(top, wanted) & np.isfinite(left[top])
        made.ndcg[place] = (hit * _GAIN[: len(top)]).sum() / _GAIN[: min(TOP, len(wanted))].sum()
        made.recall[place] = hit.sum() / len(wanted)
    return made


def pieces_for_people(scores: NDArray[np.float32], split: Split, people: NDArray[np.bool_]) -> Ranked:
    """Task A: for each of these people, the asked pieces."""
    asked = split.asked
    return of_lists(scores[np.ix_(people, asked)], split.known[people][:, asked], split.held[people][:, asked])


def people_for_pieces(scores: NDArray[np.float32], split: Split, people: NDArray[np.bool_]) -> Ranked:
    """Task B: for each asked piece, these people; a figure for every piece there is, NaN where it was not asked."""
    found = of_lists(
        np.ascontiguousarray(scores[np.ix_(people, split.asked)].T),
        split.known[people][:, split.asked].T.tocsr(),
        split.held[people][:, split.asked].T.tocsr(),
    )
    made = Ranked(*(np.full(split.known.shape[1], np.nan) for _ in Ranked._fields))
    made.ndcg[split.asked], made.recall[split.asked] = found
    return made


def named(scores: NDArray[np.float32], split: Split, people: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each asked piece, of the NAMED people who score highest above 0: the share who bookmarked; NaN for nobody."""
    told = np.where(split.known[people][:, split.asked].toarray() > 0, 0, scores[np.ix_(people, split.asked)])
    held = split.held[people][:, split.asked].toarray() > 0
    order = np.argsort(-told, axis=0, kind="stable")[:NAMED]
    taken = np.take_along_axis(told, order, axis=0) > 0
    right = (np.take_along_axis(held, order, axis=0) & taken).sum(axis=0)
    return np.where(taken.any(axis=0), right / np.maximum(taken.sum(axis=0), 1), np.nan)


def interval(values: NDArray[np.float64]) -> tuple[float, float, float, int]:
    """The mean over those asked, its 95% interval (percentile bootstrap, Efron 1979), and how many they are.

    ``values`` are seeds by those asked: the seeds of one come or stay away together.
    """
    asked = values[:, ~np.isnan(values).all(axis=0)]
    each = np.nanmean(asked, axis=0)
    rng = np.random.default_rng(41)
    drawn = [float(each[rng.integers(0, len(each), len(each))].mean()) for _ in range(DRAWS)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(each.mean()), float(low), float(high), len(each)

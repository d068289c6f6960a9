"""Who bookmarked which paper (citeulike-a): what is known, what is held out, who teaches and who measures."""

from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

SHARED: Final = Path(__file__).resolve().parents[2] / "shared"
HELD: Final = 5  # one in so many bookmarks of each person is held out
COLD: Final = 10  # and one in so many pieces is new: nobody's bookmark of it is known
TEACH: Final = 5  # one in so many people teaches, the others measure


class Bookmarks(NamedTuple):
    """Bookmarks as people by pieces, tags as pieces by tags; all ones."""

    told: sparse.csr_array
    tags: sparse.csr_array


class Split(NamedTuple):
    """What is known and what is to be found, people by pieces; ``asked`` are the pieces that are offered."""

    known: sparse.csr_array
    held: sparse.csr_array
    asked: NDArray[np.int64]


def bookmarks(data: Path = SHARED / "data") -> Bookmarks | None:
    """What `data/citeulike_a` holds; None where it is missing."""
    folder = data / "citeulike_a"
    if not (folder / "users.dat").exists():
        return None
    told, tags = (_lists(folder / name) for name in ("users.dat", "item-tag.dat"))
    pieces = max(len(tags), 1 + max(int(each.max()) for each in told if len(each)))
    tags += [np.zeros(0, dtype=np.int64)] * (pieces - len(tags))
    return Bookmarks(matrix(told, pieces), matrix(tags, 1 + max(int(each.max()) for each in tags if len(each))))


def _lists(path: Path) -> list[NDArray[np.int64]]:
    """The numbers of each line but the first one, which is how many follow."""
    with path.open() as lines:
        return [np.unique(np.array(line.split()[1:], dtype=np.int64)) for line in lines]


def matrix(lists: list[NDArray[np.int64]], columns: int) -> sparse.csr_array:
    """Lists of columns, one a row, as a matrix of ones."""
    ends = np.concatenate([[0], np.cumsum([len(each) for each in lists])])
    found = np.concatenate(lists) if lists else np.zeros(0, dtype=np.int64)
    return sparse.csr_array((np.ones(len(found), dtype=np.float32), found, ends), shape=(len(lists), columns))


def rows(of: sparse.csr_array) -> list[NDArray[np.int64]]:
    """The columns of each row."""
    return [of.indices[of.indptr[n] : of.indptr[n + 1]].astype(np.int64) for n in range(of.shape[0])]


def held_out(told: sparse.csr_array, seed: int) -> Split:
    """A fifth of each person's bookmarks is to be found, of which there is at least one each."""
    rng = np.random.default_rng(seed)
    shuffled = [rng.permutation(each) for each in rows(told)]
    cut = [max(1, len(each) // HELD) for each in shuffled]
    known, held = (
        matrix([np.sort(each[piece(n)]) for each, n in zip(shuffled, cut, strict=True)], told.shape[1])
        for piece in (lambda n: slice(n, None), lambda n: slice(0, n))
    )
    return Split(known, held, np.flatnonzero(known.sum(axis=0) > 0))


def cold(told: sparse.csr_array, seed: int) -> Split:
    """A tenth of the pieces is new: all bookmarks of them are to be found, and none is known."""
    new = np.random.default_rng(seed).random(told.shape[1]) < 1 / COLD
    known, held = (matrix([each[new[each] == side] for each in rows(told)], told.shape[1]) for side in (False, True))
    return Split(known, held, np.flatnonzero(new))


def teaching(people: int) -> NDArray[np.bool_]:
    """Those people on whom numbers are chosen; the figures are of the others."""
    return np.arange(people) % TEACH == 0

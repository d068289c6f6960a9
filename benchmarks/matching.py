"""Who would value this: `python -m benchmarks.matching [--quick] [--json] [--data DIR] [--choose]`.

citeulike-a, who bookmarked which paper. A fifth of each person's bookmarks is held out. Asked is, for a person, which
pieces (task A), and for a piece, which people (task B), also for new pieces of which only the tags are known. Values
are means over those asked with 95% intervals in the place of least and most. Numbers are chosen on one person in five
(the rivals' here, anew for each task; ours by `--choose`, for all tasks the same), and the figures are of the others.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching_measures import Ranked, interval, named, people_for_pieces, pieces_for_people
from benchmarks.matching_rivals import Ours, Scores, by_chance, by_tags, neighbours, popularity
from benchmarks.matching_sets import SHARED, Bookmarks, Split, bookmarks, cold, held_out, teaching
from benchmarks.table import Aim, Row, as_json, text

SET: Final = "citeulike-a"
QUICK: Final = 2000  # people
SEEDS: Final = (1, 2, 3)
CHOOSING: Final = 100  # the seed on which numbers are chosen
OURS: Final = "ours"
NEIGHBOURS: Final = "popularity + neighbours"
# What --choose tries, each number around what it is while the others stay.
GRID: Final = {
    "SATURATION": (4, 8, 16, 32),
    "RIDGE": (20, 40, 60, 90),
    "COMPANY": (1, 2, 4, 8, 16),
    "ACTIVE": (0, 0.003, 0.01, 0.03),
}
Task = Callable[[Scores, Split, NDArray[np.bool_]], Ranked]
WARM: Final[dict[str, Task]] = {"A: pieces for a person": pieces_for_people, "B: people for a piece": people_for_pieces}
NEW: Final[dict[str, Task]] = {"B: people for a new piece": people_for_pieces}


def systems(split: Split, told: Bookmarks, seed: int, *, new: bool) -> Iterator[tuple[str, Scores]]:
    """Each system's scores, one table at a time: they are large."""
    ours = Ours(split, told.tags)
    yield OURS, ours.scores(company=not new)
    if not new:
        yield "ours, words alone", ours.scores(company=False)
        yield "ours, company alone", ours.scores(words=False)
    yield "random", by_chance(split, seed)
    yield "popularity", popularity(split)
    yield "TF-IDF over tags", by_tags(split, told.tags)
    if not new:
        yield from neighbours(split)


def measured(told: Bookmarks, seeds: tuple[int, ...], *, new: bool) -> dict[tuple[str, str], Ranked]:
    """Figures of each (task, system), seeds by those asked; of neighbours those that did best on who teaches."""
    tasks, cut = (NEW, cold) if new else (WARM, held_out)
    teach = teaching(told.told.shape[0])
    found: dict[tuple[str, str], list[Ranked]] = {}
    for seed in seeds:
        split = cut(told.told, seed)
        best: dict[str, tuple[float, Ranked]] = {}
        for name, scores in systems(split, told, seed, new=new):
            for task, measure in tasks.items():
                ranked = measure(scores, split, ~teach)
                if not name.startswith("neighbours"):
                    found.setdefault((task, name), []).append(ranked)
                    continue
                value = float(np.nanmean(measure(scores, split, teach).ndcg))
                if task not in best or value > best[task][0]:
                    best[task] = value, ranked
        for task, (_, ranked) in best.items():
            found.setdefault((task, NEIGHBOURS), []).append(ranked)
    return {key: Ranked(*map(np.stack, zip(*each, strict=True))) for key, each in found.items()}


def evident(told: Bookmarks, seed: int, *, new: bool, name_of_set: str = SET) -> list[Row]:
    """How often somebody is named for a piece with the least that is taken for evidence, and how often that is right.

    Not to have bookmarked a paper is not to dislike it, so that the share that is right is a lower bound. The counts of
    rows and of pieces valued together, which ``rank`` asks for too, are left out.
    """
    split = (cold if new else held_out)(told.told, seed)
    people = ~teaching(told.told.shape[0])
    right = named(Ours(split, told.tags).scores(company=not new, evident=True), split, people)
    where = (name_of_set, "B: people for a new piece" if new else "B: people for a piece", "ours, named on evidence")
    made = [Row(*where, "somebody named", *interval((~np.isnan(right)).astype(np.float64)[None]))]
    return [*made, *([] if np.isnan(right).all() else [Row(*where, "right of the named", *interval(right[None]))])]


def rows(found: dict[tuple[str, str], Ranked], name_of_set: str = SET) -> tuple[list[Row], list[Aim]]:
    """The table, and for each rival the aim that ours is ahead: the low end of the difference above nothing."""
    made: list[Row] = []
    aims: list[Aim] = []
    for (task, name), ranked in found.items():
        for metric, values in zip(("nDCG@10", "recall@10"), ranked, strict=True):
            made.append(Row(name_of_set, task, name, metric, *interval(values)))
        if not name.startswith("ours"):
            value, low, high, n = interval(found[task, OURS].ndcg - ranked.ndcg)
            made.append(Row(name_of_set, task, f"ours - {name}", "nDCG@10", value, low, high, n))
            aims.append(Aim(f"{task}: ours - {name}, low end", "> 0", low, low > 0))
    return made, aims


def choose(told: Bookmarks) -> None:
    """How the numbers of ``affinity`` do on those people on whom they are chosen, around what they are."""
    from kithbook.words import affinity

    teach = teaching(told.told.shape[0])
    warm, new = held_out(told.told, CHOOSING), cold(told.told, CHOOSING)
    together: dict[float, Scores] = {}
    for name, values in GRID.items():
        before = getattr(affinity, name)
        for value in values:
            setattr(affinity, name, float(value))
            ours = Ours(warm, told.tags)
            if affinity.RIDGE not in together:  # the slow part, and nothing else moves it
                together[affinity.RIDGE] = ours.company
            ours.company = together[affinity.RIDGE]
            found = ours.scores()
            figures = [float(np.nanmean(task(found, warm, teach).ndcg)) for task in WARM.values()]
            found = Ours(new, told.tags).scores(company=False)
            figures += [float(np.nanmean(task(found, new, teach).ndcg)) for task in NEW.values()]
            print(name, value, *(f"{each:.4f}" for each in figures), f"{np.mean(figures):.4f}", flush=True)
        setattr(affinity, name, before)


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one seed and fewer people, within a minute")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--choose", action="store_true", help="our numbers on the people who teach, and no table")
    parser.add_argument("--data", type=Path, default=SHARED / "data", help="the same layout in another folder")
    asked = parser.parse_args()
    told = bookmarks(asked.data)
    if told is None:
        print(f"No bookmarks: {asked.data} has no citeulike_a.", file=sys.stderr)
    elif asked.choose:
        choose(told)
        return
    elif asked.quick:
        told = told._replace(told=told.told[:QUICK])
    made: list[Row] = []
    aims: list[Aim] = []
    for new in (False, True) if told else ():
        found = measured(told, SEEDS[:1] if asked.quick else SEEDS, new=new)
        name = f"{SET}, {QUICK} people" if asked.quick else SET
        more, wanted = rows(found, name)
        made += [*more, *evident(told, SEEDS[0], new=new, name_of_set=name)]
        aims += wanted
    print(as_json("matching", made, aims) if asked.json else text(made, aims))


if __name__ == "__main__":
    main()

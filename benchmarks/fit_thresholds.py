"""From what weight on: `python -m benchmarks.fit_thresholds [--data DIR]`.

Prints, for the fitting half of each table, what each possible threshold would give: precision and recall of automatic
merges (`certain` in weights.json), F1 of pairs (PAIRS in benchmarks/identity.py) and of clusters (LEAST and UNKNOWN in
identity/clusters.py). They were chosen by eye: for merging two bits above the least weight at which no table merges
wrongly, else the best mean of all tables, away from edges.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from benchmarks.identity_measures import Scored, cluster_rates, connected, pair_rates, pairs_of
from benchmarks.identity_sets import DATA, People, sets
from kithbook.identity.clusters import gathered
from kithbook.identity.matching import INDEPENDENT, explained, weighed
from kithbook.identity.population import Population
from kithbook.identity.profile import profile
from kithbook.identity.weights import shipped

MERGING = range(0, 14, 2)
JOINING = range(-12, 9, 2)
UNKNOWNS = (-16, -14, -12)


def automatic(people: People) -> Iterable[str]:
    """Precision and recall of all pairs that come together, by threshold."""
    profiles = [profile(card) for card in people.cards]
    values = Population(profiles)
    strong = [
        (weight, a.id, b.id)
        for a, b, weight, evidence in weighed(profiles, values, MERGING[0])
        if sum(
            reason.name in INDEPENDENT and reason.weight >= shipped().strong
            for reason in explained(a, b, weight, evidence, values).reasons
        )
        > 1
    ]
    for least in MERGING:
        labels = connected(strong, len(profiles), least)
        right, said = pairs_of(zip(labels, people.truth, strict=True)), pairs_of(labels)
        yield f"{least:>4}: {right / max(said, 1):.5f} {right / pairs_of(people.truth):.3f}"


def scores(people: People) -> Scored:
    """Every pair worth ranking."""
    profiles = [profile(card) for card in people.cards]
    return [(weight, a.id, b.id) for a, b, weight, _ in weighed(profiles, Population(profiles), -25)]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_thresholds", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    for people in sets(parser.parse_args().data):
        half = people.half(held_out=False)
        print(f"{half.name}\n  merging, precision and recall  {'  '.join(automatic(half))}")
        scored, size = scores(half), len(half.cards)
        print("  bits    ", "  ".join(f"{least:>5}" for least in JOINING))
        print("  pairs   ", "  ".join(f"{pair_rates(scored, half.truth, least).f1:.3f}" for least in JOINING))
        for unknown in UNKNOWNS:
            found = (cluster_rates(gathered(scored, size, least, unknown), half.truth).f1 for least in JOINING)
            print(f"  clusters, unknown {unknown}", "  ".join(f"{f1:.3f}" for f1 in found), flush=True)


if __name__ == "__main__":
    main()

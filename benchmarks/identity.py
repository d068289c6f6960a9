"""Who is who: `python -m benchmarks.identity [--quick] [--json] [--data DIR] [--only PART]`.

Weights and thresholds of all systems come from one half of the people of each table, chosen by a hash, and the figures
from the other. With --data everything is measured with what is shipped, and the rivals get the threshold that suits
them best there. Intervals are of 95%; pairs of one person are not independent, so they are somewhat too narrow.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from importlib import import_module, util
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from benchmarks.identity_measures import (
    Rates,
    Scored,
    b_cubed,
    best_threshold,
    cluster_rates,
    connected,
    pair_rates,
    pairs_of,
    rates,
    reviewed,
)
from benchmarks.identity_sets import DATA, People, sets
from benchmarks.intervals import wilson
from benchmarks.table import Aim, Row, as_json, at_least, text
from kithbook.identity import ASK, certain, compare, gathered
from kithbook.identity.blocking import candidates
from kithbook.identity.matching import explained, weighed
from kithbook.identity.population import Population
from kithbook.identity.profile import profile

EVERYTHING = -25.0  # bits: less than any pair that is worth ranking
PAIRS = -8.0  # bits from which a pair of rows is called the same, chosen on the fitting halves over all tables
MOST_ASKED = 3.0  # pairs that a person may be asked for each true pair
PRECISE, RECALLED, HISTORICAL, SCRIPTS = 0.999, 0.97, 0.85, 0.85


class Said(NamedTuple):
    """What a system says of a table: scored pairs, those it would merge by itself, and a label for each row."""

    scored: Scored
    automatic: list[tuple[int, int]]
    threshold: float
    labels: list[int]


def ours(people: People) -> Said:
    """Kithbook, as shipped."""
    profiles = [profile(card) for card in people.cards]
    values = Population(profiles)
    scored, automatic = [], []
    for a, b, weight, evidence in weighed(profiles, values, EVERYTHING):
        scored.append((weight, a.id, b.id))
        if weight > 0 and certain(explained(a, b, weight, evidence, values)):
            automatic.append((a.id, b.id))
    return Said(scored, automatic, PAIRS, gathered(scored, len(profiles)))


def exact(people: People) -> Scored:
    """Rows whose name and birthday are the same, to the letter."""
    groups: dict[tuple[str, str], list[int]] = {}
    for card in people.cards:
        if card.names:
            groups.setdefault((card.names[0], card.birthday), []).append(card.id)
    return [(1.0, a, b) for who in groups.values() for a, b in pairwise(who)]


def fuzzy(people: People) -> Scored:
    """rapidfuzz's token_sort_ratio of the whole row, on the pairs that our blocks propose."""
    rows = [
        " ".join((*card.names[:1], card.birthday, *card.places, *card.mails, *card.roles, *card.numbers)).casefold()
        for card in people.cards
    ]
    return [
        (fuzz.token_sort_ratio(rows[a], rows[b]), a, b) for a, b in candidates([profile(card) for card in people.cards])
    ]


def splink(people: People) -> Scored:
    """Splink with the settings of its quick start."""
    from benchmarks.splink_defaults import scored

    return scored(people)


def rival(scores: Callable[[People], Scored], people: People, fitting: People) -> Said:
    """A system with its best threshold for pairs and for clusters, chosen on ``fitting``; nothing is automatic."""
    before = scores(fitting)
    threshold = best_threshold(before, fitting.truth)
    steps = sorted({score for score, _, _ in before})
    steps = steps[:: max(1, len(steps) // 30)] or [threshold]
    size = len(fitting.cards)
    for_clusters = max(steps, key=lambda least: cluster_rates(connected(before, size, least), fitting.truth).f1)
    scored = before if people is fitting else scores(people)
    return Said(scored, [], threshold, connected(scored, len(people.cards), for_clusters))


def systems() -> dict[str, Callable[[People], Scored]]:
    """The rivals that can be asked here."""
    found: dict[str, Callable[[People], Scored]] = {"exact match": exact, "rapidfuzz": fuzzy}
    if util.find_spec("splink") and util.find_spec("duckdb"):
        return found | {"splink": splink}
    print("Splink is not installed, so it is left out: see benchmarks/requirements-identity.txt.", file=sys.stderr)
    return found


def table_rows(people: People, fitting: People, regime: str) -> Iterator[Row]:
    """Every figure of every system on one table."""
    yield from told((people.name, regime, "kithbook"), ours(people), people.truth)
    for name, scores in systems().items():
        yield from told((people.name, regime, name), rival(scores, people, fitting), people.truth)


def told(where: tuple[str, str, str], said: Said, truth: list[str]) -> Iterator[Row]:
    """The figures of one system."""
    wanted = pairs_of(truth)
    pairs = pair_rates(said.scored, truth, said.threshold)
    right = sum(truth[a] == truth[b] for _, a, b in said.scored)
    yield share(where, "pairs found by blocking", right, wanted)
    yield from three(where, "pairs", pairs, wanted)
    clusters, cubed = cluster_rates(said.labels, truth), b_cubed(said.labels, truth)
    yield from three(where, "clusters, pairwise", clusters, wanted)
    yield Row(*where, "clusters, B-cubed F1", cubed.f1, cubed.f1, cubed.f1, len(truth))
    if where[2] == "kithbook":
        merged = connected([(1.0, a, b) for a, b in said.automatic], len(truth), 1.0)
        both = pairs_of(zip(merged, truth, strict=True))
        yield share(where, "automatic precision", both, pairs_of(merged))
        yield share(where, "automatic recall", both, wanted)
        review = reviewed(said.automatic, said.scored, truth, MOST_ASKED)
        yield share(where, "recall with review", round(review.recall * wanted), wanted)
        yield Row(*where, "review pairs per true pair", review.asked, review.asked, review.asked, wanted)


def share(where: tuple[str, str, str], metric: str, right: int, of: int) -> Row:
    """A share with its 95% interval."""
    low, high = wilson(right, of)
    return Row(*where, metric, right / of if of else 1.0, low, high, of)


def three(where: tuple[str, str, str], what: str, found: Rates, wanted: int) -> Iterator[Row]:
    """Precision, recall and F1; the interval of F1 has both at their low, and both at their high end."""
    right = round(found.recall * wanted)
    said = round(right / found.precision) if found.precision else 0
    precision, recall = share(where, f"{what}: precision", right, said), share(where, f"{what}: recall", right, wanted)
    yield precision
    yield recall
    ends = [
        2 * p * r / (p + r) if p + r else 0.0 for p, r in ((precision.low, recall.low), (precision.high, recall.high))
    ]
    yield Row(*where, f"{what}: F1", found.f1, *ends, wanted)


def hard_rows() -> Iterator[Row]:
    """The 300 hard pairs, each compared by itself; nothing was ever fitted on them."""
    pairs = import_module("benchmarks.hard_pairs").pairs()
    same = sum(pair.same for pair in pairs)
    found = [compare(pair.a, pair.b) for pair in pairs]
    where = ("hard pairs", "never fitted", "kithbook")
    sure = [pair.same for pair, match in zip(pairs, found, strict=True) if match.zone == "same"]
    seen = [pair.same for pair, match in zip(pairs, found, strict=True) if match.zone != "silent"]
    yield share(where, "automatic precision", sum(sure), len(sure))
    yield share(where, "automatic recall", sum(sure), same)
    yield share(where, "recall with review", sum(seen), same)
    yield Row(*where, "review pairs per true pair", *[(len(seen) - len(sure)) / same] * 3, same)
    yield from three(where, f"pairs from {ASK:g} bits", rates(sum(seen), len(seen), same), same)
    names = [(pair.a.names[:1], pair.b.names[:1]) for pair in pairs]
    equal = [pair.same for pair, (a, b) in zip(pairs, names, strict=True) if a and a == b]
    yield from three(("hard pairs", "never fitted", "exact match"), "pairs", rates(sum(equal), len(equal), same), same)
    scores = [fuzz.token_sort_ratio(" ".join(a).casefold(), " ".join(b).casefold()) for a, b in names]

    def at(least: float) -> Rates:
        said = [pair.same for pair, score in zip(pairs, scores, strict=True) if score >= least]
        return rates(sum(said), len(said), same)

    best = max((at(least) for least in sorted(set(scores))), key=lambda found: found.f1)
    yield from three(("hard pairs", "its best threshold here", "rapidfuzz"), "pairs", best, same)


def script_rows(data: Path, quick: bool) -> list[Row]:
    """Names across scripts, where that module is there."""
    if not util.find_spec("benchmarks.cross_script"):
        print("Names across scripts are left out: benchmarks.cross_script is missing.", file=sys.stderr)
        return []
    found = import_module("benchmarks.cross_script").rows(data, quick)
    return [each if isinstance(each, Row) else Row(**each) for each in found]


def aims(rows: list[Row]) -> list[Aim]:
    """What the issue asks for."""
    found: list[Aim] = []
    told = {(row.set, row.system, row.metric): row.value for row in rows if "words seen" not in row.regime}
    for (name, system, metric), value in told.items():
        if system != "kithbook":
            continue
        if metric == "automatic precision":
            found.append(at_least(f"{name}: {metric}", PRECISE, value))
        if metric == "recall with review" and name.startswith(("febrl", "fake")):
            found.append(at_least(f"{name}: {metric}", RECALLED, value))
        if metric == "clusters, pairwise: F1":
            floor = HISTORICAL if name.startswith("historical") else 0.0
            theirs = told.get((name, "splink", metric), 0.0)
            found.append(at_least(f"{name}: clusters F1, pairwise (aim, or Splink's)", max(floor, theirs), value))
        if metric.startswith("recall@1") and ("arabic" in name or "chinese" in name):
            found.append(at_least(f"{name}: {metric}", SCRIPTS, value))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="the small tables only; under a minute")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    parser.add_argument("--data", type=Path, help="the same layout in another folder; all of it is measured")
    parser.add_argument("--only", choices=("tables", "hard", "scripts"), help="one of the three parts")
    asked = parser.parse_args()
    rows: list[Row] = []
    for people in sets(asked.data or DATA, asked.quick) if asked.only in (None, "tables") else ():
        if asked.data:
            rows += table_rows(people, people, "unseen")
        else:
            rows += table_rows(people.half(held_out=True), people.half(held_out=False), "held out")
    if asked.only in (None, "hard"):
        rows += hard_rows()
    if asked.only in (None, "scripts"):
        rows += script_rows(asked.data or DATA, asked.quick)
    print(as_json("identity", rows, aims(rows)) if asked.json else text(rows, aims(rows)))


if __name__ == "__main__":
    main()

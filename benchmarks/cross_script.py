"""Whether a name in Latin letters finds its spelling in another script among ten thousand others.

A part of `python -m benchmarks.identity`; `python -m benchmarks.cross_script [--quick] [--json]` prints it alone. The
words are the half that `benchmarks.fit_names.held_out` leaves out (of another folder all of them), names of Wikidata in
NETransliteration (Merhav and Ash, 2018). Where the shipped sounds were fitted on all words, the rows say "words seen";
the honest figure then stands in `sounds.json`, as "held_out".
"""

import argparse
import json
import random
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from benchmarks.fit_names import entries, held_out
from benchmarks.intervals import wilson
from kithbook.identity.names import latin, read, similarity
from kithbook.identity.names.chinese import simplified
from kithbook.identity.names.data import table
from kithbook.identity.names.word import word

SETS = {"chinese": "wd_chinese_80", "arabic": "wd_arabic_80", "katakana": "wd_katakana_80", "russian": "wd_russian_80"}
SCRIPTS = {"chinese": "han", "arabic": "arabic", "katakana": "kana", "russian": "cyrillic"}
AIMED = ("chinese", "arabic")
DISTRACTORS = 10_000
QUERIES = 150
QUICK = 15
SEED = 11
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
Spellings = dict[str, dict[str, int]]


def rows(data: Path, quick: bool) -> list[dict[str, Any]]:
    """Recall@1 of each script, ours beside rapidfuzz's ratio on a plain romanisation, with Wilson's 95 % interval.

    "recall@1": the spelling that most people of the name have comes before all others, further spellings of the same
    name among these. "recall@1, any spelling": one of the name's spellings comes first. A tie counts as a miss. Full
    and simplified forms of the same Chinese characters are one spelling. Only names whose folded word is letters.
    """
    found = []
    for name in AIMED if quick else SETS:
        path = data / "translit" / SETS[name]
        if path.exists():
            found += _measured(name, path, QUICK if quick else QUERIES, ours=data.resolve() == DATA.resolve())
    return found


def spellings(path: Path, *, all_words: bool = False) -> Spellings:
    """Of each Latin word that was held out (or of all): its native spellings with the number of people."""
    found: Spellings = {}
    for word_, native, count in entries(path):
        if (all_words or held_out(word_)) and word_.isalpha() and word_.isascii() and len(word_) > 1:
            of = found.setdefault(word_, {})
            of[simplified(native)] = of.get(simplified(native), 0) + count
    return found


def _measured(name: str, path: Path, queries: int, *, ours: bool) -> list[dict[str, Any]]:
    """``ours``: the words are those that the sounds were fitted on, or on the half of."""
    by_latin = spellings(path, all_words=not ours)
    rng = random.Random(SEED)
    asked = rng.sample(sorted(by_latin), min(queries, len(by_latin)))
    pool = sorted({native for of in by_latin.values() for native in of})
    hits = {(system, metric): 0 for system in ("kithbook", "rapidfuzz ratio, plain romanisation") for metric in METRICS}
    for query in asked:
        right = sorted(by_latin[query], key=lambda native: (-by_latin[query][native], native))
        others = [
            native for native in rng.sample(pool, min(len(pool), DISTRACTORS + len(right))) if native not in right
        ]
        for system, scores in (("kithbook", _ours), ("rapidfuzz ratio, plain romanisation", _plain)):
            told = scores(query, [*right, *others[:DISTRACTORS]])
            best_other = max(told[len(right) :], default=-1.0)
            hits[system, METRICS[0]] += told[0] > max(best_other, *told[1 : len(right)], -1.0)
            hits[system, METRICS[1]] += max(told[: len(right)]) > best_other
    seen = ", words seen" if ours and table("sounds").get("fitted_on", {}).get(SCRIPTS[name]) == "all" else ""
    return [
        {"set": name, "regime": f"{DISTRACTORS:,} distractors{seen}", "system": system, "metric": metric}
        | interval(count, len(asked))
        for (system, metric), count in hits.items()
    ]


METRICS = ("recall@1", "recall@1, any spelling")


def _ours(query: str, natives: list[str]) -> list[float]:
    name = read(query)
    return [similarity(name, read(native)) for native in natives]


def _plain(query: str, natives: list[str]) -> list[float]:
    plain = [_romanised(native) for native in natives]
    return [float(score) for score in process.cdist([query], plain, scorer=fuzz.ratio)[0]]


def _romanised(native: str) -> str:
    said = latin(native)
    return said[0].replace(" ", "") if said else word(native, "other").text


def interval(hits: int, n: int) -> dict[str, Any]:
    """A share with its 95% interval, as a row has them."""
    low, high = wilson(hits, n)
    return {"value": hits / n, "low": low, "high": high, "n": n}


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    measured = rows(asked.data, asked.quick)
    if asked.json:
        print(json.dumps({"benchmark": "cross_script", "rows": measured, "aims": []}, ensure_ascii=False))
        return
    for row in measured:
        print("{set:10} {regime} {system:36} {metric:24} {value:.3f}  ({low:.3f} to {high:.3f}), n = {n}".format(**row))


if __name__ == "__main__":
    main()

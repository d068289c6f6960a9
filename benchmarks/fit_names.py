"""Fits how names sound across scripts: which Latin letters a letter (or a Chinese syllable) is written for, by EM.

`python -m benchmarks.fit_names [--data DIR] [--all]` writes `identity/names/sounds.json`. It uses the half of the words
that `held_out` leaves; `benchmarks.cross_script` measures on the other half. With --all it uses every word: for what is
shipped, once the half has been measured. Chinese is fitted by `benchmarks.fit_chinese`.
"""

import argparse
import json
import math
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks import fit_chinese
from kithbook.identity.names.chinese import simplified
from kithbook.identity.names.folding import fold
from kithbook.identity.names.sound import LONGEST, letters, lineage, spelled, units

SOURCE = (
    "Fitted by python -m benchmarks.fit_names on names of Wikidata in NETransliteration (Merhav and Ash, 2018; CC0). "
    "Of each letter, character or syllable (^ opens, $ closes a word) the Latin letters it stands for, with -10 log of "
    "their share; of Chinese, with costs set to tell names apart, a character's where they differ from its syllable's "
    '("+": what all others cost more).'
)
SETS = {"han": "wd_chinese_80", "arabic": "wd_arabic_80", "kana": "wd_katakana_80", "cyrillic": "wd_russian_80"}
WORDS = 26_000  # of a script, at most
ROUNDS = 8
RARE = 0.006  # a chunk of a smaller share of its unit is left out of the file
SEEN = 12  # a unit seen less often is left out of the file: what it is a case of stands for it
LEAN = 12.0  # words that the habits of what a unit is a case of weigh as much as
TARGET = Path(__file__).parents[1] / "src/kithbook/identity/names/sounds.json"
Table = dict[str, dict[str, float]]
Counts = dict[str, dict[str, float]]


def held_out(latin: str) -> bool:
    """Whether a Latin word belongs to the half that is never fitted on."""
    return zlib.crc32(latin.encode()) % 2 == 1


def entries(path: Path) -> Iterator[tuple[str, str, int]]:
    """(Latin word, native word, both folded, how many people) of each line."""
    for line in path.read_text("utf-8").splitlines():
        latin, native, count = line.split("\t")
        yield fold(latin), fold(native.replace(" ", "")), int(count)


def paths(latin: str, sounds: list[str], table: Table | None) -> dict[tuple[int, int, str], float]:
    """The expected count of each (unit, from, chunk) by forward and backward sums; {} where nothing fits."""
    size = len(latin)
    forward = [[0.0] * (size + 1) for _ in range(len(sounds) + 1)]
    backward = [[0.0] * (size + 1) for _ in range(len(sounds) + 1)]
    forward[0][0] = backward[-1][size] = 1.0
    edges = []
    for at, sound in enumerate(sounds):
        known = table.get(sound) if table is not None else None
        for start in range(size + 1):
            if not forward[at][start]:
                continue
            for length in range(min(LONGEST, size - start) + 1):
                chunk = latin[start : start + length]
                share = known.get(chunk, 1e-5 / 20**length) if known else 0.3 ** abs(length - 2)
                edges.append((at, start, chunk, share))
                forward[at + 1][start + length] += forward[at][start] * share
    total = forward[-1][size]
    if not total:
        return {}
    for at, start, chunk, share in reversed(edges):
        backward[at][start] += share * backward[at + 1][start + len(chunk)]
    return {
        (at, start, chunk): forward[at][start] * share * backward[at + 1][start + len(chunk)] / total
        for at, start, chunk, share in edges
    }


def fit(words: list[tuple[str, list[str]]], script: str) -> tuple[Table, Counts]:
    """Shares and counts of the Latin chunks of each unit, by expectation and maximisation (Jiampojamarn et al., 2007).

    A unit leans on what it is a case of: a letter at the end of a word on the letter, a character on its reading.
    """
    table: Table | None = None
    counts: Counts = {}
    for _ in range(ROUNDS):
        counts = defaultdict(lambda: defaultdict(float))
        for latin, sounds in words:
            for (at, _start, chunk), count in paths(latin, sounds, table).items():
                if count > 1e-4:
                    for unit in lineage(sounds[at], script):
                        counts[unit][chunk] += count
        table = {}
        for unit in sorted(counts, key=lambda unit: len(lineage(unit, script))):
            table[unit] = _shares(counts[unit], table, lineage(unit, script)[1:])
    return table or {}, counts


def _shares(own: dict[str, float], table: Table, lineage: list[str]) -> dict[str, float]:
    parent = table[lineage[0]] if lineage else {}
    lean = LEAN if parent else 0.0
    total = sum(own.values()) + lean
    shares = {chunk: (own.get(chunk, 0.0) + lean * parent.get(chunk, 0.0)) / total for chunk in {*own, *parent}}
    return {chunk: share for chunk, share in shares.items() if share > RARE / 4}


def shipped(table: Table, counts: Counts) -> dict[str, str]:
    """Each unit's chunks with -10 log of their share, likeliest first; "-" is no letter."""
    found = {}
    for unit, chunks in sorted(table.items()):
        if sum(counts[unit].values()) >= SEEN:
            kept = sorted(((share, chunk) for chunk, share in chunks.items() if share > RARE), reverse=True)
            found[unit] = " ".join(f"{chunk or '-'}:{-10 * math.log(share):.0f}" for share, chunk in kept)
    return found


def main() -> None:
    """Fit every script and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--only", nargs="*", default=list(SETS))
    parser.add_argument("--all", action="store_true", help="also the words that are held out")
    asked = parser.parse_args()
    found = json.loads(TARGET.read_text("utf-8")) if TARGET.exists() else {}
    found["source"] = SOURCE
    for script in asked.only:
        rows = [row for row in entries(asked.data / "translit" / SETS[script]) if asked.all or not held_out(row[0])]
        found |= _chinese(rows) if script == "han" else _letters(rows, script, 2 * WORDS if asked.all else WORDS)
        found.setdefault("fitted_on", {})[script] = "all" if asked.all else "half"
    TARGET.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _chinese(rows: list[tuple[str, str, int]]) -> dict[str, dict[str, str]]:
    pairs = sorted({(latin, simplified(native)) for latin, native, _ in rows if latin.isalpha() and latin.isascii()})
    fitting = [pair for pair in pairs if 1 < len(pair[0]) <= min(18, LONGEST * len(pair[1])) and len(pair[1]) <= 10]
    return {"han": fit_chinese.fitted(fitting)}


def _letters(rows: list[tuple[str, str, int]], script: str, most: int) -> dict[str, dict[str, str]]:
    found = {}
    rows = sorted(rows, key=lambda row: (-min(row[2], 2), zlib.crc32(row[1].encode())))
    pairs = [(latin, native) for latin, native, _ in rows[:most] if latin.isalpha()]
    there = [(latin, units(native, script)) for latin, native in pairs]
    back = [(spelled(native, script), letters(latin)) for latin, native in pairs]
    for name, words in ((script, there), (f"{script}.back", back)):
        fitting = [pair for pair in words if pair[1] and len(pair[0]) <= LONGEST * len(pair[1])]
        table, counts = fit(fitting, name)
        found[name] = shipped(table, counts)
        print(name, len(fitting), "words", len(found[name]), "units")
    return found


if __name__ == "__main__":
    main()

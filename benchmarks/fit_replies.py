"""Fits ties/replies/model.json on irc/train: `python -m benchmarks.fit_replies [--choose] [--check] [--write]`.

Each channel of train comes five times: as it is, without names, thinned, respaced, and in single conversations (see
`replies_copies`). The second look is fitted on guesses of a first one that had not seen the channel (two halves),
and on its own guesses too, because it looks twice. --choose finds the tables anew (greedily, by their promise);
otherwise those of model.json are fitted again. --check fits on three quarters and prints F on the last, and writes
nothing.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks import irc
from benchmarks.irc import DATA, SYSTEM, Annotated
from benchmarks.replies_bins import tells
from benchmarks.replies_copies import respaced, single, thinned
from benchmarks.replies_fitting import Cases, Logit, joined
from kithbook.ties.replies.again import SIZES as AGAIN
from kithbook.ties.replies.again import Guess, best, second_features
from kithbook.ties.replies.chat import read
from kithbook.ties.replies.features import (
    DISTANCE,
    REACH,
    RELATIONS,
    SIZES,
    Context,
    Pairs,
    binned,
    candidates,
    context,
    pair_features,
    relations,
    row_features,
)  # fmt: skip
from kithbook.ties.replies.linking import LIKELY
from kithbook.ties.replies.model import Model, shipped

FILE = Path(__file__).parents[1] / "src" / "kithbook" / "ties" / "replies" / "model.json"
RARE = 0.005  # a distance at which fewer of a relation are links is not looked at
ROUNDS, MOST = 3, (10, 12)  # of new tables, and how many in each for the first and the second look
NAMED = 0.4  # of the altered copies keep their names
KINDS = ("as it is", "stripped", "thinned", "respaced", "single")


class Channel:
    """One chat ready for the fit: its pairs, features, truth and the guess so far."""

    def __init__(self, chat: Annotated, kind: str, fold: int) -> None:
        """``fold`` says of which part of the channels it is."""
        self.chat, self.kind, self.fold = chat, kind, fold
        spoken = (chat.messages["kind"] != SYSTEM).to_numpy()
        ids = chat.messages["id"].to_numpy()[spoken].tolist()
        self.ids = ids
        place = {message: nth for nth, message in enumerate(ids)}
        self.seen: Context = context(read(chat.messages.filter(pl.Series(spoken)), chat.names))
        self.rows = np.array([place[message] for message in chat.sources if message in place], np.int64)
        self.links = {(place[a], place[b]) for a, b in chat.links if a in place and b in place}
        self.pairs = Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32))
        self.guess = Guess(np.zeros(0, np.float32), np.zeros(0, np.float32))

    def pair_up(self, reach: Sequence[int]) -> None:
        """The pairs of the first look."""
        self.pairs = candidates(self.seen, 0, self.seen.chat.size, np.array(reach, np.uint8))
        self.pair, self.row = pair_features(self.seen, self.pairs), row_features(self.seen)

    def guessed(self, model: Logit) -> None:
        """Takes over the guess of a model, for all messages."""
        self.guess = model.guess(self._cases(np.ones(self.seen.chat.size, bool)))

    def look_again(self) -> None:
        """The features of the second look, from the guess so far."""
        kept = np.flatnonzero(self.guess.pair >= LIKELY)
        self.pairs = Pairs(self.pairs.i[kept], self.pairs.j[kept])
        self.guess = replace(self.guess, pair=self.guess.pair[kept])
        more_pair, more_row = second_features(self.seen.chat, self.pairs, self.guess)
        self.pair = {name: codes[kept] for name, codes in self.pair.items()} | more_pair
        self.row = self.row | more_row

    def cases(self) -> Cases:
        """The annotated messages."""
        counted = np.zeros(self.seen.chat.size, bool)
        counted[self.rows] = True
        return self._cases(counted)

    def _cases(self, counted: np.ndarray) -> Cases:
        size = self.seen.chat.size
        begin = np.zeros(size, bool)
        begin[[a for a, b in self.links if a == b]] = True
        true = np.array([a * size + b for a, b in self.links if a != b], np.int64)
        here = counted[self.pairs.i]
        return Cases(
            {name: codes[here] for name, codes in self.pair.items()},
            {name: codes[counted] for name, codes in self.row.items()},
            (np.cumsum(counted) - 1)[self.pairs.i[here]],
            np.isin(self.pairs.i[here].astype(np.int64) * size + self.pairs.j[here], true),
            begin[counted],
        )

    def scores(self) -> tuple[int, int, int]:
        """Right links, links said, true links; system lines are left out."""
        link, _ = best(self.pairs, self.guess)
        right = sum((int(row), int(link[row])) in self.links for row in self.rows)
        return right, len(self.rows), len(self.links)


def channels(data: Path) -> list[Channel]:
    """All copies of all channels of train; the fold of a channel is that of its copies."""
    rng = np.random.default_rng(5)
    found = []
    for nth, chat in enumerate(irc.channels(data / "irc" / "train")):
        bare, fold = irc.stripped(chat), nth % 4

        def one(chat: Annotated = chat, bare: Annotated = bare) -> Annotated:
            return chat if rng.random() < NAMED else bare

        copies = [(chat, KINDS[0]), (bare, KINDS[1]), (thinned(one(), rng), KINDS[2]), (respaced(one(), rng), KINDS[3])]
        copies += [(talk, KINDS[4]) for talk in single(one(), rng, 10)]
        found += [Channel(copy, kind, fold) for copy, kind in copies if copy.links and copy.messages.height > 2]
    return found


def reach(known: Iterable[Channel]) -> list[int]:
    """For each relation the farthest distance at which links are not too rare."""
    bins = binned(np.arange(1, REACH + 1), DISTANCE)
    wide = len(DISTANCE) + 1
    seen, true = np.zeros(RELATIONS * wide), np.zeros(RELATIONS * wide)
    for each in known:
        first, stop = int(each.rows.min(initial=0)), int(each.rows.max(initial=-1)) + 1
        code = relations(each.seen, first, stop).astype(np.int64) * wide + bins[::-1]
        seen += np.bincount(code[each.rows - first].ravel(), minlength=len(seen))
        for a, b in each.links:
            if 0 < a - b <= REACH:
                true[code[a - first, REACH - (a - b)]] += 1
    share = ((true + RARE * 5) / (seen + 10)).reshape(RELATIONS, wide)
    often = (share > RARE) & (true.reshape(RELATIONS, wide) > 0)
    ends = [int(np.flatnonzero(bins == place).max()) + 1 for place in range(wide)]
    return [max([end for end, kept in zip(ends, row, strict=True) if kept], default=1) for row in often]


def fitted(
    known: list[Channel], halves: list[list[Channel]], names: list[str], model: Logit | None, most: int
) -> list[Logit]:
    """A model of all, and one of each half, for what the features are now."""
    whole = joined([each.cases() for each in known])
    if model is None:
        pair, row = known[0].pair, known[0].row
        model = Logit([(name,) for name in pair], [(name,) for name in row]).fit(whole)
        for _ in range(ROUNDS):
            model = model.grown(whole, most)
            say(f"{names[0]}: {len(model.pair)} and {len(model.begin)} tables")
    else:
        model.fit(whole)
    rest = [Logit(model.pair, model.begin).fit(joined([each.cases() for each in half]), model, 40) for half in halves]
    return [model, *rest]


def fit(all_channels: list[Channel], unseen: int | None, old: Model | None) -> tuple[list[int], Logit, Logit]:
    """The two looks, fitted on every channel that is not of the fold ``unseen``; tables as in ``old``, or chosen."""
    known = [each for each in all_channels if each.fold != unseen]
    # Each half is guessed by the model of the other.
    halves = [[each for each in known if each.fold % 2 != side] for side in (0, 1)]
    distances = reach(each for each in known if each.kind in KINDS[:2])
    for each in all_channels:
        each.pair_up(distances)
    first, *sides = fitted(known, halves, ["first look"], tables(old, "first"), MOST[0])

    def guess(model: Logit, sides: list[Logit]) -> None:
        for each in all_channels:
            each.guessed(model if each.fold == unseen else sides[each.fold % 2])
            each.look_again()

    guess(first, sides)
    say("first look", all_channels, unseen)
    again, *sides = fitted(known, halves, ["second look"], tables(old, "again"), MOST[1])
    before = joined([each.cases() for each in known])
    guess(again, sides)
    say("second look", all_channels, unseen)
    again = Logit(again.pair, again.begin).fit(joined([before, *(each.cases() for each in known)]), again)
    for each in all_channels:
        each.guessed(again)
    say("third look", all_channels, unseen)
    return distances, first, again


def tables(old: Model | None, which: str) -> Logit | None:
    """The tables of a model, without their points."""
    if old is None:
        return None
    step = getattr(old, which)
    return Logit([table.of for table in step.pair], [table.of for table in step.begin])


def say(what: str, channels: Sequence[Channel] = (), fold: int | None = None) -> None:
    """Tells how far it is, with F of links by kind of copy on the fold that was not seen."""
    told = []
    for kind in KINDS if fold is not None else ():
        right, said, true = np.sum([c.scores() for c in channels if c.fold == fold and c.kind == kind], axis=0)
        told.append(f"{kind} {200 * right / (said + true):.1f}")
    print(what, *told, sep="  ", file=sys.stderr, flush=True)


def main() -> None:
    """Fit, and write or check where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_replies", description=__doc__.splitlines()[0])
    parser.add_argument("--choose", action="store_true", help="find the tables anew")
    parser.add_argument("--check", action="store_true", help="fit on three quarters, print F on the last")
    parser.add_argument("--write", action="store_true", help="put the result beside the code")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with irc/train")
    asked = parser.parse_args()
    old = None if asked.choose else shipped()
    distances, first, again = fit(channels(asked.data), 3 if asked.check else None, old)
    if asked.check or not asked.write:
        return
    figures = shipped().figures if FILE.exists() else {}
    document = {
        "made_with": "python -m benchmarks.fit_replies --write",
        "figures": figures,
        "bins": {name: tells(name) for name in {**SIZES, **AGAIN}},
        "reach": distances,
        "first": first.step(),
        "again": again.step(),
    }
    FILE.write_text(written(document), "utf-8")


def written(document: dict[str, object]) -> str:
    """As JSON with a line for each table."""
    lines = json.dumps(document, ensure_ascii=False, indent=1)
    return compact(lines)


def compact(text: str) -> str:
    """JSON in which a list of numbers stands in one line."""
    text = re.sub(r"\[\s+(-?[\d.]+(?:,\s+-?[\d.]+)*)\s+\]", lambda m: "[" + re.sub(r"\s+", "", m[1]) + "]", text)
    return re.sub(r"\],\n\s+\[", "],\n    [", text) + "\n"


if __name__ == "__main__":
    main()

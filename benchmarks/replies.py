"""Who answers whom: `python -m benchmarks.replies [--quick] [--json] [--data DIR] [--without-model]`.

Every folder with annotated files under irc/ but train, which is what was fitted on, and Molweni's dialogues; once as
they are, once with every name taken out of the texts. F of links as in Kummerfeld et al. (2019): a message that begins
a conversation counts as a link to itself, system lines among them. Conversations are of the annotated messages.
Intervals draw the files (of Molweni the dialogues) anew. Speed is of processor time, beside it by the clock, which
other work on the machine slows down; the words are made before.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from benchmarks import irc
from benchmarks.irc import DATA, SYSTEM, Annotated
from benchmarks.replies_measures import Link, Said, exact, interval, labels, one_to_one, prf, variation
from benchmarks.table import Aim, Row, as_json, at_least, row, text
from kithbook.ties.replies import level, replies
from kithbook.ties.replies.model import Model

LINKS, STRIPPED, SPEED = 0.73, 0.6, 50_000.0
SYSTEMS = ("kithbook", "previous", "addressee")
MEMBERS, SIZE = 400, 200_000  # of the made chat for the speed
System = Callable[[Annotated], set[Link]]


def previous(chat: Annotated) -> set[Link]:
    """Each message answers the one before; the first begins, system lines too."""
    found, last = set(), None
    for message, kind in zip(chat.messages["id"], chat.messages["kind"], strict=True):
        found.add((message, message if kind == SYSTEM or last is None else last))
        last = last if kind == SYSTEM else message
    return _asked(chat, found)


def addressee(chat: Annotated) -> set[Link]:
    """The last message of whoever is named by the first word, else the one before."""
    nick = {name.lower(): who for who, names in chat.names.items() for name in names}
    found, last, of = set(), None, {}
    columns = chat.messages.select("id", "sender", "kind", "text").iter_rows()
    for message, sender, kind, said in columns:
        if kind == SYSTEM:
            found.add((message, message))
            continue
        called = nick.get(said.split(maxsplit=1)[0].strip(irc.ROUND).lower()) if said.strip() else None
        before = of.get(called) if called != sender else None
        before = last if before is None else before
        found.add((message, message if before is None else before))
        last = of[sender] = message
    return _asked(chat, found)


def ours(model: Model | None) -> System:
    """Kithbook, as shipped or with another model."""

    def said(chat: Annotated) -> set[Link]:
        links = replies(chat.messages, names=chat.names, model=model)
        told = zip(links["message"], links["answers"], strict=True)
        return _asked(chat, {(message, message if answers is None else answers) for message, answers in told})

    return said


def _asked(chat: Annotated, found: set[Link]) -> set[Link]:
    sources = set(chat.sources)
    return {link for link in found if link[0] in sources}


def figures(name: str, regime: str, chats: list[Annotated], model: Model | None, *, talks: bool) -> Iterator[Row]:
    """The figures of every system on one set; with those of conversations where ``talks``."""
    systems: dict[str, System] = {"kithbook": ours(model), "previous": previous}
    if regime == "as it is":
        systems["addressee"] = addressee
    for system, say in systems.items():
        files = [Said(say(chat), chat.links) for chat in chats]
        where, count = (name, regime, system), sum(len(each.said) for each in files)
        for nth, metric in enumerate(("links P", "links R", "links F")):
            low, high = interval(files, lambda drawn, nth=nth: prf(drawn)[nth])
            yield share(where, metric, (prf(files)[nth], low, high), count)
        if talks:
            said, true = labels(files)
            for metric, measure in (("1 - scaled VI", variation), ("one-to-one", one_to_one), ("exact F", exact)):
                each = [measure(*labels([file])) for file in files]
                value = measure(said, true)
                yield share(where, f"{metric} (files: least to most)", (value, min(each), max(each)), count)


def share(where: tuple[str, str, str], metric: str, of_hundred: tuple[float, float, float], count: int) -> Row:
    """A row of 1, so that the table shows three digits."""
    return Row(*where, metric, *(value / 100 for value in of_hundred), count)


def made(data: Path) -> tuple[pl.DataFrame, dict[int, tuple[str, ...]]]:
    """A chat of SIZE messages and MEMBERS people: the texts of the files here, one after the other, over and over."""
    parts = [
        chat.messages.filter(pl.col("kind") != SYSTEM)
        for folder in irc.folders(data).values()
        for chat in list(irc.channels(folder))[:40]
    ]
    names: dict[int, tuple[str, ...]] = {}
    for folder in irc.folders(data).values():
        for chat in irc.channels(folder):
            names = {who: names.get(who, called) for who, called in chat.names.items() if who <= MEMBERS} | names
    whole = pl.concat(parts)
    whole = pl.concat([whole] * (SIZE // max(whole.height, 1) + 1))[:SIZE]
    steps = whole["at"].diff().fill_null(0).clip(0, 3600)
    return (
        whole.with_columns(
            id=pl.int_range(pl.len(), dtype=pl.Int64), at=steps.cum_sum(), sender=pl.col("sender") % MEMBERS
        ),
        names,
    )


def speed(data: Path, quick: bool) -> Iterator[Row]:
    """Messages a second on the made chat, all but the making of words."""
    messages, names = made(data)
    by_core, by_clock = [], []
    for _ in range(1 if quick else 5):
        used, begin = time.process_time(), time.perf_counter()
        replies(messages, names=names)
        by_core.append(messages.height / (time.process_time() - used))
        by_clock.append(messages.height / (time.perf_counter() - begin))
    where = (f"made, {SIZE:,} messages, {MEMBERS} people", "one process", "kithbook")
    yield row(where, "messages/s of one core", by_core)
    yield row(where, "messages/s by the clock", by_clock)


def rows(data: Path, quick: bool, model: Model | None) -> Iterator[Row]:
    """Everything that is measured."""
    found = {name: folder for name, folder in irc.folders(data).items() if name != "train"}
    if not found:
        print("There are no annotated channels under irc/, so none is measured.", file=sys.stderr)
    for name, folder in found.items():
        chats = list(irc.channels(folder))
        yield from figures(f"irc/{name}", "as it is", chats, model, talks=True)
        yield from figures(f"irc/{name}", "names stripped", [irc.stripped(chat) for chat in chats], model, talks=True)
    for path in sorted((data / "molweni").glob("*.json")):
        chats = list(irc.dialogues(path))[: 100 if quick else None]
        yield from figures(f"molweni {path.stem}", "as it is", chats, model, talks=False)
    if not model and irc.folders(data):
        yield from speed(data, quick)


def aims(measured: list[Row]) -> list[Aim]:
    """What the issue asks for."""
    told = {(r.set, r.regime, r.system): r.value for r in measured if r.metric == "links F"}
    found = []
    for (name, regime, system), value in told.items():
        if system != "kithbook":
            continue
        if name == "irc/dev":
            found.append(at_least(f"{name}, {regime}: links F", LINKS if regime == "as it is" else STRIPPED, value))
        found.append(at_least(f"{name}, {regime}: links F over previous", told[name, regime, "previous"], value))
    found += [
        at_least("messages/s of one core", SPEED, r.value) for r in measured if r.metric == "messages/s of one core"
    ]
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replies", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="100 dialogues of Molweni, speed once; under a minute")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    parser.add_argument("--data", type=Path, default=DATA, help="the same layout in another folder")
    parser.add_argument("--without-model", action="store_true", help="only the distance counts: what the file adds")
    asked = parser.parse_args()
    measured = list(rows(asked.data, asked.quick, level() if asked.without_model else None))
    print(as_json("replies", measured, aims(measured)) if asked.json else text(measured, aims(measured)))


if __name__ == "__main__":
    main()

"""Groups whose fate is known: the streams of a public chat, and the real exports at hand, as event columns."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import polars as pl

from kithbook.formats import FORMATS
from kithbook.formats.finding import find_among
from kithbook.formats.source import Source
from kithbook.vocabulary import EVENT_COLUMNS, KINDS, Chat, Message

SHARED: Final = Path(__file__).resolve().parents[2] / "shared"
_MONTH: Final = re.compile(r" \(\d{4}-\d\d\)$")  # one chat, exported month by month
_TYPES: Final = {name: getattr(pl, kind) for name, kind, _ in EVENT_COLUMNS}


class Group(NamedTuple):
    """One group: the data set it is of, its name there, its events (vocabulary.EVENT_COLUMNS), until when it was seen.

    Links are those that the platform tells. Persons are numbered within the set: the same one may be in several groups.
    """

    set: str
    name: str
    events: pl.DataFrame
    seen_until: int


def streams(data: Path = SHARED / "data") -> list[Group]:
    """The streams of `data/zulip`, seen until the last message of any of them; empty where the file is missing."""
    path = data / "zulip" / "messages.parquet"
    if not path.exists():
        return []
    told = pl.read_parquet(path)
    until = int(told["ts"].max() or 0)  # type: ignore[arg-type]
    mention = pl.col("mentions").str.split(",").list.first().str.strip_chars().cast(pl.Int32, strict=False)
    columns = {"id": "msg_id", "chat": "stream", "sender": "sender", "at": "ts", "mentions": mention, "size": "n_chars"}
    events = _events(told.select(**{name: pl.col(c) if isinstance(c, str) else c for name, c in columns.items()}))
    return [
        Group("zulip", str(stream), events.filter(pl.col("chat") == stream), until)
        for stream in sorted(events["chat"].unique())
    ]


def exports(samples: Path = SHARED / "samples") -> Iterator[Group]:
    """The real groups among the samples of Telegram, Discord and Slack; none where the folder is missing."""
    for platform, path in _found(samples):
        yield from _of_export(platform, path)


# What the samples hold that is a group of real people; the rest are invented fixtures.
_REAL: Final = (
    ("telegram", "*__root"),
    ("telegram", "SystemsLab*"),
    ("discord", "MrAlders0n*"),
    ("slack", "rusq*"),
    ("slack", "hfaran*"),
)


def _found(samples: Path) -> Iterator[tuple[str, Path]]:
    for platform, pattern in _REAL:
        yield from ((platform, path) for path in sorted((samples / platform).glob(pattern)))


def _of_export(platform: str, path: Path) -> list[Group]:
    """The groups of an export, or of a folder of several; a person keeps their number through all of them."""
    people: dict[str, int] = {}
    rows: dict[str, dict[tuple[Any, ...], tuple[Any, ...]]] = {}
    for each in find_among(FORMATS, Source(path)):
        titles: dict[str, str] = {}
        for record in each.format.read(each.source, answers={}, now=None) if each.format else ():
            if isinstance(record, Chat) and record.kind != "direct":
                titles[record.ref] = _MONTH.sub("", record.title or record.ref)
            elif isinstance(record, Message) and record.kind != "system" and record.sender and record.chat in titles:
                sender = people.setdefault(record.sender, len(people) + 1)
                asks = any(mark in record.text for mark in "?？؟")
                told = (sender, record.at, KINDS.index(record.kind), asks, len(record.text), bool(record.reactions))
                # Files of one chat may overlap: the platform's own number tells, else all that is seen of a message.
                key = (record.id,) if record.id else told
                rows.setdefault(titles[record.chat], {})[key] = (record.id, record.reply_to, *told)
    until = max((row[3] for some in rows.values() for row in some.values()), default=0)
    return [
        Group(platform, title, _spoken(place, list(some.values())), until)
        for place, (title, some) in enumerate(rows.items(), 1)
    ]


def _spoken(chat: int, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Event columns from (platform's number, that of the answered one, sender, at, kind, asks, size, reacted)."""
    rows = sorted(rows, key=lambda row: row[3])
    numbers = {row[0]: place for place, row in enumerate(rows, 1) if row[0]}
    answered = [numbers.get(row[1]) for row in rows]
    names = ("sender", "at", "kind", "is_question", "size", "reacted")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names, 2)}
    return _events(
        pl.DataFrame({"id": range(1, len(rows) + 1), "chat": [chat] * len(rows), **columns, "answers": answered})
    )


def _events(told: pl.DataFrame) -> pl.DataFrame:
    """These columns as vocabulary.EVENT_COLUMNS has them; what is not told is null, or false."""
    never, no = pl.lit(None), pl.lit(value=False)
    known = {"kind": pl.lit(0), "is_question": no, "reacted": no, "answers": never, "mentions": never}
    whole = told.with_columns(**{name: value for name, value in known.items() if name not in told.columns})
    whole = whole.with_columns(reply_to="answers", chance=pl.when(pl.col("answers").is_not_null()).then(1.0))
    return whole.select(pl.col(name).cast(kind) for name, kind in _TYPES.items()).sort("at", "id")

"""The items of one file, many at once: of a small and sound one all together, else piece by piece."""

from collections.abc import Iterator
from typing import Final, TypeVar

import msgspec

from kithbook.formats.json_stream import Ended, JsonStream, Passed
from kithbook.formats.slack.written import EMPTY, MANY, ONE, Written, inner
from kithbook.formats.source import Entry, Source
from kithbook.vocabulary import Refused

SMALL: Final = 1 << 20  # bytes of a file that is decoded at once; the smallest messages take 70 times that
CUT: Final = "The file ends or breaks off here. Export the chat again to get the rest."
DAMAGED: Final = "A file of the export is damaged. Export it again."
OTHERWISE: Final = "A file is not laid out as Slack's are."
ITEMS: Final = msgspec.json.Decoder(list[msgspec.Raw])

T = TypeVar("T")
Batch = list[T | None]


def batches(
    source: Source, entry: Entry, many: "msgspec.json.Decoder[list[T]]", one: "msgspec.json.Decoder[T]"
) -> Iterator[Batch[T] | str]:
    """The items of a list; None stands for one that could not be used.

    At the end comes why there is no more of them, where that is not how the file ends.
    """
    whole = _at_once(source, entry, many)
    if whole is None:
        yield from _streamed(source, entry.name, many, one)
    else:
        yield whole


def messages(source: Source, entry: Entry) -> Iterator[Batch[Written] | str]:
    """The messages of a day or of a dump, those of a thread behind the one that began it."""
    whole = _at_once(source, entry, MANY)
    if whole is not None:
        yield whole
        return
    for batch in _streamed(source, entry.name, MANY, ONE):
        yield batch if isinstance(batch, str) else [*_with_threads(batch)]


def facts(source: Source, name: str) -> dict[str, str]:
    """What a dump tells of its channel, before or behind the messages; nothing where it is none."""
    told: dict[str, str] = {}
    try:
        with source.open(name) as handle:
            stream = JsonStream(handle)
            for key in stream.each_key() if stream.peek() == "{" else ():
                if key not in ("channel_id", "name"):
                    stream.skip()
                    continue
                value = msgspec.json.decode(stream.value())
                if isinstance(value, str) and value:
                    told[key] = value
                if len(told) == 2:
                    break
    except (Ended, Passed, ValueError, RecursionError, Refused):
        pass  # said when the messages are read
    return told


def _at_once(source: Source, entry: Entry, many: "msgspec.json.Decoder[list[T]]") -> Batch[T] | None:
    """All items, None where the file is large, a dump, in another encoding, or has a broken item."""
    try:
        if entry.size > SMALL:
            return None
        with source.open(entry.name) as handle:
            return [*many.decode(handle.read(entry.size))]
    except (ValueError, RecursionError, Refused):
        return None


def _streamed(
    source: Source, name: str, many: "msgspec.json.Decoder[list[T]]", one: "msgspec.json.Decoder[T]"
) -> Iterator[Batch[T] | str]:
    """The same piece by piece, from the list itself or the "messages" of a dump."""
    try:
        with source.open(name) as handle:
            stream = JsonStream(handle)
            found = stream.peek() == "["
            for key in stream.each_key() if stream.peek() == "{" else ("messages",) if found else ():
                if key == "messages" and stream.peek() == "[":
                    found = True
                    for batch in stream.batches(many, one):
                        yield [None] if batch is None else [*batch]
                else:
                    stream.skip()
            if not found:
                yield OTHERWISE if stream.peek() else CUT
    except Ended:
        yield CUT
    except Refused:
        yield DAMAGED


def _with_threads(batch: Batch[Written]) -> Iterator[Written | None]:
    """Each message, and behind it the answers that slackdump keeps inside of it."""
    for raw in batch:
        yield raw
        if raw is not None and len(raw.slackdump_thread_replies) > EMPTY:
            try:
                answers = ITEMS.decode(raw.slackdump_thread_replies)
            except (ValueError, RecursionError):
                yield None
            else:
                yield from map(inner, answers)

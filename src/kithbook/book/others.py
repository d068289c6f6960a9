"""What an import brings beside chats and people: meetings, pieces to share, tastes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kithbook.store import models
from kithbook.store.batch import Batch
from kithbook.store.clock import WallClock
from kithbook.vocabulary import Encounter, Piece, Taste

_MODELS: Final[dict[str, Any]] = {"encounters": models.Encounter, "pieces": models.Piece}

Other = Encounter | Piece | Taste


def sort_of(record: Other) -> str:
    """How an answer calls the records of this sort."""
    return "encounters" if isinstance(record, Encounter) else "pieces" if isinstance(record, Piece) else "tastes"


def key_of(record: Other) -> str:
    """What stays the same of a record when it is exported again."""
    if isinstance(record, Encounter):
        return record.id or f"{record.at} {record.title}"
    if isinstance(record, Piece):
        return record.id
    return f"{record.kind} {record.what}"


class Others:
    """Counts such records of one import and makes them ready to be written."""

    def __init__(self, source: models.Import, clock: WallClock) -> None:
        self._source, self._clock = source, clock

    def take(self, records: Sequence[Other], handles: Mapping[str, int | None], batch: Batch) -> None:
        """Put these records into ``batch``; ``handles`` are the rows of the import's people by key."""
        count(records, self._source.platform, self._source.counts, but_not_of=self._source.pk)
        for record in records:
            if isinstance(record, Encounter):
                there = [row for key in dict.fromkeys(record.handles) if (row := handles.get(key)) is not None]
                batch.encounters.append((self._encounter(record), there))
            elif isinstance(record, Piece):
                batch.pieces.append(self._piece(record))
            else:
                batch.tastes.append(self._taste(record, handles.get(record.handle)))

    def _utc(self, at: int, zone: str) -> int:
        return at if zone else self._clock.utc(at)

    def _encounter(self, record: Encounter) -> models.Encounter:
        return models.Encounter(
            source=self._source,
            platform=self._source.platform,
            key=key_of(record),
            kind=record.kind,
            at=self._utc(record.at, record.zone),
            seconds=record.seconds,
            all_day=record.all_day,
            title=record.title,
            place=record.place,
        )

    def _piece(self, record: Piece) -> models.Piece:
        return models.Piece(
            source=self._source,
            platform=self._source.platform,
            key=key_of(record),
            kind=record.kind,
            title=record.title,
            link=record.link,
            at=None if record.at is None else self._utc(record.at, record.zone),
            text=record.text,
            author=record.author,
            tags=list(record.tags) or None,
        )

    def _taste(self, record: Taste, handle: int | None) -> models.Taste:
        told = {name: getattr(record, name) for name in ("kind", "what", "count", "seconds", "first", "last", "link")}
        return models.Taste(source=self._source, platform=self._source.platform, handle_id=handle, **told)


def count(records: Sequence[Other], platform: str, counts: dict[str, int], *, but_not_of: int = 0) -> None:
    """Add to ``counts`` how many of each sort there are, and under "new_" how many of them the book does not hold."""
    of_sort: dict[str, list[Other]] = {}
    for record in records:
        of_sort.setdefault(sort_of(record), []).append(record)
    for sort, some in of_sort.items():
        keys = {key_of(record) for record in some}
        known = _known(sort, platform, keys, but_not_of)
        counts[sort] = counts.get(sort, 0) + len(some)
        counts[f"new_{sort}"] = counts.get(f"new_{sort}", 0) + sum(key_of(record) not in known for record in some)


def _known(sort: str, platform: str, keys: set[str], but_not_of: int) -> set[str]:
    """Those of the keys that complete imports have brought."""
    found: set[str] = set()
    wanted = sorted(keys)
    for first in range(0, len(wanted), 500):
        some = wanted[first : first + 500]
        if sort == "tastes":
            whats = [key.partition(" ")[2] for key in some]
            rows = models.Taste.objects.filter(platform=platform, what__in=whats)
            pairs = rows.filter(source__state="complete").exclude(source=but_not_of).values_list("kind", "what")
            found.update(f"{kind} {what}" for kind, what in pairs)
        else:
            kept = _MODELS[sort].objects.filter(platform=platform, key__in=some)
            found.update(kept.filter(source__state="complete").exclude(source=but_not_of).values_list("key", flat=True))
    return found & keys

"""What exports with logs of edits and deletions tell behind a message about it."""

from kithbook.formats.slack.written import CHANGED, DELETED, EDITED, Written, identity, inner


class Later:
    """The edits and deletions among messages, as far as what they are about is among them too.

    What is not is left as it is: such an edit or deletion stands for the message itself.
    """

    def __init__(self, batch: list[Written | None]) -> None:
        known = {identity(raw.ts) for raw in batch if raw is not None and raw.subtype not in (CHANGED, DELETED)}
        self._told: set[int] = set()
        self._newer: dict[str, Written] = {}
        self._gone: set[str] = set()
        for raw in batch:
            if raw is None or raw.subtype not in (CHANGED, DELETED):
                continue
            newer = inner(raw.message) if raw.subtype == CHANGED else None
            number = identity(raw.deleted_ts if newer is None else newer.ts)
            if number not in known:
                continue
            self._told.add(id(raw))
            if newer is None:
                self._gone.add(number)
            else:
                newer.edited = EDITED
                self._newer[number] = newer

    def of(self, raw: Written) -> tuple[Written | None, bool]:
        """The message as it was at last, and whether it was deleted; None for what only tells of another one."""
        if id(raw) in self._told:
            return None, False
        number = identity(raw.ts)
        return self._newer.get(number, raw), number in self._gone

"""What every format keeps to: the names that a module gives, and what it says of itself for the table of coverage."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

# What the person said to doubtful choices of an export, by the name of the Choice: {"date_order": "dmy"}.
Answers = Mapping[str, str]
NO_ANSWERS: Final[Answers] = MappingProxyType({})


class Coverage(NamedTuple):
    """What a reader has been tried on, and what it keeps; shown in docs/reference and on the import page.

    ``seen`` counts the files of other people's making (real exports, or the samples of an exporter's own authors)
    that were read here with it; 0 makes the format "unverified": built from descriptions alone.
    """

    versions: str  # which versions, years or layouts of the export
    kept: str
    left_out: str  # what is not kept, and why
    seen: int = 0

    @property
    def verified(self) -> bool:
        """Whether any file but our own was read."""
        return self.seen > 0

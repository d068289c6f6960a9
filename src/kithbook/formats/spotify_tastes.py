"""What plays on Spotify show: for each artist, podcast and audiobook how often, how long, from when to when."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from kithbook.formats.iso_moments import Moments
from kithbook.vocabulary import LAST_SECOND, Taste

ENOUGH: Final = 30_000  # milliseconds after which Spotify itself counts a play
LONGEST: Final = 7 * 86_400_000  # milliseconds; more is a broken number
MOST: Final = 200_000  # names that are kept, so that memory stays flat
KEPT, BLANK, FULL = range(3)  # what became of a play: FULL is one more name than there is room for


class Play(msgspec.Struct, gc=False):
    """The fields of one play that Kithbook uses: those of the account data first, then those of the extended history.

    Podcasts of account data before 2023 stand as artists; nothing in them tells which they are.
    """

    end_time: str | None = msgspec.field(name="endTime", default=None)
    artist: str | None = msgspec.field(name="artistName", default=None)
    podcast: str | None = msgspec.field(name="podcastName", default=None)
    audiobook: str | None = msgspec.field(name="audiobookName", default=None)
    ms: int | float | None = msgspec.field(name="msPlayed", default=None)
    ts: str | None = None
    ms_played: int | float | None = None
    album_artist: str | None = msgspec.field(name="master_metadata_album_artist_name", default=None)
    show: str | None = msgspec.field(name="episode_show_name", default=None)
    audiobook_title: str | None = None
    incognito_mode: bool | int | str | None = None


MANY: Final = msgspec.json.Decoder(list[Play])
ONE: Final = msgspec.json.Decoder(Play)


class Sum(msgspec.Struct, gc=False):
    """What is known of one name so far; ``line`` is where it appeared first."""

    line: int
    plays: int = 0
    ms: int = 0
    first: int | None = None
    last: int | None = None
    link: str = ""


class Tastes:
    """Sums up plays by what was played; it grows with the names only, and not beyond MOST of them."""

    def __init__(self) -> None:
        self._moments = Moments("UTC")
        self._sums: dict[tuple[str, str], Sum] = {}  # by kind and name

    def play(self, raw: Play, line: int) -> int:
        """Count one play: KEPT, BLANK where it is short, hidden or of nothing named, or FULL.

        Raises ValueError where its time cannot be read.
        """
        ms = raw.ms_played if raw.ms is None else raw.ms
        if ms is None or not ENOUGH <= ms <= LONGEST or raw.incognito_mode is True:
            return BLANK
        name, kind = raw.album_artist or raw.artist, "music"
        if not name:
            name, kind = raw.show or raw.podcast, "show"
        if not name:
            name, kind = raw.audiobook_title or raw.audiobook, "book"
        if not name:
            return BLANK
        told = raw.ts or raw.end_time or ""
        at = self._moments.read(told if len(told) > 16 else f"{told}:00")
        if not 0 <= at < LAST_SECOND:
            raise ValueError
        found = self._sums.get((kind, name)) or self._new(kind, name, line)
        if isinstance(found, int):
            return found
        found.plays += 1
        found.ms += int(ms)
        if found.first is None or at < found.first:
            found.first = at
        if found.last is None or at > found.last:
            found.last = at
        return KEPT

    def saved(self, kind: str, name: Any, uri: Any, line: int) -> int:
        """Count something of the library: KEPT, BLANK where it has no name, or FULL."""
        if not isinstance(name, str):
            return BLANK
        found = self._sums.get((kind, name)) or self._new(kind, name, line)
        if isinstance(found, int):
            return found
        found.plays += 1
        found.link = found.link or _link(uri)
        return KEPT

    def records(self) -> Iterator[Taste]:
        """The tastes, in the order in which they first appeared."""
        for (kind, name), each in self._sums.items():
            yield Taste("", kind, name, each.plays, each.ms // 1000, each.first, each.last, each.link, each.line)

    def _new(self, kind: str, name: str, line: int) -> Sum | int:
        """The sum for a name that was not met as it is written here; BLANK or FULL where there is none."""
        clean = " ".join(name.split())
        if not clean:
            return BLANK
        found = self._sums.get((kind, clean))
        if found is None:
            if len(self._sums) >= MOST:
                return FULL
            found = self._sums[kind, clean] = Sum(line)
        return found


def _link(uri: Any) -> str:
    """The page of something on Spotify.

    >>> _link("spotify:artist:4tZwfgrHOc3mvqYlEYSvVi")
    'https://open.spotify.com/artist/4tZwfgrHOc3mvqYlEYSvVi'
    """
    parts = uri.split(":") if isinstance(uri, str) and uri.isascii() else []
    if len(parts) == 3 and parts[0] == "spotify" and parts[1].isalpha() and parts[2].isalnum():
        return f"https://open.spotify.com/{parts[1]}/{parts[2]}"
    return ""

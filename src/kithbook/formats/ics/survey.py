"""A first look through a calendar: which events belong together, its zones, its moment, whose it is, names."""

import re
import zlib
from array import array
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

import numpy as np

from kithbook.formats.ics.definitions import Zones
from kithbook.formats.ics.event import ADDRESS, NOT_PEOPLE, invited, stamp, uid_of
from kithbook.formats.ics.lines import CALENDAR, EVENT, TIMEZONE, Cut
from kithbook.formats.ics.values import EPOCH

MOST_NAMES: Final = 100_000
ENOUGH: Final = 5  # events, before being in all of them tells anything
START: Final = re.compile(rb"(\d{8})(?:T(\d{6}))?")
LATEST: Final = "2200"  # a year; what lies beyond is a slip


class Survey:
    """What a calendar shows as a whole.

    ``latest`` is the latest moment that it names; ``owner`` the address of whose it is, or ""; ``names`` what each
    address is called; ``together`` which events have one UID.
    """

    def __init__(self, cuts: Iterable[Cut], codec: str, file: str) -> None:
        self.zones = Zones(codec)
        self.names: dict[str, str] = {}
        self._codec = codec
        self._latest = ""
        self._uids = array("I")
        self._owners: set[str] = set()
        self._claim(PurePosixPath(file).name.removesuffix(".ics"))
        self._common: dict[str, set[bool]] | None = None  # who is in all events so far, and whether they invited
        self._seen: set[str] = set()
        calendar = 0
        for cut in cuts:
            if cut.kind == CALENDAR:
                calendar += not cut.lines
                self._head(cut)
            elif cut.kind == TIMEZONE and not cut.problem:
                self.zones.define(calendar, cut.lines)
            elif cut.kind == EVENT and not cut.problem:
                self._event(cut)
        self.together = Together(self._uids)
        del self._uids

    @property
    def latest(self) -> datetime:
        """The latest moment named, as if it were UTC."""
        try:
            return datetime.strptime(self._latest, "%Y%m%dT%H%M%S")  # noqa: DTZ007
        except ValueError:
            return EPOCH

    @property
    def owner(self) -> str:
        """The one address that the calendar is called by, else the only one that is in all of its meetings."""
        if self._owners:
            return next(iter(self._owners)) if len(self._owners) == 1 else ""
        if self._common is None or len(self._seen) < ENOUGH or len(self._common) != 1:
            return ""
        [(key, ways)] = self._common.items()
        return key if len(ways) == 2 else ""  # who only ever invites may be the head of a team

    def _head(self, cut: Cut) -> None:
        for name, raw in cut.lines:
            if name in (b"X-WR-CALNAME", b"NAME", b"X-WR-RELCALID"):
                self._claim(raw.decode(self._codec, "replace").partition(":")[2])

    def _claim(self, name: str) -> None:
        """Google calls somebody's own calendar, and its file, by their address."""
        key = name.strip().lower()
        if ADDRESS.fullmatch(key) and not key.endswith(NOT_PEOPLE) and "." in key.partition("@")[2]:
            self._owners.add(key)

    def _event(self, cut: Cut) -> None:
        uid = uid_of(cut, self._codec)
        if uid:
            self._uids.append(fingerprint(uid))
        there: dict[str, bool] = {}
        for name, raw in cut.lines:
            if name in (b"DTSTAMP", b"LAST-MODIFIED"):
                self._date(stamp(raw.decode("ascii", "replace")))
            elif name == b"DTSTART":
                found = START.match(raw.rpartition(b":")[2].strip())
                if found and found[1][:4] < LATEST.encode():
                    self._date(f"{found[1].decode()}T{(found[2] or b'000000').decode()}")
            elif name in (b"ATTENDEE", b"ORGANIZER"):
                person = invited(raw.decode(self._codec, "replace")).person
                if person is not None:
                    there[person.key] = there.get(person.key, False) or person.invites
                    if person.name and len(self.names) < MOST_NAMES:
                        self.names.setdefault(person.key, person.name)
        if len(there) > 1:
            self._meet(uid, there)

    def _meet(self, uid: str, there: dict[str, bool]) -> None:
        if len(self._seen) < ENOUGH:
            self._seen.add(uid)
        if self._common is None:
            self._common = {key: {invites} for key, invites in there.items()}
        elif self._common:
            self._common = {key: ways | {there[key]} for key, ways in self._common.items() if key in there}

    def _date(self, moment: str) -> None:
        self._latest = max(self._latest, moment)


class Together:
    """How many events of each UID are still to come.

    UIDs are told apart by numbers of four bytes, since there may be millions; two that share one only wait longer.
    """

    def __init__(self, uids: "array[int]") -> None:
        found = np.frombuffer(uids, dtype=np.uint32) if uids else np.empty(0, np.uint32)
        found.sort()
        firsts = np.flatnonzero(np.append(len(found) > 0, found[1:] != found[:-1])).astype(np.uint32)
        counts = np.diff(firsts, append=np.uint32(len(found)))
        firsts = firsts[counts > 1]
        self._left = counts[counts > 1]
        self._uids = found[firsts]

    def left(self, uid: str) -> int:
        """How many events of this UID may come after the one at hand."""
        if not uid or not len(self._uids):
            return 0
        mark = np.uint32(fingerprint(uid))
        at = int(np.searchsorted(self._uids, mark))
        if at == len(self._uids) or self._uids[at] != mark or not self._left[at]:
            return 0
        self._left[at] -= 1
        return int(self._left[at])


def fingerprint(uid: str) -> int:
    """A number for a UID that is the same in each run.

    >>> fingerprint("kiln@example.org")
    317539274
    """
    return zlib.crc32(uid.encode("utf-8", "replace"))

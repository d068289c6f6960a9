"""How an export's clock and names relate to those of a chat of the book, found out by lines that both hold.

Two phones tell one chat differently: each calls people as its address book does, shows its own zone's clock, tells
seconds or only minutes, and was told of a message a moment earlier or later. What the same lines are tells all of it.
"""

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import msgspec

QUARTER: Final = 900  # seconds: zones of the world differ by multiples of this
WIDEST: Final = 27 * 3600  # seconds between the wall clocks of the two most distant zones, and an hour
DAY: Final = 86_400
SUNDAY: Final = 3  # days after 1970-01-01
NIGHT: Final = 7_200  # seconds after midnight: most of the world changes its clocks about then
SUMMER: Final = 3600  # seconds by which the difference of two zones changes when one of them changes to summer
RESIDUE: Final = 90  # seconds: a minute that is not told, and a clock that is not quite right
TELLING: Final = 8  # characters from which a line is seldom said twice within a day
STRAY: Final = 2  # lines that a step of the clock needs at least
SURELY: Final = 0.9  # of the compared lines that are equal without moving the clock: then nothing else is tried
AGREE: Final = 0.8  # of the lines of a name must be those of one handle
TWICE: Final = 2  # lines at least by which a name is found to be another
_MARKS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066\u2067\ufeff]")
_MENTION: Final = re.compile("@?\u2068[^\u2069\n]*\u2069")


class Sample(NamedTuple):
    """One line of an export: UTC seconds as far as known, the sender's key, that sender's handle or None, the text."""

    at: int
    key: str
    handle: int | None
    text: str


class Held(NamedTuple):
    """One line of a chat of the book: UTC seconds and the sender's handle."""

    at: int
    handle: int | None


class Relation(msgspec.Struct, frozen=True):
    """What has to be done to an export's moments and names before they are compared with the chat's.

    ``clock`` are steps (from which of the export's moments on, seconds to add), ascending; ``coarse`` is 60 where one
    of both tells only minutes, else 1; ``slack`` is how many seconds apart one message may still be after that;
    ``names`` leads from a sender's key to the handle that the chat knows them by, ``alike`` to all under which it holds
    their lines, where there are others. ``compared`` lines of the export fell where the book was watching, ``equal`` of
    them it holds.

    >>> Relation(clock=((0, 0), (1000, 3600))).shift(999), Relation(clock=((0, 0), (1000, 3600))).shift(1000)
    (0, 3600)
    """

    clock: tuple[tuple[int, int], ...] = ()
    coarse: int = 1
    slack: int = 0
    names: dict[str, int] = {}
    alike: dict[str, list[int]] = {}
    compared: int = 0
    equal: int = 0

    def shift(self, at: int) -> int:
        """Seconds to add to a moment of the export."""
        if not self.clock:
            return 0
        return self.clock[max(0, bisect.bisect_right(self.clock, at, key=lambda step: step[0]) - 1)][1]

    @property
    def plain(self) -> bool:
        """Whether both tell the same things in the same way: then only equal lines are one."""
        return not (self.slack or self.names or self.alike or self.coarse > 1)


PLAIN: Final = Relation()


def same_words(text: str) -> str:
    """A text as it is compared: without invisible marks and without the names in mentions, which each phone chooses.

    >>> same_words("\u200e@\u2068Ines\u2069 come"), same_words("ok")
    ('@ come', 'ok')
    """
    if text.isascii():
        return text
    return _MARKS.sub("", _MENTION.sub("@", text))


Near = Callable[[Sequence[Sample], int], list[list[Held]]]
Watching = Callable[[Sequence[int]], list[bool]]


def relate(samples: Sequence[Sample], near: Near, watching: Watching) -> Relation:
    """The relation of an export, of which ``samples`` were taken, to one chat.

    ``near(samples, within)`` gives for each the chat's lines of the same words at most ``within`` seconds away,
    ``watching(moments)`` says for each whether the book has anything of this chat around it.
    """
    close = near(samples, RESIDUE)
    relation = _of(samples, close, watching)
    if relation.equal > TWICE and relation.equal >= relation.compared * SURELY:
        return relation
    telling = [sample for sample in samples if len(sample.text) >= TELLING]
    wide = list(zip(telling, near(telling, WIDEST), strict=True))
    clock = _clock(wide)
    shift = Relation(clock).shift
    unmoved = sum(bool(held) for sample, held in zip(samples, close, strict=True) if len(sample.text) >= TELLING)
    if sum(bool(_about(sample.at + shift(sample.at), held)) for sample, held in wide) <= max(unmoved, TWICE):
        return relation
    moved = [sample._replace(at=sample.at + shift(sample.at)) for sample in samples]
    return _of(moved, near(moved, RESIDUE), watching, clock)


def _about(at: int, held: list[Held]) -> list[Held]:
    return [each for each in held if abs(each.at - at) <= RESIDUE]


def _of(
    samples: Sequence[Sample], close: list[list[Held]], watching: Watching, clock: tuple[tuple[int, int], ...] = ()
) -> Relation:
    """The relation of samples that are on the chat's clock already, by what it holds ``close`` to each."""
    pairs: list[tuple[Sample, Held]] = []
    clear: list[tuple[Sample, Held]] = []  # where nobody else said the same about then
    for sample, held in zip(samples, close, strict=True):
        if held:
            nearest = min(held, key=lambda each: (each.handle != sample.handle, abs(each.at - sample.at)))
            pairs.append((sample, nearest))
            if len({each.handle for each in held}) == 1:
                clear.append(pairs[-1])
    others = [sample.at for sample, held in zip(samples, close, strict=True) if not held]
    compared = len(pairs) + sum(watching(others))
    coarse, slack = _precision(samples, pairs)
    return Relation(clock, coarse, slack, *_names(clear), compared, len(pairs))


def _clock(found: list[tuple[Sample, list[Held]]]) -> tuple[tuple[int, int], ...]:
    """Steps of the clock: between two zones the difference is the same for months, and an hour off in some weeks."""
    possible = [(sample.at, _shifts(sample, held)) for sample, held in found]
    # a line that was said several times about then tells nothing, unless there are only such
    telling = [(at, shifts) for at, shifts in possible if len(shifts) == 1]
    telling = telling if len(telling) >= TWICE else [(at, shifts) for at, shifts in possible if shifts]
    support = Counter(shift for _, shifts in telling for shift in shifts)
    if not support:
        return ()
    usual = max(support, key=lambda shift: (support[shift], -abs(shift)))
    known = {
        shift
        for shift, count in support.items()
        if count >= max(STRAY, support[usual] / 20) and abs(shift - usual) <= SUMMER
    }
    steps: list[tuple[int, int, int, int]] = []  # from, to, shift, how many lines
    for at, shifts in sorted((at, shifts & known) for at, shifts in telling):
        if steps and steps[-1][2] in shifts:
            first, _, shift, count = steps[-1]
            steps[-1] = first, at, shift, count + 1
        elif shifts:
            steps.append((at, at, max(shifts, key=lambda shift: support[shift]), 1))
    kept: list[tuple[int, int]] = []
    before = 0
    for first, last, shift, count in steps:
        if count >= STRAY:
            if not kept or kept[-1][1] != shift:
                kept.append((_changed(before, first), shift))
            before = last
    return tuple(kept)


def _changed(before: int, after: int) -> int:
    """When a clock was changed between two lines: in the night to the last Sunday between them, else at the latter."""
    day = (after - NIGHT) // DAY
    sunday = (day - (day - SUNDAY) % 7) * DAY + NIGHT
    return sunday if sunday > before else after


def _shifts(sample: Sample, held: list[Held]) -> set[int]:
    """What the clocks of two zones could differ by, if these were one line."""
    shifts = {(round((each.at - sample.at) / QUARTER) * QUARTER, each.at - sample.at) for each in held}
    return {shift for shift, apart in shifts if abs(apart - shift) <= RESIDUE}


def _precision(samples: Sequence[Sample], pairs: list[tuple[Sample, Held]]) -> tuple[int, int]:
    """(coarse, slack): what one of both does not tell, and how much the clocks differ beyond that."""
    if not pairs:
        return 1, 0
    minutes, told = all(sample.at % 60 == 0 for sample in samples), sum(held.at % 60 == 0 for _, held in pairs)
    # a chat of several imports may have both
    coarse = 60 if (told < len(pairs) if minutes else told * 10 > len(pairs)) else 1
    apart = sum(sample.at // coarse != held.at // coarse for sample, held in pairs)
    return coarse, RESIDUE if apart * 50 > len(pairs) else 0


def _names(pairs: list[tuple[Sample, Held]]) -> tuple[dict[str, int], dict[str, list[int]]]:
    """(names, alike), by the lines that a key of the export and a handle of the chat are both said to have written."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    keys: dict[int, Counter[str]] = defaultdict(Counter)
    for sample, held in pairs:
        if sample.key and held.handle is not None:
            votes[sample.key][held.handle] += 1
            keys[held.handle][sample.key] += 1
    known = {sample.key: sample.handle for sample, _ in pairs if sample.handle is not None}
    names: dict[str, int] = {}
    alike: dict[str, list[int]] = {}
    taken: set[int] = set()
    for key, counted in sorted(votes.items(), key=lambda pair: -pair[1].total()):
        handle, count = counted.most_common(1)[0]
        if count >= max(TWICE, AGREE * counted.total()) and handle not in taken:
            taken.add(handle)
            if handle != known.get(key):
                known[key] = names[key] = handle
        theirs = [each for each, count in counted.most_common() if count >= max(TWICE, AGREE * keys[each].total())]
        if set(theirs) - {known.get(key)}:
            alike[key] = list(dict.fromkeys([*([known[key]] if key in known else []), *theirs]))
    return names, alike

"""Answers about ties: what lies ahead of one, circles and what moved, how good the numbers are."""

import msgspec

from kithbook.vocabulary.answers.named import Named
from kithbook.vocabulary.measures import Reason
from kithbook.vocabulary.saying import Said


class Forecast(msgspec.Struct, frozen=True):
    """The chance (0 to 1) of no contact within so many days if nothing is done, with its 80% interval."""

    days: int
    chance: float
    low: float
    high: float


class Ahead(msgspec.Struct, frozen=True):
    """What lies ahead of a tie if nothing is done, as of the ISO day until which it was seen.

    ``reasons`` say what the forecast of 90 days rests on, largest first. ``expected``, ``earliest`` and ``latest`` are
    the ISO days of the next contact as the tie's own rhythm has it, with the 80% interval, "" where it cannot be said.
    ``tested`` says how often such forecasts came true in the past of this book, where there is enough of it.
    """

    forecasts: tuple[Forecast, ...]
    reasons: tuple[Reason, ...]
    as_of: str
    expected: str = ""
    earliest: str = ""
    latest: str = ""
    tested: Said | None = None


class Bin(msgspec.Struct, frozen=True):
    """Forecasts with a chance from ``low`` to ``high``: how many, their mean, and the share that fell silent."""

    low: float
    high: float
    count: int
    said: float
    came: float


class Tested(msgspec.Struct, frozen=True):
    """Forecasts of silence over ``days``, made at ``cuts`` moments of the past from what was known then.

    auc: the chance that a tie that fell silent had been given the higher chance, 0.5 is guessing; None where all came
    out alike. brier: the mean squared error. calibration_error: the mean distance of what was said from what came, by
    bins. base: the share that fell silent. ``rivals`` have the auc of simpler rules at the same moments.
    """

    days: int
    cuts: int
    count: int
    base: float
    auc: float | None
    brier: float
    calibration_error: float
    bins: tuple[Bin, ...]
    rivals: tuple[tuple[str, float | None], ...] = ()


class NumbersAnswer(msgspec.Struct, frozen=True):
    """How good the numbers of this book are: forecasts tested on its own past.

    ``known`` ties have a strength, ``unknown`` ones too little data. ``coverage`` is the share of next contacts that
    came within their 80% interval, of ``covered`` that were tested; None where there were none. ``says`` are sentences.
    """

    as_of: str
    known: int
    unknown: int
    tests: tuple[Tested, ...]
    coverage: float | None
    covered: int
    says: tuple[Said, ...]


class Standing(msgspec.Struct, frozen=True):
    """Somebody in the order of strength; ``low`` and ``high`` are the 80% interval."""

    person: Named
    strength: float
    low: float
    high: float
    circle: str
    by: str  # "you" | "book"


class Gap(msgspec.Struct, frozen=True):
    """A gap in the order of strength: after how many people, from which strength to which; whether a circle ends."""

    rank: int
    before: float
    after: float
    ends: str = ""  # "core" | "curated" | ""


class Layer(msgspec.Struct, frozen=True):
    """One of the layers that people tend to have (5, 15, 50, 150, each with those within it), and the share (0 to 1) of
    all contact that as many people hold here.
    """

    usual: int
    share: float


class Mover(msgspec.Struct, frozen=True):
    """Somebody who came closer or drifted: the strength at the end of the quarter ``since`` (None where there was too
    little to say then) and now.
    """

    person: Named
    before: float | None
    now: float


class CirclesAnswer(msgspec.Struct, frozen=True):
    """Core and curated people with the gaps that part them, the layers, and who moved within a year.

    ``since`` is the quarter that is compared with, as "2025-Q2", "" where the book does not reach back a year.
    """

    as_of: str
    people: tuple[Standing, ...]
    gaps: tuple[Gap, ...]
    layers: tuple[Layer, ...]
    says: tuple[Said, ...]
    since: str
    closer: tuple[Mover, ...]
    apart: tuple[Mover, ...]

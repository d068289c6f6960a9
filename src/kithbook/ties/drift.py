"""Drift: the chance that a tie falls silent if nothing is done, with its interval and its reasons.

The chance is a closed formula over the numbers of a tie (`pace.Pace`) by one law of waiting (`waiting.Law`), whose
coefficients are in drift.json: fitted on public networks, they are the prior from which each book learns on its own
past (`fit`). `python -m benchmarks.fit_drift` makes the file again; `python -m benchmarks.drift` measures it.
"""

import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final

import msgspec
import numpy as np

from kithbook.ties import waiting
from kithbook.ties.days import DAY
from kithbook.ties.frames import narwhal
from kithbook.ties.pace import SHORTEST, Pace
from kithbook.ties.waiting import Floats, Law, Term
from kithbook.vocabulary import Reason, Said, Tie, say, say_n

HORIZON: Final = 90.0  # days ahead
LIKELY: Final = 1 / 3  # the chance of silence from which a tie may be called drifting (judgement)
NEVER: Final = 1000.0  # days since the two were last together, where they never were
STRENGTH: Final = 60.0  # of the prior, in its own units: chosen on the early half of the networks
AGEING: Final = 90.0  # days: an outcome of the past counts half for every so many days back, as networks change
DOUBT: Final = 3.0  # by how much the prior of the other terms is stronger than that of SURE
SURE: Final = ("silence", "contacts", "days", "age")  # terms which are learnt more freely from a book
BUSY: Final = 1.25  # how much more contact with everybody is worth a word
Z80: Final = 1.2816  # standard deviations that hold 80% of a normal distribution
# The numbers of a tie that enter: all are logarithms, ln(1 + x), but usual and spread, which are already.
TERMS: Final = (
    *("silence", "beyond", "contacts", "days", "age", "days7", "days30", "days90", "days365", "mine90", "theirs90"),
    *("usual", "spread", "over", "ended", "busy7", "busy30", "busy90", "busy365"),
    *("together7", "together30", "together90", "since_together"),
)
_PLAIN: Final[tuple[str, ...]] = tuple(name for name in TERMS if name in Pace.__struct_fields__)
_NEEDED: Final = (
    *("seen_until", "first", "last", "gaps", "gap_logs", "gap_squares", "last_together"),
    *_PLAIN,
)


class Model(msgspec.Struct, frozen=True):
    """The coefficients, and how far they may be off.

    ``shock`` is by how much the log-odds of a whole book differ from what was said, from one window to the next (a
    standard deviation: holidays, a busy month); ``own`` is by how much one tie differs from others with the same
    numbers. ``figures`` were reached on windows that nothing was fitted on.
    """

    law: Law
    shock: float = 0.6
    own: float = 0.7
    made_with: str = ""
    figures: dict[str, str] = {}


BLANK: Final = Model(Law({name: Term() for name in TERMS}))  # what is left where drift.json is missing: one for all


def _shipped() -> Model:
    file = files("kithbook.ties").joinpath("drift.json")
    return msgspec.json.decode(file.read_bytes(), type=Model) if file.is_file() else BLANK


POOLED: Final = _shipped()


def chance(pace: Pace, *, now: int, days: float = HORIZON, model: Model = POOLED) -> float | None:
    """The chance (0 to 1, never either) of no contact within ``days`` after ``now``, or after ``seen_until`` before it.

    It falls with more days. None without any contact; a single one has a chance too, as thousands of ties of the
    networks had no more, but `interval` is wide there. Beyond 180 days it goes further than anything it was fitted on.
    """
    if pace.last is None:
        return None
    return float(chances(_column(pace), now=now, days=days, model=model)[0])


def chances(paces: Any, *, now: int | None = None, days: float | Floats = HORIZON, model: Model = POOLED) -> Floats:
    """`chance` of each row of an eager frame with the columns of Pace; NaN without any contact. ``days`` is one horizon
    or one for each row. None for ``now``: as of the ``seen_until`` of each row.
    """
    columns = paces if isinstance(paces, Mapping) else _columns(paces)
    level, slope = waiting.odds(model.law, numbers(columns, now))
    return np.where(np.isnan(columns["last"]), np.nan, waiting.silence(level, slope, days))


def reasons(pace: Pace, *, now: int, days: float = HORIZON, model: Model = POOLED) -> tuple[Reason, ...]:
    """What pushes the chance up (weights above 0, in log-odds) or down, beside the average tie of the networks; largest
    first. Weights and the average's log-odds add up to those of `chance`, as long as the slope is not at its least.
    """
    if pace.last is None:
        return ()
    columns = _column(pace)
    added = {name: float(value[0]) for name, value in waiting.shares(model.law, numbers(columns, now), days).items()}
    found = []
    for name, terms, sentence in SAID:
        weight = sum(added.get(term, 0.0) for term in terms)
        value, says = sentence(pace, now)
        if says is not None:
            found.append(Reason(name, value, weight, says))
    return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))


def interval(pace: Pace, chance: float, *, model: Model = POOLED) -> tuple[float, float]:
    """The 80% interval of a chance: for what a window may bring to all ties, for what is particular to this one, and
    for its few days: the logarithm of a count of n is known to 1 / sqrt(n).
    """
    middle = math.log(chance / (1 - chance))
    reach = Z80 * math.sqrt(model.shock**2 + model.own**2 + 1 / max(1, pace.days))
    return 1 / (1 + math.exp(reach - middle)), 1 / (1 + math.exp(-reach - middle))


def fit(
    paces: Any,
    days: Floats,
    silent: Floats,
    *,
    weights: Floats | None = None,
    latest: Floats | None = None,
    prior: Model = POOLED,
    strength: float = STRENGTH,
) -> Model:
    """The model that a book has learnt from its own past: the most likely one with ``prior`` as its prior.

    ``paces`` are rows of Pace columns, each as of an earlier cut (its ``seen_until``), ``days`` the horizon of each
    row and ``silent`` (0 or 1) whether there was no contact within it. A row may be there for several horizons;
    ``weights`` let what is long ago count less (AGEING). ``latest`` is 1 for rows of the latest window of each horizon,
    on which the base rate settles. Without rows the prior comes back.
    """
    if not len(silent):
        return prior
    tight = {name: strength if name in SURE else DOUBT * strength for name in prior.law.terms}
    known = numbers(paces if isinstance(paces, Mapping) else _columns(paces), None)
    law = waiting.learnt(prior.law, known, days, silent, strength=tight, weights=weights, latest=latest)
    return msgspec.structs.replace(prior, law=law)


def numbers(columns: Mapping[str, Floats], now: int | None) -> dict[str, Floats]:
    """The terms of the law for each tie, as of ``now`` or ``seen_until``, whichever is first."""
    until = columns["seen_until"]
    at = np.maximum(until if now is None else np.minimum(until, now), columns["last"])
    with np.errstate(divide="ignore", invalid="ignore"):
        usual = np.where(columns["gaps"] > 0, columns["gap_logs"] / columns["gaps"], np.nan)
        spread = np.where(columns["gaps"] > 1, columns["gap_squares"] / columns["gaps"] - usual**2, np.nan)
    apart = np.where(np.isnan(columns["last_together"]), NEVER, (at - columns["last_together"]) / DAY)
    found: dict[str, Floats] = {name: np.log1p(columns[name]) for name in _PLAIN}
    silence = np.log1p((at - columns["last"]) / DAY)
    over = np.maximum(silence - usual, 0.0)
    return found | {
        "silence": silence,
        "over": over,
        # A tie of many days that has gone silent for many times its usual gap has ended rather than paused.
        "ended": over * found["days"],
        # Beyond a year the networks know little. From there on ties decay as a power law (Burt 2000): twice the silence
        # has half the odds of a contact, which is where the fit of this term starts.
        "beyond": np.log(np.maximum((at - columns["last"]) / DAY / 365, 1.0)),
        "age": np.log1p((at - columns["first"]) / DAY),
        "usual": usual,
        "spread": np.sqrt(np.maximum(spread, 0.0)),
        "since_together": np.where(np.isnan(columns["together7"]), np.nan, np.log1p(np.maximum(apart, 0.0))),
    }


def _silence(pace: Pace, now: int) -> tuple[float, Said | None]:
    silent = max(0.0, (min(now, pace.seen_until) - (pace.last or 0)) / DAY)
    if not pace.gaps:
        return silent, say_n("silent for {count} day", "silent for {count} days", round(silent))
    usual = max(1, round(math.exp(pace.gap_logs / pace.gaps) - SHORTEST))
    return silent, say_n(
        "silent for {count} day, usually every {usual}",
        "silent for {count} days, usually every {usual}",
        round(silent),
        usual=usual,
    )


def _amount(pace: Pace, now: int) -> tuple[float, Said | None]:
    return float(pace.recent), say_n(
        "in touch on {count} day in the last 90, on {all} in all",
        "in touch on {count} days in the last 90, on {all} in all",
        pace.recent,
        all=pace.days,
    )


def _direction(pace: Pace, now: int) -> tuple[float, Said | None]:
    if pace.unanswered > 1:
        says = say_n("you wrote last, on {count} day", "you wrote last, on {count} days", pace.unanswered)
        return float(pace.unanswered), says
    share = (pace.mine90 + 0.01) / (pace.mine90 + pace.theirs90 + 0.02)
    return share, say("lately {share:.0%} of it came from you", share=share)


def _age(pace: Pace, now: int) -> tuple[float, Said | None]:
    since = datetime.fromtimestamp(pace.first or 0, UTC).date()
    return ((pace.last or 0) - (pace.first or 0)) / DAY, say("in touch since {day}", day=since)


def _busy(pace: Pace, now: int) -> tuple[float, Said | None]:
    """The owner's last month beside the last year, by faded sums, each divided by its length.

    A book may be hardly older than this tie, and the sum over the year not be full yet: only what would be more even
    then is called more.
    """
    ratio = (pace.busy30 / 30) / (pace.busy365 / 365) if pace.busy365 else 1.0
    age = max(1.0, (pace.seen_until - (pace.first or 0)) / DAY)
    if ratio * (1 - 0.5 ** (age / 365)) / (1 - 0.5 ** (age / 30)) > BUSY:
        return ratio, say("you had more contact with everybody in the last month than over the year")
    if ratio < 1 / BUSY:
        return ratio, say("you had less contact with everybody in the last month than over the year")
    return ratio, say("you had as much contact with everybody in the last month as over the year")


def _together(pace: Pace, now: int) -> tuple[float | None, Said | None]:
    if pace.together90 is None:
        return None, None
    if pace.last_together is None:
        return None, say("nobody drew you two into one conversation")
    day = datetime.fromtimestamp(pace.last_together, UTC).date()
    return pace.together90, say("others last drew you two into one conversation on {day}", day=day)


# What is said of which terms: terms that move together are told together.
SAID: Final[tuple[tuple[str, tuple[str, ...], Callable[[Pace, int], tuple[float | None, Said | None]]], ...]] = (
    ("silence", ("silence", "beyond", "usual", "spread", "over", "ended"), _silence),
    ("amount", ("contacts", "days", "days7", "days30", "days90", "days365"), _amount),
    ("direction", ("mine90", "theirs90"), _direction),
    ("age", ("age",), _age),
    ("busy", ("busy7", "busy30", "busy90", "busy365"), _busy),
    ("together", ("together7", "together30", "together90", "since_together"), _together),
)


def drifting(tie: Tie) -> bool:
    """Whether to call the tie drifting: it has been silent for twice its usual gap and a month, and one chance in three
    or more speaks for three more months of it.

    A tie that speaks once a year is therefore not drifting in its sixth month.

    >>> from kithbook.vocabulary import Score
    >>> drifting(Tie(7, Score(0.6), 30.0, 0, 100 * 86_400, 12, 0, "", 0.7))
    True
    """
    if tie.drift is None or tie.rhythm_days is None or tie.last is None:
        return False
    silent = (tie.seen_until - tie.last) / DAY
    return tie.drift >= LIKELY and silent >= max(30.0, 2 * tie.rhythm_days)


def _column(pace: Pace) -> dict[str, Floats]:
    """One tie as columns of one row."""
    plain = msgspec.structs.asdict(pace)
    return {name: np.array([np.nan if plain[name] is None else plain[name]], dtype=float) for name in _NEEDED}


def _columns(paces: Any) -> dict[str, Floats]:
    """The columns of an eager frame as floats, null as NaN."""
    frame = narwhal(paces)
    return {name: np.asarray(frame.get_column(name).to_numpy(), dtype=float) for name in _NEEDED}

"""What lies ahead of a tie if nothing is done, how it went by quarter, and how good such forecasts were."""

from typing import Final

from kithbook import ties
from kithbook.book import ground, measuring, moments
from kithbook.store.models import Tie
from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import Ahead, Bin, Forecast, NumbersAnswer, Tested

HORIZON: Final = 90  # days: the forecast that is told first
FEW: Final = 10  # forecasts of a bin below which its share says nothing
LIKELY: Final = 0.7  # a chance that is worth a word


def ahead(row: Tie, base: ties.Ground, zone: str, now: int) -> Ahead | None:
    """What lies ahead of the tie of a row; None where there is too little to say."""
    found = ties.ahead(measuring.parameters(row), base, now=now)
    if found is None:
        return None
    days = ("", "", "") if found.expected is None else [moments.iso_day(at, zone) for at in found.expected]
    said = next((chance for horizon, chance, _, _ in found.chances if horizon == HORIZON), None)
    return Ahead(
        forecasts=tuple(Forecast(*each) for each in found.chances),
        reasons=found.reasons,
        as_of=moments.iso_day(min(now, row.seen_until) or None, zone),
        earliest=days[0],
        expected=days[1],
        latest=days[2],
        tested=None if said is None else _tested(base, said),
    )


def quarters(row: Tie) -> tuple[tuple[str, float | None], ...]:
    """The strength at the end of each quarter, oldest first."""
    kept = row.quarters or {"first": 0, "strength": []}
    return tuple((ties.named(kept["first"] + place), strength) for place, strength in enumerate(kept["strength"]))


def numbers(*, now: int) -> NumbersAnswer:
    """How good the numbers of this book are, tested on its own past when it was last learnt from."""
    base = ground.read()
    known = Tie.objects.filter(strength__isnull=False).count()
    return NumbersAnswer(
        as_of=moments.iso(base.as_of or None)[:10],
        known=known,
        unknown=Tie.objects.filter(strength__isnull=True).count(),
        tests=base.tests,
        coverage=base.coverage,
        covered=base.covered,
        says=_says(base),
    )


def _says(base: ties.Ground) -> tuple[Said, ...]:
    """What the tests came to, in sentences."""
    if not base.tests:
        return (
            say("There is too little past in this book to test its forecasts. They rest on public networks for now."),
        )
    told = [_test(each) for each in base.tests]
    if base.coverage is not None:
        told.append(
            say(
                "Of {count} next contacts, {share:.0%} came within the days that were told; 80% were meant to.",
                count=base.covered,
                share=base.coverage,
            )
        )
    return tuple(told)


def _test(test: Tested) -> Said:
    """One horizon: of the bins with some forecasts the one nearest to 70%, what was said and what came."""
    best = min(test.bins, key=lambda each: (each.count < FEW, abs(each.said - LIKELY)))
    return say(
        "Of {count} forecasts of about {said:.0%} for {days} days of silence, {came:.0%} ended in silence.",
        count=best.count,
        said=best.said,
        days=test.days,
        came=best.came,
    )


def _tested(base: ties.Ground, chance: float) -> Said | None:
    """How often forecasts like this one came true in the past of this book."""
    test = next((each for each in base.tests if each.days == HORIZON), None)
    bin_ = None if test is None else next((each for each in test.bins if each.low <= chance <= each.high), None)
    if bin_ is None or bin_.count < FEW:
        return None
    return _came(bin_)


def _came(bin_: Bin) -> Said:
    return say_n(
        "In the past, of {count} forecast of about {said:.0%}, {came:.0%} ended in silence.",
        "In the past, of {count} forecasts of about {said:.0%}, {came:.0%} ended in silence.",
        bin_.count,
        said=bin_.said,
        came=bin_.came,
    )

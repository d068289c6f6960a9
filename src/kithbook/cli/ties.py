"""Commands about ties: circles, numbers; and how what lies ahead of one is printed."""

from typing import TYPE_CHECKING, Any, Final

import typer

from kithbook.cli.options import AsJson, BookPath, clock, opened, show
from kithbook.vocabulary import percent

if TYPE_CHECKING:
    from kithbook.vocabulary.answers import Ahead, CirclesAnswer, Mover, NumbersAnswer, PersonAnswer, Tested

LEAST: Final = 0.005  # a reason that adds or takes less would be printed as nothing
YEARS: Final = 3  # an interval whose end is further away has no end that means anything
RIVALS: Final = {
    "longest silent": "the longest silent first",
    "fewest days": "those with the fewest days of contact first",
}


def add_to(app: typer.Typer) -> None:
    """Add these commands to ``app``."""
    for command in (circles, numbers):
        app.command()(command)


def circles(as_json: AsJson = False, book_path: BookPath = None) -> None:
    """Who stands in which circle, the gaps between, and who came closer or drifted within a year.

    Example: [b]kithbook circles[/b]
    """
    with opened(book_path, follow=True) as book:
        show(book.circles(now=clock()), as_json, render_circles)


def render_circles(out: Any, answer: "CirclesAnswer") -> None:
    """The sentences, a line for each person with the gaps between, the layers, who moved."""
    from rich.markup import escape

    for line in answer.says:
        out.print(escape(str(line)))
    order = sorted(answer.people, key=lambda one: -one.strength)
    strengths = [one.strength for one in order]
    # Gaps further out than anybody who is shown are left out.
    gaps = {sum(value >= gap.before for value in strengths): gap for gap in answer.gaps if gap.before in strengths}
    for place, one in enumerate(order, 1):
        by = ", your choice" if one.by == "you" else ""
        strength = f"{one.strength:.2f}  [dim]({one.low:.2f} to {one.high:.2f})[/dim]"
        out.print(f"{place:>4}  {strength}  [b]{escape(one.person.name)}[/b]  #{one.person.id}  {one.circle}{by}")
        gap = gaps.get(place)
        if gap:
            ends = {"core": "the core ends here: ", "curated": "the curated end here: "}.get(gap.ends, "")
            out.print(f"      [dim]-- {ends}a gap from {gap.before:.2f} to {gap.after:.2f}[/dim]")
    if answer.layers:
        layers = ", ".join(f"the first {layer.usual} {layer.share:.0%}" for layer in answer.layers)
        out.print(f"Of all contact: {layers}.")
    if not answer.since:
        out.print("The book does not reach back a year, so it cannot say who moved.")
        return
    _moved(out, f"Came closer since the end of {answer.since}", answer.closer)
    _moved(out, f"Drifted since the end of {answer.since}", answer.apart)


def _moved(out: Any, title: str, movers: "tuple[Mover, ...]") -> None:
    from rich.markup import escape

    before = ["too little to say" if one.before is None else f"{one.before:.2f}" for one in movers]
    told = [f"{escape(one.person.name)} ({then} to {one.now:.2f})" for one, then in zip(movers, before, strict=True)]
    out.print(f"{title}: {', '.join(told) or 'nobody by much'}.")


def numbers(as_json: AsJson = False, book_path: BookPath = None) -> None:
    """How good the numbers are: forecasts of silence, tested on the book's own past.

    Example: [b]kithbook numbers[/b]
    """
    with opened(book_path, follow=True) as book:
        show(book.numbers(now=clock()), as_json, render_numbers)


def render_numbers(out: Any, answer: "NumbersAnswer") -> None:
    """The sentences, then a block for each horizon."""
    from rich.markup import escape

    as_of = f", as of {answer.as_of}" if answer.as_of else ""
    out.print(f"{answer.known:,} ties measured, of {answer.unknown:,} others too little to say{as_of}.")
    for line in answer.says:
        out.print(escape(str(line)))
    for tested in answer.tests:
        _test(out, tested)


def _test(out: Any, tested: "Tested") -> None:
    out.print(
        f"\n[b]Silence over {tested.days} days[/b]  {tested.count:,} forecasts, {tested.cuts} moments of the past, "
        f"{tested.base:.0%} of all fell silent"
    )
    if tested.auc is not None:
        out.print(f"   {tested.auc:.0%}  told the one that fell silent from the one that did not (50% is guessing)")
        for name, auc in tested.rivals:
            if auc is not None:
                out.print(f"   {auc:.0%}  {RIVALS.get(name, name)}")
    for one in tested.bins:
        out.print(f"   said {percent(one.said):>4}, came {percent(one.came):>4}  [dim]({one.count:,})[/dim]")
    out.print(f"   [dim]Calibration error {tested.calibration_error:.3f}, Brier {tested.brier:.3f}[/dim]")


def render_closeness(out: Any, answer: "PersonAnswer") -> None:
    """How close somebody is with the interval, what you said yourself, and what lies ahead."""
    row = answer.person
    if row.strength is not None:
        between = "" if row.low is None else f", likely between {row.low:.2f} and {row.high:.2f}"
        out.print(f"{row.word.capitalize()}: {row.strength:.2f}{between}.")
    if answer.familiarity is not None:
        out.print(f"You said {answer.familiarity} of 5: nothing weighs more.")


def render_ahead(out: Any, ahead: "Ahead | None") -> None:
    """The chances of silence, the next contact, how such forecasts fared."""
    from rich.markup import escape

    if ahead is None:
        return
    out.print(f"If nothing happens (as of {ahead.as_of}):")
    for one in ahead.forecasts:
        chance, low, high = (percent(share) for share in (one.chance, one.low, one.high))
        out.print(f"   {chance:>4}  silent over {one.days} days, likely {low} to {high}")
    for reason in ahead.reasons:
        if abs(reason.weight) >= LEAST:
            out.print(f"   {reason.weight:+.2f}  {escape(str(reason.says))}")
    if ahead.earliest and int(ahead.latest[:4]) - int(ahead.as_of[:4]) > YEARS:
        out.print(f"   The next contact may come from {ahead.earliest} on, or not for years.")
    elif ahead.earliest:
        when = "is likely" if ahead.latest >= ahead.as_of else "would have come"
        guess = f", best guess {ahead.expected}" if ahead.expected else ""
        out.print(f"   The next contact {when} between {ahead.earliest} and {ahead.latest}{guess}.")
    if ahead.tested:
        out.print(f"   {escape(str(ahead.tested))}  How good are these numbers: [b]kithbook numbers[/b]")

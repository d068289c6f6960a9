"""Commands about groups: groups, group with its report, its plan and what the owner says of it, propose."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kithbook.cli.options import AsJson, BookPath, clock, opened, show

if TYPE_CHECKING:
    from kithbook.vocabulary.answers import GroupAnswer, GroupsAnswer, Plan, ProposeAnswer, TalkMap

GroupName = Annotated[str, typer.Argument(help="A title, part of one, or #NUMBER.")]
MOST_LETTERS = 10
MOST_PAIRS = 10


def add_to(app: typer.Typer) -> None:
    """Add these commands to ``app``."""
    for command in (groups, group, propose):
        app.command()(command)


def groups(as_json: AsJson = False, book_path: BookPath = None) -> None:
    """All groups with their verdict, those that wait for a decision first.

    Example: [b]kithbook groups[/b]
    """
    with opened(book_path, follow=True) as book:
        show(book.groups(now=clock()), as_json, render_groups)


def render_groups(out: Any, answer: "GroupsAnswer") -> None:
    """A table."""
    from rich.markup import escape
    from rich.table import Table

    table = Table("", "Group", "Verdict", "Sure", "Members", "Messages", "Seen until", box=None, pad_edge=False)
    for row in answer.groups:
        head, verdict = row.group, row.verdict
        size = f"{head.members.seen} of {head.members.stated}" if head.members.stated else str(head.members.seen)
        table.add_row(
            f"#{head.id}",
            escape(head.title),
            verdict.answer,
            f"{verdict.confidence:.0%}",
            size,
            f"{head.messages:,}",
            head.seen_until,
        )
    out.print(table)


def group(
    name: GroupName,
    report: Annotated[
        Path | None,
        typer.Option(help="Write the whole story into a file that opens and prints anywhere.", metavar="FILE.html"),
    ] = None,
    memories: Annotated[
        Path | None, typer.Option(help="Write a book of memories into a file.", metavar="FILE.html")
    ] = None,
    hide_names: Annotated[bool, typer.Option("--hide-names", help="Numbers for names, to show it to others.")] = False,
    purpose: Annotated[str | None, typer.Option(help="What it is for: friends, work, hobby, news or family.")] = None,
    feeling: Annotated[str | None, typer.Option(help="How it feels: 'worth it', neutral or 'a burden'.")] = None,
    end: Annotated[
        str | None, typer.Option(help="Another end than the verdict: revive, keep, broadcast, archive or leave.")
    ] = None,
    ask_free: Annotated[
        bool | None, typer.Option("--ask-free/--may-ask", help="Whether nothing is ever to be asked of it.")
    ] = None,
    tick: Annotated[str, typer.Option(help="Tick a step of the plan by its name.")] = "",
    untick: Annotated[str, typer.Option(help="Take the tick of a step back.")] = "",
    tried: Annotated[str, typer.Option(help="What you tried to wake it.")] = "",
    on: Annotated[str, typer.Option(help="When you tried it, such as 2026-06-14 or yesterday.")] = "today",
    untell: Annotated[int, typer.Option(help="Take back the attempt of this number.")] = 0,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """What a group is worth: verdict, forecast, what was tried, its circles, whom to keep, the way out.

    Example: [b]kithbook group "Lantern Street" --report lantern-street.html[/b]
    or [b]kithbook group "Lantern Street" --purpose hobby --tried "studio day" --on 2024-05-18[/b]
    """
    with opened(book_path, follow=True) as book:
        now = clock()
        if (purpose, feeling, end, ask_free) != (None, None, None, None):
            book.say_of_group(name, purpose=purpose, feeling=feeling, choice=end, ask_free=ask_free, now=now)
        if tick or untick:
            book.tick(name, [tick] if tick else [], [untick] if untick else [], now=now)
        if tried:
            book.tell_attempt(name, on, tried, now=now)
        if untell:
            book.untell_attempt(name, untell, now=now)
        answer = book.group(name, now=now)
        if hide_names:
            answer = book.hidden(answer)
        language = book.settings().language or "en"
        if report is not None:
            from kithbook.web.paper import report_page

            _write(report, report_page(answer, language))
        if memories is not None:
            from kithbook.web.paper import memories_page

            _write(memories, memories_page(book.memories(name, now=now, hide_names=hide_names), language))
        show(answer, as_json, render_group)


def _write(path: Path, text: str) -> None:
    """Write a self-contained page; what stood there before is kept until the new one is whole."""
    from kithbook.book.putting import written_whole

    with written_whole(path) as part:
        part.write_text(text, encoding="utf-8")
    typer.echo(f"Written: {path}", err=True)


def render_group(out: Any, answer: "GroupAnswer", shortlist: int = 30) -> None:
    """The verdict first, then its reasons, then the people worth keeping."""
    from rich.markup import escape

    head, verdict = answer.group, answer.verdict
    stated = f" of {head.members.stated}" if head.members.stated else ""
    span = f"{head.messages:,} messages, {head.members.seen}{stated} members seen, {head.first} to {head.last}"
    out.print(f"[b]{escape(head.title)}[/b]  {span}")
    title = str(answer.says.get("title", verdict.answer))
    out.print(f"[b]{escape(title)}[/b]  ({verdict.answer}, {verdict.confidence:.0%} sure, as of {verdict.as_of})")
    for line in answer.forecast.says if answer.forecast else ():
        out.print(escape(str(line)))
    for reason in verdict.reasons:
        out.print(f"   {reason.weight:+.2f}  {escape(str(reason.says))}")
    for change in verdict.would_change:
        out.print(f"   Would change it: {escape(str(change))}")
    for measure in answer.health:
        out.print(f"   {escape(str(measure.says))}")
    for revival in answer.revivals:
        what = escape(revival.what or revival.kind)
        number = f", --untell {revival.id}" if revival.id else ""
        out.print(f"   Tried on {revival.on} ({what}{number}): {escape(str(revival.says))}")
    _render_circles(out, answer.circles)
    for listed in answer.shortlist[:shortlist]:
        why = "; ".join(str(reason.says) for reason in listed.reasons[:3])
        out.print(f"   {'*' if listed.core else ' '} [b]{escape(listed.person.name)}[/b]  {escape(why)}")
    if len(answer.shortlist) > shortlist:
        out.print(f"     and {len(answer.shortlist) - shortlist} more")
    _render_plan(out, answer.plan)


def _render_circles(out: Any, circles: "TalkMap | None") -> None:
    from rich.markup import escape

    for line in circles.says if circles else ():
        out.print(escape(str(line)))
    for circle in circles.circles if circles else ():
        out.print(f"   {circle.number}. {escape(', '.join(one.name for one in circle.people[:12]))}")


def _render_plan(out: Any, plan: "Plan | None") -> None:
    """The steps with their ticks, and the first letters."""
    from rich.markup import escape

    if plan is None:
        return
    out.print(f"[b]The way out[/b]  {escape(str(plan.says))}")
    for step in plan.steps:
        when = f", until {step.when}" if step.when else ""
        out.print(f"   [{'x' if step.done else ' '}] {step.key}: {escape(str(step.says))}{when}", markup=False)
    for letter in [one for one in plan.letters if not one.done][:MOST_LETTERS]:
        out.print(f"   To [b]{escape(letter.person.name)}[/b] ({escape(letter.channel)}, until {letter.when})")
        out.print(f"      [dim]{escape(letter.draft)}[/dim]")


def propose(
    names: Annotated[
        list[str], typer.Argument(help="Names, parts of them, or #NUMBERs: 3 to 60 people.", metavar="NAME...")
    ],
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Would a new group of these people hold? What they share, who would talk, what would help.

    Example: [b]kithbook propose Nadia Bram Ines Cleo "Owen Marsh"[/b]
    """
    with opened(book_path, follow=True) as book:
        show(book.propose(names, now=clock()), as_json, render_propose)


def render_propose(out: Any, answer: "ProposeAnswer") -> None:
    """The answer, what would help, each person, what pairs share, the circles that hold already."""
    from rich.markup import escape

    title, *lines = (escape(str(line)) for line in answer.says)
    out.print(f"[b]{title}[/b]  ({answer.road}, as of {answer.as_of})")
    for text in lines:
        out.print(text)
    for line in answer.helps:
        out.print(f"   {escape(str(line))}")
    for seat in answer.people:
        chance = "too little data" if seat.talks is None else f"{seat.talks.value:.0%}"
        why = "; ".join(str(line) for line in seat.says)
        out.print(f"   {chance:>15}  [b]{escape(seat.person.name)}[/b]  {escape(why)}")
    for pair in answer.shared[:MOST_PAIRS]:
        why = "; ".join(str(line) for line in pair.says)
        out.print(f"   {escape(pair.one.name)} and {escape(pair.other.name)}: {escape(why)}")
    for number, circle in enumerate(answer.circles, 1):
        out.print(f"   Circle {number}: {escape(', '.join(one.name for one in circle))}")

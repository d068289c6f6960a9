"""Commands that ask and answer: today, people, person, log, search."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kithbook.cli.describing import render_card
from kithbook.cli.options import WHO_IS_WHO, AsJson, BookPath, clock, console, opened, show
from kithbook.cli.ties import LEAST, render_ahead, render_closeness

if TYPE_CHECKING:
    from kithbook.vocabulary.answers import (
        PeopleAnswer,
        PersonAnswer,
        SearchAnswer,
        TodayAnswer,
        TouchAnswer,
    )

Name = Annotated[str, typer.Argument(help="A name, part of one, or #NUMBER.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to ``app``."""
    for command in (today, people, person, log, search):
        app.command()(command)


def today(
    minutes: Annotated[int | None, typer.Option(min=0, help="The minutes that you have this week.")] = None,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """This week's few: whom, why now, what to give, where, and a draft.

    Example: [b]kithbook today --minutes 20[/b]
    """
    with opened(book_path, follow=True) as book:
        show(book.today(now=clock(), minutes=minutes), as_json, render_today)
        if not as_json and book.doubts():
            console().print("\n" + WHO_IS_WHO)


def render_today(out: Any, answer: "TodayAnswer") -> None:
    """One block for each nudge, then what was left out."""
    from rich.markup import escape

    from kithbook.vocabulary import percent

    spent = sum(nudge.minutes for nudge in answer.nudges)
    out.print(f"[b]This week[/b]  {spent} of {answer.budget_minutes} minutes")
    if not answer.nudges:
        out.print(escape(str(answer.says)) if answer.says else "Nothing is needed this week.")
    for nudge in answer.nudges:
        as_of = f", as of {nudge.as_of}" if nudge.as_of else ""
        out.print(f"\n[b]{escape(nudge.person.name)}[/b]  {escape(nudge.channel)}, {nudge.minutes} min{as_of}")
        for line in nudge.why:
            out.print(f"   {escape(str(line))}")
        if nudge.give:
            out.print(f"   To give: {escape(str(nudge.give))}")
        for written in nudge.draft.splitlines():
            out.print(f"   [dim]{escape(written)}[/dim]")
        if nudge.asks.flag:
            out.print(f"   {escape(str(nudge.asks.flag))} {escape(str(nudge.asks.instead))}")
    if answer.left_out.count:
        names = ", ".join(person.name for person in answer.left_out.people[:5])
        more = ", …" if answer.left_out.count > 5 else ""
        minutes = f", who would need {answer.left_out.minutes} more minutes" if answer.left_out.minutes else ""
        out.print(f"\nLeft out this week: {answer.left_out.count} ({escape(names)}{more}){minutes}")
    if answer.kept_value is not None and answer.if_nothing is not None:
        kept, nothing = percent(answer.kept_value), percent(answer.if_nothing)
        out.print(
            f"[dim]Over a year these minutes keep about {kept} of what your ties are worth; without, {nothing}.[/dim]"
        )


def people(
    query: Annotated[str, typer.Argument(help="Part of a name, a tag, a telephone number or an address.")] = "",
    circle: Annotated[str, typer.Option(help="core, curated or loose.")] = "",
    drifting: Annotated[bool, typer.Option("--drifting", help="Only those who drift.")] = False,
    tag: Annotated[str, typer.Option(help="Only those with this tag.")] = "",
    sort: Annotated[str, typer.Option(help="tie or name.")] = "tie",
    page: Annotated[int, typer.Option(min=1)] = 1,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """The people of the book, strongest tie first or by name.

    Example: [b]kithbook people --circle core[/b]
    """
    if circle not in ("", "core", "curated", "loose"):
        raise typer.BadParameter("--circle is core, curated or loose.")
    if sort not in ("tie", "name"):
        raise typer.BadParameter("--sort is tie or name.")
    with opened(book_path, follow=True) as book:
        found = book.people(query, circle=circle, drifting=drifting, tag=tag, sort=sort, page=page, now=clock())
        show(found, as_json, render_people)


def render_people(out: Any, answer: "PeopleAnswer") -> None:
    """A table."""
    from rich.markup import escape
    from rich.table import Table

    table = Table("", "Name", "Tie", "Last", "Rhythm", "Circle", "Tags", box=None, pad_edge=False)
    for row in answer.people:
        strength = "too little to say" if row.strength is None else f"{row.word} {row.strength:.2f}"
        rhythm = "" if row.rhythm_days is None else f"{row.rhythm_days:.0f} days"
        table.add_row(
            f"#{row.id}",
            escape(row.name),
            strength + (", drifting" if row.drifting else ""),
            row.last[:10],
            rhythm,
            row.circle,
            escape(", ".join(row.tags)),
        )
    out.print(table if answer.people else "Nobody fits.")
    if answer.pages > 1:
        out.print(f"Page {answer.page} of {answer.pages}; {answer.total} people in all.")


def person(name: Name, as_json: AsJson = False, book_path: BookPath = None) -> None:
    """The card, the tie with its reasons, the timeline.

    Example: [b]kithbook person "Ines Halfmoon"[/b]
    """
    with opened(book_path, follow=True) as book:
        show(book.person(name, now=clock()), as_json, render_person)


def render_person(out: Any, answer: "PersonAnswer") -> None:
    """The tie as a sentence, its reasons, what lies ahead, the last moments."""
    from rich.markup import escape

    row = answer.person
    out.print(f"[b]{escape(row.name)}[/b]  {escape(row.alias)}  #{row.id}")
    as_of = f"  (as of {answer.as_of})" if answer.as_of else ""
    out.print(escape(str(answer.says)) + as_of)
    render_closeness(out, answer)
    for reason in (reason for reason in answer.reasons if abs(reason.weight) >= LEAST):
        out.print(f"   {reason.weight:+.2f}  {escape(str(reason.says))}")
    render_ahead(out, answer.ahead)
    out.print("Known as: " + escape(", ".join(f"{handle.name} ({handle.platform})" for handle in answer.handles)))
    render_card(out, answer)
    for doubt in answer.doubts:
        out.print(escape(str(doubt)))
    if answer.tastes:
        out.print("Cares about: " + escape(", ".join(what for _, what, _ in answer.tastes)))
    for moment in answer.timeline[:20]:
        who = "you" if moment.by_me else row.name
        count = f" ({moment.count} messages)" if moment.count > 1 else ""
        out.print(f"   {moment.at[:10]}  {escape(moment.channel)}{count}  {escape(who)}: {escape(moment.text)}")


def log(
    name: Annotated[str, typer.Argument(help="A name, or several with commas between.")],
    text: Annotated[str, typer.Argument(help="What happened, as you would say it.")],
    on: Annotated[str | None, typer.Option(help="When, such as 2026-06-14 or yesterday.")] = None,
    via: Annotated[str, typer.Option(help="The channel: met, call, wechat, ...")] = "",
    next_: Annotated[str, typer.Option("--next", help='When again, such as "6 months".')] = "",
    kind: Annotated[str, typer.Option(help="met, called, wrote, gave, asked, or note for what you learnt.")] = "",
    change: Annotated[int | None, typer.Option(help="Write a logged touch anew, by its number.")] = None,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Keep a touch: it resets every clock.

    Example: [b]kithbook log "Ines Halfmoon" "coffee, she is moving to Ghent" --on yesterday --next "6 months"[/b]
    """
    names = [part.strip() for part in name.split(",") if part.strip()]
    with opened(book_path) as book:
        if change is None:
            answer = book.log(names, text, now=clock(), on=on, via=via, next=next_, kind=kind)
        else:
            answer = book.change_touch(change, text, now=clock(), on=on, via=via, next=next_, kind=kind)
        show(answer, as_json, render_touch)


def render_touch(out: Any, answer: "TouchAnswer") -> None:
    """What was understood, in one line."""
    from rich.markup import escape

    who = ", ".join(one.name for one in answer.people)
    again = f", next on {answer.next_on}" if answer.next_on else ""
    out.print(f"Kept: {escape(answer.kind)} with [b]{escape(who)}[/b] on {answer.on}{again}. [dim](#{answer.id})[/dim]")


def search(
    words: Annotated[list[str], typer.Argument(help="All of these words, in any script.")],
    page: Annotated[int, typer.Option(min=1)] = 1,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Messages that hold all the words, newest first.

    Example: [b]kithbook search 聚会[/b]
    """
    with opened(book_path) as book:
        show(book.search(" ".join(words), page=page), as_json, render_search)


def render_search(out: Any, answer: "SearchAnswer") -> None:
    """A line for each hit, the words found in bold."""
    from rich.markup import escape

    for hit in answer.hits:
        who = hit.person.name if hit.person else ""
        text = "".join(f"[b]{escape(piece)}[/b]" if found else escape(piece) for piece, found in hit.marked)
        out.print(f"{hit.at[:10]}  {escape(hit.chat.name)}  {escape(who)}: {text}")
    out.print(f"{answer.total:,} found." if answer.total else "Nothing found.")

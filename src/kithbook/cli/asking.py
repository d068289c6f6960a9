"""Asking on the terminal before anything enters the book: what it is, who is you, what is doubtful, whether to."""

import json
import sys
from typing import TYPE_CHECKING, Any

import typer

from kithbook.cli.options import console

if TYPE_CHECKING:
    from kithbook.vocabulary.answers import Offered, Preview

NOBODY = "-"


def can_ask() -> bool:
    """Whether somebody sits before it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def show(preview: "Preview") -> None:
    """What an export holds."""
    from rich.markup import escape

    out, found = console(), preview.found
    out.print(f"[b]{escape(preview.chat or preview.path)}[/b]  {escape(preview.format)}")
    what = [
        f"{count.read:,} {name}, {count.new:,} of them new"
        for name, count in (
            ("messages", found.messages),
            ("meetings", found.encounters),
            ("pieces", found.pieces),
            ("tastes", found.tastes),
        )
        if count.read
    ]
    what.append(f"{found.people.read:,} people, {preview.known_people:,} of them known")
    out.print(f"   {'; '.join(what)}.")
    if preview.first:
        out.print(f"   From {preview.first[:10]} to {preview.last[:10]}." + joined(preview))
    if found.lines.not_read:
        out.print(f"   {found.lines.not_read:,} {found.lines.unit}s cannot be read.")


def joined(preview: "Preview") -> str:
    """Which chat of the book it continues, as the end of a line."""
    from rich.markup import escape

    return f" Continues {escape(preview.joins)}." if preview.joins else ""


def answers(preview: "Preview", given: dict[str, str]) -> dict[str, str]:
    """Ask about each doubtful choice that has options and was not answered already."""
    said = dict(given)
    if preview.columns is not None and preview.columns.name not in said:
        said |= columns(preview.columns)
    for offered in preview.doubtful:
        if offered.name not in said and offered.options and offered != preview.columns:
            said[offered.name] = choice(offered)
    return said


def columns(offered: "Offered") -> dict[str, str]:
    """Show what each column is taken for with what it holds; the answer, where something is corrected."""
    from kithbook import book

    meanings = book.column_meanings()
    mapping: dict[str, str] = json.loads(offered.value)
    rows = [json.loads(sample) for sample in offered.samples]
    for column, meaning in mapping.items():
        held = " | ".join(row.get(column, "") for row in rows if row.get(column))
        print(f"     {column}: {meanings[meaning]}" + (f"   ({held})" if held else ""), file=sys.stderr)
    if typer.confirm("   Is each column taken for what it is", default=True, err=True):
        return {}
    print(f"   Meanings: {', '.join(meanings)}.", file=sys.stderr)
    kind = _one_of(list(meanings))
    told = {
        column: typer.prompt(f"     {column}", default=meaning, type=kind, err=True, show_choices=False)
        for column, meaning in mapping.items()
    }
    return {offered.name: json.dumps(told, ensure_ascii=False)}


def choice(offered: "Offered") -> str:
    """Which of the options it is; Enter takes the one that was chosen for now."""
    print(f"   {offered.name.replace('_', ' ')}: {offered.because}.", file=sys.stderr)
    for number, (option, sample) in enumerate(zip(offered.options, offered.samples, strict=False), 1):
        print(f"     {number}  {sample or option}", file=sys.stderr)
    place = offered.options.index(offered.value) + 1 if offered.value in offered.options else 1
    number = typer.prompt("   Which", default=place, type=_from_one_to(len(offered.options)), err=True)
    return offered.options[int(number) - 1]


def _from_one_to(last: int) -> Any:
    import click

    return click.IntRange(1, last)


def _one_of(words: list[str]) -> Any:
    import click

    return click.Choice(words)


def owner(preview: "Preview") -> str | None:
    """Who of them is the owner of the book: a name, or None."""
    if not preview.names or (preview.kind == "unknown" and not preview.chats):
        return None
    if len(preview.names) <= 12:
        print(f"   They are: {', '.join(preview.names)}.", file=sys.stderr)
    said = typer.prompt(
        f"   Which name is you ({NOBODY} for none)", default=preview.me or NOBODY, show_default=True, err=True
    )
    return None if said == NOBODY else str(said)


def shall_come_in() -> bool:
    """The last word."""
    return typer.confirm("   Bring it in", default=True, err=True)

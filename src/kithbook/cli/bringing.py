"""Commands that bring something in: import, imports, add, formats."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kithbook.cli.options import WHO_IS_WHO, AsJson, BookPath, clock, console, opened, show

if TYPE_CHECKING:
    from kithbook.vocabulary.answers import ImportAnswer, ImportsAnswer, Progress

LANGUAGES = ("en", "zh-hans", "ar")
imports_app = typer.Typer(
    help="What was brought in, newest first. Example: [b]kithbook imports undo 3[/b]", invoke_without_command=True
)


def add_to(app: typer.Typer) -> None:
    """Add these commands to ``app``."""
    app.command("import")(import_)
    app.add_typer(imports_app, name="imports")
    app.command()(add)
    app.command()(formats)


def progress_bar(title: str) -> Callable[["Progress"], None] | None:
    """A function that shows progress on standard error, or None where that is not a terminal."""
    if not sys.stderr.isatty():
        return None

    def report(progress: "Progress") -> None:
        share = f"{progress.done / progress.total:.0%}" if progress.total else f"{progress.done:,}"
        left = "" if progress.seconds_left is None else f", about {progress.seconds_left:.0f} s more"
        print(f"\r\033[K{title}: {share}{left}", end="", file=sys.stderr, flush=True)
        if progress.state not in ("reading", "indexing", "waiting"):
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    return report


def import_(
    paths: Annotated[list[str], typer.Argument(help="Exports: files, archives or folders.", metavar="PATH...")],
    me: Annotated[str | None, typer.Option(help="The name under which you yourself appear in them.")] = None,
    dates: Annotated[
        str | None, typer.Option(help="Order of the date where a file leaves it open: dmy, mdy or ymd.")
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(help="Another doubtful choice, as the preview calls it: NAME=VALUE.", metavar="NAME=VALUE"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing on the terminal; take what is likely.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Bring in exports: recognise, preview, ask what is doubtful, read, reconcile.

    On a terminal it shows what it found and asks before anything enters the book; elsewhere, and with --yes, it takes
    the likely answers and says them.

    Example: [b]kithbook import "WhatsApp Chat with Lantern Street.zip" --me "Ottokar Plumb"[/b]
    """
    from kithbook.cli import asking
    from kithbook.vocabulary import Refused
    from kithbook.vocabulary.answers import ImportsAnswer

    said = answers_of(dates, answer)
    asks = asking.can_ask() and not (yes or dry_run or as_json)
    made: list[ImportAnswer] = []
    strange: list[Any] = []
    refused: list[str] = []
    with opened(book_path) as book:
        for path in paths:
            try:
                if asks:
                    some = _asked(book, path, me, said)
                else:
                    # as text: an empty word (an unset variable) must not become the folder one stands in
                    some = book.bring_in(
                        path, me=me, answers=said, now=clock(), dry_run=dry_run, progress=progress_bar(Path(path).name)
                    )
            except Refused as why:  # the other paths are still brought in
                refused.append(str(why))
            else:
                made += some.imports
                strange += some.not_recognised
        doubts = bool(made) and not dry_run and book.doubts()
    if made or strange or not (refused or asks):
        show(ImportsAnswer(tuple(made), tuple(strange)), as_json, render_imports)
    if doubts and not as_json:
        console().print(WHO_IS_WHO)
    for sentence in refused:
        print(sentence, file=sys.stderr)
    if refused:
        raise typer.Exit(1)


def answers_of(dates: str | None, answers: list[str] | None) -> dict[str, str]:
    """What was said to doubtful choices on the command line."""
    if dates not in (None, "dmy", "mdy", "ymd"):
        raise typer.BadParameter("--dates is dmy, mdy or ymd.")
    said = {"date_order": dates} if dates else {}
    for each in answers or ():
        name, given, value = each.partition("=")
        if not given or not name:
            raise typer.BadParameter(f"--answer is NAME=VALUE, and {each} is not.")
        said[name] = value
    return said


def _asked(book: Any, path: str, me: str | None, said: dict[str, str]) -> "ImportsAnswer":
    """Show what lies at a path, ask about each export, and bring in what shall come in."""
    from kithbook.cli import asking
    from kithbook.vocabulary.answers import ImportsAnswer

    seen = book.preview(path, answers=said, now=clock())
    made: list[ImportAnswer] = []
    for preview in seen.exports:
        if made:  # what has come in just now may be what this one continues
            [preview] = book.preview(preview.path, answers=said, now=clock()).exports  # noqa: PLW2901
        asking.show(preview)
        given = asking.answers(preview, said)
        owner = me or asking.owner(preview)
        if asking.shall_come_in():
            progress = progress_bar(Path(preview.path).name)
            made += book.bring_in(preview.path, me=owner, answers=given, now=clock(), progress=progress).imports
    return ImportsAnswer(tuple(made), seen.not_recognised)


def render_imports(out: Any, answer: Any) -> None:
    """A block for each import, counts that reconcile first."""
    from rich.markup import escape

    for one in answer.imports:
        number = f"[b]{one.id}[/b]  " if one.id else ""
        state = "" if one.state == "complete" else f"  ({one.state})"
        out.print(f"{number}[b]{escape(one.chat or one.path)}[/b]  {escape(one.format)}{state}")
        lines = one.lines
        out.print(
            f"   {lines.read:,} of {lines.total:,} {lines.unit}s read, "
            f"{lines.blank:,} blank, {lines.not_read:,} not read. "
            + "".join(
                f"{name}: {count.new:,} new, {count.known:,} known. "
                for name, count in (
                    ("Messages", one.messages),
                    ("Meetings", one.encounters),
                    ("Pieces", one.pieces),
                    ("Tastes", one.tastes),
                )
                if count.read or name == "Messages"
            )
            + f"People: {one.people.read:,}, of them {one.people.new:,} new."
        )
        for name, value in one.choices.items():
            out.print(f"   {escape(name.replace('_', ' '))}: {escape(value)}")
        for trouble in one.problems[:10]:
            out.print(f"   {escape(trouble.where)}: {escape(trouble.why)}")
        if lines.not_read and len(one.problems) > 10:
            out.print(f"   and {len(one.problems) - 10} more problems (--json lists them)")
    for trouble in answer.not_recognised:
        where = "" if trouble.where in trouble.why else f"{escape(trouble.where)}: "
        out.print(f"Not read: {where}{escape(trouble.why)}")
    if not answer.imports and not answer.not_recognised:
        out.print("Nothing was brought in yet. Try [b]kithbook import PATH[/b].")


@imports_app.callback()
def imports(context: typer.Context, as_json: AsJson = False, book_path: BookPath = None) -> None:
    """What was brought in, newest first.

    Example: [b]kithbook imports[/b]
    """
    if context.invoked_subcommand is None:
        with opened(book_path) as book:
            show(book.imports(), as_json, render_imports)


@imports_app.command()
def undo(
    number: Annotated[int, typer.Argument(help="The import's number, as `kithbook imports` lists it.")],
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Take one import out of the book again, as a whole. What you wrote by hand stays.

    Example: [b]kithbook imports undo 3[/b]
    """
    from kithbook.vocabulary.answers import ImportsAnswer

    with opened(book_path) as book:
        show(ImportsAnswer((book.undo(number, now=clock()),)), as_json, render_imports)


def add(
    words: Annotated[
        list[str] | None, typer.Argument(help="Names; without any, lines are read from standard input.")
    ] = None,
    group: Annotated[str, typer.Option(help="The group whose member list this is.")] = "",
    size: Annotated[int | None, typer.Option(min=1, help="How many members the group says it has.")] = None,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """People, a member list or chat lines, typed or pasted. An import like any other: it can be undone.

    Example: [b]kithbook add "Ines Halfmoon" 云三朵 --group "Lantern Street" --size 312[/b]
    """
    if not words and sys.stdin.isatty():
        print("Type names or paste lines, then end with Ctrl-D:", file=sys.stderr)
    text = "\n".join(words) if words else sys.stdin.read()
    with opened(book_path) as book:
        show(book.add(text, now=clock(), chat_title=group, stated_size=size), as_json, render_imports)


def formats(
    language: Annotated[
        str | None, typer.Option(help="How to get an export, in en, zh-hans or ar; that of the terminal without it.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What can be read, and how to get each export out of its platform.

    Example: [b]kithbook formats --language zh-hans[/b]
    """
    from kithbook import book

    if language not in (None, *LANGUAGES):
        raise typer.BadParameter("--language is en, zh-hans or ar.")
    spoken = language or of_terminal()

    def render(out: Any, answer: Any) -> None:
        for row in answer.formats:
            doubt = "" if row.verified else "  (unverified: no real file was read yet)"
            out.print(f"[b]{row.title}[/b]  {row.name}{doubt}\n   {row.how_to_export[spoken]}")

    show(book.formats(), as_json, render)


def of_terminal() -> str:
    """The language that the terminal speaks, where it is one of ours, else English."""
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return {"zh": "zh-hans", "ar": "ar"}.get(told[:2].lower(), "en")

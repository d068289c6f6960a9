"""Commands that run something: demo, serve, doctor."""

import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from kithbook.cli.options import AsJson, BookPath, clock, opened, show

DEMO_OWNER = "Ottokar Plumb"
Port = Annotated[int, typer.Option(help="The port on this machine; 0 takes a free one.", min=0, max=65535)]


def add_to(app: typer.Typer) -> None:
    """Add these commands to ``app``."""
    for command in (demo, serve, doctor):
        app.command()(command)


def demo(
    serve: Annotated[bool, typer.Option(help="Serve the web page afterwards.")] = True,
    port: Port = 8765,
    as_json: AsJson = False,
) -> None:
    """A book made from sample exports, in a temporary place, and the web page on it.

    Example: [b]kithbook demo --no-serve[/b]
    """
    from kithbook import book
    from kithbook.cli.groups import render_group
    from kithbook.cli.looking import render_today
    from kithbook.vocabulary.answers import DemoAnswer

    with tempfile.TemporaryDirectory(prefix="kithbook-demo-") as folder:
        path = Path(folder) / "demo.book"
        with book.opened(path):
            imports = tuple(
                one for sample in book.demo_files() for one in book.bring_in(sample, me=DEMO_OWNER, now=clock()).imports
            )
            groups = book.groups(now=clock()).groups
            answer = DemoAnswer(
                str(path), imports, book.group(groups[0].group.id, now=clock()), book.today(now=clock())
            )

        def render(out: Any, answer: DemoAnswer) -> None:
            from kithbook.cli.bringing import render_imports
            from kithbook.vocabulary.answers import ImportsAnswer

            render_imports(out, ImportsAnswer(answer.imports))
            out.rule()
            render_group(out, answer.group, shortlist=8)
            out.rule()
            render_today(out, answer.today)

        show(answer, as_json, render)
        if serve and not as_json:
            run_server(path, port)


def serve(
    port: Port = 8765,
    watch: Annotated[
        Path | None, typer.Option(help="A folder: exports saved there come in by themselves.", metavar="DIR")
    ] = None,
    calendar_port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Let other machines of your network fetch the calendar, here alone."),
    ] = None,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """The web application, for this machine only. Open the address that it prints.

    Example: [b]kithbook serve --watch ~/Downloads/exports[/b]
    """
    from kithbook import book

    run_server(book_path or book.default_path(), port, as_json, watch, calendar_port)


def run_server(
    path: Path, port: int, as_json: bool = False, watch: Path | None = None, calendar_port: int | None = None
) -> None:
    """Serve the book at ``path`` until Ctrl-C, saying the address first."""
    from kithbook.vocabulary.answers import ServeAnswer
    from kithbook.web.server import serve as serve_forever

    def render(out: Any, answer: ServeAnswer) -> None:
        address = answer.address
        out.print(f"\nThe book is open at [b]{address}[/b]\nIt answers on this machine only. Ctrl-C closes it.")
        if calendar_port is not None:
            out.print(f"The calendar, and nothing else, is at port {calendar_port} for other machines of your network.")
        if answer.watching:
            out.print(f"Exports that are saved in {answer.watching} come in by themselves.")

    def announce(address: str) -> None:
        show(ServeAnswer(address, "" if watch is None else str(watch)), as_json, render)

    serve_forever(path, port=port, watch=watch, calendar_port=calendar_port, announce=announce)


def doctor(as_json: AsJson = False, book_path: BookPath = None) -> None:
    """Check the book, and say how to mend what is found.

    Example: [b]kithbook doctor[/b]
    """

    def render(out: Any, answer: Any) -> None:
        for check in answer.checks:
            out.print(
                f"{'well' if check.well else '[b]look[/b]'}  {check.says}" + (f" {check.mend}" if check.mend else "")
            )

    with opened(book_path) as book:
        answer = book.doctor()
    show(answer, as_json, render)
    if not answer.well:
        raise typer.Exit(1)

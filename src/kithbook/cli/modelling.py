"""The command that says which language model may polish a draft: model."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kithbook.cli.options import AsJson, BookPath, opened, show

if TYPE_CHECKING:
    from kithbook.vocabulary.answers import ModelAnswer


def add_to(app: typer.Typer) -> None:
    """Add this command to ``app``."""
    app.command()(model)


def model(
    url: Annotated[
        str | None, typer.Option(help="The address of an OpenAI-compatible server, such as http://127.0.0.1:11434/v1.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="What the server calls the model.")] = None,
    names_allowed: Annotated[
        bool | None,
        typer.Option("--allow-names/--mask-names", help="Send names and addresses, or hide them. They are hidden."),
    ] = None,
    timeout: Annotated[int | None, typer.Option(help="Seconds that it may take to answer: 60.")] = None,
    off: Annotated[bool, typer.Option("--off", help="Forget the model. Nothing can be sent then.")] = False,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Show or set the language model that may polish a draft when you press for it. There is none by default.

    Its key, where it wants one, is read from KITHBOOK_MODEL_KEY and never kept. This command itself sends nothing.

    Example: [b]kithbook model --url http://127.0.0.1:11434/v1 --name gemma3[/b]
    """
    changes = any(value is not None for value in (url, name, names_allowed, timeout))
    if off and changes:
        raise typer.BadParameter("--off goes alone.")
    with opened(book_path) as book:
        answer = book.unset_model() if off else book.model_settings()
        if changes:
            answer = book.set_model(
                answer.url if url is None else url,
                answer.name if name is None else name,
                not answer.masked if names_allowed is None else names_allowed,
                timeout=answer.timeout if timeout is None else timeout,
            )
        show(answer, as_json, render_model)


def render_model(out: Any, answer: "ModelAnswer") -> None:
    """Where a draft would go, whether names are hidden, and whether there is a key."""
    from rich.markup import escape

    out.print(escape(str(answer.says)))
    if answer.url:
        out.print(escape(f"{answer.url}  {answer.name}  {answer.timeout} seconds"))
        out.print("Names and addresses are hidden." if answer.masked else "Names and addresses are sent as they are.")
        out.print(f"Key: {'in KITHBOOK_MODEL_KEY' if answer.key_set else 'none'}")

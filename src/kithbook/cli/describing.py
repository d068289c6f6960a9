"""Commands that write on cards: set, tag; and how a card is printed."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kithbook.cli.options import AsJson, BookPath, clock, opened, show

if TYPE_CHECKING:
    from kithbook.vocabulary.answers import Origin, PersonAnswer, TagAnswer, WrittenAnswer

# What a relation is called behind the name of the other.
RELATIONS = {"introduced": "introduced them", "introduced_by": "was introduced by them", "report": "works for them"}
# A value may begin with a dash: a birthday without its year.
_DASHES = {"ignore_unknown_options": True}


def add_to(app: typer.Typer) -> None:
    """Add these commands to ``app``."""
    app.command("set", context_settings=_DASHES)(set_value)
    app.command()(tag)


def set_value(
    name: Annotated[str, typer.Argument(help="A name, part of one, or #NUMBER.")],
    field: Annotated[
        str,
        typer.Argument(
            help="alias, sort, notes, familiarity, rhythm, way, ask_free, name, phone, mail, link, place, zone,"
            " organisation, role, birthday, language, met, or custom."
        ),
    ],
    value: Annotated[
        str,
        typer.Argument(
            help='What to write; "" takes back what there is one of. Familiarity is 1 (hardly close) to 5; rhythm is'
            " such as monthly, 3 months to 6 months, never; way is message, voice, call or meet; ask_free is yes."
        ),
    ],
    label: Annotated[str, typer.Option(help="What a custom field is.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take this value off the card, which you wrote.")] = False,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Write a value on a person's card, beside what imports told. How close you feel (familiarity) weighs most.

    Example: [b]kithbook set "Ines Halfmoon" birthday --06-17[/b]
    or [b]kithbook set "Ines Halfmoon" familiarity 4[/b]
    """
    with opened(book_path) as book:
        if remove:
            show(book.remove_like(name, field, value), as_json, render_written)
        else:
            show(book.describe(name, field, value, now=clock(), label=label), as_json, render_written)


def render_written(out: Any, answer: "WrittenAnswer") -> None:
    """One line: what stands there now, and what did before."""
    from rich.markup import escape

    what = escape(answer.label or answer.kind)
    before = f"  (before: {escape(answer.before)})" if answer.before and answer.before != answer.value else ""
    out.print(f"[b]{escape(answer.person.name)}[/b]  {what}: {escape(answer.value) or 'nothing'}{before}")


def tag(
    word: Annotated[str, typer.Argument(help="The tag.")],
    names: Annotated[list[str], typer.Argument(help="Names, parts of them, or #NUMBERs.")],
    off: Annotated[bool, typer.Option("--off", help="Take the tag off them.")] = False,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Put a tag on people, to find them by.

    Example: [b]kithbook tag kiln "Ines Halfmoon" Bram[/b]
    """
    from kithbook.vocabulary.answers import TagAnswer

    with opened(book_path) as book:
        changed = book.untag(names, word) if off else book.tag(names, word)
        show(TagAnswer(word, changed, off), as_json, render_tag)


def render_tag(out: Any, answer: "TagAnswer") -> None:
    """Whom it changed."""
    from rich.markup import escape

    names = escape(", ".join(person.name for person in answer.people)) or "nobody: it was so already"
    out.print(f"{'Taken off' if answer.off else 'Tagged'} {escape(answer.word)}: {names}")


def render_card(out: Any, answer: "PersonAnswer") -> None:
    """Names, tags, values with where each is from, relations."""
    from rich.markup import escape

    others = [row.name for row in answer.names if not row.shown]
    if others:
        out.print("Also called: " + escape(", ".join(others)))
    if answer.tags:
        out.print("Tags: " + escape(", ".join(answer.tags)))
    for row in answer.values:
        says = f", {row.says}" if row.says else ""
        what = row.label or row.kind.replace("_", " ")
        origins = "; ".join(map(_origin, row.origins))
        out.print(f"   {escape(what)}: {escape(row.value)}{escape(says)}  [dim]({escape(origins)})[/dim]")
    for relation in answer.relations:
        what = relation.label or RELATIONS.get(relation.kind, relation.kind)
        out.print(f"   {escape(relation.other.name)}: {escape(what)}")
    if answer.notes:
        out.print("Notes: " + escape(answer.notes))


def _origin(origin: "Origin") -> str:
    return ", ".join(part for part in (origin.by, origin.file, origin.on) if part)

"""Commands that say who is who: same, split, review."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kithbook.cli.asking import can_ask
from kithbook.cli.options import AsJson, BookPath, clock, console, opened, show

if TYPE_CHECKING:
    from kithbook.vocabulary.answers import AcceptAnswer, DeedAnswer, PairAnswer, ReviewAnswer, Side

KEYS = {"s": "same", "n": "apart", "l": "later"}
QUIT, BACK = "q", "z"
NOTHING = "Nothing is left to ask."
COMPARED = ("phone", "mail", "link", "nickname", "other_name", "organisation", "role", "place", "birthday")


def add_to(app: typer.Typer) -> None:
    """Add these commands to ``app``."""
    for command in (same, split, review):
        app.command()(command)


def same(
    first: Annotated[str, typer.Argument(help="A name, part of one, or #NUMBER.", metavar="NAME")],
    second: Annotated[str | None, typer.Argument(help="The other one.", metavar="NAME")] = None,
    me: Annotated[bool, typer.Option("--me", help="This is you: all of their handles are yours.")] = False,
    sure: Annotated[bool, typer.Option("--sure", help="Also where both are in one chat.")] = False,
    not_: Annotated[bool, typer.Option("--not", help="They are not the same; the book will not ask again.")] = False,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Say that two people are one, or with --not that they are not. All of both is kept, and it can be taken back.

    With --me, that somebody is you.

    Example: [b]kithbook same "Ines Halfmoon" "#12"[/b]
    """
    if sure and not_:
        raise typer.BadParameter("--sure and --not contradict each other.")
    if me == (second is not None) or (me and (sure or not_)):
        raise typer.BadParameter("Name two people, or one with --me.")
    with opened(book_path) as book:
        if second is None:
            deed = book.this_is_me(first, now=clock())
        elif not_:
            deed = book.not_same(first, second, now=clock())
        else:
            deed = book.same(first, second, now=clock(), sure=sure)
        book.settle(now=clock())
    show(deed, as_json, render_deed)


def split(
    handle: Annotated[str, typer.Argument(help="A handle: its name, its key or #NUMBER.", metavar="HANDLE")],
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Part a handle from the person that it was joined with: it becomes somebody of its own.

    Example: [b]kithbook split "ines@halfmoon.example"[/b]
    """
    with opened(book_path) as book:
        deed = book.split(handle, now=clock())
        book.settle(now=clock())
    show(deed, as_json, render_deed)


def render_deed(out: Any, deed: "DeedAnswer") -> None:
    """What was said, and the way back."""
    out.print(f"{said(deed)} To take it back: [b]kithbook review --undo {deed.id}[/b]")


def said(deed: "DeedAnswer") -> str:
    """A deed as a sentence, as markup of the terminal."""
    from rich.markup import escape

    first, second = [f"[b]{escape(name)}[/b]" for name in (*deed.names, "")[:2]]
    return {
        "same": f"{first} and {second} are one person.",
        "apart": f"{first} and {second} are not the same.",
        "split": f"{second} is not {first}.",
    }.get(deed.kind, f"{first} is you.")


def review(
    accept_above: Annotated[
        float | None, typer.Option(help="Join all pairs of at least this weight; shows them first.", metavar="WEIGHT")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Join them without asking.")] = False,
    undo: Annotated[int | None, typer.Option(help="Take back something that you said.", metavar="NUMBER")] = None,
    page: Annotated[int, typer.Option(min=1, help="Which twenty pairs to list.")] = 1,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Who is who: pairs that may be one person, with the evidence.

    On a terminal it asks pair by pair: s the same, n not the same, l later, z takes the last answer back, q stops.
    Elsewhere it lists them. Everything can be taken back by its number.

    Example: [b]kithbook review --accept-above 9[/b]
    """
    if undo is not None and accept_above is not None:
        raise typer.BadParameter("--undo and --accept-above are two things. Do one after the other.")
    if yes and accept_above is None:
        raise typer.BadParameter("--yes goes with --accept-above.")
    with opened(book_path) as book:
        book.settle(now=clock())
        try:
            if undo is not None:
                deed = book.undo_deed(undo, now=clock())
                show(deed, as_json, lambda out, deed: out.print(f"Taken back: {said(deed)}"))
            elif accept_above is not None:
                accept(book, accept_above, yes, as_json)
            elif as_json or not can_ask():
                show(book.review(page=page), as_json, render_review)
            else:
                ask_each(book)
        finally:
            book.settle(now=clock())


def accept(book: Any, weight: float, yes: bool, as_json: bool) -> None:
    """Show which pairs would be joined; join them where that is wanted."""
    answer = book.accept(weight, now=clock(), dry_run=True)
    if not as_json:
        render_accept(console(), answer)
    wanted = yes or (not as_json and bool(answer.pairs) and can_ask() and typer.confirm("Join these", err=True))
    if wanted:
        answer = book.accept(weight, now=clock())
    if as_json or wanted:
        show(answer, as_json, render_accepted)
    elif answer.pairs and not can_ask():
        print("Nothing was joined. Say it again with --yes to join them.", file=sys.stderr)


def ask_each(book: Any) -> None:
    """Pair by pair, until none is left or it was enough; a pair that was put off is not asked twice.

    What is taken back is asked again at once.
    """
    out, asked = console(), set[tuple[int, int]]()
    past: list[tuple[int, tuple[int, int]]] = []
    while True:
        answer = book.review()
        waiting = [pair for pair in answer.pairs if (pair.a.handle, pair.b.handle) not in asked]
        if not waiting:
            out.print(NOTHING if not answer.total else "The rest was put off for later.")
            return
        for place, pair in enumerate(waiting):
            asked.add(this := (pair.a.handle, pair.b.handle))
            render_pair(out, pair, waiting=answer.total - place)
            key = key_for(book, pair, past)
            if key == QUIT:
                out.print(f"{len(asked) - 1:,} answered. The rest waits.")
                return
            if key == BACK:
                deed, before = past.pop()
                out.print(f"   Taken back: {said(book.undo_deed(deed, now=clock()))}")
                asked -= {this, before}
                break


def key_for(book: Any, pair: "PairAnswer", past: list[tuple[int, tuple[int, int]]]) -> str:
    """Ask about one pair until it is answered or left; what is said goes into the book at once, and to ``past``."""
    from rich.markup import escape

    from kithbook.vocabulary import Refused

    out = console()
    while True:
        key = one_key("   s same, n not the same, l later, z take the last back, q stop: ")
        if key == QUIT or (key == BACK and past):
            return key
        if key == BACK:
            out.print("   Nothing yet.")
        if key not in KEYS:
            continue
        try:
            deed = book.decide(pair.id, KEYS[key], now=clock())
        except Refused as refusal:
            out.print(f"   {escape(str(refusal))}")
            if refusal.status != 409:  # what was said before has answered it
                return key
            if not typer.confirm("   They are one person all the same", err=True):
                continue
            deed = book.decide(pair.id, "same", now=clock(), sure=True)
        past += [] if deed is None else [(deed.id, (pair.a.handle, pair.b.handle))]
        return key


def one_key(question: str) -> str:
    """A key that was pressed on the terminal; the end of the input stops."""
    import click

    print(question, end="", file=sys.stderr, flush=True)
    try:
        key = click.getchar()
    except EOFError:
        key = QUIT
    print(key if key.isprintable() else "", file=sys.stderr)
    return key.lower()


def render_review(out: Any, answer: "ReviewAnswer") -> None:
    """The pairs of one page, what the book joined by itself, and what was said."""
    from rich.markup import escape

    for pair in answer.pairs:
        render_pair(out, pair)
    wait = "waits" if answer.total == 1 else "wait"
    out.print(f"{pairs(answer.total)} {wait}, page {answer.page} of {answer.pages}." if answer.total else NOTHING)
    for one in answer.joined[:10]:
        out.print(
            f"Joined by the book: {escape(one.a.name)} ({one.a.platform}, #{one.a.id}) and "
            f"{escape(one.b.name)} ({one.b.platform}, #{one.b.id}), {one.weight:+.1f}"
        )
    if answer.joined:
        out.print(f"{answer.joined_total:,} were joined by the book, the least sure first. To part them: split.")
    for deed in answer.deeds:
        out.print(f"{deed.id}  {deed.at[:10]}  {said(deed)}")


def render_pair(out: Any, pair: "PairAnswer", *, waiting: int = 0) -> None:
    """Both people with what is known of them, then the evidence as a sum; and how many are ``waiting``."""
    from rich.markup import escape

    marks = "".join(
        f"  ({mark})"
        for mark, holds in (
            ("both in one chat", pair.barred),
            ("one of them is you", pair.a.is_me or pair.b.is_me),
            ("put off before", pair.later),
        )
        if holds
    )
    a, b = pair.a.person, pair.b.person
    left = f"  {waiting:,} left" if waiting else ""
    out.print(f"\n[b]{escape(a.name)}[/b] #{a.id} and [b]{escape(b.name)}[/b] #{b.id}{marks}{left}")
    for side in (pair.a, pair.b):
        out.print(f"   {escape(told(side))}")
    for reason in pair.reasons:
        out.print(f"   {reason.weight:+6.1f}  {escape(str(reason.says))}")
    out.print(f"   [b]{pair.weight:+6.1f}  together[/b]")


def told(side: "Side") -> str:
    """One of the two people in one line."""
    known = [value for kind, value in side.known if kind in COMPARED]
    parts = [f"{handle.name} ({handle.platform})" for handle in side.handles]
    parts += [*known, *(f"in {chat.name}" for chat in side.chats)]
    if side.messages:
        parts.append(f"{side.messages:,} messages, {side.first[:10]} to {side.last[:10]}")
    return "; ".join(parts)


def render_accept(out: Any, answer: "AcceptAnswer") -> None:
    """Exactly which pairs would be joined."""
    from rich.markup import escape

    for pair in answer.pairs:
        a, b = pair.a.person, pair.b.person
        out.print(f"{pair.weight:+6.1f}  {escape(a.name)} #{a.id} and {escape(b.name)} #{b.id}")
    out.print(f"{pairs(len(answer.pairs))} of at least {answer.weight:g}; {answer.left:,} stay to be asked.")


def render_accepted(out: Any, answer: "AcceptAnswer") -> None:
    """What was joined, and the way back."""
    numbers = ", ".join(map(str, answer.deeds[:5])) + (", …" if len(answer.deeds) > 5 else "")
    back = f" To take one back: [b]kithbook review --undo NUMBER[/b] ({numbers})" if answer.deeds else ""
    were = "was" if len(answer.deeds) == 1 else "were"
    out.print(f"{pairs(len(answer.deeds))} {were} joined, {answer.left:,} stay to be asked.{back}")


def pairs(count: int) -> str:
    """How many pairs, in words."""
    return "1 pair" if count == 1 else f"{count:,} pairs"

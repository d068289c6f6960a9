"""Commands round the week: what you want, drafts, favours, pieces to share, what was learnt."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kithbook.cli.options import AsJson, BookPath, clock, opened, show

if TYPE_CHECKING:
    from kithbook.vocabulary.answers import (
        CalendarAnswer,
        DraftAnswer,
        FavourRow,
        FavoursAnswer,
        IntentionAnswer,
        LearntAnswer,
        PiecesAnswer,
        ShareAnswer,
    )

Name = Annotated[str, typer.Argument(help="A name, part of one, or #NUMBER.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to ``app``."""
    for command in (intend, draft, favours, pieces, share, learnt, calendar):
        app.command()(command)


def intend(
    words: Annotated[str | None, typer.Option(help="What you want from the people you know, in your words.")] = None,
    want: Annotated[
        list[str] | None, typer.Option(help='friends, peers, work or family; several times; "" for none.')
    ] = None,
    many: Annotated[int | None, typer.Option(min=0, help="How many people you want to keep; 0 for all.")] = None,
    place: Annotated[list[str] | None, typer.Option(help='Where they are; several times; "" for anywhere.')] = None,
    rhythm: Annotated[
        list[str] | None, typer.Option(help="CIRCLE=IDEAL/LATEST in days, such as core=30/90 or loose=never.")
    ] = None,
    quiet: Annotated[
        list[str] | None, typer.Option(help='FIRST/LAST day of a time without suggestions; "" for none.')
    ] = None,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """What you want from the people you know, and how often; every suggestion honours it. Without options it is shown.

    Example: [b]kithbook intend --want friends --want peers --many 30 --rhythm core=30/90[/b]
    """
    with opened(book_path) as book:
        answer = book.intend(
            text=words,
            wants=None if want is None else [each for each in want if each],
            many=many,
            places=place,
            rhythms=None if rhythm is None else dict(map(_rhythm, rhythm)),
            quiet=None if quiet is None else [_quiet(each) for each in quiet if each],
        )
        show(answer, as_json, render_intention)


def _rhythm(told: str) -> tuple[str, tuple[int | None, int | None]]:
    circle, _, days = told.partition("=")
    if days.strip() in {"never", ""}:
        return circle.strip(), (None, None)
    ideal, _, latest = days.partition("/")
    if not ideal.strip().isdecimal() or (latest.strip() and not latest.strip().isdecimal()):
        raise typer.BadParameter("--rhythm is CIRCLE=IDEAL/LATEST in days, such as core=30/90.")
    return circle.strip(), (int(ideal), int(latest) if latest.strip() else None)


def _quiet(told: str) -> tuple[str, str]:
    first, _, last = told.partition("/")
    return first.strip(), (last or first).strip()


def render_intention(out: Any, answer: "IntentionAnswer") -> None:
    """What is kept, one line each."""
    from rich.markup import escape

    if answer.words:
        out.print(f"“{escape(answer.words)}”")
    out.print(f"For: {', '.join(answer.wants) or 'anything'}; " + _many(answer))
    for each in answer.circles:
        often = "never by itself" if each.ideal is None else f"every {each.ideal} days"
        out.print(f"   {each.circle:8} {often}" + (f", at the latest {each.latest}" if each.latest else ""))
    for first, last in answer.quiet:
        out.print(f"Quiet from {first} to {last}.")


def _many(answer: "IntentionAnswer") -> str:
    from rich.markup import escape

    many = "as many people as there are" if answer.many is None else f"{answer.many} people"
    return f"{many}{', above all in ' + escape(', '.join(answer.places)) if answer.places else ''}."


def draft(
    name: Name,
    tone: Annotated[str, typer.Option(help="light or warm.")] = "",
    turn: Annotated[int, typer.Option(min=0, help="Another wording: 1, 2, ...")] = 0,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """First words to somebody, in the language that the two of you write. Nothing is ever sent.

    Example: [b]kithbook draft "Ines Halfmoon" --tone light[/b]
    """
    with opened(book_path, follow=True) as book:
        show(book.draft(name, now=clock(), tone=tone, turn=turn), as_json, render_draft)


def render_draft(out: Any, answer: "DraftAnswer") -> None:
    """The text, then where it can be opened, then what speaks against it."""
    from rich.markup import escape

    out.print(escape(answer.text) or "Nothing is known that could be said. Write as you would.")
    for platform, address in answer.open:
        out.print(f"[dim]{escape(platform)}: {escape(address)}[/dim]")
    if answer.asks.flag:
        out.print(f"{escape(str(answer.asks.flag))} {escape(str(answer.asks.instead))}")


def favours(
    name: Annotated[str | None, typer.Argument(help="A name, part of one, or #NUMBER; without it everybody.")] = None,
    asked: Annotated[str | None, typer.Option(help="Write down what you asked of them.")] = None,
    gave: Annotated[str | None, typer.Option(help="Write down what you gave them.")] = None,
    got: Annotated[str | None, typer.Option(help="Write down what they gave you.")] = None,
    promised: Annotated[str | None, typer.Option(help="Write down what you promised them.")] = None,
    kind: Annotated[str, typer.Option(help="help, time, introduction, money or gift.")] = "help",
    due: Annotated[str | None, typer.Option(help="By when a promise is due, as you would say it.")] = None,
    yes: Annotated[str | None, typer.Option(help="Say yes to a proposed one, by its id.")] = None,
    no: Annotated[str | None, typer.Option(help="Say no to a proposed one, by its id.")] = None,
    done: Annotated[str | None, typer.Option(help="A promise was kept, by its id.")] = None,
    remove: Annotated[str | None, typer.Option(help="Take a favour out of the book, by its id.")] = None,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Asking and giving: what was logged, the balance as a sentence, what messages seem to tell.

    Example: [b]kithbook favours "Ines Halfmoon" --promised "the book on ash glazes" --due "2 weeks"[/b]
    """
    if name is None and any((asked, gave, got, promised, yes, no)):
        raise typer.BadParameter("Name the person whom the favour is about.")
    with opened(book_path, follow=True) as book:
        for text, deed, by_me in ((asked, "asked", True), (gave, "given", True), (got, "given", False)):
            if text is not None:
                book.log_favour(name, deed, by_me=by_me, kind=kind, text=text, now=clock())
        if promised is not None:
            book.log_favour(name, "promised", by_me=True, kind=kind, text=promised, due=due, now=clock())
        for mark, said in ((yes, True), (no, False)):
            if mark is not None:
                book.answer_favour(name, mark, said, now=clock())
        for favour, kept in ((done, True), (remove, False)):
            if favour is not None:
                book.end_favour(favour, kept=kept)
        show(book.favours(name, now=clock()), as_json, render_favours)


def render_favours(out: Any, answer: "FavoursAnswer") -> None:
    """The balance, then the favours, then what is proposed."""
    from rich.markup import escape

    if answer.says:
        out.print(escape(str(answer.says)))
    if answer.ask_free:
        out.print("Nothing is asked of them.")
    for row in answer.favours:
        out.print(_favour(row))
    if answer.proposed:
        out.print("\nMessages seem to tell of these. They count only with your yes.")
    for row in answer.proposed:
        out.print(_favour(row))
    if not (answer.favours or answer.proposed):
        out.print("Nothing was asked or given yet.")


def _favour(row: "FavourRow") -> str:
    from rich.markup import escape

    who = ("you" if row.by_me else row.person.name) + f" {row.deed}"
    end = ", kept" if row.state == "kept" else f", due {row.due}" if row.due else ""
    what = f"{row.kind}{end}: {escape(row.text)}"
    return f"   [dim]{row.id}[/dim]  {row.on}  {escape(row.person.name)}: {escape(who)} {what}"


def pieces(
    add: Annotated[
        str | None, typer.Option(help="Write down a piece: something you tried, read, made or saved.")
    ] = None,
    kind: Annotated[
        str, typer.Option(help="post, article, book, talk, playlist, photograph, experiment, trip or link.")
    ] = "link",
    link: Annotated[str, typer.Option(help="Where it is.")] = "",
    about: Annotated[str, typer.Option(help="What it is about, in a few words.")] = "",
    remove: Annotated[str | None, typer.Option(help="Take out a piece that you wrote down, by its key.")] = None,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """What is worth sharing: your own posts, saved links, books, talks, what you tried. Feeds and folders are imported.

    Example: [b]kithbook pieces --add "A week without sugar" --kind experiment --about "bread, sourdough, honey"[/b]
    """
    with opened(book_path, follow=True) as book:
        if add is not None:
            book.keep_piece(add, kind=kind, link=link, about=about, now=clock())
        if remove is not None:
            book.drop_piece(remove)
        show(book.pieces(now=clock()), as_json, render_pieces)


def render_pieces(out: Any, answer: "PiecesAnswer") -> None:
    """One line each."""
    from rich.markup import escape

    for row in answer.pieces:
        to = f"  offered to {', '.join(escape(one.name) for one in row.offered)}" if row.offered else ""
        out.print(f"{row.on or '          '}  {row.kind}  [b]{escape(row.title)}[/b]  [dim]{escape(row.key)}[/dim]{to}")
    if not answer.pieces:
        out.print("Nothing to share yet. Import your feed or a folder of posts, or write a piece down with --add.")


def share(
    what: Annotated[str, typer.Argument(help="The address of a page, a file, or the title or key of a piece.")],
    about: Annotated[str, typer.Option(help="What it is about, where the page itself is not read.")] = "",
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Read the page over the network. Without it nothing is.")
    ] = False,
    embed: Annotated[
        bool, typer.Option("--embed", help="Ask the language model's server too: tastes as a few words, no names.")
    ] = False,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """Who would value this, and why: a handful at most, nobody to whom it went already.

    Example: [b]kithbook share https://kiln.example/ash-glazes --about "wood ash glazes"[/b]
    """
    with opened(book_path, follow=True) as book:
        file = Path(what).expanduser()
        given = file if "://" not in what and file.is_file() else what
        show(book.share(given, about=about, fetch=fetch, embed=embed, now=clock()), as_json, render_share)


def render_share(out: Any, answer: "ShareAnswer") -> None:
    """One line for each person, with what it rests on."""
    from rich.markup import escape

    out.print(f"[b]{escape(answer.piece.title)}[/b]")
    out.print(escape(str(answer.says)))
    for fit in answer.people:
        out.print(f"   [b]{escape(fit.person.name)}[/b]  {escape(str(fit.says))}")


def learnt(
    forget: Annotated[bool, typer.Option("--forget", help="Begin to learn anew.")] = False,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """What your answers have taught the book: minutes, channels, reasons.

    Example: [b]kithbook learnt[/b]
    """
    with opened(book_path, follow=True) as book:
        if forget:
            book.forget_learnt(now=clock())
        show(book.learnt(now=clock()), as_json, render_learnt)


def render_learnt(out: Any, answer: "LearntAnswer") -> None:
    """One line each."""
    from rich.markup import escape

    out.print(escape(str(answer.says)))
    for row in answer.learnt:
        out.print(f"   {row.of}, {escape(row.what)}: {escape(str(row.says))} ({row.count})")


def calendar(
    to: Annotated[Path | None, typer.Option(help="Write it as an .ics file.", metavar="FILE.ics")] = None,
    new_address: Annotated[bool, typer.Option("--new-address", help="Make the old address of the feed void.")] = False,
    as_json: AsJson = False,
    book_path: BookPath = None,
) -> None:
    """The calendar: this week's few, birthdays, follow-ups, promises; as a file, or at a secret address of the page.

    Google Calendar cannot fetch from a private machine: import the file there.

    Example: [b]kithbook calendar --to kithbook.ics[/b]
    """
    import msgspec

    from kithbook.feeds import as_ics

    with opened(book_path, follow=True) as book:
        if new_address:
            book.rotate_calendar()
        answer = book.calendar(now=clock())
        if to is not None:
            _write(to, as_ics(answer))
            answer = msgspec.structs.replace(answer, written=str(to))
        show(answer, as_json, render_calendar)


def _write(path: Path, body: bytes) -> None:
    from kithbook.vocabulary import Refused, say

    try:
        path.write_bytes(body)
    except OSError as trouble:
        raise Refused(
            say("{path} cannot be written. Check the folder and the permissions.", path=str(path))
        ) from trouble


def render_calendar(out: Any, answer: "CalendarAnswer") -> None:
    """The coming days, then where the feed is."""
    from rich.markup import escape

    for event in answer.events[:30]:
        out.print(f"{event.on}  {escape(str(event.title))}")
    if len(answer.events) > 30:
        out.print(f"and {len(answer.events) - 30} more")
    if answer.written:
        out.print(f"Written to {escape(answer.written)}.")
    out.print(f"[dim]While kithbook serve runs, a calendar on this machine finds it at /{escape(answer.path)}[/dim]")

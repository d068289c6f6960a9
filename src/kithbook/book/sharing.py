"""The library as one sees it: pieces that are written down, what went to whom, and who would value something."""

import uuid
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kithbook import words
from kithbook.book import favouring, fetching, giving, modelling, moments, naming
from kithbook.book.checking import checked
from kithbook.book.giving import FAR, TEXT, Library, Piece, Work, library
from kithbook.book.preferences import settings
from kithbook.store import models, timeline
from kithbook.store import people as shelf
from kithbook.store.context import at_once
from kithbook.vocabulary import Refused, Said, say, say_n
from kithbook.vocabulary.answers import Fit, Named, PieceRow, PiecesAnswer, ShareAnswer

KINDS: Final = (
    *("post", "article", "book", "talk", "repository", "link"),
    *("playlist", "photograph", "experiment", "trip"),
)
MOST: Final = 200  # pieces of a page

# ------------------------------------------------------------------------------------------------ pieces by hand


def pieces(*, now: int) -> PiecesAnswer:
    """Everything worth sharing, newest first, with those to whom it went."""
    held = library()
    to: dict[str, set[int]] = defaultdict(set)
    for person, keys in held.offered.items():
        for key in keys:
            to[key].add(person)
    shown = shelf.shown({person for some in to.values() for person in some})
    zone = settings().zone
    rows = tuple(_row(work, to.get(work.key, ()), shown, zone) for work in held.works[:MOST])
    return PiecesAnswer(rows, len(held.works))


def _row(work: Work, to: Sequence[int] | set[int], shown: Mapping[int, str], zone: str) -> PieceRow:
    first = work.variants[0]
    return PieceRow(
        key=work.key,
        kind=first.kind,
        title=first.title,
        link=first.link,
        on=moments.iso_day(first.at, zone),
        languages=tuple(dict.fromkeys(each.language for each in work.variants)),
        offered=tuple(Named(person, shown[person]) for person in sorted(to) if person in shown),
        by_me=first.by_me,
    )


@at_once
def keep_piece(title: str, *, now: int, kind: str = "link", link: str = "", about: str = "") -> PieceRow:
    """Write down a piece of your own: something tried, read, made or saved. Raises Refused without a title."""
    title = " ".join(title.split())[:300]
    if not title:
        raise Refused(say("Say what it is, such as: a week without sugar."))
    if kind not in KINDS:
        raise Refused(say("There is no sort {word}. Choose {words}.", word=kind, words=", ".join(KINDS)))
    row = models.Piece.objects.create(
        platform="typed",
        key=f"own-{uuid.uuid4().hex[:12]}",
        kind=kind,
        title=title,
        link=checked("link", link) if link.strip() else "",
        at=now,
        text=about.strip()[:TEXT],
    )
    piece = Piece(row.key, kind, title, row.link, now, row.text, (), True)
    return _row(Work(row.key, (piece,), title, row.text, ()), (), {}, settings().zone)


@at_once
def drop_piece(key: str) -> None:
    """Take out a piece that you wrote down. Raises Refused for one that an import brought, or that is not there."""
    if not models.Piece.objects.filter(key=key, source=None).delete()[0]:
        raise Refused(say("You wrote down no such piece. What an import brought goes with that import."), status=404)


@at_once
def give_piece(name: str | int, key: str, title: str, *, now: int) -> None:
    """Keep that a piece went to somebody, so that it is never offered to them again."""
    person = naming.find_person(name)
    if not key:
        raise Refused(say("Say which piece it was."))
    models.Offer.objects.get_or_create(person=person, key=key, defaults={"title": title[:300], "at": now})


# ------------------------------------------------------------------------------------------------ who would value it


def share(what: str | Path, *, now: int, about: str = "", fetch: bool = False, embed: bool = False) -> ShareAnswer:
    """Who would value a piece, a handful at most: the address of a page, a file, or the title or key of a piece.

    A page is read over the network only where ``fetch`` says so; else ``about`` and its address tell what it is about.
    ``embed`` asks the server of the language model for vectors of the piece and of what people care about: a few words
    each, no names and no messages. Raises Refused for a file or a page that cannot be read, and where no model is set
    up.
    """
    held = library()
    work = held.find(str(what)) if not isinstance(what, Path) else None
    if work is None:
        work = _unknown(what, about, fetch=fetch)
    elif about:
        work = work._replace(text=f"{work.text} {about}")
    offered = {person for person, keys in held.offered.items() if work.key in keys}
    vectors = _vectors(work, held.profiles) if embed else None
    found = words.rank(work, held.profiles, company=held.company, offered=offered, vectors=vectors)
    shown = shelf.shown([match.person for match in found])
    free, prefs = favouring.ask_free(), settings()
    fits = []
    for match in found:
        says, terms, messages = giving.reason_of(match.because, match.alike, prefs.zone)
        variant = _variant(work, match.person) if len(work.variants) > 1 else ""
        fits.append(
            Fit(
                Named(match.person, shown[match.person]),
                round(match.score, 3),
                says or say("They care about such things."),
                terms,
                messages,
                variant,
                match.person in free,
            )
        )
    sent = shelf.shown(offered)
    return ShareAnswer(_row(work, offered, sent, prefs.zone), tuple(fits), _says(fits, held))


def _vectors(work: Work, profiles: Mapping[int, words.Profile]) -> dict[Hashable, Sequence[float]]:
    """Vectors of a piece, by its key, and of what each person cares about, by their number."""
    told = {person: ", ".join(each.what for each in words.described(profile)) for person, profile in profiles.items()}
    people = [person for person, text in told.items() if text]
    found = modelling.embed([f"{work.title}. {work.text[:1000]}", *(told[person] for person in people)])
    return {work.key: found[0], **dict(zip(people, found[1:], strict=True))}


def _variant(work: Work, person: int) -> str:
    """The address of the variant in the language that somebody writes."""
    handles = shelf.handles_of([person])[person]
    texts = [line.text for line in timeline.recent(handles, since=0, until=FAR, most=20)]
    return work.in_language(words.language(texts)).link if texts else ""


def _unknown(what: str | Path, about: str, *, fetch: bool) -> Work:
    """A piece that is not in the library: a file, a page, or something that is only named."""
    if isinstance(what, Path):
        title, text = fetching.of_file(what)
        link = ""
    elif urlsplit(what).scheme in {"http", "https"}:
        title, text = fetching.of_page(what) if fetch else (what, fetching.words_of(what))
        link = what
    else:
        title, text, link = what, "", ""
    key = link or (
        f"file-{what.name}" if isinstance(what, Path) else f"named-{' '.join(words.fold(what).split())[:200]}"
    )
    piece = Piece(key, "link" if link else "post", title, link, None, f"{text} {about}"[:TEXT], (), False)
    return Work(key, (piece,), title, piece.text, ())


def _says(fits: Sequence[Fit], held: Library) -> Said:
    if fits:
        return say_n("{count} person would likely value this.", "{count} people would likely value this.", len(fits))
    if not held.profiles:
        return say("The book does not know yet what anybody cares about. Import chats, or write notes on people.")
    return say("Nobody in the book shows a taste for this. Say in a few words what it is about, or keep it.")

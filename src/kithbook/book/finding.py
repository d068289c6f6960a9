"""Finds what was said, in any script, and people by name."""

from typing import Final

from kithbook import words as tongue
from kithbook.book import moments, naming, seeking
from kithbook.store import described, people
from kithbook.store import search as index
from kithbook.store.models import Chat
from kithbook.vocabulary.answers import Hit, Named, SearchAnswer

PAGE: Final = 50
MOST_PEOPLE: Final = 20
AROUND: Final = 240  # characters shown on either side of the first hit


def search(words: str, *, page: int = 1) -> SearchAnswer:
    """Messages that hold all ``words`` (in quotes: side by side), newest first, and people.

    People are found by name, tag, telephone number and mail address. There are fifty messages a page.
    """
    match = tongue.query(words)
    total = index.count(match)
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    found = index.find(match, PAGE, (page - 1) * PAGE, by_time=total <= index.SORTED)
    named = naming.matches(words, people.names())
    called = list(dict.fromkeys([*named, *sorted(seeking.on_cards(words, described.tags()))]))[:MOST_PEOPLE]
    shown = people.shown({*called, *(hit.person for hit in found if hit.person is not None)})
    titles = {chat.pk: chat.shown for chat in Chat.objects.filter(id__in={hit.chat for hit in found})}
    return SearchAnswer(
        words=words,
        hits=tuple(_hit(hit, words, shown, titles) for hit in found),
        people=tuple(Named(person, shown[person]) for person in called if person in shown),
        total=total,
        page=page,
        pages=pages,
    )


def _hit(hit: index.Found, words: str, shown: dict[int, str], titles: dict[int, str]) -> Hit:
    marked = tongue.marked(hit.text, words)
    return Hit(
        id=hit.id,
        chat=Named(hit.chat, titles.get(hit.chat, "")),
        person=None if hit.person is None else Named(hit.person, shown.get(hit.person, "")),
        at=moments.iso(hit.at),
        text=hit.text,
        marked=_shortened(marked),
    )


def _shortened(marked: tuple[tuple[str, bool], ...]) -> tuple[tuple[str, bool], ...]:
    """The pieces with what lies far from any hit left out, so that a page of long messages stays a page."""
    short = []
    for place, (piece, is_hit) in enumerate(marked):
        first, last = place == 0, place == len(marked) - 1
        room = AROUND if first or last else 2 * AROUND
        if is_hit or len(piece) <= room + 1:
            short.append((piece, is_hit))
        elif first:
            short.append(("…" + piece[-AROUND:], False))
        elif last:
            short.append((piece[:AROUND] + "…", False))
        else:
            short.append((piece[:AROUND] + "…" + piece[-AROUND:], False))
    return tuple(short)

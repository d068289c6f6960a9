"""Who is who in strange books: what dies half way, goes meanwhile, comes again, is very long or oddly named."""

from pathlib import Path
from typing import Any

import pytest

from kithbook import book
from kithbook.vocabulary import Refused


def joined() -> list[list[str]]:
    """The keys of everybody's handles."""
    from kithbook.store.models import Person

    return sorted(sorted(each.handles.values_list("key", flat=True)) for each in Person.objects.all())


def test_an_undo_that_died_is_brought_to_its_end(empty: Path, cards: Any, monkeypatch, now: int) -> None:
    """What it had only hidden is cleared away before people are looked at again."""
    from kithbook.store import removal

    [one] = book.bring_in(cards("a", ("u1", "Tove Lindqvist", "", "")), now=now).imports
    with monkeypatch.context() as patch:
        patch.setattr(removal, "sweep", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            book.undo(one.id, now=now)
    assert joined()
    book.settle(now=now)
    assert joined() == []


def test_what_was_written_last_shows_whoever_is_first(empty: Path, cards: Any, now: int) -> None:
    """An import that goes and comes again changes who is the first of a whole, and nothing that is shown."""
    first = cards("a", ("u1", "Ines", "", ""))
    [one] = book.bring_in(first, now=now).imports
    book.bring_in(cards("b", ("u2", "Ines Halfmoon", "", ""), ("u3", "I. Halfmoon", "", "")), now=now)
    book.set_circle(2, "core", now=now)
    book.set_circle(3, "loose", now=now + 1)
    book.describe(3, "sort", "halfmoon", now=now + 1)
    book.describe(2, "sort", "ines", now=now)
    for other in ("#2", "#3"):
        book.same("u1", other, now=now)
    before = book.person("u1", now=now)
    assert (before.person.circle, before.sort) == ("loose", "halfmoon")
    book.undo(one.id, now=now)
    book.bring_in(first, now=now)
    after = book.person("u1", now=now)
    assert after.person.id != before.person.id
    assert (after.person.circle, after.sort) == ("loose", "halfmoon")
    book.set_circle(after.person.id, "curated", now=now - 9)  # the clock was put back
    assert book.person("u1", now=now).person.circle == "curated"


def test_a_group_that_goes_while_it_is_measured_is_left_out(empty: Path, chat: Any, monkeypatch, now: int) -> None:
    """Its import is undone between the reading of its lines and the keeping of its report."""
    from kithbook import groups
    from kithbook.store.models import Chat, Standing

    plain = groups.report

    def report(*given: Any, **more: Any) -> Any:
        Chat.every.all().delete()
        return plain(*given, **more)

    monkeypatch.setattr(groups, "report", report)
    book.bring_in(chat("Kiln", ("Ines", "a"), ("Bo", "b")), now=now)
    assert not Standing.objects.exists()


def test_a_chain_of_fifty_breaks_where_a_link_is_taken_back(empty: Path, cards: Any, now: int) -> None:
    """All are one; without one word they are two, in whatever order the others are taken back none is lost."""
    book.bring_in(cards("a", *((f"k{each}", f"N{each} X{each}", "", "") for each in range(51))), now=now)
    apart = joined()
    links = [book.same(f"k{each}", f"k{each + 1}", now=now) for each in range(50)]
    assert len(joined()) == 1
    with pytest.raises(Refused, match="one person already"):
        book.same("k0", "k50", now=now)
    book.undo_deed(links[20].id, now=now)
    assert sorted(map(len, joined())) == [21, 30]
    for deed in (*links[:20], *reversed(links[21:])):
        book.undo_deed(deed.id, now=now)
    assert joined() == apart


@pytest.mark.parametrize("key", ["it's", '100% "x"', "_", "%", "a" * 20_000, "me", "#1", "🏺", "-"])
def test_strange_keys_are_keys_as_others(empty: Path, cards: Any, key: str, now: int) -> None:
    """Joined, split, taken back."""
    book.bring_in(cards("a", (key, "Ines", "", ""), ("u2", "Bo", "", ""), ("u3", "Tove", "", "")), now=now)
    deed = book.same("#1", "#2", now=now)
    assert sorted(map(len, joined())) == [1, 2]
    cut = book.split("#1", now=now)
    assert sorted(map(len, joined())) == [1, 1, 1]
    book.undo_deed(cut.id, now=now)
    assert sorted(map(len, joined())) == [1, 2]
    book.undo_deed(deed.id, now=now)
    book.settle(now=now)
    assert sorted(map(len, joined())) == [1, 1, 1]

"""Undoing an import leaves the book as if it had never been."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused

A = ((13, "10:00", "Ines", "the kiln is warm"), (13, "10:01", "Lio", "ok"), (13, "10:02", "Bram", "firing at six"))
B = ((13, "10:02", "Bram", "firing at six"), (14, "09:00", "Ines", "the glazes dry"), (14, "09:01", "Noor", "lovely"))
OTHER = ((20, "09:00", "Ines", "tea?"), (20, "09:10", "Tove", "yes"))


def test_undo_is_exact(empty: Path, whatsapp: Callable[..., Path], dump, now: int) -> None:
    """After undo every row is as before, words of the index and names of people among them."""
    book.bring_in(whatsapp(*A), me="Ines", now=now)
    before = dump()
    [one] = book.bring_in(whatsapp(*B, name="b", title="Kiln Society"), now=now).imports
    assert dump() != before
    undone = book.undo(one.id, now=now)
    assert (undone.state, undone.chat) == ("undone", "Kiln Society")
    assert dump() == before
    assert book.search("glazes").total == 0
    assert [check.name for check in book.doctor().checks if not check.well] == []


def test_undo_everything_then_bring_in_again(empty: Path, whatsapp: Callable[..., Path], dump, now: int) -> None:
    """The last undo leaves an empty book, and the file can be brought in again."""
    nothing = dump()
    [one] = book.bring_in(whatsapp(*A), me="Ines", now=now).imports
    full = dump()
    book.undo(one.id, now=now)
    assert dump() == nothing
    [again] = book.bring_in(whatsapp(*A), me="Ines", now=now).imports
    assert again.messages.new == 3
    assert dump().replace(f", {again.id})", f", {one.id})").count("\n") == full.count("\n")
    assert book.search("firing").total == 1


def test_what_another_import_holds_too_stays(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """Undoing the earlier of two overlapping imports hands the common lines over to the later one."""
    from kithbook.store.models import Message

    [first] = book.bring_in(whatsapp(*A), now=now).imports
    [second] = book.bring_in(whatsapp(*B, name="b"), now=now).imports
    book.undo(first.id, now=now)
    assert sorted(Message.objects.values_list("text", flat=True)) == sorted(text for *_, text in B)
    assert book.search("firing").total == 1
    assert book.search("kiln").total == 0
    book.undo(second.id, now=now)
    assert not Message.objects.exists()


def test_order_of_undoing_does_not_matter(empty: Path, whatsapp: Callable[..., Path], dump, now: int) -> None:
    """Three overlapping imports, the middle and the first undone: what is left is what the third tells."""
    ids = [
        book.bring_in(whatsapp(*lines, name=name), now=now).imports[0].id
        for name, lines in (("a", A), ("b", A + B[1:2]), ("c", A[1:] + B[1:]))
    ]
    book.undo(ids[1], now=now)
    book.undo(ids[0], now=now)
    from kithbook.store.models import Handle, Message

    assert sorted(Message.objects.values_list("text", flat=True)) == sorted(text for *_, text in A[1:] + B[1:])
    assert set(Message.objects.values_list("source_id", flat=True)) == {ids[2]}
    assert sorted(Handle.objects.values_list("key", flat=True)) == ["Bram", "Ines", "Lio", "Noor"]


def test_what_was_written_by_hand_stays(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """A person with a logged touch outlives the import, and is the same person when it comes again."""
    [one] = book.bring_in(whatsapp(*OTHER, title="Tove"), me="Ines", now=now).imports
    tove = book.person("Tove", now=now).person.id
    book.log(["Tove"], "met at the market", now=now)
    book.undo(one.id, now=now)
    assert [row.id for row in book.people(now=now).people] == [tove]
    book.bring_in(whatsapp(*OTHER, title="Tove"), now=now)
    assert book.person("Tove", now=now).person.id == tove


def test_owner_is_given_back(empty: Path, whatsapp: Callable[..., Path], telegram, dump, now: int) -> None:
    """Undoing the import that said who the owner is takes that back too."""
    book.bring_in(whatsapp(*A), me="Ines", now=now)
    book.bring_in(telegram((1, 1_710_320_400, "Bo", "ok", 0), (2, 1_710_320_500, "Ada", "hm", 0)), now=now)
    before = dump()
    more = telegram((3, 1_710_330_400, "Bo", "so", 0), (4, 1_710_330_500, "Ada", "yes", 0), name="u")
    [one] = book.bring_in(more, me="Bo", now=now).imports
    assert "Bo" not in [row.name for row in book.people(now=now).people]
    book.undo(one.id, now=now)
    assert dump() == before


def test_undo_twice_is_refused(empty: Path, whatsapp: Callable[..., Path], now: int) -> None:
    """What is undone already, or never was, cannot be undone."""
    [one] = book.bring_in(whatsapp(*A), now=now).imports
    book.undo(one.id, now=now)
    with pytest.raises(Refused, match="undone already"):
        book.undo(one.id, now=now)
    with pytest.raises(Refused, match="no import 99"):
        book.undo(99, now=now)


def test_interrupted_clearing_goes_on(empty: Path, whatsapp, dump, monkeypatch, now: int) -> None:
    """A crash after the rows were hidden leaves a book without them; the next import clears the rest."""
    from kithbook.store import removal

    book.bring_in(whatsapp(*A), now=now)
    before = dump()
    [one] = book.bring_in(whatsapp(*OTHER, name="b", title="Tove"), now=now).imports
    with monkeypatch.context() as patch:
        patch.setattr(removal, "_clear", lambda row: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            book.undo(one.id, now=now)
    from kithbook.store.models import Message

    assert Message.objects.count() == len(A)
    assert not next(check for check in book.doctor().checks if check.name == "imports").well
    book.bring_in(whatsapp(*A), now=now)
    removal.sweep()
    book.settle(now=now)
    assert dump() == before


def test_owner_stays_while_any_import_says_so(empty: Path, whatsapp, telegram, dump, now: int) -> None:
    """Two imports that both say who the owner is: it takes undoing both to forget it, in whatever order."""
    from kithbook.store.models import Person

    book.bring_in(telegram((1, 1_710_320_400, "Bo", "ok", 0), (2, 1_710_320_500, "Ada", "hm", 0)), now=now)
    before = dump()
    [first] = book.bring_in(whatsapp(*A), me="Ines", now=now).imports
    [second] = book.bring_in(whatsapp(*A, *B[1:], name="b"), me="Ines", now=now).imports
    book.undo(first.id, now=now)
    assert Person.objects.get(is_me=True).name == "Ines"
    book.undo(second.id, now=now)
    assert dump() == before


def test_owner_whose_first_handle_went_is_forgotten(empty: Path, whatsapp, telegram, dump, now: int) -> None:
    """The owner was made by the import that is undone first and kept by a later one: in the end nobody is left."""
    nothing = dump()
    [first] = book.bring_in(whatsapp(*A), me="Ines", now=now).imports
    account = telegram((1, 1_710_320_400, "Bo", "ok", 0), (2, 1_710_320_500, "Ada", "hm", 0))
    [second] = book.bring_in(account, me="Bo", now=now).imports
    book.undo(first.id, now=now)
    book.undo(second.id, now=now)
    assert dump() == nothing


def test_people_are_called_as_the_imports_that_are_left_call_them(empty: Path, telegram, dump, now: int) -> None:
    """Who was the owner for a while and was renamed meanwhile goes back under the newer name; so does the owner."""
    from kithbook.store.models import Person

    at = 1_710_320_400
    [first] = book.bring_in(telegram((1, at, "Bo", "ok", 0)), me="Bo", now=now).imports
    book.bring_in(telegram((1, at, "Ada", "hm", 0), chat_id=78, name="u"), me="Ada", now=now)
    assert Person.objects.get().name == "Bo"
    book.undo(first.id, now=now)
    assert Person.objects.get(is_me=True).name == "Ada"
    [first] = book.bring_in(telegram((1, at, "Bo", "ok", 0)), me="Bo", now=now).imports
    renamed = telegram((1, at, "Bo", "ok", 0), (2, at, "Bo", "so", 0), name="v")
    renamed.write_text(renamed.read_text().replace('"from": "Bo"', '"from": "Bo of the kiln"'))
    book.bring_in(renamed, now=now)
    book.undo(first.id, now=now)
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Ada", "Bo of the kiln"]


def test_saying_again_who_the_owner_is_changes_nothing(empty: Path, whatsapp, now: int) -> None:
    """The same file with the same word on the owner leaves what undo would put back as it is."""
    from kithbook.store.models import Word

    book.bring_in(whatsapp(*A), me="Ines", now=now)
    assert Word.objects.filter(by="export").count() == 1
    book.bring_in(whatsapp(*A), me="Ines", now=now)
    assert Word.objects.count() == 1

"""Typed people, pasted member lists and copied chat lines are imports like any other."""

from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused


def names() -> list[str]:
    """Everybody in the book."""
    from kithbook.store.models import Person

    return sorted(Person.objects.values_list("name", flat=True))


def test_typed_people(empty: Path, dump, now: int) -> None:
    """One name per line makes one person each, in no chat; undo takes them out again."""
    before = dump()
    [one] = book.add("Ines Halfmoon\n\n- 三朵\n2. نادية\n", now=now).imports
    assert names() == ["Ines Halfmoon", "نادية", "三朵"]
    assert (one.people.read, one.people.new, one.chat_ids) == (3, 3, ())
    assert (one.lines.total, one.lines.read, one.lines.blank, one.lines.not_read) == (4, 3, 1, 0)
    assert list(empty.parent.glob("*.pasted")) == []
    book.undo(one.id, now=now)
    assert dump() == before


@pytest.mark.parametrize("list_", ["312 members\nInes, Lio", "群成员(312)\nInes、Lio", "٣١٢ عضو\nInes، Lio"])
def test_member_list_has_a_stated_size(empty: Path, now: int, list_: str) -> None:
    """The size that a list states is kept beside the members that it names."""
    book.add(list_, chat_title="Lantern Street", now=now)
    from kithbook.store.models import Chat

    chat = Chat.objects.get()
    assert (chat.shown, chat.stated_size, chat.memberships.count()) == ("Lantern Street", 312, 2)


def test_members_of_a_known_group_are_recognised(empty: Path, whatsapp, now: int) -> None:
    """A list pasted for a group of the book joins that group, and its names are the members seen there."""
    lines = ((13, "10:00", "Ines", "hello"), (13, "10:01", "Lio", "ok"), (13, "10:02", "Bram", "ok"))
    book.bring_in(whatsapp(*lines), now=now)
    book.add("Ines\nLio\nNoor", chat_title="Kiln Club", stated_size=42, now=now)
    from kithbook.store.models import Chat

    chat = Chat.objects.get()
    assert names() == ["Bram", "Ines", "Lio", "Noor"]
    assert chat.stated_size == 42
    assert set(chat.memberships.values_list("handle__key", flat=True)) == {"Ines", "Lio", "Bram", "Noor"}


def test_copied_lines_are_read_as_a_chat(empty: Path, now: int) -> None:
    """Lines copied out of a chat go through the format that recognises them."""
    lines = "13/03/2024, 10:00 - Ines: the kiln is warm\n13/03/2024, 10:01 - Lio: ok\n"
    [one] = book.add(lines, now=now).imports
    assert (one.format, one.messages.new) == ("whatsapp", 2)


def test_what_is_no_name_is_said(empty: Path, now: int) -> None:
    """A line too long for a name is a problem, not a person; nothing at all is refused."""
    [one] = book.add("Ines\n" + "word " * 40, now=now).imports
    assert (one.lines.not_read, len(one.problems), names()) == (1, 1, ["Ines"])
    for nothing in ("", " \n", ", ,"):
        with pytest.raises(Refused):
            book.add(nothing, now=now)


def test_typing_the_same_again_adds_nobody(empty: Path, now: int) -> None:
    """The same name typed twice is the same handle."""
    book.add("Ines\nLio", now=now)
    [one] = book.add("Lio\nNoor", now=now).imports
    assert (one.people.read, one.people.new) == (2, 1)

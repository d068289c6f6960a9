"""A first look through an export keeps little of it."""

from collections.abc import Iterator
from pathlib import Path

from kithbook import book
from kithbook.vocabulary import Chat, Message, Record


def account(chats: int, messages: int) -> Iterator[Record]:
    """An account with chats that nothing but their lines could tell apart."""
    for chat in range(chats):
        yield Chat(str(chat), "whatsapp", "", f"Room {chat}", "group")
        for n in range(messages):
            yield Message(str(chat), f"{chat} {n % 9}", n * 600, "text", f"the kiln of {chat} is at {n} degrees", n)


def test_of_many_chats_less_is_kept_of_each(empty: Path) -> None:
    """An account of a thousand chats keeps hardly more lines than one of a hundred, and the ends of each chat."""
    from kithbook.book.looking import look
    from kithbook.store.clock import WallClock

    few, many = (look(account(chats, 150), WallClock("UTC"), "whatsapp").chats for chats in (100, 1100))
    kept = [sum(len(chat.lines()) for chat in each.values()) for each in (few, many)]
    assert kept[0] == 100 * 150
    assert kept[1] < 8 * kept[0]
    last = many["1099"].lines()
    assert len(last) < 40
    assert last[0][3] == "the kiln of 1099 is at 0 degrees"
    assert look(account(1, 5000), WallClock("UTC"), "whatsapp").chats["0"].counts.total() == 5000


def test_a_chat_in_the_book_is_found_again_by_the_few_lines_that_are_kept(empty: Path, whatsapp, now: int) -> None:
    """Of a long chat some lines are kept, and they suffice."""
    lines = [
        (1 + n // 600, f"{n // 60 % 10 + 9:02}:{n % 60:02}", "Ines", f"the kiln is at {n} degrees") for n in range(4000)
    ]
    book.bring_in(whatsapp(*lines[:3000]), now=now)
    [told] = book.preview(whatsapp(*lines[2900:], name="b"), now=now).exports
    assert (told.joins, told.found.messages.new) == ("Kiln Club", 1000)

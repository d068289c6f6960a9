"""Whether two exports show one chat."""

import pytest

from kithbook.identity import ChatSketch, same_chat

OLD = ChatSketch("Kiln Club", "group", {"Ines", "Lio", "Bram", "Noor"}, 0, 1000, {"Kiln Society"})


@pytest.mark.parametrize(
    ("new", "compared", "equal", "same", "sure"),
    [
        (ChatSketch("Other name", "group", {"Tove"}, 0, 9), 10, 10, True, False),
        (ChatSketch("Other name", "group", {"Tove"}, 0, 9), 10, 5, True, False),
        (ChatSketch("Kiln Club", "group", OLD.members, 0, 9), 10, 2, False, True),
        (ChatSketch("Kiln Club", "group", OLD.members, 0, 9), 10, 0, False, True),
        (ChatSketch("Kiln Club", "group", {"Ines", "Lio", "Tove"}, 0, 9), 0, 0, True, False),
        (ChatSketch("Kiln Club", "group", {"Ines", "Tove", "Ulla"}, 0, 9), 0, 0, False, True),
        (ChatSketch("Kiln Club", "unknown", {"Ines"}, 0, 9), 0, 0, True, False),
        (ChatSketch("Kiln Club", "direct", {"Ines", "Lio"}, 0, 9), 0, 0, False, True),
        (ChatSketch("Other name", "group", OLD.members, 0, 9), 0, 0, False, True),
        (ChatSketch("", "group", set(), None, None), 0, 0, False, True),
        (ChatSketch("Kiln Club", "group", {"Tove"}, 0, 9), 10, 9, True, True),
        (ChatSketch("Kiln Society", "group", {"Tove"}, 0, 9), 10, 9, True, True),
        (ChatSketch("Kiln Club", "group", {"Tove"}, 0, 9), 10, 4, False, False),
        (ChatSketch("Other name", "group", {"Tove"}, 0, 9), 2, 2, True, False),
        (ChatSketch("Other name", "group", {"Tove"}, 0, 9), 1, 0, False, True),
    ],
)
def test_lines_first_then_title_and_members(new: ChatSketch, compared: int, equal: int, same: bool, sure: bool) -> None:
    """Equal lines join, differing ones part; without any to compare, title, kind and members decide."""
    assert same_chat(new, OLD, compared, equal) == (same, sure)


def test_emptied_chat_is_taken_up_by_its_title() -> None:
    """A chat that undo has emptied, kept for its hand-given title, is found again by its title."""
    emptied = ChatSketch("Kiln Club", "group", frozenset())
    assert same_chat(ChatSketch("Kiln Club", "group", {"Ines"}, 0, 9), emptied, 0, 0) == (True, True)

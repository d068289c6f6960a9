"""Lines of an export, sought among those of the book."""

from pathlib import Path

import pytest

from kithbook import book


@pytest.fixture
def chats(tmp_path: Path) -> tuple[int, int]:
    """Two chats of one platform: messages at 100, 200 and 10,000 s, and one that is not to be seen yet."""
    with book.opened(tmp_path / "book.sqlite"):
        from kithbook.store import rows
        from kithbook.store.models import Chat, Import

        done = Import.objects.create(path="a", format="x", created=0, hides=False, state="complete")
        half = Import.objects.create(path="b", format="x", created=0, hides=True, state="reading")
        first, second = (Chat.every.create(platform="x", title=title).pk for title in "ab")
        told = [
            (first, 100, "ok", done),
            (first, 200, "so", done),
            (second, 10_000, "ok", done),
            (first, 120, "ok", half),
        ]
        rows.insert(
            [(n, chat, None, at, 0, text, source.pk, 0, 0) for n, (chat, at, text, source) in enumerate(told, 1)]
        )
        yield first, second


def test_near_watched_and_chats(chats: tuple[int, int]) -> None:
    """Each line gets what a chat holds of it about then, each moment whether anything is there; hidden rows are not."""
    from kithbook.store import sought

    first, second = chats
    assert sought.near(first, [(130, "ok"), (130, "so"), (900, "ok")], 90) == [[(100, None)], [(200, None)], []]
    assert sought.near(first, [], 90) == []
    assert sought.watched(first, [0, 50, 290, 291, 9_999], 90) == [False, True, True, False, False]
    lines = [(100, "ok"), (110, "ok"), (9_999, "ok"), (1, "so")]
    assert sought.chats("x", lines, 200, 100, 10) == {first: 3, second: 1}
    assert sought.chats("x", [(150, "ok"), (290, "so"), (1000, "so")], 200, 100, 10) == {first: 1}
    assert sought.chats("y", lines, 200, 100, 10) == {}

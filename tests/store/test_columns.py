"""Messages as columns, for measuring."""

from pathlib import Path

import polars as pl
import pytest

from kithbook.vocabulary import EVENT_COLUMNS, KINDS


def make() -> None:
    """Two chats: text, a question with a reply and a mention, a system line, a photo, and a hidden import."""
    from kithbook.store.models import Chat, Handle, Import, Message, Person

    done = Import.objects.create(path="a", format="whatsapp", created=0, state="complete", hides=False)
    begun = Import.objects.create(path="b", format="whatsapp", created=0, state="reading")
    chats = [Chat.objects.create(pk=pk, platform="whatsapp", title=f"chat {pk}") for pk in (5, 6)]
    people = [Person.objects.create(pk=pk, name=f"person {pk}") for pk in (70, 80)]
    ines, lio, lio_too = (
        Handle.objects.create(pk=pk, platform="whatsapp", key=f"k{pk}", person=person, home=person)
        for pk, person in ((1, people[0]), (2, people[1]), (3, people[1]))
    )
    told = [
        (10, chats[0], ines, 100, "text", "hello 聚会", {}),
        (11, chats[0], lio, 90, "text", "who?", {"reply_to_id": 10, "mention": ines, "question": True}),
        (12, chats[0], None, 95, "system", "Ines left", {}),
        (13, chats[1], lio_too, 100, "image", "", {}),
        (14, chats[1], lio, 100, "unknown", "?", {}),
    ]
    for pk, chat, sender, at, kind, text, more in told:
        Message.every.create(
            pk=pk, chat=chat, sender=sender, at=at, kind=KINDS.index(kind), text=text, source=done, **more
        )
    Message.every.create(pk=15, chat=chats[0], sender=ines, at=99, text="not yet", source=begun)


def test_columns_and_types(opened: Path) -> None:
    """The frame has exactly the columns of the vocabulary, also for a book with nothing in it."""
    from kithbook.store import columns

    expected = {name: getattr(pl, kind) for name, kind, _ in EVENT_COLUMNS}
    assert dict(columns.events([5, 6]).schema) == expected
    make()
    assert dict(columns.events([5, 6]).schema) == expected


def test_events_are_in_order_and_whole(opened: Path) -> None:
    """Ordered by moment and row, senders and mentions are people, system lines and hidden imports are left out."""
    from kithbook.store import columns

    make()
    assert columns.events([5, 6]).rows() == [
        (11, 5, 80, 90, 0, 10, 70, True),
        (10, 5, 70, 100, 0, None, None, False),
        (13, 6, 80, 100, KINDS.index("image"), None, None, False),
        (14, 6, 80, 100, KINDS.index("unknown"), None, None, False),
    ]
    assert columns.events([6])["id"].to_list() == [13, 14]
    assert columns.events([]).is_empty()


@pytest.mark.parametrize(("together", "chats"), [(1, [[5], [6]]), (2, [[5], [6]]), (5, [[5], [6]]), (6, [[5, 6]])])
def test_a_piece_is_whole_chats_however_little_is_read_at_once(
    opened: Path, monkeypatch: pytest.MonkeyPatch, together: int, chats: list[list[int]]
) -> None:
    """Chats come together up to so many rows; a longer one comes alone, whole, in order, also where moments equal."""
    from kithbook.store import columns

    make()
    expected = columns.events([5, 6])
    monkeypatch.setattr(columns, "TOGETHER", together)
    found = list(columns.pieces([6, 5]))
    assert [some for some, _ in found] == chats
    assert pl.concat(events for _, events in found).sort("at", "id").equals(expected)
    assert all(events["at"].is_sorted() for _, events in found)

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
        (11, 5, 80, 90, 0, 10, 70, True, 4, False, 10, 1.0),
        (10, 5, 70, 100, 0, None, None, False, 8, False, None, None),
        (13, 6, 80, 100, KINDS.index("image"), None, None, False, 0, False, None, None),
        (14, 6, 80, 100, KINDS.index("unknown"), None, None, False, 1, False, None, None),
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


def test_what_the_reply_graph_says_comes_with_the_messages(opened: Path) -> None:
    """The platform's own word goes before it; whoever began something answers nothing."""
    from kithbook.store import columns, diaries

    make()
    links = pl.DataFrame({"message": [10, 11, 14], "answers": [None, 13, 13], "chance": [0.0, 0.3, 0.75]})
    diaries.keep_answers(links)
    diaries.keep_answers(links)  # a second time changes nothing
    told = {row["id"]: (row["answers"], row["chance"]) for row in columns.events([5, 6]).iter_rows(named=True)}
    assert told == {11: (10, 1.0), 10: (None, None), 13: (None, None), 14: (13, 0.75)}
    diaries.forget_answers(6, after=None)
    assert columns.events([6])["answers"].to_list() == [None, None]


def test_how_much_is_characters_or_seconds_of_a_call(opened: Path) -> None:
    """The length of a call is read from its text; where none is told it is nothing."""
    from kithbook.store import columns
    from kithbook.store.models import Import, Message

    make()
    call = KINDS.index("call")
    for row, text, size in ((20, "0:12:05", 725), (21, "12:00:00", 43_200), (22, "", 0), (23, "Missed voice call", 0)):
        told = {"chat_id": 5, "sender_id": 1, "source_id": Import.objects.first().pk, "reactions": [["+", 1]]}
        Message.every.create(pk=row, at=row, kind=call, text=text, **told)
        (found,) = columns.events([5]).filter(pl.col("id") == row).iter_rows(named=True)
        assert (found["size"], found["reacted"]) == (size, True)


def test_events_begin_where_they_are_asked_to(opened: Path) -> None:
    """From a moment on, that moment included; handles as whoever asks calls them."""
    from kithbook.store import columns

    make()
    found = columns.events([5], since=100, whose={1: 1, 2: 9, 3: 9})
    assert found.select("id", "sender").rows() == [(10, 1)]


def test_a_mark_tells_whether_messages_are_the_same(opened: Path) -> None:
    """How many, the sums of rows and moments, the last; of all or up to a moment, without what is hidden."""
    from kithbook.store import columns
    from kithbook.store.models import Import

    make()
    assert columns.marks() == {5: (3, 33, 285, 100, 0), 6: (2, 27, 200, 100, 0)}
    assert columns.mark_until(5, 95) == (2, 23, 185, 95, 0)
    assert columns.mark_until(5, 1) == (0, 0, 0, 0, 0)
    Import.objects.update(hides=False)
    assert columns.marks()[5] == (4, 48, 384, 100, 0)


def test_what_was_said_comes_with_its_words(opened: Path) -> None:
    """A few at a time, in order, each once; the last ones before a moment too."""
    from kithbook.store import columns, rows

    make()
    rows.put("store_token", ("id", "tokens"), [(10, "hello 聚 会")])
    whose = {1: 1, 2: 2, 3: 2}
    some = list(columns.spoken(5, whose, together=1))
    assert [len(each) for each in some] == [1, 1]
    whole = pl.concat(some)
    assert whole.select("id", "sender", "text", "words", "reply_to", "mentions").rows() == [
        (11, 2, "who?", "", 10, 1),
        (10, 1, "hello 聚会", "hello 聚 会", None, None),
    ]
    assert pl.concat(columns.spoken(5, whose, after=90))["id"].to_list() == [10]
    assert columns.spoken_until(5, whose, 95, 7)["id"].to_list() == [11]
    assert columns.spoken_until(5, whose, None, 7).is_empty()


def test_a_copy_is_told_from_a_mail_to_somebody(opened: Path) -> None:
    """Where a mail names whom it is for, the other members only got a copy; else it is for all."""
    from kithbook.store import columns
    from kithbook.store.models import Membership, Message

    make()
    for handle in (1, 2, 3):
        Membership.objects.create(source_id=1, chat_id=6, handle_id=handle)
    Message.every.filter(pk=13).update(mentions=["k1"])
    found = columns.copies([6], {1: 1, 2: 2, 3: 3}).sort("who", "to").select("who", "to", "at", "size", "cc").rows()
    assert found == [(2, 1, 100, 1, False), (2, 3, 100, 1, False), (3, 1, 100, 0, False), (3, 2, 100, 0, True)]
    assert columns.copies([6], {1: 1, 2: 2, 3: 3}, after=100).is_empty()

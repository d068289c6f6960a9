"""The search index holds exactly the words of the messages that are there."""

from pathlib import Path

import pytest

from kithbook import words


@pytest.fixture
def said(opened: Path) -> list[str]:
    """Four messages in three scripts, of one import, indexed."""
    from kithbook.store import index
    from kithbook.store.models import Chat, Import, Message

    texts = ["The glazes are drying", "我们周末聚会吧", "قرأت كتاب الوَرّاق", "", "团聚，会议"]
    source = Import.objects.create(path="a", format="whatsapp", created=0, state="complete", hides=False)
    chat = Chat.objects.create(platform="whatsapp", title="Kiln")
    for number, text in enumerate(texts, 1):
        Message.every.create(pk=number, chat=chat, at=number, text=text, source=source)
    assert index.behind() == len(texts)
    told: list[tuple[int, int]] = []
    assert index.catch_up(words.tokens, lambda done, total: told.append((done, total))) == len(texts)
    assert told[-1] == (5, 5)
    return texts


def found(query: str) -> list[int]:
    """The rows that the index finds for what somebody typed."""
    from kithbook.store import rows

    sql = "SELECT rowid FROM store_search WHERE store_search MATCH %s ORDER BY rowid"
    return [row for (row,) in rows.all_of(sql, (words.query(query),))]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("glaze", [1]),
        ("dried", [1]),
        ("聚会", [2]),
        ("周末", [2]),
        ("الوراق", [3]),
        ("وراق", [3]),
        ("الكتاب", [3]),
        ("kiln", []),
    ],
)
def test_words_of_every_script_are_found(said: list[str], query: str, rows: list[int]) -> None:
    """An inflection, a Chinese word of two characters (not across a comma), an Arabic word with or without article."""
    assert found(query) == rows


def test_removed_messages_leave_no_word(said: list[str]) -> None:
    """Removing messages with their words leaves an index that matches what is there."""
    from kithbook.store import index, rows

    index.forget(1, 2, source=1)
    rows.run("DELETE FROM store_message WHERE id <= 2")
    assert (found("glaze"), found("聚会"), found("الوراق")) == ([], [], [3])
    rows.run("INSERT INTO store_search (store_search, rank) VALUES ('integrity-check', 1)")


def test_rows_given_again_are_indexed_again(said: list[str]) -> None:
    """After the newest messages were removed, new ones in their place are found."""
    from kithbook.store import index, rows
    from kithbook.store.models import Message

    index.forget(4, 5, source=1)
    rows.run("DELETE FROM store_message WHERE id >= 4")
    index.step_back()
    assert index.behind() == 0
    Message.every.create(pk=rows.next_id(), chat_id=1, at=9, text="new glazes", source_id=1)
    assert index.catch_up(words.tokens) == 1
    assert found("glaze") == [1, 4]

"""What an export holds is told before anything of it enters the book."""

from pathlib import Path

from kithbook import book

LINES = (
    (13, "10:00", "Ines", "the kiln is warm"),
    (13, "10:01", "Lio", "ok"),
    (13, "10:02", "Ines", "firing at six"),
    (14, "10:00", "Bram", "on my way"),
)


def test_preview_tells_who_and_when(empty: Path, whatsapp, dump, now: int) -> None:
    """Names come most active first, with the span in UTC; nothing is written."""
    before = dump()
    [told] = book.preview(whatsapp(*LINES), now=now).exports
    assert told.names == ("Ines", "Bram", "Lio")
    assert (told.chat, told.chats, told.known_people, told.joins, told.me) == ("Kiln Club", 1, 0, "", "")
    assert (told.first, told.last) == ("2024-03-13T09:00:00Z", "2024-03-14T09:00:00Z")
    assert (told.found.state, told.found.messages.new) == ("preview", 4)
    assert dump() == before


def test_preview_knows_the_owner_and_the_chat(empty: Path, whatsapp, now: int) -> None:
    """A second export of a chat says what it continues, who is known, and who the owner is."""
    book.bring_in(whatsapp(*LINES[:3]), me="Lio", now=now)
    [told] = book.preview(whatsapp(*LINES, name="b"), now=now).exports
    assert (told.joins, told.known_people, told.me) == ("Kiln Club", 2, "Lio")
    assert (told.found.messages.new, told.found.messages.known, told.found.people.new) == (1, 3, 1)


def test_preview_offers_doubtful_choices(empty: Path, whatsapp, now: int) -> None:
    """Dates that can be read in two ways are offered with what each would mean."""
    path = whatsapp((5, "10:00", "Ines", "hm"), (5, "10:05", "Lio", "so"))
    [told] = book.preview(path, now=now).exports
    assert [each.name for each in told.doubtful] == ["date_order"]
    assert len(told.doubtful[0].options) >= 2
    [chosen] = book.preview(path, answers={"date_order": "mdy"}, now=now).exports
    assert chosen.first == "2024-05-03T08:00:00Z"


def test_read_needs_no_book(whatsapp, telegram) -> None:
    """Plain records carry the clock on the wall, or the moment with its offset where the zone is known."""
    [first, *_] = book.read(whatsapp(*LINES))
    assert first == {
        "chat": "Kiln Club",
        "sender": "Ines",
        "at": "2024-03-13T10:00:00",
        "zone": "",
        "kind": "text",
        "text": "the kiln is warm",
        "reply_to": "",
        "line": 1,
        "id": "",
        "sender_key": "Ines",
        "edited": False,
        "forwarded": False,
        "reactions": [],
        "mentions": [],
    }
    [second, third] = book.read(telegram((1, 1_710_320_400, "Ines", "ok", 0), (2, 1_710_320_410, "Lio", "hm", 1)))
    assert (second["at"], second["sender"], third["reply_to"]) == ("2024-03-13T09:00:00+00:00", "Ines", "1")


def test_formats_say_how_to_export() -> None:
    """Every format has a title and its way out of the platform in three languages."""
    rows = book.formats().formats
    assert len(rows) >= 4
    assert all(row.title and set(row.how_to_export) == {"en", "zh-hans", "ar"} for row in rows)

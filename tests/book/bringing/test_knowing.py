"""What an address book and a list of tastes tell stands on the card of a person."""

from pathlib import Path

from kithbook import book

CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nUID:u1\nFN:Ines Halfmoon\nTEL:{}\nEMAIL:ines@example.org\nBDAY:1984-03-14\nEND:VCARD\n"
)


def test_a_card_is_shown_once_however_often_it_came(empty: Path, tmp_path: Path, now: int) -> None:
    """Each number and date once, the newest import's word first; undo takes its own away."""
    ids = []
    for number, phone in enumerate(("+351 1", "+351 2")):
        path = tmp_path / f"{number}.vcf"
        path.write_text(CARD.format(phone), encoding="utf-8")
        ids.append(book.bring_in(path, now=now).imports[0].id)
    told = book.person("Ines Halfmoon", now=now).known
    assert told == (
        ("phone", "+351 2"),
        ("phone", "+351 1"),
        ("mail", "ines@example.org"),
        ("birthday", "1984-03-14"),
    )
    book.undo(ids[1], now=now)
    assert ("phone", "+351 2") not in book.person("Ines Halfmoon", now=now).known

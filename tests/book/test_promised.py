"""Reminders of a list that somebody moved in from, and the next times that they named themselves."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kithbook import book

NOW = 1_781_514_000  # 2026-06-15 09:00 UTC


def promised() -> list[tuple[str, str, str, str, str]]:
    """Every reminder with the name of whom it is about."""
    from kithbook.book import promised as room
    from kithbook.store import people

    return [
        (people.shown([each.person])[each.person], each.day.isoformat(), each.again, each.what, each.source)
        for each in room.reminders(NOW)
    ]


def table(folder: Path, name: str, *rows: str) -> Path:
    """A list of people with reminders."""
    path = folder / name
    path.write_text("\n".join(("Name,Email,Next reminder", *rows)) + "\n", encoding="utf-8")
    return path


def monica(folder: Path, name: str, *reminders: dict[str, Any]) -> Path:
    """A Monica export of Ines Halfmoon with these reminders."""
    inner = [{"type": "reminder", "values": [{"properties": each} for each in reminders]}]
    people = [{"uuid": "c1", "properties": {"first_name": "Ines", "last_name": "Halfmoon"}, "data": inner}]
    whole = {"version": "1.0-preview.1", "account": {"data": [{"type": "contact", "values": people}]}}
    path = folder / name
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_what_comes_again_is_the_next_one(empty: Path, tmp_path: Path) -> None:
    """Monica's reminders are rolled forward to today or later; one that comes once keeps its day, the soonest first."""
    call = {"initial_date": "2020-06-20", "title": "Call", "frequency_type": "year", "frequency_number": 1}
    oil = {"initial_date": "2026-01-31", "title": "Oil", "frequency_type": "month", "frequency_number": 1}
    once = {"initial_date": "2026-05-01", "title": "Ask", "frequency_type": "one_time", "frequency_number": 1}
    book.bring_in(monica(tmp_path, "m.json", call, oil, once), now=NOW)
    assert promised() == [
        ("Ines Halfmoon", "2026-05-01", "", "Ask", "import"),
        ("Ines Halfmoon", "2026-06-20", "yearly", "Call", "import"),
        ("Ines Halfmoon", "2026-06-30", "monthly", "Oil", "import"),
    ]


def test_the_newest_list_counts_and_undo_brings_the_older_back(empty: Path, tmp_path: Path) -> None:
    """What a newer export of the list no longer has is done; a list without a column of reminders says nothing."""
    ines, lio = "Ines Halfmoon,ines@example.org", "Tobias Quillfeather,tobias@example.org"
    book.bring_in(table(tmp_path, "a.csv", f"{ines},2026-07-01 Call", f"{lio},2026-08-01 Write"), now=NOW)
    newer = book.bring_in(table(tmp_path, "b.csv", f"{ines},2026-09-01 Visit", f"{lio},"), now=NOW)
    assert promised() == [("Ines Halfmoon", "2026-09-01", "", "Visit", "import")]
    plain = tmp_path / "c.csv"
    plain.write_text(f"Name,Email,reminder\n{ines},yes\n{lio},no\n", encoding="utf-8")
    book.bring_in(plain, now=NOW)
    assert promised() == [("Ines Halfmoon", "2026-09-01", "", "Visit", "import")]
    book.undo(newer.imports[0].id, now=NOW)
    assert [each[:2] for each in promised()] == [("Ines Halfmoon", "2026-07-01"), ("Tobias Quillfeather", "2026-08-01")]


def test_next_times_by_hand_are_among_them(cast: Path) -> None:
    """A day that was named with a touch is a reminder too; of the owner there is none."""
    book.log("Ines Halfmoon", "Tea", now=NOW, next="2026-07-03")
    assert promised() == [("Ines Halfmoon", "2026-07-03", "", "", "hand")]


def test_a_table_brings_its_whole_history(empty: Path, tmp_path: Path) -> None:
    """Reminders, logs and favours stand on the card, and the last meeting resets the clocks like any other."""
    path = tmp_path / "dex.csv"
    path.write_text(
        "Name,Email,Last met,Reminder,Log,Gifts given\n"
        "Ines Halfmoon,ines@example.org,2026-06-01,2026-07-01 Call,2024-03-01 Moved,2023-05-02 Bowl\n",
        encoding="utf-8",
    )
    book.bring_in(path, now=NOW)
    card = book.person("Ines Halfmoon", now=NOW)
    assert {
        ("reminder", "2026-07-01 |  | Call"),
        ("favour", "2023-05-02 | given | me | gift | Bowl"),
        ("dated_note", "2024-03-01 | Moved"),
        ("last_contact", "2026-06-01"),
    } <= set(card.known)
    from kithbook.store import encounters

    assert [datetime.fromtimestamp(met.at, UTC).date().isoformat() for met in encounters.until(NOW)] == ["2026-06-01"]

"""Reminders, logs and favours of a table: what each cell gives, and that nothing of it is lost."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import table_people
from kithbook.formats.people_history import dated, notes, reminders
from kithbook.formats.recurrences import recurrence
from kithbook.formats.source import Source
from kithbook.formats.table_people import guess
from kithbook.vocabulary import Choice, Contact, Encounter, dated_note, favour, reminder

NOW = 1_781_514_000  # 2026-06-15 09:00 UTC


def read(path: Path, text: str, **answers: str) -> list[object]:
    """The records of a table with this text."""
    (path / "list.csv").write_text(text, "utf-8")
    return list(table_people.read(Source(path / "list.csv"), answers=answers, now=NOW))


def first(path: Path, text: str, **answers: str) -> Contact:
    """The first contact of a table with this text."""
    return next(each for each in read(path, text, **answers) if isinstance(each, Contact))


@pytest.mark.parametrize(
    ("header", "value", "meaning"),
    [
        ("Next reminder", "2026-05-01", "reminder"),
        ("Follow-up date", "2026-05-01", "reminder"),
        ("Due Date", "2026-05-01", "reminder"),
        ("下次联系", "2026年5月1日", "reminder"),
        ("提醒", "2026-05-01", "reminder"),
        ("تذكير", "2026-05-01", "reminder"),
        ("Wiedervorlage", "1.5.2026", "reminder"),
        ("Prochain contact", "1/5/2026", "reminder"),
        ("Recordatorio", "1 mayo 2026", "reminder"),
        ("Follow up", "yes", "keep"),
        ("Next step", "call", "reminder_what"),
        ("Recurrence", "yearly", "reminder_every"),
        ("Interaction log", "2026-05-01 tea", "dated_note"),
        ("Interactions", "14", "keep"),
        ("Owes me", "20 EUR", "favour"),
        ("I owe", "20 EUR", "favour_got"),
        ("Last met", "2026-05-01", "last_met"),
        ("Last contacted", "2026-05-01", "last_contact"),
    ],
)
def test_a_header_says_it_unless_its_values_speak_against_it(header: str, value: str, meaning: str) -> None:
    """A column of reminders or of a log has days in it; what has none is kept in the notes."""
    assert guess(["Name", header], [["Ines Halfmoon", value]])[header] == meaning


def test_a_log_is_known_by_what_it_holds() -> None:
    """Days with words behind them make a log, whatever the column is called; days alone do not."""
    rows = [["Ines Halfmoon", "2026-03-01 spoke about the lease"], ["Lio Plumb", "2026-03-02: tea"]]
    assert guess(["Name", "Odd one"], rows)["Odd one"] == "dated_note"
    assert guess(["Name", "Odd one"], [[name, told[:10]] for name, told in rows])["Odd one"] == "keep"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("2026-05-01", ["2026-05-01 |  | "]),
        ("2026-05-01 09:30", ["2026-05-01 |  | "]),
        ("2026-05-01T09:30:00Z Call", ["2026-05-01 |  | Call"]),
        ("2026-05-01 | yearly | Call | about the boat", ["2026-05-01 | yearly | Call | about the boat"]),
        ("Call about the boat on 2026-05-01", ["2026-05-01 |  | Call about the boat"]),
        ("Call (1 May 2026, every 6 months)", ["2026-05-01 | every 6 months | Call"]),
        ("2026-05-01 Call every two weeks", ["2026-05-01 | every 2 weeks | Call"]),
        ("2026-05-01 Call every friend", ["2026-05-01 |  | Call every friend"]),
        ("2026年5月1日 问船的事（每年）", ["2026-05-01 | yearly | 问船的事"]),
        ("2026-05-01 اتصل بها، كل 6 أشهر", ["2026-05-01 | every 6 months | اتصل بها"]),
        ("1/5/2026 Call\n2/5/2026 Write", ["2026-05-01 |  | Call", "2026-05-02 |  | Write"]),
        ("2026-05-01 Call; bring cake; 2026-06-01", ["2026-05-01 |  | Call; bring cake", "2026-06-01 |  | "]),
    ],
)
def test_a_cell_gives_its_reminders(cell: str, written: list[str]) -> None:
    """Several in one cell, the day first or last, how often again in words of three languages."""
    found, left = reminders(cell, "dmy", "", "")
    assert [str(each) for each in found] == written
    assert not left
    assert [reminder(each) for each in written] == found


def test_other_columns_say_what_for_and_how_often(tmp_path: Path) -> None:
    """A column of its own, else a short first line of the notes; without a day they are kept under their names."""
    text = "Name,Email,Next reminder,Next step,Repeat,Notes\n{}"
    ines = first(tmp_path, text.format("Ines,i@example.org,2026-05-01,Call,yearly,Likes tea\n"))
    assert ines.facts == (("reminder", "2026-05-01 | yearly | Call"),)
    assert ines.notes == "Likes tea"
    ines = first(tmp_path, text.format("Ines,i@example.org,2026-05-01,,now and then,Likes tea\n"))
    assert ines.facts == (("reminder", "2026-05-01 |  | Likes tea"),)
    assert ines.notes == "Repeat: now and then\nLikes tea"
    ines = first(tmp_path, text.format("Ines,i@example.org,,Call,yearly,\nLio,l@example.org,2026-05-01,,,\n"))
    assert ines.facts == ()
    assert ines.notes == "Next step: Call\nRepeat: yearly"


def test_favours_say_who_gave_what(tmp_path: Path) -> None:
    """The column tells the side and the sort, the cell the day where it has one; yes or no is no favour."""
    header = "Name,Gifts given,I owe,Promised,Introductions made,Favours received"
    ines = first(tmp_path, f"{header}\nInes,2024-12-24 Book,20 EUR,the sieve,to Lio 2025-03-01,yes\n")
    facts = [favour(value) for name, value in ines.facts if name == "favour"]
    assert [(each.day, each.deed, each.side, each.sort, each.text) for each in facts if each] == [
        ("2024-12-24", "given", "me", "gift", "Book"),
        ("", "given", "them", "money", "20 EUR"),
        ("", "promised", "me", "help", "the sieve"),
        ("2025-03-01", "given", "me", "introduction", "to Lio"),
    ]
    assert ines.notes == "Favours received: yes"


def test_notes_with_days_are_taken_apart_only_where_each_line_has_one(tmp_path: Path) -> None:
    """A day that can be read in two ways, or a line without one, leaves the notes as they are."""
    for told in ("2024-03-01 Moved\nLikes tea", "3/4/2024 Moved"):
        ines = first(tmp_path, f'Name,Email,Notes\nInes,i@example.org,"{told}"\n')
        assert (ines.notes, ines.facts) == (told, ())
    ines = first(tmp_path, 'Name,Email,Notes\nInes,i@example.org,"2024-03-01 Moved\n2025-01-12 Likes tea"\n')
    assert (ines.notes, ines.facts) == (
        "",
        (("dated_note", "2024-03-01 | Moved"), ("dated_note", "2025-01-12 | Likes tea")),
    )


@pytest.mark.parametrize(
    ("value", "answers", "met"),
    [
        ("2026-02-14", {}, 1),
        ("14/2/2026", {}, 1),
        ("3/4/2026", {}, 0),  # nothing tells which of the two it is
        ("3/3/2026", {}, 1),
        ("3/4/2026", {"date_order": "mdy"}, 1),
        ("2027-02-14", {}, 0),  # nobody has met yet
        ("in May", {}, 0),
    ],
)
def test_the_last_meeting_is_one_where_its_day_is_sure(
    tmp_path: Path, value: str, answers: dict[str, str], met: int
) -> None:
    """Otherwise it stays what the list says."""
    records = read(
        tmp_path, f"Name,Email,Last met\nInes,i@example.org,{value}\nLio,l@example.org,2026-01-01\n", **answers
    )
    found = [each for each in records if isinstance(each, Encounter) and each.handles == ("Ines i@example.org",)]
    assert len(found) == met
    assert all(each.title == "Last met" for each in found)


def test_two_orders_of_days_are_asked_about_in_logs_too(tmp_path: Path) -> None:
    """A day in the middle of a cell counts as well."""
    records = read(tmp_path, "Name,Email,Log\nInes,i@example.org,Tea 3/4/2026; walk 3/14/2026\n")
    (order,) = (each for each in records if isinstance(each, Choice) and each.name == "date_order")
    assert (order.value, order.sure) == ("mdy", True)


def test_a_correction_makes_any_column_a_reminder(tmp_path: Path) -> None:
    """What a person says that a column means is followed."""
    answer = json.dumps({"Odd one": "reminder"})
    ines = first(tmp_path, "Name,Email,Odd one\nInes,i@example.org,1 May 2026\n", columns=answer)
    assert ines.facts == (("reminder", "2026-05-01 |  | "),)


@given(st.text(max_size=60) | st.text("0123456789/-.: ;|()\nmaye每年", max_size=40), st.sampled_from(["dmy", "mdy"]))
def test_any_cell_is_read(cell: str, order: str) -> None:
    """Nothing raises, each reminder and note can be read back, and the parts without a day are left."""
    found, _ = reminders(cell, order, cell, cell)
    assert all(reminder(str(each)) is not None for each in found)
    log, _ = notes(cell, order)
    assert all(dated_note(str(each)) is not None for each in log)
    assert len(found) == sum(part.day is not None for part in dated(cell, order))


@given(st.text(max_size=20))
def test_any_word_comes_again_or_not(text: str) -> None:
    """How often something comes again is one of the words of the vocabulary, or is not told."""
    again = recurrence(text)
    assert again is None or reminder(f"2026-05-01 | {again} | x") is not None

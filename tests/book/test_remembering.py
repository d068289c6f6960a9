"""The book of memories of a group, out of a real book: texts as they were written, days of the owner's zone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused
from kithbook.vocabulary.answers import MemoriesAnswer, MemoryQuote, as_json

LIVELY = [
    ("Ines Halfmoon", "The whole shelf came out without a crack"),
    ("Bram Teakettle", "Show us"),
    ("云三朵", "太好了"),
    ("Lio", "Finally"),
    ("Odalys", "Bring one on Sunday"),
]


def everything(answer: MemoriesAnswer) -> list[MemoryQuote]:
    """Every text that an answer quotes."""
    days = [day for year in answer.years for day in year.days]
    found = [*(quote for year in answer.years for quote in year.quotes), *(c for day in days for c in day.captions)]
    return [*found, *(day.begin for day in days if day.begin), *([answer.begin] if answer.begin else [])]


def test_a_group_is_remembered_by_its_years(cast: Path, now: int) -> None:
    """Counts agree with the group's own, people stand in the order in which they came."""
    answer = book.memories("lantern", now=now)
    group = book.group("lantern", now=now).group
    assert (answer.title, answer.first, answer.last) == (group.title, group.first, group.last)
    assert answer.messages == sum(year.messages for year in answer.years) == group.messages
    assert [year.year for year in answer.years] == [2023, 2024, 2025]
    assert answer.members == len(answer.people) == 6
    assert [one.first for one in answer.people] == sorted(one.first for one in answer.people)
    assert answer.begin is not None
    assert (answer.begin.text, answer.begin.by and answer.begin.by.name) == ("who has the wood ash?", "Bram Teakettle")
    assert all(day.on.startswith(str(year.year)) for year in answer.years for day in year.days)
    assert '"years": ' in as_json(answer)


def test_quotes_are_what_was_written_and_answered(account, empty: Path, tmp_path: Path, now: int) -> None:
    """The message that four people answered is quoted with its writer and day; a deleted one and a notice are not."""
    ids = [account.say("Makers", who, now - 9000 + 60 * i, text, group=True) for i, (who, text) in enumerate(LIVELY)]
    lines = account.chats["Makers"]["messages"]
    for line in lines[1:]:
        line["reply_to_message_id"] = ids[0]
    account.say("Makers", "Wim", now - 8000, "Wim joined the group by its link", group=True)
    lines[-1] |= {"type": "service", "action": "join_group_by_link", "actor": "Wim", "actor_id": "user9"}
    book.bring_in(account.write(tmp_path), now=now)
    answer = book.memories("Makers", now=now)
    (quote,) = [quote for quote in everything(answer) if quote.answers]
    assert (quote.text, quote.by and quote.by.name, quote.answers) == (LIVELY[0][1], "Ines Halfmoon", 4)
    assert quote.on == "2026-06-15"
    assert not [each for each in everything(answer) if "joined" in each.text]


def test_captions_of_pictures_without_the_names_of_files(chat: Callable[..., Path], empty: Path, now: int) -> None:
    """On a day that is remembered; what stands in the place of the picture is not its caption."""
    told = [
        *LIVELY,
        ("Ines Halfmoon", "\u200eIMG-20240313-WA0001.jpg (file attached)\nthe blue one, still warm"),
        ("Bram Teakettle", "<Media omitted>"),
        ("Lio", "This message was deleted"),
        *LIVELY[1:],
    ]
    book.bring_in(chat("Lantern Street", *told), now=now)
    (year,) = book.memories("Lantern", now=now).years
    assert [day.on for day in year.days] == ["2024-03-13"]
    assert [caption.text for caption in year.days[0].captions] == ["the blue one, still warm"]
    assert not [q for q in everything(book.memories("Lantern", now=now)) if "omitted" in q.text or "deleted" in q.text]


def test_without_names_there_is_no_text_either(cast: Path, now: int) -> None:
    """What people wrote may name others, so that it is left out as a whole, and this is said."""
    answer = book.memories("lantern", now=now, hide_names=True)
    shown = json.loads(as_json(answer))
    assert everything(answer) == []
    assert shown["people"] == []
    assert answer.hidden
    assert "left out" in str(answer.says[0])
    for name in ("Bram", "石小满", "Odalys", "Tobias", "Ines", "Wilma", "ash"):
        assert name not in as_json(answer)
    assert [year.messages for year in answer.years] == [
        year.messages for year in book.memories("lantern", now=now).years
    ]


def test_days_are_those_of_the_owner(account, empty: Path, tmp_path: Path, now: int) -> None:
    """Shortly before midnight in UTC is the next day in Tokyo."""
    account.say("Makers", "Ines", now - 9 * 3600 - 600, "good night from the kiln", group=True)
    account.say("Makers", "Bram", now - 9 * 3600 - 500, "good night", group=True)
    account.say("Makers", "Lio", now - 9 * 3600 - 400, "good night", group=True)
    book.bring_in(account.write(tmp_path), now=now)
    assert book.memories("Makers", now=now).first == "2026-06-14"
    book.change_settings(zone="Asia/Tokyo")
    answer = book.memories("Makers", now=now)
    assert (answer.first, answer.begin and answer.begin.on) == ("2026-06-15", "2026-06-15")


def test_a_long_list_of_people_ends_somewhere(account, empty: Path, tmp_path: Path, now: int) -> None:
    """Four hundred are named; how many more there were is said."""
    for number in range(450):
        account.say("Makers", f"Person {number}", now - 90_000 + number, f"hello from number {number}", group=True)
    book.bring_in(account.write(tmp_path), now=now)
    answer = book.memories("Makers", now=now)
    assert (len(answer.people), answer.members, answer.more) == (400, 450, 50)
    assert "50 more people" in str(answer.says[0])


def test_a_group_that_is_not_there_is_refused(cast: Path, now: int) -> None:
    """In one sentence."""
    with pytest.raises(Refused, match="No group called Nowhere"):
        book.memories("Nowhere", now=now)

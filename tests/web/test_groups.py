"""The page of a group as one story, what can be said on it, and the same as one file."""

import re

import pytest
from django.test import Client

from tests.web.test_ties import words_of

LANTERN = "/groups/7"


def test_the_story_is_told_from_the_verdict_to_the_way_out(client: Client) -> None:
    """Each part with its sentence, in order."""
    text = words_of(client, LANTERN)
    parts = (
        "Alive: 18%.",
        "What is this group for?",
        "31 messages a month.",
        "12 of 60 people came.",
        "+63 (+24 … +104)",
        "Two circles",
        "Who is worth keeping",
        "Until August.",
        "Write to one.",
        "done on 1 June 2026",
        "One letter, first words",
        "三朵，好久不见",
        "This room was good to us.",
        "Something may be asked of it again",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_the_map_is_a_table_too(client: Client) -> None:
    """Everybody with their circle, their answers, and whom they talk with most."""
    text = words_of(client, LANTERN)
    assert "云三朵 1 12 8" in text
    assert "ties circles 5 7 云三朵" in text


def test_what_was_told_can_be_taken_back_and_what_was_found_cannot(client: Client) -> None:
    """A form for the attempt of the owner only."""
    text = client.get(LANTERN).content.decode()
    assert text.count("/undo") == text.count("/groups/7/tried/3/undo") == 1


def test_words_reach_the_book_as_they_were_chosen(client: Client, fake_book) -> None:
    """What is not in the form stays as it is."""
    said: list[dict[str, object]] = []
    fake_book.setattr("kithbook.book.say_of_group", lambda name, **words: said.append(words))
    client.post(LANTERN + "/words", {"purpose": "work", "feeling": ""})
    client.post(LANTERN + "/words", {"choice": "leave"})
    client.post(LANTERN + "/words", {"ask_free": "0"})
    words = [{key: value for key, value in one.items() if value is not None and key != "now"} for one in said]
    assert words == [{"purpose": "work", "feeling": ""}, {"choice": "leave"}, {"ask_free": False}]


def test_ticks_reach_the_book_as_they_stand(client: Client, fake_book) -> None:
    """What is on the page and not ticked is taken back."""
    ticked: list[tuple[list[str], list[str]]] = []
    fake_book.setattr("kithbook.book.tick", lambda name, done, undone, *, now: ticked.append((done, undone)))
    answer = client.post(LANTERN + "/plan", {"step": ["core", "note", "letter-1"], "done": ["note"]})
    assert answer.status_code == 302
    assert ticked == [(["note"], ["core", "letter-1"])]


def test_an_attempt_reaches_the_book(client: Client, fake_book) -> None:
    """Its day and its words, and its number to take it back."""
    told: list[object] = []
    fake_book.setattr("kithbook.book.tell_attempt", lambda name, on, what, *, now: told.append((on, what)))
    fake_book.setattr("kithbook.book.untell_attempt", lambda name, number, *, now: told.append(number))
    client.post(LANTERN + "/tried", {"on": "2026-05-18", "what": "studio day"})
    client.post(LANTERN + "/tried/3/undo")
    assert told == [("2026-05-18", "studio day"), 3]


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("zh-hans", "ltr"), ("ar", "rtl")])
def test_the_report_is_one_file_in_the_readers_language(client: Client, language: str, direction: str) -> None:
    """It loads nothing, runs nothing, and holds no form and no way into the book."""
    client.get("/", {"language": language})
    answer = client.get(LANTERN + "/report")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    page = answer.content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in page
    assert not re.search(r"""<script|<form|<link|\s(src|href|action)=["'](?!#)|@import|url\(""", page)
    assert "<b>Bram" not in page


def test_a_report_to_show_holds_no_name(client: Client) -> None:
    """Nor does its file name."""
    answer = client.get(LANTERN + "/report?hide=1")
    page = answer.content.decode()
    assert "云三朵" not in page
    assert "三朵" not in page
    assert "Person 1" in page
    assert "kithbook.html" in answer.headers["Content-Disposition"]

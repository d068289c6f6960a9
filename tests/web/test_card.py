"""The card on the page of a person and the tags on the list, on a real book: what each form does, and its way back."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from kithbook import book
from kithbook.vocabulary.answers import PersonAnswer

TOKEN = "a-token-for-tests"
NOW = 1_781_514_000
CARDS = "".join(
    f"BEGIN:VCARD\nVERSION:3.0\nUID:{number}\nFN:{name}\nTEL:+351 21 000 000{number}\nEND:VCARD\n"
    for number, name in enumerate(("Ines Halfmoon", "Bram Teakettle", "Odalys Fennick"), start=1)
)


@pytest.fixture
def page(stranger: Client, tmp_path: Path) -> Client:
    """A browser on a book with three people of an address book."""
    (tmp_path / "cards.vcf").write_text(CARDS, encoding="utf-8")
    with book.opened(tmp_path / "test.book"):
        book.bring_in(tmp_path / "cards.vcf", now=NOW)
    assert stranger.get("/", {"token": TOKEN}).status_code == 302
    return stranger


def person(tmp_path: Path, name: str) -> PersonAnswer:
    """What the book says of somebody."""
    with book.opened(tmp_path / "test.book"):
        answer: PersonAnswer = book.person(name, now=NOW)
        return answer


def undo(client: Client, text: str) -> None:
    """Press the undo of the receipt on a page."""
    found = re.search(r'<div class="receipt".*?<form method="post" action="([^"]+)">(.*?)</form>', text, re.DOTALL)
    assert found, text
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', found[2]):
        fields.setdefault(name, []).append(unescape(value))
    assert client.post(unescape(found[1]), fields).status_code == 302


def test_a_value_is_written_and_its_receipt_takes_it_back(page: Client, tmp_path: Path) -> None:
    """Without script the page comes again at the card; what was there before the undo is there no more."""
    ines = person(tmp_path, "Ines").person.id
    answer = page.post(f"/people/{ines}/values", {"kind": "place", "value": "Lisbon"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/people/{ines}#card")
    text = page.get(f"/people/{ines}").content.decode()
    assert "Lisbon" in text
    undo(page, text)
    assert [row for row in person(tmp_path, "Ines").values if row.kind == "place"] == []


def test_a_changed_and_a_removed_value_come_back(page: Client, tmp_path: Path) -> None:
    """Undo writes what stood there, with its label."""
    ines = person(tmp_path, "Ines").person.id
    page.post(f"/people/{ines}/values", {"kind": "custom", "label": "Shoe size", "value": "39"})
    value = next(row for row in person(tmp_path, "Ines").values if row.kind == "custom")
    for fields in ({"deed": "change", "value": "40", "label": "Size"}, {"deed": "remove"}):
        now = next(row for row in person(tmp_path, "Ines").values if row.kind == "custom")
        page.post(f"/people/{ines}/values/{now.id}", fields)
        after = [(row.label, row.value) for row in person(tmp_path, "Ines").values if row.kind == "custom"]
        assert after == ([("Size", "40")] if "value" in fields else [])
        undo(page, page.get(f"/people/{ines}").content.decode())
        back = next(row for row in person(tmp_path, "Ines").values if row.kind == "custom")
        assert (back.label, back.value) == (value.label, value.value)


def test_a_swap_gets_the_card_with_its_receipt(page: Client, tmp_path: Path) -> None:
    """With htmx only the card comes, the receipt in it, and none waits for the next page."""
    ines = person(tmp_path, "Ines").person.id
    swap = page.post(f"/people/{ines}/tags", {"word": "pots"}, headers={"hx-request": "true"}).content.decode()
    assert swap.lstrip().startswith('<div id="card">')
    assert 'class="receipt"' in swap
    assert 'class="receipt"' not in page.get("/people").content.decode()
    undo(page, swap)
    assert person(tmp_path, "Ines").tags == ()


def test_a_refused_value_says_why_and_changes_nothing(page: Client, tmp_path: Path) -> None:
    """A sentence afloat for a swap, a page without; nobody and nothing of that number is no fault of ours."""
    ines = person(tmp_path, "Ines").person.id
    bad = page.post(f"/people/{ines}/values", {"kind": "mail", "value": "x"}, headers={"hx-request": "true"})
    assert (bad.status_code, bad.headers["HX-Retarget"]) == (400, "#toasts")
    assert page.post(f"/people/{ines}/values", {"kind": "rest", "value": "always"}).status_code == 400
    assert page.post(f"/people/{ines}/values", {"kind": "place", "value": "Rome", "at": "noon"}).status_code == 302
    assert page.post(f"/people/{ines}/relations", {"kind": "friend", "other": " "}).status_code == 400
    for address in ("/people/999/values", f"/people/{ines}/values/999", f"/people/{ines}/relations/999"):
        assert page.post(address, {"kind": "place", "value": "x"}).status_code == 404
    assert page.get(f"/people/{ines}/values").status_code == 405


def test_the_name_that_shows_is_chosen_on_the_card(page: Client, tmp_path: Path) -> None:
    """The chosen name is the title, the other stands beside it, and undo brings the first back."""
    ines = person(tmp_path, "Ines").person.id
    page.post(f"/people/{ines}/values", {"kind": "name", "value": "伊内斯"})
    page.get(f"/people/{ines}")
    page.post(f"/people/{ines}/values", {"kind": "alias", "value": "伊内斯"})
    text = page.get(f"/people/{ines}").content.decode()
    assert '<h1 class="who"><bdi>伊内斯</bdi> <bdi class="alias">Ines Halfmoon</bdi></h1>' in text
    undo(page, text)
    assert person(tmp_path, "Ines").person.name == "Ines Halfmoon"


def test_a_relation_is_taken_off_either_card(page: Client, tmp_path: Path) -> None:
    """Written on one, removed on the other, and brought back as it was."""
    ines, bram = (person(tmp_path, name).person.id for name in ("Ines", "Bram"))
    page.post(f"/people/{ines}/relations", {"kind": "parent", "other": "Bram"})
    row = person(tmp_path, "Bram").relations[0]
    assert (row.kind, row.other.id) == ("child", ines)
    page.post(f"/people/{bram}/relations/{row.id}")
    assert person(tmp_path, "Ines").relations == ()
    undo(page, page.get(f"/people/{bram}").content.decode())
    assert [row.kind for row in person(tmp_path, "Ines").relations] == ["parent"]


def test_commas_part_the_tags_of_one_line(page: Client, tmp_path: Path) -> None:
    """Each word is a tag; undo takes off those that are new; the bar for many takes one word at a time."""
    [ines] = (person(tmp_path, name).person.id for name in ("Ines",))
    page.post(f"/people/{ines}/tags", {"word": "pots"})
    swap = page.post(f"/people/{ines}/tags", {"word": "Pots, 窑，choir,"}, headers={"hx-request": "true"})
    assert set(person(tmp_path, "Ines").tags) == {"pots", "窑", "choir"}
    back = re.findall(r'name="word" value="([^"]*)"', swap.content.decode().partition("</form>")[0])
    assert [word.strip() for word in back] == ["窑", "choir"]
    page.post(f"/people/{ines}/tags", {"word": back, "deed": "remove"})
    assert person(tmp_path, "Ines").tags == ("pots",)
    assert page.post("/people/bulk", {"person": [ines], "deed": "tag", "word": "a, b"}).status_code == 400


def test_the_bulk_bar_tags_and_its_undo_spares_who_was_tagged_before(page: Client, tmp_path: Path) -> None:
    """Undo takes the tag off those on whom this press put it."""
    ines, bram = (person(tmp_path, name).person.id for name in ("Ines", "Bram"))
    page.post(f"/people/{ines}/tags", {"word": "pots"})
    page.get("/people")
    page.post("/people/bulk", {"person": [ines, bram], "deed": "tag", "word": "Pots"})
    text = page.get("/people", {"tag": "POTS"}).content.decode()
    assert "Ines Halfmoon" in text
    assert "Bram Teakettle" in text
    assert "Odalys Fennick" not in text
    undo(page, text)
    assert (person(tmp_path, "Ines").tags, person(tmp_path, "Bram").tags) == (("pots",), ())
    page.get("/people")
    page.post("/people/bulk", {"person": [ines, bram], "deed": "untag", "word": "pots"})
    undo(page, page.get("/people").content.decode())
    assert (person(tmp_path, "Ines").tags, person(tmp_path, "Bram").tags) == (("pots",), ())
    assert page.post("/people/bulk", {"person": [ines], "deed": "tag", "word": ""}).status_code == 400


def test_the_list_by_name_has_no_circles(page: Client) -> None:
    """One alphabet without headings between."""
    text = page.get("/people", {"sort": "name"}).content.decode()
    places = [text.index(name) for name in ("Bram Teakettle", "Ines Halfmoon", "Odalys Fennick")]
    assert places == sorted(places)
    assert 'scope="rowgroup"' not in text
    assert 'scope="rowgroup"' in page.get("/people").content.decode()


def test_only_what_reaches_somebody_becomes_an_address(client: Client) -> None:
    """Numbers, mail addresses and pages do; what an import calls a page and is a script does not."""
    text = client.get("/people/1").content.decode()
    assert 'href="tel:+491701234567"' in text
    assert 'href="mailto:yun@kiln.example"' in text
    assert "<bdi>data:text/html,x</bdi>" in text
    assert 'href="data:' not in text


def test_what_a_list_kept_with_a_day_is_on_the_card(page: Client, tmp_path: Path) -> None:
    """Reminders, favours and notes of a day are read as sentences; a card without any has no empty section for them."""
    ines = person(tmp_path, "Ines").person.id
    assert "Kept in your lists" not in page.get(f"/people/{ines}").content.decode()
    (tmp_path / "dex.csv").write_text(
        "Name,Email,Reminder,Gifts given,Log\n"
        "Lio Quillfeather,lio@example.org,2026-07-01 Call every 6 months,2023-05-02 Bowl,2024-03-01 Moved\n",
        encoding="utf-8",
    )
    with book.opened(tmp_path / "test.book"):
        book.bring_in(tmp_path / "dex.csv", now=NOW)
    lio = person(tmp_path, "Lio Quillfeather").person.id
    text = page.get(f"/people/{lio}").content.decode()
    assert "Kept in your lists" in text
    assert "1 July 2026 · every 6 months · Call" in text
    assert "2 May 2023 · you gave · a gift · Bowl" in text
    assert "1 March 2024 · Moved" in text
    assert 'id="value-kept"' not in text

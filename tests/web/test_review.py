"""The page Who is who: what it shows, what each answer does, and what it refuses."""

import re
from pathlib import Path

import msgspec
import pytest
from django.test import Client

from kithbook import book
from kithbook.vocabulary import Reason, Refused, say
from kithbook.vocabulary.answers import (
    AcceptAnswer,
    DeedAnswer,
    HandleRow,
    Joined,
    Named,
    PairAnswer,
    ReviewAnswer,
    Side,
)
from kithbook.web.security import WORKER_KEY
from kithbook.web.views.review import as_ranges, chosen, from_ranges

HOSTILE = "<b>Bram</b> \u202eTeakettle"
SWAP = {"hx-request": "true"}
REASONS = (
    Reason("phones", 15.0, 12.0, say("same phone: {a}", a="+49 170 1112223")),
    Reason("chats", None, -9.25, say("both active in one chat at once")),
    Reason("prior", None, -10.0, say("two handles at random are hardly ever one person")),
)


def side(person: int, name: str, *known: tuple[str, str], me: bool = False) -> Side:
    """One of a pair."""
    handles = (HandleRow(person * 10, "whatsapp", name, name, 3),)
    return Side(
        Named(person, name), person * 10, handles, known, (Named(7, "Kiln"),), 3, "2025-01-02", "2025-03-02", me
    )


PHONE = ("phone", "+49 170 1112223")
PAIR = PairAnswer(
    5,
    -7.3,
    REASONS,
    side(1, HOSTILE, PHONE, ("birthday", "--03-04"), ("note", "owes me a pot")),
    side(2, "نادية الورّاق", ("phone", "+491701112223")),
)
OWN = PairAnswer(6, 9.0, REASONS[:1], side(3, "Ottokar", me=True), side(4, "O. Plumb"), barred=True, later=True)
DEEDS = tuple(
    DeedAnswer(number, kind, ("云三朵", HOSTILE)[:names], "2026-06-15T09:00:00Z")
    for number, (kind, names) in enumerate((("same", 2), ("apart", 2), ("split", 2), ("me", 1)), 1)
)
FOUND = Joined(
    3,
    Named(8, "Ines"),
    HandleRow(81, "mail", "i@x", "Ines", 0),
    HandleRow(82, "contacts", "c", HOSTILE, 0),
    14.0,
    REASONS,
)
REVIEW = ReviewAnswer((PAIR, OWN), 42, 1, 1, 3, (FOUND,), 1, DEEDS, ((9.0, 1), (-8.0, 2)))
EMPTY = ReviewAnswer((), 0, 0, 1, 1, (), 0, ())
PAGES = ["/review", "/review?page=2", "/review/accept?weight=9", "/review/accepted?deeds=1-4"]


@pytest.fixture
def who(client: Client, fake_book: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """The book answers with that cast; what it was told is written down."""
    told: list[tuple[object, ...]] = []

    def decide(pair_id: int, answer: str, *, now: int, sure: bool = False) -> DeedAnswer | None:
        told.append(("decide", pair_id, answer, sure))
        if pair_id == 404:
            raise Refused(say("This pair waits no longer."), status=404)
        if pair_id == 6 and answer == "same" and not sure:
            raise Refused(say("Both are in {chat}.", chat="Kiln"), status=409)
        return None if answer == "later" else DeedAnswer(17, answer, ("云三朵", HOSTILE), "2026-06-15T09:00:00Z")

    def undo(deed_id: int, *, now: int) -> DeedAnswer:
        told.append(("undo", deed_id))
        if deed_id == 404:
            raise Refused(say("There is nothing of number {id} to take back.", id=404), status=404)
        return DEEDS[0]

    def accept(weight: float, *, now: int, dry_run: bool = False) -> AcceptAnswer:
        told.append(("accept", weight, dry_run))
        return AcceptAnswer(weight, (PAIR,), 41, done=not dry_run, deeds=() if dry_run else (17, 18, 20))

    def one_pair(pair_id: int) -> PairAnswer:
        if pair_id != 5:
            raise Refused(say("This pair waits no longer."), status=404)
        return PAIR

    answers = {
        "one_pair": one_pair,
        "review": lambda *, page=1: msgspec.structs.replace(REVIEW, page=page),
        "decide": decide,
        "undo_deed": undo,
        "accept": accept,
        "deeds": lambda limit=20: DEEDS,
        "split": lambda handle, *, now: told.append(("split", handle)) or DEEDS[2],
        "settle": lambda *, now: told.append(("settle",)),
        "doubts": lambda: True,
    }
    for name, function in answers.items():
        fake_book.setitem(vars(book), name, function)
    return told


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("zh-hans", "ltr"), ("ar", "rtl")])
def test_each_page_speaks_each_language(client: Client, who, page: str, language: str, direction: str) -> None:
    """A page answers in the chosen language, what came from outside is escaped, and nothing is inline."""
    client.get("/", {"language": language})
    answer = client.get(page)
    text = answer.content.decode()
    assert answer.status_code == 200, text
    assert f'<html lang="{language}" dir="{direction}"' in text
    assert "<b>Bram" not in text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text)


def test_a_pair_stands_side_by_side_with_its_sum(client: Client, who) -> None:
    """What both have is marked however it is written, what tells nothing is left out, and the evidence adds up."""
    text = client.get("/review").content.decode()
    card = text[text.index('id="pair-5"') : text.index('id="pair-6"')]
    assert "<mark><bdi>+49 170 1112223</bdi></mark>" in card
    assert "<mark><bdi>+491701112223</bdi></mark>" in card
    assert "owes me a pot" not in card
    assert "<bdi>4 March</bdi>" in card
    sums = re.findall(r'<bdi dir="ltr">([^<]+)</bdi> <span>', card)
    assert sums == ["+12.0", "−9.2", "−10.0", "−7.3"]
    assert "Rather not one person" in card
    assert re.findall(r'aria-keyshortcuts="(.)"', card) == ["s", "n", "l"]


def test_only_the_first_card_is_current_and_marks_are_said(client: Client, who) -> None:
    """One loud card; the owner, two of one chat, and what was put off are marked."""
    text = client.get("/review").content.decode()
    assert re.findall(r'<article[^>]* id="([^"]+)"[^>]* aria-current="true"', text) == ["pair-5"]
    second = text[text.index('id="pair-6"') :]
    for mark in ("one of them is you", "both in one chat", "put off before", "Both are me"):
        assert mark in second


def test_an_answer_becomes_a_receipt_with_a_way_back(client: Client, who) -> None:
    """With htmx in place of the card; without it on the next page. It settles after a deed, not after Later."""
    for given in ("same", "apart"):
        text = client.post("/review/5", {"answer": given}, headers=SWAP).content.decode()
        assert 'action="/review/deeds/17/undo"' in text
        assert "<b>Bram" not in text
    later = client.post("/review/5", {"answer": "later", "name": ["A", HOSTILE]}, headers=SWAP).content.decode()
    assert "/undo" not in later
    assert client.post("/review/5", {"answer": "same"}).headers["Location"] == "/review"
    page = client.get("/review").content.decode()
    assert page.count('action="/review/deeds/17/undo"') == 1
    assert client.get("/review").content.decode().count('action="/review/deeds/17/undo"') == 0
    decided = [("decide", 5, given, False) for given in ("same", "apart", "later", "same")]
    assert who == [decided[0], ("settle",), decided[1], ("settle",), decided[2], decided[3], ("settle",)]


def test_two_of_one_chat_are_asked_about_again(client: Client, who) -> None:
    """The first press joins nobody and says why; only the button that says so does, with and without htmx."""
    for headers in (SWAP, {}):
        first = client.post("/review/6", {"answer": "same", "name": ["Ottokar", "O. Plumb"]}, headers=headers)
        text = first.content.decode()
        assert first.status_code == 409
        assert 'name="sure" value="1"' in text
        assert "Both are in" in text
    assert client.post("/review/6", {"answer": "same"}, headers=SWAP).headers["HX-Retarget"] == "#pair-6 .ask"
    assert client.post("/review/6", {"answer": "same", "sure": "1"}, headers=SWAP).status_code == 200
    assert [call for call in who if call[0] == "decide"][-1] == ("decide", 6, "same", True)


def test_a_pair_that_was_answered_meanwhile_leaves_the_page(client: Client, who) -> None:
    """Its card becomes a line that says so; without htmx it is a page of its own."""
    swapped = client.post("/review/404", {"answer": "same"}, headers=SWAP)
    assert 'class="receipt"' in swapped.content.decode()
    assert "This pair waits no longer." in swapped.content.decode()
    assert client.post("/review/404", {"answer": "same"}).status_code == 404
    assert client.post("/review/5", {"answer": "maybe"}).status_code == 400


def test_an_undone_answer_brings_the_card_back(client: Client, who) -> None:
    """The pair stands where its receipt was, as the current card; a deed that is gone is said."""
    text = client.post("/review/deeds/17/undo", {"pair": "5"}, headers=SWAP).content.decode()
    assert 'id="pair-5"' in text
    assert 'aria-current="true"' in text
    assert 'id="pair-' not in client.post("/review/deeds/17/undo", {"pair": "99"}, headers=SWAP).content.decode()
    assert client.post("/review/deeds/17/undo").headers["Location"] == "/review"
    gone = client.post("/review/deeds/404/undo", headers=SWAP)
    assert (gone.status_code, gone.headers["HX-Retarget"]) == (404, "#toasts")


def test_further_pairs_come_without_those_that_are_there(client: Client, who) -> None:
    """What the page has already does not come twice; the line below is renewed."""
    text = client.get("/review/more", {"shown": ["5"]}, headers=SWAP).content.decode()
    assert 'id="pair-6"' in text
    assert 'id="pair-5"' not in text
    assert 'hx-swap-oob="true"' in text
    assert "aria-current" not in text  # they must not take the turn from the current card
    assert client.get("/review/more").headers["Location"] == "/review"


def test_many_are_seen_before_they_are_joined(client: Client, who) -> None:
    """Looking joins nobody; joining takes what was seen, else it shows the pairs again."""
    page = client.get("/review/accept", {"weight": "9"}).content.decode()
    assert [call for call in who if call[0] == "accept"] == [("accept", 9.0, True)]
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen is not None
    changed = client.post("/review/accept/now", {"weight": "9", "seen": "1-2"})
    assert changed.status_code == 409
    assert ("accept", 9.0, False) not in who
    joined = client.post("/review/accept/now", {"weight": "9", "seen": seen[1]})
    assert joined.headers["Location"] == "/review/accepted?deeds=17-18.20"
    assert ("accept", 9.0, False) in who
    client.post("/review/accepted/undo", {"deeds": "17-18.404.20"})
    assert [call[1] for call in who if call[0] == "undo"] == [20, 404, 18, 17]


@pytest.mark.parametrize("weight", ["", "much", "nan", "inf", "1e9"])
def test_a_weight_that_is_none_is_refused(client: Client, who, weight: str) -> None:
    """Only a number that can be one."""
    assert client.get("/review/accept", {"weight": weight}).status_code == 400


def test_what_the_book_joined_can_be_split_and_deeds_taken_back(client: Client, who) -> None:
    """Each has its button; every kind of deed is a sentence."""
    text = client.get("/review").content.decode()
    assert 'action="/review/split/82"' in text
    for number in range(1, 5):
        assert f'action="/review/deeds/{number}/undo"' in text
    receipt = client.post("/review/split/82", headers=SWAP).content.decode()
    there = client.post("/review/split/82", {"person": "8"})
    assert there.headers["Location"] == "/people/8"  # from the page of a person one stays there
    assert ("split", 82) in who
    assert f'action="/review/deeds/{DEEDS[2].id}/undo"' in receipt


def test_an_empty_review_says_so(client: Client, who, fake_book) -> None:
    """Nothing to ask, nothing joined, nothing said: one sentence and a way on."""
    fake_book.setitem(vars(book), "review", lambda *, page=1: EMPTY)
    text = client.get("/review").content.decode()
    assert "Nothing is left to ask." in text
    for part in ('id="many"', 'id="joined"', 'id="deeds"', "article"):
        assert part not in text


@pytest.mark.parametrize("page", ["/", "/imports/5"])
def test_other_pages_lead_there_while_something_waits(client: Client, who, fake_book, page: str) -> None:
    """The week and an import's result say it in one line, and only while there is something to ask."""
    assert "Some names may be one person." in client.get(page).content.decode()
    fake_book.setitem(vars(book), "doubts", lambda: False)
    assert "Some names may be one person." not in client.get(page).content.decode()


def test_deeds_need_a_post(client: Client, who) -> None:
    """An address alone changes nothing."""
    for page in (
        "/review/5",
        "/review/accept/now",
        "/review/accepted/undo",
        "/review/deeds/1/undo",
        "/review/split/82",
    ):
        assert client.get(page).status_code == 405
    assert who == []


def test_numbers_travel_as_ranges() -> None:
    """There and back again; what is no range is left out, and no range is longer than the page takes back."""
    assert from_ranges(as_ranges([5, 3, 4, 9])) == [3, 4, 5, 9]
    assert as_ranges(()) == ""
    assert from_ranges("x.-.1-.²") == [1]
    assert len(from_ranges("1-999999999")) == 5000


def test_the_weight_offered_first_is_the_least_beyond_doubt() -> None:
    """Nine bits where there are such pairs, else the largest there is."""
    assert chosen(((14.0, 1), (9.0, 2), (3.0, 8))) == 9.0
    assert chosen(((4.0, 1), (3.0, 8))) == 4.0
    assert chosen(()) is None


def test_a_pause_lets_the_worker_look_at_the_book_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer puts it off again; after a pause it is done once."""
    from kithbook.web import server

    settled: list[int] = []
    moment = [100.0]
    monkeypatch.setitem(vars(book), "settle", lambda *, now: settled.append(now))
    monkeypatch.setattr(server.time, "monotonic", lambda: moment[0])
    worker = server.Worker(tmp_path / "a.book")
    worker._work_through()  # what an earlier run left
    assert len(settled) == 1
    for _ in range(3):
        worker.settle_soon()
        moment[0] += server.PAUSE_SECONDS - 1
        worker._work_through()
    assert len(settled) == 1
    moment[0] += 1
    worker._work_through()
    worker._work_through()
    assert len(settled) == 2


def test_a_page_that_shows_ties_waits_until_they_follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks ends the pause; what was said while the worker was at it is not taken for followed."""
    from kithbook.web import server

    worker = server.Worker(tmp_path / "a.book")

    def settle(*, now: int) -> None:
        settled.append(now)
        if len(settled) == 2:
            worker.settle_soon()

    settled: list[int] = []
    monkeypatch.setitem(vars(book), "settle", settle)
    worker._work_through()
    assert worker.follow_now(0)
    worker.settle_soon()
    assert not worker.follow_now(0)
    worker._work_through()
    assert len(settled) == 2  # without the pause
    assert not worker.follow_now(0)
    worker._work_through()
    assert worker.follow_now(0)


@pytest.mark.parametrize("page", ["/", "/people", "/groups"])
def test_a_page_says_when_ties_do_not_follow_yet(client: Client, fake_book, page: str) -> None:
    """In one line, as long as the worker is at it; afterwards, and where no tie is shown, nothing is said."""

    class Busy:
        at = None

        def follow_now(self, seconds: float) -> bool:
            return False

    says = "still being worked out"
    assert says in client.get(page, **{WORKER_KEY: Busy()}).content.decode()
    assert says not in client.get("/import", **{WORKER_KEY: Busy()}).content.decode()
    assert says not in client.get(page).content.decode()

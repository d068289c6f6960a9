"""What the pages say of ties: how close, what lies ahead, your own word; the circles; how good the numbers are."""

import re
from html import unescape
from types import ModuleType

import msgspec
import pytest
from django.test import Client

from kithbook import book
from kithbook.vocabulary import Reason, Refused, say
from kithbook.vocabulary.answers import CirclesAnswer, Forecast, Named, WrittenAnswer

LANGUAGES = ("en", "zh-hans", "ar")


def words_of(client: Client, address: str) -> str:
    """What a page says, without its markup."""
    answer = client.get(address)
    assert answer.status_code == 200
    text = re.sub(r"</(th|td|p|li|dt|dd|h2|legend|summary)>", " ", answer.content.decode())
    text = unescape(re.sub(r"<[^>]+>", "", text))
    return " ".join(text.split())


@pytest.fixture
def written(fake_book: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was written on cards; a familiarity of 9 is refused."""
    found: list[tuple[str, str]] = []

    def describe(person: int, kind: str, value: str, *, now: int, label: str = "") -> WrittenAnswer:
        if value == "9":
            raise Refused(say("Say how close you are from 1, hardly at all, to 5, very close."))
        found.append((kind, value))
        return WrittenAnswer(0, Named(person, "云三朵"), kind, value, before="2")

    fake_book.setitem(vars(book), "describe", describe)
    return found


def test_a_tie_is_said_with_its_interval_and_what_lies_ahead(client: Client) -> None:
    """A sentence before each number, each number with where it likely lies, and as of when."""
    text = words_of(client, "/people/1")
    for sentence in (
        "Warm. 0.64, likely between 0.57 and 0.72.",
        "The chance of 90 silent days is 34%, likely between 25% and 45%.",
        "30 days: 52%, 41% to 63%",
        "The next contact is likely between 3 July and 28 January 2027. Best guess: 12 July.",
        "Against: You have come back to each other before",
        "In the past, of those we gave 70%, 68% went silent. How good are these numbers?",
        "As of 1 June 2026, until when the two of you were seen.",
        "Q1 2024 too little to say",
    ):
        assert sentence in text, sentence
    assert "90 days: 34%" not in text


def test_nearly_never_is_not_never(client: Client, fake_book, cast: ModuleType) -> None:
    """A chance that would round to nothing or to all says that it is neither."""
    answer = cast.person(1, now=0)
    small = msgspec.structs.replace(answer.ahead, forecasts=(Forecast(90, 0.004, 0.0, 0.996),))
    fake_book.setitem(vars(book), "person", lambda *args, **rest: msgspec.structs.replace(answer, ahead=small))
    assert "The chance of 90 silent days is <1%, likely between 0% and >99%." in words_of(client, "/people/1")


def test_a_contact_that_is_late_is_said_to_be_so(client: Client, fake_book, cast: ModuleType) -> None:
    """Where the days of the next contact are over, nobody says that it is likely then."""
    answer = cast.person(1, now=0)
    late = msgspec.structs.replace(answer.ahead, earliest="2026-03-01", expected="2026-03-08", latest="2026-03-20")
    late = msgspec.structs.replace(answer, ahead=late)
    fake_book.setitem(vars(book), "person", lambda *args, **rest: late)
    text = words_of(client, "/people/1")
    assert "By its own rhythm the next contact would have come between 1 March and 20 March." in text
    assert "Best guess" not in text


def test_an_interval_without_an_end_is_said_to_have_none(client: Client, fake_book, cast: ModuleType) -> None:
    """A day in 2053 would say more than anybody knows."""
    answer = cast.person(1, now=0)
    far = msgspec.structs.replace(answer, ahead=msgspec.structs.replace(answer.ahead, latest="2053-01-15"))
    fake_book.setitem(vars(book), "person", lambda *args, **rest: far)
    text = words_of(client, "/people/1")
    assert "The next contact may come from 3 July on, or not for years. Best guess: 12 July." in text
    assert "2053" not in text


def test_smaller_reasons_are_one_unfold_away(client: Client, fake_book, cast: ModuleType) -> None:
    """Six are in view, the others in a fold, and what would round to nothing is nowhere."""
    answer = cast.person(1, now=0)
    weights = (0.3, 0.2, 0.1, 0.09, -0.08, 0.07, 0.06, 0.004)
    many = tuple(Reason(f"r{i}", 1.0, weight, say("reason {i}", i=i)) for i, weight in enumerate(weights, 1))
    many = msgspec.structs.replace(answer, reasons=many, ahead=None)
    fake_book.setitem(vars(book), "person", lambda *args, **rest: many)
    text = words_of(client, "/people/1")
    assert "reason 6 The smaller reasons reason 7 How close do you feel?" in text
    assert "reason 8" not in text


def test_too_little_is_a_state_of_its_own(client: Client, fake_book, cast: ModuleType) -> None:
    """No strength, nothing ahead, no quarter known: three times too little to say, and no chart."""
    bare = msgspec.structs.replace(cast.person(4, now=0), is_me=False)
    fake_book.setitem(vars(book), "person", lambda *args, **rest: bare)
    fake_book.setitem(vars(book), "quarters_chart", lambda answer, **rest: "")
    text = words_of(client, "/people/4")
    assert text.count("Too little to say") >= 3
    assert "How close do you feel?" in text
    assert "likely between" not in text
    assert "quarters" not in client.get("/people/4").content.decode().partition("<main")[2]


def test_your_own_word_is_kept_with_a_way_back(client: Client, written: list[tuple[str, str]]) -> None:
    """Without script the page comes again at the tie, with a receipt that writes what was said before."""
    answer = client.post("/people/1/familiarity", {"value": "4"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/1#tie")
    page = client.get("/people/1").content.decode()
    assert "Kept: close." in page
    assert re.search(r'action="/people/1/familiarity">.*?name="value" value="2"', page, re.DOTALL)
    client.post("/people/1/familiarity", {"value": ""})
    assert "Left to the book." in client.get("/people/1").content.decode()
    assert written == [("familiarity", "4"), ("familiarity", "")]


def test_a_swap_gets_the_tie_and_the_head_of_the_page(client: Client, written: list[tuple[str, str]]) -> None:
    """With htmx only what follows from the word comes: the facets with the receipt, and the sentence at the head."""
    swap = client.post("/people/2/familiarity", {"value": "4"}, headers={"hx-request": "true"}).content.decode()
    assert swap.lstrip().startswith('<div id="tie">')
    assert 'id="tie-head" hx-swap-oob="true"' in swap
    assert "You said 4, close. Nothing weighs more." in swap
    assert swap.count('aria-pressed="true"') == 2  # the word and the circle
    assert 'class="receipt"' not in client.get("/people").content.decode()


def test_a_word_that_is_none_is_refused(client: Client, written: list[tuple[str, str]]) -> None:
    """A sentence and nothing kept; and its address cannot be looked at."""
    answer = client.post("/people/1/familiarity", {"value": "9"})
    assert answer.status_code == 400
    assert "from 1, hardly at all, to 5" in answer.content.decode()
    assert client.get("/people/1/familiarity").status_code == 405
    assert written == []


def test_circles_show_the_order_the_gaps_and_who_moved(client: Client) -> None:
    """Each person with strength and interval, the end of each circle, your choices marked, the layers beside."""
    text = words_of(client, "/circles")
    for sentence in (
        "0.91, 0.85 to 0.96",
        "The core ends here. A gap, from 0.84 to 0.61.",
        "The curated end here. A gap, from 0.57 to 0.31.",
        "About 5 are usual: those to whom one turns first. Here they hold 31% of all contact.",
        "Here they hold 97% of all contact.",
        "Since the end of Q2 2025.",
        "from 0.42 to 0.88",
        "too little to say then, 0.84 now",
        "Nobody by much since the end of Q2 2025.",
        "As of 1 June 2026.",
    ):
        assert sentence in text, sentence
    assert text.count("A gap, from") == 2  # the third is beyond everybody who is shown
    page = client.get("/circles").content.decode()
    assert page.count('<span class="chip core">your choice</span>') == 2
    assert page.index('id="c-core"') < page.index('id="c-curated"') < page.index('id="c-loose"')


def test_the_circle_buttons_lead_back_to_where_they_were_pressed(client: Client, fake_book) -> None:
    """From the circles to the circles, from a person to the person; never elsewhere."""
    moved: list[tuple[int, str]] = []
    fake_book.setitem(vars(book), "set_circle", lambda person, circle, now: moved.append((person, circle)))
    back = client.post("/people/2/circle", {"circle": "core", "next": "/circles"})
    assert back.headers["Location"] == "/circles"
    assert client.post("/people/2/circle", {"circle": ""}).headers["Location"] == "/people/2"
    assert client.post("/people/2/circle", {"circle": "", "next": "//evil.example"}).headers["Location"] == "/"
    assert moved == [(2, "core"), (2, ""), (2, "")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_without_circles_or_past_says_so(client: Client, fake_book, cast: ModuleType, language: str) -> None:
    """Both pages have their quiet state, with what would help."""
    empty = CirclesAnswer("", (), (), (), (), "", (), ())
    fake_book.setitem(vars(book), "circles", lambda *, now: empty)
    fake_book.setitem(vars(book), "numbers", cast.no_numbers)
    client.get("/", {"language": language})
    circles, numbers = client.get("/circles").content.decode(), client.get("/numbers").content.decode()
    for page in (circles, numbers):
        assert 'class="empty card' in page
        assert page.count('href="/import"') == 3  # side, foot, and here
        assert 'class="chart' not in page
    if language == "en":
        assert "Nobody stands in a circle yet." in circles
        assert "Too little past to test." in numbers


def test_a_year_that_the_book_does_not_have_is_not_compared(client: Client, fake_book, cast: ModuleType) -> None:
    """A young book has circles, and nobody who moved."""
    young = msgspec.structs.replace(cast.circles(now=0), since="", closer=(), apart=())
    fake_book.setitem(vars(book), "circles", lambda *, now: young)
    assert words_of(client, "/circles").count("The book does not reach back a year") == 2


def test_the_numbers_are_told_before_they_are_shown(client: Client) -> None:
    """First the horizon of a person's page; each with its sentence, what it rests on, and what simpler rules reach."""
    text = words_of(client, "/numbers")
    for sentence in (
        "41 ties are measured.",
        "Of 1,203 others there is too little to say.",
        "Silence over 90 days Sentence 1. 420 forecasts · 6 moments of the past · 31% of all fell silent",
        "Silence over 365 days Sentence 2. 12 forecasts · 1 moment of the past · 0% of all fell silent",
        "the higher chance in 84% of all cases",
        "84%: this book",
        "78%: the longest silent first",
        "lie 2% apart on average (calibration error)",
        "Brier): 0.151;",
        "When the next contact comes Sentence 3.",
    ):
        assert sentence in text, sentence
    assert "the fewest days" not in text  # it could not tell
    assert text.count("of all cases") == 1  # in the longer horizon all came out alike


def test_an_owner_who_is_unknown_is_asked_for(client: Client, fake_book, cast: ModuleType) -> None:
    """Nobody is close to nobody."""
    nobody = msgspec.structs.replace(cast.SETTINGS, me="")
    fake_book.setitem(vars(book), "settings", lambda: nobody)
    for address in ("/circles", "/numbers"):
        assert "The book does not know yet who you are" in words_of(client, address)


def test_the_pages_are_found_from_where_one_would_look(client: Client) -> None:
    """People, a person, the settings and the palette lead there."""
    for address, there in (
        ("/people", "/circles"),
        ("/people/1", "/circles"),
        ("/people/1", "/numbers"),
        ("/circles", "/numbers"),
        ("/numbers", "/circles"),
        ("/settings", "/numbers"),
        ("/palette", "/circles"),
        ("/palette", "/numbers"),
    ):
        assert f'href="{there}"' in client.get(address).content.decode(), address

"""The week in a browser: the first steps by keyboard, the log from anywhere, drafts, the library, asking and giving."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_groups import made
from tests.browser.test_walk import bring_in

__all__ = ["made"]
pytestmark = pytest.mark.browser


def at(page: Page, address: str, where: str) -> str:
    """Open a page of the book; the address of the server."""
    page.goto(address)
    base = re.sub(r"/\?token=.*", "", address)
    page.goto(base + where)
    return base


def person_of(page: Page) -> str:
    """The first person of the list: where their page is."""
    link = page.locator("main th a[href^='/people/']").first
    return str(link.get_attribute("href"))


def test_the_first_steps_lead_to_the_first_few(watched: Any, address: str, tmp_path: Path) -> None:
    """Drop, who you are, the verdict, circles by number keys, minutes: then the week stands there."""
    page = watched.page
    bring_in(page, address, tmp_path)
    page.get_by_role("link", name="Go on: the first steps").click()
    expect(page.locator("h1")).to_have_text("What the group is worth")
    page.get_by_role("link", name="Go on").click()
    rows = page.locator("#choose > li")
    expect(rows.first).to_have_attribute("aria-current", "true")
    name = rows.first.locator(".name").inner_text()
    with page.expect_response("**/circle"):
        page.keyboard.press("1")
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("ArrowUp")
    expect(rows.first.locator("button[value=core]")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="60 min").click()
    expect(page.locator("h1")).to_have_text("This week")
    expect(page.locator("article.nudge").first).to_be_visible()
    page.goto(page.url + "people?circle=core")
    expect(page.locator("main")).to_contain_text(name)


def test_a_touch_is_logged_from_any_page(watched: Any, full: None, address: str) -> None:
    """The slash opens a box where the page has none; what is understood is said while one types; then it is kept."""
    page = watched.page
    at(page, address, "/groups")
    page.keyboard.press("/")
    expect(page.locator("#log-sheet-text")).to_be_focused()
    page.keyboard.type("Coffee with Ines Halfmoon yesterday, again in 3 months")
    expect(page.locator("#log-sheet .understood")).to_contain_text("Ines Halfmoon")
    page.keyboard.press("Enter")
    expect(page.locator(".receipt")).to_contain_text("met in person")
    assert page.url.endswith("/groups")


def test_a_logged_touch_is_written_anew_and_taken_out(watched: Any, full: None, address: str) -> None:
    """On the person's page: another sentence, another sort; then it is gone."""
    page = watched.page
    base = at(page, address, "/people")
    where = person_of(page)
    page.goto(base + where)
    page.locator("#log-text").fill("called this morning")
    page.locator("#log button").first.click()
    page.locator(".timeline details summary", has_text="Change").first.click()
    page.locator(".timeline details input[name=text]").first.fill("long walk by the canal")
    page.locator(".timeline details select").first.select_option("met")
    page.locator(".timeline details .edit button").first.click()
    expect(page.locator(".timeline li").nth(1)).to_contain_text("long walk by the canal")
    expect(page.locator(".timeline li").nth(1)).to_contain_text("met in person")
    page.locator(".timeline details summary", has_text="Change").first.click()
    page.get_by_role("button", name="Take out").first.click()
    expect(page.locator("main")).not_to_contain_text("long walk by the canal")


def test_a_draft_changes_its_tone_in_place(watched: Any, full: None, address: str) -> None:
    """Light and warm differ, another wording comes, nothing is loaded anew; done asks how long it took."""
    page = watched.page
    at(page, address, "/")
    card = page.locator("article.nudge").first
    text = card.locator(".draft-text")
    seen = {text.inner_text()}
    for tone in ("Warm", "Light"):
        with page.expect_response("**/draft?**"):
            card.get_by_role("button", name=tone).click()
        expect(card.get_by_role("button", name=tone)).to_have_attribute("aria-pressed", "true")
        seen.add(text.inner_text())
    with page.expect_response("**/draft?**"):
        card.get_by_role("button", name="Another wording").click()
    seen.add(text.inner_text())
    assert len(seen) >= 2
    card.get_by_role("button", name="Done").click()
    page.locator(".receipt input[name=minutes]").fill("7")
    page.locator(".receipt .took button").click()
    base = re.sub(r"/\?token=.*", "", address)
    page.goto(base + "/learnt")
    expect(page.locator("main")).to_contain_text("takes you about")


def test_asking_and_giving_on_a_persons_page(watched: Any, full: None, address: str) -> None:
    """A promise is written down with its day, and kept; nothing is asked of them; a rhythm is said in words."""
    page = watched.page
    base = at(page, address, "/people")
    page.goto(base + person_of(page))
    page.locator("#favours summary", has_text="Write a favour down").click()
    page.get_by_label("Who did what").select_option("promised")
    page.get_by_label("In a few words").fill("the book on salt kilns")
    page.get_by_label("Due, if it is a promise").fill("in 2 weeks")
    page.locator("#favours details button").click()
    expect(page.locator("#favours")).to_contain_text("A promise of yours is still open.")
    page.locator("#favours").get_by_role("button", name="Kept").click()
    expect(page.locator("#favours")).not_to_contain_text("still open")
    page.get_by_role("button", name="Ask nothing of them").click()
    expect(page.locator("#favours")).to_contain_text("Nothing is asked of them.")
    page.get_by_label("Meant to be in touch").fill("3 months to 6 months")
    page.locator("section", has_text="How often, and how").get_by_role("button", name="Keep").last.click()
    expect(page.get_by_label("Meant to be in touch")).to_have_value("91 / 183")


def test_a_piece_is_kept_and_matched(watched: Any, full: None, address: str) -> None:
    """Something tried goes into the library; who would value it is asked; it can be taken out."""
    page = watched.page
    at(page, address, "/library")
    page.get_by_label("What it is", exact=True).fill("A week without sugar")
    page.locator("#piece-about").fill("kiln ash glaze")
    page.locator("aside button").click()
    row = page.locator(".pieces li", has_text="A week without sugar")
    row.get_by_role("link", name="Who would value this?").click()
    expect(page.locator("h1")).to_have_text("Who would value this?")
    page.go_back()
    page.locator(".pieces li", has_text="A week without sugar").get_by_role("button", name="Take out").click()
    expect(page.locator("main")).to_contain_text("Nothing here yet.")


def test_what_you_want_is_kept(watched: Any, full: None, address: str) -> None:
    """Choices, a rhythm, a quiet time; in the quiet time the week needs nothing."""
    page = watched.page
    base = at(page, address, "/intention")
    page.locator("label.chip", has_text="Friends for life").click()
    page.locator("#i-core-ideal").fill("20")
    page.locator("#i-first").fill("2020-01-01")
    page.locator("#i-last").fill("2099-01-01")
    page.locator("main button.primary").click()
    expect(page.locator("#i-core-ideal")).to_have_value("20")
    page.goto(base + "/")
    expect(page.locator("main")).to_contain_text("A quiet time until 1 January 2099")
    assert page.locator("article.nudge").count() == 0


class _Model(BaseHTTPRequestHandler):
    """A language model on this machine that says one thing."""

    asked: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        """Answer as the protocol has it."""
        self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        body = json.dumps(
            {"choices": [{"message": {"content": "a hello from here, just for you."}, "finish_reason": "stop"}]}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def model() -> Iterator[str]:
    """The address of a language model that runs while the test does."""
    _Model.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    server.shutdown()


def test_a_model_polishes_only_what_was_looked_at(watched: Any, full: None, address: str, model: str) -> None:
    """Nothing is sent by looking; what is shown is what is sent, names hidden; the draft is then the model's."""
    page = watched.page
    base = at(page, address, "/settings")
    page.locator("#m-url").fill(model)
    page.locator("#m-name").fill("tiny")
    page.locator("section", has_text="A language model").get_by_role("button", name="Keep").click()
    page.goto(base + "/")
    card = page.locator("article.nudge").first
    name = card.locator("h2").inner_text()
    card.get_by_role("button", name=re.compile("Polish with")).click()
    shown = card.locator(".sends").inner_text()
    assert _Model.asked == []
    assert name.split()[0] not in shown
    card.get_by_role("button", name=re.compile("Send it to")).click()
    expect(card.locator(".draft-text")).to_have_text("a hello from here, just for you.")
    assert len(_Model.asked) == 1
    assert name.split()[0] not in json.dumps(_Model.asked, ensure_ascii=False)

"""The page Who is who in a browser: by keyboard, cards that follow without a load, a second press where both are in one
chat, many at once, the way back; three languages, narrow and wide.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import cast
from tests.browser.findings import serious_findings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of people who appear under several names."""
    folder = tmp_path_factory.mktemp("names")
    exports = [str(path) for path in cast.write_exports(folder)]
    command = [sys.executable, "-m", "kithbook", "import", *exports, "--me", cast.ME, "--json"]
    subprocess.run([*command, "--book", str(folder / "walk.book")], check=True, capture_output=True)
    return folder / "walk.book"


def at(address: str, where: str) -> str:
    """Another page of the same server."""
    return re.sub(r"\?token=.*", where, address)


def opened(page: Page, address: str) -> Locator:
    """The page Who is who; its open cards."""
    page.goto(address)
    page.goto(at(address, "review"))
    return page.locator("article.pair")


def test_pairs_are_answered_by_keyboard_without_a_page_load(watched: Any, full: None, address: str) -> None:
    """One letter a card; the next card has the focus, further cards come in time, Z brings the last one back."""
    page = watched.page
    cards = opened(page, address)
    assert cards.count() == 20
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    for key in "snlnsnnnlnnnnnn":
        current = page.locator("article.pair[aria-current]")
        name = current.get_attribute("id")
        page.keyboard.press(key)
        expect(page.locator(f"#{name}")).to_have_count(0)
        expect(page.locator("article.pair[aria-current]")).to_be_focused()
    expect(page.locator("#pairs .receipt")).to_have_count(15)
    expect(cards.nth(5)).to_be_attached()  # on a busy machine the further cards are still on their way
    ids = [card.get_attribute("id") for card in cards.all()]
    assert len(ids) == len(set(ids))
    assert len(ids) > 5  # more have come than the twenty of the beginning
    last = page.locator("#pairs .receipt.latest")
    told = last.inner_text()
    page.keyboard.press("z")
    expect(page.locator("#pairs .receipt")).to_have_count(14)
    back = page.locator("article.pair[aria-current]")
    expect(back).to_have_count(1)  # for a moment the next one is current, too
    expect(back).to_be_focused()
    assert all(name in told for name in back.locator("thead th").all_inner_texts())
    assert loads == []


def test_keys_typed_faster_than_the_answers_meet_each_card_once(watched: Any, full: None, address: str) -> None:
    """Ten letters in a row answer ten cards, though no answer has come back yet."""
    page = watched.page
    first = [card.get_attribute("id") for card in opened(page, address).all()][:10]
    for _ in range(10):
        page.keyboard.press("n")
    expect(page.locator("#pairs .receipt")).to_have_count(10)
    for name in first:
        expect(page.locator(f"#{name}")).to_have_count(0)
    page.goto(at(address, "review"))
    expect(page.locator("#deeds ~ ul > li, #deeds ~ details li")).to_have_count(10)


def test_a_letter_in_a_field_answers_nothing(watched: Any, full: None, address: str) -> None:
    """While a field has the focus, letters belong to it."""
    page = watched.page
    cards = opened(page, address)
    page.locator("#weight").focus()
    page.keyboard.press("n")
    page.wait_for_timeout(300)
    assert cards.count() == 20
    assert page.locator("#pairs .receipt").count() == 0


def test_two_who_are_in_one_chat_need_a_second_press(
    browser: Browser, full: None, address: str, tmp_path: Path
) -> None:
    """The letter alone does not join two members of one chat; a button that says so does, and it can be undone."""
    typed = ["same", "Potter Girl", "Ines Halfmoon", "--book", str(tmp_path / "walk.book")]
    subprocess.run([sys.executable, "-m", "kithbook", *typed], check=True, capture_output=True)
    context = browser.new_context()
    page = context.new_page()
    cards = opened(page, address)
    other = page.locator("article.pair", has_text="Ines Halfmoon-Vale")
    if not other.count():
        page.locator("#more-pairs button").click()
        expect(cards).not_to_have_count(20)
    other.locator("h2").click()
    page.keyboard.press("s")
    notice = other.locator(".notice")
    expect(notice).to_contain_text("Lantern Street")
    notice.locator("button").press("Enter")
    expect(page.locator("#pairs .receipt")).to_have_count(1)
    expect(page.locator("#pairs .receipt.latest")).to_contain_text("Ines Halfmoon-Vale")
    page.locator(".receipt.latest button").click()
    expect(page.locator("article.pair", has_text="Ines Halfmoon-Vale")).to_have_count(1)
    context.close()


def test_many_at_once_are_seen_before_they_are_joined(watched: Any, full: None, address: str) -> None:
    """A weight is chosen, its pairs are listed, joined and taken back."""
    page = watched.page
    before = opened(page, address).count()
    page.locator("#many ~ form button").click()
    listed = page.locator(".accepts > li").count()
    assert 1 <= listed < before
    page.locator("main button.primary").click()
    expect(page.locator("h1")).to_contain_text(str(listed))
    page.goto(at(address, "review"))
    expect(page.locator("#deeds ~ ul > li, #deeds ~ details li")).to_have_count(listed)
    page.go_back()
    page.locator("main form.actions > button").click()
    expect(page.locator(".received .receipt")).to_be_visible()
    expect(page.locator("#deeds")).to_have_count(0)


def test_the_page_works_without_script(browser: Browser, full: None, address: str) -> None:
    """Each answer loads the page with its receipt; Undo and Take back are forms."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    opened(page, address)
    first = page.locator("article.pair").first
    name = first.get_attribute("id")
    first.locator("button[value=apart]").click()
    expect(page.locator(".received .receipt")).to_be_visible()
    expect(page.locator(f"#{name}")).to_have_count(0)
    page.locator(".received .receipt button").click()
    expect(page.locator("article.pair").first).to_be_visible()
    page.locator("nav[aria-label] a[rel=next]").click()
    expect(page.locator("article.pair").first).to_be_visible()
    context.close()


def test_the_page_holds_whatever_the_width_and_language(browser: Browser, full: None, address: str) -> None:
    """Nothing runs out of its box and axe finds nothing serious: narrow, dark, right to left, with all open."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    found: list[str] = []
    for width, scheme, language in (
        (1280, "light", "en"),
        (390, "dark", "ar"),
        (390, "light", "zh-hans"),
        (320, "dark", "en"),
    ):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        for where in (f"review?language={language}", "review/accept?weight=-5"):
            page.goto(at(address, where))
            if where.startswith("review?"):
                page.keyboard.press("n")
                expect(page.locator("#pairs .receipt")).to_have_count(1)
            for fold in page.locator("details").all():
                fold.evaluate("fold => fold.open = true")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{where} is wider than {width}")
            found += [f"{where} {width} {each}" for each in serious_findings(page)]
    context.close()
    assert found == []

"""Ties in a browser: from a person to how good the numbers are and on to the circles; one's own word by keyboard."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.acquainted import write_account
from tests.browser.findings import serious_findings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of three years of an account."""
    folder = tmp_path_factory.mktemp("account")
    store = folder / "walk.book"
    command = [sys.executable, "-m", "kithbook", "import", str(write_account(folder)), "--json", "--book", str(store)]
    subprocess.run(command, check=True, capture_output=True)
    return store


def at_person(page: Page, address: str, name: str = "云三朵") -> str:
    """Open the page of somebody by the list; the address of the server."""
    base = re.sub(r"/\?token=.*", "", address)
    page.goto(address)
    page.goto(base + "/people")
    page.get_by_role("link", name=name).click()
    page.locator("#tie").wait_for()
    return base


def overflowing(page: Page) -> list[str]:
    """What runs out of the page: the page itself, or a text that is wider than its box."""
    found: list[str] = page.evaluate(
        """() => {
          const wide = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
          for (const one of document.querySelectorAll("main :is(p, li, td, th, h1, h2, button, figcaption, summary)")) {
            const box = one.getBoundingClientRect();
            if (one.closest(".visually-hidden") || !box.width) continue;
            if (box.left < -1 || box.right > innerWidth + 1 || one.scrollWidth > one.clientWidth + 1 && one.clientWidth)
              wide.push(one.outerHTML.slice(0, 120));
          }
          return wide;
        }"""
    )
    return found


def test_from_a_person_to_the_numbers_and_the_circles(watched: Any, full: None, address: str) -> None:
    """Each page is one link away from the last; each says its sentence before it draws."""
    page = watched.page
    at_person(page, address)
    expect(page.locator("#f-close ~ .lead")).to_contain_text("likely between")
    expect(page.locator("#f-drift ~ .lead")).to_contain_text("The chance of 90 silent days is")
    expect(page.locator("svg.chart.small[role=img]")).to_be_visible()
    page.locator("#tie").get_by_role("link", name="How good are these numbers?").click()
    page.wait_for_url("**/numbers")
    expect(page.locator("#s-90")).to_have_text("Silence over 90 days")
    expect(page.locator("svg.chart[role=img]").first).to_be_visible()
    page.locator("main").get_by_role("link", name="Circles").click()
    page.wait_for_url("**/circles")
    expect(page.locator("svg.chart[role=img]")).to_be_visible()
    expect(page.locator(".ranks > li").first).to_contain_text("Ines Halfmoon")
    page.locator("summary", has_text="Move: Bram").click()
    with page.expect_navigation():
        page.locator(".ranks > li", has_text="Bram").get_by_role("button", name="Curated").click()
    assert page.url.endswith("/circles")
    expect(page.locator(".ranks > li", has_text="Bram")).to_contain_text("your choice")


def test_ones_own_word_is_said_by_keyboard_and_taken_back(watched: Any, full: None, address: str) -> None:
    """Tab to a number, Enter: the tie is measured anew in place, the receipt has the focus, and Z takes it back."""
    page = watched.page
    at_person(page, address, "Kai Dune")
    before = page.locator("#tie-head").inner_text()
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    five = page.locator(".five button", has_text="5")
    page.locator(".five button").first.focus()
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(five).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".received")).to_be_focused()
    expect(page.locator("#tie .receipt")).to_contain_text("Kept: very close.")
    expect(five).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#tie-head")).not_to_have_text(before)
    assert loads == []
    with page.expect_navigation():
        page.keyboard.press("z")
    expect(page.locator(".five [aria-pressed=true]")).to_have_count(0)
    assert page.locator("#tie-head").inner_text() == before


def test_ones_own_word_works_without_script(browser: Browser, full: None, address: str) -> None:
    """Plain forms: a number, then back to the book."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    at_person(page, address)
    page.locator(".five button", has_text="2").click()
    expect(page.locator(".receipt")).to_contain_text("Kept: a little.")
    expect(page.locator(".five [aria-pressed=true]")).to_have_text("2 a little")
    page.get_by_role("button", name="Leave it to the book").click()
    expect(page.locator(".five [aria-pressed=true]")).to_have_count(0)
    context.close()


def test_no_tie_is_in_the_way_of_anybody(browser: Browser, full: None, address: str) -> None:
    """With every fold open axe finds nothing serious and nothing runs out of its box, in each language and light."""
    found: list[str] = []
    for language, scheme, width in (
        ("en", "light", 1280),
        ("en", "dark", 320),
        ("zh-hans", "light", 390),
        ("ar", "dark", 390),
        ("ar", "light", 1280),
    ):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            bypass_csp=True,
        )
        page = context.new_page()
        base = at_person(page, address)
        page.goto(f"{page.url}?language={language}")
        for one in (page.url, f"{base}/circles", f"{base}/numbers"):
            page.goto(one)
            page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
            where = f"{one} {width} {scheme} {language}"
            found += [f"{where} {fault}" for fault in (*overflowing(page), *serious_findings(page))]
        context.close()
    assert found == []


def test_what_is_pressed_on_a_phone_is_large_enough(browser: Browser, full: None, address: str) -> None:
    """Under a finger each button of a tie is 44 pixels high."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    base = at_person(page, address)
    for where, buttons in ((page.url, "#tie .btn"), (f"{base}/circles", ".ranks summary")):
        page.goto(where)
        for button in page.locator(buttons).all():
            box = button.bounding_box()
            assert box is not None
            assert box["height"] >= 44, button.inner_text()
    context.close()

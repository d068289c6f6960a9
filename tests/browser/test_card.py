"""The card of a person in a browser: written in place without a page load, taken back, without script, narrow."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.findings import serious_findings

pytestmark = pytest.mark.browser
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:云三朵
NICKNAME:Yun Sanduo
TEL:+86 571 5550 1234
EMAIL:yun@threeclouds.example
URL:https://threeclouds.example/a/rather/long/address/of/a/page/that/has/to/break/somewhere
BDAY:1985-09-29
ORG:Three Clouds Kiln
TITLE:Potter
NOTE:Asked about wood ash
CATEGORIES:kiln
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:نادية الورّاق
TEL:+20 100 555 0199
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ines Halfmoon
END:VCARD
"""
# Written by a process of its own: Django does not work in the thread of Playwright.
WRITE = """
import sys, time
from pathlib import Path
from kithbook import book
with book.opened(Path(sys.argv[1])):
    now = int(time.time())
    for kind, value, label in (
        ("zone", "Asia/Shanghai", ""), ("birthday", "农历八月十五", ""), ("language", "Chinese", ""),
        ("met", "At the wheel beside hers, by the lake.", ""), ("custom", "38", "Shoe size"),
        ("name", "Sanduo Yun-Halfmoon of the Three Clouds", ""), ("notes", "She paid; the next one is mine.", ""),
    ):
        book.describe("云三朵", kind, value, now=now, label=label)
    book.tag(["云三朵", "Ines"], "wheel friends")
    book.relate("云三朵", "introduced", "Ines", now=now)
    book.relate("云三朵", "custom", "نادية", now=now, label="Kiln neighbour")
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of three people, one with a full card."""
    folder = tmp_path_factory.mktemp("cards")
    (folder / "cards.vcf").write_text(CARDS, encoding="utf-8")
    store = folder / "walk.book"
    import_ = [sys.executable, "-m", "kithbook", "import", str(folder / "cards.vcf"), "--json", "--book", str(store)]
    subprocess.run(import_, check=True, capture_output=True)
    subprocess.run([sys.executable, "-c", WRITE, str(store)], check=True, capture_output=True)
    return store


def at_card(page: Page, address: str) -> str:
    """Open the page of the full card by the list; the address of the server."""
    base = re.sub(r"/\?token=.*", "", address)
    page.goto(address)
    page.goto(base + "/people")
    page.get_by_role("link", name="云三朵").click()
    page.locator("#card").wait_for()
    return base


def test_a_value_is_written_in_place_and_taken_back(watched: Any, full: None, address: str) -> None:
    """Added, changed and removed without a load; the receipt has the focus and its undo brings back what was there."""
    page = watched.page
    at_card(page, address)
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    reach = page.locator("section", has=page.locator("#f-reach"))
    reach.locator("summary", has_text="Add:").click()
    reach.locator("select[name=kind]").select_option("phone")
    reach.locator("input[name=value]").fill("+351 99 000")
    reach.get_by_role("button", name="Add").click()
    expect(page.locator(".received")).to_be_focused()
    link = page.locator("a[href='tel:+35199000']")
    expect(link).to_be_visible()
    value = page.locator("dd.value", has=link)
    value.locator("summary").click()
    expect(value.locator(".evidence")).to_contain_text("you")
    value.locator("input[name=value]").fill("+351 99 111")
    value.get_by_role("button", name="Keep").click()
    expect(page.locator("a[href='tel:+35199111']")).to_be_visible()
    assert loads == []
    with page.expect_navigation():
        page.locator(".receipt button").click()
    expect(link).to_be_visible()


def test_a_bad_value_is_said_afloat_and_nothing_typed_is_lost(watched: Any, full: None, address: str) -> None:
    """The form stays as it is under the sentence."""
    page = watched.page
    at_card(page, address)
    about = page.locator("section", has=page.locator("#f-about"))
    about.locator("summary", has_text="Add:").click()
    about.locator("select[name=kind]").select_option("birthday")
    about.locator("#value-about").fill("in the spring")
    about.get_by_role("button", name="Add").click()
    expect(page.locator("#toasts")).to_contain_text("no birthday")
    expect(about.locator("#value-about")).to_have_value("in the spring")
    watched.errors.clear()  # the browser itself notes a status of 400


def test_the_card_works_without_script(browser: Browser, full: None, address: str) -> None:
    """Plain forms: choose a name, put a tag on, remove a relation."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    at_card(page, address)
    name = page.locator("li.value", has_text="Yun Sanduo").first
    name.locator("summary").click()
    name.get_by_role("button", name="Show this one").click()
    expect(page.locator("h1")).to_contain_text("Yun Sanduo")
    page.locator("summary", has_text="Change tags").click()
    page.locator("#add-tag").fill("lake")
    page.locator("form", has=page.locator("#add-tag")).get_by_role("button").click()
    expect(page.locator("a.chip", has_text="lake")).to_be_visible()
    relation = page.locator("dd.value", has=page.get_by_role("link", name="Ines Halfmoon"))
    relation.locator("summary").click()
    relation.get_by_role("button", name="Remove from both cards").click()
    expect(page.locator(".receipt")).to_contain_text("Ines Halfmoon")
    expect(page.locator("dd.value", has=page.get_by_role("link", name="Ines Halfmoon"))).to_have_count(0)
    context.close()


def test_many_are_tagged_from_the_list_and_found_by_it(watched: Any, full: None, address: str) -> None:
    """Enter in the field of the bar tags, and moves nobody."""
    page = watched.page
    base = at_card(page, address)
    page.goto(base + "/people?sort=name")
    assert page.locator("tbody th[scope=row] a").all_inner_texts()[:2] == ["Ines Halfmoon", "云三朵"]
    for box in page.locator("tbody input[type=checkbox]").all()[:2]:
        box.check()
    page.locator(".bulk input[name=word]").fill("autumn")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".receipt")).to_contain_text("2 people tagged")
    page.locator("select[name=tag]").select_option("autumn")
    expect(page.locator("tbody th[scope=row]")).to_have_count(2)
    page.locator("#q").fill("wheel")
    expect(page.locator("tbody th[scope=row]")).to_have_count(2)


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("en", "light", 1280), ("zh-hans", "dark", 390), ("ar", "dark", 390)]
)
def test_no_card_is_in_the_way_of_anybody(
    browser: Browser, full: None, address: str, language: str, scheme: Any, width: int
) -> None:
    """With every fold open axe finds nothing serious, and nothing runs out of the page."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    base = at_card(page, address)
    there = page.url
    for where in (there, f"{base}/people"):
        page.goto(f"{where}?language={language}")
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        page.evaluate("document.querySelector('tbody input[type=checkbox]')?.click()")
        assert serious_findings(page) == [], where
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where
    context.close()

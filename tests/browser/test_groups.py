"""The page of a group in a browser: words, ticks, attempts are kept in place; the map by keyboard; its papers."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.findings import serious_findings
from tests.browser.lantern import ME, write_export
from tests.browser.test_ties import overflowing

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of one group."""
    folder = tmp_path_factory.mktemp("group")
    told = ["--me", ME, "--answer", "date_order=dmy", "--json", "--book", str(folder / "walk.book")]
    command = [sys.executable, "-m", "kithbook", "import", str(write_export(folder)), *told]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "walk.book"


def at_group(page: Page, address: str) -> str:
    """Open the page of the group by the list; the address of the server."""
    page.goto(address)
    base = re.sub(r"/\?token=.*", "", address)
    page.goto(base + "/groups")
    page.locator("main th a").first.click()
    page.locator("#way-out").wait_for()
    return base


def test_a_word_and_a_tick_are_kept_in_place(watched: Any, full: None, address: str) -> None:
    """A burden changes the verdict without a new page; a tick stands after a reload; another end changes the steps."""
    page = watched.page
    at_group(page, address)
    page.locator("label.chip", has_text="A burden").click()
    expect(page.locator("h1")).to_contain_text("Archive it")
    expect(page.locator("label.chip", has_text="A burden").locator("input")).to_be_checked()
    first = page.locator(".steps > li > input[type=checkbox]").first
    with page.expect_response("**/plan"):
        first.check()
    page.reload()
    expect(page.locator(".steps > li > input[type=checkbox]").first).to_be_checked()
    with page.expect_navigation():
        page.locator("#way-out").get_by_role("button", name="Revive it").click()
    expect(page.locator("#way-out").get_by_role("button", name="Revive it")).to_have_attribute("aria-pressed", "true")


def test_an_attempt_is_told_and_taken_back(watched: Any, full: None, address: str) -> None:
    """It stands among what was tried, with what it did, until it is taken back."""
    page = watched.page
    at_group(page, address)
    page.locator("#tell summary").click()
    page.get_by_label("What you tried").fill("a kiln day, 烧窑")
    page.get_by_label("On which day").fill("2025-06-14")
    with page.expect_navigation():
        page.locator("#tell").get_by_role("button", name="Keep").click()
    attempt = page.locator(".tries > li", has_text="a kiln day, 烧窑")
    expect(attempt).to_contain_text("14 June 2025")
    with page.expect_navigation():
        attempt.get_by_role("button", name="Take it back").click()
    expect(page.locator("body")).not_to_contain_text("a kiln day")


def test_the_map_is_walked_and_passed_by_keyboard(watched: Any, full: None, address: str) -> None:
    """A link before it leads past it; each circle of it is a link with a name; the same stands in a table."""
    page = watched.page
    base = at_group(page, address)
    page.locator("a.pass").focus()
    expect(page.locator("a.pass")).to_be_in_viewport()
    page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name in {"Ines Halfmoon", "云三朵", "نادية الورّاق", "Bram Teakettle"}
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/people/*")
    page.go_back()
    page.locator("a.pass").press("Enter")
    assert page.url.endswith("#past-map")
    page.locator("#past-map summary").click()
    expect(page.locator("#past-map tbody tr")).to_have_count(5)


def test_whether_a_new_group_would_hold(watched: Any, full: None, address: str) -> None:
    """From the list of groups, by names; the answer comes with its table."""
    page = watched.page
    base = at_group(page, address)
    page.goto(base + "/groups")
    page.get_by_role("link", name="Would a new group hold?").click()
    page.get_by_label("Others by name").fill("Ines, 云三朵, Bram")
    with page.expect_navigation():
        page.get_by_role("button", name="Ask").click()
    expect(page.locator("section[aria-labelledby=seats] tbody tr")).to_have_count(3)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)


def test_the_report_and_the_memories_stand_alone(browser: Browser, full: None, address: str, tmp_path: Path) -> None:
    """Each file opens from the disk, asks for nothing, fits a phone, and gives a PDF of a few pages."""
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    base = at_group(page, address)
    number = page.url.rsplit("/", 1)[1]
    for name, where in (("report", f"/groups/{number}/report"), ("memories", f"/groups/{number}/memories?save")):
        path = tmp_path / f"{name}.html"
        path.write_bytes(context.request.get(base + where).body())
        alone = browser.new_context(viewport={"width": 390, "height": 844}, offline=True)
        sheet = alone.new_page()
        asked: list[str] = []
        sheet.on("request", lambda request, asked=asked: asked.append(request.url))
        sheet.goto(path.as_uri())
        assert asked == [path.as_uri()]
        assert not sheet.evaluate("document.documentElement.scrollWidth > innerWidth")
        printed = sheet.pdf(format="A4", prefer_css_page_size=True)
        assert printed.startswith(b"%PDF")
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 12
        alone.close()
    context.close()


def test_no_serious_finding_and_nothing_runs_out(browser: Browser, full: None, address: str) -> None:
    """Group, propose and memories: by axe and by measuring boxes, both themes, three languages, wide and narrow."""
    found: list[str] = []
    for language, scheme, width in (("en", "light", 1280), ("zh-hans", "dark", 390), ("ar", "light", 390)):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            bypass_csp=True,
        )
        page = context.new_page()
        base = at_group(page, address)
        group = page.url
        page.goto(f"{group}?language={language}")
        for one in (
            group,
            f"{group}/memories",
            f"{base}/groups/new?names=Ines,Bram,云三朵",
            f"{base}/groups/new?names=x",
        ):
            page.goto(one)
            page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
            where = f"{one} {width} {scheme} {language}"
            found += [f"{where} {fault}" for fault in (*overflowing(page), *serious_findings(page))]
        context.close()
    assert found == []

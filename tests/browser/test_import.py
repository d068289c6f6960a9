"""The page Import in a browser: several files at once, what is doubtful, columns, the history; narrow and by keys."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.findings import serious_findings

pytestmark = pytest.mark.browser
CLEAR = "13/04/2016, 21:07 - Ines Halfmoon: kiln is warm\n13/04/2016, 21:09 - Ottokar Plumb: coming\n"
TABLE = "Who,Ring,Shoe\nIdris Vale,idris@example.org,38\n云三朵,yun@example.org,41\nأمل حداد,amal@example.org,39\n"


def drop(page: Page, address: str, folder: Path) -> None:
    """Drop a chat that leaves nothing open, one with doubtful dates, a table of people, and a list of eggs."""
    told = {
        "WhatsApp Chat with Kiln.txt": CLEAR,
        "WhatsApp Chat with Oven.txt": CLEAR.replace("13/04", "03/04").replace("kiln", "oven"),
        "people.csv": TABLE,
        "eggs.txt": "eggs\nflour\n",
    }
    for name, text in told.items():
        (folder / name).write_text(text, encoding="utf-8")
    page.goto(address)
    page.goto(re.sub(r"\?token=.*", "import", address))
    page.set_input_files("input[name=files]", [str(folder / name) for name in told])
    page.locator("article.file").first.wait_for()


def test_several_files_are_decided_by_keyboard(watched: Any, address: str, tmp_path: Path) -> None:
    """One press brings in what is clear; a column is corrected, a date is chosen, and all of it can be undone."""
    page = watched.page
    drop(page, address, tmp_path)
    page.locator("article.file button.primary").first.focus()
    page.keyboard.press("Enter")
    page.locator("article.file .sum").first.wait_for(timeout=30_000)
    month_first = page.locator("input[value=mdy]")
    month_first.focus()
    page.keyboard.press("Space")
    expect(month_first).to_be_checked()
    page.locator("article.file", has=month_first).locator("button.primary").press("Enter")
    expect(page.locator("article.file .sum")).not_to_have_count(1, timeout=30_000)
    ring = page.locator("select[name=column-1]")
    if ring.count():  # the guess left a question open
        ring.select_option("mail")
        page.locator("select[name=column-2]").select_option("ignore")
        page.locator("article.file", has=ring).locator("button.primary").press("Enter")
    page.goto(re.sub(r"\?token=.*", "imports", address))
    expect(page.locator(".history > li")).to_have_count(3, timeout=30_000)
    for _ in range(3):
        page.goto(re.sub(r"\?token=.*", "imports", address))
        undo = page.locator(".history button").first
        expect(undo).to_be_visible(timeout=30_000)
        with page.expect_navigation():
            undo.press("Enter")
    page.goto(re.sub(r"\?token=.*", "imports", address))
    assert page.locator(".history button").count() == 0
    page.goto(re.sub(r"\?token=.*", "people", address))
    assert "Idris" not in page.locator("main").inner_text()


def test_the_page_holds_whatever_the_width_and_language(browser: Browser, address: str, tmp_path: Path) -> None:
    """Nothing runs out of its box and axe finds nothing serious: narrow, dark, right to left, with all folds open."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    drop(page, address, tmp_path)
    found: list[str] = []
    for width, scheme, language in ((1280, "light", "en"), (390, "dark", "ar"), (390, "light", "zh-hans")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        for one in ("import", "imports"):
            page.goto(re.sub(r"\?token=.*", f"{one}?language={language}", address))
            for fold in page.locator("details").all():
                fold.evaluate("fold => fold.open = true")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{one} is wider than {width} in {language}")
            found += [f"{one} {language} {each}" for each in serious_findings(page)]
    context.close()
    assert found == []

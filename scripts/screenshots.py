"""Takes pictures of each page from the demo book into ``shots/``: desktop and phone, light and dark, three languages.

Run ``python scripts/screenshots.py [LANGUAGE...]``. Chromium must be installed. The pictures are for looking, not for
the repository; ``--readme`` instead takes anew those that the README and the how-to pages show.
"""

import importlib.util
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "shots"
IMAGES = ROOT / "docs" / "images"
OWNER = "Ottokar Plumb"
LANGUAGES = ("en", "zh-hans", "ar")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
SERVE = """
import sys
from pathlib import Path
from kithbook.web.server import serve
serve(Path(sys.argv[1]), port=0, announce=lambda address: print(address, flush=True))
"""


def make_demo(path: Path) -> dict[str, str]:
    """A book of the demo's exports; the pages that are worth a picture, by name."""
    from kithbook import book

    now = int(time.time())
    with book.opened(path):
        for sample in book.demo_files():
            book.bring_in(sample, me=OWNER, now=now)
        person = book.today(now=now).nudges[0].person.id
        close = book.people(now=now).people[0].id
        group = book.groups(now=now).groups[0].group.id
        newest = book.imports().imports[0].id
    return {
        "week": "/",
        "people": "/people",
        "person": f"/people/{person}",
        "person-close": f"/people/{close}",
        "groups": "/groups",
        "group": f"/groups/{group}",
        "memories": f"/groups/{group}/memories",
        "propose": "/groups/new?names=Ines,Bram,Odalys,周一帆,石小满",
        "import": "/import",
        "import-done": f"/imports/{newest}",
        "search": "/search?q=kiln",
        "settings": "/settings",
        "error": "/people/999999",
    }


def make_doubtful(folder: Path) -> Path:
    """A book of people who appear under several names: the invented cast of the browser tests."""
    from kithbook import book

    spec = importlib.util.spec_from_file_location("cast", ROOT / "tests" / "browser" / "cast.py")
    assert spec is not None
    assert spec.loader is not None
    cast = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(cast)
    with book.opened(folder / "doubtful.book"):
        for export in cast.write_exports(folder):
            book.bring_in(export, me=cast.ME, now=int(time.time()))
    return folder / "doubtful.book"


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address, token included, of a server on the book at ``path``."""
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
    finally:
        server.send_signal(2)
        server.wait(timeout=20)


def take(browser: Browser, address: str, pages: dict[str, str], languages: tuple[str, ...]) -> None:
    """Every page in every language, size and theme; says which page is wider than its window."""
    base = address.partition("/?")[0]
    for language in languages:
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,  # type: ignore[arg-type]
                )
                page = context.new_page()
                page.goto(address)
                page.goto(f"{base}/?language={language}")
                for name, where in pages.items():
                    page.goto(base + where)
                    page.screenshot(path=SHOTS / f"{name}.{language}-{size}-{scheme}.png", full_page=True)
                    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                        print(f"{name} in {language} is wider than {width}")
                context.close()


def take_for_readme(browser: Browser, address: str, pages: dict[str, str]) -> None:
    """The top of each of these pages, which are named as their pictures are."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page.goto(address)
    for name, where in pages.items():
        page.goto(address.partition("/?")[0] + where)
        page.screenshot(path=IMAGES / f"{name}.png")


def main() -> int:
    """Make the book, serve it, take the pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium is not installed: apt-get install chromium")
        return 1
    SHOTS.mkdir(exist_ok=True)
    for_readme = sys.argv[1:] == ["--readme"]
    languages = tuple(sys.argv[1:]) or LANGUAGES
    with tempfile.TemporaryDirectory(prefix="kithbook-shots-") as folder:
        path = Path(folder) / "demo.book"
        pages = make_demo(path)
        doubtful = make_doubtful(Path(folder)) if for_readme else path
        with served(path) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            if for_readme:
                take_for_readme(browser, address, {"this-week": pages["week"], "group": pages["group"]})
                with served(doubtful) as other:
                    take_for_readme(browser, other, {"who-is-who": "/review"})
            else:
                take(browser, address, pages, languages)
            browser.close()
    if for_readme:
        return 0
    print(f"{len(list(SHOTS.glob('*.png')))} pictures in {SHOTS.relative_to(ROOT)}/")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

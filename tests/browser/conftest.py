"""A real server on a real book, a real browser, and a watch on everything that the browser must never do."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
SERVE = """
import sys
from pathlib import Path
from kithbook.web.server import serve
serve(Path(sys.argv[1]), port=0, announce=lambda address: print(address, flush=True))
"""
# The page reports what the policy stopped; the console of some versions of Chromium does not.
WATCH = "addEventListener('securitypolicyviolation', e => console.error('POLICY', e.violatedDirective, e.blockedURI))"


# Not for the session: while Playwright runs, Django refuses to work in the same thread for the tests that follow.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as Debian has it; the tests skip where there is none."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def full(made: Path, tmp_path: Path) -> None:
    """The book that the server opens is a copy of the one that the module has `made`; ask for it before `address`."""
    shutil.copy(made, tmp_path / "walk.book")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The printed address of a server of its own, on an empty book; the server ends with the test."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "TZ": "UTC"}
    command = [sys.executable, "-c", SERVE, str(tmp_path / "walk.book")]
    with (tmp_path / "server.log").open("w") as log:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        assert server.stdout is not None
        printed = server.stdout.readline().strip()
        assert printed.startswith("http://127.0.0.1:"), (tmp_path / "server.log").read_text()
        yield printed
        server.send_signal(2)
        assert server.wait(timeout=20) == 0
    assert "Traceback" not in (tmp_path / "server.log").read_text()


class Watched:
    """A page whose requests, console and errors are written down."""

    def __init__(self, browser: Browser, *, width: int = 1280, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def assert_clean(self) -> None:
        """Nothing left this machine, nothing broke, nothing was stopped by the policy."""
        assert [url for url in self.asked if not url.startswith("http://127.0.0.1:")] == []
        assert self.errors == []


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A watched page, 1280 wide, light; it must be clean at the end."""
    one = Watched(browser)
    yield one
    one.assert_clean()
    one.context.close()

"""What axe finds on a page."""

from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS: Final = {"serious", "critical"}


def serious_findings(page: Page) -> list[str]:
    """What a person would stumble over."""
    findings: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{finding['id']}: {node['html'][:160]}"
        for finding in findings
        if finding["impact"] in SERIOUS
        for node in finding["nodes"]
    ]

"""What all tests share: where the real exports are, and a clock that stands still."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("kithbook", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("kithbook")

NOW = 1_781_514_000  # 2026-06-15 09:00 UTC, a Monday


@pytest.fixture
def now() -> int:
    """The moment at which tests look at a book."""
    return NOW


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real exports and research data, beside the checkout; skipped where it is missing."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "samples").is_dir():
        pytest.skip("the folder ../shared with real exports is not here")
    return folder

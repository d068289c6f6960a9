"""A client that has come in by the printed address, on a book whose answers are the cast's."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kithbook import book
from kithbook.book.opening import prepare

prepare()

from django.test import Client  # noqa: E402  (Django must be ready first)

from kithbook.web.security import BOOK_KEY, TOKEN_KEY  # noqa: E402

TOKEN = "a-token-for-tests"


def _load(where: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(where.stem, where)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TRANSLATIONS = _load(Path(__file__).parents[2] / "scripts" / "translations.py")
TRANSLATIONS.compile_all()  # before Django reads them


@pytest.fixture(scope="session")
def translations() -> ModuleType:
    """The script that keeps the translations."""
    return TRANSLATIONS


@pytest.fixture(scope="session")
def cast() -> ModuleType:
    """The hand-made answers."""
    return _load(Path(__file__).with_name("sample_answers.py"))


@pytest.fixture
def fake_book(monkeypatch: pytest.MonkeyPatch, cast: ModuleType) -> pytest.MonkeyPatch:
    """The book answers as the cast says; a test may change one answer."""
    for name, function in cast.ANSWERS.items():
        monkeypatch.setitem(vars(book), name, function)
    return monkeypatch


@pytest.fixture
def stranger(tmp_path: Path) -> Client:
    """A browser that did not come by the printed address."""
    environment = {BOOK_KEY: str(tmp_path / "test.book"), TOKEN_KEY: TOKEN, "SERVER_NAME": "127.0.0.1"}
    return Client(raise_request_exception=False, headers={"origin": "http://127.0.0.1"}, **environment)


@pytest.fixture
def client(stranger: Client, fake_book: pytest.MonkeyPatch) -> Client:
    """A browser that came with the token."""
    assert stranger.get("/", {"token": TOKEN}).status_code == 302
    return stranger


@pytest.fixture
def settings_of_django() -> Iterator[Any]:
    """Django's settings, put back afterwards."""
    from django.conf import settings
    from django.test import override_settings

    with override_settings():
        yield settings

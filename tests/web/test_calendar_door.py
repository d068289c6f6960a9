"""The feed at its secret address: who gets it, what a client need not fetch again, and that it leaves no cookie."""

from pathlib import Path

import pytest
from django.test import Client

from kithbook import book

TOKEN = "a-token-for-tests"


@pytest.fixture
def address(stranger: Client, tmp_path: Path) -> str:
    """Where the feed of the stranger's book is."""
    with book.opened(tmp_path / "test.book"):
        return f"/calendar/{book.calendar_secret()}.ics"


def test_the_address_alone_opens_it(stranger: Client, address: str) -> None:
    """No session and no cookie; the head is told as well, and a language in the address changes neither."""
    for found in (stranger.get(address), stranger.head(address), stranger.get(address, {"language": "ar"})):
        assert (found.status_code, list(found.cookies)) == (200, [])
        assert found.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert found.headers["Cache-Control"] == "private, no-cache"


def test_a_guess_within_a_session_finds_nothing(stranger: Client, address: str) -> None:
    """The same for a browser that came with the token."""
    assert stranger.get("/", {"token": TOKEN}).status_code == 302
    assert stranger.get("/calendar/é.ics").status_code == 404


@pytest.mark.parametrize("told", ["{}", "W/{}", '"other", {}', "*"])
def test_what_has_not_changed_is_not_sent_again(stranger: Client, address: str, told: str) -> None:
    """If-None-Match as RFC 9110 has it: weak, in a list, or any."""
    tag = stranger.get(address).headers["ETag"]
    again = stranger.get(address, headers={"if-none-match": told.format(tag)})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


def test_an_old_address_dies(stranger: Client, address: str, tmp_path: Path) -> None:
    """One press makes a new one."""
    assert stranger.get(address).status_code == 200
    assert stranger.get("/", {"token": TOKEN}).status_code == 302
    assert stranger.post("/calendar/new-address").status_code == 302
    with book.opened(tmp_path / "test.book"):
        new = book.calendar_secret()
    assert stranger.get(address).status_code == 404
    assert stranger.get(f"/calendar/{new}.ics").status_code == 200

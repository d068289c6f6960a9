"""The calendar over the page: a secret address without a session, a download, a new address, and a port of its own."""

from types import ModuleType

import pytest
from django.test import Client

from kithbook.vocabulary import say
from kithbook.vocabulary.answers import CalendarAnswer, CalendarEvent, Named
from kithbook.web.server import calendar_only

SECRET = "s" * 32


@pytest.fixture
def feeding(fake_book: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A book with one birthday in its calendar."""
    event = CalendarEvent("birthday-1@x.kithbook", "birthday", "2026-06-18", say("Birthday"), (), Named(1, "云三朵"))
    made = ["2026-06-15T09:00:00Z", "2026-06-15T10:00:00Z"]

    def calendar(*, now: int) -> CalendarAnswer:
        return CalendarAnswer(made.pop(0) if made else "2026-06-15T11:00:00Z", "UTC", "", (event,))

    fake_book.setattr("kithbook.book.calendar", calendar)
    return fake_book


def test_the_address_is_enough(stranger: Client, feeding: object) -> None:
    """No token, no cookie: a client reads it; a wrong address finds nothing; what has not changed is not sent again."""
    found = stranger.get(f"/calendar/{SECRET}.ics")
    assert found.status_code == 200
    assert found.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"BEGIN:VEVENT" in found.content
    assert not found.cookies
    again = stranger.get(f"/calendar/{SECRET}.ics", headers={"if-none-match": found.headers["ETag"]})
    assert again.status_code == 304
    assert stranger.get(f"/calendar/{'x' * 32}.ics").status_code == 404
    assert stranger.get("/calendar/short.ics").status_code == 403
    assert stranger.post(f"/calendar/{SECRET}.ics").status_code in {403, 405}
    assert stranger.get("/calendar.ics").status_code == 403


def test_a_file_to_take_along_and_a_new_address(client: Client, feeding: pytest.MonkeyPatch) -> None:
    """With a session the file comes as a download, and one press makes the old address void."""
    file = client.get("/calendar.ics")
    assert "attachment" in file.headers["Content-Disposition"]
    pressed: list[bool] = []
    feeding.setattr("kithbook.book.rotate_calendar", lambda: pressed.append(True))
    assert client.post("/calendar/new-address").headers["Location"] == "/settings"
    assert pressed == [True]
    assert f"/calendar/{SECRET}.ics" in client.get("/settings").content.decode()


@pytest.mark.parametrize(
    ("method", "path", "passes"),
    [
        ("GET", f"/calendar/{SECRET}.ics", True),
        ("HEAD", f"/calendar/{SECRET}.ics", True),
        ("POST", f"/calendar/{SECRET}.ics", False),
        ("GET", "/", False),
        ("GET", "/static/kithbook/kithbook.css", False),
        ("GET", "/calendar.ics", False),
        ("GET", f"/calendar/../{SECRET}.ics", False),
    ],
)
def test_the_port_of_the_network_has_the_calendar_alone(method: str, path: str, passes: bool, cast: ModuleType) -> None:
    """Whatever else is asked for there is not found, and never reaches the page."""
    reached: list[str] = []
    said: list[str] = []

    def page(environ: dict[str, str], start: object) -> list[bytes]:
        reached.append(environ["HTTP_HOST"])
        return [b"calendar"]

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "kiln.lan:8766"}
    calendar_only(page)(environ, lambda status, headers: said.append(status))
    assert reached == (["127.0.0.1"] if passes else [])
    assert said == ([] if passes else ["404 Not Found"])

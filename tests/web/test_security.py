"""Who may come in: the token, the origin, the host, the form's own token, and what each answer forbids the browser."""

from pathlib import Path

import pytest
from django.test import Client

from kithbook.web.security import BOOK_KEY, TOKEN_KEY

TOKEN = "a-token-for-tests"
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def test_without_the_token_every_page_is_closed(stranger: Client, fake_book) -> None:
    """403, and the page says what to do; nothing of the book is shown."""
    for page in ("/", "/people", "/import", "/nowhere", "/palette?q=a"):
        answer = stranger.get(page)
        assert answer.status_code == 403
        assert "kithbook serve" in answer.content.decode()


@pytest.mark.parametrize("token", ["", "a-token-for-test", "a-token-for-tests2", "é"])
def test_a_wrong_token_stays_outside(stranger: Client, fake_book, token: str) -> None:
    """Nearly right is wrong."""
    assert stranger.get("/", {"token": token}).status_code == 403
    assert stranger.get("/").status_code == 403


def test_the_token_is_traded_for_a_strict_cookie(stranger: Client, fake_book) -> None:
    """The clean address follows, and the cookie is out of reach for scripts and other sites."""
    answer = stranger.get("/people", {"token": TOKEN, "circle": "core"})
    assert answer.headers["Location"] == "/people?circle=core"
    cookie = next(iter(answer.cookies.values()))
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Strict"
    assert TOKEN not in cookie.value
    assert stranger.get("/").status_code == 200


def test_the_redirect_never_leaves_this_host(stranger: Client, fake_book) -> None:
    """An address of two slashes must not become another host."""
    answer = stranger.get("/", {"token": TOKEN}, PATH_INFO="//elsewhere.example/")
    assert answer.headers["Location"] == "/elsewhere.example/"


def test_a_cookie_of_another_launch_opens_nothing(client: Client) -> None:
    """Each launch has its own token."""
    assert client.get("/").status_code == 200
    client.defaults[TOKEN_KEY] = "the-next-launch"
    assert client.get("/").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://elsewhere.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1", "sec-fetch-site": "cross-site"},
        {"origin": "http://127.0.0.1", "sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:9999"},
    ],
)
def test_a_deed_from_elsewhere_is_refused(client: Client, fake_book, headers: dict[str, str]) -> None:
    """Another site's form or script cannot act on the book."""
    done: list[str] = []
    fake_book.setattr("kithbook.book.log", lambda *a, **k: done.append("log"))
    assert client.post("/log", {"text": "x"}, headers=headers).status_code == 403
    assert done == []


def test_a_deed_that_says_nothing_of_its_origin_is_refused(tmp_path: Path, fake_book) -> None:
    """Every browser sends Origin or Sec-Fetch-Site with a form."""
    environment = {BOOK_KEY: str(tmp_path / "test.book"), TOKEN_KEY: TOKEN, "SERVER_NAME": "127.0.0.1"}
    silent = Client(**environment)
    silent.get("/", {"token": TOKEN})
    assert silent.post("/log", {"text": "x"}).status_code == 403
    assert silent.post("/log", {"text": "x"}, headers={"sec-fetch-site": "same-origin"}).status_code == 302


def test_a_form_without_its_own_token_is_refused(tmp_path: Path, fake_book) -> None:
    """The CSRF token is checked beside the origin."""
    environment = {BOOK_KEY: str(tmp_path / "test.book"), TOKEN_KEY: TOKEN, "SERVER_NAME": "127.0.0.1"}
    strict = Client(enforce_csrf_checks=True, headers={"origin": "http://127.0.0.1"}, **environment)
    strict.get("/", {"token": TOKEN})
    answer = strict.post("/log", {"text": "x"})
    assert answer.status_code == 403
    assert "older than this visit" in answer.content.decode()


def test_a_foreign_host_name_is_refused(client: Client) -> None:
    """A name that was pointed at loopback is none of ours."""
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_every_answer_carries_the_strict_policy(client: Client, stranger: Client) -> None:
    """The policy as the design has it, also on refusals."""
    for page in ("/", "/nowhere", "/static/kithbook/kithbook.css"):
        headers = client.get(page).headers
        assert {part.strip() for part in headers["Content-Security-Policy"].split(";")} == POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_are_never_kept_by_the_browser(client: Client) -> None:
    """What the book says stays out of the browser's disk cache; stylesheets may stay."""
    assert client.get("/").headers["Cache-Control"] == "no-store"
    assert "no-store" not in client.get("/static/kithbook/kithbook.css").headers.get("Cache-Control", "")


def test_deeds_need_a_post(client: Client) -> None:
    """An address alone changes nothing."""
    for page in (
        "/log",
        "/nudges/1",
        "/people/bulk",
        "/people/1/rest",
        "/people/1/me",
        "/imports/5/undo",
        "/groups/7/size",
        "/import/paste",
    ):
        assert client.get(page).status_code == 405


def test_files_that_are_stored_cannot_leave_their_folder() -> None:
    """Names lose separators, control and direction characters and leading dots, and stay short."""
    from kithbook.web.uploads import LONGEST_NAME, safe_name

    assert safe_name("..\\..\\x.txt") == "x.txt"
    assert safe_name("a\u202etxt.exe") == "atxt.exe"
    assert safe_name("...") == "file"
    assert safe_name("聊天记录.txt") == "聊天记录.txt"
    assert len(safe_name("x" * 500 + ".zip")) <= LONGEST_NAME
    assert safe_name("x" * 500 + ".zip").endswith(".zip")

"""Every page in three languages, and what the forms on them do."""

import io
import re
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from django.test import Client

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import DeedAnswer
from kithbook.web.words import DEED_ICONS, WAY_ICONS

PAGES = [
    "/",
    "/people",
    "/people?q=x&circle=core&drifting=1",
    "/people/1",
    "/people/4",
    "/people/1?q=nothing",
    "/people/2",
    "/circles",
    "/numbers",
    "/groups",
    "/groups/7",
    "/import",
    "/imports/5",
    "/search",
    "/search?q=ash",
    "/palette?q=a",
    "/settings",
    "/library",
    "/library/share?what=k1",
    "/nudges/1/draft?tone=light",
    "/intention",
    "/learnt",
    "/start?step=me",
    "/start?step=verdict",
    "/start?step=people",
    "/start?step=minutes",
]
LANGUAGES = [("en", "ltr"), ("zh-hans", "ltr"), ("ar", "rtl")]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("language", "direction"), LANGUAGES)
def test_each_page_speaks_each_language(client: Client, page: str, language: str, direction: str) -> None:
    """A page answers in the chosen language, from the right side, with what came from outside escaped."""
    client.get("/", {"language": language})
    answer = client.get(page)
    text = answer.content.decode()
    assert answer.status_code == 200, text
    assert "<b>Bram" not in text
    assert answer.headers["Content-Language"] == language
    if page != "/palette?q=a":
        assert f'<html lang="{language}" dir="{direction}"' in text


@pytest.mark.parametrize("page", PAGES)
def test_no_page_holds_inline_style_or_script(client: Client, page: str) -> None:
    """The strict policy would break them: no style attribute, no style element, no script without an address."""
    text = client.get(page).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text)


def test_every_icon_that_is_used_is_in_the_sprite_and_the_other_way_round() -> None:
    """A name that the sprite lacks would leave a hole on the page."""
    here = Path(book.__file__).parents[1] / "web"
    sprite = set(re.findall(r'id="i-([a-z]+)"', (here / "static/kithbook/icons.svg").read_text()))
    templates = "".join(page.read_text() for page in here.rglob("*.html"))
    used = set(re.findall(r'{% icon "([a-z]+)"', templates)) | set(DEED_ICONS.values()) | set(WAY_ICONS.values())
    assert sprite == used


def test_the_first_page_of_an_empty_book_says_how_to_begin(client: Client, fake_book, cast: ModuleType) -> None:
    """Nothing brought in yet: the page offers the drop and the demo."""
    fake_book.setattr("kithbook.book.today", cast.empty_today)
    text = client.get("/").content.decode()
    assert 'name="files"' in text
    assert "kithbook demo" in text


def test_a_week_without_anybody_says_so(client: Client, fake_book, cast: ModuleType) -> None:
    """No suggestion is an answer too."""
    from kithbook.vocabulary.answers import LeftOut, TodayAnswer

    fake_book.setattr(
        "kithbook.book.today",
        lambda *, now: TodayAnswer(30, (), LeftOut(0, ()), says=say("Nothing is needed this week.")),
    )
    assert "Nothing is needed this week." in client.get("/").content.decode()


def test_an_answer_becomes_a_receipt_with_a_way_back(client: Client, fake_book) -> None:
    """With htmx the card is replaced; without it the next page shows the receipt once."""
    given: list[tuple[int, str]] = []
    fake_book.setattr(
        "kithbook.book.answer_nudge", lambda person, answer, *, now, **more: given.append((person, answer))
    )
    swapped = client.post("/nudges/1", {"answer": "rest", "name": "云三朵"}, headers={"hx-request": "true"})
    assert 'action="/nudges/1/undo"' in swapped.content.decode()
    assert client.post("/nudges/1", {"answer": "later", "name": "云三朵"}).headers["Location"] == "/"
    assert 'action="/nudges/1/undo"' in client.get("/").content.decode()
    assert 'action="/nudges/1/undo"' not in client.get("/").content.decode()
    assert given == [(1, "rest"), (1, "later")]


def test_an_unknown_answer_is_refused(client: Client) -> None:
    """Only the four answers exist."""
    answer = client.post("/nudges/1", {"answer": "delete"})
    assert answer.status_code == 400
    assert "That is no answer" in answer.content.decode()


def test_the_log_box_keeps_and_takes_back(client: Client) -> None:
    """A touch leaves a receipt that says what was understood."""
    assert client.post("/log", {"text": "Coffee with Yun"}).status_code == 302
    text = client.get("/").content.decode()
    assert "met in person, 14 June 2026. Kept. Next: 14 September 2026." in text
    assert 'action="/touches/9/undo"' in text
    back = client.post("/touches/9/undo", {"next": "//elsewhere.example/"})
    assert back.headers["Location"] == "/"


def test_a_refused_log_line_is_not_lost(client: Client, fake_book) -> None:
    """Where nobody or several could be meant, the page asks with whom and holds the text; the answer goes with it."""
    logged: list[tuple[object, str]] = []
    kept = book.log

    def log(names: object, text: str, **rest: object) -> object:
        logged.append((names, text))
        if not names:
            raise Refused(say("With whom was it?"), candidates=("Ines Varga (#4)", "Ines Halfmoon (#7)"))
        return kept(names, text, **rest)

    fake_book.setitem(vars(book), "log", log)
    answer = client.post("/log", {"text": "Coffee with <Ines>"})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Coffee with &lt;Ines&gt;</textarea>" in text
    assert 'name="whom" value="Ines Halfmoon (#7)"' in text
    assert client.post("/log", {"text": "Coffee with Ines", "whom": "Ines Halfmoon (#7)"}).status_code == 302
    assert logged[-1] == ("#7", "Coffee with Ines")


def test_the_address_of_a_deed_can_be_looked_at(client: Client) -> None:
    """Whoever loads the address of a form gets a page that leads back, not an empty one."""
    answer = client.get("/log")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "There is nothing to see here" in answer.content.decode()


def test_namesakes_in_the_list_are_told_apart_by_where_they_are(client: Client, fake_book, cast) -> None:
    """Two rows of one name say their platforms; a name that stands once does not."""
    one, other, *_ = cast.ROWS
    rows = (
        msgspec.structs.replace(one, name="Ada Arbor", platforms=("whatsapp",)),
        msgspec.structs.replace(other, name="Ada Arbor", platforms=("wechat", "mail")),
        msgspec.structs.replace(other, id=77, name="Bea Birch", platforms=("signal",)),
    )
    everybody = msgspec.structs.replace(cast.ANSWERS["people"](now=0), people=rows)
    fake_book.setitem(vars(book), "people", lambda *args, **rest: everybody)
    text = client.get("/people").content.decode()
    assert '<span class="alias"><bdi>WeChat</bdi> · <bdi>mail</bdi></span>' in text
    assert '<span class="alias"><bdi>WhatsApp</bdi></span>' in text
    assert "<bdi>Signal</bdi>" not in text


def test_reasons_that_weigh_nothing_are_left_out(client: Client, fake_book, cast) -> None:
    """A person's page shows what adds or takes, not what is zero."""
    answer = cast.ANSWERS["person"](1, now=0)
    idle = msgspec.structs.replace(answer.reasons[0], weight=0.0, says=say("0 long talks"))
    both = msgspec.structs.replace(answer, reasons=(answer.reasons[0], idle), ahead=None)
    fake_book.setitem(vars(book), "person", lambda *args, **rest: both)
    text = client.get("/people/1").content.decode()
    assert text.count('<li><svg viewBox="0 0 100 10"') == 1
    assert "0 long talks" not in text


def test_the_bulk_bar_moves_and_rests_people(client: Client, fake_book) -> None:
    """Each chosen person is moved; a circle that does not exist is refused."""
    moved: list[tuple[int, str]] = []
    fake_book.setattr("kithbook.book.set_circle", lambda person, circle, now: moved.append((person, circle)))
    fake_book.setattr("kithbook.book.rest", lambda person, until, now: moved.append((person, until)))
    client.post("/people/bulk", {"person": ["1", "2", "x"], "deed": "curated"})
    client.post("/people/bulk", {"person": ["3"], "deed": "rest"})
    assert moved == [(1, "curated"), (2, "curated"), (3, "always")]
    assert client.post("/people/bulk", {"person": ["1"], "deed": "best"}).status_code == 400
    assert client.post("/people/bulk", {"person": ["²", "x"], "deed": "rest"}).status_code == 400


def test_an_old_view_asks_for_a_fresh_export(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen until 1 June: two weeks later that is fresh, half a year later it is not."""
    for at, asks in ((1_781_514_000, False), (1_797_000_000, True)):
        monkeypatch.setattr("kithbook.web.clock.now", lambda at=at: at)
        for page in ("/groups/7", "/people/1"):
            assert ("A fresh export would tell" in client.get(page).content.decode()) is asks


def test_a_person_can_be_said_to_be_the_owner(client: Client, fake_book) -> None:
    """The button of a person's page tells the book by number."""
    told: list[tuple[str, bool]] = []
    deed = DeedAnswer(7, "me", ("Ines",), "2026-06-15T09:00:00Z")
    fake_book.setitem(vars(book), "this_is_me", lambda who, *, now: told.append((who, now > 0)) or deed)
    assert 'action="/people/1/me"' in client.get("/people/1").content.decode()
    assert 'action="/people/4/me"' not in client.get("/people/4").content.decode()
    client.post("/people/1/me")
    assert 'action="/review/deeds/7/undo"' in client.get("/people").content.decode()
    assert told == [("#1", True)]


def test_a_dropped_file_is_shown_before_it_enters(client: Client, fake_book, tmp_path: Path) -> None:
    """Drop, preview with the doubtful dates and the names, confirm; the file lies beside the book, privately."""
    begun: list[tuple[str, str, str]] = []
    fake_book.setattr(
        "kithbook.book.start_import",
        lambda path, *, me, answers, now: begun.append((Path(path).name, me, answers.get("date_order"))) or 5,
    )
    fake_book.setattr("kithbook.book.unfinished", lambda: (5,))
    dropped = io.BytesIO(b"03/04/2016, 21:07 - Ottokar Plumb: kiln is warm\n")
    dropped.name = "../../WhatsApp Chat.txt"
    assert client.post("/import", {"files": dropped}).status_code == 302
    folders = list((tmp_path / "test.book.incoming").iterdir())
    assert [file.name for file in (folders[0] / "files").iterdir()] == ["WhatsApp Chat.txt"]
    text = client.get("/import").content.decode()
    assert 'value="mdy"' in text
    assert '<code dir="ltr">03/04/2016, 21:07</code></span> <span class="small quiet">4 March 2016</span>' in text
    assert "Ottokar Plumb (most likely)" in text
    url = f"/import/{folders[0].name}/0"
    assert client.post(url, {"deed": "bring", "me": "Ottokar Plumb", "answer-date_order": "ymd"}).status_code == 400
    assert client.post(url, {"deed": "bring", "me": "Ottokar Plumb", "answer-date_order": "dmy"}).status_code == 302
    assert begun == [("WhatsApp Chat.txt", "Ottokar Plumb", "dmy")]
    assert url not in client.get("/import").content.decode()


def test_a_file_that_nobody_reads_is_put_away(client: Client, tmp_path: Path) -> None:
    """The refusal is a card of its own, and its button removes the file."""
    dropped = io.BytesIO(b"...")
    dropped.name = "recipes.pages"
    client.post("/import", {"files": dropped})
    assert "is of no format that Kithbook reads" in client.get("/import").content.decode()
    key = next((tmp_path / "test.book.incoming").iterdir()).name
    client.post(f"/import/{key}", {"deed": "leave"})
    assert list((tmp_path / "test.book.incoming").iterdir()) == []


def drop(client: Client, tmp_path: Path, *names: str) -> str:
    """Drop files of these names; the key of the batch that they make."""
    files = []
    for name in names:
        files.append(io.BytesIO(b"03/04/2016, 21:07 - Ottokar Plumb: kiln is warm\n"))
        files[-1].name = name
    client.post("/import", {"files": files})
    return next((tmp_path / "test.book.incoming").iterdir()).name


def test_several_exports_are_decided_together(client: Client, fake_book, cast: ModuleType, tmp_path: Path) -> None:
    """What leaves nothing open comes in with one press; a question stays; files that are no export are named."""
    import msgspec

    begun: list[str] = []
    [doubtful] = cast.preview("a.txt", now=0).exports
    clear = msgspec.structs.replace(doubtful, doubtful=(), path="b.txt")
    told = cast.PreviewsAnswer((doubtful, clear, clear), (cast.Trouble("list.txt", "It is a list of eggs."),))
    fake_book.setattr("kithbook.book.preview", lambda path, *, answers=None, now: told)
    fake_book.setattr(
        "kithbook.book.start_import", lambda path, *, me, answers, now: begun.append(f"{path} {me}") or len(begun)
    )
    fake_book.setattr("kithbook.book.unfinished", lambda: (1, 2))
    key = drop(client, tmp_path, "a.txt", "b.txt")
    text = client.get("/import").content.decode()
    assert "3 exports" in text
    assert "2 of them leave nothing open" in text
    assert "It is a list of eggs." in text
    client.post(f"/import/{key}", {"deed": "bring"})
    assert begun == ["b.txt Ottokar Plumb"] * 2
    assert f"/import/{key}/0" in client.get("/import").content.decode()
    client.post(f"/import/{key}/0", {"deed": "leave"})
    assert "It is a list of eggs." in client.get("/import").content.decode()
    client.post(f"/import/{key}", {"deed": "leave"})
    assert key not in client.get("/import").content.decode()


def test_columns_can_be_corrected(client: Client, fake_book, cast: ModuleType, tmp_path: Path) -> None:
    """Each column is a field with what it is taken for; what is chosen goes to the book, and only what was offered."""
    import msgspec

    begun: list[dict[str, str]] = []
    [plain] = cast.preview("a.txt", now=0).exports
    row = '{"Who":"Ines","Ring":"i@x.org"}'
    options = ("name", "mail", "keep")
    columns = cast.Offered("columns", '{"Who":"name","Ring":"keep"}', "guessed", options, (row,))
    table = msgspec.structs.replace(plain, doubtful=(), columns=columns, format="table")
    fake_book.setattr("kithbook.book.preview", lambda path, *, answers=None, now: cast.PreviewsAnswer((table,)))
    fake_book.setattr("kithbook.book.start_import", lambda path, *, me, answers, now: begun.append(answers) or 5)
    fake_book.setattr("kithbook.book.unfinished", lambda: (5,))
    key = drop(client, tmp_path, "people.csv")
    text = client.get("/import").content.decode()
    assert "i@x.org" in text
    assert '<option value="keep" selected>notes</option>' in text
    asked = {"deed": "bring", "column-0": "name", "column-1": "shoe"}
    assert client.post(f"/import/{key}/0", asked).status_code == 400
    client.post(f"/import/{key}/0", asked | {"column-1": "mail"})
    assert begun == [{"columns": '{"Who": "name", "Ring": "mail"}'}]


def test_the_history_can_be_leafed_through(client: Client, fake_book, cast: ModuleType) -> None:
    """Every import has its undo; pages lead on; a page that is none is the first."""
    asked: list[int] = []

    def imports(*, page):
        asked.append(page)
        return cast.ImportsAnswer((cast.IMPORT,), total=90, page=2, pages=3)

    fake_book.setattr("kithbook.book.imports", imports)
    text = client.get("/imports?page=2").content.decode()
    assert 'action="/imports/5/undo"' in text
    assert "Page 2 of 3" in text
    client.get("/imports?page=x")
    assert asked == [2, 1]


def test_leaving_an_export_out_removes_its_file(client: Client, tmp_path: Path) -> None:
    """What was left out is not kept."""
    dropped = io.BytesIO(b"03/04/2016, 21:07 - Ottokar Plumb: kiln is warm\n")
    dropped.name = "chat.txt"
    client.post("/import", {"files": dropped})
    key = next((tmp_path / "test.book.incoming").iterdir()).name
    client.post(f"/import/{key}/0", {"deed": "leave"})
    assert list((tmp_path / "test.book.incoming").iterdir()) == []


def test_an_upload_over_the_limit_is_refused(client: Client, settings_of_django, tmp_path: Path) -> None:
    """The cap counts all files of a form together, and nothing is left for the page to show."""
    settings_of_django.UPLOAD_LIMIT = 10
    dropped = io.BytesIO(b"x" * 1000)
    dropped.name = "big.txt"
    refused = client.post("/import", {"files": dropped})
    assert refused.status_code == 400
    assert "more than the book takes" in refused.content.decode()
    assert not (tmp_path / "test.book.incoming").exists()


def test_progress_is_asked_for_by_htmx_and_ends_in_the_result(client: Client, fake_book, cast: ModuleType) -> None:
    """While it reads, the card asks again; then it says what came of it."""
    import msgspec

    running = msgspec.structs.replace(cast.IMPORT, state="reading")
    fake_book.setattr("kithbook.book.one_import", lambda number: running)
    asked = client.get("/imports/5/progress", headers={"hx-request": "true"}).content.decode()
    assert 'hx-get="/imports/5/progress"' in asked
    assert 'max="100" value="30"' in asked
    fake_book.setattr("kithbook.book.one_import", lambda number: cast.IMPORT)
    done = client.get("/imports/5/progress", headers={"hx-request": "true"}).content.decode()
    assert "312 of 320 lines read; 5 blank; 3 not" in done
    assert client.get("/imports/5/progress").status_code == 302


def test_pasted_people_become_an_import(client: Client, fake_book, cast: ModuleType) -> None:
    """Text, name and size of the group go to the book; a size that is no number is refused."""
    added: list[tuple[str, str, int | None]] = []

    def add(text, *, now, chat_title="", stated_size=None):
        added.append((text, chat_title, stated_size))
        return cast.ImportsAnswer((cast.IMPORT,))

    fake_book.setattr("kithbook.book.add", add)
    client.post("/import/paste", {"text": "Ines Halfmoon", "title": "Repair table", "size": "312"})
    assert added == [("Ines Halfmoon", "Repair table", 312)]
    assert client.post("/import/paste", {"text": "x", "size": "many"}).status_code == 400


def test_settings_are_checked_and_kept(client: Client, fake_book) -> None:
    """Good settings reach the book; a bad number is said beside its field."""
    kept: list[dict[str, object]] = []
    fake_book.setattr("kithbook.book.change_settings", lambda **changes: kept.append(changes))
    good = {"minutes": "45", "zone": "Asia/Shanghai", "region": "CN", "language": "zh-hans", "theme": "dark"}
    assert client.post("/settings", good).status_code == 302
    assert kept == [{**good, "minutes": 45}]
    assert 'aria-invalid="true"' in client.post("/settings", good | {"region": "Atlantis"}).content.decode()
    assert client.get("/").headers["Content-Language"] == "zh-hans"
    assert 'aria-invalid="true"' in client.post("/settings", good | {"minutes": "-1"}).content.decode()
    assert len(kept) == 1


def test_a_refusal_is_one_sentence_with_its_status(client: Client, fake_book) -> None:
    """The sentence, the candidates, the status; with htmx it floats."""
    page = client.get("/people/404")
    assert page.status_code == 404
    assert "There is no person 404." in page.content.decode()

    def two(name: object, **rest: object) -> None:
        raise Refused(say("Two people fit."), candidates=("Ines Halfmoon", "Ines Brightwater"), status=409)

    fake_book.setattr("kithbook.book.person", two)
    assert "Ines Brightwater" in client.get("/people/1").content.decode()
    floating = client.get("/people/1", headers={"hx-request": "true"})
    assert floating.headers["HX-Retarget"] == "#toasts"
    assert floating.status_code == 409


def test_a_fault_of_ours_shows_no_traceback(client: Client, fake_book) -> None:
    """500 says one sentence and nothing about the code or anybody's text."""

    def broken(**rest: object) -> None:
        raise RuntimeError("somebody's secret text")

    fake_book.setattr("kithbook.book.groups", broken)
    page = client.get("/groups")
    assert page.status_code == 500
    assert "The book is as it was." in page.content.decode()
    assert "secret" not in page.content.decode()


def test_an_unknown_address_has_a_page(client: Client) -> None:
    """404 in the voice of the house."""
    page = client.get("/gatherings")
    assert page.status_code == 404
    assert "There is no such page" in page.content.decode()

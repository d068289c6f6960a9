"""GitHub's API as saved: what the samples do not show, however pages are put together, and whatever is broken."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import find, github
from kithbook.formats.github_record import mentions
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Contact, Message, Piece, Problem, Record, Tally, Taste

API = "https://api.github.com/repos/kilnworks/kiln-log"
PAGE = "https://github.com/kilnworks/kiln-log"
LOGINS = st.from_regex(r"[A-Za-z0-9](-?[A-Za-z0-9]){0,10}", fullmatch=True).filter(lambda name: name.lower() != "ghost")
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="<@`"), min_size=1, max_size=30)
FORMS = st.sampled_from(["list", "pages", "slurp", "lines", "search"])


def user(login: str) -> dict[str, Any]:
    """Somebody as lists have them."""
    return {"login": login, "id": 7, "url": f"https://api.github.com/users/{login}", "type": "User"}


def comment(number: int, issue: int, login: str | None, body: str, at: int) -> dict[str, Any]:
    """A comment on an issue."""
    return {
        "url": f"{API}/issues/comments/{number}",
        "html_url": f"{PAGE}/issues/{issue}#issuecomment-{number}",
        "issue_url": f"{API}/issues/{issue}",
        "id": number,
        "user": None if login is None else user(login),
        "created_at": f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body": body,
    }


def written(objects: list[Any], form: str) -> str:
    """Objects as a file has them: a list, pages one after the other or in a list, lines, or what a search found."""
    half = len(objects) // 2 or 1
    pages = [page for page in (objects[:half], objects[half:]) if page]
    if form == "pages":
        return "".join(json.dumps(page) for page in pages)
    if form == "slurp":
        return json.dumps(pages)
    if form == "lines":
        return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)
    return json.dumps(
        {"total_count": len(objects), "incomplete_results": False, "items": objects} if form == "search" else objects
    )


def read(folder: Path, content: str | bytes, name: str = "saved.json") -> list[Record]:
    """The records of a file with this content, which only this format recognises."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert [each.format for each in find(path)] == [github]
    return list(github.read(Source(path)))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


@given(
    comments=st.lists(
        st.tuples(st.integers(1, 3), st.none() | LOGINS, TEXTS, st.integers(0, 4_000_000_000)), min_size=1, max_size=8
    ),
    form=FORMS,
)
def test_comments_read_back(tmp_path_factory: pytest.TempPathFactory, comments: list[Any], form: str) -> None:
    """Comments come back with issue, sender, moment and text, however their pages were put together."""
    objects = [comment(number, *each) for number, each in enumerate(comments, 1)]
    records = read(tmp_path_factory.mktemp("github"), written(objects, form))
    keys = {chat.ref: chat.key for chat in only(records, Chat)}
    assert [(keys[each.chat], each.sender, each.text, each.at, each.id) for each in only(records, Message)] == [
        (
            f"kilnworks/kiln-log#{issue}",
            "deleted" if login is None else login.lower(),
            body,
            at,
            f"issuecomment-{number}",
        )
        for number, (issue, login, body, at) in enumerate(comments, 1)
    ]
    members = [(contact.chat, contact.handle.key) for contact in only(records, Contact)]
    assert len(set(members)) == len(members), "nobody is introduced twice to a chat"
    assert records[-1] == Tally("record", len(comments), len(comments), 0, 0)


@given(
    data=st.data(),
    edits=st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from([b"", b"[", b"{", b'"', b"null", b"\xff", b'"user":5,'])), max_size=4
    ),
)
def test_damage_never_raises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, edits: list[Any]) -> None:
    """Files that are cut, nested or of wrong types are read as far as it goes, and the tally adds up."""
    content = written([comment(n, 1, "lio", "x", n) for n in range(6)], data.draw(FORMS)).encode()
    for place, edit in edits:
        at = int(place * len(content))
        content = content[:at] + edit + content[at + data.draw(st.integers(0, 30)) :]
    path = tmp_path_factory.mktemp("damaged") / "saved.json"
    path.write_bytes(content)
    github.recognise(Source(path))
    records = list(github.read(Source(path)))
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read
    assert tally.not_read == len(only(records, Problem))


@pytest.mark.parametrize("value", [5, [], {}, "x", True, None, "\ud800"])
@pytest.mark.parametrize("name", ["user", "body", "created_at", "html_url", "reactions", "id", "title"])
def test_fields_of_a_wrong_type_cost_one_record(tmp_path: Path, name: str, value: Any) -> None:
    """A field that is not what it should be never stops the reading."""
    odd = comment(1, 1, "lio", "x", 0) | {name: value}
    records = read(tmp_path, json.dumps([comment(2, 1, "lio", "good", 0), odd, comment(3, 1, "lio", "good", 0)]))
    assert [each.text for each in only(records, Message)].count("good") == 2


def test_deep_nesting_costs_one_record(tmp_path: Path) -> None:
    """A value nested a hundred thousand deep is passed over, and what follows is read."""
    deep = '{"login":"x","url":"https://api.github.com/users/x","bio":' + "[" * 100_000 + "]" * 100_000 + "}"
    records = read(tmp_path, f"[{json.dumps(user('lio'))},{deep},{json.dumps(user('amal'))}]")
    assert [each.handle.key for each in only(records, Contact)] == ["lio", "amal"]
    assert len(only(records, Problem)) == 1


@pytest.mark.parametrize(
    ("name", "follows"),
    [
        ("followers.json", "me"),
        ("lio_followers_page2.json", "me"),
        ("following.json", "them"),
        ("followers-Amal.json", "amal"),
        ("following-Amal.json", None),
        ("people.json", None),
    ],
)
def test_the_name_of_the_file_tells_who_follows(tmp_path: Path, name: str, follows: str | None) -> None:
    """Nothing inside a list of users says what was asked for."""
    [contact] = only(read(tmp_path, json.dumps([user("Ines")]), name), Contact)
    assert dict(contact.facts).get("follows") == follows


def test_powershell_saves_in_utf_16(tmp_path: Path) -> None:
    """What Windows PowerShell writes with > is read."""
    records = read(tmp_path, json.dumps([user("lio") | {"name": "Lio 云"}], ensure_ascii=False).encode("utf-16"))
    assert [each.handle.name for each in only(records, Contact)] == ["Lio 云"]


def test_stars_of_a_file_are_tastes_and_other_repositories_are_pieces(tmp_path: Path) -> None:
    """The same list of repositories is one's taste where it holds stars, else something of one's own to share."""
    one = {
        "full_name": "amal/lamps",
        "owner": user("amal"),
        "html_url": "https://github.com/amal/lamps",
        "private": False,
    }
    content = json.dumps([one | {"topics": ["light", "light", 5]}])
    assert [(each.kind, each.what) for each in only(read(tmp_path, content, "starred.json"), Taste)] == [
        ("repository", "amal/lamps"),
        ("topic", "light"),
    ]
    assert [each.title for each in only(read(tmp_path, content, "repos.json"), Piece)] == ["amal/lamps"]


def test_what_is_private_is_never_a_piece(tmp_path: Path) -> None:
    """A private repository is nothing to share, nor one of which it is not said that it is public."""
    one = {"full_name": "lio/diary", "owner": user("lio"), "html_url": "https://github.com/lio/diary"}
    records = read(tmp_path, json.dumps([one, one | {"private": True}]))
    assert records == [Tally("record", 2, 0, 2, 0)]


def test_marks_in_code_mention_nobody() -> None:
    """Decorators, packages and addresses are no mentions; teams are none of anybody."""
    text = "@Ines see `@cache` and\n```\n@lio\n```\nbut lio@example.org, @kilnworks/firing, (@amal) @ines"
    assert mentions(text) == ("ines", "amal")


def test_near_misses_say_what_to_do(tmp_path: Path) -> None:
    """An error, another command's output, and answers that hold nothing to keep."""
    found = {}
    for name, content in {
        "error.json": '{"message":"Not Found","documentation_url":"https://docs.github.com/rest","status":"404"}',
        "gh.json": '[{"author":{"login":"lio"},"createdAt":"2024-01-01T00:00:00Z","url":"https://github.com/a/b/issues/1"}]',
        "tags.json": '[{"name":"v1","commit":{"sha":"a","url":"https://api.github.com/repos/a/b/commits/a"}}]',
        "other.json": '{"url":"https://github.com/a/b"}',
    }.items():
        (tmp_path / name).write_text(content)
        [each] = find(tmp_path / name)
        assert each.format is None
        found[name] = str(each.why)
    assert "something went wrong" in found["error.json"]
    assert "gh api" in found["gh.json"]
    assert "holds no people" in found["tags.json"]
    assert "not an export" in found["other.json"]


def test_a_pull_request_and_its_issue_are_one_chat(tmp_path: Path) -> None:
    """GitHub numbers both together, so what was saved as either joins into one."""
    issue = {
        "url": f"{API}/issues/14",
        "html_url": f"{PAGE}/pull/14",
        "number": 14,
        "title": "Keep it",
        "user": user("lio"),
        "body": "Fixes it",
        "created_at": "2024-01-01T00:00:00Z",
    }
    as_issue = read(tmp_path, json.dumps([issue]))
    as_pull = read(tmp_path, json.dumps([issue | {"url": f"{API}/pulls/14", "issue_url": f"{API}/issues/14", "id": 3}]))
    assert as_issue == as_pull
    assert only(as_issue, Chat)[0].key == "kilnworks/kiln-log#14"

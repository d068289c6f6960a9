"""Downloads of Facebook and Instagram: what was written comes back, in order and mended, and whose they are is told."""

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import facebook, find, instagram
from kithbook.formats.meta import threads
from kithbook.formats.meta.files import gather
from kithbook.formats.meta.lists import BROKEN as NOBODY
from kithbook.formats.meta.record import NO_TIME, mended
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Choice, Contact, Encounter, Message, Problem, Record, Tally

ME, LIO, OTTO = "Ines Halfmoon", "Lio Brandt", "Ottokar Plumb"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).map("x".__add__)
NAMES = st.sampled_from([ME, LIO, OTTO, "云三朵", "أمل", "José"])


def broken(value: Any) -> Any:
    """Text as the apps write it: each byte of UTF-8 as a character of its own."""
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, list):
        return [broken(each) for each in value]
    return {key: broken(each) for key, each in value.items()} if isinstance(value, dict) else value


def message(sender: str, second: int, content: str | None = None, **more: Any) -> dict[str, Any]:
    """A message as both apps write it."""
    said = {} if content is None else {"content": content}
    return {"sender_name": sender, "timestamp_ms": second * 1000, **said, **more}


def thread(messages: list[Any], people: tuple[str, ...] = (LIO, ME), **more: Any) -> dict[str, Any]:
    """A file of a thread."""
    named = [{"name": name} for name in people]
    last = {"title": people[0] if people else "", "thread_path": "inbox/lio_1234567890", **more}
    return {"participants": named, "messages": messages, **last}


def write(path: Path, content: Any) -> Path:
    """Write a file of a download; text is broken as the apps break it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(broken(content)), "utf-8")
    return path


def read(path: Path, **answers: str) -> list[Record]:
    """The records of the one export at a path."""
    found = [each for each in find(path) if each.format]
    assert len(found) == 1
    assert found[0].format
    return list(found[0].format.read(found[0].source, answers=answers))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


@given(
    written=st.lists(st.tuples(NAMES, TEXTS, st.sampled_from(["", "photos", "gifs"])), min_size=1, max_size=12),
    pages=st.integers(1, 4),
    newest_first=st.booleans(),
    whole=st.booleans(),
)
def test_any_thread_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    written: list[tuple[str, str, str]],
    pages: int,
    newest_first: bool,
    whole: bool,
) -> None:
    """Random messages come back in the order of time, from any number of files, as a whole or streamed."""
    folder = tmp_path_factory.mktemp("meta")
    made = [
        message(name, 1_700_000_000 + at, text, **({kind: [{"uri": "photos/1.jpg"}]} if kind else {}))
        for at, (name, text, kind) in enumerate(written)
    ]
    size = -(-len(made) // pages)
    parts = [made[at : at + size] for at in range(0, len(made), size)]
    for number, part in enumerate(reversed(parts), 1):
        content = thread(part[::-1] if newest_first else part, (ME, LIO, OTTO))
        write(folder / "inbox" / "kiln_1234567890" / f"message_{number}.json", content)
    with pytest.MonkeyPatch.context() as patch:
        if not whole:
            patch.setattr(threads, "WHOLE", threads.MANY)  # which wants a list, so that nothing decodes
        records = read(folder)
    found = [(each.sender, each.text, each.at, each.kind) for each in only(records, Message)]
    kinds = {"": "text", "photos": "image", "gifs": "image"}
    assert found == [(n, t, 1_700_000_000 + at, kinds[kind]) for at, (n, t, kind) in enumerate(written)]
    assert records[-1] == Tally("record", len(written), len(written), 0, 0)
    assert only(records, Chat) == [Chat("1", "facebook", "1234567890", ME, "group", 3)]
    assert {each.handle.key for each in only(records, Contact)} == {ME, LIO, OTTO} | {name for name, *_ in written}


@given(share=st.floats(0.01, 0.999), cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), max_size=3))
def test_damaged_downloads_never_raise(
    tmp_path_factory: pytest.TempPathFactory, share: float, cuts: list[tuple[float, bytes]]
) -> None:
    """A thread that is cut or overwritten anywhere ends in a tally that adds up."""
    call = message(ME, 3, call_duration=5, reactions=[{"reaction": "❤", "actor": LIO}])
    data = bytearray(
        json.dumps(broken(thread([call, message(LIO, 2, "é"), message(ME, 1, share={"link": "x"})]))).encode()
    )
    for place, new in cuts:
        at = int(place * len(data))
        data[at : at + len(new)] = new
    path = tmp_path_factory.mktemp("meta") / "message_1.json"
    path.write_bytes(data[: int(len(data) * share)])
    for module in (facebook, instagram):
        module.recognise(Source(path))
        tally = list(module.read(Source(path)))[-1]
        assert isinstance(tally, Tally)
        assert tally.total == tally.read + tally.blank + tally.not_read


@pytest.mark.parametrize(
    "odd",
    [
        {"content": 4}, {"timestamp_ms": "soon"}, {"timestamp_ms": 10**40}, {"timestamp_ms": -5},
        {"timestamp_ms": None}, {"share": [1]}, {"photos": {"a": 1}}, {"photos": [3]}, {"photos": [{"uri": 4}]},
        {"sticker": "x"}, {"media": [[]]}, {"reactions": [{"reaction": 3}, 4]}, {"reactions": "x"},
        {"call_duration": 1e300}, {"sender_name": None}, {"sender_name": " \n "}, {"sender_name": "a\nb"},
        {"content": "\ud83d"},
        {"share": {"link": 4, "share_text": []}},
    ],
)  # fmt: skip
def test_a_message_with_odd_fields_costs_at_most_itself(tmp_path: Path, odd: dict[str, Any]) -> None:
    """Whatever types the fields of one message have, its neighbours are read, and it is read or a problem."""
    middle = message(LIO, 2, "odd") | odd
    content = json.dumps(thread([message(ME, 3, "after"), middle, message(ME, 1, "before")]))
    records = read(write(tmp_path / "message_1.json", content))
    texts = [each.text for each in only(records, Message)]
    assert texts[0] == "before"
    assert texts[-1] == "after"
    assert len(texts) + len(only(records, Encounter)) + len(only(records, Problem)) == 3
    assert all(each.handle.key == each.handle.key.strip() != "" for each in only(records, Contact))


def test_text_is_mended_only_where_it_is_broken() -> None:
    """What the apps wrote as single bytes is put together again; right text, or half right text, is left alone."""
    assert mended(broken("à Lausanne cet été 😀")) == "à Lausanne cet été 😀"
    for right in ("à Lausanne", "ľščťž", "周五见", "Ã", "naïve Ω Ã©", "\x80"):
        assert mended(right) == right


@pytest.mark.parametrize("limit", ["MAX_WHOLE", "MAX_VALUES"])
def test_a_huge_file_streams_in_its_own_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    """A file beyond a limit is never held as a whole; the chat's facts behind the messages are found all the same."""
    monkeypatch.setattr(threads, limit, 50)
    messages = [message(LIO, 100 - at, str(at)) for at in range(60)]
    records = read(write(tmp_path / "message_1.json", thread(messages)))
    assert only(records, Chat) == [Chat("1", "facebook", "1234567890", LIO, "direct")]
    assert [each.text for each in only(records, Message)] == [str(at) for at in range(60)]
    broken_off = json.dumps(thread(messages))[:3000]
    records = read(write(tmp_path / "message_1.json", broken_off))
    assert only(records, Message)
    assert [each.why for each in only(records, Problem)] == [threads.CUT]


def test_a_message_nested_deep_costs_only_itself(tmp_path: Path) -> None:
    """A hundred thousand brackets inside of one message are passed over, and its neighbours are read."""
    text = json.dumps(thread([message(LIO, 3, "c"), message(LIO, 2, share="DEEP"), message(LIO, 1, "a")]))
    records = read(write(tmp_path / "message_1.json", text.replace('"DEEP"', "[" * 100_000 + "]" * 100_000)))
    assert [each.text for each in only(records, Message)] == ["a", "c"]
    assert [(each.line, each.why) for each in only(records, Problem)] == [(2, threads.BROKEN)]


def download(folder: Path, pairs: list[tuple[str, str]]) -> Path:
    """A download with one chat for each pair of names."""
    for number, pair in enumerate(pairs):
        content = thread([message(pair[0], number + 1, "hi")], pair, thread_path=f"inbox/x_{10**9 + number}")
        write(folder / "messages" / "inbox" / f"x_{10**9 + number}" / "message_1.json", content)
    return folder


def test_the_owner_is_who_is_in_every_chat_of_two(tmp_path: Path) -> None:
    """One name in three chats of two is the owner's; with two chats, or two such names, nobody is."""
    pairs = [(LIO, ME), (ME, OTTO), ("أمل", ME)]
    contacts = only(read(download(tmp_path / "three", pairs)), Contact)
    assert {each.handle.key: each.is_me for each in contacts} == {ME: True, LIO: None, OTTO: None, "أمل": None}
    for name, less in (("two", pairs[:2]), ("same", [(LIO, ME)] * 3), ("mixed", [*pairs, (LIO, OTTO)])):
        assert not any(each.is_me for each in only(read(download(tmp_path / name, less)), Contact))
    group = write(
        tmp_path / "three/messages/inbox/club_99999999/message_1.json", thread([message(LIO, 9, "a")], (LIO, OTTO, "x"))
    )
    assert group.exists()  # a group that the owner has left does not name them
    assert any(each.is_me for each in only(read(tmp_path / "three"), Contact))


@pytest.mark.parametrize(
    ("name", "content", "format_name", "sure"),
    [
        ("message_1.json", thread([message(LIO, 1, "hi")]), "facebook-json", False),
        ("message_1.json", {"messages": [message(LIO, 1, "hi")]}, "instagram-json", False),
        ("message_1.json", thread([message(LIO, 1, "hi", type="Generic")]), "facebook-json", True),
        ("message_1.json", thread([message(LIO, 1, sticker={"uri": "a/b.png"})]), "facebook-json", True),
        ("message_1.json", thread([message(LIO, 1, share={"original_content_owner": "x"})]), "instagram-json", True),
        ("your_instagram_activity/messages/inbox/a/message_1.json", thread([]), "instagram-json", True),
        ("instagram-ines-2026-02-08-AbC/messages/inbox/a/message_1.json", thread([]), "instagram-json", True),
        ("your_activity_across_facebook/messages/inbox/a/message_1.json", thread([]), "facebook-json", True),
        ("your_instagram_activity/messages/e2ee_cutover/a/message_1.json", thread([]), "instagram-json", True),
        ("messages/archived_threads/a/message_1.json", thread([]), "facebook-json", True),
    ],
)
def test_whose_download_it_is(tmp_path: Path, name: str, content: Any, format_name: str, sure: bool) -> None:
    """Folders tell it, or fields that only one of the two has; else it is a guess that the person may correct."""
    write(tmp_path / name, content)
    found = find(tmp_path)
    assert [each.format and each.format.NAME for each in found] == [format_name]
    choices = only(read(tmp_path), Choice)
    assert [each.sure for each in choices] == ([] if sure else [False])
    if not sure:
        other = {"facebook-json": "instagram", "instagram-json": "facebook"}[format_name]
        told = read(tmp_path, platform=other)
        assert {each.platform for each in only(told, Chat)} == {other}
        assert [(each.value, each.sure) for each in only(told, Choice)] == [(other, True)]


def test_two_downloads_in_one_folder_stay_apart(tmp_path: Path) -> None:
    """Chats and lists of each download are one export; Facebook's and Instagram's side by side are two."""
    write(tmp_path / "a/your_facebook_activity/messages/inbox/x_1/message_1.json", thread([message(LIO, 1, "hi")]))
    write(tmp_path / "a/connections/friends/your_friends.json", {"friends_v2": [{"name": LIO, "timestamp": 1}]})
    write(tmp_path / "b/your_instagram_activity/messages/inbox/x_1/message_1.json", thread([message(LIO, 1, "hi")]))
    write(
        tmp_path / "b/connections/followers_and_following/followers_1.json", [{"string_list_data": [{"value": "lio"}]}]
    )
    write(tmp_path / "b/connections/followers_and_following/blocked_1.json", {"relationships_blocked_users": []})
    found = {each.format.NAME: len(each.source.entries()) for each in find(tmp_path) if each.format}
    assert found == {"facebook-json": 2, "instagram-json": 2}


def test_a_zip_and_its_folder_read_the_same(tmp_path: Path) -> None:
    """The archive as it was downloaded gives the records of the unpacked folder."""
    folder = download(tmp_path / "d", [(LIO, ME), (OTTO, ME), ("أمل", ME)])
    with ZipFile(tmp_path / "d.zip", "w") as archive:
        for path in folder.rglob("*.json"):
            archive.write(path, path.relative_to(folder))
        archive.writestr("messages/photos/1.jpg", b"\xff\xd8")
    assert read(tmp_path / "d.zip") == read(folder)


def test_what_was_sent_in_a_chat_is_no_export(tmp_path: Path) -> None:
    """A card or a calendar in a thread's own folder of files stays with the download."""
    inbox = tmp_path / "your_facebook_activity/messages/inbox"
    write(inbox / "lio_12345678/message_1.json", thread([message(LIO, 1, "hi")]))
    write(inbox / "lio_12345678/files/wim.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Wim Tarn\nEND:VCARD\n")
    write(inbox / "otto_12345678/files/people.csv", "Name,Email\nWim Tarn,wim@example.org\n")
    (found,) = find(tmp_path)
    assert [each.text for each in only(list(facebook.read(found.source)), Message)] == ["hi"]
    write(tmp_path / "b/inbox/lio_1/files/a.json", "{}")
    assert [each.format for each in find(tmp_path / "b")] == [None]


def test_page_ten_is_older_than_page_two(tmp_path: Path) -> None:
    """Files are ordered by number, not by letter, and the highest number is the oldest."""
    for number in range(1, 13):
        write(
            tmp_path / "inbox/a_12345678" / f"message_{number}.json", thread([message(LIO, 100 - number, str(number))])
        )
    assert [each.text for each in only(read(tmp_path), Message)] == [str(number) for number in range(12, 0, -1)]


def test_files_that_are_no_chats_are_not_taken(tmp_path: Path) -> None:
    """Other JSON beside a chat is left alone, and gathering by name costs no neighbour its own format."""
    write(tmp_path / "Lio_1.json", json.dumps({"threadName": "Lio_1", "participants": [ME, LIO], "messages": []}))
    write(tmp_path / "settings_2.json", {"a": 1})
    found = {each.source.name: each.format and each.format.NAME for each in find(tmp_path)}
    assert found == {"Lio_1.json": "facebook-json", "settings_2.json": None}
    assert gather(["a.txt", "posts.json"]) == []
    other = {"friends": ["x"], "messages": [], "participants": 3}
    assert [each.format for each in find(write(tmp_path / "other.json", other))] == [None]


def test_a_file_without_messages_among_chats_is_a_problem(tmp_path: Path) -> None:
    """A page that is no chat says so, and the others are read."""
    write(tmp_path / "inbox/a_12345678/message_1.json", thread([message(LIO, 1, "hi")]))
    write(tmp_path / "inbox/b_12345678/message_1.json", {"title": "x"})
    write(tmp_path / "inbox/c_12345678/message_1.json", "nothing")
    records = read(tmp_path)
    assert [each.why for each in only(records, Problem)] == [threads.NO_THREAD] * 2
    assert len(only(records, Message)) == 1


def test_times_that_are_none(tmp_path: Path) -> None:
    """A message without a time, or with one behind the year 9999, is a problem."""
    no_time = {"sender_name": LIO, "content": "a"}
    records = read(
        write(tmp_path / "message_1.json", thread([no_time, message(LIO, 10**12, "b"), message(LIO, 1, "c")]))
    )
    assert [each.why for each in only(records, Problem)] == [NO_TIME, NO_TIME]


@pytest.mark.parametrize(
    ("content", "more", "kind", "text"),
    [
        ("Lio Brandt sent an attachment.", {}, "media", "Lio Brandt sent an attachment."),
        ("Lio Brandt sent an attachment.", {"share": {"link": "https://a.b"}}, "link", "https://a.b"),
        ("Lio Brandt hat einen Anhang gesendet.", {"share": {"link": "https://a.b"}}, "link", "https://a.b"),
        ("read this", {"share": {"link": "https://a.b"}}, "link", "read this\nhttps://a.b"),
        (None, {"share": {"share_text": "words"}}, "link", "words"),
        ("You sent an attachment.", {"photos": [{"uri": "photos/1.jpg"}]}, "image", "1.jpg"),
        ("Lio Brandt hat die Gruppe verlassen.", {}, "system", "Lio Brandt hat die Gruppe verlassen."),
        ("You are right.", {}, "text", "You are right."),
        ("Reacted 😂 to your message ", {}, "system", "Reacted 😂 to your message "),
        ("Likely so", {}, "text", "Likely so"),
        ("Lio Brandt missed your call.", {"missed": True}, "call", "Lio Brandt missed your call."),
        ("gone", {"is_unsent": True}, "deleted", "gone"),
        (None, {}, "unknown", ""),
        (None, {"videos": [{"uri": "https://cdn.example.org/v/clip.mp4?x=1"}]}, "video", "clip.mp4"),
        ("Lio Brandt sent a live location.", {}, "location", "Lio Brandt sent a live location."),
    ],
)
def test_kinds(tmp_path: Path, content: str | None, more: dict[str, Any], kind: str, text: str) -> None:
    """What stands in for an attachment gives way to it; what the app says itself is told from what people say."""
    records = read(write(tmp_path / "message_1.json", thread([message(LIO, 1, content, **more)])))
    assert [(each.kind, each.text) for each in only(records, Message)] == [(kind, text)]


def test_lists_of_people_alone(tmp_path: Path) -> None:
    """A list of friends or followers is an export of its own; who has no name is a problem."""
    friends = read(write(tmp_path / "friends.json", {"friends": [{"name": "José", "timestamp": 86_400}, {"name": 3}]}))
    assert [(each.handle.key, each.facts) for each in only(friends, Contact)] == [
        ("José", (("connected", "1970-01-02"),))
    ]
    assert [each.why for each in only(friends, Problem)] == [NOBODY]
    follower = {"title": "", "string_list_data": [{"href": "https://www.instagram.com/_u/lio.kiln", "timestamp": 1}]}
    for name, content in (
        ("followers_1.json", [follower]),
        ("followers.json", {"relationships_followers": [follower]}),
    ):
        found = only(read(write(tmp_path / name[:-5] / name, content)), Contact)
        assert [(each.handle.platform, each.handle.key, each.facts[-1]) for each in found] == [
            ("instagram", "lio.kiln", ("follows", "me"))
        ]
        assert found[0].links == ("https://www.instagram.com/lio.kiln",)


@pytest.mark.parametrize(("app", "title"), [("facebook", "Facebook"), ("instagram", "Instagram")])
def test_a_download_in_html_says_what_to_do(tmp_path: Path, app: str, title: str) -> None:
    """Whoever chose HTML is told to ask again for JSON."""
    page = f'<html><head><title>Lio</title></head><body class="_5vb_"><a href="https://www.{app}.com">x</a>'
    path = tmp_path / "message_1.html"
    path.write_text(page + '<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder">hi</div>', "utf-8")
    why = find(path)[0].why
    assert str(why) == (
        f"message_1.html is a page of {title} in HTML. Ask {title} for the download again and choose the format JSON."
    )


def test_real_downloads(shared: Path) -> None:
    """Every real file reads whole: as many messages as it has times."""
    files = sorted((shared / "samples" / "meta").glob("*.json"))
    assert files
    for path in files:
        records = read(path)
        assert len(only(records, Message)) == path.read_text("utf-8-sig").count('"timestamp_ms"') > 0
        assert not only(records, Problem)

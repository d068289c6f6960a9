"""sigexport's folders: chat.md of every layout and data.json tell the same; WhatsApp's text is told apart."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import find, signal_sigexport, whatsapp
from kithbook.formats.signal_markdown import told
from kithbook.formats.signal_sigexport import MAX_BODY, NOT_PART, TOO_LONG
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Contact, Encounter, Message, Problem, Record, Tally
from tests.formats.test_contract import check_stream

SAMPLES = Path(__file__).parent / "samples" / "signal-sigexport"
WORD = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="`[]()>"), min_size=1, max_size=12
)
BODIES = st.lists(WORD, min_size=1, max_size=3).map("\n".join)
NAMES = ("Me", "InesHalfmoon", "云三朵", "أمل")
FILES = ("2024-05-01T10-00-00.000_00_first_bowl.jpg", "2024-05-01T10-00-00.000_00_list_(2).pdf", "")
MARKDOWN_OR_JSON = ("chat.md", "data.json")
START = 1_600_000_000
WRITTEN = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.integers(0, 10**8),
        BODIES,
        st.sampled_from(["", "earlier words", "two\nlines"]),  # what it answers
        st.lists(st.sampled_from("👍🔥"), max_size=3),
        st.sampled_from(FILES),
    ),
    max_size=8,
)


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def markdown(line: tuple[Any, ...], layout: str) -> str:
    """A message as sigexport writes it into chat.md."""
    sender, second, body, quote, reactions, file = line
    when = datetime.fromtimestamp(START + second, UTC)
    clock = when.strftime({"2019": "%Y-%m-%d, %H:%M", "2021": "%Y-%m-%d %H:%M"}.get(layout, "%Y-%m-%d %H:%M:%S"))
    quoted = "\n\n> " + quote.replace("\n", "\n> ") + "\n\n" if quote else ""
    said = f"\n(- {', '.join(f'Lio: {each}' for each in reactions)} -)" if reactions else ""
    link = ("!" if file.endswith("jpg") else "") + f"[{file}](./media/{file})  " if file else ""
    end = "\n" if layout in ("2019", "2021") else "\n\n"
    return f"[{clock}] {sender}: {quoted}{body}  {said}{link}{end}"


def as_json(line: tuple[Any, ...]) -> str:
    """The same in data.json."""
    sender, second, body, quote, reactions, file = line
    quoted = "\n\n> " + quote.replace("\n", "\n> ") + "\n\n" if quote else ""
    return json.dumps(
        {
            "date": datetime.fromtimestamp(START + second, UTC).replace(tzinfo=None).isoformat(),
            "sender": sender,
            "body": body + "  ",
            "quote": quoted,
            "sticker": None,
            "reactions": [["Lio", each] for each in reactions],
            "attachments": [{"name": file, "path": f"media/{file}"}] if file else [],
        },
        ensure_ascii=False,
    )


def model(line: tuple[Any, ...], coarse: bool) -> tuple[Any, ...]:
    """What is to come of a message."""
    sender, second, body, quote, reactions, file = line
    kind = {FILES[0]: "image", FILES[1]: "file"}.get(file) or ("quote" if quote else "text")
    counts = tuple((each, reactions.count(each)) for each in dict.fromkeys(reactions))
    at = START + second
    return sender, at // 60 * 60 if coarse else at, body, kind, counts


def found_in(records: list[Record]) -> list[tuple[Any, ...]]:
    """What has come of it."""
    return [(each.sender, each.at, each.text, each.kind, each.reactions) for each in only(records, Message)]


@given(written=WRITTEN, layout=st.sampled_from(["2019", "2021", "2026"]), ending=st.sampled_from(["\n", "\r\n"]))
def test_messages_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[Any], layout: str, ending: str
) -> None:
    """Random messages come back from chat.md of each layout, with what they answer, reactions and files."""
    path = tmp_path_factory.mktemp("md") / "chat.md"
    text = "".join(markdown(line, layout) for line in written)
    path.write_bytes(text.replace("\n", ending).encode("utf-8"))
    records = list(signal_sigexport.read(Source(path)))
    check_stream(records)
    assert found_in(records) == [model(line, layout != "2026") for line in written]
    assert records[-1] == Tally("record", len(written), len(written), 0, 0)
    if written:
        assert signal_sigexport.recognise(Source(path))
        assert not whatsapp.recognise(Source(path))


@given(written=WRITTEN)
def test_both_files_tell_the_same(tmp_path_factory: pytest.TempPathFactory, written: list[Any]) -> None:
    """What data.json gives is what chat.md gives, but for the lines."""
    folder = tmp_path_factory.mktemp("both")
    (folder / "chat.md").write_text("".join(markdown(line, "2026") for line in written), "utf-8")
    (folder / "data.json").write_text("".join(as_json(line) + "\n" for line in written), "utf-8")
    both = [list(signal_sigexport.read(Source(folder / name))) for name in ("chat.md", "data.json")]
    assert found_in(both[0]) == found_in(both[1]) == [model(line, False) for line in written]
    for records in both:
        check_stream(records)


@given(
    written=WRITTEN, cut=st.floats(0, 1), noise=st.binary(max_size=4), name=st.sampled_from(["chat.md", "data.json"])
)
def test_broken_exports_never_raise(
    tmp_path_factory: pytest.TempPathFactory, written: list[Any], cut: float, noise: bytes, name: str
) -> None:
    """Cut anywhere, with other bytes put in: every message is read or a problem."""
    lines = [markdown(line, "2026") if name == "chat.md" else as_json(line) + "\n" for line in written]
    content = "".join(lines).encode("utf-8")
    at = int(len(content) * cut)
    path = tmp_path_factory.mktemp("broken") / name
    path.write_bytes(content[:at] + noise + content[at + len(noise) :])
    source = Source(path)
    signal_sigexport.recognise(source)
    check_stream(list(signal_sigexport.read(source)))


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("(This message was deleted)", "deleted", ""),
        ("  \n(( 🏺 ))", "sticker", "🏺"),
        ("  [🏺](../exported_stickers/9acc/0.webp)  ", "sticker", "🏺"),
        ("see [this](https://example.org)", "text", "see [this](https://example.org)"),
        ("  [2019-05-29_00_None.m4a](./media/2019-05-29_00_None.m4a)  ", "audio", ""),
        ("  [a](./media/a%20b.pdf)  ", "file", "a b.pdf"),
        ("Missed video call  ", "call", "Missed video call"),
        ("Outgoing call  ", "call", "Outgoing call"),
        ("Outgoing call, did you hear?", "text", "Outgoing call, did you hear?"),
        ("\n\n> only what is answered", "quote", ""),
        ("(- not a reaction", "text", "(- not a reaction"),
        ("> at the start of a line", "quote", ""),
        ("", "unknown", ""),
    ],
)
def test_what_a_body_says(body: str, kind: str, text: str) -> None:
    """Stickers, files and calls are known by the form in which sigexport writes them."""
    says = told(body)
    assert (says.kind, says.text) == (kind, text)


def test_a_call_that_took_place_has_its_length(tmp_path: Path) -> None:
    """Newer versions write how long it took."""
    path = tmp_path / "chat.md"
    path.write_text("[2026-05-01 10:06:00] Me: Outgoing voice call (accepted, 45s)  \n\n", "utf-8")
    (call,) = only(list(signal_sigexport.read(Source(path))), Encounter)
    assert (call.seconds, call.handles) == (45, ("Me",))


def test_the_file_with_more_messages_is_read(tmp_path: Path) -> None:
    """What was merged from an older export is in chat.md alone."""
    folder = tmp_path / "LanternStreet"
    folder.mkdir()
    lines = [("Me", second, f"line {second}", "", [], "") for second in range(0, 1000, 10)]
    (folder / "chat.md").write_text("".join(markdown(line, "2026") for line in lines), "utf-8")
    for known, file in ((50, "chat.md"), (100, "data.json"), (99, "data.json")):
        (folder / "data.json").write_text("".join(as_json(line) + "\n" for line in lines[-known:]), "utf-8")
        (export,) = find(folder)
        assert export.format is signal_sigexport
        records = list(signal_sigexport.read(export.source))
        assert len(only(records, Message)) == (100 if file == "chat.md" else known)


def test_a_folder_of_chats_is_one_export_each(tmp_path: Path) -> None:
    """The pages for reading by people, the style and the media are passed over without a word."""
    for name in ("InesHalfmoon", "LanternStreet"):
        (tmp_path / name / "media").mkdir(parents=True)
        for each in (SAMPLES / name).glob("*.*"):
            (tmp_path / name / each.name).write_bytes(each.read_bytes())
        (tmp_path / name / "index.html").write_text("<!doctype html><html></html>", "utf-8")
        (tmp_path / name / "media" / "card.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:X\nEND:VCARD\n", "utf-8")
    (tmp_path / "style.css").write_text("body {}", "utf-8")
    found = find(tmp_path)
    assert [(each.format, each.why) for each in found] == [(signal_sigexport, None)] * 2
    chats = [only(list(signal_sigexport.read(each.source)), Chat)[0] for each in found]
    assert [(chat.title, chat.kind) for chat in chats] == [("InesHalfmoon", "direct"), ("LanternStreet", "group")]


def test_only_me_is_the_owner(tmp_path: Path) -> None:
    """sigexport calls the owner so, in every language."""
    records = list(signal_sigexport.read(Source(SAMPLES / "index.md")))
    assert [(each.handle.key, each.is_me) for each in only(records, Contact)] == [("Me", True), ("Ines", None)]


WHATSAPP = (
    "[2024-05-01 10:00:00] Ines: hello\n[2024-05-01 10:01:00] Lio: hi\n",  # an iPhone in Swedish
    "[2024-05-01, 10:00:00] Ines: hello\n[2024-05-01, 10:01:00] Lio: she said: [2024-05-01 09:00] Me: x\n",
    "[2024-05-01 10:00:00] Kiln: \u200eMessages and calls are end-to-end encrypted.\n[2024-05-01 10:01:00] Me: hi\n",
    "2024-05-01, 10:00 - Me: hello\n",
)


@pytest.mark.parametrize("text", WHATSAPP)
def test_whatsapps_text_stays_whatsapps(tmp_path: Path, text: str) -> None:
    """The same form of line, but no Markdown, and nobody called Me unless WhatsApp's own marks are there."""
    path = tmp_path / "_chat.txt"
    path.write_text(text, "utf-8")
    assert [found.format for found in find(path)] == [whatsapp]


def test_a_chat_that_was_renamed_is_still_sigexports(tmp_path: Path) -> None:
    """Me is never a sender in WhatsApp's own export."""
    path = tmp_path / "signal.txt"
    path.write_text("[2024-05-01 10:00:00] Ines: hello\n\n[2024-05-01 10:01:00] Me: hi\n\n", "utf-8")
    assert [found.format for found in find(path)] == [signal_sigexport]


def test_what_is_no_message_is_said(tmp_path: Path) -> None:
    """Lines before the first message, and a message without an end, are problems; memory stays flat."""
    path = tmp_path / "chat.md"
    long = ("x" * 1000 + "\n") * (MAX_BODY // 1000 + 2)
    path.write_text(f"# Kiln\n\n[2024-05-01 10:00:00] Me: {long}[2024-05-01 10:01:00] Me: hi\n", "utf-8")
    records = list(signal_sigexport.read(Source(path)))
    check_stream(records)
    assert [each.why for each in only(records, Problem)] == [NOT_PART, TOO_LONG]
    assert found_in(records) == [("Me", 1_714_557_660, "hi", "text", ())]


def test_a_damaged_file_does_not_hide_its_neighbours(tmp_path: Path) -> None:
    """Of an archive in which one of the files known by name is broken, the other chats are found."""
    path = tmp_path / "chats.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("Lio/data.json", "{}" * 500)
        archive.write(SAMPLES / "index.md", "Ines/chat.md")
    content = bytearray(path.read_bytes())
    at = content.index(b"Lio/data.json") + len("Lio/data.json")
    content[at : at + 6] = b"\xff" * 6
    path.write_bytes(content)
    assert [found.source.name for found in find(path) if found.format is signal_sigexport] == ["chats.zip/Ines/chat.md"]


def test_another_folders_markdown_is_not_taken(tmp_path: Path) -> None:
    """Posts of a site are called index.md too."""
    path = tmp_path / "posts" / "kiln"
    path.mkdir(parents=True)
    (path / "index.md").write_text("---\ntitle: The kiln\ndate: 2024-05-01\n---\n\n[2024-05-01] It is warm.\n", "utf-8")
    assert signal_sigexport not in [found.format for found in find(tmp_path)]

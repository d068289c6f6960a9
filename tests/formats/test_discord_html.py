"""DiscordChatExporter's HTML: random messages come back in each layout, real pages are counted, damage stays small."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import discord_html, finding, html_stream
from kithbook.formats.discord.parts import seconds_of
from kithbook.formats.discord.times import Moment, Times
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Choice, Contact, Encounter, Message, Problem, Record, Refused, Tally

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3).map("\n".join)
NAMES = ("Ines", "林 梅", "سمير")
FIRST = 1_420_070_400_000  # where Discord's ids begin to count
FRAME = (
    "<!DOCTYPE html><html><head><title>{server} - general</title><style>.chatlog__message-group{}</style></head><body>"
    '<div class="preamble"><div class="preamble__entry">{server}</div><div class="preamble__entry">{place}</div></div>'
    '<div class="chatlog">\n{body}\n</div><div class="postamble"><div class="postamble__entry">Exported</div></div>'
    "</body></html>"
)
Written = list[tuple[str, int, str]]  # sender, seconds, text


def page(body: str, server: str = "Kiln", place: str = "Workshop / general") -> str:
    """A page with these groups."""
    return FRAME.replace("{server}", server).replace("{place}", place).replace("{body}", body)


def number(at: int) -> int:
    """An id of this moment."""
    return (at * 1000 - FIRST) << 22


def minified(written: Written) -> str:
    """Groups in the layout of 2026; a message of the one who wrote last has no header."""
    groups, last = [], ""
    for name, at, text in written:
        header = (
            f'<div class=chatlog__header><span class=chatlog__author title="{name}" data-user-id=7>{name}</span>'
            " <span class=chatlog__timestamp><a>x</a></span></div>"
        ).replace("=7", f"={NAMES.index(name) + 1}")
        first = name != last
        aside = (
            "<img class=chatlog__avatar src=a>" if first else '<div class=chatlog__short-timestamp title="x">x</div>'
        )
        groups.append(
            ("</div>\n" if last and first else "")
            + ("<div class=chatlog__message-group>" if first else "")
            + f"<div id=chatlog__message-container-{number(at)} class=chatlog__message-container data-message-id="
            f"{number(at)}><div class=chatlog__message><div class=chatlog__message-aside>{aside}</div><div class="
            f'chatlog__message-primary>{header if first else ""}<div class="chatlog__content chatlog__markdown"><span '
            f"class=chatlog__markdown-preserve>{html.escape(text)}</span></div></div></div></div>"
        )
        last = name
    return "".join(groups) + "</div>"


def grouped(written: Written) -> str:
    """Groups in the layout of 2019 to 2021."""
    return "".join(
        f'<div class="chatlog__message-group"><div class="chatlog__messages">\n<span class="chatlog__author-name" '
        f'title="{name}#0001" data-user-id="{NAMES.index(name) + 1}">{name}</span>\n<span class="chatlog__timestamp">x'
        f'</span>\n<div class="chatlog__message " data-message-id="{number(at)}" id="message-{number(at)}">\n'
        f'<div class="chatlog__content">\n<div class="markdown"><span class="preserve-whitespace">{html.escape(text)}'
        "</span>\n</div></div></div></div></div>\n"
        for name, at, text in written
    )


def bare(written: Written, form: str = "%d-%b-%y %I:%M %p") -> str:
    """Groups in the layout of 2018 and 2019, with nothing but the exporter's clock."""
    return "".join(
        f'<div class="chatlog__message-group"><div class="chatlog__messages">\n<span class="chatlog__author-name" '
        f'title="{NAMES.index(name) + 1}">{name}</span>\n<span class="chatlog__timestamp">'
        f'{datetime.fromtimestamp(at, UTC).strftime(form)}</span>\n<div class="chatlog__content">\n'
        f"{html.escape(text)}\n</div></div></div>\n".replace("\n<br", "<br")
        for name, at, text in written
    )


def read(folder: Path, text: str, **answers: str) -> list[Record]:
    """The records of a file with this text, which the format must recognise."""
    path = folder / "kiln.html"
    path.write_text(text, "utf-8")
    assert discord_html.recognise(Source(path))
    return list(discord_html.read(Source(path), answers=answers))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


@given(
    written=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(1_451_600_000, 4_000_000_000), TEXTS), max_size=10),
    layout=st.sampled_from([minified, grouped, bare]),
    block=st.sampled_from([100, 1000, 1 << 18]),
)
def test_messages_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: Written, layout: Callable[[Written], str], block: int
) -> None:
    """Random messages come back with sender, time and text in each layout, through windows of any size."""
    unit = 60 if layout is bare else 1  # the exporter's clock has no seconds
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html_stream, "BLOCK", block)
        records = read(tmp_path_factory.mktemp("html"), page(layout(written)))
    found = only(records, Message)
    assert [(each.at, each.text) for each in found] == [(at // unit * unit, text) for _, at, text in written]
    assert [each.sender for each in found] == [str(NAMES.index(name) + 1) for name, _, _ in written]
    assert records[-1] == Tally("element", len(written), len(written), 0, 0)


@given(data=st.binary(max_size=200))
def test_arbitrary_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Bytes of any kind inside of a page end in a tally that adds up."""
    start, end = page(minified([("Ines", 1_600_000_000, "a")]) + "{here}").split("{here}")
    path = tmp_path_factory.mktemp("html") / "a.html"
    path.write_bytes(start.encode() + data + end.encode())
    tally = list(discord_html.read(Source(path)))[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read


@given(share=st.floats(0.3, 0.999), layout=st.sampled_from([minified, grouped, bare]))
def test_a_page_cut_anywhere(
    tmp_path_factory: pytest.TempPathFactory, share: float, layout: Callable[[Written], str]
) -> None:
    """What stands before the end is read, the page is named, and nobody is given what another wrote."""
    written = [(NAMES[n % 3], 1_600_000_000 + 60 * n, f"text {n}") for n in range(8)]
    body = layout(written)
    text = page(body + "{here}").partition("{here}")[0]
    records = read(tmp_path_factory.mktemp("html"), text[: len(text) - len(body) + int(len(body) * share)])
    expected = {f"text {n}": str(n % 3 + 1) for n in range(8)}
    assert all(expected[each.text] == each.sender for each in only(records, Message) if each.text in expected)
    assert only(records, Problem)[-1].why == discord_html.CUT


@pytest.mark.parametrize("flood", ["<b>" * 20_000, "<i></b>" * 20_000, "x" * 300_000])
def test_a_message_that_would_flood_the_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flood: str) -> None:
    """A message nested too deep or too large costs only itself."""
    monkeypatch.setattr(html_stream, "MAX_PIECE", 200_000)
    monkeypatch.setattr(html_stream, "BLOCK", 10_000)
    body = minified([(NAMES[n], 1_600_000_000 + n, text) for n, text in enumerate(("a", "FLOOD", "c"))])
    records = read(tmp_path, page(body.replace("FLOOD", flood)))
    assert [each.text for each in only(records, Message)] == ["a", "c"]
    assert {each.why for each in only(records, Problem)} <= {discord_html.TOO_LARGE, discord_html.NO_SENDER}
    assert only(records, Problem)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("10-Apr-21 09:01 AM", "mdy", "2021-04-10 09:01"),
        ("4 January 2019 17:52", "mdy", "2019-01-04 17:52"),
        ("Friday, January 4, 2019 5:52 PM", "dmy", "2019-01-04 17:52"),
        ("Tuesday, February 17, 2026 4:35 p.m.", "dmy", "2026-02-17 16:35"),
        ("03/04/2019 17:05", "dmy", "2019-04-03 17:05"),
        ("03/04/2019 5:05 PM", "mdy", "2019-03-04 17:05"),
        ("2019-01-04 17:52:39", "dmy", "2019-01-04 17:52:39"),
        ("04.01.2019 17:52", "dmy", "2019-01-04 17:52"),
        ("2019/1/4 下午5:52", "ymd", "2019-01-04 17:52"),
        ("2019年1月4日 17:52", "dmy", "2019-01-04 17:52"),
        ("2019-Jan-04 17:52", "dmy", "2019-01-04 17:52"),
        ("yesterday", "dmy", None),
        ("31/02/2019 10:00", "dmy", None),
        ("10-Apr-21 29:01", "dmy", None),
    ],
)
def test_times_of_many_cultures(text: str, order: str, expected: str | None) -> None:
    """Names of months tell their order; numbers are read in the order of the file."""
    found = Times(order).read(text)
    at = None if expected is None else int(datetime.fromisoformat(expected).replace(tzinfo=UTC).timestamp())
    assert found == (None if at is None else Moment(at))


def test_unix_times() -> None:
    """Somebody who asked the exporter for seconds or milliseconds gets UTC."""
    assert Times("dmy").read("1546624359") == Times("dmy").read("1546624359762") == Moment(1_546_624_359, "UTC")


def test_doubtful_dates_are_asked_about(tmp_path: Path) -> None:
    """Where day and month could be either, the answer decides; a day over 12 settles it; ids make it needless."""
    early, late = ([("Ines", 1_554_311_100 + n * 86_400, "x") for n in days] for days in (range(3), range(0, 30, 5)))
    records = read(tmp_path, page(bare(early, "%d/%m/%Y %H:%M")))
    assert [(each.value, each.sure) for each in only(records, Choice)] == [("dmy", False)]
    records = read(tmp_path, page(bare(early, "%d/%m/%Y %H:%M")), date_order="mdy")
    assert [datetime.fromtimestamp(each.at, UTC).month for each in only(records, Message)] == [3, 4, 5]
    records = read(tmp_path, page(bare(late, "%m/%d/%Y %H:%M")))
    assert [(each.value, each.sure) for each in only(records, Choice)] == [("mdy", True)]
    assert not only(read(tmp_path, page(minified(early))), Choice)
    with pytest.raises(Refused):
        read(tmp_path, page(bare(early, "%d/%m/%Y %H:%M")), date_order="sometimes")


def test_bare_messages_are_told_apart_by_their_order(tmp_path: Path) -> None:
    """Text, files, what bots laid out, reactions: what comes again begins another message."""
    first = bare([("Ines", 1_600_000_000, "one")])
    picture = '<div class="chatlog__attachment"><a href="a/b.png"><img src="a/b.png"></a></div>'
    react = (
        '<div class="chatlog__reactions"><div class="chatlog__reaction">👍'
        '<span class="chatlog__reaction-count">2</span></div></div>'
    )
    two = '<div class="chatlog__content">two</div>'
    body = first.replace("</div></div></div>\n", f"</div>{picture}{react}{picture}{react}{two}{two}</div></div>\n")
    found = only(read(tmp_path, page(body)), Message)
    assert [(each.kind, each.text, each.reactions) for each in found] == [
        ("image", "one", (("👍", 2),)),
        ("image", "b.png", (("👍", 2),)),
        ("text", "two", ()),
        ("text", "two", ()),
    ]


def test_what_kind_of_chat_it_is(tmp_path: Path) -> None:
    """Without a server it is a chat of two or of some; older versions say which, later ones do not."""
    two, three = ([(name, 1_600_000_000, "x") for name in NAMES[:count]] for count in (2, 3))
    for body, server, place, kind in (
        (two, "Kiln", "Workshop / general", "group"),
        (three, "Direct Messages", "Private / Ines", "direct"),
        (two, "Direct Messages", "Group / Boats", "group"),
        (two, "Direct Messages", "Ines", "direct"),
        (three, "Direct Messages", "Ines, Lio", "group"),
    ):
        chat = only(read(tmp_path, page(minified(body), server, place)), Chat)[0]
        title = "general" if server == "Direct Messages" else "Kiln / general"
        assert (chat.kind, chat.title) == (kind, title)


def test_a_call_of_two_has_both(tmp_path: Path) -> None:
    """A call of a direct chat is with everybody met in it."""
    call = minified([("Ines", 1_600_000_000, "a"), ("林 梅", 1_600_000_060, "b"), ("Ines", 1_600_000_120, "CALL")])
    said = "<span class=chatlog__system-notification-content>started a call that lasted 3 minutes</span>"
    body = re.sub(r'<div class="chatlog__content chatlog__markdown"><span [^<]*CALL</span></div>', said, call)
    found = only(read(tmp_path, page(body, "Direct Messages", "Private / Ines")), Encounter)
    assert [(each.seconds, each.handles) for each in found] == [(180, ("1", "2"))]


@pytest.mark.parametrize(
    ("minutes", "seconds"), [("251", 15_060), ("1,251", 75_060), ("12.5", 750), ("0,5333", 32), ("1.2.3", None)]
)
def test_lengths_of_calls(minutes: str, seconds: int | None) -> None:
    """Minutes with a part, or with thousands, in either culture."""
    assert seconds_of(minutes) == seconds


def test_parts_of_one_channel_are_one_export(tmp_path: Path) -> None:
    """The author of the last group of a part is not that of the first of the next, and parts keep their order."""
    for part in range(1, 12):
        name = "kiln.html" if part == 1 else f"kiln [part {part}].html"
        (tmp_path / name).write_text(page(minified([(NAMES[part % 3], 1_600_000_000 + part, str(part))])), "utf-8")
    (tmp_path / "boats.html").write_text(page(minified([("Ines", 1_600_000_000, "x")])), "utf-8")
    found = [each.source for each in finding.find_among((discord_html,), tmp_path)]
    texts = [[each.text for each in only(list(discord_html.read(source)), Message)] for source in found]
    assert texts == [["x"], [str(part) for part in range(1, 12)]]


def test_the_oldest_layout_is_named(tmp_path: Path) -> None:
    """Pages of 2018 and before say to export again."""
    path = tmp_path / "a.html"
    path.write_text('<html><span class="msg-user">Ines</span><span class="msg-date">x</span></html>')
    assert not discord_html.recognise(Source(path))
    assert "2018" in str(discord_html.why_not(Source(path)))


def test_real_pages(shared: Path) -> None:
    """Each real page is read whole: its own count, answers, reactions, edits and times match the text."""
    found = finding.find_among((discord_html,), shared / "samples" / "discord")
    sources = [each.source for each in found if each.format]
    assert len(sources) == discord_html.COVERAGE.seen
    for source in sources:
        text = source.path.read_text("utf-8").partition("<body>")[2]
        records = list(discord_html.read(source))
        messages = only(records, Message)
        stated = re.search(r"Exported ([\d,]+) message", text)
        assert stated
        assert len(messages) == records[-1].total == int(stated[1].replace(",", ""))  # type: ignore[union-attr]
        assert not only(records, Problem)
        said = [each for each in messages if each.kind == "system"]
        assert len(said) == text.count("<span class=chatlog__system-notification-content>")
        assert sum(bool(each.reply_to) for each in messages if each not in said) == text.count("chatlog__reply-link")
        assert sum(bool(each.reactions) for each in messages) == text.count("class=chatlog__reactions>")
        assert sum(each.edited for each in messages) == text.count("class=chatlog__edited-timestamp")
        assert {each.sender for each in messages} - {"deleted"} == set(re.findall(r"data-user-id=(\d+)", text)) - {
            "456226577798135808"
        }
        times = Times("dmy")
        shown = dict(re.findall(r'timestamp title="([^"]+)"> ?<a href=#chatlog__message-container-(\d+)', text))
        for written, message in shown.items():
            clock = times.read(written)
            ids = {each.id: each.at for each in messages}
            assert clock
            assert timedelta(hours=4) <= timedelta(seconds=ids[message] - clock.at) < timedelta(hours=5, minutes=1)
        assert all(each.handle.key for each in only(records, Contact))

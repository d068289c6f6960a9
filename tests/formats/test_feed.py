"""Feeds: entries come back from each form, a fault costs one entry, and nothing outside of the file is asked for."""

import io
import json
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import feed, find
from kithbook.formats.feed_piece import moment
from kithbook.formats.source import Source
from kithbook.formats.xml_stream import CUT, ENTITIES, TOO_BROKEN, Node, XmlStream
from kithbook.vocabulary import Piece, Problem, Record, Tally

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Z"], exclude_characters="�"), min_size=1, max_size=9
)
TITLES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
ENTRIES = st.lists(
    st.tuples(
        TITLES, TITLES, st.integers(0, 4_000_000_000), st.integers(-12, 14), st.lists(WORDS, max_size=3, unique=True)
    ),
    min_size=1,
    max_size=5,
)
Entry = tuple[str, str, int, int, list[str]]


def when(at: int, hours: int) -> datetime:
    """A moment in a zone."""
    return datetime.fromtimestamp(at, UTC).astimezone(timezone(timedelta(hours=hours)))


def markup(text: str) -> str:
    """A text as HTML inside of XML."""
    return escape(escape(text))


def as_rss(entries: list[Entry]) -> str:
    """Entries as RSS 2.0."""
    items = [
        f"<item><title>{markup(title)}</title><description>{markup(text)}</description><guid>id:{number}</guid>"
        f"<pubDate>{format_datetime(when(at, hours))}</pubDate>"
        f"{''.join(f'<category>{markup(tag)}</category>' for tag in tags)}"
        "</item>"
        for number, (title, text, at, hours, tags) in enumerate(entries)
    ]
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'


def as_rdf(entries: list[Entry]) -> str:
    """Entries as RSS 1.0."""
    items = [
        f'<item rdf:about="id:{number}"><title>{markup(title)}</title><description>{markup(text)}</description>'
        f"<dc:date>{when(at, hours).isoformat()}</dc:date>"
        f"{''.join(f'<dc:subject>{markup(tag)}</dc:subject>' for tag in tags)}"
        "</item>"
        for number, (title, text, at, hours, tags) in enumerate(entries)
    ]
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/>{"".join(items)}</rdf:RDF>'
    )


def as_atom(entries: list[Entry]) -> str:
    """Entries as Atom, with a plain title and a text in XHTML."""
    found = [
        f'<entry><title>{escape(title)}</title><content type="xhtml"><div><p>{escape(text)}</p></div></content>'
        f"<id>id:{number}</id><updated>{when(at, hours).isoformat()}</updated>"
        f"{''.join(f'<category term={quoteattr(escape(tag))}/>' for tag in tags)}</entry>"
        for number, (title, text, at, hours, tags) in enumerate(entries)
    ]
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{"".join(found)}</feed>'


def as_json(entries: list[Entry]) -> str:
    """Entries as JSON Feed."""
    items = [
        {
            "id": f"id:{n}",
            "title": title,
            "content_text": text,
            "date_published": when(at, hours).isoformat(),
            "tags": tags,
        }
        for n, (title, text, at, hours, tags) in enumerate(entries)
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}, ensure_ascii=False)


def read(folder: Path, content: str | bytes) -> list[Record]:
    """The records of a feed with this content, which only this format recognises."""
    path = folder / "feed.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert [each.format for each in find(path)] == [feed]
    return list(feed.read(Source(path)))


def pieces(records: list[Record]) -> list[Piece]:
    """The pieces among records."""
    return [record for record in records if isinstance(record, Piece)]


@pytest.mark.parametrize("write", [as_rss, as_rdf, as_atom, as_json])
@given(entries=ENTRIES)
def test_entries_read_back(tmp_path_factory: pytest.TempPathFactory, write: Any, entries: list[Entry]) -> None:
    """Title, text, moment with its zone, tags and id come back from each form of feed."""
    records = read(tmp_path_factory.mktemp("feed"), write(entries))
    found = pieces(records)
    assert [(each.title, each.text, each.at, set(each.tags), each.id) for each in found] == [
        (title, text, at, set(tags), f"id:{number}") for number, (title, text, at, _, tags) in enumerate(entries)
    ]
    assert [each.zone for each in found] == [f"{hours:+03}:00" if hours else "UTC" for _, _, _, hours, _ in entries]
    assert records[-1] == Tally("record", len(entries), len(entries), 0, 0)


@given(
    write=st.sampled_from([as_rss, as_rdf, as_atom, as_json]),
    edits=st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 20),
            st.sampled_from([b"", b"<", b"</item>", b"&", b"<item>", b"\xff", b"]]>"]),
        )
    ),
)
def test_damage_never_raises(tmp_path_factory: pytest.TempPathFactory, write: Any, edits: list[Any]) -> None:
    """Feeds that are cut or changed are read as far as it goes, and the tally adds up."""
    content = write([("The kiln", "is warm", at, 0, ["a"]) for at in range(6)]).encode()
    for place, gone, edit in edits:
        at = int(place * len(content))
        content = content[:at] + edit + content[at + gone :]
    path = tmp_path_factory.mktemp("damaged") / "feed.xml"
    path.write_bytes(content)
    feed.recognise(Source(path))
    records = list(feed.read(Source(path)))
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read
    assert (tally.read, tally.not_read) == (len(pieces(records)), sum(isinstance(each, Problem) for each in records))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>',
        '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % far SYSTEM "http://example.org/x.dtd"> %far;]>',
        "<!DOCTYPE rss []>",
    ],
)
def test_declarations_of_entities_are_refused(tmp_path: Path, doctype: str) -> None:
    """A feed that declares entities, of its own or elsewhere, is one problem."""
    records = read(tmp_path, f"{doctype}<rss><channel><item><title>&lol2;&file;</title></item></channel></rss>")
    assert records == [Problem("feed.xml", 1, ENTITIES), Tally("record", 1, 0, 0, 1)]


def walked(content: bytes) -> list[Any]:
    """Titles of the records of an XML text, and why others could not be read."""
    stream = XmlStream(io.BytesIO(content), ("item", "entry"), {})
    return [each.text("title") if isinstance(each, Node) else each for each in stream.each()]


def items(*titles: str) -> bytes:
    """A text of records with these titles."""
    return ("<rss>" + "".join(f"<item><title>{title}</title></item>" for title in titles) + "</rss>").encode()


def test_one_broken_record_costs_only_itself() -> None:
    """A bare ampersand, an end too many, a tag without its end: the next record is read again."""
    for fault in ("&", "</b>", "<b", "<b></c>"):
        titles = walked(items("one", fault, "three", "four"))
        assert (titles[0], *titles[2:]) == ("one", "three", "four")
        assert titles[1].endswith("passed over.")


def test_a_record_too_deep_or_a_token_too_long_costs_only_itself() -> None:
    """Depth, the length of a tag or comment, and the number of names are bounded, wherever they stand."""
    for fault in ("<a>" * 100_000, f"<a b='{'x' * 2_000_000}'/>", f"<!--{'x' * 2_000_000}-->"):
        assert walked(items("one", fault, "three"))[::2] == ["one", "three"]
    names = "".join(f"<n{number}/>" for number in range(10_000))
    assert walked(items("one", names, "three"))[::2] == ["one", "three"]


def test_a_text_that_is_cut_says_so() -> None:
    """A file that ends inside of a record, or before its root is closed."""
    assert walked(items("one", "two")[:-20]) == ["one", CUT]
    assert walked(items("one")[:-6]) == ["one", CUT]


def test_what_stands_behind_the_root_is_no_fault() -> None:
    """Hosts append scripts and comments to what they serve."""
    assert walked(items("one") + b"\n<!-- 0.2 s --><script>x</script>") == ["one"]


def test_a_broken_start_of_a_record_is_told_behind_another_fault() -> None:
    """Once reading has begun anew, faults between records cost nothing, but a record is never lost in silence."""
    content = b"<rss><item>&</item><item a='<'/><item><title>x</title></item></channel></rss>"
    assert [each[:9] for each in walked(content)] == ["A record ", "A record ", "x"]


def test_a_file_that_is_nothing_but_faults_is_given_up() -> None:
    """The time that faults take is bounded."""
    begun = time.process_time()
    found = walked(items(*["&"] * 100_000))
    assert found[-1] == TOO_BROKEN
    assert len(found) < 2_000
    assert time.process_time() - begun < 20  # a bound against quadratic growth, not a measure of speed


class Endless(io.BytesIO):
    """Many megabytes of XML of which there is only one part in memory."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self.parts = parts

    def read(self, _: int | None = -1) -> bytes:
        """The next part."""
        return next(self.parts, b"")


@pytest.mark.parametrize(
    "part",
    [
        b"<item><title>x</title></item>" * 600,
        b"<a>" * 20_000,
        b"<item>" + b"<b c='%s'/>" % (b"y" * 1_000) * 50,
        b"x" * 60_000,
        b"<item a='" * 6_000,
    ],
)
def test_memory_stays_flat(part: bytes) -> None:
    """Records without end, depth without end, one record, one text or one tag without end: memory does not grow."""
    stream = XmlStream(Endless(iter([b"<rss>", *[part] * 40])), ("item",), {})
    tracemalloc.start()
    for _ in stream.each():
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_encodings_by_declaration_or_by_what_is_there(tmp_path: Path, codec: str) -> None:
    """The declaration counts, but a mark or plain UTF-8 counts more: programs save anew and leave it as it was."""
    declared = "gb2312" if codec.startswith("utf-8") else codec
    content = f'<?xml version="1.0" encoding="{declared}"?><rss><item><title>三十里的夜</title></item></rss>'
    assert [each.title for each in pieces(read(tmp_path, content.encode(codec)))] == ["三十里的夜"]


def test_the_beginning_is_kept_as_plain_text(tmp_path: Path) -> None:
    """Text ends after 4,000 characters; scripts and styles are no text."""
    html = "&lt;style&gt;p{}&lt;/style&gt;&lt;script&gt;x&lt;/script&gt;" + "&lt;p&gt;warm&lt;/p&gt;" * 3_000
    [one] = pieces(read(tmp_path, f"<rss><channel><item><description>{html}</description></item></channel></rss>"))
    assert one.text.startswith("warm\n\nwarm")
    assert len(one.text) <= 4_000


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Sat, 02 Mar 2024 11:12:13 GMT", (1709377933, "UTC")),
        ("Sat, 2 Mar 24 11:12 -0500", (1709395920, "-05:00")),
        ("2024-03-02T11:12:13.5Z", (1709377933, "UTC")),
        ("2024-03-02T11:12:13", (1709377933, "")),
        ("2024-3-2", (1709337600, "")),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("0001-01-01T00:00:00Z", None),
        ("Mon, 30 Nov -0001 00:00:00 +0000", None),
        ("yesterday", None),
        ("2024-02-31", None),
        ("", None),
    ],
)
def test_dates(written: str, found: tuple[int, str] | None) -> None:
    """Dates of RFC 822 and ISO 8601, and those by which programs say "never"."""
    assert moment(written) == found


def test_a_list_of_feeds_says_what_it_is(tmp_path: Path) -> None:
    """OPML holds addresses of feeds; web pages and other XML are none of ours."""
    (tmp_path / "feeds.opml").write_text('<?xml version="1.0"?><opml version="2.0"><body/></opml>')
    (tmp_path / "page.html").write_text("<!DOCTYPE html><html><body><feed></body></html>")
    (tmp_path / "other.xml").write_text('<feed xmlns="http://example.org/animals"><hay/></feed>')
    assert "list of feeds" in str(find(tmp_path / "feeds.opml")[0].why)
    assert [find(tmp_path / name)[0].format for name in ("page.html", "other.xml")] == [None, None]


def test_a_folder_of_feeds_holds_old_endings_too(tmp_path: Path) -> None:
    """RSS 1.0 was mostly saved as .rdf; a list of feeds beside it says what it is."""
    (tmp_path / "old.rdf").write_text(as_rdf([("The kiln", "is warm", 0, 0, [])]))
    (tmp_path / "feeds.opml").write_text('<opml version="1.0"><body/></opml>')
    assert {each.source.name: each.format for each in find(tmp_path)} == {"feeds.opml": None, "old.rdf": feed}

"""Feeds as they were saved: RSS 0.9 to 2.0, RSS 1.0, Atom and JSON Feed, and exports of blogs in these forms."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.feed_entry import NAMESPACES, RECORDS, feed_author, feed_base, is_unpublished, told
from kithbook.formats.feed_piece import MARKED_UP, Told, link, piece, plain, strings
from kithbook.formats.json_stream import HALF_CHARACTER, Ended, JsonStream, Passed
from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.formats.xml_stream import BROKEN, CUT, Node, XmlStream
from kithbook.vocabulary import Problem, Record, Said, Tally, say

NAME: Final = "feed"
TITLE: Final = "Feed (RSS, Atom, JSON Feed)"
PLATFORM: Final = "feed"
HOW_TO_EXPORT: Final = {
    "en": (
        "Open the feed of the site in a browser (its address often ends in feed, rss.xml, atom.xml or feed.json) and "
        "save the page as a file. WordPress: Tools, Export, Posts. Blogger: Settings, Back up content. Give Kithbook "
        "the file."
    ),
    "zh-hans": (
        "在浏览器里打开网站的订阅源（地址通常以 feed、rss.xml、atom.xml 或 feed.json 结尾），把页面另存为文件。"
        "WordPress：工具 → 导出 → 文章。Blogger：设置 → 备份内容。把文件交给 Kithbook。"
    ),
    "ar": (
        "افتح خلاصة الموقع في المتصفح (ينتهي عنوانها غالبًا بـ feed أو rss.xml أو atom.xml أو feed.json) واحفظ الصفحة "
        "ملفًا. WordPress: «أدوات» ثم «تصدير» ثم «مقالات». Blogger: «الإعدادات» ثم «نسخ المحتوى احتياطيًا». أعطِ "
        "Kithbook الملف."
    ),
}
COVERAGE: Final = Coverage(
    versions="RSS 0.90 to 2.0, RSS 1.0, Atom 0.3 and 1.0, JSON Feed 1 and 1.1, exports of WordPress and Blogger",
    kept="of each entry the title, link, moment, author, tags, and the summary or the beginning (4,000 characters)",
    left_out=(
        "pictures, sound and comments; of exports of blogs drafts, private posts and what is no post (counted as "
        "blank); files that declare entities of their own"
    ),
)
BEFORE_ROOT: Final = (("<?", "?>"), ("<!--", "-->"))
TAG: Final = re.compile(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})([^<>]{0,8000})")
SUBSET: Final = re.compile(r"<!DOCTYPE\s[^\[<>]{0,500}(?:>|\[)", re.IGNORECASE)
ATOM: Final = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
RSS_1: Final = ("purl.org/rss/1.0/", "netscape.com/rdf/simple/0.9/")
JSON_FEED: Final = re.compile(r'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version/')


def recognise(source: Source) -> bool:
    """Whether the root is that of a feed, or a JSON Feed says its version."""
    text = head_text(source).lstrip()
    if text.startswith("<"):
        return _root(text) == "feed"
    return text.startswith("{") and bool(JSON_FEED.search(text))


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """One piece for each entry; nothing is asked, since a zone is told or is not."""
    total = blank = not_read = 0
    is_json = head_text(source).lstrip().startswith("{")
    for found in _of_json(source) if is_json else _of_xml(source):
        total += 1
        if isinstance(found, str):
            not_read += 1
            yield Problem(source.first, total, found)
            continue
        made = None if found is None else piece(found, total)
        if made is None:
            blank += 1
        else:
            yield made
    yield Tally("record", total, total - blank - not_read, blank, not_read)


def why_not(source: Source) -> Said | None:
    """What to do with a list of feeds."""
    text = head_text(source).lstrip()
    if text.startswith("<") and _root(text) == "opml":
        return say(
            "{name} is a list of feeds, not a feed. Open the address of one of them and save what comes.",
            name=source.name,
        )
    return None


def _root(text: str) -> str:
    """Which kind of root a text has: "feed", "opml" or ""."""
    for _ in range(50):
        text = text.lstrip()
        end = next((end for start, end in BEFORE_ROOT if text.startswith(start)), "")
        if end:
            text = text.partition(end)[2]
        elif text[:9].upper() == "<!DOCTYPE":
            subset = SUBSET.match(text)
            text = text.partition("]>" if subset and subset[0].endswith("[") else ">")[2]
        else:
            break
    found = TAG.match(text)
    name, attributes = (found[1], found[2]) if found else ("", "")
    is_feed = (
        name == "rss"
        or (name == "feed" and any(each in attributes for each in ATOM))
        or (name == "RDF" and any(each in attributes for each in RSS_1))
    )
    return "feed" if is_feed else "opml" if name == "opml" else ""


def _of_xml(source: Source) -> Iterator[Told | str | None]:
    """What each entry says, None for what was not published, or why one cannot be read."""
    with source.open() as handle:
        stream = XmlStream(handle, RECORDS, NAMESPACES)
        base = author = None
        for entry in stream.each():
            if isinstance(entry, Node):
                if base is None or author is None:
                    base, author = feed_base(stream.head), feed_author(stream.head)
                yield None if is_unpublished(entry) else told(entry, base, author)
            else:
                yield entry


def _of_json(source: Source) -> Iterator[Told | str | None]:
    """The same of a JSON Feed."""
    author = base = ""
    with source.open() as handle:
        stream = JsonStream(handle)
        try:
            for key in stream.each_key():
                if key == "items":
                    for _ in stream.each_item():
                        entry = _plain(stream)
                        yield _told_in_json(entry, base, author) if isinstance(entry, dict) else BROKEN
                elif key in ("author", "authors"):
                    author = author or _author(_plain(stream))
                elif key == "home_page_url":
                    base = link(_text(_plain(stream)))
                else:
                    stream.skip()
        except Ended:
            yield CUT


def _told_in_json(entry: dict[str, Any], base: str, author: str) -> Told:
    number = entry.get("id")
    content = _text(entry.get("content_text"))[:MARKED_UP] or plain(_text(entry.get("content_html")))
    return Told(
        title=_text(entry.get("title")),
        link=link(_text(entry.get("url")), _text(entry.get("external_url")), base=base),
        moments=(_text(entry.get("date_published")), _text(entry.get("date_modified"))),
        text=_text(entry.get("summary")) or content,
        author=_author(entry.get("authors")) or _author(entry.get("author")) or author,
        tags=strings(entry.get("tags")),
        id=str(number) if isinstance(number, int | float | str) else "",
    )


def _author(value: Any) -> str:
    first = next(iter(value), None) if isinstance(value, list) else value
    return _text(first.get("name")) if isinstance(first, dict) else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _plain(stream: JsonStream) -> Any:
    """The next value as Python has it, None where it cannot be used."""
    try:
        return json.loads(HALF_CHARACTER.sub(r"\1\\ufffd", stream.value()))
    except (Passed, ValueError, RecursionError):
        return None

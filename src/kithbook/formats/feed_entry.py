"""One entry of RSS or Atom, and what it says of itself.

RSS as rssboard.org/rss-specification has it with its older forms and the modules that occur (Dublin Core, content);
Atom as RFC 4287 and its draft 0.3 have it. What WordPress and Blogger add to their exports tells what was not
published.
"""

import re
from typing import Final

from kithbook.formats.feed_piece import MARKED_UP, Told, link, one_line, plain
from kithbook.formats.xml_stream import Node

# prefixes by which names of a namespace are told
NAMESPACES: Final = {
    **dict.fromkeys(
        (
            *("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/"),
            *("http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/"),
            *("http://backend.userland.com/rss2", "http://blogs.law.harvard.edu/tech/rss"),
        ),
        "",
    ),
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    **dict.fromkeys(("http://www.w3.org/2007/app", "http://purl.org/atom/app#"), "app"),
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://schemas.google.com/blogger/2018": "blogger",
    **{f"http://wordpress.org/export/1.{minor}/": "wp" for minor in range(3)},
}
RECORDS: Final = ("item", "entry")
# the moment of publishing before that of a change
MOMENTS: Final = (
    *("pubDate", "published", "issued", "dc:date", "dcterms:created", "created", "updated", "modified"),
    "wp:post_date",
)
MAIL_AND_NAME: Final = re.compile(r"[^\s()]+@[^\s()]+\s+\((.{1,200})\)\s*")
BLOGGER: Final = "http://schemas.google.com/g/2005#kind"
POSTS: Final = ("#post", "#page")  # what Blogger calls the entries that were written to be read


def feed_base(head: Node) -> str:
    """The address that links of the feed are relative to."""
    root = _root(head)
    channel = root.first("channel") or root
    base = root.attributes.get("xml:base", "")
    return link(base, _atom_link(channel), *(each.text() for each in channel.each("link")))


def feed_author(head: Node) -> str:
    """Who writes the feed, where its entries do not say."""
    root = _root(head)
    channel = root.first("channel") or root
    return _author(channel)


def is_unpublished(entry: Node) -> bool:
    """Whether this is a draft, private, or no post at all: so exports of whole blogs have them."""
    if entry.text("wp:status").strip() not in ("", "publish") or entry.text("wp:post_password").strip():
        return True
    if entry.text("wp:post_type").strip() not in ("", "post", "page"):
        return True
    control = entry.first("app:control")
    if control is not None and control.text("app:draft").strip() == "yes":
        return True
    if entry.text("blogger:type").strip() not in ("", "POST", "PAGE"):
        return True
    if entry.text("blogger:status").strip() not in ("", "LIVE"):
        return True
    kinds = [each.attributes.get("term", "") for each in entry.each("category") if _is_kind(each)]
    return bool(kinds) and not any(kind.endswith(POSTS) for kind in kinds)


def told(entry: Node, base: str, author: str) -> Told:
    """What an entry says; ``base`` and ``author`` are the feed's."""
    base = link(entry.attributes.get("xml:base", ""), base, base=base)
    guid = entry.first("guid")
    number = guid.text().strip() if guid else entry.text("id").strip() or entry.attributes.get("rdf:about", "").strip()
    permanent = number if guid and guid.attributes.get("isPermaLink", "true").strip().lower() != "false" else ""
    links = [] if entry.name == "entry" else [each.text() for each in entry.each("link")]
    return Told(
        title=_content(entry, "title"),
        link=link(*links, _atom_link(entry), _if_whole(permanent), base=base),
        moments=tuple(entry.text(name) for name in MOMENTS),
        text=next(
            filter(None, (_content(entry, name) for name in ("summary", "description", "content", "content:encoded"))),
            "",
        ),
        author=_author(entry) or author,
        tags=tuple(_tags(entry)),
        id=number,
    )


def _root(head: Node) -> Node:
    return next((part for part in head.inside if isinstance(part, Node)), head)


def _if_whole(value: str) -> str:
    return value if value.lower().startswith(("http://", "https://")) else ""


def _atom_link(node: Node) -> str:
    """The page that an entry stands for: its alternate, that in HTML before others."""
    found = [
        each.attributes
        for each in node.each("link")
        if each.attributes.get("rel", "alternate").lower() == "alternate" and each.attributes.get("href")
    ]
    best = next((each for each in found if "html" in each.get("type", "html")), found[0] if found else {})
    return best.get("href", "")


def _content(entry: Node, name: str) -> str:
    """An element as plain text: in Atom its type says what it holds, elsewhere it may be HTML."""
    node = entry.first(name)
    if node is None:
        return ""
    kind = node.attributes.get("type", "" if entry.name == "item" else "text").lower()
    if kind == "xhtml" or (kind.endswith("xml") and node.attributes.get("mode", "xml") == "xml"):
        return plain(node.markup())
    if kind in ("text", "text/plain"):
        return node.text()[:MARKED_UP]
    return plain(node.text()) if kind in ("", "html", "text/html", "application/xhtml+xml") else ""


def _author(node: Node) -> str:
    """The name in any of the ways that there are; RSS has an address with the name in brackets behind it."""
    person = node.first("author")
    name = one_line(person.text("name")) if person is not None and person.first("name") else ""
    written = "" if name or person is None else one_line(person.text())
    in_brackets = MAIL_AND_NAME.fullmatch(written)
    creator = one_line(node.text("dc:creator"))
    return name or creator or (in_brackets[1] if in_brackets else written) or one_line(node.text("itunes:author"))


def _tags(entry: Node) -> list[str]:
    tags = [
        each.attributes.get("label") or each.attributes.get("term") or each.text()
        for each in entry.each("category")
        if not _is_kind(each)
    ]
    return [plain(tag) for tag in (*tags, *(each.text() for each in entry.each("dc:subject")))]


def _is_kind(category: Node) -> bool:
    return category.attributes.get("scheme") == BLOGGER

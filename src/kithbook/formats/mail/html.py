"""The text of a mail that has nothing but HTML, with its lines, without what it quotes and its signature."""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from kithbook.formats.html_stream import too_deep

SOFT, PARAGRAPH = "\x01", "\x02"  # the edge of a block, which ends a line; that of a paragraph, with a line between
MARK: Final[dict[int | None, str]] = {1: "\n", 2: PARAGRAPH, None: SOFT}
MARKS: Final = str.maketrans("", "", "\0" + SOFT + PARAGRAPH)
SPACE: Final = re.compile(r"[ \t\r\n\f]+")
EDGE: Final = re.compile(
    r"<(?:(br)|/?(?:(p)|div|tr|table|li|ul|ol|dl|dd|dt|h[1-6]|blockquote|pre|hr|section|article|header|footer|center|"
    r"form))(?=[\s/>])",
    re.IGNORECASE,
)
EDGES: Final = re.compile(r"[ \u00a0]*[\n\x01\x02][ \n\x01\x02\u00a0]*")
EDGES_ALONE: Final = re.compile(r"[\n\x01\x02]+")  # where spaces are meant
TAG: Final = re.compile(r"<[^<>]{0,2000}>")
NO_TEXT: Final = "script, style, title, head, template, noscript"
# what programs put around the mail that is answered, and around signatures
HISTORY: Final = (
    "blockquote[type=cite], .gmail_quote, .yahoo_quoted, .moz-cite-prefix, .protonmail_quote, .zmail_extra, "
    ".gmail_quote_container, #isReplyContent, #mail-editor-reference-message-container"
)
SIGNATURE: Final = ".gmail_signature, .moz-signature, .protonmail_signature_block, #ms-outlook-mobile-signature"


def html_text(html: str, is_reply: bool) -> str:
    """What a person would see; of a reply without the mail that it answers, unless nothing else is in it."""
    html = html.translate(MARKS)
    edges = EDGES_ALONE if "<pre" in html[:2_000].lower() else EDGES
    if edges is EDGES:
        html = SPACE.sub(" ", html)
    html = EDGE.sub(_edge, html)
    if too_deep(html):  # nobody's program writes this, and it would take the parser long
        return _lines(TAG.sub("", html), edges)
    tree = LexborHTMLParser(html)
    _remove(tree, NO_TEXT)
    whole = _text(tree, edges)
    _remove(tree, f"{SIGNATURE}, {HISTORY}" if is_reply else SIGNATURE)
    return _text(tree, edges) or whole


def _edge(found: re.Match[str]) -> str:
    return MARK[found.lastindex] + found[0]


def _remove(tree: LexborHTMLParser, selector: str) -> None:
    for node in tree.css(selector):
        node.decompose()


def _text(tree: LexborHTMLParser, edges: re.Pattern[str]) -> str:
    return _lines(tree.body.text() if tree.body else "", edges)


def _lines(text: str, edges: re.Pattern[str]) -> str:
    """Text with the edges of blocks as line ends: of several in one place, as many as a person sees."""
    return edges.sub(_line_ends, text).strip()


def _line_ends(found: re.Match[str]) -> str:
    edges = found[0]
    hard = edges.count("\n")
    first = edges.lstrip(" \u00a0")[:1]
    count = hard + 1 if first != "\n" and hard else max(hard, 1)
    return "\n" * (max(count, 2) if PARAGRAPH in edges else count)

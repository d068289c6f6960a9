"""The title and the text of a file, or of a page that the owner asked to be read over the network."""

import urllib.error
import urllib.request
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from kithbook import words
from kithbook.vocabulary import Refused, say

LARGEST: Final = 2_000_000  # bytes of a page or a file
SECONDS: Final = 15
_TAGS: Final = "article, main, body"


def of_file(path: Path) -> tuple[str, str]:
    """(title, text) of a text, Markdown or HTML file. Raises Refused where it cannot be read as text."""
    try:
        raw = path.read_bytes()[:LARGEST]
    except OSError as reason:
        raise Refused(say("{path} cannot be read. Check the name and the permissions.", path=path.name)) from reason
    if b"\0" in raw:
        raise Refused(say("{path} is no text. Say with --about what it is about.", path=path.name))
    text = raw.decode(errors="replace")
    if path.suffix.lower() in {".html", ".htm", ".xhtml"}:
        return _of_html(text, path.stem)
    lines = [line.strip() for line in text.splitlines() if line.strip() and line.strip() != "---"]
    title = next((line.partition(":")[2].strip(" \"'") for line in lines[:20] if line.lower().startswith("title:")), "")
    return title or (lines[0].lstrip("# ")[:300] if lines else path.stem), text


def of_page(link: str) -> tuple[str, str]:
    """(title, text) of a page, read over the network. Raises Refused where that does not work."""
    request = urllib.request.Request(link, headers={"User-Agent": "Kithbook", "Accept": "text/html"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            raw = answer.read(LARGEST)
            charset = answer.headers.get_content_charset() or "utf-8"
    except (urllib.error.URLError, OSError, ValueError) as reason:
        raise Refused(
            say("{link} cannot be read just now. Say in a few words what it is about instead.", link=link)
        ) from reason
    try:
        text = raw.decode(charset, errors="replace")
    except LookupError:
        text = raw.decode(errors="replace")
    return _of_html(text, link)


def words_of(link: str) -> str:
    """The words that an address itself tells: of its path, without numbers and signs."""
    path = unquote(urlsplit(link).path)
    return " ".join(word for word in words.fold(path).replace("-", " ").replace("_", " ").split("/") if word)


def _of_html(text: str, otherwise: str) -> tuple[str, str]:
    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    for noise in tree.css("script, style, nav, footer, header"):
        noise.decompose()
    body = tree.css_first(_TAGS)
    told = " ".join((body.text(separator=" ") if body else "").split())
    return (" ".join(title.text().split()) if title else "") or otherwise, told

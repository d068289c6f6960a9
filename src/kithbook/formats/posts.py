"""Posts of a site made with Jekyll or Hugo: the Markdown files with their front matter, as a folder or a zip.

A whole site is known by its folders (_posts, content), and its settings then tell where the posts can be read. A folder
of posts without a site is known by what stands above them.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.feed_piece import Told, moment, one_line, piece, strings
from kithbook.formats.front_matter import Value, split
from kithbook.formats.posts_site import CONFIGS, DATED, Post, Site, address, site
from kithbook.formats.posts_text import beginning
from kithbook.formats.source import Source
from kithbook.formats.text import decode_head
from kithbook.vocabulary import Piece, Problem, Record, Tally

NAME: Final = "posts"
TITLE: Final = "Posts (Jekyll, Hugo)"
PLATFORM: Final = "feed"
PAGES: Final = True  # the posts of one folder are one export
HOW_TO_EXPORT: Final = {
    "en": (
        "Give Kithbook the folder of the site, or a zip of it: with _posts and _config.yml (Jekyll), or with content "
        "and hugo.toml (Hugo). The folder of the posts alone works too, but then without links."
    ),
    "zh-hans": (
        "把网站的文件夹（或它的 zip）交给 Kithbook：Jekyll 的含有 _posts 和 _config.yml，Hugo 的含有 content 和 "
        "hugo.toml。只给文章的文件夹也可以，但就没有链接了。"
    ),
    "ar": (
        "أعطِ Kithbook مجلد الموقع أو ملف zip منه: فيه ‎_posts‎ و‎_config.yml‎ (Jekyll) أو content وhugo.toml (Hugo). "
        "ويكفي مجلد المقالات وحده، لكن دون روابط."
    ),
}
COVERAGE: Final = Coverage(
    versions="front matter in YAML, TOML and JSON, as Jekyll 1 to 4 and Hugo describe it",
    kept=(
        "of each post the title, date, tags and categories, author, the summary or the beginning as plain text (4,000 "
        "characters), and its link where the settings of the site tell it"
    ),
    left_out=(
        "drafts, what is not published, pages of sections, files without front matter (counted as blank); posts in "
        "other forms than Markdown; links of sites that change the rules for addresses"
    ),
)
ENDINGS: Final = (".md", ".markdown")
FOLDERS: Final = ("_posts", "_drafts", "content")
BYTES: Final = 1 << 17  # of a file that are looked at: front matter and the beginning
LOOKED_AT: Final = 100  # files of a site that are asked for front matter
STARTS: Final = (b"---", b"+++", b"{", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
EPOCH: Final = date(1970, 1, 1).toordinal()
DAY: Final = 86_400
NO_FRONT_MATTER: Final = "A post whose front matter cannot be read."


def recognise(source: Source) -> bool:
    """Whether a file has the front matter of a post, or one of the first files of a site has any."""
    names = [entry.name for entry in source.entries() if entry.name.lower().endswith(ENDINGS)]
    in_site = [name for name in names if any(part in FOLDERS for part in PurePosixPath(name).parts)]
    if len(source.entries()) == 1 or not in_site:
        return any(_is_post(source, name) for name in names[:LOOKED_AT])
    return any(_front_matter(source, name) for name in in_site[:LOOKED_AT])


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The posts of each site with its settings: those nearest above the folder that posts lie in."""
    settings: dict[str, list[str]] = {}
    posts: list[tuple[str, str]] = []
    for name in names:
        folder, _, file = name.rpartition("/")
        if file.lower() in CONFIGS:
            root = folder.removesuffix("config/_default").rstrip("/")
            settings.setdefault(root, []).append(name)
        elif file.lower().endswith(ENDINGS):
            parts = folder.split("/")
            place = next((place for place, part in enumerate(parts) if part in FOLDERS), -1)
            if place >= 0:
                posts.append((name, "/".join(parts[:place])))
    sites: dict[str, list[str]] = {}
    roots: dict[str, str] = {}
    for name, base in posts:
        if base not in roots:
            above = (base, *(parent.as_posix().removeprefix(".") for parent in PurePosixPath(base).parents))
            roots[base] = next((root for root in above if root in settings), base)
        sites.setdefault(roots[base], []).append(name)
    return [(*settings.get(root, ()), *some) for root, some in sites.items()]


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """One piece for each post; nothing is asked, since dates begin with the year."""
    names = [entry.name for entry in source.entries()]
    settings = sorted((name for name in names if _file(name) in CONFIGS), key=lambda name: CONFIGS.index(_file(name)))
    where = site(settings[0], _text(source, settings[0])) if settings else Site(is_jekyll=False)
    root = PurePosixPath(settings[0]).parent if settings else PurePosixPath()
    if root.name == "_default":
        root = root.parent.parent
    total = blank = not_read = 0
    for name in names:
        if name in settings:
            continue
        total += 1
        found = split(_text(source, name))
        if found is not None and found[0] is None:
            not_read += 1
            yield Problem(name, total, NO_FRONT_MATTER)
            continue
        made = _piece(name, found[0], found[1], where, root, total) if found and found[0] is not None else None
        if made is None:
            blank += 1
        else:
            yield made
    yield Tally("record", total, total - blank - not_read, blank, not_read)


def _file(name: str) -> str:
    return name.rpartition("/")[2].lower()


def _text(source: Source, name: str) -> str:
    with source.open(name) as handle:
        data = handle.read(BYTES)
    return data.decode(decode_head(data).codec, "replace").removeprefix("\ufeff")


def _front_matter(source: Source, name: str) -> dict[str, Value] | None:
    """The front matter of a file, empty where it is broken; None where there is none."""
    head = source.head(name)
    if not head.startswith(STARTS):
        return None
    found = split(head.decode(decode_head(head).codec, "replace"))
    return None if found is None else found[0] or {}


def _is_post(source: Source, name: str) -> bool:
    """Whether a file by itself is a post: notes may have a title above them too, but say less of themselves."""
    told = _front_matter(source, name)
    if not told:
        return False
    file = PurePosixPath(name).name
    in_site = any(part in FOLDERS for part in (*source.path.parent.parts, *PurePosixPath(name).parts))
    is_dated = bool(DATED.match(file)) or "date" in told or "draft" in told or in_site
    return "post" in _word(told, "layout") or ("title" in told and is_dated) or bool(DATED.match(file))


def _piece(name: str, told: dict[str, Value], body: str, where: Site, root: PurePosixPath, line: int) -> Piece | None:
    """The piece that a post becomes, None where it is not published or no post."""
    path = PurePosixPath(name)
    if path.stem == "_index" or "_drafts" in path.parts or _word(told, "published") == "false":
        return None
    if "true" in (_word(told, "draft"), _word(told, "headless")):
        return None
    inside, above = _below(path, root)
    dated = DATED.match(path.name)
    stem = dated[2] if dated else path.parent.name if path.stem == "index" else path.stem
    when = (_word(told, "date", "publishdate", "pubdate"), dated[1] if dated else "")
    categories = _list(told, "categories", "category")
    slug = _word(told, "slug") or (stem if dated else "")
    days = [at // DAY for at, _ in filter(None, (moment(day[:10]) for day in when))]
    day = date.fromordinal(days[0] + EPOCH).isoformat() if days else ""
    page = address(where, Post(inside, slug, _word(told, "url", "permalink"), day, (*above, *categories)))
    return piece(
        Told(
            title=_word(told, "title") or " ".join(stem.replace("-", " ").replace("_", " ").split()).capitalize(),
            link=page,
            moments=when,
            text=_word(told, "description", "summary", "excerpt") or beginning(body),
            author=_name(told.get("author") or told.get("authors") or "") or where.author,
            tags=(*_list(told, "tags", "tag"), *categories),
            id=page or inside.as_posix(),
        ),
        line,
    )


def _below(path: PurePosixPath, root: PurePosixPath) -> tuple[PurePosixPath, tuple[str, ...]]:
    """The path below the folder of the posts, and the folders of a site that this one lies in, which Jekyll counts."""
    parts = path.parts
    place = next((place for place, part in enumerate(parts) if part in FOLDERS), -1)
    above = parts[len(root.parts) : place] if place >= 0 and parts[place] == "_posts" else ()
    return PurePosixPath(*parts[place + 1 :]), above


def _word(told: dict[str, Value], *names: str) -> str:
    """The first of these values that is a text."""
    return next((value for name in names if isinstance(value := told.get(name), str) and value), "")


def _name(value: Value) -> str:
    if isinstance(value, dict):
        return value.get("name", "")
    return value if isinstance(value, str) else ", ".join(value)


def _list(told: dict[str, Value], *names: str) -> tuple[str, ...]:
    """A list, or a text with commas or, as Jekyll has it, with spaces; one thing by itself has a name without an s."""
    for name in names:
        value = told.get(name)
        if isinstance(value, list):
            return strings(value)
        if isinstance(value, str) and value:
            if "," in value:
                return tuple(map(one_line, value.split(",")))
            return tuple(value.split()) if name.endswith("s") else (value,)
    return ()

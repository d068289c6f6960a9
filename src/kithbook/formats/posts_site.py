"""Where a site lives and how it makes addresses: the little of _config.yml or hugo.toml that tells it.

Addresses follow Jekyll's and Hugo's own rules (jekyllrb.com/docs/permalinks, gohugo.io/content-management/urls). Where
a site changes them in a way that is not followed here there is no link at all: a wrong one is worse.
"""

import re
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from kithbook.formats.feed_piece import link
from kithbook.formats.front_matter import Value, as_json, toml, yaml

CONFIGS: Final = (
    *("_config.yml", "_config.yaml", "_config.toml"),
    *("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json"),
)
STYLES: Final = {
    "": "/:categories/:year/:month/:day/:title.html",
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
}
DATED: Final = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)\.\w+\Z")  # how Jekyll calls the file of a post
VARIABLE: Final = re.compile(r":([a-z_]+)")
LANGUAGE: Final = re.compile(r"\.[a-z]{2,3}(?:-[a-z]{2,4})?\Z", re.IGNORECASE)
SLUG: Final = re.compile(r"[^\w]+")
# what makes Hugo's addresses other than the path of the file
OTHERWISE: Final = ("permalinks", "languages", "uglyurls", "disablepathtolower")


class Post(NamedTuple):
    """What an address is made of; ``path`` is that below the folder of the posts, ``day`` YYYY-MM-DD or ""."""

    path: PurePosixPath
    slug: str = ""
    told: str = ""  # url or permalink in the front matter
    day: str = ""
    categories: tuple[str, ...] = ()


class Site(NamedTuple):
    """The address of a site ("" where it is not known) and its rules."""

    is_jekyll: bool
    base: str = ""
    permalink: str = ""
    is_plain: bool = True
    author: str = ""


def site(name: str, text: str) -> Site:
    """What a file of settings says of its site."""
    read = toml if name.endswith(".toml") else as_json if name.endswith(".json") else yaml
    told = read(text) or {}
    author = told.get("author", "")
    author = author.get("name", "") if isinstance(author, dict) else author if isinstance(author, str) else ""
    if PurePosixPath(name).name.startswith("_config"):
        base = _word(told, "url").rstrip("/") + "/" + _word(told, "baseurl").strip("/")
        # defaults and collections may give posts other addresses
        is_plain = "defaults" not in told and "collections" not in told
        return Site(True, link(base).rstrip("/"), _word(told, "permalink"), is_plain, author)
    is_plain = not any(key in told for key in OTHERWISE)
    return Site(False, link(_word(told, "baseurl")).rstrip("/"), "", is_plain, author)


def address(where: Site, post: Post) -> str:
    """The page of a post, "" where it cannot be told."""
    if post.told:
        return link(post.told) or (_joined(where, post.told) if where.base and ":" not in post.told else "")
    if not where.base or not where.is_plain:
        return ""
    return _of_jekyll(where, post) if where.is_jekyll else _of_hugo(where, post)


def _of_jekyll(where: Site, post: Post) -> str:
    pattern = STYLES.get(where.permalink, where.permalink)
    if not post.day or not pattern.startswith("/"):
        return ""
    year, month, day = post.day.split("-")
    known = {
        "categories": "/".join(SLUG.sub("-", each.lower()).strip("-") for each in post.categories),
        **{"year": year, "month": month, "day": day, "short_year": year[2:]},
        **{"i_month": month.lstrip("0"), "i_day": day.lstrip("0")},
        **{"title": post.slug, "slug": post.slug.lower(), "output_ext": ".html"},
    }
    if any(name not in known for name in VARIABLE.findall(pattern)):
        return ""
    return _joined(where, VARIABLE.sub(lambda found: known[found[1]], pattern))


def _of_hugo(where: Site, post: Post) -> str:
    parts = [*post.path.parent.parts]
    stem = post.path.stem
    if LANGUAGE.search(stem):
        return ""
    if stem == "index":  # a folder that is one post
        stem = parts.pop() if parts else ""
    parts.append(post.slug or stem)
    return _joined(where, "/".join("-".join(part.lower().split()) for part in parts if part) + "/")


def _joined(where: Site, path: str) -> str:
    return link(where.base + re.sub(r"/{2,}", "/", "/" + path))


def _word(told: dict[str, Value], name: str) -> str:
    value = told.get(name, "")
    return value if isinstance(value, str) else ""

"""Translations of one post are one piece: told by what a site calls them, and by addresses that differ in language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from kithbook.words.scripts import language

# Languages that blogs are written in; of ISO 639-1 those that are hardly ever a folder of another meaning.
_CODES: Final = re.compile(
    "ar|b[gn]|c[as]|d[ae]|e[lnstu]|f[air]|gl|h[eiruy]|i[dt]|ja|k[ao]|l[tv]|m[ks]|n[bln]|p[lt]|r[ou]|s[klqrvw]"
    "|t[aehr]|u[krz]|vi|zh"
)
_CODE: Final = re.compile(r"([a-z]{2})(?:[-_](?:[a-z]{2}|han[st]|[a-z]{4}|\d{3}))?", re.IGNORECASE)
_ENDING: Final = re.compile(r"\.([a-z]{2}(?:[-_][a-z]{2,4})?)(\.[a-z]{2,5})?$", re.IGNORECASE)
_ASKED: Final = frozenset({"lang", "language", "hl", "locale", "l"})
_TRACKED: Final = re.compile(r"utm_|fbclid$|gclid$|ref$")


class Written(Protocol):
    """What is asked of a piece here; ``language`` is "" where it is not told, ``alternates`` are its hreflang links.

    ``translation_key`` is what a site calls all translations of it (Hugo's translationKey, Jekyll's ref), or "".
    """

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def text(self) -> str:
        """Its beginning or summary."""

    @property
    def link(self) -> str:
        """Its address."""

    @property
    def language(self) -> str:
        """Its language as told."""

    @property
    def slug(self) -> str:
        """Its name within its site, or ""."""

    @property
    def translation_key(self) -> str:
        """The common name of its translations, or ""."""

    @property
    def alternates(self) -> Sequence[str]:
        """Links to its translations."""


P = TypeVar("P", bound=Written)


@dataclass(frozen=True, slots=True)
class _Where:
    """An address without its language: ``bare``; ``told`` is the language it held, ``whole`` the address with it."""

    bare: str
    told: str
    whole: str
    host: str


def language_of(piece: Written) -> str:
    """The language of a piece: as told, else by its address, else by its writing; "zh-hans", "ar", "en", "de", ...

    All Chinese is "zh-hans" unless it is told to be traditional.
    """
    return _common(piece.language or _where(piece.link).told) or language([piece.title, piece.text])


def same_piece(one: Written, two: Written) -> bool:
    """Whether two are one piece: the same address, or translations of each other."""
    a, b = _where(one.link), _where(two.link)
    if a.whole and a.whole == b.whole:
        return True
    if language_of(one) == language_of(two):
        return False
    linked = a.whole in map(_whole, two.alternates) or b.whole in map(_whole, one.alternates)
    if (a.whole and linked) or (a.bare and a.bare == b.bare):
        return True
    if a.host != b.host:
        return False
    if one.translation_key or two.translation_key:
        return one.translation_key == two.translation_key
    return bool(one.slug) and one.slug == two.slug


def one_piece(pieces: Iterable[P]) -> tuple[tuple[P, ...], ...]:
    """The pieces in groups of one piece each, in the order in which they came.

    Who is the same as one of a group is of it, unless it would be its second in one language from another address.
    """
    groups: list[list[P]] = []
    by_name: dict[str, list[int]] = {}
    for piece in pieces:
        names = _names(piece)
        near = sorted({place for name in names for place in by_name.get(name, ())})
        place = next((place for place in near if _fits(piece, groups[place])), -1)
        if place < 0:
            place = len(groups)
            groups.append([])
        groups[place].append(piece)
        for name in names:
            known = by_name.setdefault(name, [])
            if place not in known:
                known.append(place)
    return tuple(map(tuple, groups))


def in_language(variants: Sequence[P], wanted: str) -> P:
    """The variant in a friend's language; where there is none, the first.

    Raises ValueError when there are no variants.
    """
    if not variants:
        raise ValueError("no variants")
    tongue = _common(wanted)
    exact = (each for each in variants if language_of(each) == tongue)
    near = (each for each in variants if language_of(each)[:2] == tongue[:2])
    return next(exact, None) or next(near, variants[0])


def _names(piece: Written) -> list[str]:
    """All that a translation of the piece could share with it."""
    where = _where(piece.link)
    names = [where.bare, where.whole, *map(_whole, piece.alternates)]
    names += [f"{where.host} {name}" for name in (piece.slug, piece.translation_key) if name]
    return [name for name in dict.fromkeys(names) if name]


def _fits(piece: Written, group: Sequence[Written]) -> bool:
    if not any(same_piece(piece, other) for other in group):
        return False
    mine, whole = language_of(piece), _whole(piece.link)
    return all(language_of(other) != mine or (whole and _whole(other.link) == whole) for other in group)


def _common(told: str) -> str:
    """One spelling of a language tag (BCP 47) for the languages there are."""
    tag = told.lower().replace("_", "-")
    if tag.split("-")[0] == "zh":
        return "zh-hant" if tag in {"zh-hant", "zh-tw", "zh-hk", "zh-mo"} else "zh-hans"
    return tag.split("-")[0]


def _code(part: str) -> bool:
    found = _CODE.fullmatch(part)
    return bool(found) and bool(_CODES.fullmatch(part[:2].lower()))


def _whole(link: str) -> str:
    return _where(link).whole


def _where(link: str) -> _Where:
    try:
        split = urlsplit(link.strip())
        asked = parse_qsl(split.query)
    except ValueError:
        return _Where(link, "", link, "")
    host = split.netloc.lower().removeprefix("www.")
    parts = [part for part in split.path.split("/") if part]
    if parts and re.fullmatch(r"index\.\w+", parts[-1]):
        parts.pop()
    kept = sorted((name, value) for name, value in asked if not _TRACKED.match(name))
    whole = _joined(host, parts, kept)
    told = ""
    if spoken := [value for name, value in kept if name in _ASKED and _code(value)]:
        told, kept = spoken[0], [(name, value) for name, value in kept if name not in _ASKED]
    elif place := next((place + 1 for place, part in enumerate(parts[:2]) if _code(part)), 0):
        told = parts.pop(place - 1)
    elif parts and (ending := _ENDING.search(parts[-1])) and _code(ending[1]):
        told = ending[1]
        parts[-1] = parts[-1][: ending.start()] + (ending[2] or "")
        if re.fullmatch(r"index(\.\w+)?", parts[-1]):
            parts.pop()
    elif _code(host.split(".")[0]) and host.count(".") > 1:
        told, host = host.split(".", 1)
    return _Where(_joined(host, parts, kept), told, whole, host)


def _joined(host: str, parts: Sequence[str], kept: Sequence[tuple[str, str]]) -> str:
    """An address in one spelling, "" for none."""
    path = "/".join([host, *parts]) if host or parts else ""
    return f"{path}?{urlencode(kept)}" if kept and path else path

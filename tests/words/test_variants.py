"""Translations of one post are one piece, and a friend gets the one they read."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import in_language, language_of, one_piece, same_piece

SITE = "https://halfmoon.example"


@dataclass(frozen=True)
class Post:
    """A piece with an address."""

    link: str
    title: str = ""
    language: str = ""
    text: str = ""
    slug: str = ""
    translation_key: str = ""
    alternates: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("/en/kiln", "/zh/kiln"),
        ("/kiln", "/ar/kiln/"),
        ("/blog/en/kiln", "/blog/zh-hans/kiln"),
        ("/kiln.html", "/kiln.ar.html"),
        ("/kiln/index.html", "/kiln/index.zh-CN.html"),
        ("/kiln?lang=en", "/kiln?lang=ar"),
        ("/kiln", "/kiln?hl=zh-CN&utm_source=feed"),
    ],
)
def test_addresses_that_differ_in_language(one: str, two: str) -> None:
    """A folder, an ending, a question."""
    assert same_piece(Post(SITE + one, "The kiln"), Post(SITE + two, "窑" if "zh" in two else "الفرن"))


def test_other_posts_are_other_pieces() -> None:
    """Another path, another site, another question, and a folder that only looks like a language."""
    assert not same_piece(Post(f"{SITE}/en/kiln"), Post(f"{SITE}/zh/bowl", "碗"))
    assert not same_piece(Post(f"{SITE}/en/kiln"), Post("https://other.example/zh/kiln", "窑"))
    assert not same_piece(Post(f"{SITE}/?p=1", "One"), Post(f"{SITE}/?p=2", "二"))
    assert not same_piece(Post(f"{SITE}/setup", "Set up", "en"), Post(f"{SITE}/it/setup", "Set up", "en"))
    assert not same_piece(Post("", "One"), Post("", "二"))


def test_what_a_site_says_itself() -> None:
    """A common key, a common slug, a link to the other; not a slug of the same language, nor of another site."""
    assert same_piece(Post(f"{SITE}/kiln", translation_key="k1"), Post(f"{SITE}/%E7%AA%91", "窑", translation_key="k1"))
    assert same_piece(Post(f"{SITE}/a/1", "Kiln", slug="kiln"), Post(f"{SITE}/b/2", "窑", slug="kiln"))
    assert same_piece(Post(f"{SITE}/1", "Kiln", alternates=("https://x.example/2/",)), Post("http://x.example/2", "窑"))
    assert not same_piece(Post(f"{SITE}/a/1", "Kiln", slug="kiln"), Post(f"{SITE}/b/2", "Kilns", slug="kiln"))
    assert not same_piece(Post(f"{SITE}/a", "Kiln", slug="kiln"), Post("https://x.example/b", "窑", slug="kiln"))


def test_groups_and_the_variant_for_a_friend() -> None:
    """Three tongues of one post and another post; each friend gets theirs, and a stranger's tongue the first."""
    english, chinese, arabic = (
        Post(f"{SITE}/kiln", "The kiln"),
        Post(f"{SITE}/zh/kiln", "窑"),
        Post(f"{SITE}/kiln?lang=ar", "الفرن"),
    )
    bowl = Post(f"{SITE}/bowl", "The bowl")
    groups = one_piece([english, bowl, chinese, arabic])
    assert groups == ((english, chinese, arabic), (bowl,))
    assert in_language(groups[0], "zh-hans") is chinese
    assert in_language(groups[0], "zh-TW") is chinese
    assert in_language(groups[0], "ar") is arabic
    assert in_language(groups[0], "fr") is english
    with pytest.raises(ValueError, match="variants"):
        in_language([], "en")


def test_the_language_is_told_or_read() -> None:
    """As told, else by the address, else by the writing."""
    assert language_of(Post(f"{SITE}/x", "The kiln", "de-AT")) == "de"
    assert language_of(Post(f"{SITE}/fr/x", "The kiln")) == "fr"
    assert language_of(Post(f"{SITE}/x", "窑变的碗")) == "zh-hans"
    assert language_of(Post(f"{SITE}/x", "窯變", "zh_TW")) == "zh-hant"


@given(st.lists(st.tuples(st.sampled_from(["", "/zh", "/ar", "/en"]), st.sampled_from("abc"), st.text(max_size=9))))
def test_each_piece_is_in_one_group(posts: list[tuple[str, str, str]]) -> None:
    """Nothing is lost or doubled, and no group has one language from two addresses."""
    pieces = [Post(f"{SITE}{tongue}/{name}", title) for tongue, name, title in posts]
    groups = one_piece(pieces)
    assert sorted(id(piece) for group in groups for piece in group) == sorted(map(id, pieces))
    for group in groups:
        seen = {(language_of(piece), piece.link) for piece in group}
        assert len({tongue for tongue, _ in seen}) == len(seen)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_address_is_answered(one: str, two: str) -> None:
    """Nothing raises, and the answer is the same from both sides."""
    a, b = Post(one, "Kiln"), Post(two, "窑")
    assert same_piece(a, b) == same_piece(b, a)

"""Posts of Jekyll and Hugo: what stands above them comes back from each form, and what is no post is left alone."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import find, posts
from kithbook.formats.front_matter import split, yaml
from kithbook.formats.posts_text import beginning
from kithbook.formats.source import Source
from kithbook.vocabulary import Piece, Problem, Record, Tally

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Z"]), min_size=1, max_size=9)
TITLES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


def build(folder: Path, files: dict[str, str]) -> Path:
    """A folder of these files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8", newline="")
    return folder


def read(path: Path) -> list[Record]:
    """The records of the one export at this path."""
    found = [each for each in find(path) if each.format]
    assert [each.format for each in found] == [posts]
    return list(posts.read(found[0].source))


def only(records: list[Record]) -> list[Piece]:
    """The pieces among records."""
    return [record for record in records if isinstance(record, Piece)]


def in_yaml(told: dict[str, Any]) -> str:
    """A front matter in YAML, its texts quoted as JSON has them, its lists by dashes."""
    lines = ["---"]
    for name, value in told.items():
        if isinstance(value, list):
            lines += [f"{name}:", *(f"  - {json.dumps(each, ensure_ascii=False)}" for each in value)]
        else:
            lines.append(f"{name}: {json.dumps(value, ensure_ascii=False)}")
    return "\n".join([*lines, "---", ""])


def in_toml(told: dict[str, Any]) -> str:
    """A front matter in TOML."""
    return "\n".join(
        ["+++", *(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in told.items()), "+++", ""]
    )


def in_json(told: dict[str, Any]) -> str:
    """A front matter in JSON."""
    return json.dumps(told, indent=1) + "\n"


@pytest.mark.parametrize("write", [in_yaml, in_toml, in_json])
@given(title=TITLES, tags=st.lists(WORDS, max_size=3, unique=True), author=TITLES, at=st.integers(0, 4_000_000_000))
def test_front_matter_reads_back(
    tmp_path_factory: pytest.TempPathFactory, write: Any, title: str, tags: list[str], author: str, at: int
) -> None:
    """Title, tags, author and moment come back from each form of front matter."""
    told = {"title": title, "date": datetime.fromtimestamp(at, UTC).isoformat(), "tags": tags, "author": author}
    path = build(tmp_path_factory.mktemp("posts"), {"post.md": write(told) + "The text.\n"}) / "post.md"
    [one] = only(read(path))
    assert (one.title, one.tags, one.author, one.at, one.zone, one.text) == (
        *(title, tuple(tags), author, at, "UTC", "The text."),
    )


@given(st.text("abc:-#[]{}'\"\\|>&*! \n\t,~", max_size=80) | st.text(max_size=80))
def test_any_yaml_is_read_as_far_as_it_goes(text: str) -> None:
    """Odd values are left out; nothing is raised, and all that is told is text."""
    for value in yaml(f"title: {text}\nmore:\n{text}").values():
        assert isinstance(value, str | list | dict)


@given(st.sampled_from(["---", "+++", "{"]), st.binary(max_size=120))
def test_arbitrary_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, fence: str, data: bytes) -> None:
    """Whatever stands in one post, the others are read and the tally adds up."""
    folder = build(tmp_path_factory.mktemp("posts"), {"_posts/2024-01-01-good.md": "---\ntitle: Good\n---\nText\n"})
    end = b"\n" + fence.encode() + b"\n"
    (folder / "_posts/2024-01-02-odd.md").write_bytes(fence.encode() + b"\n" + data + end + data)
    records = read(folder)
    assert only(records)[0].title == "Good"
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == 2 == tally.read + tally.blank + tally.not_read
    assert tally.not_read == sum(isinstance(each, Problem) for each in records)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("k: plain # comment", "plain"),
        ("k: a # b", "a"),
        ("k: C#", "C#"),
        ("k: 12:30", "12:30"),
        ("k: 'it''s'", "it's"),
        ('k: "caf\\u00e9 \\"x\\""', 'café "x"'),
        ("k: one\n  two", "one two"),
        ("k: |\n  one\n   two\n", "one\n two"),
        ("k: >-\n  one\n  two\n", "one two"),
        ("k: [a, 'b, c', \"d\"]", ["a", "b, c", "d"]),
        ("k: [\n  a,\n  b\n]", ["a", "b"]),
        ("k:\n- a\n-  'b: c'  # no\n", ["a", "b: c"]),
        ("k:\n  - name: Lio\n    mail: x\n  - name: Ines\n", ["Lio", "Ines"]),
        ("k:\n  name: Lio\n  deep:\n    name: x\n", {"name": "Lio", "deep": ""}),
        ("k: ~", ""),
    ],
)
def test_forms_of_yaml(written: str, value: Any) -> None:
    """The forms in which people write front matter."""
    assert yaml(f"before: x\n{written}\nafter: y")["k"] == value


def test_what_looks_like_front_matter_and_is_none() -> None:
    """A rule at the top of a text, a word behind the fence, nothing at all."""
    assert split("---\n\nA text below a rule.\n") is None
    assert split("--- title\nx: y\n---\n") is None
    assert split("") is None
    assert split("{% include x %}\n") is None


def test_texts_without_front_matter_are_no_posts(tmp_path: Path) -> None:
    """A README, notes with a title of their own, and a chat in Markdown are left alone."""
    build(
        tmp_path,
        {
            "README.md": "# A project\n\nHow to build it.\n",
            "note.md": "---\ntags: [home]\naliases: [x]\n---\nA note of Obsidian's.\n",
            "titled.md": "---\ntitle: A note\n---\nText.\n",
            "content/page.md": "# No front matter here either\n",
        },
    )
    assert not [each for each in find(tmp_path) if each.format]


def test_drafts_are_not_shared(tmp_path: Path) -> None:
    """Drafts in each of their forms are counted and left out."""
    build(
        tmp_path,
        {
            "_posts/2024-01-01-a.md": "---\ntitle: A\n---\n",
            "_posts/2024-01-02-b.md": "---\ntitle: B\npublished: false\n---\n",
            "_drafts/c.md": "---\ntitle: C\n---\n",
            "_posts/2024-01-03-d.md": "---\ntitle: D\ndraft: true\n---\n",
        },
    )
    records = read(tmp_path)
    assert [each.title for each in only(records)] == ["A"]
    assert records[-1] == Tally("record", 4, 1, 3, 0)


@pytest.mark.parametrize(
    ("settings", "told", "link"),
    [
        ("url: https://a.example", "", "https://a.example/2024/03/02/Kiln.html"),
        ("url: https://a.example\nbaseurl: /b\npermalink: pretty", "", "https://a.example/b/2024/03/02/Kiln/"),
        ("url: https://a.example\npermalink: /:title/", "slug: other", "https://a.example/other/"),
        ("url: https://a.example\npermalink: /:year/:y_day/:title/", "", ""),
        ("url: https://a.example\npermalink: ordinal", "", ""),
        ("url: https://a.example\ndefaults:\n  - scope: x", "", ""),
        ("url: https://a.example", "categories: [Cone Six]", "https://a.example/cone-six/2024/03/02/Kiln.html"),
        ("url: https://a.example", "date: 2023-12-31 10:00:00", "https://a.example/2023/12/31/Kiln.html"),
        ("url: https://a.example", "permalink: /k", "https://a.example/k"),
        ("title: x", "", ""),
        ("url: javascript:x", "", ""),
    ],
)
def test_links_of_jekyll(tmp_path: Path, settings: str, told: str, link: str) -> None:
    """Links follow the rules of the site; where those are others there is none."""
    build(tmp_path, {"_config.yml": settings, "_posts/2024-03-02-Kiln.md": f"---\ntitle: K\n{told}\n---\n"})
    [one] = only(read(tmp_path))
    assert (one.link, one.id) == (link, link or "2024-03-02-Kiln.md")


@pytest.mark.parametrize(
    ("settings", "link"),
    [
        ("baseURL = 'https://a.example/b'", "https://a.example/b/posts/the-kiln/"),
        ("baseURL = 'https://a.example'\n[permalinks]\nposts = '/:year/:slug/'", ""),
        ("baseURL = 'https://a.example'\n[languages.de]\nweight = 1", ""),
        ("baseURL = '/'", ""),
        ("baseURL = 'https://a.example", ""),
    ],
)
def test_links_of_hugo(tmp_path: Path, settings: str, link: str) -> None:
    """The same of Hugo, whose settings may lie in a folder of their own."""
    build(tmp_path, {"config/_default/hugo.toml": settings, "content/posts/The Kiln.md": "---\ntitle: K\n---\n"})
    [one] = only(read(tmp_path))
    assert one.link == link


def test_two_sites_in_one_folder_are_two_exports(tmp_path: Path) -> None:
    """Posts belong to the settings nearest above them."""
    site = {"_config.yml": "url: https://{0}.example", "_posts/2024-01-01-{0}.md": "---\ntitle: {0}\n---\n"}
    for name in ("a", "b"):
        build(tmp_path / name, {file.format(name): content.format(name) for file, content in site.items()})
    found = [each for each in find(tmp_path) if each.format is posts]
    links = [only(list(posts.read(each.source)))[0].link for each in found]
    assert links == ["https://a.example/2024/01/01/a.html", "https://b.example/2024/01/01/b.html"]


def test_one_post_of_a_folder_that_is_named_for_posts(tmp_path: Path) -> None:
    """A file by itself is a post by where it lies, too."""
    path = build(tmp_path, {"content/lamps.md": "---\ntitle: Lamps\n---\nThree.\n"}) / "content/lamps.md"
    assert [each.text for each in only(list(posts.read(Source(path))))] == ["Three."]
    assert posts.recognise(Source(path))


def test_hostile_markdown_is_read_in_time() -> None:
    """No pattern takes long for what nobody would write."""
    for text in ("`" * 60_000, "# " + "# " * 30_000 + "x", "[" * 60_000, "*a " * 20_000, "<" * 60_000, "{{" * 30_000):
        assert isinstance(beginning(text), str)


def test_a_text_is_kept_that_looks_like_markup() -> None:
    """Names with underlines, sums with stars and escaped marks stay as they are."""
    assert beginning("snake_case_name and 2*3*4 and \\*not\\* a_b") == "snake_case_name and 2*3*4 and *not* a_b"

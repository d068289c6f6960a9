"""The book of memories as a page and as a file of its own: safe, whole, in three languages, with nothing fetched."""

import re

import pytest
from django.test import Client

from kithbook.vocabulary import say
from kithbook.vocabulary.answers import MemoriesAnswer, MemoryDay, MemoryPerson, MemoryQuote, MemoryYear, Named

HOSTILE = "<b>Bram</b> \u202eTeakettle"
TEXT = '</style><script>alert(1)</script><img src="https://glaze.example/x.png"> see https://glaze.example/ash'
QUOTE = MemoryQuote(TEXT, "2024-06-01", Named(2, HOSTILE), 3)
ANSWER = MemoriesAnswer(
    id=7,
    title=HOSTILE,
    platform="whatsapp",
    first="2023-11-01",
    last="2024-12-24",
    messages=1250,
    members=3,
    years=(
        MemoryYear(2023, 250, 3, "2023-11"),
        MemoryYear(
            2024,
            1000,
            2,
            "2024-06",
            (QUOTE, MemoryQuote("早上好", "2024-06-02", None, 2)),
            (MemoryDay("2024-06-01", 3, 40, 12, QUOTE, (MemoryQuote("الفرن دافئ", "2024-06-01", Named(3, "نادية")),)),),
        ),
    ),
    people=(
        MemoryPerson(Named(2, HOSTILE), "2023-11-01", "2024-12-24"),
        MemoryPerson(Named(1, "云三朵"), "2023-11-02", "2023-11-02"),
    ),
    begin=MemoryQuote("hello all", "2023-11-01", Named(1, "云三朵")),
    more=1,
    says=(say("One more."),),
)
EMPTY = MemoriesAnswer(7, "", "mail", "", "", 0, 0, (), ())
HIDDEN = MemoriesAnswer(
    7, "Kiln", "mail", "2024-01-01", "2024-01-02", 9, 3, ANSWER.years[:1], (), more=3, hidden=True,
    says=(say("Names are left out."),),
)  # fmt: skip


@pytest.fixture
def remembering(client: Client, fake_book: pytest.MonkeyPatch) -> Client:
    """A browser on a book that remembers the group above."""
    fake_book.setattr("kithbook.book.memories", lambda name, *, now, hide_names=False: HIDDEN if hide_names else ANSWER)
    return client


@pytest.mark.parametrize("answer", [ANSWER, EMPTY, HIDDEN], ids=["whole", "empty", "hidden"])
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("zh-hans", "ltr"), ("ar", "rtl")])
def test_the_file_is_whole_and_asks_nobody(
    client: Client, answer: MemoriesAnswer, language: str, direction: str
) -> None:
    """One stylesheet inside, no script, nothing that a browser would fetch or follow to somewhere else."""
    from kithbook.web.paper import memories_page

    text = memories_page(answer, language)
    assert text.lstrip().startswith("<!doctype html>")
    assert f'<html lang="{language}" dir="{direction}"' in text
    assert text.count("<style>") == text.count("</style>") == 1
    assert "@page" in text
    assert not re.search(r"<(?:script|link|img|iframe|object|form|base)\b", text)
    tags = " ".join(re.findall(r"<[a-zA-Z][^<>]*>", text))
    assert not re.search(r"\s(?:src|srcset|action|style|on\w+)=", tags)
    styles = text.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"url\(|@import|image-set|https?:", styles)
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', text))
    assert "{{" not in text
    assert "{%" not in text


def test_every_place_that_is_pointed_at_is_there(client: Client) -> None:
    """The running order leads to its sections."""
    from kithbook.web.paper import memories_page

    text = memories_page(ANSWER, "en")
    targets = re.findall(r'href="#([^"]*)"', text)
    assert targets == ["y2023", "y2024", "there"]
    assert all(f'id="{target}"' in text for target in targets)


def test_what_came_from_outside_is_escaped_and_keeps_its_direction(client: Client) -> None:
    """Names in a bdi, texts in a block of their own direction, no markup of theirs is alive."""
    from kithbook.web.paper import memories_page

    text = memories_page(ANSWER, "ar")
    assert "<b>Bram" not in text
    assert text.count("<bdi>&lt;b&gt;Bram&lt;/b&gt; \u202eTeakettle</bdi>") == 4  # the title, two quotes, the list
    assert '<blockquote dir="auto">&lt;/style&gt;&lt;script&gt;' in text
    assert '<blockquote dir="auto">الفرن دافئ</blockquote>' in text


def test_the_page_of_an_empty_group_says_so(client: Client) -> None:
    """No years, no list, a sentence."""
    from kithbook.web.paper import memories_page

    text = memories_page(EMPTY, "en")
    assert "Nothing was written here that could be told." in text
    assert "A group without a name" in text
    assert "Who was there" not in text


def test_the_page_takes_its_stylesheets_by_link(remembering: Client) -> None:
    """So that the strict policy holds; there one can save, and leave out the names."""
    answer = remembering.get("/groups/7/memories")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Content-Disposition" not in answer.headers
    assert not re.search(r"<style|\sstyle=|<script", text)
    assert "kithbook/paper.css" in text
    assert 'href="?save"' in text
    assert "&lt;b&gt;Bram" in text


def test_the_file_is_sent_to_be_saved(remembering: Client) -> None:
    """Under the group's title, as far as a file may be called so."""
    answer = remembering.get("/groups/7/memories?save")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="b-Bram-b-Teakettle.html"'
    assert "<style>" in answer.content.decode()
    hidden = remembering.get("/groups/7/memories?save&hide")
    assert 'filename="Kiln.html"' in hidden.headers["Content-Disposition"]
    assert "Names are left out." in hidden.content.decode()


def test_hidden_names_are_nowhere_on_the_page(remembering: Client) -> None:
    """And the way back is there."""
    text = remembering.get("/groups/7/memories?hide").content.decode()
    assert "Bram" not in text
    assert "blockquote" not in text
    assert 'href="?save&amp;hide"' in text

"""Sentences of the pure rooms in the page's language: plurals, days, numbers, and text from outside kept apart."""

import datetime

import pytest
from django.utils import timezone, translation

from kithbook.vocabulary import say, say_n
from kithbook.web import saying, words

DAY = datetime.date(2025, 11, 2)


def test_text_from_outside_is_isolated_and_escaped() -> None:
    """A name cannot add markup, and cannot turn the direction of the sentence around it."""
    sentence = saying.in_words(say("{name} & {other} since {day}", name="<i>נ", other="B", day=DAY))
    assert sentence == "<bdi>&lt;i&gt;נ</bdi> &amp; <bdi>B</bdi> since 2 November 2025"


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "2 November 2025"), ("zh-hans", "2025年11月2日"), ("ar", "2 نوفمبر 2025")],
)
def test_days_are_written_as_the_language_does(language: str, written: str) -> None:
    """Month names of the language, Western digits in all three."""
    with translation.override(language):
        assert saying.day(DAY) == written
        assert written in saying.in_words(say("{day}", day=DAY))


def test_numbers_have_separators_and_western_digits() -> None:
    """Plain numbers are grouped; a format of the template is kept."""
    for language in ("en", "zh-hans", "ar"):
        with translation.override(language):
            assert saying.in_words(say("{n} {share:.0%}", n=48210, share=0.714)) == '48,210 <bdi dir="ltr">71%</bdi>'


@pytest.mark.parametrize(
    ("count", "written"), [(1, "رسالة أخرى."), (2, "رسالتان أخريان."), (3, "3 رسائل أخرى."), (11, "11 رسالة أخرى.")]
)
def test_arabic_takes_the_form_of_the_number(count: int, written: str) -> None:
    """One, two, a few, many: the catalogue chooses."""
    with translation.override("ar"):
        assert saying.in_words(say_n("{count} more message.", "{count} more messages.", count)) == written


def test_a_sentence_within_a_sentence_is_translated_too() -> None:
    """A value may itself be a sentence."""
    with translation.override("zh-hans"):
        assert saying.in_plain_words(say("{inner}", inner=say("This is you."))) == "这是你。"


def test_moments_are_shown_in_the_owner_zone() -> None:
    """Half past eleven at night in UTC is the next day in Shanghai."""
    with timezone.override("Asia/Shanghai"):
        assert saying.day("2026-06-15T23:30:00Z") == "16 June 2026"
        assert saying.hour("2026-06-15T23:30:00Z") == "07:30"
    assert saying.day("nonsense") == ""
    assert saying.month("2026-06") == "June 2026"
    assert saying.span("2026-06-15", "2026-06-21") == "15–21 Jun"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, "not yet"),
        (1.0, "daily"),
        (3.0, "every 3 days"),
        (7.0, "weekly"),
        (14.0, "fortnightly"),
        (21.0, "every 3 weeks"),
        (30.0, "monthly"),
        (49.0, "every 7 weeks"),
        (182.0, "twice a year"),
        (365.0, "yearly"),
        (800.0, "every 2 years"),
    ],
)
def test_a_rhythm_is_said_in_everyday_words(days: float | None, said: str) -> None:
    """The words one would use, not a number of days."""
    assert words.rhythm_words(days) == said

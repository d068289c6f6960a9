"""What people care about, told from little: distinctive, recent, with the rows that say so."""

import pytest

from kithbook.words import Evidence, described, profiles
from kithbook.words.tastes import HALF_LIFE
from kithbook.words.terms import terms

NOW = 1_780_000_000
YEAR = 31_557_600
TALK = ["see you at dinner {n}", "the train is late {n}"]


def said(person: int, lines: list[str], at: int | None = NOW - 1000, source: str = "message") -> list[Evidence]:
    """Rows of one person, a minute apart, numbered from 100 times the person on."""
    return [
        Evidence(person, line.format(n=n), None if at is None else at + 60 * n, 1.0, source, 100 * person + n)  # type: ignore[arg-type]
        for n, line in enumerate(lines)
    ]


def test_readable_words_with_their_rows() -> None:
    """A phrase that stands together is one taste, as written, with times, dates and rows; small talk is none."""
    ash = ["the ash glazes ran", "ash glazes again", "more ash glazes on shelf", *TALK]
    rows = [*said(1, ash), *said(2, TALK), *said(3, TALK), *said(4, TALK)]
    (taste,) = described(profiles(rows, now=NOW)[1])
    assert (taste.what, taste.times, taste.first, taste.last) == ("ash glazes", 3, NOW - 1000, NOW - 880)
    assert taste.refs == (("message", 102), ("message", 101), ("message", 100))


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (["今天试了釉料", "釉料真不错"], "釉料"),
        (["物理学很难", "我爱物理学", "物理学的书"], "物理学"),
        (["القنديل جديد", "والقنديل هنا"], "القنديل"),
        (["кошки спят", "мои кошки едят"], "кошки"),
        (["コンピュータです", "コンピュータが"], "コンピュータ"),
    ],
)
def test_every_script(lines: list[str], what: str) -> None:
    """The taste of each is the word that they said twice."""
    rows = [*said(1, lines), *said(2, TALK), *said(3, TALK), *said(4, TALK)]
    assert [taste.what for taste in described(profiles(rows, now=NOW)[1])] == [what]


def test_age_fades() -> None:
    """Said two years ago weighs less than said now; what is undated weighs as what is one half-life old."""
    rows = [
        *said(1, ["herons herons", "herons too"]),
        *said(1, ["kilns", "more kilns"], NOW - 3 * YEAR),
        *said(1, ["bindings", "two bindings"], None),
        *said(1, ["lanterns", "two lanterns"], NOW - int(HALF_LIFE) - 60),
        *said(2, TALK),
    ]
    interests = profiles(rows, now=NOW)[1].interests
    assert interests["heron"].weight > interests["bind"].weight > interests["kiln"].weight
    assert interests["bind"].weight == pytest.approx(interests["lantern"].weight, rel=1e-3)
    assert interests["bind"].first is None


def test_saying_it_often_saturates_and_the_same_text_counts_once() -> None:
    """A hundred times is more than ten, and less than ten times as much; a copied text is one."""
    few, many = (
        profiles([*said(1, ["heron {n}"] * times), *said(2, TALK)], now=NOW)[1].interests["heron"].weight
        for times in (10, 100)
    )
    assert few < many < 3 * few
    copied = profiles([*said(1, ["the same heron"] * 20), *said(2, TALK)], now=NOW)[1]
    assert copied.interests["heron"].times == 1
    assert described(copied) == ()


def test_names_are_no_tastes() -> None:
    """What is told to be a name is left out, in whatever form."""
    rows = [*said(1, ["Tobias sings", "Tobias's songs", "ask Tobias"]), *said(2, TALK)]
    assert "Tobias" in {taste.what for taste in described(profiles(rows, now=NOW)[1])}
    assert "Tobias" not in {taste.what for taste in described(profiles(rows, now=NOW, stop=["Tobias Q."])[1])}


def test_nothing_gives_nothing() -> None:
    """No rows, and rows without a word."""
    assert profiles([], now=NOW) == {}
    assert described(profiles(said(1, ["?!", "", "the"]), now=NOW)[1]) == ()


def test_addresses_are_no_words() -> None:
    """A link and a mention say nothing of a taste."""
    assert {key for key, _ in terms("see https://kiln.example/ash and @heron")} == {""}

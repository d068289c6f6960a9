"""Who would value a piece: only people with evidence, nobody twice, the reasons as they are."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.words import Company, Evidence, best_piece, profiles, rank
from kithbook.words.affinity import affinity

NOW, DAY = 1_780_000_000, 86_400
INES, YUN, NADIA, TOBIAS, LIO = range(1, 6)
SAID = {
    INES: ["The ash glazes ran off the bowl", "More ash glazes for the kiln", "My kiln took nine of them"],
    YUN: ["今天试了釉料", "这釉料的颜色很漂亮", "窑变的碗"],
    NADIA: ["جلّدت كتابا بالجلد", "الجلد القديم للتجليد", "ورق للكتاب"],
    TOBIAS: ["The cormorants are back", "Two cormorants near the harbour", "Herons, and a kingfisher"],
    LIO: ["See you at dinner", "Dinner was late", "The train again"],
}


@dataclass(frozen=True)
class Post:
    """A piece."""

    key: str
    title: str
    text: str = ""
    tags: tuple[str, ...] = ()


def people(said: dict[int, list[str]] = SAID) -> list[Evidence]:
    """All that was said, a row a day."""
    return [
        Evidence(person, line, NOW - (10 + n) * DAY, 1.0, "message", person * 100 + n)
        for person, lines in said.items()
        for n, line in enumerate(lines)
    ]


KNOWN = profiles(people(), now=NOW)


@pytest.mark.parametrize(
    ("title", "person", "term"),
    [
        ("Why ash glazes run", INES, "ash glazes"),
        ("釉料配方笔记", YUN, "釉料"),
        ("تجليد الكتب بالجلد", NADIA, "بالجلد"),
        ("A cormorant in winter", TOBIAS, "cormorant"),
    ],
)
def test_the_one_who_speaks_of_it_is_named_with_what_they_said(title: str, person: int, term: str) -> None:
    """In each script: nobody but the one, the term as the piece writes it, the rows that hold it."""
    (match,) = rank(Post("p", title), KNOWN)
    assert match.person == person
    assert 0 < match.score < 1
    reason = next(each for each in match.because if each.term == term)
    rows = {row.ref: row.text for row in people()}
    assert len(reason.refs) == 2
    assert all(rows[ref] in SAID[person] for _, ref in reason.refs)


def test_nobody_rather_than_anybody() -> None:
    """A piece that nobody spoke of, or one word said once, names nobody; nor does an empty piece or book."""
    assert rank(Post("p", "Tax law of small islands"), KNOWN) == ()
    assert rank(Post("p", "Kingfisher"), KNOWN) == ()
    assert rank(Post("p", ""), KNOWN) == ()
    assert rank(Post("p", "Why ash glazes run"), {}) == ()
    assert best_piece(KNOWN[LIO], [Post("p", "Why ash glazes run"), Post("q", "釉料")]) == ()


def test_one_row_that_stands_is_enough() -> None:
    """What somebody says of themselves, or what is noted of them, speaks alone; a message does not."""
    for source, found in (("profile", [LIO]), ("note", [LIO]), ("message", [])):
        rows = [*people(), Evidence(LIO, "kingfisher", NOW - DAY, 1.0, source, "x")]
        assert [match.person for match in rank(Post("p", "Kingfisher"), profiles(rows, now=NOW))] == found


def test_what_everybody_says_is_no_reason() -> None:
    """When all speak of ash, a piece on ash is for nobody in particular."""
    said = {person: [*lines, "ash ash ash", "so much ash"] for person, lines in SAID.items()}
    assert rank(Post("p", "Ash"), profiles(people(said), now=NOW)) == ()


def test_never_offered_twice() -> None:
    """Who had it, or valued it already, is not named again."""
    post = Post("p", "Why ash glazes run")
    assert rank(post, KNOWN, offered={INES}) == ()
    assert rank(post, KNOWN, company=Company({"p": {INES}})) == ()
    assert best_piece(KNOWN[INES], [post], offered={"p"}) == ()
    assert best_piece(KNOWN[INES], [post], company=Company({"p": {INES}})) == ()


def test_what_fits_one_best_comes_first() -> None:
    """Of three pieces the one on what she speaks of."""
    posts = [Post("a", "Cormorants"), Post("b", "A kiln"), Post("c", "Ash glazes in a kiln", tags=("ash", "glazes"))]
    found = best_piece(KNOWN[INES], posts, most=3)
    assert found[0].piece == "c"
    assert "a" not in {match.piece for match in found}


def valued() -> dict[str, set[int]]:
    """Two tastes: 1 to 8 value the first six pieces, 11 to 18 the others; the newest is valued by some of the first."""
    first = {f"one{n}": set(range(1, 9)) for n in range(6)}
    return first | {f"two{n}": set(range(11, 19)) for n in range(6)} | {"new": {1, 2, 3, 4}}


def test_company_names_those_of_like_taste() -> None:
    """Who valued the same earlier pieces is named without a word in common, with those pieces; the others are not."""
    found = rank(Post("new", "Untold"), {}, company=Company(valued(), ridge=5.0))
    assert {match.person for match in found} == {5, 6, 7, 8}
    assert set(found[0].alike) == {f"one{n}" for n in range(6)}
    assert found[0].because == ()


def test_one_piece_valued_together_is_no_company() -> None:
    """It takes two."""
    told = {"one": {1, 2}, "new": {1, 3}, "else": {3, 4}}
    assert rank(Post("new", "Untold"), {}, company=Company(told, ridge=0.1)) == ()


def test_company_is_ridge_regression_of_a_piece_on_the_others() -> None:
    """The scores are those of EASE as it is written down: by the inverse of pieces by pieces."""
    rng = np.random.default_rng(3)
    told = (rng.random((12, 20)) < 0.3).astype(float)
    told[0, :] = 1  # everybody and everything is there
    told[:, 0] = 1
    ridge = 2.5
    inverse = np.linalg.inv(told.T @ told + ridge * np.eye(20))
    shallow = np.eye(20) - inverse / np.diag(inverse)
    company = Company({n: set(np.flatnonzero(told[:, n]).tolist()) for n in range(20)}, ridge)
    assert np.allclose(np.stack([company.scores(n) for n in range(20)], axis=1), told @ shallow, atol=1e-4)


def test_a_new_piece_needs_no_history() -> None:
    """With company that knows nothing of the piece, words alone name the same people."""
    post = Post("unknown", "Why ash glazes run")
    with_company = rank(post, KNOWN, company=Company(valued()))
    assert [match.person for match in with_company] == [match.person for match in rank(post, KNOWN)] == [INES]


def test_vectors_add_to_evidence_and_are_none() -> None:
    """A near vector raises one who has evidence, and brings in nobody without."""
    said = {**SAID, LIO: ["An ash glaze", "Ash glaze on mine", "Dinner"]}
    known = profiles(people(said), now=NOW)
    post = Post("p", "Why ash glazes run")
    near = {"p": [1.0, 0.0], LIO: [1.0, 0.1], INES: [0.0, 1.0], TOBIAS: [1.0, 0.0], YUN: [0.0, 1.0], NADIA: [0.0, 1.0]}
    plain = {match.person: match.score for match in rank(post, known)}
    moved = {match.person: match.score for match in rank(post, known, vectors=near)}
    assert set(plain) == set(moved) == {INES, LIO}
    assert moved[LIO] > plain[LIO]
    assert moved[INES] == plain[INES]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 6), st.sampled_from(["ash", "glaze", "heron", "釉料", "窑变", "قنديل", "كتاب", "the"])
        ),
        max_size=40,
    ),
    st.sets(st.integers(1, 6)),
    st.integers(1, 4),
)
def test_whatever_is_said_matches_are_few_and_reasoned(
    said: list[tuple[int, str]], offered: set[int], most: int
) -> None:
    """Never more than asked, never the offered, always a reason whose rows are the person's own, in order of score."""
    rows = [Evidence(person, f"{word} {n}", NOW, 1.0, "message", n) for n, (person, word) in enumerate(said)]
    found = rank(Post("p", "ash glaze heron 釉料 قنديل"), profiles(rows, now=NOW), offered=offered, most=most)
    assert len(found) <= most
    assert not {match.person for match in found} & offered
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    for match in found:
        refs = {ref for reason in match.because for _, ref in reason.refs}
        assert refs
        assert all(rows[int(ref)].person == match.person for ref in refs)


@given(st.floats(0, 5), st.floats(0, 5), st.floats(0, 1000))
def test_more_of_anything_never_lowers_a_score(words: float, company: float, active: float) -> None:
    """And being active makes nothing of nothing."""
    each = [np.array([value, value + 0.1]) for value in (words, company, active)]
    same = [np.array([value, value]) for value in (words, company, active)]
    for place in range(3):
        low, high = affinity(*[each[n] if n == place else same[n] for n in range(3)])
        assert 0 <= low <= high <= 1
    assert affinity(np.zeros(1), np.zeros(1), np.array([active]))[0] == 0

"""Which messages of an export the book already holds."""

from hypothesis import given
from hypothesis import strategies as st

from kithbook.identity import Alignment, Row
from kithbook.vocabulary import KINDS

LINES = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([1, 2, None]), st.sampled_from(["ok", "so", ""])))


@given(LINES, LINES)
def test_multiplicity(there: list[tuple[int, int | None, str]], coming: list[tuple[int, int | None, str]]) -> None:
    """Of n equal lines in the book and m in the export, the smaller number is known; no row is found twice."""
    rows = [Row(number, at, sender, 0, text, None) for number, (at, sender, text) in enumerate(there)]
    aligned = Alignment(rows)
    found = [aligned.find(at, sender, 0, text, None) for at, sender, text in coming]
    known = [row for row in found if row is not None]
    assert len(known) == len(set(known))
    for line in set(there) | set(coming):
        matched = sum(row is not None for each, row in zip(coming, found, strict=True) if each == line)
        assert matched == min(there.count(line), coming.count(line))


def test_ids_before_words() -> None:
    """The platform's id decides where both have one; a message without id is known by its words."""
    rows = [Row(1, 60, 7, 0, "ok", "m1"), Row(2, 60, 7, 0, "ok", None)]
    aligned = Alignment(rows)
    assert aligned.find(60, 7, 0, "ok (edited)", "m1") == 1
    assert aligned.find(60, 7, 0, "ok", "m9") == 2
    assert aligned.find(60, 7, 0, "ok", "m9") is None
    assert Alignment(rows[:1]).find(60, 7, 0, "ok", "m9") is None
    assert Alignment(rows[:1]).find(60, 7, 0, "ok", None) == 1


def test_media_is_known_without_its_words() -> None:
    """A photo with its file's name and the placeholder of one are the same; a text is not."""
    row = Row(1, 60, 7, KINDS.index("media"), "<Media omitted>", None)
    assert Alignment([row]).find(60, 7, KINDS.index("image"), "IMG-1.jpg (file attached)", None) == 1
    assert Alignment([row]).find(60, 7, KINDS.index("text"), "<Media omitted>", None) is None
    assert Alignment([row]).find(61, 7, KINDS.index("image"), "", None) is None

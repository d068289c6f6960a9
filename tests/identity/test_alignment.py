"""Which messages of an export the book already holds."""

from hypothesis import given
from hypothesis import strategies as st

from kithbook.identity import PLAIN, Alignment, Coming, Relation, Row
from kithbook.vocabulary import KINDS

TEXT, IMAGE, MEDIA, DELETED, SYSTEM = map(KINDS.index, ("text", "image", "media", "deleted", "system"))
LINES = st.lists(
    st.tuples(
        st.integers(0, 3).map(lambda minute: 60 * minute),
        st.sampled_from([1, 2, None]),
        st.sampled_from(["ok", "so", ""]),
    )
)
OTHER_PHONE = Relation(coarse=60, slack=90, names={"Nan": 7})


def row(number: int, at: int, text: str, *, sender: int | None = 7, kind: int = TEXT, **more: object) -> Row:
    """A message of the book."""
    return Row(number, at, sender, kind, text, more.pop("id", None), **more)


def coming(at: int, text: str, *, sender: int | None = 7, kind: int = TEXT, **more: object) -> Coming:
    """A message that comes in."""
    return Coming(at, sender, kind, text, more.pop("id", None), **more)


@given(LINES, LINES)
def test_multiplicity(there: list[tuple[int, int | None, str]], come: list[tuple[int, int | None, str]]) -> None:
    """Of n equal lines in the book and m in the export, the smaller number is known; no row is found twice."""
    rows = [row(number, at, text, sender=sender) for number, (at, sender, text) in enumerate(there)]
    found = Alignment(rows).pair([coming(at, text, sender=sender) for at, sender, text in come])
    known = [each for each in found if each is not None]
    assert len(known) == len(set(known))
    for line in set(there) | set(come):
        matched = sum(each is not None for told, each in zip(come, found, strict=True) if told == line)
        assert matched == min(there.count(line), come.count(line))


def test_ids_before_words() -> None:
    """The platform's id decides where both have one; a message without id is known by its words."""
    rows = [row(1, 60, "ok", id="m1"), row(2, 60, "ok")]
    told = [coming(60, "ok (edited)", id="m1"), coming(60, "ok", id="m9"), coming(60, "ok", id="m9")]
    assert Alignment(rows).pair(told) == [1, 2, None]
    assert Alignment(rows[:1]).pair([coming(60, "ok", id="m9")]) == [None]
    assert Alignment(rows[:1]).pair([coming(60, "ok")]) == [1]


def test_media_is_known_without_its_words() -> None:
    """A photo with its file's name and the placeholder of one are the same; a text is not."""
    held = row(1, 60, "<Media omitted>", kind=MEDIA)
    assert Alignment([held]).pair([coming(60, "IMG-1.jpg (file attached)", kind=IMAGE)]) == [1]
    assert Alignment([held]).pair([coming(60, "<Media omitted>")]) == [None]
    assert Alignment([held]).pair([coming(121, "", kind=IMAGE)]) == [None]


def test_names_in_mentions_and_invisible_marks_do_not_count() -> None:
    """Each phone mentions people as its own address book calls them."""
    held = row(1, 60, "\u200e@\u2068Ines Halfmoon\u2069 come over")
    assert Alignment([held]).pair([coming(60, "@\u2068Nan\u2069 come over")]) == [1]


def test_an_edit_is_paired_with_what_was_before() -> None:
    """In its minute, a line that is told as edited is the one that is left over; without a word of it, none is."""
    rows = [row(1, 60, "at six"), row(2, 60, "bring the glazes")]
    told = [coming(60, "bring the glazes"), coming(60, "at seven", edited=True)]
    assert Alignment(rows).pair(told) == [2, 1]
    assert Alignment(rows).pair([told[0], coming(60, "at seven")]) == [2, None]
    assert Alignment([row(1, 60, "at seven", edited=True)]).pair([coming(60, "at six")]) == [1]
    assert Alignment(rows).pair([coming(60, "at seven", sender=8, edited=True)]) == [None]


def test_a_deletion_is_paired_with_what_was_deleted() -> None:
    """What was deleted since, or is known as deleted and told whole by an older export, is one message."""
    gone = coming(60, "This message was deleted", kind=DELETED)
    assert Alignment([row(1, 60, "at six")]).pair([gone]) == [1]
    assert Alignment([row(1, 60, "", kind=DELETED)]).pair([coming(60, "IMG-1.jpg", kind=IMAGE)]) == [1]
    assert Alignment([row(1, 60, "at six")]).pair([gone._replace(at=120)]) == [None]


def test_on_the_same_phone_a_minute_later_is_another_message() -> None:
    """Where clocks agree, equal words in the next minute are said again."""
    assert Alignment([row(1, 60, "ok")]).pair([coming(120, "ok")]) == [None]
    assert Alignment([row(1, 60, "ok")], PLAIN).pair([coming(60, "ok"), coming(120, "ok")]) == [1, None]


def test_on_another_phone_a_moment_later_is_the_same() -> None:
    """Seconds that are not told, and clocks that differ a little, are seen through; the order is kept."""
    rows = [row(1, 65, "ok"), row(2, 130, "ok"), row(3, 500, "ok")]
    told = [coming(60, "ok"), coming(180, "ok"), coming(480, "ok"), coming(900, "ok")]
    assert Alignment(rows, OTHER_PHONE).pair(told) == [1, 2, 3, None]


def test_what_the_platform_says_differs_from_phone_to_phone() -> None:
    """“You added Lio” and “Ines added Lio” are one notice, on another phone only."""
    held = row(1, 60, "You added Lio", sender=None, kind=SYSTEM)
    told = [coming(60, "Ines added Lio", sender=None, kind=SYSTEM)]
    assert Alignment([held], OTHER_PHONE).pair(told) == [1]
    assert Alignment([held]).pair(told) == [None]


def test_the_same_words_count_before_an_edit_beside_them() -> None:
    """On another phone a line is the one of the same words, not the edited one that is as near."""
    rows = [row(1, 60, "at six"), row(2, 120, "at seven", edited=True)]
    told = [coming(100, "at six"), coming(161, "at seven", edited=True)]
    assert Alignment(rows, Relation(slack=90)).pair(told) == [1, 2]


def test_one_minute_where_one_of_both_has_no_seconds() -> None:
    """Rows of an import without seconds are known by their minute, also where all other rows have seconds."""
    rows = [row(1, 45, "so"), row(2, 60, "ok"), row(3, 120, "at six")]
    told = [coming(45, "so"), coming(75, "ok"), coming(150, "at seven", edited=True), coming(185, "ok")]
    assert Alignment(rows).pair(told) == [1, 2, 3, None]
    assert Alignment([row(1, 61, "ok")]).pair([coming(75, "ok")]) == [None]
    assert Alignment([row(1, 75, "ok")]).pair([coming(60, "ok"), coming(60, "ok")]) == [1, None]


def test_deleted_in_other_words_is_deleted() -> None:
    """Each phone says in its own words that a message was deleted; the line beside it is another message."""
    rows = [row(1, 60, "This message was deleted", kind=DELETED)]
    told = [coming(50, "at six"), coming(70, "Diese Nachricht wurde gelöscht.", kind=DELETED)]
    assert Alignment(rows, OTHER_PHONE).pair(told) == [None, 1]

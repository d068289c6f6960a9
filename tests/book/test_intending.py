"""What you want is kept, refused where it cannot be, and honoured by the week."""

from pathlib import Path
from typing import Any

import pytest

from kithbook import book
from kithbook.vocabulary import Refused

DAY = 86_400


def whom(now: int) -> list[str]:
    """This week's few under a budget that leaves nobody out."""
    return [nudge.person.name for nudge in book.today(now=now, minutes=900).nudges]


def test_what_you_want_is_kept_and_taken_back(cast: Path) -> None:
    """Words, choices, how many, where, rhythms and quiet times; a part that is not given stays."""
    book.intend(text=" friends for life ", wants=["family", "friends"], many=30, places=["Ghent", "Ghent", ""])
    said = book.intend(rhythms={"core": (20, 60)}, quiet=[("2026-12-20", "2027-01-04")])
    assert (said.words, said.wants, said.many, said.places) == (
        "friends for life", ("friends", "family"), 30, ("Ghent",),
    )  # fmt: skip
    assert (said.circles[0].ideal, said.circles[0].latest) == (20, 60)
    assert said.quiet == (("2026-12-20", "2027-01-04"),)
    bare = book.intend(text="", wants=[], many=0, places=[], quiet=[])
    assert (bare.words, bare.wants, bare.many, bare.places, bare.quiet) == ("", (), None, (), ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"wants": ["fame"]},
        {"many": 5000},
        {"rhythms": {"outer": (1, 2)}},
        {"rhythms": {"core": (90, 30)}},
        {"rhythms": {"core": (0, 30)}},
        {"quiet": [("2026-12-20", "2026-12-01")]},
        {"quiet": [("Christmas", "")]},
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(cast: Path, wrong: dict[str, object]) -> None:
    """One sentence, and everything stays as it was."""
    before = book.intend(text="friends", many=20)
    with pytest.raises(Refused):
        book.intend(text="other", **wrong)  # type: ignore[arg-type]
    assert book.intention() == before


def test_a_quiet_time_has_no_suggestions(cast: Path, now: int) -> None:
    """Until its last day nothing is needed; who asks with minutes of their own is answered."""
    book.intend(quiet=[("2026-06-10", "2026-06-20")])
    week = book.today(now=now)
    assert week.nudges == ()
    assert week.quiet == "2026-06-20"
    assert "20 June 2026" in str(week.says)
    assert book.today(now=now, minutes=60).nudges
    assert book.today(now=now + 6 * DAY).nudges


def test_never_is_honoured_and_an_own_rhythm_goes_before_the_circles(cast: Path, now: int) -> None:
    """ "never" keeps somebody out; a long own rhythm too, until it has passed."""
    assert "云三朵" in whom(now)
    book.describe("云三朵", "rhythm", "never", now=now)
    assert "云三朵" not in whom(now)
    book.describe("云三朵", "rhythm", "10 months", now=now)
    assert "云三朵" not in whom(now)
    assert "云三朵" in whom(now + 90 * DAY)
    book.describe("云三朵", "rhythm", "", now=now)
    assert "云三朵" in whom(now)


@pytest.mark.parametrize(("told", "kept"), [("monthly", "30"), ("3 months to 6 months", "91 183"), ("30/90", "30 90")])
def test_a_rhythm_is_written_as_one_says_it(cast: Path, now: int, told: str, kept: str) -> None:
    """Words or days, one or two."""
    assert book.describe("云三朵", "rhythm", told, now=now).value == kept


@pytest.mark.parametrize("wrong", ["sometimes", "90/30", "0", "1 2 3"])
def test_no_rhythm_is_refused(cast: Path, now: int, wrong: str) -> None:
    """One sentence with examples."""
    with pytest.raises(Refused):
        book.describe("云三朵", "rhythm", wrong, now=now)


def test_those_whom_you_want_come_first(account: Any, empty: Path, tmp_path: Path, now: int) -> None:
    """Of two equal ties the one of the wanted sort comes first; how many you want to keep is a limit."""
    for name in ("Bram Teakettle", "Ines Halfmoon"):
        for talk in range(30):
            account.talk(name, now - (90 + 20 * talk) * DAY)
    account.say("Lantern Street", "Lio Marchetti", now - DAY, "the oven is warm", group=True)  # all was seen until then
    book.bring_in(account.write(tmp_path), now=now)
    ids = {row.name: row.id for row in book.people(now=now).people}
    book.tag([ids["Bram Teakettle"]], "family")
    book.tag([ids["Ines Halfmoon"]], "work")
    book.intend(wants=["family"])
    assert whom(now) == ["Bram Teakettle", "Ines Halfmoon"]
    book.intend(wants=["work"])
    assert whom(now) == ["Ines Halfmoon", "Bram Teakettle"]
    book.intend(wants=[], text="Above all my family")
    assert whom(now) == ["Bram Teakettle", "Ines Halfmoon"]
    book.intend(text="", many=1)
    assert len(whom(now)) == 1


def test_loose_ties_wait_for_their_year(cast: Path, now: int) -> None:
    """Somebody whom you put into the loose circle is not suggested after 220 days, but after a year."""
    person = book.person("云三朵", now=now).person.id
    book.set_circle(person, "loose", now=now)
    assert "云三朵" not in whom(now)
    assert "云三朵" in whom(now + 150 * DAY)

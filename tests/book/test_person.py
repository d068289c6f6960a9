"""The page of one person: found by name, with the tie's reasons, the timeline, and who the owner is."""

from pathlib import Path
from typing import Any

import pytest

from kithbook import book
from kithbook.vocabulary import Refused

DAY = 86_400


@pytest.mark.parametrize("name", ["Ines Halfmoon", "ines halfmoon", "ines", "halfm", "ＩＮＥＳ"])
def test_a_name_is_understood_however_it_is_typed(cast: Path, now: int, name: str) -> None:
    """The whole name, its beginning, a part, in any case or width."""
    assert book.person(name, now=now).person.name == "Ines Halfmoon"


def test_a_number_means_the_person_of_that_number(cast: Path, now: int) -> None:
    """Both as a number and written with its sign."""
    ines = book.person("Ines", now=now).person
    assert book.person(ines.id, now=now).person == book.person(f"#{ines.id}", now=now).person == ines


def test_a_name_of_several_people_is_refused_with_all_of_them(
    empty: Path, account: Any, now: int, tmp_path: Path
) -> None:
    """The candidates carry the numbers by which they can be told apart."""
    account.talk("Ines Halfmoon", now - DAY)
    account.talk("Ines Brightwater", now - DAY)
    book.bring_in(account.write(tmp_path), now=now)
    with pytest.raises(Refused) as refused:
        book.person("ines", now=now)
    assert [name.split(" (#")[0] for name in refused.value.candidates] == ["Ines Brightwater", "Ines Halfmoon"]
    assert "Ines Halfmoon" in str(refused.value)
    with pytest.raises(Refused, match="Nobody called Zelda"):
        book.person("Zelda", now=now)


def test_the_whole_name_wins_over_one_that_begins_alike(empty: Path, account: Any, now: int, tmp_path: Path) -> None:
    """Bram is Bram, though there is a Bramble too."""
    account.talk("Bram", now - DAY)
    account.talk("Bramble", now - DAY)
    book.bring_in(account.write(tmp_path), now=now)
    assert book.person("bram", now=now).person.name == "Bram"


def test_the_card_says_how_close_and_why(cast: Path, now: int) -> None:
    """The sentence tells the last day and the usual gap; the reasons add up to the strength, largest first."""
    answer = book.person("云三朵", now=now)
    assert "7 November 2025" in str(answer.says)
    assert "every 4 weeks" in str(answer.says)
    assert sum(reason.weight for reason in answer.reasons) == pytest.approx(answer.person.strength)
    weights = [reason.weight for reason in answer.reasons]
    assert weights == sorted(weights, reverse=True)
    assert answer.as_of == answer.person.seen_until[:10]


def test_the_timeline_runs_backwards_in_days(cast: Path, now: int) -> None:
    """A day of a chat is one entry with its count, the newest first, and pages do not overlap."""
    first = book.person("Ines", now=now)
    assert first.more
    assert [first.timeline[0].count, first.timeline[0].text, first.timeline[0].by_me] == [3, "the kiln is warm", True]
    second = book.person("Ines", now=now, page=2)
    both = [moment.at for moment in (*first.timeline, *second.timeline)]
    assert both == sorted(both, reverse=True)
    assert len({moment.id for moment in (*first.timeline, *second.timeline)}) == len(both) == 60
    assert not second.more


def test_a_page_of_a_busy_chat_counts_whole_days(cast: Path, now: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading only as many messages as a page needs gives the same page as reading them all."""
    from kithbook.store import timeline

    for name in ("Ines", "Bram", "云三朵"):
        whole = [book.person(name, now=now, page=page).timeline for page in (1, 2)]
        monkeypatch.setattr(timeline, "FIRST_LOOK", 7)
        assert [book.person(name, now=now, page=page).timeline for page in (1, 2)] == whole
        monkeypatch.undo()


def test_an_unfinished_import_is_not_told(cast: Path, now: int) -> None:
    """What is still being read is on no timeline and in no search."""
    from kithbook.store.models import Import

    Import.objects.update(hides=True)
    answer = book.person("Ines", now=now)
    assert answer.timeline == ()
    assert answer.weeks == ()
    assert [handle.messages for handle in answer.handles] == [0]
    assert book.search("kiln").total == 0


def test_the_timeline_is_searched_in_any_script(cast: Path, now: int) -> None:
    """Only days that hold all the words are left, and a touch whose text does."""
    assert book.person("云三朵", now=now, search="聚会").timeline
    assert not book.person("云三朵", now=now, search="会聚").timeline
    assert book.person("نادية", now=now, search="وراق").timeline
    book.log(["Ines"], "Called about the kilns in the hills", now=now, on="2026-06-14")
    found = book.person("Ines", now=now, search="hill kiln").timeline
    assert [moment.kind for moment in found] == ["called"]


def test_weeks_count_what_was_said_one_to_one(cast: Path, now: int) -> None:
    """Each week of talk is one point with its messages, and a meeting marks its week."""
    weeks = book.person("Ines", now=now).weeks
    assert len(weeks) == 59
    assert weeks[-1] == (2026, 24, 3, False)
    book.log(["Ines"], "Met at the market", now=now, on="2026-06-14")
    assert book.person("Ines", now=now).weeks[-1] == (2026, 24, 4, True)
    assert book.person("Odalys", now=now).weeks == ()


def test_somebody_of_a_group_has_a_page_with_what_they_wrote(cast: Path, now: int) -> None:
    """Of a group only the person's own messages are told."""
    answer = book.person("Tobias", now=now)
    assert [(moment.text, moment.count) for moment in answer.timeline] == [("hello all", 1)]
    assert [chat.name for chat in answer.chats] == ["Lantern Street Makers"]
    assert answer.person.strength is None


def test_the_owner_has_a_page_too(cast: Path, now: int) -> None:
    """It says that this is you, and measures nothing."""
    answer = book.person("Wilma", now=now)
    assert answer.is_me
    assert str(answer.says) == "This is you."
    assert answer.reasons == ()
    assert answer.timeline[0].by_me


def test_this_is_me_measures_the_ties(empty: Path, now: int, tmp_path: Path) -> None:
    """Without an owner there is no strength, and the sentence says what is missing; with one there is."""
    both = (("Wilma", 0), ("Ines", 1))
    lines = [f"1/{day}/26, 9:0{minute} AM - {who}: kiln {day}" for day in range(1, 29) for who, minute in both]
    path = tmp_path / "chat.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    book.bring_in(path, now=now)
    before = book.person("Ines", now=now)
    assert before.person.strength is None
    assert "which name is yours" in str(before.says)
    book.this_is_me("Wilma", now=now)
    assert book.settings().me == "Wilma"
    after = book.person("Ines", now=now)
    assert after.person.strength is not None
    book.this_is_me("Ines", now=now)
    assert book.settings().me == "Ines"
    assert book.person("Wilma", now=now).person.strength == pytest.approx(after.person.strength, abs=0.15)
    assert [handle.key for handle in book.person("Ines", now=now).handles] == ["Ines"]


def test_a_rest_needs_a_day(cast: Path, now: int) -> None:
    """A day, always, or nothing; anything else is refused."""
    ines = book.person("Ines", now=now).person.id
    book.rest(ines, "2026-09-01", now=now)
    assert book.person(ines, now=now).rest_until == "2026-09-01"
    with pytest.raises(Refused, match="no date"):
        book.rest(ines, "soon", now=now)
    book.rest(ines, "", now=now)
    assert book.person(ines, now=now).rest_until == ""

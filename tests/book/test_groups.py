"""Groups: their verdicts, sizes and shortlists, under the names of today."""

from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused
from kithbook.vocabulary.answers import as_json


def test_only_groups_are_groups(cast: Path, now: int) -> None:
    """Direct chats are in no list of groups."""
    assert [row.group.title for row in book.groups(now=now).groups] == ["Lantern Street Makers"]


def test_a_group_is_one_story(cast: Path, now: int) -> None:
    """Size and span, a verdict as of the day that was seen, months, people worth keeping, sentences."""
    answer = book.group("lantern", now=now)
    assert answer.group.messages == 350 * 5 + 2
    assert (answer.group.first, answer.group.last) == ("2023-12-30", "2025-11-27")
    assert (answer.group.members.stated, answer.group.members.seen) == (None, 6)
    assert answer.verdict.as_of == answer.group.seen_until == "2026-06-08"
    assert sum(month.messages for month in answer.activity) == answer.group.messages
    assert "Bram Teakettle" in {listed.person.name for listed in answer.shortlist}
    assert {"title", "lead", "activity", "participation", "shortlist"} <= set(answer.says)
    assert answer.owner_known
    assert '"answer": ' in as_json(answer)


def test_the_stated_size_stands_beside_the_seen_one(cast: Path, now: int) -> None:
    """What you state is kept and used, and can be taken away again."""
    chat = book.group("Lantern", now=now).group.id
    book.set_stated_size(chat, 312)
    assert book.group(chat, now=now).group.members.stated == 312
    assert book.groups(now=now).groups[0].group.members.stated == 312
    book.set_stated_size(chat, None)
    assert book.group(chat, now=now).group.members.stated is None
    with pytest.raises(Refused, match="above 0"):
        book.set_stated_size(chat, 0)


def test_a_group_goes_by_the_name_that_you_give_it(cast: Path, now: int) -> None:
    """The new name is shown and found, and so is the old one."""
    chat = book.group("Lantern", now=now).group.id
    book.name_chat(chat, "The kiln people")
    assert book.group("kiln people", now=now).group.title == "The kiln people"
    assert book.group("lantern", now=now).group.id == chat
    assert book.groups(now=now).groups[0].group.title == "The kiln people"


def test_the_shortlist_knows_your_circles(cast: Path, now: int) -> None:
    """Who is in the core is marked as such."""
    bram = book.person("Bram", now=now).person.id
    book.set_circle(bram, "core", now=now)
    listed = {one.person.id: one for one in book.group("Lantern", now=now).shortlist}
    assert listed[bram].core
    book.set_circle(bram, "loose", now=now)
    assert not {one.person.id: one for one in book.group("Lantern", now=now).shortlist}[bram].core


def test_a_title_that_is_nobodys_is_refused(cast: Path, now: int) -> None:
    """The sentence says what to look at."""
    with pytest.raises(Refused, match="No group called Nowhere"):
        book.group("Nowhere", now=now)
    with pytest.raises(Refused, match="No group called 999"):
        book.group(999, now=now)


def test_charts_are_drawn_in_the_readers_language(cast: Path, now: int) -> None:
    """Both charts are inline pictures without any style attribute; none for a group without months."""
    answer = book.group("Lantern", now=now)
    charts = book.charts_of_group(answer, language="ar", direction="rtl")
    assert set(charts) == {"activity", "participation"}
    assert all(chart.startswith("<svg") and "style=" not in chart for chart in charts.values())
    rhythm = book.rhythm_chart(book.person("Ines", now=now), language="zh-hans")
    assert rhythm.startswith("<svg")
    assert book.rhythm_chart(book.person("Odalys", now=now)) == ""


def test_deleted_accounts_are_on_no_shortlist(cast: Path, now: int) -> None:
    """The one handle that stands for all deleted accounts of a platform is nobody whom one could keep."""
    from kithbook.store.models import Handle

    before = {listed.person.name for listed in book.group("Lantern", now=now).shortlist}
    Handle.objects.filter(name="Bram Teakettle").update(key="deleted")
    book.set_stated_size(book.group("Lantern", now=now).group.id, 99, now=now)
    assert before - {listed.person.name for listed in book.group("Lantern", now=now).shortlist} == {"Bram Teakettle"}

"""What is kept of ties and groups, and when it is measured again."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kithbook import book, ties
from kithbook.book.keeping import keep, kept
from kithbook.vocabulary import Reason, Verdict, say, say_n

DAY = 86_400


def test_kept_numbers_give_the_same_tie_as_the_list(cast: Path, now: int) -> None:
    """What was written for all at once is what the page of each person works out from the kept numbers."""
    from kithbook.book import ground, measuring
    from kithbook.store import models

    rows = {row.id: row for row in book.people(now=now).people}
    assert sum(row.strength is not None for row in rows.values()) == 4
    for kept_row in models.Tie.objects.filter(person_id__in=rows):
        tie, row = measuring.at(kept_row, ground.read(), now), rows[kept_row.pk]
        assert (row.strength is None) == (tie.strength.value is None)
        if row.strength is not None:
            assert row.strength == pytest.approx(tie.strength.value)
            assert sum(reason.weight for reason in tie.strength.reasons) == pytest.approx(row.strength)
            assert row.drift == pytest.approx(tie.drift)


def test_only_whom_a_change_touched_is_measured_again(
    cast: Path, account: Any, now: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing has changed: nobody is measured. A touch by hand: only the one. Then all is as if measured anew."""
    from kithbook.book import measuring
    from kithbook.store import models

    asked: list[set[int]] = []
    real = ties.histories
    monkeypatch.setattr(ties, "histories", lambda *a, **k: asked.append(set(k["of"])) or real(*a, **k))
    measuring.refit(now=now)
    assert asked == [set()]
    book.log(["Ines"], "Met at the kiln", now=now, on="2026-06-14")
    asked.clear()
    measuring.refit(now=now)
    ines = book.people("Ines", now=now).people[0].id
    assert asked == [{ines}]
    before = dict(models.Tie.objects.values_list("person_id", "mark"))
    models.Tie.objects.all().delete()
    measuring.refit(now=now)
    assert dict(models.Tie.objects.values_list("person_id", "mark")) == before


def test_what_you_say_yourself_counts_at_once_and_stays(cast: Path, now: int) -> None:
    """A familiarity moves the strength, survives measuring, and is taken back; a wrong one is refused."""
    from kithbook.book import measuring
    from kithbook.vocabulary import Refused

    def strength() -> float | None:
        return book.person("Tobias", now=now).person.strength

    assert strength() is None
    book.describe("Tobias", "familiarity", "5", now=now)
    said = strength()
    assert said is not None
    assert said > 0.5
    assert book.person("Tobias", now=now).familiarity == 5
    assert str(book.person("Tobias", now=now).reasons[0].says) == "you said: 5 of 5"
    measuring.refit(now=now)
    assert strength() == pytest.approx(said)
    with pytest.raises(Refused, match="from 1, hardly at all, to 5"):
        book.describe("Tobias", "familiarity", "6", now=now)
    book.describe("Tobias", "familiarity", "", now=now)
    assert (strength(), book.person("Tobias", now=now).familiarity) == (None, None)


def test_somebody_typed_who_is_close_by_your_word(empty: Path, now: int) -> None:
    """Whom no export knows can be close too."""
    book.add("Odalys Brightwater", now=now)
    book.describe("Odalys", "familiarity", "5", now=now)
    book.settle(now=now)
    assert (book.person("Odalys", now=now).person.strength or 0) > 0.5


def test_an_export_of_many_chats_saw_them_all_until_its_end(cast: Path, now: int) -> None:
    """A chat that fell silent is seen until the last message of any chat of the same export."""
    assert book.person("云三朵", now=now).as_of == "2026-06-08"


def test_undoing_an_import_takes_its_ties_and_groups_along(empty: Path, account: Any, now: int, tmp_path: Path) -> None:
    """Afterwards there is neither a tie nor a report."""
    from kithbook.store.models import Standing, Tie

    account.talk("Ines Halfmoon", now - DAY)
    account.say("Lantern Street", "Ines Halfmoon", now - DAY, "hello", group=True)
    done = book.bring_in(account.write(tmp_path), now=now)
    assert Tie.objects.count() == 1
    assert Standing.objects.count() == 1
    book.undo(done.imports[0].id, now=now)
    assert Tie.objects.count() == 0
    assert Standing.objects.count() == 0
    assert book.today(now=now).empty_book


def test_a_group_that_did_not_change_is_not_judged_again(cast: Path, now: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second measuring makes no report; another size does."""
    from kithbook import groups
    from kithbook.book import measuring

    judged = []
    real = groups.report
    monkeypatch.setattr(groups, "report", lambda *a, **k: judged.append(k["stated"]) or real(*a, **k))
    measuring.refit(now=now)
    assert judged == []
    book.set_stated_size(book.groups(now=now).groups[0].group.id, 40)
    assert judged == [40]


def test_a_touch_logged_while_ties_are_measured_is_not_lost(
    cast: Path, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody logs a touch between reading and writing: the ties that are written know of it."""
    from kithbook.book import measuring

    real, begun = ties.histories, []

    def slow(*a: Any, **k: Any) -> Any:
        if not begun:
            begun.append(book.log(["云三朵"], "Met at the kiln", now=now, on="yesterday"))
        return real(*a, **k)

    monkeypatch.setattr(ties, "histories", slow)
    measuring.refit(now=now)
    assert book.person("云三朵", now=now).person.last == "2026-06-14T12:00:00Z"


def test_sentences_survive_being_kept() -> None:
    """Plurals, days and sentences inside sentences come back as they were."""
    inner = say("since {day}", day=date(2026, 6, 15))
    reason = Reason("silence", 3.5, 0.2, say_n("{count} week {what}", "{count} weeks {what}", 3, what=inner))
    verdict = Verdict("revive", 0.6, "2026-06-15", (reason,), (say("two talks"),))
    assert kept(keep(verdict), Verdict) == verdict
    assert str(kept(keep(verdict), Verdict).reasons[0].says) == "3 weeks since 15 June 2026"


def test_settings_are_checked_and_kept(empty: Path) -> None:
    """Each setting is kept; a value that cannot be is refused and changes nothing."""
    from kithbook.vocabulary import Refused

    assert book.change_settings(minutes=45, language="ar", theme="dark").minutes == 45
    wrongs = ({"minutes": -1}, {"minutes": "5"}, {"zone": "Mars/Base"}, {"language": "tlh"}, {"theme": "red"}, {"x": 1})
    for wrong in wrongs:
        with pytest.raises(Refused):
            book.change_settings(**{"minutes": 10, **wrong})
    kept_now = book.settings()
    assert (kept_now.minutes, kept_now.language, kept_now.theme, kept_now.zone) == (45, "ar", "dark", "UTC")

"""What is kept of ties and groups, and when it is measured again."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kithbook import book, ties
from kithbook.book.keeping import keep, kept
from kithbook.vocabulary import Reason, Verdict, say, say_n

DAY = 86_400


def test_kept_numbers_give_the_same_tie_as_the_history(cast: Path, now: int) -> None:
    """A page that reads the kept parameters says what measuring the whole history says."""
    from kithbook.store import columns, models, rooms

    me = models.Person.objects.get(is_me=True).pk
    known = rooms.rooms()
    measured = ties.measure(
        (events for _, events in columns.pieces(room.id for room in known)),
        me=me,
        chats={room.id: "direct" if room.direct else "group" for room in known},
        seen_until={room.id: room.seen_until or 0 for room in known},
        now=now,
    )
    for row in book.people(now=now).people:
        assert row.strength == measured[row.id].strength.value
        assert row.drift == measured[row.id].drift


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

    real, begun = ties.parameters, []

    def slow(*a: Any, **k: Any) -> Any:
        if not begun:
            begun.append(book.log(["云三朵"], "Met at the kiln", now=now, on="yesterday"))
        return real(*a, **k)

    monkeypatch.setattr(ties, "parameters", slow)
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

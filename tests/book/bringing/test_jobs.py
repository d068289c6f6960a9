"""Imports as jobs: hidden until complete, one at a time, resumed where they were left."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused

LINES = [(1 + n // 24, f"{n % 24:02}:00", ("Ines", "Lio", "Bram")[n % 3], f"line {n}") for n in range(60)]


class Stop(BaseException):
    """Stands for a process that dies: nothing is caught, nothing is cleared away."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of seven records, so that a short file has several."""
    from kithbook.book import bringing

    monkeypatch.setattr(bringing, "BATCH", 7)


def stop_after(batches: int) -> Callable[[object], None]:
    """A progress listener that dies after so many batches."""
    heard: list[object] = []

    def listen(progress: object) -> None:
        heard.append(progress)
        if len(heard) == batches:
            raise Stop

    return listen


@pytest.mark.parametrize("batches", [1, 3, 8])
def test_resumes_where_it_was_left(empty, whatsapp, dump, small, now: int, batches: int) -> None:
    """An import that died is taken up at its last batch, and the book is the same as without the crash."""
    path = whatsapp(*LINES)
    [one] = book.bring_in(path, me="Lio", now=now).imports
    whole = dump()
    book.undo(one.id, now=now)
    with pytest.raises(Stop):
        book.bring_in(path, me="Lio", now=now, progress=stop_after(batches))
    [left] = book.unfinished()
    from kithbook.store.models import Import, Person

    assert not Person.objects.exists()
    kept = Import.objects.get(pk=left).position
    assert kept >= 7 * (batches - 1)
    [again] = book.bring_in(path, me="Lio", now=now).imports
    assert (again.id, again.messages, again.people, again.lines) == (left, one.messages, one.people, one.lines)
    # Rows get new numbers after an undo; everything else is the same.
    assert [len(row) for row in dump().splitlines()] == [len(row) for row in whole.splitlines()]
    assert book.unfinished() == ()


def test_overlapping_import_resumes(empty, whatsapp, dump, small, now: int) -> None:
    """An import that matches known lines resumes without matching any of them twice."""
    equal = [*LINES[:20], (1, "19:00", "Lio", "line 19"), (1, "19:00", "Lio", "line 19"), *LINES[20:]]
    book.bring_in(whatsapp(*LINES[10:40]), now=now)
    path = whatsapp(*equal, name="b")
    with pytest.raises(Stop):
        book.bring_in(path, now=now, progress=stop_after(4))
    [one] = book.bring_in(path, now=now).imports
    assert (one.messages.read, one.messages.known, one.messages.new) == (62, 30, 32)


def test_reader_sees_nothing_until_complete(empty: Path, whatsapp, small, now: int) -> None:
    """While an import runs, another thread sees the book without it; afterwards, all of it."""
    book.bring_in(whatsapp(*LINES[:5]), now=now)
    seen: list[tuple[int, int, int, int]] = []

    def look() -> None:
        with book.opened(empty):
            from kithbook.store import columns
            from kithbook.store.models import Chat, Message, Person

            events = columns.events(Chat.every.values_list("pk", flat=True)).height
            counts = Message.objects.count(), events, Person.objects.count(), Chat.objects.count()
            seen.append(counts)

    def listen(progress) -> None:
        if progress.state == "reading":
            reader = threading.Thread(target=look)
            reader.start()
            reader.join()

    other = [(20, clock, f"{who} Two", text) for _, clock, who, text in LINES]
    book.bring_in(whatsapp(*other, name="b", title="Second"), now=now, progress=listen)
    assert len(seen) > 5
    assert set(seen) == {(5, 5, 3, 1)}
    look()
    assert seen[-1] == (65, 65, 6, 2)


def test_one_import_at_a_time(empty: Path, whatsapp, small, now: int) -> None:
    """A second worker is refused while the first is alive, on the same import and on another."""
    number = book.start_import(whatsapp(*LINES), now=now)
    other = book.start_import(whatsapp(*LINES[:9], name="b"), now=now)
    refused: list[str] = []

    def intrude() -> None:
        with book.opened(empty):
            for each in (number, other):
                try:
                    book.work_on(each, now=now)
                except Refused as reason:
                    refused.append(str(reason))
            assert book.unfinished() == (other,)

    def listen(progress) -> None:
        if progress.state == "reading" and not refused:
            assert book.progress(number).state == "reading"
            thread = threading.Thread(target=intrude)
            thread.start()
            thread.join()

    assert book.unfinished() == (number, other)
    assert book.work_on(number, now=now, progress=listen).messages.new == 60
    assert len(refused) == 2
    assert book.work_on(other, now=now).messages.known == 9
    assert book.progress(other).state == "complete"


def test_worker_that_lost_its_lease_stops(empty: Path, whatsapp, small, now: int) -> None:
    """A worker whose import was taken over writes nothing more."""
    from kithbook.store.models import Import, Message

    number = book.start_import(whatsapp(*LINES), now=now)

    def listen(progress) -> None:
        Import.objects.filter(pk=number).update(worker="elsewhere:1:someone", heartbeat=9e12)

    with pytest.raises(Refused, match="taken this import over"):
        book.work_on(number, now=now, progress=listen)
    assert Message.every.filter(source=number).count() <= 14
    assert Import.objects.get(pk=number).state == "reading"


def test_failed_job_is_kept_with_its_sentence(empty: Path, whatsapp, now: int) -> None:
    """A job whose file has gone fails with one sentence, which the page can show."""
    path = whatsapp(*LINES)
    number = book.start_import(path, now=now)
    path.unlink()
    with pytest.raises(Refused):
        book.work_on(number, now=now)
    told = book.progress(number)
    assert (told.state, path.name in told.failure) == ("failed", True)
    with pytest.raises(Refused, match="no import 99"):
        book.progress(99)

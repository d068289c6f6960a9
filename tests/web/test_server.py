"""The server's worker and its start: jobs are finished, one that fails holds up nobody, a taken port is said."""

import socket
import time
from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.web import incoming
from kithbook.web.server import Worker, serve
from kithbook.web.watcher import Watcher

CHAT = "03/04/2016, 21:07 - Ines Halfmoon: kiln is warm\n13/04/2016, 21:09 - Ottokar Plumb: coming\n"


def wait_until(true: object, seconds: float = 15) -> None:
    """Look again and again until ``true()`` is."""
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "this never came true"
        time.sleep(0.05)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book with one export beside it."""
    (tmp_path / "chat.txt").write_text(CHAT)
    return tmp_path / "test.book"


def states(path: Path) -> list[str]:
    """The state of each import, newest first."""
    with book.opened(path):
        return [one.state for one in book.imports().imports]


def test_the_worker_finishes_what_was_begun(path: Path) -> None:
    """An import that an earlier run left waiting is read when the server starts; the next one when it is woken."""
    with book.opened(path):
        book.start_import(
            path.with_name("chat.txt"), me="Ottokar Plumb", answers={"date_order": "dmy"}, now=1_700_000_000
        )
    worker = Worker(path)
    worker.start()
    try:
        wait_until(lambda: states(path) == ["complete"])
        path.with_name("more.txt").write_text(CHAT.replace("Ines", "Bram"))
        with book.opened(path):
            book.start_import(path.with_name("more.txt"), me=None, answers={"date_order": "dmy"}, now=1_700_000_000)
        worker.wake()
        wait_until(lambda: states(path) == ["complete", "complete"] and worker.at is None)
    finally:
        worker.stop()


def test_one_import_that_fails_holds_up_nobody(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal is logged, the next job is done."""
    done: list[int] = []

    def work_on(import_id: int, *, now: int) -> None:
        if import_id == 1:
            raise Refused(say("The disk is full."))
        done.append(import_id)

    monkeypatch.setitem(vars(book), "unfinished", lambda: (1, 2) if not done else ())
    monkeypatch.setitem(vars(book), "work_on", work_on)
    worker = Worker(path)
    worker.start()
    try:
        wait_until(lambda: done == [2])
    finally:
        worker.stop()


def test_a_taken_port_is_said(path: Path) -> None:
    """One sentence with the way out, before anything is announced."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"Port {port} is taken"):
            serve(path, port=port, announce=lambda address: pytest.fail("it does not answer"))


def test_halves_of_uploads_are_swept_away(path: Path) -> None:
    """What a cut-off upload left goes when the server starts; what waits for a decision stays."""
    folder = incoming.folder_of(path)
    (folder / "cut" / "files").mkdir(parents=True)
    (folder / "whole" / "files").mkdir(parents=True)
    (folder / "whole" / "files" / "chat.txt").write_text(CHAT)
    with book.opened(path):
        batch = incoming.look_at(path, "whole", now=1_700_000_000)
    incoming.sweep(path)
    assert [one.name for one in folder.iterdir()] == ["whole"]
    assert [one.key for one in incoming.waiting(path)] == [batch.key]
    incoming.clear(path, ())
    assert [one.name for one in folder.iterdir()] == ["whole"]


def test_the_worker_settles_what_a_run_that_died_left(path: Path) -> None:
    """An import that was read, but never measured, is measured when the server starts."""
    from kithbook.store.models import Setting

    with book.opened(path):
        Setting.unsettle()

    def settled() -> bool:
        with book.opened(path):
            return Setting.changes() == Setting.settled()

    worker = Worker(path)
    worker.start()
    try:
        wait_until(settled)
    finally:
        worker.stop()


def test_what_is_saved_into_the_watched_folder_comes_in(path: Path) -> None:
    """An export that leaves nothing open is read by itself; a doubtful one waits on the page to be asked about."""
    folder = path.with_name("saved")
    folder.mkdir()
    worker = Worker(path)
    watcher = Watcher(path, folder, worker.wake, seconds=0.1)
    worker.start()
    watcher.start()
    try:
        (folder / "chat.txt").write_text(CHAT)
        wait_until(lambda: states(path) == ["complete"])
        (folder / "doubtful.txt").write_text(CHAT.replace("13/04", "04/04").replace("kiln", "oven"))
        wait_until(lambda: len(list(incoming.waiting(path))) == 1)
    finally:
        watcher.stop()
        worker.stop()
    [batch] = incoming.waiting(path)
    assert [export.preview.doubtful[0].name for export in batch.exports] == ["date_order"]


def test_a_folder_that_is_none_cannot_be_watched(path: Path) -> None:
    """Serving refuses in one sentence before anything starts."""
    with pytest.raises(Refused, match="is no folder"):
        serve(path, watch=path.with_name("nowhere"))


def test_ctrl_c_within_a_query_ends_the_worker_quietly(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Polars raises it in the thread whose query it ends: no traceback, no second try."""
    broken: list[object] = []
    monkeypatch.setattr("threading.excepthook", broken.append)
    worker = Worker(path)

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(worker, "_work_through", interrupted)
    worker.start()
    wait_until(lambda: not worker._thread.is_alive())
    assert broken == []

"""Serves one book on this machine: waitress on loopback, a launch token, and a worker for long imports."""

import logging
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from kithbook import book
from kithbook.vocabulary import Refused
from kithbook.web.watcher import Watcher

HOST: Final = "127.0.0.1"
THREADS: Final = 4
IDLE_SECONDS: Final = 5.0
PAUSE_SECONDS: Final = 8.0  # without an answer to who is who, before the book is looked at anew
log = logging.getLogger("kithbook.server")


def serve(
    book_path: Path,
    *,
    port: int = 0,
    token: str | None = None,
    watch: Path | None = None,
    calendar_port: int | None = None,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve the book at ``book_path`` on loopback until Ctrl-C.

    ``port`` 0 takes a free one. ``token`` is made at random unless given. Exports saved into the folder ``watch`` come
    in by themselves. At ``calendar_port`` other machines of the network find the calendar, and nothing else.
    ``announce`` is called once with the address, token included, as soon as it answers. Raises
    `Refused` where the book, the port or the folder cannot be opened.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithbook.settings")
    book_path = Path(book_path).resolve()
    token = token or secrets.token_urlsafe(24)
    with book.opened(book_path):
        pass
    worker = Worker(book_path)
    watcher = None if watch is None else Watcher(book_path, watched_folder(watch), worker.wake)
    from kithbook.web import incoming

    page = application(book_path, token, worker)
    server = _listening(page, HOST, port)
    calendars = None if calendar_port is None else _listening(calendar_only(page), "0.0.0.0", calendar_port)
    _name_cookies(server.effective_port)
    incoming.sweep(book_path)
    worker.start()
    if watcher is not None:
        watcher.start()
    threading.Thread(target=book.warm_charts, name="kithbook-charts", daemon=True).start()
    if calendars is not None:
        threading.Thread(target=calendars.run, name="kithbook-calendar", daemon=True).start()
    announce(f"http://{HOST}:{server.effective_port}/?token={token}")
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        if calendars is not None:
            calendars.close()
        if watcher is not None:
            watcher.stop()
        worker.stop()


def _listening(page: Callable[..., Iterable[bytes]], host: str, port: int) -> Any:
    """A server of a page. Raises `Refused` where the port is taken."""
    from waitress.server import create_server

    from kithbook.vocabulary import say

    try:
        return create_server(
            page,
            host=host,
            port=port,
            threads=THREADS,
            ident="",
            max_request_body_size=_upload_limit(),
            channel_timeout=600,
        )
    except OSError as trouble:
        raise Refused(
            say("Port {port} is taken by another program. Choose another with --port, or 0 for any.", port=str(port))
        ) from trouble


def calendar_only(page: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Of a page only the calendar at its secret address, under whatever name this machine has in its network."""
    from kithbook.web.security import CALENDAR

    def outer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        reads = environ.get("REQUEST_METHOD") in {"GET", "HEAD"}
        if not reads or not CALENDAR.fullmatch(environ.get("PATH_INFO", "")):
            start_response("404 Not Found", [("Content-Length", "0")])
            return []
        return page({**environ, "HTTP_HOST": HOST}, start_response)

    return outer


def watched_folder(folder: Path) -> Path:
    """The folder, if it is one. Raises `Refused` otherwise."""
    from kithbook.vocabulary import say

    if not folder.is_dir():
        raise Refused(say("{path} is no folder. Name the folder into which you save exports.", path=str(folder)))
    return folder.resolve()


def application(book_path: Path, token: str, worker: "Worker") -> Callable[..., Iterable[bytes]]:
    """The page on one book as a WSGI application: book, token and worker travel with each request, not as globals."""
    from django.core.wsgi import get_wsgi_application

    from kithbook.web.security import BOOK_KEY, TOKEN_KEY, WORKER_KEY

    inner = get_wsgi_application()

    def outer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ.update({BOOK_KEY: str(book_path), TOKEN_KEY: token, WORKER_KEY: worker})
        return inner(environ, start_response)

    return outer


class Worker:
    """Finishes imports that were begun, in the background: those of the page, and those that a crash left.

    ``at`` is the import that it works on just now, measuring included, or None.
    """

    def __init__(self, book_path: Path) -> None:
        self.book_path = book_path
        self.at: int | None = None
        self._bell = threading.Event()
        self._closing = False
        self._settled = False
        self._settle_from: float | None = None  # a moment of the monotonic clock
        self._followed = threading.Event()  # set while nothing said about who is who waits to be followed
        self._followed.set()
        self._thread = threading.Thread(target=self._run, name="kithbook-worker", daemon=True)

    def start(self) -> None:
        """Begin; what an earlier run left unfinished comes first."""
        self._bell.set()
        self._thread.start()

    def wake(self) -> None:
        """There is something to do."""
        self._bell.set()

    def settle_soon(self) -> None:
        """Something was said about who is who. Whoever answers a hundred pairs is not slowed down by each of them."""
        self._followed.clear()
        self._settle_from = time.monotonic() + PAUSE_SECONDS

    def follow_now(self, seconds: float) -> bool:
        """Whether ties and people follow from all that was said: somebody looks at them, so the pause is over.

        Waits up to ``seconds`` for it, but not behind an import.
        """
        if self._followed.is_set():
            return True
        if self._settle_from is not None:
            self._settle_from = time.monotonic()
        self._bell.set()
        return self._followed.wait(seconds if self.at is None else 0)

    def stop(self) -> None:
        """Stop between two jobs; a job in the middle is resumed at its last batch the next time."""
        self._closing = True
        self._bell.set()
        self._thread.join(timeout=2)

    def _run(self) -> None:
        while not self._closing:
            self._bell.wait(IDLE_SECONDS)
            self._bell.clear()
            try:
                self._work_through()
            except KeyboardInterrupt:  # Polars ends its query at Ctrl-C, in whichever thread it runs
                return
            except Exception:
                log.exception("The worker stumbled over the book; it tries again.")
                time.sleep(IDLE_SECONDS)

    def _work_through(self) -> None:
        """Do every unfinished import, one after the other. One that fails does not hold up the next."""
        from kithbook.web import incoming
        from kithbook.web.clock import now

        with book.opened(self.book_path):
            paused = self._settle_from is not None and time.monotonic() >= self._settle_from
            if paused or not self._settled:  # a run that died after reading has left index and ties behind
                self._settle_from = None
                book.settle(now=now())
                self._settled = True
                if self._settle_from is None:  # nothing was said meanwhile
                    self._followed.set()
            incoming.work_through(self.book_path, now=now())
            for import_id in book.unfinished():
                if self._closing:
                    return
                self.at = import_id
                try:
                    book.work_on(import_id, now=now())
                except Refused as refusal:
                    log.warning("Import %d stopped: %s", import_id, refusal)
                finally:
                    self.at = None
            incoming.clear(self.book_path, book.unfinished())


def _upload_limit() -> int:
    from django.conf import settings

    return int(settings.UPLOAD_LIMIT) + 2**20


def _name_cookies(port: int) -> None:
    """Cookies know no ports: two books served at once would overwrite each other's, so each has a name of its own."""
    from django.conf import settings

    settings.SESSION_COOKIE_NAME = f"kithbook-{port}"

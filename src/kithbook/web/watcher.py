"""Watches a folder while the server runs: exports that are saved there come in, or are asked about on the page."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kithbook import book
from kithbook.vocabulary import Refused
from kithbook.web import incoming
from kithbook.web.clock import now

SECONDS: Final = 2.0  # between two looks; what has not changed between them is whole
log = logging.getLogger("kithbook.server")


class Watcher:
    """Looks into ``folder`` every few seconds; ``wake`` is called when imports were put in line."""

    def __init__(self, book_path: Path, folder: Path, wake: Callable[[], None], *, seconds: float = SECONDS) -> None:
        self._book_path, self._folder, self._wake, self._seconds = book_path, folder, wake, seconds
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="kithbook-watcher", daemon=True)

    def start(self) -> None:
        """Begin; what was saved while nobody watched is taken in too."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the look that is going on."""
        self._closing.set()
        self._thread.join(timeout=2)

    def _run(self) -> None:
        looks: dict[str, list[int]] = {}
        while not self._closing.wait(self._seconds):
            try:
                looks = self._look(looks)
            except Refused as refusal:
                log.warning("%s", refusal)
            except Exception:
                log.exception("The watcher stumbled; it looks again.")

    def _look(self, before: dict[str, list[int]]) -> dict[str, list[int]]:
        with book.opened(self._book_path):
            seen = book.watch(self._folder, before, now=now())
            for path in seen.doubtful:
                incoming.take_up(self._book_path, path, now=now())
        for path, why in seen.passed_over:
            log.info("%s was passed over: %s", path.name, why)
        if seen.queued:
            self._wake()
        looks: dict[str, list[int]] = seen.looks
        return looks

"""A second thread that writes to the open book while the first prepares what comes next.

SQLite works without Python's lock, so both go on. There is one piece of work at a time, and nothing is written after
a piece that failed.
"""

import contextlib
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from kithbook.store import context

_PATIENCE: Final = 0.0005  # seconds that a thread may keep Python's lock while the other waits for it


@contextlib.contextmanager
def writer() -> Iterator[Callable[[Callable[[], Any]], None]]:
    """Gives ``submit(work)``, which waits for the work before and raises what went wrong there.

    At the end of the ``with`` block all work is done, and the thread's connection closed.
    """
    book = context.path()
    before = sys.getswitchinterval()
    last: list[Future[Any]] = []

    def submit(work: Callable[[], Any]) -> None:
        while last:
            last.pop().result()
        last.append(pool.submit(_within, book, work))

    sys.setswitchinterval(_PATIENCE)
    with ThreadPoolExecutor(1) as pool:
        try:
            yield submit
            while last:
                last.pop().result()
        finally:
            sys.setswitchinterval(before)
            pool.submit(_within, book, lambda: context.connection().close()).result()


def _within(book: Path, work: Callable[[], Any]) -> None:
    with context.opened(book, keep=True):
        work()

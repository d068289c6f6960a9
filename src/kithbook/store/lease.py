"""Who works on an import: one worker at a time per book, found dead at once on this machine, else by silence."""

import os
import socket
import threading
import time
import uuid
from typing import Final

from django.db import transaction
from django.db.models import Q

from kithbook.store.context import alias
from kithbook.store.models import Import

SILENCE: Final = 60.0  # seconds without a sign of life after which a worker on another machine counts as dead

_alive: set[str] = set()
_guard = threading.Lock()


class Lost(Exception):
    """Another worker has taken the import over."""


def take(import_id: int) -> str | None:
    """Become the worker of an import that waits or was left; the worker's name, or None while somebody is at work.

    One import of a book is worked on at a time, so a living worker on any import answers None.
    """
    worker = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex}"
    with transaction.atomic(using=alias(), durable=True):
        if any(not _dead(row) for row in Import.objects.exclude(worker="")):
            return None
        # What a dead worker left is nobody's now, or it would stand in the way of the next one for ever.
        Import.objects.exclude(worker="").update(worker="")
        open_states = Q(state__in=("waiting", "reading"))
        if not Import.objects.filter(open_states, pk=import_id).update(
            worker=worker, heartbeat=time.time(), state="reading"
        ):
            return None
    with _guard:
        _alive.add(worker)
    return worker


def keep(import_id: int, worker: str) -> None:
    """Give a sign of life, inside the caller's transaction. Raises Lost where the import has another worker."""
    if not Import.objects.filter(pk=import_id, worker=worker).update(heartbeat=time.time()):
        raise Lost


def release(import_id: int, worker: str) -> None:
    """Stop being the worker."""
    with _guard:
        _alive.discard(worker)
    Import.objects.filter(pk=import_id, worker=worker).update(worker="")


def running() -> Import | None:
    """The import that somebody is working on at this moment, if any."""
    return next((row for row in Import.objects.exclude(worker="") if not _dead(row)), None)


def _dead(row: Import) -> bool:
    host, pid, _ = row.worker.rsplit(":", 2)
    silent = time.time() - row.heartbeat
    if host != socket.gethostname():
        return silent > SILENCE
    if int(pid) == os.getpid():
        with _guard:
            return row.worker not in _alive
    if os.name != "posix":
        return silent > SILENCE  # asking for a process would end it on Windows
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return silent > SILENCE
    return silent > SILENCE * 10  # the number may belong to another process by now

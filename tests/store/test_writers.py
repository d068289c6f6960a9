"""Several writers on one book lose nothing."""

import subprocess
import sys
from pathlib import Path

from kithbook import book

WRITES = 60
WRITER = """
import sys
from kithbook import book
with book.opened(sys.argv[1]):
    from django.db import transaction
    from kithbook.store.context import alias
    from kithbook.store.models import Setting
    for _ in range(int(sys.argv[2])):
        with transaction.atomic(using=alias()):
            Setting.write("count", Setting.read("count", 0) + 1)
"""


def test_three_writers_lose_nothing(opened: Path) -> None:
    """Three processes that read, add one and write: every one of their writes counts."""
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(opened), str(WRITES)]) for _ in range(3)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    from kithbook.store.models import Setting

    assert Setting.read("count") == 3 * WRITES


def test_writer_beside_an_import(opened: Path, tmp_path: Path, now: int) -> None:
    """While an import writes its batches, another process writes too, and neither loses anything."""
    path = tmp_path / "WhatsApp Chat with Kiln Club.txt"
    clocks = [f"{13 + n // 1000:02}/03/2024, {n // 60 % 24:02}:{n % 60:02}" for n in range(15_000)]
    lines = [f"{clock} - Person {n % 40}: line {n}" for n, clock in enumerate(clocks)]
    path.write_text("\n".join(lines), encoding="utf-8")
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(opened), str(WRITES)])
    [one] = book.bring_in(path, now=now).imports
    assert writer.wait(timeout=120) == 0
    from kithbook.store.models import Message, Setting

    assert (Setting.read("count"), Message.objects.count(), one.messages.new) == (WRITES, 15_000, 15_000)

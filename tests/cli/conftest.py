"""Commands typed on a book of their own."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kithbook.cli import main

Run = Callable[..., tuple[int, str, str]]
CHAT = """\
[03/05/2025, 10:15:00] Lantern Street: \u200eMessages and calls are end-to-end encrypted.
[03/05/2025, 10:15:02] Ines Halfmoon: the kiln is warm
[03/05/2025, 10:16:10] Ottokar Plumb: I bring the bowls
two of them
[04/05/2025, 09:00:00] Bram Teakettle: 聚会 on Saturday?
[04/05/2025, 09:02:00] Ines Halfmoon: yes, seven o'clock
[14/05/2025, 20:00:00] Ottokar Plumb: good evening
[14/05/2025, 20:00:00] Ottokar Plumb: good evening
"""


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Type a command on a book of its own; gives (exit status, standard output, standard error)."""
    monkeypatch.setenv("KITHBOOK_BOOK", str(tmp_path / "my.book"))
    monkeypatch.setenv("NO_COLOR", "1")

    def type_(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kithbook", *words])
        status = 0
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        out, err = capsys.readouterr()
        return status, out, err

    return type_


@pytest.fixture
def run(typed: Run) -> Run:
    """Type a command on a book of its own; gives (exit status, standard output, standard error)."""
    return typed


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    """A small WhatsApp export."""
    path = tmp_path / "WhatsApp Chat with Lantern Street.txt"
    path.write_text(CHAT, encoding="utf-8")
    return path


@pytest.fixture
def filled(run: Run, chat: Path) -> Run:
    """A book with that export in it."""
    assert run("import", str(chat), "--me", "Ottokar Plumb", "--json")[0] == 0
    return run

"""Commands typed on a book of their own."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kithbook.cli import main

Run = Callable[..., tuple[int, str, str]]


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

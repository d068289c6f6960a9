"""What the terminal asks before something comes in."""

from pathlib import Path

import pytest

from kithbook import book
from kithbook.cli import asking, bringing


def test_each_export_of_a_folder_is_looked_at_when_its_turn_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the first of two exports has brought in is asked about for the second."""
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [f"{13 + n // 10}/03/2024, {10 + n % 10}:00 - Ines: the kiln is at {n} degrees" for n in range(20)]
    for title in ("Kiln Club", "Kiln Society"):
        (folder / f"WhatsApp Chat with {title}.txt").write_text("\n".join(lines), encoding="utf-8")
        lines += ["15/03/2024, 09:00 - Ines: it is done"]
    asked: list[list[str]] = []
    monkeypatch.setattr(asking, "show", lambda preview: asked.append([each.name for each in preview.doubtful]))
    monkeypatch.setattr(asking, "choice", lambda offered: offered.value)
    monkeypatch.setattr(asking, "owner", lambda preview: None)
    monkeypatch.setattr(asking, "shall_come_in", lambda: True)
    with book.opened(tmp_path / "book.sqlite"):
        answer = bringing._asked(book, str(folder), None, {})
    assert asked == [[], ["chat 1"]]
    assert [one.messages.new for one in answer.imports] == [20, 1]

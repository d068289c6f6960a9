"""A folder is watched: what is whole comes in, what is doubtful is handed back, nothing is taken in twice."""

from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused

CLEAR = ((13, "10:00", "Ines", "the kiln is warm"), (14, "10:01", "Lio", "ok"))
DOUBTFUL = ((5, "10:00", "Ines", "hm"), (5, "10:05", "Lio", "so"))


def test_what_has_stopped_growing_comes_in_once(empty: Path, whatsapp, now: int) -> None:
    """A file is taken in at the second look at which it is the same, and again only when it changes."""
    path = whatsapp(*CLEAR, name="in")
    first = book.watch(path.parent, {}, now=now)
    assert first.queued == ()
    path.write_text(path.read_text() + "14/03/2024, 10:02 - Lio: more\n", encoding="utf-8")
    second = book.watch(path.parent, first.looks, now=now)
    assert second.queued == ()
    [number] = (third := book.watch(path.parent, second.looks, now=now)).queued
    assert book.work_on(number, now=now).messages.new == 3
    assert book.watch(path.parent, third.looks, now=now).queued == ()
    assert book.watch(path.parent, {}, now=now).queued == ()
    path.write_text(path.read_text() + "14/03/2024, 10:03 - Lio: and more\n", encoding="utf-8")
    looks = book.watch(path.parent, third.looks, now=now).looks
    [number] = book.watch(path.parent, looks, now=now).queued
    assert book.work_on(number, now=now).messages.new == 1


def test_what_is_doubtful_is_handed_back(empty: Path, whatsapp, now: int) -> None:
    """Dates that can be read in two ways are not decided behind the person's back."""
    path = whatsapp(*DOUBTFUL, name="in")
    looks = book.watch(path.parent, {}, now=now).looks
    seen = book.watch(path.parent, looks, now=now)
    assert (seen.queued, seen.doubtful) == ((), (path,))
    assert book.watch(path.parent, looks, now=now).doubtful == ()


def test_other_files_are_passed_over(empty: Path, tmp_path: Path, now: int) -> None:
    """What is no export is said once; half a download and hidden files are not looked at."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("list.txt", "chat.zip.crdownload", ".hidden.txt"):
        (folder / name).write_text("eggs\nflour\n")
    seen = book.watch(folder, book.watch(folder, {}, now=now).looks, now=now)
    assert [path.name for path, _ in seen.passed_over] == ["list.txt"]
    assert (seen.queued, seen.doubtful) == ((), ())


def test_a_folder_of_an_export_is_one_thing(empty: Path, whatsapp, now: int) -> None:
    """An export that is a folder comes in as a whole."""
    path = whatsapp(*CLEAR, name="watched/export")
    folder = path.parents[1]
    seen = book.watch(folder, book.watch(folder, {}, now=now).looks, now=now)
    assert len(seen.queued) == 1


def test_a_folder_that_is_not_there_is_refused(empty: Path, tmp_path: Path, now: int) -> None:
    """One sentence says that it cannot be watched."""
    with pytest.raises(Refused, match="cannot be watched"):
        book.watch(tmp_path / "nowhere", {}, now=now)


def test_exports_of_one_chat_are_taken_in_one_after_the_other(empty: Path, whatsapp, now: int) -> None:
    """The second of two exports that overlap waits for the first, so that its doubts are seen and asked about."""
    lines = [(13 + n // 10, f"{10 + n % 10}:00", "Ines", f"the kiln is at {n} degrees") for n in range(30)]
    first = whatsapp(*lines[:20], name="in")
    second = whatsapp(*lines, name="in", title="Kiln Society")
    looks = book.watch(first.parent, {}, now=now).looks
    [number] = book.watch(first.parent, looks, now=now).queued
    assert book.watch(first.parent, looks, now=now)[1:3] == ((), ())
    book.work_on(number, now=now)
    assert book.watch(first.parent, looks, now=now)[1:3] == ((), (second,))

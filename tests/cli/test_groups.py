"""`kithbook group`: what the owner says of it, its plan, its report as a file."""

import re
from pathlib import Path

import pytest

from tests.cli import contract
from tests.cli.conftest import Run
from tests.cli.contract import answer

LANTERN = "Lantern Street"


def test_words_on_a_group_are_kept(filled: Run) -> None:
    """What it is for, how it feels, another end, nothing to be asked: in one command, and taken back in another."""
    said = ("--purpose", "hobby", "--feeling", "worth it", "--end", "archive", "--ask-free", "--json")
    words = answer(filled("group", LANTERN, *said), contract.GROUP)["words"]
    assert words == {"purpose": "hobby", "feeling": "worth it", "choice": "archive", "ask_free": True}
    words = answer(filled("group", LANTERN, "--end", "", "--may-ask", "--json"), contract.GROUP)["words"]
    assert words == {"purpose": "hobby", "feeling": "worth it", "choice": "", "ask_free": False}


def test_a_step_is_ticked_and_unticked(filled: Run) -> None:
    """By its name, which the plan lists; another name is refused with those that there are."""
    filled("group", LANTERN, "--end", "archive")
    plan = answer(filled("group", LANTERN, "--tick", "note", "--json"), contract.GROUP)["plan"]
    assert {step["key"]: bool(step["done"]) for step in plan["steps"]}["note"]
    assert "[x] note" in filled("group", LANTERN)[1]
    assert "[ ] note" in filled("group", LANTERN, "--untick", "note")[1]
    status, out, err = filled("group", LANTERN, "--tick", "dance")
    assert (status, out) == (1, "")
    assert "no step dance" in err


def test_the_report_is_one_file_that_needs_nothing(filled: Run, tmp_path: Path) -> None:
    """No script, no address to load from; it holds the verdict, and the command says where it is."""
    target = tmp_path / "lantern.html"
    status, _, err = filled("group", LANTERN, "--report", str(target))
    assert status == 0
    assert str(target) in err
    page = target.read_text(encoding="utf-8")
    assert "<h1>" in page
    assert LANTERN in page
    assert "<script" not in page
    assert not re.search(r"""(src|href)=["'](?!#)|@import|url\(""", page)
    assert list(tmp_path.glob("*.part")) == []


def test_a_report_without_names_holds_none(filled: Run, tmp_path: Path) -> None:
    """Numbers stand for people."""
    target = tmp_path / "lantern.html"
    assert filled("group", LANTERN, "--hide-names", "--report", str(target))[0] == 0
    page = target.read_text(encoding="utf-8")
    for name in ("Ines", "Halfmoon", "Plumb", "三朵"):
        assert name not in page


@pytest.mark.parametrize("target", ["missing/report.html", "."])
def test_a_report_that_cannot_be_written_is_refused(filled: Run, tmp_path: Path, target: str) -> None:
    """One sentence with the place, and nothing left behind."""
    status, _, err = filled("group", LANTERN, "--report", str(tmp_path / target))
    assert status == 1
    assert "cannot be written" in err
    assert "Traceback" not in err


def test_an_attempt_is_told_and_taken_back(filled: Run) -> None:
    """A day that is none is refused."""
    status, _, err = filled("group", LANTERN, "--tried", "a red envelope", "--on", "someday")
    assert status == 1
    assert "no day that was" in err
    assert filled("group", LANTERN, "--tried", "a red envelope", "--on", "2025-05-04")[0] == 0
    assert filled("group", LANTERN, "--untell", "1")[0] == 0
    assert filled("group", LANTERN, "--untell", "1")[0] == 1


def test_propose_says_whether_a_new_group_would_hold(filled: Run) -> None:
    """As JSON in the promised shape, and in words; too few people are refused."""
    filled("add", "Cleo Nightjar", "--json")
    told = answer(filled("propose", "Ines", "Bram", "Cleo", "--json"), contract.PROPOSE)
    assert {seat["person"]["name"] for seat in told["people"]} == {"Ines Halfmoon", "Bram Teakettle", "Cleo Nightjar"}
    status, out, err = filled("propose", "Ines", "Bram", "Cleo")
    assert (status, err) == (0, "")
    assert out.startswith(told["says"][0])
    status, out, err = filled("propose", "Ines")
    assert (status, out) == (1, "")
    assert "has 3 to 60 people" in err

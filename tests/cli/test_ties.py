"""What the terminal says of ties: circles, numbers, and the tie of one person."""

import json
from typing import Any

import jsonschema
import msgspec
import pytest

from kithbook import book
from kithbook.vocabulary.answers import CirclesAnswer
from tests.cli import contract
from tests.cli.conftest import Run
from tests.web import sample_answers as cast


@pytest.fixture
def told(typed: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a command on a book whose answers are the cast's."""
    for name in ("circles", "numbers", "person"):
        monkeypatch.setitem(vars(book), name, cast.ANSWERS[name])
    monkeypatch.setitem(vars(book), "person", lambda name, *, now: cast.person(int(name), now=now))
    return typed


def document(run: Run, *words: str) -> Any:
    """The JSON that a command prints."""
    status, out, err = run(*words, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_circles_are_printed_with_gaps_layers_and_movers(told: Run) -> None:
    """In the order of strength, your choices marked, a line where a circle ends."""
    status, out, err = told("circles")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Your core is 3 people."
    assert lines[1] == "   1  0.91  (0.85 to 0.96)  close  #1  core"
    assert lines[2].endswith("#2  core, your choice")
    assert lines[4] == "      -- the core ends here: a gap from 0.84 to 0.61"
    assert "Of all contact: the first 5 31%, the first 15 52%" in out
    assert "(0.42 to 0.88), 云三朵 (too little to say to 0.84)." in out
    assert lines[-1] == "Drifted since the end of 2025-Q2: nobody by much."


def test_a_young_book_has_nobody_who_moved(told: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so instead of an empty list."""
    monkeypatch.setitem(vars(book), "circles", lambda *, now: CirclesAnswer("", (), (), (), (), "", (), ()))
    assert told("circles")[1] == "The book does not reach back a year, so it cannot say who moved.\n"


def test_numbers_are_printed_by_horizon(told: Run) -> None:
    """What is known, the sentences, and for each horizon how well it told apart and how far it was off."""
    out = told("numbers")[1]
    assert out.startswith("41 ties measured, of 1,203 others too little to say, as of 2026-06-01.\n")
    assert "Silence over 90 days  420 forecasts, 6 moments of the past, 31% of all fell silent" in out
    assert "   78%  the longest silent first" in out
    assert "fewest days" not in out
    assert "   said  70%, came  68%  (84)" in out
    assert "Calibration error 0.023, Brier 0.151" in out


def test_a_person_is_printed_with_what_lies_ahead(told: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The interval, your own word, each horizon, the next contact and how such forecasts fared."""
    out = told("person", "2")[1]
    assert "Close: 0.90, likely between 0.83 and 0.98.\nYou said 4 of 5: nothing weighs more." in out
    assert "If nothing happens (as of 2026-06-01):" in out
    assert "    34%  silent over 90 days, likely 25% to 45%" in out
    assert "The next contact is likely between 2026-07-03 and 2027-01-28, best guess 2026-07-12." in out
    assert "68% went silent.  How good are these numbers: kithbook numbers" in out
    bare = msgspec.structs.replace(cast.person(2, now=0), ahead=None, familiarity=None)
    monkeypatch.setitem(vars(book), "person", lambda name, *, now: bare)
    assert "If nothing happens" not in told("person", "2")[1]


@pytest.mark.parametrize(
    ("words", "schema"),
    [(("circles",), contract.CIRCLES), (("numbers",), contract.NUMBERS), (("person", "2"), contract.PERSON)],
)
def test_the_json_keeps_the_contract(told: Run, words: tuple[str, ...], schema: dict[str, Any]) -> None:
    """One document with the fields that were promised."""
    jsonschema.validate(document(told, *words), schema)

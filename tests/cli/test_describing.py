"""What the terminal writes on cards, and prints of them."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def run(typed: Run) -> Run:
    """Type a command on a book with two people; gives (exit status, standard output, standard error)."""
    typed("add", "Ines Halfmoon", "Bram Teakettle")
    return typed


def answer(run: Run, *words: str) -> Any:
    """The JSON that a command prints."""
    status, out, err = run(*words, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_a_value_is_set_printed_with_its_origin_and_removed(run: Run) -> None:
    """A birthday without its year begins with dashes, and is none of our options."""
    assert answer(run, "set", "Ines", "birthday", "--06-17")["value"] == "--06-17"
    assert answer(run, "set", "Ines", "custom", "38", "--label", "Shoe size")["label"] == "Shoe size"
    told = run("person", "Ines")[1]
    assert "birthday: --06-17, in " in told
    assert "Shoe size: 38  (you, " in told
    assert answer(run, "set", "Ines", "birthday", "--06-17", "--remove")["before"] == "--06-17"
    assert "birthday" not in run("person", "Ines")[1]
    status, _, err = run("set", "Ines", "birthday", "--06-17", "--remove")
    assert (status, err.count("\n")) == (1, 1)
    assert "You wrote no birthday --06-17 on the card of Ines Halfmoon." in err


def test_a_familiarity_is_said_printed_and_taken_back(run: Run) -> None:
    """From 1 to 5; the tie follows from it, and "" leaves it to the book."""
    assert answer(run, "set", "Ines", "familiarity", "4")["value"] == "4"
    assert answer(run, "person", "Ines")["familiarity"] == 4
    told = run("person", "Ines")[1]
    assert "You said 4 of 5: nothing weighs more." in told
    assert answer(run, "people")["people"][0]["name"] == "Ines Halfmoon"
    assert answer(run, "set", "Ines", "familiarity", "")["before"] == "4"
    assert answer(run, "person", "Ines")["familiarity"] is None
    status, _, err = run("set", "Ines", "familiarity", "6")
    assert (status, err) == (1, "Say how close you are from 1, hardly at all, to 5, very close.\n")


def test_a_bad_value_is_one_sentence(run: Run) -> None:
    """On standard error, with exit status 1."""
    status, out, err = run("set", "Ines", "mail", "nowhere")
    assert (status, out) == (1, "")
    assert err == "nowhere is no mail address. Write it as name@place.example.\n"


def test_tags_filter_the_list(run: Run) -> None:
    """Put on several, told only of those whom it changed, taken off again."""
    assert len(answer(run, "tag", "kiln", "Ines", "Bram")["people"]) == 2
    assert answer(run, "tag", "Kiln", "Bram")["people"] == []
    assert [row["tags"] for row in answer(run, "people", "--tag", "kiln")["people"]] == [["kiln"], ["kiln"]]
    assert len(answer(run, "tag", "kiln", "Bram", "--off")["people"]) == 1
    assert [row["name"] for row in answer(run, "people", "--tag", "KILN")["people"]] == ["Ines Halfmoon"]
    assert "Tags: kiln" in run("person", "Ines")[1]


def test_the_list_is_sorted_by_name_on_request(run: Run) -> None:
    """An order that does not exist is wrong usage."""
    names = [row["name"] for row in answer(run, "people", "--sort", "name")["people"]]
    assert names == ["Bram Teakettle", "Ines Halfmoon"]
    assert run("people", "--sort", "age")[0] == 2

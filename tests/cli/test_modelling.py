"""The command that says which language model may polish a draft."""

import pytest

from tests.cli import contract
from tests.cli.conftest import Run
from tests.cli.contract import answer

NEAR = "http://127.0.0.1:11434/v1"


def test_a_model_is_set_changed_in_part_and_forgotten(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not said again stays; --off forgets all of it."""
    monkeypatch.delenv("KITHBOOK_MODEL_KEY", raising=False)
    assert answer(run("model", "--json"), contract.MODEL)["url"] == ""
    told = answer(run("model", "--url", NEAR, "--name", "tiny", "--json"), contract.MODEL)
    assert (told["url"], told["name"], told["local"], told["masked"], told["key_set"]) == (
        NEAR,
        "tiny",
        True,
        True,
        False,
    )
    told = answer(run("model", "--allow-names", "--timeout", "90", "--json"), contract.MODEL)
    assert (told["url"], told["name"], told["masked"], told["timeout"]) == (NEAR, "tiny", False, 90)
    monkeypatch.setenv("KITHBOOK_MODEL_KEY", "sk-x")
    told = answer(run("model", "--url", "https://models.example/v1", "--json"), contract.MODEL)
    assert (told["name"], told["local"], told["masked"], told["timeout"], told["key_set"]) == (
        "tiny",
        False,
        False,
        90,
        True,
    )
    assert told["says"] == "What you send to tiny leaves your network for models.example."
    assert answer(run("model", "--off", "--json"), contract.MODEL)["url"] == ""
    assert answer(run("model", "--json"), contract.MODEL)["masked"]


def test_it_is_printed_where_a_draft_would_go(run: Run) -> None:
    """With whether names are hidden, and never the key."""
    status, out, err = run("model", "--url", NEAR, "--name", "tiny")
    assert (status, err) == (0, "")
    assert out.splitlines()[:3] == [
        "tiny on this machine may polish a draft, when you press for it.",
        f"{NEAR}  tiny  60 seconds",
        "Names and addresses are hidden.",
    ]
    assert "Names and addresses are sent as they are." in run("model", "--allow-names")[1]
    assert "Names and addresses are hidden." in run("model", "--mask-names")[1]


def test_what_cannot_be_is_refused(run: Run) -> None:
    """A sentence for an address that is none or a model without a name; wrong usage for --off with more."""
    status, out, err = run("model", "--url", "ftp://m.example", "--name", "tiny")
    assert (status, out) == (1, "")
    assert err.startswith("That is no address of a model.")
    assert run("model", "--url", NEAR)[2] == "Say which model to ask, by the name that its server has for it.\n"
    assert run("model", "--off", "--name", "tiny")[0] == 2
    assert answer(run("model", "--json"), contract.MODEL)["url"] == ""

"""The plain types: their examples run, they are small and frozen, and scores behave like numbers."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kithbook
from kithbook.vocabulary import KINDS, Message, Reason, Refused, Score, answers, as_json, measures, records, say, say_n
from kithbook.vocabulary.answers import Named

PURE = ("vocabulary", "formats", "identity", "ties", "groups", "planning", "words", "charts")
MODULES = sorted(
    found.name
    for room in PURE
    for found in pkgutil.walk_packages([str(Path(kithbook.__file__).parent / room)], f"kithbook.{room}.")
)


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    """Every example in a pure room's docstrings gives what it says."""
    assert doctest.testmod(importlib.import_module(module)).failed == 0


@pytest.mark.parametrize("module", [records, measures])
def test_every_type_that_passes_between_rooms_has_an_example(module: object) -> None:
    """Every record and measure is documented with an example."""
    types = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    assert len(types) >= 5
    assert [one.__name__ for one in types if ">>>" not in (one.__doc__ or "")] == []


def test_every_type_is_frozen() -> None:
    """Nobody changes a record, a measure or an answer after it was made."""
    for module in (records, measures, answers):
        for one in vars(module).values():
            if isinstance(one, type) and issubclass(one, msgspec.Struct) and one is not msgspec.Struct:
                assert one.__struct_config__.frozen, one.__name__


def test_a_message_cannot_be_changed() -> None:
    """Writing to a field of a message raises."""
    message = Message("1", "Ines", 0, "text", "hello")
    with pytest.raises(AttributeError):
        message.text = "other"  # type: ignore[misc]


def test_kinds_are_distinct_and_fit_a_small_number() -> None:
    """The store keeps a kind as its position, so no kind may stand twice."""
    assert len(set(KINDS)) == len(KINDS) < 128


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=20))
def test_scores_sort_like_numbers_with_the_unknown_first(values: list[float | None]) -> None:
    """A score compares like its number; one without a number sorts below all."""
    ordered = [score.value for score in sorted(Score(value) for value in values)]
    assert ordered == sorted(values, key=lambda value: -1.0 if value is None else value)


def test_a_score_lists_its_largest_reason_first() -> None:
    """Reasons are ordered by how much they weigh, whichever way."""
    score = Score(0.5, (Reason("a", 1, 0.1, say("a")), Reason("b", 2, -0.3, say("b"))))
    assert [reason.name for reason in score.reasons] == ["b", "a"]


def test_a_sentence_follows_its_count() -> None:
    """One and many have templates of their own."""
    assert str(say_n("{count} person", "{count} people", 1)) == "1 person"
    assert str(say_n("{count} person", "{count} people", 0)) == "0 people"


def test_a_refusal_with_braces_in_it_says_them() -> None:
    """A plain sentence with braces is not taken for a template."""
    assert str(Refused("The file {x}.txt is empty.").says) == "The file {x}.txt is empty."


def test_an_answer_becomes_one_json_document_with_sentences_in_words() -> None:
    """Sentences inside an answer are written out."""
    score = Score(0.5, (Reason("a", None, 0.1, say_n("{count} talk", "{count} talks", 2)),))
    assert '"says": "2 talks"' in as_json(score)
    assert as_json(Named(1, "云三朵"), indent=0) == '{"id": 1, "name": "云三朵"}'

"""The translations are complete, of the same placeholders, and in step with the code."""

from types import ModuleType

import pytest
from babel.messages.catalog import Message


def test_every_sentence_is_translated(translations: ModuleType) -> None:
    """Nothing missing, nothing doubtful, nothing out of step in Chinese and Arabic."""
    assert translations.faults() == []


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("a {x}", ""), "not translated"),
        (Message("a {x}", "b {y}"), "other placeholders"),
        (Message("a {x:.0%}", "b {x}"), "other placeholders"),
        (Message("a %(x)s", "b"), "other placeholders"),
        (Message("a", "b", flags=["fuzzy"]), "doubtful"),
        (Message(("a {count}", "b {count}"), ("c", "")), "not translated"),
    ],
)
def test_a_faulty_translation_is_found(translations: ModuleType, message: Message, fault: str) -> None:
    """The check itself can fail, for each kind of fault."""
    assert any(fault in found for found in translations.faults_of(message, 2))


def test_a_dual_may_say_its_number_in_words(translations: ModuleType) -> None:
    """Arabic says "two messages" in one word."""
    message = Message(("{count} message", "{count} messages"), ("رسالتان", "{count} رسائل"))
    assert list(translations.faults_of(message, 2)) == []


def test_sentences_of_templates_and_code_are_collected(translations: ModuleType) -> None:
    """Templates, plurals, contexts, sentences of the pure rooms and reasons of the formats."""
    found = translations.found()
    assert found.get("This week") is not None
    assert found.get("Keep", "settings") is not None
    assert found.get("Lines before the first message.") is not None
    assert found.get(("%(count)s message", "%(count)s messages")).pluralizable

"""The reference says what the code does: made from it, complete, and its examples fit their schema."""

import importlib
import json
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

from kithbook.vocabulary import as_json

REPO = Path(__file__).resolve().parents[2]
REFERENCE = REPO / "docs" / "reference"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script that makes the reference."""
    monkeypatch.syspath_prepend(REPO / "scripts")
    return importlib.import_module("make_reference")


def test_reference_is_what_the_code_makes(made: ModuleType) -> None:
    """`make reference` would change nothing."""
    committed = {path.name: path.read_text(encoding="utf-8") for path in REFERENCE.iterdir()}
    assert committed == made.pages()


def test_every_command_has_its_section_with_an_example(made: ModuleType) -> None:
    """No command is without a section, and none without an example of its use."""
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    sections = dict(part.split("\n", 1) for part in page.split("\n## kithbook ")[1:])
    commands = made.commands_of(made.typer.main.get_command(made.app))
    assert set(sections) == set(commands)
    assert [name for name, text in sections.items() if f"Example: `kithbook {name.split()[0]}" not in text] == []


def test_every_command_with_json_names_its_answer(made: ModuleType) -> None:
    """Whatever takes --json prints a documented answer; only `read` prints records."""
    commands = made.commands_of(made.typer.main.get_command(made.app))
    with_json = {name for name, command in commands.items() if any("--json" in p.opts for p in command.params)}
    assert with_json - {"read"} == set(made.ANSWERED)
    assert {type(example) for example in made.EXAMPLES} == {*made.ANSWERED.values(), *made.BY_OPTION.values()}


def test_examples_fit_the_schema(made: ModuleType) -> None:
    """Each example of an answer is valid under the committed schema."""
    definitions = json.loads((REFERENCE / "answers.schema.json").read_text(encoding="utf-8"))["$defs"]
    for example in made.EXAMPLES:
        name = type(example).__name__
        jsonschema.validate(json.loads(as_json(example)), {"$ref": f"#/$defs/{name}", "$defs": definitions})


def test_schema_refuses_an_answer_without_its_fields() -> None:
    """The schema would notice a field that is gone."""
    definitions = json.loads((REFERENCE / "answers.schema.json").read_text(encoding="utf-8"))["$defs"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"page": 1}, {"$ref": "#/$defs/PeopleAnswer", "$defs": definitions})

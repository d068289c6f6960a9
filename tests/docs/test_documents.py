"""The documents hold together: links lead somewhere, commands exist, nothing of one machine is in them."""

import re
from pathlib import Path

import pytest
import typer

from kithbook.cli import app

REPO = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*REPO.glob("*.md"), *REPO.glob("docs/**/*.md"), *REPO.glob("benchmarks/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def name_of(path: Path) -> str:
    """A document's name in the list of tests."""
    return str(path.relative_to(REPO))


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_lead_to_files(path: Path) -> None:
    """Every relative link of a document leads to a file of the repository."""
    targets = [t for t in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in t]
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_commands_in_documents_exist(path: Path) -> None:
    """Every `kithbook NAME` in code is a command, with options that it takes."""
    commands = typer.main.get_command(app).commands
    text = path.read_text(encoding="utf-8")
    quoted = [*re.findall(r"`kithbook ([^`\n]+)`", text), *re.findall(r"^ {4}kithbook (.+)$", text, re.M)]
    for line in quoted:
        name = line.split()[0]
        if name.startswith("-") or name.isupper():
            continue
        assert name in commands, line
        inner = getattr(commands[name], "commands", {})
        known = {option for c in (commands[name], *inner.values()) for p in c.params for option in p.opts}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", line.split("#")[0])) <= known | {"--help", "--no-serve"}, line


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_no_document_knows_one_machine(path: Path) -> None:
    """No document names a folder of whoever wrote it."""
    assert re.findall(r"/(?:work|tmp|home|root|opt|Users)/\S*", path.read_text(encoding="utf-8")) == []


def test_licence_is_the_whole_agpl() -> None:
    """The licence is the full text of the GNU Affero General Public License, version 3."""
    text = (REPO / "LICENSE").read_text(encoding="utf-8")
    assert text.splitlines()[0].strip() == "GNU AFFERO GENERAL PUBLIC LICENSE"
    assert len(text) > 34_000
    assert "13. Remote Network Interaction; Use with the GNU General Public License." in text

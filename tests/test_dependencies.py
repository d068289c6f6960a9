"""What the program imports is what `make run` installs: nothing may stand only among the tools of development."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]


def imported(path: Path) -> set[str]:
    """The top modules a file imports that are neither ours nor the standard library's."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"kithbook"}


def canonical(name: str) -> str:
    """The name of a distribution as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_everything_imported_is_installed_by_make_run() -> None:
    """Every import of the program is declared for it, not for its developers, and is in its lock file."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    declared = {canonical(re.split(r"[<>=\[;~! ]", line)[0]) for line in told}
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements/run.lock").read_text("utf-8"), re.M))
    where = packages_distributions()
    missing = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in (ROOT / "src").rglob("*.py")
        for module in imported(path)
        if not {canonical(name) for name in where.get(module, ())} & declared & locked
    }
    assert not missing, sorted(missing)

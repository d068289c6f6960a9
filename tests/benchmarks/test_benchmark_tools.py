"""What the benchmarks stand on: exports that repeat, rows that keep their spread, aims that can be missed."""

import json
import random
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import by_format, generate, mutations, table
from kithbook.formats import find, read
from kithbook.vocabulary import Message, Problem


def test_same_seed_gives_the_same_export(tmp_path: Path) -> None:
    """Two exports of one seed are equal byte for byte, one of another seed is not."""
    once, again = (generate.export(tmp_path / name, 500) for name in ("once.txt", "again.txt"))
    other = generate.export(tmp_path / "other.txt", 500, seed=8)
    assert once.read_bytes() == again.read_bytes() != other.read_bytes()


def test_made_export_is_read_whole(tmp_path: Path) -> None:
    """Our reader finds every message of a made export, and no problem in it."""
    records = list(read(generate.export(tmp_path / "made.txt", 3000)))
    said = [r for r in records if isinstance(r, Message) and r.sender]
    assert len(said) == 3000
    assert [r for r in records if isinstance(r, Problem)] == []
    assert any(m.lines > 1 for m in said)


def test_members_have_names_of_their_own() -> None:
    """1,000 members are 1,000 names, some Chinese and some Arabic."""
    names = {generate.member(number) for number in range(1000)}
    assert len(names) == 1000
    assert any("\u4e00" <= name[0] <= "\u9fff" for name in names)
    assert any("\u0600" <= name[0] <= "\u06ff" for name in names)


def test_row_keeps_median_and_spread() -> None:
    """A row holds the median of its runs, with the least and the most."""
    made = table.row(("set", "read", "kithbook"), "messages/s", [3.0, 1.0, 9.0])
    assert (made.value, made.low, made.high, made.n) == (3.0, 1.0, 9.0, 3)


def test_aims_are_met_or_say_by_how_much_not() -> None:
    """An aim that is missed says by how much; one that is met says yes."""
    missed, met = table.at_least("rows/s", 200, 150.0), table.at_most("s", 1, 0.5)
    assert (missed.met, met.met) == (False, True)
    shown = table.text([], [missed, met])
    assert "no, by 25%" in shown
    assert "yes" in shown


def test_json_has_the_shape_of_the_design() -> None:
    """The document of --json has the benchmark, its rows and its aims, with the names of the design."""
    row = table.row(("set", "read", "kithbook"), "messages/s", [1.0])
    document = json.loads(table.as_json("speed", [row], [table.at_least("messages/s", 2, 1.0)]))
    assert list(document) == ["benchmark", "rows", "aims"]
    assert list(document["rows"][0]) == ["set", "regime", "system", "metric", "value", "low", "high", "n"]
    assert list(document["aims"][0]) == ["metric", "aim", "value", "met"]


@pytest.mark.parametrize("made", by_format.MADE, ids=lambda made: made.name)
def test_each_generator_makes_an_export_of_its_format(tmp_path: Path, made: by_format.Made) -> None:
    """Of any length, the same each time, recognised by its own format alone, and read without a problem."""
    module, _, function = made.generator.partition(".")
    generator = getattr(import_module(f"benchmarks.exports.{module}"), function)
    (tmp_path / "again").mkdir()
    paths = [generator(folder / made.file, 400) for folder in (tmp_path, tmp_path / "again")]
    files = [sorted(path.rglob("*")) if path.is_dir() else [path] for path in paths]
    assert [each.read_bytes() for each in files[0]] == [each.read_bytes() for each in files[1]]
    (export,) = (found for found in find(paths[0]) if found.format is not None)
    assert export.format is not None
    assert made.name.startswith(export.format.NAME)
    records = list(read(paths[0]))
    assert [each for each in records if isinstance(each, Problem)] == []
    assert 400 <= sum(isinstance(each, Message) for each in records) <= 401


def test_mutations_repeat_and_stay_small() -> None:
    """The same seed damages an export in the same way, and never makes it huge."""
    content = b'{"messages": [{"id": 1, "text": "tea"}]}\n' * 20
    made = [[mutations.mutated(content, random.Random(seed), [content]) for seed in range(200)] for _ in range(2)]
    assert made[0] == made[1]
    assert max(map(len, made[0])) <= mutations.LARGE
    assert len(set(made[0])) > 150

"""Coverage-guided fuzzing of the readers: `python -m benchmarks.fuzz [--seconds N] [--format NAME] [--keep DIR]`.

Each format is fuzzed by atheris in a process of its own, from its invented samples, with mutations that know the
structure of JSON, tables and lines (`mutations`). A reader may refuse in a sentence; anything else it raises, a hang
and memory without an end are findings: their inputs are kept. atheris needs a place of its own, as benchmarks/README.md
says.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv" / "fuzz" / "bin" / "python"
HOW = """atheris is not installed. To fuzz:
python3.11 -m venv .venv/fuzz
.venv/fuzz/bin/pip install -r requirements/run.lock
.venv/fuzz/bin/pip install -r benchmarks/requirements-fuzz.txt"""
MEMORY = 1_500  # MB of the whole process, in which the corpus lies too
LIMIT = 20  # seconds for one input


def main() -> None:
    """Fuzz one format after another, and say what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="for each format (60)")
    parser.add_argument("--format", action="append", default=[], help="only this one; may be given again")
    parser.add_argument("--keep", type=Path, default=ROOT / ".fuzz", help="where failing inputs go (.fuzz)")
    asked = parser.parse_args()
    if not PYTHON.exists():
        raise SystemExit(HOW)
    from kithbook.formats import FORMATS

    asked.keep.mkdir(parents=True, exist_ok=True)
    failed = []
    for name in asked.format or [module.NAME for module in FORMATS]:
        command = [str(PYTHON), "-m", "benchmarks.fuzz", "run", name, str(asked.seconds), str(asked.keep)]
        with tempfile.TemporaryDirectory(prefix="kithbook-fuzz-") as folder:  # a finding ends the process at once
            places = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "TMPDIR": folder}
            done = subprocess.run(
                command, cwd=ROOT, env=os.environ | places, capture_output=True, text=True, check=False
            )
        tail = done.stderr.splitlines()
        counted = next((line for line in reversed(tail) if "Done" in line or "DONE" in line), "")
        print(f"{name:24} {'ok' if not done.returncode else 'FAILED'}  {counted}", flush=True)
        if done.returncode:
            failed.append(name)
            lines = (*done.stdout.splitlines()[-30:], *tail[-12:])  # the traceback is on standard output
            print("\n".join(line for line in lines if not line.startswith(("#", "MS:", "0x", "\\x"))), flush=True)
    if failed:
        raise SystemExit(f"{len(failed)} failed: {', '.join(failed)}. The inputs are in {asked.keep}.")


def run(name: str, seconds: str, keep: str) -> None:
    """The process in which one format is fuzzed, until the time is over or something is found."""
    import atheris

    with atheris.instrument_imports(include=["kithbook.formats"]):
        from benchmarks.mutations import mutated, placed, samples
    from kithbook.formats import Source
    from kithbook.vocabulary import Refused, Tally

    known = samples((name,))
    if not known:
        raise SystemExit(f"{name} has no samples.")
    contents = [content for sample in known for _, content in sample.files if content]
    # an input begins with two bytes: which sample, and which of its files it stands for
    seeds = [
        bytes((number % 256, at % 256)) + content
        for number, sample in enumerate(known)
        for at, (_, content) in enumerate(sample.files[:256])
    ]
    folder = Path(tempfile.mkdtemp())

    def one(data: bytes) -> None:
        sample = known[data[0] % len(known)] if data else known[0]
        at = data[1] % len(sample.files) if len(data) > 1 else 0
        inside = Path(tempfile.mkdtemp(dir=folder))
        try:
            source = Source(placed(sample, at, data[2:], inside))
            sample.format.recognise(source)
            last: Any = None
            for last in sample.format.read(source, now=1_781_514_000):  # noqa: B007 - only the last is looked at
                pass
            if not isinstance(last, Tally) or last.total != last.read + last.blank + last.not_read:
                raise ValueError("a stream that does not end in a tally that adds up")
        except Refused:
            pass
        finally:
            shutil.rmtree(inside, ignore_errors=True)

    def mutator(data: bytes, max_size: int, seed: int) -> bytes:
        pick = random.Random(seed)
        if len(data) < 2 or pick.random() < 0.3:
            return bytes(atheris.Mutate(data, max_size))
        return data[:2] + mutated(data[2:], pick, contents)[: max_size - 2]

    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed)
    limits = [f"-max_total_time={seconds}", f"-timeout={LIMIT}", f"-rss_limit_mb={MEMORY}", "-max_len=200000"]
    arguments = [sys.argv[0], str(corpus), *limits, f"-artifact_prefix={keep}/{name}-", "-print_final_stats=0"]
    atheris.Setup(arguments, one, custom_mutator=mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        run(*sys.argv[2:])
    else:
        main()

"""Feeds every reader exports that are broken in the ways exports break: none may raise, hang or fill memory."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = float(os.environ.get("KITHBOOK_FUZZ_SECONDS", "10"))
SEED = int(os.environ.get("KITHBOOK_FUZZ_SEED", "1"))
KEEP = os.environ.get("KITHBOOK_FUZZ_KEEP")  # a folder for the inputs that fail
START = 120  # seconds in which the child must be ready, and by which it may overrun


@pytest.mark.drill
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits of memory are set as Linux has them")
def test_no_mutated_export_breaks_a_reader(tmp_path: Path) -> None:
    """All formats and all samples, for a bounded time, in a process that may not grow."""
    command = [sys.executable, "-m", "tests.drills.fuzzing", str(tmp_path), str(SECONDS), str(SEED)]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS + START, check=False)
    except subprocess.TimeoutExpired:
        pytest.fail(f"a reader hangs in code that cannot be stopped; the input: {_kept(tmp_path / 'current')}")
    if done.returncode:
        pytest.fail(
            f"the process died ({done.returncode}); the input: {_kept(tmp_path / 'current')}\n{done.stderr[-2000:]}"
        )
    said = [json.loads(line) for line in done.stdout.splitlines()]
    failures = [f"{each['where']}  {_kept(Path(each['kept']))}" for each in said if "where" in each]
    assert not failures, "\n".join(failures)
    assert said[-1]["inputs"] > SECONDS, "hardly any input was read"


def _kept(path: Path) -> Path:
    """Where a failing input can be found after the test."""
    if KEEP and path.exists():
        Path(KEEP).mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(path, KEEP))
    return path

"""The child of the fuzzing drill: reads mutated exports in a process with limits, and says where each failure was.

`python -m tests.drills.fuzzing FOLDER SECONDS SEED [FORMAT]` prints one JSON object for each new failure, and keeps the
input in FOLDER; FOLDER/current is the input being read, for when the process itself dies.
"""

import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import FrameType

from benchmarks.mutations import Sample, mutated, placed, samples
from kithbook.formats import Source
from kithbook.vocabulary import Refused
from tests.formats.test_contract import check_stream

MEMORY = 700 << 20  # bytes that reading one small export may take, beside what the process has
LIMIT = 10  # seconds for one input; most take milliseconds


class Slow(BaseException):
    """One input took too long."""


def read(sample: Sample, path: Path) -> None:
    """Read an export as a book would: all of it, in an order that holds, or a refusal in a sentence."""
    try:
        source = Source(path)
        sample.format.recognise(source)
        if hasattr(sample.format, "why_not"):
            sample.format.why_not(source)
        records = list(sample.format.read(source, now=1_781_514_000))
    except Refused as refused:
        if not str(refused).endswith("."):
            raise ValueError("a refusal that is no sentence") from refused
    else:
        check_stream(records)


def one(sample: Sample, at: int, content: bytes, folder: Path) -> str:
    """Where reading this input failed, or ""."""
    inside = Path(tempfile.mkdtemp(dir=folder))
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        read(sample, placed(sample, at, content, inside))
    except (Exception, Slow) as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [each for each in frames if "kithbook/formats" in each.filename] or frames
        last = ours[-1]
        why = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno} {last.line}"
        return f"{sample.format.NAME}: {why}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        shutil.rmtree(inside, ignore_errors=True)
    return ""


def main(folder: Path, seconds: float, seed: int, name: str = "") -> None:
    """Mutate and read until the time is over."""
    signal.signal(signal.SIGALRM, _slow)
    known = samples((name,) if name else ())
    contents = [content for sample in known for _, content in sample.files if content]
    with open("/proc/self/statm") as pages:  # noqa: PTH123 - no file, but a window
        used = int(pages.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    pick = random.Random(seed)
    seen: set[str] = set()
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        sample = known[count % len(known)]
        at = pick.randrange(len(sample.files))
        content = mutated(sample.files[at][1], pick, contents)
        (folder / "current").write_bytes(content)
        where = one(sample, at, content, folder)
        count += 1
        if where and where not in seen:
            seen.add(where)
            kept = folder / f"{sample.format.NAME}-{len(seen)}-{sample.path.name}-{at}"
            kept.write_bytes(content)
            print(json.dumps({"where": where, "kept": str(kept), "sample": sample.path.name, "file": at}), flush=True)
    (folder / "current").unlink(missing_ok=True)
    print(json.dumps({"inputs": count}), flush=True)


def _slow(number: int, frame: FrameType | None) -> None:
    raise Slow


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])

"""The most memory that this process ever held."""

import resource
from pathlib import Path


def peak_mb() -> float:
    """Megabytes; without what the process that started this one held, which Linux counts in `ru_maxrss` too."""
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

"""What becomes of groups: `python -m benchmarks.groups [--quick] [--json] [--data DIR] [--samples DIR]`.

One section after the other: the forecast (`groups_forecast`), revivals beside placebo dates (`groups_placebo`). Values
are figures on groups that were held out, with 95% intervals in the place of least and most.
"""

import argparse
import importlib
import importlib.util
import sys
from pathlib import Path
from typing import Final

from benchmarks.group_sets import SHARED, exports, streams
from benchmarks.table import Aim, Row, as_json, text

# Each is a module benchmarks.groups_NAME with rows(groups, quick) -> (rows, aims), loaded when it is asked for.
SECTIONS: Final = ("forecast", "placebo")


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.groups", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer dates and draws, within a minute")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--only", choices=SECTIONS, help="one section")
    parser.add_argument("--data", type=Path, default=SHARED / "data", help="the same layout in another folder")
    parser.add_argument("--samples", type=Path, default=SHARED / "samples", help="exports in another folder")
    told = parser.parse_args()
    groups = [*streams(told.data), *exports(told.samples)]
    if not groups:
        print(f"No groups: neither {told.data} nor {told.samples} has any.", file=sys.stderr)
    rows: list[Row] = []
    aims: list[Aim] = []
    for name in (told.only,) if told.only else SECTIONS:
        if importlib.util.find_spec(f"benchmarks.groups_{name}"):
            more, wanted = importlib.import_module(f"benchmarks.groups_{name}").rows(groups, told.quick)
            rows += more
            aims += wanted
    print(as_json("groups", rows, aims) if told.json else text(rows, aims))


if __name__ == "__main__":
    main()

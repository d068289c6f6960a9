"""The tables that ship with the package: small JSON files beside this module, written by hand or fitted."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The table `name`.json; each file says in "source" where it comes from."""
    read: dict[str, Any] = json.loads((files("kithbook.identity.names") / f"{name}.json").read_text("utf-8"))
    return read

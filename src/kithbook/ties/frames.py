"""Frames of any engine: what comes out is of the kind that went in (Polars or PySpark, eager or lazy)."""

from typing import Any, TypeVar, cast

import narwhals as nw

Native = TypeVar("Native")
Frame = Any  # a DataFrame or a LazyFrame of Narwhals, whose methods do not type as one


def narwhal(frame: object) -> Frame:
    """The frame as Narwhals sees it."""
    return nw.from_native(cast("Any", frame))


def native(frame: Frame, like: Native) -> Native:
    """The frame as its own engine sees it, of the kind of ``like``."""
    return cast("Native", frame.to_native())

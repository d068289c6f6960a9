"""One module per export format: each turns a source into a stream of records.

A format is a module with ``NAME`` (the JSON's "format"), ``TITLE``, ``HOW_TO_EXPORT`` (language -> text),
``recognise(source) -> bool`` (looks only at names and heads; never raises) and
``read(source, *, dates=None) -> Iterator[Record]`` (streams; never raises but Refused; ends with a Tally).
"""

from kithbook.formats.source import Source

__all__ = ["Source"]

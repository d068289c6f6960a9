"""What other programs on this machine read from the book: the calendar."""

from kithbook.feeds.ics import as_ics

__all__ = ["as_ics"]

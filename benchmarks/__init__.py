"""Accuracy and speed: each module is a command that prints a table, `python -m benchmarks.NAME [--quick] [--json]`."""

"""`python -m kithbook` is `kithbook`."""

from kithbook.cli import main

main()

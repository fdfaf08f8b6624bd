"""`python -m aqb_cli` is the same as `aqb`."""

from aqb_cli.cli import main

main()

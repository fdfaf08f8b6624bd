"""The command line. A command is a module with an `app`, named in `_commands`; only the one asked for is loaded."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the program with its exit code: 0 clean, 1 findings, 2 not carried out."""
    gc.disable()  # what is loaded at the start stays; looking through it again and again takes a tenth of a short run
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for some reads the metadata of all packages
    from aqb_cli.cli._main import run

    code = run(sys.argv[1:] if arguments is None else list(arguments))
    if arguments is not None:
        sys.exit(code)
    # At once: Python would take its modules apart first, one by one, which takes 20 of 280 ms. All is written by now.
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(code)


# Room for the calls below this one. CPython keeps its frames in pieces of 16 KiB, and where a loop's calls happen to
# cross the end of one, each call asks the system for a new piece and gives it back: 6,400 times in a short run, 25 of
# 280 ms. A frame that needs 136 KiB (17,000 places of 8 bytes) is given a piece of 256 KiB, whose rest is enough.
main.__code__ = main.__code__.replace(co_stacksize=17_000)

"""The command line. A command is a module with an `app`, named in `_commands`; only the one asked for is loaded."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the program with its exit code: 0 clean, 1 findings, 2 not carried out."""
    gc.disable()  # what is loaded at the start stays; looking through it again and again takes a tenth of a short run
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for some reads the metadata of all packages
    from aqb_cli.cli._running import run

    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments)))

"""The command line. A command is a module with an `app`, named in `COMMANDS`; only the one asked for is loaded."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

COMMANDS = {
    "validate": "Check agreements and say what is wrong, where, and what to do.",
    "budget": "Add budgets up: totals, shares, averages and changes.",
    "diff": "Say what has changed in agreements, in their own terms.",
    "init": "Make a new collection, with hooks, CI and editor settings.",
    "new": "Begin the agreement of a new year, with what is known.",
    "fmt": "Bring agreement files into one layout.",
    "import": "Take in agreements that exist as PDF, Word or text.",
    "list": "List measures by category, agreements, districts or categories.",
    "review": "Compare plan and result, for the review meeting.",
    "schema": "Print the JSON Schema of agreement files.",
    "show": "Show one agreement.",
    "render": "Write agreements as documents to publish: HTML, Markdown, text, PDF, Word.",
    "wording": "Learn a ministry's wording from a signed document.",
    "rule": "Explain a rule, or list all rules.",
}
"""The commands and what they do, as `aqb --help` lists them. To add one, write its module and name it here."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the program with its exit code: 0 clean, 1 findings, 2 not carried out."""
    gc.disable()  # what is loaded at the start stays; looking through it again and again takes a tenth of a short run
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for some reads the metadata of all packages
    from aqb_cli.cli.running import run

    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments)))

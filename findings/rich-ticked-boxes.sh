#!/usr/bin/env bash
# rich: of "[x] ja [ ] nein" the tick is gone, and the empty box stays
#
# One would guess that a library which prints tables in terminals prints the texts that it is given, or fails on what it
# doesn't know. rich reads square brackets in all texts as its own marks of style, also in the cells of tables. What
# begins with a small letter in them is a style, and one that it doesn't know is left out in silence: "[x]" is gone, and
# an empty box stays; "Kurs A [bis 25 Jahre]" becomes "Kurs A", "100.000 [vorläufig]" a final amount. "[Entwurf]", "[§
# 16e]" and "[1]" stay, since they begin otherwise, so that most brackets look safe.
#
# Seen with rich 15.0.0 from PyPI (`rich/markup.py`, `RE_TAGS`; `markup=False` or `rich.markup.escape` prints them). Why
# it matters here: forms tick with "[x]", and editors put what they add into brackets. All texts of ours reach rich as
# finished texts, which it doesn't read.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check rich==15.0.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version
from io import StringIO

from rich.console import Console
from rich.table import Table

print("rich", version("rich"))
CELLS = {
    "[x] ja [ ] nein": " ja [ ] nein",
    "[ ] ja [x] nein": "[ ] ja  nein",
    "Kurs A [bis 25 Jahre]": "Kurs A ",
    "100.000 [vorläufig]": "100.000 ",
    "Kurs A [Entwurf]": "Kurs A [Entwurf]",
    "Kurs A [§ 16e]": "Kurs A [§ 16e]",
}


def cell(text: str, **options: bool) -> str:
    """How a table with one cell prints it."""
    table = Table.grid()
    table.add_row(text)
    console = Console(file=StringIO(), width=60, **options)
    console.print(table)
    return console.file.getvalue().removesuffix("\n")


for text, printed in CELLS.items():
    print(f"{text!r} is printed as {cell(text)!r}")
    assert cell(text) == printed and cell(text, markup=False) == text
PYTHON

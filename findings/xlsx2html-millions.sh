#!/usr/bin/env bash
# xlsx2html: "1,3 Mio. €" is published as "1250000,0 Mio. €", and no money at all as "k0 A."
#
# One would guess that a program which makes web pages of workbooks "with keep cell formatting" shows a number as the
# workbook does, or without its format. Of Excel's format for millions (`0.0,, "Mio. €"`: each comma behind the digits
# divides by a thousand) it keeps the unit and drops the division: 1 250 000 euros become 1 250 000 millions. For
# thousands (`#,##0,`) 12 500 becomes ".12500". Of a format with a word of its own for zero (`0;-0;"k. A."`), the point
# in the word is taken for the decimal one: "k0 A.". And each word in quotes keeps them: `24 "Plätze"`.
#
# Seen with xlsx2html 0.6.4 and Babel 2.19.0 from PyPI, on a file of openpyxl 3.1.5, with `locale="de"`. Why it matters
# here: tables of budgets are published by such programs, and overviews are in millions. The formats of our workbooks
# hold "€" and "%" alone.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check xlsx2html==0.6.4 babel==2.19.0 openpyxl==3.1.5
venv/bin/python - <<'PYTHON'
import re
from html import unescape
from importlib.metadata import version
from io import StringIO

import openpyxl
from xlsx2html import xlsx2html

for name in ("xlsx2html", "babel", "openpyxl"):
    print(name, version(name))
CELLS = {  # the format: the number, what is shown
    '0.0,, "Mio. €"': (1250000, '1250000,0 "Mio. €"'),
    "#,##0,": (12500, ".12500"),
    '0;-0;"k. A."': (0, '"k0 A."'),
    '0 "Plätze"': (24, '24 "Plätze"'),
    "#,##0.00 €": (1250000, "1.250.000,00 €"),
}
book = openpyxl.Workbook()
for row, (look, (number, _shown)) in enumerate(CELLS.items(), 1):
    book.active.cell(row, 1, number).number_format = look
book.save("cells.xlsx")
page = StringIO()
xlsx2html("cells.xlsx", page, locale="de")
found = [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", page.getvalue(), re.DOTALL)]
for (look, (number, shown)), cell in zip(CELLS.items(), found, strict=True):
    print(f"{number} as {look}: {cell}")
    assert cell == shown
PYTHON

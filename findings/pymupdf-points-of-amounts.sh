#!/usr/bin/env bash
# PyMuPDF: in tables, 50.000,00 euros become five millions, and the point and the comma stand in the next line
#
# One would guess that a table's cell has the text which the page's text has, "50.000,00". `find_tables()` finds the
# table, but `extract()` and `to_pandas()` ask for boxes that are as high as the ink (`TEXT_ACCURATE_BBOXES`) and sort
# them into lines by their upper edges, which "." and "," have far below those of digits: what comes is "5000000", a new
# line, and ". ,". Days lose their points in the same way ("01082025"), and spaces between words are gone ("KursA").
# Whoever takes the first line, or only digits, has a hundred times the amount, without a word. `to_markdown()` and the
# page's `get_text()` are right.
#
# Seen with PyMuPDF 2.0 from PyPI, on a file of reportlab 5.1.0; with files of LibreOffice and typst it was the same
# when tried; `pymupdf/table.py`. Why it matters here: reports and notices hold their amounts in such tables, and this
# is a usual way to get at them. Import reads letters with pdfium and finds tables itself.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check PyMuPDF==2.0 reportlab==5.1.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pymupdf
from reportlab.lib.colors import black
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

print("PyMuPDF", version("PyMuPDF"), "reportlab", version("reportlab"))
ROWS = [["Maßnahme", "Beginn", "Betrag"], ["Kurs A", "01.08.2025", "50.000,00"], ["Kurs B", "15.09.2025", "1 200 000"]]
SimpleDocTemplate("table.pdf").build([Table(ROWS, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black)]))])
page = pymupdf.open("table.pdf")[0]
table = page.find_tables().tables[0]
cells, lines = table.extract(), table.to_markdown().splitlines()
print(f"the page's text: {page.get_text().split()}\nthe table: {cells}\nin Markdown: {lines[2:4]}")
assert page.get_text().split() == " ".join(cell for row in ROWS for cell in row).split()
assert cells == [
    ["Maßnahme", "Beginn", "Betrag"],
    ["KursA", "01082025\n. .", "5000000\n. ,"],
    ["KursB", "15092025\n. .", "1200000"],
]
assert lines[2:4] == ["|Kurs A|01.08.2025|50.000,00|", "|Kurs B|15.09.2025|1 200 000|"]
PYTHON

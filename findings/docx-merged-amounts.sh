#!/usr/bin/env bash
# python-docx, docx2python: one amount for two courses is read as that amount for each of them
#
# One would guess that a field of a Word table which goes across two rows, "100.000 Euro" for Kurs A and Kurs B
# together, is read once, or marked below. python-docx's `row.cells` and docx2python's tables give its text in each row
# that it touches, with nothing that tells it from a field with the same amount of its own: added up, the two courses
# cost 200 000 euros, and places count twice in the same way. In docx2python, `duplicate_merged_cells=False` leaves the
# rows below empty; in python-docx, only comparing the elements (`cell._tc`) tells. mammoth says how many rows a field
# takes.
#
# Seen with python-docx 1.2.0, docx2python 3.7.1 and mammoth 1.13.0 from PyPI. Why it matters here: courses that share a
# budget are written like that in agreements. Import doubts a row that shares such a field with the row above, and says
# so.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check python-docx==1.2.0 docx2python==3.7.1 mammoth==1.13.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version
from pathlib import Path

import docx
import mammoth
from docx2python import docx2python

for name in ("python-docx", "docx2python", "mammoth"):
    print(name, version(name))
document = docx.Document()
table = document.add_table(2, 2)
for row, title in zip(table.rows, ("Kurs A", "Kurs B"), strict=True):
    row.cells[0].text = title
table.cell(0, 1).merge(table.cell(1, 1)).text = "100.000 Euro"
document.save("merged.docx")


def by_docx2python(**options: bool) -> list[str]:
    """The amounts of the table."""
    with docx2python("merged.docx", **options) as read:
        return [row[1][0] for table in read.body for row in table if len(row) > 1]


amounts = [row.cells[1].text for row in docx.Document("merged.docx").tables[0].rows]
html = mammoth.convert_to_html(Path("merged.docx").open("rb")).value
print(f"python-docx {amounts}, docx2python {by_docx2python()}, mammoth {html}")
assert amounts == by_docx2python() == ["100.000 Euro", "100.000 Euro"]
assert by_docx2python(duplicate_merged_cells=False) == ["100.000 Euro", ""]
assert html.count("100.000 Euro") == 1 and 'rowspan="2"' in html
PYTHON

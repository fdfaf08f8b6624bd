#!/usr/bin/env bash
# tablib: from an .ods file, twelve places become twelve euros of own funds
#
# One would guess that a reader of spreadsheets gives as many cells as a row has. OpenDocument stores equal cells that
# stand side by side once, with a number of repetitions (`table:number-columns-repeated`), as LibreOffice writes them.
# tablib takes each for a single cell: where a district gives as much as the state, 50 000 euros each, the second amount
# is lost, and all that follows moves to the left, into the columns of other things; the row is filled up at its end.
# The next row, with unequal amounts, is right. Files that tablib wrote itself repeat each cell, so that trying it with
# one shows nothing. pandas reads both rows.
#
# Seen with tablib 3.10.0, odfpy 1.4.1 and pandas 3.1.1 from PyPI (`tablib/formats/_ods.py`). The file is written by
# odfpy in the form that LibreOffice 7.4 gives to these rows. Why it matters here: programs for importing tables on web
# pages (django-import-export) read with tablib, and grants are matched by equal own funds as a rule. Our .ods files
# write each cell by itself.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check tablib==3.10.0 odfpy==1.4.1 pandas==3.1.1
venv/bin/python - <<'PYTHON'
from importlib.metadata import version
from pathlib import Path

import pandas
import tablib
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

print("tablib", version("tablib"), "odfpy", version("odfpy"), "pandas", version("pandas"))
HEAD = ["Kreis", "Zuschuss", "Eigenmittel", "Plätze"]
document, table = OpenDocumentSpreadsheet(), Table(name="Mittel")
document.spreadsheet.addElement(table)
for cells in (
    [(text, 1) for text in HEAD],
    [("Fulda", 1), (50000, 2), (12, 1)],  # 50000 stands in two cells
    [("Kassel", 1), (60000, 1), (15000, 1), (24, 1)],
):
    row = TableRow()
    table.addElement(row)
    for value, times in cells:
        of_type = {"valuetype": "string"} if isinstance(value, str) else {"valuetype": "float", "value": value}
        repeated = {"numbercolumnsrepeated": times} if times > 1 else {}
        cell = TableCell(**of_type, **repeated)
        cell.addElement(P(text=str(value)))
        row.addElement(cell)
document.save("mittel.ods")
read = tablib.Dataset().load(Path("mittel.ods").read_bytes(), format="ods")
for line in (read.headers, *read):
    print("tablib", list(line))
assert read.headers == HEAD
assert [list(line) for line in read] == [["Fulda", 50000, 12, ""], ["Kassel", 60000, 15000, 24]]
rows = pandas.read_excel("mittel.ods").values.tolist()
print("pandas", rows)
assert rows == [["Fulda", 50000, 50000, 12], ["Kassel", 60000, 15000, 24]]
PYTHON

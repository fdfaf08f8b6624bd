#!/usr/bin/env bash
# pyexcel-ods: an amount is a number or the text "595950.5 EUR", depending on how its cell looks
#
# One would guess that the value of a cell doesn't depend on its format: 595950.5 is the same number whether it is shown as
# 595.950,50 or as 595.950,50 €. OpenDocument stores a cell with a currency's format under another type (`currency`
# beside `float`), and pyexcel-ods and pyexcel-ods3 make a text of number and currency of it. Sums then fail, or skip the
# cell. pandas reads both as the number.
#
# Seen with pyexcel-ods 0.6.0, pyexcel-ods3 0.6.1, pandas 3.1.1 and odfpy 1.4.1 from PyPI. Why it matters here: whoever
# formats a column as euros in LibreOffice changes what such programs read in it, and amounts in our .ods files are
# cells of that type, since they are amounts of money.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
  pyexcel-ods==0.6.0 pyexcel-ods3==0.6.1 pandas==3.1.1 odfpy==1.4.1
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pandas
import pyexcel_ods
import pyexcel_ods3
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

document, table, row = OpenDocumentSpreadsheet(), Table(name="Budget"), TableRow()
for attributes, shown in (
    ({"valuetype": "float"}, "595.950,50"),
    ({"valuetype": "currency", "currency": "EUR"}, "595.950,50 €"),
):
    cell = TableCell(value="595950.5", **attributes)
    cell.addElement(P(text=shown))
    row.addElement(cell)
table.addElement(row)
document.spreadsheet.addElement(table)
document.save("budget.ods")
for name, program in (("pyexcel-ods", pyexcel_ods), ("pyexcel-ods3", pyexcel_ods3)):
    read = program.get_data("budget.ods")["Budget"]
    print(name, version(name), read)
    assert read == [[595950.5, "595950.5 EUR"]]
numbers = pandas.read_excel("budget.ods", engine="odf", header=None).iloc[0].tolist()
print("pandas", version("pandas"), numbers)
assert numbers == [595950.5, 595950.5]
PYTHON

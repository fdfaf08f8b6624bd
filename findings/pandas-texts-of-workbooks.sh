#!/usr/bin/env bash
# pandas: what a workbook holds as text becomes a number, so that "06631" is 6631, and lot "1.10" is lot 1.1
#
# One would guess that only CSV files have no types: a cell of a workbook that was stored as text, so that the zero of
# an official key isn't lost, is a text to each reader. `read_excel` gives it back as the number 6631, if the whole
# column can be numbers; with one "k. A." in it, all stay texts. The lots "1.1" and "1.10" become the same one.
# markitdown, which reads with pandas, publishes that in Markdown, with "NaN" for what is empty, and 12 places as
# "12.0". polars and openpyxl give the texts; in pandas, `dtype=str` for the column does.
#
# Seen with pandas 3.1.1, markitdown 0.1.9, polars 2.1.0 with fastexcel 0.21.0 and openpyxl 3.1.5 from PyPI. Why it
# matters here: our workbooks hold keys and file numbers as texts, and people read them with pandas. The documentation's
# lines for pandas name the columns that have to stay text.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pandas==3.1.1 'markitdown[xlsx]==0.1.9' \
  polars==2.1.0 fastexcel==0.21.0 openpyxl==3.1.5
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import openpyxl
import pandas
import polars
from markitdown import MarkItDown

ROWS = [("Schlüssel", "Los", "Plätze"), ("06631", "1.1", 12), ("06438", "1.10", None)]
print(*(f"{name} {version(name)}" for name in ("pandas", "markitdown", "polars", "fastexcel", "openpyxl")))
book = openpyxl.Workbook()
for row in ROWS:
    book.active.append(row)
book.save("keys.xlsx")
stored = [tuple(cell.value for cell in row) for row in openpyxl.load_workbook("keys.xlsx").active.rows]
print("openpyxl:", stored[1:])
assert stored == ROWS
assert polars.read_excel("keys.xlsx").rows() == ROWS[1:]
read = pandas.read_excel("keys.xlsx")
print("pandas:", read.values.tolist())
assert read["Schlüssel"].tolist() == [6631, 6438]
assert read["Los"].tolist() == [1.1, 1.1]
assert pandas.read_excel("keys.xlsx", dtype={"Los": str})["Los"].tolist() == ["1.1", "1.10"]
markdown = MarkItDown().convert("keys.xlsx").text_content
print("markitdown:", markdown, sep="\n")
assert markdown.splitlines()[3:] == ["| 6631 | 1.1 | 12.0 |", "| 6438 | 1.1 | NaN |"]
book.active.append(("k. A.", None, None))
book.save("keys.xlsx")
mixed = pandas.read_excel("keys.xlsx")["Schlüssel"].tolist()
print("with a text that is no number:", mixed)
assert mixed == ["06631", "06438", "k. A."]
PYTHON

#!/usr/bin/env bash
# xlsx2csv, pylightxl: a number whose format names its unit is a date, or isn't there any more
#
# One would guess that a format which shows 45 as "45 Stunden" (`0 "Stunden"`: the word in quotes, as Excel writes it)
# changes nothing about the number. But both look for the letters of days and hours in the whole format, the quoted
# words included. xlsx2csv, which fills the format in as if it were one of dates, writes `0 "stun13en"` for 45 hours and
# `0 "01io. €"` for 12.5 million euros: the number itself is nowhere in the CSV file. pylightxl gives the 13th of
# February 1900 for 45 hours. "€" and "Plätze" have none of these letters, and pass. openpyxl and python-calamine leave
# quoted words out, and give the numbers.
#
# Seen with xlsx2csv 0.8.6 and pylightxl 1.61 from PyPI, beside openpyxl 3.1.5 and python-calamine 0.9.1, on a file of
# XlsxWriter 3.3.1. Why it matters here: workbooks of agreements count places and euros. Their formats hold "€" and "%"
# alone; what a column counts stands in its head.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
  xlsx2csv==0.8.6 pylightxl==1.61 openpyxl==3.1.5 python-calamine==0.9.1 XlsxWriter==3.3.1
venv/bin/python - <<'PYTHON'
import csv
import subprocess
import sys
from importlib.metadata import version

import openpyxl
import pylightxl
import xlsxwriter
from python_calamine import CalamineWorkbook

for name in ("xlsx2csv", "pylightxl", "openpyxl", "python-calamine", "XlsxWriter"):
    print(name, version(name))
CELLS = {  # the format: the number, what xlsx2csv writes, what pylightxl gives
    '0 "Stunden"': (45, '0 "stun13en"', "1900/02/13 00:00:00"),
    '0.0 "Mio. €"': (12.5, '0.0 "01io. €"', 12.5),
    '0 "Plätze"': (24, "24", 24),
    '#,##0.00\\ "€"': (595950.5, "595950.5", 595950.5),
}
with xlsxwriter.Workbook("units.xlsx") as book:
    sheet = book.add_worksheet("units")
    for row, (look, (number, *_others)) in enumerate(CELLS.items()):
        sheet.write_number(row, 0, number, book.add_format({"num_format": look}))
command = [sys.executable, "-m", "xlsx2csv", "units.xlsx"]
lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
as_csv = [cells[0] for cells in csv.reader(lines)]
light = pylightxl.readxl("units.xlsx").ws("units")
sheet = openpyxl.load_workbook("units.xlsx").active
calamine = CalamineWorkbook.from_path("units.xlsx").get_sheet_by_index(0).to_python()
for row, (look, (number, written, given)) in enumerate(CELLS.items()):
    print(f"{look}, {number}: xlsx2csv {as_csv[row]}, pylightxl {light.index(row + 1, 1)}")
    assert (as_csv[row], light.index(row + 1, 1)) == (written, given)
    assert sheet.cell(row + 1, 1).value == calamine[row][0] == number
PYTHON

#!/usr/bin/env bash
# LibreOffice: a formula's stored value is shown and printed, also where it is wrong
#
# One would guess that a program for spreadsheets computes the formulas of a file that it opens: the formula =SUM(A1:A2)
# over 1000 and 2000 can only be 3000. But a file stores a value beside each formula, and LibreOffice trusts it, although
# another program has made the file (its settings call that "Recalculation on File Load: Never"). Printed or turned into
# PDF or CSV, the wrong sum stands there; only a recalculation (Ctrl+Shift+F9) mends it. Where no value is stored at all,
# LibreOffice computes. Of .ods files some are computed anew and some aren't; no rule was found.
#
# Seen with LibreOffice 7.4.7.2 (Debian's libreoffice-calc-nogui; `soffice` has to be there), on a file of XlsxWriter 3.3.1
# from PyPI. Why it matters here: total rows are formulas, so that they follow corrections, and the stored
# value is what a ministry prints. XlsxWriter stores 0 if it is told nothing. Tests add up the cells and compare.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check XlsxWriter==3.3.1
venv/bin/python - <<'PYTHON'
import xlsxwriter

with xlsxwriter.Workbook("sums.xlsx") as book:
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, [1000, 2000])
    sheet.write_formula(2, 0, "=SUM(A1:A2)", None, 7)  # stored: 7
PYTHON
soffice --version
soffice "-env:UserInstallation=file://$scratch/profile" --headless --convert-to csv sums.xlsx > /dev/null 2>&1
echo "two numbers and their sum, as shown: $(paste -s -d ' ' sums.csv)"
test "$(paste -s -d ' ' sums.csv)" = "1000 2000 7"

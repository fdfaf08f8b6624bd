#!/usr/bin/env bash
# formulas, xlcalculator: an amount that stands as text is added up, as its thousandth
#
# One would guess that a library which computes a workbook's formulas without Excel adds up what Excel adds up: SUM over
# a range leaves texts out, as Excel's help says and LibreOffice does. formulas and xlcalculator turn texts into numbers
# where they can, in English. Below 100000 and 250000.50, the text "12.500" (twelve thousand five hundred, typed with a
# point into an English program, or pasted) adds 12.50 euros, and the sum is neither with it nor without it. "12.500,00"
# and "k. A." are left out. pycel gives what Excel does.
#
# Seen with formulas 1.3.4, xlcalculator 0.5.0 and pycel 1.0b30 from PyPI, on a file of openpyxl 3.1.5. Why it matters
# here: workbooks of openpyxl have no computed values, so that programs compute them in this way before they publish a
# table; a sum that is off by twelve euros looks like rounding. Our workbooks store each sum beside its formula.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
  formulas==1.3.4 xlcalculator==0.5.0 pycel==1.0b30 openpyxl==3.1.5
venv/bin/python - 2> /dev/null <<'PYTHON'
from importlib.metadata import version

import formulas
import openpyxl
from pycel import ExcelCompiler
from xlcalculator import Evaluator, ModelCompiler

for name in ("formulas", "xlcalculator", "pycel", "openpyxl"):
    print(name, version(name))


def sums(text: str) -> tuple[float, float, float]:
    """What the three make of a sum over two numbers and a text."""
    book = openpyxl.Workbook()
    book.active.title = "Mittel"
    for value in (100000, 250000.5, text, "=SUM(A1:A3)"):
        book.active.append([value])
    book.save("sum.xlsx")
    solution = formulas.ExcelModel().loads("sum.xlsx").finish().calculate()
    by_formulas = float(solution["'[sum.xlsx]MITTEL'!A4"].value[0, 0])
    evaluator = Evaluator(ModelCompiler().read_and_parse_archive("sum.xlsx"))
    return by_formulas, float(evaluator.evaluate("Mittel!A4")), ExcelCompiler("sum.xlsx").evaluate("Mittel!A4")


for text, added in {"12.500": 12.5, "12.500,00": 0, "k. A.": 0}.items():
    print(f"100000, 250000.50 and the text “{text}”: formulas, xlcalculator, pycel: {sums(text)}")
    assert sums(text) == (350000.5 + added, 350000.5 + added, 350000.5)
PYTHON

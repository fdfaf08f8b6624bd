#!/usr/bin/env bash
# tabulate: cents vanish, a million is "1.2e+06", and the text "12.000" is twelve
#
# One would guess that a library which lays out tables for terminals prints what it is given. tabulate prints numbers,
# also exact ones (`Decimal`), with six digits: 595950.50 as 595950, 1200000.00 as 1.2e+06. And it takes each column of
# texts for numbers if all of them could be some in English: "12.000" and "120.500", as German offices write thousands,
# become 12 and 120.5, aligned at the point. One "1.200.000" among them, which is no number, and all stay as they are.
# texttable goes further and reads single cells: of the official key "06631" there stays 6631.
#
# Seen with tabulate 0.10.0 and texttable 1.7.2 from PyPI; `disable_numparse=True` and `set_cols_dtype` stop it. Why it
# matters here: tables of amounts and keys are what `aqb list` and `aqb budget` print. They give rich finished texts.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check tabulate==0.10.0 texttable==1.7.2
venv/bin/python - <<'PYTHON'
from decimal import Decimal
from importlib.metadata import version

from tabulate import tabulate
from texttable import Texttable

print("tabulate", version("tabulate"), "texttable", version("texttable"))


def column(*cells: object) -> list[str]:
    """How tabulate prints a column."""
    return tabulate([[cell] for cell in cells], tablefmt="plain").split()


exact = column(Decimal("595950.50"), Decimal("1200000.00"))
texts, one_more = column("12.000", "120.500"), column("12.000", "120.500", "1.200.000")
print(f"595950.50 and 1200000.00: {exact}")
print(f"“12.000” and “120.500”: {texts}, with “1.200.000” below: {one_more}")
assert exact == ["595950", "1.2e+06"]
assert texts == ["12", "120.5"] and one_more == ["12.000", "120.500", "1.200.000"]
assert tabulate([["12.000"], ["120.500"]], tablefmt="plain", disable_numparse=True).split() == ["12.000", "120.500"]
read, kept = Texttable(), Texttable()
kept.set_cols_dtype(["t"])
for table in (read, kept):
    table.add_rows([["key"], ["06631"]])
print(f"“06631”: {read.draw().splitlines()[-2]}, as a text: {kept.draw().splitlines()[-2]}")
assert read.draw().splitlines()[-2].strip("| ") == "6631"
assert kept.draw().splitlines()[-2].strip("| ") == "06631"
PYTHON

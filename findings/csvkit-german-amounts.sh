#!/usr/bin/env bash
# csvkit: German amounts become a thousandth or a hundredfold of what they are, without a word
#
# One would guess that a tool which guesses the types of columns leaves "595.950,00" as a text, or fails, if it can't
# read German numbers; and that "950,00" from the same column is no number either. But agate, which csvkit reads with,
# takes commas out wherever they stand (they part thousands in its usual locale, en_US), and what is left is a number
# with a point: 595.950,00 becomes 595.95, and 950,00 becomes 95000. Both stand in one column of numbers, are added up
# by csvstat, and in2csv writes them out as if the file had said so. With the locale named (`agate.Number("de_DE")`) all
# is well. Amounts with two points ("1.300.000,00") can't be read that way: a single one turns the whole column into
# text.
#
# Seen with csvkit 2.2.0 and agate 1.14.2 from PyPI (`agate/data_types/number.py`, `cast`). Why it matters here:
# districts keep their lists as CSV from a German Excel. Our own CSV files for people have a decimal comma and no
# points; whoever works on with such tools takes JSON, or the CSV in English.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.2
venv/bin/python - <<'PYTHON'
import subprocess
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

import agate

Path("amounts.csv").write_text("district;amount\nA;595.950,00\nB;120.000,50\nC;950,00\n", encoding="utf-8")
print("csvkit", version("csvkit"), "agate", version("agate"))
read = agate.Table.from_csv("amounts.csv", delimiter=";").columns["amount"].values()
print("595.950,00 and 120.000,50 and 950,00 are read as", *read)
assert read == (Decimal("595.95"), Decimal("120.0005"), Decimal(95000))
written = subprocess.run(["venv/bin/in2csv", "-d", ";", "amounts.csv"], capture_output=True, text=True, check=True)
print("in2csv:", *written.stdout.split(), "| messages:", written.stderr or "none")
assert written.stdout.split()[1:] == ["A,595.95000", "B,120.00050", "C,95000"]
assert written.stderr == ""
german = agate.Number(locale="de_DE.UTF-8")
assert [german.cast(text) for text in ("595.950,00", "950,00")] == [Decimal(595950), Decimal(950)]
with Path("amounts.csv").open("a", encoding="utf-8") as file:
    file.write("D;1.300.000,00\n")
texts = agate.Table.from_csv("amounts.csv", delimiter=";").columns["amount"].values()
print("with 1.300.000,00 below them:", *texts)
assert texts[0] == "595.950,00"
PYTHON

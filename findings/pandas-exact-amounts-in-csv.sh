#!/usr/bin/env bash
# pandas: a CSV file with decimal commas has points in those columns whose amounts are exact
#
# One would guess that `to_csv(decimal=",")` writes all numbers of a table in the same way. It does so with floats;
# exact amounts (`Decimal`), to pandas objects of any kind, are written as Python shows them: one line has "595950,5"
# and "595950.50". Whoever reads the file as it was written, with a comma for decimals and points between thousands,
# gets 59 595 050 euros of it, and 1 500 hours of 1.500.
#
# Seen with pandas 3.1.1 from PyPI. Why it matters here: who has learnt to count money in `Decimal` publishes a German
# table that is wrong by a factor of a hundred, and one with floats that is right. Our German CSV files write each
# amount with a comma, and tests read them back.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pandas==3.1.1
venv/bin/python - <<'PYTHON'
import io
from decimal import Decimal
from importlib.metadata import version

import pandas

GERMAN = {"sep": ";", "decimal": ","}
table = pandas.DataFrame({"exact": [Decimal("595950.50"), Decimal("1.500")], "float": [595950.5, 1.5]})
written = table.to_csv(index=False, **GERMAN)
print("pandas", version("pandas"))
print(written)
assert written == "exact;float\n595950.50;595950,5\n1.500;1,5\n"
read = pandas.read_csv(io.StringIO(written), thousands=".", **GERMAN)
print("read back:", read.to_dict("list"))
assert read["exact"].tolist() == [59595050, 1500]
assert read["float"].tolist() == [595950.5, 1.5]
PYTHON

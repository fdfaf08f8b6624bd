#!/usr/bin/env bash
# polars: the share of one amount in another is a whole number of per cents
#
# One would guess that dividing two columns of exact amounts gives as many places as a share needs, or a float, as DuckDB
# makes of the same division. polars gives the result as many places as the amounts have. With cents these are two:
# 99 950 of 595 950 euros are 0.17, so 17 per cent, where 16.8 is right; and 1 000 euros, divided by twelve and multiplied
# by twelve again, are 999.96. With columns of whole euros (`Decimal(38, 0)`), each share is 0 or 1. Nothing is said.
#
# Seen with polars 2.1.0 and DuckDB 2.0.1 from PyPI. Why it matters here: amounts are exact decimals so that sums are
# right, and reviews are about shares of what was spent. `aqb` divides with 28 digits, and rounds where it prints.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check polars==2.1.0 duckdb==2.0.1
venv/bin/python - <<'PYTHON'
from decimal import Decimal
from importlib.metadata import version

import duckdb
import polars

print("polars", version("polars"), "DuckDB", version("duckdb"))
spent, total, odd = Decimal("99950.00"), Decimal("595950.00"), Decimal("1000.00")
frame = polars.DataFrame({"spent": [spent], "total": [total]})
share = frame.select(polars.col("spent") / polars.col("total")).item()
months = polars.DataFrame({"amount": [odd]}).select(polars.col("amount") / 12 * 12).item()
whole = frame.cast(polars.Decimal(38, 0)).select(polars.col("spent") / polars.col("total")).item()
((other,),) = duckdb.sql("select 99950.00::decimal(12, 2) / 595950.00::decimal(12, 2)").fetchall()
print(f"share: polars {share}, of whole euros {whole}, DuckDB {other:.6f}, exactly {spent / total:.6f}")
print(f"{odd} / 12 * 12: {months}")
assert share == Decimal("0.17") and whole == 0 and abs(other - 0.167715) < 1e-6
assert months == Decimal("999.96")
PYTHON

#!/usr/bin/env bash
# SQLite: the sum of German amounts is that of what stands before their second point or comma
#
# One would guess that SUM over texts is an error, or leaves out what is no number. DuckDB says so: "Could not convert
# string '1.300.000'". SQLite takes of each text as much as looks like a number in English: 595.950,00 counts as 595.95,
# 1.300.000 as 1.3, "k. A." as 0. A column that was made for whole numbers is worse: "12.000" becomes the number 12 when
# it is written, and what the file said is gone, while "1.300.000" and "950,00" stay texts in the same column.
#
# Seen with Python's own sqlite3 (its SQLite is printed), sqlite-utils 4.2.1 and DuckDB 2.0.1 from PyPI; the types of
# columns: SQLite's documentation, "Type Affinity". Why it matters here: to put a district's CSV file into SQLite is how
# many publish and query open data. Our CSV for people has no points between thousands; whoever adds it up there takes
# the English one, with points for decimals.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check sqlite-utils==4.2.1 duckdb==2.0.1
cat > amounts.csv <<'CSV'
Kreis;Betrag
Fulda;595.950,00
Kassel;1.300.000
Hanau;k. A.
CSV
venv/bin/sqlite-utils insert amounts.db amounts amounts.csv --csv --delimiter ';' > log 2>&1
venv/bin/python - <<'PYTHON'
import sqlite3
from importlib.metadata import version

import duckdb

print("SQLite", sqlite3.sqlite_version, *(f"{name} {version(name)}" for name in ("sqlite-utils", "duckdb")))
database = sqlite3.connect("amounts.db")
((total, kinds),) = database.execute("SELECT sum(Betrag), group_concat(DISTINCT typeof(Betrag)) FROM amounts")
print("sum of 595.950,00 and 1.300.000 and k. A.:", total, "of", kinds)
assert (round(total, 2), kinds) == (597.25, "text")
database.execute("CREATE TABLE whole (amount INTEGER)")
database.executemany("INSERT INTO whole VALUES (?)", [("12.000",), ("1.300.000",), ("950,00",)])
stored = [amount for (amount,) in database.execute("SELECT amount FROM whole")]
print("12.000, 1.300.000 and 950,00 in a column of whole numbers:", stored)
assert stored == [12, "1.300.000", "950,00"]
try:
    duckdb.sql("SELECT sum(CAST(Betrag AS DOUBLE)) FROM read_csv('amounts.csv', all_varchar = true)").fetchall()
    raise SystemExit("DuckDB adds them up now")
except duckdb.ConversionException as error:
    print("DuckDB:", str(error).splitlines()[0])
PYTHON

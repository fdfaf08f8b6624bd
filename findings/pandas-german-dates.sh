#!/usr/bin/env bash
# pandas: with German thousands, a column of German dates becomes a column of whole numbers
#
# One would guess that `read_csv(sep=";", decimal=",", thousands=".")`, the line for German tables, touches amounts only,
# and that "02.08.2025" stays a text. But points are taken out of whatever is made of digits and points, wherever they
# stand: the day of a signature becomes the number 2082025, the lot "1.2" the number 12, and the section "4.10" the
# number 410. Nothing is said. `parse_dates` keeps the points, but takes the day for the month where it can: the 2nd of
# August is the 8th of February then. Only if each column with points is named as text (`dtype`), all is well.
#
# Seen with pandas 3.1.1 from PyPI. Why it matters here: what our queries write as German CSV goes into pandas.
# It has days as 2025-08-02 and amounts without points between thousands, so that `thousands` isn't needed, which the
# documentation's line for pandas leaves out.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pandas==3.1.1
venv/bin/python - <<'PYTHON'
import io
from importlib.metadata import version

import pandas

TABLE = """Maßnahme;Betrag;Los;Abschnitt;unterzeichnet
Kurs A;120.000,50;1.2;4.10;02.08.2025
Kurs B;1.120,00;1.3;4.2;08.11.2025
"""
GERMAN = {"sep": ";", "decimal": ",", "thousands": "."}
read = pandas.read_csv(io.StringIO(TABLE), **GERMAN)
print("pandas", version("pandas"))
print(read.to_string())
assert read["Betrag"].tolist() == [120000.5, 1120.0]
assert read["unterzeichnet"].tolist() == [2082025, 8112025]
assert read["Los"].tolist() == [12, 13]
assert read["Abschnitt"].tolist() == [410, 42]
parsed = pandas.read_csv(io.StringIO(TABLE), **GERMAN, parse_dates=["unterzeichnet"])
print("with parse_dates:", *parsed["unterzeichnet"])
assert [f"{day:%Y-%m-%d}" for day in parsed["unterzeichnet"]] == ["2025-02-08", "2025-08-11"]
texts = pandas.read_csv(io.StringIO(TABLE), **GERMAN, dtype=dict.fromkeys(["Los", "Abschnitt", "unterzeichnet"], str))
print("as texts:", *texts["unterzeichnet"])
assert texts["unterzeichnet"].tolist() == ["02.08.2025", "08.11.2025"]
assert texts["Los"].tolist() == ["1.2", "1.3"]
PYTHON

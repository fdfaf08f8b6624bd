#!/usr/bin/env bash
# Babel: an amount with a decimal point, read as German, is a hundred times as much
#
# One would guess that `parse_decimal("595.95", locale="de")` fails: no German number has two digits behind a point. But
# points are taken out wherever they stand, and 59595 comes back; "1.5" becomes 15. It raises its error only if asked to
# be strict, and says then which two numbers could be meant. What both ways read alike is "595.950", as it should be.
#
# Seen with Babel 2.19.0 from PyPI (`babel/numbers.py`, `parse_decimal`: `strict=False` is what one gets unasked). Why
# it matters here: YAML, JSON and Python write cents with a point, documents with a comma, and amounts wander between
# them. Amounts are read by patterns of our own that allow a point only before three digits.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check babel==2.19.0
venv/bin/python - <<'PYTHON'
from decimal import Decimal
from importlib.metadata import version

from babel.numbers import NumberFormatError, parse_decimal

print("Babel", version("babel"))
for text, expected in (("595.950", 595950), ("595.95", 59595), ("1.5", 15), ("5959.50", 595950)):
    read = parse_decimal(text, locale="de")
    try:
        strictly = str(parse_decimal(text, locale="de", strict=True))
    except NumberFormatError as error:
        strictly = str(error)
    print(f"{text} is read as {read}; strictly: {strictly}")
    assert read == Decimal(expected)
    assert (strictly == "595950") == (text == "595.950")
PYTHON

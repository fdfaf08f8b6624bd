#!/usr/bin/env bash
# JSON Schema: "multipleOf": 0.01 refuses a third of all amounts with cents
#
# One would guess that amounts of at most two decimals are described by "multipleOf": 0.01. But validators divide binary
# fractions: of the hundred amounts from 595950.00 to 595950.99, 36 are refused as no multiple of 0.01, 595950.06 among
# them. To give it Decimal values instead ends in a TypeError, since the schema's 0.01 is a float.
#
# Seen with jsonschema 4.26.0 from PyPI (`jsonschema/_keywords.py`, `multipleOf`). Ajv 8.20.0 refused as many when
# tried, and none with its option `multipleOfPrecision: 6`. Why it matters here: editors check agreement files by our
# JSON Schema. It has no `multipleOf`; that cents have two digits is checked on the text, which a number of JSON no
# longer has.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check jsonschema==4.26.0
venv/bin/python - <<'PYTHON'
from decimal import Decimal
from importlib.metadata import version

from jsonschema import Draft202012Validator

print("jsonschema", version("jsonschema"))
validator = Draft202012Validator({"type": "number", "multipleOf": 0.01})
amounts = [f"595950.{cents:02}" for cents in range(100)]
refused = [amount for amount in amounts if not validator.is_valid(float(amount))]
print(f"{len(refused)} of 100 are refused:", *refused[:5], "…")
assert len(refused) == 36
assert "595950.06" in refused
try:
    Draft202012Validator({"multipleOf": 0.01}).is_valid(Decimal("595950.06"))
    raise SystemExit("Decimal values are taken now")
except TypeError as error:
    print("with Decimal:", error)
PYTHON

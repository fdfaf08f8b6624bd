#!/usr/bin/env bash
# Pydantic: the JSON Schema of an amount by year lets "abc" pass, and the year 1899, which the model refuses
#
# One would guess that the schema which Pydantic makes of a model refuses what the model refuses, as far as JSON Schema can
# say it. For a `Decimal` with at most two decimals it writes "a number, or a text", with no pattern for the text and
# without the decimals; of the limits of the keys of a mapping (`dict[Annotated[int, Field(ge=2000)], …]`) it writes
# nothing at all, and no warning. Limits of values below are written, so that it looks as if all were.
#
# Seen with Pydantic 2.14.4, checked with jsonschema 4.26.0, both from PyPI. Why it matters here: editors and other
# programs check agreement files by our schema only. Amounts and years have a schema of our own there, and a test
# compares what schema and models refuse.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pydantic==2.14.4 jsonschema==4.26.0
venv/bin/python - <<'PYTHON'
import json
from decimal import Decimal
from importlib.metadata import version
from typing import Annotated

from jsonschema import Draft202012Validator
from pydantic import BaseModel, Field, ValidationError

Amount = Annotated[Decimal, Field(ge=0, decimal_places=2)]
Year = Annotated[int, Field(ge=2000, le=2100)]


class Budget(BaseModel):
    by_year: dict[Year, Amount]


schema = Budget.model_json_schema()
print("pydantic", version("pydantic"), "jsonschema", version("jsonschema"))
print(json.dumps(schema["properties"]["by_year"]))
validator = Draft202012Validator(schema)
for by_year in ({"2025": "abc"}, {"2025": 595950.123}, {"1899": 595950}, {"next": 595950}):
    try:
        Budget.model_validate({"by_year": by_year})
    except ValidationError as error:
        told = error.errors()[0]["type"]
    passes = validator.is_valid({"by_year": by_year})
    print(by_year, "- the model says:", told, "- the schema lets it pass:", passes)
    assert told
    assert passes
    told = ""
assert not validator.is_valid({"by_year": {"2025": -1}})
PYTHON

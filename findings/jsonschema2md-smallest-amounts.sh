#!/usr/bin/env bash
# jsonschema2md: "at least 0.01" is documented as "Minimum: 0", and whole cents as "a multiple of 0"
#
# One would guess that a program which makes a page of a JSON Schema prints the limits that stand in it. jsonschema2md
# prints each limit of a number as a whole one (`%d`): an amount that has to be more than nothing may be 0 by its page,
# a share of at most 0.9 has the maximum 0, hours of at least 19.5 a week the minimum 19, and "multipleOf": 0.01 makes
# the sentence "Must be a multiple of `0`". json-schema-for-humans prints whole limits and says of all others that there
# are none: "N/A".
#
# Seen with jsonschema2md 1.7.0 (`jsonschema2md/__init__.py`) and json-schema-for-humans 1.5.1 from PyPI. Why it matters
# here: whoever fills in a file reads the page, not the schema. Our pages on fields are written by hand, and tests
# compare them with the models.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check jsonschema2md==1.7.0 json-schema-for-humans==1.5.1
cat > schema.json <<'JSON'
{
  "title": "Agreement",
  "type": "object",
  "properties": {
    "amount": {"type": "number", "minimum": 0.01, "multipleOf": 0.01},
    "share": {"type": "number", "maximum": 0.9},
    "hours": {"type": "number", "minimum": 19.5, "exclusiveMaximum": 40},
    "places": {"type": "integer", "minimum": 1}
  }
}
JSON
venv/bin/python -m pip list --disable-pip-version-check 2> /dev/null | grep -i schema
venv/bin/jsonschema2md schema.json page.md > /dev/null
grep '^- ' page.md | sed 's/<a [^>]*><\/a>//'
grep -qF '**`amount`** *(number)*: Minimum: `0`. Must be a multiple of `0`.' page.md
grep -qF '**`share`** *(number)*: Maximum: `0`.' page.md
grep -qF '**`hours`** *(number)*: Minimum: `19`. Exclusive maximum: `40`.' page.md
venv/bin/generate-schema-doc --config template_name=md schema.json humans.md > /dev/null
grep -E '\*\*(Minimum|Maximum|Multiple of)\*\*' humans.md
WRONG=" Multiple of 0.01 ; Minimum N/A ; Maximum N/A ; Minimum N/A ; Maximum &lt; 40 ; Minimum &ge; 1 "
limits=$(grep -E '\*\*(Minimum|Maximum|Multiple of)\*\*' humans.md | tr -d '*|' | tr -s ' ' | paste -s -d ';')
test "$limits" = "$WRONG"

#!/usr/bin/env bash
# humanize: once it speaks German, the text "595950.50" is fifty-nine million euros
#
# One would guess that a library which makes numbers readable reads a text in one way, whatever language it writes, or
# takes points for decimals where two digits follow. `intcomma("595950.50")` is "595,950.50" in English. After
# `i18n.activate("de_DE")` the points of a text part thousands and are taken out first: "59.595.050". The same amount as
# a `Decimal` or a float is "595.950,50" and "595.950,5". Nothing is said. And `naturalday` makes "Mar 02" of the second
# of March, since months come from Python's own locale.
#
# Seen with humanize 4.17.0 from PyPI (`humanize/number.py`, `intcomma`: `value.replace(thousands_sep, "")`). Why it
# matters here: amounts are texts in JSON, in CSV and in forms, so that no cent is lost, and pages are made by templates
# that put them through such a filter. A page that was right in English is wrong by a hundred in German. Ours formats
# amounts itself, from exact numbers.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check humanize==4.17.0
venv/bin/python - <<'PYTHON'
from datetime import date
from decimal import Decimal
from importlib.metadata import version

import humanize

print("humanize", version("humanize"))
amounts = ("595950.50", Decimal("595950.50"), 595950.5)
english = [humanize.intcomma(amount) for amount in amounts]
humanize.i18n.activate("de_DE")
german = [humanize.intcomma(amount) for amount in amounts]
print(f"a text, an exact number, a float, in English: {english}, in German: {german}")
assert english == ["595,950.5", "595,950.50", "595,950.5"]
assert german == ["59.595.050", "595.950,50", "595.950,5"]
day = humanize.naturalday(date(2025, 3, 2))
print(f"the 2nd of March 2025: {day}")
assert day == "Mar 02"
PYTHON

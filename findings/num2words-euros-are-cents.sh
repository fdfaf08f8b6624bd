#!/usr/bin/env bash
# num2words: a whole number is taken for cents, so that euros in words are a hundredth
#
# One would guess that the number 595950 as an amount in German words is "fünfhundertfünfundneunzigtausend…fünfzig
# Euro", as it is without `to="currency"`. But there a whole number (int) counts cents: 595950 becomes
# "fünftausendneunhundert… Euro und fünfzig Cent". The same number as a float, a Decimal or a text is euros. A text,
# however, is read as in English: "595.950" is five hundred and ninety-five euros.
#
# Seen with num2words 0.5.14 from PyPI (`num2words/currency.py`, `parse_currency_parts`; only Japanese, Korean and Thai
# set its option for that). Why it matters here: notices of grants state the amount in figures and in words, and whoever
# adds the words to a layout has whole euros from most files. Our wording packs print figures only.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check num2words==0.5.14
venv/bin/python - <<'PYTHON'
from decimal import Decimal
from importlib.metadata import version

from num2words import num2words

print("num2words", version("num2words"))
words = {}
for amount in (595950, 595950.0, Decimal(595950), "595950", "595.950"):
    words[repr(amount)] = num2words(amount, lang="de", to="currency", currency="EUR")
    print(f"{amount!r}: {words[repr(amount)]}")
plain = num2words(595950, lang="de")
print(f"as a number alone: {plain}")
assert words["595950"] == "fünftausendneunhundertneunundfünfzig Euro und fünfzig Cent"
assert all(words[each] == f"{plain} Euro und null Cent" for each in ("595950.0", "Decimal('595950')", "'595950'"))
assert words["'595.950'"] == "fünfhundertfünfundneunzig Euro und fünfundneunzig Cent"
PYTHON

#!/usr/bin/env bash
# Babel: one and a half million euros are "2 Mio. €", two and a half as well, and 999 999 euros aren't shortened at all
#
# One would guess that a short form of an amount has as many digits as are needed to tell amounts apart, as ICU's has
# ("1,5 Mio. €" and "2,5 Mio. €" in browsers and Node). `format_compact_currency` rounds to whole millions unless told
# otherwise, and halves to the even neighbour: 1 500 000 and 2 500 000 are printed alike, 1 250 000 is "1 Mio. €". With
# one digit asked for, 1 250 000 is "1,2 Mio. €", where German rules (DIN 1333) round up to 1,3. Below a million there
# is no short form, and no point between the thousands either: "999999 €".
#
# Seen with Babel 2.19.0 from PyPI, and Node 20 when tried. Why it matters here: headlines and charts of a budget name
# amounts in that way, and are wrong by up to half a million. Ours print amounts in full.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check babel==2.19.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

from babel.numbers import format_compact_currency

print("Babel", version("babel"))
for amount, short, longer in [
    (1_500_000, "2 Mio. €", "1,5 Mio. €"),
    (2_500_000, "2 Mio. €", "2,5 Mio. €"),
    (1_250_000, "1 Mio. €", "1,2 Mio. €"),
    (1_350_000, "1 Mio. €", "1,4 Mio. €"),
    (999_999, "999999 €", "999999 €"),
]:
    printed = [
        format_compact_currency(amount, "EUR", locale="de", **options).replace("\xa0", " ")
        for options in ({}, {"fraction_digits": 1})
    ]
    print(amount, *printed, sep=" | ")
    assert printed == [short, longer]
PYTHON

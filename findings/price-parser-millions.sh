#!/usr/bin/env bash
# price-parser: millions and thousands in words are left out, and "Euro" isn't seen
#
# One would guess that a library which finds amounts in texts reads "27,7 Mio. Euro" as 27.7 million, or finds nothing.
# It knows German points and commas, and even "595.950,-", but not the word behind the number: 27.7 comes back, 250 for
# "250 Tsd. €" and for "250 T€". Nothing says that a word was left out. The currency is found by its sign only: "€" is
# one, "Euro" isn't.
#
# Seen with price-parser 0.5.1 from PyPI. Why it matters here: what is known of agreements from before 2025 comes from
# reports, which write "rund 1,3 Mio. Euro" as a rule. Import has patterns of its own: with such a word an amount is
# multiplied and marked as rounded.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check price-parser==0.5.1
venv/bin/python - <<'PYTHON'
from decimal import Decimal
from importlib.metadata import version

from price_parser import Price

print("price-parser", version("price-parser"))
EXPECTED = {
    "595.950,- Euro": ("595950", None),
    "595.950,00 €": ("595950.00", "€"),
    "27,7 Mio. Euro": ("27.7", None),
    "1,3 Millionen €": ("1.3", "€"),
    "250 Tsd. €": ("250", "€"),
    "250 T€": ("250", "€"),
}
for text, (amount, currency) in EXPECTED.items():
    found = Price.fromstring(text)
    print(f"{text}: {found.amount}, currency {found.currency}")
    assert (found.amount, found.currency) == (Decimal(amount), currency)
PYTHON

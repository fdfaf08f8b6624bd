#!/usr/bin/env bash
# text2num: "zwei Komma fünf Millionen Euro" becomes two numbers, and "eine Million" a word and a number
#
# One would guess that a library which turns German numbers in words into digits reads "zwei Komma fünf Millionen Euro" as
# 2.500.000 Euro, or leaves it alone, as it does with what it doesn't know. It reads "siebenundzwanzig Millionen
# siebenhunderttausend Euro" rightly. But behind a decimal number, "Millionen" is a number of its own: "2,5 1000000 Euro".
# "eine" is never a number to it, since it is also an article: of "eine Million zweihunderttausend Euro" comes "eine
# 1200000 Euro", which is right by chance, and "anderthalb Millionen Euro" becomes "anderthalb 1000000 Euro".
#
# Seen with text2num 3.1.0 from PyPI (`alpha2digit`, German). Why it matters here: agreements and reports write amounts
# in words, beside figures or in place of them. Whoever compares the two with this library sees one million where two and
# a half are meant.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check text2num==3.1.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

from text_to_num import alpha2digit

print("text2num", version("text2num"))
EXPECTED = {
    "fünfhundertfünfundneunzigtausendneunhundertfünfzig Euro": "595950 Euro",
    "siebenundzwanzig Millionen siebenhunderttausend Euro": "27700000 Euro",
    "zwei Komma fünf Millionen Euro": "2,5 1000000 Euro",
    "eine Million zweihunderttausend Euro": "eine 1200000 Euro",
    "anderthalb Millionen Euro": "anderthalb 1000000 Euro",
}
for words, digits in EXPECTED.items():
    print(f"{words}: {alpha2digit(words, 'de')}")
    assert alpha2digit(words, "de") == digits
PYTHON

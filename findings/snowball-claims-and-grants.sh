#!/usr/bin/env bash
# Snowball, Sphinx: to a search in German, "Forderung" (a claim) is "Förderung" (a grant), and a payment is a count
#
# One would guess that a stemmer takes endings away, so that "Förderungen" finds "Förderung". The German one of
# Snowball, with which Sphinx and many other programs search, also takes the dots off vowels: Förderung and Forderung,
# Zahlung (payment) and Zählung (count), gefördert (funded) and gefordert (demanded) are the same word then. But the
# verb isn't: "fördern" becomes "ford" and doesn't find "Förderung". On a page made by Sphinx, the search for claims
# leads to all grants.
#
# Seen with snowballstemmer 3.1.1 and Sphinx 9.0.4 from PyPI. Why it matters here: agreements on grants speak of nothing
# more often than of Förderung, and a claim for repayment is what somebody looks for in them. The search of our site
# compares words and parts of words, without a stemmer, and takes "ö" for "oe".
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check snowballstemmer==3.1.1 sphinx==9.0.4
venv/bin/python - <<'PYTHON'
import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import snowballstemmer

print(*(f"{name} {version(name)}" for name in ("snowballstemmer", "sphinx")))
stem = snowballstemmer.stemmer("german").stemWord
for one, other in (("förderung", "forderung"), ("zahlung", "zählung"), ("gefördert", "gefordert")):
    print(f"{one} → {stem(one)}, {other} → {stem(other)}")
    assert stem(one) == stem(other)
print("fördern →", stem("fördern"))
assert stem("fördern") != stem("förderung")
pages = {
    "conf.py": 'language = "de"\n',
    "index.rst": "Inhalt\n======\n\n.. toctree::\n\n   claim\n   grant\n",
    "claim.rst": "Rückzahlung\n===========\n\nDas Land hat eine Forderung.\n",
    "grant.rst": "Zuwendung\n=========\n\nDer Kreis bekommt eine Förderung.\n",
}
Path("pages").mkdir()
for name, text in pages.items():
    Path("pages", name).write_text(text, encoding="utf-8")
subprocess.run([sys.executable, "-m", "sphinx", "-q", "-b", "html", "pages", "out"], check=True)
text = Path("out", "searchindex.js").read_text(encoding="utf-8")
index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
found = [index["docnames"][number] for number in index["terms"][stem("forderung")]]
print("pages that Sphinx finds for “Forderung”:", found)
assert found == ["claim", "grant"]
PYTHON

#!/usr/bin/env bash
# pyphen: German compounds are broken inside of their parts, "Ma-r-burg" among them
#
# One would guess that a name such as "Marburg" is hyphenated "Mar-burg": the dictionary that pyphen brings is
# LibreOffice's own. That dictionary has two levels, the seams of compounds and, below a line NEXTLEVEL, the syllables
# within them. pyphen doesn't know that line and takes both for one list, so that single letters are cut off: Ma-r-burg,
# Kur-s-an-ge-bot, Lan-des-a-r-beits-amt. Limits to the left and right don't help, since they hold for whole words only.
#
# Seen with pyphen 0.18.1 from PyPI and its `hyph_de_DE.dic` of 2017-01-12. Why it matters here: a program that
# hyphenates tables of agreements with it (WeasyPrint does) prints such breaks. Our PDF documents aren't hyphenated at
# all.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pyphen==0.18.1
venv/bin/python - <<'PYTHON'
from importlib.metadata import version
from pathlib import Path

import pyphen

print("pyphen", version("pyphen"))
EXPECTED = {
    "Marburg": "Ma-r-burg",
    "Kursangebot": "Kur-s-an-ge-bot",
    "Landesarbeitsamt": "Lan-des-a-r-beits-amt",
    "Weilburg": "Weil-burg",
}
words = pyphen.Pyphen(lang="de_DE", left=2, right=2)
for word, expected in EXPECTED.items():
    print(word, words.inserted(word))
    assert words.inserted(word) == expected
folder = Path(pyphen.__file__).parent
assert "NEXTLEVEL" in (folder / "dictionaries/hyph_de_DE.dic").read_text(encoding="latin-1").split()
assert "NEXTLEVEL" not in Path(pyphen.__file__).read_text(encoding="utf-8")
PYTHON

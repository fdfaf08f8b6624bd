#!/usr/bin/env bash
# RapidFuzz: the nearest to "Landkreis Darmstadt" is "Landkreis Waldeck-Frankenberg", to "Stadt Hanau" "Stadt Offenbach"
#
# One would guess that the nearest of a list of names shares with what was looked for what is its own.
# `process.extractOne` compares with `WRatio` unless told otherwise. If one name is half as long again as the other, a
# single word that both have makes them alike by 85.5 of 100, and "Landkreis" or "Stadt" is such a word:
# Waldeck-Frankenberg is long enough, Darmstadt-Dieburg, which differs by one word, isn't, and gets 82.6. A town that
# isn't in the list at all is found with 85.5, far above what one takes for a match. thefuzz, where this measure is
# from, cuts names at their hyphens first, so that Darmstadt is right (95), as in RapidFuzz with
# `processor=utils.default_process`. Hanau remains Offenbach in both.
#
# Seen with RapidFuzz 3.14.6 and thefuzz 0.22.1 from PyPI. Why it matters here: lists of several years are joined by the
# names of districts and providers, and a match brings another one's amount along. `aqb` takes only names that are in
# its list, and names near ones in its message at most.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check rapidfuzz==3.14.6 thefuzz==0.22.1
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import rapidfuzz
import thefuzz.process

print("RapidFuzz", version("rapidfuzz"), "thefuzz", version("thefuzz"))
NAMES = """Landkreis Darmstadt-Dieburg, Landkreis Fulda, Landkreis Gießen, Landkreis Kassel,
Landkreis Waldeck-Frankenberg, Main-Kinzig-Kreis, Stadt Kassel, Stadt Offenbach am Main""".replace("\n", " ").split(", ")
CASES = {  # the name: what RapidFuzz finds, what it finds in parts of names, what thefuzz finds
    "Landkreis Darmstadt": [
        "Landkreis Waldeck-Frankenberg 85.5",
        "Landkreis Darmstadt-Dieburg 95.0",
        "Landkreis Darmstadt-Dieburg 95",
    ],
    "Stadt Hanau": ["Stadt Offenbach am Main 85.5", "Stadt Offenbach am Main 85.5", "Stadt Offenbach am Main 86"],
}
for name, expected in CASES.items():
    found = (
        rapidfuzz.process.extractOne(name, NAMES),
        rapidfuzz.process.extractOne(name, NAMES, processor=rapidfuzz.utils.default_process),
        thefuzz.process.extractOne(name, NAMES),
    )
    nearest = [f"{near} {likeness}" for near, likeness, *_place in found]
    print(f"{name}: RapidFuzz {nearest[0]}, in parts {nearest[1]}, thefuzz {nearest[2]}")
    assert nearest == expected
PYTHON

#!/usr/bin/env bash
# dateutil: "Fulda, den 1. Oktober 2025" is a day in January; in April, August, September and November all is well
#
# One would guess that a reader of dates which knows no German fails, or reads the months that are spelt as in English
# and fails otherwise. Asked to find the date in a sentence (`fuzzy=True`), dateutil passes over "Oktober" and takes the
# day for the month: the 1st becomes January, the 3rd March, and the day is that of today. Only from the 13th on it
# fails. StrictYAML, which has been made so that nothing is guessed, reads `Datetime()` with it: 02.08.2025 is the 8th
# of February, 13.08.2025 the 13th of August, and "2025" today's day in that year.
#
# Seen with python-dateutil 4.0.0 and strictyaml 1.7.3 from PyPI. Why it matters here: what is tried first is an
# agreement of August, which is right. Agreement files have days as 2025-08-02 only, and import reads the German months.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check python-dateutil==4.0.0 strictyaml==1.7.3
venv/bin/python - <<'PYTHON'
from datetime import date, datetime
from importlib.metadata import version

import strictyaml
from dateutil.parser import ParserError, parse

MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
RIGHT = ["April", "August", "September", "November"]
TODAY = datetime(2026, 11, 17)  # what dateutil fills up with; the present day if it isn't told

print(*(f"{name} {version(name)}" for name in ("python-dateutil", "strictyaml")))
for number, month in enumerate(MONTHS, 1):
    for day in (1, 3, 15):
        text = f"Fulda, den {day}. {month} 2025"
        try:
            read = parse(text, fuzzy=True, default=TODAY).date()
        except ParserError:
            read = None
        print(f"{text}: {read}")
        if month in RIGHT:
            assert read == date(2025, number, day)
        else:
            assert read == (date(2025, day, TODAY.day) if day <= 12 else None)
schema = strictyaml.Map({"signed": strictyaml.Datetime()})
for text, day in (("02.08.2025", date(2025, 2, 8)), ("13.08.2025", date(2025, 8, 13))):
    read = strictyaml.load(f"signed: {text}", schema).data["signed"].date()
    print(f"StrictYAML, {text}: {read}")
    assert read == day
before = date.today()
read = strictyaml.load("signed: 2025", schema).data["signed"].date()
print(f"StrictYAML, 2025: {read}")
assert (read.month, read.day) in {(day.month, day.day) for day in (before, date.today())} or read.day == 28
PYTHON

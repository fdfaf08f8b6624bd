#!/usr/bin/env bash
# dateparser: "Ab September 2025 20 Plätze" begins on the 20th of September, and 12.500 euros fall due on the 12th
#
# One would guess that a library which finds German dates in sentences leaves the numbers behind them alone, and reads
# "am 1. Oktober 2025" as what it reads in it by itself, the 1st of October. But the number of places behind a month
# becomes the day. Of "am 1. Oktober 2025 und 12.500 Euro am 1. April 2026" come "am 1", a day in January, "Oktober 2025
# und 12", the 12th of October, and only the last date is right. "vom 01.08. bis 31.12.2025" begins today, at eight
# minutes past one. And each "Die" at the beginning of a sentence is Tuesday. The parts found say what was taken, but
# look like dates.
#
# Seen with dateparser 1.5.0 from PyPI (`dateparser.search.search_dates`, with `languages=["de"]` and a fixed present
# day). Why it matters here: terms, instalments and deadlines stand in sentences of that kind. Import has patterns of
# its own, for whole German dates only.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check dateparser==1.5.0
venv/bin/python - <<'PYTHON'
from datetime import datetime
from importlib.metadata import version

from dateparser.search import search_dates

print("dateparser", version("dateparser"))
TODAY = {"RELATIVE_BASE": datetime(2025, 11, 30)}  # a Sunday
SENTENCES = {
    "Ab September 2025 20 Plätze, ab Januar 2026 25 Plätze": {
        "September 2025 20": "2025-09-20 00:00",
        "Januar 2026 25": "2026-01-25 00:00",
    },
    "12.500 Euro sind am 1. Oktober 2025 und 12.500 Euro am 1. April 2026 fällig.": {
        "am 1": "2025-01-30 00:00",
        "Oktober 2025 und 12": "2025-10-12 00:00",
        "am 1. April 2026": "2026-04-01 00:00",
    },
    "vom 01.08. bis 31.12.2025": {"01.08": "2025-11-30 01:08", "31.12.2025": "2025-12-31 00:00"},
    "Die Mittel sind bis zum 31.12.2025 zu verwenden.": {
        "Die": "2025-11-25 00:00",
        "31.12.2025": "2025-12-31 00:00",
    },
    "am 1. Oktober 2025": {"am 1. Oktober 2025": "2025-10-01 00:00"},
}
for sentence, dates in SENTENCES.items():
    found = {text: f"{day:%Y-%m-%d %H:%M}" for text, day in search_dates(sentence, languages=["de"], settings=TODAY)}
    print(f"{sentence}: {found}")
    assert found == dates
PYTHON

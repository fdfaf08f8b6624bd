#!/usr/bin/env bash
# pandas: the total row of a pivot table leaves out the amounts of all who don't know their places
#
# One would guess that the row which `pivot_table(margins=True)` adds is the sum of the rows above it. But before it
# adds up, pandas drops each row that lacks a value in any column, from the totals of all columns: of 100 000, 200 000
# and 300 000 euros the total is 400 000, if the places of the second aren't known, and its 200 000 stand right above.
# Without the places in the table, or with `dropna=False`, it is 600 000. In both, the unknown places are shown as 0.
#
# Seen with pandas 3.1.1 from PyPI; its documentation of `dropna` says "rows with an NA value in any column will be
# omitted before computing margins". Why it matters here: the first table that anybody makes of agreements has amounts
# and places by district, and unknown ones are common. The total rows of our tables are the sums of what stands above,
# and mark what isn't known.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pandas==3.1.1
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pandas

table = pandas.DataFrame(
    {"Kreis": ["Fulda", "Hanau", "Kassel"], "Euro": [100_000, 200_000, 300_000], "Plätze": [10, None, 30]}
)
print("pandas", version("pandas"))


def total(*columns, **options):
    pivot = table.pivot_table(
        index="Kreis", values=list(columns), aggfunc="sum", margins=True, margins_name="Summe", **options
    )
    print(pivot.to_string())
    assert pivot["Euro"].tolist()[:3] == [100_000, 200_000, 300_000]
    assert "Plätze" not in columns or pivot.loc["Hanau", "Plätze"] == 0
    return pivot.loc["Summe", "Euro"]


assert total("Euro", "Plätze") == 400_000
assert total("Euro") == 600_000
assert total("Euro", "Plätze", dropna=False) == 600_000
PYTHON

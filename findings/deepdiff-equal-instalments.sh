#!/usr/bin/env bash
# DeepDiff, csv-diff: of two equal instalments one is gone, and nothing has changed
#
# One would guess that a program which compares two states of the data finds that a line is missing. Asked to ignore the
# order of lists, DeepDiff compares them like sets: [50000, 50000] and [50000] are the same, and so are two courses of
# the same name and amount and one of them. `report_repetition=True` shows it. csv-diff without a key compares lines
# like sets, too; with a key that isn't unique (the district, where each has several measures) it keeps the last line of
# each key, and the first may become 90 000 in silence.
#
# Seen with deepdiff 9.1.0 and csv-diff 1.2 from PyPI. Why it matters here: instalments are equal as a rule, groups of a
# course have the same name, and such programs say what changed in published data. In agreement files, two measures of a
# category with the same title are an error (AQB501), which `aqb diff` can't compare.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check deepdiff==9.1.0 csv-diff==1.2
venv/bin/python - <<'PYTHON'
import io
from importlib.metadata import version

from csv_diff import compare, load_csv
from deepdiff import DeepDiff

print(*(f"{name} {version(name)}" for name in ("deepdiff", "csv-diff")))
course = {"title": "Kurs A", "amount": 60000}
for old in ([50000, 50000], [course, course]):
    found = DeepDiff(old, old[:1], ignore_order=True)
    print(f"DeepDiff, {old} and {old[:1]}:", found)
    assert found == {}
    assert DeepDiff(old, old[:1])
    assert DeepDiff(old, old[:1], ignore_order=True, report_repetition=True)
HEAD = "key,title,amount\n"
A, B = "06631,Kurs A,50000\n", "06631,Kurs B,50000\n"
NOTHING = {"added": [], "removed": [], "changed": [], "columns_added": [], "columns_removed": []}


def differences(old, new, key=None):
    return compare(load_csv(io.StringIO(HEAD + old), key=key), load_csv(io.StringIO(HEAD + new), key=key))


print("csv-diff, one of two equal lines:", differences(A + A, A))
assert differences(A + A, A) == NOTHING
print("csv-diff, the first of a key's lines:", differences(A + B, A.replace("50000", "90000") + B, key="key"))
assert differences(A + B, A.replace("50000", "90000") + B, key="key") == NOTHING
assert len(differences(A + B, A.replace("50000", "90000") + B)["added"]) == 1
PYTHON

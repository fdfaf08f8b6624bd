#!/usr/bin/env bash
# Jinja: "12.500,00" as a number is 0, "12.500" is 12, and "unter <25 oder über >50 Jahre" becomes "unter 50 Jahre"
#
# One would guess that a filter named `float` or `int` fails on a text that is no number to it, as Python's functions of
# these names do. Jinja's give 0 then, so that a column of German amounts adds up to 0.0 without a word; and a text that
# happens to be an English number is that number: "12.500" is 12.5 as `float`, and 12 as `int`, as "12.999" is.
# `striptags`, which takes HTML out of texts, takes everything between "<" and the next ">" for a tag: of "unter <25
# oder über >50 Jahre" it leaves "unter 50 Jahre", which is another rule. `round` without digits gives the even
# neighbour: 2.5 places and 1.5 places are both 2.
#
# Seen with Jinja2 3.1.6 and MarkupSafe 3.0.4 from PyPI (`jinja2/filters.py`: the default of `do_int` and `do_float` is
# 0, as its documentation says). Why it matters here: letters and pages on grants are filled in with Jinja by many
# programs (docxtpl, Ansible, static sites), and amounts come as texts from CSV. The wordings that `aqb` fills in know
# none of these filters, only some of their own for exact numbers and dates.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check Jinja2==3.1.6 MarkupSafe==3.0.4
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

from jinja2 import Environment

print("Jinja2", version("Jinja2"), "MarkupSafe", version("MarkupSafe"))
CASES = {
    '{{ ["12.500,00", "595.950,50"] | map("float") | sum }}': "0.0",
    '{{ "12.500" | float }} {{ "12.500" | int }} {{ "12.999" | int }} {{ "k. A." | int }}': "12.5 12 12 0",
    '{{ "unter <25 oder über >50 Jahre" | striptags }}': "unter 50 Jahre",
    "{{ 1.5 | round | int }} {{ 2.5 | round | int }}": "2 2",
}
for template, text in CASES.items():
    printed = Environment().from_string(template).render()
    print(f"{template} → {printed}")
    assert printed == text
PYTHON

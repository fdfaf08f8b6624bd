#!/usr/bin/env bash
# PyYAML and ruamel.yaml: the keys of two Hessian districts lose their zero, those of all others keep it
#
# One would guess that a text which one YAML library writes is a text for another, and that keys of the same form
# (*Amtlicher Gemeindeschlüssel*: five digits, in Hesse all begin with 06) fare alike. But PyYAML knows YAML 1.1, where
# a number with a zero in front is octal: it puts 06631 into quotes, because it would be 3481 otherwise, and writes
# 06438 and 06439 (Offenbach and Rheingau-Taunus) bare, since 8 and 9 are no octal digits and nothing can be mistaken.
# In YAML 1.2 these are the numbers 6438 and 6439, and so ruamel.yaml reads them. Whoever tries it with Fulda or Kassel
# sees nothing of it; of the keys of Bavaria (09…), which all have a nine, none survives.
#
# Seen with PyYAML 6.0.3 (`yaml/resolver.py`, the pattern of integers) and ruamel.yaml 0.19.1. Why it matters here:
# `data/districts.yaml` holds such keys, and scripts that prepare such files often use PyYAML. Our
# reader takes a key by the characters that stand in the file, so that 06439 without quotes is still this key.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pyyaml==6.0.3 ruamel.yaml==0.19.1
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import yaml
from ruamel.yaml import YAML

print("PyYAML", version("pyyaml"), "ruamel.yaml", version("ruamel.yaml"))
hesse = [f"06{rest}" for rest in (*range(411, 416), *range(431, 441), *range(531, 536), 611, *range(631, 637))]
written = yaml.safe_dump(hesse)
bare = [line.removeprefix("- ") for line in written.splitlines() if "'" not in line]
print(len(hesse), "keys written by PyYAML; without quotes:", *bare)
assert (len(hesse), bare) == (27, ["06438", "06439"])
assert yaml.safe_load(written) == hesse
read = YAML(typ="safe").load(written)
lost = {key: value for key, value in zip(hesse, read) if key != value}
print("read by ruamel.yaml as another value:", lost)
assert lost == {"06438": 6438, "06439": 6439}
bavaria = [f"09{number}" for number in (161, 162, 163, 171, 564)]
print("of Bavaria:", *bavaria, "->", *YAML(typ="safe").load(yaml.safe_dump(bavaria)))
assert YAML(typ="safe").load(yaml.safe_dump(bavaria)) == [int(key) for key in bavaria]
PYTHON

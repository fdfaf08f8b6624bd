#!/usr/bin/env bash
# PyYAML, ruamel.yaml: a day that doesn't exist makes the whole file unreadable, without a line and without a YAML error
#
# One would guess that `signed_on: 2025-02-30` is read as a text, as "30.02.2025" is, or that the error names the line and
# is one of the library's own, whose base class (`YAMLError`) programs wait for. Both see a date by its form, and leave
# the rest to Python's `datetime`, which raises a ValueError: "day is out of range for month". It says neither line nor
# field, nothing of the file can be had, and a program that waits for `YAMLError` ends in a traceback. yamllint finds
# nothing wrong with the file. check-jsonschema reads dates as texts, and names the field.
#
# Seen with PyYAML 6.0.4, ruamel.yaml 0.19.1, yamllint 1.38.0 and check-jsonschema 0.39.0 from PyPI. Why it matters here:
# days of signatures and notices are typed by hand. `aqb` takes only the events of ruamel.yaml, which are texts, and says
# on which line which day there isn't (AQB105).
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
  PyYAML==6.0.4 ruamel.yaml==0.19.1 yamllint==1.38.0 check-jsonschema==0.39.0
printf 'year: 2025\nsigned_on: 2025-02-30\n' > agreement.yaml
echo '{"type": "object", "properties": {"signed_on": {"type": "string", "format": "date"}}}' > schema.json
venv/bin/python - <<'PYTHON'
from importlib.metadata import version
from pathlib import Path

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

text = Path("agreement.yaml").read_text()
readers = {
    "PyYAML": yaml.safe_load,
    "ruamel.yaml": YAML().load,
    "ruamel.yaml, safe": YAML(typ="safe").load,
}
print("PyYAML", version("PyYAML"), "ruamel.yaml", version("ruamel.yaml"))
for name, read in readers.items():
    try:
        found = read(text)
    except ValueError as error:
        print(f"{name}: ValueError: {error}")
        assert str(error).startswith("day is out of range") and not isinstance(error, (yaml.YAMLError, YAMLError))
    else:
        raise SystemExit(f"{name} reads {found}")
PYTHON
echo "$(venv/bin/yamllint --version): $(venv/bin/yamllint -d relaxed agreement.yaml && echo nothing)"
said=$(venv/bin/check-jsonschema --schemafile schema.json agreement.yaml || true)
echo "check-jsonschema: $said"
case $said in *"signed_on: '2025-02-30' is not a 'date'"*) ;; *) exit 1 ;; esac

#!/usr/bin/env bash
# ruamel.yaml: to delete a key keeps its comment and deletes that of the next one
#
# One would guess that the library which is known for keeping comments takes out a key together with the comment above
# it, or keeps all comments. But a comment belongs to what stands before it: after `del budget["own_contribution"]`, the
# line "# from the district's own funds" stands above `by_category`, whose own comment is gone. What is left is valid,
# says something false, and no difference of values shows it.
#
# Seen with ruamel.yaml 0.19.1 from PyPI. Why it matters here: agreement files hold their sources and doubts in such
# comments. What `aqb` mends in a file it changes in the text, at the places that the events of the parser name, and
# leaves all other characters alone.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ruamel.yaml==0.19.1
venv/bin/python - <<'PYTHON'
import io
from importlib.metadata import version

from ruamel.yaml import YAML

TEXT = """\
budget:
  total: 595950
  # from the district's own funds
  own_contribution: 20000
  # as § 4 has it
  by_category: {}
"""
yaml = YAML()
agreement = yaml.load(TEXT)
del agreement["budget"]["own_contribution"]
out = io.StringIO()
yaml.dump(agreement, out)
print("ruamel.yaml", version("ruamel.yaml"))
print(out.getvalue())
assert out.getvalue().splitlines() == [
    "budget:",
    "  total: 595950",
    "  # from the district's own funds",
    "  by_category: {}",
]
PYTHON

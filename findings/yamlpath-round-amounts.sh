#!/usr/bin/env bash
# yamlpath: set to 1200000.00, the total of a file is 120000.000000
#
# One would guess that a command which sets one value of a YAML file writes the value that it was given, as `yaml-set`
# does with 595950.50. But an amount without cents, written with two digits for them, is a tenth in the file: 1200000.00
# becomes 120000.000000, and 950.00 becomes 95.00. The command cuts zeros behind the point off before it counts digits,
# and what it then tells ruamel.yaml about the number's width and point makes a number that is one digit shorter. It
# ends without an error. A file that is read back holds the wrong number: it isn't only how it looks. Without the point
# (1200000), and with cents that aren't zero, all is well.
#
# Seen with yamlpath 3.9.1 and ruamel.yaml 0.19.1 from PyPI (`yamlpath/common/nodes.py`, `make_float_node`). Why it
# matters here: it is the tool for changing a YAML file in scripts and keeping its comments, and amounts with ".00" are
# what spreadsheets and other programs hand to it. What `aqb` mends in a file it changes in the text.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check yamlpath==3.9.1 ruamel.yaml==0.19.1
venv/bin/yaml-set --version
while read -r given written; do
  printf '# as signed\nbudget:\n  total: 500000\n' > fulda.yaml
  venv/bin/yaml-set --change=budget.total --value="$given" fulda.yaml
  total=$(sed -n 's/.*total: //p' fulda.yaml)
  read_back=$(venv/bin/yaml-get --query=budget.total fulda.yaml)
  echo "$given is written as $total, and read as $read_back"
  test "$total" = "$written"
done << 'AMOUNTS'
1200000.00 120000.000000
27700000.00 2770000.0000000
950.00 95.00
595950.50 595950.5
1200000 1200000
AMOUNTS

#!/usr/bin/env bash
# Prettier, mdformat, remark, markdownlint: the 15th of September becomes the 9th or the 1st, in the file itself
#
# One would guess that a formatter changes spaces and line breaks, and no words. Of the days of three meetings, a line
# each, "8. August 2025", "15. September 2025" and "3. Dezember 2025", Prettier and remark make the 8th of August, the
# 9th of September and the 10th of December: to them it is a numbered list that begins with 8. mdformat writes the 1st
# of September and the 1st of December, `markdownlint-cli2 --fix` the 1st, the 2nd, the 3rd. So it goes with "4. Mittel"
# and "6. Nachweis". "+ 5.000 Euro" and, below it, "- 3.000 Euro" are two lists, whose signs have to differ and nothing
# else: Prettier and mdformat write "- 5.000 Euro" and "* 3.000 Euro", markdownlint "+ 3.000 Euro". All end with 0. The
# difference is in the source, which git then holds, and each reader is right about it.
#
# Seen with prettier 3.10.1, remark-cli 12.0.1 and markdownlint-cli2 0.22.1 from npm (`npm` and Node 20 have to be
# there), and mdformat 1.0.0 from PyPI, each without settings. Why it matters here: repositories have such formatters
# run before each commit, and notes on agreements hold days and corrections of amounts. The Markdown that we publish has
# a fixed space or a backslash there, and stays as it is.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check mdformat==1.0.0
npm install --silent --no-audit --no-fund --ignore-scripts prettier@3.10.1 remark-cli@12.0.1 markdownlint-cli2@0.22.1
npm ls --depth=0 | tail -n +2
venv/bin/mdformat --version
NOTES=$'8. August 2025\n15. September 2025\n3. Dezember 2025\n\nÄnderungen:\n\n+ 5.000 Euro\n- 3.000 Euro\n'
formatted() { # the file after a command: days and amounts
  printf '# Termine\n\n%s' "$NOTES" > notes.md
  "$@" notes.md > said 2>&1
  grep -E '2025|Euro' notes.md | tr -s ' ' | paste -s -d ';'
}
check() { # what is expected, the command
  got=$(formatted "${@:2}")
  echo "$2: $got"
  test "$got" = "$1"
}
PATH="$scratch/venv/bin:$scratch/node_modules/.bin:$PATH"
check "8. August 2025;9. September 2025;10. Dezember 2025;- 5.000 Euro;* 3.000 Euro" prettier --write
check "8. August 2025;9. September 2025;10. Dezember 2025;* 5.000 Euro;- 3.000 Euro" remark --output --
check "8. August 2025;1. September 2025;1. Dezember 2025;- 5.000 Euro;* 3.000 Euro" mdformat
check "1. August 2025;2. September 2025;3. Dezember 2025;+ 5.000 Euro;+ 3.000 Euro" markdownlint-cli2 --fix
NOTES=$'8\\. August 2025\n15\\. September 2025\n'
check '8\. August 2025;15\. September 2025' prettier --write

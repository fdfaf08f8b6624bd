#!/usr/bin/env bash
# Python-Markdown: a German date at the beginning of a line becomes the first of the month
#
# One would guess that "8. August 2025" in a paragraph of its own is shown as it stands. In Markdown it is a list that
# begins with 8 ("8." and a space); CommonMark's readers keep that number, so that the date looks right by chance.
# Python-Markdown, which mkdocs is made of, begins each list with 1: readers see "1. August 2025". In a list of dates
# all of them become the first. The extension `sane_lists` keeps the number; a backslash before the point makes a text
# of it.
#
# Seen with Markdown 3.11.3 from PyPI (`markdown/blockprocessors.py`, `OListProcessor.LAZY_OL`), beside markdown-it-py
# 4.3.0. Why it matters here: place and day of a signature, and a list's number before an amount ("1. 120.000 Euro"),
# are the first words of a line. The Markdown that we publish has a fixed space or a backslash there, and tests read it with several
# readers.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check Markdown==3.11.3 markdown-it-py==4.3.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import markdown
from markdown_it import MarkdownIt

print("Markdown", version("Markdown"), "markdown-it-py", version("markdown-it-py"))
TEXT = "8. August 2025"
shown = markdown.markdown(TEXT).replace("\n", "")
print("Python-Markdown:", shown)
assert shown == "<ol><li>August 2025</li></ol>"
other = MarkdownIt().render(TEXT).replace("\n", "")
print("markdown-it-py: ", other)
assert other == '<ol start="8"><li>August 2025</li></ol>'
assert 'start="8"' in markdown.markdown(TEXT, extensions=["sane_lists"])
assert markdown.markdown("8\\. August 2025") == "<p>8. August 2025</p>"
PYTHON

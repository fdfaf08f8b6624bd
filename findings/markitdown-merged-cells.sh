#!/usr/bin/env bash
# markitdown: where a Word table merges cells downwards, amounts move to the column of the places
#
# One would guess that a converter from Word to Markdown, which knows no merged cells, repeats a merged cell or leaves
# it empty in the rows below, so that each column keeps its meaning. mammoth, with which markitdown reads Word files,
# says in HTML how many rows a cell takes (`rowspan`). But markdownify, which makes Markdown of that, attends to cells
# that are merged across columns only: in the rows below, the cell is just missing, and everything moves one column to
# the left. The row then ends one cell early, which Markdown allows: no message, no exit code, and a table that looks
# whole.
#
# Seen with markitdown 0.1.3, mammoth 1.11.0 and markdownify 1.2.0. Why it matters here: in agreements, the category is
# often one cell beside all of its measures, and to convert a document to Markdown first looks like a harmless step
# before `aqb import`. It is better to give the Word file itself: there, we fill merged cells ourselves.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
  'markitdown[docx]==0.1.3' mammoth==1.11.0 markdownify==1.2.0 python-docx==1.2.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

from docx import Document
from markitdown import MarkItDown

print(*(f"{name} {version(name)}" for name in ("markitdown", "mammoth", "markdownify")))
rows = [
    ("Category", "Measure", "Places", "Euro"),
    ("Ausbildungsvorbereitung", "Social Coach", "16", "80000"),
    ("", "Leben und Sprache", "12", "60000"),
]
document = Document()
table = document.add_table(len(rows), 4)
for row, texts in zip(table.rows, rows):
    for cell, text in zip(row.cells, texts):
        cell.text = text
merged = table.cell(1, 0).merge(table.cell(2, 0))
merged.text = "Ausbildungsvorbereitung"
document.save("measures.docx")
converted = MarkItDown().convert("measures.docx").text_content
print(converted)
cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in converted.splitlines() if "Sprache" in line]
assert cells == [["Leben und Sprache", "12", "60000"]], cells
assert "rowspan" not in converted
PYTHON

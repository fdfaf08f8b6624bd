#!/usr/bin/env bash
# PDF: of a "50" in bold that is printed twice, pdfplumber makes 5500, pdfminer.six 5050
#
# One would guess that text which a program made bold by printing it twice, a third of a point apart, is read once, as
# pdfium and poppler do, or as two lines, as pypdf and PyMuPDF do. pdfplumber sorts the letters of a line from left to
# right and so puts each behind its double: words look broken ("SSuummmmee"), but of a cell that holds nothing but a
# number comes another number, in tables, too. pdfminer.six reads one word behind the other without a gap. In
# pdfplumber, `dedupe_chars()` takes the doubles out; it isn't done unasked.
#
# Seen with pdfplumber 0.11.10, pdfminer.six 20260107, pypdf 7.1.1, PyMuPDF 2.0 and pypdfium2 5.15.2 from PyPI, on a
# file of reportlab 5.1.0. Why it matters here: what is bold in agreements is the total, and some printer drivers and
# reporting programs print bold letters in that way. Import reads letters with pdfium.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pdfplumber==0.11.10 pdfminer.six==20260107 \
  pypdf==7.1.1 pymupdf==2.0 pypdfium2==5.15.2 reportlab==5.1.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pdfplumber
import pymupdf
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text
from reportlab.pdfgen import canvas

page = canvas.Canvas("total.pdf", pagesize=(595, 842))
for x, y, text, is_bold in [
    (72, 780, "Kurs A", False), (200, 780, "38", False), (72, 760, "Summe", True), (200, 760, "50", True),
]:  # fmt: skip
    for shift in (0, 0.3) if is_bold else (0,):
        page.drawString(x + shift, y, text)
for height in (795, 775, 755):
    page.line(60, height, 260, height)
for left in (60, 180, 260):
    page.line(left, 755, left, 795)
page.save()
NAMES = ("pdfplumber", "pdfminer.six", "pypdf", "pymupdf", "pypdfium2", "reportlab")
print(*(f"{name} {version(name)}" for name in NAMES))
with pdfplumber.open("total.pdf") as document:
    read = document.pages[0]
    print("pdfplumber:", repr(read.extract_text()), read.extract_table())
    assert read.extract_text() == "Kurs A 38\nSSuummmmee 5500"
    assert read.extract_table() == [["Kurs A", "38"], ["SSuummmmee", "5500"]]
    print("without doubles:", repr(read.dedupe_chars().extract_text()))
    assert read.dedupe_chars().extract_text() == "Kurs A 38\nSumme 50"
others = {
    "pdfminer.six": extract_text("total.pdf"),
    "pypdf": pypdf.PdfReader("total.pdf").pages[0].extract_text(),
    "pymupdf": pymupdf.open("total.pdf")[0].get_text(),
    "pdfium": pypdfium2.PdfDocument("total.pdf")[0].get_textpage().get_text_range(),
}
for name, text in others.items():
    print(f"{name}:", text.split())
    assert ("5050" in text.split()) == (name == "pdfminer.six")
    assert text.split().count("50") == {"pdfminer.six": 0, "pdfium": 1}.get(name, 2)
PYTHON

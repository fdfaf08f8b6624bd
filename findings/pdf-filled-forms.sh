#!/usr/bin/env bash
# pypdf, pdfminer.six, pdfplumber, pdfium, markitdown: of a form that was filled in, they read the form
#
# One would guess that what a PDF shows between "Betrag:" and "Euro" is text to each reader. What is typed into the
# fields of a form isn't on the page but lies upon it, with a picture of its own: pypdf's, pdfminer.six's and
# pdfplumber's text is "Betrag: Euro", as if nothing had been filled in, and so is pdfium's, even if it was told to load
# the form, and markitdown's. poppler and MuPDF have the amount, MuPDF below all other text. pypdf gives the values if
# asked for the fields, without their place. Once a form is "flattened" (printed to PDF), all read it, so that two
# copies that look alike differ.
#
# Seen with pypdf 7.1.1, pdfminer.six 20260107, pdfplumber 0.11.10, pypdfium2 5.15.2, PyMuPDF 2.0 and markitdown 0.1.9
# from PyPI, on a file of reportlab 5.1.0; poppler's pdftotext 22.12.0 gave the amount when tried. Why it matters here:
# applications and reports on the use of funds are such forms. An amount that is left out looks like one that was left
# open. Import has pdfium make what lies upon pages part of them first.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
  pypdf==7.1.1 pdfminer.six==20260107 pdfplumber==0.11.10 pypdfium2==5.15.2 PyMuPDF==2.0 \
  'markitdown[pdf]==0.1.9' reportlab==5.1.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pdfplumber
import pymupdf
from markitdown import MarkItDown
from pdfminer.high_level import extract_text
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

for name in ("pypdf", "pdfminer.six", "pdfplumber", "pypdfium2", "PyMuPDF", "markitdown", "reportlab"):
    print(name, version(name))
canvas = Canvas("form.pdf")
canvas.drawString(50, 700, "Betrag:")
canvas.acroForm.textfield(name="betrag", value="595.950", x=110, y=690, width=120, height=20)
canvas.drawString(250, 700, "Euro")
canvas.save()
document = PdfDocument("form.pdf")
document.init_forms()
readers = {
    "pypdf": PdfReader("form.pdf").pages[0].extract_text(),
    "pdfminer.six": extract_text("form.pdf"),
    "pdfplumber": pdfplumber.open("form.pdf").pages[0].extract_text(),
    "pdfium": document[0].get_textpage().get_text_range(),
    "markitdown": MarkItDown().convert("form.pdf").text_content,
}
for name, text in readers.items():
    print(f"{name}: {' '.join(text.split())!r}")
    assert text.split() == ["Betrag:", "Euro"]
mupdf = pymupdf.open("form.pdf")[0].get_text().split()
fields = PdfReader("form.pdf").get_form_text_fields()
print(f"MuPDF: {mupdf}, pypdf's fields: {fields}")
assert mupdf == ["Betrag:", "Euro", "595.950"] and fields == {"betrag": "595.950"}
PYTHON

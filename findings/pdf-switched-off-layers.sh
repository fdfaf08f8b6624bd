#!/usr/bin/env bash
# PDF: what stands on a layer that is switched off, pdfium, pypdf and pdfminer.six give as text; poppler and MuPDF don't
#
# One would guess that a program which takes the text out of a PDF file takes what a reader sees, or lets one choose. Of
# a page with "595.950" and, on a layer that the file itself switches off, "500.000", poppler and MuPDF give the first
# amount, the three others both, one line below the other. pdfium even draws the page without the layer that it gives
# the text of.
#
# Seen with pypdfium2 5.15.2, pypdf 7.1.1, pdfminer.six 20260107 and PyMuPDF 2.0 from PyPI; the file is made
# by pikepdf 10.18.0. Poppler's pdftotext 22.12.0 gave the first amount only when tried. Why it matters here: versions of
# a document lie on layers in some offices' files, and an amount that nobody sees must not be one. Import reads the
# state of layers from the file.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
  pypdfium2==5.15.2 pypdf==7.1.1 pdfminer.six==20260107 PyMuPDF==2.0 pikepdf==10.18.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pymupdf
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text
from pikepdf import Array, Dictionary, Name, Pdf, Stream

pdf = Pdf.new()
pdf.add_blank_page(page_size=(595, 842))
page = pdf.pages[0]
font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Vorschlag"))
page.Resources = Dictionary(Font=Dictionary(F=font), Properties=Dictionary(L=layer))
page.Contents = Stream(
    pdf,
    b"BT /F 12 Tf 100 700 Td (595.950) Tj ET /OC /L BDC BT /F 12 Tf 100 600 Td (500.000) Tj ET EMC",
)
off = Dictionary(OFF=Array([layer]), Order=Array([layer]))
pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=off)
pdf.save("layers.pdf")
drawn = pypdfium2.PdfDocument("layers.pdf")[0]
read = {
    "pypdfium2": drawn.get_textpage().get_text_range(),
    "pypdf": pypdf.PdfReader("layers.pdf").pages[0].extract_text(),
    "pdfminer.six": extract_text("layers.pdf"),
    "PyMuPDF": pymupdf.open("layers.pdf")[0].get_text(),
}
for program, text in read.items():
    print(program, version(program), text.split())
both = ["595.950", "500.000"]
assert [text.split() for text in read.values()] == [both, both, both, both[:1]]
picture = drawn.render(scale=1).to_numpy()
upper, lower = (bool((picture[842 - y - 20 : 842 - y + 5] != 255).any()) for y in (700, 600))
print("pdfium draws the first amount:", upper, "the second:", lower)
assert (upper, lower) == (True, False)
PYTHON

#!/usr/bin/env bash
# pypdfium2: a page that inherits its size has that of an American letter, and so lacks its title
#
# One would guess that `page.get_mediabox()` and `get_cropbox()` say how large a page is. A PDF file may state the size
# once for all pages, above them; then both answer 612 × 792 points, US Letter, without a word, though `get_size()` and
# `get_bbox()` know better. A sheet of A4 is 842 points high: its uppermost 50 points seem to lie outside of the page.
#
# Seen with pypdfium2 5.15.2 on a file that pikepdf 10.18.0 writes (both from PyPI); pypdfium2's documentation names it
# as a quirk of pdfium. Why it matters here: what lies outside of the page doesn't show, so import leaves it out and
# says so; here that was the title, by which it knows an agreement. It now asks for the box that takes what is inherited.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pypdfium2==5.15.2 pikepdf==10.18.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pikepdf
import pypdfium2

with pikepdf.new() as document:
    page = document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.Contents = document.make_stream(b"BT /F 12 Tf 60 810 Td (Zielvereinbarung 2025) Tj ET")
    document.Root.Pages.MediaBox = page.obj.MediaBox
    del page.obj["/MediaBox"]
    document.save("one.pdf")

page = pypdfium2.PdfDocument("one.pdf")[0]
title = page.get_textpage().get_charbox(0)
print(f"pypdfium2 {version('pypdfium2')}: size {page.get_size()}, bbox {page.get_bbox()}, media box {page.get_mediabox()}")
print(f"the title's first letter begins {title[1]:.0f} points above the page's foot")
assert page.get_size() == (595, 842)
assert page.get_bbox() == (0, 0, 595, 842)
assert page.get_mediabox() == page.get_cropbox() == (0, 0, 612, 792)
assert title[1] > 792
PYTHON

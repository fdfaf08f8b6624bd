#!/usr/bin/env bash
# pdfium, typst: a raised footnote mark is a digit of the amount before it, and its size and base line say nothing
#
# One would guess that a program that reads PDF files keeps "595950" and the small "1" raised behind it apart, or at
# least that the size and the base line of each character show the mark. But pdfium's text is "5959501 Euro", and where
# the document is typst's, the mark has the font size and the base line of the amount: typst takes the font's own glyph
# for raised digits, which is drawn small and high, and says "1" for it. Only the box around its ink tells.
#
# Seen with typst 0.15.2 and pypdfium2 5.15.2 from PyPI. Why it matters here: the total of an agreement would be ten times
# as high, with no sign of anything wrong.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2
venv/bin/python - <<'PYTHON'
import ctypes
from importlib.metadata import version

import pypdfium2
import pypdfium2.raw as pdfium
import typst

content = typst.compile(b"595950#super[1] Euro", ignore_system_fonts=True)
page = pypdfium2.PdfDocument(content)[0]
text = page.get_textpage()
print("typst", version("typst"), "and pypdfium2", version("pypdfium2"))
print("read:", text.get_text_bounded())
seen = []
for index in (5, 6):
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    size = pdfium.FPDFText_GetFontSize(text, index)
    _left, bottom, _right, _top = text.get_charbox(index)
    seen.append((round(size, 1), round(y.value, 1), round(bottom - y.value, 1)))
    print(f"{chr(pdfium.FPDFText_GetUnicode(text, index))}: size {size:.1f}, base line {y.value:.1f}, ink from {bottom - y.value:.1f}")
assert text.get_text_bounded().startswith("5959501"), text.get_text_bounded()
(size, line, ink), (other_size, other_line, other_ink) = seen
assert (size, line) == (other_size, other_line), seen
assert other_ink > ink + 2, seen
PYTHON

#!/usr/bin/env bash
# typst: a letter that Unicode writes with a combining mark stands twice in the text of the PDF
#
# One would guess that "xC̀y" on a page is read as "xC̀y" by programs, as typst writes PDF/A-2a, whose "a" stands for
# text that programs can read. The page looks right. But typst gives the text of the whole letter to each of its two
# glyphs, the base and the mark: pdfium reads "xC̀C̀y". Of the 649 letters that German authorities have to be able to
# write (DIN 91379:2022-08), 149 need combining marks; in a document with all of them, 105 were read twice. "xḱy", whose
# letter has a code point of its own, is read well.
#
# Seen with typst 0.15.2 and pypdfium2 5.15.2 from PyPI; poppler's pdftotext reads the same. Why it matters here: names of
# people and places in agreements that are taken in from such a file would be wrong, in a way that looks like a misprint.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pypdfium2
import typst

WORDS = ["xC\u0300y", "xD\u0302y", "x\u1e31y"]
source = f'#set document(title: "Namen", date: datetime(year: 2025, month: 1, day: 2))\n#set text(lang: "de")\n{" ".join(WORDS)}'
content = typst.compile(source.encode(), pdf_standards=["a-2a"], ignore_system_fonts=True)
read = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded().split()
print("typst", version("typst"), "and pypdfium2", version("pypdfium2"))
for written, found in zip(WORDS, read, strict=True):
    print(f"written {ascii(written)}, read {ascii(found)}")
assert read == ["xC\u0300C\u0300y", "xD\u0302D\u0302y", "x\u1e31y"], read
PYTHON

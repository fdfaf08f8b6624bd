#!/usr/bin/env bash
# pdf.js (Firefox): a glyph whose text has a combining mark is taken for one without width, and a space follows it
#
# One would guess that a glyph which stands for a whole letter, such as "C̀" (in a PDF file: one code, with two characters
# in its ToUnicode table), is read as that letter. pdfium and poppler read "xC̀y". pdf.js reads "xC̀ y" where the "y" is
# placed by itself, as programs do after a letter in another font or at another height: it holds every glyph for a mark
# without width in whose text a mark stands anywhere, not only those that are nothing but a mark, and so sees a gap behind
# it. "xxy", placed in the same way, is read without a gap. Words with such letters are copied in two pieces.
#
# Seen with pdfjs-dist 4.10.38 from npm (`SpecialCharRegExp` in pdf.worker.mjs) and pypdfium2 5.15.2 from PyPI; the file is
# made here by pikepdf 10.18.0. Why it matters here: German authorities have to be able to write letters of that kind
# (DIN 91379); whoever makes PDF files with them can't satisfy all readers, and tests in one of them say little.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pikepdf==10.18.0 pypdfium2==5.15.2
npm install --silent --no-audit --no-fund --ignore-scripts pdfjs-dist@4.10.38
venv/bin/python - <<'PYTHON'
import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

TABLE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Letters def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange
3 beginbfchar <78> <0078> <43> <00430300> <79> <0079> endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end"""
pdf = pikepdf.new()
page = pdf.add_blank_page(page_size=(300, 100))
page.Resources = Dictionary(Font=Dictionary(F=Dictionary(
    Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, FirstChar=67, LastChar=121,
    Widths=Array([600] * 55), Encoding=Name.WinAnsiEncoding, ToUnicode=pdf.make_stream(TABLE.encode()),
)))
page.Contents = pdf.make_stream(b"""BT /F 20 Tf 1 0 0 1 20 70 Tm (xC) Tj 1 0 0 1 44 70 Tm (y) Tj ET
BT 1 0 0 1 20 30 Tm (xx) Tj 1 0 0 1 44 30 Tm (y) Tj ET""")
pdf.save("letters.pdf")
read = pypdfium2.PdfDocument("letters.pdf")[0].get_textpage().get_text_bounded().split()
print("pypdfium2 reads", ascii(read))
assert read == ["xC\u0300y", "xxy"], ascii(read)
PYTHON
cat > read.mjs <<'JAVASCRIPT'
import { readFileSync } from "fs"
import { getDocument, version } from "pdfjs-dist/legacy/build/pdf.mjs"
const document = await getDocument({ data: new Uint8Array(readFileSync("letters.pdf")), verbosity: 0 }).promise
const { items } = await (await document.getPage(1)).getTextContent()
const read = items.map(item => item.str + (item.hasEOL ? "|" : "")).join("")
console.log("pdf.js", version, "reads", JSON.stringify(read))
if (read !== "xC\u0300 y|xxy") throw new Error("it used to put a space behind the letter")
JAVASCRIPT
node read.mjs

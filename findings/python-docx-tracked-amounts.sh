#!/usr/bin/env bash
# python-docx: an amount that was put in with tracked changes isn't there
#
# One would guess that a paragraph's text has what Word shows: of "500.000" deleted and "595.950" inserted with tracked
# changes, the new amount, or perhaps both. python-docx's `text` has neither: the sentence reads "Der Betrag ist  Euro."
# A paragraph in a content control (the fields of a form) isn't among `document.paragraphs` at all. mammoth reads both
# as Word shows them.
#
# Seen with python-docx 1.2.0 and mammoth 1.13.0 from PyPI. Why it matters here: agreements go back and forth with
# tracked changes before they are signed, and are often filled into forms. python-docx writes our documents; they are
# read with other means.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0
venv/bin/python - <<'PYTHON'
import io
from importlib.metadata import version

import docx
import mammoth
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

document = docx.Document()
sentence = document.add_paragraph("Der Betrag ist ")
sentence._p.append(parse_xml(f'<w:del {W} w:id="1" w:author="A"><w:r><w:delText>500.000</w:delText></w:r></w:del>'))
sentence._p.append(parse_xml(f'<w:ins {W} w:id="2" w:author="A"><w:r><w:t>595.950</w:t></w:r></w:ins>'))
sentence.add_run(" Euro.")
form = "<w:sdtContent><w:p><w:r><w:t>Eigenanteil: 20.000 Euro</w:t></w:r></w:p></w:sdtContent>"
document.element.body.insert(1, parse_xml(f"<w:sdt {W}>{form}</w:sdt>"))
file = io.BytesIO()
document.save(file)
text = [paragraph.text for paragraph in docx.Document(file).paragraphs]
shown = mammoth.extract_raw_text(file).value.split("\n\n")
print("python-docx", version("python-docx"), text)
print("mammoth", version("mammoth"), shown)
assert text == ["Der Betrag ist  Euro."]
assert shown[:2] == ["Der Betrag ist 595.950 Euro.", "Eigenanteil: 20.000 Euro"]
PYTHON

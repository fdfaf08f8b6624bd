#!/usr/bin/env bash
# Word: the "§ 4" before a heading is nowhere in its text
#
# One would guess that a heading which Word shows as "§ 4 Haushaltsmittel" is read as that. Where Word has counted the
# sections itself, "§ 4" is nothing but a style of numbering ("§ %1", beginning with 4) that each reader has to work
# out: python-docx gives "Haushaltsmittel", mammoth an ordered list (in HTML the first one has the number 1 then, and no
# "§") or, as text, nothing at all. What a sentence refers to ("gemäß § 4") can't be found in either.
#
# Seen with python-docx 1.2.0 and mammoth 1.13.0 from PyPI. Why it matters here: agreements are read section by section,
# and § 4 holds the money. Import counts the numbers in Word's way, and knows sections by their words too.
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
numbering = document.part.numbering_part.element
level = '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§ %1"/></w:lvl>'
numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{level}</w:abstractNum>'))
numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
heading = document.add_paragraph("Haushaltsmittel")
heading._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'))
file = io.BytesIO()
document.save(file)
text = [paragraph.text for paragraph in docx.Document(file).paragraphs]
html = mammoth.convert_to_html(file)
bare = mammoth.extract_raw_text(file).value.strip()
print("python-docx", version("python-docx"), text)
print("mammoth", version("mammoth"), html.value, html.messages, "| as text:", bare)
assert text == ["Haushaltsmittel"]
assert html.value == "<ol><li>Haushaltsmittel</li></ol>"
assert html.messages == []
assert bare == "Haushaltsmittel"
PYTHON

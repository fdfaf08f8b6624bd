#!/usr/bin/env bash
# docx2txt, docx2python: the "Lahn-Dill-Kreis" is read as "LahnDillKreis"
#
# One would guess that a hyphen which Word shows is among the characters of the text. The one at which no line may break
# (Ctrl+Shift+hyphen, as careful offices write names with it) is an element of its own, `w:noBreakHyphen`: docx2txt and
# docx2python leave it out, and what it parted is one word. python-docx gives "-", mammoth and pandoc the character
# U+2011, which looks like "-" and isn't equal to it. So of five programs three give a name that a list of districts
# doesn't have.
#
# Seen with docx2txt 0.9, docx2python 3.6.2, python-docx 1.2.0, mammoth 1.13.0 and pypandoc_binary 1.17 from PyPI
# (pandoc's own version is printed). Why it matters here: twelve of Hesse's districts have hyphens in their
# names. Import reads the element as "-".
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
  docx2txt==0.9 docx2python==3.6.2 python-docx==1.2.0 mammoth==1.13.0 pypandoc_binary==1.17
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import docx
import docx2txt
import mammoth
import pypandoc
from docx2python import docx2python
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
name = "<w:noBreakHyphen/>".join(f"<w:t>{part}</w:t>" for part in ("Lahn", "Dill", "Kreis"))
document = docx.Document()
document.add_paragraph()._p.append(parse_xml(f"<w:r {W}>{name}</w:r>"))
document.save("district.docx")
read = {
    "docx2txt": docx2txt.process("district.docx"),
    "docx2python": docx2python("district.docx").text,
    "python-docx": docx.Document("district.docx").paragraphs[0].text,
    "mammoth": mammoth.extract_raw_text(open("district.docx", "rb")).value,
    "pypandoc_binary": pypandoc.convert_file("district.docx", "plain"),
}
print("pandoc", pypandoc.get_pandoc_version())
for program, text in read.items():
    print(program, version(program), ascii(text.strip()))
assert read["docx2txt"].strip() == read["docx2python"].strip() == "LahnDillKreis"
assert read["python-docx"] == "Lahn-Dill-Kreis"
assert read["mammoth"].strip() == read["pypandoc_binary"].strip() == "Lahn\u2011Dill\u2011Kreis"
PYTHON

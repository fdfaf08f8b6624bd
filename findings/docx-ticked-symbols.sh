#!/usr/bin/env bash
# python-docx, docx2txt: a box that was ticked with a sign of Wingdings isn't there, and both answers look alike
#
# One would guess that a sign which Word shows is a character of the text, perhaps a wrong one. What Word's dialogue
# "Symbol" puts in from Wingdings is an element of its own (`w:sym`, with the font and a number), and python-docx and
# docx2txt leave it out: of "☒ ja ☐ nein" there stays "ja nein". mammoth and pandoc turn both boxes into Unicode, but
# not into the same signs: the empty one is U+1F78E to one and U+25FB to the other.
#
# Seen with python-docx 1.2.0, docx2txt 0.9, mammoth 1.13.0 and pypandoc_binary 1.17 from PyPI (pandoc's own version is
# printed). Why it matters here: in forms, which of several measures are meant is often said by such boxes, and
# what isn't ticked is no fact. Import knows these signs by their font and number.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
  python-docx==1.2.0 docx2txt==0.9 mammoth==1.13.0 pypandoc_binary==1.17
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import docx
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
document = docx.Document()
answers = document.add_paragraph()
for number, word in (("F0FE", " ja "), ("F0A8", " nein")):
    answers.add_run()._r.append(parse_xml(f'<w:sym {W} w:font="Wingdings" w:char="{number}"/>'))
    answers.add_run(word)
document.save("form.docx")
read = {
    "python-docx": docx.Document("form.docx").paragraphs[0].text,
    "docx2txt": docx2txt.process("form.docx"),
    "mammoth": mammoth.extract_raw_text(open("form.docx", "rb")).value,
    "pypandoc_binary": pypandoc.convert_file("form.docx", "plain"),
}
print("pandoc", pypandoc.get_pandoc_version())
for program, text in read.items():
    print(program, version(program), ascii(text.strip()))
assert read["python-docx"].split() == read["docx2txt"].split() == ["ja", "nein"]
assert read["mammoth"].split() == ["\U0001f5f9", "ja", "\U0001f78e", "nein"]
assert read["pypandoc_binary"].split() == ["\U0001f5f9", "ja", "\u25fb", "nein"]
PYTHON

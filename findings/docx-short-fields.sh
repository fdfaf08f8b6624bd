#!/usr/bin/env bash
# Word: of two fields that show the same total, pandoc, mammoth, markitdown and python-docx read one, and lose the other
#
# One would guess that what a field of Word shows, such as a sum (`=SUM(ABOVE)`) or a number from the document's
# properties, is text to each reader, or to none. But a field can be written in two ways: as characters between marks
# (`w:fldChar`), or short, as an element around them (`w:fldSimple`); Word writes both, and nobody sees which. Of the
# long one all read "595.950". The short one is left out by pandoc without a word, by mammoth with a message ("An
# unrecognised element was ignored"), by markitdown, which reads with mammoth, without one, and by python-docx's
# `paragraph.text`. docx2txt and docx2python have both.
#
# Seen with pypandoc_binary 1.17 (pandoc's own version is printed), mammoth 1.13.0, markitdown 0.1.9, python-docx 1.2.0,
# docx2txt 0.9 and docx2python 3.7.1 from PyPI. Why it matters here: forms for agreements compute totals, and fill in
# names from their properties; a sentence without its amount looks like a gap that somebody forgot. Import reads both.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pypandoc_binary==1.17 mammoth==1.13.0 \
  'markitdown[docx]==0.1.9' python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import docx
import docx2python
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from markitdown import MarkItDown

RESULT = "<w:r><w:t>595.950</w:t></w:r>"
MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODE = '<w:r><w:instrText xml:space="preserve"> =SUM(ABOVE) </w:instrText></w:r>'
LONG = MARK.format("begin") + CODE + MARK.format("separate") + RESULT + MARK.format("end")
SHORT = f'<w:fldSimple w:instr=" =SUM(ABOVE) ">{RESULT}</w:fldSimple>'
file = docx.Document()
for name, field in (("long", LONG), ("short", SHORT)):
    paragraph = f"<w:p {nsdecls('w')}><w:r><w:t>{name}:</w:t></w:r>{field}</w:p>"
    file.element.body[-1].addprevious(parse_xml(paragraph))
file.save("total.docx")
print("pandoc", pypandoc.get_pandoc_version())
with open("total.docx", "rb") as stream:
    text, page = mammoth.extract_raw_text(stream).value, mammoth.convert_to_html(stream)
print("mammoth's messages:", [message.message for message in page.messages])
assert [message.message for message in page.messages] == ["An unrecognised element was ignored: w:fldSimple"]
read = {
    "pypandoc_binary": (pypandoc.convert_file("total.docx", "plain"), 1),
    "mammoth": (text, 1),
    "markitdown": (MarkItDown().convert("total.docx").text_content, 1),
    "python-docx": ("\n".join(paragraph.text for paragraph in docx.Document("total.docx").paragraphs), 1),
    "docx2txt": (docx2txt.process("total.docx"), 2),
    "docx2python": (docx2python.docx2python("total.docx").text, 2),
}
for name, (text, count) in read.items():
    print(name, version(name), text.split())
    assert text.split() == ["long:595.950", "short:" if count == 1 else "short:595.950"], name
PYTHON

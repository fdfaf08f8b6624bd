#!/usr/bin/env bash
# Word: what stands in a text box is there twice for docx2txt and docx2python, and not at all for python-docx
#
# One would guess that an amount which a Word document shows once is read once. But Word stores a text box in two forms,
# one for new and one for old programs (`mc:Choice` and `mc:Fallback`), of which a reader is to take one. docx2txt and
# docx2python take both: "100.000 Euro" stands there twice, with nothing between that says so. python-docx finds
# neither, in no paragraph of the document. mammoth and pandoc read it once.
#
# Seen with docx2txt 0.9, docx2python 3.7.1, python-docx 1.2.0, mammoth 1.13.0 and pypandoc_binary 1.17 from PyPI
# (pandoc's own version is printed). Why it matters here: letterheads, boxes beside the text and frames around the total
# are such boxes; amounts that are added up count twice. Import takes the first form that has text.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check docx2txt==0.9 docx2python==3.7.1 python-docx==1.2.0 \
  mammoth==1.13.0 pypandoc_binary==1.17
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import docx
import docx2python
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
TEXT = "<w:txbxContent><w:p><w:r><w:t>100.000 Euro</w:t></w:r></w:p></w:txbxContent>"
NEW = f"""<w:drawing><wp:inline><wp:extent cx="2000000" cy="500000"/><wp:docPr id="1" name="Box"/><a:graphic>
<a:graphicData uri="{NAMESPACES["wps"]}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{TEXT}</wps:txbx>
<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"""
OLD = f'<w:pict><v:shape style="width:100pt;height:30pt"><v:textbox>{TEXT}</v:textbox></v:shape></w:pict>'
declared = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
file = docx.Document()
file.element.body[-1].addprevious(parse_xml(
    f'<w:p {declared}><w:r><mc:AlternateContent><mc:Choice Requires="wps">{NEW}</mc:Choice>'
    f"<mc:Fallback>{OLD}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
))  # fmt: skip
file.save("box.docx")
with open("box.docx", "rb") as stream:
    raw = mammoth.extract_raw_text(stream).value
read = {
    "docx2txt": (docx2txt.process("box.docx"), 2),
    "docx2python": (docx2python.docx2python("box.docx").text, 2),
    "python-docx": ("\n".join(paragraph.text for paragraph in docx.Document("box.docx").paragraphs), 0),
    "mammoth": (raw, 1),
    "pypandoc_binary": (pypandoc.convert_file("box.docx", "plain"), 1),
}
print("pandoc", pypandoc.get_pandoc_version())
for name, (text, count) in read.items():
    print(name, version(name), repr(text))
    assert text.count("100.000 Euro") == count, name
PYTHON

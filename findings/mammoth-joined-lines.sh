#!/usr/bin/env bash
# mammoth, odfpy: of "25" and, on the next line, "595.950 Euro" there comes "25595.950 Euro"
#
# One would guess that text which stands on two lines of a document (Shift+Enter, as between the lines of an address or
# a table's field) is parted by at least a space. mammoth's `extract_raw_text` leaves the break out, so that 25 places
# and 595.950 euros become one amount; its HTML has the break. What older programs write for it (`w:cr`), and the tab
# that is aligned at a margin (`w:ptab`), mammoth's HTML and pandoc lose, too; mammoth says so in its messages, pandoc
# doesn't. Of an OpenDocument file, odfpy's elements, made texts by `str()`, join lines and tabs in the same way;
# `teletype.extractText` doesn't.
#
# Seen with mammoth 1.13.0, odfpy 1.4.1, pypandoc_binary 1.17 (pandoc's own version is printed) and python-docx 1.2.0
# from PyPI. Why it matters here: numbers of places stand above amounts in the fields of tables. Import reads each of
# these elements as what it parts.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check mammoth==1.13.0 odfpy==1.4.1 pypandoc_binary==1.17 \
  python-docx==1.2.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import docx
import mammoth
import pypandoc
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from odf import teletype
from odf.text import LineBreak, P, Tab

print(*(f"{name} {version(name)}" for name in ("mammoth", "odfpy", "python-docx")))
print("pandoc", pypandoc.get_pandoc_version())
file = docx.Document()
for name in ("w:br", "w:cr", "w:ptab"):
    run = file.add_paragraph().add_run("25")
    between = OxmlElement(name)
    if name == "w:ptab":
        for key, value in (("relativeTo", "margin"), ("alignment", "right"), ("leader", "none")):
            between.set(qn(f"w:{key}"), value)
    run._r.append(between)
    run.add_text("595.950 Euro")
file.save("places.docx")
with open("places.docx", "rb") as stream:
    raw = mammoth.extract_raw_text(stream).value.split("\n\n")
    page = mammoth.convert_to_html(stream)
print("mammoth, text:", raw, "HTML:", page.value)
print("mammoth, messages:", [message.message for message in page.messages])
assert raw == ["25595.950 Euro"] * 3 + [""]
assert page.value == "<p>25<br />595.950 Euro</p><p>25595.950 Euro</p><p>25595.950 Euro</p>"
assert [message.message.rpartition(" ")[2] for message in page.messages] == ["w:cr", "w:ptab"]
plain = pypandoc.convert_file("places.docx", "plain").split("\n\n")
print("pandoc:", plain)
assert [each.split() for each in plain] == [["25", "595.950", "Euro"], ["25595.950", "Euro"], ["25595.950", "Euro"]]
read = [paragraph.text for paragraph in docx.Document("places.docx").paragraphs]
print("python-docx:", read)
assert read == ["25\n595.950 Euro", "25\n595.950 Euro", "25\t595.950 Euro"]
for between, sign in ((LineBreak, "\n"), (Tab, "\t")):
    paragraph = P(text="25")
    paragraph.addElement(between())
    paragraph.addText("595.950 Euro")
    print(f"odfpy, {between.__name__}:", repr(str(paragraph)), repr(teletype.extractText(paragraph)))
    assert str(paragraph) == "25595.950 Euro"
    assert teletype.extractText(paragraph) == f"25{sign}595.950 Euro"
PYTHON

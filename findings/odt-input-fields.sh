#!/usr/bin/env bash
# OpenDocument: what was filled into an input field is lost by pandoc and odfdo
#
# One would guess that the text which stands in an input field of a form ("Betrag: [595.950] Euro") is text to each
# reader, since it is all that a person sees there. pandoc and odfdo read the sentence without it, and neither says that
# it has left something out; odfpy has it. LibreOffice writes such fields itself where a Word document had a content
# control.
#
# Seen with pypandoc_binary 1.17 (its pandoc's version is printed), odfdo 3.27.3 and odfpy 1.4.1 from PyPI; the element
# is `text:text-input`. Why it matters here: forms of districts are filled in that way. Import goes by way of
# LibreOffice and .docx, where the field's text is kept.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pypandoc_binary==1.17 odfdo==3.27.3 odfpy==1.4.1
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import odfdo
import pypandoc
from odf.opendocument import OpenDocumentText, load
from odf.teletype import extractText
from odf.text import P, TextInput

document = OpenDocumentText()
sentence = P(text="Betrag: ")
sentence.addElement(TextInput(text="595.950"))
sentence.addText(" Euro")
document.text.addElement(sentence)
document.save("form.odt")
by_pandoc = pypandoc.convert_file("form.odt", "plain").strip()
by_odfdo = odfdo.Document("form.odt").get_formatted_text().strip()
by_odfpy = extractText(load("form.odt").text)
print("pandoc", pypandoc.get_pandoc_version(), by_pandoc)
print("odfdo", version("odfdo"), by_odfdo)
print("odfpy", version("odfpy"), by_odfpy)
assert "595.950" not in by_pandoc
assert by_pandoc.startswith("Betrag:")
assert "595.950" not in by_odfdo
assert by_odfdo.startswith("Betrag:")
assert by_odfpy == "Betrag: 595.950 Euro"
PYTHON

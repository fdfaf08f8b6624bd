#!/usr/bin/env bash
# pandoc: who signs "i. V." (as deputy) is entry one of a list, and who signs "i. A." below becomes "ii. A."
#
# One would guess that "i. V. Erika Muster" in a paragraph of its own is a name with what stands before it. To pandoc's
# Markdown, "i." is the Roman number one: HTML has a list with the entry "V. Erika Muster", and the next signature, "i.
# A. Max Muster", is its second entry, shown as "ii. A. Max Muster". In Word, the "i." is nowhere in the text, since it
# is a numbering. Two paragraphs "3. und 4. Rate" and "8. August 2025" become entries 3 and 4: the agreement is of the
# 4th of August. That also happens where it reads CommonMark or GitHub's Markdown, which know no Roman numbers.
#
# Seen with pypandoc_binary 1.17 (pandoc's own version is printed) and python-docx 1.2.0 from PyPI. Why it matters here:
# deputies sign agreements with "i. V.", officials with "i. A.", and Markdown is turned into Word and PDF with pandoc.
# In the Markdown that we publish, "gez." stands before names, and dates have a fixed space or a backslash.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pypandoc_binary==1.17 python-docx==1.2.0
venv/bin/python - <<'PYTHON'
import docx
import pypandoc

SIGNED = "i. V. Erika Muster\n\ni. A. Max Muster\n"
DATED = "3. und 4. Rate: 50.000 Euro\n\n8. August 2025\n"
print("pandoc", pypandoc.get_pandoc_version())
shown = pypandoc.convert_text(SIGNED, "plain", "markdown").split("\n\n")
print("as text:", shown)
assert [" ".join(line.split()) for line in shown] == ["i. V. Erika Muster", "ii. A. Max Muster"]
page = pypandoc.convert_text(SIGNED, "html", "markdown")
print("as HTML:", " ".join(page.split()))
assert page.startswith('<ol type="i">')
pypandoc.convert_text(SIGNED, "docx", "markdown", outputfile="signed.docx")
texts = [paragraph.text for paragraph in docx.Document("signed.docx").paragraphs]
print("in Word:", texts)
assert texts == ["V. Erika Muster", "A. Max Muster"]
assert "<ol" not in pypandoc.convert_text(SIGNED, "html", "commonmark")
for kind in ("markdown", "commonmark", "gfm"):
    lines = pypandoc.convert_text(DATED, "plain", kind).split("\n\n")
    print(f"from {kind}:", lines)
    assert [" ".join(line.split()) for line in lines] == ["3. und 4. Rate: 50.000 Euro", "4. August 2025"]
PYTHON

#!/usr/bin/env bash
# docx-mailmerge2: Word's German format for amounts, "#.##0,00", makes "595,950.50000" of 595950.5
#
# One would guess that a library which fills in the fields of a Word letter attends to a field's format as Word does, or
# leaves it out. The formats for numbers are the computer's: in a German Word, the total is `\# "#.##0,00"`.
# docx-mailmerge2 reads each as English, where that means five decimals: a German reader sees five hundred and
# ninety-five euros and too many cents. An exact amount (`Decimal`) it prints without any format, "595950.50", with a
# warning of Python's. Of days, the format is followed, but the month is English, unless the program has set another
# locale: "2. March 2025". One in August looks right.
#
# Seen with docx-mailmerge2 1.0.3 and python-docx 1.2.0 from PyPI. Why it matters here: notices to the districts are
# form letters of that kind. Ours are written whole, with amounts as text.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check docx-mailmerge2==1.0.3 python-docx==1.2.0
venv/bin/python - <<'PYTHON'
from datetime import date
from decimal import Decimal
from importlib.metadata import version

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from mailmerge import MailMerge

print(*(f"{name} {version(name)}" for name in ("docx-mailmerge2", "python-docx")))
letter = docx.Document()
for field in (r'total \# "#.##0,00"', r'total \# "#,##0.00"', r'day \@ "d. MMMM yyyy"'):
    paragraph = letter.add_paragraph()
    for part in (
        '<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve"> MERGEFIELD {field} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>', "<w:t>…</w:t>", '<w:fldChar w:fldCharType="end"/>',
    ):  # fmt: skip
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>"))
letter.save("letter.docx")


def filled(total, day):
    with MailMerge("letter.docx") as document:
        document.merge(total=total, day=day)
        document.write("filled.docx")
    texts = [paragraph.text for paragraph in docx.Document("filled.docx").paragraphs]
    print(repr(total), day, texts)
    return texts


assert filled(595950.5, date(2025, 3, 2)) == ["595,950.50000", "595,950.50", "2. March 2025"]
assert filled(Decimal("595950.50"), date(2025, 8, 2)) == ["595950.50", "595950.50", "2. August 2025"]
PYTHON

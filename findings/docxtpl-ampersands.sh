#!/usr/bin/env bash
# docxtpl: "Kurs (<25 Jahre)" is printed as "Kurs (25 Jahre)", and "Arbeit & Bildung" as "Arbeit  Bildung"
#
# One would guess that a library which fills values into a Word document prints them as they are, or fails, if a sign
# would break the file's XML. docxtpl puts them into the XML unescaped, and its parser repairs what comes of it by
# dropping the signs: no error, no warning, and a document that Word opens. "<25", under 25, becomes 25. Only `render(…,
# autoescape=True)`, which is off unless asked for, writes what was given.
#
# Seen with docxtpl 0.20.2 and python-docx 1.2.0 from PyPI. Why it matters here: notices and agreements are filled in
# that way in many offices, providers are called "Arbeit & Bildung", and age limits are written with "<". Our Word files
# are built as elements, whose texts need no escaping.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check docxtpl==0.20.2 python-docx==1.2.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import docx
from docxtpl import DocxTemplate

layout = docx.Document()
layout.add_paragraph("{{ title }}")
layout.save("layout.docx")


def printed(title, **options):
    template = DocxTemplate("layout.docx")
    template.render({"title": title}, **options)
    template.save("filled.docx")
    return docx.Document("filled.docx").paragraphs[0].text


print("docxtpl", version("docxtpl"), "python-docx", version("python-docx"))
for title, shown in (("Kurs (<25 Jahre)", "Kurs (25 Jahre)"), ("Arbeit & Bildung", "Arbeit  Bildung")):
    print(f"{title!r} is printed as {printed(title)!r}, with autoescape as {printed(title, autoescape=True)!r}")
    assert printed(title) == shown
    assert printed(title, autoescape=True) == title
PYTHON

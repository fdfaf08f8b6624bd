#!/usr/bin/env bash
# WeasyPrint: a list that begins with 4 begins with 1, and "8. August 2025" becomes "1. August 2025" on paper
#
# One would guess that a program which prints HTML shows the same numbers as each browser: `<ol start="4">` begins with
# 4, `<li value="7">` is 7, `type="a"` counts a, b, c. WeasyPrint begins each list with 1 and counts in digits, since it
# takes these attributes for hints on style, which it leaves out unless told otherwise (`presentational_hints=True`);
# for `start` and `value` that is more than looks. So of "8. August 2025", which every reader of CommonMark turns into a
# list that begins with 8, the PDF says "1. August 2025". html-for-docx, which makes Word files of HTML, has no number
# of its own either: the paragraph is "August 2025" in the style "List Number", which begins with 1.
#
# Seen with WeasyPrint 70.0, markdown-it-py 4.3.0, pypdfium2 5.15.2, html-for-docx 1.2.1 and python-docx 1.2.0 from PyPI
# (Debian's libpango-1.0-0, libpangoft2-1.0-0 and a font have to be there). Why it matters here: HTML is what agreements
# are published in, and sections, items and days are what sentences refer to. Ours writes the numbers of sections and
# days as text, and its lists begin with 1.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
  weasyprint==70.0 markdown-it-py==4.3.0 pypdfium2==5.15.2 html-for-docx==1.2.1 python-docx==1.2.0
venv/bin/python - <<'PYTHON'
import re
from importlib.metadata import version

import docx
from html4docx import HtmlToDocx
from markdown_it import MarkdownIt
from pypdfium2 import PdfDocument
from weasyprint import HTML

for name in ("weasyprint", "markdown-it-py", "pypdfium2", "html-for-docx", "python-docx"):
    print(name, version(name))


def numbers(html: str, **options: bool) -> list[str]:
    """The numbers of a list in the PDF."""
    page = PdfDocument(HTML(string=html).write_pdf(**options))[0]
    return re.findall(r"\b\w\.", page.get_textpage().get_text_range())


day = MarkdownIt().render("8. August 2025")
assert 'start="8"' in day
CASES = {
    '<ol start="4"><li>Mittel</li><li>Nachweis</li></ol>': (["1.", "2."], ["4.", "5."]),
    '<ol><li value="7">Mittel</li></ol>': (["1."], ["7."]),
    '<ol type="a"><li>Mittel</li><li>Nachweis</li></ol>': (["1.", "2."], ["a.", "b."]),
    day: (["1."], ["8."]),
}
for html, (unasked, asked) in CASES.items():
    print(f"{' '.join(html.split())}: {numbers(html)}, with hints: {numbers(html, presentational_hints=True)}")
    assert (numbers(html), numbers(html, presentational_hints=True)) == (unasked, asked)
document = docx.Document()
HtmlToDocx().add_html_to_document(day, document)
paragraph = document.paragraphs[-1]
print(f"html-for-docx: {paragraph.text!r}, in the style {paragraph.style.name}")
assert (paragraph.text, paragraph.style.name) == ("August 2025", "List Number")
PYTHON

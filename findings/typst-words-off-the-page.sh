#!/usr/bin/env bash
# typst: a file number wider than its line runs off the page, without a warning, and text readers still find all of it
#
# One would guess that typst warns of it as TeX does ("Overfull \hbox"), or breaks the word where nothing else helps,
# above all with `hyphenate: true`. Neither: the paper ends in the middle of the number, the compiler has nothing to say,
# and whatever reads the PDF's text (search, screen readers, tests) gets the number whole, so that only a look at the page
# shows that a part of it is gone. With `justify: true` it is the same. Tiny spaces between the letters are places to break.
#
# Seen with typst 0.15.2 and pdfplumber 0.11.8 from PyPI. Why it matters here: agreements state file numbers, names of
# places and addresses that nobody has chosen for the width of a column, and what is published has to be readable on
# paper. Our layout gives long words places to break.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check typst==0.15.2 pdfplumber==0.11.8
venv/bin/python - <<'PYTHON'
import io
from importlib.metadata import version

import pdfplumber
import typst

NUMBER = "RPKS57" + "0123456789" * 9
LAYOUT = '#set page(paper: "a4", margin: 25mm)\n#set text(lang: "de", hyphenate: true)\n#set par(justify: true)\n'
APART = '#show regex("\\\\S{46,}"): it => it.text.clusters().join(h(0.001pt))\n'


def printed(source: str) -> tuple[int, str]:
    """How many characters stand beyond the edge of the paper, and what the page says."""
    content, warnings = typst.compile_with_warnings(source.encode(), format="pdf")
    assert not warnings, warnings
    page = pdfplumber.open(io.BytesIO(content)).pages[0]
    return sum(char["x1"] > page.width for char in page.chars), page.extract_text()


beyond, text = printed(f"{LAYOUT}Aktenzeichen: {NUMBER}.")
print("typst", version("typst"), "beyond the paper:", beyond, "in the text:", NUMBER in text)
assert beyond > 5 and NUMBER in text
beyond, text = printed(f"{LAYOUT}{APART}Aktenzeichen: {NUMBER}.")
print("with places to break:", beyond, "in the text:", NUMBER in text.replace("\n", ""))
assert beyond == 0 and NUMBER in text.replace("\n", "")
PYTHON

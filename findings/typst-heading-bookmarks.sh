#!/usr/bin/env bash
# typst: a heading's line break is lost in its bookmark, and the words are joined
#
# One would guess that the heading "§ 4", line break, "Haushaltsmittel" has the bookmark "§ 4 Haushaltsmittel": a table of
# contents has the break, too. In the bookmark it vanishes without a trace, and the PDF's reads "§ 4Haushaltsmittel". A
# space before the break, which nobody sees on the page, is kept and mends it.
#
# Seen with typst 0.15.2 and pypdf 7.1.1 from PyPI. Why it matters here: agreements print the section's sign above its
# title, and readers with a screen reader move by bookmarks. Our layout has the space.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1
venv/bin/python - <<'PYTHON'
import io
from importlib.metadata import version

import pypdf
import typst

SOURCE = """#set document(title: "Agreement", date: none)
= § 4#linebreak()Haushaltsmittel
= § 5 #linebreak()Berichte
"""
content = typst.compile(SOURCE.encode(), format="pdf")
titles = [entry.title for entry in pypdf.PdfReader(io.BytesIO(content)).outline]
print("typst", version("typst"), titles)
assert titles == ["§ 4Haushaltsmittel", "§ 5 Berichte"]
PYTHON

#!/usr/bin/env bash
# pdftotext, PyMuPDF4LLM: the "Lahn-Dill-Kreis" that is broken at the end of a line becomes the "LahnDill-Kreis"
#
# One would guess that a program which takes the text out of a PDF file leaves a hyphen at the end of a line alone, or
# takes it away only where the word goes on in small letters, as "Jugend-" / "förderung" does. pdftotext without an
# option and PyMuPDF4LLM take away each: of "Lahn-" / "Dill-Kreis" comes "LahnDill-Kreis", of "Main-Taunus-" / "Kreis"
# "Main-TaunusKreis". With `-layout`, pdftotext keeps all lines as they are; kreuzberg joins lines and keeps all hyphens,
# so that it has "Jugend-förderung".
#
# Seen with poppler 22.12.0 (Debian's poppler-utils; `pdftotext` has to be there), and with PyMuPDF 2.0 (its pymupdf4llm)
# and kreuzberg 4.10.4 from PyPI, on a file that reportlab 5.1.0 writes. Why it matters here: twelve districts have a
# hyphen in their names, and no list of districts has a "LahnDill-Kreis". Import knows the names with a hyphen less.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check PyMuPDF==2.0 kreuzberg==4.10.4 reportlab==5.1.0
venv/bin/python - <<'PYTHON'
from reportlab.pdfgen import canvas

page = canvas.Canvas("broken.pdf")
text = page.beginText(72, 760)
LINES = (
    "Das Budget erhalten der Lahn-",
    "Dill-Kreis, der Main-Taunus-",
    "Kreis und andere. Die Jugend-",
    "förderung, die Aus- und Weiter-",
    "bildung gehören dazu.",
)
for line in LINES:
    text.textLine(line)
page.drawText(text)
page.save()
PYTHON
pdftotext -v 2>&1 | sed -n 1p
plain=$(pdftotext broken.pdf - | tr -s '\n\f ' ' ')
layout=$(pdftotext -layout broken.pdf - | sed -n 1p)
echo "pdftotext: $plain"
echo "pdftotext -layout: $layout"
case $plain in *"LahnDill-Kreis, der Main-TaunusKreis"*"Jugendförderung, die Aus- und Weiterbildung"*) ;; *) exit 1 ;; esac
case $layout in *"der Lahn-") ;; *) exit 1 ;; esac
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import kreuzberg
import pymupdf4llm

joined = " ".join(pymupdf4llm.to_markdown("broken.pdf").split())
kept = " ".join(kreuzberg.extract_file_sync("broken.pdf").content.split())
print("PyMuPDF4LLM", version("PyMuPDF"), joined)
print("kreuzberg", version("kreuzberg"), kept)
assert "LahnDill-Kreis, der Main-TaunusKreis" in joined and "Jugendförderung" in joined
assert "Lahn-Dill-Kreis, der Main-Taunus-Kreis" in kept and "Jugend-förderung" in kept
PYTHON

#!/usr/bin/env bash
# RTF and OpenDocument: what was deleted comes back as text, joined to what replaced it
#
# One would guess that a program which takes the text out of a document leaves out what was deleted with tracked
# changes, or marks it. striprtf gives a deleted amount as if it stood, with hidden and struck-through text, and loses a
# footnote without a word. LibreOffice itself, asked for text, prints the deleted amount right before the new one:
# "500.000595.950 Euro". odfpy's `extractText` begins with the deleted amounts, each joined to the day of its deletion,
# since OpenDocument keeps them before the text.
#
# Seen with striprtf 0.0.35 and odfpy 1.4.1 from PyPI, and LibreOffice 7.4.7.2 (Debian's libreoffice-writer-nogui;
# `soffice` has to be there). Why it matters here: a deleted amount that passes for the agreed one is the worst that can
# happen to an import. Both formats are read by way of LibreOffice and .docx, which keeps deletions marked.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check striprtf==0.0.35 odfpy==1.4.1
venv/bin/python - <<'PYTHON'
import subprocess
from importlib.metadata import version
from pathlib import Path

from odf.opendocument import load
from odf.teletype import extractText
from striprtf.striprtf import rtf_to_text

REVISED = r"{\rtf1\ansi{\*\revtbl{Unknown;}}Betrag: {\deleted 500.000}{\revised 595.950} Euro\par}"
OTHERS = r"{\rtf1\ansi{\strike Kurs A 20.000 Euro}\par{\v verborgen}\par Kurs B{\super{\footnote nur 2025}}\par}"
deleted, others = (rtf_to_text(text).split("\n") for text in (REVISED, OTHERS))
print("striprtf", version("striprtf"), deleted, others)
assert deleted[0] == "Betrag: 500.000595.950 Euro"
assert others[:3] == ["Kurs A 20.000 Euro", "verborgen", "Kurs B"]

Path("agreement.rtf").write_text(REVISED, encoding="ascii")
OFFICE = ["soffice", f"-env:UserInstallation=file://{Path.cwd()}/profile", "--headless", "--convert-to"]
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
for form in ("txt:Text", "odt"):
    subprocess.run([*OFFICE, form, "agreement.rtf"], capture_output=True, check=True)
text = Path("agreement.txt").read_text(encoding="utf-8-sig").strip()
print("its text:", text)
assert text == "Betrag: 500.000595.950 Euro"
whole = extractText(load("agreement.odt").text)
print("odfpy", version("odfpy"), whole)
before, _, after = whole.partition("Betrag: ")
assert "500.000" in before
assert after.strip() == "595.950 Euro"
PYTHON

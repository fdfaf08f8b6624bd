#!/usr/bin/env bash
# tesseract: the German model doesn't know "§"; English beside it brings back some
#
# One would guess that a model for German texts reads the sign of German sections. It isn't among the model's letters:
# "§ 4" is read "8 4", a number that stands as surely as any other, and "§ 16e SGB II" is read "8 16eSGBU". The English
# model knows "§". Both together (`-l deu+eng`) read it in some headings and not in others: here in "§ 4
# Haushaltsmittel" and "§ 16e SGB II", but not in "§ 5 Pflichten des Landkreises".
#
# Seen with tesseract 5.3.0 and Debian's tesseract-ocr-deu 1:4.1.0-2 (`tesseract` with deu and eng has to be there); the
# page is set by typst 0.15.2 from PyPI. Why it matters here: most signed agreements are scans, and § 4 holds the money.
# Import knows sections of scans by their words and their order, and repairs a number where the order proves it.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check typst==0.15.2
venv/bin/python - <<'PYTHON'
import subprocess
from pathlib import Path

import typst

print(subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0])
EXPECTED = {
    "§ 4 Haushaltsmittel": ("8 4 Haushaltsmittel", "§ 4 Haushaltsmittel"),
    "§ 5 Pflichten des Landkreises": ("8 5 Pflichten des Landkreises", "8 5 Pflichten des Landkreises"),
    "§ 16e SGB II": ("8 16eSGBU", "§ 16e SGB II"),
}
for text, expected in EXPECTED.items():
    page = f"#set page(width: auto, height: auto, margin: 10mm)\n#set text(size: 11pt)\n{text}"
    Path("page.png").write_bytes(typst.compile(page.encode(), format="png", ppi=300))
    read = []
    for model in ("deu", "deu+eng"):
        command = ["tesseract", "page.png", "-", "-l", model, "--psm", "6"]
        read.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
    print(f"{text}: deu {read[0]!r}, deu+eng {read[1]!r}")
    assert tuple(read) == expected
PYTHON

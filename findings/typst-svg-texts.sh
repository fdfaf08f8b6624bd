#!/usr/bin/env bash
# typst: texts of an SVG picture are set in a serif, or not at all, without a word
#
# One would guess that an SVG chart with font-family="sans-serif" has letters without serifs in typst as in each browser,
# and that typst warns of a family that it lacks, as it does for its own texts. But every family that it lacks, the
# generic names too, becomes Libertinus Serif, and `compile_with_warnings` says nothing; a list works, in which a bundled
# family stands behind the others. A sign that the font lacks is an error in PDF/UA, but in PNG it is left out of the
# picture in silence: the pictures of "A漢B" and "A語B" are the same. And a width of 100 (pixels, as CSS has it) is 75 pt.
#
# Seen with typst 0.15.2 from PyPI, without system fonts. Why it matters here: charts are written as SVG and set by typst
# for print. They name a bundled family, say their size in points, and a PDF is tried before a PNG is made, so that
# a district's name never lacks a letter.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check typst==0.15.2
venv/bin/python - <<'PYTHON'
import struct
from importlib.metadata import version

import typst

PAGE = """#set document(title: "Chart", date: none)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", alt: "A chart")"""
COMPILER = typst.Compiler(ignore_system_fonts=True)


def picture(family, text, width="100pt"):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" viewBox="0 0 100 20">'
        f'<text y="15" font-family="{family}">{text}</text></svg>'
    )


def png(svg):
    content, warnings = COMPILER.compile_with_warnings(PAGE.encode(), format="png", ppi=72, sys_inputs={"picture": svg})
    assert warnings == [], warnings
    return content


print("typst", version("typst"))
serif = png(picture("Libertinus Serif", "Betrag"))
same = [family for family in ("sans-serif", "Arial", "monospace") if png(picture(family, "Betrag")) == serif]
print("set like Libertinus Serif, without a warning:", same)
assert same == ["sans-serif", "Arial", "monospace"]
assert png(picture("Arial, DejaVu Sans Mono, sans-serif", "Betrag")) == png(picture("DejaVu Sans Mono", "Betrag"))
alike = png(picture("Libertinus Serif", "A漢B")) == png(picture("Libertinus Serif", "A語B"))
print("PNG: two different signs that the font lacks make the same picture:", alike)
assert alike
try:
    COMPILER.compile(PAGE.encode(), pdf_standards=["ua-1"], sys_inputs={"picture": picture("Libertinus Serif", "A漢B")})
    raise SystemExit("PDF/UA takes the sign now")
except typst.TypstError as error:
    print("PDF/UA:", error)
(width,) = struct.unpack(">I", png(picture("Arial", "x", "100"))[16:20])
print("a width of 100 is", width, "pt")
assert width == 75
PYTHON

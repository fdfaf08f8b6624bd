"""The characters on the pages of a PDF file, and the lines that they make up."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from math import hypot
from typing import Any, NamedTuple

from aqb_cli.importing.reading.characters import cleaned
from aqb_cli.wording.blocks import Line, TextRun


class Glyph(NamedTuple):
    """A character on a page; in points, from the page's lower left."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    strong: bool
    spaced: bool
    """Whether a space stands before it."""
    typed: bool
    """Whether that space is one of the file, and not concluded from the gap or the new line."""


def glyphs_of(textpage: Any, marks: list[str]) -> Iterator[Glyph]:
    """The characters of a page, in the order of the file; what stands aslant goes to the marks."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    aslant = ""
    font, strong, spaced, typed = None, False, False, False
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in (0, 10, 13, 32, 0xA0):
            spaced = True
            typed = typed or (code in (32, 0xA0) and not pdfium.FPDFText_IsGenerated(textpage, index))
            continue
        if abs(pdfium.FPDFText_GetCharAngle(textpage, index)) % 6.28 > 0.1:  # in radians
            aslant += chr(code)
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        this = pdfium.FPDFText_GetTextObject(textpage, index)
        address = ctypes.addressof(this.contents) if this else 0
        if address != font:
            font, strong = address, _is_strong(this)
        size = pdfium.FPDFText_GetFontSize(textpage, index)
        if pdfium.FPDFText_GetMatrix(textpage, index, matrix):  # programs may write small letters as large ones, shrunk
            size *= hypot(matrix.c, matrix.d)
        yield Glyph(chr(code), box.left, max(box.left, box.right), y.value, size or 10.0, strong, spaced, typed)
        spaced = typed = False
    if aslant.strip():
        marks.append(cleaned(aslant).strip())


def _is_strong(text_object: Any) -> bool:
    import pypdfium2.raw as pdfium

    font = pdfium.FPDFTextObj_GetFont(text_object) if text_object else None
    if not font:
        return False
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
    name = buffer.value.decode("utf-8", "replace").lower()
    return any(word in name for word in ("bold", "black", "heavy")) or pdfium.FPDFFont_GetWeight(font) >= 600


def lines_of(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The lines of a page from top to bottom, each from left to right."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        if lines and lines[-1][0].baseline - glyph.baseline < 0.35 * glyph.size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda glyph: glyph.left) for line in lines]


def line_of(glyphs: list[Glyph]) -> Line:
    """The text of what stands on a line, from left to right."""
    runs: list[TextRun] = []
    before: Glyph | None = None
    for glyph in glyphs:
        space = " " if before and (glyph.spaced or glyph.left - before.right > 0.25 * glyph.size) else ""
        if runs and runs[-1].strong == glyph.strong:
            runs[-1] = TextRun(runs[-1].text + space + glyph.text, glyph.strong)
        else:
            if runs and space:
                runs[-1] = TextRun(runs[-1].text + space, runs[-1].strong)
            runs.append(TextRun(glyph.text, glyph.strong))
        before = glyph
    return tuple(TextRun(cleaned(run.text), run.strong) for run in runs)

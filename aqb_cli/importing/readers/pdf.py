"""PDF files with text in them, through pdfium: their lines as they stand on the pages."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from aqb_cli.document.blocks import Run
from aqb_cli.importing.characters import cleaned
from aqb_cli.importing.flow import parts_of
from aqb_cli.importing.furniture import without_furniture
from aqb_cli.importing.markers import marker_of
from aqb_cli.importing.printed import Place, Printed, Row, Stretch
from aqb_cli.importing.readers import Refused, too_much
from aqb_cli.messages import _

MOST_PAGES = 200
MOST_CHARACTERS = 500_000


class _Glyph(NamedTuple):
    """A character on a page; in points, from the page's lower left."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    strong: bool
    spaced: bool
    """Whether a space stands before it."""


def read(path: Path) -> Printed:
    """What is printed in a PDF file. Raises `Refused`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            message = _("{path} is protected by a password.", path=str(path))
            raise Refused(message, _("Save it without a password.")) from error
        message = _("{path} is damaged: it can't be opened as a PDF file.", path=str(path))
        raise Refused(message, _("Fetch or save it anew.")) from error
    if len(document) > MOST_PAGES:
        raise too_much(path)
    pages: list[list[_Glyph]] = []
    marks: list[str] = []
    characters = 0
    for number in range(len(document)):
        try:
            textpage = document[number].get_textpage()
        except pypdfium2.PdfiumError as error:
            message = _("Page {n} of {path} is damaged and can't be read.", n=number + 1, path=str(path))
            raise Refused(message, _("Fetch or save it anew.")) from error
        characters += textpage.count_chars()
        if characters > MOST_CHARACTERS:
            raise too_much(path)
        pages.append(list(_glyphs(textpage, marks)))
    if not any(pages):
        message = _("{path} has no text in it: it is a scan, a picture of the pages.", path=str(path))
        help = _("Let a program for text recognition (OCR) add the text, or type the agreement with: aqb new")
        raise Refused(message, help)
    rows, furniture = without_furniture(list(_rows(pages)))
    return Printed(tuple(parts_of(rows)), (*marks, *furniture))


def _glyphs(textpage: Any, marks: list[str]) -> Iterator[_Glyph]:
    """The characters of a page, in the order of the file; what stands aslant goes to the marks."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    aslant = ""
    font, strong, spaced = None, False, False
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in (0, 10, 13, 32, 0xA0):
            spaced = True
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
        yield _Glyph(chr(code), box.left, max(box.left, box.right), y.value, size or 10.0, strong, spaced)
        spaced = False
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


def _lines(glyphs: list[_Glyph]) -> list[list[_Glyph]]:
    """The lines of a page from top to bottom, each from left to right."""
    lines: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        if lines and lines[-1][0].baseline - glyph.baseline < 0.35 * glyph.size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda glyph: glyph.left) for line in lines]


def _rows(pages: list[list[_Glyph]]) -> Iterator[list[Row]]:
    """The lines of each page."""
    lined = [_lines(glyphs) for glyphs in pages]
    unit = median(glyph.size for page in pages for glyph in page) / 2  # what an average letter takes up
    leading = _leading([distance for lines in lined for distance in _distances(lines)])
    for number, lines in enumerate(lined, 1):
        yield [
            Row(tuple(_stretches(line, unit)), Place(page=number), distance > 1.18 * leading, distance=distance)
            for line, distance in zip(lines, _distances(lines), strict=True)
        ]


def _distances(lines: list[list[_Glyph]]) -> list[float]:
    """How far each line is from the one above it, in sizes of its type; 0 for the first."""
    between = [
        (above[0].baseline - line[0].baseline) / max(_size(above), _size(line), 1.0) for above, line in pairwise(lines)
    ]
    return [0.0, *between][: len(lines)]


def _size(line: list[_Glyph]) -> float:
    return median(glyph.size for glyph in line)


def _leading(distances: list[float]) -> float:
    """The distance between the lines of a paragraph: the most frequent one."""
    near = [round(distance, 1) for distance in distances if 0.9 <= distance <= 1.9]
    return max(sorted(set(near)), key=near.count) if near else 1.2


def _stretches(line: list[_Glyph], unit: float) -> Iterator[Stretch]:
    """What stands together on a line; wide gaps part it."""
    glyphs: list[_Glyph] = []
    right = None
    for glyph in line:
        if right is not None and glyph.left - right > glyph.size and not _is_marker(glyphs):
            yield _stretch(glyphs, unit)
            glyphs = []
        glyphs.append(glyph)
        right = glyph.right
    if glyphs:
        yield _stretch(glyphs, unit)


def _is_marker(glyphs: list[_Glyph]) -> bool:
    """Whether what stands so far is what a list's entry begins with; its text stands further to the right."""
    text = cleaned("".join(glyph.text for glyph in glyphs))
    return len(text) <= 5 and marker_of(f"{text} Titel") == f"{text} "


def _stretch(glyphs: list[_Glyph], unit: float) -> Stretch:
    runs: list[Run] = []
    before: _Glyph | None = None
    for glyph in glyphs:
        space = " " if before and (glyph.spaced or glyph.left - before.right > 0.25 * glyph.size) else ""
        if runs and runs[-1].strong == glyph.strong:
            runs[-1] = Run(runs[-1].text + space + glyph.text, glyph.strong)
        else:
            if runs and space:
                runs[-1] = Run(runs[-1].text + space, runs[-1].strong)
            runs.append(Run(glyph.text, glyph.strong))
        before = glyph
    line = tuple(Run(cleaned(run.text), run.strong) for run in runs)
    return Stretch(line, glyphs[0].left / unit, glyphs[-1].right / unit)

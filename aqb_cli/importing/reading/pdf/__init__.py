"""PDF files with text in them, through pdfium: their lines as they stand on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from aqb_cli.importing.reading import UnreadableDocument, too_much
from aqb_cli.importing.reading.abreast import in_columns
from aqb_cli.importing.reading.characters import cleaned
from aqb_cli.importing.reading.flow import parts_of
from aqb_cli.importing.reading.furniture import without_furniture
from aqb_cli.importing.reading.markers import marker_of
from aqb_cli.importing.reading.pdf.bullets import with_bullets
from aqb_cli.importing.reading.pdf.fields import Sheet, sheets_of
from aqb_cli.importing.reading.pdf.frames import frames_of
from aqb_cli.importing.reading.pdf.glyphs import Glyph, glyphs_of, line_of, lines_of
from aqb_cli.importing.reading.pdf.ruled import table_rows
from aqb_cli.importing.reading.pdf.ruling import Rulings
from aqb_cli.importing.reading.pdf.seams import seams_of
from aqb_cli.importing.reading.printed import Printed, PrintedRow, SourceLocation, Stretch
from aqb_cli.text.messages import _

MOST_PAGES = 200
MOST_CHARACTERS = 500_000


class _Page(NamedTuple):
    """What stands on a page."""

    glyphs: list[Glyph]
    lines: list[list[Glyph]]
    """The lines outside of tables."""
    tables: list[Sheet]
    """The tables with lines around their fields, from top to bottom."""


def read(path: Path) -> Printed:
    """What is printed in a PDF file. Raises `UnreadableDocument`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            message = _("{path} is protected by a password.", path=str(path))
            raise UnreadableDocument(message, _("Save it without a password.")) from error
        message = _("{path} is damaged: it can't be opened as a PDF file.", path=str(path))
        raise UnreadableDocument(message, _("Fetch or save it anew.")) from error
    if len(document) > MOST_PAGES:
        raise too_much(path)
    pages: list[_Page] = []
    marks: list[str] = []
    characters = 0
    rulings = Rulings()
    for number in range(len(document)):
        try:
            page = document[number]
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            message = _("Page {n} of {path} is damaged and can't be read.", n=number + 1, path=str(path))
            raise UnreadableDocument(message, _("Fetch or save it anew.")) from error
        characters += textpage.count_chars()
        if characters > MOST_CHARACTERS:
            raise too_much(path)
        glyphs = with_bullets(list(glyphs_of(textpage, marks)), page)
        above = pages[-1].tables[-1] if pages and pages[-1].tables else None
        free, sheets = sheets_of(glyphs, frames_of(*rulings.lines_of(page)), above)
        pages.append(_Page(glyphs, lines_of(free), sheets))
    if not any(page.glyphs for page in pages):
        message = _("{path} has no text in it: it is a scan, a picture of the pages.", path=str(path))
        help = _("Let a program for text recognition (OCR) add the text, or type the agreement with: aqb new")
        raise UnreadableDocument(message, help)
    rows, furniture = without_furniture(list(_rows(pages)))
    return Printed(tuple(parts_of(rows)), (*marks, *furniture))


def _rows(pages: list[_Page]) -> Iterator[list[PrintedRow]]:
    """The lines of each page, and the rows of its tables."""
    unit = median(glyph.size for page in pages for glyph in page.glyphs) / 2  # what an average letter takes up
    leading = _leading([distance for page in pages for distance in _distances(page.lines)])
    seams = seams_of(
        (line for page in pages for line in page.lines), [sheet for page in pages for sheet in page.tables]
    )
    tables = table_rows([page.tables for page in pages], unit, seams)
    for number, (page, ruled) in enumerate(zip(pages, tables, strict=True), 1):
        rows: list[PrintedRow] = []
        below = [(sheet.frame.rows[0], table) for sheet, table in zip(page.tables, ruled, strict=True)]
        texts = in_columns(
            [tuple(_stretches(line, unit)) for line in page.lines], partial(_words, lines=page.lines, unit=unit)
        )
        for line, stretches, distance in zip(page.lines, texts, _distances(page.lines), strict=True):
            is_below_table = False
            while below and below[0][0] > line[0].baseline:
                rows += below.pop(0)[1]
                is_below_table = True
            gap = is_below_table or distance > 1.18 * leading
            rows.append(
                PrintedRow(stretches, SourceLocation(page=number), gap, distance=0.0 if is_below_table else distance)
            )
        yield [*rows, *(row for _top, table in below for row in table)]


def _words(number: int, lines: list[list[Glyph]], unit: float) -> list[Stretch]:
    """The words of the line with a number."""
    words: list[list[Glyph]] = []
    for glyph in lines[number]:
        if glyph.spaced or not words:
            words.append([])
        words[-1].append(glyph)
    return [_stretch(word, unit) for word in words]


def _distances(lines: list[list[Glyph]]) -> list[float]:
    """How far each line is from the one above it, in sizes of its type; 0 for the first."""
    between = [
        (above[0].baseline - line[0].baseline) / max(_size(above), _size(line), 1.0) for above, line in pairwise(lines)
    ]
    return [0.0, *between][: len(lines)]


def _size(line: list[Glyph]) -> float:
    return median(glyph.size for glyph in line)


def _leading(distances: list[float]) -> float:
    """The distance between the lines of a paragraph: the most frequent one."""
    near = [round(distance, 1) for distance in distances if 0.9 <= distance <= 1.9]
    return max(sorted(set(near)), key=near.count) if near else 1.2


def _stretches(line: list[Glyph], unit: float) -> Iterator[Stretch]:
    """What stands together on a line; wide gaps part it."""
    glyphs: list[Glyph] = []
    right = None
    for glyph in line:
        if right is not None and glyph.left - right > glyph.size and not _is_marker(glyphs):
            yield _stretch(glyphs, unit)
            glyphs = []
        glyphs.append(glyph)
        right = glyph.right
    if glyphs:
        yield _stretch(glyphs, unit)


def _stretch(glyphs: list[Glyph], unit: float) -> Stretch:
    return Stretch(line_of(glyphs), glyphs[0].left / unit, glyphs[-1].right / unit)


def _is_marker(glyphs: list[Glyph]) -> bool:
    """Whether what stands so far is what a list's entry begins with; its text stands further to the right."""
    text = cleaned("".join(glyph.text for glyph in glyphs))
    return len(text) <= 5 and marker_of(f"{text} Titel") == f"{text} "

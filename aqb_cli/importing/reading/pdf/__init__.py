"""PDF files with text in them, through pdfium: their lines as they stand on the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise, starmap
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium

from aqb_cli.importing.reading import UnreadableDocument, too_much
from aqb_cli.importing.reading.cells import Field, cell_of, rows_of, words_of
from aqb_cli.importing.reading.flow import parts_of
from aqb_cli.importing.reading.furniture import without_furniture
from aqb_cli.importing.reading.markers import bullet_of, is_number, marker_of, unmarked, without_borders
from aqb_cli.importing.reading.pdf.drawn import (
    Box,
    Drawings,
    Laid,
    laid_on,
    ticks_of,
    with_boxes,
    with_drawn,
)
from aqb_cli.importing.reading.pdf.glyphs import Glyph, glyphs_of, turned
from aqb_cli.importing.reading.pdf.lines import lines_of, pieces_of, with_hidden
from aqb_cli.importing.reading.pdf.opened import Layers, OpenedPdf, close, damaged, opened, page_of
from aqb_cli.importing.reading.pdf.tables import RuledCell, RuledTable, tables_on
from aqb_cli.importing.reading.printed import Passage, Printed, PrintedRow, SourceLocation, Stretch, joined
from aqb_cli.importing.reading.sieve import PieceKind, Sieve
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import TextRun

MOST_CHARACTERS = 500_000

_FOOTNOTE = 1.6
"""How far apart the lines of a footnote may be, in sizes of their type."""

_FEW = 3
"""How many letters alone on a line don't show its base line: the rest of a word in a narrow column, "ng"."""

_JUSTIFIED = 2.0
"""How wide gaps between the words of a scanned line may be, in sizes of its type; in justified lines up to 1.8."""


class _Page(NamedTuple):
    """What stands on a page."""

    lines: list[list[Glyph]]
    """The lines outside of tables."""
    tables: list[RuledTable]
    """The tables with lines around their fields, from top to bottom."""


def read(path: Path) -> Printed:
    """What is printed in a PDF file. Raises `UnreadableDocument`."""
    document = opened(path)
    marks: list[str] = []
    pages = list(_pages(document, marks))
    if not any(page.lines or page.tables for page in pages):
        message = _("{path} has no text in it: it is a scan, a picture of the pages.", path=str(path))
        help = _(
            "Let a program for text recognition (OCR) add the text, with the languages German and English "
            "(tesseract: deu+eng), since German alone doesn't know “§”; or type the agreement with: aqb new"
        )
        raise UnreadableDocument(message, help)
    sieve = Sieve()
    rows, furniture = without_furniture(list(_rows(pages, sieve)))
    scanned = any(line[0].is_invisible for page in pages for line in page.lines)
    return Printed(tuple(parts_of(rows, sieve)), (*marks, *furniture), sieve.doubts, scanned=scanned)


def _pages(document: OpenedPdf, marks: list[str]) -> Iterator[_Page]:
    """The pages. Raises `UnreadableDocument` if one is damaged, or there is too much on them."""
    characters = 0
    drawings, layers = Drawings(), Layers(document.path)
    shown = pdfium.FS_RECTF()
    for number in range(document.pages):
        page, laid = _with_forms(document, number)
        textpage = pdfium.FPDFText_LoadPage(page)
        if not textpage:
            raise damaged(document, number)
        characters += pdfium.FPDFText_CountChars(textpage)
        if characters > MOST_CHARACTERS:
            raise too_much(document.path)
        quarter, glyphs = glyphs_of(textpage, layers, marks)
        boxes = drawings.on(page, partial(turned, quarter))
        laid = [each._replace(box=_turned_box(each.box, quarter)._replace(is_cross=each.box.is_cross)) for each in laid]
        ticks = [*(each for each in laid if each.is_ticked is not None), *starmap(Laid, ticks_of(boxes))]
        boxes += [each.box for each in laid if each.is_ticked is None]
        pdfium.FPDF_GetPageBoundingBox(page, shown)
        pdfium.FPDFText_ClosePage(textpage)
        close(document, page)
        area = _turned_box(Box(shown.left, shown.bottom, shown.right, shown.top), quarter)
        glyphs = with_hidden(glyphs, boxes, drawings.order, area)
        free, tables = tables_on([Box(*stroke) for box in boxes for stroke in box.strokes], with_boxes(glyphs, ticks))
        finish = partial(with_drawn, boxes=[box for box in boxes if not box.is_picture])
        tables = [
            table._replace(rows=[[cell._replace(lines=finish(cell.lines)) for cell in row] for row in table.rows])
            for table in tables
        ]
        yield _Page(finish(lines_of(free)), tables)


def _with_forms(document: OpenedPdf, number: int) -> tuple[Any, list[Laid]]:
    """A page on which the values of form fields stand like its text, and what is laid upon it."""
    page = page_of(document, number)
    laid = list(laid_on(document.form, page))
    if pdfium.FPDFPage_GetAnnotCount(page) and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == 1:
        close(document, page)
        page = page_of(document, number)
    return page, laid


def _turned_box(box: Box, quarter: int) -> Box:
    (x, y), (other_x, other_y) = turned(quarter, *box[:2]), turned(quarter, *box[2:4])
    return Box(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))


def _rows(pages: list[_Page], sieve: Sieve) -> Iterator[list[PrintedRow]]:
    """The lines of each page, and the rows of its tables."""
    sizes = [
        glyph.size
        for page in pages
        for line in (
            *page.lines,
            *(line for table in page.tables for row in table.rows for cell in row for line in cell.lines),
        )
        for glyph in line
    ]
    unit = _median(sizes) / 2  # what an average letter takes up
    leading = _leading([distance for page in pages for distance in _distances(page.lines)])
    kept = [
        [_stretches(line, unit, SourceLocation(page=number), sieve) for line in _with_footnotes(page.lines)]
        for number, page in enumerate(pages, 1)
    ]
    words = words_of(stretch.text for lines in kept for stretches in lines for stretch in stretches)
    for number, (page, texts) in enumerate(zip(pages, kept, strict=True), 1):
        rows: list[PrintedRow] = []
        place = SourceLocation(page=number)
        below = list(page.tables)
        for line, stretches, distance in zip(page.lines, texts, _distances(page.lines), strict=True):
            is_below_table = False
            while below and below[0].top > line[0].baseline:
                rows += _table_rows(below.pop(0), place, unit, words, sieve)
                is_below_table = True
            if not stretches:
                continue
            gap = is_below_table or distance > 1.18 * leading
            rows.append(PrintedRow(tuple(stretches), place, gap, distance=0.0 if is_below_table else distance))
        yield [*rows, *(row for table in below for row in _table_rows(table, place, unit, words, sieve))]


def _with_footnotes(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """The lines of a page; those of a footnote, below its first one that a raised mark begins, are marked as such."""
    found: list[list[Glyph]] = []
    size: float | None = None
    for line, distance in zip(lines, _distances(lines), strict=True):
        if line[0].kind is PieceKind.RAISED and len(line) > 1:
            size = _size(line)
        elif size is not None and (distance > _FOOTNOTE or _size(line) > 1.05 * size):
            size = None
        if size is not None:
            line = [glyph._replace(kind=PieceKind.FOOTNOTE) for glyph in line if glyph.kind is not PieceKind.RAISED]  # noqa: PLW2901
        found.append(line)
    return found


def _distances(lines: list[list[Glyph]]) -> list[float]:
    """How far each line is from the one above it, in sizes of its type; 0 for the first."""
    sizes, levels = [_size(line) for line in lines], [line[0].baseline for line in lines]
    if lines and lines[0][0].is_invisible:  # recognition only guesses the size of a line, and where few letters stand
        sizes = [_median(sizes)] * len(lines)
        for n, (high, low) in enumerate(zip(levels, levels[2:], strict=False), 1):
            levels[n] = (high + low) / 2 if len(lines[n]) <= _FEW and high - low < 3 * sizes[n] else levels[n]
    pairs = zip(pairwise(levels), pairwise(sizes), strict=True)
    between = [(above - line) / max(*size, 1.0) for (above, line), size in pairs]
    return [0.0, *between][: len(lines)]


def _size(line: list[Glyph]) -> float:
    return _median(glyph.size for glyph in line)


def _median(values: Iterable[float]) -> float:
    """The middle one, of two the lower; importing `statistics` takes as long as reading a page."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2]


def _leading(distances: list[float]) -> float:
    """The distance between the lines of a paragraph: the most frequent one."""
    near = [round(distance, 1) for distance in distances if 0.9 <= distance <= 1.9]
    return max(sorted(set(near)), key=near.count) if near else 1.2


def _stretches(line: list[Glyph], unit: float, place: SourceLocation, sieve: Sieve) -> list[Stretch]:
    """What stands together on a line; wide gaps part it."""
    groups: list[list[Glyph]] = []
    right = None
    is_scan = line[0].is_invisible
    wide = _wide(line) if is_scan else line[0].size
    for glyph, after in zip(line, [*line[1:], None], strict=True):
        if is_scan and glyph.text == "|" and glyph.spaced and (after is None or after.spaced or after.text == ","):
            right = None  # it was read for a border between two fields
            continue
        if right is None or (glyph.left - right > max(wide, glyph.size) and not _is_marker(groups[-1])):
            groups.append([])
        groups[-1].append(glyph)
        right = glyph.right
    found = [stretch for group in groups if (stretch := _stretch(group, unit, place, sieve)) is not None]
    return [_recognised(stretch, not number) for number, stretch in enumerate(found)] if is_scan else found


def _wide(line: list[Glyph]) -> float:
    """How wide a gap in a scanned line must be to part it: wider than those between words, which may be justified."""
    size = _size(line)
    gaps = [after.left - before.right for before, after in pairwise(line) if after.left - before.right > 0.15 * size]
    return max(size, min(2 * _median(gaps), _JUSTIFIED * size)) if gaps else size


def _recognised(stretch: Stretch, is_first: bool) -> Stretch:
    """A scanned stretch without borders of tables, with a bullet for what was read for one at a line's beginning."""
    text = without_borders(stretch.text)
    sign = bullet_of(text) if is_first else ""
    text = f"• {text[len(sign) :]}" if sign else text.replace(" — ", " – ")  # a dash that German alone doesn't know
    return stretch._replace(line=(TextRun(text),) if text else stretch.line)


def _stretch(glyphs: list[Glyph], unit: float, place: SourceLocation, sieve: Sieve) -> Stretch | None:
    line = sieve.kept(pieces_of(glyphs), place)
    return Stretch(line, glyphs[0].left / unit, glyphs[-1].right / unit) if line else None


def _is_marker(glyphs: list[Glyph]) -> bool:
    """Whether what stands so far is what a list's entry begins with; its text stands further to the right."""
    text = "".join(piece.text for piece in pieces_of(glyphs)).strip()
    probe = f"{text} Titel"
    return len(text) <= 5 and (
        text in ("☐", "☒")
        or marker_of(probe) == f"{text} "
        or (glyphs[0].is_invisible and bullet_of(probe) == f"{text} ")
    )


def _table_rows(
    table: RuledTable, place: SourceLocation, unit: float, words: frozenset[str], sieve: Sieve
) -> Iterator[PrintedRow]:
    """The rows of a table; one for each entry where a field holds a list."""
    for row in table.rows:
        for cells in rows_of([_field(cell, place, unit, words, sieve) for cell in row]):
            line = joined(line for cell in cells for line in cell.lines)
            if line:
                yield PrintedRow((Stretch(line, 0.0, 0.0),), place, gap=True, cells=cells)


def _field(cell: RuledCell, place: SourceLocation, unit: float, words: frozenset[str], sieve: Sieve) -> Field:
    """A field of a table, with the entries of the list that it holds if each begins with a bullet."""
    found = (_stretch(line, unit, place, sieve) for line in cell.lines)
    lines = [stretch for stretch in found if stretch is not None]
    entries: list[list[Stretch]] = []
    for stretch in lines:
        marker, rest = unmarked(stretch.line)
        if marker and not is_number(marker) and (marker not in "-–—" or entries):
            entries.append([stretch._replace(line=rest)])
        elif entries:
            entries[-1].append(stretch)
    pad = min((line[0].left - cell.left for line in cell.lines), default=0.0)
    room = (cell.width - 2 * max(pad, 0.0)) / unit
    whole = [cell_of(entry, room, words) for entry in entries]
    known = whole[0] if len(entries) == 1 else cell_of(lines, room, words)
    passages = [Passage(joined(entry.lines), place, "•") for entry in whole] or [Passage(joined(known.lines), place)]
    return Field(tuple(passages) if lines else (), cell.spanned, known)

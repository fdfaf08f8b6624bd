"""The tables on a page of a PDF file that have lines around their fields, through pdfplumber."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from aqb_cli.importing.reading.pdf.drawn import Box
from aqb_cli.importing.reading.pdf.glyphs import Glyph
from aqb_cli.importing.reading.pdf.lines import lines_of

_LAYOUT_LINES = 30
"""From how many lines on a field is no field of a table, but holds text of the document."""

_THIN, _LONG = 4.0, 8.0
"""How thick a line of a table is at most, and how long at least; in points."""

_LEAST_STROKES = 8
"""How many strokes a drawing has at least that is a whole table: two lines across, two down."""

MOST_COLUMNS = 20


class Cell(NamedTuple):
    """A field of a table."""

    lines: list[list[Glyph]]
    left: float = 0.0
    width: float = 0.0
    """In points; 0 where the field isn't drawn, since another one goes across its place."""
    spanned: bool = False
    """Whether a field above goes on here."""


class Table(NamedTuple):
    """A table on one page."""

    top: float
    rows: list[list[Cell]]


def has_rulings(boxes: Sequence[Box]) -> bool:
    """Whether lines may be those of a table: some across and some down, or the two in one drawing."""
    across = sum(box.height <= _THIN and box.width >= _LONG for box in boxes)
    down = sum(box.width <= _THIN and box.height >= _LONG for box in boxes)
    return (across > 1 and down > 1) or any(box.strokes >= _LEAST_STROKES for box in boxes)


def tables_on(path: Path, number: int, glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Table]]:
    """The characters of a page outside of its tables, and the tables from top to bottom."""
    import pdfplumber

    try:
        with pdfplumber.open(path, pages=[number + 1]) as document:
            page = document.pages[0]
            height = float(page.height + page.mediabox[1])
            found = [(table.bbox, [row.cells for row in table.rows]) for table in page.find_tables()]
    except Exception:  # what pdfium reads, and pdfminer doesn't: the page has its text without tables
        return list(glyphs), []
    free, tables = list(glyphs), []
    for (left, top, right, bottom), rows in sorted(found, key=lambda table: table[0][1]):
        frame = Box(left, height - bottom, right, height - top)
        inside = [glyph for glyph in free if _is_in(glyph, frame)]
        table = Table(frame.top, _rows(rows, inside, height))
        columns = max(map(len, table.rows), default=0)
        most = max((len(cell.lines) for row in table.rows for cell in row), default=0)
        if 2 <= columns <= MOST_COLUMNS and len(table.rows) > 1 and most < _LAYOUT_LINES:
            tables.append(table)
            free = [glyph for glyph in free if not _is_in(glyph, frame)]
    return free, tables


_Area = tuple[float, float, float, float]


def _rows(rows: Sequence[Sequence[_Area | None]], glyphs: Sequence[Glyph], height: float) -> list[list[Cell]]:
    result: list[list[Cell]] = []
    open_until: dict[int, float] = {}
    for row in rows:
        top = min((area[1] for area in row if area), default=0.0)
        cells: list[Cell] = []
        for column, area in enumerate(row):
            if area is None:
                cells.append(Cell([], spanned=open_until.get(column, 0.0) > top + 1))
                continue
            box = Box(area[0], height - area[3], area[2], height - area[1])
            open_until[column] = area[3]
            cells.append(Cell(lines_of(glyph for glyph in glyphs if _is_in(glyph, box)), box.left, box.width))
        if any(cell.lines for cell in cells):
            result.append(cells)
    return result


def _is_in(glyph: Glyph, box: Box) -> bool:
    x, y = (glyph.left + glyph.right) / 2, glyph.baseline + 0.25 * glyph.size
    return box.left <= x < box.right and box.bottom <= y < box.top

"""The tables on a page of a PDF file that have lines around their fields, through pdfplumber."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from aqb_cli.importing.reading.pdf.drawn import Box
from aqb_cli.importing.reading.pdf.glyphs import Glyph
from aqb_cli.importing.reading.pdf.lines import lines_of

_LAYOUT_LINES = 30
"""From how many lines on a field is no field of a table, but holds text of the document."""

_WIDE_LINES = 8
"""From how many lines on one that goes across all columns does."""

_THIN, _LONG = 4.0, 8.0
"""How thick a line of a table is at most, and how long at least; in points."""

_LEAST_STROKES = 8
"""How many strokes a drawing has at least that is a whole table: two lines across, two down."""

MOST_STROKES = 5_000
"""How many strokes may be drawn on a page with tables; 40 rows of 8 fields with borders of their own have 1,500."""

_CENTRED = 3.0
"""How far apart the middles of a field and of a word centred in it may be; in half points."""

MOST_COLUMNS = 20


class RuledCell(NamedTuple):
    """A field of a table."""

    lines: list[list[Glyph]]
    left: float = 0.0
    width: float = 0.0
    """In points; 0 where the field isn't drawn, since another one goes across its place."""
    spanned: bool = False
    """Whether a field above goes on here."""


class RuledTable(NamedTuple):
    """A table on one page."""

    top: float
    rows: list[list[RuledCell]]


def has_rulings(boxes: Sequence[Box]) -> bool:
    """Whether lines may be those of a table: some across and some down, or the two in one drawing."""
    lines = [box for box in boxes if not box.is_picture]
    if sum(box.strokes for box in lines) > MOST_STROKES:
        return False
    across = sum(box.height <= _THIN and box.width >= _LONG for box in lines)
    down = sum(box.width <= _THIN and box.height >= _LONG for box in lines)
    return (across > 1 and down > 1) or any(box.strokes >= _LEAST_STROKES for box in lines)


def tables_on(path: Path, number: int, glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[RuledTable]]:
    """The characters of a page outside of its tables, and the tables from top to bottom."""
    import pdfplumber

    try:
        with pdfplumber.open(path, pages=[number + 1]) as document:
            page = document.pages[0]
            height = float(page.height + page.mediabox[1])
            found = [(table.bbox, [row.cells for row in table.rows]) for table in page.find_tables()]
    except Exception:  # what pdfium reads, and pdfminer doesn't: the page has its text without tables
        return list(glyphs), []
    free, tables = list(glyphs), list[RuledTable]()
    for bbox, rows in sorted(found, key=lambda table: table[0][1]):
        boxes = {
            area: Box(area[0], height - area[3], area[2], height - area[1]) for row in rows for area in row if area
        }
        inside: dict[Box, list[Glyph]] = {}
        outside: list[Glyph] = []
        for word in _words(free):
            box = _box_of(word, list(boxes.values()))
            (outside if box is None else inside.setdefault(box, [])).extend(word)
        lines = {area: lines_of(inside.get(box, [])) for area, box in boxes.items()}
        table = RuledTable(height - bbox[1], _rows(rows, lines))
        columns = max(map(len, table.rows), default=0)
        full = 0.95 * (bbox[2] - bbox[0])
        is_layout = any(
            len(lines[area]) >= (_WIDE_LINES if area[2] - area[0] >= full else _LAYOUT_LINES) for area in boxes
        )
        if 2 <= columns <= MOST_COLUMNS and len(table.rows) > 1 and not is_layout:
            tables.append(table)
            free = outside
    return free, tables


_Area = tuple[float, float, float, float]


def _rows(rows: Sequence[Sequence[_Area | None]], lines: Mapping[_Area, list[list[Glyph]]]) -> list[list[RuledCell]]:
    result: list[list[RuledCell]] = []
    open_until: dict[int, float] = {}
    for row in rows:
        top = min((area[1] for area in row if area), default=0.0)
        cells: list[RuledCell] = []
        for column, area in enumerate(row):
            if area is None:
                cells.append(RuledCell([], spanned=open_until.get(column, 0.0) > top + 1))
                continue
            open_until[column] = area[3]
            cells.append(RuledCell(lines[area], area[0], area[2] - area[0]))
        if any(cell.lines for cell in cells):
            result.append(cells)
    return result


def _words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The characters that follow each other without a space."""
    word: list[Glyph] = []
    for glyph in glyphs:
        before = word[-1] if word else glyph
        is_level = abs(before.baseline - glyph.baseline) <= 0.35 * glyph.size
        if word and (glyph.spaced or not is_level or not -glyph.size < glyph.left - before.right < 0.25 * glyph.size):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _box_of(word: Sequence[Glyph], boxes: Sequence[Box]) -> Box | None:
    """The field of a word: the one that it begins in, or is centred in, as some are wider than their fields."""
    whole = word[0]._replace(right=word[-1].right)
    middle = next((box for box in boxes if _is_in(whole, box)), None)
    if middle is not None and abs(middle.left + middle.right - whole.left - whole.right) < _CENTRED:
        return middle
    return next((box for box in boxes if _is_in(word[0], box)), middle)


def _is_in(glyph: Glyph, box: Box) -> bool:
    x, y = (glyph.left + glyph.right) / 2, glyph.baseline + 0.25 * glyph.size
    return box.left <= x < box.right and box.bottom <= y < box.top

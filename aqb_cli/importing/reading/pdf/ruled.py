"""The rows of tables with lines around their fields, as they go on from page to page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aqb_cli.importing.reading.flow import NEVER_LAST
from aqb_cli.importing.reading.grids import WHOLE
from aqb_cli.importing.reading.paragraphs import cells_by_entry
from aqb_cli.importing.reading.pdf.fields import ALIKE, Sheet, goes_below, near
from aqb_cli.importing.reading.pdf.frames import Box
from aqb_cli.importing.reading.pdf.glyphs import Glyph, line_of
from aqb_cli.importing.reading.pdf.seams import Seam, Seams
from aqb_cli.importing.reading.printed import PrintedCell, PrintedRow, SourceLocation, Stretch, joined
from aqb_cli.wording.blocks import plain


class _Field(NamedTuple):
    """A field of a row; one that goes on from above has no lines here."""

    box: Box
    lines: list[list[Glyph]]
    spanned: bool = False

    @property
    def text(self) -> str:
        return " ".join(plain(line_of(line)) for line in self.lines)


_Fields = tuple["_Field | None", ...]
"""The fields of a row by column; None for those that the one to the left goes across."""


def table_rows(pages: Sequence[Sequence[Sheet]], unit: float, seams: Seams) -> Iterator[list[list[PrintedRow]]]:
    """The rows of each table of each page; `unit` is how wide an average letter is, in points."""
    above: tuple[Sheet, list[_Fields]] | None = None
    columns = _columns(pages)
    for number, sheets in enumerate(pages, 1):
        tables: list[list[PrintedRow]] = []
        for index, sheet in enumerate(sheets):
            fields = list(_fields(sheet, columns[number - 1][index]))
            before = above[1] if above and index == _next(above[0], sheets) else []
            tables.append(list(_rows(fields, before, SourceLocation(page=number), unit, seams)))
            last = sheet, fields
        above = last if sheets else None
        yield tables


def _next(above: Sheet, sheets: Sequence[Sheet]) -> int | None:
    """Which of the tables on a page the last one of the page before goes on in; page headers may be tables, too."""
    return next((index for index, sheet in enumerate(sheets) if goes_below(above.frame, sheet.frame)), None)


def _columns(pages: Sequence[Sequence[Sheet]]) -> list[list[tuple[float, ...]]]:
    """Where the columns of each table begin and the last ends; where it goes on on the next page, they are the same."""
    groups: list[list[tuple[int, int]]] = []
    for page, sheets in enumerate(pages):
        above = groups[-1] if groups and groups[-1][-1][0] == page - 1 else None
        goes_on = _next(pages[page - 1][above[-1][1]], sheets) if above else None
        for index in range(len(sheets)):
            if above and index == goes_on:
                groups.remove(above)
                groups.append([*above, (page, index)])
            else:
                groups.append([(page, index)])
    columns: list[list[tuple[float, ...]]] = [[() for _sheet in sheets] for sheets in pages]
    for group in groups:
        edges: list[float] = []
        for edge in sorted(edge for page, index in group for edge in pages[page][index].frame.columns):
            if not edges or not near(edges[-1], edge):
                edges.append(edge)
        for page, index in group:
            columns[page][index] = tuple(edges)
    return columns


def _fields(sheet: Sheet, columns: Sequence[float]) -> Iterator[_Fields]:
    """The fields of each row that says anything."""
    rows = sheet.frame.rows
    grid: list[list[_Field | None]] = [[None] * (len(columns) - 1) for _row in rows[1:]]
    for box in sheet.frame.boxes:
        inside = [n for n, left in enumerate(columns[:-1]) if box.left - ALIKE <= left < box.right - ALIKE]
        for row in range(rows.index(box.top), rows.index(box.bottom)):
            spanned = rows[row] != box.top
            for column in inside if spanned else inside[:1]:
                grid[row][column] = _Field(box, [] if spanned else sheet.fields.get(box, []), spanned)
    for fields in grid:
        if any(field and field.lines for field in fields):
            yield tuple(fields)


def _rows(
    fields: list[_Fields], above: list[_Fields], place: SourceLocation, unit: float, seams: Seams
) -> Iterator[PrintedRow]:
    """The rows of a table on one page; `above` has those of it on the page before."""
    head = _texts(above[0]) if above else None
    may_be_severed = bool(above)
    for row in fields:
        cells = tuple(_cell(field, seams) for field in row)
        stretches = tuple(
            Stretch(joined(cell.lines), field.box.left / unit, field.box.right / unit)
            for field, cell in zip(row, cells, strict=True)
            if field and cell.lines
        )
        severed = False
        if may_be_severed and _texts(row) != head:
            may_be_severed = False
            if goes_on := _goes_on(above[-1], row, seams):
                severed = True
                cells = tuple(
                    cell._replace(doubtful=not goes_on.sure, parted=cell.parted or column in goes_on.parted)
                    for column, cell in enumerate(cells)
                )
        for entry in (cells,) if severed else cells_by_entry(cells):
            yield PrintedRow(stretches, place, gap=True, cells=entry, severed=severed)


def _texts(row: _Fields) -> list[str]:
    return [field.text if field else "" for field in row]


def _cell(field: _Field | None, seams: Seams) -> PrintedCell:
    if field is None:
        return PrintedCell()
    return PrintedCell(spanned=True) if field.spanned else seams.cell(field.box, field.lines)


class _GoesOn(NamedTuple):
    """How a row goes on on the next page."""

    sure: bool
    """Whether it is no other row."""
    parted: frozenset[int]
    """The columns where a word may be cut in two."""


def _goes_on(above: _Fields, below: _Fields, seams: Seams) -> _GoesOn | None:
    """How a row goes on with the last one of the page before; None if it is another one."""
    if len(above) != len(below):
        return None
    both = only_one = 0
    is_sure = False
    parted: set[int] = set()
    for column, (one, other) in enumerate(zip(above, below, strict=True)):
        if not (one and one.lines and other and other.lines):
            if one and one.spanned and other and other.lines:
                return None
            only_one += bool(one and one.lines) != bool(other and other.lines)
            continue
        if not near(one.box.left, other.box.left) or not near(one.box.right, other.box.right):
            return None
        both += 1
        if other.text in ("€", "Euro", "EUR"):
            is_sure = True
            continue
        if WHOLE.fullmatch(one.text) or WHOLE.fullmatch(other.text):
            return None
        if seams.fits(other.box, one.lines[-1], other.lines[0]):
            return None
        if seams.seam(other.box, one.lines[-1], other.lines[0], one.text) is not Seam.WORDS:
            parted.add(column)
        is_sure = is_sure or other.text[:1].islower() or one.text.endswith("-") or one.text.split()[-1] in NEVER_LAST
    return _GoesOn(is_sure, frozenset(parted)) if both and only_one else None

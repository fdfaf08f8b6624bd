"""The tables on a page of a PDF file that have lines around their fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from aqb_cli.importing.reading.pdf.drawn import Box
from aqb_cli.importing.reading.pdf.glyphs import Glyph
from aqb_cli.importing.reading.pdf.lines import lines_of

_LAYOUT_LINES = 30
"""From how many lines on a field is no field of a table, but holds text of the document."""

_LEADING = 1.5
"""How far below a table's last line the text of a next row stands at most, in sizes of its type; that of others, 2."""

_WIDE_LINES = 8
"""From how many lines on one that goes across all columns does."""

_NEAR = 3.0
"""How far apart strokes may be, in points, that are one line: borders are drawn twice, or with gaps at the corners."""

MOST_LINES = 400
"""How many lines may be drawn on a page with tables, each counted once; 60 rows of 10 fields have 70."""

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


class _Ruling(NamedTuple):
    """A line across or down a page."""

    at: float
    """How far up it is, or how far to the right."""
    begin: float
    end: float


def tables_on(strokes: Sequence[Box], glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[RuledTable]]:
    """The characters of a page outside of its tables, and the tables from top to bottom."""
    across = _rulings((box.bottom, box.left, box.right) for box in strokes if box.width >= box.height)
    down = _rulings((box.left, box.bottom, box.top) for box in strokes if box.width < box.height)
    free, tables = list(glyphs), list[RuledTable]()
    if len(across) + len(down) > MOST_LINES:
        return free, tables
    for rows in _grids(across, down):
        boxes = [box for row in rows for box in row if isinstance(box, Box)]
        if len(rows) == 1 and _goes_on_below(boxes, glyphs):
            continue
        inside: dict[Box, list[Glyph]] = {}
        outside: list[Glyph] = []
        for word in _words(free):
            box = _box_of(word, boxes)
            (outside if box is None else inside.setdefault(box, [])).extend(word)
        lines = {box: lines_of(inside.get(box, [])) for box in boxes}
        full = 0.95 * (max(box.right for box in boxes) - min(box.left for box in boxes))
        if any(len(lines[box]) >= (_WIDE_LINES if box.width >= full else _LAYOUT_LINES) for box in boxes):
            continue
        cells = [
            [
                RuledCell(lines[box], box.left, box.width) if isinstance(box, Box) else RuledCell([], spanned=box)
                for box in row
            ]
            for row in rows
        ]
        tables.append(RuledTable(max(box.top for box in boxes), cells))
        free = outside
    return free, tables


def _goes_on_below(boxes: Sequence[Box], glyphs: Sequence[Glyph]) -> bool:
    """Whether text stands right below the only row of a table, whose other rows have no lines around their fields."""
    bottom, left, right = boxes[0].bottom, boxes[0].left, boxes[-1].right
    return any(left < g.left < right and bottom - _LEADING * g.size < g.baseline < bottom for g in glyphs)


def _rulings(strokes: Iterable[tuple[float, float, float]]) -> list[_Ruling]:
    """The lines that strokes of one direction make up: those near each other are one, if they touch."""
    levels: list[list[_Ruling]] = []
    for stroke in sorted(_Ruling(*stroke) for stroke in strokes):
        if levels and stroke.at - levels[-1][-1].at <= _NEAR:
            levels[-1].append(stroke)
        else:
            levels.append([stroke])
    found: list[_Ruling] = []
    for level in levels:
        at = sum(stroke.at for stroke in level) / len(level)
        for _at, begin, end in sorted(level, key=lambda stroke: stroke.begin):
            if found and found[-1].at == at and begin - found[-1].end <= _NEAR:
                found[-1] = _Ruling(at, found[-1].begin, max(found[-1].end, end))
            else:
                found.append(_Ruling(at, begin, end))
    return [line for line in found if line.end - line.begin > _NEAR]


def _grids(across: list[_Ruling], down: list[_Ruling]) -> Iterator[list[list[Box | bool]]]:
    """The fields of each table from top to bottom, row by row; whether one above goes on where none begins."""
    left = across[::-1]
    while left:
        lines, columns = [left.pop(0)], list[_Ruling]()
        for line in lines:  # which grows by those that the same lines down meet
            met = [other for other in down if other not in columns and _meet(line, other)]
            more = [other for other in left if any(_meet(other, each) for each in met)]
            columns += met
            lines += more
            left = [other for other in left if other not in more]
        rows = _fields(_by_place(lines), _by_place(columns))
        if rows:
            yield rows


def _by_place(lines: Iterable[_Ruling]) -> dict[float, list[_Ruling]]:
    """The lines by where they are, in that order."""
    return {at: list(same) for at, same in groupby(sorted(lines), key=lambda line: line.at)}


def _meet(across: _Ruling, down: _Ruling) -> bool:
    return across.begin - _NEAR <= down.at <= across.end + _NEAR and down.begin - _NEAR <= across.at <= down.end + _NEAR


def _fields(across: dict[float, list[_Ruling]], down: dict[float, list[_Ruling]]) -> list[list[Box | bool]]:
    """The fields between lines: each goes to the right and down as far as there is none."""
    levels, edges = list(across)[::-1], list(down)
    taken: dict[tuple[int, int], bool] = {}
    rows: list[list[Box | bool]] = []
    if not 2 <= len(edges) - 1 <= MOST_COLUMNS:
        return rows
    for row, (top, below) in enumerate(pairwise(levels)):
        fields: list[Box | bool] = []
        for column, (left, beside) in enumerate(pairwise(edges)):
            if (row, column) in taken:
                fields.append(taken[row, column])
                continue
            x, y = (left + beside) / 2, (top + below) / 2
            right = next((n for n in range(column + 1, len(edges)) if _is_ruled(down[edges[n]], y)), None)
            bottom = next((n for n in range(row + 1, len(levels)) if _is_ruled(across[levels[n]], x)), None)
            if right is None or bottom is None or not _is_ruled(down[left], y) or not _is_ruled(across[top], x):
                fields.append(False)
                continue
            taken |= {(r, c): r > row for r in range(row, bottom) for c in range(column, right)}
            fields.append(Box(left, levels[bottom], edges[right], top))
        rows.append(fields)
    return [row for row in rows if any(row)]


def _is_ruled(lines: Sequence[_Ruling], middle: float) -> bool:
    return any(line.begin < middle < line.end for line in lines)


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

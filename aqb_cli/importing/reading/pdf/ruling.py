"""The lines drawn on the pages of a PDF file that go straight across or down."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

MOST_OBJECTS = 30_000
"""How many things drawn on the pages of a file are looked at; an agreement has a few thousand, letters among them."""

MOST_SEGMENTS = 20_000
"""How many parts of the outlines of what is drawn are looked at."""

_THICKEST = 3.0
"""How thick a filled rectangle may be to be taken for a line; in points, as all lengths here."""

_SHORTEST = 3.0
_DEEPEST = 5


class Ruling(NamedTuple):
    """A line across or down; in points, from the page's lower left."""

    at: float
    begin: float
    end: float


class _Matrix(NamedTuple):
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def within(self, outer: _Matrix) -> _Matrix:
        """What this one and then the outer one do."""
        a, b, c, d, e, f = self
        ends = (outer.moved(x, y, move) for x, y, move in ((a, b, 0), (c, d, 0), (e, f, 1)))
        return _Matrix(*(value for point in ends for value in point))

    def moved(self, x: float, y: float, move: float = 1.0) -> tuple[float, float]:
        """Where a point is on the page."""
        return self.a * x + self.c * y + self.e * move, self.b * x + self.d * y + self.f * move


class Rulings:
    """Reads the pages of one file; past a limit, pages have no tables with lines, and their text is all there is."""

    def __init__(self) -> None:
        self._objects = MOST_OBJECTS
        self._segments = MOST_SEGMENTS

    def lines_of(self, page: Any) -> tuple[list[Ruling], list[Ruling]]:
        """The lines across and those down a page; none past the limit."""
        import pypdfium2.raw as pdfium

        across: list[Ruling] = []
        down: list[Ruling] = []
        count = pdfium.FPDFPage_CountObjects(page)
        objects = (pdfium.FPDFPage_GetObject(page, number) for number in range(count))
        for is_across, line in self._lines(objects, count, _Matrix(), 0):
            (across if is_across else down).append(line)
        return ([], []) if self._objects < 0 or self._segments < 0 else (across, down)

    def _lines(self, objects: Iterable[Any], count: int, outer: _Matrix, depth: int) -> Iterator[tuple[bool, Ruling]]:
        """The lines among what is drawn, and in forms, which are drawings in drawings; whether each goes across."""
        import pypdfium2.raw as pdfium

        self._objects -= count
        if self._objects < 0 or depth > _DEEPEST:
            return
        for drawn in objects:
            if self._segments < 0:
                return
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                yield from self._path_lines(drawn, _matrix(drawn).within(outer))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                inner = pdfium.FPDFFormObj_CountObjects(drawn)
                parts = (pdfium.FPDFFormObj_GetObject(drawn, number) for number in range(inner))
                yield from self._lines(parts, inner, _matrix(drawn).within(outer), depth + 1)

    def _path_lines(self, path: Any, matrix: _Matrix) -> Iterator[tuple[bool, Ruling]]:
        """The lines that a path is: its straight parts if it is drawn with a pen, itself if it is filled and thin."""
        import pypdfium2.raw as pdfium

        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
            return
        count = pdfium.FPDFPath_CountSegments(path)
        self._segments -= count
        if self._segments < 0:
            return
        for points, is_closed in _outlines(path, count, matrix):
            if stroke.value:
                ends = [*points, points[0]] if is_closed else points
                for one, other in pairwise(ends):
                    if one and other:
                        yield from _line(one, other, 0.5)
            else:
                known = [point for point in points if point]
                if len(known) == len(points) > 2:
                    xs, ys = [x for x, _y in known], [y for _x, y in known]
                    yield from _line((min(xs), min(ys)), (max(xs), max(ys)), _THICKEST)


_Point = tuple[float, float]


def _outlines(path: Any, count: int, matrix: _Matrix) -> Iterator[tuple[list[_Point | None], bool]]:
    """The closed or open outlines that a path is made of; nothing stands for what is bent."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[_Point | None] = []
    is_closed = False
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if points:
                yield points, is_closed
            points, is_closed = [], False
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            points.append(None)
        points.append(matrix.moved(x.value, y.value))
        is_closed = is_closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
    if points:
        yield points, is_closed


def _matrix(drawn: Any) -> _Matrix:
    import pypdfium2.raw as pdfium

    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, found):
        return _Matrix()
    return _Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _line(one: _Point, other: _Point, thickest: float) -> Iterator[tuple[bool, Ruling]]:
    """The line between two points, or opposite corners, if it goes across or down; whether it goes across."""
    left, right = sorted((one[0], other[0]))
    bottom, top = sorted((one[1], other[1]))
    if right - left >= _SHORTEST and top - bottom <= thickest:
        yield True, Ruling((bottom + top) / 2, left, right)
    elif top - bottom >= _SHORTEST and right - left <= thickest:
        yield False, Ruling((left + right) / 2, bottom, top)

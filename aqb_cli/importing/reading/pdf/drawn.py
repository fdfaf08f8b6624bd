"""What is drawn on a page of a PDF file beside its text: lines, dots, areas and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from aqb_cli.importing.reading.pdf.glyphs import Glyph, is_white
from aqb_cli.importing.reading.sieve import PieceKind

MOST_OBJECTS = 30_000
"""How many things drawn in a file are looked at; an agreement has a few thousand, letters among them."""

MOST_DOTS = 150
"""How many dots on a page may be bullets; where there are more, they draw something else."""

MOST_STROKES = 50_000
"""How many strokes of a file are looked at; 40 rows of 8 fields with borders of their own have 1,500."""

_DEEPEST = 5
_THICKEST = 4.0
"""How high a line may be that strikes out; a wavy one of LibreOffice is 3.7 points high."""


class Box(NamedTuple):
    """Where something is drawn; in points, turned like the page's text."""

    left: float
    bottom: float
    right: float
    top: float
    is_picture: bool = False
    strokes: tuple[tuple[float, float, float, float], ...] = ()
    """The straight strokes across and down that it is drawn with, each as its left, bottom, right and top."""
    is_white: bool = False
    """Whether it is filled with white or not at all, so that white text on it doesn't show."""

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom


Move = Callable[[float, float], tuple[float, float]]
"""Where a point of a drawing is on the page, turned like the page's text."""


class Drawings:
    """Looks at what is drawn on the pages of one file, up to a limit."""

    def __init__(self) -> None:
        self._left = MOST_OBJECTS
        self._strokes_left = MOST_STROKES

    def on(self, page: Any, move: Move) -> list[Box]:
        """What is drawn on a page; nothing past the limit."""
        import pypdfium2.raw as pdfium

        count = pdfium.FPDFPage_CountObjects(page)
        boxes = list(self._boxes((pdfium.FPDFPage_GetObject(page, n) for n in range(count)), count, move, 0))
        return boxes if self._left >= 0 else []

    def _boxes(self, objects: Iterable[Any], count: int, move: Move, depth: int) -> Iterator[Box]:
        import pypdfium2.raw as pdfium

        self._left -= count
        if self._left < 0 or depth > _DEEPEST:
            return
        for drawn in objects:
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_FORM:  # a drawing in the drawing
                inner = pdfium.FPDFFormObj_CountObjects(drawn)
                parts = (pdfium.FPDFFormObj_GetObject(drawn, n) for n in range(inner))
                yield from self._boxes(parts, inner, _inside(drawn, move), depth + 1)
            elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE) and (corners := _bounds(drawn)):
                is_picture = kind == pdfium.FPDF_PAGEOBJ_IMAGE
                strokes = () if is_picture else self._strokes(drawn, move)
                sides = _sides(move(*corners[:2]), move(*corners[2:]))
                yield Box(*sides, is_picture, strokes, not is_picture and _is_white(drawn))

    def _strokes(self, path: Any, move: Move) -> tuple[tuple[float, float, float, float], ...]:
        import pypdfium2.raw as pdfium

        count = pdfium.FPDFPath_CountSegments(path)
        self._strokes_left -= count
        return tuple(_strokes(path, count, _inside(path, move))) if self._strokes_left >= 0 else ()


def _sides(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what goes from one point to another."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _strokes(path: Any, count: int, move: Move) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes of a path that go across or down."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind, here = pdfium.FPDFPathSegment_GetType(segment), move(x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        ends = [(last, here)] if kind == pdfium.FPDF_SEGMENT_LINETO else []
        ends += [(here, start)] if pdfium.FPDFPathSegment_GetClose(segment) else []
        yield from (_sides(*each) for each in ends if min(abs(each[0][n] - each[1][n]) for n in (0, 1)) < 1)
        last = here


def _inside(form: Any, move: Move) -> Move:
    """Where points of a drawing are that has a matrix of its own."""
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(form, m):
        return move
    a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
    return lambda x, y: move(a * x + c * y + e, b * x + d * y + f)


def _bounds(drawn: Any) -> tuple[float, float, float, float] | None:
    import pypdfium2.raw as pdfium

    sides = [ctypes.c_float() for _side in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawn, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _is_white(path: Any) -> bool:
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return not fill.value or is_white(path)


def with_bullets(lines: Sequence[list[Glyph]], boxes: Iterable[Box]) -> list[list[Glyph]]:
    """Lines with "•" for each dot that is drawn before one of them, or before a field in one, as browsers do."""
    dots: list[Box] = []
    for box in boxes:
        is_dot = 1 <= box.width <= 15 and 0.8 * box.width <= box.height <= 1.25 * box.width
        if is_dot and not any(abs(box.left - dot.left) + abs(box.bottom - dot.bottom) < 0.5 for dot in dots):
            dots.append(box)
        if len(dots) > MOST_DOTS:
            return list(lines)
    found = list(lines)
    for dot in dots:
        middle = dot.bottom + dot.width / 2
        for number, line in enumerate(found):
            after = next((n for n, glyph in enumerate(line) if glyph.left >= dot.right), None)
            if after is None or not 0 < middle - line[after].baseline < 0.75 * line[after].size:
                continue
            first, before = line[after], line[after - 1] if after else None
            is_near = first.left - dot.right <= 3 * first.size and dot.width <= 0.7 * first.size
            if is_near and (before is None or dot.left - before.right > first.size):
                bullet = first._replace(text="•", left=dot.left, right=dot.right, strong=False)
                found[number] = [*line[:after], bullet, first._replace(spaced=True), *line[after + 1 :]]
                break
    return found


def with_strikes(line: list[Glyph], boxes: Iterable[Box]) -> list[Glyph]:
    """A line whose letters are marked where something is drawn through them."""
    strikes = [
        box
        for box in boxes
        if box.height <= _THICKEST < box.width
        if any(0.15 < (box.bottom + box.height / 2 - glyph.baseline) / glyph.size < 0.5 for glyph in line[:1])
    ]
    if not strikes:
        return line
    return [
        glyph._replace(kind=PieceKind.STRUCK)
        if any(box.left < (glyph.left + glyph.right) / 2 < box.right for box in strikes)
        and glyph.kind is PieceKind.PLAIN
        else glyph
        for glyph in line
    ]

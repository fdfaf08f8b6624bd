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
    strokes: int = 0
    """How many strokes it is drawn with."""
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
                (x, y), (other_x, other_y) = move(*corners[:2]), move(*corners[2:])
                sides = min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)
                strokes = 0 if is_picture else pdfium.FPDFPath_CountSegments(drawn)
                yield Box(*sides, is_picture, strokes, not is_picture and _is_white(drawn))


def _inside(form: Any, move: Move) -> Move:
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

"""What is drawn on a page of a PDF file beside its text, or laid upon it: lines, dots, areas, boxes to tick."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium

from aqb_cli.importing.reading.pdf.glyphs import Glyph, is_white
from aqb_cli.importing.reading.sieve import PieceKind

MOST_OBJECTS = 30_000
"""How many things drawn in a file are looked at; an agreement has a few thousand, letters among them."""

MOST_DOTS = 150
"""How many dots on a page may be bullets; where there are more, they draw something else."""

MOST_COVERS = 500
"""How many areas may cover text; where there are more, they draw something else."""

MOST_STROKES = 50_000
"""How many strokes of a file are looked at; 40 rows of 8 fields with borders of their own have 1,500."""

HIGHEST_COVER = 60.0
"""How high an area may be that covers text, in points: three lines; what is larger may show in a part of it only."""

_DEEPEST = 5
_SIDES = 5
"""How many segments the path of a rectangle has at most."""
_SMALLEST_TICK, _LARGEST_TICK = 7.5, 14.0
"""How large boxes to tick are, in points; bullets are smaller."""

_THICKEST = 4.0
"""How high a line may be that strikes out; a wavy one of LibreOffice is 3.7 points high."""

_BOXES = "☐☒"


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
    covers: int = 0
    """How many things are drawn before it, if it is an area that covers them; 0 for others."""
    is_cross: bool = False
    """Whether it is drawn with a few strokes aslant, as what crosses text out."""

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom

    def has(self, glyph: Glyph) -> bool:
        """Whether the middle of a character is in it."""
        x, y = (glyph.left + glyph.right) / 2, glyph.baseline + 0.25 * glyph.size
        return self.left <= x <= self.right and self.bottom <= y <= self.top


Move = Callable[[float, float], tuple[float, float]]
"""Where a point of a drawing is on the page, turned like the page's text."""


class Drawings:
    """Looks at what is drawn on the pages of one file, up to a limit."""

    def __init__(self) -> None:
        self._left = MOST_OBJECTS
        self._strokes_left = MOST_STROKES
        self.order: dict[int, int] = {}
        """How many things are drawn before each stretch of text on the last page, by its address."""

    def on(self, page: Any, move: Move) -> list[Box]:
        """What is drawn on a page; nothing past the limit."""
        self.order.clear()
        count = pdfium.FPDFPage_CountObjects(page)
        boxes = list(self._boxes((pdfium.FPDFPage_GetObject(page, n) for n in range(count)), count, move, 0))
        return boxes if self._left >= 0 else []

    def _boxes(self, objects: Iterable[Any], count: int, move: Move, depth: int) -> Iterator[Box]:
        self._left -= count
        if self._left < 0 or depth > _DEEPEST:
            return
        for drawn in objects:
            kind = pdfium.FPDFPageObj_GetType(drawn)
            self.order[ctypes.addressof(drawn.contents)] = len(self.order)
            if kind == pdfium.FPDF_PAGEOBJ_FORM:  # a drawing in the drawing
                inner = pdfium.FPDFFormObj_CountObjects(drawn)
                parts = (pdfium.FPDFFormObj_GetObject(drawn, n) for n in range(inner))
                yield from self._boxes(parts, inner, _inside(drawn, move), depth + 1)
            elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE) and (corners := _bounds(drawn)):
                is_picture = kind == pdfium.FPDF_PAGEOBJ_IMAGE
                strokes = () if is_picture else self._strokes(drawn, move)
                box = Box(*_sides(move(*corners[:2]), move(*corners[2:])), is_picture, strokes)
                yield box if is_picture else _looked_at(drawn, box, len(self.order))

    def _strokes(self, path: Any, move: Move) -> tuple[tuple[float, float, float, float], ...]:
        count = pdfium.FPDFPath_CountSegments(path)
        self._strokes_left -= count
        return tuple(_strokes(path, count, _inside(path, move))) if self._strokes_left >= 0 else ()


def _sides(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what goes from one point to another."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _strokes(path: Any, count: int, move: Move) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes of a path that go across or down."""
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
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(form, m):
        return move
    a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
    return lambda x, y: move(a * x + c * y + e, b * x + d * y + f)


def _bounds(drawn: Any) -> tuple[float, float, float, float] | None:
    sides = [ctypes.c_float() for _side in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawn, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _looked_at(path: Any, box: Box, order: int) -> Box:
    """A box with what it does to text below it."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    count = pdfium.FPDFPath_CountSegments(path)
    if fill.value:
        is_cover = (
            count <= _SIDES and _THICKEST < box.height <= HIGHEST_COVER and not pdfium.FPDFPageObj_HasTransparency(path)
        )
        return box._replace(is_white=is_white(path), covers=order if is_cover else 0)
    kinds = (pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path, n)) for n in range(min(count, _SIDES)))
    is_cross = count < _SIDES and not box.strokes and pdfium.FPDF_SEGMENT_BEZIERTO not in kinds
    return box._replace(is_white=True, is_cross=is_cross and box.height > _THICKEST)


def ticks_of(boxes: Sequence[Box]) -> Iterator[tuple[Box, bool]]:
    """The boxes to tick that are drawn on a page, and whether something is in each; none if there are too many."""
    crosses = [box for box in boxes if box.is_cross][:MOST_DOTS]
    squares = [
        box
        for box in boxes
        if box.strokes and box.is_white and abs(box.width - box.height) < 1
        if _SMALLEST_TICK <= box.width <= _LARGEST_TICK
    ]
    for box in squares if len(squares) <= MOST_DOTS else ():
        yield box, any(_is_inside(cross, box) for cross in crosses)


def _is_inside(box: Box, other: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return other.left < x < other.right and other.bottom < y < other.top and box.width < 2 * other.width


def with_drawn(lines: Sequence[list[Glyph]], boxes: Sequence[Box]) -> list[list[Glyph]]:
    """Lines with bullets that are drawn before them, and with marks on what is struck out."""
    return [_with_strikes(line, boxes) for line in _with_bullets(lines, boxes)]


def _with_bullets(lines: Sequence[list[Glyph]], boxes: Iterable[Box]) -> list[list[Glyph]]:
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


def _with_strikes(line: list[Glyph], boxes: Iterable[Box]) -> list[Glyph]:
    """A line whose letters are marked where something is drawn through them."""
    boxes = list(boxes)
    crosses = [box for box in boxes if box.is_cross and box.width > _LARGEST_TICK]
    strikes = [
        box
        for box in boxes
        if box.height <= _THICKEST < box.width
        if any(0.15 < (box.bottom + box.height / 2 - glyph.baseline) / glyph.size < 0.5 for glyph in line[:1])
    ]
    if not strikes and not crosses:
        return line
    return [
        glyph._replace(kind=PieceKind.STRUCK)
        if glyph.kind is PieceKind.PLAIN
        and (
            any(box.left < (glyph.left + glyph.right) / 2 < box.right for box in strikes)
            or any(box.has(glyph) for box in crosses)
        )
        else glyph
        for glyph in line
    ]


class Laid(NamedTuple):
    """A box to tick, or a mark on text."""

    box: Box
    is_ticked: bool | None
    """None for a mark that strikes text out."""


def laid_on(form: Any, page: Any) -> Iterator[Laid]:
    """What is laid upon a page; `form` knows which boxes are ticked."""
    rect, corners = pdfium.FS_RECTF(), pdfium.FS_QUADPOINTSF()
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium.FPDF_ANNOT_WIDGET and form and pdfium.FPDFAnnot_GetRect(annotation, rect):
            field = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
            if field in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
                is_ticked = bool(pdfium.FPDFAnnot_IsChecked(form, annotation))
                yield Laid(Box(rect.left, rect.bottom, rect.right, rect.top), is_ticked)
        elif kind == pdfium.FPDF_ANNOT_REDACT and pdfium.FPDFAnnot_GetRect(annotation, rect):
            yield Laid(Box(rect.left, rect.bottom, rect.right, rect.top, is_cross=True), None)
        elif kind == pdfium.FPDF_ANNOT_STRIKEOUT:
            for part in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
                if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, part, corners):
                    middle = (corners.y1 + corners.y3) / 2
                    yield Laid(Box(corners.x1, middle - 0.5, corners.x2, middle + 0.5), None)
        pdfium.FPDFPage_CloseAnnot(annotation)


def with_boxes(glyphs: Sequence[Glyph], found: Sequence[Laid]) -> list[Glyph]:
    """The characters of a page with a sign for each box to tick, in place of what shows in it."""
    kept = list(glyphs)
    for box, is_ticked in found[:MOST_DOTS]:
        inside = [glyph for glyph in kept if box.has(glyph)]
        if any(glyph.text in _BOXES for glyph in inside):  # the drawing of one that is known already
            continue
        kept = [glyph for glyph in kept if not box.has(glyph)]
        level = box.bottom + box.height / 4
        beside = min(kept, key=lambda glyph: abs(glyph.baseline - level), default=None)
        if beside is not None and abs(beside.baseline - level) < box.height:
            sign = "☒" if is_ticked or inside else "☐"
            kept.append(beside._replace(text=sign, left=box.left, right=box.right, spaced=True, strong=False))
    return kept

"""The bullets of lists that are drawn on the pages of a PDF file, as browsers do, and not written."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from aqb_cli.importing.reading.pdf.glyphs import Glyph, lines_of

MOST_OBJECTS = 30_000
"""How many things on a page are looked at; an agreement's page has some thousand, letters among them."""

MOST_DOTS = 150
"""How many dots on a page may be bullets; where there are more, they draw something else."""

_SMALLEST, _LARGEST = 0.12, 0.7
"""How large a bullet is, in sizes of the type."""

_FARTHEST = 3.0
"""How far from its text a bullet may be, in sizes of the type."""


class _Dot(NamedTuple):
    """Something small drawn on a page, as wide as high; in points, from the page's lower left."""

    left: float
    bottom: float
    width: float

    @property
    def middle(self) -> float:
        return self.bottom + self.width / 2


def with_bullets(glyphs: list[Glyph], page: Any) -> list[Glyph]:
    """The characters of a page, with "•" for each dot that is drawn before the first one of a line, or of a field."""
    dots = _dots(page)
    if not dots or not glyphs:
        return glyphs
    found: dict[int, Glyph] = {}
    lines = lines_of(glyphs)
    for dot in dots:
        for line in lines:
            if not 0 < dot.middle - line[0].baseline < line[0].size:
                continue
            first = next((glyph for glyph in line if glyph.left >= dot.left + dot.width), None)
            if first is not None and _stands_before(dot, line, first):
                found[id(first)] = first._replace(
                    text="•", left=dot.left, right=dot.left + dot.width, strong=False, typed=False
                )
                break
    return [each for glyph in glyphs for each in (*((found[id(glyph)],) if id(glyph) in found else ()), glyph)]


def _stands_before(dot: _Dot, line: Sequence[Glyph], first: Glyph) -> bool:
    """Whether a dot stands before a character, at the height of small letters, and no other character next to it."""
    size = first.size
    is_level = 0 < dot.middle - first.baseline < 0.75 * size
    is_small = _SMALLEST * size <= dot.width <= _LARGEST * size
    is_near = first.left - dot.left - dot.width <= _FARTHEST * size
    return is_level and is_small and is_near and not any(-size < dot.left - glyph.right <= size for glyph in line)


def _dots(page: Any) -> list[_Dot]:
    """The dots on a page; those that stand close together draw a line."""
    dots: list[_Dot] = []
    for dot in _drawn(page):
        if not any(abs(dot.left - other.left) + abs(dot.bottom - other.bottom) < 0.5 for other in dots):
            dots.append(dot)
        if len(dots) > MOST_DOTS:
            return []
    return [
        dot
        for dot in dots
        if not any(
            abs(dot.left - other.left) < 2 * dot.width and abs(dot.bottom - other.bottom) < 2 * dot.width
            for other in dots
            if other is not dot
        )
    ]


def _drawn(page: Any) -> Iterator[_Dot]:
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page)
    left, bottom, right, top = (ctypes.c_float() for _side in range(4))
    for number in range(count if count <= MOST_OBJECTS else 0):
        drawn = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            width, height = right.value - left.value, top.value - bottom.value
            if 1 <= width <= 15 and 0.8 * width <= height <= 1.25 * width:
                yield _Dot(left.value, bottom.value, width)

"""The characters on the pages of a PDF file, whichever way they are turned."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator
from math import atan2, hypot, pi
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium

from aqb_cli.importing.reading.pdf.opened import Layers
from aqb_cli.importing.reading.sieve import PieceKind


class Glyph(NamedTuple):
    """A character on a page, with the marks on it; in points, from the page's lower left, turned upright."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    strong: bool
    spaced: bool
    """Whether a space stands before it."""
    kind: PieceKind = PieceKind.PLAIN
    is_lifted: bool = False
    """Whether it is a digit that is drawn above its base line, as some fonts raise footnotes' marks."""
    is_invisible: bool = False
    """Whether the file has it without showing it, as text recognition does over the picture of a page."""
    is_white: bool = False
    drawn: int = 0
    """The address of the stretch of text that it is drawn with."""


class _Look(NamedTuple):
    """What the characters of one stretch of text in the file have in common."""

    quarter: int | None
    """How often it is turned by 90 degrees to the left; None if it stands aslant."""
    scale: float
    baseline: float | None
    """None if it isn't the same for all of them, as in text that is turned."""
    strong: bool
    is_invisible: bool
    is_white: bool
    is_hidden: bool


_LAST_PLAIN = "\u02ff"
"""The last character before those that are marks on others."""

_SMALLEST = 2.0
"""How large text is at least that can be seen, in points."""

_SPACES = {0, 9, 10, 13, 32, 0xA0}
_QUARTERS = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
"""What turns a page with text of so many quarters upright."""

_ASLANT = 0.1
"""How much text may be turned, in radians, and still be part of a line."""


def turned(quarter: int, x: float, y: float) -> tuple[float, float]:
    """Where a point is when a page with text of so many quarters is turned upright."""
    a, b, c, d = _QUARTERS[quarter]
    return a * x + b * y, c * x + d * y


def glyphs_of(textpage: Any, layers: Layers, marks: list[str]) -> tuple[int, list[Glyph]]:
    """How the text of a page is turned, and its characters; what is turned in another way goes to the marks."""
    found = list(_glyphs(textpage, layers))
    counted = Counter(quarter for quarter, _glyph in found if quarter is not None)
    upright = counted.most_common(1)[0][0] if counted else 0
    other = "".join((" " if glyph.spaced else "") + glyph.text for quarter, glyph in found if quarter != upright)
    if other.strip():
        marks.append(other.strip())
    return upright, _composed(glyph for quarter, glyph in found if quarter == upright)


def _composed(glyphs: Iterator[Glyph]) -> list[Glyph]:
    """The characters with the marks on them; each once, though typst writes those of two signs for both."""
    composed: list[Glyph] = []
    for glyph in glyphs:
        before = composed[-1] if composed else None
        if before and glyph.text > _LAST_PLAIN and unicodedata.combining(glyph.text):
            right = max(before.right, glyph.right)
            composed[-1] = before._replace(text=before.text + glyph.text, right=right)
            if len(composed) > 1 and is_again(composed[-2], composed[-1]):
                composed.pop()
        else:
            if before and len(before.text) > 1 and 0 <= glyph.left - before.right < 0.1 * glyph.size:
                glyph = glyph._replace(spaced=False)  # noqa: PLW2901 - pdfium saw a gap behind the first of its signs
            composed.append(glyph)
    return composed


def is_again(before: Glyph, glyph: Glyph) -> bool:
    """Whether a character stands upon the one before, as some programs print bold text."""
    inside = min(before.right, glyph.right) - max(before.left, glyph.left)
    return before.text == glyph.text and inside > 0.5 * (glyph.right - glyph.left)


def _glyphs(page: Any, layers: Layers) -> Iterator[tuple[int | None, Glyph]]:
    """The characters in the order of the file, each with how it is turned."""
    x, y, *sides = (ctypes.c_double() for _number in range(6))
    box = pdfium.FS_RECTF()
    looks: dict[int, _Look] = {}
    spaced = True
    for index in range(pdfium.FPDFText_CountChars(page)):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if code in _SPACES:
            spaced = True
            continue
        drawn = pdfium.FPDFText_GetTextObject(page, index)
        address = ctypes.addressof(drawn.contents) if drawn else 0
        if (look := looks.get(address)) is None:
            look = looks[address] = _look(page, index, drawn, layers)
        pdfium.FPDFText_GetLooseCharBox(page, index, box)
        left, right = box.left, box.right
        if (baseline := look.baseline) is None:
            pdfium.FPDFText_GetCharOrigin(page, index, x, y)
            baseline = y.value
        if quarter := look.quarter:
            left, _bottom = turned(quarter, box.left, box.bottom)
            right, _top = turned(quarter, box.right, box.top)
            baseline = turned(quarter, x.value, y.value)[1]
        is_lifted = False
        if 48 <= code <= 57 and not quarter and pdfium.FPDFText_GetCharBox(page, index, *sides):
            is_lifted = (
                sides[2].value > baseline + 0.15 * look.scale
            )  # from its ink, which digits have on the base line
        yield look.quarter, Glyph(
            chr(code), min(left, right), max(left, right), baseline, look.scale, look.strong, spaced,
            PieceKind.HIDDEN if look.is_hidden else PieceKind.PLAIN, is_lifted, look.is_invisible, look.is_white,
            address,
        )  # fmt: skip
        spaced = False


def _look(textpage: Any, index: int, drawn: Any, layers: Layers) -> _Look:
    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(textpage, index)
    quarter: int | None = 0
    baseline = None
    if pdfium.FPDFText_GetMatrix(textpage, index, matrix):
        if matrix.b == 0:
            y = ctypes.c_double()
            pdfium.FPDFText_GetCharOrigin(textpage, index, ctypes.c_double(), y)
            baseline = y.value
        size *= hypot(matrix.c, matrix.d)  # programs may write small letters as large ones, shrunk
        angle = atan2(matrix.b, matrix.a) / (pi / 2)
        quarter = round(angle) % 4 if abs(angle - round(angle)) * pi / 2 < _ASLANT else None
    if not drawn:
        return _Look(quarter, size or 10.0, None, False, False, False, False)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn)
    invisible = mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
    hidden = layers.hide(_layers(drawn)) or 0 < size < _SMALLEST
    return _Look(quarter, size or 10.0, baseline, _is_strong(drawn), invisible, is_white(drawn), hidden)


def _is_strong(drawn: Any) -> bool:
    font = pdfium.FPDFTextObj_GetFont(drawn)
    if not font:
        return False
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
    name = buffer.value.decode("utf-8", "replace").lower()
    return any(word in name for word in ("bold", "black", "heavy")) or pdfium.FPDFFont_GetWeight(font) >= 600


def _layers(drawn: Any) -> Iterator[str]:
    """The names of the layers that a stretch of text stands on."""
    buffer, length = (pdfium.FPDF_WCHAR * 200)(), ctypes.c_ulong()
    for number in range(pdfium.FPDFPageObj_CountMarks(drawn)):
        mark = pdfium.FPDFPageObj_GetMark(drawn, number)
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"Name", buffer, 400, length):
            yield bytes(buffer)[: max(length.value - 2, 0)].decode("utf-16-le", "replace")


def is_white(drawn: Any) -> bool:
    """Whether something is filled with white, or so transparent that it doesn't show."""
    red, green, blue, alpha = (ctypes.c_uint() for _part in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha):
        return False
    return alpha.value < 10 or min(red.value, green.value, blue.value) > 250

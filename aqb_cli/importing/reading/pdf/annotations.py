"""What is laid upon a page of a PDF file: boxes to tick, and marks that strike text out or want it removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium

from aqb_cli.importing.reading.pdf.drawn import MOST_DOTS, Box
from aqb_cli.importing.reading.pdf.glyphs import Glyph

_BOXES = "☐☒"


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

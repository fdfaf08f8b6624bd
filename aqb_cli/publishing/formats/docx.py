"""Word, with real styles and numbering. python-docx does the work (`pip install 'aqb-cli[docx]'`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.text.paragraph import Paragraph

from aqb_cli.publishing.formats import Made, Render
from aqb_cli.publishing.formats.docx_parts import (
    finish_table,
    keep_rows_whole,
    keep_with_next,
    new_document,
    new_numbering,
    packed,
    set_numbering,
    set_style,
)
from aqb_cli.wording import blocks
from aqb_cli.wording.blocks import Line, Publication, TextRun


def renderer(templates: Sequence[Path]) -> Render:  # noqa: ARG001 - has a layout of its own
    """See `formats.renderer`."""
    return lambda document: Made(_WordWriter(document).bytes())


class _WordWriter:
    def __init__(self, document: Publication) -> None:
        self.document = document
        self.word = new_document(document)

    def bytes(self) -> bytes:
        if self.document.mark:
            # Readers for the blind, and who copies the text, miss what stands above pages.
            self._line("Centred", (TextRun(self.document.mark, strong=True),))
        self._lines("Title", self.document.title)
        if self.document.subtitle:
            self._lines("Subtitle", self.document.subtitle)
        for section in self.document.sections:
            if section.heading:
                self._lines("Heading 1", section.heading)
            for block in section.blocks:
                self._block(block)
        for note in self.document.notes:
            self._line("Note", note)
        keep_with_next(self.word)
        return packed(self.word)

    def _block(self, block: blocks.Block, *, inside: bool = False) -> None:
        if isinstance(block, blocks.Paragraph):
            style = "List Continue" if inside else "Centred" if block.centred else "Body Text"
            self._line(style, block.line)
        elif isinstance(block, blocks.Amount):
            self._line("Amount", block.line)
        elif isinstance(block, blocks.List):
            self._list(block, inside=inside)
        elif isinstance(block, blocks.TableBlock):
            self._table(block, inside=inside)
        else:
            self._signatures(block)

    def _list(self, block: blocks.List, *, inside: bool) -> None:
        number = new_numbering(self.word) if block.numbered else None
        for item in block.items:
            style = "List Number" if block.numbered else "List Bullet 2" if inside else "List Bullet"
            paragraph = self._line(style, _bold(item.line) if block.numbered and item.blocks else item.line)
            if number is not None:
                set_numbering(paragraph, number)
            for inner in item.blocks:
                self._block(inner, inside=True)

    def _table(self, block: blocks.TableBlock, *, inside: bool) -> None:
        table = self.word.add_table(rows=0, cols=len(block.head), style="Table Grid")
        for row in (block.head, *block.rows):
            for cell, content in zip(table.add_row().cells, row, strict=True):
                paragraph = cell.paragraphs[0]
                set_style(paragraph, "Table Right" if content.right else "Table Text")
                _add(paragraph, content.line)
        finish_table(table, block, inside=inside)
        self._paragraph(self.word, "After Table")

    def _signatures(self, block: blocks.Signatures) -> None:
        columns = list(dict.fromkeys(party.column for party in block.parties))
        table = self.word.add_table(rows=1, cols=len(columns))
        cells = dict(zip(columns, table.rows[0].cells, strict=True))
        for party in block.parties:
            cell = cells[party.column]
            above = cell.add_paragraph() if cell.text else cell.paragraphs[0]
            below = self._paragraph(cell, "Signature")
            set_style(above, "Signature Place")
            _add_lines(above, party.above)
            _add_lines(below, party.below)
        keep_rows_whole(table)

    def _line(self, style: str, line: Line) -> Paragraph:
        paragraph = self._paragraph(self.word, style)
        _add(paragraph, line)
        return paragraph

    def _lines(self, style: str, lines: Sequence[Line]) -> None:
        _add_lines(self._paragraph(self.word, style), lines)

    def _paragraph(self, where: Any, style: str) -> Paragraph:
        """A new paragraph at the end of the document, or of a cell."""
        paragraph: Paragraph = where.add_paragraph()
        set_style(paragraph, style)
        return paragraph


def _bold(line: Line) -> Line:
    return tuple(run._replace(strong=True) for run in line)


def _add(paragraph: Any, line: Line) -> None:
    for run in line:
        added = paragraph.add_run(run.text)
        if run.strong:
            added.bold = True


def _add_lines(paragraph: Any, lines: Sequence[Line]) -> None:
    for index, line in enumerate(lines):
        if index:
            paragraph.add_run().add_break()
        _add(paragraph, line)

"""The paragraphs, lists and tables of a Word file's text; that of unknown elements is read like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from aqb_cli.importing.reading.cells import Field, rows_of, with_typed
from aqb_cli.importing.reading.characters import cleaned, signs_of
from aqb_cli.importing.reading.markers import marker_of
from aqb_cli.importing.reading.printed import (
    SOFT_HYPHEN,
    Passage,
    PrintedCell,
    PrintedPart,
    PrintedTable,
    SourceLocation,
    joined,
)
from aqb_cli.importing.reading.sieve import Piece, PieceKind, Sieve
from aqb_cli.importing.reading.word.formats import Formats, WordFormat, child, direct, is_on, local, text_in, value
from aqb_cli.wording.blocks import Line, TextRun, plain

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NO_TEXT = {"pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "rt"}
"""What holds no text that shows."""

_CONTENTS = re.compile(r"(?i)(?:toc|verzeichnis|contents) ?(?:[1-9]|heading)$|inhaltsverzeichnis")
"""The styles of a table of contents, in English and German Word and in LibreOffice."""

_DELETED = {"del", "moveFrom"}
_SIGNS = {"noBreakHyphen": "-", "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n"}
_RAISED: Final = 4
"""How far a character must be raised or lowered to be no letter of its word, in half points."""

_SMALLEST: Final = 4
"""How large text is at least that can be seen, in half points."""

MOST_SPANNED = 1_000
"""How many columns a field of a table may go across."""


class WordBody:
    """Reads the text of one file into `parts`."""

    def __init__(self, formats: Formats, sieve: Sieve) -> None:
        self.parts: list[PrintedPart] = []
        self._formats = formats
        self._sieve = sieve
        self._cell: list[Passage] | None = None
        """The paragraphs in the field of a table that is being read."""
        self._tabbed: list[tuple[tuple[Line, ...], SourceLocation]] = []
        """The lines before that are divided by tabs, field by field."""
        self._unended: list[Piece] = []
        """What stands before a paragraph's end that is deleted, so that the next one goes on with it."""
        self._boxes: list[tuple[Element, PieceKind]] = []
        """The text boxes that are anchored in the paragraph that is being read."""
        self._count = 0
        self._notes = 0

    def read(self, root: Element) -> None:
        """Reads the whole text."""
        self._blocks(root, PieceKind.PLAIN)
        self._end_lines()

    @property
    def _place(self) -> SourceLocation:
        return SourceLocation(paragraph=self._count + 1)

    def _blocks(self, element: Element, kind: PieceKind) -> None:
        for inner in element:
            name = local(inner)
            if name == "p":
                self._paragraph(inner, kind)
            elif name == "tbl" and self._cell is None:
                self._table(inner, kind)
            elif name not in _NO_TEXT:
                self._blocks(_shown(inner), _around(inner, kind))

    def _paragraph(self, paragraph: Element, kind: PieceKind) -> None:
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle"))
        if _CONTENTS.match(style or ""):
            return  # what it lists stands in the document itself
        format = self._formats.of_style(style)
        pieces = [*self._unended, *self._pieces(paragraph, format, kind, strong=False)]
        self._unended = []
        if any(child(properties, "rPr", name) is not None for name in _DELETED):
            self._unended = pieces
            return
        if "".join(piece.text for piece in pieces).strip():
            marker, level = self._formats.marker(paragraph)
            for number, line in enumerate(_divided(pieces, "\n")):
                self._line(line, "" if number else marker, level)
        boxes, self._boxes = self._boxes, []
        for box, inside in boxes:
            self._blocks(box, inside)

    def _pieces(self, element: Element, format: WordFormat, kind: PieceKind, *, strong: bool) -> Iterator[Piece]:
        """What stands in a paragraph; tabs and line breaks are pieces of their own."""
        for inner in element:
            name = local(inner)
            if name in ("t", "delText"):
                text = (inner.text or "").replace("\n", " ").replace("\t", " ")
                yield Piece(signs_of(format.get("rFonts", ""), text), strong, kind)
            elif name in _SIGNS:
                yield Piece(_SIGNS[name], strong, kind)
            elif name == "sym":
                yield Piece(_symbol(inner), strong, kind)
            elif name in ("footnoteReference", "endnoteReference"):
                self._notes += 1
                if is_on({"own": value(inner, "customMarkFollows") or "0"}, "own"):
                    kind = PieceKind.RAISED
                else:
                    yield Piece(f"[{self._notes}]", strong, PieceKind.RAISED)
            elif name == "sdt" and (box := child(inner, "sdtPr", "checkbox")) is not None:
                yield Piece("☒ " if is_on({"box": value(child(box, "checked")) or "0"}, "box") else "☐ ", strong, kind)
            elif name == "fldChar":
                yield Piece(_form_field(inner), strong, kind)
            elif name == "txbxContent":
                self._boxes.append((inner, kind))
            elif name == "r":
                style = self._formats.of_style(value(child(inner, "rPr", "rStyle")))
                own = {**format, **style, **direct(inner)}
                yield from self._pieces(inner, own, _kind(own, kind), strong=is_on(own, "b"))
            elif name not in _NO_TEXT:
                yield from self._pieces(_shown(inner), format, _around(inner, kind), strong=strong)

    def _line(self, pieces: list[Piece], marker: str, level: int) -> None:
        """A line of a paragraph; its fields if it is divided by tabs."""
        lines = (self._sieve.kept(map(_clean, field), self._place) for field in _divided(pieces, "\t"))
        fields = [line for line in lines if line]
        if not fields:
            return
        if len(fields) > 1 and marker_of(f"{plain(fields[0])} Titel") == f"{plain(fields[0])} ":
            fields[:2] = [joined(fields[:2])]
        if self._cell is None and self._tabbed and len(self._tabbed[-1][0]) != len(fields):
            self._end_lines()
        if self._cell is None and len(fields) > 1 and not marker:
            self._tabbed.append((tuple(fields), self._place))
            self._count += 1
            return
        self._end_lines()
        line = joined(fields)
        if marker and marker_of(f"{marker} Titel") != f"{marker} ":  # the number of a heading: "§ 1"
            line, marker = joined([(TextRun(marker),), line]), ""
        passage = Passage(line, self._place, marker, level, gaps=len(fields) > 1)
        if self._cell is not None:
            self._cell.append(passage)
            return
        self._count += 1
        self.parts.append(with_typed(passage))

    def _end_lines(self) -> None:
        """Ends what stands side by side, divided by tabs."""
        if self._cell is not None:
            return
        if len(self._tabbed) > 1:
            rows = tuple(tuple(PrintedCell((field,)) for field in fields) for fields, _place in self._tabbed)
            self._add_table(PrintedTable(rows, tuple(place for _fields, place in self._tabbed)))
        for fields, place in self._tabbed if len(self._tabbed) == 1 else ():
            self.parts.append(with_typed(Passage(joined(fields), place, gaps=True)))
        self._tabbed = []

    def _table(self, table: Element, kind: PieceKind) -> None:
        self._end_lines()
        rows: list[list[Field]] = []
        for row in (inner for inner in table.iter() if local(inner) == "tr"):
            properties = child(row, "trPr")
            fields = [Field()] * int(value(child(properties, "gridBefore")) or 0)
            inside = PieceKind.DELETED if child(properties, "del") is not None else kind
            inside = PieceKind.HIDDEN if child(properties, "hidden") is not None else inside
            for cell in _cells(row):
                merged = child(cell, "tcPr", "vMerge")
                spanned = merged is not None and value(merged) != "restart"
                self._cell = []
                self._blocks(cell, PieceKind.DELETED if child(cell, "tcPr", "cellDel") is not None else inside)
                fields.append(Field(tuple(self._cell), spanned and not self._cell))
                span = value(child(cell, "tcPr", "gridSpan")) or "1"
                fields += [Field()] * (min(int(span), MOST_SPANNED) - 1)
                self._cell = None
            rows.append(fields)
        width = max(map(len, rows), default=0)
        if width == 1:  # a frame around text
            self.parts += [with_typed(passage) for row in rows for field in row for passage in field.passages]
            return
        cells = [
            cells
            for row in rows
            if any(field.passages for field in row)
            for cells in rows_of((*row, *[Field()] * (width - len(row))))
        ]
        self._add_table(PrintedTable(tuple(cells), (self._place,) * len(cells)))

    def _add_table(self, table: PrintedTable) -> None:
        """Adds a table. One of a single row is a line: it has no head, and says what no other row explains."""
        kept = self._sieve.ticked(table) if table.rows else None
        if kept and len(kept.rows) == 1 and all(len(cell.lines) < 2 for cell in kept.rows[0]):
            line = joined(line for cell in kept.rows[0] for line in cell.lines)
            self.parts.append(with_typed(Passage(line, kept.places[0], gaps=True)))
        elif kept:
            self.parts.append(kept)


def _cells(row: Element) -> Iterator[Element]:
    """The fields of a row, also those in controls."""
    for inner in row:
        if local(inner) == "tc":
            yield inner
        elif local(inner) not in _NO_TEXT:
            yield from _cells(inner)


def _shown(element: Element) -> Element:
    """What shows of an element that Word files hold in two forms, for new programs and for old ones."""
    if local(element) != "AlternateContent":
        return element
    choices = [inner for inner in element if text_in(inner)]
    return choices[0] if choices else element


def _around(element: Element, kind: PieceKind) -> PieceKind:
    """What text in an element is: deleted, or what a field shows as long as nobody has filled it in."""
    if local(element) in _DELETED:
        return PieceKind.DELETED
    return kind if child(element, "sdtPr", "showingPlcHdr") is None else PieceKind.UNFILLED


def _kind(format: WordFormat, around: PieceKind) -> PieceKind:
    """What a run of this format is, in a stretch of a kind."""
    if around is not PieceKind.PLAIN:
        return around
    size = format.get("sz", "")
    if is_on(format, "vanish") or (size.isdecimal() and int(size) < _SMALLEST):
        return PieceKind.HIDDEN
    if is_on(format, "strike", "dstrike"):
        return PieceKind.STRUCK
    lifted = format.get("position", "0").lstrip("-")
    if format.get("vertAlign") in ("superscript", "subscript") or (lifted.isdecimal() and int(lifted) >= _RAISED):
        return PieceKind.RAISED
    return PieceKind.PLAIN


def _clean(piece: Piece) -> Piece:
    return piece._replace(text=cleaned(piece.text).replace(SOFT_HYPHEN, ""))  # lines end where the window does


def _divided(pieces: list[Piece], sign: str) -> list[list[Piece]]:
    """The pieces between those that are this sign."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.text == sign:
            parts.append([])
        else:
            parts[-1].append(piece)
    return parts


def _symbol(element: Element) -> str:
    """A sign of a font such as Wingdings."""
    code = int(value(element, "char") or "0", 16) & 0xFFFF
    return signs_of(value(element, "font") or "", chr(code & 0xFF if code >= 0xF000 else code))


def _form_field(field: Element) -> str:
    """What is chosen in a list to choose from, or a box to tick; empty for other fields."""
    listed, box = child(field, "ffData", "ddList"), child(field, "ffData", "checkBox")
    if listed is not None:
        entries = [value(entry) or "" for entry in listed if local(entry) == "listEntry"]
        chosen = int(value(child(listed, "result")) or value(child(listed, "default")) or 0)
        return entries[chosen] if chosen < len(entries) else ""
    if box is not None:
        checked = next((each for name in ("checked", "default") if (each := child(box, name)) is not None), None)
        return "☒" if checked is not None and (value(checked) or "1") not in ("0", "false") else "☐"
    return ""

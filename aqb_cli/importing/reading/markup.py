"""HTML as the readers of Word and Markdown files make it: paragraphs, lists, tables, bold passages."""

from __future__ import annotations

from html.parser import HTMLParser

from aqb_cli.importing.reading.characters import cleaned
from aqb_cli.importing.reading.markers import marker_of, unmarked
from aqb_cli.importing.reading.paragraphs import Field, rows_of, with_typed
from aqb_cli.importing.reading.printed import (
    SOFT_HYPHEN,
    Passage,
    PrintedCell,
    PrintedPart,
    PrintedTable,
    SourceLocation,
    joined,
)
from aqb_cli.wording.blocks import Line, TextRun, plain

_PARAGRAPHS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "blockquote", "pre", "ul", "ol", "table", "tr",
}  # fmt: skip

MOST_SPANNED = 1_000
"""How many rows or columns a field of a table may go across."""


def parts_of(markup: str) -> list[PrintedPart]:
    """What stands in a piece of HTML. `data-line` in a tag is the line of the source; else paragraphs are counted."""
    parser = _Parser()
    parser.feed(markup)
    parser.close()
    parser.end_paragraph()
    parser.end_lines()
    return parser.parts


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[PrintedPart] = []
        self.runs: list[TextRun] = []
        self.strong = 0
        self.lists: list[int] = []
        """The lists that are open: the number of the next entry, or 0 for bullets."""
        self.marker = ""
        self.rows: list[list[Field]] = []
        self.places: list[SourceLocation] = []
        self.cell: list[Passage] | None = None
        """The paragraphs and entries of lists in the field of a table that is being read."""
        self.spans: dict[int, int] = {}
        """The columns that a field above goes on in, and through how many more rows."""
        self.across = (1, 1)
        """How many rows and columns the field that is being read goes across."""
        self.tabbed: list[tuple[tuple[Line, ...], SourceLocation]] = []
        """The paragraphs before that are divided by tabs, field by field."""
        self.tables = 0
        self.count = 0
        self.line: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _PARAGRAPHS or tag == "br":
            self.end_paragraph()
        given = dict(attrs)
        if (line := given.get("data-line")) and line.isdecimal():
            self.line = int(line)
        if tag in ("ul", "ol"):
            start = given.get("start") or "1"
            self.lists.append((int(start) if start.isdecimal() else 1) if tag == "ol" else 0)
        elif tag == "li":
            self._begin_entry()
        elif tag in ("strong", "b"):
            self.strong += 1
        elif tag == "table":
            self.end_lines()
            self.tables += 1
        elif tag == "tr" and self.tables == 1:
            self.rows.append([])
            self.places.append(self._place())
        elif tag in ("td", "th") and self.tables == 1:
            self.cell = []
            self.across = _count(given.get("rowspan")), _count(given.get("colspan"))

    def handle_endtag(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.end_paragraph()
        if tag == "li":
            self.marker = ""  # else an empty entry's would go to the next paragraph
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in ("strong", "b"):
            self.strong = max(self.strong - 1, 0)
        elif tag == "table" and self.tables:
            self.tables -= 1
            if not self.tables:
                self._end_table()
        elif tag == "tr" and self.tables == 1 and self.rows:
            self._skip_spanned()
        elif tag in ("td", "th") and self.tables == 1 and self.cell is not None and self.rows:
            self._end_cell(Field(tuple(self.cell)))

    def handle_data(self, data: str) -> None:
        for number, field in enumerate(data.split("\t")):
            if number:
                self.runs.append(_TAB if self.cell is None else TextRun(" "))
            text = cleaned(field.replace("\n", " ")).replace(SOFT_HYPHEN, "")  # lines end where the window does
            if text:
                self.runs.append(TextRun(text, self.strong > 0))

    def end_paragraph(self) -> None:
        """Ends what is being read: a paragraph, a line in one, or a field of a table."""
        fields = _fields(self.runs)
        self.runs = []
        if not fields:
            return
        if self.cell is not None:
            self.cell.append(self._passage(joined(fields)))
            return
        if self.tabbed and len(self.tabbed[-1][0]) != len(fields):
            self.end_lines()
        if len(fields) > 1 and not self.marker:
            self.tabbed.append((fields, self._place()))
            self.count += 1
            return
        self.end_lines()
        self.count += 1
        self.parts.append(self._passage(joined(fields)))

    def _passage(self, line: Line) -> Passage:
        """A paragraph or an entry of a list."""
        passage = Passage(line, self._place(), self.marker, max(len(self.lists) - 1, 0))
        self.marker = ""
        return passage if passage.marker or self.lists or self.cell is not None else with_typed(passage)

    def end_lines(self) -> None:
        """Ends what stands side by side, divided by tabs."""
        if len(self.tabbed) > 1:
            rows = tuple(tuple(PrintedCell((field,)) for field in fields) for fields, _place in self.tabbed)
            self.parts.append(PrintedTable(rows, tuple(place for _fields, place in self.tabbed)))
        for fields, place in self.tabbed if len(self.tabbed) == 1 else ():
            marker, line = unmarked(joined(fields))
            self.parts.append(Passage(line, place, marker, gaps=True))
        self.tabbed = []

    def _end_cell(self, field: Field) -> None:
        """Ends a field of a table; those that it goes across are empty, so that all columns stay in their places."""
        self._skip_spanned()
        rows, columns = self.across
        for column in range(len(self.rows[-1]), len(self.rows[-1]) + columns):
            if rows > 1:
                self.spans[column] = rows - 1
        self.rows[-1] += [field, *[Field()] * (columns - 1)]
        self.cell = None

    def _skip_spanned(self) -> None:
        while self.spans.get(len(self.rows[-1]), 0):
            self.spans[len(self.rows[-1])] -= 1
            self.rows[-1].append(Field(spanned=True))

    def _begin_entry(self) -> None:
        if not self.lists or not self.lists[-1]:
            self.marker = "•"
            return
        self.marker = f"{self.lists[-1]}."
        self.lists[-1] += 1

    def _end_table(self) -> None:
        self.end_lines()
        width = max((len(row) for row in self.rows), default=0)
        if width == 1:  # a frame around text
            self.parts += [with_typed(passage) for row in self.rows for field in row for passage in field.passages]
        elif width:
            rows = [
                (cells, place)
                for row, place in zip(self.rows, self.places, strict=True)
                for cells in rows_of((*row, *[Field()] * (width - len(row))))
            ]
            self.parts.append(
                PrintedTable(tuple(cells for cells, _place in rows), tuple(place for _cells, place in rows))
            )
        self.rows, self.places, self.cell, self.spans = [], [], None, {}

    def _place(self) -> SourceLocation:
        return SourceLocation(line=self.line) if self.line is not None else SourceLocation(paragraph=self.count + 1)


_TAB = TextRun("\t")


def _count(text: str | None) -> int:
    """How many rows or columns a field says that it goes across."""
    return min(max(int(text), 1), MOST_SPANNED) if text and text.isdecimal() and len(text) < 6 else 1


def _fields(runs: list[TextRun]) -> tuple[Line, ...]:
    """What stands between tabs; a marker and what follows it are one."""
    fields: list[list[TextRun]] = [[]]
    for run in runs:
        if run is _TAB:
            fields.append([])
        else:
            fields[-1].append(run)
    lines = [line for field in fields if (line := _tidied(field))]
    if len(lines) > 1:
        first = plain(lines[0])
        if marker_of(f"{first} Titel") == f"{first} ":
            lines[:2] = [joined(lines[:2])]
    return tuple(lines)


def _tidied(runs: list[TextRun]) -> Line:
    """Runs without spaces at both ends and without empty ones; neighbours of one weight are one."""
    tidied: list[TextRun] = []
    for run in runs:
        text = run.text.lstrip(" ") if not tidied or tidied[-1].text.endswith(" ") else run.text
        if not text:
            continue
        if tidied and tidied[-1].strong == run.strong:
            tidied[-1] = TextRun(tidied[-1].text + text, run.strong)
        else:
            tidied.append(TextRun(text, run.strong))
    if tidied:
        tidied[-1] = TextRun(tidied[-1].text.rstrip(" "), tidied[-1].strong)
    return tuple(run for run in tidied if run.text)

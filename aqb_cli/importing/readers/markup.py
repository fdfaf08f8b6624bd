"""HTML as the readers of Word and Markdown files make it: paragraphs, lists, tables, bold passages."""

from __future__ import annotations

from html.parser import HTMLParser

from aqb_cli.document.blocks import Line, Run
from aqb_cli.importing.characters import cleaned
from aqb_cli.importing.printed import SOFT_HYPHEN, Cell, Part, Passage, Place, Table

_PARAGRAPHS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "td",
    "th",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "table",
    "tr",
}


def parts_of(markup: str) -> list[Part]:
    """What stands in a piece of HTML. `data-line` in a tag is the line of the source; else paragraphs are counted."""
    parser = _Parser()
    parser.feed(markup)
    parser.close()
    parser.end_paragraph()
    return parser.parts


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self.runs: list[Run] = []
        self.strong = 0
        self.lists: list[int] = []
        """The lists that are open: the number of the next entry, or 0 for bullets."""
        self.marker = ""
        self.rows: list[list[Cell]] = []
        self.places: list[Place] = []
        self.cell: list[Line] | None = None
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
            self.tables += 1
        elif tag == "tr" and self.tables == 1:
            self.rows.append([])
            self.places.append(self._place())
        elif tag in ("td", "th") and self.tables == 1:
            self.cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.end_paragraph()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in ("strong", "b"):
            self.strong = max(self.strong - 1, 0)
        elif tag == "table" and self.tables:
            self.tables -= 1
            if not self.tables:
                self._end_table()
        elif tag in ("td", "th") and self.tables == 1 and self.cell is not None and self.rows:
            self.rows[-1].append(Cell(tuple(self.cell)))
            self.cell = None

    def handle_data(self, data: str) -> None:
        lines = data.split("\n") if self.cell is not None else [data.replace("\n", " ")]
        text = cleaned(" ".join(lines)).replace(SOFT_HYPHEN, "")  # here, lines end where the reader's window does
        if text:
            self.runs.append(Run(text, self.strong > 0))

    def end_paragraph(self) -> None:
        """Ends what is being read: a paragraph, a line in one, or a field of a table."""
        line = _tidied(self.runs)
        self.runs = []
        if not line:
            return
        if self.cell is not None:
            self.cell.append(line)
            return
        self.count += 1
        self.parts.append(Passage(line, self._place(), self.marker, max(len(self.lists) - 1, 0)))
        self.marker = ""

    def _begin_entry(self) -> None:
        if not self.lists or not self.lists[-1]:
            self.marker = "•"
            return
        self.marker = f"{self.lists[-1]}."
        self.lists[-1] += 1

    def _end_table(self) -> None:
        width = max((len(row) for row in self.rows), default=0)
        if width == 1:  # a frame around text
            for row, place in zip(self.rows, self.places, strict=True):
                self.parts += [Passage(line, place) for cell in row for line in cell.lines]
        elif width:
            rows = tuple((*row, *[Cell()] * (width - len(row))) for row in self.rows)
            self.parts.append(Table(rows, tuple(self.places)))
        self.rows, self.places, self.cell = [], [], None

    def _place(self) -> Place:
        return Place(line=self.line) if self.line is not None else Place(paragraph=self.count + 1)


def _tidied(runs: list[Run]) -> Line:
    """Runs without spaces at both ends and without empty ones; neighbours of one weight are one."""
    tidied: list[Run] = []
    for run in runs:
        text = run.text.lstrip(" ") if not tidied or tidied[-1].text.endswith(" ") else run.text
        if not text:
            continue
        if tidied and tidied[-1].strong == run.strong:
            tidied[-1] = Run(tidied[-1].text + text, run.strong)
        else:
            tidied.append(Run(text, run.strong))
    if tidied:
        tidied[-1] = Run(tidied[-1].text.rstrip(" "), tidied[-1].strong)
    return tuple(run for run in tidied if run.text)

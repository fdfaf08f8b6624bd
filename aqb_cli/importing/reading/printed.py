"""What stands in a document that was taken in: passages and tables, each with its place; nothing of what it means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Union

from aqb_cli.text.messages import Message, _
from aqb_cli.wording.blocks import Line, TextRun, plain


class SourceLocation(NamedTuple):
    """Where something stands in a document: what a person can turn to."""

    page: int | None = None
    line: int | None = None
    paragraph: int | None = None

    @property
    def said(self) -> Message:
        """The place in words."""
        if self.line is not None:
            return _("line {n}", n=self.line)
        if self.page is not None:
            return _("page {n}", n=self.page)
        return _("paragraph {n}", n=self.paragraph or 1)


class Passage(NamedTuple):
    """A paragraph, a heading, or an entry of a list."""

    line: Line
    place: SourceLocation
    marker: str = ""
    """What stands before an entry of a list: "1.", "a)", "•"; empty for paragraphs."""
    level: int = 0
    """How deep an entry's list stands in others; 0 for the outermost."""
    gaps: bool = False
    """Whether wide gaps stand in its lines, as between the fields of a table."""

    @property
    def text(self) -> str:
        """Its text without emphasis and marker."""
        return plain(self.line)

    @property
    def whole(self) -> str:
        """Its text with its number, as in "1. Änderung"; bullets and dashes say nothing."""
        return f"{self.marker} {self.text}" if any(c.isdigit() for c in self.marker) else self.text


class PrintedCell(NamedTuple):
    """A field of a table, with the lines that it was printed in."""

    lines: tuple[Line, ...] = ()
    doubtful: bool = False
    """Whether it may be two fields, one below the other."""
    spanned: bool = False
    """Whether a field above goes on here, since their fields were merged."""
    parted: bool = False
    """Whether it isn't sure where its lines end between words, and where within one."""

    @property
    def text(self) -> str:
        """Its text in one line."""
        return plain(joined(self.lines))


class PrintedTable(NamedTuple):
    """A table, or what stands side by side; each row has as many cells."""

    rows: tuple[tuple[PrintedCell, ...], ...]
    places: tuple[SourceLocation, ...]
    """The place of each row."""


class Doubt(NamedTuple):
    """Something that a person must know of a document, such as that parts of it were left out."""

    message: Message
    place: SourceLocation | None = None
    """Where; None if it is about all of it."""


PrintedPart = Union[Passage, PrintedTable]  # noqa: UP007 - mypy wants a name for it
"""What a document consists of, in its order."""


class Stretch(NamedTuple):
    """A stretch of a printed line, with free space on both sides."""

    line: Line
    left: float
    right: float
    """Where it begins and ends on its line; in characters, or what an average one takes up."""

    @property
    def text(self) -> str:
        """Its text without emphasis."""
        return plain(self.line)


class PrintedRow(NamedTuple):
    """A printed line, or a row of a table with lines around its fields."""

    stretches: tuple[Stretch, ...]
    place: SourceLocation
    gap: bool = False
    """Whether there is more space above it than between the lines of a paragraph."""
    distance: float = 0.0
    """How far it is from the line above, in sizes of its type; 0 where that isn't known."""
    cells: tuple[PrintedCell, ...] | None = None
    """The fields of a table's row, one for each column, where lines around them show these."""

    @property
    def text(self) -> str:
        """Its text, without what separates the stretches."""
        return " ".join(stretch.text for stretch in self.stretches)


class Printed(NamedTuple):
    """A document as it was printed."""

    parts: tuple[PrintedPart, ...]
    marks: tuple[str, ...] = ()
    """What stood on its pages beside the text: page headers and footers, stamps."""
    doubts: tuple[Doubt, ...] = ()
    """What a person must know of it beside the parts: what was left out, or couldn't be read."""
    loose: tuple[int, ...] = ()
    """The lines of dashes and dots that stood apart from the entries of lists that they belong to."""
    scanned: bool = False
    """Whether text recognition read it."""


def text_of(part: PrintedPart) -> str:
    """The text of a paragraph; empty for a table."""
    return part.text if isinstance(part, Passage) else ""


SOFT_HYPHEN = "\u00ad"
"""Where a word may be parted; at a line's end, where it was."""

_TOGETHER = ("und", "oder", "bzw.", "sowie", "bis", "&", "u.")
"""What follows a hyphen that stays: "Ausbildungs- und Qualifizierungsbudget"."""


def joined(lines: Iterable[Line]) -> Line:
    """Printed lines as one; words that were parted at a line's end are whole again."""
    runs: list[TextRun] = []
    for line in lines:
        if runs and line:
            ending, space = _seam(runs[-1].text, line[0].text)
            runs[-1] = runs[-1]._replace(text=ending + space)
        for run in line:
            if runs and runs[-1].strong == run.strong:
                runs[-1] = TextRun(runs[-1].text + run.text, run.strong)
            else:
                runs.append(run)
    if runs and runs[-1].text.endswith(SOFT_HYPHEN):  # nothing follows, so it was an ordinary hyphen
        runs[-1] = runs[-1]._replace(text=runs[-1].text[:-1] + "-")
    cleaned = (run._replace(text=run.text.replace(SOFT_HYPHEN, "")) for run in runs)
    return tuple(run for run in cleaned if run.text)


def _seam(before: str, after: str) -> tuple[str, str]:
    """How a line ends that another one follows, and what stands between them."""
    before = before.rstrip(" ")
    if before.endswith(SOFT_HYPHEN):  # which PDF files also have where an ordinary hyphen ends a line
        before = before[:-1] + "-"
    if not before.endswith("-") or before.endswith((" -", "--")) or len(before) == 1:
        return before, " "
    word = after.lstrip(" ").split(" ")[0]
    if word in _TOGETHER:
        return before, " "
    if before[-2].isalpha() and word[:1].islower():
        return before[:-1], ""
    return before, ""  # "Main-" and "Kinzig-Kreis", "2025-" and "2029"

"""The document model: what stands in a document and in which order, and nothing about how it looks.

Texts are clean: no control or direction-changing characters, no line breaks, non-breaking spaces where they belong.
The `kind` of a block is for layouts, which know no classes.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Union


class TextRun(NamedTuple):
    """A stretch of text in one weight."""

    text: str
    strong: bool = False


Line = tuple[TextRun, ...]
"""A text without line breaks."""


class Paragraph(NamedTuple):
    """A paragraph."""

    line: Line
    centred: bool = False
    kind: str = "paragraph"


class Amount(NamedTuple):
    """An amount that stands out, in a line of its own."""

    line: Line
    kind: str = "amount"


class ListItem(NamedTuple):
    """An entry of a list; its blocks are lists and tables."""

    line: Line
    blocks: tuple[Block, ...] = ()


class List(NamedTuple):
    """A list of one or more entries."""

    items: tuple[ListItem, ...]
    numbered: bool = False
    kind: str = "list"


class TableCell(NamedTuple):
    """A text in a table, and whether it stands on the right, as numbers do."""

    line: Line
    right: bool = False
    label: str = ""
    """The heading of its column, for where there is no room for columns."""


class TableBlock(NamedTuple):
    """A table; each row has a cell for each of the headings."""

    head: tuple[TableCell, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    kind: str = "table"


class SignatureBlock(NamedTuple):
    """One signatory's lines above and below the place for the signature."""

    above: tuple[Line, ...]
    below: tuple[Line, ...]
    column: int = 0
    """Where it stands among those that stand side by side: a party's two signatories stand one above the other."""


class Signatures(NamedTuple):
    """The signatories; the parties stand side by side."""

    parties: tuple[SignatureBlock, ...]
    kind: str = "signatures"


Block = Union[Paragraph, Amount, List, TableBlock, Signatures]  # noqa: UP007 - refers to itself through Item


class PublicationSection(NamedTuple):
    """Blocks under a heading of one or more lines, or of none."""

    heading: tuple[Line, ...]
    blocks: tuple[Block, ...]


class Publication(NamedTuple):
    """A whole document, in German."""

    name: str
    """What it is called in lists and window titles."""
    mark: str
    """What must stand on every page, such as ENTWURF; empty for a signed agreement."""
    date: date
    """The day of the last signature; without one, the first day of the programme year."""
    title: tuple[Line, ...]
    subtitle: tuple[Line, ...]
    sections: tuple[PublicationSection, ...]
    notes: tuple[Line, ...] = ()
    """What is said of the document itself, below its text: which version of the agreement it shows."""


def plain(line: Line) -> str:
    """The text without emphasis."""
    return line[0].text if len(line) == 1 else "".join([run.text for run in line])

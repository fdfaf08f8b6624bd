"""Fields of tables with several paragraphs in them: entries of a list are rows of their own; else it is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from aqb_cli.importing.reading.cells import NEVER_LAST
from aqb_cli.importing.reading.markers import is_number, unmarked
from aqb_cli.importing.reading.printed import Passage, PrintedCell


class Field(NamedTuple):
    """A field of a table with the paragraphs and entries that stand in it."""

    passages: tuple[Passage, ...] = ()
    """Typed markers still stand in their text."""
    spanned: bool = False
    """Whether a field above goes on here, since their fields were merged."""
    whole: PrintedCell | None = None
    """The field as one, where its passages are lines that a reader has put together."""


def with_typed(passage: Passage) -> Passage:
    """A passage with the marker that was typed before its text."""
    if passage.marker:
        return passage
    marker, line = unmarked(passage.line)
    return passage._replace(marker=marker, line=line)


def rows_of(fields: Sequence[Field]) -> Iterator[tuple[PrintedCell, ...]]:
    """The rows that one of a table is: one for each entry where a list is all that it says, at most beside a label."""
    filled = [number for number, field in enumerate(fields) if field.passages]
    entries = _entries(fields[filled[-1]]) if filled and len(filled) <= 2 else []
    if not entries:
        yield tuple(map(_cell, fields))
    for index, entry in enumerate(entries):
        beside = (_cell(field) if not index or field.spanned else PrintedCell() for field in fields)
        yield tuple(PrintedCell((entry.line,)) if n == filled[-1] else cell for n, cell in enumerate(beside))


def _entries(field: Field) -> list[Passage]:
    """The entries of the one list that a field has; numbers may also belong to a text: "1. Lehrjahr"."""
    entries = [with_typed(passage) for passage in field.passages]
    kinds = {(passage.marker, passage.level) for passage in entries}
    return entries if len(entries) > 1 and len(kinds) == 1 and not is_number(entries[0].marker or "1") else []


def _cell(field: Field) -> PrintedCell:
    if field.whole is not None:
        return field.whole._replace(spanned=field.spanned)
    return PrintedCell(
        tuple(passage.line for passage in field.passages),
        doubtful=any(_are_two(above, below) for above, below in pairwise(field.passages)),
        spanned=field.spanned,
    )


def _are_two(above: Passage, below: Passage) -> bool:
    """Whether two paragraphs may well say two things, and none goes on with the other."""
    if below.marker:
        return True
    goes_on = above.text.endswith(("-", ",", "(", "/")) or above.text.rpartition(" ")[2] in NEVER_LAST
    return not goes_on and not below.text[:1].islower() and not below.text.startswith("(")

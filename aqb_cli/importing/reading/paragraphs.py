"""Fields of tables with several paragraphs in them: entries of a list are rows of their own; else it is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from aqb_cli.importing.reading.flow import NEVER_LAST
from aqb_cli.importing.reading.markers import is_number, unmarked
from aqb_cli.importing.reading.printed import Passage, PrintedCell
from aqb_cli.wording.blocks import Line


class Field(NamedTuple):
    """A field of a table with the paragraphs and entries that stand in it."""

    passages: tuple[Passage, ...] = ()
    """Typed markers still stand in their text."""
    spanned: bool = False
    """Whether a field above goes on here, since their fields were merged."""


def with_typed(passage: Passage) -> Passage:
    """A passage with the marker that was typed before its text."""
    if passage.marker:
        return passage
    marker, line = unmarked(passage.line)
    return passage._replace(marker=marker, line=line)


def rows_of(fields: Sequence[Field]) -> Iterator[tuple[PrintedCell, ...]]:
    """The rows that one of a table is: one for each entry where a list is all that it says, at most beside a label."""
    filled = [number for number, field in enumerate(fields) if field.passages]
    lists = {number: entries for number in filled if (entries := _entries(fields[number]))}
    if not lists or list(lists) != filled[-1:] or len(filled) > 2:
        yield tuple(map(_cell, fields))
        return
    ((listed, entries),) = lists.items()
    for index, entry in enumerate(entries):
        yield tuple(
            PrintedCell((entry.line,))
            if number == listed
            else PrintedCell()
            if index and not field.spanned
            else _cell(field)
            for number, field in enumerate(fields)
        )


def cells_by_entry(cells: tuple[PrintedCell, ...]) -> Iterator[tuple[PrintedCell, ...]]:
    """The same for fields of which only the lines are known: each must begin with a bullet, as no entry goes on then.

    Else a bullet before the first line is left out, and the field stays as doubtful as it is.
    """
    filled = [number for number, cell in enumerate(cells) if cell.lines]
    listed = [number for number in filled if _bullet(cells[number].lines[0])]
    fields = {number: [unmarked(line) for line in cells[number].lines] for number in listed}
    last = fields.get(filled[-1], []) if filled and len(filled) <= 2 and len(listed) == 1 else []
    if len(last) > 1 and {marker for marker, _line in last} == {last[0][0]}:
        for index, (_marker, line) in enumerate(last):
            kept = (cell if not index or cell.spanned else PrintedCell() for cell in cells)
            yield tuple(PrintedCell((line,)) if number == filled[-1] else cell for number, cell in enumerate(kept))
        return
    yield tuple(
        cell._replace(lines=(fields[number][0][1], *cell.lines[1:])) if number in fields else cell
        for number, cell in enumerate(cells)
    )


def _bullet(line: Line) -> str:
    """The bullet that a line begins with; dashes may stand for nothing, or before the end of a period."""
    marker = unmarked(line)[0]
    return "" if is_number(marker) or marker in "-–—" else marker


def _entries(field: Field) -> list[Passage]:
    """The entries of the one list that a field has; numbers may also belong to a text: "1. Lehrjahr"."""
    entries = [with_typed(passage) for passage in field.passages]
    kinds = {(passage.marker, passage.level) for passage in entries}
    return entries if len(entries) > 1 and len(kinds) == 1 and not is_number(entries[0].marker or "1") else []


def _cell(field: Field) -> PrintedCell:
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

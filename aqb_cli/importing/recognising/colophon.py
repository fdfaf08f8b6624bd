"""What aqb itself writes below a document, which is no part of what was agreed: its version, and corrections."""

from __future__ import annotations

from collections.abc import Sequence

from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.printed import Passage, PrintedCell, PrintedPart, PrintedTable, joined
from aqb_cli.importing.recognising.outline import passages_of
from aqb_cli.importing.words import pattern
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import plain

_MOST_LINES = 3
"""Over how many lines of a narrow column the version goes."""


def without_colophon(parts: Sequence[PrintedPart], notes: Notes) -> list[PrintedPart]:
    """The parts without the version, which joins the signatures in PDF files; corrections are reported."""
    found = [n for n, part in enumerate(parts) if isinstance(part, Passage) and _is_version(part.text)]
    if not found:
        return [_cleared(part) if isinstance(part, PrintedTable) else part for part in parts]
    below = parts[found[-1] + 1 :]
    if not below or not all(isinstance(part, Passage) for part in below) or not _says(below[0], "corrected"):
        return [part for number, part in enumerate(parts) if number not in found]
    lines = [line for part in below for line in passages_of(part)]
    text = " ".join(line.text for line in lines)
    notes.unread(lines[0].place, _("“{quote}” was not understood; it stands in no field of the file.", quote=text))
    return [part for number, part in enumerate(parts[: found[-1]]) if number not in found]


def _says(part: PrintedPart, word: str) -> bool:
    return isinstance(part, Passage) and pattern(word).match(part.text) is not None


def _is_version(text: str) -> bool:
    return pattern("version").fullmatch(text) is not None


def _cleared(table: PrintedTable) -> PrintedTable:
    return table._replace(rows=tuple(tuple(map(_without_version, row)) for row in table.rows))


def _without_version(cell: PrintedCell) -> PrintedCell:
    """A field without the version that may stand in its last lines."""
    for count in range(1, _MOST_LINES + 1):
        if len(cell.lines) > count and _is_version(plain(joined(cell.lines[-count:]))):
            return cell._replace(lines=cell.lines[:-count])
    return cell

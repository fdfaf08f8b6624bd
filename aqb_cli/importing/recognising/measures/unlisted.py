"""What looks like measures outside of the list of measures: entries and rows of no category, of which each is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.printed import Passage, PrintedPart, PrintedTable
from aqb_cli.importing.recognising.funds.targets import Words
from aqb_cli.importing.recognising.measures.entries import LONGEST_TITLE
from aqb_cli.importing.recognising.measures.rows import Rows, only_amounts
from aqb_cli.text.messages import _


def tell_all(parts: Iterable[PrintedPart], words: Words, notes: Notes) -> None:
    """Tells of each line that is no sentence and each row of a table; others do of tables of nothing but amounts."""
    for part in parts:
        if isinstance(part, Passage):
            _tell_line(part, notes)
        elif not only_amounts(part, words.categories):
            _tell_rows(Rows(part, words), notes)


def tell_around(before: Sequence[PrintedPart], behind: Sequence[PrintedPart], words: Words, notes: Notes) -> None:
    """Tells of tables of measures before and behind the list, and of entries of other lists behind it."""
    tables = [
        Rows(part, words)
        for part in (*before, *behind)
        if isinstance(part, PrintedTable) and not only_amounts(part, words.categories)
    ]
    for rows in tables if any(table.is_known for table in tables) else ():
        _tell_rows(rows, notes)
    for part in behind:
        if isinstance(part, Passage) and (part.marker or part.gaps):
            _tell_line(part, notes)


def _tell_line(part: Passage, notes: Notes) -> None:
    """Tells of a line if it isn't a sentence, or what leads to others."""
    text = part.text.rstrip()
    if len(text) <= LONGEST_TITLE and not text.endswith((".", ":")):
        notes.unread(part.place, _("The line “{quote}” belongs to no category.", quote=text))


def _tell_rows(rows: Rows, notes: Notes) -> None:
    for number, (_row, place) in enumerate(rows.body):
        if filled := rows.filled(number):
            message = _("The row “{quote}” of a table belongs to no category.", quote=" | ".join(filled))
            notes.unread(place, message)

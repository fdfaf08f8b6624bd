"""Places that are told for a category or the whole agreement: a table below the measures, or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.printed import PrintedPart, PrintedTable
from aqb_cli.importing.recognising.categories import SURE, Words, heading_of
from aqb_cli.importing.recognising.fund_sentences import sentences_in
from aqb_cli.importing.recognising.tables import column_name
from aqb_cli.importing.words import is_all, pattern
from aqb_cli.text.messages import _


class _PlacesFound:
    """What was found, each number once."""

    def __init__(self, words: Words, notes: Notes) -> None:
        self.words, self.notes = words, notes
        self.data: dict[str, Any] = {}

    def put(self, category: str, number: int) -> bool:
        """Takes a number of places, of all categories if none is named; False if it isn't known whose they are."""
        group, key = self.data, "total"
        if category:
            heading = heading_of(category, self.words.categories)
            if heading is None or heading.likeness < SURE or heading.rest:
                return False
            group, key = self.data.setdefault("by_category", {}), str(heading.category)
        if group.setdefault(key, number) != number:
            message = _("Elsewhere in the document stands another number of places: {n}.", n=number)
            self.notes.doubt(("places", *(["by_category"] if category else []), key), None, message)
        return True


def places_of(parts: Iterable[PrintedPart], words: Words, notes: Notes) -> dict[str, Any]:
    """`places` as parts outside of the list of measures state them, as in the file format; empty if they don't."""
    places = _PlacesFound(words, notes)
    for part in parts:
        if isinstance(part, PrintedTable):
            _in_table(part, places)
            continue
        for sentence in sentences_in(part.text):
            match = pattern("places_in_sum").fullmatch(sentence.strip())
            is_whole = match is not None and re.search("insgesamt|zusammen", sentence, re.IGNORECASE)
            if match and (match["category"] or is_whole) and places.put(match["category"] or "", int(match["number"])):
                start = part.text.index(sentence)
                notes.claim_part(part, start, start + len(sentence))
    return places.data


def _in_table(table: PrintedTable, places: _PlacesFound) -> None:
    """Takes the rows of a table of categories with a column for their places."""
    names = [column_name(cell.text) for cell in table.rows[0]]
    if names[0] != "category" or names.count("places") != 1 or "title" in names:
        return
    columns = [(row[0], row[names.index("places")]) for row in table.rows]
    places.notes.claim(*columns[0])
    for name, number in columns[1:]:
        label = "" if is_all("sum", name.text) else name.text
        if name.text and re.fullmatch("[1-9][0-9]{0,4}", number.text) and places.put(label, int(number.text)):
            places.notes.claim(name, number)

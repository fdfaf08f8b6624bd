"""A table behind a list of measures that says more of them: "Maßnahme | Plätze | Betrag"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aqb_cli.fileformat.model import Category
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.recognising.measures.rows import Rows
from aqb_cli.text.german import folded
from aqb_cli.text.messages import _

EntryNumber = tuple[Category, int]
"""A measure by its category, and its place in it."""


class Entries:
    """The entries of lists that were taken for measures, by their titles."""

    def __init__(self) -> None:
        self._by_title: dict[str, EntryNumber | None] = {}

    def add(self, title: str, entry: EntryNumber) -> None:
        """Keeps an entry; of several with one title, none can be told from the others."""
        plain = folded(title)
        self._by_title[plain] = None if plain in self._by_title else entry

    def are_in(self, rows: Rows) -> bool:
        """Whether most of a table's rows are about measures that the list has already."""
        titles = [rows.title(number) for number in range(len(rows.body)) if not rows.is_alone(number)]
        named = [title for title in titles if folded(title) in self._by_title]
        return rows.is_known and 0 < len(titles) <= len(named) * 2

    def complete(self, rows: Rows, measures: Mapping[Category, list[dict[str, Any]]], notes: Notes) -> None:
        """Gives the measures what the rows say of them; tells of each row that is about none, or says otherwise."""
        for number, (_row, place) in enumerate(rows.body):
            filled = rows.filled(number)
            if not filled or rows.is_sum(number, notes):
                continue
            entry = self._by_title.get(folded(rows.title(number)))
            if entry is not None:
                category, index = entry
                measure = measures[category][index]
                facts = rows.facts(number, ("measures", str(category), index), notes)
                facts.pop("title", None)
                if facts and all(measure.get(name, value) == value for name, value in facts.items()):
                    measure.update(facts)
                    continue
            message = _("The row “{quote}” of a table gives no listed measure its details.", quote=" | ".join(filled))
            notes.unread(place, message)

"""The rows of a table of measures: its head, the headings of categories in it, sums, and the measures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from aqb_cli.diagnostics import FieldPath as Field
from aqb_cli.fileformat.model import Category
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import amount_of, amounts_in
from aqb_cli.importing.reading.printed import PrintedCell, PrintedTable, SourceLocation
from aqb_cli.importing.recognising.categories import Heading
from aqb_cli.importing.recognising.funds.targets import Words
from aqb_cli.importing.recognising.measures.columns import doubts_of_head, fields_of, is_scaled, row_facts
from aqb_cli.importing.recognising.measures.details import doubts_of
from aqb_cli.importing.recognising.measures.headings import row_heading
from aqb_cli.text.messages import _

_SUM = re.compile(
    r"(?i)\W*(?:(?:zwischen|teil|gesamt)?summe|gesamt(?:betrag|kosten|mittel)?|insgesamt|Σ)(?: \S+){0,4}\W*"
)


_NO_TITLE = re.compile(r"[0-9., ]*(?:€|Euro|EUR)?|[-–—./ ]*")
"""A number, an amount, a dash."""


def is_sum(text: str) -> bool:
    """Whether a line is called a sum and states an amount, and nothing else."""
    amounts = list(amounts_in(text))
    return len(amounts) == 1 and _SUM.fullmatch(text.replace(amounts[0].quote, "", 1)) is not None


def only_amounts(table: PrintedTable, labels: Mapping[Category, str]) -> bool:
    """Whether amounts of categories are all that a table says, such as their ceilings."""
    others = [row for row in table.rows[1:] if not row_heading(row, labels) and not _SUM.fullmatch(row[0].text)]
    texts = [cell.text for row in table.rows[1:] for cell in row[1:] if cell.text]
    return not others and bool(texts) and all(amount_of(text) for text in texts)


def _begins_with_categories(table: PrintedTable, words: Words) -> bool:
    """Whether most categories are named in the first fields of a table without a head, next to their measures."""
    found = {
        heading.category
        for row in table.rows
        if row[0].text and any(cell.text for cell in row[1:])
        if (heading := row_heading(row, words.categories)) and not heading.rest
    }
    return len(found) >= 3


class Rows:
    """A table, row by row."""

    def __init__(self, table: PrintedTable, words: Words, *, scaled: bool = False) -> None:
        has_head, self.names = fields_of(table.rows[0])
        self._doubts = doubts_of_head(table.rows[0], self.names, words.year) if has_head else {}
        if scaled or any(is_scaled(cell.text) for cell in table.rows[0]):  # rounded amounts are never taken over
            self.names = ["unknown" if name == "amount" or isinstance(name, int) else name for name in self.names]
        head = [cell.text for cell in table.rows[0]] if has_head else None
        by_category = not has_head and _begins_with_categories(table, words)
        if by_category:
            self.names[:2] = ["category", "title"]
        self.is_known = has_head or by_category
        """Whether it is plain that measures stand in it."""
        self.body: Sequence[tuple[tuple[PrintedCell, ...], SourceLocation]] = [
            (row, place)
            for row, place in zip(table.rows, table.places, strict=True)
            if [cell.text for cell in row] != head  # which is repeated on each page
        ]
        """The rows without the head."""
        self._words = words

    def filled(self, number: int) -> list[str]:
        """The texts in a row, without empty fields."""
        return [cell.text for cell in self.body[number][0] if cell.text]

    def entries(self, number: int) -> list[str]:
        """The texts in a row beside its category."""
        row = self.body[number][0]
        return [cell.text for cell, name in zip(row, self.names, strict=False) if cell.text and name != "category"]

    def title(self, number: int) -> str:
        """The text in a row that names its measure, as printed."""
        return self.body[number][0][self.names.index("title")].text

    def is_alone(self, number: int) -> bool:
        """Whether a row has one text only."""
        return len(self.filled(number)) == 1

    def heading(self, number: int) -> Heading | None:
        """The category that a row is the heading of, or that it belongs to by a field of its own."""
        row = self.body[number][0]
        if self.is_alone(number):
            return row_heading(row, self._words.categories)
        if "category" in self.names and (cell := row[self.names.index("category")]).text:
            return row_heading([cell], self._words.categories)
        return None

    def is_sum(self, number: int, notes: Notes) -> bool:
        """Whether a row is called a sum and states amounts only. Tells if it isn't the sum of those above it."""
        texts = self.filled(number)
        amounts = [amount_of(text) for text in texts[1:]]
        if not amounts or None in amounts or not _SUM.fullmatch(texts[0]):
            return False
        if not any(self._adds_up(number, column) for column in range(1, len(self.body[number][0]))):
            message = _("“{quote}” was taken for a sum, but is not the sum of the rows above.", quote=" | ".join(texts))
            notes.unread(self.body[number][1], message)
        return True

    def _adds_up(self, number: int, column: int) -> bool:
        """Whether a row's amount is the sum of all above it, or of those since the last sum."""
        stated = amount_of(self.body[number][0][column].text)
        everything = part = Decimal(0)
        for row, _place in self.body[:number]:
            amount = amount_of(row[column].text)
            if amount is None:
                continue
            if _SUM.fullmatch(row[0].text):
                part = Decimal(0)
            else:
                everything, part = everything + amount.value, part + amount.value
        return stated is not None and stated.value in (everything, part)

    def facts(self, number: int, field: Field, notes: Notes) -> dict[str, Any]:
        """The measure in a row, as in the file format; empty if there is none. Tells what isn't certain."""
        row, place = self.body[number]
        split, unread = row_facts(row, self.names, self._words.earmarks)
        if _NO_TITLE.fullmatch(split.title):
            message = _("The row “{quote}” of a table names no measure.", quote=" | ".join(self.filled(number)))
            notes.doubt(field[:-1], place, message)
            return {}
        for text in unread:
            message = _("“{quote}” in the row of “{title}” was not understood.", quote=text, title=split.title)
            notes.unread(place, message)
        named = [
            (cell, name) for cell, name in zip(row, self.names, strict=False) if name not in ("category", "number")
        ]
        if any(cell.spanned for cell, _name in named):
            message = _("The row shares a field with the row above; what it says was taken over only there.")
            notes.doubt(field, place, message)
        doubts = {name: doubt for name, doubt in self._doubts.items() if name in ("title", *split.details.facts)}
        doubts |= doubts_of(split, " | ".join(self.filled(number)))
        is_guessed = "amount" in split.details.facts and "amount" not in self.names
        if is_guessed and any(list(amounts_in(text)) for text in unread):
            doubts["amount"] = _(
                "There are several amounts in the row: “{quote}”.", quote=" | ".join(self.filled(number))
            )
        for cell, name in named:
            if cell.parted:
                message = _(
                    "Where a line ends, a space may be missing or stand within a word: “{quote}”.",
                    quote=cell.text,
                )
                is_field = name == "title" or name in split.details.facts
                notes.doubt((*field, str(name)) if is_field else field, place, message)
        if any(cell.doubtful and (name == "title" or number == 0) for number, (cell, name) in enumerate(named)):
            doubts["title"] = _("It may be two measures, one below the other.")
        elif (heading := row_heading(row, self._words.categories)) and heading.likeness == 1 and self.is_alone(number):
            doubts["title"] = _("It may be a category's heading and no measure.")
        for name, message in doubts.items():
            notes.doubt((*field, name), place, message)
        return {"title": split.title, **split.details.facts}

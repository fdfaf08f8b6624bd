"""Tables of measures: their columns, headings of categories in them, sums, and the measure in each row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from aqb_cli.diagnostics import FieldPath
from aqb_cli.fileformat.model import Category
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import amount_of, amounts_in
from aqb_cli.importing.reading.markers import is_number, marker_of
from aqb_cli.importing.reading.printed import PrintedCell, PrintedTable, SourceLocation, joined
from aqb_cli.importing.recognising.categories import SURE, Heading, Words, heading_of
from aqb_cli.importing.recognising.details import (
    Details,
    add,
    detail_of,
    doubt_of_scan,
    is_no_title,
    only_amount,
    split_title,
)
from aqb_cli.importing.words import finds, is_all, named, pattern
from aqb_cli.text.german import folded
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.blocks import plain

Name = str | int | None
"""A field of the file format, a year, or None for a column without a heading; "?" for one that isn't known."""

_AMOUNTS = ("state", "amount", "costs")
"""Columns of amounts: what the state pays, what isn't said to be anything else, and what all pay together."""

CellRow = tuple[PrintedCell, ...]


def fields_of(head: Sequence[PrintedCell]) -> tuple[bool, list[Name]]:
    """Whether a row is a table's head, and the fields of its columns. Without a head, the first is the title."""
    names = [column_name(cell.text) for cell in head]
    known = sum(name not in ("?", None) for name in names)
    if known * 2 < len([cell for cell in head if cell.text]) or not known or not {"title", "?"} & set(names):
        return False, ["title", *[None] * (len(head) - 1)]
    if "title" not in names:
        names[names.index("?")] = "title"
    kind = next((kind for kind in _AMOUNTS if kind in names), None)
    chosen = names.index(kind) if kind else None
    return True, ["amount" if n == chosen else "?" if name in _AMOUNTS else name for n, name in enumerate(names)]


def column_name(text: str) -> Name:
    """The field that the head of a column names."""
    bare = folded(text).strip(" :.")
    if not bare:
        return None
    if match := pattern("year_of_amount").fullmatch(bare):
        return int(match["year"])
    return next((name for name, source in named("columns").items() if re.fullmatch(source, bare)), "?")


def is_head(text: str) -> bool:
    """Whether a line has the heads of three columns or more, and nothing else."""
    names = [column_name(word) for word in text.split() if not is_all("own", word)]
    return len(names) > 2 and not {"?", None} & set(names)


def row_heading(row: Sequence[PrintedCell], labels: Mapping[Category, str]) -> Heading | None:
    """The category that the first text in a row names; None if none."""
    cell = next((cell for cell in row if cell.text and not re.fullmatch(r"[0-9]{1,2}[.)]?", cell.text)), None)
    return heading_of(cell.text, labels) if cell else None


def has_categories(table: PrintedTable, labels: Mapping[Category, str]) -> bool:
    """Whether rows of a table name categories, in their first field or in a column for them."""
    names = fields_of(table.rows[0])[1]
    column = names.index("category") if "category" in names else None
    return any(row_heading(row if column is None else [row[column]], labels) for row in table.rows)


def _parted(row: CellRow, labels: Mapping[Category, str]) -> tuple[CellRow, ...]:
    """A row without a heading that stood below it at the top of the next page, and that heading as a row."""
    for number, cell in enumerate(row):
        for count in range(1, len(cell.lines)) if cell.doubtful else ():
            rest = PrintedCell(cell.lines[count:])
            if (heading := row_heading([rest], labels)) and heading.likeness == 1:
                above = (*row[:number], PrintedCell(cell.lines[:count]), *row[number + 1 :])
                return above, tuple(rest if n == number else PrintedCell() for n in range(len(row)))
    return (row,)


def _goes_on(above: CellRow, row: CellRow) -> bool:
    """Whether a row at the top of a page is the rest of the one above, whose fields end within a word or a period."""
    pairs = [(one.text, rest.text) for one, rest in zip(above, row, strict=True)]
    is_less = all(one for one, rest in pairs if rest) and any(amount_of(one) for one, rest in pairs if not rest)
    return is_less and any(one.endswith(("–", "-")) or rest[:1].islower() for one, rest in pairs if rest)


def _with_rest(one: PrintedCell, rest: PrintedCell) -> PrintedCell:
    return one._replace(lines=(*one.lines, *rest.lines), parted=True) if rest.text else one


class Rows:
    """A table, row by row."""

    def __init__(
        self, table: PrintedTable, words: Words, notes: Notes, *, scaled: bool = False, above: Rows | None = None
    ) -> None:
        self.has_head, self.names = fields_of(table.rows[0])
        self._words, self._notes = words, notes
        self.scaled = scaled or any(finds("in_thousands", cell.text) for cell in table.rows[0])
        self.doubts = self._of_head(table.rows[0]) if self.has_head else {}
        self.before: list[CellRow] = []
        """The rows above a table that goes on."""
        if above is not None and not self.has_head and len(above.names) == len(self.names):
            self.names, self.doubts = above.names, above.doubts  # it goes on, on the next page or below a heading
            self.scaled = self.scaled or above.scaled
            self.before = [*above.before, *(row for row, _place in above.body)]
        head = [cell.text for cell in table.rows[0]] if self.has_head else None
        self.body: list[tuple[CellRow, SourceLocation]] = []
        for row, place in zip(table.rows, table.places, strict=True):
            if [cell.text for cell in row] == head:  # which is repeated on each page
                notes.claim(*row)
            else:
                for each in _parted(row, words.categories):
                    self._add(each, place)

    def _add(self, row: CellRow, place: SourceLocation) -> None:
        """Adds a row; one that goes on with a heading cut into several rows is added to the one above."""
        labels, has_category = self._words.categories, "category" in self.names
        filled = [number for number, cell in enumerate(row) if cell.text]
        column = filled[0] if len(filled) == 1 and (not has_category or self.names[filled[0]] == "category") else None
        if column is not None and re.fullmatch(r"[0-9]{1,2}[.)]", row[column].text):
            self._notes.claim(*row)
            return
        above, where = self.body[-1] if self.body else (row, place)
        is_alone = has_category or [number for number, cell in enumerate(above) if cell.text] == filled
        if column is not None and self.body and is_alone and not heading_of(row[column].text, labels):
            both = above[column]._replace(lines=(*above[column].lines, *row[column].lines))
            if (found := heading_of(both.text, labels)) and found.likeness >= SURE and not found.rest:
                self._notes.claim(row[column], above[column])
                self.body[-1] = ((*above[:column], both, *above[column + 1 :]), where)
                return
        if self.body and where.page != place.page and _goes_on(above, row):
            self.body[-1] = tuple(map(_with_rest, above, row)), where
            return
        self.body.append((row, place))

    def _of_head(self, head: CellRow) -> dict[str, Message]:
        """What is doubtful about the fields of the columns, by these fields."""
        doubts: dict[str, Message] = {}
        kinds = [column_name(cell.text) for cell in head]
        if "amount" in self.names:
            column = self.names.index("amount")
            is_of_years = any(isinstance(name, int) for name in self.names) and is_all("sum", head[column].text)
            if (kinds[column] == "costs" and not is_of_years) or kinds.count(kinds[column]) > 1:
                doubts["amount"] = _(
                    "It was read from the column “{quote}”; it may not be the state's share.", quote=head[column].text
                )
        years, year = [name for name in self.names if isinstance(name, int)], self._words.year
        if years and year is not None and (year not in years or min(years) < year):
            shown = ", ".join(map(str, years))
            doubts["by_year"] = _(
                "The table's columns are of {years}, the agreement of {year}.", years=shown, year=year
            )
        if finds("detail_provider", f"{(quote := head[self.names.index('title')].text).strip(')')}: x"):
            doubts["title"] = _("It was read from the column “{quote}”, so a provider may stand in it.", quote=quote)
        return doubts

    def filled(self, number: int) -> list[PrintedCell]:
        """The fields of a row that have text."""
        return [cell for cell in self.body[number][0] if cell.text]

    def is_one(self, number: int) -> bool:
        """Whether a row has one text only, beside a number in a column for that."""
        row = self.body[number][0]
        texts = [cell for cell, name in zip(row, self.names, strict=True) if cell.text and name != "number"]
        return len(texts or self.filled(number)) == 1

    def said(self, number: int) -> str:
        """The text of a row."""
        return " | ".join(cell.text for cell in self.filled(number))

    def heading(self, number: int) -> Heading | None:
        """The category that a row is the heading of, or that it belongs to by a field of its own."""
        row = self.body[number][0]
        if self.is_one(number):
            return row_heading(row, self._words.categories)
        if "category" in self.names and (cell := row[self.names.index("category")]).text:
            return row_heading([cell], self._words.categories)
        return None

    def names_category(self, number: int) -> bool:
        """Whether a row has a field of its own for its category, and text in it."""
        row = self.body[number][0]
        return "category" in self.names and bool(re.search(r"[^\W\d_]{3}", row[self.names.index("category")].text))

    def is_sum(self, number: int) -> bool:
        """Whether a row is called a sum and states amounts only. Claims it if it is the sum of those above it."""
        cells = self.filled(number)
        amounts = [amount_of(cell.text) for cell in cells[1:]]
        if not amounts or None in amounts or not _is_sum(cells[0].text):
            return False
        row = self.body[number][0]
        if all(self._adds_up(number, column) for column in range(len(row)) if amount_of(row[column].text)):
            self._notes.claim(*cells)
        return True

    def _adds_up(self, number: int, column: int) -> bool:
        """Whether a row's amount is the sum of all above it, or of those since the last sum."""
        stated = amount_of(self.body[number][0][column].text)
        everything = part = Decimal(0)
        for row in (*self.before, *(row for row, _place in self.body[:number])):
            amount = amount_of(row[column].text)
            title = row[self.names.index("title")].text
            if amount is None or (is_no_title(title) and not _is_sum(title)):  # "davon Personal"
                continue
            if any(_is_sum(cell.text) and cell.text for cell in row):
                part = Decimal(0)
            else:
                everything, part = everything + amount.value, part + amount.value
        return stated is not None and stated.value in (everything, part)

    def measure(self, number: int, field: FieldPath) -> Details:
        """The measure in a row, as in the file format; empty if there is none. Claims what it understands of it."""
        row, place = self.body[number]
        title = row[self.names.index("title")]
        facts = Details()
        for cell, name in zip(row, self.names, strict=True):
            found = self._field(name, cell.text)
            is_category = name == "category" and not (any(amounts_in(cell.text)) or finds("places", cell.text))
            if name == "number" or is_category or not re.search(r"\w", cell.text) or (found and add(found, facts)):
                self._notes.claim(cell)
        bullet = _bullet(title.text) if self._bulleted() else ""
        text = title.text[len(bullet) :]
        if is_no_title(text):
            return {}
        in_columns = {*map(str, self.names), *(("starts", "ends") if "period" in self.names else ())}
        split = split_title(text, self._words.earmarks, {*facts, *in_columns})
        self._notes.claim(title)
        facts = {"title": split.title, **split.facts, **facts}
        doubts = {name: doubt for name, doubt in self.doubts.items() if name in facts}
        for cell, name in zip(row, self.names, strict=True):
            if name is not None and is_all("ditto", cell.text):
                doubts[str(name)] = _("It was read from “{quote}”.", quote=cell.text)
        if bullet and len(self.body) == 1:
            doubts["title"] = _("It was read from “{quote}”.", quote=title.text)
        for name in ("title", "provider"):
            if doubt := doubt_of_scan(facts.get(name, ""), self._words):
                doubts[name] = doubt
        if split.doubt:
            doubts["title"] = split.doubt
        self._doubt_cells(row, facts, field, place, doubts)
        others = any(not self._notes.is_claimed(cell) and any(amounts_in(cell.text)) for cell in row)
        others = others or any(sum(any(amounts_in(cell.text)) for cell in other) > 1 for other, _place in self.body)
        if "amount" in facts and "amount" not in self.names and others:
            doubts["amount"] = _("There are several amounts in the row: “{quote}”.", quote=self.said(number))
        for name, message in doubts.items():
            self._notes.doubt((*field, name), place, message)
        return facts

    def _bulleted(self) -> bool:
        """Whether the measures are entries of a list, each behind a bullet."""
        column = self.names.index("title")
        rows = [row for row, _place in self.body if sum(bool(cell.text) for cell in row) > 1]
        return all(_bullet(row[column].text) for row in rows)

    def _doubt_cells(
        self, row: CellRow, facts: Details, field: FieldPath, place: SourceLocation, doubts: dict[str, Message]
    ) -> None:
        """Says what isn't certain since it isn't clear where a field of the table begins or ends."""
        for cell, name in zip(row, self.names, strict=False):
            if cell.spanned and name not in ("category", "number"):
                message = _("The row shares a field with the row above; what it says was imported only there.")
                self._notes.doubt(field, place, message)
            if cell.parted and name not in ("category", "number"):
                quote = plain(joined(cell.lines))
                message = _("Where a line ends, a space may be missing or stand within a word: “{quote}”.", quote=quote)
                if name in facts:
                    doubts[str(name)] = message
                else:
                    self._notes.doubt(field, place, message)
            if cell.doubtful and name == "title":
                doubts["title"] = _(
                    "It may be two measures, or a measure and what another column says: “{quote}”.", quote=cell.text
                )
        if all(cell.doubtful for cell in row):  # a row whose columns were lost
            doubts["provider"] = _("It may stand in the title.")
            if "places" in facts:
                doubts["places"] = _("It was read from “{quote}”.", quote=" | ".join(cell.text for cell in row))

    def _field(self, name: Name, text: str) -> Details:
        """The facts that a field states in its column, as if the column's name stood before it."""
        is_amount = name == "amount" or isinstance(name, int)
        if name in ("?", "title", "number", "category") or (self.scaled and is_amount) or is_all("unstated", text):
            return {}  # whatever stands there, it may be something else: "Eigenanteil"
        if is_amount:
            found = amount_of(text)
            value = found.value if found else only_amount(text)
            whole: Details = {"amount": value} if name == "amount" else {"by_year": {name: value}}
            return whole if value is not None else {}
        label = f"{named('labels')[str(name)]}: " if name else ""
        return detail_of(f"{label}{text}", self._words.earmarks)


def _is_sum(text: str) -> bool:
    """Whether a field is called a sum, also where its word was broken: "Zwischensum me"."""
    return is_all("sum", text) or is_all("sum", text.replace(" ", ""))


def _bullet(text: str) -> str:
    """The bullet or dash that a text begins with, with the space behind it; empty if there is none."""
    marker = marker_of(text)
    return "" if is_number(marker) else marker

"""What stands in a workbook: sheets to print, with sums as formulas, and one of bare rows to filter and count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from aqb_cli.querying.tables import (
    DAYS,
    EXTRA,
    NOT_STATED,
    Cell,
    Column,
    Kind,
    Period,
    Report,
    Row,
    Sum,
    Table,
    View,
    columns_for_people,
    is_unknown,
    totals_of,
)
from aqb_cli.querying.tables.unknown import with_unknown
from aqb_cli.querying.tables.values import heading, label_of, share_for_programs, written
from aqb_cli.text.messages import _, visible

_WIDEST = 45
"""The width, in characters, from which on texts are wrapped."""

LONGEST_NAME = 31
"""How many characters Excel allows for a sheet's name."""

_SHORT = {
    "budget": _("Budget"), "changes": _("Changes"), "deviations": _("Deviations"), "measures": _("Measures"),
    "review": _("Plan and result"),
}  # fmt: skip
"""What sheets are called whose table has a longer title."""

_SUMMED = (Kind.EURO, Kind.COUNT)
NUMBERS = {Kind.EURO, Kind.COUNT, Kind.SHARE, Kind.YEAR}
_LOOKS = {kind: kind for kind in NUMBERS} | dict.fromkeys((Kind.DATE, Kind.PERIOD), Kind.DATE)
FLUSH_RIGHT = NUMBERS - {Kind.YEAR}
"""What stands at the right edge of its column, as its heading does and the word for what is unknown."""


class Role(Enum):
    """What a line is for; those of the first kind hold one text across all columns."""

    TITLE = "title"
    REMARK = "remark"
    HEAD = "head"
    LABEL = "label"
    """What the rows below it have in common."""
    ROW = "row"
    TOTAL = "total"

    __hash__ = object.__hash__  # as of `Kind`


_ACROSS = {Role.TITLE, Role.REMARK, Role.LABEL}

CellValue: TypeAlias = str | int | Decimal | date | None


class CellContent(NamedTuple):
    """What stands in one cell."""

    value: CellValue
    kind: Kind = Kind.TEXT
    """How it looks: one of `NUMBERS`, a date or a text."""
    adds_up: tuple[int, int] | None = None
    """The first and the last line whose numbers in this column it is the sum of, but for sums among them."""


class SheetLine(NamedTuple):
    """One row of a sheet."""

    role: Role
    contents: tuple[CellContent, ...]

    @property
    def is_across(self) -> bool:
        """Whether its one text goes across all columns."""
        return self.role in _ACROSS


class Sheet(NamedTuple):
    """One sheet."""

    name: str
    lines: tuple[SheetLine, ...]
    widths: tuple[int, ...]
    """Of the columns, in characters."""
    head: int | None
    """The line of headings, which is repeated on each page."""
    filtered: bool = False
    """Whether it is for choosing among its rows."""

    def height(self, line: SheetLine) -> int:
        """How many lines of text a line takes."""
        if line.is_across:
            return _lines_of(line.contents[0].value, sum(self.widths))
        height = 1
        for content, width in zip(line.contents, self.widths, strict=True):
            value = content.value
            if isinstance(value, str) and (len(value) > width or not value.isprintable()):
                height = max(height, _lines_of(value, width))
        return height


class Workbook(NamedTuple):
    """A report as a program for spreadsheets is to hold it."""

    title: str
    language: str
    sheets: tuple[Sheet, ...]


def workbook(report: Report, view: View) -> Workbook:
    """A sheet to print for each table, and one with all rows of the main table, to filter and to count from."""
    names = _SheetNames()
    sheets = []
    several = len(report.tables) > 1
    for table in report.tables:
        title = view.text(report.title)
        titles = [title, *([view.text(table.title)] if several and view.text(table.title) != title else [])]
        lines = _SheetLines(table, view)
        short = _SHORT.get(table.name, table.title)
        sheets.append(lines.sheet(names.of(view.text(table.title), view.text(short)), titles))
    main = report.main_table
    sheets.append(_SheetLines(main, view, bare=True).sheet(names.of(view.text(_("Data"))), []))
    if report.left_out:
        texts = [view.text(_("Left out because of errors: {paths}.", paths=[path])) for path in report.left_out]
        remarks = tuple(SheetLine(Role.REMARK, (CellContent(visible(text)),)) for text in texts)
        sheets.append(Sheet(names.of(view.text(_("Left out"))), remarks, (100,), None))
    return Workbook(visible(view.text(report.title)), view.language, tuple(sheets))


class _SheetLines:
    """Puts the lines of one table together."""

    def __init__(self, table: Table, view: View, *, bare: bool = False) -> None:
        self.table = with_unknown(table, totals=not bare)
        self.view = view
        self.bare = bare
        # What is unknown may stand in totals only, so its columns are never hidden.
        own = {column.key for column in table.columns}
        shown = {place for place, column in columns_for_people(self.table) if column.rank < EXTRA}
        self.columns = [
            (place, column, _kind(column))
            for place, column in enumerate(self.table.columns)
            if column.kind is not Kind.BAR and (bare or place in shown or column.key not in own)
        ]
        self.lines: list[SheetLine] = []
        self._missing: dict[tuple[int, Role], CellContent] = {}
        """What stands for values that aren't known, by the columns' places."""

    def sheet(self, name: str, titles: Sequence[str]) -> Sheet:
        """The sheet with all that belongs to it."""
        self._across(Role.TITLE, titles[:1])
        self._across(Role.REMARK, titles[1:])
        if titles and self.view.as_of:
            self._across(Role.REMARK, [self.view.text(_("Data of {day}", day=self.view.as_of))])
        head = len(self.lines)
        headings = (content for _place, column, _kind in self.columns for content in self._headings(column))
        self.lines.append(SheetLine(Role.HEAD, tuple(headings)))
        if self.bare:
            self.lines += [self._row(Role.ROW, row) for row in self.table.rows]
        else:
            self._groups()
            self._across(Role.REMARK, [self.view.text(note) for note in self.table.notes])
        widths = _widths([line for line in self.lines if not line.is_across])
        return Sheet(name, tuple(self.lines), widths, head, self.bare and len(self.lines) > 1)

    def _groups(self) -> None:
        first = len(self.lines)
        for group in self.table.groups:
            if self.table.grouped_by:
                words = [label_of(group, self.table, self.view.language), *map(self.view.text, group.remarks)]
                self._across(Role.LABEL, [" – ".join(words) if group.rows else ": ".join(words)])
            begin = len(self.lines)
            self.lines += [self._row(Role.ROW, row) for row in group.rows]
            if total := totals_of(self.table, group):
                self.lines.append(self._total(total, begin))
            self._across(Role.REMARK, [self.view.text(group.conclusion)] if group.conclusion else [])
        if self.table.total:
            self.lines.append(self._total(self.table.total, first))

    def _across(self, role: Role, texts: Sequence[str]) -> None:
        self.lines += [SheetLine(role, (CellContent(_harmless(text)),)) for text in texts]

    def _total(self, total: Row, first: int) -> SheetLine:
        """The line of a total; what is the sum of the rows is a formula, with the sum as its value."""
        line = self._row(Role.TOTAL, total)
        above = [line for line in self.lines[first:] if not line.is_across]
        contents = []
        for place, content in enumerate(line.contents):
            own = (line.contents[place] for line in above if content.kind in _SUMMED)
            numbers = [c.value for c in own if c.adds_up is None and isinstance(c.value, (int, Decimal))]
            adds_up = bool(numbers) and content.value == sum(numbers)
            contents.append(content._replace(adds_up=(first, len(self.lines) - 1)) if adds_up else content)
        if not any(isinstance(content.value, str) for content in contents):  # its word stands in a column left out
            contents[0] = CellContent(self.view.text(_("Sum")))
        return SheetLine(Role.TOTAL, tuple(contents))

    def _row(self, role: Role, row: Row) -> SheetLine:
        contents: list[CellContent] = []
        for place, column, kind in self.columns:
            cell = row[place]
            if type(cell) is str:
                contents.append(_of_text(cell, kind))
            elif column.kind is Kind.PERIOD:
                contents += _days(cell if isinstance(cell, Period) else Period(None, None))
            elif cell is None:
                known = self._missing.get((place, role)) or self._unknown(column, None, role)
                contents.append(self._missing.setdefault((place, role), known))
            elif is_unknown(cell):
                contents.append(self._unknown(column, cell, role))
            else:
                contents.append(self._known(column, cell.known if isinstance(cell, Sum) else cell))
        return SheetLine(role, tuple(contents))

    def _unknown(self, column: Column, cell: Cell, role: Role) -> CellContent:
        text = written(cell, column, self.view.language)
        told = text != self.view.text(NOT_STATED) and (role is Role.ROW or isinstance(cell, Sum))
        return CellContent(text if told and (not self.bare or column.kind is Kind.TEXT) else None, _kind(column))

    def _known(self, column: Column, cell: Cell) -> CellContent:
        if isinstance(cell, date):
            return CellContent(cell, Kind.DATE)
        if isinstance(cell, Decimal) and column.kind is Kind.SHARE:
            return CellContent(share_for_programs(cell), column.kind)
        if isinstance(cell, Decimal):
            return CellContent(cell, column.kind if column.kind in NUMBERS else Kind.EURO)
        if isinstance(cell, int):
            return CellContent(cell, column.kind if column.kind in NUMBERS else Kind.YEAR)
        return _of_text(written(cell, column, self.view.language), _kind(column))

    def _headings(self, column: Column) -> Iterator[CellContent]:
        texts = [heading(column, self.view.language)]
        if column.kind is Kind.PERIOD:
            texts = list(map(self.view.text, DAYS.values()))
        yield from (CellContent(visible(text), _kind(column)) for text in texts)


class _SheetNames:
    """Names of sheets that Excel takes, each once."""

    def __init__(self) -> None:
        self.taken = {"history"}  # Excel keeps this name for itself

    def of(self, wanted: str, short: str = "") -> str:
        """The wanted name, or the short one where it is too long."""
        clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wanted if len(wanted) <= LONGEST_NAME else short or wanted)
        clean = clean.strip().strip("'") or "–"
        name, number = clean if len(clean) <= LONGEST_NAME else clean[: LONGEST_NAME - 1].strip() + "…", 1
        while name.casefold() in self.taken:
            number += 1
            name = f"{clean[: LONGEST_NAME - len(str(number)) - 1].strip()} {number}"
        self.taken.add(name.casefold())
        return name


def _widths(lines: Sequence[SheetLine]) -> tuple[int, ...]:
    """How wide the columns are: as their texts, up to a limit, and as the longest word of their heading."""
    found = []
    for head, *contents in zip(*(line.contents for line in lines), strict=True):
        least = max(map(len, str(head.value).split()), default=0)
        found.append(min(max(least, _longest([content.value for content in contents])), _WIDEST) + 2)
    return tuple(found)


def _longest(values: Sequence[CellValue]) -> int:
    """About how many characters the longest of some values takes."""
    amounts = [value for value in values if isinstance(value, Decimal)]
    # No amount is longer than both the largest one and the smallest, which may have a sign.
    ends = (max(amounts), min(amounts)) if amounts else ()
    lengths = [len(f"{amount:,.2f}") + 2 for amount in ends]
    lengths += [
        len(value if isinstance(value, str) else str(value))
        for value in values
        if value is not None and not isinstance(value, Decimal)
    ]
    return max(lengths, default=0)


def _kind(column: Column) -> Kind:
    return _LOOKS.get(column.kind, Kind.TEXT)


def _lines_of(value: CellValue, width: int) -> int:
    if not isinstance(value, str):
        return 1
    return sum(-(-len(line) // max(width, 1)) for line in value.splitlines())


@lru_cache(maxsize=4096)  # titles, names and words stand in many rows
def _of_text(text: str, kind: Kind) -> CellContent:
    return CellContent(_harmless(text), kind)


@lru_cache(maxsize=1000)
def _days(period: Period) -> list[CellContent]:
    return [CellContent(day, Kind.DATE) for day in period]


def _harmless(text: str) -> str:
    """The text without control and direction characters; its lines stay."""
    return "\n".join(map(visible, text.splitlines()))


def column_letters(place: int) -> str:
    """What formulas call a column: A to Z, then AA and so on."""
    letters = ""
    while place >= 0:
        place, letter = divmod(place, 26)
        letters = chr(ord("A") + letter) + letters
        place -= 1
    return letters

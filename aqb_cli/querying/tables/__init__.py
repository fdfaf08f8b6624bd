"""What is answered, as tables with typed columns; and the formats that they come in, one module each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from importlib import import_module
from typing import NamedTuple, TypeAlias

from aqb_cli.text.messages import Message, _

FORMATS = {"table": ".txt", "csv": ".csv", "json": ".json", "markdown": ".md", "xlsx": ".xlsx", "ods": ".ods"}
"""The formats, which are the names of their modules, and how their files end. To add one, write it and name it here."""

SPREADSHEETS = ("xlsx", "ods")
"""Those that are printed, and then are to say of which day they are."""

ONE_TABLE = {"csv"}
"""Those that hold the main table only, without remarks; these are then printed beside it."""


class Kind(Enum):
    """What a column holds, and in which unit."""

    TEXT = "text"
    COUNT = "count"
    """A whole number of things or people."""
    YEAR = "year"
    EURO = "euro"
    """An amount in euros, exact to the cent."""
    SHARE = "share"
    """A part of a whole; 1 is all of it."""
    DATE = "date"
    PERIOD = "period"
    """A first and a last day, inclusive; two columns for machines."""
    ANY = "any"
    """Values of different kinds, each written with its unit."""
    BAR = "bar"
    """The length of a bar, from 0 to 1; only for people."""

    __hash__ = object.__hash__  # large tables look up each cell's kind; Enum's own would be a call in Python


class Period(NamedTuple):
    """From the first day to the last, inclusive; None for a day that isn't known."""

    starts: date | None
    ends: date | None


DAYS = {"starts": _("from"), "ends": _("until")}
"""What the two days of a period are called where each has a column."""


class Sum(NamedTuple):
    """A sum of which some parts may be unknown."""

    known: Decimal | None
    """The known parts together; None if none is known."""
    unknown: int = 0
    """How many parts are unknown."""
    rounded: int = 0
    """How many parts are only known as rounded."""


class FieldName(Message):
    """A field, in English and for programs by its name; people who read another language see what it is called."""

    def __init__(self, text: str, called: Message) -> None:
        super().__init__(text, {})
        self.called = called

    def translated(self, language: str) -> str:
        """The field in a language."""
        return self.text if language == "en" else self.called.translated(language)


class Between(NamedTuple):
    """A share of which only bounds are known, because parts are unknown."""

    least: Decimal
    most: Decimal


Cell: TypeAlias = str | int | Decimal | date | StrEnum | Message | Period | Sum | Between | None
"""One value; None if it isn't known."""

Row: TypeAlias = tuple[Cell, ...]


NOT_STATED = _("–")
"""What stands for a value that isn't stated, unless a column says otherwise."""

EXTRA = 100
"""The rank from which on a column is shown to people only if there is room to spare."""


class Column(NamedTuple):
    """What one column says."""

    key: str
    """Its name for machines."""
    heading: Message
    kind: Kind = Kind.TEXT
    rank: int = 0
    """Where there is little room, the columns with the highest rank give way first, all of a rank together; those
    with 0 never do."""
    missing: Message = NOT_STATED
    """What stands for a value that isn't known."""
    signed: bool = False
    """Whether positive numbers carry a plus sign, as changes do."""
    rounded: bool = False
    """Whether people see whole euros, as is enough for averages."""
    shown: bool = True
    """Whether people see it; otherwise another column tells them the same."""


def row_of(columns: Sequence[Column], cells: Mapping[str, Cell]) -> Row:
    """The cells in the order of the columns; those that are missing have no value."""
    return tuple([cells.get(column.key) for column in columns])


class Group(NamedTuple):
    """Rows that belong together."""

    rows: tuple[Row, ...]
    label: Cell = None
    """What they have in common; None where a table isn't grouped."""
    remarks: tuple[Message, ...] = ()
    """What is to be said of them in a few words, such as how many there are."""
    total: Row | None = None
    conclusion: Message | None = None
    """What follows from the rows, in a sentence or two."""


class Table(NamedTuple):
    """One table. Its rows are as long as its columns are many."""

    name: str
    """Its name for machines."""
    title: Message
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    grouped_by: str | None = None
    """The key of the column that all rows of a group share."""
    total: Row | None = None
    notes: tuple[Message, ...] = ()
    """What must be known to read the table rightly."""
    headed: bool = True
    """Whether people need to see the columns' headings."""
    as_list: Callable[[], Table] | None = None
    """The same as a list, for where a cross table has no room for all amounts."""

    @property
    def rows(self) -> Iterator[Row]:
        """All rows of all groups."""
        return (row for group in self.groups for row in group.rows)

    @property
    def totals(self) -> Iterator[Row]:
        """The totals of the groups, and its own."""
        return filter(None, (*(group.total for group in self.groups), self.total))


class Report(NamedTuple):
    """The answer to one question."""

    title: Message
    tables: tuple[Table, ...]
    main: str
    """The name of the table that stands for the whole report where only one can be written."""
    left_out: tuple[str, ...] = ()
    """The paths of the files that aren't counted because of errors."""

    @classmethod
    def of(cls, table: Table, left_out: tuple[str, ...]) -> Report:
        """The answer that one table gives."""
        return cls(table.title, (table,), table.name, left_out)

    @property
    def main_table(self) -> Table:
        """The table that `main` names."""
        return next(table for table in self.tables if table.name == self.main)


def encodable(text: str, encoding: str) -> bool:
    """Whether an encoding has all characters of a text."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


class View(NamedTuple):
    """How a report is written."""

    language: str
    color: bool = False
    width: int | None = None
    """The terminal's width in cells; None where lines needn't be broken."""
    encoding: str = "utf-8"
    """The encoding of the output, which may lack some characters."""
    as_of: date | None = None
    """The day of the data, where it is to be said."""

    @property
    def ascii(self) -> bool:
        """Whether it lacks the signs that lines and bars are drawn with."""
        return not encodable("─█▏", self.encoding)

    def text(self, message: Message) -> str:
        """The message in the view's language."""
        return message.translated(self.language)


def writer(name: str) -> Callable[[Report, View], str | bytes]:
    """The function that puts a report into a format."""
    function: Callable[[Report, View], str | bytes] = import_module(f"{__name__}.{name}").render
    return function


def totals_of(table: Table, group: Group) -> Row | None:
    """A group's total, where it tells people more than the rows and the table's total."""
    return group.total if len(group.rows) > 1 and (len(table.groups) > 1 or table.total is None) else None


def is_unknown(cell: Cell) -> bool:
    """Whether there is nothing to count, or to sort by."""
    return cell is None or (isinstance(cell, Sum) and cell.known is None)


def columns_for_people(table: Table) -> list[tuple[int, Column]]:
    """The columns that people need to see, with their places: neither the groups' own, nor those that say nothing."""
    return [
        (place, column)
        for place, column in enumerate(table.columns)
        if column.shown and column.key != table.grouped_by and not _says_nothing(table, place, column)
    ]


_NOTHING = (None, Sum(None))
"""What is a dash in all cells."""


def _says_nothing(table: Table, place: int, column: Column) -> bool:
    """Whether there are rows, and all that they have in a column is a dash."""
    if column.missing != NOT_STATED or not any(group.rows for group in table.groups):
        return False
    return all(row[place] in _NOTHING for row in table.rows)

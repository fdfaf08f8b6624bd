"""How people read values: amounts, shares, dates and words of the domain in their language."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from aqb_cli.fileformat import vocabulary
from aqb_cli.querying.tables import Between, Cell, Column, Group, Kind, Period, Sum, Table
from aqb_cli.text.messages import Message, _, digits, shown

NUMERIC = {Kind.COUNT, Kind.EURO, Kind.SHARE}
"""What is written flush right."""


def heading(column: Column, language: str) -> str:
    """A column's heading with its unit."""
    if column.kind is Kind.EURO:
        return _("{heading} (euros)", heading=column.heading).translated(language)
    return column.heading.translated(language)


def has_cents(table: Table) -> bool:
    """Whether one of the amounts isn't a whole number of euros; then all of the table are written with cents."""
    places = [i for i, column in enumerate(table.columns) if column.kind is Kind.EURO and not column.rounded]
    if not places:
        return False
    cells = (row[i] for row in (*table.rows, *table.totals) for i in places)
    amounts = (cell.known if isinstance(cell, Sum) else cell for cell in cells)
    return any(isinstance(amount, Decimal) and amount % 1 for amount in amounts)


def written(cell: Cell, column: Column, language: str, *, cents: bool = False) -> str:
    """A value as people read it, not yet made harmless for where it goes."""
    if type(cell) is str:
        return cell
    if cell is None:
        return column.missing.translated(language)
    if isinstance(cell, Decimal):
        return shown(cell, language) if column.kind is Kind.ANY else _decimal(cell, column, language, cents=cents)
    if isinstance(cell, Between):
        return _between(cell, language)
    if isinstance(cell, Sum):
        return _sum(cell, column, language, cents=cents)
    if isinstance(cell, Message):
        return cell.translated(language)
    return written_plainly(cell, column.kind, language)


def label_of(group: Group, table: Table, language: str) -> str:
    """What the rows of a group have in common, as people read it."""
    column = next(column for column in table.columns if column.key == table.grouped_by)
    return written(group.label, column, language)


@lru_cache(maxsize=4096, typed=True)  # years, days, periods and words stand in many cells
def written_plainly(cell: int | date | Period | StrEnum | str, kind: Kind, language: str) -> str:
    """What is written in the same way wherever it stands in a column of its kind."""
    if isinstance(cell, StrEnum):
        return vocabulary.name(cell).translated(language)
    if isinstance(cell, Period):
        return _period(cell, language)
    if isinstance(cell, date):
        return short_date(cell, language)
    if isinstance(cell, int) and kind is Kind.COUNT:
        return digits(Decimal(cell), language, cents=False)
    return str(cell)


def short_date(day: date, language: str) -> str:
    """The day in digits: 02.08.2025 in German, 2025-08-02 in English."""
    return f"{day:%d.%m.%Y}" if language == "de" else day.isoformat()


def share_for_programs(share: Decimal) -> Decimal:
    """A share as JSON, CSV and spreadsheets have it: to a hundredth of a percent."""
    return share.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _between(cell: Between, language: str) -> str:
    """Two bounds in percent, rounded outwards."""
    least = (cell.least * 100).quantize(Decimal("0.1"), ROUND_FLOOR)
    most = (cell.most * 100).quantize(Decimal("0.1"), ROUND_CEILING)
    return f"{least}–{most} %".replace(".", ",") if language == "de" else f"{least}–{most}%"


def _sum(cell: Sum, column: Column, language: str, *, cents: bool) -> str:
    if cell.known is None:
        return (_("unknown") if cell.unknown else column.missing).translated(language)
    text = written(cell.known, column, language, cents=cents)
    return f"{'≥ ' if cell.unknown else ''}{'≈ ' if cell.rounded else ''}{text}"


def _decimal(number: Decimal, column: Column, language: str, *, cents: bool) -> str:
    sign = "+" if column.signed and number > 0 else ""
    if column.kind is Kind.SHARE:
        percent = str((number * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))
        return f"{sign}{percent.replace('.', ',')} %" if language == "de" else f"{sign}{percent}%"
    if column.rounded:
        return sign + digits(number.quantize(Decimal(1), ROUND_HALF_UP), language, cents=False)
    return sign + digits(number, language, cents=cents and column.kind is Kind.EURO)


def _period(period: Period, language: str) -> str:
    if period.starts and period.ends:
        return f"{short_date(period.starts, language)} – {short_date(period.ends, language)}"
    if period.starts:
        return _("from {day}", day=short_date(period.starts, language)).translated(language)
    assert period.ends is not None
    return _("until {day}", day=short_date(period.ends, language)).translated(language)

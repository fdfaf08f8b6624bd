"""For formats whose cells are bare numbers: beside sums of which parts are unknown, a column says how many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from aqb_cli.querying.tables import Cell, Column, Kind, Row, Sum, Table
from aqb_cli.text.messages import _

Part = TypeVar("Part")


def with_unknown(table: Table, *, totals: bool) -> Table:
    """The table with such a column behind each one that has such sums, in its rows or (if written) its totals.

    Where a table counts the unknown amounts itself, that is said of its one amount or sum already.
    """
    rows = [*table.rows, *(row for row in _totals(table) if totals)]
    counts_itself = any(column.key == "unknown" for column in table.columns)
    marked = {
        place
        for place, column in enumerate(table.columns)
        if any(_count(row[place]) for row in rows) and not (counts_itself and column.key in ("amount", "sum"))
    }
    if not marked:
        return table
    columns = tuple(_spread(table.columns, marked, _column))

    def wider(row: Row | None) -> Row | None:
        return tuple(_spread(row, marked, _count)) if row else None

    groups = tuple(
        group._replace(rows=tuple(tuple(_spread(row, marked, _count)) for row in group.rows), total=wider(group.total))
        for group in table.groups
    )
    return table._replace(columns=columns, groups=groups, total=wider(table.total))


def _totals(table: Table) -> Iterator[Row]:
    yield from (group.total for group in table.groups if group.total)
    if table.total:
        yield table.total


def _spread(parts: Sequence[Part], marked: set[int], beside: Callable[[Part], Part]) -> Iterator[Part]:
    for place, part in enumerate(parts):
        yield part
        if place in marked:
            yield beside(part)


def _count(cell: Cell) -> int | None:
    return cell.unknown if isinstance(cell, Sum) else None


def _column(column: Column) -> Column:
    return Column(f"{column.key}_unknown", _("{heading}: unknown", heading=column.heading), Kind.COUNT)

"""For formats of bare numbers: columns beside them say what is unknown or rounded, and the bounds of shares."""

from __future__ import annotations

from collections.abc import Iterator

from aqb_cli.querying.tables import Between, Cell, Column, Kind, Row, Sum, Table
from aqb_cli.text.messages import _

_PLAIN = {Kind.TEXT, Kind.YEAR, Kind.DATE, Kind.PERIOD, Kind.BAR}
"""What isn't added up."""


def with_unknown(table: Table, *, totals: bool) -> Table:
    """The table with such columns behind each one that has such sums or shares, in its rows or (if written) its totals.

    Where a table counts the unknown amounts itself, that is said of its one amount or sum already.
    """
    rows = [*table.rows, *(table.totals if totals else ())]
    counts_itself = any(column.key == "unknown" for column in table.columns)
    own = {place for place, column in enumerate(table.columns) if counts_itself and column.key in ("amount", "sum")}
    numbers = [place for place, column in enumerate(table.columns) if column.kind not in _PLAIN]
    special = [(place, row[place]) for row in rows for place in numbers if isinstance(row[place], (Sum, Between))]
    sums = {place for place, cell in special if _count(cell)} - own
    rounded = {place for place, cell in special if _rounded(cell)}
    shares = {place for place, cell in special if isinstance(cell, Between)}
    if not sums and not rounded and not shares:
        return table

    def wider(row: Row) -> Row:
        return tuple(_beside_cells(row, sums, rounded, shares))

    groups = tuple(
        group._replace(rows=tuple(map(wider, group.rows)), total=wider(group.total) if group.total else None)
        for group in table.groups
    )
    columns = tuple(_beside_columns(table, sums, rounded, shares))
    return table._replace(columns=columns, groups=groups, total=wider(table.total) if table.total else None)


def _beside_cells(row: Row, sums: set[int], rounded: set[int], shares: set[int]) -> Iterator[Cell]:
    for place, cell in enumerate(row):
        yield None if isinstance(cell, Between) else cell
        if place in sums:
            yield _count(cell)
        if place in rounded:
            yield _rounded(cell)
        if place in shares:
            yield from cell if isinstance(cell, Between) else (cell, cell)


def _beside_columns(table: Table, sums: set[int], rounded: set[int], shares: set[int]) -> Iterator[Column]:
    for place, column in enumerate(table.columns):
        yield column
        if place in sums:
            yield Column(f"{column.key}_unknown", _("{heading}: unknown", heading=column.heading), Kind.COUNT)
        if place in rounded:
            yield Column(f"{column.key}_rounded", _("{heading}: rounded", heading=column.heading), Kind.COUNT)
        if place in shares:
            yield Column(f"{column.key}_from", _("{heading}: at least", heading=column.heading), Kind.SHARE)
            yield Column(f"{column.key}_to", _("{heading}: at most", heading=column.heading), Kind.SHARE)


def _rounded(cell: Cell) -> int | None:
    return cell.rounded if isinstance(cell, Sum) else None


def _count(cell: Cell) -> int | None:
    return cell.unknown if isinstance(cell, Sum) else None

"""Rows in the order of a column, as people would sort them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from aqb_cli.diagnostics import Problem
from aqb_cli.fileformat import vocabulary
from aqb_cli.querying.tables import Cell, Period, Report, Sum, Table, is_unknown
from aqb_cli.text.german import sort_key
from aqb_cli.text.messages import Message, _
from aqb_cli.text.near_misses import choices


def sorted_by(report: Report, sort: str, language: str) -> Report:
    """The report with its main table sorted by a column; `-` in front of it puts the largest first.

    Rows stay in their groups, and those without a value come last. Raises `Problem` if there is no such column.
    """
    table = next(table for table in report.tables if table.name == report.main)
    key = sort.removeprefix("-").replace("-", "_")
    keys = [column.key for column in table.columns]
    if key not in keys:
        raise Problem(_("There is no column “{key}” to sort by.", key=key), choices(keys, key)[0])
    ordered = _sorted(table, keys.index(key), language, descending=sort.startswith("-"))
    return report._replace(tables=tuple(ordered if each is table else each for each in report.tables))


def _sorted(table: Table, index: int, language: str, *, descending: bool) -> Table:
    groups = []
    for group in table.groups:
        known = [row for row in group.rows if not is_unknown(row[index])]
        unknown = [row for row in group.rows if is_unknown(row[index])]
        known.sort(key=lambda row: _order(row[index], language), reverse=descending)
        groups.append(group._replace(rows=(*known, *unknown)))
    return table._replace(groups=tuple(groups))


def _order(cell: Cell, language: str) -> tuple[Any, ...]:
    """What a value is sorted by; all values of a column are of one kind."""
    if isinstance(cell, Sum):
        return (cell.known,)
    if isinstance(cell, Period):
        return (str(cell.starts or ""), str(cell.ends or ""))
    if isinstance(cell, (StrEnum, Message)):
        name = vocabulary.name(cell) if isinstance(cell, StrEnum) else cell
        return (sort_key(name.translated(language)),)
    return (sort_key(cell) if isinstance(cell, str) else cell,)

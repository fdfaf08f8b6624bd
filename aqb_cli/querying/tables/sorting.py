"""Rows in the order of a column, as people would sort them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from aqb_cli.diagnostics import known_word
from aqb_cli.fileformat import vocabulary
from aqb_cli.querying.tables import DAYS, Between, Cell, Period, Report, Row, Sum, Table, is_unknown
from aqb_cli.text.german import name_key, sort_key
from aqb_cli.text.messages import Message, _

OFFICIAL = "key"
"""What asks for districts in the order of their official keys, also where no column has these."""

LAST = "~"
"""What stands for a key that isn't known yet."""


def sorted_by(report: Report, sort: str, language: str, official: Mapping[str, str | None]) -> Report:
    """The report with its main table sorted by a column; `-` in front of it puts the largest first.

    `official` are the official keys of districts by their names. Rows stay in their groups, and those without a value
    come last. Raises `Problem` if there is no such column.
    """
    table = report.main_table
    keys = [column.key for column in table.columns]
    names = {column.key: column.heading for column in table.columns}
    if "district" in keys:
        names = {OFFICIAL: _("Official key")} | names
    if "period" in keys:
        names |= DAYS
    typed = sort.removeprefix("-")
    key = known_word(typed, names, _("There is no column “{key}” to sort by.", key=typed))
    descending = sort.startswith("-")

    order = partial(_order, language=language, of_text=name_key if key == "district" else sort_key)
    if key == OFFICIAL and key not in keys:
        key, order = "district", partial(_order, language=language, of_text=lambda name: official.get(name) or LAST)
    part = key if key not in keys else None  # one of the two days of a period
    index = keys.index("period" if part else key)
    ordered = _sorted(table, index, order, part, descending=descending)
    return report._replace(tables=tuple(ordered if each is table else each for each in report.tables))


def _sorted(
    table: Table, index: int, order: Callable[[Cell], tuple[Any, ...]], part: str | None, *, descending: bool
) -> Table:
    def value(row: Row) -> Cell:
        return getattr(row[index], part, None) if part else row[index]

    groups = []
    for group in table.groups:
        known = [row for row in group.rows if not is_unknown(value(row))]
        unknown = [row for row in group.rows if is_unknown(value(row))]
        known.sort(key=lambda row: order(value(row)), reverse=descending)
        groups.append(group._replace(rows=(*known, *unknown)))
    if table.grouped_by == table.columns[index].key:
        groups.sort(key=lambda group: order(group.label), reverse=descending)
    return table._replace(groups=tuple(groups), as_list=None)


def _order(cell: Cell, language: str, of_text: Callable[[str], Any]) -> tuple[Any, ...]:
    """What a value is sorted by. In a column of several kinds, numbers come first, then days, then texts and words."""
    if isinstance(cell, Between):
        return (0, cell.least, cell.most)
    if isinstance(cell, Period):
        return (1, str(cell.starts or ""), str(cell.ends or ""))
    if isinstance(cell, date):
        return (1, cell)
    if isinstance(cell, (StrEnum, Message)):
        name = vocabulary.name(cell) if isinstance(cell, StrEnum) else cell
        return (2, sort_key(name.translated(language)))
    if isinstance(cell, str):
        return (2, of_text(cell))
    return (0, cell.known if isinstance(cell, Sum) else cell)

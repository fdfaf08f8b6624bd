"""Answers of queries → tables of pages, with links to what their cells name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from aqb_cli.fileformat.model import Category, Earmark
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.pages import GridGroup, SiteCell, SiteGrid
from aqb_cli.querying.tables import (
    EXTRA,
    Between,
    Cell,
    Column,
    Kind,
    Period,
    Row,
    Sum,
    Table,
    columns_for_people,
    totals_of,
)
from aqb_cli.querying.tables.values import NUMERIC, has_cents, heading, written, written_plainly
from aqb_cli.text.german import folded
from aqb_cli.text.messages import Message, visible

_LINKED = ("agreement", "agreements", "district", "year", "provider")
"""The columns that tell where a row's cells lead."""

_LINKS = ("title", "district", "year", "provider")
"""The columns whose cells lead there."""

_WORD = {Category: "categories", Earmark: "purposes"}
"""The folders of pages on words of fixed lists."""


class Grids:
    """Makes tables for pages in one language."""

    def __init__(self, language: str, districts: Mapping[str, str], providers: Mapping[str, str]) -> None:
        self.language = language
        self._districts = districts
        """Their short names by their names."""
        self._providers = providers
        """The addresses of those with a page of their own, by their folded names."""

    def grid(self, table: Table, without: Collection[str] = (), *, flat: bool = False) -> SiteGrid:
        """The table; `without` names columns to leave out, `flat` makes one group of all that can be sorted."""
        return _GridMaker(self, table, without, flat=flat).grid()

    def text(self, message: Message) -> str:
        """The message in the language of the pages."""
        return visible(message.translated(self.language))

    def links(self, table: str, cells: Mapping[str, Cell]) -> Mapping[str, str]:
        """Where the cells of a row lead, by their columns' keys; words of fixed lists lead to their pages anyway."""
        links = _to_agreement(str(cells.get("agreement") or ""), is_its_own=table == "agreements")
        if not links and (name := str(cells.get("district"))) in self._districts:
            links = {"district": addresses.district(self._districts[name])}
        elif not links and isinstance(number := cells.get("year"), int) and cells.get("agreements"):
            links = {"year": addresses.year(number)}
        if provider := cells.get("provider"):
            links = {**links, "provider": self._providers.get(folded(str(provider)), "")}
        return links


@lru_cache(maxsize=4096)
def _to_agreement(name: str, *, is_its_own: bool) -> Mapping[str, str]:
    """Where the cells of a row lead that is on an agreement (`fulda/2025`), or on a measure of it."""
    slug, slash, year = name.partition("/")
    if not slash or not year.isdecimal():
        return {}
    own = addresses.agreement(slug, int(year))
    if is_its_own:
        return {"district": own, "year": own}
    return {"title": own, "district": addresses.district(slug), "year": addresses.year(int(year))}


class _Shown(NamedTuple):
    column: Column
    head: SiteCell
    label: str
    right: bool
    missing: SiteCell
    """What stands for a value that isn't known."""


@lru_cache(maxsize=1000)  # the same columns are shown on each page
def _shown(column: Column, language: str) -> _Shown:
    label, right = heading(column, language), column.kind in NUMERIC
    text = visible(column.missing.translated(language))
    is_none = not text[1:]  # a dash; a word such as “unknown” says something
    missing = SiteCell(text, "", "", right, False, label, is_none)
    return _Shown(column, SiteCell(label, right=right), label, right, missing)


class _GridMaker:
    def __init__(self, grids: Grids, table: Table, without: Collection[str], *, flat: bool) -> None:
        self.grids = grids
        self.table = table
        self.flat = flat or table.grouped_by is None
        self.cents = has_cents(table)
        self.shown = [
            (place, _shown(column, grids.language))
            for place, column in columns_for_people(table._replace(grouped_by=None) if self.flat else table)
            if column.key not in without and column.kind is not Kind.BAR and column.rank < EXTRA
        ]
        leads = any(look.column.key in _LINKS for _place, look in self.shown)
        self.linked = [
            (place, column.key) for place, column in enumerate(table.columns) if column.key in _LINKED and leads
        ]

    def grid(self) -> SiteGrid:
        table = self.table
        heads = tuple(look.head for _place, look in self.shown)
        if self.flat:
            groups = [self._group(None, (), tuple(table.rows), None)]
        else:
            groups = [self._group(each.label, each.remarks, each.rows, totals_of(table, each)) for each in table.groups]
        total = self._total(table.total) if table.total and len(tuple(table.rows)) > 1 else ()
        notes = tuple(map(self.grids.text, table.notes))
        return SiteGrid(heads, tuple(groups), total, notes, len(heads), self.flat)

    def _group(self, label: Cell, remarks: Sequence[Message], rows: Sequence[Row], total: Row | None) -> GridGroup:
        name = "" if label is None else written(label, Column("label", self.table.title), self.grids.language)
        remark = ", ".join(map(self.grids.text, remarks))
        return GridGroup(visible(name), remark, tuple(map(self._row, rows)), self._total(total) if total else ())

    def _row(self, row: Row) -> tuple[SiteCell, ...]:
        cells = {key: row[place] for place, key in self.linked}
        links = self.grids.links(self.table.name, cells) if cells else {}
        made = []
        for place, look in self.shown:
            cell, address = row[place], links.get(look.column.key, "")
            if cell is None:
                made.append(look.missing._replace(address=address) if address else look.missing)
            else:
                made.append(self._cell(cell, look, address))
        return tuple(made)

    def _total(self, row: Row) -> tuple[SiteCell, ...]:
        cells = ((row[place], look) for place, look in self.shown)
        return tuple(SiteCell("") if cell is None else self._cell(cell, look) for cell, look in cells)

    def _cell(self, cell: Cell, look: _Shown, address: str = "") -> SiteCell:
        """A cell in which something stands."""
        column, _head, label, right, _missing = look
        if type(cell) is str:  # as most are
            return _text(cell, address, right, label)
        if isinstance(cell, (Decimal, Sum, Between)):
            number = cell.known if isinstance(cell, Sum) else cell
            text = written(cell, column, self.grids.language, cents=self.cents)
            return SiteCell(text, address, str(number) if isinstance(number, Decimal) else "", right, False, label)
        if isinstance(cell, Message):
            return SiteCell(self.grids.text(cell), address, "", right, False, label)
        assert cell is not None
        return _plain(cell, column.kind, self.grids.language, address, right, label)


@lru_cache(maxsize=4096)  # most texts stand on many pages
def _text(text: str, address: str, right: bool, label: str) -> SiteCell:
    return SiteCell(visible(text), address, "", right, True, label)


@lru_cache(maxsize=4096, typed=True)  # years, days, periods and words, too
def _plain(
    cell: int | date | Period | StrEnum, kind: Kind, language: str, address: str, right: bool, label: str
) -> SiteCell:
    """A word leads to its page, wherever the row leads; others are sorted by their value, not by their text."""
    text, sort = visible(written_plainly(cell, kind, language)), ""
    if isinstance(cell, StrEnum):
        address = addresses.word(_WORD[type(cell)], cell) if type(cell) in _WORD else address
    elif isinstance(cell, int):
        sort = "" if kind is Kind.YEAR else str(cell)
    else:
        day = (cell.starts or cell.ends) if isinstance(cell, Period) else cell
        text, sort = text.replace(" – ", "\u00a0– "), f"{day:%Y%m%d}"  # no line begins with a dash
    return SiteCell(text, address, sort, right, False, label)

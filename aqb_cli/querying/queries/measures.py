"""`aqb list measures`: every measure, with counts and sums of each group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from sys import intern
from typing import NamedTuple

from aqb_cli.checking.valid import Inventory
from aqb_cli.fileformat.model import Category
from aqb_cli.fileformat.model.validator import ALL, Needed
from aqb_cli.querying.queries.choice import Choice, LocatedMeasure
from aqb_cli.querying.queries.dimensions import label_of, ordered
from aqb_cli.querying.queries.sums import Remarks, counted, places_in_sum, summed
from aqb_cli.querying.tables import EXTRA, Cell, Column, Group, Kind, Period, Report, Row, Table, row_of
from aqb_cli.text.messages import Message, _, ngettext

COLUMNS = (
    Column("district", _("District"), rank=2),
    Column("year", _("Year"), Kind.YEAR, rank=1),
    Column("category", _("Category"), rank=3),
    Column("title", _("Title")),
    Column("amount", _("Amount"), Kind.EURO, missing=_("unknown")),
    Column("places", _("Places"), Kind.COUNT, rank=4),
    Column("period", _("Period"), Kind.PERIOD, rank=5),
    Column("provider", _("Provider"), rank=6),
    Column("earmark", _("Earmarked for"), rank=7),
    Column("target_groups", _("Target groups"), rank=8),
    Column("legal_bases", _("Legal bases"), rank=9),
    Column("status", _("Status"), rank=EXTRA + 3),
    Column("region", _("Region"), rank=EXTRA + 4),
    Column("agreement", _("Agreement"), rank=EXTRA + 5),
)


_in_order = itemgetter(*(column.key for column in COLUMNS))

NEEDED: Needed = {
    "district": ALL,
    "year": ALL,
    "status": ALL,
    "measures": ALL,
    "budget": {"total": ALL, "rounded": ALL},
}
"""What of the agreements is asked for."""


def measures(inventory: Inventory, choice: Choice, group_by: str = "category") -> Report:
    """The chosen measures, grouped by a dimension. The agreements are gone through once: they may be many."""
    remarks = Remarks()
    found: dict[Cell, _Members] = {}
    every = _Members([], [], [])
    for record in filter(choice.fits, inventory.records):
        items = choice.items([record])
        remarks.add(record, [item.measure.cost for item in items])
        for item in items:
            row: Row = _in_order(cells_of(item))
            members = found.setdefault(label_of(group_by, *item), _Members([], [], []))
            members.rows.append(row)
            for each in (members, every):
                each.costs.append(item.measure.cost)
                each.places.append(item.measure.places)
    names = ordered(found, group_by)
    if group_by == "category" and not (choice.earmarks or choice.search):
        names = [category for category in Category if not choice.categories or category in choice.categories]
    groups = []
    for name in names:
        members = found.get(name) or _Members([], [], [])
        total = row_of(COLUMNS, _total(_("Sum"), members)) if members.rows else None
        groups.append(Group(tuple(members.rows), name, counted(members.costs, stated=remarks.stated), total))
    number = ngettext("{n} measure", "{n} measures", len(every.costs))
    table = Table(
        "measures",
        _("Measures"),
        COLUMNS,
        tuple(groups),
        group_by,
        row_of(COLUMNS, _total(number, every)) if every.costs else None,
        (*choice.described(), *remarks.messages()),
    )
    return Report(table.title, (table,), table.name, inventory.left_out)


class _Members(NamedTuple):
    """The measures of a group."""

    rows: list[Row]
    costs: list[Decimal | None]
    """In euros."""
    places: list[int | None]


def cells_of(item: LocatedMeasure) -> dict[str, Cell]:
    """The cells of one measure, by the keys of `COLUMNS`; what many have in common is there once."""
    agreement, district, measure = item.record.agreement, item.record.district, item.measure
    return {
        "district": district.name,
        "year": agreement.year,
        "category": item.category,
        "title": measure.title,
        "amount": measure.cost,
        "places": measure.places,
        "period": _period(measure.starts, measure.ends),
        "provider": measure.provider,
        "earmark": measure.earmark,
        "target_groups": intern(", ".join(measure.target_groups)) or None,
        "legal_bases": intern(", ".join(measure.legal_bases)) or None,
        "status": agreement.status,
        "region": district.region,
        "agreement": intern(f"{agreement.district}/{agreement.year}"),
    }


@lru_cache(maxsize=1000)
def _period(starts: date | None, ends: date | None) -> Period | None:
    return Period(starts, ends) if starts or ends else None


def total_of(title: Message, items: Sequence[LocatedMeasure]) -> dict[str, Cell]:
    """The cells of the total of measures, by the keys of `COLUMNS`."""
    return _total(title, _Members([], [item.measure.cost for item in items], [item.measure.places for item in items]))


def _total(title: Message, members: _Members) -> dict[str, Cell]:
    places = places_in_sum(members.places)
    return {"title": title, "amount": summed(members.costs), "places": places if places.known else None}

"""`aqb list measures`: every measure, with counts and sums of each group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from operator import itemgetter
from sys import intern
from typing import NamedTuple

from aqb_cli.checking.valid import Inventory, Record
from aqb_cli.fileformat.model import Category
from aqb_cli.fileformat.model.validator import ALL, Needed
from aqb_cli.querying.queries.choice import Choice, LocatedMeasure
from aqb_cli.querying.queries.dimensions import label_of, ordered
from aqb_cli.querying.queries.sums import Caveats, Remarks, counted, summed
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


_KEYS = [column.key for column in COLUMNS]
_cost_of: Callable[[Row], Decimal | None] = itemgetter(_KEYS.index("amount"))
_places_of: Callable[[Row], int | None] = itemgetter(_KEYS.index("places"))
_in_order: Callable[[Mapping[str, Cell]], Row] = itemgetter(*_KEYS)

NEEDED: Needed = {
    "district": ALL,
    "year": ALL,
    "status": ALL,
    "measures": ALL,
    "budget": {"total": ALL, "rounded": ALL},
}
"""What of the agreements is asked for."""


class AgreementRows(NamedTuple):
    """What the list says of one agreement."""

    caveats: Caveats
    rows: Sequence[tuple[Cell, Row]]
    """Its chosen measures, each with what it is grouped under."""


def rows_of(choice: Choice, group_by: str, record: Record) -> AgreementRows | None:
    """The rows of an agreement; None if it isn't chosen."""
    if not choice.fits(record):
        return None
    rows = [(label_of(group_by, *item), _in_order(cells_of(item))) for item in choice.items([record])]
    return AgreementRows(Caveats.on(record), rows)


def measures(inventory: Inventory, choice: Choice, group_by: str = "category") -> Report:
    """The chosen measures, grouped by a dimension."""
    agreements = inventory.answers or map(partial(rows_of, choice, group_by), inventory.records)
    remarks = Remarks()
    found: dict[Cell, list[Row]] = {}
    for agreement in filter(None, agreements):
        remarks.add(agreement.caveats, [_cost_of(row) for _label, row in agreement.rows])
        for label, row in agreement.rows:
            found.setdefault(label, []).append(row)
    names = ordered(found, group_by)
    if group_by == "category" and not (choice.earmarks or choice.search):
        names = [category for category in Category if not choice.categories or category in choice.categories]
    groups = []
    for name in names:
        rows = found.get(name, [])
        total = _total_row(_("Sum"), rows) if rows else None
        groups.append(Group(tuple(rows), name, counted([*map(_cost_of, rows)], complete=remarks.complete), total))
    every = [row for rows in found.values() for row in rows]
    number = ngettext("{n} measure", "{n} measures", len(every))
    table = Table(
        "measures",
        _("Measures"),
        COLUMNS,
        tuple(groups),
        group_by,
        _total_row(number, every) if every else None,
        (*choice.described(), *remarks.messages()),
    )
    return Report.of(table, inventory.left_out)


def cells_of(item: LocatedMeasure) -> dict[str, Cell]:
    """The cells of one measure, by the keys of `COLUMNS`; what many have in common is there once."""
    agreement, district, measure = item.record.agreement, item.record.district, item.measure
    return {
        "district": district.name,
        "year": agreement.year,
        "category": item.category,
        "title": intern(measure.title),
        "amount": measure.cost,
        "places": measure.places,
        "period": _period(measure.starts, measure.ends),
        "provider": intern(measure.provider) if measure.provider else None,
        "earmark": measure.earmark,
        "target_groups": intern(", ".join(measure.target_groups)) or None,
        "legal_bases": intern(", ".join(measure.legal_bases)) or None,
        "status": agreement.status,
        "region": district.region,
        "agreement": intern(agreement.name),
    }


@lru_cache(maxsize=1000)
def _period(starts: date | None, ends: date | None) -> Period | None:
    return Period(starts, ends) if starts or ends else None


def total_of(title: Message, items: Sequence[LocatedMeasure]) -> dict[str, Cell]:
    """The cells of the total of measures, by the keys of `COLUMNS`."""
    return _total(title, [item.measure.cost for item in items], [item.measure.places for item in items])


def _total(title: Message, costs: Sequence[Decimal | None], numbers: Sequence[int | None]) -> dict[str, Cell]:
    places = summed(numbers)
    return {"title": title, "amount": summed(costs), "places": places if places.known else None}


def _total_row(title: Message, rows: Sequence[Row]) -> Row:
    return row_of(COLUMNS, _total(title, [*map(_cost_of, rows)], [*map(_places_of, rows)]))

"""`aqb list measures`: every measure, with counts and sums of each group."""

from __future__ import annotations

from collections.abc import Sequence

from aqb_cli.checking.valid import Inventory
from aqb_cli.fileformat.model import Category
from aqb_cli.querying.queries.choice import Choice, LocatedMeasure
from aqb_cli.querying.queries.dimensions import grouped, label_of
from aqb_cli.querying.queries.sums import cost_of, counted, places_of, remarks_on
from aqb_cli.querying.tables import EXTRA, Cell, Column, Group, Kind, Period, Report, Table, row_of
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


def measures(inventory: Inventory, choice: Choice, group_by: str = "category") -> Report:
    """The chosen measures, grouped by a dimension."""
    records = choice.records(inventory.records)
    items = choice.items(records)
    found = dict(grouped(items, group_by, lambda item: label_of(group_by, *item)))
    if group_by == "category" and not (choice.earmarks or choice.search):
        found = {c: found.get(c, []) for c in Category if not choice.categories or c in choice.categories}
    groups = []
    for name, members in found.items():
        total = row_of(COLUMNS, total_of(_("Sum"), members)) if members else None
        rows = tuple(row_of(COLUMNS, cells_of(item)) for item in members)
        groups.append(Group(rows, name, counted(members, records), total))
    all_of_them = ngettext("{n} measure", "{n} measures", len(items))
    table = Table(
        "measures",
        _("Measures"),
        COLUMNS,
        tuple(groups),
        group_by,
        row_of(COLUMNS, total_of(all_of_them, items)) if items else None,
        (*choice.described(), *remarks_on(records, items)),
    )
    return Report(table.title, (table,), table.name, inventory.left_out)


def cells_of(item: LocatedMeasure) -> dict[str, Cell]:
    """The cells of one measure, by the keys of `COLUMNS`."""
    agreement, district, measure = item.record.agreement, item.record.district, item.measure
    return {
        "district": district.name,
        "year": agreement.year,
        "category": item.category,
        "title": measure.title,
        "amount": measure.cost,
        "places": measure.places,
        "period": Period(measure.starts, measure.ends) if measure.starts or measure.ends else None,
        "provider": measure.provider,
        "earmark": measure.earmark,
        "target_groups": ", ".join(measure.target_groups) or None,
        "legal_bases": ", ".join(measure.legal_bases) or None,
        "status": agreement.status,
        "region": district.region,
        "agreement": f"{agreement.district}/{agreement.year}",
    }


def total_of(title: Message, items: Sequence[LocatedMeasure]) -> dict[str, Cell]:
    """The cells of the total of measures, by the keys of `COLUMNS`."""
    places = places_of(item.measure for item in items)
    return {"title": title, "amount": cost_of(items), "places": places if places.known else None}

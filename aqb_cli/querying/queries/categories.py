"""`aqb list categories`: how many measures each category has, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence

from aqb_cli.checking.valid import Inventory, Record
from aqb_cli.fileformat.model import Category
from aqb_cli.querying.queries.choice import Choice, LocatedMeasure, label
from aqb_cli.querying.queries.sums import cost_of, places_of, remarks_on, share_of, summed
from aqb_cli.querying.tables import Cell, Column, Group, Kind, Report, Sum, Table, row_of
from aqb_cli.text.german import sort_key
from aqb_cli.text.messages import _

COLUMNS = (
    Column("category", _("Category")),
    Column("district", _("District")),
    Column("region", _("Region")),
    Column("year", _("Year"), Kind.YEAR),
    Column("agreements", _("Agreements"), Kind.COUNT, rank=4),
    Column("measures", _("Measures"), Kind.COUNT, missing=_("unknown")),
    Column("amount", _("Amount"), Kind.EURO, missing=_("unknown")),
    Column("share", _("Share"), Kind.SHARE, rank=2),
    Column("unknown", _("Amounts unknown"), Kind.COUNT, rank=3),
    Column("places", _("Places"), Kind.COUNT, rank=5),
    Column("ceiling", _("Ceilings"), Kind.EURO, rank=6),
)

DIMENSIONS = ("district", "region", "year")


def categories(inventory: Inventory, choice: Choice, group_by: str | None = None) -> Report:
    """The categories with the chosen measures, for all agreements together or grouped by one of `DIMENSIONS`."""
    records = choice.records(inventory.records)
    labels: list[Cell] = [None]
    if group_by:
        labels = sorted({label(record, group_by) for record in records}, key=lambda name: sort_key(str(name)))
    columns = tuple(column for column in COLUMNS if column.key not in DIMENSIONS or column.key == group_by)
    shown = [category for category in Category if not choice.categories or category in choice.categories]
    groups = []
    for name in labels:
        members = [record for record in records if not group_by or label(record, group_by) == name]
        items = choice.items(members)
        rows = []
        for category in shown:
            own = [item for item in items if item.category is category]
            cells = _cells(own, members, [category], cost_of(items))
            rows.append(row_of(columns, {**cells, "category": category, str(group_by): name}))
        total = row_of(columns, {**_cells(items, members, shown, None), "category": _("Sum")})
        groups.append(Group(tuple(rows), name, (), total))
    items = choice.items(records)
    total = row_of(columns, {**_cells(items, records, shown, None), "category": _("All categories")})
    notes = (*choice.described(), *remarks_on(records, items))
    table = Table("categories", _("Categories"), columns, tuple(groups), group_by, total, notes)
    return Report(table.title, (table,), table.name, inventory.left_out)


def _cells(
    items: Sequence[LocatedMeasure], records: Sequence[Record], of: Sequence[Category], whole: Sum | None
) -> dict[str, Cell]:
    """The cells for the measures of some categories in some agreements."""
    cost, places = cost_of(items), places_of(items)
    stated = any(record.agreement.measures for record in records)
    ceilings = [amount for r in records for c, amount in r.agreement.budget.by_category.items() if c in of]
    return {
        "agreements": len({id(item.record) for item in items}),
        "measures": len(items) if stated else None,
        "amount": cost if stated else None,
        "share": share_of(cost, whole) if whole else None,
        "unknown": cost.unknown if stated else None,
        "places": places if places.known else None,
        "ceiling": summed(ceilings).known if ceilings else None,
    }

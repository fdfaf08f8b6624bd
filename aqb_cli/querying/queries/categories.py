"""`aqb list categories`: how many measures each category has, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from aqb_cli.checking.valid import Inventory
from aqb_cli.fileformat.model import Category
from aqb_cli.fileformat.model.validator import ALL, Needed
from aqb_cli.querying.queries.bounds import Bounds, note_on_bounds
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.dimensions import grouped
from aqb_cli.querying.queries.parts import AgreementFigures, BudgetPart, Index, parts_of, remarks_of
from aqb_cli.querying.queries.sums import summed, together
from aqb_cli.querying.tables import Cell, Column, Group, Kind, Report, Table, row_of
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

NEEDED: Needed = {
    "district": ALL,
    "year": ALL,
    "status": ALL,
    "budget": ALL,
    "measures": {"amount": ALL, "by_year": ALL, "places": ALL, "earmark": ALL, "provider": ALL},
    "places": ALL,
}
"""What of the agreements is asked for where no words are searched for."""


def categories(inventory: Inventory, choice: Choice, group_by: str | None = None) -> Report:
    """The categories with the chosen measures, for all agreements together or grouped by one of `DIMENSIONS`."""
    agreements = inventory.answers or map(partial(AgreementFigures.of, choice, ("category",)), inventory.records)
    chosen = [each for each in agreements if each and (not choice.years or each.year in choice.years)]
    columns = tuple(column for column in COLUMNS if column.key not in DIMENSIONS or column.key == group_by)
    shown = [category for category in Category if not choice.categories or category in choice.categories]
    groups = []
    by_label = grouped(chosen, group_by, attrgetter(group_by)) if group_by else [(None, chosen)]
    for name, members in by_label:
        index = Index(list(parts_of(members, choice, ("category",), rest=False)))
        bounds = Bounds(index.all, members, shown)
        rows = []
        for category in shown:
            parts = index.at({"category": category})
            cells = {**_cells(parts, members, [category], choice), "share": bounds.share(parts, category)}
            rows.append(row_of(columns, {**cells, "category": category, str(group_by): name}))
        total = row_of(columns, {**_cells(index.all, members, shown, choice), "category": _("Sum")})
        groups.append(Group(tuple(rows), name, (), total))
    every = list(parts_of(chosen, choice, ("category",), rest=False)) if group_by else index.all
    total = row_of(columns, {**_cells(every, chosen, shown, choice), "category": _("All categories")})
    notes = (*choice.described(), *remarks_of(chosen).messages(), *note_on_bounds(groups))
    table = Table("categories", _("Categories"), columns, tuple(groups), group_by, total, notes)
    return Report.of(table, inventory.left_out)


def _cells(
    parts: Sequence[BudgetPart], agreements: Sequence[AgreementFigures], of: Sequence[Category], choice: Choice
) -> dict[str, Cell]:
    """The cells for the measures of some categories in some agreements."""
    measures = [part.measure for part in parts if part.measure]
    cost, places = summed([measure.amount for measure in measures]), summed(m.places for m in measures)
    if not (choice.earmarks or choice.search):
        places = together(
            each.places if len(of) == len(Category) else together(each.places_in[word] for word in of)
            for each in agreements
        )
    stated = any(each.categories for each in agreements)
    ceilings = [amount for each in agreements for word, amount in each.ceilings.items() if word in of]
    return {
        "agreements": len({part.agreement.path for part in parts if part.measure}),
        "measures": len(measures) if stated else None,
        "amount": cost if stated else None,
        "unknown": cost.unknown if stated else None,
        "places": places if places.known else None,
        "ceiling": summed(ceilings).known if ceilings else None,
    }

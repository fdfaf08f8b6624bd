"""`aqb list agreements`: who has agreed on how much, and how firmly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from aqb_cli.checking.valid import Inventory, Record
from aqb_cli.fileformat.model.validator import ALL, Needed
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.dimensions import grouped, label_of
from aqb_cli.querying.queries.sums import caveats, cost_of, totals_of
from aqb_cli.querying.tables import EXTRA, Cell, Column, Group, Kind, Report, Row, Table, row_of
from aqb_cli.text.messages import Message, _, ngettext

COLUMNS = (
    Column("district", _("District")),
    Column("year", _("Year"), Kind.YEAR, rank=1),
    Column("status", _("Status"), rank=2),
    Column("total", _("Budget"), Kind.EURO),
    Column("own_contribution", _("Own contribution"), Kind.EURO, rank=6),
    Column("measures", _("Measures"), Kind.COUNT, rank=3, missing=_("unknown")),
    Column("amounts", _("allocated to measures"), Kind.EURO, rank=4),
    Column("signed_on", _("Last signature"), Kind.DATE, rank=5),
    Column("region", _("Region"), rank=EXTRA + 1),
    Column("agreement", _("Agreement"), rank=EXTRA + 2),
)

DIMENSIONS = ("year", "district", "region")

NEEDED: Needed = {
    "district": ALL,
    "year": ALL,
    "status": ALL,
    "budget": ALL,
    "measures": {"amount": ALL, "by_year": ALL, "earmark": ALL},
    "signatures": {"date": ALL},
}
"""What of the agreements is asked for where no words are searched for. It spares 2.5 KB for each."""


def agreements(inventory: Inventory, choice: Choice, group_by: str = "year") -> Report:
    """The chosen agreements, grouped by one of `DIMENSIONS`; those with chosen measures where measures are chosen."""
    records = choice.records(inventory.records)
    records = [record for record in records if choice.has_agreement(record)]
    groups = []
    for name, members in grouped(records, group_by, partial(label_of, group_by)):
        total = _total(_("Sum"), members, choice, group_by)
        groups.append(Group(tuple(_row(record, choice) for record in members), name, (_number(members),), total))
    total = _total(_number(records), records, choice, group_by)
    notes = [*choice.described(), *caveats(records)]
    if choice.of_measures:
        notes.append(_("Only the chosen measures are counted."))
    table = Table("agreements", _("Agreements"), COLUMNS, tuple(groups), group_by, total, tuple(notes))
    return Report.of(table, inventory.left_out)


def _number(records: Sequence[Record]) -> Message:
    return ngettext("{n} agreement", "{n} agreements", len(records)) if records else _("no agreements")


def _row(record: Record, choice: Choice) -> Row:
    agreement = record.agreement
    known = bool(agreement.measures)
    items = choice.items([record])
    return (
        record.district.name,
        agreement.year,
        agreement.status,
        totals_of([record]),
        agreement.budget.own_contribution,
        len(items) if known else None,
        cost_of(items) if known else None,
        max((s.date for s in agreement.signatures if s.date), default=None),
        record.district.region,
        agreement.name,
    )


def _total(title: Message, records: Sequence[Record], choice: Choice, group_by: str) -> Row:
    items = choice.items(records)
    own = [record.agreement.budget.own_contribution for record in records]
    cells: dict[str, Cell] = {
        "year" if group_by == "district" else "district": title,
        "total": totals_of(records),
        "own_contribution": sum((amount for amount in own if amount), Decimal(0)) if any(own) else None,
        "measures": len(items) if any(record.agreement.measures for record in records) else None,
        "amounts": cost_of(items) if items else None,
    }
    return row_of(COLUMNS, cells)

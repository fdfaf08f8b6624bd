"""`aqb list districts`: who has an agreement for which year, and who has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from aqb_cli.german import sort_key
from aqb_cli.inventory import Inventory
from aqb_cli.messages import Message, _
from aqb_cli.model import District, Status
from aqb_cli.queries.choice import Choice
from aqb_cli.tables import Cell, Column, Group, Report, Row, Table

DIMENSIONS = ("region",)


def districts(inventory: Inventory, choice: Choice, group_by: str | None = None) -> Report:
    """All districts, with the status of each year's agreement; grouped by region if asked."""
    years = sorted(choice.years or {record.agreement.year for record in inventory.records})
    status = {
        (record.agreement.district, record.agreement.year): record.agreement.status
        for record in choice.records(inventory.records)
    }
    chosen = sorted(
        (
            district
            for district in inventory.districts.values()
            if (not choice.districts or district.slug in choice.districts)
            and choice.matches(district.name, district.slug, district.seat, district.region)
        ),
        key=lambda district: sort_key(district.name),
    )
    columns = (
        Column("district", _("District")),
        *(Column(str(year), _("{year}", year=year), missing=_("missing")) for year in years),
        Column("kind", _("Kind"), rank=2),
        Column("region", _("Region"), rank=1),
        Column("seat", _("Seat"), rank=3),
        Column("key", _("Official key"), rank=4),
        Column("slug", _("Short name"), rank=5),
    )

    def row(district: District) -> Row:
        cells = (_status(district, year, status) for year in years)
        return district.name, *cells, district.kind, district.region, district.seat, district.key, district.slug

    labels: list[Cell] = [None]
    if group_by:
        labels = sorted({district.region for district in chosen}, key=lambda name: sort_key(str(name)))
    groups = []
    for name in labels:
        members = [district for district in chosen if name is None or district.region == name]
        groups.append(Group(tuple(map(row, members)), name, (_("{n} districts", n=len(members)),)))
    notes = tuple(_missing(year, chosen, status) for year in years)
    table = Table("districts", _("Districts"), columns, tuple(groups), group_by, None, notes)
    return Report(table.title, (table,), table.name, inventory.left_out)


def exists(district: District, year: int) -> bool:
    """Whether a district is one of its own in a programme year."""
    return district.since is None or district.since <= date(year, 12, 31)


def _status(district: District, year: int, status: Mapping[tuple[str, int], Status]) -> Cell:
    known = status.get((district.slug, year))
    return _("not yet") if known is None and not exists(district, year) else known


def _missing(year: int, chosen: Sequence[District], status: Mapping[tuple[str, int], Status]) -> Message:
    existing = [district for district in chosen if exists(district, year)]
    without = [district.name for district in existing if (district.slug, year) not in status]
    if not without:
        return _("{year}: all {n} districts have an agreement.", year=year, n=len(existing))
    return _("{year}: {n} of {all} districts have no agreement.", year=year, n=len(without), all=len(existing))

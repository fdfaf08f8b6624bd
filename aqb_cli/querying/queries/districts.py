"""`aqb list districts`: who has an agreement for which year, and who has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from aqb_cli.checking.valid import Inventory
from aqb_cli.fileformat.model import District, Status
from aqb_cli.fileformat.vocabulary import Presence
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.dimensions import grouped, rank_across
from aqb_cli.querying.queries.sums import spans
from aqb_cli.querying.tables import Cell, Column, Group, Report, Row, Table
from aqb_cli.text.german import name_key
from aqb_cli.text.messages import Message, _, ngettext

DIMENSIONS = ("region",)


def districts(inventory: Inventory, choice: Choice, group_by: str | None = None) -> Report:
    """All districts, with the status of each year's agreement; grouped by region if asked."""
    state: dict[tuple[str, int], Status | Presence] = {
        (Path(path).stem, int(Path(path).parent.name)): Presence.FAULTY
        for path in inventory.left_out
        if Path(path).parent.name.isdecimal()
    }
    for record in inventory.records:
        state[record.agreement.district, record.agreement.year] = record.agreement.status
    years = sorted(choice.years or {year for _district, year in state})
    chosen = sorted(
        (
            district
            for district in inventory.districts.values()
            if (not choice.districts or district.slug in choice.districts)
            and choice.matches(district.name, district.slug, district.seat, district.region)
            and (not choice.statuses or any(state.get((district.slug, year)) in choice.statuses for year in years))
        ),
        key=lambda district: name_key(district.name),
    )
    columns = (
        Column("district", _("District")),
        *(
            Column(str(year), _("{year}", year=year), missing=_("missing"), rank=rank_across(index, len(years)))
            for index, year in enumerate(years)
        ),
        Column("kind", _("Kind"), rank=4),
        Column("region", _("Region"), rank=3),
        Column("seat", _("Seat"), rank=5),
        Column("key", _("Official key"), rank=6),
        Column("slug", _("Short name"), rank=7),
    )

    def row(district: District) -> Row:
        cells = (_state(district, year, state) for year in years)
        return district.name, *cells, district.kind, district.region, district.seat, district.key, district.slug

    together: list[tuple[Cell, list[District]]] = [(None, chosen)]
    if group_by:
        together = grouped(chosen, group_by, lambda district: district.region)
    groups = []
    for name, members in together:
        remark = ngettext("{n} district", "{n} districts", len(members))
        groups.append(Group(tuple(map(row, members)), name, (remark,)))
    notes = (*choice.described(), *(() if choice.statuses else _missing(years, chosen, state)))
    table = Table("districts", _("Districts"), columns, tuple(groups), group_by, None, notes)
    return Report.of(table, inventory.left_out)


def founded_between(districts: Iterable[District], before: int, year: int) -> Iterator[District]:
    """The districts that weren't of their own in one programme year, but belonged to another, and are in the other."""
    for district in districts:
        if district.until_then and district.exists_in(year) and not district.exists_in(before):
            yield district


def _state(district: District, year: int, state: Mapping[tuple[str, int], Status | Presence]) -> Cell:
    known = state.get((district.slug, year))
    return Presence.NOT_YET if known is None and not district.exists_in(year) else known


def _missing(
    years: Sequence[int], chosen: Sequence[District], state: Mapping[tuple[str, int], Status | Presence]
) -> Iterator[Message]:
    """Of how many districts there is no agreement, or one with errors; once for all years of which the same is so."""
    found: dict[tuple[int, int, int], list[int]] = {}
    for year in years:
        existing = [district for district in chosen if district.exists_in(year)]
        without = sum((district.slug, year) not in state for district in existing)
        faulty = sum(state.get((district.slug, year)) is Presence.FAULTY for district in existing)
        found.setdefault((len(existing), without, faulty), []).append(year)
    for (count, without, faulty), same in found.items():
        if without:
            yield ngettext(
                "{year}: {n} of {all} districts has no agreement.",
                "{year}: {n} of {all} districts have no agreement.",
                without,
                year=spans(same),
                all=count,
            )
        elif count and not faulty:
            yield _("{year}: every district has an agreement.", year=spans(same))
        if faulty:
            yield ngettext(
                "{year}: {n} agreement has errors.", "{year}: {n} agreements have errors.", faulty, year=spans(same)
            )

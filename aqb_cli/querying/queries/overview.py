"""`aqb diff 2024 2025`: two years side by side; a row is a district, or one of its measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat.model import District
from aqb_cli.fileformat.vocabulary import ChangeKind
from aqb_cli.querying.changes import MeasureChange, changes_of_measures
from aqb_cli.querying.queries.comparing import ROUNDED_ISNT_COMPARED
from aqb_cli.querying.queries.diff import Pair, diff
from aqb_cli.querying.queries.districts import founded_between
from aqb_cli.querying.queries.sums import caveats, share, totals_of, unstated, without_measures
from aqb_cli.querying.tables import Cell, Column, Group, Kind, Report, Sum, Table, row_of
from aqb_cli.text.german import name_key
from aqb_cli.text.messages import Message, _, chained, listing

_COUNTED = {ChangeKind.CARRIED_ON: _("kept"), ChangeKind.ADDED: _("new"), ChangeKind.DROPPED: _("gone")}
"""How measures are counted, in words short enough for narrow columns."""


class RecordPair(NamedTuple):
    """A district's agreements on both sides; one of them may be missing."""

    old: Record | None
    new: Record | None

    @property
    def latest(self) -> Record:
        """The new agreement, or else the old one."""
        latest = self.new or self.old
        assert latest is not None
        return latest

    @property
    def measures(self) -> list[MeasureChange] | None:
        """What has become of each measure; None where one of the agreements doesn't state its measures."""
        if not self.old or not self.new or not self.old.agreement.measures or not self.new.agreement.measures:
            return None
        return list(changes_of_measures(self.old.agreement, self.new.agreement))


def paired(old: Sequence[Record], new: Sequence[Record]) -> list[RecordPair]:
    """The agreements of both sides by district; by district and year where a side has several years."""
    several = any(len({record.agreement.year for record in side}) > 1 for side in (old, new))
    before, after = (
        {(record.agreement.district, record.agreement.year if several else 0): record for record in side}
        for side in (old, new)
    )
    pairs = [RecordPair(before.get(key), after.get(key)) for key in {**before, **after}]
    return sorted(pairs, key=lambda pair: (name_key(pair.latest.district.name), pair.latest.agreement.year))


def overview(
    pairs: Sequence[RecordPair],
    names: tuple[str, str],
    title: Message,
    districts: Mapping[str, District],
    left_out: Sequence[str] = (),
    *,
    details: bool = False,
) -> Report:
    """What has become of each district's budget and measures; with `details`, also of each field."""
    tables = [_budgets(pairs, names, districts), _measures(pairs, names)]
    main = tables[0 if len(pairs) > 1 else 1]
    versions = [Pair(pair.old.agreement, pair.new.agreement) for pair in pairs if pair.old and pair.new]
    if details and versions:  # what one side doesn't have was not deleted, and the notes name it
        main = diff(versions, _("Details"), districts).tables[0]
        tables.append(main)
    return Report(title, tuple(tables), main.name, tuple(left_out))


def _amounts(names: tuple[str, str]) -> tuple[Column, ...]:
    """The columns of the amounts on both sides, and of how they differ."""
    return (
        Column("before", _("{label}", label=names[0]), Kind.EURO, rank=2),
        Column("after", _("{label}", label=names[1]), Kind.EURO),
        Column("difference", _("Difference"), Kind.EURO, signed=True),
    )


def _budgets(pairs: Sequence[RecordPair], names: tuple[str, str], districts: Mapping[str, District]) -> Table:
    """A row for each district: its budgets, and how many measures were carried on, added and dropped."""
    columns = (
        Column("district", _("District")),
        *_amounts(names),
        Column("share", _("Relative change"), Kind.SHARE, rank=5, signed=True),
        *(Column(kind.value, word, Kind.COUNT, rank=1) for kind, word in _COUNTED.items()),
    )
    founded = _founded(pairs, districts)
    former = {district.until_then for district in founded}
    rows = [_of_district(pair, comparable=pair.latest.agreement.district not in former) for pair in pairs]
    total = row_of(columns, _sum(pairs, rows)) if len(rows) > 1 else None
    group = Group(tuple(row_of(columns, row) for row in rows))
    records = [record for pair in pairs for record in pair if record]
    left = [
        _("{former} isn't compared: {name} has left it in the meantime.", former=districts[slug].name, name=each.name)
        for each in founded
        if (slug := each.until_then)
    ]
    notes = (*_missing(pairs, names), *left, *without_measures(unstated(records)))
    if any(record.agreement.budget.rounded for record in records):
        notes = (*notes, ROUNDED_ISNT_COMPARED)
    return Table("overview", _("Budgets"), columns, (group,), total=total, notes=(*notes, *caveats(records)))


def _of_district(pair: RecordPair, *, comparable: bool) -> dict[str, Cell]:
    before, after = (totals_of([record]) if record else None for record in pair)
    cells: dict[str, Cell] = {"district": pair.latest.district.name, "before": before, "after": after}
    if before and after and comparable:
        cells |= _difference(before, after)
    measures = pair.measures
    if measures is not None:
        cells |= {kind.value: sum(measure.kind is kind for measure in measures) for kind in _COUNTED}
    return cells


def _difference(before: Sum, after: Sum) -> dict[str, Cell]:
    """By how much two budgets differ, where both are wholly and exactly known."""
    if before.unknown or after.unknown or before.known is None or after.known is None:
        return {}
    if before.rounded or after.rounded:
        return {}
    difference = after.known - before.known
    return {"difference": difference, "share": share(difference, before.known)}


def _sum(pairs: Sequence[RecordPair], rows: Sequence[Mapping[str, Cell]]) -> dict[str, Cell]:
    """All districts together; a difference only if each has an agreement on both sides, a number only if all are known.

    Borders that have moved between two districts of the sum don't matter to it.
    """
    before, after = (totals_of(record for record in side if record) for side in zip(*pairs, strict=True))
    cells: dict[str, Cell] = {"district": _("Sum"), "before": before, "after": after}
    if all(pair.old and pair.new for pair in pairs):
        cells |= _difference(before, after)
    for kind in _COUNTED:
        numbers = [number for row in rows if isinstance(number := row.get(kind.value), int)]
        if len(numbers) == len(rows):
            cells[kind.value] = sum(numbers)
    return cells


def _missing(pairs: Sequence[RecordPair], names: tuple[str, str]) -> Iterator[Message]:
    for side, name in enumerate(names):
        without = [pair.latest.district.name for pair in pairs if pair[side] is None]
        yield from listing(
            "{label}: {n} district has no agreement: {names}.",
            "{label}: {n} districts have no agreement: {names}.",
            without,
            label=name,
        )


def _founded(pairs: Sequence[RecordPair], districts: Mapping[str, District]) -> list[District]:
    """The districts that have come out of others between the two sides, both with one year."""
    before, after = ({record.agreement.year for pair in pairs if (record := pair[side])} for side in (0, 1))
    if len(before) != 1 or len(after) != 1:
        return []
    compared = {pair.latest.district.slug for pair in pairs if pair.old and pair.new}
    found = founded_between(districts.values(), min(before), max(after))
    return [district for district in found if district.until_then in compared]


def _measures(pairs: Sequence[RecordPair], names: tuple[str, str]) -> Table:
    """A row for each measure; where there are many districts, only for those that came or went."""
    columns = (
        Column("district", _("District"), shown=len(pairs) > 1),
        Column("kind", _("Change")),
        Column("measure", _("Measure")),
        Column("category", _("Category"), rank=4),
        *_amounts(names),
        Column("also", _("Also changed"), rank=2),
    )
    groups = []
    for pair in pairs:
        found = [m for m in pair.measures or () if len(pairs) == 1 or m.kind is not ChangeKind.CARRIED_ON]
        if found:
            name = pair.latest.district.name
            groups.append(Group(tuple(row_of(columns, _of_measure(measure, name)) for measure in found), name))
    title = _("Measures") if len(pairs) == 1 else _("Measures added and dropped")
    notes = (
        () if groups else (_("None."),) if all(pair.measures is not None for pair in pairs) else (_("None is known."),)
    )
    return Table("measures", title, columns, tuple(groups), "district" if len(pairs) > 1 else None, notes=notes)


def _of_measure(change: MeasureChange, district: str) -> dict[str, Cell]:
    place = change.new or change.old
    assert place is not None
    before, after = (None if side is None else side.measure.cost for side in (change.old, change.new))
    unknown = any(side is not None and side.measure.cost is None for side in (change.old, change.new))
    also = [each.subject for each in change.changes if each.topic != "measure.amount"]
    return {
        "district": district,
        "kind": change.kind,
        "measure": place.measure.title,
        "category": place.category,
        "before": None if change.old is None else Sum(before, int(before is None)),
        "after": None if change.new is None else Sum(after, int(after is None)),
        "difference": None if unknown else (after or Decimal(0)) - (before or Decimal(0)),
        "also": chained(also, ", ") if also and change.kind is ChangeKind.CARRIED_ON else None,
    }

"""`aqb budget`: how much money there is, for whom, for what and when, and how that has changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from aqb_cli.checking.valid import Inventory
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Category
from aqb_cli.fileformat.vocabulary import Rest
from aqb_cli.querying.queries.choice import Choice, LocatedMeasure
from aqb_cli.querying.queries.districts import exists
from aqb_cli.querying.queries.parts import BudgetPart, Index, Labels, parts_of, sum_of
from aqb_cli.querying.queries.sums import average, cost_of, drafts, remarks_on, share, share_of, summed
from aqb_cli.querying.tables import Cell, Column, Group, Kind, Report, Sum, Table, row_of
from aqb_cli.text.german import slug, sort_key
from aqb_cli.text.messages import Message, _

DIMENSIONS = ("category", "district", "region", "year")

HEADINGS = {
    "category": _("Category"),
    "district": _("District"),
    "region": _("Region"),
    "year": _("Year"),
}

_OWN = Column("own_contribution", _("Own contribution"), Kind.EURO, rank=8, optional=True)

_STATEWIDE = (
    Column("statewide", _("Statewide"), Kind.EURO, rank=2, optional=True),
    Column("statewide_share", _("Share of statewide"), Kind.SHARE, rank=9, optional=True),
)

_IN_TITLES = {"category": _("category"), "district": _("district"), "region": _("region"), "year": _("year")}


def budget(inventory: Inventory, choice: Choice, by: Sequence[str] = ("year",)) -> Report:
    """The budgets by one of `DIMENSIONS`; by two, a cross table; by three, one for each value of the first."""
    question = _Question(inventory, choice, by)
    table = question.cross_table() if len(by) > 1 else question.plain_table()
    return Report(table.title, (table,), table.name, inventory.left_out)


class _Question:
    """One question, and what is needed to answer it."""

    def __init__(self, inventory: Inventory, choice: Choice, by: Sequence[str]) -> None:
        self.inventory = inventory
        self.choice = choice
        self.by = by
        divided = "category" in by or bool(choice.categories)
        self.divided = divided
        of_all_years = choice._replace(years=frozenset()).records(inventory.records)
        every = list(parts_of(of_all_years, choice, divided=divided))
        parts = [part for part in every if not choice.years or part.record.agreement.year in choice.years]
        self.every = Index(every)
        self.parts = Index(parts)
        self.years = sorted({part.record.agreement.year for part in parts})
        self.whole = sum_of(parts)
        self.incomparable: dict[str, Message] = {}
        """Why a change isn't given, each reason once."""

    def plain_table(self) -> Table:
        """A row for each value of one dimension: amount, share, average, change."""
        dimension = self.by[0]
        labels = self._labels(dimension, {})
        if dimension == "year":
            labels = sorted({*labels, *self._statewide()}, key=str)
        rows = [{dimension: name, **self._figures({dimension: name})} for name in labels]
        amounts = [row["amount"].known for row in rows if isinstance(row["amount"], Sum)]
        largest = max((amount for amount in amounts if amount), default=None)
        for row in rows:
            row["bar"] = share(row["amount"].known, largest) if isinstance(row["amount"], Sum) else None
        columns = self._columns(dimension)
        total = row_of(columns, {**self._figures({}), dimension: _("Sum")})
        group = Group(tuple(row_of(columns, row) for row in rows))
        return Table("budget", self._title(), columns, (group,), None, total, self._notes())

    def cross_table(self) -> Table:
        """A row for each value of one dimension, a column for each of another; a group for each of a third."""
        *outer, down, across = self.by
        heads = self._labels(across, {})
        columns = [_label_column(dimension) for dimension in (*outer, down)]
        for index, head in enumerate(heads):  # the last two, such as the latest years, give way last
            rank = 2 if index >= len(heads) - 2 else max(6, 9 - index)
            columns.append(Column(self._key(head), _heading(head), Kind.EURO, rank=rank))
        columns.append(Column("sum", _("Sum"), Kind.EURO))
        if self.divided:
            columns.append(Column("unknown", _("Amounts unknown"), Kind.COUNT, rank=9))
        if across == "year" and len(self.years) > 1:
            columns += self._change_columns()
        groups = []
        for value in self._labels(outer[0], {}) if outer else [None]:
            where: dict[str, Cell] = {outer[0]: value} if outer else {}
            names = self._labels(down, where)
            rows = [row_of(columns, self._across({**where, down: name}, heads)) for name in names]
            total = row_of(columns, {**self._across(where, heads), down: _("Sum")}) if outer else None
            groups.append(Group(tuple(rows), value, (), total))
        total = row_of(columns, {**self._across({}, heads), down: _("Sum")})
        grouped_by = outer[0] if outer else None
        return Table("budget", self._title(), tuple(columns), tuple(groups), grouped_by, total, self._notes())

    def _across(self, where: Labels, heads: Sequence[Cell]) -> dict[str, Cell]:
        """The cells of one row of a cross table."""
        cells = dict(where)
        for head in heads:
            parts = self.parts.at({**where, self.by[-1]: head})
            cells[self._key(head)] = sum_of(parts) if parts else None
        parts = self.parts.at(where)
        cells["sum"] = sum_of(parts)
        cells["unknown"] = cost_of([item for part in parts for item in part.items]).unknown or None
        return cells | (self._change(where) if self.by[-1] == "year" else {})

    def _figures(self, where: Labels) -> dict[str, Cell]:
        """The cells of one row of a list."""
        parts = self.parts.at(where)
        amount = sum_of(parts)
        items = [item for part in parts for item in part.items]
        counted = (part for part in parts if part.use is None or part.items or part.amounts[:1] not in ((), (0,)))
        records = {part.record.path: part.record for part in counted}.values()
        own = [record.agreement.budget.own_contribution for record in records]
        statewide = sum(self._statewide(where).values()) or None
        return {
            "agreements": len(records) if parts else None,
            "measures": len(items) if any(isinstance(part.use, Category) for part in parts) else None,
            "unknown": cost_of(items).unknown or None,
            "amount": amount if parts else None,
            "share": share_of(amount, self.whole) if parts else None,
            "average": _average(items) if self.divided else average(amount.known or Decimal(0), len(records)),
            "own_contribution": summed([a for a in own if a is not None]).known if any(own) else None,
            "statewide": statewide,
            "statewide_share": share(amount.known, statewide) if parts else None,
            **self._change(where),
        }

    def _columns(self, dimension: str) -> tuple[Column, ...]:
        per = _("Average of known amounts") if self.divided else _("Average per agreement")
        by_year = dimension == "year"
        return (
            _label_column(dimension),
            Column("agreements", _("Agreements"), Kind.COUNT, rank=7),
            *((Column("measures", _("Measures"), Kind.COUNT, rank=6),) if self.divided else ()),
            Column("amount", _("Amount") if self.divided else _("Budget"), Kind.EURO),
            *((Column("unknown", _("Amounts unknown"), Kind.COUNT, rank=8),) if self.divided else ()),
            Column("bar", _("Share"), Kind.BAR, rank=4),
            Column("share", _("Share"), Kind.SHARE, rank=1),
            Column("average", per, Kind.EURO, rank=9, rounded=True, optional=True),
            *self._change_columns(by_year=by_year),
            *(() if self.divided else (_OWN,)),
            *(_STATEWIDE if by_year else ()),
        )

    def _change_columns(self, *, by_year: bool = False) -> list[Column]:
        heading = _("Change to the year before")
        if not by_year and self.years:
            heading = _("{year} against {before}", year=self.years[-1], before=self.years[-1] - 1)
        return [
            Column("change", heading, Kind.EURO, rank=3, signed=True, optional=True),
            Column("change_share", _("Relative change"), Kind.SHARE, rank=5, signed=True, optional=True),
        ]

    def _change(self, where: Labels) -> dict[str, Cell]:
        """By how much an amount differs from that of the year before, where the two can be compared."""
        if not self.years or (tuple(self.by) == ("year",) and not where):
            return {}
        year = where.get("year", self.years[-1])
        assert isinstance(year, int)
        now, before = (self.every.at({**where, "year": y}) for y in (year, year - 1))
        amount, earlier = sum_of(now), sum_of(before)
        if not now or not before or amount.unknown or earlier.unknown:
            return {}
        if reason := self._incomparable(now, before, where):
            self.incomparable[str(reason)] = reason
            return {}
        assert amount.known is not None
        assert earlier.known is not None
        change = amount.known - earlier.known
        return {"change": change, "change_share": share(change, earlier.known)}

    def _incomparable(self, now: Sequence[BudgetPart], before: Sequence[BudgetPart], where: Labels) -> Message | None:
        """Why two years' sums can't be compared: other districts, or districts with other borders."""
        sides = [{part.record.agreement.district for part in parts} for parts in (now, before)]
        years = [parts[0].record.agreement.year for parts in (now, before)]
        scope = [
            district
            for district in self.inventory.districts.values()
            if where.get("region", district.region) == district.region
            and (not self.choice.districts or district.slug in self.choice.districts)
        ]
        complete = all(
            side == {district.slug for district in scope if exists(district, year)}
            for side, year in zip(sides, years, strict=True)
        )
        for new in self.inventory.districts.values():
            founded = exists(new, years[0]) and not exists(new, years[1])
            if founded and new.until_then and new.until_then in sides[0] and new.slug not in sides[0]:
                former = self.inventory.districts[new.until_then].name
                return _(
                    "No change is given where {before} counts: {name} left it before the agreements of {year}.",
                    before=former, name=new.name, year=years[0],
                )  # fmt: skip
        if complete or sides[0] == sides[1]:
            return None
        if not where:
            return _("No change is given for the sum of {year}: other districts had agreements in the year before.",
                     year=years[0])  # fmt: skip
        return _("No change is given where other districts had agreements in the year before ({year}).", year=years[0])

    def _key(self, label: Cell) -> str:
        """The name, for machines, of the column for a value of a dimension."""
        if isinstance(label, StrEnum):
            return label.value
        by_name = {district.name: district.slug for district in self.inventory.districts.values()}
        return by_name.get(str(label)) or slug(str(label))

    def _labels(self, dimension: str, where: Labels) -> list[Cell]:
        """The values of a dimension that there are, in their order."""
        found = {part.label(dimension) for part in self.parts.at(where)}
        if dimension == "category":
            return [label for label in (*Category, *Rest) if label in found]
        return sorted(found, key=lambda name: sort_key(str(name)))

    def _statewide(self, where: Labels | None = None) -> dict[int, Decimal]:
        """What all districts have together, in euros by year, as far as programme files say so.

        Empty if only some agreements or categories are asked for, unless there are agreements to compare with.
        """
        partial = self.choice.districts or self.choice.statuses or self.choice.categories
        return {
            year: programme.statewide
            for year, programme in self.inventory.programmes.items()
            if programme.statewide is not None
            and (not self.choice.years or year in self.choice.years)
            and (not partial or year in self.years)
            and (where is None or where.get("year") == year)
        }

    def _title(self) -> Message:
        dimensions = [_IN_TITLES[dimension] for dimension in self.by]
        if not self.years:
            return _("Budget by {dimensions}", dimensions=dimensions)
        span = str(self.years[0]) if len(self.years) == 1 else f"{self.years[0]}–{self.years[-1]}"
        return _("Budget {span} by {dimensions}", span=span, dimensions=dimensions)

    def _about_the_rest(self) -> tuple[Message, ...]:
        if not any(part.use is Rest.UNALLOCATED for part in self.parts.all):
            return ()
        rest = vocabulary.name(Rest.UNALLOCATED)
        return (_("“{rest}” is what the budgets have and no measure is known to cost.", rest=rest),)

    def _notes(self) -> tuple[Message, ...]:
        records = list({part.record.path: part.record for part in self.parts.all}.values())
        notes = list(drafts(records))
        if self.divided:
            notes = [
                *self._about_the_rest(),
                *remarks_on(records, [item for part in self.parts.all for item in part.items]),
            ]
        notes.extend(self.incomparable.values())
        if tuple(self.by) == ("year",):
            for year, programme in self.inventory.programmes.items():
                if year in self._statewide() and programme.statewide_earmarked:
                    extra = sum(programme.statewide_earmarked.values(), Decimal(0))
                    notes.append(_("Statewide {year}: with {extra} for special purposes.", year=year, extra=extra))
        return (*self.choice.described(), *notes)


def _label_column(dimension: str) -> Column:
    return Column(dimension, HEADINGS[dimension], Kind.YEAR if dimension == "year" else Kind.TEXT)


def _heading(label: Cell) -> Message:
    return vocabulary.name(label) if isinstance(label, StrEnum) else _("{label}", label=str(label))


def _average(items: Sequence[LocatedMeasure]) -> Decimal | None:
    """What a measure costs on average, as far as amounts are known."""
    cost = cost_of(items)
    return average(cost.known, len(items) - cost.unknown) if cost.known is not None else None

"""`aqb budget`: how much money there is, for whom, for what and when, and how that has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from aqb_cli import vocabulary
from aqb_cli.german import slug, sort_key
from aqb_cli.inventory import Inventory, Record
from aqb_cli.messages import Message, _
from aqb_cli.model import Category
from aqb_cli.queries.choice import Choice, Item, label
from aqb_cli.queries.districts import exists
from aqb_cli.queries.sums import average, cost_of, drafts, remarks_on, share, summed
from aqb_cli.tables import Cell, Column, Group, Kind, Report, Sum, Table, row_of

DIMENSIONS = ("category", "district", "region", "year")

HEADINGS = {
    "category": _("Category"),
    "district": _("District"),
    "region": _("Region"),
    "year": _("Year"),
}

_IN_TITLES = {"category": _("category"), "district": _("district"), "region": _("region"), "year": _("year")}

REST = _("not allocated to a measure")
"""What the budget has and no measure is known to cost: what is still free, and the measures of unknown amount."""


class Part(NamedTuple):
    """The part of one agreement's budget that belongs into one category; or all of it."""

    record: Record
    category: Category | None
    """Nothing where the budget isn't divided by category, or for the rest that no measure is known to cost."""
    items: tuple[Item, ...]
    amount: Sum

    def label(self, dimension: str) -> Cell:
        """What the part is counted under."""
        if dimension == "category":
            return self.category or REST
        return label(self.record, dimension)


def parts_of(records: Sequence[Record], choice: Choice, *, divided: bool) -> Iterator[Part]:
    """The budgets of agreements, whole or divided by category. The divided ones add up to the whole ones."""
    for record in records:
        total = record.agreement.budget.total
        if not divided:
            yield Part(record, None, (), Sum(total))
            continue
        items = Choice().items([record])
        for category in Category:
            own = tuple(item for item in items if item.category is category)
            if category in record.agreement.measures and (not choice.categories or category in choice.categories):
                yield Part(record, category, own, cost_of(own))
        if not choice.categories:
            yield Part(record, None, (), Sum(total - (cost_of(items).known or Decimal(0))))


def budget(inventory: Inventory, choice: Choice, by: Sequence[str] = ("year",)) -> Report:
    """The budgets by one of `DIMENSIONS`; by two, a cross table; by three, one for each value of the first."""
    question = _Question(inventory, choice, by)
    table = question.cross_table() if len(by) > 1 else question.plain_table()
    return Report(table.title, (table,), table.name, inventory.left_out)


Where = Mapping[str, Cell]
"""What a cell of the answer is about: values of dimensions, such as a region."""


class _Index:
    """Parts, to be found by what they are counted under."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.all = parts
        self._found: dict[tuple[str, ...], dict[tuple[Cell, ...], list[Part]]] = {}

    def at(self, where: Where) -> Sequence[Part]:
        """The parts that have these values."""
        if not where:
            return self.all
        dimensions = tuple(where)
        if dimensions not in self._found:
            index: dict[tuple[Cell, ...], list[Part]] = {}
            for part in self.all:
                index.setdefault(tuple(map(part.label, dimensions)), []).append(part)
            self._found[dimensions] = index
        return self._found[dimensions].get(tuple(where.values()), [])


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
        self.every = _Index(every)
        self.parts = _Index(parts)
        self.years = sorted({part.record.agreement.year for part in parts})
        self.whole = _sum(parts).known
        self.incomparable: set[int] = set()

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
        columns = tuple(c for c in self._columns(dimension) if any(row.get(c.key) is not None for row in rows))
        total = row_of(columns, {**self._figures({}), dimension: _("Sum")})
        group = Group(tuple(row_of(columns, row) for row in rows))
        return Table("budget", self._title(), columns, (group,), None, total, self._notes())

    def cross_table(self) -> Table:
        """A row for each value of one dimension, a column for each of another; a group for each of a third."""
        *outer, down, across = self.by
        heads = self._labels(across, {})
        columns = [_label_column(dimension) for dimension in (*outer, down)]
        for index, head in enumerate(heads):  # what comes last, such as the latest year, gives way last
            columns.append(Column(_key(head), _heading(head), Kind.EURO, rank=max(2, 9 - index)))
        columns.append(Column("sum", _("Sum"), Kind.EURO))
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

    def _across(self, where: Where, heads: Sequence[Cell]) -> dict[str, Cell]:
        """The cells of one row of a cross table."""
        cells = dict(where)
        for head in heads:
            parts = self.parts.at({**where, self.by[-1]: head})
            cells[_key(head)] = _sum(parts) if parts else None
        cells["sum"] = _sum(self.parts.at(where))
        return cells | (self._change(where) if self.by[-1] == "year" else {})

    def _figures(self, where: Where) -> dict[str, Cell]:
        """The cells of one row of a list."""
        parts = self.parts.at(where)
        amount = _sum(parts)
        items = [item for part in parts for item in part.items]
        records = {part.record.path: part.record for part in parts}.values()
        own = [record.agreement.budget.own_contribution for record in records]
        count = len(items) - amount.unknown if self.divided else len(records)
        statewide = sum(self._statewide(where).values()) or None
        return {
            "agreements": len(records),
            "measures": len(items) if any(part.category for part in parts) else None,
            "amount": amount if parts else None,
            "share": share(amount.known, self.whole) if parts else None,
            "average": average(amount.known or Decimal(0), count) if items or not self.divided else None,
            "own_contribution": summed([a for a in own if a is not None]).known if any(own) else None,
            "statewide": statewide,
            "statewide_share": share(amount.known, statewide) if parts else None,
            **self._change(where),
        }

    def _columns(self, dimension: str) -> tuple[Column, ...]:
        per = _("Average per measure") if self.divided else _("Average per agreement")
        return (
            _label_column(dimension),
            Column("agreements", _("Agreements"), Kind.COUNT, rank=6),
            *((Column("measures", _("Measures"), Kind.COUNT, rank=5),) if self.divided else ()),
            Column("amount", _("Amount") if self.divided else _("Budget"), Kind.EURO),
            Column("bar", _("Share"), Kind.BAR, rank=2),
            Column("share", _("Share"), Kind.SHARE, rank=1),
            Column("average", per, Kind.EURO, rank=7, rounded=True),
            *self._change_columns(by_year=dimension == "year"),
            *(() if self.divided else (Column("own_contribution", _("Own contribution"), Kind.EURO, rank=9),)),
            Column("statewide", _("Statewide"), Kind.EURO, rank=8),
            Column("statewide_share", _("Share of statewide"), Kind.SHARE, rank=8),
        )

    def _change_columns(self, *, by_year: bool = False) -> list[Column]:
        heading = _("Change to the year before")
        if not by_year and self.years:
            heading = _("{year} against {before}", year=self.years[-1], before=self.years[-1] - 1)
        return [
            Column("change", heading, Kind.EURO, rank=3, signed=True),
            Column("change_share", _("Relative change"), Kind.SHARE, rank=4, signed=True),
        ]

    def _change(self, where: Where) -> dict[str, Cell]:
        """By how much an amount differs from that of the year before, where the two can be compared."""
        if not self.years or (tuple(self.by) == ("year",) and not where):
            return {}
        year = where.get("year", self.years[-1])
        assert isinstance(year, int)
        now, before = (self.every.at({**where, "year": y}) for y in (year, year - 1))
        amount, earlier = _sum(now), _sum(before)
        if not now or not before or amount.unknown or earlier.unknown:
            return {}
        if not self._comparable(now, before, where):
            self.incomparable.add(year)
            return {}
        assert amount.known is not None
        assert earlier.known is not None
        change = amount.known - earlier.known
        return {"change": change, "change_share": share(change, earlier.known)}

    def _comparable(self, now: Sequence[Part], before: Sequence[Part], where: Where) -> bool:
        """Whether two years' sums are of the same districts, or each of all districts that there were."""
        sides = [{part.record.agreement.district for part in parts} for parts in (now, before)]
        if sides[0] == sides[1]:
            return True
        scope = [
            district
            for district in self.inventory.districts.values()
            if where.get("region", district.region) == district.region
            and (not self.choice.districts or district.slug in self.choice.districts)
        ]
        years = [parts[0].record.agreement.year for parts in (now, before)]
        return all(
            side == {district.slug for district in scope if exists(district, year)}
            for side, year in zip(sides, years, strict=True)
        )

    def _labels(self, dimension: str, where: Where) -> list[Cell]:
        """The values of a dimension that there are, in their order."""
        found = {part.label(dimension) for part in self.parts.at(where)}
        if dimension == "category":
            return [label for label in (*Category, REST) if label in found]
        return sorted(found, key=lambda name: sort_key(str(name)))

    def _statewide(self, where: Where | None = None) -> dict[int, Decimal]:
        """What all districts have together, in euros by year, as far as programme files say so.

        Nothing if only some agreements or categories are asked for, unless there are agreements to compare with.
        """
        partial = self.choice.districts or self.choice.statuses or self.choice.categories
        return {
            year: programme.statewide_budget + sum(programme.statewide_earmarked.values(), Decimal(0))
            for year, programme in self.inventory.programmes.items()
            if programme.statewide_budget is not None
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

    def _notes(self) -> tuple[Message, ...]:
        records = list({part.record.path: part.record for part in self.parts.all}.values())
        notes = list(drafts(records))
        if self.divided:
            notes = [
                _("“{rest}” is what the budgets have and no measure is known to cost.", rest=REST),
                *remarks_on(records, [item for part in self.parts.all for item in part.items]),
            ]
        if self.incomparable:
            years = [str(year) for year in sorted(self.incomparable)]
            notes.append(
                _("No change is given for {years}: other districts had agreements in the year before.", years=years)
            )
        if tuple(self.by) == ("year",):
            for year, programme in self.inventory.programmes.items():
                if year in self._statewide() and programme.statewide_earmarked:
                    extra = sum(programme.statewide_earmarked.values(), Decimal(0))
                    notes.append(_("Statewide {year}: with {extra} for special purposes.", year=year, extra=extra))
        return tuple(notes)


def _sum(parts: Sequence[Part]) -> Sum:
    """What parts are together, and how many amounts are missing from that.

    What measures of unknown amount cost is in the rest of their agreement: with that, nothing is missing.
    """
    known = [part.amount.known for part in parts if part.amount.known is not None]
    complete = {part.record.path for part in parts if part.category is None}
    unknown = sum(part.amount.unknown for part in parts if part.record.path not in complete)
    return Sum(sum(known, Decimal(0)) if known or not unknown else None, unknown)


def _label_column(dimension: str) -> Column:
    return Column(dimension, HEADINGS[dimension], Kind.YEAR if dimension == "year" else Kind.TEXT)


def _key(label: Cell) -> str:
    """The name, for machines, of the column for a value of a dimension."""
    if isinstance(label, Category):
        return label.value
    return "not_allocated" if isinstance(label, Message) else slug(str(label))


def _heading(label: Cell) -> Message:
    if isinstance(label, Category):
        return vocabulary.name(label)
    return label if isinstance(label, Message) else _("{label}", label=str(label))

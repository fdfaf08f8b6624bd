"""`aqb budget`: how much money there is, for whom, for what and when, and how that has changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, partial

from aqb_cli.checking.valid import Inventory
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Category, Earmark
from aqb_cli.fileformat.model.validator import ALL, Needed
from aqb_cli.fileformat.vocabulary import Rest
from aqb_cli.querying.queries.bounds import Bounds, note_on_bounds
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.comparing import Comparison
from aqb_cli.querying.queries.dimensions import DIMENSIONS, OF_MEASURES, label_column, rank_across
from aqb_cli.querying.queries.parts import (
    AgreementFigures,
    BudgetPart,
    Index,
    Labels,
    MeasureFigures,
    is_divided,
    parts_of,
    remarks_of,
    sum_of,
)
from aqb_cli.querying.queries.sums import average, share, share_of, spans, summed, together
from aqb_cli.querying.tables import Cell, Column, Group, Kind, Report, Sum, Table, row_of
from aqb_cli.text.german import slug
from aqb_cli.text.messages import Message, _

_OWN = Column("own_contribution", _("Own contribution"), Kind.EURO, rank=8)

_OTHER = Column("other_funds", _("Other funds"), Kind.EURO, rank=9)

_PLACES = Column("places", _("Places"), Kind.COUNT, rank=9)

_STATEWIDE = (
    Column("statewide", _("Statewide"), Kind.EURO, rank=2),
    Column("statewide_share", _("Share of statewide"), Kind.SHARE, rank=9),
)


def needed(by: Sequence[str], categories: Sequence[str] | None) -> Needed:
    """What of the agreements is asked for: of measures only their places, unless it is about them."""
    measures = ALL if categories or not OF_MEASURES.isdisjoint(by) else {"places": ALL}
    return {"district": ALL, "year": ALL, "status": ALL, "budget": ALL, "measures": measures, "places": ALL}


def budget(inventory: Inventory, choice: Choice, by: Sequence[str] = ("year",)) -> Report:
    """The budgets by one of `DIMENSIONS`; by two or three, a cross table, or a list where providers come last."""
    agreements = inventory.answers or map(partial(AgreementFigures.of, choice, by), inventory.records)
    question = _Question(inventory, choice, by, [*filter(None, agreements)])
    table = question.cross_table() if len(by) > 1 and by[-1] != "provider" else question.plain_table()
    return Report.of(table, inventory.left_out)


class _Question:
    def __init__(
        self, inventory: Inventory, choice: Choice, by: Sequence[str], of_all_years: Sequence[AgreementFigures]
    ) -> None:
        self.inventory = inventory
        self.choice = choice
        self.by = tuple(by)
        self.divided = is_divided(by, choice)
        self.shows_places = not self.divided or self.by == ("category",)
        self.agreements = [each for each in of_all_years if not choice.years or each.year in choice.years]
        every = Index(list(parts_of(of_all_years, choice, by)))
        self.parts = every
        if choice.years:
            self.parts = Index([part for part in every.all if part.agreement.year in choice.years])
        self.lacks_amounts = bool(_unknown(self.parts.all))
        self.years = sorted({part.agreement.year for part in self.parts.all})
        self.comparison = Comparison(inventory, choice, every)

    def plain_table(self) -> Table:
        """A row for each value of the last dimensions, in groups by the first one of several: amount, share, change."""
        outer, inner = self.by[:-1][:1], self.by[:-1][1:] + self.by[-1:]
        columns = self._columns()
        groups = []
        for where in self.parts.rows(outer, {}):
            bounds = self._bounds(where)
            rows = [{**labels, **self._figures(labels, bounds)} for labels in self.parts.rows(inner, where)]
            amounts = [row["amount"].known for row in rows if isinstance(row["amount"], Sum)]
            largest = max((amount for amount in amounts if amount), default=None)
            for row in rows:
                row["bar"] = share(row["amount"].known, largest) if isinstance(row["amount"], Sum) else None
            total = row_of(columns, {**self._figures(where, bounds), inner[-1]: _("Sum")}) if outer else None
            label = where[outer[0]] if outer else None
            groups.append(Group(tuple(row_of(columns, row) for row in rows), label, (), total))
        total = row_of(columns, {**self._figures({}, self._bounds({})), inner[-1]: _("Sum")})
        grouped_by = outer[0] if outer else None
        return Table("budget", self._title(), columns, tuple(groups), grouped_by, total, self._notes(groups))

    def cross_table(self) -> Table:
        """A row for each value of one dimension, a column for each of another; a group for each of a third."""
        *outer, down, across = self.by
        heads = self.parts.labels(across, {})
        columns = [label_column(dimension) for dimension in (*outer, down)]
        for index, head in enumerate(heads):
            columns.append(
                Column(self._key(head), _heading(head), Kind.EURO, rank=rank_across(index, len(heads), across))
            )
        columns.append(Column("sum", _("Sum"), Kind.EURO))
        if self.divided:
            columns.append(Column("unknown", _("Amounts unknown"), Kind.COUNT, rank=9, shown=self.lacks_amounts))
        if across == "year" and len(self.years) > 1:
            columns += self._change_columns()
        groups = []
        for where in self.parts.rows(outer, {}):
            rows = [row_of(columns, self._across(labels, heads)) for labels in self.parts.rows([down], where)]
            total = row_of(columns, {**self._across(where, heads), down: _("Sum")}) if outer else None
            groups.append(Group(tuple(rows), where[outer[0]] if outer else None, (), total))
        total = row_of(columns, {**self._across({}, heads), down: _("Sum")})
        grouped_by = outer[0] if outer else None
        as_list = self.plain_table if across != "year" else None
        notes = self._notes(groups)
        return Table("budget", self._title(), tuple(columns), tuple(groups), grouped_by, total, notes, as_list=as_list)

    def _across(self, where: Labels, heads: Sequence[Cell]) -> dict[str, Cell]:
        """The cells of one row of a cross table."""
        cells = dict(where)
        for head in heads:
            parts = self.parts.at({**where, self.by[-1]: head})
            cells[self._key(head)] = sum_of(parts) if parts else None
        parts = self.parts.at(where)
        cells["sum"] = sum_of(parts)
        cells["unknown"] = _unknown(parts)
        return cells | (self._change(where) if self.by[-1] == "year" else {})

    def _bounds(self, where: Labels) -> Bounds | Sum:
        """The whole that the shares of parts are of."""
        if not self.divided:
            return sum_of(self.parts.at(where))
        around = {name: label for name, label in where.items() if name not in OF_MEASURES}
        agreements = [
            each for each in self.agreements if all(getattr(each, name) == label for name, label in around.items())
        ]
        return Bounds(self.parts.at(where), agreements, self.choice.categories or Category)

    def _figures(self, where: Labels, whole: Bounds | Sum) -> dict[str, Cell]:
        """The cells of one row of a list."""
        parts = self.parts.at(where)
        amount = sum_of(parts)
        measures = [part.measure for part in parts if part.measure is not None]
        counted = (part for part in parts if part.measure or part.amount != 0 or part.use in (None, *Earmark))
        agreements = list({part.agreement.path: part.agreement for part in counted}.values())
        own = [each.own_contribution for each in agreements if each.own_contribution is not None]
        other = [amount for each in agreements for amount in each.other_funds]
        year, label = where.get("year"), where.get(self.by[-1])
        statewide = (self._statewide.get(year) if isinstance(year, int) else None) or None
        return {
            "agreements": len(agreements) if parts else None,
            "measures": len(measures) if any(part.use is not Rest.UNALLOCATED for part in parts) else None,
            "unknown": _unknown(parts),
            "amount": amount if parts else None,
            "share": whole.share(parts, label) if isinstance(whole, Bounds) else share_of(amount, whole),
            "average": _average(measures) if self.divided else _average_total(amount, len(agreements)),
            "reserved": self._reserved(where) if self.by == ("earmark",) else None,
            "own_contribution": sum(own, Decimal(0)) if any(own) else None,
            "other_funds": summed(other) if other else None,
            "places": self._places(agreements, where) if self.shows_places else None,
            "statewide": statewide,
            "statewide_share": share_of(amount, Sum(statewide)) if parts else None,
            **self._change(where),
        }

    def _places(self, agreements: Sequence[AgreementFigures], where: Labels) -> Sum | None:
        """How many places whole agreements have, or a category; None if nothing of it is known."""
        wanted = [where["category"]] if "category" in where else list(self.choice.categories)
        if wanted:
            found = together(each.places_in[word] for each in self.agreements for word in Category if word in wanted)
        else:
            found = together(each.places for each in (self.agreements if self.divided else agreements))
        return found if found.known else None

    def _reserved(self, where: Labels) -> Decimal | None:
        """What agreements reserve for a purpose, or for all, in euros."""
        wanted = [where["earmark"]] if where else list(Earmark)
        agreements = {part.agreement.path: part.agreement for part in self.parts.all}.values()
        amounts = [amount for each in agreements for word, amount in each.earmarked.items() if word in wanted]
        return sum(amounts, Decimal(0)) if amounts else None

    def _columns(self) -> tuple[Column, ...]:
        by_year = self.by == ("year",)
        counted = [part.measure if self.divided else part for part in self.parts.all]
        several = sum(each is not None for each in counted) > len(list(self.parts.rows(self.by, {})))
        per = _("Average of known amounts") if self.divided else _("Average per agreement")
        if not self.divided and any(each.total is None for each in self.agreements):
            per = _("Average of known totals")
        return (
            *map(label_column, self.by),
            Column("agreements", _("Agreements"), Kind.COUNT, rank=7),
            *((Column("measures", _("Measures"), Kind.COUNT, rank=6),) if self.divided else ()),
            Column("amount", _("Amount") if self.divided else _("Budget"), Kind.EURO),
            *(
                (Column("unknown", _("Amounts unknown"), Kind.COUNT, rank=8, shown=self.lacks_amounts),)
                if self.divided
                else ()
            ),
            Column("bar", _("Share"), Kind.BAR, rank=10),
            Column("share", _("Share"), Kind.SHARE, rank=1, shown=not by_year),  # of different districts
            Column("average", per, Kind.EURO, rank=9, rounded=True, shown=several),
            *((Column("reserved", _("Reserved"), Kind.EURO, rank=2),) if self.by == ("earmark",) else ()),
            *self._change_columns(by_year=by_year),
            *(() if self.divided else (_OWN, _OTHER)),
            *((_PLACES,) if self.shows_places else ()),
            *(_STATEWIDE if by_year else ()),
        )

    def _change_columns(self, *, by_year: bool = False) -> list[Column]:
        heading = _("Change to the year before")
        if not by_year and self.years:
            heading = _("{year} against {before}", year=self.years[-1], before=self.years[-1] - 1)
        return [
            Column("change", heading, Kind.EURO, rank=3, signed=True),
            Column("change_share", _("Relative change"), Kind.SHARE, rank=5, signed=True),
        ]

    def _change(self, where: Labels) -> dict[str, Cell]:
        """By how much an amount differs from that of the year before, where the two can be compared."""
        if not self.years or (self.by == ("year",) and not where):
            return {}
        year = where.get("year", self.years[-1])
        assert isinstance(year, int)
        return self.comparison.change(where, year)

    def _key(self, label: Cell) -> str:
        """The name, for machines, of the column for a value of a dimension."""
        if isinstance(label, StrEnum):
            return label.value
        by_name = {district.name: district.slug for district in self.inventory.districts.values()}
        return by_name.get(str(label)) or slug(str(label))

    @cached_property
    def _statewide(self) -> dict[int, Decimal]:
        """What all districts have together, in euros by year, as far as programme files say so."""
        return {
            year: programme.statewide
            for year, programme in self.inventory.programmes.items()
            if programme.statewide is not None and year in self.years
        }

    def _title(self) -> Message:
        dimensions = [DIMENSIONS[dimension].in_titles for dimension in self.by]
        if not self.years:
            return _("Budget by {dimensions}", dimensions=dimensions)
        span = str(self.years[0]) if len(self.years) == 1 else f"{self.years[0]}–{self.years[-1]}"
        return _("Budget {span} by {dimensions}", span=span, dimensions=dimensions)

    def _about_the_rest(self) -> tuple[Message, ...]:
        if not any(part.use is Rest.UNALLOCATED for part in self.parts.all):
            return ()
        rest = vocabulary.name(Rest.UNALLOCATED)
        open_totals = [each for each in self.agreements if each.total is None]
        note = _("Of a total that is still open, the known amounts of measures are counted here.")
        priced = any(measure.amount is not None for each in open_totals for measure in each.measures)
        return (
            _("“{rest}” is what the budgets have and no measure is known to cost.", rest=rest),
            *([note] if priced else []),
        )

    def _notes(self, groups: Sequence[Group]) -> tuple[Message, ...]:
        remarks = remarks_of(self.agreements)
        notes = [*self._about_the_rest(), *remarks.messages()] if self.divided else [*remarks.caveats()]
        notes.extend(note_on_bounds(groups))
        notes.extend(self.comparison.notes)
        if self.by == ("year",):
            extras: dict[Decimal, list[int]] = {}
            for year in self._statewide:
                if purposes := self.inventory.programmes[year].statewide_earmarked:
                    extras.setdefault(sum(purposes.values(), Decimal(0)), []).append(year)
            for extra, years in extras.items():
                notes.append(_("Statewide {year}: with {extra} for special purposes.", year=spans(years), extra=extra))
        return (*self.choice.described(), *notes)


def _heading(label: Cell) -> Message:
    return vocabulary.name(label) if isinstance(label, StrEnum) else _("{label}", label=str(label))


def _unknown(parts: Sequence[BudgetPart]) -> int | None:
    """Of how many measures the amount is unknown; None of what is no matter of measures."""
    if all(part.use is Rest.UNALLOCATED for part in parts):
        return None
    return sum(part.measure is not None and part.amount is None for part in parts)


def _average_total(amount: Sum, agreements: int) -> Decimal | Sum | None:
    """What an agreement has on average, as far as totals are known; rounded where one of them is."""
    mean = average(amount.known or Decimal(0), agreements - amount.unknown)
    return Sum(mean, rounded=amount.rounded) if amount.rounded and mean is not None else mean


def _average(measures: Sequence[MeasureFigures]) -> Decimal | None:
    """What a measure costs on average, as far as amounts are known."""
    cost = summed([measure.amount for measure in measures])
    return average(cost.known, len(measures) - cost.unknown) if cost.known is not None else None

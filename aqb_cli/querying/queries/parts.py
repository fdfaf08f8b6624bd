"""The budgets of agreements, cut into parts that add up: whole, or by measure with a rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Generic, NamedTuple, Protocol, TypeVar

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat.model import Category, Earmark
from aqb_cli.fileformat.vocabulary import Rest
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.dimensions import OF_MEASURES, label_in_agreement, ordered
from aqb_cli.querying.queries.sums import Caveats, Remarks, all_places, places_in, summed
from aqb_cli.querying.tables import Cell, Sum

Labels = Mapping[str, Cell]
"""What a sum is about: values of dimensions, such as a region."""


class MeasureFigures(NamedTuple):
    """What is counted of one measure."""

    category: Category
    amount: Decimal | None
    """What it costs in euros, as far as that is known."""
    places: int | None
    provider: str | None
    earmark: Earmark | None


class AgreementFigures(NamedTuple):
    """What sums take of one agreement: little enough for the process that has checked it to send it to another one."""

    path: str
    slug: str
    """The district's, as its name and region are."""
    district: str
    region: str
    year: int
    caveats: Caveats
    total: Decimal | None
    """In euros, as all amounts are."""
    own_contribution: Decimal | None
    other_funds: tuple[Decimal | None, ...]
    places: Sum
    categories: tuple[Category, ...]
    """Those whose measures are known."""
    measures: Sequence[MeasureFigures] = ()
    """The chosen ones; like all that follows, only where a question is about measures."""
    left: Decimal | None = None
    """What the budget has beyond the measures of known amounts; None if the total is still open."""
    earmarked: Mapping[Earmark, Decimal] = {}
    ceilings: Mapping[Category, Decimal] = {}
    places_in: Mapping[Category, Sum] = {}

    @classmethod
    def of(cls, choice: Choice, by: Sequence[str], record: Record) -> AgreementFigures | None:
        """The figures of an agreement; None if it isn't chosen, whatever its year."""
        if not choice._replace(years=frozenset()).fits(record):
            return None
        agreement, district, budget = record.agreement, record.district, record.agreement.budget
        figures = cls(
            record.path,
            district.slug,
            district.name,
            district.region,
            agreement.year,
            Caveats.on(record),
            budget.total,
            budget.own_contribution,
            tuple(each.amount for each in budget.other_funds),
            all_places(record),
            tuple(agreement.measures),
        )
        if not is_divided(by, choice):
            return figures
        items = ((item.category, item.measure) for item in choice.items([record]))
        return figures._replace(
            measures=[MeasureFigures(c, m.cost, m.places, m.provider, m.earmark) for c, m in items],
            left=unallocated(record),
            earmarked=budget.earmarked,
            ceilings=budget.by_category,
            places_in={category: places_in(record, category) for category in Category},
        )


class BudgetPart(NamedTuple):
    """A part of one agreement's budget."""

    agreement: AgreementFigures
    use: Category | Earmark | Rest | None
    """What it is for, or the rest that no measure is known to cost; None if it is the whole."""
    measure: MeasureFigures | None
    """The measure that it pays for; None for others, and where a category or earmark has none."""
    amount: Decimal | None
    """In euros; None if it is unknown."""

    def label(self, dimension: str) -> Cell:
        """What the part is counted under."""
        if dimension not in OF_MEASURES:
            label: Cell = getattr(self.agreement, dimension)
            return label
        provider, earmark = self.measure[-2:] if self.measure else (None, None)
        return label_in_agreement(dimension, self.use, provider, earmark)


def is_divided(by: Sequence[str], choice: Choice) -> bool:
    """Whether a question is about measures rather than whole agreements."""
    return not OF_MEASURES.isdisjoint(by) or choice.of_measures


def remarks_of(agreements: Iterable[AgreementFigures]) -> Remarks:
    """What is to be said of sums of these agreements and of their chosen measures."""
    remarks = Remarks()
    for agreement in agreements:
        remarks.add(agreement.caveats, [measure.amount for measure in agreement.measures])
    return remarks


def parts_of(
    agreements: Iterable[AgreementFigures], choice: Choice, by: Sequence[str], *, rest: bool = True
) -> Iterator[BudgetPart]:
    """The budgets of agreements, whole or divided by measure. With a rest, the divided ones add up to the whole."""
    divided = is_divided(by, choice)
    narrow = OF_MEASURES.intersection(by)
    for agreement in agreements:
        if not divided:
            yield BudgetPart(agreement, None, None, agreement.total)
            continue
        if narrow == {"category"}:
            for category in agreement.categories:
                if not choice.categories or category in choice.categories:
                    yield BudgetPart(agreement, category, None, Decimal(0))
        elif narrow == {"earmark"} and not choice.of_measures:
            for earmark in agreement.earmarked:
                yield BudgetPart(agreement, earmark, None, Decimal(0))
        for measure in agreement.measures:
            yield BudgetPart(agreement, measure.category, measure, measure.amount)
        if rest and not choice.of_measures:
            yield BudgetPart(agreement, Rest.UNALLOCATED, None, agreement.left)


def unallocated(record: Record) -> Decimal | None:
    """What a budget has beyond the measures of known amounts, in euros; below zero where these cost more.

    None if the total is still open.
    """
    total = record.agreement.budget.total
    return None if total is None else total - record.agreement.known_cost[0]


def sum_of(parts: Sequence[BudgetPart]) -> Sum:
    """The sum of parts in euros, and how many amounts are missing from it.

    The cost of measures of unknown amount lies in the rest of their agreement: with the rest, nothing is missing.
    """
    complete = {part.agreement.path for part in parts if part.use is Rest.UNALLOCATED and part.amount is not None}
    found = summed([
        part.amount
        for part in parts
        if (part.measure or part.use in (None, Rest.UNALLOCATED))  # others only say that there is no measure
        and (part.amount is not None or part.agreement.path not in complete)
    ])  # fmt: skip
    totals = (part for part in parts if part.agreement.caveats.is_rounded and part.use in (None, Rest.UNALLOCATED))
    rounded = {part.agreement.path for part in totals}
    return found._replace(rounded=len(rounded))


class Labelled(Protocol):
    """What can be counted under the values of dimensions."""

    def label(self, dimension: str) -> Cell:
        """The value of a dimension."""


Part = TypeVar("Part", bound=Labelled)


class Index(Generic[Part]):
    """Parts by the values of dimensions that they are counted under."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.all = parts
        self._found: dict[tuple[str, ...], dict[tuple[Cell, ...], list[Part]]] = {}

    def at(self, where: Labels) -> Sequence[Part]:
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

    def labels(self, dimension: str, where: Labels) -> list[Cell]:
        """The values of a dimension that the parts with these values have, in their order."""
        return ordered((part.label(dimension) for part in self.at(where)), dimension)

    def rows(self, dimensions: Sequence[str], where: Labels) -> Iterator[Labels]:
        """The combinations of values of dimensions that occur among the parts whose values are `where`."""
        if not dimensions:
            yield where
            return
        for label in self.labels(dimensions[0], where):
            yield from self.rows(dimensions[1:], {**where, dimensions[0]: label})

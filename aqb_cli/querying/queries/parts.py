"""The budgets of agreements, cut into parts that add up: whole, or by measure with a rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Generic, NamedTuple, Protocol, TypeVar

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat.model import Category, Earmark, Measure
from aqb_cli.fileformat.vocabulary import Rest
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.dimensions import OF_MEASURES, label_of, ordered
from aqb_cli.querying.queries.sums import summed
from aqb_cli.querying.tables import Cell, Sum

Labels = Mapping[str, Cell]
"""What a sum is about: values of dimensions, such as a region."""


class BudgetPart(NamedTuple):
    """A part of one agreement's budget."""

    record: Record
    use: Category | Earmark | Rest | None
    """What it is for, or the rest that no measure is known to cost; None if it is the whole."""
    measure: Measure | None
    """The measure that it pays for; None for others, and where a category or earmark has none."""
    amount: Decimal | None
    """In euros; None if it is unknown."""

    def label(self, dimension: str) -> Cell:
        """What the part is counted under."""
        return label_of(dimension, self.record, self.use, self.measure)

    @property
    def is_from_total(self) -> bool:
        """Whether it is a total, or what is left of one."""
        return self.use in (None, Rest.UNALLOCATED)

    @property
    def is_empty(self) -> bool:
        """Whether it only says that a category or an earmark has no measure."""
        return self.measure is None and isinstance(self.use, (Category, Earmark))


def is_divided(by: Sequence[str], choice: Choice) -> bool:
    """Whether a question is about measures rather than whole agreements."""
    return not OF_MEASURES.isdisjoint(by) or choice.of_measures


def parts_of(
    records: Sequence[Record], choice: Choice, by: Sequence[str], *, rest: bool = True
) -> Iterator[BudgetPart]:
    """The budgets of agreements, whole or divided by measure. With a rest, the divided ones add up to the whole."""
    divided = is_divided(by, choice)
    narrow = OF_MEASURES.intersection(by)
    for record in records:
        budget = record.agreement.budget
        if not divided:
            yield BudgetPart(record, None, None, budget.total)
            continue
        if narrow == {"category"}:
            for category in record.agreement.measures:
                if not choice.categories or category in choice.categories:
                    yield BudgetPart(record, category, None, Decimal(0))
        elif narrow == {"earmark"} and not choice.of_measures:
            for earmark in budget.earmarked:
                yield BudgetPart(record, earmark, None, Decimal(0))
        for item in choice.items([record]):
            yield BudgetPart(record, item.category, item.measure, item.measure.cost)
        if rest and not choice.of_measures:
            yield BudgetPart(record, Rest.UNALLOCATED, None, unallocated(record))


def unallocated(record: Record) -> Decimal | None:
    """What a budget has beyond the measures of known amounts, in euros; below zero where these cost more.

    None if the total is still open.
    """
    costs = (measure.cost for _category, _index, measure in record.agreement.all_measures)
    total = record.agreement.budget.total
    return None if total is None else total - sum((cost for cost in costs if cost is not None), Decimal(0))


def sum_of(parts: Sequence[BudgetPart]) -> Sum:
    """The sum of parts in euros, and how many amounts are missing from it.

    The cost of measures of unknown amount lies in the rest of their agreement: with the rest, nothing is missing.
    """
    complete = {part.record.path for part in parts if part.use is Rest.UNALLOCATED and part.amount is not None}
    found = summed([
        part.amount
        for part in parts
        if not part.is_empty and (part.amount is not None or part.record.path not in complete)
    ])  # fmt: skip
    rounded = {part.record.path for part in parts if part.is_from_total and part.record.agreement.budget.rounded}
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

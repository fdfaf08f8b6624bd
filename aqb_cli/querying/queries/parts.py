"""The budgets of agreements, cut into parts that add up: whole, or by category with a rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat.model import Category
from aqb_cli.fileformat.vocabulary import Rest
from aqb_cli.querying.queries.choice import Choice, LocatedMeasure, label
from aqb_cli.querying.queries.sums import summed
from aqb_cli.querying.tables import Cell, Sum

Labels = Mapping[str, Cell]
"""What a sum is about: values of dimensions, such as a region."""


class BudgetPart(NamedTuple):
    """A part of one agreement's budget."""

    record: Record
    use: Category | Rest | None
    """The category that it belongs to, or the rest that no measure is known to cost; None if it is the whole."""
    items: tuple[LocatedMeasure, ...]
    """The category's measures."""
    amounts: tuple[Decimal | None, ...]
    """What it is made of, in euros; None for a measure of unknown amount."""

    def label(self, dimension: str) -> Cell:
        """What the part is counted under."""
        return self.use if dimension == "category" else label(self.record, dimension)


def parts_of(records: Sequence[Record], choice: Choice, *, divided: bool) -> Iterator[BudgetPart]:
    """The budgets of agreements, whole or divided by category. The divided ones add up to the whole ones."""
    for record in records:
        total = record.agreement.budget.total
        if not divided:
            yield BudgetPart(record, None, (), (total,))
            continue
        items = Choice().items([record])
        for category in Category:
            own = tuple(item for item in items if item.category is category)
            if category in record.agreement.measures and (not choice.categories or category in choice.categories):
                yield BudgetPart(record, category, own, tuple(item.measure.cost for item in own))
        if not choice.categories:
            known = sum((item.measure.cost or Decimal(0) for item in items), Decimal(0))
            yield BudgetPart(record, Rest.UNALLOCATED, (), (total - known,))


def sum_of(parts: Sequence[BudgetPart]) -> Sum:
    """The sum of parts in euros, and how many amounts are missing from it.

    The cost of measures of unknown amount lies in the rest of their agreement: with the rest, nothing is missing.
    """
    complete = {part.record.path for part in parts if part.use is Rest.UNALLOCATED}
    amounts = [
        amount for part in parts for amount in part.amounts if amount is not None or part.record.path not in complete
    ]
    return summed(amounts)


class Index:
    """Parts by the values of dimensions that they are counted under."""

    def __init__(self, parts: Sequence[BudgetPart]) -> None:
        self.all = parts
        self._found: dict[tuple[str, ...], dict[tuple[Cell, ...], list[BudgetPart]]] = {}

    def at(self, where: Labels) -> Sequence[BudgetPart]:
        """The parts that have these values."""
        if not where:
            return self.all
        dimensions = tuple(where)
        if dimensions not in self._found:
            index: dict[tuple[Cell, ...], list[BudgetPart]] = {}
            for part in self.all:
                index.setdefault(tuple(map(part.label, dimensions)), []).append(part)
            self._found[dimensions] = index
        return self._found[dimensions].get(tuple(where.values()), [])

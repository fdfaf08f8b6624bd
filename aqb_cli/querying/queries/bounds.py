"""Between which bounds a share lies where amounts are unknown: at most, they are all that their budget has left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from aqb_cli.fileformat.model import Category
from aqb_cli.fileformat.vocabulary import Rest
from aqb_cli.querying.queries.parts import AgreementFigures, BudgetPart, sum_of
from aqb_cli.querying.queries.sums import share
from aqb_cli.querying.tables import Between, Cell, Group
from aqb_cli.text.messages import Message, _


class Bounds:
    """The whole that parts are shares of, and how much of it could belong to other parts."""

    def __init__(
        self, parts: Sequence[BudgetPart], agreements: Iterable[AgreementFigures], categories: Iterable[Category]
    ) -> None:
        self.whole = sum_of(parts)
        self.complete = any(part.use is Rest.UNALLOCATED for part in parts)
        self.agreements = {agreement.path: agreement for agreement in agreements}
        self.unstated = {
            category: Counter(
                path for path, agreement in self.agreements.items() if category not in agreement.categories
            )
            for category in categories
        }
        """The agreements of which a category's measures aren't known."""
        self.dark = sum(self.unstated.values(), Counter[str]())
        """The same for all categories: what is unknown there may belong to any provider or earmark."""
        self.unbounded = any(agreement.total is None for agreement in self.agreements.values())
        """Whether a total is open, so that nobody can tell what the unknown amounts are at most."""
        self.open = self.dark + _unknown(parts)
        """How many things are unknown of an agreement: amounts of measures, and measures of categories."""
        self._known_left: dict[int, Decimal] = {}

    def share(self, parts: Sequence[BudgetPart], label: Cell) -> Cell:
        """The share of the parts of a label; of all if there is none."""
        amount = sum_of(parts).known or Decimal(0)
        if not self.whole.known or (self.unbounded and (self.complete or self.open)):
            return None
        if label is None:
            return Decimal(1)
        if label is Rest.UNALLOCATED:
            return between(max(amount - self._left(self.open), Decimal(0)), amount, self.whole.known, self.whole.known)
        unstated = self.unstated[label] if isinstance(label, Category) else self.dark
        unknown = _unknown(parts)
        beyond = self._left_in_the_dark(unstated) + self._left(path for path in unknown if path not in unstated)
        if self.complete:
            return between(amount, amount + beyond, self.whole.known, self.whole.known)
        others = self._left(path for path, count in self.open.items() if count > unstated[path] + unknown[path])
        return between(amount, amount + beyond, self.whole.known + others, self.whole.known + beyond)

    def _left_in_the_dark(self, unstated: Counter[str]) -> Decimal:
        """What the agreements have left of which measures aren't known; the same for each row."""
        if id(unstated) not in self._known_left:
            self._known_left[id(unstated)] = self._left(unstated)
        return self._known_left[id(unstated)]

    def _left(self, paths: Iterable[str]) -> Decimal:
        return sum((left_of(self.agreements[path].left) for path in paths), Decimal(0))


def left_of(unallocated: Decimal | None) -> Decimal:
    """What the measures of unknown amount can cost together at most, in euros."""
    return max(unallocated or Decimal(0), Decimal(0))


def between(least: Decimal, most: Decimal, of_least: Decimal, of_most: Decimal) -> Cell:
    """The share, or its bounds; each bound is rounded outwards, to a hundredth of a percent."""
    if least * of_most == most * of_least:
        return share(least, of_least)
    places = Decimal("0.0001")
    return Between((least / of_least).quantize(places, ROUND_FLOOR), (most / of_most).quantize(places, ROUND_CEILING))


def note_on_bounds(groups: Iterable[Group]) -> tuple[Message, ...]:
    """The note that explains bounds; none if no share has them."""
    if not any(isinstance(cell, Between) for group in groups for row in group.rows for cell in row):
        return ()
    return (
        _("Where amounts are unknown, shares have two bounds: they may be nothing, or all that the budgets have left."),
    )


def _unknown(parts: Sequence[BudgetPart]) -> Counter[str]:
    return Counter(part.agreement.path for part in parts if part.measure is not None and part.amount is None)

"""Sums of amounts and places of amounts, for the rules about budgets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, TypeGuard

from aqb_cli.checking.rules.base import Case
from aqb_cli.diagnostics import FieldPath, Finding
from aqb_cli.fileformat.model import Category, Measure
from aqb_cli.text.messages import Message, _

MOST_RELATED = 5
"""How many related places a finding shows."""

SMALLEST_WITH_THOUSANDS = Decimal(1_000)
"""In euros. Of `595.950` programs keep at most three digits before the point."""


def lost_its_thousands(amount: Decimal | None) -> TypeGuard[Decimal]:
    """Whether an amount is what programs make of one with a point between thousands: 595.95 of `595.950`."""
    return amount is not None and amount < SMALLEST_WITH_THOUSANDS and amount % 1 != 0


def exact_total(case: Case) -> Decimal | None:
    """The total that other amounts are compared with; None where it is open, or known only as rounded.

    None as well where it has lost its thousands: all that would be found then comes of that (AQB213).
    """
    budget = case.agreement.budget
    return None if budget.rounded or lost_its_thousands(budget.total) else budget.total


def certain_rest(case: Case) -> Decimal:
    """What of the total no measure has, in euros; 0 where that isn't known, or where measures have more."""
    total, (known, count) = exact_total(case), case.agreement.known_cost
    if total is None or not count or count < len(case.agreement.costs):
        return Decimal(0)
    return max(total - known, Decimal(0))


def measure_place(category: Category, index: int, *rest: str | int) -> FieldPath:
    """The place of a measure, or of something in it."""
    return ("measures", str(category), index, *rest)


def cost_place(category: Category, index: int, measure: Measure) -> FieldPath:
    """The place of what a measure costs."""
    return measure_place(category, index, "amount" if measure.amount is not None else "by_year")


def total_of(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum of the amounts that are known, in euros."""
    return sum([amount for amount in amounts if amount is not None], Decimal(0))


def costs(case: Case, category: Category | None = None) -> tuple[tuple[FieldPath, Message], ...]:
    """The places of the largest amounts, in the file's order."""
    priced = [
        (measure.cost, cost_place(group, index, measure))
        for group, index, measure in case.agreement.all_measures
        if measure.cost is not None and category in (None, group)
    ]
    largest = sorted(priced, key=lambda item: item[0], reverse=True)[:MOST_RELATED]
    return tuple((place, _("{cost}", cost=cost)) for cost, place in priced if (cost, place) in largest)


def parts_exceed_total(case: Case, field: str, parts: Message) -> Iterator[Finding]:
    """For funds that are parts of the total: each alone, and all together, must fit into it."""
    budget, total = case.agreement.budget, exact_total(case)
    if total is None:
        return
    amounts: dict[Any, Decimal] = getattr(budget, field)
    together = total_of(amounts.values())
    if together <= total:
        return
    too_large = [name for name, amount in amounts.items() if amount > total]
    for name in too_large if len(too_large) == 1 else ():
        yield Finding(
            ("budget", field, name.value),
            _("{amount} is more than the whole budget of {total}.", amount=amounts[name], total=total),
            _("Compare both amounts with the agreement."),
            related=((("budget", "total"), _("the total")),),
        )
    if len(too_large) != 1:
        yield Finding(
            ("budget", field),
            _("Together, {parts} are {together}, that is {excess} more than the total of {total}.",
              parts=parts, together=together, excess=together - total, total=total),
            _("Compare the amounts with the agreement."),
            related=((("budget", "total"), _("the total")),),
        )  # fmt: skip

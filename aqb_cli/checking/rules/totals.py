"""AQB209 to AQB213: whether an amount is possible at all."""

from __future__ import annotations

from decimal import Decimal

from aqb_cli.checking.rules.base import ERROR, WARNING, Case, Finding, Iterator, _, rule
from aqb_cli.checking.rules.sums import measure_place

SMALLEST_TOTAL = Decimal(10_000)
"""In euros. What is below was probably mistyped: the smallest total known is 452,700 euros (Odenwaldkreis 2020)."""

LARGEST_TOTAL = Decimal(50_000_000)
"""In euros. The whole state had 27.7 million in 2023, the largest figure that is known for all agreements."""


@rule("AQB209", ERROR, _("A budget of nothing"))
def total_is_zero(case: Case) -> Iterator[Finding]:
    """`budget.total` is what the state gives, so it can't be zero.

    Wrong:
        budget: {total: 0}
    Right:
        budget: {total: 595950}
    """
    if case.agreement.budget.total == 0:
        yield Finding(
            ("budget", "total"), _("The total is zero."), _("Write the amount that § 4 of the agreement states.")
        )


@rule("AQB210", WARNING, _("A measure that costs nothing"))
def measure_is_free(case: Case) -> Iterator[Finding]:
    """An amount of 0 says that a measure costs nothing. If the amount is merely unknown, leave the line out.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, amount: 0}]
          vocational_training: [{title: BaE, amount: 595950}]
    Right:
        measures:
          training_preparation: [{title: Social Coach}]
    """
    for category, index, measure in case.agreement.all_measures:
        if measure.amount == 0:
            yield Finding(
                measure_place(category, index, "amount"),
                _("The measure's amount is zero."),
                _("Leave the line out if the agreement doesn't state the amount."),
            )


@rule("AQB211", ERROR, _("A budget larger than the whole state's"))
def total_too_large(case: Case) -> Iterator[Finding]:
    """A district's total is only a part of what the state spends on all of them.

    The state's figure is the one in the programme file of the year, where that covers just the agreements; otherwise 50
    million euros (the whole state had 27.7 million in 2023).

    Wrong:
        budget: {total: 59595000}
    Right:
        budget: {total: 595950}
    """
    programme = case.programme
    limit, reason = LARGEST_TOTAL, _("The whole state had 27.7 million euros in 2023.")
    if programme and programme.statewide is not None:
        limit = programme.statewide
        reason = _("All districts together had {limit} in {year}.", limit=limit, year=programme.year)
    total = case.agreement.budget.total
    if total > limit:
        yield Finding(
            ("budget", "total"), _("The total of {total} is more than one district can have.", total=total), reason
        )


@rule("AQB212", WARNING, _("A strikingly small budget"))
def total_too_small(case: Case) -> Iterator[Finding]:
    """A total of less than 10,000 euros was probably mistyped; the smallest that is known is 452,700 euros (2020).

    Wrong:
        budget: {total: 5959}
    Right:
        budget: {total: 595950}
    """
    total = case.agreement.budget.total
    if 0 < total < SMALLEST_TOTAL and total % 1 == 0:
        yield Finding(
            ("budget", "total"), _("The total is only {total}.", total=total), _("Check whether digits are missing.")
        )


@rule("AQB213", ERROR, _("A point between thousands that became a decimal point"))
def total_lost_its_thousands(case: Case) -> Iterator[Finding]:
    """A total of a few hundred euros and some cents is what programs make of `595.950`: they read and write 595.95.

    Wrong:
        budget: {total: 595.95}
    Right:
        budget: {total: 595950}
    """
    total = case.agreement.budget.total
    if 0 < total < SMALLEST_TOTAL and total % 1:
        meant = total * 1000
        yield Finding(
            ("budget", "total"),
            _("The total is only {total}; {meant} is probably meant.", total=total, meant=meant),
            _("Write {spelling} if the agreement says so.", spelling=f"{meant:.0f}"),
        )

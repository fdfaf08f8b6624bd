"""AQB209 to AQB218: whether an amount is possible at all, and whether the total is there, and allocated in a draft."""

from __future__ import annotations

from decimal import Decimal

from aqb_cli.checking.rules.base import ERROR, INFO, WARNING, Case, FieldPath, Finding, Iterator, _, rule
from aqb_cli.checking.rules.sums import certain_rest, exact_total, lost_its_thousands, measure_place
from aqb_cli.fileformat.model import Status

SMALLEST_TOTAL = Decimal(10_000)
"""In euros, our own limit: even funds for one purpose were 30,000 or more in every district of which they are known
(Groß-Gerau, digitalisation, 2017/18); the smallest total known is 452,700 (Odenwaldkreis 2020)."""

LARGEST_TOTAL = Decimal(50_000_000)
"""In euros, our own limit, well above the largest figure known for all districts together: 28 million in 2019, with
funds of the ESF and the *Arbeitsmarktbudget*."""


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

    The limit is the state's figure in the programme file of the year, where that covers just the agreements; otherwise
    50 million euros. The largest figure known for all districts together is 28 million (2019, with other funds in it).

    Wrong:
        budget: {total: 59595000}
    Right:
        budget: {total: 595950}
    """
    programme = case.programme
    limit, reason = (
        LARGEST_TOTAL,
        _("The most that is known for all districts together is 28 million euros (2019, with other funds in it)."),
    )
    if programme and programme.statewide is not None:
        limit = programme.statewide
        reason = _(
            "All districts together had at most {limit} in {year}, as the programme file {year}.yaml says; "
            "one of the two is wrong.",
            limit=limit, year=programme.year,
        )  # fmt: skip
    total = case.agreement.budget.total
    if total is not None and total > limit:
        yield Finding(
            ("budget", "total"), _("The total of {total} is more than one district can have.", total=total), reason
        )


@rule("AQB212", WARNING, _("A strikingly small budget"))
def total_too_small(case: Case) -> Iterator[Finding]:
    """With a total of less than 10,000 euros, digits may be missing.

    The smallest of the few totals that are known is 452,700 euros (Odenwaldkreis 2020).

    Wrong:
        budget: {total: 5959}
    Right:
        budget: {total: 595950}
    """
    total = case.agreement.budget.total
    if total is not None and 0 < total < SMALLEST_TOTAL and not lost_its_thousands(total):  # a matter of AQB213
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
    if lost_its_thousands(total):
        meant = total * 1000
        yield Finding(
            ("budget", "total"),
            _("The total is only {total}; {meant} is probably meant.", total=total, meant=meant),
            _("Write {spelling} if the agreement says so.", spelling=f"{meant:.0f}"),
        )


@rule("AQB214", INFO, _("The total is still open"), needs_all=True)
def total_open(case: Case) -> Iterator[Finding]:
    """A draft is unfinished by nature: sums count its total as unknown, and documents have a blank in its place.

    Wrong:
        status: draft
        budget: {own_contribution: 20000}
        signatures: []
    Right:
        status: draft
        budget: {total: 595950, own_contribution: 20000}
        signatures: []
    """
    if case.agreement.status is Status.DRAFT and case.agreement.budget.total is None:
        yield Finding(("budget", "total"), _("The total is still open."), _("Enter it as soon as it is agreed."))


@rule("AQB215", ERROR, _("The total is missing"), needs_all=True)
def total_missing(case: Case) -> Iterator[Finding]:
    """What the state gives is the heart of an agreement: only a draft can do without `budget.total`.

    Wrong:
        budget: {own_contribution: 20000}
    Right:
        budget: {total: 595950, own_contribution: 20000}
    """
    if case.agreement.status is not Status.DRAFT and case.agreement.budget.total is None:
        yield Finding(
            ("budget", "total"),
            _("The total is missing, and the agreement is no draft."),
            _("Add a line `total: …` to `budget`."),
        )


@rule("AQB216", ERROR, _("A rounded total where the exact one is known"))
def rounded_total(case: Case) -> Iterator[Finding]:
    """`rounded: true` is for totals of which a report says no more than “rund 1,3 Millionen Euro”.

    Who has the agreement itself has its exact total.

    Wrong:
        budget: {total: 1300000, rounded: true}
    Right:
        status: reported
        budget: {total: 1300000, rounded: true}
        sources: [{title: Press release of 3 May 2025}]
        signatures: []
    """
    if case.agreement.budget.rounded and case.agreement.status is not Status.REPORTED:
        yield Finding(
            ("budget", "rounded"),
            _("The total is called rounded, and the agreement isn't only reported."),
            _("Enter the exact total and take the line out, or write `status: reported`."),
            related=((("status",), _("the status")),),
        )


@rule("AQB217", WARNING, _("An amount that may have lost its thousands"))
def amount_lost_its_thousands(case: Case) -> Iterator[Finding]:
    """An amount of a few hundred euros and some cents is what programs make of `345.950`: they read and write 345.95.

    Funds, measures and the grant are hardly ever so small. What was spent or returned may well be.

    Wrong:
        budget: {total: 595950, own_contribution: 20.50}
    Right:
        budget: {total: 595950, own_contribution: 20500}
    """
    for place, amount in _amounts(case):
        if lost_its_thousands(amount):
            meant = amount * 1000
            yield Finding(
                place,
                _("The amount is only {amount}; {meant} is perhaps meant.", amount=amount, meant=meant),
                _("Write {spelling} if the agreement says so.", spelling=f"{meant:.0f}"),
            )


def _amounts(case: Case) -> Iterator[tuple[FieldPath, Decimal | None]]:
    """The amounts that were agreed or granted, but for the total, with their places."""
    budget, grant = case.agreement.budget, case.agreement.grant
    yield ("budget", "own_contribution"), budget.own_contribution
    for index, funds in enumerate(budget.other_funds):
        yield ("budget", "other_funds", index, "amount"), funds.amount
    for field in ("by_year", "by_category", "earmarked"):
        for key, amount in getattr(budget, field).items():
            yield ("budget", field, str(key)), amount
    for category, index, measure in case.agreement.all_measures:
        yield measure_place(category, index, "amount"), measure.amount
        for year, amount in measure.by_year.items():
            yield measure_place(category, index, "by_year", str(year)), amount
    if grant is not None:
        yield ("grant", "amount"), grant.amount


@rule("AQB218", INFO, _("A part of a draft's budget isn't allocated yet"), needs_all=True)
def unallocated_in_draft(case: Case) -> Iterator[Finding]:
    """A draft is unfinished by nature: measures may still be missing, or amounts too low.

    Once the agreement is signed, what is left is a warning (AQB202).

    Wrong:
        status: draft
        budget: {total: 100000}
        signatures: []
        measures:
          training_preparation: [{title: Social Coach, amount: 60000}]
    Right:
        status: draft
        budget: {total: 60000}
        signatures: []
        measures:
          training_preparation: [{title: Social Coach, amount: 60000}]
    """
    rest, total = certain_rest(case), exact_total(case)
    if rest and total is not None and case.agreement.status is Status.DRAFT:
        yield Finding(
            ("budget", "total"),
            _("{rest} of {total} are not allocated to any measure yet.", rest=rest, total=total),
            _("Add the measures that are still to come."),
        )

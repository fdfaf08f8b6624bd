"""AQB22x to AQB24x: earmarked funds, the grant notice, and changes during the year, against the budget."""

from __future__ import annotations

from decimal import Decimal

from aqb_cli.checking.rules.base import ERROR, WARNING, Case, Finding, Iterator, _, rule
from aqb_cli.checking.rules.sums import (
    MOST_RELATED,
    certain_rest,
    cost_place,
    exact_total,
    measure_place,
    parts_exceed_total,
    total_of,
)
from aqb_cli.fileformat.model import Category, Earmark, Measure, Status


@rule("AQB220", ERROR, _("More funds are earmarked than there are"), about="earmarked")
def earmarks_exceed_total(case: Case) -> Iterator[Finding]:
    """Earmarked funds are a part of the total: together they must not be more.

    Wrong:
        budget: {total: 30000, earmarked: {part_time_training: 40000}}
    Right:
        budget: {total: 40000, earmarked: {part_time_training: 40000}}
    """
    yield from parts_exceed_total(case, "earmarked", _("the earmarked funds"))


def _carriers(case: Case, earmark: Earmark) -> list[tuple[Category, int, Measure]]:
    """The measures with an earmark."""
    return [item for item in case.agreement.all_measures if item[2].earmark is earmark]


@rule("AQB221", ERROR, _("Measures cost more than the funds earmarked for them"), about="earmarked")
def earmark_exceeded(case: Case) -> Iterator[Finding]:
    """A measure with an `earmark` is paid from those funds, so such measures can't cost more than is earmarked.

    A measure that is paid from earmarked and from other funds is entered as two.

    Wrong:
        budget: {total: 50000, earmarked: {part_time_training: 30000}}
        measures:
          vocational_training: [{title: BaE TZ, amount: 50000, earmark: part_time_training}]
    Right:
        budget: {total: 50000, earmarked: {part_time_training: 50000}}
        measures:
          vocational_training: [{title: BaE TZ, amount: 50000, earmark: part_time_training}]
    """
    for earmark, funds in case.agreement.budget.earmarked.items():
        carriers = _carriers(case, earmark)
        cost = total_of(measure.cost for _category, _index, measure in carriers)
        if cost > funds:
            priced = [(cost_place(*item), item[2].cost) for item in carriers if item[2].cost is not None]
            yield Finding(
                ("budget", "earmarked", earmark.value),
                _("The measures with this earmark cost {cost}, that is {excess} more than the {funds} earmarked.",
                  cost=cost, excess=cost - funds, funds=funds),
                _("Compare the earmarked funds and the measures' amounts with the agreement."),
                related=tuple((place, _("{cost}", cost=amount)) for place, amount in priced[:MOST_RELATED]),
            )  # fmt: skip


@rule("AQB222", WARNING, _("Earmarked funds aren't used up"), needs_all=True, about="earmarked")
def earmark_not_used(case: Case) -> Iterator[Finding]:
    """The measures with an earmark cost less than is earmarked; the rest can't be spent on anything else.

    Not in a draft whose total is still open (AQB214), or of which a part isn't allocated yet (AQB218).

    Wrong:
        budget: {total: 50000, earmarked: {part_time_training: 50000}}
        measures:
          training_preparation: [{title: Social Coach, amount: 20000}]
          vocational_training: [{title: BaE TZ, amount: 30000, earmark: part_time_training}]
    Right:
        budget: {total: 50000, earmarked: {part_time_training: 30000}}
        measures:
          training_preparation: [{title: Social Coach, amount: 20000}]
          vocational_training: [{title: BaE TZ, amount: 30000, earmark: part_time_training}]
    """
    if case.agreement.status is Status.DRAFT and (case.agreement.budget.total is None or certain_rest(case)):
        return
    for earmark, funds in case.agreement.budget.earmarked.items():
        costs = [measure.cost for _category, _index, measure in _carriers(case, earmark)]
        cost = total_of(costs)
        if None in costs or cost >= funds:
            continue
        if costs or (case.agreement.costs and None not in case.agreement.costs):
            yield Finding(
                ("budget", "earmarked", earmark.value),
                _(
                    "The measures with this earmark cost {cost}; {rest} of {funds} aren't used.",
                    cost=cost,
                    rest=funds - cost,
                    funds=funds,
                ),
                _("Check whether a measure lacks its earmark."),
            )


@rule("AQB223", ERROR, _("A measure is paid from funds that aren't there"), needs_all=True, about="earmarked")
def earmark_without_funds(case: Case) -> Iterator[Finding]:
    """The budget lists its earmarked funds, and those that a measure names aren't among them.

    Wrong:
        budget: {total: 50000, earmarked: {digitalisation: 20000}}
        measures:
          training_preparation: [{title: digitale Kompetenzen, amount: 20000, earmark: digitalisation}]
          vocational_training: [{title: BaE TZ, amount: 30000, earmark: part_time_training}]
    Right:
        budget: {total: 50000, earmarked: {digitalisation: 20000}}
        measures:
          training_preparation: [{title: digitale Kompetenzen, amount: 20000, earmark: digitalisation}]
          vocational_training: [{title: BaE TZ, amount: 30000}]
    """
    earmarked = case.agreement.budget.earmarked
    for category, index, measure in case.agreement.all_measures if earmarked else ():
        if measure.earmark is not None and measure.earmark not in earmarked:
            yield Finding(
                measure_place(category, index, "earmark"),
                _("The budget has no earmarked funds “{earmark}”.", earmark=measure.earmark.value),
                _("Add them to `budget.earmarked`, or correct the measure."),
                related=((("budget", "earmarked"), _("the earmarked funds")),),
            )


@rule("AQB230", ERROR, _("The grant is more than the budget"), about="grant")
def grant_exceeds_total(case: Case) -> Iterator[Finding]:
    """The grant notice can't give more than the agreement promises, with what was added to it during the year.

    Wrong:
        budget: {total: 50000}
        grant: {amount: 60000}
    Right:
        budget: {total: 60000}
        grant: {amount: 60000}
    """
    yield from _grant_against_total(case, larger=True)


@rule("AQB231", WARNING, _("The grant is less than the budget"), about="grant")
def grant_below_total(case: Case) -> Iterator[Finding]:
    """The grant notice gives less than the agreement promises. Perhaps a second notice is missing.

    A reduction in `review.deviations` may be in a later notice, so it is no less then.

    Wrong:
        budget: {total: 60000}
        grant: {amount: 50000}
    Right:
        budget: {total: 60000}
        grant: {amount: 60000}
    """
    yield from _grant_against_total(case, larger=False)


def _grant_against_total(case: Case, *, larger: bool) -> Iterator[Finding]:
    total = exact_total(case)
    granted = case.agreement.grant.amount if case.agreement.grant else None
    if granted is None or total is None or granted == total:
        return
    changes = [each.budget_change or Decimal(0) for each in case.agreement.deviations]  # a later notice may say so
    if larger and granted <= total + sum(change for change in changes if change > 0):
        return
    if not larger and granted >= total + sum(change for change in changes if change < 0):
        return
    yield Finding(
        ("grant", "amount"),
        _("The grant is {granted}, and the total is {total}: a difference of {difference}.",
          granted=granted, total=total, difference=abs(granted - total)),
        _("Compare the grant notice and the agreement."),
        related=((("budget", "total"), _("the total")),),
    )  # fmt: skip


def _changes(case: Case) -> dict[str, Decimal]:
    """By how much the review's deviations change each measure's budget."""
    changes: dict[str, Decimal] = {}
    for deviation in case.agreement.deviations:
        if deviation.measure is not None and deviation.budget_change is not None:
            changes[deviation.measure] = changes.get(deviation.measure, Decimal(0)) + deviation.budget_change
    return changes


@rule("AQB240", ERROR, _("More is taken away than there is"), needs_all=True, about="review")
def reduced_below_zero(case: Case) -> Iterator[Finding]:
    """The changes in `review.deviations` leave a measure, or the whole agreement, with less than nothing.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, amount: 10000}, {title: BaE, amount: 585950}]
        review:
          deviations: [{on: 2025-09-30, measure: Social Coach, budget_change: -12000, reason: weniger Plätze}]
    Right:
        measures:
          training_preparation: [{title: Social Coach, amount: 20000}, {title: BaE, amount: 575950}]
        review:
          deviations: [{on: 2025-09-30, measure: Social Coach, budget_change: -12000, reason: weniger Plätze}]
    """
    changes = _changes(case)
    costs = {measure.title: measure.cost for _c, _i, measure in case.agreement.all_measures} if changes else {}
    total, every = exact_total(case), case.agreement.deviations
    if total is not None and total < (taken := -total_of(each.budget_change for each in every)):
        yield Finding(
            ("review", "deviations", len(every) - 1),
            _("The changes take {reduction} from the agreement, which has only {cost}.", reduction=taken, cost=total),
            _("Compare the changes and the total with the documents."),
            related=((("budget", "total"), _("the total")),),
        )
    for title, change in changes.items():
        cost = costs.get(title)
        if cost is not None and cost + change < 0:
            last = max(i for i, deviation in enumerate(case.agreement.deviations) if deviation.measure == title)
            yield Finding(
                ("review", "deviations", last, "budget_change"),
                _(
                    "The changes take {reduction} from “{title}”, which has only {cost}.",
                    reduction=-change,
                    title=title,
                    cost=cost,
                ),
                _("Compare the changes and the measure's amount with the documents."),
            )


@rule("AQB241", WARNING, _("More was spent on a measure than it has"), needs_all=True, about="review")
def overspent(case: Case) -> Iterator[Finding]:
    """A result reports more expenses than the measure's amount with all changes during the year.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, amount: 595950}]
        review: {results: [{measure: Social Coach, status: running, spent: 600000}]}
    Right:
        measures:
          training_preparation: [{title: Social Coach, amount: 595950}]
        review: {results: [{measure: Social Coach, status: running, spent: 300000}]}
    """
    if not case.agreement.results:
        return
    changes = _changes(case)
    costs = {measure.title: measure.cost for _c, _i, measure in case.agreement.all_measures}
    for index, result in enumerate(case.agreement.results):
        cost = costs.get(result.measure, Decimal(0))
        if cost is None and (total := exact_total(case)) is not None:  # then at least the whole budget is a limit
            whole = (each.budget_change for each in case.agreement.deviations if each.measure is None)
            cost = total + max(total_of(whole), Decimal(0))
        if cost is None or result.spent is None or result.measure not in costs:
            continue
        available = cost + changes.get(result.measure, Decimal(0))
        if available < 0:
            continue
        if result.spent > available:
            yield Finding(
                ("review", "results", index, "spent"),
                _("{spent} were spent on “{title}”, which has {available} after all changes.",
                  spent=result.spent, title=result.measure, available=available),
                _("Enter the missing change under `review.deviations`, or correct the amount."),
            )  # fmt: skip

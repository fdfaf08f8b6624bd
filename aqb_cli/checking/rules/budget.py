"""AQB201 to AQB208: what measures, categories and years cost, against the total. All sums are exact to the cent."""

from __future__ import annotations

from decimal import Decimal

from aqb_cli.checking.rules.base import ERROR, INFO, WARNING, Case, FieldPath, Finding, Iterator, _, rule
from aqb_cli.checking.rules.sums import (
    MOST_RELATED,
    certain_rest,
    cost_place,
    costs,
    exact_total,
    measure_place,
    parts_exceed_total,
    total_of,
)
from aqb_cli.fileformat.model import Status
from aqb_cli.text.messages import ngettext


@rule("AQB201", ERROR, _("The measures cost more than the budget"))
def measures_exceed_total(case: Case) -> Iterator[Finding]:
    """What the measures cost together must not be more than `budget.total`.

    Measures whose amounts the agreement doesn't state are left out of the sum, so the rule holds for them too.

    Wrong:
        budget: {total: 100000}
        measures:
          training_preparation: [{title: Social Coach, amount: 60000}]
          vocational_training: [{title: BaE, amount: 60000}]
    Right:
        budget: {total: 120000}
        measures:
          training_preparation: [{title: Social Coach, amount: 60000}]
          vocational_training: [{title: BaE, amount: 60000}]
    """
    total = exact_total(case)
    known, _count = case.agreement.known_cost
    if total is None or known <= total:
        return
    alone = [item for item in case.agreement.all_measures if item[2].cost is not None and item[2].cost > total]
    if len(alone) == 1:
        place, cost = cost_place(*alone[0]), alone[0][2].cost or total
        yield Finding(
            place,
            _("The measure costs {cost}; the whole budget is {total}.", cost=cost, total=total),
            _("Compare both amounts with the agreement."),
            related=((("budget", "total"), _("the total")),),
        )
    else:
        yield Finding(
            ("budget", "total"),
            _(
                "The measures cost {known}, that is {excess} more than the total of {total}.",
                known=known,
                excess=known - total,
                total=total,
            ),
            _("Compare the total and the measures' amounts with the agreement."),
            related=costs(case),
        )


@rule("AQB202", WARNING, _("Part of the budget isn't allocated"), needs_all=True)
def unallocated_remainder(case: Case) -> Iterator[Finding]:
    """All measures have an amount, and together they cost less than the total.

    The rest may be meant to be allocated later; or a measure was forgotten. Of a draft, AQB218 says the same as a note.

    Wrong:
        budget: {total: 100000}
        measures:
          training_preparation: [{title: Social Coach, amount: 60000}]
    Right:
        budget: {total: 60000}
        measures:
          training_preparation: [{title: Social Coach, amount: 60000}]
    """
    rest, total = certain_rest(case), exact_total(case)
    if rest and total is not None and case.agreement.status is not Status.DRAFT:
        yield Finding(
            ("budget", "total"),
            _("{rest} of {total} are not allocated to any measure.", rest=rest, total=total),
            _("Check whether a measure or an amount is missing."),
        )


@rule("AQB203", INFO, _("Only some amounts are known"), needs_all=True)
def partly_known(case: Case) -> Iterator[Finding]:
    """Some measures have an amount and others don't, so nobody can tell how much is still free.

    Wrong:
        budget: {total: 100000}
        measures:
          training_preparation: [{title: Social Coach, amount: 60000}, {title: Leben und Sprache}]
    Right:
        budget: {total: 100000}
        measures:
          training_preparation: [{title: Social Coach}, {title: Leben und Sprache}]
    """
    total = exact_total(case)
    (known, count), of = case.agreement.known_cost, len(case.agreement.costs)
    if total is not None and 0 < count < of and known <= total:
        first = next((c, i) for c, i, measure in case.agreement.all_measures if measure.cost is None)
        yield Finding(
            measure_place(*first, "title"),
            ngettext(
                "One of {of} measures has no amount; the others cost {known} of {total}, which leaves {rest} at most.",
                "{n} of {of} measures have no amount; the others cost {known} of {total}, which leaves {rest} at most.",
                of - count,
                of=of,
                known=known,
                total=total,
                rest=total - known,
            ),
        )


@rule("AQB204", ERROR, _("A category costs more than its ceiling"), about="by_category")
def category_exceeds_ceiling(case: Case) -> Iterator[Finding]:
    """The measures of a category must not cost more than `budget.by_category` allows.

    Wrong:
        budget: {total: 100000, by_category: {qualification: 50000}}
        measures:
          training_preparation: [{title: Social Coach, amount: 40000}]
          qualification: [{title: FBI, amount: 60000}]
    Right:
        budget: {total: 100000, by_category: {qualification: 60000}}
        measures:
          training_preparation: [{title: Social Coach, amount: 40000}]
          qualification: [{title: FBI, amount: 60000}]
    """
    for category, ceiling in case.agreement.budget.by_category.items():
        cost = total_of([measure.cost for measure in case.agreement.measures.get(category, ())])
        if cost > ceiling:
            yield Finding(
                ("budget", "by_category", category.value),
                _("The measures of this category cost {cost}, that is {excess} more than its ceiling of {ceiling}.",
                  cost=cost, excess=cost - ceiling, ceiling=ceiling),
                _("Compare the ceiling and the measures' amounts with the agreement."),
                related=costs(case, category),
            )  # fmt: skip


@rule("AQB205", ERROR, _("The ceilings are more than the budget"), about="by_category")
def ceilings_exceed_total(case: Case) -> Iterator[Finding]:
    """The ceilings of the categories are parts of the total: together they must not be more.

    Wrong:
        budget: {total: 100000, by_category: {qualification: 60000, staff_training: 60000}}
    Right:
        budget: {total: 120000, by_category: {qualification: 60000, staff_training: 60000}}
    """
    yield from parts_exceed_total(case, "by_category", _("the ceilings of the categories"))


@rule("AQB206", ERROR, _("The years don't add up to the total"), needs_all=True)
def years_differ_from_total(case: Case) -> Iterator[Finding]:
    """`budget.by_year` spreads the total over calendar years, so it adds up to it exactly.

    Wrong:
        budget: {total: 100000, by_year: {2025: 60000, 2026: 50000}}
    Right:
        budget: {total: 110000, by_year: {2025: 60000, 2026: 50000}}
    """
    budget = case.agreement.budget
    spread, total = total_of(budget.by_year.values()), exact_total(case)
    if budget.by_year and total is not None and spread != total:
        yield Finding(
            ("budget", "by_year"),
            _("The years add up to {spread}, and the total is {total}: a difference of {difference}.",
              spread=spread, total=total, difference=abs(spread - total)),
            _("Compare the years and the total with the agreement."),
            related=((("budget", "total"), _("the total")),),
        )  # fmt: skip


@rule("AQB207", ERROR, _("A measure's years don't add up to its amount"), needs_all=True, about="years_of_measures")
def measure_years_differ(case: Case) -> Iterator[Finding]:
    """A measure's `by_year` spreads its `amount` over calendar years, so it adds up to it exactly.

    Wrong:
        budget: {total: 80000}
        measures:
          training_preparation: [{title: Social Coach, amount: 80000, by_year: {2025: 30000, 2026: 40000}}]
    Right:
        budget: {total: 80000}
        measures:
          training_preparation: [{title: Social Coach, amount: 80000, by_year: {2025: 30000, 2026: 50000}}]
    """
    for category, index, measure in case.agreement.all_measures:
        spread = total_of(measure.by_year.values()) if measure.by_year else None
        if spread is not None and measure.amount is not None and spread != measure.amount:
            yield Finding(
                measure_place(category, index, "by_year"),
                _("The years add up to {spread}, and the measure's amount is {amount}: a difference of {difference}.",
                  spread=spread, amount=measure.amount, difference=abs(spread - measure.amount)),
                _("Compare the years and the amount with the agreement."),
                related=((measure_place(category, index, "amount"), _("the amount")),),
            )  # fmt: skip


@rule(
    "AQB208",
    ERROR,
    _("The measures cost more in a year than the budget has"),
    needs_all=True,
    about="years_of_measures",
)
def year_exceeded(case: Case) -> Iterator[Finding]:
    """What the measures' `by_year` takes from a year must not be more than `budget.by_year` gives it.

    Wrong:
        budget: {total: 100000, by_year: {2025: 60000, 2026: 40000}}
        measures:
          training_preparation: [{title: Social Coach, amount: 100000, by_year: {2025: 50000, 2026: 50000}}]
    Right:
        budget: {total: 100000, by_year: {2025: 50000, 2026: 50000}}
        measures:
          training_preparation: [{title: Social Coach, amount: 100000, by_year: {2025: 50000, 2026: 50000}}]
    """
    given = case.agreement.budget.by_year
    taken: dict[int, list[tuple[FieldPath, Decimal]]] = {}
    for category, index, measure in case.agreement.all_measures if given else ():
        for year, amount in measure.by_year.items() if measure.by_year else ():
            taken.setdefault(year, []).append((measure_place(category, index, "by_year", str(year)), amount))
    for year, parts in sorted(taken.items()):
        if year < case.agreement.year:
            continue  # a matter of AQB304
        cost = total_of([amount for _place, amount in parts])
        if cost > given.get(year, Decimal(0)):
            places = tuple((place, _("{cost}", cost=amount)) for place, amount in parts)
            if year in given:
                message = _(
                    "The measures take {cost} from {year}, and the budget has {given} for it.",
                    cost=cost,
                    year=year,
                    given=given[year],
                )
                place: FieldPath = ("budget", "by_year", str(year))
            else:
                message = _(
                    "The measures take {cost} from {year}, and the budget has nothing for that year.",
                    cost=cost,
                    year=year,
                )
                place, places = parts[0][0], ((("budget", "by_year"), _("the budget's years")),)
            yield Finding(place, message, _("Compare the years with the agreement."), related=places[:MOST_RELATED])

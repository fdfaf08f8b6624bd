"""AQB301 to AQB305: periods of measures, and the years of their funds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aqb_cli.checking.rules.base import ERROR, WARNING, Case, FieldPath, Finding, Iterator, _, rule
from aqb_cli.checking.rules.sums import measure_place

LONGEST_SPREAD = 4
"""For how many years after the programme year funds may be spread: so in the known agreements (2016–2020, 2017–2021,
and Kassel's and Odenwaldkreis's of 2020, up to 2024)."""


def is_far(day: date | None, year: int) -> bool:
    """Whether a measure's day is so far from the programme year that it must be mistyped (AQB309)."""
    return day is not None and abs(day.year - year) > LONGEST_SPREAD


@rule("AQB301", ERROR, _("A period that ends before it begins"))
def reversed_period(case: Case) -> Iterator[Finding]:
    """`ends` is the last day of a measure, so it can't lie before `starts`.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, starts: 2025-09-01, ends: 2025-08-31}]
    Right:
        measures:
          training_preparation: [{title: Social Coach, starts: 2025-09-01, ends: 2026-08-31}]
    """
    for category, index, measure in case.agreement.dated_measures:
        if (
            measure.starts
            and measure.ends
            and measure.ends < measure.starts
            and not is_far(measure.starts, case.agreement.year)
        ):
            yield Finding(
                measure_place(category, index, "ends"),
                _(
                    "The measure ends on {ends}, before it begins on {starts}.",
                    ends=measure.ends,
                    starts=measure.starts,
                ),
                _("Compare both dates with the agreement; often only the year is wrong."),
                related=((measure_place(category, index, "starts"), _("the beginning")),),
            )


@rule("AQB302", ERROR, _("A measure outside the programme year"), needs_all=True)
def outside_programme_year(case: Case) -> Iterator[Finding]:
    """A measure runs, at least in part, in the programme year, or in a year over which the funds are spread.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, starts: 2023-09-01, ends: 2024-08-31}]
    Right:
        measures:
          training_preparation: [{title: Social Coach, starts: 2025-09-01, ends: 2026-08-31}]
    """
    agreement = case.agreement
    paid = (agreement.year, *agreement.budget.by_year)
    for category, index, measure in agreement.dated_measures:
        years = (*paid, *measure.by_year)
        first, last = min(years), max(years)
        starts, ends = measure.starts, measure.ends
        if ends and ends.year < first:
            field = "ends"
            message = _("The measure ends on {ends}, before the programme year {year}.", ends=ends, year=agreement.year)
        elif starts and starts.year > last:
            field = "starts"
            message = _("The measure begins on {starts}, after the programme year {year} and all years of its funds.",
                        starts=starts, year=agreement.year)  # fmt: skip
        else:
            continue
        if is_far(starts, agreement.year) or is_far(ends, agreement.year):
            continue
        help = _("Compare the dates with the agreement; often only the year is wrong.")
        yield Finding(measure_place(category, index, field), message, help)


@rule("AQB303", WARNING, _("A measure begins too early"))
def starts_too_early(case: Case) -> Iterator[Finding]:
    """Measures can be paid for from the programme's first day on, 1 January where the programme file has no other.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach, starts: 2024-11-01, ends: 2025-08-31}]
    Right:
        measures:
          training_preparation: [{title: Social Coach, starts: 2025-01-01, ends: 2025-08-31}]
    """
    earliest = case.programme.earliest_start if case.programme else None
    earliest = earliest or date(case.agreement.year, 1, 1)
    for category, index, measure in case.agreement.dated_measures:
        over = measure.ends is not None and measure.ends < earliest  # a matter of AQB302
        if measure.starts and measure.starts < earliest and not over:
            yield Finding(
                measure_place(category, index, "starts"),
                _("The measure begins on {starts}; funds of {year} can be used from {earliest} on.",
                  starts=measure.starts, year=case.agreement.year, earliest=earliest),
                _("Check whether the measure belongs into this year's agreement."),
            )  # fmt: skip


@rule("AQB304", ERROR, _("Funds of a year that isn't the programme's"))
def funds_outside_programme(case: Case) -> Iterator[Finding]:
    """Funds can be spread over the programme year and the four years after it, not over years before.

    Wrong:
        budget: {total: 595950, by_year: {2024: 100000, 2025: 495950}}
    Right:
        budget: {total: 595950, by_year: {2025: 100000, 2026: 495950}}
    """
    first = case.agreement.year
    spreads: list[tuple[FieldPath, Iterable[int]]] = [(("budget", "by_year"), case.agreement.budget.by_year)]
    for category, index, measure in case.agreement.all_measures:
        if measure.by_year:
            spreads.append((measure_place(category, index, "by_year"), measure.by_year))
    for place, spread in spreads:
        for year in spread:
            if not first <= year <= first + LONGEST_SPREAD:
                yield Finding(
                    (*place, str(year)),
                    _("Funds of the programme year {first} can't be spread to {year}.", first=first, year=year),
                    _("Possible are the years {first} to {last}.", first=first, last=first + LONGEST_SPREAD),
                    on_key=True,
                )


@rule("AQB305", WARNING, _("Funds of a year in which the measure doesn't run"), about="years_of_measures")
def funds_outside_period(case: Case) -> Iterator[Finding]:
    """A measure's funds belong to the years in which it runs.

    Wrong:
        budget: {total: 80000}
        measures:
          training_preparation:
            - {title: Coach, amount: 80000, by_year: {2025: 40000, 2027: 40000}, starts: 2025-09-01, ends: 2026-08-31}
    Right:
        budget: {total: 80000}
        measures:
          training_preparation:
            - {title: Coach, amount: 80000, by_year: {2025: 40000, 2026: 40000}, starts: 2025-09-01, ends: 2026-08-31}
    """
    for category, index, measure in case.agreement.all_measures:
        if measure.starts and measure.ends and measure.ends < measure.starts:
            continue  # a matter of AQB301
        for year, amount in measure.by_year.items() if measure.by_year else ():
            if not case.agreement.year <= year <= case.agreement.year + LONGEST_SPREAD:
                continue  # a matter of AQB304
            early = measure.starts is not None and year < measure.starts.year
            late = measure.ends is not None and year > measure.ends.year
            far = is_far(measure.starts, case.agreement.year) or is_far(measure.ends, case.agreement.year)
            if amount and (early or late) and not far:
                yield Finding(
                    measure_place(category, index, "by_year", str(year)),
                    _("The measure has funds for {year}, in which it doesn't run.", year=year),
                    _("Compare the years and the period with the agreement."),
                    on_key=True,
                )

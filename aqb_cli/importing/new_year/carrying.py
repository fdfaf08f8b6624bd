"""Which measures of an earlier agreement run on in a new year, as far as that agreement says."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Agreement, Category, Measure, ResultStatus
from aqb_cli.text.messages import Message, _

_YEARS = re.compile(
    r"(?<![0-9])(?P<first>2[0-9]{3})(?:\s*(?:[/–—-]|bis|und)\s*(?P<last>(?:2[0-9])?[0-9]{2})(?!\.?[0-9]))?(?![0-9])"
)
"""A year or two in a title: "2026", "2025/2026", "2025/26", "2025 bis 2027"."""

_LONGEST_SPAN = 5
"""How many years a title may span; "2025-80" is something else."""


class Fate(NamedTuple):
    """What becomes of one measure, and why."""

    category: Category
    measure: Measure
    reason: Message


class Carried(NamedTuple):
    """What becomes of an earlier agreement's measures in a new year."""

    agreement: Agreement
    running: tuple[Fate, ...] = ()
    """They run on."""
    unclear: tuple[Fate, ...] = ()
    """The agreement doesn't say; a person has to decide."""
    over: tuple[Fate, ...] = ()


def carried(agreement: Agreement, year: int) -> Carried:
    """What becomes of the agreement's measures in a later year.

    A measure runs on if its last day lies in the year or after it. One without a last day runs on if it begins then, if
    there are funds for the year or after it, or if its title names the year. What the review calls completed or
    cancelled is over.
    """
    fates: dict[bool | None, list[Fate]] = {True: [], None: [], False: []}
    reported = {result.measure: result.status for result in agreement.review.results} if agreement.review else {}
    for category, _index, measure in agreement.all_measures:
        runs_on, reason = _judged(measure, year, agreement.year, reported.get(measure.title))
        fates[runs_on].append(Fate(category, measure, reason))
    return Carried(agreement, tuple(fates[True]), tuple(fates[None]), tuple(fates[False]))


def _judged(measure: Measure, year: int, before: int, status: ResultStatus | None) -> tuple[bool | None, Message]:
    """Whether a measure runs on, None if the agreement doesn't say; and why."""
    if status in (ResultStatus.COMPLETED, ResultStatus.CANCELLED):
        return False, _("its result says “{status}”", status=vocabulary.name(status))
    if measure.ends is not None:
        if measure.ends >= date(year, 1, 1):
            return True, _("it ends on {day}", day=measure.ends)
        return False, _("it ended on {day}", day=measure.ends)
    if measure.starts is not None and measure.starts >= date(year, 1, 1):
        return True, _("it begins on {day}", day=measure.starts)
    if any(amount for later, amount in measure.by_year.items() if later >= year):
        return True, _("it has funds for {year} or later", year=year)
    if _names(measure.title, year):
        return True, _("its title names {year}", year=year)
    if measure.starts is not None:
        return None, _("the agreement of {year} gives no last day", year=before)
    return None, _("the agreement of {year} gives no period", year=before)


def _names(title: str, year: int) -> bool:
    """Whether a title names a year, alone or in a span of years."""
    for match in _YEARS.finditer(title):
        first = int(match["first"])
        last = int(match["first"][: 4 - len(match["last"])] + match["last"]) if match["last"] else first
        if first <= year <= last <= first + _LONGEST_SPAN or year == first:
            return True
    return False

"""How a measure stands at the review (§ 6): its plan with the deviations of the year, its result, and a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat.model import Deviation, Measure, Result, ResultStatus
from aqb_cli.fileformat.vocabulary import Course
from aqb_cli.querying.queries.choice import Choice, LocatedMeasure
from aqb_cli.querying.queries.sums import share
from aqb_cli.text.messages import Message, _

TOLERANCE = Decimal("0.2")
"""By how much of the whole a measure may lag behind, or run ahead, and still be on course."""

_AT_WORK = (ResultStatus.RUNNING, ResultStatus.COMPLETED)


class Standing(NamedTuple):
    """One measure at the review."""

    item: LocatedMeasure
    result: Result | None
    """What was reported of it."""
    change: Decimal
    """By how much the deviations up to the day change its budget, in euros."""
    elapsed: Decimal | None
    """The part of its period that has passed, from 0 to 1."""
    course: Course = Course.OPEN
    reasons: tuple[Message, ...] = ()
    """Why, or what is missing."""

    @property
    def available(self) -> Decimal | None:
        """Its budget with the deviations, in euros."""
        planned = self.item.measure.cost
        return None if planned is None else planned + self.change


def standings_of(record: Record, day: date) -> list[Standing]:
    """How the measures of an agreement stand on a day.

    Results are those of the review meeting: before it, none are known.
    """
    times = Counter(measure.title for _category, _index, measure in record.agreement.all_measures)
    results = {result.measure: result for result in record.agreement.results} if knows_results(record, day) else {}
    amounts: dict[str, Decimal] = {}
    for deviation in deviations_until(record, day):
        if deviation.measure is not None and deviation.budget_change is not None:
            amounts[deviation.measure] = amounts.get(deviation.measure, Decimal(0)) + deviation.budget_change
    found = []
    for item in Choice().items([record]):
        title = item.measure.title
        is_alone = times[title] == 1  # otherwise nobody can tell which measure is meant (AQB507)
        result = results.get(title) if is_alone else None
        change = amounts.get(title, Decimal(0)) if is_alone else Decimal(0)
        standing = Standing(item, result, change, _elapsed(item.measure, day))
        found.append(_judged(standing, day, is_alone=is_alone))
    return found


def knows_results(record: Record, day: date) -> bool:
    """Whether the results of the file are known on a day: not before the meeting at which they were reported."""
    review = record.agreement.review
    return review is not None and (review.meeting_on is None or review.meeting_on <= day)


def deviations_until(record: Record, day: date) -> list[Deviation]:
    """The deviations up to a day."""
    return [deviation for deviation in record.agreement.deviations if deviation.on <= day]


def changes_until(record: Record, day: date) -> Decimal:
    """By how much the deviations up to a day change the whole budget, in euros."""
    return sum((d.budget_change or Decimal(0) for d in deviations_until(record, day)), Decimal(0))


def percent(part: Decimal) -> Message:
    """A share in whole percent."""
    return _("{number}%", number=str((part * 100).quantize(Decimal(1), ROUND_HALF_UP)))


def _elapsed(measure: Measure, day: date) -> Decimal | None:
    if measure.starts is None or measure.ends is None:
        return None
    passed, whole = (day - measure.starts).days + 1, (measure.ends - measure.starts).days + 1
    return share(Decimal(min(max(passed, 0), whole)), Decimal(whole))


def _judged(standing: Standing, day: date, *, is_alone: bool) -> Standing:
    """The standing with its verdict."""
    measure, result = standing.item.measure, standing.result
    if not is_alone:
        reason = _("several measures have this title, so no result can be told to be this one's")
        return standing._replace(reasons=(reason,))
    if measure.starts and measure.starts > day and (result is None or result.status is ResultStatus.PLANNED):
        return standing._replace(reasons=(_("begins on {day}", day=measure.starts),))
    if result is None:
        return standing._replace(course=Course.UNREPORTED)
    if faults := tuple(_faults(standing, result, day)):
        return standing._replace(course=Course.OFF, reasons=faults)
    gaps = tuple(_gaps(measure, result))
    course = Course.ON if _has_grounds(standing, result) else Course.OPEN
    return standing._replace(course=course, reasons=gaps)


def _has_grounds(standing: Standing, result: Result) -> bool:
    """Whether anything could have shown that the measure isn't on course: places, or money against time."""
    if result.status not in _AT_WORK:
        return False
    places = bool(standing.item.measure.places) and result.places_filled is not None
    money = result.spent is not None and bool(standing.available)
    return places or (money and (result.status is ResultStatus.COMPLETED or standing.elapsed is not None))


def _faults(standing: Standing, result: Result, day: date) -> Iterator[Message]:
    """The reasons why a measure isn't on course."""
    measure, status = standing.item.measure, result.status
    if status is ResultStatus.CANCELLED:
        yield _("cancelled")
    if status is ResultStatus.PLANNED and measure.starts and measure.starts <= day:
        yield _("should have begun on {day}", day=measure.starts)
    if status in _AT_WORK and measure.starts and measure.starts > day:
        yield _("reported as begun, although it begins only on {day}", day=measure.starts)
    if status in (ResultStatus.PLANNED, ResultStatus.RUNNING) and measure.ends and measure.ends < day:
        yield _("should have ended on {day}", day=measure.ends)
    if result.spent is not None and standing.available is not None:
        yield from _spending_faults(result, result.spent, standing.available, standing.elapsed)
    if status in _AT_WORK and measure.places and result.places_filled is not None:
        yield from _place_faults(result.places_filled, measure.places)


def _spending_faults(result: Result, spent: Decimal, available: Decimal, elapsed: Decimal | None) -> Iterator[Message]:
    part = share(spent, available)
    if spent > available:
        yield _("{excess} more spent than available", excess=spent - available)
    elif part is None:
        return
    elif result.status is ResultStatus.COMPLETED and part < 1 - TOLERANCE:
        yield _("{rest} of {available} not spent", rest=available - spent, available=available)
    elif result.status is ResultStatus.PLANNED and part > TOLERANCE:
        yield _("{part} of the money spent, although only planned", part=percent(part))
    elif result.status is ResultStatus.RUNNING and elapsed is not None and abs(part - elapsed) > TOLERANCE:
        yield _("{part} of the money spent in {elapsed} of the time", part=percent(part), elapsed=percent(elapsed))


def _place_faults(filled: int, places: int) -> Iterator[Message]:
    if filled < places * (1 - TOLERANCE):
        yield _("only {filled} of {places} places filled", filled=filled, places=places)
    elif filled > places * (1 + TOLERANCE):
        yield _("{filled} people on {places} places", filled=filled, places=places)


def _gaps(measure: Measure, result: Result) -> Iterator[Message]:
    """What a result leaves open."""
    if result.status not in _AT_WORK:
        return
    if result.spent is None:
        yield _("spending not reported")
    if measure.places and result.places_filled is None:
        yield _("places not reported")

"""What became of agreements or of their measures, as parts that can be added up under any dimension."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat.model import Category, InSum, Measure
from aqb_cli.querying.queries.bounds import between
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.dimensions import label_of
from aqb_cli.querying.queries.judging import Standing, changes_until, knows_results, standings_of
from aqb_cli.querying.queries.sums import all_places, summed, together, totals_of
from aqb_cli.querying.tables import Cell, Sum


class ReviewPart(NamedTuple):
    """What became of an agreement, or of one of its measures. A sum counts once what is missing from it."""

    record: Record
    use: Category | None
    """The measure's category; None for a whole agreement."""
    measure: Measure | None
    planned: Sum
    """In euros, as all amounts are."""
    change: Decimal
    """By how much the deviations up to the day change it."""
    spent: Sum
    places: Sum
    filled: Sum
    participants: Sum
    is_reported: bool
    """Whether anything was reported of it by the day."""
    open: Decimal
    """How much more may have been spent of what is known to be available."""
    left: Decimal
    """What its agreement has left for measures of unknown amounts."""
    carried_over: Sum = Sum(None, 1)
    returned: Sum = Sum(None, 1)

    def label(self, dimension: str) -> Cell:
        """What it is counted under."""
        return label_of(dimension, self.record, self.use, self.measure)

    @property
    def available(self) -> Sum:
        """What was planned, with the deviations."""
        return self.planned._replace(known=None if self.planned.known is None else self.planned.known + self.change)


def day_of(record: Record, today: date, as_of: date | None) -> date:
    """The day as on which an agreement is looked at: the one asked for, or the review meeting's if it has been."""
    meeting = record.agreement.review.meeting_on if record.agreement.review else None
    return as_of or (meeting if meeting and meeting <= today else today)


def parts_of_review(
    records: Iterable[Record], choice: Choice, today: date, as_of: date | None, *, divided: bool
) -> Iterator[ReviewPart]:
    """What became of agreements, or of their chosen measures."""
    for record in records:
        day = day_of(record, today, as_of)
        standings = standings_of(record, day)
        change = changes_until(record, day)
        known = sum((standing.available or Decimal(0) for standing in standings), Decimal(0))
        left = max((record.agreement.budget.total or Decimal(0)) + change - known, Decimal(0))
        if not divided:
            yield _of_agreement(record, standings, day, change, left)
            continue
        chosen = {id(item.measure) for item in choice.items([record])}
        yield from (_of_measure(standing, left) for standing in standings if id(standing.item.measure) in chosen)


def _of_measure(standing: Standing, left: Decimal) -> ReviewPart:
    record, category, measure = standing.item
    result = standing.result
    spent = summed([result.spent if result else None])
    return ReviewPart(
        record,
        category,
        measure,
        summed([measure.cost]),
        standing.change,
        spent,
        summed([measure.places]),
        summed([result.places_filled if result else None]),
        summed([result.participants if result else None]),
        result is not None,
        _open(standing) if spent.unknown else Decimal(0),
        left,
    )


def _of_agreement(
    record: Record, standings: Sequence[Standing], day: date, change: Decimal, left: Decimal
) -> ReviewPart:
    """What was reported in sum comes before what its measures come to."""
    review, total = record.agreement.review, record.agreement.budget.total
    whole = review.in_sum if review and review.in_sum and knows_results(record, day) else InSum()
    places = all_places(record)
    results = [standing.result for standing in standings]

    def of(in_sum: Decimal | int | None, parts: Iterable[Decimal | int | None]) -> Sum:
        if in_sum is not None:
            return Sum(Decimal(in_sum))
        amount = summed(parts) if standings else Sum(None, 1)
        return amount._replace(unknown=min(amount.unknown, 1))

    spent = of(whole.spent, (result.spent if result else None for result in results))
    unreported = [s for s in standings if s.result is None or s.result.spent is None]
    unspent = sum(map(_open, unreported), Decimal(0)) if standings else max((total or Decimal(0)) + change, Decimal(0))
    if any(standing.available is None for standing in unreported):
        seen = (s.result.spent or 0 for s in standings if s.result and s.available is None)
        unspent += max(left - sum(seen), Decimal(0))
    if total is not None:  # a change of the whole agreement may have left less than its measures come to
        unspent = min(unspent, max(total + change - (spent.known or Decimal(0)), Decimal(0)))
    return ReviewPart(
        record,
        None,
        None,
        totals_of([record]),
        change,
        spent,
        places._replace(unknown=min(places.unknown, 1)),
        of(whole.places_filled, (result.places_filled if result else None for result in results)),
        of(whole.participants, (result.participants if result else None for result in results)),
        any(results) or whole != InSum(),
        unspent if spent.unknown else Decimal(0),
        left,
        of(whole.carried_over, [None]),
        of(whole.returned, [None]),
    )


def _open(standing: Standing) -> Decimal:
    """How much a measure may have spent that nobody has reported."""
    return max(standing.available or Decimal(0), Decimal(0))


def spent_share(outcomes: Sequence[ReviewPart]) -> Cell:
    """What part of what is available was spent; two bounds where something isn't known, None if nothing is.

    None also where something isn't known of an agreement whose total is open. Nobody is taken to have spent more than
    is available, unless that was reported.
    """
    incomplete = any(outcome.planned.unknown or outcome.spent.unknown for outcome in outcomes)
    if incomplete and any(outcome.record.agreement.budget.total is None for outcome in outcomes):
        return None
    spent = together(outcome.spent for outcome in outcomes)
    unpriced = [outcome for outcome in outcomes if outcome.planned.known is None]
    seen = sum((outcome.spent.known or Decimal(0) for outcome in unpriced), Decimal(0))
    available = (together(outcome.available for outcome in outcomes).known or Decimal(0)) + seen
    if spent.known is None or not available:
        return None
    most = spent.known + sum((outcome.open for outcome in outcomes), Decimal(0))
    more = _left(outcome for outcome in unpriced if outcome.spent.unknown)
    of_most = (most, available) if most > available else (most + more, available + more)
    return between(spent.known, of_most[0], max(available, available - seen + _left(unpriced)), of_most[1])


def _left(outcomes: Iterable[ReviewPart]) -> Decimal:
    """What measures of unknown amounts can have together."""
    lefts = {outcome.record.path: outcome.left for outcome in outcomes}
    return sum(lefts.values(), Decimal(0))

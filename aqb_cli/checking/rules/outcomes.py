"""AQB242 and AQB243: what became of the whole agreement (`review.in_sum`), against the budget and the results."""

from __future__ import annotations

from collections.abc import Sequence

from aqb_cli.checking.rules.base import ERROR, WARNING, Case, Finding, Iterator, _, rule
from aqb_cli.checking.rules.sums import MOST_RELATED, exact_total, total_of
from aqb_cli.fileformat.model import InSum, Result
from aqb_cli.text.messages import Message


@rule("AQB242", WARNING, _("More was spent, carried over and returned than there was"), needs_all=True, about="review")
def sum_exceeds_total(case: Case) -> Iterator[Finding]:
    """What was spent, carried over and returned are parts of the total, with what was added to it during the year.

    Reductions don't count here: what a measure had to give up may have been returned.

    Wrong:
        budget: {total: 500000}
        review: {in_sum: {spent: 450000, carried_over: 40000, returned: 20000}}
    Right:
        budget: {total: 500000}
        review: {in_sum: {spent: 440000, carried_over: 40000, returned: 20000}}
    """
    review = case.agreement.review
    if review is None or review.in_sum is None:
        return
    total, whole = exact_total(case), review.in_sum
    if total is None:
        return
    changes = [deviation.budget_change for deviation in review.deviations if deviation.budget_change]
    available = total + total_of(change for change in changes if change > 0)
    parts = {"spent": whole.spent, "carried_over": whole.carried_over, "returned": whole.returned}
    together = total_of(parts.values())
    if together > available:
        stated = [name for name, amount in parts.items() if amount]
        yield Finding(
            ("review", "in_sum", stated[0]) if len(stated) == 1 else ("review", "in_sum"),
            _("Spent, carried over and returned are {together} in sum; there were at most {available}.",
              together=together, available=available),
            _("Compare the amounts with the documents; an increase that is missing belongs under `review.deviations`."),
            related=((("budget", "total"), _("the total")),),
        )  # fmt: skip


@rule("AQB243", ERROR, _("The results contradict their sum"), needs_all=True, about="review")
def results_exceed_sum(case: Case) -> Iterator[Finding]:
    """`review.in_sum` is about all measures, so they can't have spent more, or have more places filled, than it says.

    Participants of several measures count once in sum, so only a single measure can't have more of them.

    Wrong:
        measures:
          training_preparation: [{title: Social Coach}, {title: Leben und Sprache}]
        review:
          results:
            - {measure: Social Coach, status: running, spent: 300000}
            - {measure: Leben und Sprache, status: running, spent: 200000}
          in_sum: {spent: 400000}
    Right:
        measures:
          training_preparation: [{title: Social Coach}, {title: Leben und Sprache}]
        review:
          results:
            - {measure: Social Coach, status: running, spent: 300000}
            - {measure: Leben und Sprache, status: running, spent: 200000}
          in_sum: {spent: 500000}
    """
    review = case.agreement.review
    if review is None or review.in_sum is None:
        return
    for field, message in _contradictions(review.results, review.in_sum):
        stated = [index for index, result in enumerate(review.results) if getattr(result, field)]
        yield Finding(
            ("review", "in_sum", field),
            message,
            _("Compare the sum and the results with the documents."),
            related=tuple((("review", "results", index, field), _("a result")) for index in stated[:MOST_RELATED]),
        )


def _contradictions(results: Sequence[Result], whole: InSum) -> Iterator[tuple[str, Message]]:
    """The fields of which the sum is less than the results say, and how much less."""
    spent = total_of(result.spent for result in results)
    if whole.spent is not None and spent > whole.spent:
        yield (
            "spent",
            _("The results add up to {parts}, and {whole} were spent in sum.", parts=spent, whole=whole.spent),
        )
    filled = sum(result.places_filled or 0 for result in results)
    if whole.places_filled is not None and filled > whole.places_filled:
        message = _("The filled places of the results add up to {parts}, and {whole} is stated in sum.",
                    parts=filled, whole=whole.places_filled)  # fmt: skip
        yield "places_filled", message
    most = max((result.participants or 0 for result in results), default=0)
    if whole.participants is not None and most > whole.participants:
        message = _("The participants of one measure number {most}, and {whole} is stated in sum.",
                    most=most, whole=whole.participants)  # fmt: skip
        yield "participants", message

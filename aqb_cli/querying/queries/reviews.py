"""`aqb review` of several agreements: what they got, spent, carried over and gave back, for how many people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from aqb_cli.checking.valid import Inventory, Record
from aqb_cli.querying.queries.bounds import note_on_bounds
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.dimensions import DIMENSIONS, label_column
from aqb_cli.querying.queries.judging import deviations_until, knows_results
from aqb_cli.querying.queries.parts import Index, is_divided
from aqb_cli.querying.queries.review_parts import ReviewPart, day_of, parts_of_review, spent_share
from aqb_cli.querying.queries.sums import (
    all_places,
    caveats,
    named,
    spans,
    summed,
    together,
    unstated,
    without_measures,
)
from aqb_cli.querying.tables import Cell, Column, Group, Kind, Report, Table, is_unknown, row_of
from aqb_cli.text.messages import Message, _, listing

_MAY_BE_UNKNOWN = ("carried_over", "returned", "places", "filled", "participants")
"""The columns that people see only if somebody has reported anything."""

_SUMS = ("planned", "available", "spent", *_MAY_BE_UNKNOWN)
"""The columns that are sums of what is known of each part."""


def reviews(inventory: Inventory, choice: Choice, by: Sequence[str], today: date, as_of: date | None = None) -> Report:
    """A row for each value of the dimensions, in groups by the first one of several."""
    records = choice.records(inventory.records)
    divided = is_divided(by, choice)
    index = Index(list(parts_of_review(records, choice, today, as_of, divided=divided)))
    outer, inner = by[:-1][:1], [*by[:-1][1:], by[-1]]
    figures = _figures(index.all)
    silent = {key for key in _MAY_BE_UNKNOWN if is_unknown(figures[key])}
    columns = tuple(column._replace(shown=column.key not in silent) for column in _columns(by, divided=divided))
    groups = []
    for where in index.rows(outer, {}):
        rows = [row_of(columns, {**labels, **_figures(index.at(labels))}) for labels in index.rows(inner, where)]
        total = row_of(columns, {**_figures(index.at(where)), inner[-1]: _("Sum")}) if outer else None
        groups.append(Group(tuple(rows), where[outer[0]] if outer else None, (), total))
    total = row_of(columns, {**figures, inner[-1]: _("Sum")}) if index.all else None
    hidden = [column.heading for column in columns if not column.shown]
    notes = (
        *choice.described(),
        _("As of {day}.", day=as_of) if as_of else _("As of each agreement's review meeting, or else of today."),
        *_unreported(index.all),
        *([_("Not reported by anybody: {columns}.", columns=hidden)] if hidden else []),
        *(_only_in_sum(records, index.all, today, as_of) if divided else ()),
        *caveats(records),
        *note_on_bounds(groups),
    )
    table = Table("review", _title(records, by), columns, tuple(groups), outer[0] if outer else None, total, notes)
    return Report.of(table, inventory.left_out)


def _columns(by: Sequence[str], *, divided: bool) -> tuple[Column, ...]:
    return (
        *map(label_column, by),
        Column("agreements", _("Agreements"), Kind.COUNT, rank=11),
        *((Column("measures", _("Measures"), Kind.COUNT, rank=10),) if divided else ()),
        Column("unreported", _("Not reported"), Kind.COUNT, rank=7),
        Column("planned", _("Planned") if divided else _("Budget"), Kind.EURO, rank=9 if divided else 0),
        Column("change", _("Changes"), Kind.EURO, rank=8, signed=True),
        Column("available", _("Available"), Kind.EURO, rank=0 if divided else 9),
        Column("spent", _("Spent"), Kind.EURO, missing=_("unknown")),
        Column("spent_share", _("Share spent"), Kind.SHARE, rank=1),
        *(
            ()
            if divided
            else (
                Column("carried_over", _("Carried over"), Kind.EURO, rank=2),
                Column("returned", _("Returned"), Kind.EURO, rank=3),
            )
        ),
        Column("places", _("Places"), Kind.COUNT, rank=6),
        Column("filled", _("Places filled"), Kind.COUNT, rank=5),
        Column("participants", _("Participants"), Kind.COUNT, rank=4),
    )


def _figures(outcomes: Sequence[ReviewPart]) -> dict[str, Cell]:
    """The cells of one row."""
    unreported = sum(not outcome.is_reported for outcome in outcomes)
    return {
        "agreements": len({outcome.record.path for outcome in outcomes}),
        "measures": len(outcomes),
        "unreported": unreported,
        "change": sum((outcome.change for outcome in outcomes), Decimal(0)) or None,
        "spent_share": spent_share(outcomes),
        **{key: together(getattr(outcome, key) for outcome in outcomes) for key in _SUMS},
    }


def _unreported(outcomes: Sequence[ReviewPart]) -> Iterator[Message]:
    """The agreements of which, or of whose measures, nothing was reported at all."""
    reported = {outcome.record.path for outcome in outcomes if outcome.is_reported}
    silent = {o.record.path: named(o.record) for o in outcomes if o.record.path not in reported}
    return listing(
        "Of {n} agreement nothing was reported: {names}.",
        "Of {n} agreements nothing was reported: {names}.",
        list(silent.values()),
    )


def _only_in_sum(
    records: Sequence[Record], outcomes: Sequence[ReviewPart], today: date, as_of: date | None
) -> Iterator[Message]:
    """What is known of whole agreements, and stands in no row of their measures."""
    yield from without_measures(unstated(records))
    silent = {outcome.record.path for outcome in outcomes if outcome.spent.unknown}
    in_sum = [
        named(record)
        for record in records
        if (review := record.agreement.review) and review.in_sum and review.in_sum.spent is not None
        if knows_results(record, day_of(record, today, as_of))
        if record.path in silent or not record.agreement.measures
    ]
    yield from listing(
        "What {n} agreement has spent is known in sum, not of each measure: {names}.",
        "What {n} agreements have spent is known in sum, not of each measure: {names}.",
        in_sum,
    )
    with_places = [
        named(record)
        for record in records
        if record.agreement.places
        and all_places(record).known != summed(each.places for _c, _n, each in record.agreement.all_measures).known
    ]
    yield from listing(
        "The places that {n} agreement states in sum aren't in these rows: {names}.",
        "The places that {n} agreements state in sum aren't in these rows: {names}.",
        with_places,
    )
    general = [
        deviation.budget_change
        for record in records
        for deviation in deviations_until(record, day_of(record, today, as_of))
        if deviation.measure is None and deviation.budget_change
    ]
    if general:
        yield _("Changes of whole agreements aren't in these rows: {sum} in all.", sum=sum(general, Decimal(0)))


def _title(records: Sequence[Record], by: Sequence[str]) -> Message:
    dimensions = [DIMENSIONS[dimension].in_titles for dimension in by]
    years = spans({record.agreement.year for record in records})
    if not years:
        return _("Review by {dimensions}", dimensions=dimensions)
    return _("Review {years} by {dimensions}", years=years, dimensions=dimensions)

"""`aqb review`: plan against result (§ 6), with the deviations of the year taken into account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from aqb_cli.checking.valid import Inventory, Record
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Category, Status
from aqb_cli.fileformat.vocabulary import Course
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.judging import TOLERANCE, Standing, changes_until, knows_results, percent, standings_of
from aqb_cli.querying.queries.review_parts import day_of, parts_of_review, spent_share
from aqb_cli.querying.queries.show import DEVIATIONS
from aqb_cli.querying.queries.sums import caveats, share, summed
from aqb_cli.querying.tables import Cell, Column, Group, Kind, Report, Row, Sum, Table, row_of
from aqb_cli.text.messages import Message, _, chained, listing, ngettext

_MEASURES = (
    Column("category", _("Category")),
    Column("title", _("Measure")),
    Column("planned", _("Planned"), Kind.EURO, rank=8, missing=_("unknown")),
    Column("change", _("Changes"), Kind.EURO, rank=7, signed=True),
    Column("available", _("Available"), Kind.EURO, missing=_("unknown")),
    Column("spent", _("Spent"), Kind.EURO),
    Column("spent_share", _("Share spent"), Kind.SHARE, rank=5),
    Column("elapsed", _("Time passed"), Kind.SHARE, rank=6),
    Column("places", _("Places"), Kind.COUNT, rank=3),
    Column("filled", _("Filled"), Kind.COUNT, rank=2),
    Column("participants", _("Participants"), Kind.COUNT, rank=1),
    Column("status", _("Status"), rank=4),
    Column("assessment", _("Assessment")),
    Column("course", _("Verdict"), shown=False),
)

_SUMMARY = (
    Column("category", _("Category")),
    Column("measures", _("Measures"), Kind.COUNT, rank=5, missing=_("unknown")),
    Column("on_course", _("On course"), Kind.COUNT, rank=2, missing=_("unknown")),
    Column("off_course", _("Not on course"), Kind.COUNT, rank=2, missing=_("unknown")),
    Column("open", _("Open"), Kind.COUNT, rank=2, missing=_("unknown")),
    Column("unreported", _("Not reported"), Kind.COUNT, rank=2, missing=_("unknown")),
    Column("planned", _("Planned"), Kind.EURO, rank=6),
    Column("change", _("Changes"), Kind.EURO, rank=4, signed=True),
    Column("available", _("Available"), Kind.EURO),
    Column("spent", _("Spent"), Kind.EURO),
    Column("spent_share", _("Share spent"), Kind.SHARE, rank=3),
)

_IN_SUM = (
    Column("available", _("Available"), Kind.EURO, missing=_("unknown")),
    Column("spent", _("Spent"), Kind.EURO, missing=_("unknown")),
    Column("carried_over", _("Carried over"), Kind.EURO, missing=_("unknown")),
    Column("returned", _("Returned"), Kind.EURO, missing=_("unknown")),
    Column("places_filled", _("Places filled"), Kind.COUNT, missing=_("unknown")),
    Column("participants", _("Participants"), Kind.COUNT, missing=_("unknown")),
)

_DEVIATIONS = (*DEVIATIONS, Column("counted", _("Counted"), rank=1))

_POINTS = (
    Column("measure", _("Measure")),
    Column("category", _("Category"), rank=1),
    Column("point", _("To be discussed")),
)


def review(inventory: Inventory, record: Record, today: date, as_of: date | None = None) -> Report:
    """The standing of an agreement's measures on a day: by default that of the review meeting, if it has been."""
    day = day_of(record, today, as_of)
    standings = standings_of(record, day)
    title = _(
        "Review of the {year} agreement with {district}, as of {day}",
        year=str(record.agreement.year), district=record.district.name, day=day,
    )  # fmt: skip
    tables = [_summary(record, standings, day), *_in_sum(record, day)]
    if points := [standing for standing in standings if standing.course in (Course.OFF, Course.UNREPORTED)]:
        tables.append(_points(points))
    tables.append(_measures(record, standings))
    if record.agreement.deviations:
        tables.append(_deviations(record, day))
    return Report(title, tuple(tables), "measures", inventory.left_out)


def _assessment(standing: Standing) -> Message:
    """How a measure stands, and why."""
    verdict = vocabulary.name(standing.course)
    reasons = chained(standing.reasons, "; ")
    return chained([verdict, reasons], ": ") if standing.reasons else verdict


def _points(standings: Sequence[Standing]) -> Table:
    rows = tuple(
        (s.item.measure.title, s.item.category, chained(s.reasons, "; ") if s.reasons else vocabulary.name(s.course))
        for s in standings
    )
    return Table("points", _("To be discussed"), _POINTS, (Group(rows),))


def _measures(record: Record, standings: Sequence[Standing]) -> Table:
    groups = []
    for category in Category:
        own = [standing for standing in standings if standing.item.category is category]
        rows = tuple(map(_row, own))
        known = category in record.agreement.measures
        groups.append(Group(rows, category, conclusion=_conclusion(own) if known else _("The measures aren't known.")))
    note = _(
        "Not on course is what was cancelled, isn't in time, spent more than it has, or is more than {tolerance} off:"
        " in money against time, or in filled places. Open is what nothing was reported of by which to judge it.",
        tolerance=percent(TOLERANCE),
    )
    return Table("measures", _("Measures"), _MEASURES, tuple(groups), "category", notes=(note,))


def _row(standing: Standing) -> Row:
    measure, result = standing.item.measure, standing.result
    spent = result.spent if result else None
    cells: dict[str, Cell] = {
        "category": standing.item.category,
        "title": measure.title,
        "planned": measure.cost,
        "change": standing.change or None,
        "available": standing.available,
        "spent": spent,
        "spent_share": share(spent, standing.available),
        "elapsed": standing.elapsed,
        "places": measure.places,
        "filled": result.places_filled if result else None,
        "participants": result.participants if result else None,
        "status": result.status if result else None,
        "assessment": _assessment(standing),
        "course": standing.course,
    }
    return row_of(_MEASURES, cells)


def _conclusion(standings: Sequence[Standing]) -> Message:
    """How the measures of a category stand, in a few sentences."""
    if not standings:
        return _("No measures.")
    on, off, unclear, unreported = (_titles(standings, course) for course in Course)
    parts = [
        *([ngettext("{n} measure is on course.", "{n} measures are on course.", len(on))] if on else ()),
        *(
            listing("{n} isn't: {names}.", "{n} aren't: {names}.", off)
            if on
            else listing("{n} measure isn't on course: {names}.", "{n} measures aren't on course: {names}.", off)
        ),
        *listing("How {n} measure stands is open: {names}.", "How {n} measures stand is open: {names}.", unclear),
        *listing(
            "Of {n} measure nothing was reported: {names}.",
            "Of {n} measures nothing was reported: {names}.",
            unreported,
        ),
    ]
    return chained([*parts, *_money(standings)], " ")


def _titles(standings: Sequence[Standing], course: Course) -> list[str]:
    return [standing.item.measure.title for standing in standings if standing.course is course]


def _money(standings: Sequence[Standing]) -> list[Message]:
    """What was spent, and who hasn't said anything of that."""
    spent = _spent(standings)
    available = summed([standing.available for standing in standings])
    if spent.known is None:
        return []
    if available.unknown or not available.known:
        parts = [_("{spent} spent.", spent=spent.known)]
    else:
        part = percent(spent.known / available.known)
        parts = [_("{spent} of {available} spent ({part}).", spent=spent.known, available=available.known, part=part)]
    if spent.unknown:
        parts.append(
            ngettext(
                "{n} measure hasn't reported any spending.",
                "{n} measures haven't reported any spending.",
                spent.unknown,
            )
        )
    return parts


def _spent(standings: Sequence[Standing]) -> Sum:
    return summed([standing.result.spent if standing.result else None for standing in standings])


def _summary(record: Record, standings: Sequence[Standing], day: date) -> Table:
    rows = []
    parts = list(parts_of_review([record], Choice(), day, day, divided=True))
    for category in Category:
        own = [standing for standing in standings if standing.item.category is category]
        figures = _figures(own) if category in record.agreement.measures else {}
        figures["spent_share"] = spent_share([part for part in parts if part.use is category])
        rows.append(row_of(_SUMMARY, {**figures, "category": category}))
    changes = changes_until(record, day)
    rest = changes - sum((standing.change for standing in standings), Decimal(0))
    if rest:
        rows.append(row_of(_SUMMARY, {"category": _("without a measure"), "change": rest, "available": rest}))
    figures = _figures(standings, rest) if record.agreement.measures else {}
    if not rest:
        figures["spent_share"] = spent_share(parts)
    total = row_of(_SUMMARY, {**figures, "category": _("Sum"), "change": changes or None})
    notes = tuple(_circumstances(record, changes, day))
    return Table("summary", _("By category"), _SUMMARY, (Group(tuple(rows)),), total=total, notes=notes)


def _in_sum(record: Record, day: date) -> Iterator[Table]:
    """What became of the whole agreement, where that was reported by the day."""
    review = record.agreement.review
    if review and review.in_sum and knows_results(record, day):
        budget = record.agreement.budget
        available: Sum | Decimal | None = None
        if budget.total is not None:
            after = budget.total + changes_until(record, day)
            available = Sum(after, rounded=1) if budget.rounded else after
        row = row_of(_IN_SUM, {"available": available, **vars(review.in_sum)})
        yield Table("in_sum", _("The whole agreement"), _IN_SUM, (Group((row,)),))


def _circumstances(record: Record, changes: Decimal, day: date) -> Iterator[Message]:
    budget, review = record.agreement.budget, record.agreement.review
    if budget.total is None or budget.rounded:
        yield from caveats([record])
    if budget.total is not None:
        total, after = (
            _("around {amount}", amount=each) if budget.rounded else each
            for each in (budget.total, budget.total + changes)
        )
        if changes:
            yield _("Budget: {total}; with the changes: {after}.", total=total, after=after)
        else:
            yield _("Budget: {total}.", total=total)
    if record.agreement.status is not Status.SIGNED:
        yield _("The agreement isn't signed; its status: {status}.", status=vocabulary.name(record.agreement.status))
    if review is None:
        yield _("The file has nothing about the review yet.")
        return
    if review.meeting_on:
        yield _("Review meeting: {day}.", day=review.meeting_on)
    if (review.results or review.in_sum) and not knows_results(record, day):
        yield _("The results were reported at the meeting, so on this day none are known.")
    later = sum(deviation.on > day for deviation in review.deviations)
    if later:
        yield ngettext("{n} later change isn't counted.", "{n} later changes aren't counted.", later)


def _figures(standings: Sequence[Standing], more: Decimal = Decimal(0)) -> dict[str, Cell]:
    """The cells for measures together, and for funds that no measure has yet."""
    available, spent = summed([s.available for s in standings]), _spent(standings)
    if more and available.known is not None:
        available = available._replace(known=available.known + more)
    complete = not (available.unknown or spent.unknown)
    return {
        "measures": len(standings),
        **{course.value: len(_titles(standings, course)) for course in Course},
        "planned": summed([s.item.measure.cost for s in standings]),
        "change": sum((s.change for s in standings), Decimal(0)) or None,
        "available": available,
        "spent": spent if spent.known is not None else None,
        "spent_share": share(spent.known, available.known) if complete else None,
    }


def _deviations(record: Record, day: date) -> Table:
    rows = tuple(
        (d.on, d.measure, d.budget_change, d.reason, _("yes") if d.on <= day else _("no, later"))
        for d in sorted(record.agreement.deviations, key=lambda d: d.on)
    )
    return Table("deviations", _("Deviations during the year"), _DEVIATIONS, (Group(rows),))

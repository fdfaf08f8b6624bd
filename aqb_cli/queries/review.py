"""`aqb review`: plan against result (§ 6), with the deviations of the year taken into account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from aqb_cli.inventory import Inventory, Record
from aqb_cli.messages import Message, _, ngettext
from aqb_cli.model import Category, Deviation, Measure, Result, ResultStatus
from aqb_cli.queries.choice import Choice, Item
from aqb_cli.queries.sums import share, summed
from aqb_cli.tables import Cell, Column, Group, Kind, Report, Row, Sum, Table, row_of

TOLERANCE = Decimal("0.2")
"""By how much of the whole a measure may lag behind, or run ahead, and still be on course."""


class Course(Enum):
    """How a measure stands."""

    ON = "on course"
    OFF = "not on course"
    UNREPORTED = "never reported"


class Standing(NamedTuple):
    """One measure at the review."""

    item: Item
    result: Result | None
    """What was reported of it."""
    change: Decimal
    """By how much the deviations up to the day change its budget, in euros."""
    elapsed: Decimal | None
    """The part of its period that has passed, from 0 to 1."""
    course: Course
    reasons: tuple[Message, ...]
    """Why it isn't on course; or, where it is, what was left open."""

    @property
    def available(self) -> Decimal | None:
        """Its budget with the deviations, in euros."""
        planned = self.item.measure.cost
        return None if planned is None else planned + self.change


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
    Column("status", _("Status"), rank=4),
    Column("assessment", _("Assessment")),
)

_SUMMARY = (
    Column("category", _("Category")),
    Column("measures", _("Measures"), Kind.COUNT, rank=5),
    Column("on_course", _("On course"), Kind.COUNT, rank=2),
    Column("off_course", _("Not on course"), Kind.COUNT, rank=2),
    Column("unreported", _("Never reported"), Kind.COUNT, rank=2),
    Column("planned", _("Planned"), Kind.EURO, rank=6),
    Column("change", _("Changes"), Kind.EURO, rank=4, signed=True),
    Column("available", _("Available"), Kind.EURO),
    Column("spent", _("Spent"), Kind.EURO),
    Column("spent_share", _("Share spent"), Kind.SHARE, rank=3),
)

_DEVIATIONS = (
    Column("on", _("On"), Kind.DATE),
    Column("measure", _("Measure"), missing=_("the whole agreement")),
    Column("budget_change", _("Change"), Kind.EURO, signed=True),
    Column("reason", _("Reason")),
    Column("counted", _("Counted"), rank=1),
)

_POINTS = (Column("measure", _("Measure")), Column("point", _("To be discussed")))


def review(inventory: Inventory, record: Record, today: date, as_of: date | None = None) -> Report:
    """The standing of an agreement's measures on a day.

    Without a day, that of the latest meeting or deviation up to `today`; without any of these, `today`.
    """
    day = as_of or _latest(record, today)
    standings = [_standing(record, item, day) for item in Choice().items([record])]
    title = _(
        "Review of the agreement {year} with {district}, as of {day}",
        year=str(record.agreement.year), district=record.district.name, day=day,
    )  # fmt: skip
    tables = [_summary(record, standings, day), _measures(record, standings)]
    if record.agreement.review and record.agreement.review.deviations:
        tables.append(_deviations(record, day))
    if points := [standing for standing in standings if standing.course is not Course.ON or standing.reasons]:
        rows = tuple((s.item.measure.title, _joined(_assessment(s))) for s in points)
        tables.append(Table("points", _("To be discussed"), _POINTS, (Group(rows),)))
    return Report(title, tuple(tables), "measures", inventory.left_out)


def _latest(record: Record, today: date) -> date:
    review = record.agreement.review
    days = [review.meeting_on, *(deviation.on for deviation in review.deviations)] if review else []
    return max((day for day in days if day and day <= today), default=today)


def _standing(record: Record, item: Item, day: date) -> Standing:
    review, measure = record.agreement.review, item.measure
    unique = sum(other.title == measure.title for _c, _i, other in record.agreement.all_measures) == 1
    results = review.results if review and unique else ()
    result = next((result for result in results if result.measure == measure.title), None)
    deviations = _deviations_of(record, measure.title, day) if unique else []
    change = sum((deviation.budget_change or Decimal(0) for deviation in deviations), Decimal(0))
    standing = Standing(item, result, change, _elapsed(measure, day), Course.ON, ())
    if result is None:
        if measure.starts and measure.starts > day:
            return standing._replace(reasons=(_("begins on {day}", day=measure.starts),))
        return standing._replace(course=Course.UNREPORTED)
    if faults := tuple(_faults(standing, result, day)):
        return standing._replace(course=Course.OFF, reasons=faults)
    return standing._replace(reasons=tuple(_gaps(measure, result)))


def _deviations_of(record: Record, title: str | None, day: date) -> list[Deviation]:
    """The deviations of a measure, or of the agreement as a whole, up to a day."""
    deviations = record.agreement.review.deviations if record.agreement.review else ()
    return [deviation for deviation in deviations if deviation.measure == title and deviation.on <= day]


def _elapsed(measure: Measure, day: date) -> Decimal | None:
    if measure.starts is None or measure.ends is None:
        return None
    passed, whole = (day - measure.starts).days + 1, (measure.ends - measure.starts).days + 1
    return share(Decimal(min(max(passed, 0), whole)), Decimal(whole))


def _faults(standing: Standing, result: Result, day: date) -> Iterator[Message]:
    """What says that a measure isn't on course."""
    measure, available = standing.item.measure, standing.available
    if result.status is ResultStatus.CANCELLED:
        yield _("cancelled")
    if result.status is ResultStatus.PLANNED and measure.starts and measure.starts <= day:
        yield _("should have begun on {day}", day=measure.starts)
    if result.status is ResultStatus.RUNNING and measure.ends and measure.ends < day:
        yield _("should have ended on {day}", day=measure.ends)
    if result.spent is not None and available is not None:
        yield from _spending_faults(result, result.spent, available, standing.elapsed)
    filled, places = result.places_filled, measure.places
    at_work = result.status in (ResultStatus.RUNNING, ResultStatus.COMPLETED)
    if at_work and places and filled is not None and filled < places * (1 - TOLERANCE):
        yield _("only {filled} of {places} places filled", filled=filled, places=places)


def _spending_faults(result: Result, spent: Decimal, available: Decimal, elapsed: Decimal | None) -> Iterator[Message]:
    part = share(spent, available)
    if spent > available:
        yield _("{excess} more spent than available", excess=spent - available)
    elif part is None:
        return
    elif result.status is ResultStatus.COMPLETED and part < 1 - TOLERANCE:
        yield _("{rest} of {available} not spent", rest=available - spent, available=available)
    elif result.status is ResultStatus.RUNNING and elapsed is not None and abs(part - elapsed) > TOLERANCE:
        yield _("{part} of the money spent in {elapsed} of the time", part=_percent(part), elapsed=_percent(elapsed))


def _gaps(measure: Measure, result: Result) -> Iterator[Message]:
    """What a result leaves open."""
    if result.status not in (ResultStatus.RUNNING, ResultStatus.COMPLETED):
        return
    if result.spent is None:
        yield _("spending not reported")
    if measure.places and result.places_filled is None:
        yield _("places not reported")


def _percent(part: Decimal) -> Message:
    return _("{number}%", number=f"{part * 100:.0f}")


def _assessment(standing: Standing) -> list[Message]:
    """How a measure stands, and why."""
    if standing.course is Course.UNREPORTED:
        return [_("never reported")]
    if standing.course is Course.OFF:
        return [_("not on course"), *standing.reasons]
    return [_("on course"), *standing.reasons]


def _joined(messages: Sequence[Message]) -> Message:
    """Several remarks as one."""
    first, *rest = messages
    return _("{first}: {rest}", first=first, rest=_chain(rest)) if rest else first


def _chain(messages: Sequence[Message]) -> Message:
    first, *rest = messages
    return _("{first}; {rest}", first=first, rest=_chain(rest)) if rest else first


def _measures(record: Record, standings: Sequence[Standing]) -> Table:
    groups = []
    for category in Category:
        own = [standing for standing in standings if standing.item.category is category]
        rows = tuple(map(_row, own))
        known = category in record.agreement.measures
        groups.append(Group(rows, category, conclusion=_conclusion(own) if known else _("The measures aren't known.")))
    note = _(
        "Not on course is what was cancelled, is late, spent more than it has, or is more than {tolerance} off: in"
        " money against time, or in filled places.",
        tolerance=_percent(TOLERANCE),
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
        "status": result.status if result else None,
        "assessment": _joined(_assessment(standing)),
    }
    return row_of(_MEASURES, cells)


def _conclusion(standings: Sequence[Standing]) -> Message:
    """How the measures of a category stand, in two sentences."""
    if not standings:
        return _("No measures.")
    on, off, unreported = (_titles(standings, course) for course in Course)
    parts = []
    if on:
        parts.append(ngettext("{n} measure on course", "{n} measures on course", len(on)))
    if off:
        parts.append(_("{n} not on course ({titles})", n=len(off), titles=off))
    if unreported:
        parts.append(_("{n} never reported ({titles})", n=len(unreported), titles=unreported))
    counts = (
        _("All {n} measures are on course.", n=len(on))
        if len(parts) == 1 and len(on) > 1
        else _("{parts}.", parts=parts)
    )
    money = _money(standings)
    return _("{counts} {money}", counts=counts, money=money) if money else counts


def _titles(standings: Sequence[Standing], course: Course) -> list[str]:
    return [standing.item.measure.title for standing in standings if standing.course is course]


def _money(standings: Sequence[Standing]) -> Message | None:
    spent = _spent(standings)
    available = summed([standing.available for standing in standings])
    if spent.known is None:
        return None
    silent = (
        ngettext(
            " {n} measure hasn't reported any spending.", " {n} measures haven't reported any spending.", spent.unknown
        )
        if spent.unknown
        else _("{nothing}", nothing="")
    )
    if available.unknown or not available.known:
        return _("{spent} spent.{silent}", spent=spent.known, silent=silent)
    percent = _percent(spent.known / available.known)
    return _(
        "{spent} of {available} spent ({percent}).{silent}",
        spent=spent.known, available=available.known, percent=percent, silent=silent,
    )  # fmt: skip


def _spent(standings: Sequence[Standing]) -> Sum:
    return summed([standing.result.spent if standing.result else None for standing in standings])


def _summary(record: Record, standings: Sequence[Standing], day: date) -> Table:
    rows = []
    for category in Category:
        own = [standing for standing in standings if standing.item.category is category]
        rows.append(row_of(_SUMMARY, {**_figures(own), "category": category}))
    review = record.agreement.review
    counted = [d for d in (review.deviations if review else ()) if d.on <= day]
    changes = sum((d.budget_change or Decimal(0) for d in counted), Decimal(0))
    of_measures = sum((standing.change for standing in standings), Decimal(0))
    rest = changes - of_measures
    if rest:
        rows.append(row_of(_SUMMARY, {"category": _("without a measure"), "change": rest, "available": rest}))
    figures = _figures(standings, rest)
    total = row_of(_SUMMARY, {**figures, "category": _("Sum"), "change": changes or None})
    budget = record.agreement.budget.total
    notes = [_("Budget: {total}.", total=budget)]
    if changes:
        notes = [_("Budget: {total}; with the changes: {after}.", total=budget, after=budget + changes)]
    if review and review.meeting_on:
        notes.append(_("Review meeting: {day}.", day=review.meeting_on))
    if review is None:
        notes.append(_("The file has nothing about the review yet."))
    return Table("summary", _("By category"), _SUMMARY, (Group(tuple(rows)),), total=total, notes=tuple(notes))


def _figures(standings: Sequence[Standing], more: Decimal = Decimal(0)) -> dict[str, Cell]:
    """What is to be said of measures together, and of funds that no measure has yet."""
    available, spent = summed([s.available for s in standings]), _spent(standings)
    if more and available.known is not None:
        available = available._replace(known=available.known + more)
    complete = not (available.unknown or spent.unknown)
    return {
        "measures": len(standings),
        "on_course": len(_titles(standings, Course.ON)),
        "off_course": len(_titles(standings, Course.OFF)),
        "unreported": len(_titles(standings, Course.UNREPORTED)),
        "planned": summed([s.item.measure.cost for s in standings]),
        "change": sum((s.change for s in standings), Decimal(0)) or None,
        "available": available,
        "spent": spent if spent.known is not None else None,
        "spent_share": share(spent.known, available.known) if complete else None,
    }


def _deviations(record: Record, day: date) -> Table:
    review = record.agreement.review
    rows = tuple(
        (d.on, d.measure, d.budget_change, d.reason, _("yes") if d.on <= day else _("no, later"))
        for d in sorted(review.deviations if review else (), key=lambda d: d.on)
    )
    return Table("deviations", _("Deviations during the year"), _DEVIATIONS, (Group(rows),))

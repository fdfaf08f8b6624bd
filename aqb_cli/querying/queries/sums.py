"""Sums of which parts may be unknown, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat.model import Category, Measure, Status
from aqb_cli.querying.queries.choice import MOST_NAMES, LocatedMeasure
from aqb_cli.querying.tables import Sum
from aqb_cli.text.messages import Message, _, ngettext

CENT = Decimal("0.01")


def cost_of(items: Iterable[LocatedMeasure]) -> Sum:
    """What measures cost, in euros. No measures cost nothing; unknown amounts are counted, not taken for nothing."""
    return summed([item.measure.cost for item in items])


def summed(amounts: Sequence[Decimal | None]) -> Sum:
    """The known amounts together, in euros, and how many are unknown."""
    known = [amount for amount in amounts if amount is not None]
    if amounts and not known:
        return Sum(None, len(amounts))
    return Sum(sum(known, Decimal(0)), len(amounts) - len(known))


def together(sums: Iterable[Sum]) -> Sum:
    """Sums as one: what is known of them, and how many parts aren't."""
    listed = list(sums)
    known = [each.known for each in listed if each.known is not None]
    unknown = sum(each.unknown for each in listed)
    rounded = sum(each.rounded for each in listed)
    return Sum(None, unknown) if unknown and not known else Sum(sum(known, Decimal(0)), unknown, rounded)


def places_of(measures: Iterable[Measure]) -> Sum:
    """How many places measures have together."""
    return summed([None if measure.places is None else Decimal(measure.places) for measure in measures])


def places_in(record: Record, category: Category) -> Sum:
    """How many places the measures of a category have: what the agreement states of them together, else their sum."""
    agreement = record.agreement
    if agreement.places and category in agreement.places.by_category:
        return Sum(Decimal(agreement.places.by_category[category]))
    if category in agreement.measures:
        return places_of(agreement.measures[category])
    return Sum(None, 1)


def all_places(record: Record) -> Sum:
    """How many places an agreement has: what it states of them together, else the sum of its categories."""
    places = record.agreement.places
    if places and places.total is not None:
        return Sum(Decimal(places.total))
    found = together(places_in(record, category) for category in Category)
    return found if found.known else Sum(None, max(found.unknown, 1))  # without measures, none is known


def totals_of(records: Iterable[Record]) -> Sum:
    """What agreements have together. A draft's total may be unknown, a reported one rounded."""
    budgets = [record.agreement.budget for record in records]
    return summed([budget.total for budget in budgets])._replace(rounded=sum(budget.rounded for budget in budgets))


def average(total: Decimal, count: int) -> Decimal | None:
    """The mean in euros, rounded to the cent; None if there is nothing to divide by."""
    return (total / count).quantize(CENT, ROUND_HALF_UP) if count else None


def share_of(part: Sum, whole: Sum) -> Decimal | None:
    """The part of a whole; None where something is missing from one of them."""
    return None if part.unknown or whole.unknown else share(part.known, whole.known)


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """The part of a whole, rounded only where it is printed; None where one of them isn't known or is zero."""
    if part is None or not whole:
        return None
    return part / whole


def counted(items: Sequence[LocatedMeasure], records: Sequence[Record]) -> tuple[Message, ...]:
    """How many measures some agreements have, and of how many the amount is unknown."""
    if not items:
        known = any(record.agreement.measures for record in records) or not records
        return (_("no measures") if known else _("not known"),)
    unknown = cost_of(items).unknown
    number = ngettext("{n} measure", "{n} measures", len(items))
    if not unknown:
        return (number,)
    if unknown == len(items):
        return number, ngettext("amount unknown", "amounts unknown", unknown)
    return number, _("{unknown} of {n} amounts unknown", unknown=unknown, n=len(items))


def remarks_on(records: Sequence[Record], items: Sequence[LocatedMeasure]) -> tuple[Message, ...]:
    """The notes that belong to every sum: which amounts and measures are unknown, and what totals are."""
    notes = []
    unknown = cost_of(items).unknown
    if unknown:
        text = ngettext(
            "{n} of {all} amounts is unknown; sums are of the others.",
            "{n} of {all} amounts are unknown; sums are of the others.",
            unknown,
            all=len(items),
        )
        nothing = ngettext(
            "The agreement doesn't say what the measures cost.",
            "The agreements don't say what the measures cost.",
            len({item.record.path for item in items}),
        )
        notes.append(text if unknown < len(items) else nothing)
    if without := [named(record) for record in records if not record.agreement.measures]:
        message = ngettext(
            "The measures of {n} agreement aren't known: {names}.",
            "The measures of {n} agreements aren't known: {names}.",
            len(without),
            names=some(without),
        )
        notes.append(message)
    notes.extend(caveats(records))
    return tuple(notes)


def caveats(records: Sequence[Record]) -> tuple[Message, ...]:
    """The notes on agreements that are only drafts, and on totals that are still open or only known as rounded."""
    notes = []
    if unsigned := [named(record) for record in records if record.agreement.status is Status.DRAFT]:
        message = ngettext(
            "{n} agreement is only a draft: {names}.",
            "{n} agreements are only drafts: {names}.",
            len(unsigned),
            names=some(unsigned),
        )
        notes.append(message)
    if still_open := [named(record) for record in records if record.agreement.budget.total is None]:
        message = ngettext(
            "The total of {n} draft is still open: {names}.",
            "The totals of {n} drafts are still open: {names}.",
            len(still_open),
            names=some(still_open),
        )
        notes.append(message)
    if rounded := [named(record) for record in records if record.agreement.budget.rounded]:
        message = ngettext(
            "≈: the total of {n} agreement is only known as rounded: {names}.",
            "≈: the totals of {n} agreements are only known as rounded: {names}.",
            len(rounded),
            names=some(rounded),
        )
        notes.append(message)
    return tuple(notes)


def spans(years: Iterable[int]) -> str:
    """Years as people write them: "2020–2023, 2025"."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def named(record: Record) -> str:
    """The agreement by its district and year."""
    return f"{record.district.name} {record.agreement.year}"


def some(names: Sequence[str]) -> Sequence[str | Message]:
    """The first few names, and how many more there are."""
    if len(names) <= MOST_NAMES:
        return names
    return [*names[:MOST_NAMES], _("{n} more", n=len(names) - MOST_NAMES)]

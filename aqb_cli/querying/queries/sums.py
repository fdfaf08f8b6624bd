"""Sums of which parts may be unknown, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat.model import Category, Status
from aqb_cli.querying.queries.choice import LocatedMeasure
from aqb_cli.querying.tables import Sum
from aqb_cli.text.messages import Message, _, listing, ngettext

CENT = Decimal("0.01")


def cost_of(items: Iterable[LocatedMeasure]) -> Sum:
    """What measures cost, in euros. No measures cost nothing; unknown amounts are counted, not taken for nothing."""
    return summed(item.measure.cost for item in items)


def summed(amounts: Iterable[Decimal | int | None]) -> Sum:
    """The known amounts in euros, or numbers of places or people, together; and how many are unknown."""
    listed = list(amounts)
    known = [amount for amount in listed if amount is not None]
    if listed and not known:
        return Sum(None, len(listed))
    return Sum(sum(map(Decimal, known), Decimal(0)), len(listed) - len(known))


def together(sums: Iterable[Sum]) -> Sum:
    """Sums as one: what is known of them, and how many parts aren't."""
    listed = list(sums)
    known = [each.known for each in listed if each.known is not None]
    unknown = sum(each.unknown for each in listed)
    rounded = sum(each.rounded for each in listed)
    return Sum(None, unknown) if unknown and not known else Sum(sum(known, Decimal(0)), unknown, rounded)


def places_in(record: Record, category: Category) -> Sum:
    """How many places the measures of a category have: what the agreement states of them together, else their sum."""
    return summed(_numbers_of_places(record, category))


def all_places(record: Record) -> Sum:
    """How many places an agreement has: what it states of them together, else the sum of its categories."""
    places = record.agreement.places
    if places and places.total is not None:
        return Sum(Decimal(places.total))
    found = summed(number for category in Category for number in _numbers_of_places(record, category))
    return found if found.known else Sum(None, max(found.unknown, 1))  # without measures, none is known


def _numbers_of_places(record: Record, category: Category) -> Sequence[int | None]:
    agreement = record.agreement
    if agreement.places and category in agreement.places.by_category:
        return [agreement.places.by_category[category]]
    if category in agreement.measures:
        return [measure.places for measure in agreement.measures[category]] or [0]
    return [None]


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


def counted(costs: Sequence[Decimal | None], *, complete: bool) -> tuple[Message, ...]:
    """How many measures there are, and of how many the cost is unknown; `complete` if all agreements name theirs."""
    if not costs:
        return (_("no measures") if complete else _("none known"),)
    unknown = costs.count(None)
    number = ngettext("{n} measure", "{n} measures", len(costs))
    if not unknown:
        return (number,)
    if unknown == len(costs):
        return number, ngettext("amount unknown", "amounts unknown", unknown)
    return number, _("{unknown} of {n} amounts unknown", unknown=unknown, n=len(costs))


def remarks_on(records: Sequence[Record], items: Sequence[LocatedMeasure]) -> tuple[Message, ...]:
    """The notes that belong to every sum: which amounts and measures are unknown, and what totals are."""
    costs: dict[str, list[Decimal | None]] = {record.path: [] for record in records}
    for item in items:
        costs[item.record.path].append(item.measure.cost)
    remarks = Remarks()
    for record in records:
        remarks.add(Caveats.on(record), costs[record.path])
    return remarks.messages()


def caveats(records: Iterable[Record]) -> tuple[Message, ...]:
    """The notes on agreements that are only drafts, and on totals that are still open or only known as rounded."""
    remarks = Remarks()
    for record in records:
        remarks.add(Caveats.on(record))
    return remarks.caveats()


class Caveats(NamedTuple):
    """What is to be said of sums that an agreement is a part of."""

    name: str
    without_measures: bool
    is_draft: bool
    is_open: bool
    """Whether its total isn't stated yet."""
    is_rounded: bool

    @classmethod
    def on(cls, record: Record) -> Caveats:
        """What is to be said of an agreement."""
        agreement, budget = record.agreement, record.agreement.budget
        is_draft = agreement.status is Status.DRAFT
        return cls(named(record), not agreement.measures, is_draft, budget.total is None, budget.rounded)


class Remarks:
    """Gathers what is to be said of sums, one agreement after the other."""

    def __init__(self) -> None:
        self._with_measures = 0
        """How many agreements have measures that are counted."""
        self._measures = 0
        self._unknown = 0
        """Of how many measures the cost is unknown."""
        self._without: list[str] = []
        self._drafts: list[str] = []
        self._open: list[str] = []
        self._rounded: list[str] = []

    def add(self, agreement: Caveats, costs: Sequence[Decimal | None] = ()) -> None:
        """One more agreement, and the costs of its measures that are counted."""
        self._with_measures += bool(costs)
        self._measures += len(costs)
        self._unknown += costs.count(None)
        for names, applies in (
            (self._without, agreement.without_measures),
            (self._drafts, agreement.is_draft),
            (self._open, agreement.is_open),
            (self._rounded, agreement.is_rounded),
        ):
            if applies:
                names.append(agreement.name)

    @property
    def complete(self) -> bool:
        """Whether all agreements name their measures."""
        return not self._without

    def messages(self) -> tuple[Message, ...]:
        """The notes: which amounts and measures are unknown, and what totals are."""
        return (*self._on_measures(), *self.caveats())

    def _on_measures(self) -> Iterator[Message]:
        unknown = self._unknown
        if unknown and unknown < self._measures:
            yield ngettext(
                "{n} of {all} amounts is unknown; sums are of the others.",
                "{n} of {all} amounts are unknown; sums are of the others.",
                unknown,
                all=self._measures,
            )
        elif unknown:
            yield ngettext(
                "The agreement doesn't say what the measures cost.",
                "The agreements don't say what the measures cost.",
                self._with_measures,
            )
        yield from without_measures(self._without)

    def caveats(self) -> tuple[Message, ...]:
        """The notes on drafts, and on totals that are still open or only known as rounded."""
        return (
            *listing(
                "{n} agreement is only a draft: {names}.", "{n} agreements are only drafts: {names}.", self._drafts
            ),
            *listing(
                "The total of {n} draft is still open: {names}.",
                "The totals of {n} drafts are still open: {names}.",
                self._open,
            ),
            *listing(
                "≈: the total of {n} agreement is only known as rounded: {names}.",
                "≈: the totals of {n} agreements are only known as rounded: {names}.",
                self._rounded,
            ),
        )


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


def unstated(records: Iterable[Record]) -> list[str]:
    """The agreements that don't state their measures, by district and year."""
    return [named(record) for record in records if not record.agreement.measures]


def without_measures(names: Sequence[str]) -> Iterator[Message]:
    """The note on agreements that don't state their measures."""
    return listing(
        "The measures of {n} agreement aren't known: {names}.",
        "The measures of {n} agreements aren't known: {names}.",
        names,
    )

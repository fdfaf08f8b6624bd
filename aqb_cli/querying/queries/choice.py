"""Which agreements and measures a question is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Category, Earmark, Measure, Status
from aqb_cli.querying.tables import Cell
from aqb_cli.text.german import folded
from aqb_cli.text.messages import Message, _, chained


class LocatedMeasure(NamedTuple):
    """One measure and where it stands."""

    record: Record
    category: Category
    measure: Measure


class Choice(NamedTuple):
    """What was asked for. An empty part chooses everything."""

    districts: frozenset[str] = frozenset()
    """Short names."""
    years: frozenset[int] = frozenset()
    statuses: frozenset[Status] = frozenset()
    categories: frozenset[Category] = frozenset()
    earmarks: frozenset[Earmark] = frozenset()
    search: str = ""
    """Words that all have to occur somewhere, in any case and spelling of umlauts."""

    @property
    def words(self) -> list[str]:
        """What is searched for, as `german.folded` writes it."""
        return folded(self.search).split()

    @property
    def of_measures(self) -> bool:
        """Whether measures are chosen by more than the agreement they belong to."""
        return bool(self.categories or self.earmarks or self.search)

    def described(self) -> tuple[Message, ...]:
        """What was chosen, as a note under the answer; None if that is everything."""
        parts = [
            *([_("years {years}", years=[str(year) for year in sorted(self.years)])] if self.years else []),
            *([_("districts {names}", names=sorted(self.districts))] if self.districts else []),
            *(_("status {name}", name=vocabulary.name(status)) for status in Status if status in self.statuses),
            *(_("category {name}", name=vocabulary.name(word)) for word in Category if word in self.categories),
            *(_("earmarked for {name}", name=vocabulary.name(word)) for word in Earmark if word in self.earmarks),
            *([_("with “{search}”", search=self.search)] if self.search else []),
        ]
        return (_("Chosen: {parts}.", parts=chained(parts, "; ")),) if parts else ()

    def records(self, records: Sequence[Record]) -> list[Record]:
        """The agreements of the districts, years and statuses."""
        return [
            record
            for record in records
            if _fits(record.agreement.district, self.districts)
            and _fits(record.agreement.year, self.years)
            and _fits(record.agreement.status, self.statuses)
        ]

    def items(self, records: Sequence[Record]) -> list[LocatedMeasure]:
        """The measures of the categories and earmarks that have all the words, in the order of the agreements."""
        return [item for record in records for item in _items(record) if self._has(item)]

    def matches(self, *texts: str | None) -> bool:
        """Whether all the words occur somewhere in the texts."""
        text = folded("\n".join(text for text in texts if text))
        return all(word in text for word in self.words)

    def _has(self, item: LocatedMeasure) -> bool:
        measure = item.measure
        return (
            _fits(item.category, self.categories)
            and (not self.earmarks or measure.earmark in self.earmarks)
            and (
                not self.search
                or self.matches(measure.title, measure.provider, *measure.target_groups, *measure.legal_bases)
            )
        )


def _fits(value: object, wanted: frozenset[object] | frozenset[str] | frozenset[int]) -> bool:
    return not wanted or value in wanted


def _items(record: Record) -> Iterator[LocatedMeasure]:
    return (
        LocatedMeasure(record, category, measure)
        for category in Category
        for measure in record.agreement.measures.get(category, ())
    )


def label(record: Record, dimension: str) -> Cell:
    """What an agreement is grouped under: its district's name, region, or programme year."""
    if dimension == "district":
        return record.district.name
    return record.district.region if dimension == "region" else record.agreement.year

"""What a site is made of: the agreements that are published, by district and year, and the providers with a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from aqb_cli.checking.valid import Inventory, Record, as_far_as_readable
from aqb_cli.fileformat.model import Agreement, Earmark, Status, Unreadable
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.grids import Grids
from aqb_cli.publishing.site.pages import PageSection, Prose
from aqb_cli.querying.queries.choice import Choice, LocatedMeasure
from aqb_cli.text.german import folded, name_key, sort_key
from aqb_cli.text.messages import Message, _, visible
from aqb_cli.workspace.collection import File, path_inside
from aqb_cli.workspace.site_settings import SiteSettings

TITLE = _("Target agreements on the training and qualification budget")
"""What a site is called."""

MARKS = {
    Status.DRAFT: _("Draft, not signed"),
    Status.REPORTED: _("Reported: known from a secondary source only"),
}
"""What is said above all else of agreements that aren't signed."""

_WORTH_A_PAGE = 2
"""In how many agreements a provider has to be named for a page of its own."""


class Provider(NamedTuple):
    """Who carries measures out, however the name is spelt in capitals and spaces."""

    name: str
    address: str
    items: tuple[LocatedMeasure, ...]


class Contents:
    """The agreements of a site, in one language."""

    def __init__(
        self, inventory: Inventory, root: Path, settings: SiteSettings, language: str, *, drafts: bool
    ) -> None:
        records = [each for each in inventory.records if drafts or each.agreement.status is not Status.DRAFT]
        left_out = [path_inside(path, root) for path in inventory.left_out if drafts or not _is_draft(path)]
        self.inventory = inventory._replace(records=tuple(records), left_out=tuple(left_out))
        self.settings = settings
        self.language = language
        districts = {district.name: district.slug for district in inventory.districts.values()}
        self.grids = Grids(language, districts, {folded(each.name): each.address for each in self.providers})

    @property
    def records(self) -> Sequence[Record]:
        """By programme year, then by district."""
        return self.inventory.records

    @cached_property
    def years(self) -> Mapping[int, tuple[Record, ...]]:
        """The agreements by programme year, the latest first."""
        by_year = {year: tuple(own) for year, own in groupby(self.records, lambda record: record.agreement.year)}
        return dict(sorted(by_year.items(), reverse=True))

    @cached_property
    def districts(self) -> Mapping[str, tuple[Record, ...]]:
        """The agreements by the short names of districts, in the order of the districts' names."""
        records = sorted(self.records, key=lambda record: (name_key(record.district.name), record.district.slug))
        return {slug: tuple(own) for slug, own in groupby(records, lambda record: record.district.slug)}

    @cached_property
    def items(self) -> Sequence[LocatedMeasure]:
        """All measures."""
        return Choice().items(self.records)

    @cached_property
    def providers(self) -> Sequence[Provider]:
        """The providers that several agreements name, in the order of their names."""
        found: dict[str, list[LocatedMeasure]] = {}
        for item in self.items:
            if item.measure.provider:
                found.setdefault(folded(item.measure.provider), []).append(item)
        taken: set[str] = set()
        several = [
            (items[-1].measure.provider or "", items)
            for items in found.values()
            if len({item.record.path for item in items}) >= _WORTH_A_PAGE
        ]
        several.sort(key=lambda provider: sort_key(provider[0]))
        return [Provider(name, addresses.provider(name, taken), tuple(items)) for name, items in several]

    def before(self, record: Record) -> Record | None:
        """The same district's agreement of the latest year before; None if there is none."""
        own = self.districts[record.district.slug]
        place = own.index(record)
        return own[place - 1] if place else None

    @property
    def notice(self) -> tuple[PageSection, ...]:
        """What pages with sums begin with where these aren't of all agreements."""
        if not self.inventory.left_out:
            return ()
        left_out = self.text(_("Left out because of errors: {paths}.", paths=self.inventory.left_out))
        return (PageSection("", (Prose((left_out,)),)),)

    def only(self, records: Sequence[Record]) -> Inventory:
        """An inventory of some of the agreements."""
        return self.inventory._replace(records=tuple(records))

    def text(self, message: Message) -> str:
        """The message in the language of the site."""
        return visible(message.translated(self.language))


def dated(record: Record) -> date:
    """The day of the last signature; without one, the first day of the programme year."""
    signed = (signature.date for signature in record.agreement.signatures if signature.date)
    return max(signed, default=date(record.agreement.year, 1, 1))


def _is_draft(path: str) -> bool:
    """Whether a file with errors says that it is a draft."""
    agreement = as_far_as_readable(File(path, path))
    try:
        return agreement is not None and agreement.status is Status.DRAFT
    except Unreadable:
        return False


def purposes_of(agreement: Agreement) -> set[Earmark]:
    """What an agreement reserves funds for, or pays a measure from."""
    named = {measure.earmark for _category, _number, measure in agreement.all_measures if measure.earmark}
    return named | agreement.budget.earmarked.keys()

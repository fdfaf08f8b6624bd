"""What is new: the Atom feed (RFC 4287) and the sitemap, with dates from git where it knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import NamedTuple

from aqb_cli.checking.valid import Record
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.contents import Contents, dated
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import AGREEMENTS

_LONGEST_FEED = 50
"""How many agreements stand in the feed: those of about two years."""


class FeedEntry(NamedTuple):
    """One agreement in the feed."""

    title: str
    address: str
    updated: str
    """As RFC 3339 writes it."""
    summary: str


class News:
    """When agreements were last changed: the last commit; without git's history, the day of the last signature."""

    def __init__(self, contents: Contents, changes: Mapping[str, datetime] | None) -> None:
        self.contents = contents
        self._changes = changes or {}

    def changed(self, record: Record) -> datetime:
        """When an agreement was last changed."""
        agreement = record.agreement
        for ending in ("yaml", "yml"):
            name = f"{AGREEMENTS.as_posix()}/{agreement.year}/{agreement.district}.{ending}"
            if name in self._changes:
                return self._changes[name].astimezone(UTC)
        return datetime.combine(dated(record), time(), UTC)

    def latest(self) -> datetime:
        """When the last of them was changed."""
        return max(map(self.changed, self.contents.records))

    def entries(self) -> Sequence[FeedEntry]:
        """What the feed has, the latest first."""
        records = sorted(self.contents.records, key=self.changed, reverse=True)
        return tuple(map(self._entry, records[:_LONGEST_FEED]))

    def _entry(self, record: Record) -> FeedEntry:
        agreement = record.agreement
        title = _("Agreement {year}: {district}", year=str(agreement.year), district=record.district.name)
        amount = agreement.budget.total
        total = _("unknown") if amount is None else _("around {amount}", amount=amount)
        summary = _("Budget: {total}", total=total if amount is None or agreement.budget.rounded else amount)
        address = addresses.agreement(agreement.district, agreement.year)
        text = self.contents.text
        return FeedEntry(text(title), address, f"{self.changed(record):%Y-%m-%dT%H:%M:%SZ}", text(summary))

"""What is new: the Atom feed (RFC 4287) and the sitemap, with dates from git where it knows them; first versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement
from aqb_cli.publishing.colophon import is_fixed
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.contents import MARKS, Contents, dated
from aqb_cli.querying.queries.show import title_of
from aqb_cli.text.messages import _
from aqb_cli.workspace.versions import Histories

_LONGEST_FEED = 50
"""How many agreements stand in the feed: those of about two years."""


class FeedEntry(NamedTuple):
    """One agreement in the feed."""

    title: str
    address: str
    updated: str
    """As RFC 3339 writes it."""
    summary: str


class FirstVersion(NamedTuple):
    """An agreement as it was first published."""

    agreement: Agreement
    days: tuple[date, ...]
    """When it was changed afterwards."""


class News:
    """When agreements were last changed: the last commit; without git's history, the day of the last signature."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self._histories = Histories(record.path for record in contents.records)

    @cached_property
    def first_versions(self) -> Mapping[str, FirstVersion]:
        """The first in git that were no drafts, by the paths of files that were changed later."""
        found = {}
        for path, history in self._histories.changes():
            for place, change in enumerate(history):
                agreement = load(yaml.read(change.before), Agreement).sound
                if agreement is not None and is_fixed(agreement):
                    found[path] = FirstVersion(agreement, tuple(dict.fromkeys(each.day for each in history[place:])))
                    break
        return found

    def changed(self, record: Record) -> date:
        """When an agreement was last changed. A file's own date isn't asked: a copy of it has another."""
        version = self._histories.versions.get(record.path)  # None if git can't be asked
        return version.day if version and version.day and version.revision else dated(record)

    def latest(self) -> date:
        """When the last of them was changed."""
        return max(map(self.changed, self.contents.records))

    def entries(self) -> Sequence[FeedEntry]:
        """What the feed has, the latest first."""
        records = sorted(self.contents.records, key=self.changed, reverse=True)
        return tuple(map(self._entry, records[:_LONGEST_FEED]))

    def _entry(self, record: Record) -> FeedEntry:
        agreement = record.agreement
        amount = agreement.budget.total
        total = _("unknown") if amount is None else _("around {amount}", amount=amount)
        summary = _("Budget: {total}", total=total if amount is None or agreement.budget.rounded else amount)
        address = addresses.agreement(agreement.district, agreement.year)
        text, mark = self.contents.text, MARKS.get(agreement.status)
        said = f"{text(mark)}. {text(summary)}" if mark else text(summary)
        return FeedEntry(text(title_of(record)), address, at_midnight(self.changed(record)), said)


def at_midnight(day: date) -> str:
    """A day as RFC 3339 writes times."""
    return f"{day:%Y-%m-%d}T00:00:00Z"

"""Pages and files of a site, made and stored: what one process does, with no need of the others."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from aqb_cli.checking.valid import Record
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Agreement
from aqb_cli.publishing.formats import Unmakeable
from aqb_cli.publishing.formats.html import inner
from aqb_cli.publishing.formats.layout import MOST_WORK, found, require, template
from aqb_cli.publishing.publisher import Published
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.agreements import agreement_page
from aqb_cli.publishing.site.catalogue import is_possible
from aqb_cli.publishing.site.contents import TITLE, Contents, purposes_of
from aqb_cli.publishing.site.markup import filters as markup_filters
from aqb_cli.publishing.site.news import FirstVersion
from aqb_cli.publishing.site.open_data import FileEntry, entry, source
from aqb_cli.publishing.site.pages import Frame, SitePage
from aqb_cli.publishing.site.search import IndexEntry, index_entry
from aqb_cli.querying.queries.show import title_of
from aqb_cli.querying.tables.values import short_date
from aqb_cli.text.messages import _
from aqb_cli.workspace.folders import NewFolder, StoredFile

_WORK_PER_ROW = 4000
"""How much more work a page may be for each row of its tables; one of all measures takes 1,100."""

PROSE = {"imprint": _("Imprint"), "privacy": _("Privacy"), "accessibility": _("Accessibility statement")}
"""The pages whose texts are templates."""


class StoredPage(NamedTuple):
    """A page that was written, with the files that belong to it."""

    files: tuple[StoredFile, ...]
    entry: IndexEntry
    source: tuple[FileEntry, ...] = ()
    """Its agreement's own file."""
    unmade: tuple[Unmakeable, ...] = ()
    """Which documents a format couldn't hold."""


class PageWriter:
    """Makes pages and stores them."""

    def __init__(self, contents: Contents, templates: Sequence[Path]) -> None:
        self.contents = contents
        self._templates = templates
        settings = contents.settings
        self.frame = Frame(
            contents.language, contents.text(TITLE), settings.url, settings.publisher,
            bool(contents.providers), has_feed=bool(settings.url), has_catalogue=is_possible(settings),
        )  # fmt: skip
        filters: dict[str, Callable[..., object]] = {
            **markup_filters(contents.language),
            "paragraphs": _paragraphs,
            "day": partial(short_date, language=contents.language),
        }
        self._path = found("site/page.html.j2", templates)
        self._is_own = not self._path.is_relative_to(templates[-1])
        self._fill: dict[str, Callable[..., str]] = {
            name: template(f"site/{name}.html.j2", templates, filters, html=True)
            for name in ("page", "start", "data", "search", *PROSE)
        }

    def __reduce__(self) -> tuple[type[PageWriter], tuple[Any, ...]]:
        return PageWriter, (self.contents, self._templates)  # templates can't be sent to another process

    def prose(self, name: str) -> Markup:
        """A text that is a template of its own."""
        settings = self.contents.settings
        text = self._fill[name](site=self.frame, settings=settings, licence=settings.licence_address)
        return Markup(text)  # noqa: S704 - the template has escaped whatever comes from data

    def page(self, folder: NewFolder, page: SitePage) -> StoredPage:
        """A page alone."""
        return StoredPage((self._store(folder, page),), index_entry(page))

    def made(self, folder: NewFolder, makers: Sequence[Callable[[], SitePage]], number: int) -> StoredPage:
        """One of several pages that are to be made first. Processes are told its number: it holds all agreements."""
        page = makers[number]()
        return self.page(folder, page._replace(sections=(*self.contents.notice, *page.sections)))

    def agreement(
        self, folder: NewFolder, first_versions: Mapping[str, FirstVersion], published: Published
    ) -> StoredPage:
        """The page of an agreement, and the files of it."""
        record, stored, entries = published.record, [], []
        district, year = record.agreement.district, record.agreement.year
        for ending, made in published.files.items():
            name = f"document.{ending}" if ending == "html" else ending
            stored.append(folder.store(addresses.agreement(district, year, name), made.content))
            entries.append(entry(stored[-1], _("The agreement as a document"), year))
        stored.append(folder.store(*source(record)))
        own = entry(stored[-1], title_of(record), year)
        text = inner(published.files["html"])
        page = agreement_page(self.contents, record, text, [*entries, own], first_versions.get(record.path))
        stored.append(self._store(folder, page))
        purposes = [self.contents.text(vocabulary.name(purpose)) for purpose in purposes_of(record.agreement)]
        found_by = index_entry(page, [*_texts(record), *purposes], _amounts(record.agreement))
        return StoredPage(tuple(stored), found_by, (own,), published.unmade)

    def _store(self, folder: NewFolder, page: SitePage) -> StoredFile:
        text = self._fill["page"](
            MOST_WORK + _WORK_PER_ROW * page.rows,
            page=page,
            site=self.frame,
            root=page.root,
            contents=page.contents,
            allowed=_allowed(page.dataset),
        )
        require(text, page.title, page.mark, self._path, page.sections if self._is_own else (), "page")
        return folder.store(page.address, text.encode())


def _allowed(data: str) -> str:
    """What the page's policy says of the data in it: checkers take a block of data for a script."""
    return f" 'sha256-{b64encode(sha256(data.encode()).digest()).decode()}'" if data else ""


def _texts(record: Record) -> list[str]:
    """The words that an agreement is found by, beside its title."""
    agreement = record.agreement
    texts = [str(agreement.year), record.district.seat, *record.district.other_names]
    texts += [text for each in agreement.signatures for text in (each.name, each.office, each.place) if text]
    texts += [agreement.grant.reference] if agreement.grant and agreement.grant.reference else []
    texts += [each.name for each in agreement.budget.other_funds]
    for _category, _number, measure in agreement.all_measures:
        texts += [measure.title, measure.provider or "", *measure.target_groups, *measure.legal_bases]
    texts += [each.reason for each in agreement.review.deviations] if agreement.review else []
    texts += [text for each in agreement.sources for text in (each.title, each.publisher) if text]
    return texts


def _amounts(agreement: Agreement) -> list[Decimal]:
    budget = agreement.budget
    amounts = [budget.total, budget.own_contribution, agreement.grant.amount if agreement.grant else None]
    amounts += [*budget.by_year.values(), *budget.by_category.values(), *budget.earmarked.values()]
    amounts += [each.amount for each in budget.other_funds]
    for _category, _number, measure in agreement.all_measures:
        amounts += [measure.cost, *measure.by_year.values()]
    if review := agreement.review:
        amounts += [abs(each.budget_change) for each in review.deviations if each.budget_change is not None]
        amounts += [each.spent for each in review.results]
        amounts += [review.in_sum.spent, review.in_sum.carried_over, review.in_sum.returned] if review.in_sum else []
    return [amount for amount in amounts if amount is not None]


def _paragraphs(text: str) -> tuple[Markup, ...]:
    """The parts of a text that empty lines part; their lines stay lines, as those of an address must."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    parts = (list(part) for is_text, part in groupby(lines, bool) if is_text)
    return tuple(Markup("<br>\n").join(part) for part in parts)

"""All files of a site, one after another."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup, escape

from aqb_cli.checking.outcome import FileReport
from aqb_cli.checking.valid import Record
from aqb_cli.fileformat.model import Agreement
from aqb_cli.publishing.formats import Unmakeable
from aqb_cli.publishing.formats.html import inner
from aqb_cli.publishing.formats.layout import MOST_WORK, found, template, template_text
from aqb_cli.publishing.publisher import Published, Publisher, publish
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.agreements import agreement_page
from aqb_cli.publishing.site.catalogue import Catalogue, is_possible
from aqb_cli.publishing.site.contents import Contents
from aqb_cli.publishing.site.markup import filters as markup_filters
from aqb_cli.publishing.site.news import News, at_midnight
from aqb_cli.publishing.site.open_data import ALL, FileEntry, entry, files_grid, source, tables
from aqb_cli.publishing.site.overviews import overview_pages
from aqb_cli.publishing.site.pages import Frame, Inserted, PageSection, SitePage
from aqb_cli.publishing.site.search import SearchIndex
from aqb_cli.publishing.wordings import Unpublishable
from aqb_cli.querying.tables.values import short_date
from aqb_cli.text.messages import Message, _
from aqb_cli.workspace.collection import TEMPLATES, bundled

_WORK_PER_ROW = 4000
"""How much more work a page may be for each row of its tables; one of all measures takes 1,100."""

_PROSE = {"imprint": _("Imprint"), "privacy": _("Privacy"), "accessibility": _("Accessibility statement")}
"""The pages whose texts are templates."""

SiteFile = tuple[str, bytes]
"""A file's address and content."""


class Refused(Exception):
    """Some agreements can't be published; what is wrong with their wording."""

    def __init__(self, outcomes: Sequence[Unpublishable | FileReport]) -> None:
        super().__init__(len(outcomes))
        self.outcomes = outcomes


class SiteBuilder:
    """Makes the files of one site."""

    def __init__(self, contents: Contents, publisher: Publisher, templates: Sequence[Path]) -> None:
        self.contents = contents
        self.publisher = publisher
        self.news = News(contents)
        self.unmade: list[Unmakeable] = []
        """Which documents a format couldn't hold."""
        self._templates = templates
        self._index = SearchIndex()
        self._addresses: list[str] = []
        settings, title = contents.settings, _("Target agreements on the training and qualification budget")
        self._title = title
        self._frame = Frame(
            contents.language, contents.text(title), settings.url, settings.publisher,
            bool(contents.providers), has_feed=bool(settings.url), has_catalogue=is_possible(settings),
        )  # fmt: skip
        filters: dict[str, Callable[..., object]] = {
            **markup_filters(contents.language),
            "paragraphs": _paragraphs,
            "day": partial(short_date, language=contents.language),
        }
        self._fill: dict[str, Callable[..., str]] = {
            name: template(f"site/{name}.html.j2", templates, filters, autoescape=True)
            for name in ("page", "start", "data", "search", *_PROSE)
        }

    def files(self, on_progress: Callable[[int], None]) -> Iterator[SiteFile]:
        """Each file. Raises `Refused` if agreements can't be published, and `Problem` for templates with faults."""
        yield from self._static()
        entries = []
        for each, content in tables(self.contents):
            entries.append(each)
            yield each.address, content
        catalogue = Catalogue(self.contents, self._title, entries, self.news.latest())
        yield from self._agreements(on_progress, catalogue.sources)
        for page in overview_pages(self.contents, self._prose("start"), catalogue.in_page):
            yield self._page(page)
        yield self._page(self._data(entries, catalogue))
        for name, title in (("search", _("Search")), *_PROSE.items()):
            inserted = Inserted(self._prose(name), name)
            yield self._page(SitePage(f"{name}.html", self.contents.text(title), (PageSection("", (inserted,)),)))
        yield from ((address, text.encode()) for address, text in self._index.files())
        yield from ((address, text.encode()) for address, text in self._for_machines(catalogue))

    def _static(self) -> Iterator[SiteFile]:
        for name in ("site.css", "icon.svg"):
            yield name, template_text(found(f"site/{name}", self._templates)).encode()
        # What runs in the browsers of others never comes from a workspace, and so never from a pull request.
        yield "site.js", (bundled(TEMPLATES) / "site/site.js").read_bytes()

    def _agreements(self, on_progress: Callable[[int], None], sources: list[FileEntry]) -> Iterator[SiteFile]:
        """The pages and files of agreements; says in `sources` which are their own files."""
        refused: list[Unpublishable | FileReport] = []
        for done, outcome in enumerate(publish(self.publisher, self.contents.inventory), 1):
            if isinstance(outcome, Published):
                yield from self._agreement(outcome, sources)
            else:
                refused.append(outcome)
            on_progress(done)
        if refused:
            raise Refused(refused)

    def _agreement(self, published: Published, sources: list[FileEntry]) -> Iterator[SiteFile]:
        record = published.record
        own, content = source(record)
        self.unmade.extend(published.unmade)
        files: list[FileEntry] = []
        for ending, made in published.files.items():
            name = f"document.{ending}" if ending == "html" else ending
            address = addresses.agreement(record.agreement.district, record.agreement.year, name)
            files.append(entry(address, _("The agreement as a document"), made.content, record.agreement.year))
            yield address, made.content
        sources.append(own)
        yield own.address, content
        first = self.news.first_versions.get(record.path)
        page = agreement_page(self.contents, record, inner(published.files["html"]), [*files, own], first)
        yield self._page(page, _texts(record), _amounts(record.agreement))

    def _page(self, page: SitePage, texts: Sequence[str] = (), amounts: Sequence[Decimal] = ()) -> SiteFile:
        self._addresses.append("" if page.address == addresses.START else page.address)
        self._index.add(page, texts, amounts)
        text = self._fill["page"](
            MOST_WORK + _WORK_PER_ROW * page.rows,
            page=page,
            site=self._frame,
            root=page.root,
            contents=page.contents,
            allowed=_allowed(page.dataset),
        )
        return page.address, text.encode()

    def _prose(self, name: str) -> Markup:
        settings = self.contents.settings
        text = self._fill[name](site=self._frame, settings=settings, licence=settings.licence_address)
        return Markup(text)  # noqa: S704 - the template has escaped whatever comes from data

    def _for_machines(self, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
        """What needs the address of the site: without it, nothing of this is written."""
        settings = self.contents.settings
        if not settings.url:
            return
        feed = template("site/feed.xml.j2", self._templates, {}, autoescape=True)
        updated = at_midnight(self.news.latest())
        yield addresses.FEED, feed(site=self._frame, entries=self.news.entries(), updated=updated)
        pages = (f"<url><loc>{escape(settings.url + address)}</loc></url>\n" for address in self._addresses)
        head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        yield "sitemap.xml", f"{head}{''.join(pages)}</urlset>\n"
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {settings.url}sitemap.xml\n"
        if is_possible(settings):
            yield from catalogue.files()

    def _data(self, entries: Sequence[FileEntry], catalogue: Catalogue) -> SitePage:
        years = dict.fromkeys(each.year for each in entries)
        sections = [PageSection("", (Inserted(self._prose("data"), "introduction"),))]
        for year in years:
            title: Message = _("All years") if year is None else _("Programme year {year}", year=str(year))
            # Those of single agreements stand with their years only: on one page, all of them would be too many.
            files = [each for each in (*entries, *catalogue.sources) if each.year == year]
            grid = files_grid(self.contents, title, files)
            sections.append(PageSection(self.contents.text(title), (grid,), str(year or ALL)))
        return SitePage(
            addresses.DATA, self.contents.text(_("Open data")), tuple(sections), dataset=catalogue.in_page(None)
        )


def _allowed(data: str) -> str:
    """What the page's policy says of the data in it: checkers take a block of data for a script."""
    return f" 'sha256-{b64encode(sha256(data.encode()).digest()).decode()}'" if data else ""


def _texts(record: Record) -> list[str]:
    """The words that an agreement is found by, beside its title."""
    agreement = record.agreement
    texts = [str(agreement.year), record.district.seat]
    texts += [text for each in agreement.signatures for text in (each.name, each.office, each.place) if text]
    texts += [agreement.grant.reference] if agreement.grant and agreement.grant.reference else []
    texts += [each.name for each in agreement.budget.other_funds]
    for _category, _number, measure in agreement.all_measures:
        texts += [measure.title, measure.provider or "", *measure.target_groups, *measure.legal_bases]
    return texts


def _amounts(agreement: Agreement) -> list[Decimal]:
    """All amounts of an agreement."""
    budget = agreement.budget
    amounts = [budget.total, budget.own_contribution, agreement.grant.amount if agreement.grant else None]
    amounts += [*budget.by_year.values(), *budget.by_category.values(), *budget.earmarked.values()]
    amounts += [each.amount for each in budget.other_funds]
    for _category, _number, measure in agreement.all_measures:
        amounts += [measure.cost, *measure.by_year.values()]
    return [amount for amount in amounts if amount is not None]


def _paragraphs(text: str) -> tuple[str, ...]:
    """The parts of a text that empty lines part."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())

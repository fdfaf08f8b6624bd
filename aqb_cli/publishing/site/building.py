"""A whole site: all its pages and files, from several processes where that is worth while."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from xml.parsers import expat

from markupsafe import escape

from aqb_cli.checking.outcome import FileReport
from aqb_cli.diagnostics import Problem
from aqb_cli.publishing.formats import Unmakeable
from aqb_cli.publishing.formats.layout import found, template, template_text
from aqb_cli.publishing.publisher import Publisher, publish
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.catalogue import Catalogue, is_possible
from aqb_cli.publishing.site.contents import TITLE, Contents
from aqb_cli.publishing.site.news import News, at_midnight
from aqb_cli.publishing.site.open_data import ALL, FileEntry, files_grid, tables
from aqb_cli.publishing.site.overviews import overview_pages
from aqb_cli.publishing.site.pages import Inserted, PageSection, SitePage
from aqb_cli.publishing.site.search import SearchIndex
from aqb_cli.publishing.site.writing import PROSE, PageWriter, StoredPage
from aqb_cli.publishing.wordings import Unpublishable
from aqb_cli.text.messages import Message, _
from aqb_cli.workspace.collection import TEMPLATES, bundled, shown_path
from aqb_cli.workspace.folders import NewFolder
from aqb_cli.workspace.processes import spread

_WORTH_A_PROCESS = 100
"""How many agreements make it worth while to start another process for tables and pages."""


class Refused(Exception):
    """Some agreements can't be published; what is wrong with their wording."""

    def __init__(self, outcomes: Sequence[Unpublishable | FileReport]) -> None:
        super().__init__(len(outcomes))
        self.outcomes = outcomes


class SiteBuilder:
    """Writes the files of one site."""

    def __init__(self, contents: Contents, publisher: Publisher, templates: Sequence[Path]) -> None:
        self.contents = contents
        self.publisher = publisher
        self.news = News(contents)
        self.unmade: list[Unmakeable] = []
        """Which documents a format couldn't hold."""
        self._templates = templates
        self._writer = PageWriter(contents, templates)
        self._index = SearchIndex()
        self._processes = min(os.cpu_count() or 1, len(contents.records) // _WORTH_A_PROCESS)

    def write(self, folder: NewFolder, on_progress: Callable[[int], None]) -> None:
        """Writes all. Raises `Refused` if agreements can't be published, and `Problem` for templates with faults."""
        for address, content in self._static():
            folder.write(address, content)
        entries = []
        for entry, stored in tables(self.contents, folder, self._processes):
            folder.note(stored)
            entries.append(entry)
        catalogue = Catalogue(self.contents, TITLE, entries, self.news.latest())
        # Before the agreements: once there are PDF files, this process has threads, and can't be copied any more.
        makers = overview_pages(self.contents, self._writer.prose("start"), catalogue.in_page)
        overviews = list(spread(partial(self._writer.made, folder, makers), range(len(makers)), self._processes))
        for own in self._prose():  # the later a page comes, the higher it stands in what is found
            self._note(folder, self._writer.page(folder, own))
        self._agreements(folder, on_progress, catalogue.sources)
        for page in overviews:
            self._note(folder, page)
        self._note(folder, self._writer.page(folder, self._data(entries, catalogue)))
        for address, text in (*self._index.files(), *self._for_machines(catalogue)):
            folder.write(address, text.encode())

    def _note(self, folder: NewFolder, page: StoredPage) -> None:
        for stored in page.files:
            folder.note(stored)
        self._index.add(page.entry)
        self.unmade += page.unmade

    def _static(self) -> Iterator[tuple[str, bytes]]:
        for name in ("site.css", "icon.svg"):
            yield name, template_text(found(f"site/{name}", self._templates)).encode()
        # What runs in the browsers of others never comes from a workspace, and so never from a pull request.
        yield "site.js", (bundled(TEMPLATES) / "site/site.js").read_bytes()

    def _agreements(self, folder: NewFolder, on_progress: Callable[[int], None], sources: list[FileEntry]) -> None:
        """The pages and files of agreements; says in `sources` which are their own files."""
        refused: list[Unpublishable | FileReport] = []
        jobs = self._processes if self._processes > 1 else None
        deliver = partial(self._writer.agreement, folder, self.news.first_versions)
        outcomes = publish(self.publisher, self.contents.inventory, deliver, jobs)
        for done, outcome in enumerate(outcomes, 1):
            if isinstance(outcome, StoredPage):
                self._note(folder, outcome)
                sources += outcome.source
            else:
                refused.append(outcome)
            on_progress(done)
        if refused:
            raise Refused(refused)

    def _prose(self) -> Iterator[SitePage]:
        for name, title in (("search", _("Search")), *PROSE.items()):
            prose = self._writer.prose(name)
            found_by = (prose.striptags(),) if name in PROSE else ()  # the search has no text of its own
            section = PageSection("", (Inserted(prose, name),))
            yield SitePage(f"{name}.html", self.contents.text(title), (section,), found_by=found_by)

    def _for_machines(self, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
        """What needs the address of the site: without it, nothing of this is written."""
        settings = self.contents.settings
        if not settings.url:
            return
        fill = template("site/feed.xml.j2", self._templates, {}, html=True)
        updated = at_midnight(self.news.latest())
        feed = fill(site=self._writer.frame, entries=self.news.entries(), updated=updated)
        _require_xml(feed, found("site/feed.xml.j2", self._templates))
        yield addresses.FEED, feed
        pages = ("" if address == addresses.START else address for address in self._index.addresses)
        lines = (f"<url><loc>{escape(settings.url + address)}</loc></url>\n" for address in pages)
        head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        yield "sitemap.xml", f"{head}{''.join(lines)}</urlset>\n"
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {settings.url}sitemap.xml\n"
        if is_possible(settings):
            yield from catalogue.files()

    def _data(self, entries: Sequence[FileEntry], catalogue: Catalogue) -> SitePage:
        years = dict.fromkeys(each.year for each in entries)
        introduction = Inserted(self._writer.prose("data"), "introduction")
        sections = [*self.contents.notice, PageSection("", (introduction,))]
        for year in years:
            title: Message = _("All years") if year is None else _("Programme year {year}", year=str(year))
            # Those of single agreements stand with their years only: on one page, all of them would be too many.
            files = [each for each in (*entries, *catalogue.sources) if each.year == year]
            grid = files_grid(self.contents, files)
            sections.append(PageSection(self.contents.text(title), (grid,), str(year or ALL)))
        return SitePage(
            addresses.DATA, self.contents.text(_("Open data")), tuple(sections), dataset=catalogue.in_page(None)
        )


def _require_xml(feed: str, path: Path) -> None:
    """Raises `Problem` for a feed that no program could read, as a template of a workspace may make it."""
    try:
        expat.ParserCreate().Parse(feed.encode(), True)
    except expat.ExpatError as error:
        line = feed.splitlines()[error.lineno - 1 :][:1]
        raise Problem(
            _("With the template {path}, the feed is no XML; near this line: “{line}”.",
              path=shown_path(path), line="".join(line).strip()[:80]),
            _("Close each element, and begin with `<?xml`, as the template that comes with aqb does."),
        ) from error  # fmt: skip

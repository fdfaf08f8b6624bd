"""The pages on several agreements: start, years, districts, categories, purposes, providers, all measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from markupsafe import Markup

from aqb_cli.checking.valid import Inventory, Record
from aqb_cli.diagnostics import Problem
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Category, Earmark
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.contents import TITLE, Contents, Provider, purposes_of
from aqb_cli.publishing.site.pages import (
    FigureList,
    Inserted,
    LinkList,
    PageBlock,
    PageFigure,
    PageLink,
    PageSection,
    SiteGrid,
    SitePage,
)
from aqb_cli.querying.charts.choosing import chart_of
from aqb_cli.querying.charts.svg import svg
from aqb_cli.querying.queries.agreements import agreements
from aqb_cli.querying.queries.budget import budget
from aqb_cli.querying.queries.choice import Choice, LocatedMeasure
from aqb_cli.querying.queries.measures import COLUMNS, cells_of, measures, total_of
from aqb_cli.querying.queries.sums import counted, remarks_on, unstated, without_measures
from aqb_cli.querying.tables import Column, Group, Kind, Report, Table, row_of
from aqb_cli.text.messages import Message, _, ngettext, visible

_EVERYTHING = Choice()

_EARMARKED = (
    Column("district", _("District")),
    Column("year", _("Year"), Kind.YEAR),
    Column("amount", _("Amount"), Kind.EURO),
    Column("agreement", _("Agreement"), rank=15),
)


def overview_pages(
    contents: Contents, introduction: Markup, dataset: Callable[[int | None], Markup]
) -> list[Callable[[], SitePage]]:
    """All of these pages, each as what makes it.

    The introduction is what the start page begins with, `dataset` describes a year's data.
    """
    return [
        partial(_start, contents, introduction, dataset(None)),
        partial(_all_measures, contents),
        *(partial(_year, contents, year, dataset(year)) for year in contents.years),
        *(partial(_district, contents, slug) for slug in contents.districts),
        *(partial(_category, contents, category) for category in Category),
        *(partial(_purpose, contents, purpose) for purpose in purposes(contents)),
        *([partial(_providers, contents)] if contents.providers else []),
        *(partial(_provider, contents, provider) for provider in contents.providers),
    ]


def purposes(contents: Contents) -> list[Earmark]:
    """The purposes that an agreement names."""
    named = {purpose for record in contents.records for purpose in purposes_of(record.agreement)}
    return [purpose for purpose in Earmark if purpose in named]


def _start(contents: Contents, introduction: Markup, dataset: Markup) -> SitePage:
    districts = [
        PageLink(
            visible(records[0].district.name), addresses.district(slug), _span(contents, records),
            german=True,
        )
        for slug, records in contents.districts.items()
    ]  # fmt: skip
    words = [PageLink(contents.text(vocabulary.name(c)), addresses.word("categories", c)) for c in Category]
    words += [PageLink(contents.text(vocabulary.name(p)), addresses.word("purposes", p)) for p in purposes(contents)]
    by_year = _by_year(contents, contents.inventory, _EVERYTHING)
    latest = max(contents.years)
    sections = (
        PageSection("", (Inserted(introduction, "introduction"),)),
        _section(contents, _("Programme year {year}", year=str(latest)), _figures(by_year[-1])),
        _section(contents, _("Budget by year"), *by_year),
        _section(contents, _("Districts"), LinkList(tuple(districts))),
        _section(contents, _("Categories of measures, and purposes"), LinkList(tuple(words))),
    )
    title, found_by = contents.text(_("Target agreements")), (introduction.striptags(),)
    return SitePage(addresses.START, title, sections, dataset=dataset, found_by=found_by)


def _figures(grid: PageBlock) -> FigureList:
    """What the last row of a table says, without what isn't known."""
    assert isinstance(grid, SiteGrid)
    cells = grid.groups[-1].rows[-1]
    return FigureList(tuple(PageFigure(cell.label, cell) for cell in cells if not cell.is_none))


def _span(contents: Contents, records: Sequence[Record]) -> str:
    first, last = records[0].agreement.year, records[-1].agreement.year
    number = contents.text(ngettext("{n} agreement", "{n} agreements", len(records)))
    return f"{number}, {first if first == last else f'{first}–{last}'}"


def _section(contents: Contents, title: Message, *blocks: PageBlock) -> PageSection:
    return PageSection(contents.text(title), blocks)


def _by_year(contents: Contents, inventory: Inventory, choice: Choice) -> tuple[PageBlock, ...]:
    """The budgets by year; what was chosen, the page's heading says."""
    report = budget(inventory, choice, ("year",))
    (table,) = report.tables
    notes = tuple(note for note in table.notes if note not in choice.described())
    return _charted(contents, report._replace(tables=(table._replace(notes=notes),)))


def _charted(contents: Contents, report: Report) -> tuple[PageBlock, ...]:
    """The answer as a table, and above it as a chart, if there is one that would say something."""
    grid = contents.grids.grid(report.tables[0])._replace(sortable=False)
    if len(tuple(report.tables[0].rows)) < 2:
        return (grid,)
    try:
        chart = chart_of(report, contents.language)
    except Problem:  # nothing is known, or there is too much of it for one picture
        return (grid,)
    picture = svg(chart._replace(notes=()), contents.language)
    return Inserted(Markup(picture), "chart"), grid  # noqa: S704 - escaped there


def _measures_of(
    contents: Contents, items: Sequence[LocatedMeasure], records: Sequence[Record], without: Sequence[str] = ()
) -> SiteGrid:
    """A table of some measures of agreements that can be sorted, the latest first; and of which none are known."""
    rows = tuple(row_of(COLUMNS, cells_of(item)) for item in reversed(items))
    total = row_of(COLUMNS, total_of(_("Sum"), items)) if items else None
    stating = list({item.record.path: item.record for item in items}.values())
    unknown = unstated(records)
    none = () if items else counted((), complete=not unknown)
    notes = (*none, *remarks_on(stating, items), *without_measures(unknown))
    table = Table("measures", _("Measures"), COLUMNS, (Group(rows),), None, total, notes)
    return contents.grids.grid(table, without, flat=True)


def _all_measures(contents: Contents) -> SitePage:
    grid = _measures_of(contents, contents.items, contents.records)
    return SitePage(addresses.MEASURES, contents.text(_("All measures")), (PageSection("", (grid,)),))


def _year(contents: Contents, year: int, dataset: Markup) -> SitePage:
    inventory, grids = contents.only(contents.years[year]), contents.grids
    by_category = _charted(contents, budget(inventory, _EVERYTHING, ("category",)))
    sections = (
        _section(
            contents, _("Agreements"), grids.grid(agreements(inventory, _EVERYTHING).tables[0], ("year",), flat=True)
        ),
        _section(contents, _("Budget by category"), *by_category),
        _section(contents, _("Measures"), grids.grid(measures(inventory, _EVERYTHING).tables[0], ("year",))),
    )
    title = contents.text(_("Programme year {year}", year=str(year)))
    return SitePage(addresses.year(year), title, sections, dataset=dataset, found_by=(contents.text(TITLE),))


def _district(contents: Contents, slug: str) -> SitePage:
    records = contents.districts[slug]
    inventory, choice = contents.only(records), Choice(districts=frozenset((slug,)))
    table = agreements(inventory, _EVERYTHING, "district").tables[0]
    items = _EVERYTHING.items(records)
    sections = [
        _section(contents, _("Agreements"), contents.grids.grid(table, ("district",), flat=True)),
        _section(contents, _("Budget by year"), *_by_year(contents, inventory, choice)),
        _section(contents, _("Measures"), _measures_of(contents, items, records, ("district", "region"))),
    ]
    district = records[0].district
    found_by = (district.seat, *district.other_names)
    return SitePage(addresses.district(slug), visible(district.name), tuple(sections), found_by=found_by)


def _category(contents: Contents, category: Category) -> SitePage:
    items = [item for item in contents.items if item.category is category]
    sections = (
        _section(
            contents,
            _("Budget by year"),
            *_by_year(contents, contents.inventory, Choice(categories=frozenset((category,)))),
        ),
        _section(contents, _("Measures"), _measures_of(contents, items, contents.records, ("category",))),
    )
    return SitePage(addresses.word("categories", category), contents.text(vocabulary.name(category)), sections)


def _purpose(contents: Contents, purpose: Earmark) -> SitePage:
    reserving = [each for each in contents.records if purpose in each.agreement.budget.earmarked]
    rows = tuple(
        (
            each.district.name,
            each.agreement.year,
            each.agreement.budget.earmarked[purpose],
            each.agreement.name,
        )
        for each in reversed(reserving)
    )
    whole = sum((each.agreement.budget.earmarked[purpose] for each in reserving), Decimal(0))
    total = row_of(_EARMARKED, {"district": _("Sum"), "amount": whole})
    table = Table("agreements", _("Earmarked funds"), _EARMARKED, (Group(rows),), None, total)
    items = [item for item in contents.items if item.measure.earmark is purpose]
    sections = (
        _section(
            contents, _("Funds reserved in the agreements"), contents.grids.grid(table, ("agreement",), flat=True)
        ),
        _section(contents, _("Measures"), _measures_of(contents, items, contents.records, ("earmark",))),
    )
    name = contents.text(vocabulary.name(purpose))
    return SitePage(addresses.word("purposes", purpose), name[:1].upper() + name[1:], sections)


def _providers(contents: Contents) -> SitePage:
    links = tuple(
        PageLink(
            visible(each.name), each.address, contents.text(ngettext("{n} measure", "{n} measures", len(each.items))),
            german=True,
        )
        for each in contents.providers
    )  # fmt: skip
    return SitePage(addresses.PROVIDERS, contents.text(_("Providers")), (PageSection("", (LinkList(links),)),))


def _provider(contents: Contents, provider: Provider) -> SitePage:
    grid = _measures_of(contents, provider.items, (), ("provider",))
    above = (PageLink(contents.text(_("Providers")), addresses.PROVIDERS),)
    return SitePage(provider.address, visible(provider.name), (PageSection("", (grid,)),), above=above)

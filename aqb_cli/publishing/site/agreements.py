"""The page of an agreement: its facts, its measures, what has changed, its text, and the files of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from aqb_cli.checking.valid import Record
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.contents import MARKS, Contents
from aqb_cli.publishing.site.news import FirstVersion
from aqb_cli.publishing.site.open_data import FileEntry, files_grid
from aqb_cli.publishing.site.pages import (
    FigureList,
    Inserted,
    LinkList,
    PageBlock,
    PageFigure,
    PageLink,
    PageSection,
    Prose,
    SiteCell,
    SitePage,
)
from aqb_cli.querying.changes import changes
from aqb_cli.querying.queries.diff import Pair, diff
from aqb_cli.querying.queries.review import review
from aqb_cli.querying.queries.show import show, title_of
from aqb_cli.querying.tables import Table
from aqb_cli.querying.tables.values import short_date, written
from aqb_cli.text.messages import Message, _, visible


def agreement_page(
    contents: Contents, record: Record, document: Markup, files: Sequence[FileEntry], first: FirstVersion | None
) -> SitePage:
    """The page of an agreement with its text and the files of it; `first` is what it was, if it was changed since."""
    agreement, grids = record.agreement, contents.grids
    report = show(contents.inventory, record)
    sections = []
    for table in report.tables:
        blocks: tuple[PageBlock, ...]
        if table.name == "facts":
            blocks = (_facts(contents, table, record),)
        else:
            blocks = (grids.grid(table, ("bar", "agreement")),)
        sections.append(PageSection(contents.text(table.title), blocks))
    sections += [*_reviewed(contents, record), *_changes(contents, record), *_corrections(contents, record, first)]
    sections.append(PageSection(contents.text(_("Downloads")), (files_grid(contents, files),)))
    sections.append(PageSection(contents.text(_("Text of the agreement")), (Inserted(document, "document", True),)))
    mark = MARKS.get(agreement.status)
    return SitePage(
        addresses.agreement(agreement.district, agreement.year),
        contents.text(report.title),
        tuple(sections),
        contents.text(mark) if mark else "",
        (
            PageLink(contents.text(_("{year}", year=agreement.year)), addresses.year(agreement.year)),
            PageLink(record.district.name, addresses.district(agreement.district), german=True),
        ),
    )


def _facts(contents: Contents, table: Table, record: Record) -> FigureList:
    entries = []
    for name, value in table.rows:
        if value != record.path:  # where the file lies on the machine that wrote the site tells nobody anything
            assert isinstance(name, Message)
            text = visible(written(value, table.columns[1], contents.language))
            cell = SiteCell(text, german=isinstance(value, str))
            entries.append(PageFigure(contents.text(name), cell))
    return FigureList(tuple(entries))


def _reviewed(contents: Contents, record: Record) -> Iterator[PageSection]:
    """What was said at the review meeting; nothing if none is stated: today's date decides about no page."""
    meeting = record.agreement.review.meeting_on if record.agreement.review else None
    if meeting is not None:
        report = review(contents.only([record]), record, meeting)
        grids = tuple(
            contents.grids.grid(table, ("bar", "agreement"))._replace(heading=contents.text(table.title))
            for table in report.tables
        )
        yield PageSection(contents.text(report.title), grids)


def _changes(contents: Contents, record: Record) -> Iterator[PageSection]:
    earlier = contents.before(record)
    if earlier is None:
        return
    before, now = earlier.agreement, record.agreement
    title = _("Changes from {old} to {new}", old=str(before.year), new=str(now.year))
    link = PageLink(contents.text(title_of(earlier)), addresses.agreement(before.district, before.year))
    yield PageSection(contents.text(title), (*_differences(contents, Pair(before, now), title), LinkList((link,))))


def _corrections(contents: Contents, record: Record, first: FirstVersion | None) -> Iterator[PageSection]:
    if first is None or not changes(first.agreement, record.agreement):
        return
    title = _("Changes since it was first published")
    days = ", ".join(short_date(day, contents.language) for day in first.days)
    when = Prose((contents.text(_("Changed on: {days}", days=days)),))
    pair = Pair(first.agreement, record.agreement)
    yield PageSection(contents.text(title), (when, *_differences(contents, pair, title)))


def _differences(contents: Contents, pair: Pair, title: Message) -> Iterator[PageBlock]:
    """What is different, in a sentence and as a table."""
    table = diff([pair], title, contents.inventory.districts).tables[0]
    told = tuple(contents.text(remark) for group in table.groups for remark in group.remarks)
    if told:
        yield Prose((", ".join(told),))
    shown = table._replace(groups=tuple(group._replace(remarks=()) for group in table.groups), grouped_by=None)
    yield contents.grids.grid(shown, ("agreement", "topic"))._replace(sortable=False)

"""Open data: the questions' tables of each year and of all, and the agreements' own files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from aqb_cli.checking.valid import Record
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.contents import Contents
from aqb_cli.publishing.site.pages import GridGroup, SiteCell, SiteGrid
from aqb_cli.querying.queries.agreements import agreements
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.measures import measures
from aqb_cli.querying.tables import Report, View, writer
from aqb_cli.text.messages import LANGUAGES, Message, _
from aqb_cli.workspace.processes import NoProcess, Work, shared

_FORMATS = {"csv": None, "json": None, "xlsx": "xlsxwriter", "ods": None}
"""The forms of tables, with the libraries that are extra parts of aqb."""

_WORTH_A_PROCESS = 300
"""How many agreements make it worth while to start another process, as for documents."""

ALL = "all"
"""The folder of the data of all years."""


class FileEntry(NamedTuple):
    """What is told of a file."""

    address: str
    title: Message
    size: int
    """In bytes."""
    checksum: str
    """SHA-256."""
    year: int | None = None
    """The programme year that it is about; None if it is about all of them."""
    language: str = ""
    """The language of its headings; empty if it has none."""

    @property
    def ending(self) -> str:
        """What its name ends in."""
        return self.address.rpartition(".")[2]


def entry(address: str, title: Message, content: bytes, year: int | None = None, language: str = "") -> FileEntry:
    """What is told of a file with this content."""
    return FileEntry(address, title, len(content), hashlib.sha256(content).hexdigest(), year, language)


def tables(contents: Contents) -> Iterator[tuple[FileEntry, bytes]]:
    """The tables of all years, then those of each; from several processes where that is worth while."""
    years = (None, *contents.years)
    processes = min(os.cpu_count() or 1, len(contents.records) // _WORTH_A_PROCESS)
    if processes > 1:
        _TablesWorker.contents = contents  # where processes begin as copies of this one, they have it already
        asked = (contents.inventory, contents.settings, contents.language)
        try:
            for made in shared(Work(_made, _prepare, (asked,)), years, processes):
                yield from made
        except NoProcess:  # which is raised before there is a result
            processes = 1
    if processes <= 1:
        for year in years:
            yield from _tables(contents, year)


class _TablesWorker:
    """What a worker process keeps between two years."""

    contents: Contents | None = None


def _prepare(asked: Any) -> None:
    _TablesWorker.contents = _TablesWorker.contents or Contents(*asked, drafts=True)


def _made(year: int | None) -> list[tuple[FileEntry, bytes]]:
    assert _TablesWorker.contents is not None
    return list(_tables(_TablesWorker.contents, year))


def source(record: Record) -> tuple[FileEntry, bytes]:
    """The agreement's own file, as it is."""
    content = Path(record.path).read_bytes()
    agreement = record.agreement
    address = addresses.agreement(agreement.district, agreement.year, "yaml")
    title = _("Agreement {year}: {district}", year=str(agreement.year), district=record.district.name)
    return entry(address, title, content, agreement.year), content


def _tables(contents: Contents, year: int | None) -> Iterator[tuple[FileEntry, bytes]]:
    inventory = contents.only(contents.records if year is None else contents.years[year])
    for question in (agreements, measures):
        report: Report = question(inventory, Choice())
        for name, library in _FORMATS.items():
            if library is not None and not find_spec(library):
                continue
            for language in LANGUAGES if name == "csv" else (contents.language,):
                made = writer(name)(report, View(language))
                content = made if isinstance(made, bytes) else made.encode()
                middle = f".{language}" if name == "csv" else ""
                address = f"data/{year or ALL}/{report.main}{middle}.{name}"
                yield entry(address, report.title, content, year, language), content


def files_grid(contents: Contents, title: Message, entries: Sequence[FileEntry]) -> SiteGrid:
    """A table of files, with their sizes and checksums."""
    heads = [_("File"), _("Content"), _("Size"), _("Checksum (SHA-256)")]
    labels = [contents.text(head) for head in heads]
    rows = tuple(
        tuple(cell._replace(label=label) for cell, label in zip(_cells(contents, each), labels, strict=True))
        for each in entries
    )
    head = tuple(SiteCell(label, right=label == labels[2]) for label in labels)
    return SiteGrid(contents.text(title), head, (GridGroup("", "", rows),), width=len(labels))


def _cells(contents: Contents, file: FileEntry) -> tuple[SiteCell, ...]:
    kilobytes = f"{max(1, round(file.size / 1000)):,}".replace(",", "." if contents.language == "de" else " ")
    return (
        SiteCell(file.address.rpartition("/")[2], file.address),
        SiteCell(contents.text(file.title)),
        SiteCell(f"{kilobytes} kB", sort=str(file.size), right=True),
        SiteCell(file.checksum),
    )

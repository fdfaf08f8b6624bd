"""Open data: the questions' tables of each year and of all, and the agreements' own files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from aqb_cli.checking.valid import Record
from aqb_cli.publishing.site import addresses
from aqb_cli.publishing.site.contents import Contents
from aqb_cli.publishing.site.pages import GridGroup, SiteCell, SiteGrid
from aqb_cli.querying.queries.agreements import agreements
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.measures import measures
from aqb_cli.querying.tables import Report, View, csv, json, ods, xlsx
from aqb_cli.querying.tables.workbook import workbook
from aqb_cli.text.messages import LANGUAGES, Message, _, digits
from aqb_cli.workspace.folders import NewFolder, StoredFile
from aqb_cli.workspace.processes import spread

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


def entry(stored: StoredFile, title: Message, year: int | None = None, language: str = "") -> FileEntry:
    """What is told of a file."""
    return FileEntry(stored.name, title, stored.size, stored.checksum, year, language)


def tables(contents: Contents, folder: NewFolder, processes: int) -> Iterator[tuple[FileEntry, StoredFile]]:
    """Writes the tables of all years, then those of each."""
    for stored in spread(partial(_tables, contents, folder), (None, *contents.years), processes):
        yield from stored


def source(record: Record) -> tuple[str, bytes]:
    """The agreement's own file, as it is, and its address."""
    address = addresses.agreement(record.agreement.district, record.agreement.year, "yaml")
    return address, Path(record.path).read_bytes()


def _tables(contents: Contents, folder: NewFolder, year: int | None) -> list[tuple[FileEntry, StoredFile]]:
    """The tables of one year, or of all."""
    entries = []
    inventory = contents.only(contents.records if year is None else contents.years[year])
    for question in (agreements, measures):
        report: Report = question(inventory, Choice())
        for name, language, content in _files(report, contents.language):
            middle = f".{language}" if name == "csv" else ""
            stored = folder.store(f"data/{year or ALL}/{report.main}{middle}.{name}", content)
            entries.append((entry(stored, report.title, year, language), stored))
    return entries


def _files(report: Report, language: str) -> Iterator[tuple[str, str, bytes]]:
    """A table in all forms: the ending, the language and the content of each file."""
    for each in LANGUAGES:
        yield "csv", each, csv.render(report, View(each))
    view = View(language)
    yield "json", language, json.render(report, view).encode()
    book = workbook(report, view)
    if find_spec("xlsxwriter"):
        yield "xlsx", language, xlsx.packed(book)
    yield "ods", language, ods.packed(book)


def files_grid(contents: Contents, entries: Sequence[FileEntry]) -> SiteGrid:
    """A table of files, with their sizes and checksums."""
    heads = [_("File"), _("Content"), _("Size"), _("Checksum (SHA-256)")]
    labels = [contents.text(head) for head in heads]
    rows = tuple(
        tuple(cell._replace(label=label) for cell, label in zip(_cells(contents, each), labels, strict=True))
        for each in entries
    )
    head = tuple(SiteCell(label, right=label == labels[2]) for label in labels)
    return SiteGrid(head, (GridGroup("", "", rows),), width=len(labels))


def _cells(contents: Contents, file: FileEntry) -> tuple[SiteCell, ...]:
    kilobytes = digits(Decimal(max(1, round(file.size / 1000))), contents.language, cents=False)
    return (
        SiteCell(file.address.rpartition("/")[2], file.address),
        SiteCell(contents.text(file.title)),
        SiteCell(f"{kilobytes} kB", sort=str(file.size), right=True),
        SiteCell(file.checksum),
    )

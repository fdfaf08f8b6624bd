"""Open data: the questions' tables of each year and of all, and the agreements' own files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
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
from aqb_cli.querying.tables import Report, View, writer
from aqb_cli.text.messages import LANGUAGES, Message, _

_FORMATS = {"csv": None, "json": None, "xlsx": "xlsxwriter", "ods": None}
"""The forms of tables, with the libraries that are extra parts of aqb."""

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
    """The tables of all years, then those of each."""
    yield from _tables(contents, contents.records, None)
    for year, records in contents.years.items():
        yield from _tables(contents, records, year)


def source(record: Record) -> tuple[FileEntry, bytes]:
    """The agreement's own file, as it is."""
    content = Path(record.path).read_bytes()
    agreement = record.agreement
    address = addresses.agreement(agreement.district, agreement.year, "yaml")
    return entry(address, _("The agreement as data"), content, agreement.year), content


def _tables(contents: Contents, records: Sequence[Record], year: int | None) -> Iterator[tuple[FileEntry, bytes]]:
    inventory = contents.only(records)
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

"""What commands share that ask the agreements: options, the inventory, and the writing of reports."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

import typer

from aqb_cli import vocabulary
from aqb_cli.cli.faults import explain
from aqb_cli.cli.options import Color
from aqb_cli.cli.progress import Progress
from aqb_cli.cli.running import FINDINGS, collect_garbage, language_of, wants_color, width_of, write_result
from aqb_cli.german import folded, slug, sort_key
from aqb_cli.inventory import Inventory, Record, gather
from aqb_cli.messages import LANGUAGES, Message, _, ngettext
from aqb_cli.model import Category, District, Earmark, Status
from aqb_cli.model.scalars import GERMAN_WORDS, choices
from aqb_cli.problems import Problem
from aqb_cli.queries.choice import Choice
from aqb_cli.tables import Cell, Period, Report, Sum, View, sort_rows, writer
from aqb_cli.workspace import AGREEMENTS, Workspace


class Format(StrEnum):
    """How tables are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"
    XLSX = "xlsx"


_ENDINGS = {".csv": Format.CSV, ".json": Format.JSON, ".md": Format.MARKDOWN, ".xlsx": Format.XLSX}

FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        help="How to write the result. [default: as the name given with -o ends, otherwise table]",
        show_default=False,
    ),
]
SkipInvalidOption = Annotated[
    bool, typer.Option("--skip-invalid", help="Leave agreements with errors out, and count the rest.")
]
DistrictOption = Annotated[
    list[str] | None, typer.Option("--district", metavar="NAME", help="Only this district, such as fulda. Repeatable.")
]
YearOption = Annotated[
    list[str] | None, typer.Option("--year", metavar="YEAR", help="Only this year, or 2020-2024. Repeatable.")
]
StatusOption = Annotated[
    list[str] | None, typer.Option("--status", metavar="WORD", help="Only draft, signed or reported. Repeatable.")
]
SortOption = Annotated[
    str | None,
    typer.Option(
        "--sort", metavar="COLUMN", help="Sort by this column, such as amount; -amount begins with the largest."
    ),
]

Word = TypeVar("Word", bound=StrEnum)


class Manner(NamedTuple):
    """How the result is to be written."""

    format: Format | None
    output: Path | None
    skip_invalid: bool
    color: Color
    lang: StrEnum | None


def asked(workspace: Workspace, names: list[str], manner: Manner) -> Inventory:
    """The agreements to ask. Says on standard error what is wrong with others; without `--skip-invalid`, ends then."""
    language = language_of(manner.lang)
    files = workspace.files(names)
    collect_garbage()
    with Progress(len(files), language) as progress:
        inventory = gather(workspace, files, whole=not names, on_progress=progress.show)
    if not inventory.left_out and not inventory.faulty.registry_broken:
        return inventory
    if manner.skip_invalid and not inventory.faulty.registry_broken:
        message = ngettext(
            "{n} file with errors is left out: {paths}.",
            "{n} files with errors are left out: {paths}.",
            len(inventory.left_out),
            paths=inventory.left_out,
        )
        print(message.translated(language), file=sys.stderr)  # noqa: T201
        return inventory
    explain(inventory.faulty, len(files), language, manner.color)
    if not inventory.faulty.registry_broken:
        message = _("Nothing is counted while files have errors. Mend them, or leave them out with --skip-invalid.")
        print(message.translated(language), file=sys.stderr)  # noqa: T201
    raise typer.Exit(FINDINGS)


def asked_one(workspace: Workspace, name: str, manner: Manner) -> tuple[Inventory, Record]:
    """The one agreement of a name, path, or district (then that of the latest year). Ends if it has errors."""
    inventory = asked(workspace, [_with_year(workspace, name)], manner)
    if len(inventory.records) == 1:
        return inventory, inventory.records[0]
    names = [f"{record.agreement.district}/{record.agreement.year}" for record in inventory.records]
    if not names:
        raise Problem(_("There is no agreement without errors under {name}.", name=name))
    raise Problem(_("There are several agreements under {name}.", name=name), choices(names[:30], name)[0])


def _with_year(workspace: Workspace, name: str) -> str:
    """The name; for a mere district, with the latest year that it has an agreement of."""
    if "/" in name or os.path.exists(name) or workspace.root is None:
        return name
    years = sorted(path.parent.name for path in (workspace.root / AGREEMENTS).glob(f"*/{slug(name) or '-'}.yaml"))
    return f"{slug(name)}/{years[-1]}" if years else name


def answer(report: Report, manner: Manner, sort: str | None = None, *, of_choice: bool = False) -> None:
    """Writes a report as it is asked for; `of_choice` if it may be empty because nothing fits what was chosen."""
    language = language_of(manner.lang)
    path = manner.output if manner.output and str(manner.output) != "-" else None
    format = manner.format or (_ENDINGS.get(path.suffix.lower(), Format.TABLE) if path else Format.TABLE)
    if sort:
        report = _sorted(report, sort, language)
    if format is Format.XLSX and path is None and sys.stdout.isatty():
        raise Problem(_("A spreadsheet can't be shown in a terminal."), _("Name a file for it: -o measures.xlsx"))
    view = View(
        language,
        color=wants_color(manner.color, sys.stdout) if path is None else manner.color is Color.ALWAYS,
        width=width_of(sys.stdout) if path is None else None,
        ascii=path is None and "utf" not in (sys.stdout.encoding or "").lower(),
    )
    content = writer(format)(report, view)
    write_result(path, content)
    if of_choice and not any(report.tables[0].rows):
        print(_("Nothing fits what was asked for.").translated(language), file=sys.stderr)  # noqa: T201
    if format is Format.CSV:
        _say_what_is_missing(report, language)


def _say_what_is_missing(report: Report, language: str) -> None:
    """A CSV file has room for one table only, and none for notes."""
    table = next(table for table in report.tables if table.name == report.main)
    notes = list(table.notes)
    if len(report.tables) > 1:
        notes.append(_("CSV holds only the table “{title}”; json and xlsx hold all.", title=table.title))
    for note in notes:
        print(note.translated(language), file=sys.stderr)  # noqa: T201


def _sorted(report: Report, sort: str, language: str) -> Report:
    key = sort.removeprefix("-").replace("-", "_")
    table = next(table for table in report.tables if table.name == report.main)
    keys = [column.key for column in table.columns]
    if key not in keys:
        raise Problem(_("There is no column “{key}” to sort by.", key=key), choices(keys, key)[0])

    def value(cell: Cell) -> object:
        if isinstance(cell, Sum):
            return (cell.known is not None, cell.known or 0)
        if isinstance(cell, Period):
            return (str(cell.starts or ""), str(cell.ends or ""))
        if isinstance(cell, (StrEnum, Message)):
            name = vocabulary.name(cell) if isinstance(cell, StrEnum) else cell
            return sort_key(name.translated(language))
        return sort_key(cell) if isinstance(cell, str) else cell

    tables = tuple(
        sort_rows(table, key, value, descending=sort.startswith("-")) if table.name == report.main else table
        for table in report.tables
    )
    return report._replace(tables=tables)


def choice_of(
    inventory: Inventory,
    districts: list[str] | None = None,
    years: list[str] | None = None,
    statuses: list[str] | None = None,
    categories: list[str] | None = None,
    earmarks: list[str] | None = None,
    search: str | None = None,
) -> Choice:
    """What the options choose. Raises `Problem` for a district, year or word that there isn't."""
    return Choice(
        frozenset(slug for name in _parts(districts) for slug in _district(name, inventory.districts.values())),
        frozenset(year for text in _parts(years) for year in _years(text)),
        frozenset(_word(Status, text, _("There is no status “{text}”.", text=text)) for text in _parts(statuses)),
        frozenset(_word(Category, text, _("There is no category “{text}”.", text=text)) for text in _parts(categories)),
        frozenset(
            _word(Earmark, text, _("There are no earmarked funds called “{text}”.", text=text))
            for text in _parts(earmarks)
        ),
        tuple(folded(search or "").split()),
    )


def _parts(values: list[str] | None) -> Iterable[str]:
    return (part.strip() for value in values or () for part in value.split(",") if part.strip())


def _word(words: type[Word], text: str, message: Message) -> Word:
    """A word of the file format, also by its name in German or English."""
    names = {folded(vocabulary.name(word).translated(language)): word for word in words for language in LANGUAGES}
    names |= {folded(word): word for word in words}
    wanted = folded(text)
    if wanted in names:
        return names[wanted]
    german = GERMAN_WORDS.get(slug(text))
    if german in set(words):
        return words(german)
    if wanted.replace(" ", "_").replace("-", "_") in names:
        return names[wanted.replace(" ", "_").replace("-", "_")]
    raise Problem(message, choices(words, text)[0])


def _district(text: str, districts: Iterable[District]) -> list[str]:
    """The district of a short name, official key, or name with or without its kind."""
    known = list(districts)
    wanted = folded(text)
    tests: tuple[Callable[[District], bool], ...] = (
        lambda district: wanted in (district.slug, district.key, folded(district.name)),
        lambda district: wanted in folded(district.name).split(" ", 1)[1:],
    )
    for test in tests:
        found = [district.slug for district in known if test(district)]
        if len(found) == 1:
            return found
        if found:
            raise Problem(_("“{text}” could be several districts.", text=text), choices(found, text)[0])
    raise Problem(
        _("There is no district “{text}”.", text=text), choices([district.slug for district in known], slug(text))[0]
    )


def _years(text: str) -> Iterable[int]:
    first, dash, last = text.replace("–", "-").partition("-")
    years = [part.strip() for part in (first, last if dash else first)]
    if not all(len(year) == 4 and year.isdecimal() and year.isascii() for year in years) or years[0] > years[1]:
        raise Problem(
            _("“{text}” is neither a year nor a span of years.", text=text),
            _("Write four digits, or the first and the last year: 2024, or 2020-2024."),
        )
    return range(int(years[0]), int(years[1]) + 1)

"""What the commands that answer questions share: the inventory, and the writing of reports."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from aqb_cli.checking.names import agreement_files, no_agreement, one_file, others_like
from aqb_cli.checking.outcome import FileReport
from aqb_cli.checking.valid import Inventory, QuestionFor, Record, gather
from aqb_cli.cli import _options as option
from aqb_cli.cli._faults import explain, say_left_out
from aqb_cli.cli._language import language_of
from aqb_cli.cli._progress import progress
from aqb_cli.cli._running import FINDINGS, collect_garbage, say, wants_color, width_of, write_result
from aqb_cli.diagnostics import Problem
from aqb_cli.fileformat.model.validator import ALL, Needed
from aqb_cli.querying import charts
from aqb_cli.querying.queries.choice import Choice, choice_of
from aqb_cli.querying.tables import FORMATS as TABLES
from aqb_cli.querying.tables import ONE_TABLE, SPREADSHEETS, Report, View, writer
from aqb_cli.querying.tables.sorting import sorted_by
from aqb_cli.text.messages import _, some
from aqb_cli.workspace.collection import File, Workspace

FORMATS = TABLES | charts.FORMATS
"""The formats of answers, and how their files end."""

_BINARY = {*SPREADSHEETS, "png", "pdf"}

FormatOption = Annotated[
    str | None,
    option.format_option(
        FORMATS, help="How to write the result. [default: as the name given with -o ends, otherwise table]"
    ),
]


class Manner(NamedTuple):
    """How the result is to be written."""

    format: str | None
    output: Path | None
    skip_invalid: bool
    color: str
    lang: str | None


def asked(
    workspace: Workspace,
    manner: Manner,
    names: list[str] | None = None,
    districts: list[str] | None = None,
    years: list[str] | None = None,
    needed: Needed = ALL,
    question: QuestionFor | None = None,
) -> Inventory:
    """The agreements to ask: all, or those of names, files and folders; of them, what is needed, or the answers.

    Says on standard error what is wrong with others; without `--skip-invalid`, ends then. Files of other districts and
    years than those that are asked for stop nothing.
    """
    language = language_of(manner.lang)
    if not names:
        workspace.collection()
    files = agreement_files(workspace, names or ())
    collect_garbage()
    with progress(len(files), language) as show:
        inventory = gather(workspace, files, whole=not names, needed=needed, question=question, on_progress=show)
    if inventory.left_out and not inventory.faulty.reference_broken:
        inventory = _within(inventory, choice_of(inventory.districts, districts, years), language)
    if not inventory.left_out and not inventory.faulty.reference_broken:
        return inventory
    if manner.skip_invalid and not inventory.faulty.reference_broken:
        say_left_out(inventory.left_out, language)
        return inventory
    explain(inventory.faulty, len(files), language, manner.color)
    if not inventory.faulty.reference_broken:
        message = _(
            "Nothing is counted or published while files have errors. Fix them, or leave them out with --skip-invalid."
        )
        say(message, language)
    raise typer.Exit(FINDINGS)


def _within(inventory: Inventory, choice: Choice, language: str) -> Inventory:
    """The inventory without the faults of files that lie where other districts and years belong."""
    outside = {path for path in inventory.left_out if not choice.may_lie_in(path)}
    if not outside:
        return inventory
    message = _("Outside of what is asked for, there are files with errors: {paths}.", paths=some(sorted(outside)))
    say(message, language)
    reports = tuple(report for report in inventory.faulty.reports if report.path not in outside)
    left_out = tuple(path for path in inventory.left_out if path not in outside)
    return inventory._replace(faulty=inventory.faulty._replace(reports=reports), left_out=left_out)


def asked_one(
    workspace: Workspace, name: str, manner: Manner, *, among_others: bool = True
) -> tuple[Inventory, Record]:
    """The one agreement of a name, path, or district (then that of the latest year). Ends if it has errors.

    `among_others` takes it for an error if the collection has a second file for the same agreement.
    """
    file = one_file(workspace, name)
    inventory = gather(workspace, [file, *(others_like(workspace, file) if among_others else ())])
    found = [record for record in inventory.records if record.path == file.shown]
    if found:
        return inventory._replace(left_out=()), found[0]
    own = [report for report in inventory.faulty.reports if report.path == file.shown or _mentions(report, file)]
    if not inventory.faulty.reference_broken and not own:
        raise no_agreement(file)
    run = inventory.faulty if inventory.faulty.reference_broken else inventory.faulty._replace(reports=tuple(own))
    explain(run, 1, language_of(manner.lang), manner.color)
    raise typer.Exit(FINDINGS)


def _mentions(report: FileReport, file: File) -> bool:
    return any(related.path == file.shown for found in report.diagnostics for related in found.related)


def answer(report: Report, manner: Manner, sort: str | None = None, chosen_from: Inventory | None = None) -> None:
    """Writes a report as it is asked for; `chosen_from` if it may be empty because nothing fits what was chosen."""
    language = language_of(manner.lang)
    path = manner.output if manner.output and str(manner.output) != "-" else None
    format = manner.format or _format_of(path)
    if path is not None and path.suffix.lower() not in ("", FORMATS[format]) and not _is_device(path):
        message = _("The name {file} doesn't fit the format {format}.", file=str(path), format=format)
        raise Problem(message, _("Give a name that ends in {ending}, or leave -f out.", ending=FORMATS[format]))
    if sort is not None:
        districts = chosen_from.districts.values() if chosen_from else ()
        report = sorted_by(report, sort, language, {district.name: district.key for district in districts})
    if format in _BINARY and path is None and sys.stdout.isatty():
        example = f"result{FORMATS[format]}"
        raise Problem(
            _("The format {format} can't be shown in a terminal.", format=format),
            _("Name a file for it: -o {name}", name=example),
        )
    view = View(
        language,
        color=wants_color(manner.color, sys.stdout) if path is None else manner.color == "always",
        width=width_of(sys.stdout) if path is None else None,
        as_of=_day_of_data() if format in SPREADSHEETS else None,
        encoding=(sys.stdout.encoding or "utf-8") if path is None else "utf-8",
    )
    if format in charts.FORMATS:
        from aqb_cli.querying.charts.files import chart_file

        content = chart_file(report, language, format)
    else:
        content = writer(format)(report, view)
    write_result(path, content)
    if chosen_from and not any(group.rows or group.remarks for group in report.tables[0].groups):
        say(_("Nothing fits what was asked for."), language)
    if format in ONE_TABLE:
        _say_what_is_missing(report, language)


def _day_of_data() -> date | None:
    from aqb_cli.workspace.git import day_of_data

    root = Workspace.here().root
    return day_of_data(root) if root else None


def _format_of(path: Path | None) -> str:
    """The format that a file's name stands for."""
    if path is None or not path.suffix or _is_device(path):
        return "table"
    found = [format for format, ending in FORMATS.items() if ending == path.suffix.lower()]
    if found:
        return found[0]
    message = _("The name {path} doesn't say which format is meant.", path=str(path))
    raise Problem(
        message,
        _("Give the format with -f, or a name with one of these endings: {endings}.", endings=list(FORMATS.values())),
    )


def _is_device(path: Path) -> bool:
    """Whether the path leads to something other than a file, such as a pipe, whose name says nothing."""
    return os.path.exists(path) and not path.is_file()


def _say_what_is_missing(report: Report, language: str) -> None:
    """A CSV file has room for one table only, and none for notes."""
    table = report.main_table
    notes = list(table.notes)
    if len(report.tables) > 1:
        notes.append(_("CSV holds only the table “{title}”; json, xlsx and ods hold all.", title=table.title))
    for note in notes:
        say(note, language)

"""The agreements that passed the check, with what they refer to: all that queries and published documents rest on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from aqb_cli.checking.outcome import FileReport, Run, Selection
from aqb_cli.checking.runner import QuestionFor, Record, check_keeping
from aqb_cli.checking.sound_files import SoundFiles
from aqb_cli.diagnostics import Diagnostic, Severity
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.findings import locate
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import NOTHING_STANDS, Agreement, District, Programme, StandingFacts, Unreadable
from aqb_cli.fileformat.model.validator import ALL, Needed, unpacker
from aqb_cli.fileformat.rules.file import silenced_fault
from aqb_cli.text.german import name_key
from aqb_cli.workspace.collection import File, Workspace, read_bytes

__all__ = ["Inventory", "QuestionFor", "Record", "as_far_as_readable", "gather"]


class Inventory(NamedTuple):
    """The agreements without errors, and the files with errors."""

    records: Sequence[Record]
    """By programme year, then by the districts' own names in German order."""
    faulty: Run
    """The reports on the files with errors; only with what makes them faulty."""
    left_out: tuple[str, ...]
    """The paths of the files with errors."""
    districts: Mapping[str, District]
    programmes: Mapping[int, Programme]
    """What is known of each year that has a programme file or an agreement."""
    standing: StandingFacts = NOTHING_STANDS
    """The ministries by their days."""
    answers: Sequence[Any] = ()
    """If a question was put to each of the agreements, its answers in place of the records, in their order."""


def gather(
    workspace: Workspace,
    files: Sequence[File],
    *,
    whole: bool = False,
    needed: Needed = ALL,
    question: QuestionFor | None = None,
    on_progress: Callable[[int], None] = lambda _count: None,
) -> Inventory:
    """Checks files as the workspace's settings say, and keeps the agreements that have no errors.

    `whole` also checks the workspace's own reference file. Of the agreements, only what is needed is read. A question
    is put to each one by the process that has checked it, and then only the answers are kept.
    """
    selection = Selection(workspace.settings.select, workspace.settings.ignore)
    known = SoundFiles(workspace, files, selection) if whole else None
    run, checked, reference = check_keeping(
        workspace,
        files,
        selection,
        whole=whole,
        known=known,
        needed=needed,
        question=question,
        on_progress=on_progress,
    )
    if reference is None:
        return Inventory((), _only_errors(run), (), {}, {})
    districts = reference.districts
    sound = [(f.member, f) for f in checked if f.sound and f.member and f.member.district in districts]
    usable = {member.path for member, _file in sound} | reference.reports.keys()
    run = run._replace(reports=tuple(_unsilenced(report, usable) for report in run.reports))
    errors = [error for report in run.reports for error in _errors(report)]
    wrong = {path for error in errors for path in (error.path, *(related.path for related in error.related))}
    names = {district.slug: name_key(district.name) for district in districts.values()}
    sound = [each for each in sound if each[0].path not in wrong]
    sound.sort(key=lambda each: (each[0].year, names[each[0].district], each[0].path))
    years = {int(name) for name in workspace.programme_files if name.isdecimal()}
    years |= {member.year for member, _file in sound}
    programmes = {year: programme for year in sorted(years) if (programme := reference.programme(year)) is not None}
    read = unpacker(Agreement, needed)
    return Inventory(
        tuple(Record(m.path, read(f.content), districts[m.district]) for m, f in sound if f.content and not question),
        _only_errors(run),
        tuple(sorted(wrong)),
        districts,
        programmes,
        reference.standing,
        [file.answer for _member, file in sound] if question else (),
    )


def as_far_as_readable(file: File) -> Agreement | None:
    """The agreement of a file with errors; None if not even its district and year can be read.

    A value that can't be read raises `Unreadable` when it is asked for.
    """
    raw = read_bytes(file, yaml.LARGEST_FILE)
    document = yaml.read(raw) if isinstance(raw, bytes) else None
    agreement = load(document, Agreement).model if document is not None and document.complete else None
    try:
        return agreement if agreement is not None and agreement.district and agreement.year else None
    except Unreadable:
        return None


def _errors(report: FileReport) -> tuple[Diagnostic, ...]:
    return report.diagnostics and tuple(d for d in report.diagnostics if d.severity is Severity.ERROR)


def _only_errors(run: Run) -> Run:
    reports = ((report, errors) for report in run.reports if (errors := _errors(report)))
    return run._replace(reports=tuple(report._replace(diagnostics=errors) for report, errors in reports))


def _unsilenced(report: FileReport, usable: Collection[str]) -> FileReport:
    """The report; if silenced faults keep the file from being used, with an error that says so."""
    if report.path in usable or _errors(report):
        return report
    reason = locate(silenced_fault(), yaml.YamlFile(""), report.path)
    return report._replace(diagnostics=(reason,))

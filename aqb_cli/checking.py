"""From files to reports: every rule on every file, many files at a time, then what only all of them together show."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from aqb_cli.diagnostics import Diagnostic, Place, Severity
from aqb_cli.examining import UNREADABLE, Examined, FileReport, Selection, examine, examine_bytes
from aqb_cli.findings import Finding, place_span
from aqb_cli.model import Agreement, Unreadable
from aqb_cli.registry import Registry
from aqb_cli.rules import RULES, Case
from aqb_cli.rules.collection import Collection, Member
from aqb_cli.rules.text import suspicious
from aqb_cli.source import Document, Plain
from aqb_cli.workspace import File, Workspace, is_registry

_AGREEMENT_RULES = tuple(rule for rule in RULES if rule.by == "agreement")
_COLLECTION_RULES = tuple(rule for rule in RULES if rule.by == "collection")

_CHUNK = 64
"""How many files a worker process takes at a time."""

_WORTH_A_PROCESS = 250
"""How many files make it worth while to start another process."""


class Run(NamedTuple):
    """All that one run of checking found."""

    reports: tuple[FileReport, ...]
    """One for each file, in the order of their paths; folders with findings come last."""
    registry_broken: bool = False
    """Whether the districts couldn't be read, so that agreements weren't checked at all."""

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """All findings, file by file."""
        return (diagnostic for report in self.reports for diagnostic in report.diagnostics)

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    @property
    def unreadable(self) -> bool:
        """Whether a file couldn't be read at all."""
        return any(diagnostic.code == UNREADABLE for diagnostic in self.diagnostics)


class Checker:
    """Checks agreement files one by one, against one registry."""

    def __init__(self, workspace: Workspace, selection: Selection) -> None:
        self.registry = Registry(workspace, selection)
        self.selection = selection

    def check_file(self, file: File) -> tuple[FileReport, Member | None]:
        """The report on one agreement file, and what the collection needs to know of it."""
        return self._outcome(examine(file, Agreement, self._rules(file.shown), self.selection))

    def check_bytes(self, raw: bytes, shown: str) -> tuple[FileReport, Member | None]:
        """The same for content that comes from elsewhere, such as standard input."""
        return self._outcome(examine_bytes(raw, shown, Agreement, self._rules(shown), self.selection))

    def _rules(self, shown: str) -> Callable[[Agreement, Document], Iterator[Finding]]:
        return lambda agreement, document: _findings(self._case(agreement, document, shown))

    def _case(self, agreement: Agreement, document: Document, shown: str) -> Case:
        folder, _slash, name = shown.rpartition("/")
        try:
            programme = self.registry.programme(agreement.year)
        except Unreadable:
            programme = None
        texts: tuple[tuple[Place, str], ...] = ()
        if any(map(suspicious, document.texts)):
            texts = tuple(item for item in _texts(document.data) if suspicious(item[1]))
        return Case(agreement, folder.rpartition("/")[2] or None, name, self.registry.districts, programme, texts)

    def _outcome(self, examined: Examined[Agreement]) -> tuple[FileReport, Member | None]:
        if examined.model is None or examined.document is None:
            return examined.report, None
        try:
            district, year = examined.model.district, examined.model.year
        except Unreadable:
            return examined.report, None
        return examined.report, Member(
            examined.report.path, district, year, place_span(examined.document, ("district",))
        )


def check(
    workspace: Workspace,
    files: Sequence[File],
    selection: Selection,
    *,
    complete: bool = False,
    jobs: int | None = None,
    whole: bool = False,
    on_progress: Callable[[int], None] = lambda _count: None,
) -> Run:
    """Checks files against the workspace's registries.

    `complete` asks for the districts without an agreement; `whole` also checks the workspace's own registry files;
    `jobs` is the number of processes, chosen by the number of files if not given; `on_progress` is told how many
    files are done.
    """
    checker = Checker(workspace, selection)
    registry = checker.registry
    for path in workspace.registry_files() if whole else ():
        registry.read(path)
    for file in files:
        if is_registry(PurePosixPath(file.shown).parent.name, PurePosixPath(file.shown).name):
            registry.read(Path(os.path.abspath(file.path)))
    if not registry.districts:
        return Run(_shown_registry(registry), registry_broken=True)
    reports = []
    members = []
    agreements = [f for f in files if f.shown not in registry.reports]
    for report, member in _checked(checker, agreements, jobs):
        reports.append(report)
        if member is not None:
            members.append(member)
        on_progress(len(reports))
    reports = _with_collection(reports, members, registry, complete=complete)
    return Run((*_shown_registry(registry), *reports))


def check_text(workspace: Workspace, raw: bytes, shown: str, selection: Selection) -> Run:
    """Checks one agreement that comes from elsewhere, under the path that it has or will have."""
    checker = Checker(workspace, selection)
    if not checker.registry.districts:
        return Run(_shown_registry(checker.registry), registry_broken=True)
    report, member = checker.check_bytes(raw, shown)
    reports = _with_collection([report], [member] if member else [], checker.registry, complete=False)
    return Run((*_shown_registry(checker.registry), *reports))


def _shown_registry(registry: Registry) -> tuple[FileReport, ...]:
    """The reports on registry files: those with findings, and the workspace's own."""
    return tuple(report for _path, report in sorted(registry.reports.items()) if report.diagnostics)


def _findings(case: Case) -> Iterator[Finding]:
    for rule in _AGREEMENT_RULES:
        try:
            for finding in rule.check(case):
                yield finding.of(rule.code)
        except Unreadable:
            continue  # the value that it needs was reported; a rule never guesses


def _texts(data: Plain, place: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from _texts(value, (*place, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*place, index))


def _with_collection(
    reports: list[FileReport], members: list[Member], registry: Registry, *, complete: bool
) -> list[FileReport]:
    """The reports with what is found in the collection as a whole."""
    collection = Collection(members, registry.districts, frozenset(registry.workspace.programme_files))
    extra: dict[str, list[Diagnostic]] = {}
    for rule in _COLLECTION_RULES:
        if not registry.selection.active(rule.code) or (rule.code == "AQB702" and not complete):
            continue
        for remark in rule.check(collection):
            diagnostic = Diagnostic(
                rule.code, rule.severity, remark.message, remark.path, remark.span, (), remark.help, remark.related
            )
            extra.setdefault(remark.path, []).append(diagnostic)
    if not extra:
        return reports
    merged = [
        report._replace(diagnostics=tuple(sorted((*report.diagnostics, *extra.pop(report.path)), key=_order)))
        if report.path in extra
        else report
        for report in reports
    ]
    return [*merged, *(FileReport(path, tuple(found)) for path, found in sorted(extra.items()))]


def _order(diagnostic: Diagnostic) -> tuple[tuple[int, int], str]:
    return (diagnostic.span or (-1, -1), diagnostic.code)


def _checked(checker: Checker, files: Sequence[File], jobs: int | None) -> Iterator[tuple[FileReport, Member | None]]:
    """The outcomes of all files in their order, from several processes where that is worth while."""
    if jobs is None:
        jobs = min(os.cpu_count() or 1, len(files) // _WORTH_A_PROCESS)
    if jobs <= 1 or len(files) <= _CHUNK:
        yield from map(checker.check_file, files)
        return
    from concurrent.futures import ProcessPoolExecutor

    chunks = iter(files)
    parts = iter(lambda: tuple(islice(chunks, _CHUNK)), ())
    with ProcessPoolExecutor(
        jobs, initializer=_start_worker, initargs=(checker.registry.workspace, checker.selection)
    ) as pool:
        for outcomes in pool.map(_check_chunk, parts):
            yield from outcomes


_worker: Checker | None = None


def _start_worker(workspace: Workspace, selection: Selection) -> None:
    global _worker  # noqa: PLW0603 - a worker process has one checker
    _worker = Checker(workspace, selection)


def _check_chunk(files: Iterable[File]) -> list[tuple[FileReport, Member | None]]:
    assert _worker is not None
    return [_worker.check_file(file) for file in files]

"""From files to reports: every rule on every file, many files at a time, then what only all of them together show."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from aqb_cli.checking.one_file import Examined, examine_bytes, not_read
from aqb_cli.checking.outcome import EVERY_RULE, FileReport, Run, Selection
from aqb_cli.checking.reference_data import ReferenceData, shape_of
from aqb_cli.checking.rules import COLLECTION_RULES, Case, rules_about
from aqb_cli.checking.rules.collection import Collection, Member
from aqb_cli.checking.rules.text import texts_to_check
from aqb_cli.checking.verdicts import Verdicts, digest
from aqb_cli.diagnostics import Diagnostic, Finding, Related, Severity, Span
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.findings import field_span, locate
from aqb_cli.fileformat.model import Agreement, District, Unreadable
from aqb_cli.fileformat.model.validator import ALL, Needed, packed, unpacker
from aqb_cli.fileformat.yaml import LARGEST_FILE, YamlFile
from aqb_cli.text.messages import Message
from aqb_cli.workspace.collection import File, Workspace, folder_name, is_reference_file, read_bytes

if TYPE_CHECKING:
    from aqb_cli.checking.sound_files import SoundFiles

_CHUNK = 100
"""How many files a worker process takes at a time. At the end, the others wait for half as many on average."""

_WORTH_A_PROCESS = 300
"""How many files make it worth while to start another process."""


class CheckedFile(NamedTuple):
    """The result of checking one agreement file."""

    report: FileReport
    member: Member | None = None
    """What the collection needs to know of it; None if it says neither district nor year."""
    sound: bool = False
    """Whether it could be understood completely."""
    content: bytes | None = None
    """Then its texts, packed, if they were asked for."""
    answer: Any = None
    """And what the question that is asked of each agreement makes of it."""
    digest: str | None = None
    """What its content is known by, if nothing was found in it."""

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is sent to another process: in one piece, which takes half the time."""
        return _received, (*self.report, *(self.member or (None, None, None))[1:], *self[2:])


def _received(
    path: str, diagnostics: tuple[Diagnostic, ...], text: str, district: str | None, year: int | None, *rest: Any
) -> CheckedFile:
    member = None if district is None or year is None else Member(path, district, year)
    return CheckedFile(FileReport(path, diagnostics, text), member, *rest)


class Record(NamedTuple):
    """One agreement without errors."""

    path: str
    """Where it lies, as messages name it."""
    agreement: Agreement
    district: District


QuestionFor = Callable[[Mapping[str, District]], Callable[[Record], Any]]
"""Makes a question to one agreement, once the districts are known; it can be sent to another process, as answers can.
"""


class Extract(NamedTuple):
    """What is taken out of files that have no errors. Of others, only the errors are reported then."""

    contents: bool = True
    ask: Callable[[Record], Any] | None = None


class FileChecker:
    """Checks agreement files one by one, against the same reference data."""

    def __init__(
        self,
        workspace: Workspace,
        selection: Selection = EVERY_RULE,
        extract: Extract | None = None,
        reference: ReferenceData | None = None,
    ) -> None:
        self.reference = reference or ReferenceData(workspace, selection)
        self.selection = selection
        self.extract = extract

    def check_file(self, file: File) -> CheckedFile:
        """Checks one agreement file."""
        raw = read_bytes(file, LARGEST_FILE)
        if isinstance(raw, Message):
            return CheckedFile(not_read(raw, file.shown))
        checked = self.check_bytes(raw, file.shown)
        is_clean = self.reference.is_clean and not checked.report.diagnostics
        return checked._replace(digest=digest(file.shown, raw)) if is_clean else checked

    def check_files(self, files: Sequence[File]) -> list[CheckedFile]:
        """Checks several agreement files."""
        return [self.check_file(file) for file in files]

    def check_bytes(self, raw: bytes, shown: str) -> CheckedFile:
        """The same as `check_file` for content that comes from elsewhere, such as standard input."""
        only_errors = self.extract is not None

        def rules(agreement: Agreement, document: YamlFile) -> Iterator[Finding]:
            return _findings(self._case(agreement, document, shown), only_errors=only_errors)

        return self._outcome(examine_bytes(raw, shown, Agreement, rules, self.selection, only_errors=only_errors))

    def check_again(self, text: str, shown: str) -> FileReport:
        """The report on a file with another text: an agreement's, or a reference file's."""
        if is_reference_file(shown):
            return examine_bytes(text.encode(), shown, *shape_of(shown), self.selection).report
        return self.check_bytes(text.encode(), shown).report

    def _case(self, agreement: Agreement, document: YamlFile, shown: str) -> Case:
        name = shown.rpartition("/")[2]
        try:
            programme = self.reference.programme(agreement.year)
        except Unreadable:
            programme = None
        texts = texts_to_check(document)
        return Case(agreement, folder_name(shown) or None, name, self.reference.districts, programme, texts)

    def _outcome(self, examined: Examined[Agreement]) -> CheckedFile:
        if examined.model is None or examined.document is None:
            return CheckedFile(examined.report)
        try:
            member = Member(examined.report.path, examined.model.district, examined.model.year)
        except Unreadable:
            member = None
        if self.extract is None or not examined.sound:
            return CheckedFile(examined.report, member)
        content = packed(examined.document.data) if self.extract.contents else None
        answer = self.answer(examined.report.path, examined.model)
        return CheckedFile(examined.report, member, sound=True, content=content, answer=answer)

    def answer(self, shown: str, agreement: Agreement) -> Any:
        """What the question makes of an agreement; None if none is asked, or the agreement is of no known district."""
        district = self.reference.districts.get(agreement.district)
        ask = self.extract.ask if self.extract else None
        return ask(Record(shown, agreement, district)) if ask and district else None


class Kept(NamedTuple):
    """What a run found, with what it has read."""

    run: Run
    files: Sequence[CheckedFile] = ()
    """What was found of each agreement by itself."""
    reference: ReferenceData | None = None
    """What the agreements refer to; None if the districts couldn't be read."""


def check(
    workspace: Workspace,
    files: Sequence[File],
    selection: Selection,
    *,
    complete: bool = False,
    jobs: int | None = None,
    whole: bool = False,
    verdicts: Verdicts | None = None,
    reference: ReferenceData | None = None,
    on_progress: Callable[[int], None] = lambda _count: None,
) -> Run:
    """Checks files against the workspace's reference data.

    `complete` asks for the districts without an agreement; `whole` also checks the workspace's own reference data;
    `jobs` is the number of processes, chosen by the number of files if not given; `verdicts` spares the files that were
    clean before, `reference` reading that data; `on_progress` is called with the number of files that are done.
    """
    checker = FileChecker(workspace, selection, reference=reference)
    for path in workspace.own_wording_files() if whole else ():
        checker.reference.read(path)
    before = partial(_clean_before, verdicts) if verdicts else None
    found = _check(checker, files, before, complete=complete, jobs=jobs, whole=whole, on_progress=on_progress)
    if verdicts is not None and found.reference is not None:
        clean = {
            f.report.path: (f.digest, f.member.district, f.member.year) for f in found.files if f.digest and f.member
        }
        verdicts.keep(clean, nothing_found=not any(found.run.diagnostics))
    return found.run


def check_keeping(
    workspace: Workspace,
    files: Sequence[File],
    selection: Selection,
    *,
    whole: bool = False,
    known: SoundFiles | None = None,
    needed: Needed = ALL,
    question: QuestionFor | None = None,
    on_progress: Callable[[int], None] = lambda _count: None,
) -> Kept:
    """The same, and brings the contents along; warnings and notes aren't looked for.

    Wording packs aren't checked: no agreement rests on them. `known` spares the files that had no errors before. A
    question, which is told the districts and needs so much of agreements, is answered where these are checked.
    """
    checker = FileChecker(workspace, selection, Extract())
    if question is not None and checker.reference.districts:
        contents = known is not None and known.are_kept
        checker.extract = Extract(contents, question(checker.reference.districts))
    before = partial(_sound_before, known, checker, unpacker(Agreement, needed)) if known else None
    found = _check(checker, files, before, complete=False, jobs=None, whole=whole, on_progress=on_progress)
    if known is not None and found.reference is not None and found.reference.is_clean:
        from aqb_cli.checking.sound_files import SoundFile

        known.keep({
            file.digest: SoundFile(file.member.district, file.member.year, file.content)
            for file in found.files
            if file.digest and file.member and file.content
        })  # fmt: skip
    return found


def _check(
    checker: FileChecker,
    files: Sequence[File],
    before: KnownBefore | None,
    *,
    complete: bool,
    jobs: int | None,
    whole: bool,
    on_progress: Callable[[int], None],
) -> Kept:
    reference, workspace = checker.reference, checker.reference.workspace
    for path in workspace.reference_files() if whole else ():
        reference.read(path)
    for file in files:
        if is_reference_file(file.shown):
            reference.read(Path(os.path.abspath(file.path)))
    if not reference.districts:
        return Kept(Run(_shown_reference(reference), reference_broken=True))
    agreement_files = [f for f in files if f.shown not in reference.reports]
    checked: list[CheckedFile] = []
    for found in _checked(checker, agreement_files, jobs, before):
        checked.append(found)
        on_progress(len(checked))
    by_path = {file.shown: file for file in agreement_files}
    members = [each.member for each in checked if each.member is not None]
    collection = Collection(members, reference.districts, frozenset(workspace.programme_files))
    findings = list(_collection_findings(collection, checker.selection, complete=complete))
    if checker.extract is not None:
        findings = [finding for finding in findings if finding.made_by.severity is Severity.ERROR]
    reports = _with_findings(
        [each.report for each in checked], findings, lambda path: read_bytes(by_path[path], LARGEST_FILE)
    )
    return Kept(Run((*_shown_reference(reference), *reports)), checked, reference)


def check_text(workspace: Workspace, raw: bytes, shown: str, selection: Selection) -> Run:
    """Checks one agreement that comes from elsewhere, under the path that it has or will have."""
    checker = FileChecker(workspace, selection)
    if not checker.reference.districts:
        return Run(_shown_reference(checker.reference), reference_broken=True)
    report, member, *_rest = checker.check_bytes(raw, shown)
    collection = Collection(
        [member] if member else [], checker.reference.districts, frozenset(workspace.programme_files)
    )
    findings = list(_collection_findings(collection, selection, complete=False))
    reports = _with_findings([report], findings, lambda _path: raw)
    return Run((*_shown_reference(checker.reference), *reports))


def _shown_reference(reference: ReferenceData) -> tuple[FileReport, ...]:
    """The reports on reference data that have findings."""
    return tuple(report for _path, report in sorted(reference.reports.items()) if report.diagnostics)


def _findings(case: Case, *, only_errors: bool) -> Iterator[Finding]:
    for rule in rules_about(case.parts, only_errors=only_errors):
        try:
            for finding in rule.check(case):
                yield finding.of(rule)
        except Unreadable:
            continue  # the value that it needs was reported; a rule never guesses


def _collection_findings(collection: Collection, selection: Selection, *, complete: bool) -> Iterator[Finding]:
    for rule in COLLECTION_RULES:
        if selection.active(rule.code) and (complete or not rule.only_complete):
            yield from (finding.of(rule) for finding in rule.check(collection))


def _with_findings(
    reports: list[FileReport], findings: Sequence[Finding], content: Callable[[str], bytes | Message]
) -> list[FileReport]:
    """The reports with findings on the collection at their places; `content` gives a file's bytes once more."""
    if not findings:
        return reports
    by_path = {report.path: report for report in reports}

    @cache
    def read(path: str) -> YamlFile:
        raw = content(path)
        document = yaml.read(raw if isinstance(raw, bytes) else b"")
        by_path[path] = by_path[path]._replace(text=document.text)
        return document

    for finding in findings:
        assert finding.path is not None
        other = finding.related_path or finding.path
        related = tuple(
            Related(other, where if isinstance(where, Span) else field_span(read(other), where), message)
            for where, message in finding.related
        )
        document = YamlFile("") if finding.place is None else read(finding.path)
        diagnostic = locate(finding._replace(related=()), document, finding.path)._replace(related=related)
        report = by_path.get(finding.path, FileReport(finding.path))
        found = tuple(sorted((*report.diagnostics, diagnostic), key=lambda d: (d.span or (-1, -1), d.code)))
        by_path[finding.path] = report._replace(diagnostics=found)
    return list(by_path.values())


KnownBefore = Callable[[str], CheckedFile | None]
"""Gives what is known of a file from an earlier run, by its path as messages name it."""


def _clean_before(verdicts: Verdicts, shown: str) -> CheckedFile | None:
    if (mark := verdicts.marks.get(shown)) is None:
        return None
    return CheckedFile(FileReport(shown), Member(shown, *verdicts.member(shown)), digest=mark)


def _sound_before(
    known: SoundFiles, checker: FileChecker, read: Callable[[bytes], Agreement], shown: str
) -> CheckedFile | None:
    if (mark := known.marks.get(shown)) is None:
        return None
    district, year, content = known.of(shown)
    answer = checker.answer(shown, read(content)) if checker.extract and checker.extract.ask else None
    return CheckedFile(FileReport(shown), Member(shown, district, year), True, content, answer, mark)


def _checked(
    checker: FileChecker, files: Sequence[File], jobs: int | None, before: KnownBefore | None
) -> Iterator[CheckedFile]:
    """The outcomes of all files in their order; those that are known already aren't looked at again."""
    known = [before(file.shown) if before else None for file in files]
    others = _looked_at(checker, [file for file, found in zip(files, known, strict=True) if found is None], jobs)
    for found in known:
        yield found or next(others)


def _looked_at(checker: FileChecker, files: Sequence[File], jobs: int | None) -> Iterator[CheckedFile]:
    """The outcomes of files in their order, from several processes where that is worth while."""
    processes = jobs or min(os.cpu_count() or 1, len(files) // _WORTH_A_PROCESS)
    if processes <= 1 or len(files) <= _CHUNK:
        yield from map(checker.check_file, files)
        return
    from aqb_cli.workspace.processes import shared, spread

    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    checked = (spread if jobs is None else shared)(checker.check_files, chunks, processes)
    for outcomes in checked:  # the processes get the reference data, as far as it was read already
        yield from outcomes

"""Makes the safe changes that findings carry, and leaves everything else of a file as it is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from aqb_cli.checking.outcome import FileReport, Run
from aqb_cli.checking.rules import BY_CODE
from aqb_cli.checking.runner import FileChecker
from aqb_cli.diagnostics import Diagnostic, Edit, FieldPath, Fix, Lines, Severity
from aqb_cli.fileformat import yaml
from aqb_cli.text.messages import Message
from aqb_cli.workspace.collection import File, Workspace, shown_path
from aqb_cli.workspace.files import changed_meanwhile, rewrite

_TRIED = 200
"""In how many files fixes are tried to count them (1 to 3 ms a file); in others each fix is taken for a good one."""

_TRIED_TEXT = 1_000_000
"""How many characters of one file are checked again in all: one of 4000 hundreds of times, in less than a second."""

_BOM = b"\xef\xbb\xbf"
"""What some editors put in front of UTF-8; a file keeps it."""


class AppliedFix(NamedTuple):
    """What fixed one finding."""

    code: str
    line: int
    """The line that it began on, counted from 1, when it was made."""
    before: str
    after: str


class FixedFile(NamedTuple):
    """A file before and after."""

    path: str
    before: str
    after: str
    changes: tuple[AppliedFix, ...]
    """What was changed, one entry a finding."""


def resolved(workspace: Workspace, files: Sequence[File]) -> dict[str, Path]:
    """Where files really lie, links followed, by the paths that messages name: to be asked before they are read."""
    paths = {file.shown: file.path for file in files}
    paths |= {shown_path(path): str(path) for path in workspace.reference_files()}
    return {shown: Path(os.path.realpath(path)) for shown, path in paths.items()}


def fix_files(checker: FileChecker, run: Run, targets: Mapping[str, Path], *, only_show: bool) -> Iterator[FixedFile]:
    """Fixes files one by one, or finds out how; yields each that was or would be changed.

    Raises `Problem` if a file has changed since it was checked; nothing is written to it then.
    """
    for report in run.reports:
        file = fix(checker, report) if report.text else None
        if file is not None:
            if not only_show:
                _write(targets[file.path], file)
            yield file


def _write(target: Path, file: FixedFile) -> None:
    before, after = file.before.encode(), file.after.encode()
    if not any(rewrite(target, mark + before, mark + after) for mark in (b"", _BOM)):
        raise changed_meanwhile(file.path)


def fix(checker: FileChecker, report: FileReport) -> FixedFile | None:
    """The file with all safe fixes made that leave it better; None if there are none.

    Findings that the report leaves out, such as old ones, are left alone.
    """
    if not _fixable(report.diagnostics):
        return None
    current = checker.check_again(report.text, report.path)._replace(text=report.text)
    left_out = Counter(map(_name, current.diagnostics)) - Counter(map(_name, report.diagnostics))
    changes: list[AppliedFix] = []
    left = _TRIED_TEXT
    while left > 0:  # fixing one thing can bring another to light
        fixable = _fixable(d for d in current.diagnostics if _name(d) not in left_out)
        # All at once; or one by one where one of them does harm, so that each has to show that it doesn't.
        for chosen in (fixable, *([one] for one in fixable)):
            after = _better(checker, current, chosen) if left > 0 else None
            left -= len(current.text)
            if after is not None:
                changes += _changes(current, chosen)
                current = after
                break  # what is left has moved
        else:
            break
    return FixedFile(report.path, report.text, current.text, tuple(changes)) if changes else None


def count_fixable(checker: FileChecker, run: Run) -> int:
    """How many findings `--fix` would fix, also of those that come to light by it: it is tried, and not written."""
    reports = [report for report in run.reports if _fixable(report.diagnostics)]
    tried = [fix(checker, report) for report in reports[:_TRIED]]
    rest = [_fixable(report.diagnostics) for report in reports[_TRIED:]]
    return sum(len(file.changes) for file in tried if file) + sum(map(len, rest))


def _name(diagnostic: Diagnostic) -> tuple[str, FieldPath, Message]:
    """Identifies a finding when lines have moved."""
    return diagnostic.code, diagnostic.where, diagnostic.message


def _better(checker: FileChecker, report: FileReport, fixable: list[Diagnostic]) -> FileReport | None:
    """The report on the file with findings fixed; None if that is no better, or if a text got lost on the way."""
    if not fixable:
        return None
    text = _apply(report.text, [edit for fix in _fixes(fixable) for edit in fix.edits])
    after = checker.check_again(text, report.path)
    if _weight(after) >= _weight(report) or _words(report.text) > _words(text):
        return None
    return after._replace(text=text)


def _changes(report: FileReport, fixed: Iterable[Diagnostic]) -> Iterator[AppliedFix]:
    lines = Lines(report.text)
    for diagnostic in fixed:
        for fix in _fixes([diagnostic]):
            start, end = fix.edits[0].span.start, fix.edits[-1].span.end
            after = _apply(report.text[:end], fix.edits)[start:]
            yield AppliedFix(diagnostic.code, lines.position(start).line, report.text[start:end], after)


def _words(text: str) -> int:
    """How many values the file gives. A fix changes values and may add one, but never takes one away."""
    return len(yaml.read(text.encode()).texts)


def _fixable(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that have a fix, in the file's order, without those whose fix touches an earlier one."""
    found: list[Diagnostic] = []
    end = -1
    with_fix = ((fix.edits[0].span, fix.edits[-1].span.end, d) for d in diagnostics for fix in _fixes([d]))
    for span, last, diagnostic in sorted(with_fix, key=lambda item: item[0]):
        if span.start > end:
            found.append(diagnostic)
            end = last
    return found


def _fixes(diagnostics: Iterable[Diagnostic]) -> list[Fix]:
    return [diagnostic.fix for diagnostic in diagnostics if diagnostic.fix]


def _apply(text: str, edits: Iterable[Edit]) -> str:
    parts, done = [], 0
    for edit in edits:
        parts += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join([*parts, text[done:]])


def _weight(report: FileReport) -> tuple[int, int]:
    """How bad a file is: a broken one is the worst, then the one with more errors, then with more findings."""
    errors = [d for d in report.diagnostics if d.severity is Severity.ERROR]
    unread = any(BY_CODE[d.code].fatal or BY_CODE[d.code].blocks_format for d in errors)
    return (len(errors) + (1000 if unread else 0), len(report.diagnostics))

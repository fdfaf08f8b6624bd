"""Makes the safe changes that findings carry, and leaves everything else of a file as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from aqb_cli import source
from aqb_cli.checking import Checker
from aqb_cli.diagnostics import Diagnostic, Edit, Fix, Severity
from aqb_cli.examining import FileReport

_ROUNDS = 200
"""How often a file is looked at again: mending one thing can bring another to light."""

_ONE_BY_ONE = 200
"""How many fixes are tried one by one where they can't be made all at once."""


class Mended(NamedTuple):
    """A file before and after."""

    path: str
    before: str
    after: str
    findings: int
    """How many findings were mended."""


def mend(checker: Checker, report: FileReport) -> Mended | None:
    """The file with all safe fixes made that leave it better; nothing if there are none."""
    current, findings = report, 0
    for _round in range(_ROUNDS):
        fixes = _fixes(current.diagnostics)
        after = _better(checker, current, fixes)
        if after is not None:
            findings += len(fixes)
            current = after
            continue
        for fix in fixes[:_ONE_BY_ONE]:  # one of them does harm, so each has to show that it doesn't
            after = _better(checker, current, [fix]) if fix in _fixes(current.diagnostics) else None
            if after is not None:
                findings += 1
                current = after
                break  # the others have moved
        else:
            break
    return Mended(report.path, report.text, current.text, findings) if findings else None


def _better(checker: Checker, report: FileReport, fixes: list[Fix]) -> FileReport | None:
    """The report on the file with fixes made; nothing if that is no better, or if a text got lost on the way."""
    if not fixes:
        return None
    text = _apply(report.text, [edit for fix in fixes for edit in fix.edits])
    after = checker.check_again(text, report.path)
    if _weight(after) >= _weight(report) or _words(report.text) > _words(text):
        return None
    return after._replace(text=text)


def _words(text: str) -> int:
    """How many values the file gives. A fix changes values and may add one, but never takes one away."""
    return len(source.read(text.encode()).texts)


def _fixes(diagnostics: Iterable[Diagnostic]) -> list[Fix]:
    """All safe fixes in the file's order, without those that touch an earlier one."""
    fixes: list[Fix] = []
    end = -1
    for fix in sorted((d.fix for d in diagnostics if d.fix and d.fix.safe), key=lambda fix: fix.edits[0].span):
        if fix.edits[0].span.start > end:
            fixes.append(fix)
            end = fix.edits[-1].span.end
    return fixes


def _apply(text: str, edits: Iterable[Edit]) -> str:
    parts, done = [], 0
    for edit in edits:
        parts += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join([*parts, text[done:]])


def _weight(report: FileReport) -> tuple[int, int]:
    """How bad a file is: a broken one is the worst, then the one with more errors, then with more findings."""
    errors = [d for d in report.diagnostics if d.severity is Severity.ERROR]
    unread = any(d.code.startswith("AQB0") for d in errors)
    return (len(errors) + (1000 if unread else 0), len(report.diagnostics))

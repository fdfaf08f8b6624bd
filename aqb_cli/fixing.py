"""Makes the safe changes that findings carry, and leaves everything else of a file as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from aqb_cli.checking import Checker
from aqb_cli.diagnostics import Diagnostic, Edit, Severity
from aqb_cli.examining import FileReport

_ROUNDS = 5
"""How often a file is looked at again: mending one thing can bring another to light."""


class Mended(NamedTuple):
    """A file before and after."""

    path: str
    before: str
    after: str
    findings: int
    """How many findings were mended."""


def mend(checker: Checker, report: FileReport) -> Mended | None:
    """The file with all safe fixes made; nothing if there are none, or if the file would be no better for them."""
    text = report.text
    current, count = report, 0
    for _round in range(_ROUNDS):
        edits = _edits(current.diagnostics)
        if not edits:
            break
        text = _apply(text, edits)
        after = checker.check_again(text, report.path)
        if _weight(after) >= _weight(current):
            return None
        count += len(edits)
        current = after
    return Mended(report.path, report.text, text, count) if count else None


def _edits(diagnostics: Iterable[Diagnostic]) -> list[Edit]:
    """The edits of all safe fixes, in the file's order, without those that touch an earlier one."""
    fixes = sorted((d.fix for d in diagnostics if d.fix and d.fix.safe), key=lambda fix: fix.edits[0].span)
    edits: list[Edit] = []
    for fix in fixes:
        first = fix.edits[0].span
        if not edits or (first.start >= edits[-1].span.end and first != edits[-1].span):
            edits.extend(fix.edits)
    return edits


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

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
    """The edits of all safe fixes that don't touch one another."""
    edits: list[Edit] = []
    for diagnostic in diagnostics:
        fix = diagnostic.fix
        if fix is None or not fix.safe:
            continue
        if all(_apart(edit, other) for edit in fix.edits for other in edits):
            edits.extend(fix.edits)
    return edits


def _apart(one: Edit, other: Edit) -> bool:
    return one.span != other.span and (one.span.end <= other.span.start or other.span.end <= one.span.start)


def _apply(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _weight(report: FileReport) -> tuple[int, int]:
    """How bad a file is: a broken one is the worst, then the one with more errors, then with more findings."""
    errors = [d for d in report.diagnostics if d.severity is Severity.ERROR]
    unread = any(d.code.startswith("AQB0") for d in errors)
    return (len(errors) + (1000 if unread else 0), len(report.diagnostics))

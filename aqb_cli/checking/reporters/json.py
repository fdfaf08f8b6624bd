"""One JSON object, for programs. Its version comes first; fields are only ever added.

Lines and columns count from 1, columns in characters, and `end` is the first place after the finding.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reporters import ReportView
from aqb_cli.diagnostics import Diagnostic, Lines, Severity, Span, dotted

VERSION = 1
"""The version of this format."""


def report(run: Run, view: ReportView) -> None:
    """Writes all findings and the summary to `view.out`."""
    lines = {file.path: Lines(file.text) for file in run.reports if file.diagnostics}
    content: dict[str, Any] = {
        "version": VERSION,
        "diagnostics": [_diagnostic(diagnostic, lines, view) for diagnostic in run.diagnostics],
        "summary": {
            "files": view.files,
            "errors": run.count(Severity.ERROR),
            "warnings": run.count(Severity.WARNING),
            "infos": run.count(Severity.INFO),
            "fixable": view.fixable,
            "older": run.older,
            "strict": view.strict,
            "settings": {"select": list(view.settings.select), "ignore": list(view.settings.ignore)},
        },
    }
    if view.statistics:
        content["statistics"] = dict(sorted(Counter(d.code for d in run.diagnostics).items()))
    view.write([json.dumps(content, indent=2)])


def _diagnostic(diagnostic: Diagnostic, lines: dict[str, Lines], view: ReportView) -> dict[str, Any]:
    own = lines[diagnostic.path]
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": view.text(diagnostic.message),
        "help": view.text(diagnostic.help) if diagnostic.help else None,
        "path": diagnostic.path,
        "where": dotted(diagnostic.where),
        **_range(diagnostic.span, own),
        "related": [
            {
                "path": related.path,
                **_range(related.span, lines.get(related.path)),
                "message": view.text(related.message),
            }
            for related in diagnostic.related
        ],
        "fix": None
        if diagnostic.fix is None
        else {
            "safe": True,  # all of them are
            "edits": [{**_range(edit.span, own), "text": edit.text} for edit in diagnostic.fix.edits],
        },
    }


def _range(span: Span | None, lines: Lines | None) -> dict[str, Any]:
    if span is None or lines is None:
        span, lines = Span(0, 0), Lines("")
    return {name: lines.position(offset)._asdict() for name, offset in zip(("start", "end"), span, strict=True)}

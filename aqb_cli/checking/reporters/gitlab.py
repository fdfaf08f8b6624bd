"""A Code Quality report for GitLab: https://docs.gitlab.com/ci/testing/code_quality/."""

from __future__ import annotations

import json

from aqb_cli.checking.fingerprint import digests
from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reporters import ReportView, in_repository
from aqb_cli.checking.reporters.summary import left_out
from aqb_cli.diagnostics import Lines, Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(run: Run, view: ReportView) -> None:
    """Writes one JSON list to `view.out`."""
    found = []
    for file in run.reports:
        lines = Lines(file.text)
        for diagnostic, mark in zip(file.diagnostics, digests(file, in_repository(file.path)), strict=True):
            start, end = (lines.position(offset) for offset in diagnostic.span or (0, 0))
            found.append(
                {
                    "description": view.text(diagnostic.message) + view.advice(diagnostic, " "),
                    "check_name": diagnostic.code,
                    "fingerprint": mark,
                    "severity": _SEVERITIES[view.weight(diagnostic.severity)],
                    "location": {
                        "path": in_repository(diagnostic.path),
                        "lines": {"begin": start.line, "end": end.line},
                    },
                }
            )
    view.write([json.dumps(found, indent=2)])
    view.note(left_out(view))  # which the format has no place for

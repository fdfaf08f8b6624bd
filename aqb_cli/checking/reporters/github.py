"""Annotations for GitHub Actions, and the summary of the step.

See https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reporters import ReportView, in_repository, markdown
from aqb_cli.checking.reporters.summary import statistics, summary
from aqb_cli.diagnostics import Diagnostic, Lines, Severity, reason_of
from aqb_cli.text.messages import _, visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable that names the file for the step's summary."""


def report(run: Run, view: ReportView) -> None:
    """Writes a line for each finding to `view.out`, and the step's summary where its variable is set."""
    if view.statistics:
        view.write(statistics(run, view))
    for file in () if view.statistics else run.reports:
        lines = Lines(file.text)
        view.write(_command(diagnostic, lines, view) for diagnostic in file.diagnostics)
    view.note(summary(run, view))
    if path := os.environ.get(STEP_SUMMARY):
        text = io.StringIO()
        markdown.report(run, view._replace(out=text))
        try:
            with Path(path).open("a", encoding="utf-8") as stream:
                stream.write(text.getvalue())
        except OSError as error:  # which says nothing of the agreements
            reason = reason_of(error)
            message = _("The step's summary can't be written to {path}: {reason}.", path=path, reason=reason)
            view.notes.write(f"{view.text(message)}\n")


def _command(diagnostic: Diagnostic, lines: Lines, view: ReportView) -> str:
    fields = {"file": visible(in_repository(diagnostic.path))}
    if diagnostic.span:
        start, end = (lines.position(offset) for offset in diagnostic.span)
        fields |= {"line": str(start.line), "endLine": str(end.line), "col": str(start.column)}
        if start.line == end.line:
            fields["endColumn"] = str(end.column)
    fields["title"] = diagnostic.code
    text = view.text(diagnostic.message) + view.advice(diagnostic)
    properties = ",".join(
        f"{name}={_data(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in fields.items()
    )
    return f"::{_COMMANDS[view.weight(diagnostic.severity)]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    """A text in which nothing ends the command or begins another one."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

"""One line a finding, for editors and other programs: `path:line:column: error: AQB201: message`."""

from __future__ import annotations

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reporters import ReportView
from aqb_cli.checking.reporters.summary import place_of, plain_severity, statistics, summary
from aqb_cli.diagnostics import Lines


def report(run: Run, view: ReportView) -> None:
    """Writes the findings to `view.out`, and the summary to `view.notes`."""
    if view.statistics:
        view.write(statistics(run, view))
    else:
        for file in run.reports:
            lines = Lines(file.text)
            for diagnostic in file.diagnostics:
                place = place_of(diagnostic, lines)
                severity = plain_severity(diagnostic.severity, view)
                view.out.write(f"{place}: {severity}: {diagnostic.code}: {view.text(diagnostic.message)}\n")
    view.note(summary(run, view))

"""For people: each finding with the lines that it is about, what to do, and a summary."""

from __future__ import annotations

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reporters import ReportView
from aqb_cli.checking.reporters.summary import statistics, summary


def report(run: Run, view: ReportView) -> None:
    """Writes the findings and the summary to `view.out`."""
    if view.statistics:
        view.write(statistics(run, view))
    elif any(report.diagnostics for report in run.reports):
        from aqb_cli.checking.reporters.frames import FullReport

        FullReport(run, view).write()
    view.write(summary(run, view))

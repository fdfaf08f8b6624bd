"""Prints findings on standard error, for commands whose result is something else."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.checking.reporters import ReportView, reporter
from aqb_cli.cli._running import FINDINGS, say, wants_color, width_of
from aqb_cli.text.messages import ngettext


def explain(run: Run, files: int, language: str, color: str) -> None:
    """Prints the findings of a run over so many files."""
    view = ReportView(
        out=sys.stderr,
        notes=sys.stderr,
        language=language,
        color=wants_color(color, sys.stderr),
        width=width_of(sys.stderr),
        files=files,
    )
    reporter("full")(run, view)


def end_with_faults(reference: ReferenceData, language: str, color: str) -> NoReturn:
    """Ends a command that can't do without the districts and programmes, and says what is wrong with their files."""
    reports = tuple(report for report in reference.reports.values() if report.diagnostics)
    explain(Run(reports, reference_broken=True), len(reports), language, color)
    raise SystemExit(FINDINGS)


def say_left_out(paths: Sequence[str], language: str) -> None:
    """Prints which files are left out on purpose."""
    message = ngettext(
        "{n} file with errors is left out: {paths}.",
        "{n} files with errors are left out: {paths}.",
        len(paths),
        paths=paths,
    )
    say(message, language)

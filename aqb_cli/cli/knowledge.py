"""What documents that are taken in refer to: the workspace's districts and programmes."""

from __future__ import annotations

import typer

from aqb_cli.checking import Run
from aqb_cli.cli.faults import explain
from aqb_cli.cli.options import Color
from aqb_cli.cli.running import FINDINGS
from aqb_cli.examining import Selection
from aqb_cli.importing.taking import Known
from aqb_cli.messages import _
from aqb_cli.problems import Problem
from aqb_cli.registry import Registry
from aqb_cli.workspace import Workspace


def known_in(workspace: Workspace, language: str, color: Color) -> Known:
    """The workspace's districts and programmes. Ends the command if their files have faults, and says which."""
    if workspace.root is None:
        raise Problem(
            _("There is no folder data/agreements here or in a folder above."),
            _("Go to the folder of the collection, or make one with `aqb init`."),
        )
    registry = Registry(workspace, Selection())
    districts = registry.districts
    programmes = {int(year): registry.programme(int(year)) for year in workspace.programme_files if year.isdecimal()}
    sound = {year: programme for year, programme in programmes.items() if programme is not None}
    if not districts or len(sound) < len(programmes):
        reports = tuple(report for report in registry.reports.values() if report.diagnostics)
        explain(Run(reports, registry_broken=not districts), len(reports), language, color)
        raise typer.Exit(FINDINGS)
    return Known(districts, sound)

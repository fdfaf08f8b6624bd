"""`aqb schema`: the file format as a JSON Schema."""

from __future__ import annotations

from pathlib import Path

import typer

from aqb_cli.checking.outcome import Run, Selection
from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.cli import _options as option
from aqb_cli.cli._faults import explain
from aqb_cli.cli._options import When
from aqb_cli.cli._running import FINDINGS, language_of, new_app, write_result
from aqb_cli.fileformat.schema import agreement_schema
from aqb_cli.workspace.collection import Workspace

app = new_app()


@app.command()
def schema(output: option.Output = None, color: option.Color = When.AUTO, lang: option.Lang = None) -> None:
    """Print the JSON Schema of agreement files, for editors that complete and explain fields.

    Where a workspace keeps it as data/agreement.schema.json, `aqb fmt` makes each file name it for editors.

    \b
    Examples:
      aqb schema -o data/agreement.schema.json
    """
    reference = ReferenceData(Workspace.around(Path.cwd()), Selection())
    if not reference.districts:
        explain(Run(tuple(reference.reports.values()), reference_broken=True), 1, language_of(lang), color)
        raise typer.Exit(FINDINGS)
    write_result(output, agreement_schema(reference.districts.values()))

"""`aqb diff`: what has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.cli import _options as option
from aqb_cli.cli._asking import FormatOption, Manner, answer, asked_one
from aqb_cli.cli._faults import explain
from aqb_cli.cli._language import language_of
from aqb_cli.cli._options import When
from aqb_cli.cli._running import FINDINGS, new_app
from aqb_cli.diagnostics import Problem
from aqb_cli.querying.queries.diff import Pair
from aqb_cli.querying.queries.diff import diff as query
from aqb_cli.querying.queries.since import changes_since
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import Workspace

app = new_app()


@app.command()
def diff(
    versions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="OLD NEW", help="Two files, or two names such as fulda/2024 and fulda/2025.", show_default=False
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="REF", help="Compare with where the work parted from this branch.")
    ] = None,
    format: FormatOption = None,
    output: option.Output = None,
    color: option.Color = When.AUTO,
    lang: option.Lang = None,
) -> None:
    """Say what has changed in agreements, in their own terms: budgets, measures, dates, signatures.

    Comments and layout count as nothing. Measures are recognised by their titles, also by similar ones.

    \b
    Examples:
      aqb diff fulda/2024 fulda/2025              two years of one district
      aqb diff old.yaml new.yaml
      aqb diff --since origin/main                what this branch changes
      aqb diff --since origin/main -f markdown    the same as a comment on a pull request
    """
    manner = Manner(format, output, False, color, lang)
    workspace = Workspace.around(Path.cwd())
    if since is not None:
        if versions:
            raise Problem(_("--since compares all agreements; leave the names out."))
        changes = changes_since(workspace, since)
        answer(changes.report, manner)
        if changes.faulty.reports:
            explain(changes.faulty, changes.files, language_of(lang), color)
            raise typer.Exit(FINDINGS)
        return
    if not versions or len(versions) != 2:
        raise Problem(_("Two versions are compared: name both, or give --since."), _("aqb diff fulda/2024 fulda/2025"))
    if "-" in versions:
        raise Problem(_("Standard input (-) can't be compared."), _("Save it as a file, and name that."))
    (_same, old), (inventory, new) = (asked_one(workspace, name, manner, among_others=False) for name in versions)
    title = _("Changes from {old} to {new}", old=versions[0], new=versions[1])
    answer(query([Pair(old.agreement, new.agreement)], title, inventory.districts), manner)

"""`aqb diff`: what has changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.cli import _options as option
from aqb_cli.cli._asking import FormatOption, Manner, answer, asked, asked_one
from aqb_cli.cli._faults import explain
from aqb_cli.cli._framework import App
from aqb_cli.cli._language import language_of
from aqb_cli.cli._running import FINDINGS
from aqb_cli.diagnostics import Problem
from aqb_cli.querying.queries.diff import Pair
from aqb_cli.querying.queries.diff import diff as query
from aqb_cli.querying.queries.overview import RecordPair, overview, paired
from aqb_cli.querying.queries.since import changes_since
from aqb_cli.text.messages import _
from aqb_cli.text.near_misses import choices
from aqb_cli.workspace.collection import AGREEMENTS, Workspace

app = App()


@app.command()
def diff(
    versions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="OLD NEW", help="Two years, two names such as fulda/2024 and fulda/2025, two files, or two folders."
        ),
    ] = None,
    details: Annotated[
        bool, typer.Option("--details", help="Of two years, also say what is different in each field.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="REF", help="Compare with where the work parted from this branch.")
    ] = None,
    sort: option.Sort = None,
    format: FormatOption = None,
    output: option.Output = None,
    skip_invalid: option.SkipInvalid = False,
    color: option.Color = "auto",
    lang: option.Lang = None,
) -> None:
    """Say what has changed in agreements, in their own terms: budgets, measures, dates, signatures.

    Two years are compared by budget and measures, two versions of one agreement by all that they state. Comments and
    layout count as nothing. Measures are recognised by their titles, also by similar ones.

    \b
    Examples:
      aqb diff 2024 2025                          all districts: budgets up or down, measures added and dropped
      aqb diff 2024 2025 -o changes.xlsx
      aqb diff fulda/2024 fulda/2025              two years of one district, measure by measure
      aqb diff fulda/2024 fulda/2025 --details    and field by field
      aqb diff old.yaml new.yaml
      aqb diff --since origin/main                what this branch changes
      aqb diff --since origin/main -f markdown    the same as a comment on a pull request
    """
    manner = Manner(format, output, skip_invalid, color, lang)
    workspace = Workspace.here()
    if since is not None:
        if versions:
            raise Problem(_("--since compares all agreements; leave the names out."))
        _answer_since(workspace, since, manner, sort)
        return
    if not versions or len(versions) != 2:
        raise Problem(_("Two versions are compared: name both, or give --since."), _("aqb diff fulda/2024 fulda/2025"))
    if "-" in versions:
        raise Problem(_("Standard input (-) can't be compared."), _("Save it as a file, and name that."))
    _answer_two(workspace, versions, manner, sort, details=details)


def _answer_two(workspace: Workspace, versions: list[str], manner: Manner, sort: str | None, *, details: bool) -> None:
    """What differs between two years or folders, or between two agreements."""
    old, new = versions
    folders = [folder for version in versions if (folder := _folder(workspace, version))]
    if len(folders) == 1:
        raise Problem(_("A year or folder is compared with another year or folder."), _("aqb diff 2024 2025"))
    title = _("Changes from {old} to {new}", old=old, new=new)
    if folders:
        before, after = (asked(workspace, manner, [str(folder)]) for folder in folders)
        pairs, left_out = paired(before.records, after.records), (*before.left_out, *after.left_out)
        answer(overview(pairs, (old, new), title, after.districts, left_out, details=details), manner, sort, after)
        return
    (_same, earlier), (inventory, later) = (asked_one(workspace, each, manner, among_others=False) for each in versions)
    if earlier.agreement.district == later.agreement.district and earlier.agreement.year != later.agreement.year:
        years = str(earlier.agreement.year), str(later.agreement.year)
        report = overview([RecordPair(earlier, later)], years, title, inventory.districts, details=details)
    else:
        report = query([Pair(earlier.agreement, later.agreement)], title, inventory.districts)
    answer(report, manner, sort)


def _answer_since(workspace: Workspace, since: str, manner: Manner, sort: str | None) -> None:
    """What has changed since the work parted from a branch. Ends with what is wrong with files that can't be read."""
    changes = changes_since(workspace, since)
    answer(changes.report, manner, sort)
    if changes.faulty.reports:
        explain(changes.faulty, changes.files, language_of(manner.lang), manner.color)
        raise typer.Exit(FINDINGS)


def _folder(workspace: Workspace, version: str) -> Path | None:
    """The folder of a year or of a path; None if the words stand for one agreement."""
    if Path(version).is_dir():
        return Path(version)
    if not re.fullmatch("[0-9]{4}", version):
        return None
    folder = workspace.collection() / AGREEMENTS / version
    if not folder.is_dir():
        years = sorted(path.name for path in folder.parent.iterdir() if re.fullmatch("[0-9]{4}", path.name))
        raise Problem(_("There are no agreements of {year}.", year=version), choices(years, version)[0])
    return folder

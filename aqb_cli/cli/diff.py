"""`aqb diff`: what has changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.cli.asking import FormatOption, Manner, answer, asked_one
from aqb_cli.cli.faults import explain
from aqb_cli.cli.options import Color, ColorOption, LanguageOption, OutputOption
from aqb_cli.cli.running import FINDINGS, language_of, new_app
from aqb_cli.inventory import gather
from aqb_cli.messages import _
from aqb_cli.model import Agreement
from aqb_cli.problems import Problem
from aqb_cli.queries.diff import Pair
from aqb_cli.queries.diff import diff as query
from aqb_cli.revisions import changed_paths, earlier_workspace, merge_base
from aqb_cli.workspace import AGREEMENTS, File, Workspace, shown_path

app = new_app()


@app.command()
def diff(
    versions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OLD NEW]", help="Two files, or two names such as fulda/2024 and fulda/2025.", show_default=False
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="REF", help="Compare with where the work parted from this branch.")
    ] = None,
    format: FormatOption = None,
    output: OutputOption = None,
    color: ColorOption = Color.AUTO,
    lang: LanguageOption = None,
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
        raise typer.Exit(_since(workspace, since, manner))
    if not versions or len(versions) != 2:
        raise Problem(_("Two versions are compared: name both, or give --since."), _("aqb diff fulda/2024 fulda/2025"))
    if "-" in versions:
        raise Problem(_("Standard input (-) can't be compared."), _("Save it as a file, and name that."))
    (_same, old), (inventory, new) = (asked_one(workspace, name, manner, among_others=False) for name in versions)
    title = _("Changes from {old} to {new}", old=versions[0], new=versions[1])
    answer(query([Pair(old.agreement, new.agreement)], title, inventory.districts), manner)


def _since(workspace: Workspace, reference: str, manner: Manner) -> int:
    """Compares the present state with where it parted from a branch; returns the exit code."""
    revision = merge_base(workspace.root, reference)
    prefix = f"{AGREEMENTS.as_posix()}/"
    changed = {path for path in changed_paths(revision) if path.startswith(prefix) and path.endswith((".yaml", ".yml"))}
    today = sorted(path for path in changed if (revision.root / path).is_file())
    names = {path: revision.earlier_names.get(path, path) for path in today}
    deleted = sorted(changed - set(today) - set(names.values()))
    new = gather(workspace, _files(revision.root, today))
    with earlier_workspace(revision, [*names.values(), *deleted]) as folder:
        old = gather(Workspace(folder), _files(folder, [*names.values(), *deleted]))
        before = {_inside(record.path, folder): record.agreement for record in old.records}
        faulty = {_inside(path, folder) for path in old.left_out}
    after = {_inside(record.path, revision.root): record.agreement for record in new.records}
    pairs = []
    for path in (path for path in today if path in after and names[path] not in faulty):
        earlier = before.get(names[path])
        if earlier is not None and names[path] != path and _name(earlier) != _name(after[path]):
            deleted.append(names[path])  # git takes it for renamed, and it is another agreement
            earlier = None
        pairs.append(Pair(earlier, after[path]))
    pairs += [Pair(before[path], None) for path in deleted if path in before]
    notes = [_("{path} can't be compared: its earlier version has errors.", path=path) for path in sorted(faulty)]
    title = _("Changes since {reference}", reference=reference)
    answer(query(pairs, title, {**old.districts, **new.districts}, notes, new.left_out), manner)
    if not new.left_out:
        return 0
    explain(new.faulty, len(today), language_of(manner.lang), manner.color)
    return FINDINGS


def _files(root: Path, paths: Sequence[str]) -> list[File]:
    return [File(str(root / path), shown_path(root / path)) for path in paths if (root / path).is_file()]


def _inside(shown: str, root: Path) -> str:
    """A path as messages name it, relative to a workspace."""
    return Path(os.path.relpath(shown, root)).as_posix()


def _name(agreement: Agreement) -> str:
    return f"{agreement.district}/{agreement.year}"

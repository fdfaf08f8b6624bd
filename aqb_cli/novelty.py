"""Which findings are new: those that an earlier revision didn't have, wherever they stood there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from aqb_cli import source
from aqb_cli.checking import Run, check
from aqb_cli.diagnostics import Diagnostic, Place
from aqb_cli.examining import FileReport, Selection
from aqb_cli.revisions import Revision, earlier_workspace, is_reference
from aqb_cli.source import Plain
from aqb_cli.workspace import AGREEMENTS, File, Workspace, shown_path

_NAMES = ("title", "measure", "party", "slug", "name", "on")
"""The fields by which an entry of a list is recognised, wherever in the list it stands."""

Identity = tuple[str, str, tuple[str, ...]]
"""What makes a finding the same in two revisions: its file, its code, and its place without numbers."""


def only_new(run: Run, revision: Revision, selection: Selection, *, complete: bool) -> Run:
    """The run without the findings that were there in the earlier revision already."""
    old = _earlier(run, revision, selection, complete=complete)
    known: Counter[Identity] = Counter()
    for report in old.reports:
        known.update(_identities(report, report.path))
    reports = []
    for report in run.reports:
        today = _inside(report.path, revision)
        earlier = revision.earlier_names.get(today, today)
        new = []
        for diagnostic, identity in zip(report.diagnostics, _identities(report, earlier), strict=True):
            if known[identity]:
                known[identity] -= 1
            else:
                new.append(diagnostic)
        reports.append(report._replace(diagnostics=tuple(new)))
    return run._replace(reports=tuple(reports))


def _earlier(run: Run, revision: Revision, selection: Selection, *, complete: bool) -> Run:
    """What checking finds in the earlier state of the files that have findings today; paths are the workspace's."""
    with_findings = {report.path for report in run.reports if report.diagnostics}
    related = {related.path for diagnostic in run.diagnostics for related in diagnostic.related}
    wanted = {_inside(path, revision) for path in with_findings | related}
    wanted = {revision.earlier_names.get(path, path) for path in wanted}
    if complete:
        wanted |= {path for path in revision.paths() if path.startswith(f"{AGREEMENTS.as_posix()}/")}
    with earlier_workspace(revision, wanted) as root:
        paths = (root / path for path in sorted(wanted) if not is_reference(path))
        files = [File(str(path), shown_path(path)) for path in paths if path.is_file()]
        old = check(Workspace(root), files, selection, complete=complete, whole=True)
        prefix = shown_path(root) + "/"
        return old._replace(reports=tuple(r._replace(path=r.path.removeprefix(prefix)) for r in old.reports))


def _inside(shown: str, revision: Revision) -> str:
    """A path as messages name it, relative to the workspace."""
    try:
        return Path(shown).absolute().relative_to(revision.root.absolute()).as_posix()
    except ValueError:
        return shown


def _identities(report: FileReport, path: str) -> Iterable[Identity]:
    data = source.read(report.text.encode("utf-8", "replace")).data if report.text else None
    return [_identity(diagnostic, path, data) for diagnostic in report.diagnostics]


def _identity(diagnostic: Diagnostic, path: str, data: Plain) -> Identity:
    return path, diagnostic.code, tuple(_named(diagnostic.where, data))


def _named(place: Place, data: Plain) -> Iterable[str]:
    """The steps of a place; an entry of a list by what it is called there."""
    for step in place:
        if isinstance(step, int) and isinstance(data, list):
            data = data[step] if step < len(data) else None
            names = [str(data[name]) for name in _NAMES if name in data] if isinstance(data, dict) else [str(data)]
            yield "/".join(names)
        else:
            data = data.get(str(step)) if isinstance(data, dict) else None
            yield str(step)

"""Which findings are new: those that an earlier revision didn't have, wherever they stood there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from aqb_cli.checking import Run, check
from aqb_cli.diagnostics import Diagnostic, Severity
from aqb_cli.examining import Selection
from aqb_cli.identity import Identity, identities
from aqb_cli.messages import Message
from aqb_cli.revisions import Revision, earlier_workspace, is_reference
from aqb_cli.workspace import AGREEMENTS, File, Workspace, shown_path

_Mark = tuple[Identity, str]


def only_new(run: Run, revision: Revision, selection: Selection, *, complete: bool) -> Run:
    """The run without the findings that were there in the earlier revision already."""
    old = _earlier(run, revision, selection, complete=complete)
    known: Counter[_Mark] = Counter()
    for report in old.reports:
        known.update(zip(identities(report, report.path), map(_said, report.diagnostics), strict=True))
    reports = []
    for report in run.reports:
        today = _inside(report.path, revision)
        earlier = revision.earlier_names.get(today, today)
        new = []
        for diagnostic, identity in zip(report.diagnostics, identities(report, earlier), strict=True):
            mark = identity, _said(diagnostic)
            if known[mark]:
                known[mark] -= 1
            else:
                new.append(diagnostic)
        reports.append(report._replace(diagnostics=tuple(new)))
    older = sum(len(report.diagnostics) for report in run.reports) - sum(len(r.diagnostics) for r in reports)
    return run._replace(reports=tuple(reports), older=older)


def _said(diagnostic: Diagnostic) -> str:
    """What a finding says, apart from where: the same fault with other amounts is a new one, and may be a worse one.

    Notes are no faults; one that was there is the same, whatever it says now.
    """
    if diagnostic.severity is Severity.INFO:
        return ""
    message = diagnostic.message
    values = {name: "" if name in ("path", "line") else value for name, value in message.values.items()}
    return str(Message(message.text, values, message.plural, message.number))


def _earlier(run: Run, revision: Revision, selection: Selection, *, complete: bool) -> Run:
    """What checking finds in the earlier state of the files that have findings today; paths are the workspace's."""
    with_findings = {report.path for report in run.reports if report.diagnostics}
    related = {related.path for diagnostic in run.diagnostics for related in diagnostic.related}
    wanted = {_inside(path, revision) for path in with_findings | related}
    wanted = {revision.earlier_names.get(path, path) for path in wanted}
    if complete:
        wanted |= {path for path in revision.files() if path.startswith(f"{AGREEMENTS.as_posix()}/")}
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

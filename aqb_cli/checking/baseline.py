"""Which findings are new: those that an earlier revision didn't have, wherever they stood there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from aqb_cli.checking.fingerprint import Fingerprint, fingerprints, named
from aqb_cli.checking.matching import CategorisedMeasure as Measured
from aqb_cli.checking.matching import matched
from aqb_cli.checking.outcome import FileReport, Run, Selection
from aqb_cli.checking.runner import check
from aqb_cli.diagnostics import Diagnostic, FieldPath, Severity
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.model import Category, Measure
from aqb_cli.fileformat.yaml import Plain
from aqb_cli.text.messages import Message
from aqb_cli.workspace.collection import AGREEMENTS, File, Workspace, path_inside, shown_path
from aqb_cli.workspace.git import Revision, earlier_workspace, is_reference


def only_new(run: Run, revision: Revision, selection: Selection, *, complete: bool) -> Run:
    """The run without the findings that were there in the earlier revision already."""
    old = _earlier(run, revision, selection, complete=complete)
    known: Counter[tuple[Fingerprint, str]] = Counter()
    by_path = {report.path: report for report in old.reports}
    for report in old.reports:
        known.update(zip(fingerprints(report, report.path), map(_said, report.diagnostics), strict=True))
    reports = []
    for report in run.reports:
        today = path_inside(report.path, revision.root)
        earlier = revision.earlier_names.get(today, today)
        if earlier != today and _is_another(by_path.get(earlier), report):
            earlier = today
        new = []
        known_as, titles = _renamed(by_path.get(earlier), report)
        for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report, earlier, known_as), strict=True):
            mark = fingerprint, _said(diagnostic, titles)
            if known[mark]:
                known[mark] -= 1
            else:
                new.append(diagnostic)
        reports.append(report._replace(diagnostics=tuple(new)))
    older = sum(len(report.diagnostics) for report in run.reports) - sum(len(r.diagnostics) for r in reports)
    return run._replace(reports=tuple(reports), older=older)


def _is_another(old: FileReport | None, new: FileReport) -> bool:
    """Whether a file that git takes for renamed is another agreement, whose faults are its own."""
    if old is None or not old.text or not new.text:
        return False
    before, after = (yaml.read(report.text.encode("utf-8", "replace")).data for report in (old, new))
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    return any(before.get(field) != after.get(field) for field in ("district", "year"))


def _renamed(old: FileReport | None, new: FileReport) -> tuple[dict[FieldPath, tuple[str, ...]], dict[str, str]]:
    """What measures that were renamed or moved were called before: by their places, and by their titles."""
    if old is None or not old.text or not new.text or not new.diagnostics:
        return {}, {}
    (before, left), (_after, right) = (_measures(report.text) for report in (old, new))
    known_as, titles = {}, {}
    pairs = matched([measure for _place, measure in left], [measure for _place, measure in right])
    for (place, measure), (place_now, measure_now) in ((left[i], right[j]) for i, j in pairs.items()):
        known_as[place_now] = tuple(named(place, before))
        titles[measure_now.measure.title] = measure.measure.title
    return known_as, titles


def _measures(text: str) -> tuple[Plain, list[tuple[FieldPath, Measured]]]:
    """What a file says, and the measures with a title in it, with their places."""
    data = yaml.read(text.encode("utf-8", "replace")).data
    groups = data.get("measures") if isinstance(data, dict) else None
    found: list[tuple[FieldPath, Measured]] = []
    for category in Category if isinstance(groups, dict) else ():
        entries = groups.get(category) if isinstance(groups, dict) else None
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            title = entry.get("title") if isinstance(entry, dict) else None
            if isinstance(title, str):
                place = ("measures", category.value, index)
                found.append((place, Measured(category, Measure.model_construct(title=title))))
    return data, found


def _said(diagnostic: Diagnostic, titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """The message of a finding without its place: the same fault with another amount is new, and may be worse.

    Notes are no faults; one that was there is the same, whatever it says now. `titles` are what measures were called
    before, by their titles now.
    """
    if diagnostic.severity is Severity.INFO:
        return ""
    message = diagnostic.message
    values = {
        name: "" if name in ("path", "line") else titles.get(value, value) if isinstance(value, str) else value
        for name, value in message.values.items()
    }
    return str(Message(message.text, values, message.plural, message.number))


def _earlier(run: Run, revision: Revision, selection: Selection, *, complete: bool) -> Run:
    """What checking finds in the earlier state of the files that have findings today; paths are the workspace's."""
    with_findings = {report.path for report in run.reports if report.diagnostics}
    related = {related.path for diagnostic in run.diagnostics for related in diagnostic.related}
    wanted = {path_inside(path, revision.root) for path in with_findings | related}
    wanted = {revision.earlier_names.get(path, path) for path in wanted}
    if complete:
        wanted |= {path for path in revision.files if path.startswith(f"{AGREEMENTS.as_posix()}/")}
    with earlier_workspace(revision, wanted) as root:
        paths = (root / path for path in sorted(wanted) if not is_reference(path))
        files = [File(str(path), shown_path(path)) for path in paths if path.is_file()]
        old = check(Workspace(root), files, selection, complete=complete, whole=True)
        prefix = shown_path(root) + "/"
        return old._replace(reports=tuple(r._replace(path=r.path.removeprefix(prefix)) for r in old.reports))

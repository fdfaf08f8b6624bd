"""What has changed in a collection since its work parted from a branch."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.valid import as_far_as_readable, gather
from aqb_cli.fileformat.model import Agreement, District
from aqb_cli.querying.queries.diff import Pair, diff
from aqb_cli.querying.tables import Report
from aqb_cli.text.messages import Message, Verbatim, _
from aqb_cli.workspace.collection import File, Workspace, is_agreement_file, path_inside, shown_path
from aqb_cli.workspace.git import changed_paths, earlier_workspace, merge_base


class Since(NamedTuple):
    """The changes, and what is wrong with today's files."""

    report: Report
    faulty: Run
    files: int
    """How many of today's files were looked at."""


def changes_since(workspace: Workspace, reference: str) -> Since:
    """Compares the present state of the agreements with where it parted from a branch."""
    revision = merge_base(workspace.root, reference)
    changed = {path for path in changed_paths(revision) if is_agreement_file(path)}
    today = sorted(path for path in changed if (revision.root / path).is_file())
    names = {path: revision.earlier_names.get(path, path) for path in today}
    deleted = sorted(changed - set(today) - set(names.values()))
    after, new = _read(workspace, revision.root, today)
    with earlier_workspace(revision, [*names.values(), *deleted]) as folder:
        before, old = _read(Workspace(folder), folder, [*names.values(), *deleted])
    pairs = []
    for path in (path for path in today if path in after and (names[path] in before or names[path] not in old.faulty)):
        earlier = before.get(names[path])
        if earlier is not None and names[path] != path and earlier.name != after[path].name:
            deleted.append(names[path])  # git takes it for renamed, and it is another agreement
            earlier = None
        pairs.append(Pair(earlier, after[path]))
    pairs += [Pair(before[path], None) for path in deleted if path in before]
    notes = [
        *_on_earlier(old.faulty, before, deleted),
        *(
            _("{path} has errors; it is compared as far as it can be read.", path=path)
            for path in sorted(new.faulty & after.keys())
        ),
    ]
    title = _("Changes since {reference}", reference=Verbatim(reference))
    left_out = tuple(str(shown_path(revision.root / path)) for path in sorted(new.faulty - after.keys()))
    report = diff(pairs, title, {**old.districts, **new.districts}, notes, left_out)
    return Since(report, new.run, len(today))


class _State(NamedTuple):
    """What is wrong with the files of one state of the collection, and what they refer to."""

    faulty: frozenset[str]
    """The paths of the files with errors, relative to the workspace."""
    run: Run
    districts: Mapping[str, District]


def _read(workspace: Workspace, root: Path, paths: Sequence[str]) -> tuple[dict[str, Agreement], _State]:
    """The agreements of files by their paths, relative to the workspace; those with errors as far as they can be read.

    Errors are no reason to keep quiet about a change: whoever fixes one may change an amount along with it.
    """
    files = _files(root, paths)
    inventory = gather(workspace, files)
    found = {path_inside(record.path, root): record.agreement for record in inventory.records}
    for file in files:
        path = path_inside(file.shown, root)
        if path not in found and (agreement := as_far_as_readable(file)) is not None:
            found[path] = agreement
    faulty = frozenset(path for path in paths if str(shown_path(root / path)) in inventory.left_out)
    return found, _State(faulty, inventory.faulty, inventory.districts)


def _on_earlier(faulty: Iterable[str], read: Container[str], deleted: Container[str]) -> Iterator[Message]:
    for path in sorted(faulty):
        if path in read:
            yield _("{path}: the earlier version had errors; it is compared as far as it can be read.", path=path)
        elif path in deleted:
            yield _("{path} was deleted; what it said can't be read.", path=path)
        else:
            yield _("{path} can't be compared: its earlier version can't be read.", path=path)


def _files(root: Path, paths: Sequence[str]) -> list[File]:
    return [File(str(root / path), shown_path(root / path)) for path in paths if (root / path).is_file()]

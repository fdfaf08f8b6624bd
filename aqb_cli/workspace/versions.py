"""Which version of a file lies there: the day and the revision of its last change, and what it held before.

All files are asked about at once, however many they are. Git is asked as in `repository`, and only for what it has
stored. What isn't known for certain isn't said: in a shallow clone, the oldest commit seems to have made every file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import Message, _
from aqb_cli.workspace.collection import repository_top
from aqb_cli.workspace.repository import Repository, is_stored_as, listed, repository_around

_SHORT = 10
"""How many digits of a revision are named: more than git takes for the largest repositories, and always as many."""

_BEGIN = "@"
"""Stands before each commit in what git prints."""

_NOTHING = "0"
"""Git's name of no content consists of this digit."""


class FileVersion(NamedTuple):
    """What is known of the state that a file is in."""

    day: date | None = None
    """The day of its last change: in git, or without git of the file; None if it isn't known."""
    revision: str = ""
    """The short name of that change in git; in a shallow clone, of the present state. Empty if git has none."""
    is_changed: bool = False
    """Whether the file differs from what git holds, or git doesn't have it yet."""


class FileChange(NamedTuple):
    """What one commit did to a file that was there before."""

    day: date
    before: bytes
    after: bytes


class _Commit(NamedTuple):
    name: str
    day: date
    before: str
    after: str


class Histories:
    """The histories of files, by their paths. A file whose repository can't be read has none."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.versions: dict[str, FileVersion] = {}
        self.notes: list[Message] = []
        """Why something isn't known."""
        self._commits: dict[str, list[_Commit]] = {}
        self._repositories: dict[str, Repository] = {}
        places = _FilePlaces()
        by_top: dict[Path | None, list[str]] = {}
        for path in paths:
            by_top.setdefault(places.top(path), []).append(path)
        for top, own in by_top.items():
            try:
                repository = repository_around(top) if top else None
                if repository is None:
                    # In UTC, so that the day is the same wherever the document is made.
                    written = {path: datetime.fromtimestamp(os.stat(path).st_mtime, UTC) for path in own}
                    self.versions |= {path: FileVersion(moment.date()) for path, moment in written.items()}
                else:
                    self._read(repository, {path: places.inside(path, repository) for path in own})
            except Problem as problem:
                self.notes.append(_("Documents don't say which version they show: {reason}", reason=problem.message))

    def changes(self) -> Iterator[tuple[str, list[FileChange]]]:
        """What commits did to files that were there before, the earliest first; only where the history is known."""
        for repository in dict.fromkeys(self._repositories.values()):
            own = {path: self._commits[path] for path, other in self._repositories.items() if other == repository}
            wanted = {name for commits in own.values() for each in commits for name in (each.before, each.after)}
            stored = sorted(name for name in wanted if name.strip(_NOTHING))
            try:
                found = list(repository.contents(stored))
            except Problem:
                found = []
            contents = {name: content for name, content in found if isinstance(content, bytes)}
            if len(contents) < len(stored):
                self.notes.append(_("Corrections can't be said: this clone was made without all contents."
                                    " Fetch them: git fetch --refetch --no-filter"))  # fmt: skip
                continue
            for path, commits in own.items():
                yield (
                    path,
                    [
                        FileChange(each.day, contents[each.before], contents[each.after])
                        for each in _in_order(commits)
                        if each.before in contents and each.after in contents  # a new or deleted file isn't
                    ],
                )

    def _read(self, repository: Repository, paths: Mapping[str, str]) -> None:
        folders = sorted({os.path.dirname(inside) or "." for inside in paths.values()})
        head = repository.word("rev-parse", "--verify", "--quiet", "HEAD")
        stored = _stored(repository, folders) if head else {}
        is_shallow = repository.word("rev-parse", "--is-shallow-repository") == "true"
        commits = _commits(repository, folders) if head and not is_shallow else {}
        if is_shallow:
            self.notes.append(_("This clone lacks the history, so documents don't say when agreements last changed."
                                " Fetch it: git fetch --unshallow (in GitHub Actions: fetch-depth: 0)."))  # fmt: skip
        for path, inside in paths.items():
            name = stored.get(inside)
            own = commits.get(inside, [])
            last = next((each for each in own if each.after == name), None)
            is_changed = name is None or not is_stored_as(name, Path(path).read_bytes())
            revision = head if is_shallow and name else last.name if last else ""
            self.versions[path] = FileVersion(last.day if last else None, revision[:_SHORT], is_changed)
            self._commits[path], self._repositories[path] = own, repository


def _in_order(commits: Sequence[_Commit]) -> Iterator[_Commit]:
    """The commits, the earliest first. A file that was deleted, or moved away, and comes back was changed meanwhile."""
    gone = ""
    for each in reversed(commits):
        yield each._replace(before=gone) if gone and not each.before.strip(_NOTHING) else each
        gone = "" if each.after.strip(_NOTHING) else each.before


class _FilePlaces:
    """Where files really lie; each folder is looked at once, however many files it holds."""

    def __init__(self) -> None:
        self._top = cache(lambda folder: repository_top(Path(folder).resolve()))
        self._inside = cache(lambda folder, repository: repository.place_of(Path(folder)))

    def top(self, path: str) -> Path | None:
        """The folder of the repository that a file may belong to, without asking git; None outside of one."""
        return self._top(_parted(path)[0])

    def inside(self, path: str, repository: Repository) -> str:
        """A file's path in its repository."""
        folder, name = _parted(path)
        return f"{self._inside(folder, repository)}/{name}".removeprefix("./")


def _parted(path: str) -> tuple[str, str]:
    """The folder and the name of a file, or of what a link leads to."""
    return os.path.split(os.path.realpath(path) if os.path.islink(path) else path)


def _stored(repository: Repository, folders: Sequence[str]) -> dict[str, str]:
    """Git's names of the contents that files have in the present commit."""
    found = listed(repository.text("ls-tree", "-r", "-z", "--full-tree", "HEAD", "--", *folders))
    return {path: name for path, (_mode, _kind, name) in found}


def _commits(repository: Repository, folders: Sequence[str]) -> dict[str, list[_Commit]]:
    """The commits that changed each file in folders, the latest first.

    Where branches were merged, those of the branch that they were merged into: a merge is one change, with all that
    came with it, also what was changed only while merging.
    """
    lines = repository.text("rev-list", "--first-parent", "--parents", "HEAD", "--", *folders).splitlines()
    names = "".join(" ".join(line.split()[:2]) + "\n" for line in lines)  # each with the one to compare it with
    options = ("--root", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv")
    asked = ("diff-tree", "--stdin", *options, "--date=short", f"--format={_BEGIN}%H %cd", "--", *folders)
    found: dict[str, list[_Commit]] = {}
    commit, day = "", date.min
    parts = iter(repository.text(*asked, given=names.encode()).split("\0"))
    for part in parts:
        kind, rest = part.lstrip("\n")[:1], part.lstrip("\n")[1:]
        if kind == _BEGIN:
            commit, written = rest.split()
            day = date.fromisoformat(written)
        elif kind == ":":  # the modes, git's names of the contents, what happened; then the path
            before, after = rest.split(" ")[2:4]
            found.setdefault(next(parts), []).append(_Commit(commit, day, before, after))
    return found

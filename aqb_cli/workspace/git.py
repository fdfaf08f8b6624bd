"""What git knows of a workspace: which files differ from an earlier revision, and what they held there."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import Message, _
from aqb_cli.workspace.collection import AGREEMENTS, DISTRICTS, PROGRAMMES

_BRANCH = re.compile(r"\w[\w./-]*", re.ASCII)
"""A branch name that needs no quotes in a shell command."""


class Revision(NamedTuple):
    """An earlier state of a workspace: the commit where the work on it began."""

    root: Path
    """The folder of the workspace."""
    commit: str
    earlier_names: Mapping[str, str]
    """The names that renamed files had, by their names today; relative to the workspace, with `/`."""

    def files(self) -> dict[str, str]:
        """All files of the workspace in that revision, relative to it, with git's names of their contents."""
        listed = _git(self.root, "ls-tree", "-r", "-z", self.commit, "--", ".")
        entries = (entry.split("\t", 1) for entry in listed.split("\0") if entry)
        return {path: facts.split()[2] for facts, path in entries if facts.startswith("100")}  # no links, no submodules

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """What files held in that revision; those that weren't there are left out."""
        there = self.files()
        wanted = [path for path in paths if path in there]
        asked = "".join(f"{there[path]}\n" for path in wanted).encode()
        answer = _run(self.root, "cat-file", "--batch", given=asked).stdout
        for path in wanted:  # each answer is "<name> blob <size>", the content, and a line break
            head, _line_break, answer = answer.partition(b"\n")
            size = int(head.split(b" ")[-1])
            yield path, answer[:size]
            answer = answer[size + 1 :]


def merge_base(root: Path | None, reference: str) -> Revision:
    """The merge base of the present state and a branch, tag or commit.

    Raises `Problem` outside of git, for an unknown reference, and where the history is too short.
    """
    if not reference.strip():  # such as a script's empty variable
        raise Problem(_("{option} is given without a value.", option="--since"))
    folder = root or Path.cwd()
    if _run(folder, "rev-parse", "--is-inside-work-tree").returncode:
        raise Problem(
            _("{folder} isn't in a git repository, so there is nothing to compare with.", folder=str(folder)),
            _("Go to the folder of the collection, or leave --since out."),
        )
    if reference == "HEAD" and _run(folder, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        return Revision(folder, _nothing(folder), {})  # before the first commit, everything is new
    if (
        reference.startswith("-")
        or _run(folder, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}").returncode
    ):
        raise Problem(_("git knows no revision {reference}.", reference=reference), _where_from(folder, reference))
    found = _run(folder, "merge-base", reference, "HEAD")
    if found.returncode:
        message = _("{reference} and the present state have no common history.", reference=reference)
        raise Problem(message, _shallow(folder) or _("Compare with the branch that the work began on."))
    commit = found.stdout.decode().strip()
    return Revision(folder, commit, _renamed(folder, commit))


def _nothing(folder: Path) -> str:
    """The hash of git's empty tree."""
    return _git(folder, "hash-object", "-t", "tree", "--stdin").strip()


def _renamed(folder: Path, commit: str) -> dict[str, str]:
    """The earlier names of renamed files, also of files that aren't added to git yet."""
    with _index_with_new_files(folder) as environ:
        options = ("--no-ext-diff", "--no-textconv", "--relative", "--name-status", "-z", "-M")
        diff = ("diff", *options, commit, "--", ".")
        found = _run(folder, *diff, environ=environ)
    status = found.stdout.decode("utf-8", "surrogateescape") if found.returncode == 0 else _git(folder, *diff)
    parts = iter(status.split("\0"))
    names = {}
    for kind in parts:
        if kind.startswith(("R", "C")):
            before, after = next(parts), next(parts)
            names[after] = before
        elif kind:
            next(parts)
    return names


@contextmanager
def _index_with_new_files(folder: Path) -> Iterator[Mapping[str, str]]:
    """Environment variables that make git include untracked agreements; the repository itself isn't changed."""
    if not _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", AGREEMENTS.as_posix()):
        yield {}
        return
    index, objects = (
        Path(folder, _git(folder, "rev-parse", "--git-path", name).removesuffix("\n")).absolute()
        for name in ("index", "objects")
    )
    with tempfile.TemporaryDirectory(prefix="aqb-") as temporary:
        copy = Path(temporary, "index")
        if index.is_file():
            copy.write_bytes(index.read_bytes())
        environ = {
            "GIT_INDEX_FILE": str(copy),
            "GIT_OBJECT_DIRECTORY": temporary,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(objects),
        }
        added = _run(folder, "add", "--intent-to-add", "--", AGREEMENTS.as_posix(), environ=environ)
        yield {} if added.returncode else environ


@contextmanager
def earlier_workspace(revision: Revision, paths: Iterable[str]) -> Iterator[Path]:
    """A folder, for as long as it is used, with files as they were, and with all that agreements referred to."""
    wanted = set(paths)
    with tempfile.TemporaryDirectory(prefix="aqb-") as folder:
        needed = [path for path in revision.files() if path in wanted or is_reference(path)]
        for path, content in revision.contents(needed):
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield Path(folder)


def is_reference(path: str) -> bool:
    """Whether a file of a workspace is reference data or a template rather than an agreement."""
    return path == DISTRICTS.as_posix() or path.startswith((f"{PROGRAMMES.as_posix()}/", "templates/"))


def changed_paths(revision: Revision) -> set[str]:
    """The files that differ from a revision or are new, by their names today; deleted ones by their old names."""
    options = ("--no-ext-diff", "--no-textconv", "--relative", "--name-only", "-z", "--no-renames")
    differing = _git(revision.root, "diff", *options, revision.commit, "--", ".")
    new = _git(revision.root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return {path for path in (*differing.split("\0"), *new.split("\0")) if path}


def _shallow(folder: Path) -> Message | None:
    answer = _run(folder, "rev-parse", "--is-shallow-repository").stdout.strip()
    if answer != b"true":
        return None
    return _("This clone lacks the history. Fetch it: git fetch --unshallow (in GitHub Actions: fetch-depth: 0).")


def _where_from(folder: Path, reference: str) -> Message:
    """Advice on how to fetch a revision that git doesn't have."""
    if _run(folder, "rev-parse", "--verify", "--quiet", f"refs/remotes/origin/{reference}^{{commit}}").returncode == 0:
        return _("Did you mean “{guess}”?", guess=f"origin/{reference}")
    remote, _slash, branch = reference.partition("/")
    if not _BRANCH.fullmatch(branch) or remote not in _git(folder, "remote").split():
        return _shallow(folder) or _("Check the spelling; `git branch --all` lists the branches, `git tag` the tags.")
    depth = " --unshallow" if _shallow(folder) else ""
    # The name on both sides: a clone of a single branch fetches no other one into its place by itself.
    command = f"git fetch{depth} {remote} {branch}:refs/remotes/{remote}/{branch}"
    return _("Check the spelling, or fetch it: {command}", command=command)


def _git(folder: Path, *arguments: str) -> str:
    done = _run(folder, *arguments)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise Problem(_("git refused: {reason}", reason=reason))
    return done.stdout.decode("utf-8", "surrogateescape")


def _run(
    folder: Path, *arguments: str, given: bytes = b"", environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, **(environ or {}), "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - no shell, and no reference that could be taken for an option
            ["git", *arguments],  # noqa: S607 - the git that the user works with
            cwd=folder,
            env=environ,
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise Problem(_("git isn't installed, and --since needs it.")) from None

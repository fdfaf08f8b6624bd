"""The git repository around a folder: found by aqb itself, and asked in a way that nothing it holds can steer.

A pull request brings files, and git takes a folder with certain files in it for a repository, whose settings may name
programs to be started. So git never looks for a repository here: it is told which one, and which files belong to it,
with the settings off that start programs, and without the variables of whoever started aqb.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from aqb_cli.diagnostics import Problem, reason_of
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import repository_top

_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.splitIndex=false",
    "core.sparseCheckout=false",
    "index.sparse=false",
    "diff.external=",
    "log.showSignature=false",
    "core.warnAmbiguousRefs=true",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
"""What wins over the settings of the repository: no program is started, nothing is fetched, and nothing written."""

_OPTIONS = ("--no-pager", "--literal-pathspecs", *(part for setting in _SETTINGS for part in ("-c", setting)))

_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
"""The variables that git needs to run; the others aren't passed on."""

_WITH_OWN_SETTINGS = ("HOME", "XDG_CONFIG_HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "PROGRAMDATA", "SUDO_UID")
"""The variables by which git finds what its user has said in `safe.directory`."""

_FIXED = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
}

_LONGEST_POINTER = 4096
"""In bytes: the longest path that Linux takes, for a file `.git` that says where the repository is."""


class Repository(NamedTuple):
    """A repository with files, and the program that is asked about it."""

    git_dir: Path
    """Where git keeps its things; in a worktree or a submodule, its own part of them."""
    work_tree: Path
    """The folder of the files: the one that `.git` lies in."""
    program: str

    def ask(
        self, *arguments: str, given: bytes = b"", environ: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """What git does when asked; `given` is its standard input. Paths are those from the top of the work tree."""
        named = (f"--git-dir={self.git_dir}", f"--work-tree={self.work_tree}")
        own = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", **(environ or {})}
        return _run([self.program, *_OPTIONS, *named, *arguments], self.work_tree, own, given)

    def text(self, *arguments: str, given: bytes = b"", environ: Mapping[str, str] | None = None) -> str:
        """What git answers. Raises `Problem` with git's reason if it refuses."""
        done = self.ask(*arguments, given=given, environ=environ)
        if done.returncode:
            raise refusal(done)
        return done.stdout.decode("utf-8", "surrogateescape")

    def word(self, *arguments: str) -> str:
        """The one line that git answers; empty if it refuses."""
        done = self.ask(*arguments)
        return "" if done.returncode else done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def place_of(self, folder: Path) -> str:
        """A folder's path from the top of the work tree."""
        return folder.resolve().relative_to(self.work_tree).as_posix()

    def contents(self, names: Sequence[str]) -> Iterator[tuple[str, bytes | str]]:
        """What is stored under git's names of contents; where that isn't there, git's answer as a text.

        Raises `Problem` with git's reason if it refuses.
        """
        done = self.ask("cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
        if done.returncode:
            raise refusal(done)
        answer, place = done.stdout, 0
        for name in names:  # each answer is "<name> blob <size>", the content, and a line break
            start = answer.index(b"\n", place) + 1
            head = answer[place : start - 1]
            if head.endswith(b" missing"):
                place = start
                yield name, os.fsdecode(head)
            else:
                place = start + int(head.split(b" ")[-1]) + 1
                yield name, answer[start : place - 1]


def listed(answer: str) -> Iterator[tuple[str, list[str]]]:
    """What `git ls-tree -z` says: each path, with its mode, its kind and git's name of what is stored there."""
    for entry in filter(None, answer.split("\0")):
        facts, path = entry.split("\t", 1)
        yield path, facts.split()


def is_stored_as(name: str, content: bytes) -> bool:
    """Whether git stores a content under a name; line ends of Windows count as those that git stores."""
    return name in (git_name(content, len(name)), git_name(content.replace(b"\r\n", b"\n"), len(name)))


def git_name(content: bytes, length: int) -> str:
    """Git's name of a file's content, of 40 digits, or of 64 where the repository uses SHA-256."""
    stored = b"blob %d\0%b" % (len(content), content)
    if length == 40:
        return hashlib.sha1(stored, usedforsecurity=False).hexdigest()
    return hashlib.sha256(stored).hexdigest()


def repository_around(folder: Path) -> Repository | None:
    """The repository that a folder's files belong to; None if there is none.

    Raises `Problem` if it belongs to somebody else whom the user doesn't trust, or if git can't be started.
    """
    folder = folder.resolve()
    top = repository_top(folder)
    git_dir = _git_dir(top) if top else None
    if top is None or git_dir is None:
        return None
    program = _program()
    if not _is_own(top, top / ".git", git_dir):
        _ask_for_trust(program, top, git_dir)
    repository = Repository(git_dir, top, program)
    # As soon as a work tree is named, git calls no repository bare any more. That of a worktree's files may be one.
    is_worktree = (git_dir / "commondir").is_file()
    if not is_worktree and repository.word("config", "--type=bool", "--get", "core.bare") == "true":
        return None
    repository.text("rev-parse", "--git-dir")
    return repository


def refusal(done: subprocess.CompletedProcess[bytes]) -> Problem:
    """What to say when git refuses, with the first line of its own reason."""
    reason = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
    return Problem(_("git refused: {reason}", reason=reason))


def _git_dir(top: Path) -> Path | None:
    """Where the repository of a folder with `.git` in it is; None if that leads nowhere, or into the folder's files."""
    pointer = top / ".git"
    try:
        if pointer.is_dir():
            found = pointer.resolve()
            return found if found == pointer or not found.is_relative_to(top) else None
        if not pointer.is_file():
            return None
        with pointer.open("rb") as stream:
            label, _space, target = os.fsdecode(stream.read(_LONGEST_POINTER)).partition(": ")
        found = (top / target.rstrip("\r\n")).resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    return found if label == "gitdir" and found.is_dir() and not found.is_relative_to(top) else None


def _is_own(*paths: Path) -> bool:
    """Whether all of them belong to whoever runs aqb; False where only git can tell (Windows)."""
    return sys.platform != "win32" and all(path.stat().st_uid == os.geteuid() for path in paths)


def _ask_for_trust(program: str, top: Path, git_dir: Path) -> None:
    """Lets git judge a repository of another owner, by the user's own settings. Raises `Problem` unless it is trusted.

    Git looks at owners only where it finds a repository by itself. It does so at the top, where `.git` is, and is
    asked a question that starts nothing.
    """
    own = {name: os.environ[name] for name in _WITH_OWN_SETTINGS if name in os.environ}
    own |= {name: value for name, value in os.environ.items() if name.startswith("GIT_CONFIG")}
    own["GIT_CEILING_DIRECTORIES"] = str(top.parent)
    done = _run([program, *_OPTIONS, "rev-parse", "--absolute-git-dir"], top, own)
    if done.returncode == 0 and Path(os.fsdecode(done.stdout.removesuffix(b"\n"))).resolve() == git_dir:
        return
    if done.returncode and b"safe.directory" not in done.stderr:
        raise refusal(done)
    raise Problem(
        _("The repository {folder} belongs to another user, and its settings could start programs.", folder=str(top)),
        _("If you trust that user, tell git the whole path: git config --global --add safe.directory PATH"),
    )


def _program() -> str:
    """The path of git, from the absolute folders of `PATH` only: the working folder is what a pull request brings."""
    name = "git.exe" if sys.platform == "win32" else "git"
    found = [os.path.join(folder, name) for folder in os.get_exec_path() if os.path.isabs(folder)]
    found = [path for path in found if os.path.isfile(path)]
    if not found:
        raise Problem(_("git isn't installed, and only git knows the history."))
    return next((path for path in found if os.access(path, os.X_OK)), found[0])


def _run(
    command: list[str], folder: Path, environ: Mapping[str, str], given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environ = {**kept, **_FIXED, **environ}
    try:
        return subprocess.run(  # noqa: S603 - no shell, and no reference that could be taken for an option
            command, cwd=folder, env=environ, input=given, capture_output=True, check=False
        )
    except OSError as error:
        reason = reason_of(error)
        raise Problem(
            _("git can't be started: {reason} ({path}).", reason=reason, path=command[0]),
            _("Check the installation of git."),
        ) from error

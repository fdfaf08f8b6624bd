"""What git knows of a workspace: which files differ from an earlier revision, and what they held there.

The files of today are read by aqb itself. Git is asked only for what it has stored, so that nothing in the files, such
as attributes that name a filter, decides what counts as changed.
"""

from __future__ import annotations

import os
import re
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import Message, _
from aqb_cli.workspace.collection import AGREEMENTS, DISTRICTS, PROGRAMMES, STANDING, TEMPLATES, path_inside
from aqb_cli.workspace.repository import Repository, git_name, is_stored_as, listed, repository_around

_BRANCH = re.compile(r"\w[\w./-]*", re.ASCII)
"""A name that can be put into a command as it is."""

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")

_LARGEST_FILE = 1024 * 1024
"""In bytes. What is larger can't be an agreement; it counts as changed, and as new where its name is."""

_COMPARED = (AGREEMENTS, PROGRAMMES, TEMPLATES)
"""The folders of a workspace whose files are compared with those of a revision."""

_SINGLE = (DISTRICTS.as_posix(), STANDING.as_posix())
"""The files that are compared beside them."""


class Revision:
    """An earlier state of a workspace: the commit where the work on it began."""

    def __init__(self, root: Path, repository: Repository, commit: str) -> None:
        self.root = root
        """The folder of the workspace."""
        self.commit = commit
        self._repository = repository

    @cached_property
    def files(self) -> Mapping[str, str]:
        """All files of the workspace as they were, relative to it, with git's names of their contents."""
        return self._files_of(self._tree)

    def day(self) -> date | None:
        """The day of the last commit in which a file of the workspace changed."""
        data = PurePosixPath(self._repository.place_of(self.root), "data").as_posix()
        day = self._repository.word("log", "-1", "--format=%cs", self.commit, "--", data)
        return date.fromisoformat(day) if day else None

    @cached_property
    def _tree(self) -> str:
        """Git's name of the workspace's folder, which may have had another name then; empty if it wasn't there."""
        now = self._repository.place_of(self.root)
        found = listed(self._text("ls-tree", "-r", "-d", "-z", "--full-tree", self.commit))
        trees = {path: name for path, (_mode, _kind, name) in found}
        trees["."] = self.commit
        collections = [path for path in trees if PurePosixPath(path, AGREEMENTS.as_posix()).as_posix() in trees]
        if now in collections or not (self.root / AGREEMENTS).is_dir():
            return trees.get(now, "")
        top = str(self._repository.work_tree)
        folders = {path: Path(path, AGREEMENTS) for path in collections}
        moved = [path for path, own in folders.items() if not (Path(top, own).is_dir() and _is_inside(own, top))]
        if len(moved) > 1:  # the one of which most is still the same
            moved.sort(key=lambda path: self._in_common(self._files_of(trees[path])), reverse=True)
        return trees[moved[0]] if moved else ""

    def _in_common(self, files: Mapping[str, str]) -> int:
        today = _files_today(self.root)
        return sum(path in today and self._is_same(name, today[path]) for path, name in files.items())

    def _files_of(self, tree: str) -> dict[str, str]:
        if not tree:
            return {}
        found = listed(self._text("ls-tree", "-r", "-z", "--full-tree", tree))
        regular = ((path, name) for path, (mode, _kind, name) in found if mode.startswith("100"))
        return {path: name for path, name in regular if ".." not in PurePosixPath(path).parts}

    @cached_property
    def earlier_names(self) -> Mapping[str, str]:
        """The names that renamed files had, by their names today, whether git was told of it (`git mv`) or not."""
        today = _files_today(self.root)
        gone = {path for path in self.files if path not in today and _is_compared(path)}
        added = today.keys() - self.files.keys()
        new = {path for path in added if today[path].stat().st_size <= _LARGEST_FILE}
        if not gone or not new:
            return {}
        with tempfile.TemporaryDirectory(prefix="aqb-") as temporary:
            environ = {"GIT_INDEX_FILE": str(Path(temporary, "index")), "GIT_ALTERNATE_OBJECT_DIRECTORIES": temporary}
            self._text("read-tree", self._tree, environ=environ)
            nothing = "0" * len(self.commit)
            entries = [f"0 {nothing}\t{path}\0" for path in sorted(gone)]
            entries += [f"100644 {self._store(today[path], temporary)}\t{path}\0" for path in sorted(new)]
            given = "".join(entries).encode("utf-8", "surrogateescape")
            self._text("update-index", "-z", "--index-info", given=given, environ=environ)
            options = ("--cached", "--no-ext-diff", "--no-textconv", "--name-status", "-z", "-M")
            status = self._text("diff-index", *options, self._tree, environ=environ)
        return dict(_renames(status))

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """What files held in that revision; those that weren't there are left out."""
        wanted = [path for path in paths if path in self.files]
        try:
            found = list(self._repository.contents([self.files[path] for path in wanted]))
        except Problem as problem:
            raise self._missing() or problem from None
        for path, (_name, content) in zip(wanted, found, strict=True):
            if isinstance(content, str):
                raise self._missing() or Problem(_("git refused: {reason}", reason=content))
            yield path, content

    def is_as_it_was(self, path: str, today: Path) -> bool:
        """Whether a file holds what it held in that revision; line ends of Windows count as those that git stores."""
        return path in self.files and self._is_same(self.files[path], today)

    def _is_same(self, name: str, today: Path) -> bool:
        if today.stat().st_size > _LARGEST_FILE:
            return False
        return is_stored_as(name, today.read_bytes())

    def _store(self, path: Path, folder: str) -> str:
        """Puts a file where git finds it if it is told of the folder; returns git's name of its content."""
        content = path.read_bytes()
        name = git_name(content, len(self.commit))
        target = Path(folder, name[:2], name[2:])
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(zlib.compress(b"blob %d\0%b" % (len(content), content)))
        return name

    def _text(self, *arguments: str, given: bytes = b"", environ: Mapping[str, str] | None = None) -> str:
        try:
            return self._repository.text(*arguments, given=given, environ=environ)
        except Problem as problem:
            raise self._missing() or problem from None

    def _missing(self) -> Problem | None:
        """What to say if git lacks contents because the clone was made without them; None if that isn't the reason."""
        listed = self._repository.ask("rev-list", "--objects", "--missing=print", "--max-count=1", self.commit)
        partial = self._repository.word("config", "--get-regexp", r"^remote\..*\.promisor$")
        if not partial or not (listed.returncode or re.search(rb"^\?", listed.stdout, re.MULTILINE)):
            return None
        return Problem(
            _("This clone was made without all contents (a partial clone), and the comparison needs some of them."),
            _("Fetch them: {command}", command="git fetch --refetch --no-filter"),
        )


def merge_base(root: Path | None, reference: str) -> Revision:
    """The revision at which the present state parted from a branch, tag or commit.

    Raises `Problem` outside of git, for an unknown reference, where the history is too short, and for links.
    """
    if not reference.strip():  # such as a script's empty variable
        raise Problem(_("{option} is given without a value.", option="--since"))
    folder = root or Path.cwd()
    repository = _repository(folder, "--since")
    _refuse_links(folder)
    _refuse_parts(folder, repository)
    commit = _commit(repository, reference)
    if not commit:
        nothing = repository.text("hash-object", "-t", "tree", "--stdin").strip()  # git's name of no files
        return Revision(folder, repository, nothing)  # before the first commit, everything is new
    found = repository.word("merge-base", commit, "HEAD")
    if not found:
        message = _("{reference} and the present state have no common history.", reference=reference)
        raise Problem(message, _shallow(repository) or _("Compare with the branch that the work began on."))
    return Revision(folder, repository, found)


def known_to_git(root: Path | None) -> Callable[[str], bool]:
    """Says of a path, as messages name it, whether git was told of what is there, or of something below it.

    During a commit, that is what the commit holds. Raises `Problem` outside of git.
    """
    top = root or Path.cwd()
    repository = _repository(top, "--tracked")
    environ = {}
    if index := os.environ.get("GIT_INDEX_FILE"):  # git sets it for hooks, from the top of the work tree
        path = Path(os.path.abspath(repository.work_tree / index))
        if path.resolve().is_relative_to(repository.git_dir):
            environ = {"GIT_INDEX_FILE": str(path)}
    folder = repository.place_of(top)
    found = repository.text("ls-files", "--cached", "-z", "--", folder, environ=environ)
    prefix = "" if folder == "." else f"{folder}/"
    tracked = [path.removeprefix(prefix) for path in found.split("\0") if path]
    known = {*tracked, *(str(above) for path in tracked for above in PurePosixPath(path).parents)}
    return lambda shown: path_inside(shown, top) in known


@contextmanager
def earlier_workspace(revision: Revision, paths: Iterable[str]) -> Iterator[Path]:
    """A folder, for as long as it is used, with files as they were, and with all that agreements referred to."""
    wanted = set(paths)
    with tempfile.TemporaryDirectory(prefix="aqb-") as folder:
        needed = [path for path in revision.files if path in wanted or is_reference(path)]
        for path, content in revision.contents(needed):
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield Path(folder)


def is_reference(path: str) -> bool:
    """Whether a file of a workspace is what agreements refer to, rather than an agreement."""
    return path in _SINGLE or path.startswith((f"{PROGRAMMES.as_posix()}/", f"{TEMPLATES.as_posix()}/"))


def changed_paths(revision: Revision) -> set[str]:
    """The files that differ from a revision or are new, by their names today; deleted ones by their old names."""
    today = _files_today(revision.root)
    differing = {path for path, file in today.items() if not revision.is_as_it_was(path, file)}
    return differing | {path for path in revision.files if path not in today and _is_compared(path)}


def day_of_data(root: Path) -> date | None:
    """The day on which a workspace's files last changed: that of their last commit, later if files differ from it."""
    days = []
    try:
        revision = merge_base(root, "HEAD")
        changed = [path for path in changed_paths(revision) if (root / path).is_file()]
        if day := revision.day():
            days.append(day)
    except Problem:  # outside of git
        changed = list(_files_today(root))
    days += [datetime.fromtimestamp((root / path).stat().st_mtime).astimezone().date() for path in changed]
    return max(days, default=None)


def _is_compared(path: str) -> bool:
    """Whether a file of a revision is one that would be found in the workspace today."""
    if any(part.startswith(".") for part in PurePosixPath(path).parts[:-1]):
        return False
    return path in _SINGLE or path.startswith(tuple(f"{folder.as_posix()}/" for folder in _COMPARED))


def _files_today(root: Path) -> dict[str, Path]:
    """The files that can be compared with a revision, by their paths relative to the workspace."""
    return {path: file for path, file in _entries(root) if not file.is_symlink() and file.is_file()}


def _entries(root: Path) -> Iterator[tuple[str, Path]]:
    """The files in the compared folders, and links to anything, with their paths relative to the workspace."""
    yield from ((path, root / path) for path in _SINGLE if os.path.lexists(root / path))
    for compared in _COMPARED:
        for folder, folders, names in os.walk(root / compared):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            linked = [name for name in folders if Path(folder, name).is_symlink()]
            for name in sorted([*linked, *names]):
                path = Path(folder, name)
                yield path.relative_to(root).as_posix(), path


def _refuse_links(root: Path) -> None:
    """Raises `Problem` for a link on the way to what is compared: what is behind it may change while it stays."""
    folders = (DISTRICTS.parent, *_COMPARED)
    linked = [folder.as_posix() for folder in folders if not _is_inside(folder, os.path.realpath(root))]
    linked += [path for path, file in _entries(root) if file.is_symlink()]
    if linked:
        raise Problem(
            _("{path} is a link, and git keeps no history of what is behind a link.", path=linked[0]),
            _("Put the file or folder itself there, or leave --since out."),
        )


def _refuse_parts(root: Path, repository: Repository) -> None:
    """Raises `Problem` if files of a workspace aren't checked out on purpose: they would count as deleted."""
    if not (repository.git_dir / "info/sparse-checkout").is_file():
        return
    found = repository.text("ls-files", "-t", "-z", "--", repository.place_of(root)).split("\0")
    if any(entry.startswith("S ") for entry in found):
        raise Problem(
            _("Not all files of the collection are checked out (a sparse checkout), and the comparison needs them."),
            _("Check them out: {command}", command="git sparse-checkout disable"),
        )


def _is_inside(folder: Path, root: str) -> bool:
    """Whether no link stands on the way from the workspace to a folder of it."""
    direct = os.path.join(root, folder)
    return os.path.normcase(os.path.realpath(direct)) == os.path.normcase(direct)


def _repository(folder: Path, option: str) -> Repository:
    repository = repository_around(folder)
    if repository is None:
        raise Problem(
            _("{folder} isn't in a git repository, so git knows nothing of its files.", folder=str(folder)),
            _("Go to the folder of the collection, or leave {option} out.", option=option),
        )
    return repository


def _commit(repository: Repository, reference: str) -> str:
    """The commit that a reference names; empty for HEAD before the first commit. Raises `Problem` for any other one."""
    question = f"{reference}^{{commit}}"
    known = not reference.startswith("-") and "\0" not in reference
    done = repository.ask("rev-parse", "--verify", question if known else "")
    commit = "" if done.returncode else done.stdout.decode("ascii").strip()
    # Git would take the tag, which anybody may have made; HEAD always is what is checked out.
    if b"is ambiguous" in done.stderr and not re.match(r"HEAD\b", reference):
        raise Problem(
            _("{reference} names more than one thing in git, such as a branch and a tag.", reference=reference),
            _(
                "Write which one is meant: refs/heads/{reference}, refs/remotes/{reference} or refs/tags/{reference}.",
                reference=reference,
            ),
        )
    if not commit and reference == "HEAD":
        return ""
    if not commit:
        raise Problem(_("git knows no revision {reference}.", reference=reference), _where_from(repository, reference))
    if not _COMMIT.fullmatch(commit):  # such as ^HEAD: all but what is in HEAD
        raise Problem(
            _("{reference} names no single revision.", reference=reference),
            _("Name one branch, tag or commit, such as origin/main."),
        )
    return commit


def _renames(status: str) -> Iterator[tuple[str, str]]:
    """New and old names in what `git diff --name-status -z` says."""
    parts = iter(status.split("\0"))
    for kind in parts:
        if kind.startswith("R"):
            before, after = next(parts), next(parts)
            yield after, before
        elif kind:
            next(parts)


def _shallow(repository: Repository) -> Message | None:
    if repository.word("rev-parse", "--is-shallow-repository") != "true":
        return None
    return _("This clone lacks the history. Fetch it: git fetch --unshallow (in GitHub Actions: fetch-depth: 0).")


def _where_from(repository: Repository, reference: str) -> Message:
    """How to come by a revision that isn't there."""
    if "\0" not in reference and repository.word(
        "rev-parse", "--verify", "--quiet", f"refs/remotes/origin/{reference}^{{commit}}"
    ):
        return _("Did you mean “{guess}”?", guess=f"origin/{reference}")
    remote, _slash, branch = reference.partition("/")
    shallow = _shallow(repository)
    if not _BRANCH.fullmatch(branch) or remote not in repository.text("remote").split():
        return shallow or _("Check the spelling; `git branch --all` lists the branches, `git tag` the tags.")
    depth = " --unshallow" if shallow else ""
    # The name on both sides: a clone of a single branch fetches no other one into its place by itself.
    command = f"git fetch{depth} {remote} {branch}:refs/remotes/{remote}/{branch}"
    return _("Check the spelling, or fetch it: {command}", command=command)

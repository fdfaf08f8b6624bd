"""What was found clean before, so that it needn't be checked again as long as nothing has changed that it rests on.

Only "nothing found" is kept: for a file, by its path and content; for a whole run, by all of its files. Both hold only
under the same conditions: this very program with its libraries, the rules that are applied, and the reference data,
links excluded. The list lies in the user's own cache folder and not in the collection, because what lies there can be
brought by a pull request, which would be believed that its files are clean. A list that can't be read, that another
user owns or that says anything unexpected is none; one that can't be written isn't.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import NamedTuple

from aqb_cli.checking.outcome import Selection
from aqb_cli.diagnostics import Problem
from aqb_cli.workspace.collection import File, Workspace, repository_or_folder

try:  # what `hashlib` gives, which would load OpenSSL too: 3 of 47 ms of a run in which nothing has changed
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_LARGEST = 1024 * 1024
"""How large a file may be, in bytes: far more than one may have that can be clean."""

_MOST_FILES = 60_000
"""How many files a list holds: twice as many as a collection can have, for those that were changed meanwhile."""

_MOST_RUNS = 50
"""How many whole runs a list holds: of folders, years and single files that are checked by themselves."""

_MOST_LISTS = 100
"""How many lists are kept, one for each collection and choice of rules; of more, the oldest go."""

_LONGEST_LINE = 200
"""How many bytes of a list there may be for each file: its hash, and its district and year."""

_LENGTH = 40
"""How many hexadecimal digits a hash has."""

_ROOMS = ("checking", "fileformat", "text", "wording", "workspace")
"""The parts of the program that a verdict rests on, beside `diagnostics`."""

_LIBRARIES = ("pydantic_core", "_ruamel_yaml", "jinja2")


class KeepingPlace(NamedTuple):
    """Where what is known of a workspace's files is kept."""

    folder: Path
    conditions: str
    """What all of it rests on."""


class Verdicts:
    """What is known of the files of one run, under today's conditions."""

    def __init__(
        self,
        place: KeepingPlace,
        workspace: Workspace,
        files: Sequence[File],
        selection: Selection,
        *,
        whole: bool,
        complete: bool,
    ) -> None:
        packs = workspace.own_wording_files() if whole else ()  # which are looked at only then
        self._question = [str(whole), str(complete), *map(digest_of, packs)]
        self._path, self._conditions = place.folder / f"{list_name(workspace, selection)}.txt", place.conditions
        self._runs, self._files = self._read()
        self._paths = [file.shown for file in files]
        self.marks = known_files(files, self._files)
        """What the content of the clean files is known by, by their paths as messages name them."""

    def _read(self) -> tuple[list[str], dict[str, str]]:
        """The runs; and the files, with their districts and years."""
        with suppress(OSError, ValueError):
            if is_own_list(self._path, _MOST_FILES * _LONGEST_LINE):
                head, text = self._path.read_text(encoding="ascii").split("\n", 1)
                runs, *files = text.split("\n")
                if head == self._head(text):
                    return runs.split(), {line[:_LENGTH]: line[_LENGTH + 1 :] for line in files}
        return [], {}

    def _head(self, text: str) -> str:
        return digest(f"{self._path}\n{self._conditions}", text.encode())

    @property
    def nothing_changed(self) -> bool:
        """Whether a run over the same files found nothing at all."""
        return self._run(self.marks) in self._runs

    def member(self, shown: str) -> tuple[str, int]:
        """The district and year of a clean file."""
        district, _space, year = self._files[self.marks[shown]].partition(" ")
        return district, int(year)

    def keep(self, clean: Mapping[str, tuple[str, str, int]], *, nothing_found: bool) -> None:
        """Notes the files that are clean, by their paths, with digest, district and year; and the run, if it is."""
        known = {mark: f"{district} {year}" for mark, district, year in clean.values()}
        run = self._run({shown: mark for shown, (mark, *_rest) in clean.items()}) if nothing_found else None
        if known.items() <= self._files.items() and (run is None or run in self._runs):
            return
        lines = list((self._files | known).items())[-_MOST_FILES:]
        runs = [*self._runs, run] if run else self._runs
        text = "\n".join([" ".join(runs[-_MOST_RUNS:]), *map(" ".join, lines)])
        with suppress(OSError, Problem):
            write_list(self._path, _MOST_LISTS, f"{self._head(text)}\n{text}".encode("ascii"))

    def _run(self, marks: Mapping[str, str]) -> str | None:
        parts = [*self._question, *map(marks.get, self._paths)]
        return None if None in parts else digest("\n".join(map(str, parts)), b"")


def digest(name: str, content: bytes) -> str:
    """A hash of a name and what stands under it."""
    return blake2b(os.fsencode(name) + b"\0" + content, digest_size=_LENGTH // 2).hexdigest()


def list_name(workspace: Workspace, selection: Selection) -> str:
    """What a list on a workspace is called; paths are shown from the working folder."""
    return digest(repr((workspace.root, os.getcwd(), selection)), b"")


def known_files(files: Sequence[File], known: Container[str]) -> Mapping[str, str]:
    """What the content of known files is known by, by their paths as messages name them."""
    found = {f.shown: digest_of(f.path, f.shown) for f in files if f.fault is None} if known else {}
    return {shown: mark for shown, mark in found.items() if mark is not None and mark in known}


def place_of(workspace: Workspace) -> KeepingPlace | None:
    """Where something of this workspace can be kept, if it can be."""
    if (folder := _cache_folder(workspace)) is None or (conditions := _conditions_of(workspace)) is None:
        return None
    return KeepingPlace(folder, conditions)


def _conditions_of(workspace: Workspace) -> str | None:
    """What all verdicts rest on; None if a file of it is a link, or can't be read."""
    programmes = workspace.programme_files.values()
    files = (workspace.districts_file, workspace.standing_file, *programmes, *workspace.reference_files())
    paths = set(map(str, files))  # path objects would take twice as long to compare and to open
    if any(map(os.path.islink, set(map(os.path.dirname, paths)))):
        return None
    marks = [digest_of(path) for path in sorted(paths)]
    return None if None in marks else "\n".join([_program(), *map(str, marks)])


def digest_of(path: str | Path, name: str | None = None) -> str | None:
    """The hash of an ordinary file; None of any other, which may be a link, or a pipe that can be read but once."""
    with suppress(OSError, ValueError):
        found = os.lstat(path)
        if stat.S_ISREG(found.st_mode) and found.st_size <= _LARGEST:
            # Without Python's streams, which take as long as all the rest.
            number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
            try:  # one byte more: of a file that has grown meanwhile, nothing is known
                return digest(name or str(path), os.read(number, found.st_size + 1))
            finally:
                os.close(number)
    return None


@cache
def _program() -> str:
    """What tells one program from another: its files and libraries, with their lengths and times."""
    package = str(Path(__file__).parent.parent)
    paths = [f"{package}/diagnostics.py"]
    for room in _ROOMS:
        for folder, _folders, names in os.walk(f"{package}/{room}"):
            paths += [f"{folder}/{name}" for name in names if name.endswith(".py")]
    specs = map(PathFinder.find_spec, _LIBRARIES)
    paths += [spec.origin for spec in specs if spec is not None and spec.origin is not None]
    marks = [(path, (found := os.stat(path)).st_size, found.st_mtime_ns) for path in sorted(paths)]
    return repr((sys.version_info, marks))


def _cache_folder(workspace: Workspace) -> Path | None:
    """Where the lists lie: in the user's cache folder; None if that isn't told, or lies where pull requests reach."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    if not os.path.isabs(base):
        return None
    folder = Path(os.path.realpath(os.path.join(base, "aqb")))
    return None if folder.is_relative_to(repository_or_folder(workspace.root or Path.cwd())) else folder


def is_own_list(path: Path, most: int) -> bool:
    """Whether a file is one that we may have written: no link, no pipe, of no other user, and not too large."""
    found = os.lstat(path)
    return stat.S_ISREG(found.st_mode) and found.st_size <= most and _is_own(path)


def _is_own(path: Path) -> bool:
    return sys.platform == "win32" or os.stat(path).st_uid == os.geteuid()


def write_list(path: Path, most: int, *pieces: bytes) -> None:
    """Writes a list, and removes the oldest ones of its kind beyond so many."""
    from aqb_cli.workspace.files import write_whole

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # In another user's folder, a link could lead anywhere; a pipe would keep us waiting.
    if _is_own(path.parent) and (path.is_file() or not path.exists()):
        write_whole(path, *pieces)
        lists = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda path: path.stat().st_mtime)
        for old in lists[:-most]:
            old.unlink()

"""A folder of many files that is replaced whole or not at all, and in which the files of others are kept."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import shown_path
from aqb_cli.workspace.files import lock, unwritable

MANIFEST = "SHA256SUMS"
"""The file that lists what is ours, with checksums: `sha256sum --check` reads it."""

_HEAD = "# written by aqb; files that aren't listed here are kept\n"


class StoredFile(NamedTuple):
    """A file that was written."""

    name: str
    size: int
    """In bytes."""
    checksum: str
    """SHA-256."""
    is_changed: bool
    """Whether it is new, or other than before."""


class NewFolder:
    """The folder that is being made, beside the one that it will replace."""

    def __init__(self, old: Path, stage: Path) -> None:
        self._old = old
        self._stage = stage
        self._ours = _listed(old / MANIFEST)
        self._made: set[str] = set()
        """The folders that are there already."""
        self.sums: dict[str, str] = {}
        """The SHA-256 of each file that was written, by its name with `/`."""
        self.changed = 0
        """How many files are new, or other than before."""
        self.kept: tuple[str, ...] = ()
        """What else lies in the folder and stays there; folders end in `/`."""

    def write(self, name: str, content: bytes) -> StoredFile:
        """Writes a file; one that is the same as before stays that file, with its time."""
        stored = self.store(name, content)
        self.note(stored)
        return stored

    def store(self, name: str, content: bytes) -> StoredFile:
        """The same for other processes: what they have stored is to be noted in the first one."""
        if any(part in ("", "..", ".") for part in name.split("/")):
            raise ValueError(f"{name!r} is no name inside of the folder")
        folder = name.rpartition("/")[0]
        if folder not in self._made:
            (self._stage / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        is_same = name in self._ours and self._holds(name, content)
        if is_same:
            _link(self._old / name, self._stage / name)
        else:
            with open(f"{self._stage}/{name}", "wb", buffering=0) as file:  # all of it is written at once
                file.write(content)
        return StoredFile(name, len(content), hashlib.sha256(content).hexdigest(), not is_same)

    def _holds(self, name: str, content: bytes) -> bool:
        """Whether there is such a file in the folder that is replaced."""
        before = self._old / name
        return before.is_file() and not before.is_symlink() and before.read_bytes() == content

    def note(self, stored: StoredFile) -> None:
        """Lists a file that was stored. Raises `ValueError` if there is one of its name already."""
        if stored.name in self.sums:
            raise ValueError(f"{stored.name!r} was written twice")
        self.sums[stored.name] = stored.checksum
        self.changed += stored.is_changed

    def finish(self) -> None:
        """Adds the list, and what others have put into the folder. Raises `Problem` where both want the same name."""
        lines = "".join(f"{checksum}  {name}\n" for name, checksum in sorted(self.sums.items()))
        self.write(MANIFEST, (_HEAD + lines).encode())
        kept = []
        for folder, folders, files in os.walk(self._old):
            inside = Path(folder).relative_to(self._old)
            for name in (*files, *(each for each in folders if Path(folder, each).is_symlink())):
                if (shown := (inside / name).as_posix()) not in self._ours:
                    self._keep(shown)
                    kept.append(shown)
            if not folders and not files:
                (self._stage / inside).mkdir(parents=True, exist_ok=True)
        self.kept = tuple(sorted({self._outermost(name) for name in kept}))

    def _keep(self, name: str) -> None:
        target = self._stage / name
        if os.path.lexists(target) or any(parent.is_file() for parent in target.parents):
            raise _theirs(self._old / name)
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(self._old / name, target)

    def _outermost(self, name: str) -> str:
        """The name, or that of the outermost folder above it in which nothing is ours."""
        ours = {parent for own in self.sums for parent in PurePosixPath(own).parents}
        above = [parent for parent in PurePosixPath(name).parents if parent not in ours]
        return f"{above[-1]}/" if above else name


def _theirs(path: Path) -> Problem:
    message = _("{path} is there already, and isn't from aqb: it isn't replaced.", path=shown_path(path))
    return Problem(message, _("Move it away, or choose another folder with -o."))


@contextmanager
def replaced(folder: Path) -> Iterator[NewFolder]:
    """A new folder that takes the place of an old one once all of it is written; until then the old one stays.

    Raises `Problem` if that isn't possible, or if another run is writing the same folder.
    """
    folder = Path(os.path.realpath(folder))
    stage, aside = (folder.parent / f".{folder.name}.aqb-{what}" for what in ("new", "old"))
    try:
        if folder.exists() and not folder.is_dir():
            raise Problem(_("{path} is no folder.", path=shown_path(folder)), _("Choose another folder with -o."))
        if os.path.ismount(folder):
            message = _("{path} is where a drive begins, and can't be replaced.", path=shown_path(folder))
            raise Problem(message, _("Choose a folder in it with -o."))
        for each in (stage, aside):
            if each.is_symlink() or each.is_file():  # where it leads, others have their files
                raise _theirs(each)
        with _locked(stage):
            if aside.is_dir():  # from a run that was killed between two steps of `_swap`
                _remove(aside) if folder.is_dir() else os.rename(aside, folder)
            new = NewFolder(folder, stage)
            yield new
            new.finish()
            _swap(stage, folder, aside)
    except OSError as error:
        raise unwritable(folder, error) from error


@contextmanager
def _locked(stage: Path) -> Iterator[None]:
    """Makes an empty folder and locks it. It is removed in the end, if it is still there."""
    _remove(stage, unless_locked=True)
    stage.mkdir(parents=True)
    locked = _lock(stage)
    try:
        yield
    finally:
        _remove(stage)
        if locked is not None:
            os.close(locked)


def _remove(folder: Path, *, unless_locked: bool = False) -> None:
    if not folder.is_dir():
        return
    locked = _lock(folder) if unless_locked else None
    shutil.rmtree(folder)
    if locked is not None:
        os.close(locked)


def _lock(folder: Path) -> int | None:
    """Locks a folder as long as this process has it open. Raises `Problem` if another run has locked it."""
    if os.name == "nt":  # where folders can't be opened
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        lock(descriptor)
    except BlockingIOError:
        os.close(descriptor)
        message = _("Another run of aqb is writing this folder; {path} is its work.", path=shown_path(folder))
        raise Problem(message, _("Wait until it has ended.")) from None
    except OSError:  # some network drives know no locks
        pass
    return descriptor


def _swap(stage: Path, folder: Path, aside: Path) -> None:
    if folder.is_dir():
        shutil.copymode(folder, stage)
        os.rename(folder, aside)
        try:
            os.rename(stage, folder)
        except OSError:
            os.rename(aside, folder)
            raise
        with suppress(OSError):  # what can't be removed is removed by the next run
            shutil.rmtree(aside)
    else:
        os.rename(stage, folder)


def _link(old: Path, new: Path) -> None:
    """Gives a file a second name, or copies it with its time where the drive knows no second names."""
    try:
        os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(old, new, follow_symlinks=False)


def _listed(manifest: Path) -> frozenset[str]:
    """The names that a list of ours has; none if there is no such list."""
    try:  # a pipe would keep us waiting
        text = manifest.read_text(encoding="utf-8") if manifest.is_file() else ""
    except UnicodeDecodeError:
        return frozenset()
    if not text.startswith(_HEAD):
        return frozenset()
    return frozenset((*(line.partition("  ")[2] for line in text.splitlines()[1:]), MANIFEST))

"""Files are written whole or not at all."""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from aqb_cli.diagnostics import Problem, reason_of
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import repository_or_folder, shown_path

TEMPORARY = ".aqb-"
"""How the names of temporary files begin: short, so that beside a file with the longest name there is room for one."""

_LONGEST_WRITE = 3600
"""After how many seconds a temporary file counts as left behind, where it can't be locked: an agreement takes one."""

_ATTEMPTS = (0.05, 0.2, 0.5) if sys.platform == "win32" else ()
"""Seconds to wait before trying again: on Windows a virus scanner or an indexer may hold a file for a moment."""


def write_whole(path: Path, *pieces: bytes) -> None:
    """Writes a file through a temporary one beside it, so that nobody ever sees half of it. Links stay links.

    Raises `OSError` if that isn't possible; the old content is then untouched.
    """
    if os.path.exists(path) and not os.path.isfile(path):  # a device or a pipe is written to, never replaced
        path.write_bytes(b"".join(pieces))
        return
    target = Path(os.path.realpath(path) if os.path.islink(path) else os.path.abspath(path))
    with _beside(target, *pieces) as temporary:
        _replace(temporary, target)


def zipped(parts: Iterable[tuple[str, bytes | str]]) -> bytes:
    """An archive of parts by their names: the same bytes each time, on each system. `mimetype` is only stored."""
    import zipfile

    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the first day that archives know
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, content)
    return archive.getvalue()


def changed_meanwhile(shown: str) -> Problem:
    """What to say of a file that `rewrite` has found changed."""
    message = _("{path} has been changed meanwhile; nothing is written to it.", path=shown)
    return Problem(message, _("Run the command again."))


def rewrite(target: Path, before: bytes, after: bytes) -> bool:
    """Replaces the content of a file if it still is what it was before; says whether it was.

    The path has to be resolved already: a link that somebody has put in the file's place since is never followed.
    Raises `Problem` if the file can't be written.
    """
    if not _holds(target, before):
        return False
    try:
        with _beside(target, after) as temporary:
            if same := _holds(target, before):  # somebody may have saved it while this was written
                _replace(temporary, target)
            return same
    except OSError as error:
        raise unwritable(target, error) from error


def create(root: Path, path: Path, content: bytes) -> bool:
    """Makes a file below a folder, with the folders on the way; says whether it did: one that is there is kept.

    Raises `Problem` if a link leads out of the folder, or if the file can't be written.
    """
    inside(root, path.parent)
    if path.parent.is_dir() and os.path.lexists(path):
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _beside(path, content) as temporary:
            _become(temporary, path)
    except OSError as error:
        if isinstance(error, FileExistsError) and path.parent.is_dir():
            return False
        raise unwritable(path, error) from error  # such as a file where a folder has to be
    return True


def refuse_leading_out(path: Path) -> None:
    """Raises `Problem` for a link in the repository of the working folder that leads out of its files.

    A pull request can bring one, which would say where results are written. Links elsewhere are the user's own.
    """
    top = repository_or_folder(Path.cwd())
    if Path(os.path.abspath(path)).is_relative_to(top) and os.path.lexists(top / ".git"):
        inside(top, path)
        if ".git" in Path(os.path.realpath(path)).relative_to(top).parts:
            raise _leading_out(path)


def write_inside(root: Path, path: Path, content: bytes) -> None:
    """Writes a file below a folder whole, with the folders on the way, also over one that is there.

    Raises `Problem` if a link leads out of the folder, or if the file can't be written.
    """
    inside(root, path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a pipe would keep us waiting
            raise Problem(_("{path} is no ordinary file.", path=shown_path(path)))
        write_whole(path, content)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> Problem:
    """Why a file can't be written."""
    message = _("{path} can't be written: {reason}.", path=shown_path(path), reason=reason_of(error))
    return Problem(message, _("Check the folder and its permissions."))


def inside(root: Path, path: Path) -> Path:
    """The path. Raises `Problem` if a link leads it out of the folder."""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        raise _leading_out(path)
    return path


def _leading_out(path: Path) -> Problem:
    return Problem(
        _("{path} would be made outside of the folder, because a link leads there.", path=shown_path(path)),
        _("Remove the link, or choose another folder."),
    )


def _holds(target: Path, content: bytes) -> bool:
    """Whether there is an ordinary file, no link, with exactly this content."""
    no_link = getattr(os, "O_NOFOLLOW", 0)  # Windows has none
    try:
        with open(target, "rb", opener=lambda name, flags: os.open(name, flags | no_link)) as stream:
            return stream.read(len(content) + 1) == content and os.path.realpath(target) == str(target)
    except OSError:
        return False


@contextmanager
def _beside(target: Path, *pieces: bytes) -> Iterator[str]:
    """A temporary file in the target's folder with the pieces of its content, and with the target's mode and owner.

    It is locked as long as it is needed, so that another run doesn't take it for one that was left behind.
    """
    _clean(target.parent)
    descriptor, temporary = _locked_file(target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            _resemble(target, temporary)
            if sys.platform == "win32":
                stream.close()  # there, a file that is open can't be renamed
            yield temporary
    finally:
        Path(temporary).unlink(missing_ok=True)


def _locked_file(folder: Path) -> tuple[int, str]:
    while True:
        descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=TEMPORARY)
        try:
            lock(descriptor)
        except BlockingIOError:
            os.close(descriptor)  # another run was quicker, and is cleaning it away
            continue
        except OSError:  # some network drives know no locks
            return descriptor, temporary
        if os.fstat(descriptor).st_nlink:
            return descriptor, temporary
        os.close(descriptor)  # cleaned away already


def lock(descriptor: int) -> None:
    """Locks a file or folder as long as this process has it open. Raises `OSError` if another one has locked it."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@cache
def _clean(folder: Path) -> None:
    """Deletes the temporary files that killed runs have left in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(TEMPORARY) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _delete_if_left_behind(entry)


def _delete_if_left_behind(entry: os.DirEntry[str]) -> None:
    if sys.platform == "win32":
        if time.time() - entry.stat().st_mtime > _LONGEST_WRITE:
            os.unlink(entry.path)
    else:
        with open(entry.path, "rb") as stream:
            lock(stream.fileno())
            os.unlink(entry.path)


def _resemble(target: Path, temporary: str) -> None:
    """Gives the temporary file the target's mode, and its owner and group as far as the system allows that."""
    try:
        old = os.stat(target)
    except FileNotFoundError:
        os.chmod(temporary, 0o666 & ~_umask())
        return
    mode = stat.S_IMODE(old.st_mode)
    if sys.platform != "win32":
        try:
            os.chown(temporary, -1, old.st_gid)
        except OSError:
            mode &= ~stat.S_IRWXG  # what another group was allowed isn't for this one
        with suppress(OSError):  # who isn't root can't give files away
            os.chown(temporary, old.st_uid, -1)
    os.chmod(temporary, mode)


def _replace(temporary: str, target: Path) -> None:
    for seconds in _ATTEMPTS:
        try:
            os.replace(temporary, target)
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    os.replace(temporary, target)


def _become(temporary: str, path: Path) -> None:
    """Gives the file its name. Raises `FileExistsError` if there is one of that name: it is never replaced."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # some drives, such as memory sticks, know no second names for files
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.replace(temporary, path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

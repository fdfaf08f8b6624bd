"""Files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import shown_path


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file through a temporary one beside it, so that nobody ever sees half of it. Links stay links.

    Raises `OSError` if that isn't possible; the old content is then untouched.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # a device or a pipe is written to, never replaced
        target.write_bytes(content)
        return
    _replace(target, content)


def rewrite(target: Path, before: bytes, after: bytes) -> bool:
    """Replaces the content of a file if it still is what it was before; says whether it was.

    The path has to be resolved already: a link that somebody has put in the file's place since is never followed.
    """
    no_link = getattr(os, "O_NOFOLLOW", 0)  # Windows has none
    try:
        with open(target, "rb", opener=lambda name, flags: os.open(name, flags | no_link)) as stream:
            same = stream.read(len(before) + 1) == before
    except OSError:
        return False
    if same and os.path.realpath(target) == str(target):
        _replace(target, after)
        return True
    return False


def create(root: Path, path: Path, content: bytes) -> bool:
    """Makes a file below a folder, with the folders on the way; says whether it did: one that is there is kept.

    Raises `Problem` if a link leads out of the folder, `OSError` if the file can't be written.
    """
    _stay_inside(root, path.parent)
    if path.parent.is_dir() and os.path.lexists(path):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        stream = path.open("xb")
    except FileExistsError:
        return False
    try:
        with stream:
            stream.write(content)
    except BaseException:
        path.unlink()
        raise
    return True


def write_inside(root: Path, path: Path, content: bytes) -> None:
    """Writes a file below a folder whole, with the folders on the way, also over one that is there.

    Raises `Problem` if a link leads out of the folder, or if the file can't be written.
    """
    _stay_inside(root, path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> Problem:
    """Why a file can't be written."""
    message = _("{path} can't be written: {reason}.", path=shown_path(path), reason=error.strerror or str(error))
    return Problem(message, _("Check the folder and its permissions."))


def _stay_inside(root: Path, path: Path) -> None:
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        raise Problem(
            _("{path} would be made outside of the folder, because a link leads there.", path=shown_path(path)),
            _("Remove the link, or choose another folder."),
        )


def _replace(target: Path, content: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


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

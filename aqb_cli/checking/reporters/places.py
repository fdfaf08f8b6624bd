"""Paths relative to the top of the repository, as services expect them that show findings there."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


def in_repository(path: str) -> str:
    """Makes a path relative to the working folder one that is relative to the top of the repository, with `/`.

    Paths outside of a repository stay as they are.
    """
    top = _top(Path.cwd())
    if top is None or path == "-":
        return path
    absolute = Path(os.path.abspath(path))
    return absolute.relative_to(top).as_posix() if absolute.is_relative_to(top) else path


@cache
def _top(folder: Path) -> Path | None:
    """The nearest folder upwards that git keeps its things in; None outside of git."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)

"""Paths as services want them that show findings in a repository's files."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


def in_repository(path: str) -> str:
    """A path that is relative to the working folder, relative to the top of the repository instead, with `/`.

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

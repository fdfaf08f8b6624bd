"""When files of a workspace were last changed, as git knows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from aqb_cli.workspace.collection import AGREEMENTS
from aqb_cli.workspace.repository import repository_around


def last_changes(root: Path) -> Mapping[str, datetime] | None:
    """The time of the last commit that changed each agreement file, by its path relative to the workspace.

    None outside of git, and in a clone without the history, where every file would seem to be as new as the clone.
    """
    repository = repository_around(root)
    if repository is None or repository.word("rev-parse", "--is-shallow-repository") != "false":
        return None
    folder = (root.resolve().relative_to(repository.work_tree) / AGREEMENTS).as_posix()
    options = ("--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-renames", "--name-only", "-z")
    done = repository.ask("log", *options, "--format=%x01%cI", "--end-of-options", "HEAD", "--", folder)
    if done.returncode:  # before the first commit
        return {}
    found: dict[str, datetime] = {}
    for commit in done.stdout.decode("utf-8", "surrogateescape").split("\x01")[1:]:
        time, *paths = commit.replace("\n", "\0").split("\0")
        for path in filter(None, paths):
            name = f"{AGREEMENTS.as_posix()}{path.removeprefix(folder)}"
            found.setdefault(name, datetime.fromisoformat(time))
    return found

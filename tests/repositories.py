"""Real git repositories for tests: this checkout as others fetch it, and what people do with one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from conftest import CHECKOUT

from aqb_cli import __version__

NAMES = {
    f"GIT_{role}_{kind}": value
    for role in ("AUTHOR", "COMMITTER")
    for kind, value in (("NAME", "Erika Muster"), ("EMAIL", "erika@example.org"))
}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "maintenance.auto=false", *arguments]  # newer ones tidy up in the background after a commit
    environ = {**os.environ, **NAMES}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def git_here(*arguments: str) -> str:
    return git(Path.cwd(), *arguments)


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def commit_all(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", message)


def published(folder: Path) -> str:
    """Makes a repository with this checkout's files, tagged as its version; returns its address."""
    listed = git(CHECKOUT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (CHECKOUT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(CHECKOUT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch", "main", ".")
    commit_all(folder, "As it is")
    git(folder, "tag", f"v{__version__}")
    return folder.as_uri()

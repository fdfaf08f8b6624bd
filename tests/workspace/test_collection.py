"""Where things are: nothing outside of the repository is read under a name inside of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from conftest import REAL, Command
from repositories import commit_all, edit, git

FOLDERS = ("data", "data/agreements", "data/programmes", "templates", "templates/wording")


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("where", ["outside", ".git/refs"])
def test_folders_that_lead_out_of_the_repository_are_refused(
    folder: str, where: str, workspace: Path, tmp_path: Path, aqb: Command
) -> None:
    (workspace / ".git/refs").mkdir(parents=True)
    target = tmp_path / "outside" if where == "outside" else workspace / where
    (target / "agreements/2025").mkdir(parents=True)
    (target / "2025").mkdir()
    for place in (target, target / "2025", target / "agreements/2025"):
        (place / "fulda.yaml").write_text("token: hunter2\n", encoding="utf-8")
    (workspace / folder).parent.mkdir(exist_ok=True)
    shutil.rmtree(workspace / folder, ignore_errors=True)
    (workspace / folder).symlink_to(target)
    (workspace / "aqb.toml").touch()
    for command in (
        ["validate"],
        ["validate", "fulda/2025"],
        ["list", "measures"],
        ["render", "-f", "txt", "-o", "x/"],
    ):
        result = aqb(*command)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("aqb: ")
        assert "is a link that leads out of the folder" in result.err
        assert "hunter2" not in result.err


def test_folders_inside_of_the_repository_may_be_links(
    workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(workspace, "init", "--quiet", ".")
    (workspace / "collection").mkdir()
    (workspace / "collection/data").symlink_to(os.path.join("..", "data"))
    monkeypatch.chdir(workspace / "collection")
    assert aqb("validate") == (0, "2 files checked, nothing found.\n", "")


def test_what_is_checked_is_compared(workspace: Path, aqb: Command) -> None:
    """However a file's ending is written."""
    git(workspace, "init", "--quiet", ".")
    path = (workspace / REAL).rename(workspace / REAL.replace(".yaml", ".YAML"))
    edit(path, ("status: signed", "status: signed  # aqb: ignore[AQB405] as it is called"))
    commit_all(workspace, "All")
    edit(path, ("595950", "995950"))
    assert "budget up by EUR 400 000 to EUR 995 950" in aqb("diff", "--since", "HEAD").out

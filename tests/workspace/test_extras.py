"""The line that installs an extra part, for each way in which aqb may have been installed."""

from __future__ import annotations

import importlib.metadata
import json
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import CHECKOUT

from aqb_cli.workspace.extras import install

FROM_GIT = {
    "url": "https://git.example/aqb-cli.git",
    "vcs_info": {"vcs": "git", "commit_id": "0123456789abcdef", "requested_revision": "v0.1.0"},
}


class Installed:
    def __init__(self, origin: object) -> None:
        self.origin = origin

    def read_text(self, _name: str) -> str | None:
        return json.dumps(self.origin) if self.origin else None


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment of its own, as pipx and uv make them."""
    folder = tmp_path / "aqb-cli"
    folder.mkdir()
    monkeypatch.setattr(sys, "prefix", str(folder))
    monkeypatch.setattr(sys, "platform", "linux")  # quotation marks are others on Windows
    return folder


def test_with_pip(prefix: Path) -> None:
    assert str(install("xlsx")) == "Install it: pip install 'aqb-cli[xlsx]'"
    assert install("xlsx").translated("de").endswith(" pip install 'aqb-cli[xlsx]'")


def test_with_pip_on_windows(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert str(install("xlsx")) == 'Install it: pip install "aqb-cli[xlsx]"'


def test_with_pipx(prefix: Path) -> None:
    """`pipx install` on what is installed changes nothing and says so with the exit code 0."""
    (prefix / "pipx_metadata.json").write_text("{}", encoding="utf-8")
    assert str(install("docx")) == "Install it: pipx inject aqb-cli 'python-docx>=1.2'"
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = project["optional-dependencies"]["import"]
    assert len(packages) > 1
    assert str(install("import")) == " ".join(["Install it: pipx inject aqb-cli", *(f"'{each}'" for each in packages)])


@pytest.mark.parametrize(
    ("extras", "origin", "line"),
    [
        ("", None, "aqb-cli[pdf]"),
        ('extras = ["xlsx", "docx"], ', None, "aqb-cli[docx,pdf,xlsx]"),
        ("", FROM_GIT, "aqb-cli[pdf] @ git+https://git.example/aqb-cli.git@v0.1.0"),
        ("", {"url": "file:///x/{0}", "dir_info": {}}, "aqb-cli[pdf] @ file:///x/{0}"),
    ],
)
def test_with_uv(extras: str, origin: object, line: str, prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would look for the package in an index, and drop the parts that were asked for before."""
    receipt = f'[tool]\nrequirements = [{{ name = "other" }}, {{ name = "aqb-cli", {extras}git = "x" }}]\n'
    (prefix / "uv-receipt.toml").write_text(receipt, encoding="utf-8")
    monkeypatch.setattr(importlib.metadata, "distribution", lambda _name: Installed(origin))
    assert str(install("pdf")) == f"Install it: uv tool install '{line}'"

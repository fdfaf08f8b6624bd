"""A real day: a new collection, a pull request with an old and a new fault, hooks that stop it, and what it changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CHECKOUT, REAL, Command
from repositories import NAMES, commit_all, git, published

from aqb_cli import __version__
from aqb_cli.checking.reporters import FORMATS

pytestmark = pytest.mark.slow


@pytest.fixture
def collection(tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection made by `aqb init`, with one old fault on the main branch, and a branch on which work goes on."""
    root = tmp_path / "collection"
    assert aqb("init", str(root), "--source", published(tmp_path / "aqb"), "--tag", f"v{__version__}").code == 0
    monkeypatch.chdir(root)
    text = (CHECKOUT / REAL).read_text(encoding="utf-8")
    (root / REAL).write_text(text.replace("date: 2025-08-02", "date: 2.8.2025"), encoding="utf-8")
    git(root, "init", "--quiet", "--initial-branch", "main", ".")
    commit_all(root, "One old fault")
    git(tmp_path, "clone", "--quiet", "--bare", str(root), "origin")
    git(root, "remote", "add", "origin", str(tmp_path / "origin"))
    git(root, "fetch", "--quiet", "origin")
    git(root, "checkout", "--quiet", "-b", "work")
    return root


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def shell(folder: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **NAMES}, encoding="utf-8", check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_a_real_day(collection: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    path = collection / REAL
    edit(path, "total: 595950", "total: 600.000")
    edit(path, "    - title: BaE TZ+VZ", "    - title: BaE TZ+VZ\n    - title: Kompass 2025")

    # Only the new fault shows, in each format, though both stand in the same file.
    assert {line.split(": ")[2] for line in aqb("validate", "-f", "concise").out.splitlines()} == {"AQB104", "AQB105"}
    for format in FORMATS:
        result = aqb("validate", "--since", "origin/main", "-f", format)
        assert result.code == 1, format
        if format == "sarif":
            results = json.loads(result.out)["runs"][0]["results"]
            assert [found["ruleId"] for found in results] == ["AQB104"]
        else:
            assert "AQB104" in result.out, format
            assert "AQB105" not in result.out, format

    # The hooks stop the commit and say why.
    assert shell(collection, "pre-commit", "install")[0] == 0
    code, said = shell(collection, "git", "commit", "--all", "--message", "More money")
    assert code == 1, said
    assert any("check the whole collection" in line and line.endswith("Failed") for line in said.splitlines()), said
    assert said.count("error[AQB104]") == 1  # no hook behind it says it again
    assert git(collection, "log", "--format=%s").splitlines() == ["One old fault"]

    # --fix fixes what is new, and leaves the old fault to whoever is asked to fix it.
    assert aqb("validate", "--since", "origin/main", "--fix").code == 0
    assert "total: 600000\n" in path.read_text(encoding="utf-8")
    assert "date: 2.8.2025\n" in path.read_text(encoding="utf-8")
    assert aqb("validate", "--fix").code == 0
    assert "date: 2025-08-02\n" in path.read_text(encoding="utf-8")

    # aqb-fmt brings the file into the layout, stops the commit so that it is looked at, and lets the next one pass.
    neat = path.read_bytes()
    edit(path, "status: signed\n\nbudget:\n  total: 600000", "status:   signed\nbudget:\n    total: 600000")
    code, said = shell(collection, "git", "commit", "--all", "--message", "More money")
    assert code == 1, said
    assert "files were modified by this hook" in said
    assert path.read_bytes() == neat
    code, said = shell(collection, "git", "commit", "--all", "--message", "More money")
    assert code == 0, said
    assert said.count("Passed") == 2

    _commit_beside_an_old_fault(collection, path)

    # What the branch changes, in the agreements' own terms. The earlier version had a fault; that hides nothing.
    result = aqb("diff", "--since", "origin/main")
    assert "the earlier version had errors; it is compared as far as it can be read" in result.out
    assert "EUR 600 000" in result.out
    git(collection, "checkout", "--quiet", "main")
    assert aqb("validate", "--fix").code == 0
    commit_all(collection, "Fix the old fault")
    git(collection, "push", "--quiet", "origin", "main")
    git(collection, "checkout", "--quiet", "work")
    git(collection, "merge", "--quiet", "--no-edit", "-X", "ours", "origin/main")
    result = aqb("diff", "--since", "origin/main", "-f", "markdown")
    assert result.code == 0
    for words in ("hersfeld", "EUR 595 950", "EUR 600 000", "Kompass 2025"):
        assert words in result.out, result.out
    assert aqb("validate", "--since", "origin/main").code == 0


def _commit_beside_an_old_fault(collection: Path, path: Path) -> None:
    """A fault in a file that a commit doesn't touch stops nobody."""
    other = collection / "data/agreements/2025/fulda.yaml"
    edit(other, "total: 100000", "total: 100.000")
    shell(collection, "git", "commit", "--all", "--no-verify", "--message", "A fault elsewhere")
    edit(path, "total: 600000", "total: 600001")
    code, said = shell(collection, "git", "commit", "--all", "--message", "One euro more")
    assert code == 0, said
    git(collection, "reset", "--quiet", "--hard", "HEAD~2")


def test_the_manifest_is_valid() -> None:
    program = Path(sys.executable).with_name("pre-commit")
    assert shell(CHECKOUT, str(program), "validate-manifest", ".pre-commit-hooks.yaml") == (0, "")

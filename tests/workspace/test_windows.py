"""What differs on Windows, tried with stand-ins: drives, names without case, line breaks, processes that start anew."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REAL, Command

from aqb_cli.cli._main import _expanded, run
from aqb_cli.workspace.collection import SCHEMAS, Workspace

ANEW = """\
import multiprocessing, sys
import aqb_cli.checking.runner as runner
import aqb_cli.publishing.publisher as publisher
from aqb_cli.cli._main import run

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    runner._CHUNK = publisher._CHUNK = runner._WORTH_A_PROCESS = 1
    publisher._WORTH_A_PROCESS = {"txt": 1}
    publisher.os.cpu_count = lambda: 2
    sys.exit(run(["list", "measures", "-o", "list.json"]) or run(["render", "-f", "txt", "-o", "out"]))
"""


def test_a_file_on_another_drive_names_no_schema(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace / SCHEMAS["agreement"]).write_text("{}", encoding="utf-8")
    assert Workspace(workspace).schema_from(workspace / REAL) == "../../agreement.schema.json"

    def refused(path: str, start: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refused)
    assert Workspace(workspace).schema_from(workspace / REAL) is None


def test_a_file_by_two_spellings_is_one_file(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = workspace / REAL.replace("hersfeld", "Hersfeld")
    other.write_bytes((workspace / REAL).read_bytes())  # where case doesn't count, it would be the same one
    names = [REAL, other.relative_to(workspace).as_posix()]
    monkeypatch.setattr(os.path, "normcase", str.lower)
    assert [file.shown for file in Workspace.around(workspace).files(names)] == [REAL]


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_line_breaks_are_printed_as_they_are(line_break: str, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (workspace / REAL).read_bytes().replace(b"\n", line_break.encode())
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8", newline="\r\n"))
    assert run(["fmt", "-"]) == 0
    assert out.getvalue().count(b"\r\r\n") == 0
    assert out.getvalue().count(b"\r\n") == content.count(b"\r\n")


def test_work_is_shared_where_processes_start_anew(workspace: Path, tmp_path: Path, aqb: Command) -> None:
    script = tmp_path / "anew.py"
    script.write_text(ANEW, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr.count("wording")) == (0, 2), done.stderr
    assert done.stdout.splitlines() == ["out/2024/wetteraukreis.txt", "out/2025/hersfeld-rotenburg.txt"]
    assert aqb("list", "measures", "-f", "json").out == Path("list.json").read_text(encoding="utf-8")
    assert aqb("render", "-f", "txt", "-o", "here").code == 0
    for path in Path("out").rglob("*.txt"):
        assert path.read_bytes() == Path("here", *path.parts[1:]).read_bytes()


def test_what_goes_to_a_pipe_is_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python itself has it from 3.15 on; the code page of pipes is neither what programs expect nor consoles."""
    monkeypatch.setattr(sys, "platform", "win32")
    for wanted, encoding in (("", "utf-8"), ("cp1252", "cp1252")):
        out = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="cp1252"))
        monkeypatch.setenv("PYTHONIOENCODING", wanted)
        assert run(["rule", "AQB104", "--lang", "de"]) == 0
        assert "Beträge sind Euro" in out.getvalue().decode(encoding)


def test_patterns_are_replaced_by_the_files_that_fit(workspace: Path) -> None:
    typed = ["validate", "data/agreements/2025/*.yaml", "no*.pdf", "--search=*", "data"]
    expanded = [Path(each).as_posix() for each in _expanded(typed)]
    assert expanded == ["validate", REAL, "no*.pdf", "--search=*", "data"]

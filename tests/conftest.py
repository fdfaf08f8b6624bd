"""What all tests share: a scrubbed environment, a workspace with the real data, and the command line."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from aqb_cli.checking import reference_data
from aqb_cli.checking.one_file import Examined, examine
from aqb_cli.checking.outcome import Selection
from aqb_cli.cli._main import run
from aqb_cli.fileformat.yaml import LARGEST_FILE
from aqb_cli.workspace.collection import File, read_bytes

CHECKOUT = Path(__file__).parent.parent
REAL = "data/agreements/2025/hersfeld-rotenburg.yaml"
REPORTED = "data/agreements/2024/wetteraukreis.yaml"
WRITTEN = 1754654400
"""When the files of a workspace outside of git were last written, as documents say: on 8 August 2025."""
UPDATE = bool(os.environ.get("AQB_UPDATE"))
"""Whether to write expected outputs anew instead of comparing: AQB_UPDATE=1 pytest. Read the diff afterwards."""


settings.register_profile("quick", max_examples=20, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile("quick")
"""How many inputs hypothesis makes for each property; `.ci/slow` asks for the thorough search."""


class Result(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture(autouse=True, scope="session")
def reference_data_is_read_once() -> Iterator[None]:
    """Spares tests a quarter of their time: districts and years that are those of this checkout are read once.

    What a test has changed in them is read as always.
    """
    files = [*(CHECKOUT / "data").glob("*.yaml"), *(CHECKOUT / "data/programmes").glob("*.yaml")]
    sound = {path.read_bytes() for path in files}
    known: dict[tuple[str, bytes, Selection], Examined[Any]] = {}

    def examined(file: File, model: Any, check: Any, selection: Selection) -> Examined[Any]:
        raw = read_bytes(file, LARGEST_FILE)
        if not isinstance(raw, bytes) or raw not in sound:
            return examine(file, model, check, selection)
        key = file.shown, raw, selection
        if key not in known:
            known[key] = examine(file, model, check, selection)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference_data, "examine", examined)
        yield


@pytest.fixture(autouse=True)
def scrubbed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of the machine's decides how a test ends."""
    for name in list(os.environ):
        if name.startswith(
            ("AQB", "LC_", "LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB", "CI", "GIT_", "XDG_")
        ):
            monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    for home in ("HOME", "USERPROFILE", "LOCALAPPDATA"):  # the last two are those of Windows
        monkeypatch.setenv(home, str(tmp_path / "home"))


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real collection, but of its agreements only two (tests count them), and the working folder."""
    root = tmp_path / "collection"
    shutil.copytree(CHECKOUT / "data", root / "data", ignore=shutil.ignore_patterns("agreements"))
    for name in (REAL, REPORTED):
        (root / name).parent.mkdir(parents=True)
        shutil.copy(CHECKOUT / name, root / name)
        os.utime(root / name, (WRITTEN, WRITTEN))
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def aqb(capfd: pytest.CaptureFixture[str]) -> Command:
    """Runs the command line in this process, as the entry point does."""

    def command(*arguments: str) -> Result:
        capfd.readouterr()
        code = run(list(arguments))
        out, err = capfd.readouterr()
        return Result(code, out, err)

    return command


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes a text the standard input of the commands that follow."""

    def typed(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"))

    return typed


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the one in a file, or writes it there when asked to update."""

    def compare(path: Path, text: str) -> None:
        if UPDATE:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{path} differs; see UPDATE in tests/conftest.py"

    return compare


@pytest.fixture
def history(workspace: Path) -> Path:
    """A repository whose main branch has one fault, and a branch on which work goes on."""
    from repositories import commit_all, edit, git

    git(workspace, "init", "--quiet", "--initial-branch", "main", ".")
    edit(workspace / REAL, ("date: 2025-08-02", "date: 2.8.2025"))
    commit_all(workspace, "One old fault")
    git(workspace, "checkout", "--quiet", "-b", "work")
    return workspace

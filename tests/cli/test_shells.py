"""Completion in real shells, as somebody who sits at the keyboard sees it. `.ci/slow` installs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Command

pytestmark = pytest.mark.slow

TYPED = {
    "aqb valid": "aqb validate",
    "aqb list --category=qual": "aqb list --category=qualification",
    "aqb list --district Landkreis\\ Ful": "aqb list --district Landkreis\\ Fulda",
    "aqb list --district=Landkreis\\ Ful": "aqb list --district=Landkreis\\ Fulda",
    'aqb list --district "Landkreis Ful': 'aqb list --district "Landkreis Fulda"',
    "aqb show hersf": "aqb show hersfeld-rotenburg/2025",
    "aqb validate data/distr": "aqb validate data/districts.",
}


class Terminal:
    """A shell in a terminal of its own."""

    def __init__(self, shell: str, socket: Path) -> None:
        self.socket = str(socket)
        self.tmux("new-session", "-d", "-x", "100", "-y", "30", shell, "-i")

    def tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self.socket, *arguments], capture_output=True, encoding="utf-8", check=True
        )
        return done.stdout

    def shows(self, text: str) -> bool:
        """Whether a text comes to stand on the screen within some seconds."""
        for _attempt in range(60):
            if text in self.screen():
                return True
            time.sleep(0.1)
        return False

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p")


@pytest.fixture(params=["bash", "zsh", "fish"])
def terminal(
    request: pytest.FixtureRequest, workspace: Path, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    if not shutil.which("tmux") or not shutil.which(request.param):
        pytest.skip("needs tmux and the shell")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert aqb("completion", request.param, "--install").code == 0
    shell = Terminal(request.param, tmp_path / "socket")
    yield shell
    shell.tmux("kill-server")


def test_what_tab_does(terminal: Terminal) -> None:
    time.sleep(3)  # until the shell has read its settings
    for typed, wanted in TYPED.items():
        # A shell that is still busy with the last line may drop what is typed: who sits there types it again.
        assert any(completes(terminal, typed, wanted) for _attempt in range(3)), terminal.screen()


def completes(terminal: Terminal, typed: str, wanted: str) -> bool:
    """Whether a line becomes another one with the tabulator; the line is given up then."""
    terminal.tmux("send-keys", "C-u")
    terminal.tmux("send-keys", "-l", "--", typed)
    terminal.shows(typed)
    terminal.tmux("send-keys", "Tab")
    is_complete = terminal.shows(wanted)
    terminal.tmux("send-keys", "C-c")
    time.sleep(0.2)
    return is_complete

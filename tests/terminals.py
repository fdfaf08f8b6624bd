"""Terminals of any width for tests: a real pseudo-terminal, and a stream in this process that says it is one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from aqb_cli.cli._main import run


def in_terminal(arguments: list[str], width: int) -> Iterator[str]:
    import fcntl
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    environ = {**os.environ, "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-m", "aqb_cli", *arguments], stdin=follower, stdout=follower, stderr=follower, env=environ
    )
    os.close(follower)
    parts = []
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    process.wait()
    os.close(leader)
    yield from b"".join(parts).decode().replace("\r\n", "\n").split("\n")


class _Screen(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def screen(monkeypatch: pytest.MonkeyPatch, arguments: list[str], width: int, encoding: str = "utf-8") -> list[str]:
    """The lines that a command shows in a terminal of this width, without a process of its own."""
    shown = io.BytesIO()
    out = _Screen(shown, encoding)  # which closes what it writes to when it goes away
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", out)
        patch.setenv("COLUMNS", str(width))
        patch.setenv("TERM", "xterm-256color")
        run(arguments)
    return shown.getvalue().decode(encoding).split("\n")

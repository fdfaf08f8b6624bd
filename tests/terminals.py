"""A terminal of any width for tests: a real pseudo-terminal, on systems that have them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator


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

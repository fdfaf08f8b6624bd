"""The README is true: its examples print what it says, in the order in which they are typed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import CHECKOUT, UPDATE, Command

from aqb_cli.cli._commands import COMMANDS

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def sessions() -> list[tuple[str, str]]:
    """Each command of the README with what it is said to print."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _line_break, output = part.partition("\n")
            found.append((command, output))
    return found


def test_sessions(tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "data", tmp_path / "data")
    shims = tmp_path / "bin"
    shims.mkdir()
    (shims / "aqb").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aqb_cli "$@"\n')
    (shims / "aqb").chmod(0o755)
    environ = {**os.environ, "PATH": f"{shims}{os.pathsep}{os.environ['PATH']}"}
    checked = 0
    for command, expected in sessions():
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environ, encoding="utf-8", check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if UPDATE:
            path = CHECKOUT / "README.md"
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(f"$ {command}\n{expected}", f"$ {command}\n{done.stdout}"), encoding="utf-8")
        else:
            assert done.stdout == expected, command
        checked += 1
    assert checked >= 7


def test_every_option_has_help(aqb: Command) -> None:
    options = {"--help", "--quiet", "--editable"}
    for command in COMMANDS:
        help = aqb(command, "--help").out + (aqb(command, "learn", "--help").out if command == "wording" else "")
        options |= set(re.findall(r"^ +(?:-\w, )?(--[\w-]+)", help, re.MULTILINE))
        assert "\n  Examples:\n    aqb " in help, command
        assert f"\n  {command} " in aqb("--help").out, command
    assert {"--format", "--fix", "--select", "--lang", "--stdin-filename", "--by", "--as-of"} <= options
    for option in re.findall(r"`?(--[a-z][a-z-]+)", README):
        assert option in options, option


def test_commands_are_the_ones_that_ci_runs() -> None:
    ci = (CHECKOUT / ".ci/run").read_text(encoding="utf-8")
    for name in ("users", "tests"):
        assert f"<!-- command: {name} -->\n```sh\n" in README
        assert f"from_readme {name}" in ci


def test_where_things_are() -> None:
    for place in re.findall(r"^\| `([\w/.]+)`", README.partition("Where things are:")[2], re.MULTILINE):
        assert (CHECKOUT / place).exists(), place

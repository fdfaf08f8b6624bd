"""Settings are read however TOML allows them to be written; what they leave out is said, and so is what's wrong."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REAL, Command

from aqb_cli.diagnostics import Problem
from aqb_cli.workspace.settings import Settings, read_settings

GOOD = "2 files checked, nothing found.\n"
STRICT = Settings(strict=True)


@pytest.mark.parametrize(
    "text",
    [
        "[tool.aqb]\nstrict = true\n",
        "[tool]\naqb = {strict = true}\n",
        "[tool]\naqb.strict = true\n",
        "tool = {aqb = {strict = true}}\n",
        "tool.aqb.strict = true\n",
        "tool . aqb . strict = true\r\n",
        "[ tool . 'aqb' ]\nstrict = true\n",
        '["tool"."aqb"]\n"strict" = true\n',
        '\t["tool"]\n"aqb" = {strict = true}\n',
        'x = 1\n[tool."\\u0061qb"]\nstrict = true\n',
        '["\\U00000074ool"]\naqb.strict = true\n',
        "[tool.other]\nx = 1\n[tool.aqb]#\nstrict = true",
    ],
)
def test_spellings(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(text.encode())
    assert read_settings(tmp_path) == STRICT


@pytest.mark.parametrize(
    "text",
    [
        "[tool.other]\nx = 1\n[broken",
        "[tool.aqb-other]\nstrict = 1\n",
        "[project]\nname = 'tool.aqb'\n[project.scripts]\naqb = 'aqb_cli.cli:main'\n",
        "[tool]\nother = {aqb = 1}\n",
        "tool = 1\n",
        "# [tool.aqb]\n",
    ],
)
def test_files_of_other_tools_are_left_alone(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert read_settings(tmp_path) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[tool.aqb", "can't be read"),
        ("[tool.aqb]\nignor = []\n", "unknown setting: ignor"),
        ("[tool.aqb]\nignore = 'AQB201'\n", "value of the wrong kind"),
        ("[tool.aqb]\nignore = {a = 1}\n", "value of the wrong kind"),
        ("[tool.aqb]\nstrict = 1\n", "value of the wrong kind"),
        ("[tool.aqb]\nstrict = 1e999\n", "value of the wrong kind"),
        (f"[tool.aqb]\nselect = [0x{'f' * 9000}]\n", "value of the wrong kind"),
        (f"[tool.aqb]\n0x{'f' * 9000} = 1\n", "unknown setting: 0xfff"),
        (f"[tool.aqb]\nstrict = true\n[x]\ny = {'9' * 5000}\n", "a number in it is too long"),
        ("[[tool.aqb]]\nstrict = true\n", "tool.aqb has a value of the wrong kind"),
        ("[[tool]]\naqb = {}\n", "tool.aqb has a value of the wrong kind"),
        ("[tool]\naqb = true\n", "tool.aqb has a value of the wrong kind"),
        (f"[tool.aqb]\nselect = {'[' * 5000}{']' * 5000}\n", "can't be read"),
        ("\ufeff[tool.aqb]\nstrict = true\n", "it begins with a byte order mark"),
        ("[tool.aqb]\n" + "# a comment\n" * 6000, "it is larger than 64 KiB"),
        ("# ü\n" * 20000 + "[tool.aqb]\n", "it is larger than 64 KiB"),
        *(
            (f"[tool.aqb]\nignore = {json.dumps([code])}\n", f"holds “{code}”, which names no rules")
            for code in ("", "A", "AQB", "aqb2", "AQB*", "AQB2011", " AQB201", "AQB٣")
        ),
        ('[tool.aqb]\nselect = ["A"]\n', "holds “A”, which names no rules"),
    ],
)
def test_faults(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as raised:
        read_settings(tmp_path)
    assert words in str(raised.value)
    assert str(raised.value.help)


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("[site]\nlang = 'de'\nstrict = true\n", "Write `lang = …` above the line [site]"),
        ("publisher = 'A'\n", "Write `publisher = …` below a line [site]."),
        ("[tool.aqb]\nstrict = true\n", "Leave out the line with “tool” in brackets"),
        ("strict = ja\n", "yes and no are true and false"),
    ],
)
def test_where_a_setting_belongs_is_said(text: str, help: str, tmp_path: Path) -> None:
    (tmp_path / "aqb.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as raised:
        read_settings(tmp_path)
    assert help in str(raised.value.help)


def test_files_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "aqb.toml"
    path.write_bytes("strict = true".encode("utf-16"))
    with pytest.raises(Problem, match="it isn't UTF-8"):
        read_settings(tmp_path)
    path.unlink()
    ways: list[Callable[[Path], None]] = [Path.mkdir, lambda path: path.symlink_to("nowhere")]
    ways += [os.mkfifo] if sys.platform != "win32" else []
    for make in ways:
        make(path)
        with pytest.raises(Problem, match="it is no ordinary file"):
            read_settings(tmp_path)
        path.rmdir() if path.is_dir() else path.unlink()


def test_a_quick_look_stays_quick(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(("[" + " " * 300 + "tool" + " " * 300 + "\n") * 100)
    start = time.process_time()
    assert read_settings(tmp_path) is None
    assert time.process_time() - start < 1


def test_faults_end_the_command(workspace: Path, aqb: Command) -> None:
    (workspace / "aqb.toml").write_text('select = ["AQB999"]\n')
    assert aqb("validate").err.startswith("aqb: There is no rule AQB999.\n")
    (workspace / "aqb.toml").write_text('ignore = [""]\n')
    for command in (["validate"], ["list", "measures"], ["diff", REAL, REAL]):
        result = aqb(*command)
        assert (result.code, result.out) == (2, "")
        assert result.err.endswith(
            "     Write AQB and at least one digit: AQB202, or AQB2 for all rules that begin with it.\n"
        )


def test_what_is_left_out_is_said(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    path.write_text(path.read_text(encoding="utf-8").replace("595950", "5950"), encoding="utf-8")
    assert aqb("validate").code == 0
    (workspace / "aqb.toml").write_text("strict = true\n")
    assert aqb("validate").code == 1
    (workspace / "aqb.toml").write_text('strict = true\nselect = ["AQB"]\nignore = ["AQB212", "AQB5"]\n')
    lines = (
        "By the settings, only these rules are applied: AQB.\n"
        "By the settings, these rules are left out: AQB212 and AQB5.\n"
    )
    assert aqb("validate") == (0, GOOD + lines, "")
    assert aqb("validate", "-f", "concise") == (0, "", GOOD + lines)
    assert aqb("validate", "-f", "github").err == GOOD + lines
    for format in ("sarif", "gitlab", "junit"):
        assert aqb("validate", "-f", format).err == lines
    assert aqb("validate", "-f", "markdown").out.endswith(lines.replace("\n", "\n\n").removesuffix("\n"))
    summary = json.loads(aqb("validate", "-f", "json").out)["summary"]
    assert summary["settings"] == {"select": ["AQB"], "ignore": ["AQB212", "AQB5"]}
    assert "AQB5.\n" in aqb("validate", "--select", "AQB2").out
    assert "only these rules" not in aqb("validate", "--select", "AQB2").out


def test_settings_are_read_through_no_link_that_leads_out(workspace: Path, tmp_path: Path, aqb: Command) -> None:
    (tmp_path / "outer.toml").write_text('ignore = ["AQB2"]\n', encoding="utf-8")
    (workspace / ".git").mkdir()
    (workspace / ".git/config").write_text("strict = true\n", encoding="utf-8")
    for target in (tmp_path / "outer.toml", workspace / ".git/config"):
        (workspace / "aqb.toml").symlink_to(target)
        result = aqb("validate")
        assert (result.code, result.out) == (2, "")
        assert "it is a link that leads out of the folder" in result.err
        (workspace / "aqb.toml").unlink()

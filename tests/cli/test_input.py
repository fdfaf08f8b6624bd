"""Bad input ends in a clear message and the right exit code, never in a traceback, and nothing is written."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CHECKOUT, REAL, Command, Result

from aqb_cli.cli._main import _parted

GOOD = "2 files checked, nothing found.\n"


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_real_data_is_clean(workspace: Path, aqb: Command) -> None:
    before = tree(workspace)
    assert aqb("validate") == (0, GOOD, "")
    assert aqb("validate", "--strict") == (0, GOOD, "")
    assert tree(workspace) == before


def test_from_a_folder_below(workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace / "data" / "agreements" / "2025")
    assert aqb("validate") == (0, GOOD, "")
    result = aqb("validate", "hersfeld-rotenburg.yaml", "-f", "concise")
    assert result.code == 0


def test_by_name(workspace: Path, aqb: Command) -> None:
    assert aqb("validate", "hersfeld-rotenburg/2025").code == 0
    missing = aqb("validate", "hersfeld-rotenburg/2031")
    assert (missing.code, missing.out) == (2, "")
    assert missing.err == "aqb: There is no agreement hersfeld-rotenburg/2031.\n     For this district there is 2025.\n"


def test_missing_path(workspace: Path, aqb: Command) -> None:
    result = aqb("validate", "data/agreements/2025/hersfeld-rothenburg.yaml")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "aqb: There is no file or folder data/agreements/2025/hersfeld-rothenburg.yaml.\n"
        "     Did you mean “data/agreements/2025/hersfeld-rotenburg.yaml”?\n"
    )


def test_folder_without_agreements(workspace: Path, aqb: Command) -> None:
    (workspace / "empty").mkdir()
    result = aqb("validate", "empty")
    assert result.code == 2
    assert result.err.startswith("aqb: There are no agreement files under empty.\n")


@pytest.mark.parametrize("arguments", ["validate", "validate fulda/2025", "show fulda", "render fulda/2025"])
def test_no_workspace(arguments: str, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = aqb(*arguments.split())
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("aqb: There is no folder data/agreements here or in a folder above.\n")


def test_a_name_with_an_ending_is_that_of_a_file(workspace: Path, aqb: Command) -> None:
    assert aqb("show", "fulda.txt").err.startswith("aqb: There is no file or folder fulda.txt.\n")


def test_folder_called_like_a_file(workspace: Path, aqb: Command) -> None:
    (workspace / "data/agreements/2025/fulda.yaml").mkdir()
    result = aqb("validate", "-f", "concise")
    assert result.code == 2
    assert result.out == (
        "data/agreements/2025/fulda.yaml:1:1: error: AQB001: This is a folder, and its name is that of a file.\n"
    )
    assert aqb("validate", "data/agreements/2025/fulda.yaml").code == 2


def test_links(workspace: Path, tmp_path: Path, aqb: Command) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: hunter2\n")
    folder = workspace / "data/agreements/2025"
    (folder / "fulda.yaml").symlink_to(secret)
    (folder / "giessen.yaml").symlink_to("giessen.yaml")
    (folder / "loop").symlink_to("..")
    result = aqb("validate")
    assert result.code == 2
    assert "hunter2" not in result.out
    assert result.out.count("AQB001") == 3
    assert "leads out of the folder" in result.out
    assert "leads nowhere" in result.out
    assert "links to folders aren't followed" in result.out
    for named in (["fulda/2025"], ["data/agreements/2025/fulda.yaml"], ["data/agreements/2025/loop/2025/fulda.yaml"]):
        for command in ("validate", "show"):
            result = aqb(command, *named)
            assert result.code in (1, 2)
            assert "hunter2" not in result.out + result.err


def test_link_inside_is_followed(workspace: Path, aqb: Command) -> None:
    (workspace / "data/agreements/2025/fulda.yaml").symlink_to("hersfeld-rotenburg.yaml")
    result = aqb("validate", "-f", "concise")
    assert result.code == 1
    assert {line.split(": ")[2] for line in result.out.splitlines()} == {"AQB405", "AQB701"}


@pytest.mark.skipif(os.name == "nt", reason="no FIFOs there")
def test_fifo_in_a_folder_does_not_block(workspace: Path, aqb: Command) -> None:
    os.mkfifo(workspace / "data/agreements/2025/fulda.yaml")
    result = aqb("validate", "-f", "concise")
    assert (result.code, result.out.count("This is no ordinary file.")) == (2, 1)


def test_no_permission(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    result = aqb("validate")
    assert result.code == 2
    assert "You have no permission to read" in result.out


def test_vanished_file(workspace: Path) -> None:
    from aqb_cli.checking.outcome import Selection
    from aqb_cli.checking.runner import check
    from aqb_cli.workspace.collection import Workspace

    found = Workspace.around(workspace)
    files = found.files([])
    (workspace / REAL).unlink()
    run = check(found, files, Selection())
    assert [d.code for d in run.diagnostics] == ["AQB001"]
    assert run.unreadable


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "AQB003"),
        (b"\n\n  \n", "AQB003"),
        (b"# only a comment", "AQB003"),
        (b"---\n", "AQB003"),
        (b"x" * (256 * 1024 + 1), "AQB004"),
        (b"a: " + b"[" * 60_000, "AQB005"),
        (b"- " * 60_000, "AQB005"),
        ("title: Gießen".encode("latin-1"), "AQB002"),
        ("title: Gießen".encode("utf-16"), "AQB002"),
        ("title: Gießen".encode("utf-16-le"), "AQB002"),
        (b"\xff\xfe", "AQB002"),
        (b"%PDF-1.7\n", "AQB002"),
        (b"PK\x03\x04", "AQB002"),
        (b"a: \x00", "AQB014"),
        (b"a: \x1b[31m", "AQB014"),
        ("a: \u2028".encode(), "AQB014"),
        (b"a: &a [*a, *a]\n", "AQB008"),
        (b"a: !!python/object/apply:os.system [id]\n", "AQB011"),
        (b"%YAML 1.2\n---\nformat: 1\n", "AQB012"),
        (b"format: 1\n...\nformat: 1\n", "AQB012"),
        (b"? {a: b}\n: c\n", "AQB015"),
        (b"'a\n", "AQB006"),
        (b"}", "AQB006"),
        (b"\t- a", "AQB007"),
        (b"just a text", "AQB103"),
        (b"[]", "AQB103"),
        (b"null", "AQB003"),
        (b"{}", "AQB101"),
    ],
)
def test_hopeless_files(content: bytes, code: str, workspace: Path, aqb: Command) -> None:
    (workspace / REAL).write_bytes(content)
    result = aqb("validate", REAL, "-f", "json")
    found = json.loads(result.out)["diagnostics"]
    assert result.code == 1
    assert result.err == ""
    assert code in {diagnostic["code"] for diagnostic in found}
    assert aqb("validate", REAL).code == 1


def test_all_control_characters_at_once(workspace: Path, aqb: Command) -> None:
    (workspace / REAL).write_bytes(b"a: \x01\nb: \x02\x03\n")
    lines = aqb("validate", REAL, "-f", "concise").out.splitlines()
    assert [line.split(": error")[0] for line in lines] == [f"{REAL}:1:4", f"{REAL}:2:4", f"{REAL}:2:5"]


def test_byte_order_mark_is_harmless(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert aqb("validate").code == 0


@pytest.mark.parametrize(
    "name", ["mit leerzeichen.yaml", "gießen.yaml", "esc\x1b[31mrot\n.yaml", "b\udcffad.yaml", "[red]x.yaml"]
)
def test_strange_names(name: str, workspace: Path, aqb: Command) -> None:
    path = workspace / "data/agreements/2025" / name
    try:
        path.write_text("format: 1\n")
    except (OSError, UnicodeError):
        pytest.skip("this file system can't hold the name")
    for format in ("full", "concise", "json"):
        result = aqb("validate", "-f", format, "--color", "never")
        assert result.code == 1
        assert "\x1b" not in result.out
    shown = aqb("validate", "-f", "concise").out
    assert shown.count("\n") == 4  # format is there; district, year, status and budget are missing
    assert "[red]x" in shown or "[red]" not in name


def test_names_that_no_path_can_have(workspace: Path, aqb: Command) -> None:
    assert aqb("validate", "a\0b").code == 2
    assert aqb("validate", "").code == 2
    assert aqb("validate", "x" * 5000).code == 2


def test_stdin(workspace: Path, aqb: Command, typed: Callable[[str], None]) -> None:
    def validated(text: str, *arguments: str) -> Result:
        typed(text)
        return aqb("validate", "-", "-f", "concise", *arguments)

    text = (workspace / REAL).read_text(encoding="utf-8")
    assert validated(text).code == 0
    assert validated(text, "--stdin-filename", REAL).code == 0
    wrong = validated(text, "--stdin-filename", "data/agreements/2024/fulda.yaml")
    assert wrong.code == 1
    assert [line.split(": ")[2] for line in wrong.out.splitlines()] == ["AQB405", "AQB405"]
    assert validated("").code == 1
    assert validated(text, REAL).code == 2


def test_broken_reference_data(workspace: Path, aqb: Command) -> None:
    path = workspace / "data/districts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("gender: masculine", "gender: male", 1), encoding="utf-8")
    result = aqb("validate")
    assert result.code == 1
    assert "data/districts.yaml" in result.out
    assert "The agreements were not checked" in result.out


def test_broken_programme(workspace: Path, aqb: Command) -> None:
    path = workspace / "data/programmes/2025.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("year: 2025", "year: 2052"), encoding="utf-8")
    result = aqb("validate", "-f", "concise")
    assert result.code == 1
    assert result.out.startswith("data/programmes/2025.yaml:6:7: error: AQB704: The file is called “2025.yaml”")


def test_usage(workspace: Path, aqb: Command) -> None:
    for arguments in (
        ["--nonsense"],
        ["-f", "pdf"],
        ["--jobs", "0"],
        ["--diff"],
        ["--select", "AQB999"],
        ["--lang", "fr"],
        ["-", REAL],
        ["-", "--fix"],
        ["-", "--since", "main"],
    ):
        result = aqb("validate", *arguments)
        assert (result.code, result.out) == (2, ""), arguments
        assert result.err
    assert aqb("nonsense").code == 2
    assert aqb().code in (0, 2)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no such device there")
def test_devices_are_written_to_and_not_replaced(workspace: Path, aqb: Command) -> None:
    result = aqb("validate", "-o", "/dev/full")
    assert result.code == 2
    assert result.err.startswith("aqb: /dev/full can't be written: ")
    assert Path("/dev/full").is_char_device()


@pytest.mark.skipif(os.name == "nt", reason="shells differ")
@pytest.mark.parametrize("closing", [">&-", "<&- 2>&-", ">/dev/full"])
def test_closed_streams(closing: str, workspace: Path) -> None:
    command = f'"{sys.executable}" -m aqb_cli validate {closing}'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "fault of aqb" not in done.stderr
    assert done.returncode == (2 if closing == ">/dev/full" else 0)


@pytest.mark.skipif(os.name == "nt", reason="nobody can remove a folder there that is somebody's working folder")
def test_folder_that_is_gone(tmp_path: Path) -> None:
    script = f'mkdir gone && cd gone && rmdir ../gone && "{sys.executable}" -m aqb_cli validate'
    environ = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(script, shell=True, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "aqb: The folder that you are in doesn't exist any more.\n")


@pytest.mark.parametrize(
    "text",
    [
        'sources:\n  - title: "Projekt #1 und mehr"\nmeasures: [\n',
        "sources:\n  - {title: 'Projekt #1', url: 'x #2'\nmeasures: [\n",
        'format: 1\n"ort #2": x\n',
        "sources:\n  - 'ort #2': x\n    title: A\n",
    ],
)
def test_number_signs_in_quotes_are_no_comments(text: str, workspace: Path, aqb: Command) -> None:
    (workspace / REAL).write_text(text, encoding="utf-8")
    assert "AQB016" not in aqb("validate").out
    (workspace / REAL).write_text(text.replace('"', "").replace("'", ""), encoding="utf-8")
    assert "AQB016" in aqb("validate").out


class Endless(io.RawIOBase):
    """A stream that is larger than the memory."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: object) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "There isn't enough memory for this."), ("de", "Dafür reicht der Arbeitsspeicher nicht.")],
)
@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory", "x.yaml"),
        ImportError("x.so: failed to map segment from shared object"),
    ],
    ids=["memory", "system", "library"],
)
def test_too_little_memory(
    error: Exception, language: str, said: str, workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless(error))))
    result = aqb("validate", "-", "--lang", language)
    assert (result.code, result.out) == (2, "")
    first, second = result.err.splitlines()
    assert first == f"aqb: {said}"
    assert ("weniger Dateien" if language == "de" else "fewer files") in second


def test_what_can_be_carried_out_without_typer() -> None:
    assert _parted(["--lang", "de", "import", "a.pdf", "--force"]) == ("import", {"--force"}, ["a.pdf"])
    assert _parted(["validate", "--lang=en", "a.yaml"]) == ("validate", set(), ["a.yaml"])
    assert _parted(["validate", "--lang", "xx"]) == ("validate", {"--lang"}, ["xx"])
    assert _parted(["--help"]) == ("", {"--help"}, [])


def test_ctrl_c_at_a_question_ends_its_line(workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def readline(self) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr("aqb_cli.cli.new.can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", Terminal())
    result = aqb("new", "fulda", "2026")
    assert (result.code, result.err.endswith("Total: \n")) == (130, True)
    assert not (workspace / "data/agreements/2026").exists()

"""Files are written whole or not at all: kills, owners, long names, changes meanwhile, and what is left behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import generated
import pytest
from conftest import REAL, Command

from aqb_cli.diagnostics import Problem
from aqb_cli.workspace import files
from aqb_cli.workspace.files import TEMPORARY, create, rewrite, write_whole

POSIX = pytest.mark.skipif(os.name == "nt", reason="owners, links, locks and the longest names are others there")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files._clean.cache_clear()
    return tmp_path.resolve()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_rewriting(folder: Path) -> None:
    path = folder / "a"
    path.write_bytes(b"old")
    assert not rewrite(path, b"other", b"new")
    assert not rewrite(path, b"ol", b"new")
    assert not rewrite(path.with_name("missing"), b"old", b"new")
    assert path.read_bytes() == b"old"
    assert rewrite(path, b"old", b"new")
    assert path.read_bytes() == b"new"
    assert names(folder) == ["a"]


def test_what_is_saved_while_a_file_is_written_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "a"
    path.write_bytes(b"old")
    chmod = os.chmod

    def somebody_saves(name: str, mode: int) -> None:  # the last thing that is done before the file is replaced
        path.write_bytes(b"saved meanwhile")
        chmod(name, mode)

    monkeypatch.setattr(os, "chmod", somebody_saves)
    assert not rewrite(path, b"old", b"new")
    assert path.read_bytes() == b"saved meanwhile"
    assert names(folder) == ["a"]


def test_nothing_is_made_over_a_file_that_appears(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "a"
    link = os.link

    def somebody_is_quicker(source: str, target: Path) -> None:
        path.write_bytes(b"theirs")
        link(source, target)

    monkeypatch.setattr(os, "link", somebody_is_quicker)
    assert not create(folder, path, b"ours")
    assert path.read_bytes() == b"theirs"
    assert names(folder) == ["a"]


def test_drives_without_second_names(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(source: str, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    assert create(folder, folder / "a", b"new")
    assert not create(folder, folder / "a", b"newer")
    assert (folder / "a").read_bytes() == b"new"
    assert names(folder) == ["a"]


@POSIX
@pytest.mark.parametrize("name", ["n" * 250 + ".yaml", "ä" * 125 + ".yaml"])
def test_the_longest_names(name: str, folder: Path) -> None:
    path = folder / name
    assert create(folder, path, b"1")
    write_whole(path, b"2")
    assert rewrite(path, b"2", b"3")
    assert path.read_bytes() == b"3"
    with pytest.raises(Problem, match="can't be written: File name too long"):
        create(folder, folder / f"{name}x", b"")
    assert names(folder) == [name]


@POSIX
def test_mode_owner_and_group_stay(folder: Path) -> None:
    path = folder / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(path, 12345, 54321)
    before = path.stat()
    write_whole(path, b"new")
    assert rewrite(path, b"new", b"newer")
    after = path.stat()
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)
    old = os.umask(0o027)
    try:
        assert create(folder, folder / "b", b"")
    finally:
        os.umask(old)
    assert stat.S_IMODE((folder / "b").stat().st_mode) == 0o640


@POSIX
def test_where_the_group_cannot_be_kept_it_gets_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: str, owner: int, group: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refused)
    path = folder / "a"
    path.write_bytes(b"old")
    path.chmod(0o664)
    write_whole(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o604)


@POSIX
def test_what_killed_runs_left_is_cleaned_and_what_is_in_use_is_not(folder: Path) -> None:
    (folder / f"{TEMPORARY}left").write_bytes(b"half")
    (folder / f"{TEMPORARY}folder").mkdir()
    (folder / f"{TEMPORARY}link").symlink_to("a")
    with (folder / f"{TEMPORARY}used").open("wb") as used:
        files.lock(used.fileno())
        assert create(folder, folder / "a", b"")
    assert names(folder) == [f"{TEMPORARY}folder", f"{TEMPORARY}link", f"{TEMPORARY}used", "a"]


def test_a_drive_without_locks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(descriptor: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(files, "lock", refused)
    (folder / f"{TEMPORARY}maybe").write_bytes(b"half")
    assert create(folder, folder / "a", b"")
    assert names(folder) == [f"{TEMPORARY}maybe", "a"]


def test_a_file_that_another_program_holds_for_a_moment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where a virus scanner has a look at every new file."""
    replace, attempts = os.replace, []

    def held(source: str, target: Path) -> None:
        attempts.append(target)
        if len(attempts) < 3:
            raise PermissionError(13, "Access is denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(files, "_ATTEMPTS", (0.0, 0.0, 0.0))
    write_whole(folder / "a", b"new")
    assert ((folder / "a").read_bytes(), len(attempts)) == (b"new", 3)


@POSIX
@pytest.mark.parametrize(
    ("arguments", "change"),
    [
        (("fmt",), lambda text: text.replace("signatures:\n", "signatures:\n\n")),
        (("validate", "--fix"), lambda text: text.replace("595950", "595.950")),
        (("new", "fulda", "2025"), str),
    ],
)
def test_errors_name_the_file(
    arguments: tuple[str, ...],
    change: Callable[[str], str],
    workspace: Path,
    aqb: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = workspace / REAL
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def full(descriptor: int, mode: str) -> None:
        os.close(descriptor)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    before = path.read_bytes()
    result = aqb(*arguments)
    written = "data/agreements/2025/fulda.yaml" if arguments[0] == "new" else REAL
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"aqb: {written} can't be written: No space left on device."
    assert path.read_bytes() == before
    assert names(path.parent) == [path.name]


@POSIX
@pytest.mark.slow
def test_kills_leave_whole_files_or_none(tmp_path: Path) -> None:
    """`init`, `new` and `fmt`, killed again and again at other moments."""

    def called(*arguments: str, seconds: float | None = None) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "aqb_cli", *arguments],
            cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.wait()

    def content() -> dict[str, bytes]:
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}

    commands = [("init",), ("new", "giessen", "2026"), ("fmt",)]
    place = tmp_path / "whole"
    place.mkdir()
    begun = time.monotonic()
    for command in commands:
        called(*command)
    longest = (time.monotonic() - begun) / 2
    whole = content()
    for number in range(12):
        place = tmp_path / str(number)
        place.mkdir()
        for command in commands:
            called(*command, seconds=longest * (0.2 + 0.8 * number / 12))
            for name, text in content().items():
                # Where `init` was killed before it wrote the schema, `new` can't name it yet; `fmt` does so later.
                unnamed = whole.get(name, b"").partition(b"\n")[2].lstrip(b"\n")
                assert text in (whole.get(name), unnamed) or Path(name).name.startswith(TEMPORARY), name
        for command in commands:
            called(*command)
        found, programme = content(), "data/programmes/2026.yaml"  # which `fmt` leaves as it is
        assert found.pop(programme) in (whole[programme], whole[programme].partition(b"\n")[2])
        assert found == {name: text for name, text in whole.items() if name != programme}


LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
from aqb_cli.cli import main
main(["fmt", "--check"])
"""


@POSIX
@pytest.mark.slow
def test_many_files_with_few_descriptors(tmp_path: Path) -> None:
    made = generated.agreements()
    generated.write(tmp_path / "c", made)
    command = [sys.executable, "-c", LIMITED]
    done = subprocess.run(command, cwd=tmp_path / "c", capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.stderr == f"{len(made)} files would be formatted, 0 unchanged.\n"
    assert (done.returncode, len(done.stdout.splitlines())) == (1, len(made))

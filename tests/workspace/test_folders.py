"""A folder of results is replaced whole or not at all, and what others put into it stays."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from aqb_cli.diagnostics import Problem
from aqb_cli.workspace.folders import MANIFEST, NewFolder, replaced


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> NewFolder:
    with replaced(folder) as new:
        for name, content in files:
            new.write(name, content)
    return new


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.name != MANIFEST}


def test_unchanged_files_keep_their_time_and_what_is_gone_goes(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    write(folder, [("a.html", b"a"), ("years/2024.html", b"4"), ("years/2025.html", b"5")])
    for path in folder.rglob("*.html"):
        os.utime(path, (1, 1))
    new = write(folder, [("a.html", b"a"), ("years/2025.html", b"other")])
    assert contents(folder) == {"a.html": b"a", "years/2025.html": b"other"}
    assert (folder / "a.html").stat().st_mtime == 1
    assert (folder / "years/2025.html").stat().st_mtime > 1
    assert new.changed == 2  # with the list
    assert write(folder, [("a.html", b"a"), ("years/2025.html", b"other")]).changed == 0
    assert os.listdir(tmp_path) == ["public"]


def test_the_list_is_one_that_others_can_check(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    new = write(folder, [("a.html", b"a"), ("data/all/b c.csv", b"b")])
    assert new.sums["a.html"] == hashlib.sha256(b"a").hexdigest()
    if os.name != "nt":
        subprocess.run(["sha256sum", "--check", "--strict", MANIFEST], cwd=folder, check=True, capture_output=True)


def test_files_of_others_stay_and_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    write(folder, [("a.html", b"a"), ("years/2025.html", b"5")])
    (folder / "CNAME").write_text("example.org")
    (folder / "years/own.html").write_text("own")
    (folder / ".git/refs").mkdir(parents=True)
    (folder / ".git/refs/main").write_text("ref")
    (folder / ".git/empty").mkdir()
    new = write(folder, [("a.html", b"a2")])
    assert new.kept == (".git/", "CNAME", "years/")
    assert contents(folder) == {
        "a.html": b"a2", "CNAME": b"example.org", "years/own.html": b"own", ".git/refs/main": b"ref",
    }  # fmt: skip
    assert (folder / ".git/empty").is_dir()


@pytest.mark.parametrize("theirs", ["index.html", "years", "index.html/inside"])
def test_files_of_others_are_never_replaced(tmp_path: Path, theirs: str) -> None:
    folder = tmp_path / "public"
    (folder / theirs).parent.mkdir(parents=True)
    (folder / theirs).write_text("theirs")
    with pytest.raises(Problem, match="isn't replaced"):
        write(folder, [("index.html", b"ours"), ("years/2025.html", b"ours")])
    assert contents(folder) == {theirs: b"theirs"}
    assert os.listdir(tmp_path) == ["public"]


def test_a_run_that_fails_leaves_the_old_folder(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    write(folder, [("a.html", b"a")])

    def broken() -> Iterable[tuple[str, bytes]]:
        yield "a.html", b"other"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write(folder, broken())
    assert contents(folder) == {"a.html": b"a"}
    assert os.listdir(tmp_path) == ["public"]


def test_what_killed_runs_left_is_put_right(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    write(folder, [("a.html", b"a")])
    (folder / "own").write_text("own")
    (tmp_path / ".public.aqb-new").mkdir()
    (tmp_path / ".public.aqb-new/half").write_text("half")
    folder.rename(tmp_path / ".public.aqb-old")  # between the two steps of the swap
    write(folder, [("a.html", b"a")])
    assert contents(folder) == {"a.html": b"a", "own": b"own"}
    assert os.listdir(tmp_path) == ["public"]


@pytest.mark.skipif(os.name == "nt", reason="folders can't be locked there")
def test_two_runs_at_a_time_dont_mix(tmp_path: Path) -> None:
    folder = tmp_path / "public"

    def meanwhile() -> Iterable[tuple[str, bytes]]:
        with pytest.raises(Problem, match="Another run"):
            write(folder, [("b.html", b"b")])
        yield "a.html", b"a"

    write(folder, meanwhile())
    assert contents(folder) == {"a.html": b"a"}


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "", "a/./../b"])
def test_names_never_lead_out(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name inside"):
        write(tmp_path / "public", [(name, b"")])
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="links need permission there")
def test_links_stay_links(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "elsewhere").write_text("elsewhere")
    (tmp_path / "www/link").symlink_to("../elsewhere")
    (tmp_path / "public").symlink_to("www")
    write(tmp_path / "public", [("a.html", b"a")])
    assert (tmp_path / "public").is_symlink()
    assert (tmp_path / "www/a.html").read_bytes() == b"a"
    assert (tmp_path / "www/link").is_symlink()
    assert (tmp_path / "elsewhere").read_text() == "elsewhere"
    for name in (".new.aqb-old", ".new.aqb-new"):  # as if they were the work of a run that was killed
        (tmp_path / name).symlink_to("www")
        with pytest.raises(Problem, match=f"{name} is there already"):
            write(tmp_path / "new", [("b.html", b"b")])
        (tmp_path / name).unlink()


def test_where_a_drive_begins_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    monkeypatch.setattr(os.path, "ismount", folder.__eq__)
    with pytest.raises(Problem, match="is where a drive begins"), replaced(folder):
        pytest.fail("nothing is made")


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFOs there")
def test_a_pipe_in_place_of_the_list_does_not_block(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    os.mkfifo(folder / MANIFEST)
    with pytest.raises(Problem, match="isn't from aqb"):
        write(folder, [("a.html", b"a")])

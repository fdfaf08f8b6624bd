"""What was clean and hasn't changed isn't checked again; whatever a verdict rests on, a change of it is seen."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REAL, REPORTED, Command
from repositories import edit

from aqb_cli.checking import runner, verdicts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the user's cache folder is elsewhere there")

LIST = "home/.cache/aqb"
BROKEN_PACK = "format: 1\nname: x\n"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where the lists of what is clean lie."""
    return tmp_path / LIST


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def link_the_districts() -> None:
    Path("data/districts.yaml").rename("data/other.txt")
    Path("data/districts.yaml").symlink_to("other.txt")


CHANGES: dict[str, tuple[Callable[[], object], str]] = {
    "its content": (lambda: edit(Path(REAL), ("total: 595950", "total: 0")), "AQB209"),
    "its name": (lambda: Path(REAL).rename("data/agreements/2025/fulda.yaml"), "AQB405"),
    "its place": (lambda: shutil.move(REAL, "data/agreements/2024/"), "AQB405"),
    "the districts": (lambda: edit(Path("data/districts.yaml"), ("slug: hersfeld-", "slug: bad-hersfeld-")), "AQB109"),
    "the districts, a link now": (link_the_districts, "AQB001"),
    "its programme year": (
        lambda: edit(Path("data/programmes/2025.yaml"), ("year: 2025", "year: 2025\nearliest_start: soon")),
        "AQB105",
    ),
    "the standing rules": (lambda: edit(Path("data/standing.yaml"), ("format: 1", "format: 2")), "AQB112"),
    "a wording pack": (lambda: write("templates/wording/own.yaml", BROKEN_PACK), "AQB101"),
    "another agreement": (lambda: shutil.copy(REAL, "data/agreements/2025/double.yaml"), "AQB701"),
    "the settings": (lambda: write("aqb.toml", 'select = ["AQB9"]'), "There is no rule AQB9."),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_what_a_verdict_rests_on_is_seen(what: str, cache: Path, workspace: Path, aqb: Command) -> None:
    assert aqb("validate") == aqb("validate") == (0, "2 files checked, nothing found.\n", "")
    assert len(list(cache.iterdir())) == 1
    change, code = CHANGES[what]
    change()
    found = aqb("validate")
    assert found.code
    assert code in found.out + found.err
    assert aqb("validate") == found == aqb("validate", "--no-cache")  # faults are found again each time


def test_a_named_file_is_clean_by_itself_only(cache: Path, workspace: Path, aqb: Command) -> None:
    assert aqb("validate", REAL).code == 0
    write("templates/wording/own.yaml", BROKEN_PACK)
    assert aqb("validate", REAL).code == 0
    assert aqb("validate").code == 1
    edit(Path("data/programmes/2025.yaml"), ("format: 1", "format: 2"))
    assert "AQB112" in aqb("validate", REAL).out
    assert "AQB112" in aqb("validate", REAL).out  # the agreement is clean, but not what it refers to


def test_a_verdict_counts_where_it_was_found(
    cache: Path, workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copy(REAL, "data/agreements/2024/"))
    monkeypatch.chdir(Path(REAL).parent)
    assert aqb("validate", copy.name).code == 0
    monkeypatch.chdir(workspace / copy.parent)
    found = aqb("validate", copy.name)
    assert (found.code, "AQB405" in found.out) == (1, True)
    monkeypatch.chdir(workspace / "data/programmes")  # not an agreement, wherever it is named from
    assert aqb("validate", "2025.yaml").code == 0
    assert aqb("fmt", "--check", "2025.yaml").code == 0
    monkeypatch.chdir(workspace)
    assert aqb("validate", str(copy), "--select", "AQB1").code == 0
    lists = sorted(cache.glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
    believed = lists[-1].read_bytes()
    for path in lists:
        path.write_bytes(believed)  # a list of other rules
    assert aqb("validate", str(copy)).code == 1


def test_another_question_has_another_answer(cache: Path, workspace: Path, aqb: Command) -> None:
    edit(Path(REAL), ("total: 595950", "total: 0"))
    assert aqb("validate", "--ignore", "AQB209").code == 0
    assert aqb("validate").code == 1
    assert "AQB702" in aqb("validate", "--complete", "--ignore", "AQB209").out


def test_another_program_has_another_verdict(
    cache: Path, workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(Path(REAL), ("total: 595950", "total: 0"))
    with monkeypatch.context() as older:
        older.setattr(runner, "rules_about", lambda *_parts, **_which: ())
        older.setattr(verdicts, "_program", lambda: "an older program")
        assert aqb("validate").code == aqb("validate").code == 0
    assert aqb("validate").code == 1


def test_no_rule_looks_at_the_clock() -> None:
    """A verdict would change from one day to the next, and the list doesn't know the day."""
    package = Path(verdicts.__file__).parent.parent
    modules = [path for room in verdicts._ROOMS for path in (package / room).rglob("*.py")]
    assert len(modules) > 80
    mentions = {
        path.name for path in modules for word in (".today(", ".now(", "time.time(") if word in path.read_text()
    }
    assert mentions == {"files.py"}  # the age of temporary files


def test_fixing_and_comparing_check_everything(cache: Path, history: Path, aqb: Command) -> None:
    aqb("validate", "--since", "HEAD")
    edit(Path(REAL), ("date: 2.8.2025", "date: 2025-08-02"))
    aqb("validate", "--fix")
    assert not cache.exists()


def test_a_huge_list_is_none(cache: Path, workspace: Path, aqb: Command) -> None:
    aqb("validate")
    (path,) = cache.iterdir()
    os.truncate(path, 1 << 40)  # takes no room, and more memory than there is
    assert aqb("validate").code == 0
    assert path.stat().st_size < 1000


@pytest.mark.parametrize("text", ["", "x", "\0\xff", "cut", "foreign"])
def test_a_list_that_says_anything_unexpected_is_none(text: str, cache: Path, workspace: Path, aqb: Command) -> None:
    aqb("validate")
    (path,) = cache.iterdir()
    whole = path.read_text(encoding="ascii")
    path.write_text({"cut": whole[:-1], "foreign": "x" + whole[1:]}.get(text, text), encoding="latin-1")
    edit(Path(REAL), ("total: 595950", "total: 0"))
    assert aqb("validate").code == 1
    edit(Path(REAL), ("total: 0", "total: 595950"))
    assert aqb("validate").code == 0
    assert path.read_text(encoding="ascii") == whole


def test_a_list_that_cant_be_written_is_none(cache: Path, workspace: Path, aqb: Command) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_text("a file")
    assert aqb("validate") == aqb("validate") == (0, "2 files checked, nothing found.\n", "")


def test_nothing_that_others_can_write_is_believed(
    cache: Path, workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert aqb("validate").code == 0
    with monkeypatch.context() as inside:  # where a pull request could bring a list along
        inside.setenv("XDG_CACHE_HOME", str(workspace / ".cache"))
        assert aqb("validate").code == 0
        assert not (workspace / ".cache").exists()
    loose = workspace.parent / "loose"  # a file that belongs to no collection
    (loose / ".git").mkdir(parents=True)
    (loose / "hersfeld-rotenburg.yaml").write_bytes((workspace / REAL).read_bytes())
    with monkeypatch.context() as outside:
        outside.chdir(loose)
        outside.setenv("XDG_CACHE_HOME", str(loose / ".cache"))
        assert aqb("validate", "hersfeld-rotenburg.yaml").code == 0
        assert not (loose / ".cache").exists()
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert aqb("validate").code == 0
    assert not Path("relative").exists()
    monkeypatch.delenv("XDG_CACHE_HOME")
    (path,) = cache.iterdir()
    before = path.read_text(encoding="ascii")
    path.unlink()
    os.mkfifo(path)
    assert aqb("validate").code == 0  # without waiting for somebody who reads
    path.unlink()
    path.write_text(before, encoding="ascii")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    shutil.copy(REPORTED, "data/agreements/2024/other.yaml")
    assert aqb("validate").code == 1
    assert path.read_text(encoding="ascii") == before


def test_a_list_holds_no_more_than_it_may(
    cache: Path, workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdicts, "_MOST_FILES", 3)
    monkeypatch.setattr(verdicts, "_MOST_RUNS", 2)
    monkeypatch.setattr(verdicts, "_MOST_LISTS", 2)
    for total in range(595950, 595955):
        edit(Path(REAL), (f"total: {total}", f"total: {total + 1}"))
        assert aqb("validate", REAL).code == 0
    (path,) = cache.iterdir()
    _head, runs, *files = path.read_text(encoding="ascii").split("\n")
    assert (len(runs.split()), len(files)) == (2, 3)
    for code in ("AQB2", "AQB3", "AQB4"):
        aqb("validate", "--select", code)
    assert len(list(cache.iterdir())) == 2

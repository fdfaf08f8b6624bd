"""What files without errors say is kept for the next question; whatever it rests on, a change of it is seen."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REAL, REPORTED, Command
from repositories import edit

from aqb_cli.checking import runner, sound_files, verdicts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the user's cache folder is elsewhere there")

QUESTION = ("list", "agreements", "-f", "csv")


@pytest.fixture
def kept(tmp_path: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it lies. Here, a single file is worth it."""
    monkeypatch.setattr(sound_files, "_WORTH_KEEPING", 1)
    return tmp_path / "home/.cache/aqb"


@pytest.fixture
def unread(kept: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Says whether the question can be answered without looking at a single file."""

    def answered() -> bool:
        with monkeypatch.context() as idle:
            idle.delattr(runner.FileChecker, "check_file")
            return aqb(*QUESTION).code == 0

    return answered


def link_the_standing_rules() -> None:
    Path("data/standing.yaml").rename("data/other.txt")
    Path("data/standing.yaml").symlink_to("other.txt")


CHANGES: dict[str, Callable[[], object]] = {
    "its content": lambda: edit(Path(REAL), ("total: 595950", "total: 595951")),
    "its name": lambda: Path(REAL).rename("data/agreements/2025/fulda.yaml"),
    "its place": lambda: shutil.move(REAL, "data/agreements/2024/"),
    "another agreement of the same": lambda: shutil.copy(REAL, "data/agreements/2025/double.yaml"),
    "its end": lambda: Path(REAL).unlink(),
    "the districts": lambda: edit(Path("data/districts.yaml"), ("Landkreis Hersfeld-", "Kreis Hersfeld-")),
    "its programme year": lambda: edit(Path("data/programmes/2025.yaml"), ("format: 1", "format: 2")),
    "the standing rules": lambda: edit(Path("data/standing.yaml"), ("format: 1", "format: 2")),
    "the standing rules, a link now": link_the_standing_rules,
    "the settings": lambda: Path("aqb.toml").write_text('ignore = ["AQB405"]', encoding="utf-8"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_what_it_rests_on_is_seen(
    what: str, kept: Path, unread: Callable[[], bool], aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = aqb(*QUESTION)
    assert unread()
    assert aqb(*QUESTION) == before
    CHANGES[what]()
    assert not unread() or what == "its end"
    found = aqb(*QUESTION)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # nothing is kept then
    assert aqb(*QUESTION) == found
    assert found != before or what in ("the standing rules, a link now", "the settings")


def test_measures_are_listed_from_what_is_kept(kept: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    question = ("list", "measures", "--category", "qualification", "-f", "json")
    fresh = aqb(*question)
    assert "FBI" in fresh.out
    monkeypatch.delattr(runner.FileChecker, "check_file")
    assert aqb(*question) == fresh


def test_only_files_without_errors_are_kept(kept: Path, unread: Callable[[], bool], aqb: Command) -> None:
    edit(Path(REAL), ("total: 595950", "total: 0"))
    refused = aqb(*QUESTION)
    (path,) = kept.iterdir()
    assert len(path.read_bytes().splitlines()) == 2  # its seal, and the other file
    assert aqb(*QUESTION) == refused
    edit(Path(REAL), ("total: 0", "total: 595950"))
    assert aqb(*QUESTION).code == 0
    assert unread()


def test_all_that_is_said_of_an_agreement_is_kept(kept: Path, aqb: Command) -> None:
    shutil.copy(Path(__file__).parent.parent / "querying/queries/show-full.yaml", "data/agreements/2025/fulda.yaml")
    for question in (("list",), ("budget",), ("review",), ("list", "agreements"), ("render", "-f", "md", "-o", "out/")):
        first, again = aqb(*question), aqb(*question)
        assert again == first
        assert first.code == 0, first


def test_another_program_reads_it_anew(
    kept: Path, unread: Callable[[], bool], aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    aqb(*QUESTION)
    monkeypatch.setattr(verdicts, "_program", lambda: "a newer program")
    assert not unread()


@pytest.mark.parametrize("text", ["", "x", "\n\xff", "cut", "foreign", "forged"])
def test_what_says_anything_unexpected_is_none(text: str, kept: Path, unread: Callable[[], bool], aqb: Command) -> None:
    found = aqb(*QUESTION)
    (path,) = kept.iterdir()
    whole = path.read_text(encoding="utf-8")
    texts = {"cut": whole[:-1], "foreign": "x" + whole[1:], "forged": whole.replace("595950", "595951")}
    path.write_text(texts.get(text, text), encoding="utf-8" if text in texts else "latin-1")
    assert not unread()
    assert aqb(*QUESTION) == found
    assert unread()
    assert path.read_text(encoding="utf-8") == whole


def test_what_is_huge_or_anothers_is_none(
    kept: Path, unread: Callable[[], bool], aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    aqb(*QUESTION)
    (path,) = kept.iterdir()
    with monkeypatch.context() as other:
        other.setattr(os, "geteuid", lambda: os.getuid() + 1)
        assert not unread()
    assert unread()
    os.truncate(path, 1 << 40)  # takes no room, and more memory than there is
    assert not unread()
    assert aqb(*QUESTION).code == 0
    assert unread()


def test_nothing_is_kept_for_a_few_files_or_named_ones(
    kept: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    aqb("list", "agreements", REPORTED)
    assert not kept.exists()
    monkeypatch.setattr(sound_files, "_WORTH_KEEPING", 3)
    aqb(*QUESTION)
    assert not kept.exists()


def test_no_more_collections_are_kept_than_may_be(kept: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_files, "_MOST_LISTS", 2)
    aqb("validate")  # whose list is of another kind
    for code in ("AQB2", "AQB3", "AQB4"):
        Path("aqb.toml").write_text(f'select = ["{code}"]', encoding="utf-8")
        aqb(*QUESTION)
    assert sorted(path.suffix for path in kept.iterdir()) == [".contents", ".contents", ".txt"]

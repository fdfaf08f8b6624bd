"""What fuzzing has found once must never come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import REAL, Command

from aqb_cli.checking.fixes import fix
from aqb_cli.checking.outcome import FileReport, Selection
from aqb_cli.checking.runner import FileChecker
from aqb_cli.workspace.collection import Workspace

HEAD = "format: 1\ndistrict: hersfeld-rotenburg\nyear: 2025\nstatus: draft\n"
BUDGET = "budget: {total: 595950}\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD + BUDGET + "measures:\n  qualifikation:\n    - titel: BaE\n      amount: 1.000\n", "AQB104"),
        (HEAD + 'foo: "open\n# aqb: x\n', "AQB006"),
        (HEAD + "budget: {total: 1234567890123456789012345678901234567890}\n", "AQB104"),
        (HEAD + BUDGET + '"[key]": 1\n', "AQB102"),
        (
            HEAD + BUDGET + "measures: {qualification: []}\nmeasures: {qualification: [{title: a, legal_bases: }]}\n",
            "AQB013",
        ),
        ("format: [[[[[[[[[[[[[1]]]]]]]]]]]]] # aqb: ignore[AQB005] x\n", "AQB005"),
        ("[] # aqb: ignore[AQB014] x\n", "AQB103"),
        ("\ufeff\ufeff" + HEAD + "budget:\n  total:  595.950\n", "AQB014"),
    ],
)
def test_files(text: str, code: str, workspace: Path, aqb: Command) -> None:
    (workspace / REAL).write_text(text, encoding="utf-8")
    for arguments in ([], ["-f", "json"], ["-f", "concise"]):
        result = aqb("validate", REAL, *arguments)
        assert (result.code, "fault of aqb" in result.err) == (1, False)
        assert code in result.out
    aqb("validate", REAL, "--fix")
    assert "fault of aqb" not in aqb("validate", REAL).err


def test_a_file_of_nothing_but_fixes_that_help_nothing_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each was tried one by one, over and over; with 20,000 lines that took hours."""
    monkeypatch.setattr("aqb_cli.checking.fixes._TRIED_TEXT", 90_000)
    text, checked = "budget:\t1\n" * 3000, []

    class Checker(FileChecker):
        def check_again(self, text: str, shown: str) -> FileReport:
            checked.append(len(text))
            return super().check_again(text, shown)

    checker = Checker(Workspace(None), Selection())
    assert fix(checker, checker.check_again(text, REAL)) is None
    assert sum(checked) < 180_000


def test_a_value_of_two_lines_is_never_half_replaced(workspace: Path, aqb: Command) -> None:
    text = (workspace / REAL).read_text(encoding="utf-8").replace("status: signed", "status: singed")
    (workspace / REAL).write_text(text.replace("total: 595950", "total: |\n    595.950"), encoding="utf-8")
    aqb("validate", "--fix")
    assert "total: |\n    595.950\n" in (workspace / REAL).read_text(encoding="utf-8")


def test_faults_of_a_file_can_be_neither_left_out_nor_ignored(workspace: Path, aqb: Command) -> None:
    (workspace / REAL).write_text("a: [\n", encoding="utf-8")
    assert aqb("validate", "--select", "AQB2").code == 1
    assert aqb("validate", "--ignore", "AQB").code == 1


def test_nothing_is_said_of_ignore_comments_where_the_rules_did_not_run(workspace: Path, aqb: Command) -> None:
    text = (workspace / REAL).read_text(encoding="utf-8")
    needed = text.replace("total: 595950", "total: 0  # aqb: ignore[AQB209] not known yet")
    (workspace / REAL).write_text(needed, encoding="utf-8")
    assert aqb("validate").code == 0
    for field, fault, code in (("measures:", "measures: [", "AQB006"), ("status: signed", "status: sgned", "AQB106")):
        broken = needed.replace(field, fault)
        (workspace / REAL).write_text(broken, encoding="utf-8")
        out = aqb("validate", "-f", "concise").out
        assert code in out
        assert "AQB020" not in out
    (workspace / REAL).write_text(text.replace("status: signed", "status: signed  # aqb: ignore[AQB2] x"), "utf-8")
    assert "AQB020" in aqb("validate", "-f", "concise").out


def test_reference_data_without_districts_is_no_clean_run(workspace: Path, aqb: Command) -> None:
    (workspace / "data/districts.yaml").write_text("format: 1\ndistricts: []\n", encoding="utf-8")
    result = aqb("validate")
    assert result.code == 1
    assert "The agreements were not checked" in result.out


def test_reference_files_are_not_read_through_links(workspace: Path, tmp_path: Path, aqb: Command) -> None:
    (tmp_path / "secret").write_text("TOKEN=hunter2\n", encoding="utf-8")
    (workspace / "data/programmes/2031.yaml").symlink_to(tmp_path / "secret")
    result = aqb("validate")
    assert result.code == 2
    assert "hunter2" not in result.out
    assert "leads out of the folder" in result.out

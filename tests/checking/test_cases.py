"""Whole outputs for faulty files: one file in tests/cases for each kind of trouble, with what is printed for it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REAL, Command

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
Expect = Callable[[Path, str], None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
@pytest.mark.parametrize("language", ["en", "de"])
def test_full_output(case: Path, language: str, workspace: Path, aqb: Command, expect: Expect) -> None:
    shutil.copy(case, workspace / REAL)
    before = (workspace / REAL).read_bytes()
    result = aqb("validate", REAL, "--lang", language)
    expect(case.with_suffix(f".{language}.txt"), f"{result.out}exit code {result.code}\n")
    assert result.err == ""
    assert (workspace / REAL).read_bytes() == before


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_all_formats_say_the_same(case: Path, workspace: Path, aqb: Command) -> None:
    shutil.copy(case, workspace / REAL)
    as_json = json.loads(aqb("validate", REAL, "-f", "json").out)
    lines = aqb("validate", REAL, "-f", "concise").out.splitlines()
    expected = [
        f"{d['path']}:{d['start']['line']}:{d['start']['column']}: {d['severity']}: {d['code']}: {d['message']}"
        for d in as_json["diagnostics"]
    ]
    assert lines == expected
    full = aqb("validate", REAL).out
    for diagnostic in as_json["diagnostics"]:
        assert f"[{diagnostic['code']}]: {diagnostic['message']}" in full


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_fixing_helps_and_ends(case: Path, workspace: Path, aqb: Command) -> None:
    shutil.copy(case, workspace / REAL)
    before = json.loads(aqb("validate", REAL, "-f", "json").out)["summary"]
    aqb("validate", REAL, "--fix")
    once = (workspace / REAL).read_bytes()
    after = json.loads(aqb("validate", REAL, "-f", "json").out)["summary"]
    assert after["errors"] <= before["errors"]
    assert after["errors"] < before["errors"] or once == case.read_bytes()
    aqb("validate", REAL, "--fix")
    assert (workspace / REAL).read_bytes() == once

"""Findings for CI systems: read back by other people's libraries, the same everywhere, hostile texts included."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import REAL, Command
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from sarif_pydantic import Sarif

from aqb_cli.checking.reporters import FORMATS

EXPECTED = Path(__file__).parent / "reporters"


@pytest.fixture
def faulty(workspace: Path) -> Path:
    """The real agreement with an error that can be fixed, a warning, and a note that names other places."""
    path = workspace / REAL
    text = path.read_text(encoding="utf-8").replace("595950", "595.950")
    text = text.replace("- title: BaE TZ+VZ", "- title: BaE TZ+VZ\n      amount: 0")
    text = text.replace("party: district", "party: ministry").replace("Dirk Noll", "Heike Hofmann")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("format", ["sarif", "junit", "github", "gitlab", "markdown"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_whole_outputs(
    format: str, language: str, faulty: Path, aqb: Command, expect: Callable[[Path, str], None]
) -> None:
    result = aqb("validate", "-f", format, "--lang", language)
    assert result.code == 1
    assert result.out.endswith("\n")
    expect(EXPECTED / f"{format}.{language}.txt", result.out)


@pytest.mark.parametrize("format", FORMATS)
def test_exit_codes_are_the_same(format: str, workspace: Path, aqb: Command) -> None:
    assert aqb("validate", "-f", format).code == 0
    path = workspace / REAL
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace("- title: BaE TZ+VZ", "- title: BaE TZ+VZ\n      amount: 0"), encoding="utf-8")
    assert aqb("validate", "-f", format).code == 0
    assert aqb("validate", "-f", format, "--strict").code == 1
    path.write_text(sound.replace("595950", "595.950"), encoding="utf-8")
    assert aqb("validate", "-f", format).code == 1
    path.write_bytes(b"\xff\xfe")
    assert aqb("validate", "-f", format).code == 1
    path.unlink()
    path.symlink_to("nowhere")
    assert aqb("validate", "-f", format).code == 2


def test_strict_warnings_are_failures_everywhere(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- title: BaE TZ+VZ", "- title: BaE TZ+VZ\n      amount: 0"), encoding="utf-8")
    assert 'failures="1"' in aqb("validate", "-f", "junit", "--strict").out
    assert 'failures="0"' in aqb("validate", "-f", "junit").out
    assert "::error " in aqb("validate", "-f", "github", "--strict").out
    assert "::error " not in aqb("validate", "-f", "github").out
    found = json.loads(aqb("validate", "-f", "gitlab", "--strict").out)
    assert [item["severity"] for item in found] == ["info", "major"]
    assert [result["level"] for result in sarif(aqb, "--strict")["results"]] == ["note", "error"]
    assert json.loads(aqb("validate", "-f", "json", "--strict").out)["summary"]["strict"] is True
    reason = "The check fails, because warnings count too (--strict, or the setting strict)."
    for format in ("full", "concise", "github", "markdown"):
        result = aqb("validate", "-f", format, "--strict")
        assert reason in result.out + result.err, format
        result = aqb("validate", "-f", format)
        assert reason not in result.out + result.err, format


def test_faulty_reference_files_count_as_files(workspace: Path, aqb: Command) -> None:
    for name in ("2025", "2024"):
        path = workspace / f"data/programmes/{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "unknown: 1\n", encoding="utf-8")
    assert "4 files checked: 2 errors" in aqb("validate").out


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_gets_the_same_and_the_terminal_the_summary(format: str, faulty: Path, aqb: Command) -> None:
    shown = aqb("validate", "-f", format)
    result = aqb("validate", "-f", format, "-o", "findings")
    assert (result.code, result.out) == (1, "")
    assert "2 files checked: " in result.err
    assert Path("findings").read_text(encoding="utf-8") == shown.out


def sarif(aqb: Command, *arguments: str) -> dict[str, Any]:
    out = aqb("validate", "-f", "sarif", *arguments).out
    Sarif.model_validate_json(out)
    run: dict[str, Any] = json.loads(out)["runs"][0]
    return run


def test_sarif(faulty: Path, aqb: Command) -> None:
    run = sarif(aqb)
    rules = run["tool"]["driver"]["rules"]
    codes = [rule["id"] for rule in rules]
    assert codes == sorted(codes)
    assert all("Wrong:" in rule["help"]["text"] for rule in rules if rule["id"] != "AQB101")
    assert [codes[result["ruleIndex"]] for result in run["results"]] == [r["ruleId"] for r in run["results"]]
    amount = next(result for result in run["results"] if result["ruleId"] == "AQB104")
    place = amount["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 9, "startColumn": 10, "endLine": 9, "endColumn": 17}
    replacement = amount["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement == {"deletedRegion": place["region"], "insertedContent": {"text": "595950"}}
    twice = next(result for result in run["results"] if result["ruleId"] == "AQB403")
    assert twice["relatedLocations"][0]["message"]["text"] == "signed here"


def test_fingerprints_are_the_same_from_every_folder(
    faulty: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def marks() -> list[str]:
        return [finding["fingerprint"] for finding in json.loads(aqb("validate", "-f", "gitlab").out)]

    (faulty.parents[3] / ".git").mkdir()
    before, in_sarif = marks(), sarif(aqb)["results"]
    monkeypatch.chdir(faulty.parent)
    assert marks() == before
    assert [r["partialFingerprints"] for r in sarif(aqb)["results"]] == [r["partialFingerprints"] for r in in_sarif]


def test_fingerprints_survive_moved_lines(faulty: Path, aqb: Command) -> None:
    def marks() -> list[str]:
        return [result["partialFingerprints"]["aqbPlace/v1"] for result in sarif(aqb)["results"]]

    before = marks()
    assert len(set(before)) == len(before)
    text = faulty.read_text(encoding="utf-8").replace("format: 1", "# a line more\n\nformat: 1")
    faulty.write_text(
        text.replace("    - title: BaE TZ+VZ", "    - title: Neu\n    - title: BaE TZ+VZ"), encoding="utf-8"
    )
    assert set(before) <= set(marks())
    gitlab = json.loads(aqb("validate", "-f", "gitlab").out)
    assert {finding["fingerprint"] for finding in gitlab} == set(marks())


def test_gitlab(faulty: Path, aqb: Command) -> None:
    found = json.loads(aqb("validate", "-f", "gitlab").out)
    for finding in found:
        assert set(finding) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert finding["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert set(finding["location"]) == {"path", "lines"}
        assert not finding["location"]["path"].startswith(("/", "./"))
    assert json.loads(aqb("validate", "wetteraukreis/2024", "-f", "gitlab").out) == []


def test_junit(faulty: Path, aqb: Command, tmp_path: Path) -> None:
    report = tmp_path / "junit.xml"
    aqb("validate", "-f", "junit", "-o", str(report))
    suites = JUnitXml.fromfile(str(report))
    cases = [case for suite in suites for case in suite]
    failed = [case for case in cases if case.result]
    assert suites.tests == len(cases)
    assert suites.failures == len(failed) == json.loads(aqb("validate", "-f", "json").out)["summary"]["errors"]
    assert "data/agreements/2024/wetteraukreis.yaml" in [case.name for case in cases]


def commands(out: str) -> list[tuple[str, dict[str, str], str]]:
    """The workflow commands as GitHub's runner reads them."""
    found = []
    for line in out.splitlines():
        match = re.fullmatch(r"::(?P<name>\w+) (?P<properties>[^:]*)::(?P<data>.*)", line)
        assert match, line
        pairs = (pair.split("=", 1) for pair in match["properties"].split(","))
        values = {name: unescaped(value) for name, value in pairs}
        found.append((match["name"], values, unescaped(match["data"])))
    return found


def unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_github(faulty: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    found = commands(aqb("validate").out)
    name, properties, text = next(item for item in found if item[1]["title"] == "AQB104")
    assert name == "error"
    assert properties == {"file": REAL, "line": "9", "endLine": "9", "col": "10", "endColumn": "17", "title": "AQB104"}
    assert text.startswith("The amount “595.950” isn't written as plain digits.\nWrite 595950 if")
    written = summary.read_text(encoding="utf-8")
    assert written.startswith("before\n**2 files checked: ")
    assert written == "before\n" + aqb("validate", "-f", "markdown").out
    assert aqb("validate", "-f", "full").out.startswith("error[")


def test_hostile_texts(faulty: Path, aqb: Command) -> None:
    hostile = "x\\n::error::y%0A::z, a:b | <b>](javascript:c) ##[group]d ${{ e }} &lt; `f` @g https://h.de"
    text = faulty.read_text(encoding="utf-8").replace("status: signed", f'status: "{hostile}"')
    faulty.write_text(text, encoding="utf-8")
    (faulty.parent / "ä,b:c%0A x.yaml").write_text(text, encoding="utf-8")
    for name, properties, _text in commands(aqb("validate", "-f", "github").out):
        assert name in ("error", "warning", "notice")
        assert properties["file"].startswith("data/agreements/")
    out = aqb("validate", "-f", "markdown").out
    html = MarkdownIt("gfm-like").render(out)
    assert "<a " not in html
    assert "<b>" not in html
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in sarif(aqb)["results"]]
    assert "data/agreements/2025/%C3%A4%2Cb%3Ac%250A%20x.yaml" in uris
    assert JUnitXml.fromstring(aqb("validate", "-f", "junit").out.encode())
    assert json.loads(aqb("validate", "-f", "gitlab").out)


def test_very_many_findings_fit_into_a_comment(workspace: Path, aqb: Command) -> None:
    items = "".join(f"    - title: a  {number}\n" for number in range(1500))
    path = workspace / REAL
    text = path.read_text(encoding="utf-8").replace("  staff_training: []\n", f"  staff_training:\n{items}")
    path.write_text(text, encoding="utf-8")
    out = aqb("validate", "-f", "markdown").out
    assert len(out) < 65_536
    assert "more findings aren't shown here.\n" in out


def test_other_formats_load_no_rich(faulty: Path) -> None:
    code = (
        "import os, sys; from aqb_cli.cli._main import run\n"
        "for format in ('sarif', 'junit', 'github', 'gitlab', 'markdown'):\n"
        "    run(['validate', '-f', format, '-o', os.devnull])\n"
        "    assert 'rich' not in sys.modules, format"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)


def test_paths_from_the_top_of_the_repository(faulty: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    (faulty.parents[4] / ".git").mkdir()  # the collection is a folder of a repository
    path = f"collection/{REAL}"
    assert {properties["file"] for _name, properties, _text in commands(aqb("validate", "-f", "github").out)} == {path}
    places = [place for result in sarif(aqb)["results"] for place in (*result["locations"], *result.get("related", ()))]
    assert {place["physicalLocation"]["artifactLocation"]["uri"] for place in places} == {path}
    assert {finding["location"]["path"] for finding in json.loads(aqb("validate", "-f", "gitlab").out)} == {path}
    monkeypatch.chdir(faulty.parent)  # and from wherever it is called
    assert f"file={path}," in aqb("validate", "hersfeld-rotenburg.yaml", "-f", "github").out
    assert aqb("validate", "hersfeld-rotenburg.yaml", "-f", "concise").out.startswith("hersfeld-rotenburg.yaml:")


@pytest.mark.parametrize("place", ["no/folder/summary.md", "data"])
def test_a_step_summary_that_cannot_be_written(
    place: str, workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", place)
    result = aqb("validate")
    assert (result.code, result.out) == (0, "")
    assert f"The step's summary can't be written to {place}: " in result.err
    (workspace / REAL).write_text("format: 1\n", encoding="utf-8")
    assert aqb("validate").code == 1


def test_statistics(faulty: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = aqb("validate", "--statistics", "-f", "concise").out
    assert counts.startswith("     1  AQB104  ")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert aqb("validate", "--statistics").out == counts
    for format in ("sarif", "junit", "gitlab", "markdown"):
        result = aqb("validate", "--statistics", "-f", format)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith(f"aqb: The format {format} holds no counts.\n")

"""What comes out: JSON as documented, terminals of any width, pipes, colours, files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REAL, Command
from rich.cells import cell_len
from terminals import in_terminal, screen

LONG = "Vorschaltmaßnahme " * 20 + "mit 語 und  Ende"


@pytest.fixture
def faulty(workspace: Path) -> Path:
    """The real agreement with a German amount, and a fault at the end of a very long title."""
    path = workspace / REAL
    text = path.read_text(encoding="utf-8").replace("595950", "595.950").replace("BaE TZ+VZ", LONG)
    path.write_text(text, encoding="utf-8")
    return path


def test_json_as_documented(faulty: Path, aqb: Command) -> None:
    content = json.loads(aqb("validate", "-f", "json").out)
    assert list(content) == ["version", "diagnostics", "summary"]
    assert content["version"] == 1
    assert content["summary"] == {"files": 2, "errors": 2, "warnings": 0, "infos": 0, "fixable": 2} | {
        "older": 0,
        "strict": False,
        "settings": {"select": [], "ignore": []},
    }
    assert content["diagnostics"][0] == {
        "code": "AQB104",
        "severity": "error",
        "message": "The amount “595.950” isn't written as plain digits.",
        "help": "Write 595950 if EUR 595 950 is meant: no points between thousands, no currency.",
        "path": REAL,
        "where": "budget.total",
        "start": {"line": 9, "column": 10},
        "end": {"line": 9, "column": 17},
        "related": [],
        "fix": {
            "safe": True,
            "edits": [{"start": {"line": 9, "column": 10}, "end": {"line": 9, "column": 17}, "text": "595950"}],
        },
    }
    assert content["diagnostics"][1]["where"] == "measures.vocational_training[0].title"


def test_json_of_the_clean_data(workspace: Path, aqb: Command) -> None:
    result = aqb("validate", "-f", "json")
    assert result == (0, json.dumps(json.loads(result.out), indent=2) + "\n", "")
    assert json.loads(result.out)["diagnostics"] == []


def test_json_names_files_without_text(workspace: Path, aqb: Command) -> None:
    (workspace / REAL).unlink()
    (workspace / REAL).symlink_to("nowhere")
    found = json.loads(aqb("validate", "-f", "json").out)["diagnostics"]
    assert [(d["code"], d["start"], d["end"]) for d in found] == [
        ("AQB001", {"line": 1, "column": 1}, {"line": 1, "column": 1})
    ]


def test_statistics(faulty: Path, aqb: Command) -> None:
    result = aqb("validate", "--statistics")
    assert result.out.splitlines()[:2] == ["     1  AQB104  Not an amount", "     1  AQB605  Stray spaces"]
    assert json.loads(aqb("validate", "--statistics", "-f", "json").out)["statistics"] == {"AQB104": 1, "AQB605": 1}


def test_select_and_ignore(faulty: Path, aqb: Command) -> None:
    def codes(*arguments: str) -> list[str]:
        return [line.split(": ")[2] for line in aqb("validate", "-f", "concise", *arguments).out.splitlines()]

    assert codes() == ["AQB104", "AQB605"]
    assert codes("--select", "AQB1") == ["AQB104"]
    assert codes("--select", "aqb104,AQB6") == ["AQB104", "AQB605"]
    assert codes("--ignore", "AQB104") == ["AQB605"]
    assert codes("--select", "AQB", "--ignore", "AQB1", "--ignore", "AQB605") == []


def test_output_file(faulty: Path, workspace: Path, aqb: Command) -> None:
    result = aqb("validate", "-f", "json", "-o", "out.json")
    assert (result.code, result.out) == (1, "")
    assert json.loads((workspace / "out.json").read_text(encoding="utf-8"))["summary"]["errors"] == 2
    refused = aqb("validate", "-o", "no/such/folder/out.txt")
    assert refused.code == 2
    assert refused.err.startswith("aqb: no/such/folder/out.txt can't be written: ")


def test_complete(workspace: Path, aqb: Command) -> None:
    result = aqb("validate", "--complete", "-f", "concise")
    assert result.code == 1
    first, second = result.out.splitlines()
    assert first.startswith("data/agreements/2024:1:1: error: AQB702: 2024: 25 of 26 districts have no agreement: ")
    assert "hanau" not in first
    assert second.startswith("data/agreements/2025:1:1: error: AQB702: 2025: 25 of 26 districts have no agreement: ")
    (workspace / "data/agreements/2026").mkdir()
    text = (workspace / REAL).read_text(encoding="utf-8").replace("2025", "2026")
    (workspace / "data/agreements/2026/hersfeld-rotenburg.yaml").write_text(text, encoding="utf-8")
    third = aqb("validate", "--complete", "-f", "concise").out
    assert "2026: 26 of 27 districts have no agreement: " in third
    assert "hanau" in third
    assert "info: AQB703: There is no programme file for 2026" in third


def test_two_files_for_one_district(workspace: Path, aqb: Command) -> None:
    """The one that lies where it belongs is no copy of the other."""
    text = (workspace / REAL).read_text(encoding="utf-8")
    (workspace / "data/agreements/2025/Hersfeld.yaml").write_text(text, encoding="utf-8")
    result = aqb("validate")
    assert "2 errors in 1 file" in result.out
    assert result.code == 1
    assert "error[AQB701]: There is another file for this district and the year 2025" in result.out
    assert f"::: {REAL}:4:11: the other file" in result.out


def test_pipes_are_not_broken_into_lines(faulty: Path, aqb: Command) -> None:
    out = aqb("validate").out
    assert "\x1b" not in out
    assert "= help: Write 595950 if EUR 595 950 is meant: no points between thousands, no currency.\n" in out


def test_colours_when_asked(faulty: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[1;31m" in aqb("validate", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in aqb("validate").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in aqb("validate").out
    assert "\x1b[" in aqb("validate", "--color", "always").out
    plain = re.sub(r"\x1b\[[0-9;]*m", "", aqb("validate", "--color", "always").out)
    assert plain == aqb("validate", "--color", "never").out


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_a_real_terminal(faulty: Path) -> None:
    fits(list(in_terminal(["validate", "--lang", "de"], 60)), 60)


@pytest.mark.parametrize(("width", "language"), [(60, "de"), (80, "en"), (200, "de")])
def test_terminals(width: int, language: str, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fits(screen(monkeypatch, ["validate", "--lang", language], width), width)


def fits(lines: list[str], width: int) -> None:
    assert any("\x1b[" in line for line in lines)
    bare = [re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", line) for line in lines]
    for line in bare:
        assert cell_len(line) <= width or f"{REAL}:" in line or line.count(" ") < 4, line
    assert any("^" in line for line in bare)
    underlined = next(index for index, line in enumerate(bare) if "^^" in line and "|" in line)
    column = bare[underlined].index("^")
    assert bare[underlined - 1][column:].startswith("595.950")


@pytest.mark.skipif(sys.platform == "win32", reason="no `head` there")
def test_reader_that_goes_away(faulty: Path) -> None:
    command = f'"{sys.executable}" -m aqb_cli validate | head -n 1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.stderr == ""
    assert done.stdout.startswith("error[AQB104]")


def test_ascii_output(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for format in ("full", "concise", "json"):
        lines = screen(monkeypatch, ["validate", "--lang", "de", "-f", format], 80, "ascii")
        assert "AQB104" in "".join(lines)


def test_many_files_give_the_same_with_any_number_of_processes(workspace: Path, aqb: Command) -> None:
    text = (workspace / REAL).read_text(encoding="utf-8").replace("595950", "595.950")
    for year in range(2100, 2126):
        folder = workspace / "data/agreements" / str(year)
        folder.mkdir()
        for district in ("fulda", "giessen", "hersfeld-rotenburg", "offenbach", "wiesbaden", "kassel-stadt", "hanau",
                         "bergstrasse", "darmstadt", "odenwaldkreis"):  # fmt: skip
            changed = text.replace("2025", str(year)).replace("hersfeld-rotenburg", district)
            (folder / f"{district}.yaml").write_text(changed, encoding="utf-8")
    one = aqb("validate", "-f", "json", "--jobs", "1")
    assert one == aqb("validate", "-f", "json", "--jobs", "3")
    assert json.loads(one.out)["summary"]["files"] == 262
    assert json.loads(one.out)["summary"]["fixable"] == 260


def test_fix_keeps_everything_else(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    sound = path.read_bytes().replace(b"\n", b"\r\n") + b"# a last comment without a line break"
    path.write_bytes(
        sound.replace(b"595950", b"595.950  # as printed").replace(b"FBI 2025/2026", b'"FBI\xc2\xad 2025/2026"')
    )
    path.chmod(0o640)
    result = aqb("validate", "--fix")
    assert result.code == 0
    assert path.read_bytes() == sound.replace(b"595950", b"595950  # as printed").replace(
        b"FBI 2025/2026", b'"FBI 2025/2026"'
    )
    assert path.stat().st_mode & 0o777 == (0o666 if sys.platform == "win32" else 0o640)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("written", "fixed"),
    [
        ("\u200b*BaE TZ+VZ", "'*BaE TZ+VZ'"),
        ("digitale\u00a0#2", "'digitale #2'"),
        ("digitale \u200b# K", "'digitale # K'"),
        ("a:\u200b\u00a0b's", "'a: b''s'"),
        ("a, [b]\u00a0c", "a, [b] c"),
        ('"a\u00a0#b"', '"a #b"'),
        ("FÃ¶rderung", "Förderung"),
        ("maÃƒÅ¸nahme", "maßnahme"),
        ("Vorschaltma\u00c3\u009fnahme", "Vorschaltmaßnahme"),
    ],
)
def test_fixes_cut_nothing(written: str, fixed: str, workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("BaE TZ+VZ", written), encoding="utf-8")
    assert aqb("validate").code == 1
    assert aqb("validate", "--fix").code == 0
    assert path.read_text(encoding="utf-8") == before.replace("BaE TZ+VZ", fixed)


def test_one_fix_that_does_harm_stops_no_other(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8").replace("595950", "595.950").replace("2025-08-02", "2.8.2025")
    path.write_text(text.replace("- title: BaE TZ+VZ", "- titel: a\n      tittle: b"), encoding="utf-8")
    aqb("validate", "--fix")
    after = path.read_text(encoding="utf-8")
    assert "total: 595950\n" in after
    assert "date: 2025-08-02\n" in after


@pytest.mark.parametrize(
    "text",
    ["Vorschaltma\u2028nahme", "Bad\u000bHersfeld", "\u0093Arbeit\u0094"],
)
def test_characters_that_need_a_person_are_left_alone(text: str, workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    path.write_text(path.read_text(encoding="utf-8").replace("BaE TZ+VZ", text), encoding="utf-8", newline="")
    before = path.read_bytes()
    assert aqb("validate", "--fix").code == 1
    assert path.read_bytes() == before


def test_decimal_commas_in_braces(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    before = path.read_text(encoding="utf-8")
    path.write_text(
        before.replace("595950", "595950\n  by_year: {2025: 400.000,25, 2026: 195949,75}"), encoding="utf-8"
    )
    lines = aqb("validate", "-f", "concise").out.splitlines()
    assert [line.split(": ")[0] + line.split(": ")[2] for line in lines] == [
        f"{REAL}:10:19AQB104",
        f"{REAL}:10:37AQB104",
    ]
    assert aqb("validate", "--fix").code == 0
    expected = before.replace("595950", "595950\n  by_year: {2025: 400000.25, 2026: 195949.75}")
    assert path.read_text(encoding="utf-8") == expected


def test_a_value_that_nobody_can_read_hides_no_other_fault(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = (
        path.read_text(encoding="utf-8")
        .replace("595950", "100000")
        .replace("- title: BaE TZ+VZ", "- title: BaE TZ+VZ\n      amount: dreißig\n      places: zwölf")
    )
    text = text.replace("- title: FBI 2025/2026", "- title: FBI 2025/2026\n      amount: 200000")
    path.write_text(text, encoding="utf-8")
    codes = [line.split(": ")[2] for line in aqb("validate", "-f", "concise").out.splitlines()]
    assert codes == ["AQB104", "AQB107", "AQB201"]


def test_both_signatures_are_missed(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("signatures:")], encoding="utf-8")
    out = aqb("validate", "-f", "concise").out
    assert "the ministry's signature is missing" in out
    assert "the district's signature is missing" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "-f", "csv", "-o", REAL), f"The name {REAL} doesn't fit the format csv."),
        (("budget", "-o", REAL), f"The name {REAL} doesn't say which format is meant."),
        (("list", "-f", "csv", "-o", "measures.xlsx"), "The name measures.xlsx doesn't fit the format csv."),
        (
            ("review", "hersfeld-rotenburg/2025", "-f", "json", "-o", "r.md"),
            "The name r.md doesn't fit the format json.",
        ),
        (("validate", "-o", REAL), f"{REAL} is the name of an agreement, and a result is never written over one."),
        (("schema", "-o", "new.YML"), "new.YML is the name of an agreement, and a result is never written over one."),
        (("list", "-o", "link.csv"), "link.csv is the name of an agreement, and a result is never written over one."),
    ],
)
def test_a_result_never_replaces_an_agreement(
    arguments: tuple[str, ...], said: str, workspace: Path, aqb: Command
) -> None:
    Path("link.csv").symlink_to(REAL)
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    result = aqb(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"aqb: {said}\n")
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before
    assert aqb("list", "-f", "csv", "-o", "without-ending").code == 0


def test_a_result_replaces_no_file_without_an_ending(workspace: Path, aqb: Command) -> None:
    (workspace / "LICENSE").write_text("EUPL", encoding="utf-8")
    for command in (("list", "-f", "csv"), ("validate", "-f", "json")):
        assert aqb(*command, "-o", "LICENSE").code == 2
    assert (workspace / "LICENSE").read_text(encoding="utf-8") == "EUPL"


@pytest.mark.skipif(sys.platform == "win32", reason="no such devices there")
def test_standard_output_by_its_name_may_be_a_file(workspace: Path) -> None:
    command = f'"{sys.executable}" -m aqb_cli list -f csv -o /dev/stdout > result'
    subprocess.run(command, shell=True, check=True, capture_output=True)
    assert "Social Coach" in (workspace / "result").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["", " ", "\t\n"])
def test_a_result_has_a_name(name: str, workspace: Path, aqb: Command) -> None:
    for command in ("list", "site", "render", "schema", "validate", "diff"):
        result = aqb(command, "-o", name)
        assert (result.code, result.out, result.err) == (2, "", "aqb: -o is given without a value.\n")


def test_results_go_through_no_link_of_the_repository(workspace: Path, tmp_path: Path, aqb: Command) -> None:
    """A pull request can bring one. Where the link is outside, whoever names it has made it."""
    outside, config = tmp_path / "outside", workspace / ".git/config"
    outside.mkdir()
    config.parent.mkdir()
    config.write_text("[core]\n", encoding="utf-8")
    links = {"out": outside, "r.csv": outside / "r.csv", "r.txt": config, "git": config.parent, "../own": outside}
    for name, target in links.items():
        (workspace / name).symlink_to(target)
    for arguments in (
        "render -o out", "render -o out/", "render -o git/", "render hersfeld-rotenburg/2025 -o out/a.html",
        "list -f csv -o r.csv", "validate -o r.txt", "schema -o out/s.json", "site -o out",
    ):  # fmt: skip
        result = aqb(*arguments.split())
        assert (result.code, result.out) == (2, ""), arguments
        assert " link " in result.err
    assert not list(outside.iterdir())
    assert [path.name for path in config.parent.iterdir()] == ["config"]
    assert config.read_text(encoding="utf-8") == "[core]\n"
    assert aqb("render", "hersfeld-rotenburg/2025", "-o", "../own/").code == 0
    assert (outside / "2025/hersfeld-rotenburg.html").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such devices there")
def test_standard_output_by_its_name_may_be_a_pipe(workspace: Path) -> None:
    command = [sys.executable, "-m", "aqb_cli", "list", "-f", "csv", "-o", "/dev/stdout"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "Social Coach" in done.stdout

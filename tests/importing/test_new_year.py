"""`aqb new`: a draft that says what is known and what is missing, and a new year that carries on what runs on."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import Command

from aqb_cli.fileformat.model import Agreement, Category, Measure
from aqb_cli.importing.new_year.carrying import carried

NEW = Path(__file__).parent / "new_year"
FULDA = "data/agreements/2026/fulda.yaml"
PROGRAMME = "data/programmes/2026.yaml"
Expect = Callable[[Path, str], None]

FULDA_2025 = """\
format: 1
district: fulda
year: 2025
status: signed
budget:
  total: 400000
  by_year: {2025: 300000, 2026: 100000}
  own_contribution: 20000
measures:
  training_preparation:
    - title: Runs to the summer
      by_year: {2025: 30000, 2026: 50000}
      starts: 2025-09-01
      ends: 2026-08-31
      places: 16
      provider: 'Jugendwerkstatt "Rhön" # 1'
      earmark: part_time_training
      legal_bases: [SGB II, SGB VIII]
      target_groups: [junge Menschen]
    - {title: Ended in time, amount: 1000, ends: 2025-12-31}
    - {title: Ends on the first day, amount: 12000.50, starts: 2026-01-01, ends: 2026-01-01}
  vocational_training:
    - {title: Coaching 2025/26, amount: 40000}
    - {title: "2024-2025", starts: 2025-01-01}
    - {title: "Nothing said: [2025]"}
  qualification:
    - {title: Was stopped 2026}
    - {title: Funds only, by_year: {2025: 10000, 2026: 5000}}
    - {title: Funds of nothing, by_year: {2025: 10000, 2026: 0}}
  staff_training: []
review:
  results:
    - {measure: Was stopped 2026, status: cancelled}
signatures:
  - {party: ministry, name: Erika Muster, place: Wiesbaden, date: 2025-08-02}
  - {party: district, name: Max Muster, place: Fulda, date: 2025-08-08}
sources: [{title: Zielvereinbarung 2025}]
"""


@pytest.fixture
def earlier(workspace: Path) -> Path:
    path = workspace / "data/agreements/2025/fulda.yaml"
    path.write_text(FULDA_2025, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["fulda", "06631", "Landkreis Fulda", "FULDA"])
def test_a_draft(name: str, workspace: Path, aqb: Command, expect: Expect) -> None:
    result = aqb("new", name, "2026")
    assert result == (
        0,
        f"{FULDA}\n{PROGRAMME}\n",
        (f"{PROGRAMME} is a draft: what earlier years say stands there in comments, to be confirmed.\n"
        "To be filled in: budget.total in line 15.\n"
        "`aqb validate fulda/2026` says what is still to be filled in, and where.\n"),
    )  # fmt: skip
    expect(NEW / "fulda.en.yaml", (workspace / FULDA).read_text(encoding="utf-8"))
    expect(NEW / "programme.en.yaml", (workspace / PROGRAMME).read_text(encoding="utf-8"))
    validated = aqb("validate", "fulda/2026", "-f", "concise")
    assert f"{FULDA}:15:3: info: AQB214: The total is still open." in validated.out
    assert (validated.code, validated.out.count("error:")) == (0, 0)
    assert aqb("fmt", "--check").code == 0
    text = (workspace / FULDA).read_text(encoding="utf-8").replace("  total:\n", "  total: 400000\n")
    (workspace / FULDA).write_text(text, encoding="utf-8")
    assert aqb("validate", "--strict").code == 0, "and then it is sound"
    printed = aqb("render", "fulda/2026", "-f", "txt", "-o", "-").out
    assert "ENTWURF" in printed
    assert "Bündnis" in printed


@pytest.mark.parametrize("name", ["kassel stadt", "Kassel, Stadt", "Stadt Kassel", "Kassel, documenta-Stadt"])
def test_names_of_districts(name: str, workspace: Path, aqb: Command) -> None:
    assert aqb("new", name, "2026").out.splitlines()[0] == "data/agreements/2026/kassel-stadt.yaml"


def test_a_draft_waits_for_its_programme_file(workspace: Path, aqb: Command) -> None:
    """What stops between the two files leaves none that the next run would refuse to complete."""
    programmes = workspace / "data/programmes"
    kept = programmes.rename(workspace / "kept")
    programmes.write_text("in the way", encoding="utf-8")
    assert aqb("new", "fulda", "2026").code == 2
    assert not (workspace / FULDA).exists()
    programmes.unlink()
    kept.rename(programmes)
    assert aqb("new", "fulda", "2026").out == f"{FULDA}\n{PROGRAMME}\n"


def test_a_year_alone(workspace: Path, aqb: Command) -> None:
    path = workspace / "data/programmes/2030.yaml"
    said = "is a draft: what earlier years say stands there in comments, to be confirmed.\n"
    assert aqb("new", "2030") == (0, "data/programmes/2030.yaml\n", f"data/programmes/2030.yaml {said}")
    assert aqb("validate", "data/programmes/2030.yaml", "--strict").code == 0
    draft = path.read_text(encoding="utf-8")
    head, begin, rest = draft.partition("format: 1")
    commented = head + begin + re.sub("^# ", "", rest, flags=re.MULTILINE)
    path.write_text(commented.replace("https://…", "https://hessen.de"), encoding="utf-8")
    assert aqb("validate", "data/programmes/2030.yaml", "--strict").code == 0, "also with all that is in comments"
    assert "name: Ausbildungs- und Qualifizierungsbudget 2030\n" in commented
    assert aqb("new", "2030") == (2, "", (
        "aqb: data/programmes/2030.yaml is there already; nothing is written.\n"
        "     Edit it, or delete or rename it first.\n"
    ))  # fmt: skip
    assert aqb("new", "2026", "--from", "2025").code == 2
    (workspace / "data/programmes/2019.yaml").unlink()
    assert aqb("new", "2019").err.startswith("aqb: The programme file of 2019 comes with aqb; nothing is written.\n")


def test_a_filled_in_draft_speaks_of_no_alliance_of_other_years(workspace: Path, aqb: Command) -> None:
    assert aqb("new", "fulda", "2031").code == 0
    path = workspace / "data/agreements/2031/fulda.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  total:\n", "  total: 400000\n"), encoding="utf-8")
    printed = aqb("render", "fulda/2031", "-f", "txt", "-o", "-")
    assert printed.code == 0
    assert "2031: wording “standard”" in printed.err
    assert "Bündnis" not in printed.out
    assert "2025" not in printed.out


def test_in_german_with_a_schema_and_a_programme(workspace: Path, aqb: Command, expect: Expect) -> None:
    (workspace / "data/programmes/2026.yaml").write_text(
        "format: 1\nyear: 2026\napplication_deadline: 2026-03-15\ncategories:\n"
        "  staff_training: 'Aus \u202e Fort: # aqb: ignore[AQB101] x'\n", encoding="utf-8",
    )  # fmt: skip
    (workspace / "data/agreement.schema.json").write_text("{}", encoding="utf-8")
    result = aqb("new", "hanau", "2026", "--lang", "de")
    assert result == (
        0,
        "data/agreements/2026/hanau.yaml\n",
        ("Auszufüllen: budget.total in Zeile 16.\n"
        "`aqb validate hanau/2026` sagt, was noch auszufüllen ist, und wo.\n"),
    )  # fmt: skip
    expect(NEW / "hanau.de.yaml", (workspace / "data/agreements/2026/hanau.yaml").read_text(encoding="utf-8"))


def test_measures_that_run_on(earlier: Path, workspace: Path, aqb: Command, expect: Expect) -> None:
    before = earlier.read_bytes()
    result = aqb("new", "fulda", "2026", "--from", "2025")
    assert (result.code, result.out) == (0, f"{FULDA}\n{PROGRAMME}\n")
    expect(NEW / "fulda-from-2025.en.txt", result.err)
    expect(NEW / "fulda-from-2025.en.yaml", (workspace / FULDA).read_text(encoding="utf-8"))
    assert earlier.read_bytes() == before
    text = (workspace / FULDA).read_text(encoding="utf-8").replace("  total:\n", "  total: 400000\n")
    (workspace / FULDA).write_text(text, encoding="utf-8")
    assert aqb("validate", "--strict", "fulda/2026").code == 0
    assert aqb("fmt", "--check", "fulda/2026").code == 0


@pytest.mark.parametrize(
    ("title", "runs_on"),
    [
        ("FBI 2025/2026", True),
        ("FBI 2025/26", True),
        ("FBI 2024 – 2027", True),
        ("FBI 2025 bis 2026", True),
        ("2026", True),
        ("FBI 2025", None),
        ("FBI 2025/08", None),
        ("FBI 2025-80", None),
        ("01.09.2025-31.08.2025", None),
        ("01.09.2025-31.08.2026", True),
        ("FBI 12026", None),
        ("FBI 2027/2028", None),
        ("FBI", None),
    ],
)
def test_years_in_titles(title: str, runs_on: bool | None) -> None:
    found = carried(qualification(Measure(title=title)), 2026)
    assert (len(found.running), len(found.unclear), len(found.over)) == ((1, 0, 0) if runs_on else (0, 1, 0))


def test_the_last_day_decides() -> None:
    fields = {"title": "2025/2026", "ends": "2025-12-31", "by_year": {"2026": "1"}}
    assert len(carried(qualification(Measure.model_validate(fields)), 2026).over) == 1


def qualification(measure: Measure) -> Agreement:
    fields = {"format": "1", "district": "fulda", "year": "2025", "status": "draft", "budget": {"total": "1"}}
    return Agreement.model_validate(fields).model_copy(update={"measures": {Category.QUALIFICATION: (measure,)}})


def test_an_earlier_year_without_measures(workspace: Path, aqb: Command) -> None:
    result = aqb("new", "wetteraukreis", "2025", "--from=2024")
    assert result.code == 0
    assert result.err.splitlines()[0] == "The measures of 2024 aren't known."
    text = (workspace / "data/agreements/2025/wetteraukreis.yaml").read_text(encoding="utf-8")
    assert "  # In 2024 it was EUR 1 140 300.\n" in text


def test_an_earlier_agreement_with_errors(earlier: Path, workspace: Path, aqb: Command) -> None:
    earlier.write_text(FULDA_2025.replace("400000", "400.000"), encoding="utf-8")
    result = aqb("new", "fulda", "2026", "--from", "2025")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("error[AQB104]: The amount “400.000” isn't written as plain digits.\n")
    assert not (workspace / FULDA).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["", "2026"], "aqb: The name of the district is empty.\n     Write a name such as fulda.\n"),
        (["  ", "2026"], "aqb: The name of the district is empty.\n     Write a name such as fulda.\n"),
        (["fulda"], "aqb: “fulda” isn't a year.\n     Write four digits, such as 2025.\n"),
        (["Stadt", "Kassel", "2026"], ("aqb: There are 3 names, and only a district and a year can be given.\n"
         "     Put a name with spaces into quotation marks.\n")),
        (["kassel", "2026"], ("aqb: “kassel” could be several districts.\n     "
         "Possible are kassel-stadt and kassel-landkreis.\n")),
        (["fulda", "26"], "aqb: “26” isn't a year.\n     Write four digits, such as 2025.\n"),
        (["fulda", "20260"], "aqb: “20260” isn't a year.\n     Write four digits, such as 2025.\n"),
        (["fulda", "٢٠٢٦"], "aqb: “٢٠٢٦” isn't a year.\n     Write four digits, such as 2025.\n"),
        (["fulda", "1999"], "aqb: There are no agreements of 1999.\n     Write a year from 2000 on, such as 2025.\n"),
        (["fulda", "2026", "--from", "2026"], "aqb: --from has to name an earlier year than 2026.\n"),
        (["fulda", "2026", "--from", "2025"], ("aqb: There is no agreement fulda/2025.\n"
         "     Leave --from out to begin with an empty draft.\n")),
        (["wetteraukreis", "2026", "--from", "2025"], ("aqb: There is no agreement wetteraukreis/2025.\n"
         "     For this district there is 2024.\n")),
        (["hanau", "2025"], ("aqb: Stadt Hanau has been a district of its own only since 1 January 2026.\n"
         "     Until then its area belonged to “Main-Kinzig-Kreis” (`main-kinzig-kreis`).\n")),
        (["hanau", "2026", "--from", "2025"], ("aqb: There is no agreement hanau/2025.\n"
         "     Until then its area belonged to “Main-Kinzig-Kreis” (`main-kinzig-kreis`).\n")),
    ],
)  # fmt: skip
def test_what_is_refused(arguments: list[str], said: str, workspace: Path, aqb: Command) -> None:
    assert aqb("new", *arguments) == (2, "", said)
    assert not (workspace / "data/agreements/2026").exists()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("atlantis", "Which districts there are, `aqb list districts` says."),
        ("Landkreis Gissen", "Did you mean “giessen”?"),
        ("wetterau-kreis", "Did you mean “wetteraukreis”?"),
    ],
)
def test_an_unknown_district(name: str, advice: str, workspace: Path, aqb: Command) -> None:
    assert aqb("new", name, "2026") == (2, "", f"aqb: There is no district “{name}”.\n     {advice}\n")


@pytest.mark.parametrize(
    "name", ["des Landkreises Gießen", "dem Landkreis Gießen", "Gießen", "Kreis Gießen", "giessen"]
)
def test_a_district_in_any_case_of_its_name(name: str, workspace: Path, aqb: Command) -> None:
    assert aqb("new", name, "2026").out.splitlines()[0] == "data/agreements/2026/giessen.yaml"


def test_no_collection(tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = aqb("new", "fulda", "2026")
    assert result.code == 2
    assert "or make one with `aqb init`." in result.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["yaml", "yml"])
def test_an_existing_file_is_kept(ending: str, workspace: Path, aqb: Command) -> None:
    path = (workspace / FULDA).with_suffix(f".{ending}")
    path.parent.mkdir()
    path.write_text("ours\n", encoding="utf-8")
    result = aqb("new", "fulda", "2026")
    assert result == (
        2,
        "",
        (
            f"aqb: data/agreements/2026/fulda.{ending} is there already; nothing is written.\n"
            "     Edit it, or delete or rename it first.\n"
        ),
    )
    assert [(found.name, found.read_text(encoding="utf-8")) for found in path.parent.iterdir()] == [
        (path.name, "ours\n")
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
@pytest.mark.parametrize("there", [True, False])
def test_nothing_is_written_outside(there: bool, workspace: Path, tmp_path: Path, aqb: Command) -> None:
    outside = tmp_path / "outside"
    if there:
        outside.mkdir()
    (workspace / "data/agreements/2026").symlink_to(outside)
    result = aqb("new", "fulda", "2026")
    assert (result.code, result.out) == (2, "")
    assert "would be made outside of the folder, because a link leads there." in result.err
    assert not there or list(outside.iterdir()) == []
    assert outside.exists() is there


def test_a_folder_that_cant_be_made(workspace: Path, aqb: Command) -> None:
    (workspace / "data/agreements/2026").write_text("a file", encoding="utf-8")
    result = aqb("new", "fulda", "2026")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"aqb: {FULDA} can't be written: ")
    assert result.err.endswith("     Check the folder and its permissions.\n")


@pytest.mark.parametrize("name", ["data/districts.yaml", "data/programmes/2025.yaml"])
def test_reference_data_with_faults(name: str, workspace: Path, aqb: Command) -> None:
    path = workspace / name
    path.write_text(path.read_text(encoding="utf-8").replace("format: 1", "format: 7"), encoding="utf-8")
    result = aqb("new", "fulda", "2026")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("error[AQB112]: ")
    assert f" --> {name}:" in result.err
    assert not (workspace / FULDA).exists()


def in_terminal(typed: str, *arguments: str, interrupted: bool = False) -> tuple[int, str]:
    """The exit code and all that a terminal shows, when this is typed in answer to the questions."""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    # A shell's job in the background ignores interrupts, and so does all that it starts.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from aqb_cli.cli import main; main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, "new", *arguments], stdin=follower, stdout=follower, stderr=follower,
        env={**os.environ, "COLUMNS": "200"},  # where no sentence is broken
    )  # fmt: skip
    os.close(follower)
    os.write(leader, typed.encode())
    shown = b""
    with suppress(OSError):  # which Linux raises when the other end is closed
        while True:
            if interrupted and b"Total:" in shown:  # again, since one just before it waits for an answer is lost
                process.send_signal(signal.SIGINT)
            if select.select([leader], [], [], 5)[0]:
                if not (part := os.read(leader, 65536)):
                    break
                shown += part
    os.close(leader)
    return process.wait(), shown.decode().replace("\r\n", "\n")


def test_questions(workspace: Path) -> None:
    code, shown = in_terminal("595.95.0\n-5\n1.5\n9999999999\n\x1b[31m\n595.950,50 €\n20 000\n", "fulda", "2026")
    assert code == 0, shown
    said = [line for line in shown.split("\n") if line.startswith(("  ", "Total:", "The district"))]
    assert [line.replace("Total: ", "") for line in said] == [
        "  “595.95.0” isn't an amount in euros; write it like 595.950 or 595950,00.",
        "  It has to be more than nothing.",
        "  “1.5” isn't an amount in euros; write it like 595.950 or 595950,00.",
        "  EUR 9 999 999 999 is more than any agreement can hold.",
        "  “<U+001B>[31m” isn't an amount in euros; write it like 595.950 or 595950,00.",
        "  = EUR 595 950.50",
        "The district's own contribution, on top of the total:   = EUR 20 000",
    ]
    text = (workspace / FULDA).read_text(encoding="utf-8")
    assert "  total: 595950.50\n  own_contribution: 20000\n" in text
    assert "To be filled in" not in shown


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets questions be asked without a terminal."""
    monkeypatch.setattr("aqb_cli.cli.new.can_ask", lambda: True)


@pytest.mark.usefixtures("asked")
def test_questions_left_open(workspace: Path, aqb: Command, typed: Callable[[str], None]) -> None:
    typed("\n\n")
    result = aqb("new", "fulda", "2026", "--lang", "de")
    assert result.code == 0
    assert "Auszufüllen: budget.total in Zeile 16.\n" in result.err
    assert "  total:\n" in (workspace / FULDA).read_text(encoding="utf-8")


@pytest.mark.usefixtures("asked")
def test_end_of_the_answers(workspace: Path, aqb: Command, typed: Callable[[str], None]) -> None:
    typed("500.000\n")
    assert aqb("new", "fulda", "2026").code == 0
    assert "  total: 500000\n\n" in (workspace / FULDA).read_text(encoding="utf-8")


def test_questions_broken_off(workspace: Path) -> None:
    assert in_terminal("", "fulda", "2026", interrupted=True)[0] == 130
    assert not (workspace / FULDA).exists()

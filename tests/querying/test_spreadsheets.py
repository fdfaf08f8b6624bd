"""What LibreOffice makes of our files, with the settings that docs/ask.md names. `.ci/slow` installs it."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import REAL, Command

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice Calc (soffice)"),
]

TITLES = ("März 2025", "0123", "1. Mai", "1.000", "12:30")
"""Titles that spreadsheets like to take for dates, times and numbers."""

SEMICOLON, QUOTE, UTF_8, GERMAN = 59, 34, 76, 1031
TITLE = 4
"""The place of the column of titles, counted from 1."""


@pytest.fixture
def titled(workspace: Path) -> Path:
    path = workspace / REAL
    lines = "".join(f"    - {{title: '{title}', amount: 60000.50, starts: 2025-03-01}}\n" for title in TITLES)
    text = path.read_text(encoding="utf-8").replace("  staff_training: []\n", f"  staff_training:\n{lines}")
    path.write_text(text, encoding="utf-8")
    return workspace


def read_by_libreoffice(name: str, *, columns: str, special: bool) -> list[dict[str, str]]:
    """The rows of a CSV file as LibreOffice shows them, once it has read it with the settings for German."""
    settings = f"CSV:{SEMICOLON},{QUOTE},{UTF_8},1,{columns},{GERMAN},false,{str(special).lower()}"
    shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    command = ["soffice", "--headless", f"--infilter={settings}", "--convert-to", shown, "--outdir", "read", name]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (Path("read") / Path(name).with_suffix(".csv").name).read_text(encoding="utf-8")
    return [row for row in csv.DictReader(io.StringIO(text)) if row["Betrag (Euro)"]]


def test_german_csv(titled: Path, aqb: Command) -> None:
    assert aqb("list", "measures", "-o", "m.csv", "--lang", "de").code == 0
    found = read_by_libreoffice("m.csv", columns=f"{TITLE}/2", special=False)
    assert [row["Titel"] for row in found] == list(TITLES)
    assert {(row["Betrag (Euro)"], row["von"]) for row in found} == {("60000.5", "2025-03-01")}
    # What happens otherwise: this is why the page names the settings.
    dates = read_by_libreoffice("m.csv", columns="", special=True)
    assert [row["Titel"] for row in dates][1:2] == ["123"]
    assert not {"März 2025", "0123", "1. Mai", "1.000"} & {row["Titel"] for row in dates}


def test_xlsx_needs_no_settings(titled: Path, aqb: Command) -> None:
    assert aqb("list", "measures", "-o", "m.xlsx", "--lang", "de").code == 0
    shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # all sheets
    command = ["soffice", "--headless", "--convert-to", shown, "--outdir", "read", "m.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (sheet,) = (path for path in Path("read").iterdir() if "Weiterbildung" in path.name)
    found = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    assert [row["Titel"] for row in found][: len(TITLES)] == list(TITLES)

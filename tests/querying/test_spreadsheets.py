"""What LibreOffice makes of our files, with the settings that docs/ask.md names. `.ci/slow` installs it."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import generated
import pdfplumber
import pytest
from conftest import REAL, Command
from workbooks import read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice Calc (soffice)"),
]

TITLES = ("März 2025", "0123", "1. Mai", "1.000", "12:30")
"""Titles that spreadsheets like to take for dates, times and numbers."""

SEMICOLON, COMMA, QUOTE, UTF_8, GERMAN, ENGLISH = 59, 44, 34, 76, 1031, 1033
TITLE = 4
"""The place of the column of titles, counted from 1."""


@pytest.fixture
def titled(workspace: Path) -> Path:
    path = workspace / REAL
    lines = "".join(f"    - {{title: '{title}', amount: 60000.50, starts: 2025-03-01}}\n" for title in TITLES)
    text = path.read_text(encoding="utf-8").replace("  staff_training: []\n", f"  staff_training:\n{lines}")
    path.write_text(text, encoding="utf-8")
    return workspace


def read_by_libreoffice(
    name: str, *, columns: str, special: bool, separator: int = SEMICOLON, language: int = GERMAN
) -> list[dict[str, str]]:
    """The rows of a CSV file as LibreOffice shows them, once it has read it with the settings for a language."""
    settings = f"CSV:{separator},{QUOTE},{UTF_8},1,{columns},{language},false,{str(special).lower()}"
    shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    command = ["soffice", "--headless", f"--infilter={settings}", "--convert-to", shown, "--outdir", "read", name]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (Path("read") / Path(name).with_suffix(".csv").name).read_text(encoding="utf-8")
    return [row for row in csv.DictReader(io.StringIO(text)) if row.get("Betrag (Euro)") or row.get("Amount (euros)")]


def test_german_csv(titled: Path, aqb: Command) -> None:
    assert aqb("list", "measures", "-o", "m.csv", "--lang", "de").code == 0
    found = read_by_libreoffice("m.csv", columns=f"{TITLE}/2", special=False)
    assert [row["Titel"] for row in found] == list(TITLES)
    assert {(row["Betrag (Euro)"], row["von"]) for row in found} == {("60000.5", "2025-03-01")}
    # What happens otherwise: this is why the page names the settings.
    dates = read_by_libreoffice("m.csv", columns="", special=True)
    assert [row["Titel"] for row in dates][1:2] == ["123"]
    assert not {"März 2025", "0123", "1. Mai", "1.000"} & {row["Titel"] for row in dates}


def test_english_csv(titled: Path, aqb: Command) -> None:
    assert aqb("list", "measures", "-o", "m.csv").code == 0
    found = read_by_libreoffice("m.csv", columns=f"{TITLE}/2", special=False, separator=COMMA, language=ENGLISH)
    assert [row["Title"] for row in found] == list(TITLES)
    assert {(row["Amount (euros)"], row["from"]) for row in found} == {("60000.5", "2025-03-01")}


def converted(name: str, kind: str, folder: str = "read") -> None:
    command = ["soffice", "--headless", "--convert-to", kind, "--outdir", folder, name]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_workbooks_need_no_settings(form: str, titled: Path, aqb: Command) -> None:
    assert aqb("list", "measures", "-o", f"m.{form}", "--lang", "de").code == 0
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    converted(f"m.{form}", every_sheet)
    (sheet,) = (path for path in Path("read").iterdir() if "Daten" in path.name)
    found = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    assert [row["Titel"] for row in found][-len(TITLES) :] == list(TITLES)
    assert found[-1]["Betrag (Euro)"] == "60000.5"
    assert found[-1]["von"] == "03/01/2025"  # a date, which LibreOffice writes in its own language


def without_stored_sums(name: str) -> None:
    """Takes the values of formulas away, so that LibreOffice has to add up by itself."""
    with zipfile.ZipFile(name) as package:
        parts = {entry: package.read(entry) for entry in package.namelist()}
    with zipfile.ZipFile(name, "w") as package:
        for entry, content in parts.items():
            text = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            text = re.sub(rb'(table:formula="[^"]*" office:value-type="\w+"[^>]*?) office:value="[^"]*"', rb"\1", text)
            package.writestr(entry, text)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_libreoffice_finds_the_same_totals(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aqb: Command
) -> None:
    generated.write(tmp_path / "c", generated.agreements())
    monkeypatch.chdir(tmp_path / "c")
    assert aqb("list", "measures", "--group-by", "district", "-o", f"m.{form}").code == 0
    assert aqb("budget", "--by", "region,category,year", "-o", f"b.{form}").code == 0
    for name in (f"m.{form}", f"b.{form}"):
        ours = read(name)
        without_stored_sums(name)
        assert any(cell.formula and cell.value is None for rows in read(name).values() for row in rows for cell in row)
        converted(name, form)
        found = read(f"read/{name}")
        formulas = 0
        for sheet, rows in ours.items():
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell.formula:
                        formulas += 1
                        assert isinstance(cell.value, Decimal)
                        value = found[sheet][number][place].value
                        assert isinstance(value, Decimal), (sheet, number, place)
                        assert round(value, 2) == cell.value
        assert formulas > 20


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_printed_pages(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aqb: Command) -> None:
    generated.write(tmp_path / "c", generated.agreements())
    monkeypatch.chdir(tmp_path / "c")
    assert aqb("list", "measures", "-o", f"m.{form}", "--lang", "de").code == 0
    converted(f"m.{form}", "pdf")
    with pdfplumber.open("read/m.pdf") as pdf:
        assert len(pdf.pages) > 4
        assert {(round(page.width), round(page.height)) for page in pdf.pages} == {(842, 595)}
        heads = [page.extract_text().splitlines()[:4] for page in pdf.pages]
    assert heads[0][0] == "Maßnahmen"
    assert all(any("Titel" in line and "Betrag (Euro)" in line for line in head) for head in heads)

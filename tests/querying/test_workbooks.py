"""Excel and OpenDocument: the same sheets in both, sums that add up, texts that stay texts, dates that are dates."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import generated
import openpyxl
import pytest
from conftest import REAL, Command
from din91379 import LETTERS
from workbooks import Book, read, wrong_sums

from aqb_cli.querying.tables.workbook import column_letters

MADE = generated.agreements()[:45]
UNKNOWN = ("Amount: unknown", "Places: unknown", "Betrag: unbekannt", "Plätze: unbekannt")
FULL = Path(__file__).parent / "queries/show-full.yaml"


def both(aqb: Command, *arguments: str) -> Book:
    """The workbook of a question, which is the same in both forms, its sums being right."""
    for name in ("a.xlsx", "a.ods"):
        assert aqb(*arguments, "-o", name).code == 0
    book = read("a.xlsx")
    assert book == read("a.ods")
    return book


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workbooks")
    generated.write(folder, MADE)
    return folder


def column(rows: list[list[object]], heading: str, head: int) -> list[object]:
    place = rows[head].index(heading)
    return [row[place] for row in rows[head + 1 :]]


def test_all_sums_are_right_and_all_rows_are_there(
    collection: Path, monkeypatch: pytest.MonkeyPatch, aqb: Command
) -> None:
    monkeypatch.chdir(collection)
    expected = [m for agreement in MADE for items in agreement.get("measures", {}).values() for m in items]
    amounts_unknown, places_unknown = (sum(key not in m for m in expected) for key in ("amount", "places"))
    whole = sum(m.get("amount", 0) for m in expected)
    for options in (["--group-by", "district"], ["--lang", "de"]):
        book = both(aqb, "list", "measures", *options)
        assert wrong_sums(book) == []
        printed, data = book.values()
        sums = [cell for row in printed for cell in row if cell.formula and cell.value == whole]
        assert len(sums) == 1
        rows: list[list[object]] = [[cell.value for cell in row] for row in data]
        told = [cell.value for row in printed for cell in row if str(cell.value) in UNKNOWN]
        assert len(told) == 2
        counts = [cell.value for row in printed[-20:] for cell in row if isinstance(cell.value, Decimal)]
        assert {amounts_unknown, places_unknown} <= set(counts)
        amount = next(head for head in map(str, rows[0]) if "(Euro)" in head or "(euros)" in head)
        amounts = column(rows, amount, 0)
        assert len(amounts) == len(expected)
        assert sum(value for value in amounts if isinstance(value, Decimal)) == whole
        assert amounts.count(None) == sum("amount" not in m for m in expected)  # unknown, and not zero
    assert wrong_sums(both(aqb, "budget", "--by", "region,category,year")) == []


def test_dates_are_dates_and_names_are_whole(workspace: Path, aqb: Command) -> None:
    shutil.copy(FULL, workspace / "data/agreements/2025/fulda.yaml")
    book = both(aqb, "show", "fulda", "--lang", "de")
    assert {"Zielvereinbarung", "Budget", "Maßnahmen", "Unterschriften", "Daten"} <= set(book)
    facts = {row[0].value: row[1].value for row in book["Zielvereinbarung"] if len(row) > 1}
    assert facts["Antrag vom"] == date(2025, 3, 14)
    sheet = openpyxl.load_workbook("a.xlsx")["Zielvereinbarung"]
    (cell,) = (row[1] for row in sheet.iter_rows() if row[0].value == "Antrag vom")
    assert (cell.is_date, cell.number_format) == (True, "dd.mm.yyyy")
    for name in both(aqb, "review", "fulda", "--lang", "de"):
        assert "…" not in name
    assert list(both(aqb, "budget", "--by", "district,category,year", "--lang", "de")) == ["Budget", "Daten"]


def test_the_day_of_the_data_is_said(workspace: Path, aqb: Command) -> None:
    for path in workspace.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    os.utime(workspace / REAL, (1_750_000_000, 1_750_000_000))
    texts = [row[0].value for row in both(aqb, "list", "measures")["Measures"]]
    assert texts[:2] == ["Measures", "Data of 15 June 2025"]


def test_unknown_is_told_from_nothing(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8").replace("    - title: BaE TZ+VZ\n", "    - {title: BaE, amount: 0}\n")
    path.write_text(text, encoding="utf-8")
    printed, data = both(aqb, "list", "measures").values()
    for rows, unknown in ((printed, "unknown"), (data, None)):
        head = next(number for number, row in enumerate(rows) if "Title" in [cell.value for cell in row])
        values: list[list[object]] = [[cell.value for cell in row] for row in rows]
        amounts = dict(zip(column(values, "Title", head), column(values, "Amount (euros)", head), strict=True))
        assert amounts["BaE"] == 0
        assert amounts["FBI 2025/2026"] == unknown


def test_pages(workspace: Path, aqb: Command) -> None:
    both(aqb, "list", "measures")
    sheet, data = openpyxl.load_workbook("a.xlsx").worksheets
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (9, "landscape", 0)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")
    assert (data.freeze_panes, data.auto_filter.ref) == ("A2", f"A1:O{data.max_row}")
    assert (data["E2"].value, "€" in data.column_dimensions["E"].number_format) == (None, True)  # an amount to fill in
    with zipfile.ZipFile("a.ods") as package:
        assert package.namelist()[0] == "mimetype"
        assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        content, page = (package.read(name).decode() for name in ("content.xml", "styles.xml"))
    assert content.count("<table:table-header-rows>") == 2
    assert 'style:print-orientation="landscape"' in page
    assert f"'Data'.A1:'Data'.O{data.max_row}" in content
    used = set(re.findall(r'table:style-name="([\w-]+)"', content))
    assert used <= set(re.findall(r'style:name="([\w-]+)"', content))


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_same_answer_is_the_same_file(form: str, workspace: Path, aqb: Command) -> None:
    for name in ("a", "b"):
        assert aqb("show", "hersfeld-rotenburg", "-o", f"{name}.{form}").code == 0
    assert Path(f"a.{form}").read_bytes() == Path(f"b.{form}").read_bytes()


def test_columns_have_letters() -> None:
    assert [column_letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_all_letters_of_authorities(workspace: Path, aqb: Command) -> None:
    """Those of DIN 91379, in titles: in each form of table as they were written."""
    words = [f"x{letter}y" for letter in LETTERS]
    titles = [" ".join(words[start : start + 40]) for start in range(0, len(words), 40)]
    text = (workspace / REAL).read_text(encoding="utf-8")
    more = "".join(f"    - title: {title}\n" for title in titles)
    (workspace / REAL).write_text(text.replace("qualification:\n", f"qualification:\n{more}"), encoding="utf-8")
    for path in ("letters.ods", "letters.xlsx"):
        assert aqb("list", "measures", "-o", path).code == 0
        assert set(titles) <= {cell.value for rows in read(path).values() for row in rows for cell in row}
    for form in ("csv", "markdown", "json"):
        out = aqb("list", "measures", "-f", form).out
        listed = json.dumps(json.loads(out), ensure_ascii=False) if form == "json" else out
        assert all(title in listed for title in titles)

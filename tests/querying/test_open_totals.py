"""Totals that aren't known exactly: open ones of drafts, rounded ones of reports; and files that nobody asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

DRAFT = "format: 1\ndistrict: fulda\nyear: 2025\nstatus: draft\nbudget:\n  total:\n  own_contribution: 5\n"
ROUNDED = """\
format: 1
district: giessen
year: 2025
status: reported
budget: {total: 1300000, rounded: true}
sources: [{title: Bericht}]
"""
MEASURES = """\
measures:
  training_preparation: [{title: Kurs, amount: 500000}]
  vocational_training: []
  qualification: []
  staff_training: []
"""


@pytest.fixture
def collection(workspace: Path) -> Path:
    folder = workspace / "data/agreements/2025"
    (folder / "fulda.yaml").write_text(DRAFT, encoding="utf-8")
    (folder / "giessen.yaml").write_text(ROUNDED, encoding="utf-8")
    return folder


def answer(aqb: Command, *arguments: str) -> dict[str, Any]:
    result = aqb(*arguments, "-f", "json")
    assert (result.code, result.err) == (0, "")
    table: dict[str, Any] = json.loads(result.out)["tables"]
    return table


def test_an_average_says_what_it_is_of(collection: Path, aqb: Command) -> None:
    for arguments, heading in (([], "Average of known totals"), (["--year", "2024"], "Average per agreement")):
        columns = answer(aqb, "budget", *arguments)["budget"]["columns"]
        assert {column["key"]: column["heading"] for column in columns}["average"] == heading


def test_of_one_agreement_rounded_amounts_are_counted(collection: Path, aqb: Command) -> None:
    """A number, as `docs/tables.schema.json` promises, also of what is left: never `true`."""
    text = ROUNDED.replace("rounded: true}", "rounded: true, earmarked: {digitalisation: 20000}}") + MEASURES
    (collection / "giessen.yaml").write_text(text, encoding="utf-8")
    rows = answer(aqb, "show", "giessen/2025")["budget"]["rows"]
    rounded = {row["item"]: row["amount_rounded"] for row in rows if "amount_rounded" in row}
    assert list(rounded) == ["Total", "not allocated", "not earmarked"]
    assert all(number == 1 and number is not True for number in rounded.values())


def test_shares_of_known_amounts_need_no_total(collection: Path, aqb: Command) -> None:
    """How the known amounts are divided among the categories can be said; what part of a budget they are, can't."""
    known = DRAFT + MEASURES.replace("qualification: []", "qualification: [{title: Kurs, amount: 1500000}]")
    for text, share in ((known, 0.25), (known.replace("amount: 1500000", "places: 9"), None)):
        (collection / "fulda.yaml").write_text(text, encoding="utf-8")
        rows = answer(aqb, "list", "categories", "--district", "fulda")["categories"]["rows"]
        assert rows[0]["share"] == share
        assert answer(aqb, "budget", "--by", "category", "--district", "fulda")["budget"]["rows"][0]["share"] is None


def test_sums_say_so(collection: Path, aqb: Command) -> None:
    budget = answer(aqb, "budget", "--year", "2025")["budget"]
    total = {key: budget["total"][key] for key in ("amount", "amount_unknown", "amount_rounded")}
    assert total == {"amount": 1895950, "amount_unknown": 1, "amount_rounded": 1}
    assert budget["notes"][1:] == [
        "1 agreement is only a draft: Landkreis Fulda 2025.",
        "The total of 1 draft is still open: Landkreis Fulda 2025.",
        "≈: the total of 1 agreement is only known as rounded: Landkreis Gießen 2025.",
    ]
    rows = {row["agreement"]: row for row in answer(aqb, "list", "agreements", "--year", "2025")["agreements"]["rows"]}
    assert [rows[f"{name}/2025"].get("total_rounded") for name in ("fulda", "giessen", "hersfeld-rotenburg")] == [
        None, 1, None,
    ]  # fmt: skip
    assert "≥ ≈ 1 895 950" in aqb("budget", "--year", "2025").out
    assert ",1895950" not in aqb("budget", "--by", "district", "-f", "csv").out
    assert "Budget: rounded" in aqb("budget", "--by", "district", "-f", "csv").out
    by_category = answer(aqb, "budget", "--by", "category", "--district", "fulda,giessen")["budget"]
    assert [by_category["total"][key] for key in ("agreements", "amount", "amount_unknown")] == [2, 1300000, 1]
    assert "no value is known" in aqb("budget", "--district", "fulda", "-f", "svg").err
    assert all(row["share"] is None for row in by_category["rows"])
    average = answer(aqb, "budget", "--by", "region")["budget"]["rows"]
    assert {row["region"]: row["average"] for row in average}["Kassel"] == 595950  # the open one is no zero
    assert {row["region"]: row.get("average_rounded") for row in average} == {
        "Darmstadt": None, "Gießen": 1, "Kassel": None,
    }  # fmt: skip


def test_they_are_shown_and_compared(collection: Path, aqb: Command, tmp_path: Path) -> None:
    assert re.search("Total +unknown\n", aqb("show", "fulda").out)
    assert re.search("Total +≈ 1 300 000 ", aqb("show", "giessen").out)
    assert "The total of 1 draft is still open" in aqb("review", "fulda").out
    filled = tmp_path / "2025/fulda.yaml"
    filled.parent.mkdir()
    filled.write_text(DRAFT.replace("total:", "total: 500000"), encoding="utf-8")
    assert "fulda/2025: budget of EUR 500 000, open before\n" in aqb("diff", "fulda/2025", str(filled)).out
    assert "fulda/2025: budget of EUR 500 000 no longer stated\n" in aqb("diff", str(filled), "fulda/2025").out


def test_documents_have_a_blank_or_say_rund(collection: Path, aqb: Command) -> None:
    draft, rounded = (aqb("render", name, "-f", "txt", "-o", "-").out for name in ("fulda/2025", "giessen/2025"))
    assert draft.startswith("*** ENTWURF ***")
    assert " …… Euro\n" in draft
    assert " rund 1.300.000 Euro\n" in rounded


def test_only_a_draft_may_be_open(collection: Path, aqb: Command) -> None:
    path = collection / "fulda.yaml"
    assert "note[AQB214]: The total is still open." in aqb("validate", str(path)).out
    assert aqb("fmt", "--check", str(path)).code in (0, 1)
    text = DRAFT.replace("status: draft", "status: reported\nsources: [{title: Bericht}]")
    path.write_text(text, encoding="utf-8")
    assert "error[AQB103]: There is no value here." in aqb("validate", str(path)).out
    path.write_text(text.replace("  total:\n", "  rounded: ja\n"), encoding="utf-8")
    out = aqb("validate", str(path)).out
    assert "error[AQB215]: The total is missing" in out
    assert "error[AQB106]: “ja” is neither true nor false." in out


def test_files_that_nobody_asked_for_stop_no_answer(collection: Path, workspace: Path, aqb: Command) -> None:
    (workspace / "data/agreements/2027").mkdir()
    broken = [workspace / "data/agreements/2027/fulda.yaml", workspace / "data/programmes/2027.yaml"]
    for path in broken:
        path.write_text("format: [\n", encoding="utf-8")
    names = "data/agreements/2027/fulda.yaml and data/programmes/2027.yaml"
    said = f"Outside of what is asked for, there are files with errors: {names}.\n"
    for command in (["budget", "--year", "2025"], ["list", "measures", "--year", "2020-2026"]):
        result = aqb(*command)
        assert (result.code, result.err) == (0, said)
        assert "2027" not in result.out
    assert aqb("budget", "--district", "giessen").code == 1  # the programme year is everybody's
    broken[1].unlink()
    assert aqb("budget", "--district", "giessen").code == 0
    assert aqb("budget", "--year", "2027").code == 1
    assert aqb("budget").code == 1

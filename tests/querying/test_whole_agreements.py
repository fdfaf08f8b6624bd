"""What is told for a whole agreement rather than its measures: other funders, and places in sum."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import REPORTED, Command

FULDA = """\
format: 1
district: fulda
year: 2025
status: draft
budget:
  total: 300000
  other_funds: [{name: Jobcenter Fulda, amount: 50000}, {name: ESF}]
measures:
  training_preparation: [{title: Coaching, places: 16}, {title: Kurs}]
  vocational_training: []
  qualification: [{title: Lehrgang, places: 12}]
  staff_training: []
places: {total: 60, by_category: {training_preparation: 48}}
"""
GIESSEN = """\
format: 1
district: giessen
year: 2025
status: reported
budget: {total: 1000000}
places: {total: 353}
sources: [{title: Bericht}]
"""


@pytest.fixture
def collection(workspace: Path) -> Path:
    folder = workspace / "data/agreements/2025"
    (folder / "fulda.yaml").write_text(FULDA, encoding="utf-8")
    (folder / "giessen.yaml").write_text(GIESSEN, encoding="utf-8")
    return folder


def answer(aqb: Command, *arguments: str) -> dict[str, Any]:
    result = aqb(*arguments, "--district", "fulda,giessen", "-f", "json")
    assert (result.code, result.err) == (0, "")
    (table,) = json.loads(result.out)["tables"].values()
    return dict(table)


@pytest.mark.parametrize("command", [["list", "categories"], ["budget", "--by", "category"]])
def test_places_of_categories(command: list[str], collection: Path, aqb: Command) -> None:
    table = answer(aqb, *command)
    places = {row["category"]: (row["places"], row.get("places_unknown")) for row in table["rows"]}
    assert places.pop("unallocated", (None, None)) == (None, None)
    assert places == {
        "training_preparation": (48, 1),  # of Gießen only the sum is known
        "vocational_training": (None, None),
        "qualification": (12, 1),
        "staff_training": (None, None),
    }
    assert (table["total"]["places"], table["total"]["places_unknown"]) == (413, 0)
    chosen = answer(aqb, "list", "categories", "--search", "coaching")["rows"][0]
    assert chosen["places"] == 16


def test_budgets_show_them_beside_the_total(collection: Path, aqb: Command) -> None:
    table = answer(aqb, "budget", "--by", "district")
    rows = [(row["amount"], row["other_funds"], row.get("other_funds_unknown"), row["places"]) for row in table["rows"]]
    assert rows == [(300000, 50000, 1, 60), (1000000, None, None, 353)]
    assert table["total"]["amount"] == 1300000
    shown = aqb("show", "fulda").out
    assert "Jobcenter Fulda, on top" in shown
    assert "Places: Training preparation" in shown
    assert "Other funds" not in aqb("budget", "--district", "giessen").out


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ("{by_category: {training_preparation: 15}}", ["The places of the parts add up to 16, and 15 is stated here."]),
        ("{by_category: {training_preparation: 17, qualification: 12}}", []),
        ("{by_category: {qualification: 13}}", ["The places of the parts add up to 12, and 13 is stated here."]),
        ("{total: 27}", ["The places of the parts add up to 28, and 27 is stated here."]),
        (
            "{total: 61, by_category: {training_preparation: 48}}",
            ["The places of the parts add up to 60, and 61 is stated here."],
        ),
    ],
)
def test_places_that_contradict_each_other(places: str, said: list[str], collection: Path, aqb: Command) -> None:
    path = collection / "fulda.yaml"
    signed = FULDA.replace("status: draft", "status: signed")  # a draft's measures may still be missing
    path.write_text(signed.partition("places: {total")[0] + f"places: {places}\n", encoding="utf-8")
    found = json.loads(aqb("validate", str(path), "-f", "json").out)["diagnostics"]
    assert [each["message"] for each in found if each["code"] == "AQB510"] == said


def test_documents_tell_them(collection: Path, aqb: Command) -> None:
    text = " ".join(aqb("render", "fulda/2025", "-f", "txt", "-o", "-").out.split())
    assert "Nicht im Gesamtbetrag enthalten sind Mittel Dritter:" in text
    assert "Jobcenter Fulda 50.000 Euro ESF nicht angegeben" in text
    assert "Ausbildungsvorbereitung 48 Insgesamt sind 60 Plätze vorgesehen." in text


def test_who_else_pays_is_a_list_where_no_amount_is_known(collection: Path, aqb: Command) -> None:
    path = collection / "fulda.yaml"
    path.write_text(
        FULDA.replace("{name: Jobcenter Fulda, amount: 50000}", "{name: Jobcenter Fulda}"), encoding="utf-8"
    )
    text = aqb("render", "fulda/2025", "-f", "txt", "-o", "-").out
    assert "sind Mittel Dritter:\n\n- Jobcenter Fulda\n- ESF\n" in text
    Path("fulda.txt").write_text(text, encoding="utf-8")
    assert "+    - name: Jobcenter Fulda\n+    - name: ESF\n" in aqb("import", "fulda.txt", "--diff").out


def test_a_rounded_total_and_an_exact_one_have_no_difference(collection: Path, aqb: Command) -> None:
    Path("exact.yaml").write_text(GIESSEN.replace("1000000", "1012345.67"), encoding="utf-8")
    Path("rounded.yaml").write_text(GIESSEN.replace("1000000", "1000000, rounded: true"), encoding="utf-8")
    shown = aqb("diff", "rounded.yaml", "exact.yaml").out
    assert "budget of EUR 1 012 345.67, EUR 1 000 000 before, not both of them exact" in shown.replace("\u00a0", " ")
    assert "12 345.67" not in shown.replace("1 012 345.67", "")
    (table,) = json.loads(aqb("diff", "rounded.yaml", "exact.yaml", "-f", "json").out)["tables"].values()
    rows = [row for row in table["rows"] if row["topic"] == "budget.total"]
    assert [(row["before"], row["before_rounded"], row["after"], row["difference"]) for row in rows] == [
        (1000000, 1, 1012345.67, None)
    ]
    rows = [row for row in csv.reader(aqb("diff", "rounded.yaml", "exact.yaml", "-f", "csv").out.splitlines()) if row]
    assert [row[-4:-1] for row in rows if "1000000" in row] == [["1000000", "1", "1012345.67"]]
    assert "≈ EUR 1 000 000 " in shown.replace("\u00a0", " ")


def test_who_else_pays_more_than_before_is_one_change(collection: Path, aqb: Command) -> None:
    old, new = collection / "fulda.yaml", Path("new.yaml")
    new.write_text(
        FULDA.replace("amount: 50000}", "amount: 60000.50}").replace(
            "{name: ESF}", "{name: ESF, amount: 1}, {name: ESF}"
        ),
        encoding="utf-8",
    )
    (table,) = json.loads(aqb("diff", str(old), "new.yaml", "-f", "json").out)["tables"].values()
    assert [[row[key] for key in ("kind", "subject", "before", "after", "difference")] for row in table["rows"]] == [
        ["changed", "other funds: Jobcenter Fulda", 50000, 60000.5, 10000.5],
        ["added", "other funds: ESF", None, 1, 1],
    ]


def test_a_share_of_what_the_state_gives_is_of_a_figure_that_covers_the_same(workspace: Path, aqb: Command) -> None:
    """Of 2019 only a figure with other funds in it is known, of 2024 none, of 2023 one with funds on top of it."""
    text = (workspace / REPORTED).read_text(encoding="utf-8")
    for year in ("2019", "2023"):
        path = workspace / f"data/agreements/{year}/wetteraukreis.yaml"
        path.parent.mkdir()
        path.write_text(text.replace("year: 2024", f"year: {year}"), encoding="utf-8")
    table = json.loads(aqb("budget", "-f", "json").out, parse_float=Decimal)["tables"]["budget"]
    assert {row["year"]: (row["statewide"], row["statewide_share"]) for row in table["rows"]} == {
        2019: (None, None), 2023: (28700000, Decimal("0.0397")), 2024: (None, None), 2025: (None, None),
    }  # fmt: skip
    assert table["total"].get("statewide") is None
    note = "Statewide 2023: with EUR 1 000 000 for special purposes."
    assert note in table["notes"]
    for options in (["--by", "district"], ["--by", "year,district"], ["--year", "2024"]):
        assert "special purposes" not in aqb("budget", *options).out


def test_funds_without_a_measure_are_not_left_out(collection: Path, aqb: Command) -> None:
    funds = "total: 300000\n  earmarked: {digitalisation: 5000}\n"
    (collection / "fulda.yaml").write_text(FULDA.replace("total: 300000\n", funds), encoding="utf-8")
    rows = {row["earmark"]: row for row in answer(aqb, "budget", "--by", "earmark")["rows"]}
    assert (rows["digitalisation"]["reserved"], rows["digitalisation"]["measures"]) == (5000, 0)
    chosen = answer(aqb, "budget", "--by", "earmark", "--category", "qualification")["rows"]
    assert [row["earmark"] for row in chosen] == ["not_earmarked"]


PRICED = """\
format: 1
district: {slug}
year: {year}
status: draft
budget: {{total: 5000}}
measures:
  training_preparation: []
  vocational_training: []
  qualification: [{{title: A, amount: {amount}}}]
  staff_training: []
"""


def test_no_change_is_given_where_one_years_measures_are_not_known(collection: Path, aqb: Command) -> None:
    def changes() -> set[object]:
        rows = answer(aqb, "budget", "--by", "category", "--year", "2025")["rows"]
        return {row["change"] for row in rows if row["category"] == "qualification"}

    for slug in ("fulda", "giessen"):
        for year, amount in (("2024", "900"), ("2025", "1000")):
            text = PRICED.format(slug=slug, year=year, amount=amount)
            (collection.parent / f"{year}/{slug}.yaml").write_text(text, encoding="utf-8")
    assert changes() == {200}
    unknown = GIESSEN.replace("2025", "2024").replace("places: {total: 353}\n", "")
    (collection.parent / "2024/giessen.yaml").write_text(unknown, encoding="utf-8")
    assert changes() == {None}

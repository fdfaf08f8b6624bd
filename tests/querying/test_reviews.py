"""Reviews of many agreements: each sum and each bound is computed here anew, and nothing unknown counts as zero."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import generated
import pytest
from conftest import Command

from aqb_cli.checking.valid import Inventory, gather
from aqb_cli.querying.queries.budget import budget
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.reviews import reviews
from aqb_cli.querying.tables import View
from aqb_cli.querying.tables.json import render
from aqb_cli.workspace.collection import Workspace

MADE = generated.agreements()
NAMES = {district["slug"]: district["name"] for district in generated.reference()}
REGIONS = {district["slug"]: district["region"] for district in generated.reference()}
LATE = date(2031, 1, 1)
"""A day on which all is known that the files say."""

EVERY = Choice()

Agreement = dict[str, Any]
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Inventory:
    folder = tmp_path_factory.mktemp("reviews")
    generated.write(folder, MADE)
    workspace = Workspace(folder)
    return gather(workspace, workspace.files([]), whole=True)


@pytest.fixture
def ask(inventory: Inventory) -> Ask:
    def table(*by: str, choice: Choice = EVERY, day: date = LATE) -> dict[str, Any]:
        report = reviews(inventory, choice, by, day)
        (answer,) = json.loads(render(report, View("en")), parse_float=Decimal)["tables"].values()
        return dict(answer)

    return table


def result_of(agreement: Agreement, measure: dict[str, Any]) -> dict[str, Any]:
    results = agreement.get("review", {}).get("results", [])
    return next((dict(result) for result in results if result["measure"] == measure["title"]), {})


def change_of(agreement: Agreement, title: str | None = None) -> Decimal:
    deviations = agreement.get("review", {}).get("deviations", [])
    return sum((d["budget_change"] for d in deviations if title in (None, d["measure"])), Decimal(0))


def told(agreement: Agreement, field: str) -> tuple[Decimal | None, bool]:
    """What is known of a whole agreement, and whether that is all."""
    whole = agreement.get("review", {}).get("in_sum", {})
    if field in whole:
        return Decimal(whole[field]), True
    measures = generated.measures_of(agreement)
    if field == "places":
        parts = [measure.get("places") for measure in measures]
    else:
        parts = [result_of(agreement, measure).get(field) for measure in measures]
    known = [Decimal(part) for part in parts if part is not None]
    return (sum(known, Decimal(0)) if known else None), bool(parts) and len(known) == len(parts)


def expected(agreements: Sequence[Agreement], field: str) -> tuple[Decimal | None, int]:
    parts = [told(agreement, field) for agreement in agreements]
    known = [amount for amount, _complete in parts if amount is not None]
    return (sum(known, Decimal(0)) if known else None), sum(not complete for _amount, complete in parts)


FIELDS = {
    "spent": "spent", "places": "places", "filled": "places_filled", "participants": "participants",
    "carried_over": "carried_over", "returned": "returned",
}  # fmt: skip


def assert_row(row: dict[str, Any], agreements: Sequence[Agreement]) -> None:
    total = sum(a["budget"]["total"] for a in agreements)
    change = sum(map(change_of, agreements), Decimal(0))
    assert row["agreements"] == len(agreements)
    assert row["unreported"] == sum(not ({"results", "in_sum"} & a.get("review", {}).keys()) for a in agreements)
    assert (Decimal(row["planned"]), row["planned_unknown"]) == (total, 0)
    assert Decimal(row["change"] or 0) == change
    assert Decimal(row["available"]) == total + change
    for column, field in FIELDS.items():
        known, unknown = expected(agreements, field)
        assert (row[column], row[f"{column}_unknown"]) == (known, unknown), column


@pytest.mark.parametrize(
    ("by", "label"),
    [
        ("district", lambda a: NAMES[a["district"]]),
        ("region", lambda a: REGIONS[a["district"]]),
        ("year", lambda a: a["year"]),
    ],
)
def test_agreements_add_up(by: str, label: Callable[[Agreement], object], ask: Ask) -> None:
    table = ask(by)
    assert {row[by] for row in table["rows"]} == {label(a) for a in MADE}
    for row in table["rows"]:
        assert_row(row, [a for a in MADE if label(a) == row[by]])
    assert_row({"change": 0, **table["total"]}, MADE)


def test_of_several_dimensions_the_first_one_makes_groups(ask: Ask) -> None:
    table = ask("region", "district", "year", choice=Choice(years=frozenset({2027, 2028})))
    assert (table["grouped_by"], len(table["groups"]), len(table["rows"])) == ("region", 3, 54)
    for row in table["rows"]:
        assert_row(row, [a for a in MADE if (NAMES[a["district"]], a["year"]) == (row["district"], row["year"])])
    for group in table["groups"]:
        own = [a for a in MADE if REGIONS[a["district"]] == group["label"] and a["year"] in (2027, 2028)]
        assert_row({"change": 0, **group["total"]}, own)


@pytest.mark.parametrize("by", ["category", "provider", "earmark"])
def test_measures_add_up(by: str, ask: Ask) -> None:
    rest = {"provider": "no_provider", "earmark": "not_earmarked"}
    every = [
        (a, {"category": c, **m}.get(by) or rest[by], m)
        for a in MADE
        for c, items in a.get("measures", {}).items()
        for m in items
    ]
    table = ask(by)
    assert {row[by] for row in table["rows"]} == {name for _a, name, _m in every}
    for row in table["rows"]:
        own = [(a, m, result_of(a, m)) for a, name, m in every if name == row[by]]
        assert row["measures"] == len(own)
        assert row["unreported"] == sum(not result for _a, _m, result in own)
        for column, values in {
            "planned": [m.get("amount") for _a, m, _r in own],
            "available": [m["amount"] + change_of(a, m["title"]) if "amount" in m else None for a, m, _r in own],
            "spent": [r.get("spent") for _a, _m, r in own],
            "filled": [r.get("places_filled") for _a, _m, r in own],
            "participants": [r.get("participants") for _a, _m, r in own],
            "places": [m.get("places") for _a, m, _r in own],
        }.items():
            known = [value for value in values if value is not None]
            assert (row[column], row[f"{column}_unknown"]) == (sum(known), len(values) - len(known)), column
        assert Decimal(0) < row["spent_share_from"] < row["spent_share_to"] <= 1


def test_shares_of_what_was_spent_have_their_bounds(ask: Ask) -> None:
    """What is unknown of an agreement is none of what is available, or all that isn't another measure's."""
    seen = set()
    for row in ask("district", choice=Choice(years=frozenset({2028})))["rows"]:
        (agreement,) = [a for a in MADE if a["year"] == 2028 and NAMES[a["district"]] == row["district"]]
        available = agreement["budget"]["total"] + change_of(agreement)
        spent, complete = told(agreement, "spent")
        if spent is None:
            assert row["spent_share"] is None
            assert "spent_share_from" not in row
            seen.add("unknown")
        elif complete:
            assert abs(row["spent_share"] - spent / available) <= Decimal("0.00005")
            seen.add("known")
        else:
            measures = generated.measures_of(agreement)
            priced = {m["title"]: m["amount"] + change_of(agreement, m["title"]) for m in measures if "amount" in m}
            silent = [m["title"] for m in measures if "spent" not in result_of(agreement, m)]
            more = sum(priced.get(title, Decimal(0)) for title in silent)
            if any(title not in priced for title in silent):
                told_of = [result_of(agreement, m).get("spent", 0) for m in measures if "amount" not in m]
                more += available - sum(priced.values()) - sum(told_of)
            assert 0 <= spent / available - row["spent_share_from"] < Decimal("0.0001")
            assert 0 <= row["spent_share_to"] - (spent + more) / available < Decimal("0.0001")
            seen.add("bounds")
    assert seen == {"unknown", "known", "bounds"}


def test_before_the_meeting_nothing_is_known(ask: Ask) -> None:
    table = ask("year", choice=Choice(years=frozenset({2026})), day=date(2026, 10, 13))
    (row,) = table["rows"]
    assert (row["spent"], row["spent_unknown"], row["unreported"], row["returned"]) == (None, 27, 27, None)
    assert Decimal(row["change"]) == sum((change_of(a) for a in MADE if a["year"] == 2026), Decimal(0))


MEASURED = """\
format: 1
district: fulda
year: 2025
status: draft
budget: {total: 100000}
measures:
  training_preparation: [{title: A, amount: 40000}, {title: B}]
  vocational_training: []
  qualification: []
  staff_training: []
review:
  meeting_on: 2025-10-14
  deviations: [{on: 2025-06-30, budget_change: -10000, reason: Kürzung}]
  results: [{measure: B, status: running, spent: 5000}]
  in_sum: {spent: 30000, returned: 0}
"""


def test_what_stands_in_no_row_is_said(workspace: Path, aqb: Command) -> None:
    (workspace / "data/agreements/2025/fulda.yaml").write_text(MEASURED, encoding="utf-8")
    out = aqb("review", "--district", "fulda").out
    assert "33.3%" in out
    assert "Returned (euros)" in out  # the zero that was reported
    assert "Not reported by anybody: Carried over, Places, Places filled and Participants.\n" in out
    out = aqb("review", "fulda/2025", "--by", "category", "--lang", "de").out
    assert "Änderungen ganzer Zielvereinbarungen sind in diesen Zeilen nicht enthalten: zusammen -10.000 Euro." in out
    assert (
        "Was 1 Zielvereinbarung ausgegeben hat, ist in Summe bekannt, nicht je Maßnahme: Landkreis Fulda 2025." in out
    )
    (row,) = json.loads(aqb("review", "--district", "fulda", "--by", "category", "-f", "json").out)["tables"]["review"][
        "rows"
    ]
    # A may have spent 40 000; B has spent 5 000 of at least that, and at most of the 50 000 that are left.
    assert (row["spent"], row["spent_share_from"], row["spent_share_to"]) == (5000, 0.0555, 1)


def test_before_the_meeting_nothing_is_known_in_sum_either(workspace: Path, aqb: Command) -> None:
    (workspace / "data/agreements/2025/fulda.yaml").write_text(MEASURED, encoding="utf-8")
    chosen = ("--district", "fulda", "--by", "category", "--as-of")
    assert "is known in sum" not in aqb("review", *chosen, "2025-10-13").out
    assert "is known in sum" in aqb("review", *chosen, "2025-10-14").out


def test_no_more_may_have_been_spent_than_a_cut_has_left(workspace: Path, aqb: Command) -> None:
    """Measures may come to more than what the whole agreement has after a cut."""
    made = MEASURED.replace(
        "{title: A, amount: 40000}, {title: B}", "{title: A, amount: 40000}, {title: B, amount: 60000}"
    )
    made = made.replace("spent: 5000}", "spent: 60000}").replace("  in_sum: {spent: 30000, returned: 0}\n", "")
    (workspace / "data/agreements/2025/fulda.yaml").write_text(made, encoding="utf-8")
    (row,) = json.loads(aqb("review", "--district", "fulda", "-f", "json").out)["tables"]["review"]["rows"]
    assert (row["available"], row["spent"], row["spent_share_from"], row["spent_share_to"]) == (90000, 60000, 0.6666, 1)


def test_what_a_measure_has_spent_needs_no_total(workspace: Path, aqb: Command) -> None:
    """A draft's total may be open; the share of a measure whose amount and spending are known is known, too."""
    made = MEASURED.replace("{total: 100000}", "{}").replace(
        "measure: B, status: running, spent: 5000", "measure: A, status: running, spent: 5000"
    )
    made = made.replace("  deviations: [{on: 2025-06-30, budget_change: -10000, reason: Kürzung}]\n", "")
    path = workspace / "data/agreements/2025/fulda.yaml"
    for text, share in ((made, None), (made.replace(", {title: B}", ""), 0.125)):
        path.write_text(text, encoding="utf-8")
        table = json.loads(aqb("review", "fulda/2025", "-f", "json").out)["tables"]["summary"]
        assert table["rows"][0]["spent_share"] == share
        (row,) = json.loads(aqb("review", "--district", "fulda", "-f", "json").out)["tables"]["review"]["rows"]
        assert (row["spent"], row["spent_share"]) == (30000, None)  # of a whole that nobody knows


def test_one_agreement_alone_is_shown_measure_by_measure(workspace: Path, aqb: Command) -> None:
    (workspace / "data/agreements/2025/fulda.yaml").write_text(MEASURED, encoding="utf-8")
    assert aqb("review", "fulda").out.startswith("Review of the 2025 agreement with Landkreis Fulda")
    assert aqb("review", "fulda", "hersfeld-rotenburg").out.startswith("Review 2025 by district\n")
    assert aqb("review", "data/agreements/2025").out.startswith("Review 2025 by district\n")
    assert "Chosen: years 2025.\n" in aqb("review", "--year", "2025").out
    table = json.loads(aqb("review", "--year", "2099", "-f", "json").out)["tables"]["review"]
    assert (table["rows"], table["total"]) == ([], None)  # of nobody, nothing is known either
    result = aqb("review", "--by", "month")
    assert (result.code, result.err.splitlines()[0]) == (2, "aqb: Reviews can't be added up by “month”.")


@pytest.fixture(scope="module")
def unsure() -> list[Agreement]:
    """The same agreements, some of them drafts whose total is open, or reports that only know it as rounded."""
    made = generated.agreements()
    for number, agreement in enumerate(made):
        if agreement["status"] == "reported" and number % 2:
            agreement["budget"]["rounded"] = True
        if agreement["status"] == "draft" and number % 3 == 0:
            agreement["budget"] = {}
    return made


def test_open_and_rounded_totals_are_counted_as_such(
    unsure: list[Agreement], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generated.write(tmp_path, unsure)
    monkeypatch.chdir(tmp_path)
    workspace = Workspace(tmp_path)
    inventory = gather(workspace, workspace.files([]), whole=True)
    assert not inventory.left_out
    for query, column in ((budget(inventory, EVERY, ["region"]), "amount"),
                          (reviews(inventory, EVERY, ["region"], LATE), "planned")):  # fmt: skip
        (table,) = json.loads(render(query, View("en")), parse_float=Decimal)["tables"].values()
        for row in [*table["rows"], {**table["total"], "region": None}]:
            own = [a for a in unsure if row["region"] in (None, REGIONS[a["district"]])]
            known = [a["budget"]["total"] for a in own if "total" in a["budget"]]
            assert Decimal(row[column]) == sum(known)
            assert row[f"{column}_unknown"] == len(own) - len(known) > 0
            assert row[f"{column}_rounded"] == sum("rounded" in a["budget"] for a in own) > 0
            if column == "planned":
                assert Decimal(row["available"]) == sum(known) + sum(map(change_of, own))
                assert (row["spent"], row["spent_unknown"]) == expected(own, "spent")
            else:
                assert row.get("share") is None  # of a whole that nobody knows
                assert Decimal(row["average"]) == round(Decimal(sum(known)) / len(known), 2)


def test_places_of_categories_count_and_unknown_ones_are_said(workspace: Path, aqb: Command) -> None:
    """Also where an agreement states no measures; what it states in sum stands in no row of measures, and is said."""
    for district, places in (("fulda", "places: {by_category: {qualification: 11}}\n"), ("giessen", "")):
        (workspace / f"data/agreements/2025/{district}.yaml").write_text(
            f"format: 1\ndistrict: {district}\nyear: 2025\nstatus: reported\nbudget: {{total: 50000}}\n{places}"
            "sources: [{title: Pressemitteilung}]\n",
            encoding="utf-8",
        )
    chosen = ("--district", "fulda", "--district", "giessen")
    for command in ("review", "budget"):
        table = json.loads(aqb(command, *chosen, "--by", "year", "-f", "json").out)["tables"][command]
        assert (table["rows"][0]["places"], table["rows"][0]["places_unknown"] > 1) == (11, True)
    out = aqb("review", *chosen, "--by", "category").out
    assert "The places that 1 agreement states in sum aren't in these rows: Landkreis Fulda 2025.\n" in out

"""Two years side by side: budgets up or down, measures added, dropped and carried on, each counted once."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import generated
import pytest
from conftest import REAL, Command
from repositories import edit
from terminals import screen

YEARS = (2026, 2027)
MADE = [a for a in generated.agreements() if a["year"] in YEARS]
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("overview")
    generated.write(folder, MADE)
    return folder


@pytest.fixture
def tables(collection: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.chdir(collection)

    def ask(*arguments: str) -> dict[str, Any]:
        result = aqb("diff", *arguments, "-f", "json")
        assert (result.code, result.err) == (0, "")
        found: dict[str, Any] = json.loads(result.out, parse_float=Decimal)["tables"]
        return found

    return ask


def test_budgets_and_measures_of_all_districts_add_up(tables: Ask) -> None:
    found = tables("2026", "2027")
    names = {d["name"]: d["slug"] for d in generated.reference()}
    by_key = {(a["district"], a["year"]): a for a in MADE}
    rows = found["overview"]["rows"]
    assert {names[row["district"]] for row in rows} == {a["district"] for a in MADE}
    moved = {(r["district"], r["kind"]): 0 for r in found["measures"]["rows"]}
    for row in found["measures"]["rows"]:
        moved[row["district"], row["kind"]] += 1
    for row in rows:
        before, after = (by_key[names[row["district"]], year] for year in YEARS)
        totals = [a["budget"]["total"] for a in (before, after)]
        assert [row["before"], row["after"]] == totals
        assert row["difference"] == totals[1] - totals[0]
        counts = [sum(map(len, a["measures"].values())) if "measures" in a else None for a in (before, after)]
        if None in counts:
            assert row["carried_on"] is row["added"] is row["dropped"] is None
            continue
        assert [row["carried_on"] + row["dropped"], row["carried_on"] + row["added"]] == counts
        assert row["added"] == moved.get((row["district"], "added"), 0)
        assert row["dropped"] == moved.get((row["district"], "dropped"), 0)
    total = found["overview"]["total"]
    assert total["difference"] == sum(row["difference"] for row in rows)
    assert "carried_on" not in total  # of two districts, nobody knows


def test_one_district_has_a_row_for_each_measure(tables: Ask) -> None:
    slug = "wetteraukreis"
    before, after = (next(a for a in MADE if (a["district"], a["year"]) == (slug, year)) for year in YEARS)
    rows = tables(f"{slug}/2026", f"{slug}/2027")["measures"]["rows"]
    for agreement, side, other in ((before, "before", "added"), (after, "after", "dropped")):
        amounts = [m.get("amount") for items in agreement["measures"].values() for m in items]
        own = [row for row in rows if row["kind"] != other]
        assert len(own) == len(amounts)
        assert sum(row[side] or 0 for row in own) == sum(amount or 0 for amount in amounts)
        assert sum(row[f"{side}_unknown"] for row in own) == amounts.count(None)
    kept = [row for row in rows if row["kind"] == "carried_on"]
    assert kept
    assert all("title" in row["also"] for row in kept)  # which has the year in it


def test_details_say_what_is_different_in_each_field(tables: Ask) -> None:
    assert set(tables("2026", "2027")) == {"overview", "measures"}
    found = tables("fulda/2026", "fulda/2027", "--details")
    assert {row["topic"] for row in found["changes"]["rows"]} >= {"agreement.year", "budget.total", "measure"}


def test_eighty_columns(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(collection)
    for language, words in (("de", ("weiter", "neu", "entfallen")), ("en", ("kept", "new", "gone"))):
        lines = screen(monkeypatch, ["diff", "2026", "2027", "--lang", language, "--color", "never"], 80)
        assert max(map(len, lines)) <= 80
        assert all(word in " ".join(lines[:6]) for word in words)


def test_districts_that_are_missing_or_new(workspace: Path, aqb: Command) -> None:
    reported = "sources: [{title: Pressemitteilung}]\n"
    for district, year in (("main-kinzig-kreis", 2025), ("main-kinzig-kreis", 2026), ("hanau", 2026)):
        path = workspace / f"data/agreements/{year}/{district}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f"format: 1\ndistrict: {district}\nyear: {year}\nstatus: reported\nbudget: {{total: 5{year}}}\n{reported}",
            encoding="utf-8",
        )
    out = aqb("diff", "2025", "2026").out
    assert re.search(r"Main-Kinzig-Kreis +52 025 +52 026\n", out)
    assert re.search(r"Landkreis Hersfeld-Rotenburg +595 950 +–\n", out)
    details = aqb("diff", "2025", "2026", "--details").out
    assert "main-kinzig-kreis/2025 → main-kinzig-kreis/2026" in details
    assert "hersfeld-rotenburg/2025" not in details  # it has no agreement of 2026 and none was deleted
    assert "Main-Kinzig-Kreis isn't compared: Stadt Hanau has left it in the meantime." in out
    assert "2025: 1 district has no agreement: Stadt Hanau." in out
    assert "2026: 1 district has no agreement: Landkreis Hersfeld-Rotenburg." in out
    assert re.search(r"Sum +647 975 +104 052\n", out)


def test_rounded_totals_have_no_difference(workspace: Path, aqb: Command) -> None:
    for year, budget in ((2019, "{total: 1300000, rounded: true}"), (2020, "{total: 1250000}")):
        path = workspace / f"data/agreements/{year}/fulda.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f"format: 1\ndistrict: fulda\nyear: {year}\nstatus: reported\nbudget: {budget}\nsources: [{{title: P}}]\n",
            encoding="utf-8",
        )
    out = aqb("diff", "data/agreements/2019", "data/agreements/2020").out
    assert re.search(r"Landkreis Fulda +≈ 1 300 000 +1 250 000\n", out)
    assert "No change is given where a total is only known as rounded." in out


@pytest.mark.parametrize("without", ["earlier", "data/agreements"])
def test_measures_that_one_side_does_not_state_are_neither_new_nor_gone(
    without: str, workspace: Path, aqb: Command
) -> None:
    shutil.copytree(workspace / "data/agreements", workspace / "earlier")
    path = workspace / without / "2025/hersfeld-rotenburg.yaml"
    text = re.sub(r"(?ms)^measures:.*?(?=^\w)", "", path.read_text(encoding="utf-8"))
    path.write_text(text.replace("status: signed", "status: draft"), encoding="utf-8")
    result = aqb("diff", "earlier", "data/agreements")
    assert (result.code, "Leben und Sprache" in result.out) == (0, False), result.err
    assert "None is known." in result.out


def test_two_folders(workspace: Path, aqb: Command) -> None:
    shutil.copytree(workspace / "data/agreements", workspace / "earlier")
    edit(workspace / REAL, ("total: 595950", "total: 600000"), ("    - title: Leben und Sprache III\n", ""))
    result = aqb("diff", "earlier", "data/agreements")
    assert re.search(r"Hersfeld-Rotenburg +595 950 +600 000 +\+4 050 +\+0.7% +5 +0 +1\n", result.out)
    assert re.search(r"dropped +Leben und Sprache III", result.out)


def test_faulty_files_end_the_comparison_unless_they_may_be_left_out(workspace: Path, aqb: Command) -> None:
    edit(workspace / REAL, ("total: 595950", "total: 595.950"))
    result = aqb("diff", "2024", "2025")
    assert (result.code, result.out) == (1, "")
    result = aqb("diff", "2024", "2025", "--skip-invalid")
    assert result.code == 0
    assert "Left out because of errors: data/agreements/2025/hersfeld-rotenburg.yaml." in result.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2024", "2019"], "There are no agreements of 2019."),
        (["2024", "wetteraukreis/2024"], "A year or folder is compared with another year or folder."),
    ],
)
def test_wrong_use(arguments: list[str], said: str, workspace: Path, aqb: Command) -> None:
    result = aqb("diff", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err

"""Plan against result: the figures, the verdict on each measure, and what is said in the end."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

EXPECTED = Path(__file__).parent / "queries"
PATH = "data/agreements/2025/fulda.yaml"

ONE = """\
format: 1
district: fulda
year: 2025
status: draft
budget: {{total: 100000}}
measures:
  training_preparation: [{{title: Coaching{measure}}}]
  vocational_training: []
  qualification: []
  staff_training: []
review:
  meeting_on: 2025-10-14
  deviations: [{deviations}]
  results: [{results}]
"""


@pytest.fixture
def reviewed(workspace: Path) -> Path:
    path = workspace / PATH
    path.write_text((EXPECTED / "review.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["en", "de"])
def test_paper_for_the_meeting(
    language: str, reviewed: Path, aqb: Command, expect: Callable[[Path, str], None]
) -> None:
    for format, ending in (("table", "txt"), ("markdown", "md")):
        result = aqb("review", "fulda", "--lang", language, "-f", format)
        assert (result.code, result.err) == (0, "")
        expect(EXPECTED / f"review.{language}.{ending}", result.out)


def test_figures(reviewed: Path, aqb: Command) -> None:
    tables = json.loads(aqb("review", "fulda/2025", "-f", "json").out, parse_float=Decimal)["tables"]
    assert {
        r["title"]: (r["planned"], r["change"], r["available"], r["spent"]) for r in tables["measures"]["rows"]
    } == {
        "u25 Social Coach 2025/2026": (80000, None, 80000, 9000),
        "Leben und Sprache III": (60000, None, 60000, 12000),
        "BaE TZ+VZ": (100000, None, 100000, None),
        "FBI 2025/2026": (60000, -12000, 48000, 18000),
    }
    total = tables["summary"]["total"]
    assert (total["planned"], total["change"], total["available"]) == (300000, -12000, 288000)
    assert (total["spent"], total["spent_unknown"]) == (39000, 1)
    assert (total["on_course"], total["off_course"], total["open"], total["unreported"]) == (1, 2, 0, 1)
    later = json.loads(aqb("review", "fulda/2025", "-f", "json", "--as-of", "30.11.2025").out)["tables"]["summary"]
    assert (later["total"]["change"], later["total"]["available"]) == (-7000, 293000)
    assert later["rows"][4]["available"] == 5000


def standing(
    workspace: Path, aqb: Command, measure: str, result: str, deviations: str = "", *more: str
) -> dict[str, Any]:
    (workspace / PATH).write_text(
        ONE.format(
            measure=f", {measure}" if measure else "",
            results=f"{{measure: Coaching, {result}}}" if result else "",
            deviations=deviations,
        ),
        encoding="utf-8",
    )
    answer = aqb("review", "fulda", "-f", "json", *more)
    assert answer.code == 0, answer.err
    (row,) = json.loads(answer.out)["tables"]["measures"]["rows"]
    return dict(row)


YEAR = "starts: 2025-01-01, ends: 2025-12-31"


@pytest.mark.parametrize(
    ("measure", "result", "course", "assessment"),
    [
        ("", "", "unreported", "not reported"),
        ("", "status: cancelled", "off_course", "not on course: cancelled"),
        ("", "status: running", "open", "open: spending not reported"),
        ("", "status: completed", "open", "open: spending not reported"),
        ("", "status: running, spent: 0", "open", "open"),
        ("", "status: planned", "open", "open"),
        ("starts: 2025-11-01", "", "open", "open: begins on 1 November 2025"),
        ("starts: 2025-11-01", "status: planned", "open", "open: begins on 1 November 2025"),
        ("starts: 2025-09-01", "status: planned", "off_course", "not on course: should have begun on 1 September 2025"),
        ("ends: 2025-09-30", "status: planned", "off_course", "not on course: should have ended on 30 September 2025"),
        ("ends: 2025-09-30", "status: running", "off_course", "not on course: should have ended on 30 September 2025"),
        (
            "starts: 2025-11-01", "status: running", "off_course",
            "not on course: reported as begun, although it begins only on 1 November 2025",
        ),
        (f"amount: 10000, {YEAR}", "status: running, spent: 7500", "on_course", "on course"),
        (
            f"amount: 10000, {YEAR}", "status: running, spent: 5500", "off_course",
            "not on course: 55% of the money spent in 79% of the time",
        ),
        (
            f"amount: 10000, {YEAR}", "status: running, spent: 9900", "off_course",
            "not on course: 99% of the money spent in 79% of the time",
        ),
        (f"amount: 10000, {YEAR}", "status: running, spent: 5864", "on_course", "on course"),
        ("amount: 10000", "status: running, spent: 10000.01", "off_course",
         "not on course: EUR 0.01 more spent than available"),
        ("amount: 10000", "status: completed, spent: 8000", "on_course", "on course"),
        ("amount: 10000", "status: completed, spent: 7999", "off_course",
         "not on course: EUR 2 001 of EUR 10 000 not spent"),
        ("amount: 10000", "status: planned, spent: 9000", "off_course",
         "not on course: 90% of the money spent, although only planned"),
        ("places: 10", "status: running, places_filled: 8", "on_course", "on course: spending not reported"),
        ("places: 10", "status: running, places_filled: 7", "off_course", "not on course: only 7 of 10 places filled"),
        ("places: 10", "status: running, places_filled: 13", "off_course", "not on course: 13 people on 10 places"),
        ("amount: 0", "status: running, spent: 0", "open", "open"),
        ("places: 10", "status: running, spent: 5", "open", "open: places not reported"),
        ("amount: 10000", "status: completed", "open", "open: spending not reported"),
        ("amount: 10000", "status: planned, spent: 2000", "open", "open"),
        ("places: 10", "status: running, places_filled: 12", "on_course", "on course: spending not reported"),
        ("starts: 2025-10-14", "status: running", "open", "open: spending not reported"),
        ("ends: 2025-10-14", "status: running", "open", "open: spending not reported"),
    ],
)  # fmt: skip
def test_verdicts(measure: str, result: str, course: str, assessment: str, workspace: Path, aqb: Command) -> None:
    row = standing(workspace, aqb, measure, result)
    assert (row["course"], row["assessment"]) == (course, assessment)


def test_deviations_count_until_the_day(workspace: Path, aqb: Command) -> None:
    deviations = (
        "{on: 2025-09-30, measure: Coaching, budget_change: -4000, reason: a},"
        "{on: 2025-10-14, measure: Coaching, budget_change: 1000, reason: b},"
        "{on: 2025-10-15, measure: Coaching, budget_change: 500, reason: c}"
    )
    result = "status: completed, spent: 6900"
    row = standing(workspace, aqb, "amount: 10000", result, deviations)
    assert (row["change"], row["available"], row["course"]) == (-3000, 7000, "on_course")
    row = standing(workspace, aqb, "amount: 10000", result, deviations, "--as-of", "2025-10-15")
    assert row["available"] == 7500
    row = standing(workspace, aqb, "amount: 10000", result, deviations, "--as-of", "2025-10-13")
    assert (row["available"], row["spent"], row["course"]) == (6000, None, "unreported")


def test_a_change_of_no_measure_counts_in_the_sum(workspace: Path, aqb: Command) -> None:
    """It is available too, and whether all of what was spent is known decides if there is a share."""
    change = "{on: 2025-09-30, budget_change: 5000, reason: a}"
    for spent, share in ((", spent: 6000", 0.4), ("", None)):
        text = ONE.format(
            measure=", amount: 10000", results=f"{{measure: Coaching, status: running{spent}}}", deviations=change
        )
        (workspace / PATH).write_text(text, encoding="utf-8")
        table = json.loads(aqb("review", "fulda", "-f", "json").out)["tables"]["summary"]
        assert (table["rows"][-1]["category"], table["rows"][-1]["available"]) == ("without a measure", 5000)
        assert (table["total"]["available"], table["total"].get("spent_share")) == (15000, share)


def test_a_rounded_total_stays_one(workspace: Path, aqb: Command) -> None:
    text = ONE.format(
        measure=", amount: 60000", deviations="{on: 2025-09-30, budget_change: -12000, reason: a}", results=""
    )
    text = text.replace("draft", "reported").replace("total: 100000", "total: 100000, rounded: true")
    text += "  in_sum: {spent: 30000}\nsources: [{title: Bericht}]\n"
    (workspace / PATH).write_text(text, encoding="utf-8")
    printed = aqb("review", "fulda", "--lang", "de").out
    assert "Budget: rund 100.000 Euro; mit den Änderungen: rund 88.000 Euro." in printed
    assert "≈ 88.000" in printed
    row = json.loads(aqb("review", "fulda", "-f", "json").out)["tables"]["in_sum"]["rows"][0]
    assert (row["available"], row["available_rounded"]) == (88000, 1)


def test_titles_that_mean_two_measures(workspace: Path, aqb: Command) -> None:
    text = ONE.format(measure="", results="{measure: Coaching, status: running, spent: 5}", deviations="")
    text = text.replace("qualification: []", "qualification: [{title: Coaching}]")
    (workspace / PATH).write_text(text, encoding="utf-8")
    result = aqb("review", "fulda")
    assert (result.code, result.out) == (1, "")
    assert "error[AQB507]: Several measures are called “Coaching”." in result.err


def test_nobody_is_judged_by_a_title_that_two_have(workspace: Path, aqb: Command) -> None:
    text = ONE.format(measure="", results="", deviations="")
    (workspace / PATH).write_text(text.replace("n: []", "n: [{title: Coaching}]", 1), encoding="utf-8")
    rows = json.loads(aqb("review", "fulda", "-f", "json").out)["tables"]["measures"]["rows"]
    said = "open: several measures have this title, so no result can be told to be this one's"
    assert [row["assessment"] for row in rows] == [said, said]


def test_very_many_measures(workspace: Path, aqb: Command) -> None:
    items = ", ".join(f"{{title: M {number}}}" for number in range(8000))
    text = ONE.format(measure="", results="", deviations="").replace("qualification: []", f"qualification: [{items}]")
    (workspace / PATH).write_text(text, encoding="utf-8")
    result = aqb("review", "fulda")
    assert result.code == 0
    assert "Of 8000 measures nothing was reported: M 0, M 1, M 2, M 3, M 4 and 7995 more.\n" in result.out

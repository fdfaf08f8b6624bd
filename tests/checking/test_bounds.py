"""What lies exactly on a rule's bound passes; a cent, a day, a place or a year further it is found."""

from __future__ import annotations

import generated
import pytest
from examples import codes, findings, over_base


def coach(fields: str) -> str:
    """An agreement's only measure, with these fields."""
    return f"measures:\n  training_preparation: [{{title: Coach, {fields}}}]\n"


EMPTY = "measures:\n" + "".join(f"  {category}: []\n" for category in generated.CATEGORIES)

RESULT = "results: [{measure: Coach, status: running, X}]"
CHANGED = "review:\n  deviations: [{on: 2025-09-30, reason: neu, budget_change: 1000}]\n"
CHANGED_TWICE = CHANGED.replace("}]", "}, {on: 2025-10-30, reason: neu, budget_change: -700}]")

BOUNDS = [
    ("AQB108", "sources: [{title: X}]\n", "y" * 500, "y" * 501),
    ("AQB201", "budget: {total: 100000.50}\n" + coach("amount: X"), "100000.50", "100000.51"),
    ("AQB202", "budget: {total: 100000.50}\n" + coach("amount: X"), "100000.50", "100000.49"),
    (
        "AQB218",
        "status: draft\nsignatures: []\nbudget: {total: 90000.50}\n" + coach("amount: X"),
        "90000.50",
        "90000.49",
    ),
    (
        "AQB204",
        "budget: {total: 200000, by_category: {training_preparation: 90000.10}}\n" + coach("amount: X"),
        "90000.10",
        "90000.11",
    ),
    ("AQB205", "budget: {total: 90000.10, by_category: {training_preparation: X}}\n", "90000.10", "90000.11"),
    ("AQB206", "budget: {total: 90000.10, by_year: {2025: 40000, 2026: X}}\n", "50000.10", "50000.11"),
    ("AQB206", "budget: {total: 90000.10, by_year: {2025: 40000, 2026: X}}\n", "50000.10", "50000.09"),
    ("AQB207", coach("amount: 90000.10, by_year: {2025: X}"), "90000.10", "90000.11"),
    ("AQB207", coach("amount: 90000.10, by_year: {2025: X}"), "90000.10", "90000.09"),
    (
        "AQB208",
        "budget: {total: 90000.10, by_year: {2025: 90000.10}}\n" + coach("by_year: {2025: X}"),
        "90000.10",
        "90000.11",
    ),
    ("AQB209", "budget: {total: X}\n", "0.01", "0"),
    ("AQB211", "budget: {total: X}\n", "50000000", "50000000.01"),
    ("AQB211", "year: 2023\nbudget: {total: X}\n", "28700000", "28700000.01"),  # both known figures of 2023 together
    ("AQB212", "budget: {total: X}\n", "10000", "9999.99"),
    ("AQB213", "budget: {total: X}\n", "1000.50", "999.50"),
    ("AQB213", "budget: {total: X}\n", "999.00", "999.01"),
    ("AQB217", coach("amount: X"), "1000.50", "999.50"),
    ("AQB217", coach("by_year: {2025: X}"), "999", "999.01"),
    ("AQB217", "budget: {total: 90000, by_year: {2025: X}}\n", "1000.01", "0.01"),
    ("AQB217", "budget: {total: 90000, earmarked: {digitalisation: X}}\n", "345950", "345.95"),
    ("AQB217", "budget: {total: 90000, by_category: {qualification: X}}\n", "345950", "345.95"),
    ("AQB217", "budget: {total: 90000, other_funds: [{name: Jobcenter, amount: X}]}\n", "345950", "345.95"),
    ("AQB217", "grant: {amount: X}\n", "345950", "345.95"),
    ("AQB220", "budget: {total: 90000.10, earmarked: {digitalisation: X}}\n", "90000.10", "90000.11"),
    (
        "AQB221",
        "budget: {total: 200000, earmarked: {digitalisation: 90000.10}}\n"
        + coach("earmark: digitalisation, amount: X"),
        "90000.10",
        "90000.11",
    ),
    (
        "AQB222",
        "budget: {total: 200000, earmarked: {digitalisation: 90000.10}}\n"
        + coach("earmark: digitalisation, amount: X"),
        "90000.10",
        "90000.09",
    ),
    ("AQB230", "budget: {total: 90000.10}\ngrant: {amount: X}\n", "90000.10", "90000.11"),
    ("AQB231", "budget: {total: 90000.10}\ngrant: {amount: X}\n", "90000.10", "90000.09"),
    ("AQB230", f"budget: {{total: 90000}}\ngrant: {{amount: X}}\n{CHANGED}", "91000", "91000.01"),
    ("AQB231", f"budget: {{total: 90000}}\ngrant: {{amount: X}}\n{CHANGED}", "90000", "89999.99"),
    (
        "AQB230",
        f"budget: {{total: 90000}}\ngrant: {{amount: X}}\n{CHANGED.replace('1000', '-1000')}",
        "90000",
        "90000.01",
    ),
    (
        "AQB231",
        f"budget: {{total: 90000}}\ngrant: {{amount: X}}\n{CHANGED.replace('1000', '-1000')}",
        "89000",
        "88999.99",
    ),
    # A notice after the one change, before the other.
    ("AQB230", f"budget: {{total: 90000}}\ngrant: {{amount: X}}\n{CHANGED_TWICE}", "91000", "91000.01"),
    ("AQB231", f"budget: {{total: 90000}}\ngrant: {{amount: X}}\n{CHANGED_TWICE}", "89300", "89299.99"),
    (
        "AQB241",
        "budget: {total: 90000}\n" + coach("places: 9") + f"{CHANGED}  {RESULT}\n",
        "spent: 91000",
        "spent: 91000.01",
    ),
    (
        "AQB240",
        coach("amount: 90000.10")
        + "review: {deviations: [{on: 2025-09-30, measure: Coach, reason: weniger, budget_change: X}]}\n",
        "-90000.10",
        "-90000.11",
    ),
    (
        "AQB241",
        coach("amount: 90000.10") + f"review: {{{RESULT}}}\n",
        "spent: 90000.10",
        "spent: 90000.11",
    ),
    (
        "AQB241",
        coach("amount: 90000.10")
        + "review:\n  deviations: [{on: 2025-09-30, measure: Coach, reason: entfällt, budget_change: -90000.10}]\n"
        + f"  {RESULT}\n",
        "spent: 0",
        "spent: 0.01",
    ),
    (
        "AQB242",
        (
            "budget: {total: 90000.10}\n"
            "review: {in_sum: {spent: 90000, carried_over: 1000, returned: X},"
            " deviations: [{on: 2025-09-30, reason: mehr, budget_change: 1000}]}\n"
        ),
        "0.10",
        "0.11",
    ),
    (
        "AQB243",
        coach("places: 20") + f"review:\n  {RESULT}\n  in_sum: {{spent: 400.10}}\n",
        "spent: 400.10",
        "spent: 400.11",
    ),
    (
        "AQB243",
        coach("places: 20") + f"review:\n  {RESULT}\n  in_sum: {{places_filled: 12}}\n",
        "places_filled: 12",
        "places_filled: 13",
    ),
    (
        "AQB243",
        coach("places: 20") + f"review:\n  {RESULT}\n  in_sum: {{participants: 12}}\n",
        "participants: 12",
        "participants: 13",
    ),
    ("AQB301", coach("starts: 2025-09-01, ends: X"), "2025-09-01", "2025-08-31"),
    ("AQB302", coach("starts: 2024-09-01, ends: X"), "2025-01-01", "2024-12-31"),
    ("AQB302", coach("starts: X"), "2025-12-31", "2026-01-01"),
    (
        "AQB302",
        "budget: {total: 90000, by_year: {2025: 80000, 2026: 10000}}\n" + coach("starts: X"),
        "2026-12-31",
        "2027-01-01",
    ),
    ("AQB303", coach("starts: X, ends: 2025-08-31"), "2025-01-01", "2024-12-31"),
    ("AQB304", "budget: {total: 90000, by_year: {X: 90000}}\n", "2025", "2024"),
    ("AQB304", "budget: {total: 90000, by_year: {X: 90000}}\n", "2029", "2030"),
    ("AQB305", coach("by_year: {2025: 90000}, starts: X"), "2025-12-31", "2026-01-01"),
    ("AQB305", coach("by_year: {2026: 90000}, ends: X"), "2026-01-01", "2025-12-31"),
    ("AQB306", "grant: {applied_on: X}\n", "2025-03-31", "2025-04-01"),
    ("AQB307", "grant: {applied_on: 2025-03-10, granted_on: X}\n", "2025-03-10", "2025-03-09"),
    ("AQB307", "grant: {granted_on: 2025-10-10}\nreview: {meeting_on: X}\n", "2025-10-10", "2025-10-09"),
    ("AQB307", "grant: {applied_on: X}\n", "2025-08-02", "2025-08-03"),  # the ministry signed on 2 August
    ("AQB307", "review: {meeting_on: X}\n", "2025-08-08", "2025-08-07"),  # the district signed on 8 August
    ("AQB308", "grant: {granted_on: X}\n", "2025-08-08", "2025-08-09"),
    ("AQB308", "grant: {granted_on: X}\n", "2027-01-01", "2026-12-31"),  # what is later is a matter of AQB309
    ("AQB309", "grant: {applied_on: X}\n", "2024-01-01", "2023-12-31"),
    ("AQB309", "grant: {granted_on: X}\n", "2026-12-31", "2027-01-01"),
    ("AQB309", "signatures: [{party: district, name: Eva Muster, date: X}]\n", "2024-01-01", "2023-12-31"),
    ("AQB309", "signatures: [{party: district, name: Eva Muster, date: X}]\n", "2026-12-31", "2027-01-01"),
    ("AQB309", "review: {meeting_on: X}\n", "2025-01-01", "2024-12-31"),
    ("AQB309", "review: {meeting_on: X}\n", "2026-12-31", "2027-01-01"),
    (
        "AQB309",
        "budget: {total: 90000, by_year: {2028: 90000}}\nreview: {meeting_on: X}\n",
        "2028-12-31",
        "2029-01-01",
    ),
    ("AQB309", "review: {deviations: [{on: X, reason: mehr}]}\n", "2026-12-31", "2027-01-01"),
    ("AQB309", coach("starts: X"), "2021-01-01", "2020-12-31"),
    ("AQB309", coach("ends: X"), "2029-12-31", "2030-01-01"),
    ("AQB310", "review: {meeting_on: X}\n", "2025-09-01", "2025-08-31"),
    ("AQB310", "review: {meeting_on: X}\n", "2025-12-31", "2026-01-01"),
    ("AQB311", "signatures: [{party: district, name: Eva Muster, date: X}]\n", "2025-01-01", "2024-12-31"),
    ("AQB311", "signatures: [{party: district, name: Eva Muster, date: X}]\n", "2023-12-31", "2024-01-01"),
    (
        "AQB403",
        "signatures: [{party: ministry, name: A}, {party: ministry, name: B}, {party: X, name: C}]\n",
        "district",
        "ministry",
    ),
    ("AQB505", coach("places: 16") + f"review: {{{RESULT}}}\n", "places_filled: 16", "places_filled: 17"),
    (
        "AQB505",
        "places: {total: 16}\nreview: {in_sum: {places_filled: X}}\n",
        "16",
        "17",
    ),
    ("AQB506", coach("starts: 2025-09-01, ends: X").replace("Coach", "FBI 2026/27"), "2026-01-01", "2025-12-31"),
    ("AQB506", coach("places: 9").replace("Coach", "FBI X"), "2024/2025", "2023/24"),
    ("AQB508", "review: {in_sum: {places_filled: 16, participants: X}}\n", "16", "15"),
    ("AQB510", coach("places: X") + "places: {by_category: {training_preparation: 16}}\n", "16", "17"),
    ("AQB510", coach("places: X") + "places: {by_category: {training_preparation: 16}}\n", "16", "15"),
    ("AQB609", "sources:\n  - title: X\n", '"Heft; a:b, amount: 5, https://x.example"', "Heft\n      amount:5"),
    ("AQB608", "sources:\n  - title: X\n", "Mitteilung, Nr. 2", "Mitteilung Nr. 2,"),
    ("AQB606", "sources: [{title: A, X}]\n", 'url: "https://example.org/a@b.example"', "publisher: a@b.example"),
    ("AQB606", "sources: [{title: X}]\n", "Aktenzeichen 0611/2024/12", "Anruf 0611/223344"),
]


@pytest.mark.parametrize(("code", "example", "within", "beyond"), BOUNDS)
def test_bound(code: str, example: str, within: str, beyond: str) -> None:
    passing = codes(over_base(example.replace("X", within)))
    assert code not in passing
    assert not [other for other in passing if other < "AQB200"]  # all of it could be read
    assert code in codes(over_base(example.replace("X", beyond)))


def marked(code: str, example: str) -> list[list[str]]:
    """For each finding of a rule, what it marks in the file, and which related places it shows."""
    text = over_base(example)
    return [
        [text[span.start : span.end] for span in (finding.span, *(related.span for related in finding.related)) if span]
        for finding in findings(text)
        if finding.code == code
    ]


def two(first: str, second: str) -> str:
    """Two measures with a total of 500 euros."""
    measures = f"[{{title: A, amount: {first}}}, {{title: B, amount: {second}}}]"
    return f"budget: {{total: 500}}\nmeasures:\n  qualification: {measures}\n"


def test_amounts_are_marked_alone_only_above_the_total() -> None:
    """An amount that is as large as the total may be right: what is wrong then is the sum."""
    assert marked("AQB201", two("500.01", "1")) == [["500.01", "500"]]
    assert marked("AQB201", two("500", "1")) == [["500", "500", "1"]]
    assert marked("AQB220", "budget: {total: 500, earmarked: {digitalisation: 501, part_time_training: 1}}\n") == [
        ["501", "500"]
    ]
    (finding,) = marked("AQB220", "budget: {total: 500, earmarked: {digitalisation: 500, part_time_training: 1}}\n")
    assert finding[-1] == "500"
    assert "501" not in finding


def test_a_total_without_its_thousands_is_one_finding() -> None:
    """All else that doesn't fit to 595.95 comes of that."""
    example = (
        "budget:\n  total: 595.95\n  by_year: {2025: 400000, 2026: 195950}\n  by_category: {qualification: 345950}\n"
        "  earmarked: {part_time_training: 345950}\n"
        "measures:\n  qualification: [{title: A, amount: 345950, earmark: part_time_training}, {title: B}]\n"
        "grant: {amount: 595950}\n"
        "review: {in_sum: {spent: 500000}}\n"
    )
    assert codes(over_base(example)) == ["AQB213"]


def test_the_largest_five_amounts_are_shown_in_the_order_of_the_file() -> None:
    measures = ", ".join(f"{{title: M{amount}, amount: {amount}}}" for amount in (30, 70, 10, 60, 40, 50, 20))
    example = f"budget: {{total: 100}}\nmeasures:\n  qualification: [{measures}]\n"
    assert marked("AQB201", example) == [["100", "30", "70", "60", "40", "50"]]


def test_measures_without_an_amount_are_where_the_rest_may_be() -> None:
    example = "measures:\n  qualification: [{title: Mit Betrag, amount: 10}, {title: Ohne Betrag}]\n"
    assert marked("AQB203", example) == [["Ohne Betrag"]]


def test_a_day_far_away_is_said_once() -> None:
    """Where a period's year is mistyped, AQB309 says so; that the measure runs in other years then is no news."""
    for dates in ("starts: 2012-01-01, ends: 2024-12-31", "starts: 2026-01-01, ends: 2052-08-31"):
        found = codes(over_base(coach(f"amount: 90000, by_year: {{2025: 90000}}, {dates}")))
        assert [code for code in found if code.startswith("AQB3")] == ["AQB309"]


@pytest.mark.parametrize(("status", "found"), [("draft", []), ("signed", ["AQB510"])])
def test_a_draft_may_state_places_before_its_measures(status: str, found: list[str]) -> None:
    text = over_base(f"status: {status}\n{EMPTY}places: {{total: 6}}\n")
    assert [code for code in codes(text) if code == "AQB510"] == found

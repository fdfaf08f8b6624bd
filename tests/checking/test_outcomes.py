"""What became of the whole agreement: sums that can't be, and those that only look as if they couldn't."""

from __future__ import annotations

import pytest
from examples import over_base

from aqb_cli.checking.outcome import Selection
from aqb_cli.checking.runner import check_text
from aqb_cli.workspace.collection import Workspace

RESULTS = """\
measures:
  training_preparation: [{title: Social Coach}, {title: Leben und Sprache}]
review:
  deviations: [{on: 2025-09-30, measure: Social Coach, budget_change: %s, reason: Bedarf}]
  results:
    - {measure: Social Coach, status: running, spent: 300000, places_filled: 9, participants: 20}
    - {measure: Leben und Sprache, status: running, spent: 200000, places_filled: 8, participants: 30}
  in_sum: {%s}
"""


@pytest.mark.parametrize(
    ("change", "in_sum", "expected"),
    [
        ("-12000", "spent: 500000, returned: 95950", []),  # what a measure gave up was returned
        ("10000", "spent: 500000, carried_over: 105950", []),
        ("10000", "spent: 500000, carried_over: 105950.01", [("AQB242", "review.in_sum")]),
        ("10000", "returned: 605951", [("AQB242", "review.in_sum.returned")]),
        ("10000", "spent: 499999.99", [("AQB243", "review.in_sum.spent")]),
        ("10000", "places_filled: 16, participants: 30", [("AQB243", "review.in_sum.places_filled")]),
        ("10000", "participants: 29", [("AQB243", "review.in_sum.participants")]),
        ("10000", "places_filled: 31, participants: 30", [("AQB508", "review.in_sum.participants")]),
    ],
)
def test_sums(change: str, in_sum: str, expected: list[tuple[str, str]]) -> None:
    text = over_base(RESULTS % (change, in_sum))
    run = check_text(Workspace(None), text.encode(), "agreement.yaml", Selection())
    assert [(found.code, ".".join(map(str, found.where))) for found in run.diagnostics] == expected


@pytest.mark.parametrize(("total", "expected"), [("", []), ("total: 20000, ", ["AQB222"])])
def test_of_a_draft_with_an_open_total_nothing_is_left_over(total: str, expected: list[str]) -> None:
    """What is earmarked may still get its measures, as the total gets its amount."""
    text = over_base(
        f"status: draft\nsignatures: []\nbudget: {{{total}earmarked: {{digitalisation: 20000}}}}\n"
        "measures:\n  training_preparation: [{title: Social Coach, amount: 15000, earmark: digitalisation}]\n"
        "  vocational_training: [{title: BaE, amount: 5000}]\n"
    )
    run = check_text(Workspace(None), text.encode(), "agreement.yaml", Selection(ignore=("AQB214",)))
    assert [found.code for found in run.diagnostics] == expected

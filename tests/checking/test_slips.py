"""Slips of people who edit YAML by hand: what their advice or their fix says is right, and enough."""

from __future__ import annotations

import pytest
from examples import BASE, findings, over_base

from aqb_cli.checking.fixes import fix
from aqb_cli.checking.runner import FileChecker
from aqb_cli.workspace.collection import Workspace

TITLE, TOTAL = "title: BaE TZ+VZ", "  total: 595950\n"
CUT = "review: {deviations: [{on: 2025-09-30, measure: BaE TZ+VZ, budget_change: X, reason: Bedarf}]}\n"

FIXED = [
    (TITLE, 'title: "Projekt "Neustart" digital"', "title: 'Projekt \"Neustart\" digital'"),
    (TITLE, 'title: "Neustart" digital', "title: '\"Neustart\" digital'"),
    (TITLE, 'title: "A" und "B"', "title: '\"A\" und \"B\"'"),
    (TITLE, "title: 'Wie geht's weiter?'", "title: 'Wie geht''s weiter?'"),
    (TITLE, 'title: "BaE TZ+VZ",', 'title: "BaE TZ+VZ"'),
    ("- title: digitale", "– title: digitale", "- title: digitale"),
    ("- title: BaE TZ+VZ", "• title: BaE TZ+VZ\n      amount: 8000", "- title: BaE TZ+VZ\n      amount: 8000"),
    ("year: 2025", "year:2025", "year: 2025"),
    ("district: hersfeld-rotenburg\nyear: 2025", "district:hersfeld-rotenburg\nyear:2025",
     "district: hersfeld-rotenburg\nyear: 2025"),
    (TITLE, TITLE + "\n      amount:8000\n      places:5", TITLE + "\n      amount: 8000\n      places: 5"),
    (TOTAL, TOTAL + "  by_year: 2025: 400000, 2026: 195950\n", TOTAL + "  by_year: {2025: 400000, 2026: 195950}\n"),
    (TOTAL, TOTAL + "  by_year: 2025: 400000, 2026: 195950}\n", TOTAL + "  by_year: {2025: 400000, 2026: 195950}\n"),
    (TOTAL, TOTAL + "  by_year: {2025: 5,-, 2026: 595 945,00}\n", TOTAL + "  by_year: {2025: 5, 2026: 595945.00}\n"),
    (TOTAL, TOTAL + "  by_year: {\n    2025: 595.950,00\n  }\n", TOTAL + "  by_year: {\n    2025: 595950.00\n  }\n"),
    ("total: 595950", "total: 595.950,", "total: 595950"),
    (TOTAL, TOTAL + "  by_year: (2025: 400000, 2026: 195950)\n", TOTAL + "  by_year: {2025: 400000, 2026: 195950}\n"),
    ("sources:\n", "sources:\n  -{title: P, publisher: Q}\n", "sources:\n  - {title: P, publisher: Q}\n"),
    (TOTAL, TOTAL + "  by_year: {2025:400000, 2026:195950}\n", TOTAL + "  by_year: {2025: 400000, 2026: 195950}\n"),
    ("sources:\n", "sources:\n  - {title: P, url: https://a.org/1}\n", "sources:\n  - {title: P, url: 'https://a.org/1'}\n"),
    ("sources:\n", CUT.replace("X", "12.000,00-") + "sources:\n", CUT.replace("X", "-12000.00") + "sources:\n"),
    ("signatures:\n", CUT.replace("X", "minus 500") + "signatures:\n", CUT.replace("X", "-500") + "signatures:\n"),
    ("signatures:\n", CUT.replace("X", "+ 1.500 €") + "signatures:\n", CUT.replace("X", "1500") + "signatures:\n"),
    ("- title: digitale", "1. title: digitale", "- title: digitale"),
    ("total: 595950", "total:\u00a0595950", "total: 595950"),
    (TITLE, TITLE.replace(" ", "\u00a0", 1) + "\n      amount: 8000", TITLE + "\n      amount: 8000"),
    ("budget:\n", "budget:\u00a0\n", "budget: \n"),
    ("year: 2025", "year:\u20092025", "year: 2025"),
    ("date: 2025-08-02", "date: 2025–08–02", "date: 2025-08-02"),
    ("date: 2025-08-02", "date: 02.08.2025 00:00:00", "date: 2025-08-02"),
    ("party: ministry", "party: Land Hessen", "party: ministry"),
]  # fmt: skip
"""What is right, a slip in its place, and what the slip is fixed to."""

ADVISED = [
    ("sources:\n", CUT.replace("X", "(12.000)") + "sources:\n", "Write -12000 if EUR -12 000 is meant."),
    ("signatures:\n", CUT.replace("X", '"12.000,---"') + "signatures:\n", "“12.000,---” isn't an amount in euros."),
    (TITLE, "BaE TZ+VZ: 80000", "If this is the title, write `title: BaE TZ+VZ`"),
    (TOTAL, TOTAL + "  by_year: 2025: 400000; 2026: 195950\n", "in quotes if the colon is part of it."),
    (TITLE, "name: BaE TZ+VZ", "Possible are title, amount"),
    ("budget:\n  total: 595950\n", "budget: 595.950 €\n", "Write `total: …` on the next line, indented."),
    ("year: 2025", "=======\nyear: 2025", "it is left over from git or from Markdown."),
    ("year: 2025", "year: 2025\n>>>>>>> work", "it is left over from git or from Markdown."),
    ("year: 2025", "year: 2025\n```", "it is left over from git or from Markdown."),
    (TITLE, TITLE + "\n      amount: (80.000)", "Write plain digits, with a point before"),
    (TITLE, TITLE + "\n      provider: ?", "Leave the line out if the value isn't known"),
    (TITLE, TITLE + "\n      target_groups: [Eltern: in Teilzeit]", "in quotes if the colon is part of it."),
    (TITLE, 'title: "C:\\Users\\Kurs"', "Use single quotes instead"),
    ("staff_training: []", "staff_training: -", "a list without entries is written []."),
    (TITLE, TITLE + "\n      amount: -", "A dash doesn't stand for a value that isn't known."),
    (TITLE, TITLE + "\n      provider: -", "A dash doesn't stand for a value that isn't known."),
    (TITLE, TITLE + "\n      amount: offen", "Leave the line out if the agreement doesn't state it."),
    (TITLE, TITLE + "\n      ends: unbekannt", "Leave the line out if the agreement doesn't state it."),
    (TITLE, "BaE TZ+VZ\t80.000,00 €\t16", "Write each field on a line of its own"),
    (TITLE, "BaE TZ+VZ;80000;16", "Write each field on a line of its own"),
    ("  vocational_training:\n    - ", "  vocational_training:\n    – ", "begins with a plain dash; here stands “–”."),
    ("budget:\n", "own_contribution: 20000\nbudget:\n", "“own_contribution” belongs below “budget”"),
    (TOTAL, TOTAL + "  places: {total: 4}\n", "“places” belongs into no group"),
    (TOTAL, TOTAL[2:] + "  own_contribution: 5000\n", "or indent the line above like them."),
]
"""What is right, a slip in its place, and what is said of it."""


@pytest.mark.parametrize(("right", "slip", "fixed"), FIXED, ids=[slip.strip() for _right, slip, _fixed in FIXED])
def test_a_slip_is_fixed(right: str, slip: str, fixed: str) -> None:
    assert right in BASE
    checker = FileChecker(Workspace(None))
    report = checker.check_again(BASE.replace(right, slip), "agreement.yaml")
    result = fix(checker, report)
    assert result is not None
    assert result.after == BASE.replace(right, fixed)


@pytest.mark.parametrize(("right", "slip", "said"), ADVISED, ids=[slip.strip() for _right, slip, _said in ADVISED])
def test_a_slip_is_explained(right: str, slip: str, said: str) -> None:
    assert right in BASE
    found = findings(BASE.replace(right, slip))
    assert any(said in f"{diagnostic.message} {diagnostic.help}" for diagnostic in found)
    assert not any(diagnostic.fix for diagnostic in found if diagnostic.code in ("AQB006", "AQB102"))


def test_a_space_that_is_none_is_the_only_finding() -> None:
    """What the lines below seem to lack follows from it."""
    for right, slip in (("budget:\n", "budget:\u00a0\n"), ("  total: ", "  total:\u00a0"), ("  total", "\u00a0 total")):
        assert [found.code for found in findings(BASE.replace(right, slip))] == ["AQB007"]


@pytest.mark.parametrize("amount", ["-595.950", "595.950-", "-595950"])
def test_no_fix_is_offered_that_would_make_a_total_negative(amount: str) -> None:
    (found,) = findings(over_base(f"budget: {{total: {amount}}}\n"))
    assert (found.code, found.fix) == ("AQB104", None)
    assert "can't be negative here" in str(found.message)

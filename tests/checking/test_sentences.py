"""What rules say in cases that neither their manual pages nor the whole outputs show."""

from __future__ import annotations

from io import StringIO

import pytest
from examples import over_base

from aqb_cli.checking.fixes import fix
from aqb_cli.checking.outcome import Selection
from aqb_cli.checking.reporters import ReportView
from aqb_cli.checking.reporters.full import report
from aqb_cli.checking.runner import FileChecker, check_text
from aqb_cli.workspace.collection import Workspace

PATH = "data/agreements/2025/hersfeld-rotenburg.yaml"

FIELD_EXPECTED = (
    "AQB006: This line doesn't fit its surroundings: a field's name is expected in the column of the other fields."
)
SAID: list[tuple[str, list[str]]] = [
    (
        (
            "budget: {total: 9, by_year: {2025: 9}}\n"
            "measures:\n"
            "  qualification: [{title: FBI, by_year: {2024: 1, 2026: 8}}]\n"
        ),
        [
            "AQB212: The total is only EUR 9.",
            "AQB304: Funds of the programme year 2025 can't be spread to 2024.",
            "AQB208: The measures take EUR 8 from 2026, and the budget has nothing for that year.",
        ],
    ),
    (
        "grant: {applied_on: 2025-09-01, granted_on: 2025-12-01}\nreview: {meeting_on: 2025-10-14}\n",
        [
            "AQB307: The agreement was signed on 2 August 2025, before the application of 1 September 2025.",
            "AQB307: The agreement was signed on 8 August 2025, before the application of 1 September 2025.",
            "AQB306: The application of 1 September 2025 came after the deadline of 31 March 2025.",
            "AQB308: The grant notice of 1 December 2025 came after the last signature of 8 August 2025.",
            "AQB307: The review meeting of 14 October 2025 was held before the grant notice of 1 December 2025.",
        ],
    ),
    ("district: kassel\n", ["AQB109: “kassel” isn't the short name of a district."]),
    ("district: xyzzyxyzzy\n", ["AQB109: “xyzzyxyzzy” isn't the short name of a district."]),
    ('sources: [{title: "F\ufffdrderung"}]\n', ["AQB604: A letter was lost here: “\ufffd”."]),
    ('sources: [{title: "F&ouml;rderung"}]\n', ["AQB604: “&ouml;” is a garbled “ö”."]),
    ('sources: [{title: "Erste Zeile\\nzweite"}]\n', ["AQB605: The text has a line break in it."]),
    ('sources: [{title: "Presse\\n"}]\n', ["AQB605: The text has a line break in it."]),
    ("sources: [{title: Stand (01.02.2025)}]\n", []),
    ("budget: {total: 9999999999.00}\n", ["AQB104: EUR 9 999 999 999 is more than any agreement can hold."]),
    ("budget: {total: 9.999.999.999}\n", ["AQB104: EUR 9 999 999 999 is more than any agreement can hold."]),
    ("budget: {total: abc}\n", ["AQB104: “abc” isn't an amount in euros."]),
    (
        "budget: {total: 5, own_contribution: -5}\n",
        ["AQB212: The total is only EUR 5.", "AQB104: An amount can't be negative here: EUR -5."],
    ),
    ("grant: {granted_on: 2025-02-30}\n", ["AQB105: There is no day 2025-02-30 in the calendar."]),
    ("grant: {granted_on: 30.02.2025}\n", ["AQB105: There is no day 30.02.2025 in the calendar."]),
    ("grant: {granted_on: 1.3.25}\n", ["AQB105: The date “1.3.25” isn't written as year-month-day."]),
    ("grant: {granted_on: bald}\n", ["AQB105: “bald” isn't a date."]),
    ('sources: [{title: " "}]\n', ["AQB108: The text is empty."]),
    ("year: 25\n", ["AQB107: “25” isn't a year."]),
    ("measures:\n  qualification: [{title: FBI, places: 0}]\n", ["AQB107: The number must be 1 or more."]),
    ("status: [signed]\n", ["AQB103: Here stands a list, where one single value is expected."]),
    ("grant: [1]\n", ["AQB103: Here stands a list, where a group of fields is expected."]),
    ("sources: {title: Presse}\n", ["AQB103: Here stands a group of fields, where a list is expected."]),
    ("district: # not yet known\n", ["AQB103: There is no value here."]),
    ('sources: [{title: "a #aqb: ignore[AQB601] x"}]\n', []),
    ("year: 2025 # aqb-ignore[AQB405] because\n", ["AQB021: This comment isn't understood."]),
    ("year: 2025 # aqb ignore[AQB405] because\n", ["AQB021: This comment isn't understood."]),
    ("year: 2025 # because: aqb: ignore[AQB405] x\n", ["AQB021: This comment isn't understood."]),
    ("year: 2025 # as aqb new drafted it, see aqb: rules\n", []),
    ("year: 2025 # we don't like aqb ignore[AQB405]\n", []),
    ("year: 2025 # aqb: ignore[] because\n", ["AQB021: The ignore comment names no rule."]),
    (
        "measures:\n  qualification: [{title: FBI, by_year: {2025: 3}, starts: 2026-01-01, ends: 2025-01-01}]\n",
        [
            "AQB202: EUR 595 947 of EUR 595 950 are not allocated to any measure.",
            "AQB302: The measure begins on 1 January 2026, after the programme year 2025 and all years of its funds.",
            "AQB301: The measure ends on 1 January 2025, before it begins on 1 January 2026.",
        ],
    ),
    ("grant: {reference: 5}, \n", [FIELD_EXPECTED]),
    ("grant: {reference: @5}\n", ["AQB006: A text can't begin with “@” here."]),
    ("grant: {reference: !x!y 5}\n", ["AQB011: The value begins with a tag (“!”), which isn't allowed here."]),
    ("grant: [{a: [1]}, {b: 2}\nyear: 2025\n", ["AQB006: The bracket that opens here is never closed."]),
    ("grant:\n  reference:5\n  amount: 5\n", ["AQB006: There must be a space after the colon."]),
    (
        "grant:\n  applied on\n  amount: 5\n",
        ["AQB006: This line has no colon: a field's name, a colon, a space and the value are expected."],
    ),
    (
        'sources:\n  - title: "Presse\n    publisher: "Amt"\n',
        ["AQB006: A quotation mark opens here and is never closed."],
    ),
    ("grant: x\n  amount: 5\n", ["AQB006: This line is indented further than the line above allows."]),
    (
        "measures:\n  qualification:\n    title: FBI\n      amount: 595950\n",
        ["AQB006: Here an entry of a list begins, and its dash is missing."],
    ),
    (
        "measures:\n  qualification:\n    -title: FBI\n      amount: 595950\n",
        ["AQB006: There must be a space after the dash."],
    ),
    ("sources:\n-title: Presse\n  url: https://example.org\n", ["AQB006: There must be a space after the dash."]),
    *(
        (
            f"measures:\n  qualification:\n{entry}\n    - title: Coach\n      amount: 5\n",
            ["AQB006: Here an entry of a list begins, and its dash is missing."],
        )
        for entry in ("    title: FBI", "      title: FBI", "    title: FBI\n    amount: 5", "    title: FBI\n    # 2")
    ),
    (
        "<<<<<<< HEAD\nstatus: draft\n=======\nstatus: signed\n>>>>>>> other\n",
        ["AQB006: From here on two versions of the same lines stand in the file, which git couldn't merge."],
    ),
    (
        "sources:\n  - title: #1 Presse\n",
        ["AQB103: There is no value here.", "AQB016: From “#1” on, this is a comment and no part of the text."],
    ),
    *(
        (f"sources:\n  - title: A\n    url: https://a.org\n{again}", ["AQB013: The field “title” is given twice."])
        for again in (
            "    title: B\n",
            "    title: A\n    url: https://a.org\n",
        )
    ),
    ("budget: # 2025\n  total: 595950\n", []),
    (
        "review: {deviations: [{on: 2025-09-30, budget_change: -595950.01, reason: Ende}]}\n",
        ["AQB240: The changes take EUR 595 950.01 from the agreement, which has only EUR 595 950."],
    ),
    ("review: {deviations: [{on: 2025-09-30, budget_change: -595950, reason: Ende}]}\n", []),
    ("budget: {total: }\n", ["AQB103: There is no value here."]),
    ("sources: [{title: Presse, Anlage 1}]\n", ["AQB102: There is no field “Anlage 1” here."]),
    ("grant: {applied_on: 1. Spetember 2025}\n", ["AQB105: “1. Spetember 2025” isn't a date."]),
    (
        "signatures: Heike Hofmann, Dirk Noll\n",  # they are there, so none is called missing
        ["AQB103: Here stands a single value, where a list is expected."],
    ),
]


@pytest.mark.parametrize(("example", "said"), SAID)
def test_sentences(example: str, said: list[str]) -> None:
    run = check_text(Workspace(None), over_base(example).encode(), PATH, Selection())
    assert [f"{found.code}: {found.message}" for found in run.diagnostics] == said


@pytest.mark.parametrize("rest", ["      amount: 595950\n", "    - title: Coach\n"])
@pytest.mark.parametrize("entry", ["    title: FBI", "    -title: FBI"])
def test_a_forgotten_dash_is_mended(entry: str, rest: str) -> None:
    text = over_base(f"measures:\n  qualification:\n{entry}\n{rest}")
    checker = FileChecker(Workspace(None))
    report = checker.check_bytes(text.encode(), PATH).report._replace(text=text)
    fixed = fix(checker, report)
    assert fixed is not None
    assert fixed.after == text.replace(entry, "    - title: FBI")


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("@home", "A text can't begin with “@” here."),
        ("*neu*", "A text can't begin with “*” here."),
        ("? Coach", "A text can't begin with “?” here."),
        ("> 25 Jahre", "A text can't begin with “>” here."),
        ("[BaE] TZ", "A text that begins with a bracket is taken for a list or a group of fields."),
        ("{BaE} TZ", "A text that begins with a bracket is taken for a list or a group of fields."),
    ],
)
def test_a_title_that_begins_with_a_sign_is_put_in_quotes(title: str, message: str) -> None:
    text = over_base(f"sources:\n  - title: {title}\n")
    checker = FileChecker(Workspace(None))
    report = checker.check_bytes(text.encode(), PATH).report._replace(text=text)
    assert [str(found.message) for found in report.diagnostics] == [message]
    fixed = fix(checker, report)
    assert fixed is not None
    assert fixed.after == text.replace(title, f"'{title}'")


def advice(text: str, name: str = PATH) -> list[str]:
    return [str(found.help) for found in check_text(Workspace(None), text.encode(), name, Selection()).diagnostics]


def test_a_second_entry_without_a_dash() -> None:
    """To delete one of the two, as elsewhere, would lose a measure."""
    two = over_base("measures:\n  qualification:\n    - title: FBI\n      title: BaE\n")
    assert advice(two)[0] == "Write a dash before it if another entry begins here: “- title: …”; otherwise delete one."
    assert advice(over_base("budget: {total: 5, total: 6}\n"))[0].startswith("Keep the right one")


def test_what_is_not_known_is_left_out() -> None:
    (said,) = advice(over_base("budget: \n  total: ?\n"))
    assert said == "Leave the line out if the value isn't known; put a text in quotes."


@pytest.mark.parametrize(
    ("basis", "meant"), [("SGB 8", "SGB VIII"), ("sgbxii", "SGB XII"), ("SGB IX", None), ("SGB I", None)]
)
def test_a_legal_basis_is_never_taken_for_its_neighbour(basis: str, meant: str | None) -> None:
    text = over_base(f"measures: {{qualification: [{{title: FBI, amount: 595950, legal_bases: [{basis}]}}]}}\n")
    run = check_text(Workspace(None), text.encode(), PATH, Selection())
    (found,) = (each for each in run.diagnostics if each.code == "AQB114")
    assert (found.fix and found.fix.edits[0].text) == meant


def test_a_comma_in_braces_is_named() -> None:
    (said,) = advice(over_base("sources: [{title: Presse, Anlage 1}]\n"))
    assert said == "A comma ends the value before it; if it is part of the text, put the whole text in quotes."


@pytest.mark.parametrize(("name", "is_certain"), [("fulda", True), ("hersfeld-rotenburg", False), ("entwurf", True)])
def test_a_district_is_certain_where_the_name_of_the_file_says_no_other(name: str, is_certain: bool) -> None:
    text = over_base("district: Landkreis Fulda\n")
    run = check_text(Workspace(None), text.encode(), f"data/agreements/2025/{name}.yaml", Selection())
    (found,) = (each for each in run.diagnostics if each.code == "AQB109")
    assert (found.fix is not None) is is_certain


@pytest.mark.parametrize(
    ("given", "said", "fixed"),
    [
        ("Landkreis Darmstadt", "There are several: darmstadt and darmstadt-dieburg.", None),  # none is called so
        ("Stadt Darmstadt", "Write `darmstadt` for “Wissenschaftsstadt Darmstadt”.", "darmstadt"),
        ("Kreis Offenbach", "Write `offenbach` for “Landkreis Offenbach”.", "offenbach"),
        ("Stadt Offenbach", "Write `offenbach-am-main` for “Stadt Offenbach am Main”.", "offenbach-am-main"),
        ("Landkreis Main-Kinzig", "Write `main-kinzig-kreis` for “Main-Kinzig-Kreis”.", None),
        ("des Landkreises Fulda", "Write `fulda` for “Landkreis Fulda”.", "fulda"),
        ("06631", "Write `fulda` for “Landkreis Fulda”.", "fulda"),
    ],
)
def test_the_district_that_a_name_means(given: str, said: str, fixed: str | None) -> None:
    run = check_text(Workspace(None), over_base(f'district: "{given}"\n').encode(), "entwurf.yaml", Selection())
    (found,) = (each for each in run.diagnostics if each.code == "AQB109")
    assert found.help
    assert found.help.translated("en") == said
    assert (found.fix and found.fix.edits[0].text) == fixed


@pytest.mark.parametrize("width", range(20, 48, 2))
def test_no_line_is_broken_inside_an_amount(width: int) -> None:
    run = check_text(
        Workspace(None),
        over_base("measures:\n  qualification: [{title: FBI, amount: 595950.00}]\nbudget: {total: 5000}\n").encode(),
        PATH,
        Selection(),
    )
    out = StringIO()
    report(run, ReportView(out, out, "en", width=width))
    assert "EUR 595 950" in out.getvalue()

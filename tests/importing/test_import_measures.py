"""`aqb import` of lists and tables of measures in unusual forms: nothing is lost or misread without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from ruamel.yaml import YAML

LABELS = (
    "Ausbildungsvorbereitung",
    "Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsberufen",
    "Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräftesicherung",
    (
        "Weiterbildungsmaßnahmen für Personal der Landkreise und kreisfreien Städte in der fachlichen "
        "Verantwortung für Benachteiligte im Kontext der Arbeitsmarktförderung"
    ),
)
PREPARATION, TRAINING, QUALIFICATION, STAFF = (f"{number}. {label}" for number, label in enumerate(LABELS, 1))
HEAD = """Zielvereinbarung 2025
zwischen dem Hessischen Ministerium für Arbeit, Integration, Jugend und Soziales
und dem Landkreis Fulda
über das Ausbildungs- und Qualifizierungsbudget
"""
SIGNED = """
Wiesbaden, den 2. 7. 2025

Anna Beispiel
Staatsministerin

Fulda, den 9. 7. 2025

Bernd Muster
Landrat
"""
FUNDS = "Insgesamt 100.000 Euro."


def taken(aqb: Command, text: str, ending: str = "txt") -> tuple[dict[str, Any], str]:
    """The measures by category, or none; and the notes."""
    Path(f"one.{ending}").write_text(text, encoding="utf-8")
    result = aqb("import", "--force", f"one.{ending}")
    assert result.out, result.err
    data = YAML(typ="safe").load(Path(result.out.strip()).read_text(encoding="utf-8"))
    assert data["budget"]["total"] == 100_000
    return data, result.err


def document(*lines: str) -> str:
    """An agreement whose list of measures is these lines."""
    listed = "\n".join(lines)
    funds = f"§ 4 Haushaltsmittel\n\n{FUNDS}"
    return f"{HEAD}\n{funds}\n\n§ 5 Maßnahmen\n\n{listed}\n\n§ 6 Schluss\n\nMan trifft sich.\n{SIGNED}"


def titles(data: dict[str, Any]) -> list[list[str]]:
    return [[measure["title"] for measure in measures] for measures in data["measures"].values()]


FORMS: dict[str, tuple[tuple[str, ...], list[list[str]], tuple[str, ...]]] = {
    "it is said that there is none": (
        (PREPARATION, "- (keine)", TRAINING, "- (entfällt)", QUALIFICATION, "- keine –", STAFF, "- Summe: 0 Euro"),
        [[], [], [], []],
        (),
    ),
    "a sentence says that there is none": (
        (PREPARATION, "- A", TRAINING, "- In dieser Maßnahmenart ist nichts geplant.", QUALIFICATION, "- C", STAFF),
        [["A"], [], ["C"], []],
        (),
    ),
    "a sum of none below measures": (
        (PREPARATION, "- A", "- Summe: 0 Euro", TRAINING, "- B", QUALIFICATION, "- C", STAFF, "- D"),
        [["A"], ["B"], ["C"], ["D"]],
        ("“Summe: 0 Euro” was taken for a sum",),
    ),
    "a category more": (
        (PREPARATION, "- A", TRAINING, "- B", QUALIFICATION, "- C", STAFF, "- D", "5. Andere Vorhaben", "- E"),
        [["A"], ["B"], ["C"], ["D"]],
        ("The heading “Andere Vorhaben” names no category", "“E” stands below “Andere Vorhaben”, which names no"),
    ),
    "a category more behind an empty one": (
        (PREPARATION, "- A", TRAINING, "- B", QUALIFICATION, "- C", STAFF, "5. Andere Vorhaben", "- E"),
        [["A"], ["B"], ["C"], []],
        ("The heading “Andere Vorhaben” names no category", "“E” stands below “Andere Vorhaben”, which names no"),
    ),
    "a category by another name": (
        (PREPARATION, "- A", TRAINING, "- B", "3. Lernen im Beruf", "- C", STAFF, "- D"),
        [["A"], ["B"], [], ["D"]],
        ("“C” stands below “Lernen im Beruf”", f"The category “{LABELS[2][:60]}"),
    ),
    "entries behind the list": (
        (PREPARATION, "- A", TRAINING, "- B", QUALIFICATION, "- C", STAFF, "", "Außerdem:", "- Netzwerk", "- Fonds"),
        [["A"], ["B"], ["C"], []],
        ("The line “Netzwerk” belongs", "The line “Fonds” belongs"),
    ),
    "a heading of a section": (
        (PREPARATION, "- A", TRAINING, "- B", QUALIFICATION, "- C", "- § 6 Steuerung", STAFF),
        [["A"], ["B"], ["C", "§ 6 Steuerung"], []],
        ("It reads like a section's heading.",),
    ),
    "asterisks around a word": (
        (PREPARATION, "- A *neu*", TRAINING, "- B", QUALIFICATION, "- C", STAFF),
        [["A *neu*"], ["B"], ["C"], []],
        (),
    ),
    "a footnote": (
        (PREPARATION, "- A*", TRAINING, "- B", QUALIFICATION, "- C", STAFF, "", "* wenn der Landtag zustimmt"),
        [["A*"], ["B"], ["C"], []],
        ("A footnote may belong to it.", "“wenn der Landtag zustimmt” was taken for a footnote"),
    ),
    "lines without markers": (
        (*LABELS[:1], "A", LABELS[1], "Lernen mit", "Handy", LABELS[2], "C", LABELS[3], "Keine."),
        [["A"], ["Lernen mit", "Handy"], ["C"], []],
        ("It reads like it goes on.", "Nothing shows whether it is a measure, or goes on from the line above."),
    ),
    "a category twice": (
        (PREPARATION, "- A", TRAINING, "- B", PREPARATION, "- E", QUALIFICATION, "- C", STAFF, "- D"),
        [["A", "E"], ["B"], ["C"], ["D"]],
        ("The category is listed twice; all of its measures are taken over.",),
    ),
    "numbers of a category without an amount": (
        (f"{PREPARATION} (2 Maßnahmen)", "- A", "- B", TRAINING, QUALIFICATION, "- C", STAFF),
        [["A", "B"], [], ["C"], []],
        ("“(2 Maßnahmen)” stands in the line of the category's heading.",),
    ),
    "details that stay in a title": (
        (PREPARATION, "- A (30.000)", "- B (12 Pl.)", TRAINING, "- C (II. Quartal 2025)", QUALIFICATION, STAFF),
        [["A (30.000)", "B (12 Pl.)"], ["C (II. Quartal 2025)"], [], []],
        tuple(
            f"`measures.{place}.title`"
            for place in ("training_preparation[0]", "training_preparation[1]", "vocational_training[0]")
        ),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms(form: str, workspace: Path, aqb: Command) -> None:
    lines, expected, said = FORMS[form]
    data, notes = taken(aqb, document(*lines))
    assert titles(data) == expected
    assert [text for text in said if text not in notes] == []
    assert bool(notes) == bool(said)


def test_a_remark_behind_a_heading_with_the_amount_of_the_category(workspace: Path, aqb: Command) -> None:
    heading = f"{PREPARATION} (2 Maßnahmen, 60.000 Euro)"
    data, notes = taken(aqb, document(heading, "- A", "- B", TRAINING, "- C", QUALIFICATION, "- D", STAFF))
    assert titles(data) == [["A", "B"], ["C"], ["D"], []]
    assert data["budget"]["by_category"] == {"training_preparation": 60_000}
    assert "It was read from “(2 Maßnahmen, 60.000 Euro)”." in notes


@pytest.mark.parametrize(
    ("below", "facts", "said"),
    [
        (("Träger: Bildungswerk, 12 Plätze", "Förderung: 40.000 Euro"), ("Bildungswerk", 12, 40_000), ""),
        (("Plätze: 12 Zuwendung: 40.000 EURO",), (None, 12, 40_000), ""),
        (("Landesmittel: 40.000 Euro; Träger: Verein e. V.",), ("Verein e. V.", None, 40_000), ""),
        (("Träger: Verein e. V., Fulda",), ("Verein e. V., Fulda", None, None), ""),
        (("Träger: Verein, etwa 12 Plätze",), (None, None, None), "“Träger: Verein, etwa 12 Plätze” stands"),
    ],
)
def test_details_below_a_measure(
    below: tuple[str, ...], facts: tuple[Any, ...], said: str, workspace: Path, aqb: Command
) -> None:
    lines = (PREPARATION, "- A", *(f"  {line}" for line in below), TRAINING, "- B", QUALIFICATION, "- C", STAFF)
    data, notes = taken(aqb, document(*lines))
    measure = data["measures"]["training_preparation"][0]
    assert measure["title"] == "A"
    assert tuple(measure.get(name) for name in ("provider", "places", "amount")) == facts
    assert said in notes
    assert bool(notes) == bool(said)


LISTED = ("", PREPARATION, "", "- A", "", TRAINING, "", "- B", "", QUALIFICATION, "", "- C", "", STAFF, "")


def table(*rows: str) -> tuple[str, ...]:
    """The lines of a Markdown table; its head is the first row."""
    return "", f"| {rows[0]} |", "|" + "---|" * (rows[0].count("|") + 1), *(f"| {row} |" for row in rows[1:])


def test_a_table_behind_the_list_completes_it(workspace: Path, aqb: Command) -> None:
    rows = ("Maßnahme | Plätze | Betrag", "A | 12 | 10.000 €", "C | 8 | 20.000 €", "E | 5 | 5.000 €")
    data, notes = taken(aqb, document(*LISTED, *table(*rows)), "md")
    assert data["measures"] == {
        "training_preparation": [{"title": "A", "amount": 10_000, "places": 12}],
        "vocational_training": [{"title": "B"}],
        "qualification": [{"title": "C", "amount": 20_000, "places": 8}],
        "staff_training": [],
    }
    assert "The row “E | 5 | 5.000 €” of a table gives no listed measure its details." in notes
    assert "“A | 12" not in notes


def test_a_table_that_contradicts_the_list_changes_nothing(workspace: Path, aqb: Command) -> None:
    lines = [line.replace("- A", "- A (11.000 Euro)") for line in LISTED]
    data, notes = taken(aqb, document(*lines, *table("Maßnahme | Betrag | Träger", "A | 10.000 € | Verein")), "md")
    assert data["measures"]["training_preparation"] == [{"title": "A", "amount": 11_000}]
    assert data["measures"]["staff_training"] == []
    assert "The row “A | 10.000 € | Verein” of a table gives no listed measure its details." in notes


TABLES: dict[str, tuple[tuple[str, ...], dict[str, Any], tuple[str, ...]]] = {
    "the state's share": (
        ("Maßnahme | Gesamtkosten | davon Land | davon Kreis", "A | 50.000 | 40.000 | 10.000"),
        {"amount": 40_000},
        ("“50.000” in the row of “A” was not understood.", "“10.000” in the row of “A” was not understood."),
    ),
    "total costs only": (
        ("Maßnahme | Gesamtkosten", "A | 50.000 Euro"),
        {"amount": 50_000},
        ("It was read from the column “Gesamtkosten”; it may not be the state's share.",),
    ),
    "two amounts": (
        ("Maßnahme | Betrag | Förderung", "A | 50.000 | 40.000"),
        {"amount": 50_000},
        ("It was read from the column “Betrag”; it may not be", "“40.000” in the row of “A” was not understood."),
    ),
    "own funds": (
        ("Maßnahme | Plätze | Eigenmittel", "A | 12 | 50.000"),
        {"places": 12},
        ("“50.000” in the row of “A” was not understood.",),
    ),
    "in thousands": (
        ("Maßnahme (in T€) | Plätze | Betrag", "A | 12 | 50"),
        {"places": 12},
        ("“50” in the row of “A” was not understood.",),
    ),
    "thousands of a year": (
        ("Maßnahme | Plätze | Tsd. Euro", "A | 12 | 50"),
        {"places": 12},
        ("“50” in the row of “A” was not understood.",),
    ),
    "a former year": (
        ("Maßnahme | 2024", "A | 50.000 €"),
        {"by_year": {2024: 50_000}},
        ("The table's columns are of 2024, the agreement of 2025.",),
    ),
    "this year and the next": (
        ("Maßnahme | 2025 | 2026", "A | 50.000 € | 10.000 €"),
        {"by_year": {2025: 50_000, 2026: 10_000}},
        (),
    ),
    "titles and providers": (
        ("lfd. Nr. | Projekt / Träger | Plätze | Bemerkung", "1 | A | 12 | neu"),
        {"places": 12},
        ("It was read from the column “Projekt / Träger”, so a provider may", "“neu” in the row of “A”"),
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_columns(name: str, workspace: Path, aqb: Command) -> None:
    rows, facts, said = TABLES[name]
    lines = ("", PREPARATION, *table(*rows), "", TRAINING, "", "- B", "", QUALIFICATION, "", "- C", "", STAFF)
    data, notes = taken(aqb, document(*lines), "md")
    assert data["measures"]["training_preparation"] == [{"title": "A", **facts}]
    assert [text for text in said if text not in notes] == []
    assert bool(notes) == bool(said)


def test_a_line_that_says_that_a_table_is_in_thousands(workspace: Path, aqb: Command) -> None:
    rows = table("Maßnahme | Betrag", "A | 50")
    lines = (
        "",
        "Alle Angaben in Tsd. Euro",
        "",
        PREPARATION,
        *rows,
        "",
        TRAINING,
        "",
        "- B",
        "",
        QUALIFICATION,
        "",
        STAFF,
    )
    data, notes = taken(aqb, document(*lines), "md")
    assert data["measures"]["training_preparation"] == [{"title": "A"}]
    assert "“50” in the row of “A” was not understood." in notes


def test_a_measure_in_the_line_of_a_heading_is_not_lost(workspace: Path, aqb: Command) -> None:
    joined = "3. Qualifizierungsprojekte zur Arbeitsmarktintegration, Lager 50.000 Euro Fachkräftesicherung"
    _data, notes = taken(aqb, document(PREPARATION, "- A", TRAINING, "- B", joined, "- C", STAFF, "- D"))
    assert "“Lager 50.000 Euro Fachkräftesicherung” stands in the line of the category's heading." in notes


def test_a_table_of_the_categories_behind_the_list_is_no_measure(workspace: Path, aqb: Command) -> None:
    rows = table("Maßnahmenart | Betrag", f"{LABELS[0]} | 60.000 €", f"{LABELS[2]} | 40.000 €")
    data, notes = taken(aqb, document(*LISTED, *rows), "md")
    assert titles(data) == [["A"], ["B"], ["C"], []]
    assert "“60.000 €” stands in no field of the file" in notes
    assert "“40.000 €” stands in no field of the file" in notes


def test_a_table_of_measures_before_the_list_is_told(workspace: Path, aqb: Command) -> None:
    rows = table("Maßnahme | Plätze | Träger", "Lager | 12 | Verein")
    data, notes = taken(aqb, document(*rows, *LISTED), "md")
    assert titles(data) == [["A"], ["B"], ["C"], []]
    assert "The row “Lager | 12 | Verein” of a table belongs to no category." in notes


def test_entries_are_told_where_no_category_is_named(workspace: Path, aqb: Command) -> None:
    lines = (
        "a) Für Betriebe",
        "- A",
        "b) Für Schulen",
        "- B",
        "",
        "Ein Zusatz",
        "",
        "Beide Listen sind - wie stets - vorläufig.",
    )
    data, notes = taken(aqb, document(*lines))
    assert "measures" not in data
    for entry in ("Für Betriebe", "A", "Für Schulen", "B", "Ein Zusatz"):
        assert f"The line “{entry}” belongs to no category." in notes
    assert "vorläufig" not in notes


def test_columns_of_categories_are_told(workspace: Path, aqb: Command) -> None:
    data, notes = taken(aqb, document(*table(" | ".join(LABELS), "A | B | C | –")), "md")
    assert "measures" not in data
    assert "The row “A | B | C | –” of a table belongs to no category." in notes


@pytest.mark.parametrize(
    ("funds", "measures", "end", "headings"),
    [
        (
            "1. Mittel",
            "2. Vorhaben",
            "3. Ende",
            [f"{letter}) {label}" for letter, label in zip("abcd", LABELS, strict=True)],
        ),
        ("Artikel 1 Mittel", "Artikel 2 Vorhaben", "Artikel 3 Ende", [PREPARATION, TRAINING, QUALIFICATION, STAFF]),
        ("Art. 1", "Art. 2", "Art. 3", [PREPARATION, TRAINING, QUALIFICATION, STAFF]),
        ("Mittel", "Vorhaben", "Ende", [f"**{label}**" for label in LABELS]),
    ],
    ids=["numbers", "articles", "short articles", "no numbers"],
)
def test_sections_without_a_paragraph_sign(
    funds: str, measures: str, end: str, headings: list[str], workspace: Path, aqb: Command
) -> None:
    listed = "\n\n".join(f"{heading}\n\n- {title}" for heading, title in zip(headings, "ABCD", strict=True))
    text = f"{HEAD}\n{funds}\n\n{FUNDS}\n\n{measures}\n\n{listed}\n\n{end}\n\nMan trifft sich.\n{SIGNED}"
    data, _notes = taken(aqb, text, "md" if "**" in text else "txt")
    assert titles(data) == [["A"], ["B"], ["C"], ["D"]]
    assert data["sources"][0]["title"].startswith("Zielvereinbarung 2025 über das Ausbildungs- und")


NORMAL = (PREPARATION, "- A", TRAINING, "- B", QUALIFICATION, "- C", STAFF)


@pytest.mark.parametrize(
    "before",
    [
        "Schwerpunkte sind\n" + "\n".join(f"- {label}" for label in LABELS),
        "Obergrenzen sind:\n" + "\n".join(f"- {label}: 25.000 Euro" for label in LABELS),
    ],
    ids=["categories", "ceilings"],
)
def test_categories_are_listed_elsewhere_too(before: str, workspace: Path, aqb: Command) -> None:
    data, notes = taken(aqb, document(*NORMAL).replace(FUNDS, f"{FUNDS}\n\n{before}"))
    assert titles(data) == [["A"], ["B"], ["C"], []]
    assert len(data["budget"].get("by_category", ())) == (4 if "Obergrenzen" in before else 0)
    assert notes == ""


def test_rows_that_are_headings_above_rows_with_amounts(workspace: Path, aqb: Command) -> None:
    rows = ["| Projekt | Plätze | Mittel |", "| --- | --- | --- |"]
    for heading, title in zip((PREPARATION, TRAINING, QUALIFICATION, STAFF), "ABCD", strict=True):
        rows += [f"| {heading} | | |", f"| {title} | 20 | 20.000 € |"]
    data, notes = taken(aqb, document(*rows).replace("\n§", "\n\n§"), "md")
    assert titles(data) == [["A"], ["B"], ["C"], ["D"]]
    assert data["measures"]["staff_training"] == [{"title": "D", "amount": 20_000, "places": 20}]
    assert "measures" not in notes


@pytest.mark.parametrize(
    ("below", "measure", "told"),
    [
        ("Zielgruppe: Jugendliche\n  Inhalte: Training", {"target_groups": ["Jugendliche"]}, "Inhalte: Training"),
        ("Träger: VHS\n  Ort: Fulda", {"provider": "VHS"}, "Ort: Fulda"),
        ("Träger: VHS\n  gemeinsam mit anderen", {"provider": "VHS"}, "gemeinsam mit anderen"),
        ("Förderung: 9.000 Euro\n  Eigenmittel: 1.000 Euro", {"amount": 9_000}, "Eigenmittel: 1.000 Euro"),
        ("Kooperationspartner: VHS", {}, "Kooperationspartner: VHS"),
    ],
)
def test_lines_below_a_measure(below: str, measure: dict[str, Any], told: str, workspace: Path, aqb: Command) -> None:
    data, notes = taken(aqb, document(PREPARATION, f"- A\n  {below}", *NORMAL[2:]))
    assert data["measures"]["training_preparation"] == [{"title": "A", **measure}]
    assert f"“{told}” stands" in notes


def test_a_grant_needs_a_notice(workspace: Path, aqb: Command) -> None:
    for sentence, amount in (
        ("Das Land hat insgesamt 100.000 Euro bewilligt.", None),
        ("Der Bescheid vom 7. 7. 2025 über 100.000 Euro liegt vor.", 100_000),
    ):
        data, _notes = taken(aqb, document(*NORMAL).replace("Man trifft sich.", sentence))
        assert data.get("grant", {}).get("amount") == amount


def test_a_measure_that_begins_like_a_section(workspace: Path, aqb: Command) -> None:
    data, notes = taken(aqb, document(PREPARATION, "A          12 Plätze\n\n§ 5 SGB II", *NORMAL[2:]))
    assert "SGB II" in notes
    assert data["measures"]["vocational_training"] == [{"title": "B"}]


def test_a_category_right_below_a_sections_heading(workspace: Path, aqb: Command) -> None:
    text = document(*(line.partition(". ")[2] if line[0].isdigit() else line for line in NORMAL))
    data, notes = taken(aqb, text.replace("§ 5 Maßnahmen\n\n", "§ 5\n\nMaßnahmen\n\n"))
    assert titles(data) == [["A"], ["B"], ["C"], []]
    assert notes == ""


def test_several_amounts_in_a_row(workspace: Path, aqb: Command) -> None:
    rows = "A      14     90.000 €     45.000 €\nB       9     80.000 €     5.000 €"
    data, notes = taken(aqb, document(PREPARATION, rows, *NORMAL[2:]))
    assert [measure["amount"] for measure in data["measures"]["training_preparation"]] == [90_000, 80_000]
    assert notes.count("There are several amounts in the row") == 2

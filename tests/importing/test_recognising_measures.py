"""Importing: lists and tables of measures, and that nothing of them is lost or misread without a word."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from imported import (
    HEADINGS,
    LABELS,
    LISTED,
    PREPARATION,
    QUALIFICATION,
    STAFF,
    TRAINING,
    document,
    imported,
    table,
    titles,
)
from reading import printed, typst

from aqb_cli.fileformat.model import Category
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.printed import PrintedCell, PrintedTable, SourceLocation
from aqb_cli.importing.recognising.categories import Words
from aqb_cli.importing.recognising.details import doubt_of_scan
from aqb_cli.importing.recognising.tables import Rows
from aqb_cli.wording.blocks import TextRun

FORMS: dict[str, tuple[tuple[str, ...], list[list[str]], tuple[str, ...]]] = {
    # The lines of the list, the titles, and what the notes say.
    "it is said that there is none": (
        (
            PREPARATION,
            "- (keine)",
            TRAINING,
            "- (entfällt)",
            QUALIFICATION,
            "–",
            STAFF,
            "In dieser Maßnahmenart ist nichts geplant.",
        ),
        [[], [], [], []],
        (),
    ),
    "a category more": (
        (*LISTED, "- Delta", "5. Andere Vorhaben", "- Epsilon"),
        [["Alpha"], ["Beta"], ["Gamma"], ["Delta"]],
        ("The heading “Andere Vorhaben” names no category", "“Epsilon” was not understood"),
    ),
    "a category by another name": (
        (PREPARATION, "- A", TRAINING, "- B", "3. Lernen im Beruf", "- C", STAFF, "- D"),
        [["A"], ["B"], [], ["D"]],
        ("“Lernen im Beruf” names no category", "“C” was not understood", "`measures.qualification` The category"),
    ),
    "a category twice": (
        (PREPARATION, "- A", TRAINING, "- B", PREPARATION, "- E", QUALIFICATION, "- C", STAFF, "- D"),
        [["A", "E"], ["B"], ["C"], ["D"]],
        ("`measures.training_preparation` The category is listed twice",),
    ),
    "measures called like a category": (
        (
            PREPARATION,
            "- Ausbildungsvorbereitung Pflege – Modul",
            TRAINING,
            "- Qualifizierung",
            QUALIFICATION,
            "- C",
            STAFF,
        ),
        [["Ausbildungsvorbereitung Pflege – Modul"], ["Qualifizierung"], ["C"], []],
        (),
    ),
    "entries behind the list": (
        (*LISTED, "", "Außerdem:", "- Netzwerk", "- Fonds"),
        [["Alpha"], ["Beta"], ["Gamma"], []],
        ("“Netzwerk / Fonds” was not understood",),
    ),
    "a footnote": (
        (PREPARATION, "- A*", TRAINING, "- B[1]", QUALIFICATION, "- C²", STAFF, "", "* wenn der Landtag zustimmt"),
        [["A"], ["B"], ["C"], []],
        ("training_preparation[0].title` A footnote may belong to it", "“wenn der Landtag zustimmt” was not"),
    ),
    "what is part of a title": (
        (
            PREPARATION,
            "- A (SGB II)",
            "- A *neu*",
            TRAINING,
            "- B (12 Monate)",
            "- Start ab 01.09.2025",
            QUALIFICATION,
            "- C (Los 2)",
            STAFF,
        ),
        [["A (SGB II)", "A *neu*"], ["B (12 Monate)", "Start ab 01.09.2025"], ["C (Los 2)"], []],
        (),
    ),
    "lines without markers": (
        (*LABELS[:1], "A", LABELS[1], "Lernen mit", "Handy", LABELS[2], "Chemie", LABELS[3], "Keine."),
        [["A"], ["Lernen mit", "Handy"], ["Chemie"], []],
        ("It reads like it goes on.",),
    ),
    "lines without markers and a sentence below": (
        (
            *(line for label in HEADINGS[:3] for line in (label, "", f"Kurs {label[0]}", "")),
            STAFF,
            "Weiteres zu allen Vorhaben regelt auf Antrag des Landkreises der Bescheid",
            "und – wenn das Amt es so will und der Kreis vom Ergebnis",
            "erfährt – auch die Auszahlung.",
        ),
        [["Kurs 1"], ["Kurs 2"], ["Kurs 3"], []],
        (),
    ),
    "a sentence with a dash at the beginning of a line": (
        (
            *LISTED,
            "- Delta",
            "",
            "Gefördert wird auf der Grundlage des",
            "– nach Antrag des Landkreises vom",
            "Amt erlassenen – Bescheides.",
        ),
        [["Alpha"], ["Beta"], ["Gamma"], ["Delta"]],
        (),
    ),
    "what may be no title": (
        (
            PREPARATION,
            "- A; B",
            "- 1. C 1)",
            TRAINING,
            "- siehe Anlage 2",
            QUALIFICATION,
            "- ○ D",
            STAFF,
            "- noch offen",
        ),
        [["A; B", "1. C 1)"], ["siehe Anlage 2"], ["○ D"], ["noch offen"]],
        (
            "[0].title` It was read from",
            "[1].title` It was read from",
            "vocational_training[0].title` It may say that",
            "staff_training[0].title` It may say that",
            "“○ D”",
        ),
    ),
    "a sentence that changes the list": (
        (*LISTED, "Die Maßnahme „Beta“ wird nicht durchgeführt.", "Alle Kreise sind nicht beteiligt am Betaprogramm."),
        [["Alpha"], ["Beta"], ["Gamma"], []],
        ("“Die Maßnahme „Beta“ wird nicht durchgeführt.” was not",),
    ),
    "a section's heading": (
        (*LISTED, "- Delta", "- § 6 Steuerung", "- 8 6 Zielsteuerung", "–"),
        [["Alpha"], ["Beta"], ["Gamma"], ["Delta"]],
        ("§ 6 Steuerung",),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_lists(form: str) -> None:
    lines, expected, said = FORMS[form]
    data, notes = imported(document(*lines))
    assert titles(data) == expected, notes
    assert [text for text in said if text not in notes] == [], notes
    assert bool(notes) == bool(said), notes


A = {"title": "Alpha"}
ENTRIES: dict[str, tuple[list[dict[str, Any]], str]] = {
    # The lines below a heading, the measures, and what a note says.
    "- Alpha – 30.000 Euro – 12 Plätze": ([{**A, "amount": 30_000, "places": 12}], ""),
    "- Alpha | 12 Plätze | 30.000,- €": ([{**A, "amount": 30_000, "places": 12}], ""),
    "- Alpha / 12 Plätze / 30.000 Euro": ([{**A, "amount": 30_000, "places": 12}], ""),
    "- Alpha / Beta": ([{"title": "Alpha / Beta"}], ""),
    "- Alpha [12 TN; 30.000 €]": ([{**A, "amount": 30_000, "places": 12}], ""),
    "- Alpha (01.09.2025 bis 31.08.2026, Träger: Verein e. V.)": (
        [{**A, "starts": date(2025, 9, 1), "ends": date(2026, 8, 31), "provider": "Verein e. V."}],
        "",
    ),
    "- Alpha (zweckgebunden: Teilzeitausbildung) (2025: 500 Euro; 2026: 400 Euro)": (
        [{**A, "earmark": "part_time_training", "by_year": {2025: 500, 2026: 400}}],
        "",
    ),
    "- Alpha\t30.000 €\n- Delta\t20.000 €": ([{**A, "amount": 30_000}, {"title": "Delta", "amount": 20_000}], ""),
    "- Alpha\n  Träger: VHS\n  Plätze: 12\n  Kosten: 30.000 Euro": (
        [{**A, "provider": "VHS", "places": 12, "amount": 30_000}],
        "",
    ),
    "- Alpha\n- Träger: Werk gGmbH\n- Fördersumme: 500 Euro": ([{**A, "provider": "Werk gGmbH", "amount": 500}], ""),
    "- Träger: Werk gGmbH": ([{"title": "Träger: Werk gGmbH"}], "title` It reads like"),
    "- Alpha (Arbeit und Bildung e. V.)": ([{**A, "provider": "Arbeit und Bildung e. V."}], ""),
    "- Alpha bei der Werk gGmbH – 30.000 Euro": ([{**A, "provider": "Werk gGmbH", "amount": 30_000}], ""),
    "- Alpha – Volkshochschule": ([{"title": "Alpha – Volkshochschule"}], "places or a provider in it"),
    "- Alpha 30.000 €": ([{**A, "amount": 30_000}], "amount` It was read from “Alpha 30.000 €”."),
    "- Alpha        30.000 €": ([{**A, "amount": 30_000}], ""),
    "- Alpha und eine Reihe von weiteren Angeboten (Träger: Werk\n  gGmbH)": (
        [{"title": "Alpha und eine Reihe von weiteren Angeboten", "provider": "Werk gGmbH"}],
        "",
    ),
    "- NEU: Alpha": ([{"title": "NEU: Alpha"}], "There seems to be a remark in it"),
    "- Alpha\n  Träger: VHS\n  Ort: Fulda": ([{**A, "provider": "VHS"}], "“Ort: Fulda” was not understood"),
    "- Alpha\n  - Modul 1": ([A], "“Modul 1” was not understood"),
    "- Alpha\n- Summe: 50.000 Euro": ([A], "“Summe: 50.000 Euro” was not understood"),
    "- Alpha (12 Plätze, noch offen)": ([{"title": "Alpha (12 Plätze, noch offen)"}], "title` It reads like there is"),
    "- Alpha (09/2025 – 12/2025)": ([{"title": "Alpha (09/2025 – 12/2025)"}], "title` It reads like there is"),
    "- Alpha mit 12 Plätzen für 30.000 Euro": ([{"title": "Alpha mit 12 Plätzen für 30.000 Euro"}], "title` It reads"),
    "- Kurs ab 2025 98.000": ([{"title": "Kurs ab 2025 98.000"}], "title` It reads like there is an amount"),
    "3. Chance": ([{"title": "Chance"}], "title` It was read from “3. Chance”"),
    "1. Alpha\n2. Delta": ([A, {"title": "Delta"}], ""),
    "- Alpha (entfällt)": ([{"title": "Alpha (entfällt)"}], "It may say that the measure is dropped."),
    "- a) Alpha": ([{"title": "Alpha"}], ""),
    "- 16 (12 Plätze)": ([{"title": "16", "places": 12}], ""),
    "- Alpha (12 Plätze), 30.000 €": ([{**A, "amount": 30_000, "places": 12}], ""),
    "- Alpha (Träger: VHS): 30.000 Euro (12 Plätze)": ([{**A, "amount": 30_000, "places": 12, "provider": "VHS"}], ""),
    # Lines of several measures that became one: neither amount is that of a measure of this name.
    "- Alpha: 10.000 Euro Beta: 30.000 Euro": (
        [{"title": "Alpha: 10.000 Euro Beta: 30.000 Euro"}],
        "there is an amount",
    ),
    "- Alpha (12 Plätze) Beta (9 Plätze)": ([{"title": "Alpha (12 Plätze) Beta (9 Plätze)"}], "title` It reads like"),
    "- Alpha 6 88.000 €": ([{"title": "Alpha 6 88.000 €"}], "It reads like there is an amount"),
    "- Start ab 1. September: Büro": ([{"title": "Start ab 1. September: Büro"}], ""),
    "- Alpha\n  o Modul 1": ([A], "“Modul 1” was not understood"),
    "- Alpha (Rechtskreis SGB II)": ([{**A, "legal_bases": ["SGB II"]}], ""),
    "- Alpha (zweckgebunden)": ([{"title": "Alpha (zweckgebunden)"}], "title` It reads like there is"),
    "- dito (Süd)": ([{"title": "dito (Süd)"}], "It may say that there is no measure."),
    "- Alpha\n  Ort: Fulda\n  12 Plätze": ([A], "“Ort: Fulda / 12 Plätze” was not understood"),
    "1. Alpha\n2. Das Land lädt im Herbst alle ein.": (
        [A, {"title": "Das Land lädt im Herbst alle ein."}],
        "title` It reads like a sentence, and may be no measure.",
    ),
    "- Alpha2": ([{"title": "Alpha2"}], "A footnote may belong to it: “Alpha2”."),
    "- Alpha\n\n1\nab 01.03.2025, 20 Plätze": ([A], "“1 / ab 01.03.2025, 20 Plätze” was not understood"),
    "- noch festzulegen": ([{"title": "noch festzulegen"}], "It may say that there is no measure."),
    "- Start ab Mai 2025": ([{"title": "Start ab Mai 2025"}], ""),
    "Alpha     14     90.000 €     45.000 €\nBeta       9     80.000 €     5.000 €": (
        [{**A, "amount": 90_000}, {"title": "Beta", "amount": 80_000}],
        "There are several amounts in the row",
    ),
}


@pytest.mark.parametrize("printed", ENTRIES)
def test_entries(printed: str) -> None:
    measures, said = ENTRIES[printed]
    data, notes = imported(document(PREPARATION, printed, *LISTED[2:]))
    assert data["measures"]["training_preparation"] == measures
    assert said in notes
    assert bool(notes) == bool(said), notes


TABLES: dict[str, tuple[tuple[str, ...], dict[str, Any], tuple[str, ...]]] = {
    # The rows of a table, the facts of its measure, and what the notes say.
    "the state's share": (
        ("Maßnahme | Gesamtkosten | davon Land | davon Kreis", "A | 50.000 | 40.000 | 10.000"),
        {"amount": 40_000},
        ("“50.000” in the row of “A” was not understood.", "“10.000” in the row of “A” was not understood."),
    ),
    "a provider and places in the title": (
        ("Maßnahme | Zuwendung", "A e. V. 12 | 50.000 €"),
        {"title": "A e. V. 12", "amount": 50_000},
        ("It reads like there is an amount, a period, places or a provider in it.",),
    ),
    "total costs only": (
        ("Maßnahme | Gesamtkosten", "A | 50.000 Euro"),
        {"amount": 50_000},
        ("It was read from the column “Gesamtkosten”; it may not be the state's share.",),
    ),
    "all funds": (
        ("Maßnahme | Gesamt | Eigenanteil", "A | 60.000 Euro | 10.000 Euro"),
        {"amount": 60_000},
        ("It was read from the column “Gesamt”; it may not be the state's share.", "“10.000 Euro” in the row of “A”"),
    ),
    "own funds": (
        ("Maßnahme | Plätze | Eigenmittel", "A | 12 | 50.000"),
        {"places": 12},
        ("“50.000” in the row of “A” was not",),
    ),
    "in thousands": (
        ("Maßnahme | Plätze | Betrag in Tsd. Euro", "A | 12 | 50"),
        {"places": 12},
        ("“50” in the row of “A” was not",),
    ),
    "a former year": (
        ("Maßnahme | 2024", "A | 50.000 €"),
        {"by_year": {2024: 50_000}},
        ("The table's columns are of 2024, the",),
    ),
    "this year and the next": (
        ("Maßnahme | 2025 | 2026", "A | 50.000 € | 10.000 €"),
        {"by_year": {2025: 50_000, 2026: 10_000}},
        (),
    ),
    "titles and providers": (
        ("lfd. Nr. | Projekt / Träger | Plätze", "1 | A | 12"),
        {"places": 12},
        ("so a provider may stand in it.",),
    ),
    "a provider that isn't known": (("Maßnahme | Träger | Betrag", "A | N.N. | noch offen"), {}, ()),
    "a sum whose word is broken": (
        ("Maßnahme | Betrag", "A | 50.000 €", "Zwischensum me | 50.000 €"),
        {"amount": 50_000},
        (),
    ),
    "a sum that isn't one": (
        ("Maßnahme | Betrag", "A | 50.000 €", "Summe | 60.000 €"),
        {"amount": 50_000},
        ("“Summe | 60.000 €” was not",),
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    rows, facts, said = TABLES[name]
    rest = ("", TRAINING, "", "- B", "", QUALIFICATION, "", "- C", "", STAFF)
    data, notes = imported(document("", PREPARATION, *table(*rows), *rest), "md")
    assert data["measures"]["training_preparation"] == [{"title": "A", **facts}]
    assert [text for text in said if text not in notes] == [], notes
    assert bool(notes) == bool(said), notes


def test_one_table_with_the_category_in_a_column() -> None:
    rows = [f"{n} | {label} | Kurs {n} | {n}0.000 €" for n, label in enumerate((*LABELS[:3], LABELS[2]), 1)]
    rows += ["5 | Weiterbildung für Personal | Kurs 5 | 5.000 €", " | | Summe | 105.000 €"]
    data, notes = imported(document(*table("Nr. | Maßnahmenart | Maßnahme | Mittel", *rows)), "md")
    assert titles(data) == [["Kurs 1"], ["Kurs 2"], ["Kurs 3", "Kurs 4"], ["Kurs 5"]]
    assert data["measures"]["staff_training"] == [{"title": "Kurs 5", "amount": 5_000}]
    assert notes == ""


def test_a_table_without_a_head_with_the_category_in_its_first_column_is_reported() -> None:
    rows = [f"{label} | Kurs {n} | {n}0.000,10 €" for n, label in enumerate(LABELS, 1)]
    data, notes = imported(document(*table(*rows)), "md")
    assert "measures" not in data
    assert notes.count("” was not understood") >= len(rows)


def test_one_table_with_rows_that_are_headings() -> None:
    rows = [row for heading in HEADINGS for row in (f"{heading} | | ", f"Kurs {heading[0]} | 20 | 20.000 €")]
    data, notes = imported(document(*table("Projekt | Plätze | Mittel", *rows[:-1], "– | | ")), "md")
    assert titles(data) == [["Kurs 1"], ["Kurs 2"], ["Kurs 3"], []]
    assert data["measures"]["qualification"] == [{"title": "Kurs 3", "amount": 20_000, "places": 20}]
    assert notes == ""


def test_a_heading_stretched_to_the_width_of_the_page_is_no_row() -> None:
    stretched = "• Qualifizierungsprojekte        zur    Arbeitsmarktintegration,  Fachkräftesicherung"
    listed = (f"• {LABELS[0]}", "  - A", f"• {LABELS[1]}", "  - B", stretched, "  - C", f"• {LABELS[3]}", "  - D")
    data, notes = imported(document(*listed))
    assert (titles(data), notes) == ([["A"], ["B"], ["C"], ["D"]], "")


def test_rows_whose_columns_were_lost_are_proven_by_their_sum() -> None:
    lines = [
        "Maßnahme Teilnehmende Betrag",
        PREPARATION,
        "Kurs",
        "Alpha",
        "15 20.000 €",
        TRAINING,
        "Beta 2025 8 30.000 €",
    ]
    end = (QUALIFICATION, "Gamma 9 50.000 €", STAFF, "–")
    data, notes = imported(document(*lines, *end, "Summe 100.000 €"))
    assert [m[0] for m in data["measures"].values() if m] == [
        {"title": "Kurs Alpha", "places": 15, "amount": 20_000},
        {"title": "Beta 2025", "places": 8, "amount": 30_000},
        {"title": "Gamma", "places": 9, "amount": 50_000},
    ]
    assert notes == ""
    _data, notes = imported(document(*lines, *end, "Summe 100.001 €"))
    assert "20.000 €" in notes


def test_what_text_recognition_cannot_tell_apart_is_doubtful_in_scans_only() -> None:
    for title in (
        "Neu - und dann",
        "Für alle?",
        "Kurs TQ 1-3",
        "Kurs u25?",
        "Jugendcafe",
        "& 16h SGB II",
        "Kurs 500 $",
    ):
        for scanned in (True, False):
            assert (doubt_of_scan(title, Words({}, {}, scanned=scanned)) is not None) == scanned, title
    assert doubt_of_scan("Job-Café für alle", Words({}, {}, scanned=True)) is None


def test_rows_whose_columns_were_lost_may_have_providers_in_their_titles() -> None:
    lines = [
        "Maßnahme Träger Plätze Betrag",
        PREPARATION,
        "Alpha Verein",
        "15 20.000 €",
        TRAINING,
        "Beta Amt 51 80.000 €",
    ]
    data, notes = imported(document(*lines, QUALIFICATION, STAFF, "–", "Summe 100.000 €"))
    assert titles(data) == [["Alpha Verein"], ["Beta Amt"], [], []]
    assert notes.count("It may stand in the title.") == notes.count("what another column says") == 2
    assert "`measures.vocational_training[0].places` It was read from “Beta Amt | 51 Plätze | 80.000 €”." in notes


def test_a_heading_may_be_cut_into_two_rows_in_any_column() -> None:
    cut = ("| | 2. Ausbildung und Ausbildungscoaching in | |", "| | anerkannten Ausbildungsberufen | |")
    rows = table("Nr. | Projekt | Betrag", f" | {PREPARATION} | ", "1 | Alpha | 9 €")
    data, _notes = imported(document(*rows[:-1], *cut, "| 2 | Beta | 7 € |", ""), "md")
    assert titles(data)[:2] == [["Alpha"], ["Beta"]]


def test_a_table_goes_on_below_with_the_same_columns_and_its_sum() -> None:
    rows = table("Projekt | Träger | Betrag", "Alpha | Verein | 9 €"), ("", "| Beta | Amt 51 | 7 € |", "|---|---|---|")
    more = ("| Summe | | 16 € |", "")
    data, notes = imported(document(PREPARATION, *rows[0], TRAINING, *rows[1], *more, QUALIFICATION, STAFF), "md")
    assert data["measures"]["vocational_training"] == [{"title": "Beta", "provider": "Amt 51", "amount": 7}]
    assert notes == ""


def test_columns_one_below_the_other_are_a_doubt_on_all_measures() -> None:
    lines = (PREPARATION, "Alpha", TRAINING, "Beta", QUALIFICATION, "Gamma", STAFF, "Betrag", "20.000 €", "30.000 €")
    data, notes = imported(document(*lines))
    assert all("amount" not in measure for measures in data["measures"].values() for measure in measures)
    assert notes.count("A table's columns stand one below the other") == 4
    assert "20.000 €" in notes


@pytest.mark.parametrize(
    ("said", "is_told_elsewhere"),
    [
        ("Träger der Maßnahme Alpha ist die Werk gGmbH.", True),
        ("Alpha steht unter dem Vorbehalt der Zustimmung des Kreistages.", True),
        ("Für Alpha sind zwölf Plätze vorgesehen.", False),
        ("Zusätzlich wird das Projekt „Omega“ gefördert.", False),
        ("Weitere Maßnahmen: Omega, Sigma.", False),
        ("Der Verein Muster e. V. hilft dabei mit.", False),
    ],
)
def test_sentences_on_measures_are_told_once(said: str, is_told_elsewhere: bool) -> None:
    within, below = (*LISTED[:2], "", said, "", *LISTED[2:]), (*LISTED, "", said)
    for listed, more, is_told in ((within, "", True), (below, "", True), (LISTED, said, is_told_elsewhere)):
        data, notes = imported(document(*listed, more=more))
        assert titles(data) == [["Alpha"], ["Beta"], ["Gamma"], []]
        assert notes == (f"“{said}” was not understood; it stands in no field of the file." if is_told else "")


@pytest.mark.parametrize("said", [", 4.711 €", " 17.03.2029", " 4.711 €", " (40 Plätze)"])
def test_what_stands_behind_a_heading_is_told(said: str) -> None:
    for first, second in ((PREPARATION, f"{TRAINING}{said}"), (f"{PREPARATION}{said}", TRAINING)):
        data, notes = imported(document(first, "- Alpha", second, *LISTED[3:]))
        assert titles(data) == [["Alpha"], ["Beta"], ["Gamma"], []]
        assert said.strip(" ,") in notes
    rows = table("Maßnahme | Plätze", f"{PREPARATION} |", "Alpha | 9", f"{TRAINING}{said} |", "Beta | 8")
    _data, notes = imported(document(*rows, QUALIFICATION, "- Gamma", STAFF), "md")
    assert said.strip(" ,")[:6] in notes


def test_entries_above_the_first_category_are_told() -> None:
    _data, notes = imported(document("- Omega", "", *LISTED))
    assert notes == "“Omega” was not understood; it stands in no field of the file."


def test_amounts_of_a_long_line_that_was_not_understood_are_told() -> None:
    line = f"- davon {'auch für alle anderen in der Region ' * 3}(4.711 Euro)"
    _data, notes = imported(document(PREPARATION, line, *LISTED))
    assert "“4.711 Euro” stands in no field of the file" in notes


def test_heads_of_columns_further_above_are_a_doubt_on_all_measures() -> None:
    lines = ("Kategorie", "", "Vorhaben", "", "Mittel des", "Landes", "", "10.000 €", "", PREPARATION, "Alpha")
    _data, notes = imported(document(*lines, TRAINING, "Beta", QUALIFICATION, "Gamma", STAFF))
    assert notes.count("A table's columns stand one below the other") == 4


def test_rows_on_two_pages_are_one_row() -> None:
    rows = ("[Alpha], [Bildungszent], [1. 9. 2025 –], [9 €]", "[Süd], [rum], [1. 9. 2026], []")
    head = "[Maßnahme], [Träger], [Zeitraum], [Betrag]"
    content = f"#table(columns: 4, {head}, {rows[0]}) #pagebreak() #table(columns: 4, {rows[1]})"
    (table,) = printed(typst(content), "pdf").parts
    assert isinstance(table, PrintedTable)
    notes = Notes()
    found = Rows(table, Words({}, {}), notes).measure(0, ("measures", "qualification", 0))
    assert found == {"title": "Alpha Süd", "provider": "Bildungszent rum", "starts": date(2025, 9, 1),
                     "ends": date(2026, 9, 1), "amount": 9}  # fmt: skip
    assert [note.field[-1] for note in notes.all if note.field] == [0, "title", "provider"]


def test_one_amount_where_others_have_two_and_no_head_says_of_what() -> None:
    rows = table("Alpha | 9.000 € | 7.000 €", "Beta |  | 5.000 €")
    data, notes = imported(document(PREPARATION, *rows, TRAINING, QUALIFICATION, STAFF), "md")
    assert data["measures"]["training_preparation"][1] == {"title": "Beta", "amount": 5_000}
    assert "`measures.training_preparation[1].amount` There are several amounts in the row" in notes


def test_a_heading_at_the_end_of_the_line_above_and_one_with_places_in_its_second_line() -> None:
    lines = (
        PREPARATION,
        f"- Alpha {LABELS[1]}",
        "- Beta",
        f"3. {LABELS[2][:27]}",
        f"{LABELS[2][28:]} (9 Plätze)",
    )
    data, notes = imported(document(*lines, "- Gamma", STAFF))
    assert titles(data) == [["Alpha"], ["Beta"], ["Gamma"], []]
    assert notes == "“(9 Plätze)” stands in the line of the category's heading."


def test_rows_without_their_titles_are_a_doubt_on_all_measures() -> None:
    _data, notes = imported(document(PREPARATION, "Alpha", "15 120.000,00", TRAINING, "Beta", QUALIFICATION, STAFF))
    assert notes.count("A table's columns stand one below the other") == 4


def test_a_long_title_is_no_part_of_the_sentence_below_the_list() -> None:
    title = "Weiterbildung zu Recht und Beratung für alle Fachkräfte der Jobcenter"
    sentence = "Die Förderung aller Maßnahmen richtet sich nach dem Bescheid."
    data, _notes = imported(document(PREPARATION, "Alpha", TRAINING, QUALIFICATION, STAFF, title, sentence))
    assert titles(data) == [["Alpha"], [], [], [title]]


@pytest.mark.parametrize(
    "lines",
    [
        (
            PREPARATION,
            TRAINING,
            QUALIFICATION,
            STAFF,
            "Alpha",
            "Beta",
            "Gamma",
            "20.000 €",
        ),  # the first column, then the second
        ("Projekt Träger Fördersumme", PREPARATION, "Alpha", "A gGmbH", TRAINING, "Beta", QUALIFICATION, STAFF),
        ("Projekt", "", "Plätze", "", PREPARATION, "Alpha", "Süd", "15", TRAINING, "Beta", QUALIFICATION, STAFF),
        (PREPARATION, "Projekt Plätze Fördersumme Eigenmittel", "Alpha", "15 2.000 €", TRAINING, QUALIFICATION, STAFF),
        (PREPARATION, "Maßnahme Träger Fördersumme", "Alpha", TRAINING, "Beta", QUALIFICATION, STAFF),
        (PREPARATION, "– Alpha", TRAINING, "– Beta", QUALIFICATION, STAFF, "– kreisfreien Städte in der fachlichen"),
        (PREPARATION, "Alpha", TRAINING, QUALIFICATION, STAFF, "–", "", "Fördersumme", "", "20.000 €", "", "Träger"),
    ],
)
def test_columns_are_known_by_their_heads_and_by_headings_with_nothing_between(lines: tuple[str, ...]) -> None:
    data, notes = imported(document(*lines))
    assert "Fördersumme" not in str(data)
    assert notes.count("A table's columns stand one below the other") == 4


TORN = (
    "des – nach",
    "Antrag",
    "durch",
    "den",
    "Landkreis",
    "Marburg-Biedenkopf",
    "vom",
    "Amt erlassenen – Bescheides.",
)
BELOW = "Die Förderung der Kurse erfolgt auf Basis und nach Maßgabe"


@pytest.mark.parametrize("sentence", [f"{BELOW} des – nach Antrag – erlassenen Bescheides.", "\n".join((BELOW, *TORN))])
def test_a_dash_for_no_measure_above_the_sentence_below_the_list(sentence: str) -> None:
    data, notes = imported(document(*LISTED, "–", "", sentence))
    assert titles(data) == [["Alpha"], ["Beta"], ["Gamma"], []]
    assert notes == ""


def test_dashes_for_no_measure_in_three_categories() -> None:
    lines = (
        PREPARATION,
        "",
        "–",
        TRAINING,
        "",
        "–",
        QUALIFICATION,
        "- Gamma",
        STAFF,
        "",
        "–",
        "",
        f"{BELOW} des Amts.",
    )
    data, notes = imported(document(*lines))
    assert titles(data) == [[], [], ["Gamma"], []]
    assert notes == ""


def test_a_table_with_the_category_in_its_last_column() -> None:
    rows = (
        f"Kurs {letter}|{amount}.000 €|{label}" for letter, amount, label in zip("ABCD", "1234", LABELS, strict=True)
    )
    data, notes = imported(document(*table("Projekt|Betrag|Maßnahmenart", *rows)), "md")
    assert titles(data) == [["Kurs A"], ["Kurs B"], ["Kurs C"], ["Kurs D"]]
    assert notes == ""


def test_what_repeats_the_row_above_or_is_a_part_of_it_is_a_doubt() -> None:
    head = ("Maßnahmenart|Projekt|Träger|Betrag", f"{LABELS[0]}|Kurs A|Werk|2.000 €")
    rows = (*head, "|davon Reise|Werk|1.000 €", "|Kurs B|dito|2.000 €", *(f"{each}|keine||" for each in LABELS[1:]))
    rows = (*rows, "|Summe||4.000 €")
    data, notes = imported(document(*table(*rows)), "md")
    assert titles(data)[0] == ["Kurs A", "Kurs B"]
    assert "The row “davon Reise | Werk | 1.000 €” of a table names no measure" in notes
    assert "Summe" not in notes
    assert "training_preparation[1].provider` It was read from “dito”." in notes


def test_a_column_of_sums_beside_the_years_is_the_amount() -> None:
    rows = (f"{label}|Kurs {n}|{n}.000|{n}.500|{2 * n}.500" for n, label in enumerate(LABELS, 1))
    data, notes = imported(document(*table("Maßnahmenart|Projekt|2025|2026|Gesamt (EUR)", *rows)), "md")
    assert data["measures"]["staff_training"] == [
        {"title": "Kurs 4", "by_year": {2025: 4_000, 2026: 4_500}, "amount": 8_500}
    ]
    assert notes == ""


def test_a_table_with_a_number_beside_each_category() -> None:
    rows = (f"{n}|{label}|" for n, label in enumerate(LABELS, 1))
    listed = [line for n, row in enumerate(rows, 1) for line in (row, f"{n}.1|Kurs {n}|{n}.000 €")]
    data, notes = imported(document(*table("Nr.|Projekt|Betrag", *listed)), "md")
    assert (titles(data), notes) == ([["Kurs 1"], ["Kurs 2"], ["Kurs 3"], ["Kurs 4"]], "")


def test_a_heading_at_the_top_of_a_page_is_none_of_the_row_above() -> None:
    head, amount = (
        tuple(PrintedCell(((TextRun(text),),)) for text in texts) for texts in (("Projekt", "Betrag"), ("9 €",))
    )
    title = PrintedCell(((TextRun("Kurs A"),), (TextRun(LABELS[1]),)), doubtful=True)
    found = PrintedTable((head, (title, *amount)), (SourceLocation(page=1),) * 2)
    rows = Rows(found, Words(dict(zip(Category, LABELS, strict=True)), {}), Notes())
    assert [rows.said(number) for number in range(len(rows.body))] == ["Kurs A | 9 €", LABELS[1]]


def test_a_heading_whose_number_text_recognition_took_for_a_bullet() -> None:
    data, notes = imported(document(PREPARATION, "- Alpha", f"- {LABELS[1]}", "- Beta", *LISTED[4:]))
    assert titles(data) == [["Alpha"], ["Beta"], ["Gamma"], []]
    assert "`measures.vocational_training` The heading" in notes


def test_a_table_of_one_row_among_others_of_two_columns() -> None:
    rows = "A              1.000 €\nB              2.000 €"
    data, notes = imported(document(PREPARATION, rows, "", TRAINING, "Kurs C         3.000 €", "", *HEADINGS[2:]))
    assert data["measures"]["vocational_training"] == [{"title": "Kurs C", "amount": 3_000}]
    assert notes == ""


def test_tables_around_the_list_are_reported() -> None:
    before = table("Maßnahme | Plätze | Träger", "Lager | 12 | Verein")
    behind = table("Maßnahme | Plätze | Betrag", "Alpha | 12 | 10.000 €", "Epsilon | 5 | 5.000 €")
    listed = [line for each in LISTED for line in ("", each)]
    data, notes = imported(document(*before, *listed, *behind), "md")
    assert titles(data) == [["Alpha"], ["Beta"], ["Gamma"], []]
    for row in ("Lager | 12 | Verein", "Alpha | 12 | 10.000 €", "Epsilon | 5 | 5.000 €"):
        assert f"“{row}” was not understood" in notes


def test_a_list_under_one_category_and_tables_under_the_others() -> None:
    rows = table("Projekt | Betrag", "Alpha | 10.000 €"), table("Projekt | Betrag", "Delta | 5.000 €")
    listed = PREPARATION, *rows[0], TRAINING, "", "- Beta", "", QUALIFICATION, "", "- Gamma", "", STAFF, *rows[1]
    data, notes = imported(document("", *listed), "md")
    assert titles(data) == [["Alpha"], ["Beta"], ["Gamma"], ["Delta"]]
    assert data["measures"]["staff_training"] == [{"title": "Delta", "amount": 5_000}]
    assert notes == ""


def test_two_lines_that_are_like_categories_are_no_list_of_measures() -> None:
    aims = (
        "- Vorbereitung auf Ausbildung und Qualifizierung",
        "- Ausbildung in anerkannten Berufen und Begleitung durch Ausbildungscoaching",
        "- Qualifizierung, die in den Arbeitsmarkt führt und Fachkräfte sichert",
        "- Weiterbildung des Fachpersonals der Gebietskörperschaften, das mit den Teilnehmenden arbeitet",
    )
    data, notes = imported(document("Die Projekte sind noch festzulegen.", more="\n".join(("Ziele:", "", *aims))))
    assert "measures" not in data
    assert "No category of measures was found." in notes
    assert all(f"“{aim[2:80]}" in notes for aim in aims)


def test_where_no_category_is_named_every_entry_is_reported() -> None:
    data, notes = imported(document("a) Für Betriebe", "- Alpha", "- Beta", "", "Beide sind – wie stets – vorläufig."))
    assert "measures" not in data
    assert "“Für Betriebe / Alpha / Beta” was not understood" in notes
    assert "vorläufig" not in notes


@pytest.mark.parametrize("none", ["keine Projekte", "entfällt"])
def test_a_category_without_measures_says_so_behind_its_bold_heading(none: str) -> None:
    bold = [f"**{heading}**" for heading in (PREPARATION, TRAINING, "3. Qualifizierung", STAFF)]
    listed = (bold[0], "- A", bold[1], "- B", f"{bold[2]} {none}", bold[3], "- D")
    data, notes = imported(document(*(line for each in listed for line in ("", each))), "md")
    assert titles(data) == [["A"], ["B"], [], ["D"]]
    assert notes == ""


def test_what_stands_behind_a_heading_is_reported() -> None:
    notes = imported(document(f"{PREPARATION} (Obergrenze 20.000 Euro)", *LISTED[1:]))[1]
    assert notes == "“(Obergrenze 20.000 Euro)” stands in the line of the category's heading."
    entries = " und ".join(f"„{title}“ (Träger: Werk gGmbH, 20.000 Euro)" for title in ("Alpha", "Beta"))
    data, notes = imported(document(f"{PREPARATION}: {entries}", *LISTED[2:]))
    assert titles(data)[0] == []
    assert "“„Alpha“ (Träger: Werk gGmbH, 20.000 Euro)" in notes
    assert notes.count("“20.000 Euro” stands in no field") == 2
    data, notes = imported(document(*(f"{heading} – Alpha" for heading in HEADINGS)))
    assert (titles(data), notes) == ([[], *[["Alpha"]] * 3], "“– Alpha” stands in the line of the category's heading.")


def test_a_row_of_a_category_that_is_not_known_is_reported() -> None:
    rows = [f"{label} | Kurs {n}" for n, label in enumerate(LABELS, 1)]
    data, notes = imported(document(*table("Maßnahmenart | Maßnahme", *rows[:3], "Sonstiges | Fest", rows[3])), "md")
    assert titles(data) == [["Kurs 1"], ["Kurs 2"], ["Kurs 3"], ["Kurs 4"]]
    assert "“Sonstiges | Fest” was not understood" in notes


def test_another_number_of_dashes_than_of_measures_is_a_doubt_on_the_category() -> None:
    lines = ["1.", "2.", LABELS[0], "-", "-", "Alpha", LABELS[1], "Beta", "-", "Gamma", "3.", LABELS[2], "-", "Delta"]
    data, notes = imported(document(*lines, "4.", LABELS[3]))
    assert titles(data) == [["Alpha"], ["Beta", "Gamma"], ["Delta"], []]
    doubted = re.findall(r"`measures\.(\w+)` Below its heading stands another number of dashes \((\d)\)", notes)
    assert doubted == [("training_preparation", "2"), ("vocational_training", "1")]

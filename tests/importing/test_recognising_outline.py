"""Importing: title, sections and parties, also as text recognition reads them."""

from __future__ import annotations

import pytest
from imported import FUNDS, HEADINGS, LABELS, LISTED, document, imported, titles

from aqb_cli.importing.recognising.outline import number_of_misread

LONG = "Text, der hier etwas ausführlicher sein darf."


@pytest.mark.parametrize(
    ("sections", "headings"),
    [
        (("8 4 Mittel", "85 Ziele und Maßnahmen der Region", "8 6 Zielsteuerung"), HEADINGS),
        (("Haushaltsmittel und Eckdaten", "55", "S6"), HEADINGS),
        (("§ 4", "§ 5", "§ 6"), [heading.replace(".", ":") for heading in HEADINGS]),
        (("§ 4", "§ 5", "§ 6"), [f"{sign} {x}" for sign, x in zip(("I.", "2;", "3.", "4,"), LABELS, strict=True)]),
        (("Artikel 1 Mittel", "Artikel 2 Vorhaben", "Artikel 3 Ende"), HEADINGS),
    ],
)  # fmt: skip
@pytest.mark.parametrize("bullet", ["-", "«", "«e", "*", "e"])
def test_headings_and_bullets_as_text_recognition_reads_them(
    sections: tuple[str, ...], headings: list[str], bullet: str
) -> None:
    lines = [
        line for heading, title in zip(headings, "ABCD", strict=True) for line in (heading, f"{bullet} Kurs {title}")
    ]
    text = document(*lines)
    for old, new in zip(("§ 4 Haushaltsmittel", "§ 5 Maßnahmen", "§ 6 Zielsteuerung"), sections, strict=True):
        text = text.replace(old, new)
    data, notes = imported(text)
    assert titles(data) == [["Kurs A"], ["Kurs B"], ["Kurs C"], ["Kurs D"]]
    assert data["budget"] == {"total": 100_000}
    assert "Zielsteuerung" not in str(data["measures"])
    assert notes == ""


def test_sections_with_numbers_only() -> None:
    lines = [line for c, label in zip("abcd", LABELS, strict=True) for line in (f"{c}) {label}", f"- Kurs {c}")]
    text = document(*lines).replace("§ 4 Haushaltsmittel", "1. Mittel").replace("§ 5 Maßnahmen", "2. Vorhaben")
    data, _notes = imported(text.replace("§ 6 Zielsteuerung", "3. Ende"))
    assert titles(data) == [["Kurs a"], ["Kurs b"], ["Kurs c"], ["Kurs d"]]
    assert data["budget"] == {"total": 100_000}


def test_known_sections_with_numbers_only() -> None:
    text = document().replace("§ 4", "4.").replace("§ 5 Maßnahmen", "5. Ziele und Maßnahmen").replace("§ 6", "6.")
    data, notes = imported(text)
    assert (titles(data), notes) == ([["Alpha"], ["Beta"], ["Gamma"], []], "")


@pytest.mark.parametrize("title", ["Modul Ill", "\\Lager", "Deutsch — Beruf", "Kurs | Holz"])
def test_what_recognition_may_have_garbled_is_a_doubt(title: str) -> None:
    data, notes = imported(document(*LISTED[:1], f"- {title}", *LISTED[2:]))
    assert titles(data)[0] == [title]
    assert "`measures.training_preparation[0].title` Text recognition may have misread it" in notes


def test_headings_broken_in_a_narrow_column() -> None:
    broken = [
        "Ausbildungsvorber\neitung",
        "2. Ausbildung und\nAusbildungscoachi\nng in anerkannten\nAusbildungsberufe\nn",
    ]
    lines = (broken[0], "- Alpha", broken[1], "- Beta", *LISTED[4:])
    data, notes = imported(document(*lines))
    assert titles(data) == [["Alpha"], ["Beta"], ["Gamma"], []]
    assert notes == ""


@pytest.mark.parametrize("one", "ıIiİlL1")
def test_a_one_as_text_recognition_reads_it(one: str) -> None:
    assert number_of_misread(f"8 {one}", 0) == (1, "")


def test_a_table_of_contents_is_no_second_agreement() -> None:
    lines = (
        "Inhalt",
        "Präambel 1",
        "§ 1 Ziele des Landes 1",
        "§ 4 Haushaltsmittel 2",
        "§ 5 Maßnahmen 2",
        "§ 6 Zielsteuerung 3",
    )
    contents = "\n\n".join(lines)
    text = document().replace(
        "§ 4 Haus", f"{contents}\n\nPräambel\n\n{LONG}\n\n§ 1 Ziele des Landes\n\n{LONG}\n\n§ 4 Haus"
    )
    for ending, printed in (("txt", text), ("md", text.replace("Inhalt\n", "## Inhalt\n"))):
        data, notes = imported(printed, ending)
        assert titles(data) == [["Alpha"], ["Beta"], ["Gamma"], []]
        assert (data["budget"], notes) == ({"total": 100_000}, "")


@pytest.mark.parametrize(
    ("old", "new", "district", "said"),
    [
        ("Zielvereinbarung 2025", "Zielvereinbarung 2025/2026", "fulda", "`year` It was read from"),
        (
            "Zielvereinbarung 2025",
            "Zielvereinbarung vom 3. Dezember 2024 zum Budget 2025",
            "fulda",
            "“3. Dezember 2024”",
        ),
        ("Man trifft", "Im Programmjahr 2024 trifft", "fulda", "`year` Elsewhere the document names another programme"),
        ("Zielvereinbarung 2025", "1. Änderung der Zielvereinbarung 2025", "fulda", "It seems to change an earlier"),
        ("dem Landkreis Fulda", "dem Landkreis\nFulda", "fulda", ""),
        ("und dem Landkreis Fulda", "und dem Magistrat der Stadt Kassel", "kassel-stadt", ""),
        ("und dem Landkreis Fulda", "und der documenta-Stadt Kassel", "kassel-stadt", ""),
        ("und dem Landkreis Fulda", "und Kassel, documenta-Stadt,", "kassel-stadt", ""),
    ],
)
def test_parties_and_years(old: str, new: str, district: str, said: str) -> None:
    text = document().replace(old, new, 1)
    text = (
        text.replace("Fulda, den", "Kassel, documenta-Stadt, den").replace("Landrat", "Oberbürgermeister")
        if "kassel" in district
        else text
    )
    data, notes = imported(text)
    assert (data["district"], data["year"]) == (district, 2025)
    assert data["signatures"][1]["place"] == ("Kassel" if "kassel" in district else "Fulda")
    assert said in notes
    assert bool(notes) == bool(said), notes


@pytest.mark.parametrize(
    ("printed", "seat", "district"),
    [("LahnDill-Kreis", "Wetzlar", "lahn-dill-kreis"), ("Schwalm-EderKreis", "Homberg (Efze)", "schwalm-eder-kreis")],
)
def test_names_that_pdftotext_joins_at_the_end_of_a_line(printed: str, seat: str, district: str) -> None:
    text = document().replace("Landkreis Fulda", printed).replace("Fulda, den", f"{seat}, den")
    assert printed in text
    text = text.replace("Landrat\n", f"Landrat des {printed}es\n")
    data, notes = imported(text)
    assert (data["district"], data["signatures"][1]["office"], notes) == (district, "Landrat", "")


def test_categories_are_named_elsewhere_too() -> None:
    focus = "\n".join(f"- {label}: 25.000 Euro" for label in LABELS)
    data, notes = imported(document(funds=f"{FUNDS}\n\nObergrenzen sind:\n{focus}"))
    assert titles(data) == [["Alpha"], ["Beta"], ["Gamma"], []]
    assert len(data["budget"]["by_category"]) == 4
    assert notes == ""

"""`aqb import` of a small document: what a sentence makes of it, and that no doubtful value comes without a note."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from ruamel.yaml import YAML

DOCUMENT = """Zielvereinbarung
2025
zwischen
dem Hessischen Ministerium für Arbeit, Integration, Jugend und Soziales
und dem Landkreis Fulda
zur Umsetzung des hessischen Ausbildungs- und Qualifizierungsbudgets

§ 4 Haushaltsmittel und Eckdaten

{funds}

§ 5 Maßnahmen

1. Ausbildungsvorbereitung
{measures}
2. Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsberufen
- Beta
3. Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräftesicherung
- Gamma
4. Weiterbildungsmaßnahmen für Personal der Landkreise und kreisfreien Städte

§ 6 Zielsteuerung

{more}

{signatures}
"""
FUNDS = "Insgesamt 100.000 Euro."
SIGNATURES = """Wiesbaden, den 2. 7. 2025

Anna Beispiel
Staatsministerin

Fulda, den 9. 7. 2025

Bernd Muster
Landrat"""


def imported(
    aqb: Command,
    funds: str = FUNDS,
    measures: str = "- Alpha",
    more: str = "Man trifft sich.",
    signatures: str = SIGNATURES,
) -> tuple[Any, str]:
    """The file's data, and the notes."""
    Path("document.txt").write_text(
        DOCUMENT.format(funds=funds, measures=measures, more=more, signatures=signatures), encoding="utf-8"
    )
    result = aqb("import", "document.txt")
    return YAML(typ="safe").load(Path(result.out.strip()).read_text(encoding="utf-8")), result.err


def test_what_is_plain_needs_no_note(workspace: Path, aqb: Command) -> None:
    data, notes = imported(aqb, measures="- Alpha (12 Plätze, 30.000 Euro)", more="Dafür stehen 100.000 Euro bereit.")
    assert notes == ""
    assert data["budget"] == {"total": 100_000}
    assert data["measures"]["training_preparation"] == [{"title": "Alpha", "amount": 30_000, "places": 12}]


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("Der Eigenanteil des Landkreises beträgt 33.000 Euro.", ["33.000 Euro"]),
        ("Der Eigenanteil des Landkreises beträgt 100.000 Euro.", ["100.000 Euro"]),
        ("Auf 2025 entfallen 40.000 Euro, auf 2026 entfallen 60.000 Euro.", ["40.000 Euro", "60.000 Euro"]),
        ("Für die Teilzeitausbildung sind 30.000 Euro zweckgebunden.", ["30.000 Euro"]),
        ("Rund 0,5 Mio. Euro sind nötig.", ["0,5 Mio"]),
        ("Die Umsetzungsbesprechung findet am 14. Oktober 2025 statt.", ["14. Oktober 2025"]),
        ("Alpha hat 12 Plätze und kostet 30.000 Euro.", ["12 Plätze", "30.000 Euro"]),
        ("Grundlage ist das Gesetz vom 12. März 2020.", []),
    ],
)
def test_what_stands_in_no_field(sentence: str, quotes: list[str], workspace: Path, aqb: Command) -> None:
    data, notes = imported(aqb, more=sentence)
    assert data["budget"] == {"total": 100_000}
    assert notes.count("stands in no field of the file") == len(quotes)
    for quote in quotes:
        assert f"“{quote}” stands in no field of the file" in notes


def test_a_paragraph_right_below_a_list(workspace: Path, aqb: Command) -> None:
    listed = "  • 30.000 Euro für Teilzeitausbildung\nDer Landkreis gibt einen Eigenanteil von 8.000 Euro."
    data, notes = imported(aqb, funds=f"Insgesamt 100.000 Euro. Zweckgebunden sind:\n{listed}")
    assert notes == ""
    assert data["budget"] == {"total": 100_000, "earmarked": {"part_time_training": 30_000}, "own_contribution": 8_000}


def test_funds_in_a_section_with_another_name(workspace: Path, aqb: Command) -> None:
    data, notes = imported(
        aqb,
        funds="Ohne Beträge.",
        more="Insgesamt 100.000 Euro, davon 40.000 Euro im Jahr 2025. Dazu kommen Eigenmittel von 5.000 Euro.",
    )
    assert data["budget"] == {"total": 100_000, "by_year": {2025: 40_000}, "own_contribution": 5_000}
    for field in data["budget"]:
        assert f"`budget.{field}` isn't certain. It does not stand in the section on funds." in notes


@pytest.mark.parametrize(
    ("sentence", "grant", "is_told"),
    [
        (
            "Der Antrag vom 14.03.2025 wurde mit Bescheid vom 20.05.2025 bewilligt.",
            {"applied_on": "2025-03-14", "granted_on": "2025-05-20"},
            False,
        ),
        ("Der Bescheid wurde am 20.05.2025 erteilt.", {"granted_on": "2025-05-20"}, False),
        ("Der Bescheid vom 12.04.2024 gilt fort.", {"granted_on": "2024-04-12"}, True),
        ("Der Bescheid wird bis zum 31.12.2025 erlassen.", None, True),
        ("Der Bescheid des Vorjahres vom 12.04.2024 bleibt unberührt.", None, True),
        ("Widerspruch gegen den Bescheid ist bis zum 15.08.2025 möglich.", None, True),
        ("Änderungsanträge sind bis 30.09.2025 zu stellen; der Antrag ist formlos.", None, True),
        ("Der Antrag ist bis zum 31. März 2025 zu stellen.", None, True),
    ],
)
def test_days_of_the_grant(
    sentence: str, grant: dict[str, str] | None, is_told: bool, workspace: Path, aqb: Command
) -> None:
    data, notes = imported(aqb, more=sentence)
    found = {field: f"{day:%Y-%m-%d}" for field, day in data["grant"].items()} if "grant" in data else None
    assert found == grant
    assert bool(notes) == is_told


@pytest.mark.parametrize(
    ("sentence", "budget"),
    [
        ("Das Land gewährt 100.000 Euro. Im Vorjahr 2024 waren es insgesamt 90.000 Euro.", {"total": 100_000}),
        (
            "Im Vorjahr 2024 stellte das Land insgesamt 90.000 Euro bereit. 2025 stellt es 100.000 Euro bereit.",
            {"total": None, "by_year": {2025: 100_000}},
        ),
        ("Im Jahr 2024 waren es insgesamt 90.000 Euro. Insgesamt erhält er 100.000 Euro.", {"total": 100_000}),
    ],
)
def test_funds_of_a_former_year(sentence: str, budget: dict[str, Any], workspace: Path, aqb: Command) -> None:
    data, notes = imported(aqb, funds=sentence)
    assert data["budget"] == budget
    assert "The amount “90.000 Euro” was not understood" in notes


@pytest.mark.parametrize(
    "amount", ["1 00.000 Euro", "l00.000 Euro", "595.9 50 Euro", "nach § 4 595.950 Euro", "00.500 Euro"]
)
def test_an_amount_that_is_garbled_is_told_and_not_taken(workspace: Path, aqb: Command, amount: str) -> None:
    data, notes = imported(aqb, funds=f"Das Land stellt insgesamt {amount} bereit.")
    assert data["budget"] == {"total": None}
    assert "was not understood; it stands nowhere in the file." in notes
    assert "The total was not found." in notes


@pytest.mark.parametrize("day", ["den Z. 8. 2O25", "im Juli 2025"])
def test_a_day_that_is_garbled_keeps_the_signature(workspace: Path, aqb: Command, day: str) -> None:
    data, notes = imported(aqb, signatures=SIGNATURES.replace("den 2. 7. 2025", day))
    assert data["signatures"][0] == {
        "party": "ministry", "name": "Anna Beispiel", "office": "Staatsministerin", "place": "Wiesbaden",
    }  # fmt: skip
    assert f"Its date was not understood: “Wiesbaden, {day}”." in notes


@pytest.mark.parametrize("below", ["Carla Zweite\nErste Kreisbeigeordnete", "file:///c.html 2/2"])
def test_what_stands_below_an_office_is_told_and_not_taken(workspace: Path, aqb: Command, below: str) -> None:
    data, notes = imported(aqb, signatures=f"{SIGNATURES}\n{below}")
    assert data["signatures"][1]["office"] == "Landrat"
    assert f"“{below.partition(chr(10))[0]}” stands below it, and was not understood." in notes


def test_a_column_whose_heading_is_not_known_is_told_and_not_taken(workspace: Path, aqb: Command) -> None:
    table = "Projekt      Plätze   Eigenanteil   Betrag\n\nAlpha            12       1.000 €   30.000 €\n"
    data, notes = imported(aqb, measures=table.replace("\n\n", "\n"))
    assert data["measures"]["training_preparation"] == [{"title": "Alpha", "amount": 30_000, "places": 12}]
    assert "“1.000 €” in the row of “Alpha” was not understood." in notes


def test_a_change_of_an_agreement_is_told(workspace: Path, aqb: Command) -> None:
    text = DOCUMENT.format(funds=FUNDS, measures="- Alpha", more="Man trifft sich.", signatures=SIGNATURES)
    Path("change.txt").write_text(text.replace("Zielvereinbarung\n", "1. Änderung der Zielvereinbarung\n", 1), "utf-8")
    result = aqb("import", "change.txt")
    assert result.code == 1
    assert "It seems to change an earlier agreement: “1. Änderung der Zielvereinbarung”." in result.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Zielvereinbarung\n2025", "Zielvereinbarung 2025/2026", ["It was read from “Zielvereinbarung 2025/2026”."]),
        ("Zielvereinbarung\n2025", "Zielvereinbarung\n2025–26", ["It was read from “2025–26”."]),
        ("Man trifft", "Im Programmjahr 2024 trifft", ["Elsewhere the document names another programme year: “Im Pro"]),
        ("Landkreis Fulda", "Landkreis\nFulda", []),
        ("Landkreis Fulda", "Landkreis Vulda", ["It was read from “und dem Landkreis Vulda”."]),
    ],
)
def test_parties_and_years(old: str, new: str, said: list[str], workspace: Path, aqb: Command) -> None:
    text = DOCUMENT.format(funds=FUNDS, measures="- Alpha", more="Man trifft sich.", signatures=SIGNATURES)
    Path("one.txt").write_text(text.replace(old, new, 1), "utf-8")
    result = aqb("import", "one.txt")
    assert result.out == "data/agreements/2025/fulda.yaml\n"
    assert [doubt for doubt in said if doubt not in result.err] == []
    assert bool(result.err) == bool(said)


FUNDS_SAID: dict[str, tuple[dict[str, Any], list[str]]] = {
    "Der Gesamtbetrag beläuft sich auf 100.000 Euro (2025: 60.000 Euro; 2026: 40.000 Euro).": (
        {"total": 100_000, "by_year": {2025: 60_000, 2026: 40_000}}, [],
    ),
    "Insgesamt 100.000 Euro, davon im Jahr 2025 60.000 Euro und im Jahr 2026 40.000 Euro.": (
        {"total": 100_000, "by_year": {2025: 60_000, 2026: 40_000}}, [],
    ),
    "2026 40.000 Euro, 2027 10.000 Euro. Gesamtbetrag 100.000 Euro, davon 2025 50.000 Euro.": (
        {"total": 100_000, "by_year": {2025: 50_000, 2026: 40_000, 2027: 10_000}}, [],
    ),
    "Insgesamt 100.000 Euro, verteilt auf je 50.000 Euro in den Jahren 2025 und 2026.": (
        {"total": 100_000}, ["“50.000 Euro” was not understood"],
    ),
    "Insgesamt 100.000 Euro. Für Digitalisierung: 5.000 Euro (2025).": (
        {"total": 100_000}, ["“5.000 Euro” was not understood"],
    ),
    "Das Gesamtbudget des Landes beträgt 900.000 Euro. Der Landkreis erhält 100.000 Euro.": (
        {"total": 100_000}, ["“900.000 Euro” was not understood"],
    ),
    "Das Land stellt 100.000 Euro bereit, davon 60.000 Euro in 2025 und 40.000 Euro in 2026.": (
        {"total": 100_000, "by_year": {2025: 60_000, 2026: 40_000}}, [],
    ),
    "Landesmittel 100.000 Euro\n\nEigenmittel 20.000 Euro\n\nGesamtsumme 120.000 Euro": (
        {"total": 100_000, "own_contribution": 20_000}, ["`budget.total` isn't certain"],
    ),
    "Das Land stellt 100.000 Euro, der Landkreis 20.000 Euro bereit.": (
        {"total": None}, ["“100.000 Euro” was not understood", "“20.000 Euro” was not understood"],
    ),
    "Es werden 100.000 Euro gewährt. Eine Erhöhung um 10.000 Euro ist möglich.": (
        {"total": 100_000}, ["“10.000 Euro” was not understood"],
    ),
    "Der Landkreis erhält 100.000 Euro. Hinzu kommen Mittel des ESF in Höhe von 80.000 Euro.": (
        {"total": 100_000}, ["`budget.total` isn't certain. Elsewhere", "“80.000 Euro” stands in no field"],
    ),
    "Aus den Landesmitteln von insgesamt 12.000.000 Euro erhält der Landkreis Fulda 100.000 Euro.": (
        {"total": 100_000}, ["“12.000.000 Euro” was not understood"],
    ),
    "Die Haushaltsmittel von insgesamt 100.000 Euro verteilen sich auf 2025 (60.000 Euro) und 2026 (40.000 Euro).": (
        {"total": 100_000, "by_year": {2025: 60_000, 2026: 40_000}}, [],
    ),
    "Das Land stellt im Jahr 2025 100.000 Euro bereit.": ({"total": 100_000}, ["`budget.total` isn't certain"]),
    "Ein Teil ist für Teilzeitausbildung reserviert. Das Land zahlt 100.000 Euro aus.": (
        {"total": None}, ["“100.000 Euro” was not understood"],
    ),
    "Insgesamt 100.000 Euro. Davon sind 5.000 EURO für Teilzeitausbildung zweckgebunden.": (
        {"total": 100_000, "earmarked": {"part_time_training": 5_000}}, [],
    ),
    "Insgesamt 100.000 Euro. Davon sind 5.000,- für Teilzeitausbildung und Digitalisierung zweckgebunden.": (
        {"total": 100_000}, ["“5.000,-” was not understood"],
    ),
    "Insgesamt 100.000 Euro. Davon sind 12 v. H. für Teilzeitausbildung.": (
        {"total": 100_000}, ["Not all amounts were understood"],
    ),
    "Insgesamt 100.000 Euro. Mittel für Teilzeitausbildung sind mit 5.000 Euro nicht mehr vorgesehen.": (
        {"total": 100_000, "earmarked": {"part_time_training": 5_000}},
        ["`budget.earmarked.part_time_training` isn't certain. It was read from “Mittel für"],
    ),
    "Insgesamt 100.000 Euro. Die Eigenmittel der Träger belaufen sich auf 12.000 Euro.": (
        {"total": 100_000, "own_contribution": 12_000}, ["`budget.own_contribution` isn't certain"],
    ),
    "Insgesamt 100.000 Euro. Von dem Gesamtbetrag entfallen auf 2025 60.000 Euro und auf 2026 40.000 Euro.": (
        {"total": 100_000, "by_year": {2025: 60_000, 2026: 40_000}}, [],
    ),
    "Insgesamt 412.30 Euro": ({"total": None}, ["Not all amounts were understood"]),
}  # fmt: skip


TABLES_SAID: dict[str, tuple[dict[str, Any], list[str]]] = {
    "Landesmittel       60.000 Euro\nEigenmittel         5.000 Euro": (
        {"total": 60_000, "own_contribution": 5_000}, [],
    ),
    "Angaben in Euro       2025       2026\nLandesmittel        60.000     40.000": (
        {"total": None, "by_year": {2025: 60_000, 2026: 40_000}}, ["The total was not found."],
    ),
    "Angaben in Tsd. Euro     2024     2025\nTeilzeitausbildung        50       30": (
        {"total": None}, ["“Teilzeitausbildung | 50 | 30” was not understood."],
    ),
    "Zweck                Anteil in %\nTeilzeitausbildung            25\nDigitalisierung               15": (
        {"total": None}, ["“Teilzeitausbildung | 25” was not", "“Digitalisierung | 15” was not understood."],
    ),
    "Zweck                Ansatz 2024    Ansatz 2025\nTeilzeitausbildung    9.000 Euro    10.000 Euro": (
        {"total": None}, ["“Teilzeitausbildung | 9.000 Euro | 10.000 Euro” was not understood."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("funds", FUNDS_SAID | TABLES_SAID)
def test_what_is_said_of_funds(funds: str, workspace: Path, aqb: Command) -> None:
    budget, said = (FUNDS_SAID | TABLES_SAID)[funds]
    data, notes = imported(aqb, funds=funds)
    assert data["budget"] == budget
    assert [doubt for doubt in said if doubt not in notes] == []
    assert bool(notes) == bool(said)

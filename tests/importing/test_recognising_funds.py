"""Importing: what a sentence on funds makes of its amounts, and that no doubtful amount comes without a note."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from imported import FUNDS, LABELS, LISTED, document, imported, table

T, DIGITAL = "part_time_training", "digitalisation"

SAID: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    # Each sentence, the budget, and what the notes say; no note where nothing stands.
    "Der Gesamtbetrag beläuft sich auf 100.000 Euro (2025: 60.000 Euro; 2026: 40.000 Euro).": (
        {"total": 100_000, "by_year": {2025: 60_000, 2026: 40_000}}, (),
    ),
    "2026 40.000 Euro, 2027 10.000 Euro. Gesamtbetrag 100.000 Euro, davon 2025 50.000 Euro.": (
        {"total": 100_000, "by_year": {2025: 50_000, 2026: 40_000, 2027: 10_000}}, (),
    ),
    "Insgesamt 100.000 Euro. Kassenwirksam werden davon 60.000 Euro im Jahr 2025 und 40.000 Euro im Jahr 2026.": (
        {"total": 100_000, "by_year": {2025: 60_000, 2026: 40_000}}, (),
    ),
    "Insgesamt 100.000 Euro.\n\nNicht im Gesamtbetrag enthalten sind Mittel Dritter:\n\nArbeitsagentur": (
        {"total": 100_000}, ("“Mittel Dritter” stands in no field",),
    ),
    "Von den insgesamt 9.000.000 Euro entfallen auf den Landkreis im Jahr 2025\n\n100.000 Euro\n\naus dem Budget.": (
        {"total": 100_000}, ("`budget.total` It was read", "“9.000.000 Euro” stands in no field"),
    ),
    "Insgesamt 121.000 Euro (in Worten: hunderteinundzwanzigtausend Euro).": ({"total": 121_000}, ()),
    "Insgesamt 121.000 Euro (hundertzwölftausend Euro).": ({"total": 121_000}, ("`budget.total` It was read",)),
    "Insgesamt 100.000 Euro. Der Landkreis bringt eigene Mittel von 20.000 Euro ein.": (
        {"total": 100_000, "own_contribution": 20_000}, (),
    ),
    "Das Land stellt im Jahr 2025 100.000 Euro bereit.": ({"total": 100_000}, ("`budget.total`",)),
    "Insgesamt 100.000 Euro, verteilt auf je 50.000 Euro in den Jahren 2025 und 2026.": (
        {"total": 100_000}, ("“50.000 Euro” stands in no field",),
    ),
    "Landesmittel 100.000 Euro\n\nEigenmittel 20.000 Euro\n\nGesamtsumme 120.000 Euro": (
        {"total": 100_000, "own_contribution": 20_000}, ("`budget.total`",),
    ),
    "Der Landkreis erhält als Betrag insgesamt\n\n595.950 Euro¹\n\naus dem Budget.": (
        {"total": 595_950}, ("The raised “¹” behind",),
    ),
    "Der Landkreis erhält insgesamt 595.950.- Euro.": ({"total": 595_950}, ()),
    "Der Landkreis erhält insgesamt 595.950² Euro.": ({"total": 595_950}, ("The raised “²” behind",)),
    # Of two amounts in one sentence or paragraph, the district's.
    "Vom Ausbildungsbudget in Höhe von 9.000.000 Euro entfallen auf den Landkreis Fulda 100.000 Euro.": (
        {"total": 100_000}, ("“9.000.000 Euro” stands in no field",),
    ),
    "Es stehen hessenweit insgesamt 9.000.000 Euro bereit. Der Landkreis Fulda erhält davon\n\n100.000 Euro.": (
        {"total": 100_000}, ("“9.000.000 Euro” stands in no field",),
    ),
    "Aus den Landesmitteln von insgesamt 12.000.000 Euro erhält der Landkreis Fulda 100.000 Euro.": (
        {"total": 100_000}, ("“12.000.000 Euro” stands in no field",),
    ),
    "Das Gesamtbudget beträgt insgesamt 900.000 Euro. Dem Landkreis werden 100.000 Euro zugesagt.": (
        {"total": 900_000}, ("`budget.total`", "“100.000 Euro” stands in no field"),
    ),
    "Das Land stellt 100.000 Euro, der Landkreis 20.000 Euro bereit.": (
        {"total": None}, ("“100.000 Euro” stands in no field", "“20.000 Euro” stands in no field"),
    ),
    "Der Landkreis erhält 100.000 Euro. Hinzu kommen Mittel des ESF in Höhe von 80.000 Euro.": (
        {"total": 100_000, "other_funds": [{"name": "ESF", "amount": 80_000}]}, (),
    ),
    "Im Jahr 2024 waren es insgesamt 90.000 Euro. Insgesamt erhält der Landkreis 100.000 Euro.": (
        {"total": 100_000}, ("“90.000 Euro” stands in no field",),
    ),
    # What the district or a town gives, another district gets, or all pay together is no budget of the district's.
    "Insgesamt stehen 100.000 Euro bereit. Der Landkreis Fulda stellt 120.000 Euro bereit.": (
        {"total": 100_000}, ("`budget.total` It was read", "“120.000 Euro” stands in no field"),
    ),
    "Ihm werden 100.000 Euro bewilligt. Weitere 20.000 Euro stellt die Stadt Kassel bereit.": (
        {"total": None}, ("“100.000 Euro” stands in no field", "“20.000 Euro” stands in no field"),
    ),
    "Ihm werden 100.000 Euro bewilligt. Die Stadt Fulda erhält davon 20.000 Euro.": (
        {"total": None}, ("“100.000 Euro” stands in no field", "“20.000 Euro” stands in no field"),
    ),
    "Der Landkreis Fulda und der Vogelsbergkreis erhalten gemeinsam 100.000 Euro.": (
        {"total": 100_000}, ("`budget.total` It was read",),
    ),
    "Insgesamt 100.000 Euro; der Eigenanteil der Städte und Gemeinden beläuft sich auf 5.000 Euro.": (
        {"total": 100_000}, ("`budget.total` It was read", "“5.000 Euro” stands in no field"),
    ),
    "Vom Land: 90.000 Euro\n\nVom Kreis: 10.000 Euro\n\nInsgesamt: 100.000 Euro": (
        {"total": 100_000}, ("`budget.total` It was read", "“90.000 Euro” stands", "“10.000 Euro” stands"),
    ),
    "Der Landkreis erhält 2025 einen Betrag von 60.000 Euro und 2026 einen Betrag von 40.000 Euro.": (
        {"total": None, "by_year": {2025: 60_000, 2026: 40_000}}, ("The total was not found.",),
    ),
    "Im Jahr 2025 stehen dem Landkreis 100.000 Euro zu.": (
        {"total": None, "by_year": {2025: 100_000}}, ("`budget.by_year` It may be the total",),
    ),
    "Der vorläufige Gesamtbetrag beläuft sich auf 100.000 Euro.": ({"total": 100_000}, ("`budget.total` It was read",)),
    "Der Landkreis erhält T€ 500.": ({"total": None}, ("“€ 500” stands in no field",)),
    "Der Landkreis erhält Mio. € 5.": ({"total": None}, ("“€ 5” stands in no field",)),
    "Insgesamt 100.000 Euro. Das Kreisjobcenter beteiligt sich mit 5.000 Euro.": (
        {"total": 100_000, "other_funds": [{"name": "Kreisjobcenter", "amount": 5_000}]}, (),
    ),
    # Purposes and the district's own money.
    "Insgesamt 100.000 Euro. Davon sind 5.000 EURO für spezifische Angebote zur Teilzeitausbildung bestimmt.": (
        {"total": 100_000, "earmarked": {T: 5_000}}, (),
    ),
    "Insgesamt 100.000 Euro. Für Projekte zur Ermöglichung von Teilzeitausbildungen sind 5.000 Euro zweckgebunden.": (
        {"total": 100_000, "earmarked": {T: 5_000}}, (),
    ),
    "Insgesamt 100.000 Euro. Davon sind 5.000,- für Teilzeitausbildung und Digitalisierung zweckgebunden.": (
        {"total": 100_000}, ("`budget.total`", "“5.000"),
    ),
    "Insgesamt 100.000 Euro. Für Digitalisierung: 5.000 Euro (2025).": (
        {"total": 100_000}, ("“5.000 Euro” stands in no field",),
    ),
    "Insgesamt 100.000 Euro. Für Teilzeitausbildung und Digitalisierung sind 5.000 Euro bestimmt.": (
        {"total": 100_000}, ("“5.000 Euro” stands in no field",),
    ),
    "Insgesamt 100.000 Euro. Davon 5.000 Euro für Teilzeitausbildung, Digitalisierung und Migration.": (
        {"total": 100_000}, ("“5.000 Euro” stands in no field",),
    ),
    "Insgesamt 100.000 Euro und 50 Cent.": ({"total": 100_000}, ("“50 Cent” stands in no field",)),
    "Im Jahr 2026 erhält er insgesamt 100.000 Euro.": ({"total": 100_000}, ("`budget.total` It was read",)),
    "Insgesamt 100.000 Euro. Davon sind 12 v. H. für Teilzeitausbildung.": ({"total": 100_000}, ("“12 v. H.” stands",)),
    "Insgesamt 100.000 Euro. Für Teilzeitausbildung sind 5.000 Euro nicht mehr vorgesehen.": (
        {"total": 100_000, "earmarked": {T: 5_000}}, (f"`budget.earmarked.{T}` It was read from “Für Teil",),
    ),
    "Er erhält insgesamt 100.000 Euro (hunderttausend Euro). Bis zu 10 % kann er übertragen.": (
        {"total": 100_000}, ("“10 %” stands in no field of the file; the document says: “Bis zu",),
    ),
    "Aus dem Budget werden Landesmittel von insgesamt\n\n100.000 €\n\nbereitgestellt.": ({"total": 100_000}, ()),
    "Das Land stellt mit Bescheid vom 12. Juni 2025 einen Betrag von 100.000 Euro bereit.": (
        {"total": 100_000}, ("“12. Juni 2025” stands",),
    ),
    "Insgesamt 100.000 Euro, davon 50.000 Euro 2025, 30.000 Euro 2026 und 20.000 Euro 2027.": (
        {"total": 100_000, "by_year": {2025: 50_000, 2026: 30_000, 2027: 20_000}}, (),
    ),
    "Das Land stellt im Jahr 2025 EUR 100.000,-- bereit (Az.: K 5-3/2025).": (
        {"total": 100_000}, ("`budget.total` It was", "“Az.: K 5-3/2025” stands"),
    ),
    # What others pay is no part of anything; what isn't certain of it is reported.
    "Der Landkreis erhält 100.000 Euro. Das Jobcenter Fulda beteiligt sich mit 40.000,50 Euro.": (
        {"total": 100_000, "other_funds": [{"name": "Jobcenter Fulda", "amount": Decimal("40000.50")}]}, (),
    ),
    "Der Landkreis erhält 100.000 Euro. Das Jobcenter Hafen beteiligt sich mit 5.000 Euro.": (
        {"total": 100_000, "other_funds": [{"name": "Jobcenter Hafen", "amount": 5_000}]}, (),
    ),
    "Insgesamt 100.000 Euro. Zusätzlich gibt das Jobcenter Mittel von 5.000 Euro.": (
        {"total": 100_000, "other_funds": [{"name": "Jobcenter", "amount": 5_000}]}, (),
    ),
    "Insgesamt 100.000 Euro. Daneben stehen 83.100 Euro aus dem Arbeitsmarktbudget für 2025 bis 2029 bereit.": (
        {"total": 100_000, "other_funds": [{"name": "Arbeitsmarktbudget", "amount": 83_100}]}, (),
    ),
    "Insgesamt 100.000 Euro. Nicht im Gesamtbetrag enthalten sind 9.000 Euro des Europäischen Sozialfonds.": (
        {"total": 100_000, "other_funds": [{"name": "Europäischer Sozialfonds", "amount": 9_000}]}, (),
    ),
    "Insgesamt 100.000 Euro.\n\nHinzu kommen Mittel Dritter:\n\n- Jobcenter: 5.000 Euro\n- ESF\n- Verein ca. 3 Euro": (
        {"total": 100_000, "other_funds": [{"name": "Jobcenter", "amount": 5_000}, {"name": "ESF"}]}, ("ca. 3 Euro",),
    ),
    "Insgesamt 100.000 Euro. Mittel Dritter:\n\nGeber        Betrag\nESF      5.000 Euro\nSumme    5.000 Euro": (
        {"total": 100_000, "other_funds": [{"name": "ESF", "amount": 5_000}]}, ("“Summe | 5.000 Euro”",),
    ),
    "Die Agentur für Arbeit stellt insgesamt 50.000 Euro bereit.": (
        {"total": None}, ("The total was not found.", "“50.000 Euro” stands in no field"),
    ),
    "Insgesamt 100.000 Euro. Das Jobcenter beteiligt sich möglicherweise mit 40.000 Euro.": (
        {"total": 100_000}, ("“40.000 Euro” stands in no field",),
    ),
    "Insgesamt 100.000 Euro. Jobcenter und ESF beteiligen sich mit 40.000 Euro.": (
        {"total": 100_000}, ("“40.000 Euro” stands in no field",),
    ),
    "Insgesamt 100.000 Euro. Im Jahr 2023 kamen 40.000 Euro des ESF hinzu.": (
        {"total": 100_000}, ("“40.000 Euro” stands in no field",),
    ),
    # A total that is rounded is called so; an exact one goes before it.
    "Der Landkreis erhält insgesamt rund 1,3 Millionen Euro.": (
        {"total": 1_300_000, "rounded": True}, ("`budget.rounded` Only an agreement of which no more than reports",),
    ),
    "Der Landkreis erhält insgesamt\n\nrd. 452.000 Euro\n\naus dem Budget.": (
        {"total": 452_000, "rounded": True}, ("`budget.rounded`",),
    ),
    "Der Landkreis erhält ca. 452.000 Euro, genau insgesamt 451.950 Euro.": (
        {"total": 451_950}, ("`budget.total`", "“452.000 Euro” stands"),
    ),
    "Vom Budget von rund 28 Mio. Euro entfallen auf den Landkreis Fulda 100.000 Euro.": (
        {"total": 100_000}, ("“28 Mio” stands",),
    ),
    # Earmarked funds are a part of the total; what is on top of it is a doubt.
    "Insgesamt 100.000 Euro. Zusätzlich erhält er 5.000 Euro für Digitalisierung.": (
        {"total": 100_000, "earmarked": {DIGITAL: 5_000}}, ("`budget.earmarked.digitalisation` It was read",),
    ),
    "Landesmittel 2025: 60.000 €\nLandesmittel 2026: 40.000 €\nSumme: 100.000 €": (
        {"total": 100_000}, ("`budget.total`", "“60.000 €” stands", "“40.000 €” stands"),
    ),
    # A list's number never joins an amount.
    "Insgesamt 900.000 Euro. Davon:\n\n1. 120.000 Euro für Digitalisierung\n2. 350.000 Euro für Teilzeitausbildung": (
        {"total": 900_000, "earmarked": {DIGITAL: 120_000, T: 350_000}}, (),
    ),
    "Der Landkreis erhält:\n\n1. 595.950 Euro insgesamt": ({"total": 595_950}, ("`budget.total` It was read",)),
    "Insgesamt 900.000 Euro.\n\n1. 250.000 Euro sind Eigenmittel.": (
        {"total": 900_000, "own_contribution": 250_000}, ("`budget.own_contribution` It was read",),
    ),
    "Insgesamt 900.000 Euro.\n\n1. 250.000 Euro im Jahr 2025\n2. 650.000 Euro im Jahr 2026": (
        {"total": 900_000, "by_year": {2025: 250_000, 2026: 650_000}}, (),
    ),
    # Tables.
    "Landesmittel      60.000 Euro\nEigenmittel        5.000 Euro": ({"total": 60_000, "own_contribution": 5_000}, ()),
    "Angaben in Euro       2025       2026\nLandesmittel        60.000     40.000": (
        {"total": None, "by_year": {2025: 60_000, 2026: 40_000}}, ("The total was not found.",),
    ),
    "Haushaltsjahr          2025       2026\nBetrag             60.000 €   40.000 €": (
        {"total": None, "by_year": {2025: 60_000, 2026: 40_000}}, ("The total was not found.",),
    ),
    "Angaben in Euro       2025       2026       Summe\nLandesmittel        60.000     40.000     100.000": (
        {"total": 100_000, "by_year": {2025: 60_000, 2026: 40_000}}, (),
    ),
    "Haushaltsjahr          2025       2026       Gesamt\nBetrag (Euro)        60.000     40.000     100.000": (
        {"total": 100_000, "by_year": {2025: 60_000, 2026: 40_000}}, (),
    ),
    # What the document calls a part of it later on may be all that the district gets.
    "Das Land stellt insgesamt 9.000.000 Euro bereit.\n\nAuf den Landkreis Fulda entfallen davon 100.000 Euro.": (
        {"total": 9_000_000}, ("`budget.total` It was read", "“100.000 Euro” stands in no field"),
    ),
    "Gesamtbetrag 9.000.000 Euro, davon Landkreis Fulda 100.000 Euro.": (
        {"total": 9_000_000}, ("`budget.total` It was read", "“100.000 Euro” stands in no field"),
    ),
    "Insgesamt 100.000 Euro, davon Budget 2025 60.000 Euro und Budget 2026 40.000 Euro.": (
        {"total": 100_000, "by_year": {2025: 60_000, 2026: 40_000}}, (),
    ),
    # The year names the budget, and says nothing of the amount behind it.
    "Das Land stellt dem Landkreis Fulda aus dem Qualifizierungsbudget 2025\n\n100.000 Euro\n\nbereit.": (
        {"total": 100_000}, (),
    ),
    "2025            2026\n60.000 €        40.000 €": (
        {"total": None, "by_year": {2025: 60_000, 2026: 40_000}}, ("The total was not found.",),
    ),
    "Landesmittel (AQB)      60.000 Euro\nJobcenter        5.000 Euro\nSumme        65.000 Euro": (
        {"total": 60_000}, ("“Jobcenter | 5.000 Euro” was not", "“Summe | 65.000 Euro” was not understood"),
    ),
    "Mittel des Landes   60.000 Euro\nMittel der Stadt     5.000 Euro\nSumme               65.000 Euro": (
        {"total": None}, ("The total was not found.", "“Summe | 65.000 Euro” was not understood"),
    ),
    "Beitrag A   60.000 Euro\nBeitrag B    5.000 Euro\nSumme       65.000 Euro": (
        {"total": 65_000}, ("`budget.total` It was read from “65.000 Euro”", "“Beitrag A | 60.000 Euro” was"),
    ),
    # Of a long field that wasn't understood, each amount is told.
    "Das Land stellt dem Landkreis Fulda in allem im                  Jahr   2025\n"
    "Haushaltsmittel in Höhe von insgesamt 90.000 € zur Verfügung.\n"
    "Abweichend von Satz 1 können auch weitere 5.000 € abgerufen\nwerden.": (
        {"total": None}, ("“90.000 €” stands in no field", "“5.000 €” stands in no field"),
    ),
    "Jahr            Betrag in TE\n2025            60\n2026            40\nSumme          100": (
        {"total": None}, ("“Summe | 100” was not understood",),
    ),
    "Angaben in Tsd. Euro     2024     2025\nTeilzeitausbildung        50       30": (
        {"total": None}, ("“Teilzeitausbildung | 50 | 30” was not understood",),
    ),
    "Insgesamt 8.000 Euro.\n\nMittel in Tsd. Euro    2025     2026\nBetrag                4.000    4.000": (
        {"total": 8_000}, ("“Betrag | 4.000 | 4.000” was not understood",),
    ),
    "Zweck                Anteil in %\nTeilzeitausbildung            25\nDigitalisierung               15": (
        {"total": None}, ("“Teilzeitausbildung | 25” was not", "“Digitalisierung | 15” was not understood"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("funds", SAID)
def test_what_is_said_of_funds(funds: str) -> None:
    budget, said = SAID[funds]
    data, notes = imported(document(funds=funds))
    assert data["budget"] == budget
    assert [text for text in said if text not in notes] == []
    assert bool(notes) == bool(said), notes


GARBLED = """1 00.000
l00.000
595.9 50
nach § 4 595.950
1. 595.950
-595.950
− 595.950
9.000/595.950
9.000 bis 595.950"""


@pytest.mark.parametrize("amount", [f"{line} Euro" for line in (*GARBLED.split("\n"), "595.-\n950", "\uf02d9.000")])
def test_an_amount_that_is_garbled_is_reported_and_not_imported(amount: str) -> None:
    data, notes = imported(document(funds=f"Das Land stellt insgesamt {amount} bereit."))
    assert data["budget"] == {"total": None}
    assert "stands in no field of the file" in notes
    assert "The total was not found." in notes


def test_letters_for_digits_are_a_doubt() -> None:
    data, notes = imported(document(funds="Das Land stellt insgesamt 59S.95O,- Euro bereit."))
    assert (data["budget"], notes) == ({"total": 595_950}, "`budget.total` It was read from “59S.95O,- Euro”.")


def test_a_number_before_an_amount_with_spaces_is_a_doubt() -> None:
    data, notes = imported(document(funds="Der Landkreis erhält insgesamt für Los 2 350 000 Euro."))
    assert data["budget"]["total"] in (350_000, 2_350_000)
    assert "`budget.total` It was read from" in notes


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("Der Eigenanteil des Landkreises beträgt 100.000 Euro.", ["100.000 Euro"]),
        ("Auf 2025 entfallen 40.000 Euro, auf 2026 entfallen 60.000 Euro.", ["40.000 Euro", "60.000 Euro"]),
        ("Rund 0,5 Mio. Euro sind nötig.", ["0,5 Mio"]),
        ("Der Antrag wurde am 14. März 2025 gestellt.", ["14. März 2025"]),
        ("Alpha hat 12 Plätze und kostet 30.000 Euro.", ["12 Plätze", "30.000 Euro"]),
        ("Carla Beispiel, Beigeordnete", ["Carla Beispiel, Beigeordnete"]),
        ("[1] Nur wenn der Landtag zustimmt.", ["[1] Nur wenn der Landtag zustimmt."]),
        ("Dafür stehen 100.000 Euro bereit.", []),
        ("Grundlage ist das Gesetz vom 12. März 2020.", []),
        ("Die Mittel werden bis zum 14. März 2026 eingesetzt.", ["14. März 2026"]),
        ("Grundlage ist das Gesetz vom 12. März 2020. Stichtag ist der 14. März 2026.", ["14. März 2026"]),
    ],
)
def test_what_nobody_claims_is_reported_once(sentence: str, quotes: list[str]) -> None:
    data, notes = imported(document(more=sentence))
    assert data["budget"] == {"total": 100_000}
    assert notes.count("no field of the file") == len(quotes), notes
    assert [quote for quote in quotes if f"“{quote}" not in notes] == []


def test_a_table_of_other_funds_goes_on_on_the_next_page() -> None:
    head = "Mittelgeber | Betrag in Euro"
    rows = [*table(head, "Jobcenter | 5.000"), *table(head, "Agentur | 7.000")]
    data, notes = imported(document(funds="\n".join((FUNDS, "", "Mittel Dritter:", *rows))), "md")
    assert data["budget"]["other_funds"] == [
        {"name": "Jobcenter", "amount": 5_000},
        {"name": "Agentur", "amount": 7_000},
    ]
    assert notes == ""


def test_funds_in_a_section_with_another_name() -> None:
    data, notes = imported(
        document(
            *LISTED, funds="Ohne Beträge.", more=f"{FUNDS} Davon 40.000 Euro im Jahr 2025. Eigenmittel: 5.000 Euro."
        )
    )
    assert data["budget"] == {"total": 100_000, "by_year": {2025: 40_000}, "own_contribution": 5_000}
    assert "`budget.by_year` The years don't add up to the total." in notes
    elsewhere = [line.split("`")[1] for line in notes.splitlines() if "not stand in the section on funds" in line]
    assert elsewhere == ["budget.by_year", "budget.own_contribution", "budget.total"]  # the same in each run


def test_places_that_are_told_in_sum() -> None:
    said = f"Für die {LABELS[0]} sind 105 Plätze vorgesehen. Insgesamt stehen 118 Teilnehmerplätze zur Verfügung."
    data, notes = imported(document(more=said))
    assert (data["places"], notes) == ({"total": 118, "by_category": {"training_preparation": 105}}, "")


@pytest.mark.parametrize(
    "said",
    ["Insgesamt sind bis zu 118 Plätze vorgesehen.", "Für Alpha sind insgesamt 8 Plätze geplant.", "Es sind 8 Plätze."],
)
def test_places_of_something_else_are_reported(said: str) -> None:
    data, notes = imported(document(more=said))
    assert "places" not in data
    assert "Plätze” stands in no field of the file" in notes


def test_places_and_funds_of_categories_in_one_table() -> None:
    rows = (f"{label} | {n} | {n}.000,00" for n, label in enumerate(LABELS, 1))
    spread = table("Maßnahmenart | Plätze | Betrag in Euro", *rows, "Summe | 10 | 10.000,00")
    data, notes = imported(document(funds="\n".join(spread)), "md")
    assert list(data["budget"]["by_category"].values()) == [1_000, 2_000, 3_000, 4_000]
    assert (data["budget"]["total"], data["places"]["total"]) == (10_000, 10)
    assert list(data["places"]["by_category"].values()) == [1, 2, 3, 4]
    assert notes == ""


def test_two_numbers_of_places_are_a_doubt() -> None:
    data, notes = imported(document(more="Insgesamt sind 118 Plätze geplant. Es sind zusammen 120 Plätze."))
    assert data["places"] == {"total": 118}
    assert "`places.total` Elsewhere in the document stands another number of places: 120." in notes

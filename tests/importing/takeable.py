"""Agreements that a document can print, with whatever titles and names people may think of."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from aqb_cli.fileformat.model import Category, Earmark

DISTRICTS = (
    "hersfeld-rotenburg", "fulda", "main-kinzig-kreis", "kassel-stadt", "kassel-landkreis", "wiesbaden", "offenbach",
    "offenbach-am-main", "wetteraukreis",
)  # fmt: skip

TITLES = (
    "BaE", "FBI 2025/2026", "u25 Social Coach 2025/2026", "digitale Kompetenzen", "1. FC Fulda: Berufsstart",
    "3. Lehrjahr", "Kurs für 500 Euro", "Kurs (für 500 Euro)", "Kurs für 500 Euro (Los 2)", "Ausbildung",
    "Ausbildungsvorbereitung", "Ausbildungsvorbereitung II", "Qualifizierung", "Qualifizierung zur Pflegekraft",
    "Ausbildung und Ausbildungscoaching", "Weiterbildung für Personal", "Ausbildung (Teilzeit)", "keine halben Sachen",
    "Keine Angst vor Mathe", "entfällt nie", "§ 5", "§ 5 SGB II kennen", "§ 16h", "Präambel", "Fulda, den",
    "Wiesbaden, den 2. 8. 2025", "Start am 01.09.2025", "Kurs vom 01.09.2025 bis 31.08.2026", "Kurs, 12 Plätze",
    "Kurs: 01.09.2025 bis 31.08.2026", "Kurs (12 Plätze)", "12 Plätze", "500 Euro", "5.000 Euro", "2025",
    "2025: 500 Euro", "16", "A", "a) Modul", "Los 1: Holz", "Holz, Metall, Farbe", "Holz; Metall", "Holz - Metall",
    "Holz – Metall", "– Start –", "- Start", "* Stern", "• Punkt", "o Kreis", "Träger: Werkstatt",
    "Kurs, Träger: Werkstatt", "Kurs (Träger: Werkstatt)", "Kurs (SGB II)", "SGB II und III", "Teilzeitausbildung",
    "Kurs (zweckgebunden: Teilzeitausbildung)", "Digitalisierung", "Summe", "Gesamt", "Gesamtpaket Pflege",
    "Summe aller Teile", "Zwischensumme", "Insgesamt besser", "Seite 3", "Seite 3 von 7", "- 3 -", "3 / 7", "3",
    "12/25", "Nr. 1", "Projekt", "Maßnahme", "Betrag", "Zeitraum", "Projekt Träger Betrag", "Sehr **fett**",
    "**fett**", "*kursiv*", "`Code`", "a | b", "# Kopf", "> Zitat", "[Link](https://example.org)", "<b>fett</b>",
    "&amp;", "A & B", "\\*", "Schule-Beruf", "Übergang Schule- Beruf", "Vor- und Nachbereitung", "Haus-", "Land Hessen",
    "Förderung des Landkreises Fulda", "Stadt Kassel", "Hessisches Ministerium", "Erika Muster", "gez. Erika Muster",
    "Landrat Max Muster", "Ort, Datum", "Der Kurs beginnt bald.", "Was nun?", "Folgende Projekte:", "Kurs (Modul (A))",
    "Kurs (Modul A", "Kurs Modul A)", "(Kurs)", "Kurs, 2025", "Kurs: Teil 2, 3 und 4", "Kurs, ab 01.09.2025",
    "Kurs, 09/2025 – 08/2026", "Kurs 09/2025–08/2026", "x" * 60, "Wort " * 30 + "Ende",
    "Ein langer Titel, der Kommas, Doppelpunkte: und (Klammern) enthält, dazu 12 Plätze und mehr Wörter, " * 2 + "Ende",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenherstellungsausbildungsvorbereitungsmaßnahme", "€uro", "50 %",
    "C++", "C#", "I. Teil", "II. Ausbildung", "B. Zwei", "(1) Erstens", "1) Erstens", "1.1 Erstens", "zweckgebunden",
    "1. Ausbildungsvorbereitung", "Eigenmittel 500 Euro", "Mio. 3", "bis zu 3 Mio. Euro", "Entwurf", "ENTWURF", "===",
)  # fmt: skip

MINISTRY_NAMES = ("Erika Muster", "Dr. Max Muster", "Anna-Lena von der Au", "Prof. Dr. h.c. Karl Groß")
DISTRICT_NAMES = ("Ö. Ünal", "Nguyen Thi Minh", "Heike Beispiel", "Max Kreis", "Eva Stadt", "Fulda")
OFFICES = (
    "Staatsministerin", "Landrat", "Erster Kreisbeigeordneter", "Oberbürgermeisterin", "Dezernent für Soziales",
    "Staatssekretär", "Erste Stadträtin und Kämmerin", "Fachdienst Arbeit",
)  # fmt: skip
PLACES = ("Wiesbaden", "Fulda", "Bad Hersfeld", "Frankfurt am Main", "Offenbach", "Hofheim am Taunus")
PROVIDERS = (
    "Bildungswerk Müßig gGmbH", "Werkstatt e. V.", "Kreis", "VHS", "A, B und C GmbH", "Träger", "500 Euro GmbH",
    "Bildung & Beruf (Fulda)", "Volkshochschule des Landkreises, Abteilung Berufliche Bildung",
)  # fmt: skip
GROUPS = ("junge Menschen unter 25", "Frauen, auch in Elternzeit", "Geflüchtete (mit Deutsch A2)", "Frauen und Männer")
BASES = ("SGB II", "SGB VIII", "SGB XII", "AsylbLG")
FUNDERS = (
    "Jobcenter",
    "ESF",
    "Arbeitsmarktbudget des Landes",
    "Landesmittel 2024",
    "Eigenmittel Dritter",
    "Stadt Fulda",
)
REFERENCES = ("RPKS-43-12/2025", "43 a 12.03", "AQB 2025/17", "K 3", "VI-2.1", "RP.Kassel")

cents = st.integers(100, 9_000_000).map(lambda amount: (Decimal(amount) / 100).quantize(Decimal("0.01")))
euros = st.one_of(st.integers(1, 90_000).map(Decimal), cents)
words = st.text("abcde ABÄß 0125 .,:;()-–/§€&'„“%+", min_size=1, max_size=40).map(lambda text: " ".join(text.split()))
words = words.filter(lambda text: any(letter.isalnum() for letter in text))  # a dash says that there is nothing
known = st.sampled_from(TITLES)
titles = st.one_of(known, known, words, st.lists(known, min_size=2, max_size=2).map(" ".join))
rarely: st.SearchStrategy[bool] = st.sampled_from((True, False, False))


def days(first: date, count: int) -> st.SearchStrategy[date]:
    return st.integers(0, count).map(lambda number: first + timedelta(days=number))


@st.composite
def _measures(draw: st.DrawFn) -> dict[str, Any]:
    measure: dict[str, Any] = {"title": draw(titles)}
    if draw(st.booleans()):
        return measure
    if draw(rarely):
        measure["by_year"] = {2025: draw(euros), 2026: draw(euros)}
    else:
        start = draw(days(date(2025, 1, 1), 364))
        fields = {"starts": start, "ends": start + timedelta(days=draw(st.integers(1, 500))), "amount": draw(euros)}
        measure |= {name: value for name, value in fields.items() if draw(st.booleans())}
    fields = {"places": draw(st.integers(1, 200)), "provider": draw(st.sampled_from(PROVIDERS))}
    measure |= {name: value for name, value in fields.items() if draw(st.booleans())}
    if draw(rarely):
        measure["target_groups"] = draw(st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2, unique=True))
        measure["legal_bases"] = draw(st.lists(st.sampled_from(BASES), min_size=1, max_size=3, unique=True))
    if draw(rarely):
        measure["earmark"] = str(draw(st.sampled_from(Earmark)))
    return measure


def _cost(measures: list[dict[str, Any]]) -> Decimal:
    zero = Decimal(0)
    return sum((m.get("amount", sum(m.get("by_year", {}).values(), zero)) for m in measures), zero)


@st.composite
def _budgets(draw: st.DrawFn, measures: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    every = [measure for group in measures.values() for measure in group]
    budget: dict[str, Any] = {"total": _cost(every) + draw(st.integers(90_000, 900_000))}
    if draw(rarely) and not any("by_year" in measure for measure in every):
        later = draw(st.integers(1, 80_000))
        budget["by_year"] = {2025: budget["total"] - later, 2026: Decimal(later)}
    if draw(rarely):
        chosen: set[Category] = draw(st.sets(st.sampled_from(Category), min_size=1))
        budget["by_category"] = {str(c): _cost(measures[c]) + draw(st.integers(1, 9_000)) for c in sorted(chosen)}
    purposes = {measure["earmark"] for measure in every if "earmark" in measure}
    if bool(purposes) or draw(rarely):
        purposes |= {str(purpose) for purpose in draw(st.sets(st.sampled_from(Earmark), min_size=1))}
        budget["earmarked"] = {
            str(purpose): _cost([m for m in every if m.get("earmark") == purpose]) + draw(st.integers(1, 5_000))
            for purpose in Earmark
            if purpose in purposes
        }
    if draw(rarely):
        budget["own_contribution"] = draw(euros)
    return budget


@st.composite
def _others(draw: st.DrawFn) -> dict[str, Any]:
    other: dict[str, Any] = {"name": draw(st.sampled_from(FUNDERS))}
    return {**other, "amount": draw(euros)} if draw(st.booleans()) else other


@st.composite
def _grants(draw: st.DrawFn, total: Decimal) -> dict[str, Any]:
    fields = {
        "applied_on": draw(days(date(2025, 1, 2), 80)),
        "granted_on": draw(days(date(2025, 4, 2), 80)),
        "reference": draw(st.sampled_from(REFERENCES)),
        "amount": total,
    }
    return {name: value for name, value in fields.items() if draw(st.booleans())}


@st.composite
def _signatures(draw: st.DrawFn, party: str, names: tuple[str, ...], *, signed: bool) -> dict[str, Any]:
    signature: dict[str, Any] = {"party": party, "name": draw(st.sampled_from(names))}
    if draw(st.booleans()):
        signature["office"] = draw(st.sampled_from(OFFICES))
    if signed or draw(st.booleans()):
        signature |= {"place": draw(st.sampled_from(PLACES)), "date": draw(days(date(2025, 6, 1), 90))}
    return signature


@st.composite
def takeable(draw: st.DrawFn) -> dict[str, Any]:
    """An agreement of 2025 in the terms of the file format; nearly all of them are valid."""
    measures = {str(category): draw(st.lists(_measures(), max_size=4)) for category in Category}
    every = [measure for group in measures.values() for measure in group]
    for number, measure in enumerate(every):
        if measure["title"] in {other["title"] for other in every[:number]}:
            measure["title"] += f" – {number}"
    budget = draw(_budgets(measures))
    signed = draw(st.integers(0, 3)) > 0
    data: dict[str, Any] = {
        "format": 1,
        "district": draw(st.sampled_from(DISTRICTS)),
        "year": 2025,
        "status": "signed" if signed else "draft",
        "budget": budget,
        "measures": measures,
    }
    if draw(st.booleans()) and (grant := draw(_grants(budget["total"]))):
        data["grant"] = grant
    if signed or draw(st.booleans()):
        data["signatures"] = [
            draw(_signatures("ministry", MINISTRY_NAMES, signed=signed)),
            draw(_signatures("district", DISTRICT_NAMES, signed=signed)),
        ]
    if draw(rarely):
        budget["other_funds"] = draw(st.lists(_others(), min_size=1, max_size=3, unique_by=lambda each: each["name"]))
    if draw(rarely):
        numbers = st.dictionaries(st.sampled_from([str(c) for c in Category]), st.integers(1, 900), min_size=1)
        places = {"total": draw(st.integers(1, 4_000)), "by_category": draw(numbers)}
        data["places"] = places if draw(st.booleans()) else {"total": places["total"]}
    return data

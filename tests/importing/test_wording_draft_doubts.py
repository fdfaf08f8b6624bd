"""`aqb wording learn` tells what can't be right for every other district and year, and fixes what can be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from aqb_cli.importing.taking import words_for
from conftest import Command
from test_wording_draft import DOCUMENTS, OTHER, budgeted

from aqb_cli.fileformat.model import Earmark
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.printed import SourceLocation
from aqb_cli.importing.wording_draft.placeholders import Filler
from aqb_cli.wording.blocks import TextRun

Expect = Callable[[Path, str], None]

EARMARKS = {Earmark.PART_TIME_TRAINING: "Teilzeitausbildung", Earmark.DIGITALISATION: "Digitalisierung"}

STATED = (
    "{total: 500000, by_year: {2025: 300000, 2026: 200000}, earmarked: {part_time_training: 45000,"
    " digitalisation: 30000}, own_contribution: 50000}"
)


def learned(text: str, district: str = "fulda", more: str = "") -> tuple[str, list[str]]:
    """A text as one of a pack, and what is told of it."""
    notes = Notes()
    words = words_for(None, {})._replace(earmarks=EARMARKS)
    made = Filler(budgeted(district, STATED, more), words, notes).text((TextRun(text),), SourceLocation(line=7))
    return made, [note.message.translated("en") for note in notes.all]


def only_here(quote: str) -> str:
    return f"“{quote}” stays as it is, and may fit only this district."


def number(quote: str) -> str:
    return f"The number “{quote}” stays in the wording, for every district."


def year(quote: str) -> str:
    return f"The year in “{quote}” stays in the wording, for every agreement."


YEARS = [
    ("Anträge für 2025 sind gestellt.", "Anträge für {{ year }} sind gestellt.", []),
    ("Das Geld ist 2025 und 2026 auszugeben.", "Das Geld ist {{ year }} und {{ next_year }} auszugeben.", []),
    ("Von Mai 2025 bis Juni 2026 läuft es.", "Von Mai {{ year }} bis Juni {{ next_year }} läuft es.", []),
    ("Der Haushaltsplan 2025 gilt, auch im Schuljahr 2025/2026.",
     "Der Haushaltsplan {{ year }} gilt, auch im Schuljahr {{ year }}/{{ next_year }}.", []),
    ("Es gilt bis 2027, wie im Schuljahr 2025/26.", None, [year("gilt bis 2027"), year("im Schuljahr 2025/26")]),
    ("Seit 2025 gilt das Leitbild 2025 für 2025 bis 2028.", None,
     [year("Seit 2025"), year("das Leitbild 2025"), year("2025 für 2025"), year("2025 bis 2028")]),
    ("Es gelten das „Bündnis für Bildung“ der Jahre 2025 bis 2029 und das „Konzept 2025“.", None, []),
    ("Nach der Verordnung vom 3. Mai 2018 (GVBl. 2018 S. 12) gilt § 44 LHO.", None, []),
    ("Im Quartal II/2025, ab 09.2025 und von Mai 2025/April 2026 gilt das Haushaltsgesetz 2025.",
     "Im Quartal II/2025, ab 09.2025 und von Mai 2025/April {{ next_year }} gilt das Haushaltsgesetz 2025.",
     [year("Im Quartal II/2025"), year("II/2025, ab 09.2025"), year("von Mai 2025"),
      year("das Haushaltsgesetz 2025")]),
    ("Für 2025 Euro und auf 2025 Wegen, für EUR 2025, gilt RPKS-12/2025.",
     "{% if grant.reference %}Für 2025 Euro und auf 2025 Wegen, für EUR 2025, gilt {{ grant.reference }}.{% endif %}",
     ["The amount “2025 Euro” stays in the wording, for every district.",
      "The amount “EUR 2025” stays in the wording, for every district.",
      year("und auf 2025"), year("für EUR 2025")]),
    ("Bis zum 31. März 2026 wird berichtet.", None,
     ["The date “31. März 2026” stays in the wording, for every district."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "made", "told"), YEARS)
def test_years_become_placeholders_where_they_are_surely_meant(text: str, made: str | None, told: list[str]) -> None:
    assert learned(text, more="grant: {reference: RPKS-12/2025}\n") == (made or text, told)


STAYS = [
    ("Ansprechpartner ist Herr Dr. Becker, Tel. 05681 775-0.",
     [only_here("Ansprechpartner ist Herr Dr. Becker, Tel. 05681"), only_here("Dr. Becker, Tel. 05681 775-0.")]),
    ("Fuldas Schulen helfen.", [only_here("Fuldas Schulen helfen.")]),
    ("Im Kreisgebiet liegen 23 Kommunen.",
     [only_here("Im Kreisgebiet liegen 23"), number("Kreisgebiet liegen 23 Kommunen.")]),
    ("Mit allen 4 Maßnahmen und drei Projekten wird geholfen.",
     [number("Mit allen 4 Maßnahmen und drei"), number("Maßnahmen und drei Projekten wird geholfen.")]),
    ("Nach § 44 LHO und Nr. 3 Satz gilt binnen 4 Wochen und in 2 Ausfertigungen eine Quote von 90 %.", []),
    ("Als Zuwendungsempfänger hilft er.", [only_here("Als Zuwendungsempfänger hilft er.")]),
    ("Mit dem Landkreis Fulda, dem Gastgeber, wird gesprochen.", [only_here("dem Landkreis Fulda, dem")]),
    ("Der Eigenanteil beträgt 50.000 Euro, also 10 Prozent.", [number("Euro, also 10 Prozent.")]),
    ("Bewilligte Summe: 500.000 Euro",
     ["“Bewilligte Summe: 500.000 Euro” is printed also where an agreement states no grant notice."]),
    ("Es gilt das Geschäftszeichen: 55-DA.",
     ["“Es gilt das Geschäftszeichen: 55-DA.” is printed also where an agreement states no grant notice."]),
    ("Es gelten 45.000 Euro für Teilzeitausbildung und 30.000 Euro für Digitalisierung.",
     [("“Es gelten 45.000 Euro für Teilzeitausbildung und 30.000 Euro für Digitalisierun…” can't be printed for an"
       " agreement that states only a part of its amounts.")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), STAYS)
def test_what_may_be_wrong_elsewhere_is_told(text: str, told: list[str]) -> None:
    assert learned(text)[1] == told


def test_a_noun_with_the_gender_of_a_city_is_told() -> None:
    text = "Die Stadt Kassel als Trägerin der Jugendhilfe hilft."
    assert learned(text, "kassel-stadt")[1] == [only_here("Kassel als Trägerin der Jugendhilfe")]


def test_what_was_granted_is_the_amount_of_its_own_sentence() -> None:
    text = "Es stehen 500.000 Euro insgesamt zu. Der Bescheid bewilligt 500.000 Euro."
    made, told = learned(text, more="grant: {amount: 500000}\n")
    assert made == (
        "Es stehen {{ budget.total | euro }} insgesamt zu. "
        "{% if grant.amount %}Der Bescheid bewilligt {{ grant.amount | euro }}.{% endif %}"
    )
    assert told == []


IN_2026 = OTHER.replace("year: 2025", "year: 2026").replace("BUDGET", "{total: 111111}").replace(
    "training_preparation: []",
    "training_preparation: [{title: Start, starts: 2026-09-01, ends: 2027-06-30}, {title: Ziel, ends: 2027-01-31}]",
)  # fmt: skip


def test_a_wording_is_right_for_another_year_and_tells_what_is_not(
    workspace: Path, aqb: Command, expect: Expect
) -> None:
    result = aqb("wording", "learn", str(DOCUMENTS / "darmstadt.txt"), "--name", "learned")
    assert result.code == 1
    expect(DOCUMENTS / "darmstadt.told.txt", result.err)
    expect(DOCUMENTS / "darmstadt.yaml", Path("templates/wording/learned.yaml").read_text(encoding="utf-8"))
    signature = "signatures: [{party: district, name: Dora Da, office: Landrat, place: Fulda, date: 2026-05-04}]\n"
    Path("data/agreements/2026").mkdir()
    Path("data/agreements/2026/fulda.yaml").write_text(IN_2026.replace("wiesbaden", "fulda") + signature)
    rendered = aqb("render", "fulda/2026", "--wording", "learned", "-f", "txt", "-o", "-")
    assert rendered.code == 0, rendered.err
    expect(DOCUMENTS / "darmstadt-fulda-2026.txt", rendered.out)


def test_a_name_can_neither_be_too_long_nor_take_the_place_of_a_standard(workspace: Path, aqb: Command) -> None:
    document = str(DOCUMENTS / "kassel-stadt.txt")
    result = aqb("wording", "learn", document, "--name", "a" * 300)
    assert (result.code, result.out) == (2, "")
    assert "The name has 300 characters; at most 60 are allowed." in result.err
    result = aqb("wording", "learn", document, "--name", "standard-2025")
    assert (result.code, result.out) == (2, "")
    assert "A wording named “standard-2025” takes the place of the one that is printed by default." in result.err
    assert not Path("templates/wording/standard-2025.yaml").exists()
    assert aqb("wording", "learn", document, "--name", "standard-2025", "--force").code == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Der genannte Landkreis Fulda handelt.", [only_here("Der genannte Landkreis Fulda")]),
        ("Der Landkreis Fulda, welcher ländlich ist, handelt.", [only_here("Der Landkreis Fulda, welcher")]),
        ("Im Regierungsbezirk Kassel gilt das.", [only_here("Im Regierungsbezirk Kassel gilt das.")]),
    ],
)
def test_words_with_the_gender_of_a_name_are_told(text: str, told: list[str]) -> None:
    assert learned(text)[1] == told


SMALL = """Zielvereinbarung 2025
zwischen dem Hessischen Ministerium für Arbeit, Integration, Jugend und Soziales
und dem Landkreis Fulda
über das Ausbildungs- und Qualifizierungsbudget

§ 4 Mittel

Insgesamt 100.000 Euro. Grundlage ist die Richtlinie vom 1. Januar 2025.

§ 5 Maßnahmen

1. Ausbildungsvorbereitung
- Alpha
2. Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsberufen
3. Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräftesicherung
4. Weiterbildungsmaßnahmen für Personal der Landkreise und kreisfreien Städte

Wiesbaden, den 2. 7. 2025

Anna Beispiel
Staatsministerin

Fulda, im August 2025

Bernd Muster
Landrat

Anlage: Übersicht
"""


def test_days_annexes_and_signatures(workspace: Path, aqb: Command) -> None:
    Path("one.txt").write_text(SMALL, encoding="utf-8")
    told = aqb("wording", "learn", "one.txt", "--name", "own").err
    pack = Path("templates/wording/own.yaml").read_text(encoding="utf-8")
    assert "earliest_start" not in pack
    assert "August" not in pack
    assert "The date “1. Januar 2025” stays in the wording, for every district." in told
    assert "“Anlage: Übersicht” stands below the signatures; the wording has it above them." in told

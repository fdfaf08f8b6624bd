"""`aqb wording learn` reports, once and with its place, what may be wrong for another district or year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from imported import known
from learning import CATEGORIES, SIGNATURES, document, learned, learned_of

from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.printed import Passage, Printed, SourceLocation
from aqb_cli.importing.recognising.outline import Outline
from aqb_cli.importing.wording_draft.filling import Filler, Subject
from aqb_cli.importing.wording_draft.proof import differences
from aqb_cli.wording.blocks import Publication, TextRun
from aqb_cli.wording.facts import facts_of
from aqb_cli.wording.packs import fields_of_facts
from aqb_cli.wording.templates import Template, parse
from aqb_cli.wording.typography import tidy

BUDGET = (
    "{total: 500000, by_year: {2025: 300000, 2026: 200000}, by_category: {qualification: 110000},"
    " earmarked: {part_time_training: 45000}, own_contribution: 20000}"
)
AGREEMENT = """format: 1
district: {district}
year: 2025
status: signed
budget: {budget}
grant: {{reference: RPKS-12/34, granted_on: 2025-04-02}}
measures:
  training_preparation: [{{title: Rhönstart}}]
  vocational_training: []
  qualification: []
  staff_training: []
signatures: [{{party: ministry, name: Ada Beispiel, office: Ministerin, place: Wiesbaden, date: 2025-07-02}}]
sources: [{{title: Beispiel}}]
"""


def subject(district: str, budget: str = BUDGET) -> Subject:
    agreement = load(yaml.read(AGREEMENT.format(district=district, budget=budget).encode()), Agreement).sound
    assert agreement is not None
    return Subject(agreement, known().districts[district], None)


def filled(text: str, district: str = "fulda") -> tuple[str, list[str]]:
    """A text as one of a pack, and what is reported of it."""
    notes = Notes()
    made = Filler(subject(district), notes).text((TextRun(text),), SourceLocation(line=7))
    return made, [note.message.translated("en") for note in notes.all]


def printed(template: str, one: Subject) -> str:
    parsed = parse(template, fields_of_facts())
    assert isinstance(parsed, Template)
    return tidy(parsed.fill(facts_of(*one)._asdict()))


def only_here(quote: str) -> str:
    return f"“{quote}” stays as it is, and may fit only this district or year."


def amount(quote: str) -> str:
    return f"The amount “{quote}” stays in the wording, for every district."


STAYS = [
    # money, numbers and days that are no facts of the agreement
    ("Für Bücher gibt es 500 Euro und (in Worten: tausend Euro) rund 1,2 Mio. Euro.",
     [amount("500 Euro"), amount("1,2 Mio"), only_here("500 Euro und (in Worten: tausend Euro)")]),
    ("Es gibt 23 Kommunen und zwei Standorte.",
     [only_here("Es gibt 23 Kommunen und"), only_here("23 Kommunen und zwei Standorte.")]),
    ("Bis zum 31. März 2026 wird nach § 44 und Absatz 2 berichtet.", [only_here("Bis zum 31. März 2026 wird nach")]),
    ("Seit 2023 gilt das Leitbild 2025, nicht das „Konzept 2025“.",
     [only_here("Seit 2023 gilt das"), only_here("gilt das Leitbild 2025, nicht das")]),
    # names, and what is said of one person or office only
    ("Fuldas Schulen helfen im Kreisgebiet; das Regierungspräsidium Kassel auch.",
     [only_here("Fuldas Schulen helfen"), only_here("Schulen helfen im Kreisgebiet; das Regierungspräsidium")]),
    ("Rhönstart begann früh.", [only_here("Rhönstart begann früh.")]),
    ("Ansprechpartnerin ist Frau Müller, mueller@example.org.",
     [only_here("Ansprechpartnerin ist Frau Müller, mueller@example.org."),
      only_here("ist Frau Müller, mueller@example.org.")]),
    ("Es zeichnet Ministerin Ada Beispiel.", [only_here("Ministerin Ada Beispiel")]),
    # what is called otherwise, or has another gender, elsewhere
    ("Den Kreis vertritt der Kreisausschuss.",
     [only_here("Den Kreis vertritt der"), only_here("Kreis vertritt der Kreisausschuss.")]),
    ("Der genannte Landkreis Fulda handelt.", [only_here("Der genannte Landkreis Fulda handelt.")]),
    ("Wegen des Landkreis Fulda.", [only_here("Wegen des Landkreis Fulda.")]),
    # the template's own words, and other districts
    ("Für die Landkreise und kreisfreien Städte, für das HMSI und die Menschen, denen es hilft.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reports"), STAYS)
def test_what_stays_is_reported(text: str, reports: list[str]) -> None:
    made, said = filled(text)
    assert said == reports
    assert "{{" not in made or "landkreis" in text.lower() or "Ada" in text


CASES = [
    ("Das Land unterstützt die Stadt Kassel.", "Das Land unterstützt die Stadt Kassel."),
    ("Es dankt und hilft jetzt der Stadt Kassel.", "hilft jetzt der Stadt Kassel."),
    ("Das Land stellt Mittel der Stadt Kassel bereit.", "Land stellt Mittel der Stadt Kassel bereit."),
]


@pytest.mark.parametrize(("text", "quote"), CASES)
def test_a_case_that_is_not_certain_is_reported(text: str, quote: str) -> None:
    assert filled(text, "kassel-stadt")[1][0].startswith("The case of “")
    assert quote in filled(text, "kassel-stadt")[1][0]


def test_prepositions_with_an_article() -> None:
    text = "Beim Landkreis Fulda und im Landkreis Fulda gilt, was vom Landkreis Fulda kommt."
    made, said = filled(text)
    assert said == []
    assert printed(made, subject("fulda")) == text
    assert printed(made, subject("kassel-stadt")) == (
        "Bei der Stadt Kassel und in der Stadt Kassel gilt, was von der Stadt Kassel kommt."
    )


PART = "“{}” can only be printed for an agreement that states all of it."
YEAR = "“{}” is the amount of one year; others may have other years."

SENTENCES: list[tuple[str, str | None, list[str]]] = [
    ("Insgesamt gibt es 500.000 Euro. Davon sind 45.000 Euro für Teilzeitausbildung. Es gilt § 44 LHO.",
     "Insgesamt gibt es 111.111 Euro. Es gilt § 44 LHO.", []),
    ("Davon sind 45.000 Euro für Teilzeitausbildung. Diese Mittel verfallen sonst.", "Diese Mittel verfallen sonst.",
     []),
    ("Das Aktenzeichen lautet RPKS-12/34.", "", []),
    ("Der Bescheid vom 2. April 2025 gilt.", "", []),
    ("Es fließen 500.000 Euro, davon 45.000 Euro für Teilzeitausbildung.", None,
     [PART.format("Es fließen 500.000 Euro, davon 45.000 Euro für Teilzeitausbildung.")]),
    ("Bereit stehen 45.000 Euro, hinzu kommen 20.000 Euro Eigenmittel.", "",
     [PART.format("Bereit stehen 45.000 Euro, hinzu kommen 20.000 Euro Eigenmittel.")]),
    ("Im Jahr 2025 sind es 300.000 Euro.", "", [YEAR.format("300.000 Euro")]),
    ("Höchstens 110.000,00 € sind für Qualifizierung da.", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "reports"), SENTENCES)
def test_a_sentence_is_left_out_whole(text: str, expected: str | None, reports: list[str]) -> None:
    made, said = filled(text)
    assert said == reports
    assert printed(made, subject("fulda")) == text
    other = subject("kassel-stadt", "{total: 111111}")
    other = other._replace(agreement=other.agreement.model_copy(update={"grant": None}))
    if expected is None:
        with pytest.raises(Exception, match=r"budget\.part_time_training"):
            printed(made, other)
    else:
        assert printed(made, other) == expected


def test_an_amount_that_may_be_two_facts_is_reported() -> None:
    two = learned(document("fulda", "Zweckgebunden sind davon 45.000 Euro für Teilzeitausbildung und als\n"
                                    "Eigenmittel kommen 45.000 Euro hinzu."))  # fmt: skip
    facts = "budget.own_contribution and budget.part_time_training"
    assert any(f"may stand for {facts}" in report for report in two.reports) or two.imported.notes


def test_signatures() -> None:
    second = SIGNATURES.replace("Ada Beispiel", "gez. Ada Beispiel") + "\n\nCarla Zweite\n\nAnlage: Übersicht\n"
    own = learned(document("kassel-stadt", "Nichts.", signatures=second))
    assert "“Anlage: Übersicht” stands below the signatures; the wording has it above them." in own.reports
    assert any("Carla Zweite" in report for report in own.reports)
    made = own.rendered("bergstrasse")
    assert "gez. Ada Beispiel Staatsministerin Heppenheim" in made
    assert "Bruno Muster Landrätin des Kreises Bergstraße" in made


def test_lists_that_word_counts_are_reported() -> None:
    lines = document("fulda", "(1) Niemand wird vergessen.").split("\n")
    parts: list[Any] = []
    for number, line in enumerate(filter(None, lines), 1):
        marker, _space, rest = line.strip().partition(" ")
        is_entry = marker in ("1.", "2.", "3.", "4.", "-", "(1)")
        run = TextRun(rest if is_entry else line)
        parts.append(Passage((run,), SourceLocation(paragraph=number), marker if is_entry else ""))
    own = learned_of(Printed(tuple(parts)))
    assert own.learned.is_proven
    assert own.reports == ["Word counts this list by itself; its numbers are printed as “1.”, “2.” and so on."]
    assert "(1) Niemand wird vergessen." in own.rendered("kassel-stadt")


def test_a_category_without_heading_is_reported() -> None:
    own = learned(document("fulda", "Nichts.", measures=CATEGORIES[: CATEGORIES.index("4.")]))
    assert "The document has no heading for Staff training; the wording takes the programme's." in own.reports
    made = own.rendered(
        "kassel-stadt", measures={**own.imported.data["measures"], "staff_training": [{"title": "Neu"}]}
    )
    assert "Verantwortung für Benachteiligte im Kontext der Arbeitsmarktförderung Neu" in made


def test_what_depends_on_facts_that_others_lack_is_left_out() -> None:
    text = "Hinzu kommen:\n\n- 20.000 Euro Eigenmittel\n\n§ 2 Eigenes\n\nDie Eigenmittel betragen 20.000 Euro."
    own = learned(document("fulda", text).replace("§ 2 M", "§ 3 M").replace("§ 3 S", "§ 4 S"))
    assert own.learned.is_proven
    signed = own.rendered("kassel-stadt", status="signed", budget={"total": 7})
    assert signed.startswith("Zielvereinbarung 2025")
    assert "Eigenmittel" not in signed


@pytest.mark.parametrize("mark", ["*** ENTWURF ***", "ENTWURF", "Entwurf", "E N T W U R F"])
def test_the_mark_of_a_draft_is_no_part_of_the_wording(mark: str) -> None:
    own = learned(f"{mark}\n\n{document('fulda', 'Nichts.')}")
    assert own.learned.is_proven
    assert own.reports == []
    assert "entwurf" not in own.learned.text.casefold().replace(" ", "")


def test_where_no_signatures_were_found_names_may_have_stayed() -> None:
    reports = learned(document("fulda", "Text.", signatures="Gezeichnet haben Ada Beispiel und Bruno Muster.")).reports
    assert "No signatures were found; names and days of some may have stayed in the text." in reports


def test_the_first_of_several_years_is_no_programme_year() -> None:
    made, reports = filled("Für die Jahre 2025 bis 2026 gilt dies im Jahr 2025.")
    assert made == "Für die Jahre 2025 bis 2026 gilt dies im Jahr {{ year }}."
    assert reports != []


def test_what_a_document_begins_with_is_said_to_be_its_beginning() -> None:
    title = tuple(Passage((TextRun(text),), SourceLocation(line=1)) for text in ("Fassung 2", "Zielvereinbarung"))
    made = Publication("", "", date(2025, 1, 1), ((TextRun("Zielvereinbarung"),),), (), ())
    (note,) = differences(Outline(title, (), ()), made)
    assert note.message.translated("en") == "The document begins with “Fassung 2”, and the wording with “(…)”."

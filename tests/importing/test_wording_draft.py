"""`aqb wording learn`: a signed document's text comes back word for word, and fits every other district."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from conftest import REAL, Command
from hypothesis import given
from hypothesis import strategies as st
from imported import known
from learning import CATEGORIES, Own, document, forms, learned, words

from aqb_cli.importing.wording_draft.placeholders import filled
from aqb_cli.wording.blocks import plain
from aqb_cli.wording.composing import Incomplete
from aqb_cli.wording.packs import fields_of_facts
from aqb_cli.wording.templates import Template, parse
from aqb_cli.wording.typography import runs, tidy

REFERENCE = os.environ.get("AQB_REFERENCE")
"""A real signed agreement, whose sentences aren't ours to publish; CI sets it where the file is at hand."""

EVERY_CASE = """\
Das Land und viele Menschen wünschen sich Arbeit. {start} hilft dabei. Dafür dient die Strategie {genitive}.

Das HMSI und {nominative} sprechen im Herbst des Jahres {year} miteinander.

Das Hessische Ministerium für Arbeit, Integration, Jugend und Soziales und {nominative} sind sich einig.

Das HMSI stellt {dative} Mittel bereit, und die von {dative} genannten Ziele gelten auch für {accusative}.

Das Budget {year} und das „Konzept“ der Jahre 2025 bis 2029 gelten nach § 2 auf Antrag durch {accusative}."""
"""Sentences with the district in each case, in our own words."""


@pytest.mark.parametrize(("source", "year"), [("kassel-stadt", 2025), ("fulda", 2025), ("wetteraukreis", 2026)])
def test_what_is_learned_from_one_district_fits_all_others(source: str, year: int) -> None:
    own = learned(document(source, EVERY_CASE, year=year))
    assert own.reports == []
    assert own.learned.is_proven
    assert '- amount: "{{ budget.total | euro }}"' in own.learned.text
    for slug in known().districts:
        assert own.rendered(slug).split() == words(document(slug, EVERY_CASE, year=year)), slug


def test_a_draft_comes_back_and_another_year_is_right() -> None:
    blank = "Wiesbaden, den ______\n\nAda Beispiel\nStaatsministerin\n\n{seat}, den ______\n\nBruno Muster\n{office}\n"
    own = learned(document("fulda", EVERY_CASE, signatures=blank))
    assert (own.reports, own.learned.is_proven) == ([], True)
    expected = words(document("hanau", EVERY_CASE, signatures=blank, year=2030))
    assert own.rendered("hanau", year=2030).split() == expected
    assert "Ort, Datum" in own.rendered("hanau", signatures=[{"party": "district", "name": "Bruno Muster"}])


MINISTRY = "Wiesbaden, den 2. 7. 2025\n\nAda Beispiel\nStaatsministerin"
SIGNED = {
    "names above": "Ada Beispiel\nStaatsministerin\nWiesbaden, den 2. 7. 2025\n\n"
    "Bruno Muster\nLandrat\nFulda, den 9. 7. 2025",
    "offices behind": "Wiesbaden, 2. Juli 2025\n\nAda Beispiel, Staatsministerin\n\n"
    "Fulda, 9. Juli 2025\n\nBruno Muster, Landrat",
    "offices before": "Wiesbaden, 02.07.25\n\nStaatsministerin Ada Beispiel\n\nFulda, 09.07.25\n\nLandrat Bruno Muster",
    "in brackets": f"{MINISTRY}\n\nFulda, den 9. 7. 2025\n\n(Bruno Muster)\nLandrat des Landkreises Fulda",
    "name over two lines": f"{MINISTRY}\n\nFulda, den 9. 7. 2025\n\nBruno Muster\nLandrat\ndes Landkreises\nFulda",
    "side by side": "Wiesbaden, den 2. 7. 2025          Fulda, den 9. 7. 2025\n\n"
    "Ada Beispiel                       Bruno Muster\nStaatsministerin                   Landrat",
}


@pytest.mark.parametrize("form", SIGNED)
def test_signatures_come_back_and_name_others(form: str) -> None:
    own = learned(document("fulda", EVERY_CASE, signatures=SIGNED[form]))
    assert own.learned.is_proven
    in_one_line = form.startswith("offices")  # so a name can't be printed without an office
    assert ["can only be printed" in report for report in own.reports] == [True, True] * in_one_line
    made = own.rendered("kassel-stadt").rpartition("Bescheid.")[2]
    assert [fact for fact in ("Fulda", "Landrat", "Landkreis") if fact in made] == []
    assert "Ada Beispiel" in made
    assert "Oberbürgermeisterin" in made
    assert "{{" not in made
    printed = own.learned.text.partition("\nname: ")[2]  # above it, `to_check` has what the reports say
    assert [fact for fact in ("Ada", "Bruno", "Staatsministerin", "Landrat") if fact in printed] == []
    assert own.learned.text.count("  - „") == 2 * in_one_line


def test_printed_headings_stay_in_a_year_without_a_programme_file() -> None:
    own = learned(document("fulda", EVERY_CASE))
    assert not known().programmes[2031].categories
    made = own.rendered("fulda", year=2031)
    assert "2. Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsbereufen Lehre mit Lotsen" in made
    assert "3. Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräftesicherung 4." in made


def test_a_wording_holds_as_long_as_the_ministry_that_it_names() -> None:
    own = learned(document("fulda", EVERY_CASE))
    assert "from_year: 2024\n" in own.learned.text
    assert "to_year" not in own.learned.text
    with pytest.raises(Incomplete, match="from 2024 on only"):
        own.rendered("fulda", year=2023)
    before = document("fulda", EVERY_CASE, year=2018)
    before = before.replace("für Arbeit, Integration, Jugend und Soziales", "für Soziales und Integration")
    assert "from_year: 2014\nto_year: 2023\n" in learned(before).learned.text


LETTERED = (
    CATEGORIES.replace("1. A", "A. A").replace("2. A", "B. A").replace("3. Q", "C. Q").replace("4. W", "D. W")
    .replace("rung\nD.", "rung\n\nHier ist nichts geplant.\n\nD.").replace("Fachtag", "Fachtag (12 Plätze)")
)  # fmt: skip


def test_letters_and_sentences_below_headings_stay() -> None:
    own = learned(document("fulda", EVERY_CASE, measures=LETTERED))
    assert (own.reports, own.learned.is_proven) == ([], True)
    measures = {
        "training_preparation": [],
        "vocational_training": [],
        "qualification": [{"title": "Werk", "places": 7}, {"title": "Bau"}],
        "staff_training": [],
    }
    made = own.rendered("kassel-stadt", measures=measures)
    assert "A. Ausbildungsvorbereitung Hier ist nichts geplant. B." in made
    assert "Fachkräftesicherung Werk (7 Plätze) Bau D. Weiterbildungsmaßnahmen" in made


TABLE = """1. Ausbildungsvorbereitung

   | Projekt | Träger | Beginn | Plätze | Betrag |
   | --- | --- | --- | ---: | ---: |
   | Start | Werkhof e. V. | 1.9.2025 | 20 | 300.000 € |
   | Weg | | | 10 | 90.500,50 € |

2. Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsberufen
   - Lehre
3. Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräftesicherung
   - Lager [Stufe 2]
4. Weiterbildungsmaßnahmen für Personal der Landkreise und kreisfreien Städte
   - Pflege
"""


def of_table(table: str) -> Own:
    """What is learned from a Markdown document with this table."""
    text = document("fulda", "Nichts.", measures=table).replace("\n§", "\n## §")
    return learned("# " + re.sub(r"\n(?=z|u|dem)", "\n\n", text), "md")


def test_a_column_stays_where_one_of_its_fields_says_that_nothing_is_known() -> None:
    own = of_table(TABLE.replace("| Weg | |", "| Weg | keine Angabe |"))
    made = own.rendered("kassel-stadt")
    assert "Start Werkhof e. V. 1.9.2025 20 300.000 € Weg 10 90.500,50 €" in made
    assert not own.learned.is_proven  # it says where the words are missing


@pytest.mark.parametrize(("first", "unit"), [("300.000", "€"), ("300.000", "Euro"), ("300.000,00", "Euro")])
def test_tables_show_the_facts_of_others(first: str, unit: str) -> None:
    """Also where only some amounts have cents, or all have them because one of them has."""
    own = of_table(TABLE.replace("300.000", first).replace("€", unit))
    assert own.learned.is_proven
    made = own.rendered("kassel-stadt")
    rows = f"Start Werkhof e. V. 1.9.2025 20 {first} {unit} Weg 10 90.500,50 {unit}"
    assert f"Projekt Träger Beginn Plätze Betrag {rows}" in made


def test_the_command(workspace: Path, aqb: Command, tmp_path: Path) -> None:
    text = document("fulda", EVERY_CASE)
    Path("signed.txt").write_text(text, encoding="utf-8")
    assert aqb("import", "signed.txt").out == "data/agreements/2025/fulda.yaml\n"
    result = aqb("wording", "learn", "signed.txt", "--name", "own")
    assert (result.code, result.out) == (0, "templates/wording/own.yaml\n")
    assert result.err == "Tried: with the document's own facts, the wording gives back its text word for word.\n"
    assert aqb("validate", "templates/wording/own.yaml").code == 0
    rendered = aqb("render", "fulda/2025", "--wording", "own", "-f", "txt", "-o", "-")
    assert words(rendered.out.partition("\n\n\nStand der Angaben:")[0]) == words(text)

    again = aqb("wording", "learn", "signed.txt", "--name", "own")
    assert (again.code, again.out) == (2, "")
    assert again.err.startswith("aqb: templates/wording/own.yaml is there already; nothing is written.\n")
    Path("more.txt").write_text(text.replace("Alles Weitere", "500,00 EUR Pfand und alles Weitere"), encoding="utf-8")
    result = aqb("wording", "learn", "more.txt", "--name", "own", "--force", "--lang", "de")
    assert result.code == 1
    assert "Zeile 39: Der Betrag „500,00 EUR“ bleibt im Wortlaut stehen, für jede Gebietskörperschaft." in result.err
    assert "Wort für Wort wieder" in result.err


def test_what_was_reported_is_repeated_until_it_is_checked(workspace: Path, aqb: Command) -> None:
    text = document("fulda", "Der Landkreis Fulda erhält 212.300 Euro auf das Arbeitsmarktbudget.")
    Path("signed.txt").write_text(text, encoding="utf-8")
    assert aqb("wording", "learn", "signed.txt", "--name", "own").code == 1
    assert (
        "warning: AQB815: Still to be checked: " in aqb("validate", "templates/wording/own.yaml", "-f", "concise").out
    )
    rendered = aqb("render", "hersfeld-rotenburg/2025", "--wording", "own", "-f", "txt", "-o", "-")
    assert "212.300 Euro" in rendered.out
    assert "  Still to be checked: " in rendered.err
    assert "212.300" in rendered.err


def test_names_and_places_of_packs(workspace: Path, aqb: Command, tmp_path: Path) -> None:
    Path("signed.txt").write_text(document("fulda", EVERY_CASE), encoding="utf-8")
    for name, said in (
        ("../evil", "can't be the name of a wording"),
        ("Evil", "can't be the name of a wording"),
        ("", "can't be the name of a wording"),
        ("a" * 300, "The name has 300 characters; at most 60 are allowed."),
        ("standard-2025", "A wording named “standard-2025” takes the place of the one that is printed by default."),
    ):
        result = aqb("wording", "learn", "signed.txt", "--name", name)
        assert (result.code, result.out) == (2, ""), name
        assert said in result.err
    assert not Path("templates/wording").exists()
    (tmp_path / "outside").mkdir()
    Path("templates").mkdir()
    Path("templates/wording").symlink_to(tmp_path / "outside")
    result = aqb("wording", "learn", "signed.txt", "--name", "own")
    assert (result.code, result.out) == (2, "")
    assert not any((tmp_path / "outside").iterdir())


@pytest.mark.skipif(REFERENCE is None, reason="AQB_REFERENCE names no document")
@pytest.mark.parametrize("format", ["txt", "pdf", "docx"])
def test_the_reference_document_comes_back_word_for_word(workspace: Path, aqb: Command, format: str) -> None:
    assert REFERENCE is not None
    text = Path(REFERENCE).read_text(encoding="utf-8")
    learn = ("wording", "learn", "--force", "--name", "own")
    assert aqb(*learn, REFERENCE).code == 0
    if format != "txt":  # learned once more, from what we print
        assert aqb("render", REAL, "--wording", "own", "-o", f"signed.{format}").code == 0
        result = aqb(*learn, f"signed.{format}")
        assert (result.code, "word for word" in result.err) == (0, True), result.err
    assert "Stand der Angaben" not in Path("templates/wording/own.yaml").read_text(encoding="utf-8")
    again = agreed(aqb("render", REAL, "--wording", "own", "-f", "txt", "-o", "-").out)
    assert again == words(text)
    own = Path(REAL).read_text(encoding="utf-8")
    for slug in ("kassel-stadt", "wetteraukreis"):
        there = own.replace("district: hersfeld-rotenburg", f"district: {slug}")
        Path(f"data/agreements/2025/{slug}.yaml").write_text(there, encoding="utf-8")
        expected = " ".join(again)
        for case in ("genitive", "dative", "accusative", "nominative", "start"):
            expected = expected.replace(forms("hersfeld-rotenburg")[case], forms(slug)[case])
        made = aqb("render", f"{slug}/2025", "--wording", "own", "-f", "txt", "-o", "-").out
        assert agreed(made) == expected.split()


def agreed(text: str) -> list[str]:
    """The words of what was agreed: all but the last line, which says what version of the file it is."""
    text, mark, _version = text.rpartition("Stand der Angaben: ")
    assert mark
    return words(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from("{}%#*\\ "), max_size=40))
def test_text_of_a_document_stands_for_itself(text: str) -> None:
    """Whatever a document says, nothing of it becomes a placeholder, a condition or a bold passage."""
    text = " ".join(text.split())
    template = parse(filled(text, []), fields_of_facts())
    assert isinstance(template, Template)
    assert plain(runs(template.fill({}))).replace("\u00a0", " ") == tidy(text)

"""`aqb wording learn`: a signed document's text comes back word for word, and fits every other district."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from aqb_cli.importing.taking import words_for
from conftest import CHECKOUT, Command
from generated import reference
from hypothesis import given
from hypothesis import strategies as st

from aqb_cli.checking.one_file import Selection
from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.printed import SourceLocation
from aqb_cli.importing.wording_draft.edits import applied, without_overlaps
from aqb_cli.importing.wording_draft.grammar import mentions
from aqb_cli.importing.wording_draft.leftovers import leftovers
from aqb_cli.importing.wording_draft.placeholders import Filler, Subject
from aqb_cli.wording.blocks import TextRun, plain
from aqb_cli.wording.facts import DistrictFacts, facts_of
from aqb_cli.wording.packs import fields_of_facts
from aqb_cli.wording.templates import Template, context, parse
from aqb_cli.wording.typography import runs, tidy
from aqb_cli.workspace.collection import Workspace

DOCUMENTS = Path(__file__).parent / "wording_draft"
REFERENCE = os.environ.get("AQB_REFERENCE")
"""A real signed agreement, whose sentences aren't ours to publish; CI sets it where the file is at hand."""

EVERYTHING = """\
format: 1
district: DISTRICT
year: 2025
status: signed
budget:
  total: 595950
  by_year: {2025: 400000, 2026: 195950}
  by_category: {qualification: 100950.50}
  earmarked: {part_time_training: 90000}
  own_contribution: 20000
measures:
  training_preparation:
    - title: Vorschaltmaßnahme
    - title: Coach 2025/26
      amount: 80000
      by_year: {2025: 30000, 2026: 50000}
      starts: 2025-09-01
      ends: 2026-08-31
      places: 16
      provider: Bildungswerk der Wirtschaft gGmbH
      earmark: part_time_training
  vocational_training:
    - title: BaE TZ+VZ
  qualification: []
  staff_training:
    - {title: Schulung, amount: 1000, places: 3}
grant: {applied_on: 2025-03-01, granted_on: 2025-04-02, reference: RPKS-12/34, amount: 595950}
signatures:
  - {party: ministry, name: Ada Beispiel, office: Staatsministerin, place: Wiesbaden, date: 2025-08-02}
  - {party: district, name: Bruno Muster, office: Dezernent, place: Musterstadt, date: 2025-08-08}
sources: [{title: Beispiel}]
"""
"""An agreement that states nearly all that the format has."""

CASES = {
    "hersfeld-rotenburg": (
        "des Landkreises Hersfeld-Rotenburg", "dem Landkreis Hersfeld-Rotenburg", "den Landkreis Hersfeld-Rotenburg",
        "der Landkreis Hersfeld-Rotenburg", "Der Landkreis Hersfeld-Rotenburg",
    ),
    "kassel-stadt": (
        "der Stadt Kassel", "der Stadt Kassel", "die Stadt Kassel", "die Stadt Kassel", "Die Stadt Kassel",
    ),
    "wetteraukreis": (
        "des Wetteraukreises", "dem Wetteraukreis", "den Wetteraukreis", "der Wetteraukreis", "Der Wetteraukreis",
    ),
}  # fmt: skip
"""Genitive, dative, accusative, nominative, and nominative at the beginning of a sentence."""

Expect = Callable[[Path, str], None]


def words(text: str) -> list[str]:
    """The words of a text: without line breaks, rules below headings, marks of bold and bullets."""
    bare = re.sub(r"(?m)^\s*(?:[-=]{3,}[- ]*$|[-•]\s)|\*\*", " ", text)
    return bare.replace("\u00a0", " ").split()


def learn(aqb: Command, document: Path, name: str = "learned") -> str:
    """Takes a document in, learns its wording, and gives the agreement's name. Nothing may be in doubt."""
    imported = aqb("import", "--force", str(document))
    assert (imported.code, imported.err) == (0, "")
    learned = aqb("wording", "learn", str(document), "--name", name, "--force")
    assert learned.out == f"templates/wording/{name}.yaml\n"
    assert "word for word" in learned.err
    assert learned.code == 0, learned.err
    path = Path(imported.out.strip())
    return f"{path.stem}/{path.parent.name}"


@pytest.mark.parametrize("document", ["kassel-stadt.txt", "hochtaunuskreis.md"])
def test_a_wording_is_learned_and_gives_the_text_back(
    workspace: Path, aqb: Command, expect: Expect, document: str
) -> None:
    name = learn(aqb, DOCUMENTS / document)
    stem = document.partition(".")[0]
    expect(DOCUMENTS / f"{stem}.yaml", (workspace / "templates/wording/learned.yaml").read_text(encoding="utf-8"))
    assert aqb("validate", "templates/wording/learned.yaml").code == 0
    again = aqb("render", name, "--wording", "learned", "-f", "txt", "-o", "-").out
    if document.endswith(".txt"):  # a printed text has its signatures side by side
        text = (DOCUMENTS / document).read_text(encoding="utf-8")
        assert words(again.partition("§ 1")[2].partition("Ada Beispiel")[0]) == words(
            text.partition("§ 1")[2].partition("Ada Beispiel")[0]
        )
    for other in ("fulda", "frankfurt-am-main"):
        agreement = workspace / f"data/agreements/2025/{other}.yaml"
        own = (workspace / f"data/agreements/2025/{stem}.yaml").read_text(encoding="utf-8")
        agreement.write_text(own.replace(f"district: {stem}", f"district: {other}"), encoding="utf-8")
        rendered = aqb("render", f"{other}/2025", "--wording", "learned", "-f", "txt", "-o", "-")
        expect(DOCUMENTS / f"{stem}-{other}.txt", rendered.out)


@pytest.mark.skipif(REFERENCE is None, reason="AQB_REFERENCE names no document")
def test_the_reference_document_comes_back_word_for_word(workspace: Path, aqb: Command) -> None:
    assert REFERENCE is not None
    name = learn(aqb, Path(REFERENCE))
    assert name == "hersfeld-rotenburg/2025"
    again = aqb("render", name, "--wording", "learned", "-f", "txt", "-o", "-").out
    assert words(again) == words(Path(REFERENCE).read_text(encoding="utf-8"))
    shutil.rmtree(workspace / "data/agreements/2025")
    shutil.copytree(CHECKOUT / "data/agreements/2025", workspace / "data/agreements/2025")  # the file that we keep
    assert aqb("render", name, "--wording", "learned", "-f", "txt", "-o", "-").out == again
    own = (workspace / "data/agreements/2025/hersfeld-rotenburg.yaml").read_text(encoding="utf-8")
    for slug in ("kassel-stadt", "wetteraukreis"):
        text = own.replace("district: hersfeld-rotenburg", f"district: {slug}")
        Path(f"data/agreements/2025/{slug}.yaml").write_text(text, encoding="utf-8")
        other = " ".join(words(aqb("render", f"{slug}/2025", "--wording", "learned", "-f", "txt", "-o", "-").out))
        assert "Hersfeld-Rotenburg" not in other.replace("Bad Hersfeld", "")
        expected = " ".join(words(again))
        for here, there in zip(CASES["hersfeld-rotenburg"], CASES[slug], strict=True):
            expected = re.sub(rf"\b{here}\b", there, expected)
        assert other == expected


@pytest.mark.parametrize(
    "source", ["kassel-stadt", "wiesbaden", "fulda", "wetteraukreis", "main-kinzig-kreis", "bergstrasse"]
)
def test_what_is_learned_from_one_district_fits_all_others(workspace: Path, aqb: Command, source: str) -> None:
    slugs = [district["slug"] for district in reference() if district["slug"] != "hanau"]  # a district only since 2026
    for slug in slugs:
        path = workspace / f"data/agreements/2025/{slug}.yaml"
        path.write_text(EVERYTHING.replace("DISTRICT", slug), encoding="utf-8")
    assert aqb("render", "-f", "txt", "-o", "standard").code == 0
    shutil.copy(f"standard/2025/{source}.txt", "signed.txt")
    learn(aqb, Path("signed.txt"))
    Path(f"data/agreements/2025/{source}.yaml").write_text(EVERYTHING.replace("DISTRICT", source), encoding="utf-8")
    assert aqb("render", "--wording", "learned", "-f", "txt", "-o", "learned").code == 0
    for slug in slugs:
        standard, learned = (Path(f"{made}/2025/{slug}.txt").read_text("utf-8") for made in ("standard", "learned"))
        assert words(learned) == words(standard), slug


def test_what_may_fit_only_one_district_is_told() -> None:
    fulda = ReferenceData(Workspace(CHECKOUT), Selection()).districts["fulda"]

    def told(text: str) -> list[str]:
        return [
            str(message) for message in leftovers(text, without_overlaps(mentions(text, fulda)), fulda, ["Rhönstart"])
        ]

    assert told("Der Landkreis Fulda hilft den Landkreisen und Städten; das Regierungspräsidium Kassel auch.") == []
    assert told("Das HMSI und der Landkreis Fulda helfen. Dazu treffen sie sich.") == []
    assert told("Der Landkreis Fulda hilft. Er kennt die Fuldaer Betriebe und 220.000 Menschen.") == [
        "“kennt die Fuldaer Betriebe und” stays as it is, and may fit only this district.",
        "The number “Betriebe und 220.000 Menschen.” stays in the wording, for every district.",
        "“Fulda hilft. Er kennt die” stays as it is, and may fit only this district.",
    ]
    assert told("Rhönstart begann am 1. 9. 2025 (in Worten: tausend Euro).") == [
        "The amount “(in Worten: tausend Euro)” stays in the wording, for every district.",
        "The date “1. 9. 2025” stays in the wording, for every district.",
        "The measure “Rhönstart” stays in the wording, for every district.",
    ]


def test_what_stays_is_told(workspace: Path, aqb: Command) -> None:
    text = (DOCUMENTS / "kassel-stadt.txt").read_text(encoding="utf-8")
    Path("other.txt").write_text(
        text.replace("setzt 12.000,00 EUR an", "gibt 500,00 EUR Pfand und setzt 12.000,00 EUR an")
    )
    result = aqb("wording", "learn", "other.txt", "--name", "other", "--lang", "de")
    assert result.code == 1
    assert "Der Betrag „500,00 EUR“ bleibt im Wortlaut stehen, für jede Gebietskörperschaft." in result.err
    assert "Wort für Wort wieder" in result.err


def test_nothing_is_replaced_or_written_elsewhere(workspace: Path, aqb: Command, tmp_path: Path) -> None:
    document = str(DOCUMENTS / "kassel-stadt.txt")
    assert aqb("wording", "learn", document, "--name", "own").code == 0
    again = aqb("wording", "learn", document, "--name", "own")
    assert (again.code, again.out) == (2, "")
    assert again.err.startswith("aqb: templates/wording/own.yaml is there already; nothing is written.\n")
    for name in ("../evil", "Evil", "", "a/b"):
        result = aqb("wording", "learn", document, "--name", name)
        assert (result.code, result.out) == (2, ""), name
        assert "can't be the name of a wording" in result.err
    (tmp_path / "outside").mkdir()
    shutil.rmtree(workspace / "templates/wording")
    (workspace / "templates/wording").symlink_to(tmp_path / "outside")
    result = aqb("wording", "learn", document, "--name", "own")
    assert (result.code, result.out) == (2, "")
    assert not any((tmp_path / "outside").iterdir())


OTHERS = {
    "nothing": "{total: 111111}",
    "three-years": (
        "{total: 111111, by_year: {2025: 11111, 2026: 50000, 2027: 50000}, by_category: {staff_training: 2222}}"
    ),
    "all": (
        "{total: 111111, by_year: {2025: 11111, 2026: 100000}, by_category: {training_preparation: 7777},"
        " earmarked: {part_time_training: 3333}, own_contribution: 555.50}"
    ),
}
"""Budgets of agreements that state less, other years, or as much as the document that a wording is learned from."""

OTHER = """\
format: 1
district: wiesbaden
year: 2025
status: draft
budget: BUDGET
measures: {training_preparation: [], vocational_training: [], qualification: [], staff_training: [{title: Schulung}]}
sources: [{title: Beispiel}]
"""


@pytest.mark.parametrize("budget", OTHERS)
def test_amounts_that_another_agreement_lacks_leave_no_hole(
    workspace: Path, aqb: Command, expect: Expect, budget: str
) -> None:
    document = DOCUMENTS / "odenwaldkreis.md"
    assert aqb("import", str(document)).out == "data/agreements/2025/odenwaldkreis.yaml\n"
    learned = aqb("wording", "learn", str(document), "--name", "learned")
    assert learned.code == 0, learned.err
    pack = Path("templates/wording/learned.yaml").read_text(encoding="utf-8")
    expect(DOCUMENTS / "odenwaldkreis.yaml", pack)
    assert aqb("validate", "templates/wording/learned.yaml").code == 0
    Path("data/agreements/2025/wiesbaden.yaml").write_text(OTHER.replace("BUDGET", OTHERS[budget]), encoding="utf-8")
    rendered = aqb("render", "wiesbaden/2025", "--wording", "learned", "-f", "txt", "-o", "-")
    expect(DOCUMENTS / f"odenwaldkreis-wiesbaden-{budget}.txt", rendered.out)


SENTENCES = [
    ("Der Landkreis Fulda erhält 500.000 Euro, davon 300.000 Euro im Jahr 2025 und 200.000 Euro im Jahr 2026.",
     "Die Stadt Kassel erhält 111.111 Euro."),
    ("Das Land gibt insgesamt 500.000 Euro (davon 300.000 Euro für 2025 und 200.000 Euro für 2026) aus.",
     "Das Land gibt insgesamt 111.111 Euro aus."),
    ("Das Land stellt 500.000 Euro, davon 45.000 Euro für Teilzeitausbildung, bereit, und der Landkreis Fulda dankt.",
     "Das Land stellt 111.111 Euro bereit, und die Stadt Kassel dankt."),
    ("Das Land gewährt 500.000 €. Davon entfallen 300.000 € auf 2025 und 200.000 € auf 2026. Gezahlt wird in Raten.",
     "Das Land gewährt 111.111 €. Gezahlt wird in Raten."),
    ("Es stehen insgesamt 500.000 Euro bereit und der Landkreis setzt 20.000 Euro Eigenmittel ein.",
     "Es stehen insgesamt 111.111 Euro bereit."),
    ("In Höhe von 500.000 Euro fließen Mittel; davon sind 45.000 Euro für Teilzeitausbildung zweckgebunden.",
     "In Höhe von 111.111 Euro fließen Mittel."),
    ("In der Summe von 500.000 Euro – davon 45.000 Euro für Teilzeitausbildung – ist alles enthalten.",
     "In der Summe von 111.111 Euro ist alles enthalten."),
    ("Vom Gesamtbetrag von 500.000 Euro sind 45.000 Euro für Teilzeitausbildung bestimmt.", ""),
    ("Höchstens 110.000 Euro sind für Ausbildungsvorbereitung bestimmt.", ""),
    ("Das Aktenzeichen lautet RPKS-12/34. Der Bescheid gilt fort.", "Der Bescheid gilt fort."),
]  # fmt: skip

WHOLE = [
    "Das Land stellt 500.000 Euro, davon 45.000 Euro für Teilzeitausbildung bereit.",
    "Das Budget beträgt insgesamt 500.000 Euro zuzüglich 20.000 Euro Eigenmittel.",
    "Im Jahr 2025 fließen 300.000 Euro, im Jahr 2026 200.000 Euro, zusammen ein Gesamtbetrag von 500.000 Euro.",
]
"""Sentences from which nothing can be taken without tearing them."""


def budgeted(district: str, budget: str, more: str = "") -> Subject:
    """An agreement with such a budget."""
    known = ReferenceData(Workspace(CHECKOUT), Selection())
    text = OTHER.replace("wiesbaden", district).replace("BUDGET", budget) + more
    agreement = load(yaml.read(text.encode()), Agreement).sound
    assert agreement is not None
    return Subject(agreement, known.districts[district], None)


@pytest.mark.parametrize(("text", "expected"), [*SENTENCES, *((text, "") for text in WHOLE)])
def test_a_clause_or_sentence_is_left_out_whole(text: str, expected: str) -> None:
    own = budgeted(
        "fulda",
        "{total: 500000, by_year: {2025: 300000, 2026: 200000}, by_category: {training_preparation: 110000},"
        " earmarked: {part_time_training: 45000}, own_contribution: 20000}",
        "grant: {reference: RPKS-12/34}\n",
    )
    notes = Notes()
    learned = Filler(own, words_for(None, {}), notes).text((TextRun(text),), SourceLocation(line=7))
    template = parse(learned, fields_of_facts())
    assert isinstance(template, Template)

    def filled(subject: Subject) -> str:
        return tidy(template.fill(context(facts_of(*subject)._asdict())))

    assert filled(own) == text
    assert filled(budgeted("kassel-stadt", "{total: 111111}")) == expected
    told = [note.message.translated("en") for note in notes.all]
    assert len(told) == (text in WHOLE)
    assert all("is left out, with the total, where an agreement doesn't state all of it." in one for one in told)


def test_what_speaks_of_a_sentence_that_may_be_left_out_is_told() -> None:
    own = budgeted("fulda", "{total: 500000, own_contribution: 20000}")
    notes = Notes()
    text = (
        "Der Landkreis Fulda legt 20.000 Euro Eigenmittel dazu. Diese Zusage gilt bis zum Jahresende. Er hält sie ein."
    )
    Filler(own, words_for(None, {}), notes).text((TextRun(text),), SourceLocation(line=7))
    assert [note.message.translated("en") for note in notes.all] == [
        "“zum Jahresende. Er hält sie” stays as it is, and may fit only this district.",
        "“Diese Zusage gilt bis zum Jahresende.” may speak of what is left out where an agreement doesn't state it.",
        "“Er hält sie ein.” may speak of what is left out where an agreement doesn't state it.",
    ]


GRAMMAR = [
    ("fulda", "kassel-stadt", "Der Landkreis Fulda setzt seine Mittel und sein Wissen ein.",
     "Die Stadt Kassel setzt ihre Mittel und ihr Wissen ein."),
    ("fulda", "kassel-stadt", "Das Land hilft dem Landkreis Fulda, der seinerseits mitwirkt, und dankt dem Kreis.",
     "Das Land hilft der Stadt Kassel, die ihrerseits mitwirkt, und dankt der Stadt."),
    ("fulda", "kassel-stadt", "Beim Landkreis Fulda und im Landkreis Fulda gilt: Der Landkreis meldet seinen Bedarf.",
     "Bei der Stadt Kassel und in der Stadt Kassel gilt: Die Stadt meldet ihren Bedarf."),
    ("fulda", "wetteraukreis", "Im Auftrag des Landkreises Fulda, vom Landkreis Fulda und zum Landkreis Fulda hin.",
     "Im Auftrag des Wetteraukreises, vom Wetteraukreis und zum Wetteraukreis hin."),
    ("wetteraukreis", "wiesbaden", "Der Kreisausschuss des Wetteraukreises; zwischen dem HMSI und dem Wetteraukreis.",
     "Der Magistrat der Landeshauptstadt Wiesbaden; zwischen dem HMSI und der Landeshauptstadt Wiesbaden."),
    ("fulda", "kassel-stadt", "Für die Landkreise und kreisfreien Städte, für den Main-Kinzig-Kreis und Fulda.",
     "Für die Landkreise und kreisfreien Städte, für den Main-Kinzig-Kreis und Fulda."),
    ("kassel-stadt", "fulda", "Die Stadt Kassel setzt ihre Mittel ein. Hier hilft die Stadt Kassel, die Stadt dankt.",
     "Der Landkreis Fulda setzt seine Mittel ein. Hier hilft der Landkreis Fulda, der Landkreis dankt."),
    ("kassel-stadt", "fulda", "Gegenüber der Stadt Kassel, seitens der Stadt Kassel, Aufgabe der Stadt Kassel.",
     "Gegenüber dem Landkreis Fulda, seitens des Landkreises Fulda, Aufgabe des Landkreises Fulda."),
    ("kassel-stadt", "fulda", "Das Land gewährt der Stadt Kassel Mittel; für die Stadt Kassel sind sie neu.",
     "Das Land gewährt dem Landkreis Fulda Mittel; für den Landkreis Fulda sind sie neu."),
    ("kassel-stadt", "fulda", "Das Regierungspräsidium Kassel hat seinen Sitz in der Stadt Kassel, Stadt Kassel.",
     "Das Regierungspräsidium Kassel hat seinen Sitz in dem Landkreis Fulda, Landkreis Fulda."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "other", "text", "expected"), GRAMMAR)
def test_the_case_is_right_for_other_districts(source: str, other: str, text: str, expected: str) -> None:
    districts = ReferenceData(Workspace(CHECKOUT), Selection()).districts
    edits = without_overlaps(mentions(text, districts[source]))
    template = parse(applied((TextRun(text),), edits), fields_of_facts())
    assert isinstance(template, Template)

    def filled(slug: str) -> str:
        name, kind = districts[slug].name, districts[slug].kind
        cases = districts[slug].cases.model_dump()
        return template.fill(context({"district": DistrictFacts(name, **cases, kind=kind, seat="", region="")}))

    assert filled(source).split() == text.split()
    assert filled(other) == expected
    assert [edit.doubt for edit in edits if edit.doubt] == []


def test_a_case_that_is_not_certain_is_told() -> None:
    districts = ReferenceData(Workspace(CHECKOUT), Selection()).districts
    doubts = [
        str(edit.doubt)
        for text in ("Das Land unterstützt die Stadt Kassel.", "Es hilft der Stadt Kassel, die das weiß.")
        for edit in mentions(text, districts["kassel-stadt"])
        if edit.doubt
    ]
    assert doubts == [
        "It isn't certain that “Das Land unterstützt die Stadt Kassel” is the accusative.",
        "The case of “der Stadt Kassel, die” isn't certain.",
    ]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from("{}%#*\\ "), max_size=40))
def test_text_of_a_document_stands_for_itself(text: str) -> None:
    """Whatever a document says, nothing of it becomes a placeholder, a condition or a bold passage."""
    text = " ".join(text.split())
    line = (TextRun(text),) if text else ()
    template = parse(applied(line, []), fields_of_facts())
    assert isinstance(template, Template)
    assert plain(runs(template.fill(context({})))).replace("\u00a0", " ") == tidy(text)

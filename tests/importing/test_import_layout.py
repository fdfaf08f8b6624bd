"""`aqb import` of documents laid out in unusual ways: what it takes over, and what it tells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from imported import imported
from ruamel.yaml import YAML

FULDA = "data/agreements/2025/fulda.yaml"
FRAME = """Zielvereinbarung 2025
zwischen dem Hessischen Ministerium für Arbeit, Integration, Jugend und Soziales
und dem Landkreis Fulda
über das Ausbildungs- und Qualifizierungsbudget

§ 4 Haushaltsmittel

Insgesamt 100.000 Euro.

§ 5 Maßnahmen

1. Ausbildungsvorbereitung
{measures}
2. Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsberufen
- Beta
3. Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräftesicherung
- Gamma
4. Weiterbildungsmaßnahmen für Personal der Landkreise und kreisfreien Städte in der
fachlichen Verantwortung
{last}

§ 6 Schluss

Man trifft sich.

{signatures}
"""
SIGNED = """Wiesbaden, den 2. 7. 2025

Anna Beispiel
Staatsministerin

Fulda, den 9. 7. 2025

Bernd Muster
Landrat"""


def taken(measures: str = "- Alpha", last: str = "", signatures: str = SIGNED) -> tuple[Any, str]:
    """The agreement as it was imported, and the notes."""
    return imported(FRAME.format(measures=measures, last=last, signatures=signatures))


def test_a_dash_inside_a_sentence_is_no_entry() -> None:
    sentence = (
        "\nDie Förderung der aufgeführten Maßnahmen erfolgt auf der Grundlage und nach Inhalt des\n"
        "– auf Antrag des Landkreises Fulda vom\nRegierungspräsidium Kassel erlassenen – Bescheides."
    )
    data, notes = taken(last=sentence)
    assert data["measures"]["staff_training"] == []
    assert not notes


ALPHA = {"title": "Alpha"}
MEASURES: dict[str, tuple[str, list[dict[str, Any]], tuple[str, ...]]] = {
    "bullets of Wingdings": ("\uf0b7   Alpha\n\uf0b7   Delta", [ALPHA, {"title": "Delta"}], ()),
    "bullets apart from their text": ("\uf0b7\n\uf0b7\n\nAlpha", [], ("“Alpha” was not understood",)),
    "bullets above their text": ("•\nAlpha\n•\nDelta", [ALPHA, {"title": "Delta"}], ()),
    "numbers of two parts": ("1.1 Alpha\n1.2 Delta", [ALPHA, {"title": "Delta"}], ()),
    "numbers of two parts, with dots": ("1.1. Alpha\n1.2. Delta", [ALPHA, {"title": "Delta"}], ()),
    "other signs": ("» Alpha\n» Delta", [ALPHA, {"title": "Delta"}], ()),
    "signs of an enumeration": (
        "- Alpha;\n- Delta",
        [{"title": "Alpha;"}, {"title": "Delta"}],
        ("It reads like it goes on.",),
    ),
    "details below": (
        "- Alpha\n  Träger: Bildungswerk gGmbH\n  Plätze: 12\n  Kosten: 30.000 Euro\n- Delta",
        [{**ALPHA, "provider": "Bildungswerk gGmbH", "places": 12, "amount": 30000}, {"title": "Delta"}],
        (),
    ),
}


@pytest.mark.parametrize("name", MEASURES)
def test_measures(name: str) -> None:
    printed, expected, said = MEASURES[name]
    data, notes = taken(printed)
    assert data["measures"]["training_preparation"] == expected
    assert [text for text in said if text not in notes] == []
    assert bool(notes) == bool(said)


def test_a_heading_goes_on_below_for_no_reason(workspace: Path, aqb: Command) -> None:
    text = FRAME.format(measures="- Alpha", last="", signatures=SIGNED).replace("\n- ", "\n\n")
    text = text.replace("anerkannten Ausb", "anerkannten\nAusb")
    (workspace / "one.txt").write_text(text, encoding="utf-8")
    assert aqb("import", "one.txt").err == ""
    data = YAML(typ="safe").load((workspace / FULDA).read_text(encoding="utf-8"))
    assert data["measures"]["vocational_training"] == [{"title": "Beta"}]


def test_a_heading_with_a_misprint_is_one_without_a_doubt(workspace: Path, aqb: Command) -> None:
    text = FRAME.format(measures="- Alpha", last="", signatures=SIGNED)
    (workspace / "one.txt").write_text(text.replace("sberufen", "sbereufen"), encoding="utf-8")
    assert aqb("import", "one.txt").err == ""


def test_a_measure_goes_on_below_where_paragraphs_are_long_lines() -> None:
    last = (
        "\nDas Regierungspräsidium Kassel "
        + "teilt dem Landkreis Fulda die Mittel zu, sobald es geht, und " * 3
        + "so fort."
    )
    data, _notes = taken("- Alpha: Nachholen des Hauptschulabschlusses\n  für alle (12 Plätze)", last)
    assert data["measures"]["training_preparation"] == [
        {"title": "Alpha: Nachholen des Hauptschulabschlusses für alle", "places": 12}
    ]


@pytest.mark.parametrize("begin", ["", "Zielvereinbarung 2025\n\n"], ids=["on later pages", "on each page"])
def test_a_page_header_that_is_like_the_title(begin: str, workspace: Path, aqb: Command) -> None:
    text = FRAME.format(measures="- Alpha", last="", signatures=SIGNED).replace("§ 5", "\fZielvereinbarung 2025\n\n§ 5")
    (workspace / "one.txt").write_text(begin + text, encoding="utf-8")
    result = aqb("import", "one.txt")
    assert (result.code, result.out, result.err) == (0, f"{FULDA}\n", "")
    data = YAML(typ="safe").load((workspace / FULDA).read_text(encoding="utf-8"))
    assert data["sources"][0]["title"].startswith("Zielvereinbarung 2025 über")


def test_two_agreements_on_pages_of_their_own(workspace: Path, aqb: Command) -> None:
    text = FRAME.format(measures="- Alpha", last="", signatures=SIGNED)
    text = text.replace("§ 4 Haushaltsmittel", "§ 1 Ziele\n\nEs geht voran.\n\n§ 4 Haushaltsmittel")
    (workspace / "both.txt").write_text(f"{text}\f{text}", encoding="utf-8")
    assert "both.txt holds more than one agreement: § 1 begins anew." in aqb("import", "both.txt").err


TOP = FRAME.partition("§ 5")[0] + "§ 5 Maßnahmen\n"
LABELS = (
    "Ausbildungsvorbereitung", "Ausbildung in anerkannten Ausbildungsberufen",
    "Qualifizierungsprojekte", "Weiterbildungsmaßnahmen für Personal",
)  # fmt: skip


def with_merged_fields(document: Any) -> None:
    """A table whose first category goes across two rows, as do the places there."""
    rows = [
        ("Maßnahmenart", "Maßnahme", "Plätze", "Betrag"),
        (LABELS[0], "Alpha", "16", "20.000 €"), ("", "Delta", "", "10.000 €"),
        (LABELS[1], "Beta", "9", "30.000 €"), (LABELS[2], "2", "9", ""), (LABELS[3], "–", "", ""),
    ]  # fmt: skip
    table = document.add_table(len(rows), 4)
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    for column in (0, 2):
        text = table.cell(1, column).text
        table.cell(1, column).merge(table.cell(2, column)).text = text


def with_typed_lists(document: Any) -> None:
    """Numbers and dashes typed by hand, with tabs."""
    for number, (label, title) in enumerate(zip(LABELS, ("Alpha", "Beta", "Gamma", None), strict=True), 1):
        document.add_paragraph(f"{number}.\t{label}")
        if title:
            document.add_paragraph(f"–\t{title}")


def by_tabs(document: Any) -> None:
    for line in ("Wiesbaden, den 2. 7. 2025\tFulda, den 9. 7. 2025", "Anna Beispiel\tBernd Muster"):
        document.add_paragraph(line)
    document.add_paragraph("Staatsministerin\t\tLandrat")


WORD: dict[str, tuple[Callable[[Any], None], list[list[str]], tuple[str, ...]]] = {
    "merged fields": (
        with_merged_fields,
        [["Alpha", "Delta"], ["Beta"], [], []],
        (
            "The row shares a field with the row above",
            "The row “Qualifizierungsprojekte | 2 | 9” of a table names no measure.",
        ),
    ),
    "typed lists": (with_typed_lists, [["Alpha"], ["Beta"], ["Gamma"], []], ()),
}


@pytest.mark.parametrize("name", WORD)
def test_word(name: str, workspace: Path, aqb: Command) -> None:
    from docx import Document

    add, expected, said = WORD[name]
    document = Document()
    for line in TOP.splitlines():
        if line:
            document.add_paragraph(line)
    add(document)
    document.add_paragraph("§ 6 Schluss")
    document.add_paragraph("Man trifft sich.")
    by_tabs(document)
    document.save(str(workspace / "one.docx"))
    result = aqb("import", "one.docx")
    data = YAML(typ="safe").load((workspace / FULDA).read_text(encoding="utf-8"))
    assert [[measure["title"] for measure in measures] for measures in data["measures"].values()] == expected
    assert [(one["name"], one["office"], str(one["date"])) for one in data["signatures"]] == [
        ("Anna Beispiel", "Staatsministerin", "2025-07-02"),
        ("Bernd Muster", "Landrat", "2025-07-09"),
    ]
    assert [text for text in said if text not in result.err] == []
    assert bool(result.err) == bool(said)


@pytest.mark.parametrize("mark", ["ENTWURF", "Entwurf, Stand 3. März 2025"])
def test_a_draft_by_the_page_header_of_word(mark: str, workspace: Path, aqb: Command) -> None:
    from docx import Document

    document = Document()
    document.sections[0].header.paragraphs[0].text = mark
    for line in FRAME.format(measures="- Alpha", last="", signatures=SIGNED).split("\n\n"):
        document.add_paragraph(line)
    document.save(str(workspace / "one.docx"))
    notes = aqb("import", "one.docx").err
    assert "status: draft" in (workspace / FULDA).read_text(encoding="utf-8")
    assert "The document calls itself a draft, and has the date of a signature." in notes


def test_tracked_changes_of_word_are_told(workspace: Path, aqb: Command) -> None:
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = Document()
    for line in FRAME.format(measures="- Alpha", last="", signatures=SIGNED).split("\n"):
        document.add_paragraph(line)
    paragraph = document.add_paragraph("neu")
    added = paragraph.runs[0]._r
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "1")
    paragraph._p.append(inserted)
    inserted.append(added)
    document.save(str(workspace / "one.docx"))
    assert "It has tracked changes; they were read as if they were accepted." in aqb("import", "one.docx").err


def test_short_lines_of_markdown_stand_for_themselves(workspace: Path, aqb: Command) -> None:
    text = FRAME.format(measures="- Alpha", last="", signatures=SIGNED).replace("\n§", "\n\n§")
    (workspace / "one.md").write_text(text.replace("1. A", "\n1. A"), encoding="utf-8")
    aqb("import", "one.md")
    data = YAML(typ="safe").load((workspace / FULDA).read_text(encoding="utf-8"))
    assert [one.get("office") for one in data["signatures"]] == ["Staatsministerin", "Landrat"]

"""`aqb import` of tables in Word files: several paragraphs, and lists, in one field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from ruamel.yaml import YAML
from test_import_layout import FULDA, LABELS, TOP, by_tabs

BULLET = "List Bullet"


def paragraphs(cell: Any, *texts: str, style: str | None = None) -> None:
    """Paragraphs in a field."""
    cell.text = texts[0]
    cell.paragraphs[0].style = style
    for text in texts[1:]:
        cell.add_paragraph(text, style)


def bullets(cell: Any) -> None:
    paragraphs(cell, "Alpha", "Delta", style=BULLET)


def dashes(cell: Any) -> None:
    paragraphs(cell, "– Alpha", "– Delta")


def apart(cell: Any) -> None:
    paragraphs(cell, "Alpha", "Delta")


def broken(cell: Any) -> None:
    cell.text = "Alpha\nDelta"


def going_on(cell: Any) -> None:
    paragraphs(cell, "Alpha für junge Menschen und", "Erwachsene")


def one_bullet(cell: Any) -> None:
    paragraphs(cell, "Alpha", style=BULLET)


FIELDS: dict[str, tuple[Callable[[Any], None], list[str], bool]] = {
    "bullets": (bullets, ["Alpha", "Delta"], False),
    "typed dashes": (dashes, ["Alpha", "Delta"], False),
    "one bullet": (one_bullet, ["Alpha"], False),
    "paragraphs": (apart, ["Alpha Delta"], True),
    "line breaks": (broken, ["Alpha Delta"], True),
    "a paragraph that goes on": (going_on, ["Alpha für junge Menschen und Erwachsene"], False),
}


@pytest.mark.parametrize("name", FIELDS)
def test_fields_with_several_paragraphs(name: str, workspace: Path, aqb: Command) -> None:
    fill, expected, is_told = FIELDS[name]
    data, notes = taken(workspace, aqb, fill)
    assert [one["title"] for one in data["measures"]["training_preparation"]] == expected
    assert [one["title"] for one in data["measures"]["staff_training"]] == ["Omega"]
    assert ("It may be two measures, one below the other." in notes) == is_told
    assert bool(notes) == is_told


def test_a_list_beside_other_fields(workspace: Path, aqb: Command) -> None:
    data, notes = taken(workspace, aqb, bullets, places="12")
    assert data["measures"]["training_preparation"] == [{"title": "Alpha Delta", "places": 12}]
    assert "It may be two measures, one below the other." in notes


def taken(workspace: Path, aqb: Command, fill: Callable[[Any], None], places: str = "") -> tuple[Any, str]:
    """An agreement with a table whose first field of measures is filled, as it was taken in; and the notes."""
    from docx import Document

    document = Document()
    for line in filter(None, TOP.splitlines()):
        document.add_paragraph(line)
    table = document.add_table(5, 3)
    for cell, text in zip(table.rows[0].cells, ("Maßnahmenart", "Maßnahme", "Plätze"), strict=True):
        cell.text = text
    for row, label in zip(table.rows[1:], LABELS, strict=True):
        row.cells[0].text = label
    fill(table.cell(1, 1))
    table.cell(1, 2).text = places
    table.cell(2, 1).text = "Beta"
    table.cell(3, 1).text = "Gamma"
    paragraphs(table.cell(4, 1), "Omega", style=BULLET)
    document.add_paragraph("§ 6 Schluss")
    document.add_paragraph("Man trifft sich.")
    by_tabs(document)
    document.save(str(workspace / "one.docx"))
    result = aqb("import", "--force", "one.docx")
    assert result.code == (1 if result.err else 0), result.err
    return YAML(typ="safe").load((workspace / FULDA).read_text(encoding="utf-8")), result.err

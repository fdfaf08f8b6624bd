"""`aqb import` of PDF files as browsers write them: drawn bullets, letters written large and shrunk, headings."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from conftest import Command
from test_import_tables import LABELS, TABLE, WIDTHS, merged, printed, taken

from aqb_cli.importing.reading.pdf import read
from aqb_cli.importing.reading.printed import Passage

DOT = "#box(width: 3pt, height: {height}pt, place({shape}))#h(4pt)"
SHAPES = {
    "discs": DOT.format(height=5, shape="circle(radius: 1.5pt, fill: black)"),
    "rings": DOT.format(height=5, shape="circle(radius: 1.5pt, stroke: 0.5pt)"),
    "squares": DOT.format(height=5, shape="rect(width: 3pt, height: 3pt, fill: black)"),
}


def listed(bullet: str) -> str:
    """The categories with their measures, each with a bullet before it."""
    titles = (("Alpha", "Delta"), ("Beta TZ+VZ",), ("Gamma",), ())
    return "#set enum(numbering: n => []); " + "#linebreak()\n".join(
        line
        for number, (label, measures) in enumerate(zip(LABELS, titles, strict=True), 1)
        for line in (f"#text[{number}.] {label}", *(f"#h(8mm){bullet}{title}" for title in measures))
    )


@pytest.mark.parametrize("name", SHAPES)
def test_drawn_bullets(name: str, workspace: Path, aqb: Command) -> None:
    data, notes = taken(workspace, aqb, printed(listed(SHAPES[name])))
    titles = [[measure["title"] for measure in measures] for measures in data["measures"].values()]
    assert titles == [["Alpha", "Delta"], ["Beta TZ+VZ"], ["Gamma"], []]
    assert notes == ""


def test_a_dotted_line_is_no_bullet(workspace: Path, aqb: Command) -> None:
    dots = '#line(length: 100%, stroke: (thickness: 2pt, dash: "dotted"))'
    squares = "#stack(dir: ltr, spacing: 2pt, ..range(9).map(n => rect(width: 2pt, height: 2pt, fill: black)))"
    plain, _notes = taken(workspace, aqb, printed(listed("– ")))
    for drawn in (dots, squares):
        data, notes = taken(workspace, aqb, printed(f"{drawn}\n\n{listed('– ')}\n\n{drawn}"))
        assert data["measures"] == plain["measures"]
        assert notes == ""


@pytest.mark.parametrize("factor", [0.5, 2])
def test_letters_written_in_another_size_than_drawn(factor: float, workspace: Path, aqb: Command) -> None:
    import pikepdf

    pdf = printed(TABLE.replace("OPTIONS", WIDTHS), merged())
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            page.mediabox = [float(side) * factor for side in page.mediabox]  # type: ignore[assignment]
            page.contents_add(f"{factor} 0 0 {factor} 0 0 cm\n".encode(), prepend=True)
        content = BytesIO()
        document.save(content)
    data, notes = taken(workspace, aqb, content.getvalue())
    assert data == taken(workspace, aqb, pdf)[0]
    assert notes == ""


def test_a_bold_heading_ends_where_letters_are_not_bold(workspace: Path) -> None:
    heading = "Ziele für die Umsetzung des Landkreises Fulda im Jahr der Vereinbarung"
    text = "Finanziert werden mit diesen Mitteln nur Kurse, die Menschen den Weg in eine Ausbildung zeigen."
    (workspace / "one.pdf").write_bytes(printed(f"#set par(spacing: 0.65em)\n*§ 5 {heading}*\n\n{text}"))
    assert f"§ 5 {heading}" in [part.text for part in read(workspace / "one.pdf").parts if isinstance(part, Passage)]


@pytest.mark.parametrize("bullet", ["• ", SHAPES["discs"]], ids=["written", "drawn"])
def test_bullets_in_fields_of_tables(bullet: str, workspace: Path, aqb: Command) -> None:
    texts = (f"{bullet}Alpha \\ {bullet}Delta", f"{bullet}Beta", "Gamma", "–")
    fields = "".join(f"[{label}], [{text}]," for label, text in zip(LABELS, texts, strict=True))
    data, notes = taken(workspace, aqb, printed(f"#table(columns: (5cm, 6cm), [Maßnahmenart], [Maßnahme], {fields})"))
    titles = [[measure["title"] for measure in measures] for measures in data["measures"].values()]
    assert titles == [["Alpha", "Delta"], ["Beta"], ["Gamma"], []]
    assert notes == ""


def test_entries_of_two_lines_in_fields_of_tables_are_told(workspace: Path, aqb: Command) -> None:
    long = "• Alpha für alle, die in dieser Zeit etwas lernen wollen \\ • Delta"
    fields = "".join(f"[{label}], [{text}]," for label, text in zip(LABELS, (long, "", "", ""), strict=True))
    _data, notes = taken(workspace, aqb, printed(f"#table(columns: (5cm, 6cm), [Maßnahmenart], [Maßnahme], {fields})"))
    assert "It may be two measures, one below the other." in notes

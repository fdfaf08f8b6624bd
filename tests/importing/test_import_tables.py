"""`aqb import` of tables in PDF files whose fields have lines around them, and of lines that are no table's."""

from __future__ import annotations

import json
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from ruamel.yaml import YAML

FULDA = "data/agreements/2025/fulda.yaml"
TYPST = """
#let data = json(bytes(sys.inputs.data))
#set page(width: 17cm, height: eval(data.height), margin: 1.5cm, fill: white)
#set text(lang: "de", hyphenate: false, size: 10pt)
Zielvereinbarung 2025\\ zwischen dem Hessischen Ministerium für Arbeit, Integration, Jugend und Soziales\\
und dem Landkreis Fulda\\ über das Ausbildungs- und Qualifizierungsbudget

§ 4 Haushaltsmittel

Insgesamt #data.total Euro.

§ 5 Maßnahmen

#eval(data.content, mode: "markup", scope: (rows: data.rows))

§ 6 Schluss

Man trifft sich.

Wiesbaden, den 2. 7. 2025

Anna Beispiel\\ Staatsministerin

Fulda, den 9. 7. 2025

Bernd Muster\\ Landrat
"""
TABLE = """
#let cut(word, rest) = layout(size => {
  let lines = ("",)
  for letter in word.clusters() {
    if measure(lines.last() + letter).width > size.width { lines.push("") }
    lines.last() += letter
  }
  lines.join(linebreak()) + rest
})
#let field(it) = if type(it) == dictionary and "cut" in it { cut(it.cut, it.rest) } else if type(it) == dictionary {
  table.cell(rowspan: it.at("rows", default: 1), colspan: it.at("columns", default: 1), it.text)
} else { it.split("|").join(linebreak()) }
#let (head, ..body) = rows
#table(OPTIONS, table.header(..head.map(field)), ..body.flatten().map(field))
"""
LABELS = (
    "Ausbildungsvorbereitung",
    "Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsberufen",
    "Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräftesicherung",
    "Weiterbildungsmaßnahmen für Personal der Landkreise und kreisfreien Städte in der fachlichen Verantwortung",
)
ALPHA = {"title": "Alpha für junge Menschen mit Fluchterfahrung", "provider": "Bildungswerk gGmbH", "amount": 20000}
DELTA = {"title": "Delta", "amount": 10000}
BETA = {"title": "Beta", "provider": "Kreisverwaltung Fulda", "amount": 30000}
GAMMA = {"title": "Gamma", "provider": "Arbeit und Leben e. V.", "amount": 40000}
HEAD = ["Maßnahmenart", "Maßnahme", "Träger", "Betrag"]
ALL = [[ALPHA, DELTA], [BETA], [GAMMA], []]


def fields(measure: dict[str, Any]) -> list[str]:
    """A measure's fields of a row."""
    return [measure["title"], measure.get("provider", ""), f"{measure['amount'] // 1000}.000,00 €"]


def repeated(measures: list[dict[str, Any]], times: int) -> list[dict[str, Any]]:
    """So many of each measure, with numbers in their titles."""
    if times == 1:
        return measures
    return [{**one, "title": f"{one['title']} {number}"} for number in range(times) for one in measures]


def merged(times: int = 1) -> list[list[Any]]:
    """Rows with the category in one field for all of its measures."""
    rows: list[list[Any]] = [HEAD]
    for label, measures in zip(LABELS, ALL, strict=True):
        count = max(len(measures), 1) * times
        first: list[Any] = [{"text": label, "rows": count}]
        for measure in repeated(measures, times) or [{}] * times:
            rows.append([*first, *(fields(measure) if measure else ["keine", "", ""])])
            first = []
    return rows


def spanning(times: int = 1) -> list[list[Any]]:
    """Rows with each category above its measures, across all columns."""
    rows: list[list[Any]] = [HEAD[1:]]
    for number, (label, measures) in enumerate(zip(LABELS, ALL, strict=True), 1):
        rows.append([{"text": f"{number}. {label}", "columns": 3}])
        rows += [fields(measure) for measure in repeated(measures, times)] or [["keine", "", ""]]
    return rows


def printed(content: str, rows: list[list[Any]] | None = None, height: str = "29.7cm", times: int = 1) -> bytes:
    """An agreement with something in its section on the measures."""
    import typst

    data = json.dumps({"content": content, "rows": rows or [], "height": height, "total": f"{times}00.000"})
    pdf = typst.compile(TYPST.encode(), sys_inputs={"data": data}, ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf


def taken(workspace: Path, aqb: Command, pdf: bytes) -> tuple[Any, str]:
    """The agreement as it was taken in, and the notes."""
    (workspace / "one.pdf").write_bytes(pdf)
    (workspace / FULDA).unlink(missing_ok=True)
    result = aqb("import", "one.pdf")
    assert result.code == (1 if result.err else 0), result.err
    return YAML(typ="safe").load((workspace / FULDA).read_text(encoding="utf-8")), result.err


WIDTHS = "columns: (3cm, 4cm, 3.5cm, 2.5cm)"
TABLES: dict[str, tuple[str, list[list[Any]], int, str]] = {
    "merged fields": (WIDTHS, merged(), 1, "29.7cm"),
    "merged fields, their texts in the middle": (f"{WIDTHS}, align: center + horizon", merged(), 1, "29.7cm"),
    "each field with a border of its own": (f"{WIDTHS}, gutter: 2pt", merged(), 1, "29.7cm"),
    "thin filled lines": (f"{WIDTHS}, stroke: 0.1pt", merged(), 1, "29.7cm"),
    "no lines at the sides": (
        f"{WIDTHS}, stroke: (x, y) => (top: 1pt, bottom: 1pt, left: if x > 0 {{ 1pt }} else {{ 0pt }})",
        merged(), 1, "29.7cm",
    ),
    "rows of categories": ("columns: (5cm, 4cm, 2.5cm)", spanning(), 1, "29.7cm"),
    "over pages": (WIDTHS, merged(9), 9, "14cm"),
    "rows of categories, over pages": ("columns: (5cm, 4cm, 2.5cm)", spanning(9), 9, "14cm"),
    "rows cut in two": ("columns: (3cm, 2cm, 2cm, 2.5cm)", merged(5), 5, "11.3cm"),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str, workspace: Path, aqb: Command) -> None:
    options, rows, times, height = TABLES[name]
    data, notes = taken(workspace, aqb, printed(TABLE.replace("OPTIONS", options), rows, height, times))
    assert list(data["measures"].values()) == [repeated(measures, times) for measures in ALL]
    assert notes == ""


BROKEN = [
    [{"cut": "Maßnahmenart", "rest": ""}, "Maßnahme", "Betrag"],
    [{"cut": "Ausbildungsvorbereitung", "rest": ""}, {"cut": "Berufsorientierung", "rest": " Nord"}, "20.000 €"],
    [{"cut": "Ausbildung", "rest": ""}, {"cut": "Pflegeassistenz", "rest": ""}, "10.000 €"],
    [{"cut": "Qualifizierungsprojekte", "rest": ""}, "Kurs", "70.000 €"],
    [{"cut": "Weiterbildungsmaßnahmen", "rest": " für Personal"}, "–", ""],
]


def test_words_cut_by_the_ends_of_lines(workspace: Path, aqb: Command) -> None:
    pdf = printed(TABLE.replace("OPTIONS", "columns: (2cm, 2.3cm, 2.5cm)"), BROKEN)
    data, notes = taken(workspace, aqb, pdf)
    titles = [[measure["title"] for measure in measures] for measures in data["measures"].values()]
    assert titles == [["Berufsorientierung Nord"], ["Pflegeassistenz"], ["Kurs"], []]
    assert "a space may be missing or stand within a word: “Berufsorientierung Nord”" in notes
    assert "a space may be missing or stand within a word: “Pflegeassistenz”" in notes
    assert "“Kurs”" not in notes


def test_legal_forms_are_words(workspace: Path, aqb: Command) -> None:
    providers = ["Grünel|gGmbH", "Verein|e. V.", "Arena|AG"]
    rows = [HEAD, *([label, "Kurs", name, ""] for label, name in zip(LABELS, providers, strict=False))]
    rows.append([LABELS[3], "–", "", ""])
    data, notes = taken(workspace, aqb, printed(TABLE.replace("OPTIONS", "columns: (5cm, 4cm, auto, 2cm)"), rows))
    found = [measure["provider"] for measures in data["measures"].values() for measure in measures]
    assert found == [name.replace("|", " ") for name in providers]
    assert notes == ""


def test_each_row_is_told_where_no_category_is_named(workspace: Path, aqb: Command) -> None:
    rows = [HEAD[1:], fields(ALPHA), fields(DELTA)]
    data, notes = taken(workspace, aqb, printed(TABLE.replace("OPTIONS", "columns: (5cm, 4cm, 2.5cm)"), rows))
    assert "measures" not in data
    for text in (
        "No category of measures was found.",
        *(f"“{' | '.join(filter(None, row))}” was not understood" for row in rows[1:]),
    ):
        assert text in notes


LIST = "\n\n".join(
    f"{number}. {label}\n\n– {measures[0]['title'] if measures else 'keine'}"
    for number, (label, measures) in enumerate(zip(LABELS, ALL, strict=True), 1)
).replace("\n\n", "\n\n#par[]")
DRAWN = {
    "a frame": f"#rect[{LIST}]",
    "a frame with a head": f"#table(columns: 2, [Hessen], [Fulda], table.cell(colspan: 2)[{LIST}])",
    "underlines": f"#underline[{LIST}]",
    "strike-outs": f"#strike[{LIST}]",
    "shades": f"#block(fill: luma(90%))[{LIST}]",
    "lines between": LIST.replace("\n\n", "\n\n#line(length: 100%)\n\n"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_lines_that_are_no_table(name: str, workspace: Path, aqb: Command) -> None:
    data, notes = taken(workspace, aqb, printed(DRAWN[name]))
    titles = [[measure["title"] for measure in measures] for measures in data["measures"].values()]
    assert titles == [[ALPHA["title"]], ["Beta"], ["Gamma"], []]
    assert notes == ""


def test_a_million_lines(workspace: Path, aqb: Command) -> None:
    import pikepdf

    plain, _notes = taken(workspace, aqb, printed(LIST))
    for drawing in (
        b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S\n" % (n, n, n, n) for n in range(250_000)),
        b"0 0 m " + b"9 9 l 0 9 l " * 500_000 + b"S",
    ):
        with pikepdf.open(BytesIO(printed(LIST))) as document:
            document.pages[0].contents_add(drawing)
            content = BytesIO()
            document.save(content)
        start = time.monotonic()
        data, _notes = taken(workspace, aqb, content.getvalue())
        assert time.monotonic() - start < 10  # seconds; alone on a machine it takes one or two
        assert data["measures"] == plain["measures"]

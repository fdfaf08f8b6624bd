"""Charts: true to the numbers, whatever they are called; nothing overlaps; what is unknown is marked."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import generated
import pdfplumber
import pytest
from conftest import REAL, Command
from PIL import Image

from aqb_cli.checking.valid import Inventory, gather
from aqb_cli.diagnostics import Problem
from aqb_cli.querying.charts import Chart, Figure, Form, Series
from aqb_cli.querying.charts.choosing import chart_of
from aqb_cli.querying.charts.picture import WIDTH, length
from aqb_cli.querying.charts.svg import svg
from aqb_cli.querying.queries.budget import budget
from aqb_cli.querying.queries.categories import categories
from aqb_cli.querying.queries.choice import Choice
from aqb_cli.querying.queries.districts import districts
from aqb_cli.querying.queries.reviews import reviews
from aqb_cli.querying.tables import Column, Group, Kind, Report, Row, Sum, Table
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import Workspace

SVG = "{http://www.w3.org/2000/svg}"
MADE = generated.agreements()


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Inventory:
    folder = tmp_path_factory.mktemp("charts")
    generated.write(folder, MADE)
    workspace = Workspace(folder)
    return gather(workspace, workspace.files([]), whole=True)


def reports(inventory: Inventory) -> dict[str, Report]:
    every = Choice()
    by = ["district", "category", "year", "district category", "year category", "category year", "district year"]
    return {
        **{dimensions: budget(inventory, every, dimensions.split()) for dimensions in by},
        "categories": categories(inventory, every),
        "categories by district": categories(inventory, every, "district"),
        "districts": districts(inventory, every),
        "review": reviews(inventory, every, ["region"], date(2031, 1, 1)),
    }


FORMS = {
    "district": Form.BARS, "category": Form.BARS, "year": Form.LINES, "district category": Form.BARS,
    "year category": Form.BARS, "category year": Form.LINES, "district year": Form.BARS, "categories": Form.BARS,
    "categories by district": Form.BARS, "districts": Form.BARS,
    "review": Form.PLAN,
}  # fmt: skip


def drawn(chart: Chart, language: str = "de") -> ET.Element:
    text = svg(chart, language)
    assert text == svg(chart, language)
    assert " style=" not in text
    root = ET.fromstring(text)  # noqa: S314 - our own
    assert (root.tag, root.get("role"), root[0].tag, root[1].tag) == (f"{SVG}svg", "img", f"{SVG}title", f"{SVG}desc")
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} == {root[0].get("id"), root[1].get("id")}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "text", "line", "path", "polyline",
    }  # fmt: skip
    return root


def boxes(root: ET.Element) -> list[tuple[float, float, float, float, str]]:
    """Where texts stand: left, top, right, bottom."""
    found = []
    for element in root.iter(f"{SVG}text"):
        text, size = element.text or "", float(element.get("font-size", ""))
        x, y, width = float(element.get("x", "")), float(element.get("y", "")), length(text, size)
        left = x - width * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "")]
        found.append((left, y - 0.7 * size, left + width, y, text))
    return found


def assert_legible(root: ET.Element) -> None:
    found = sorted(boxes(root))
    for number, (left, top, right, bottom, text) in enumerate(found):
        assert left >= 0, text
        assert right <= WIDTH, text
        for other in found[number + 1 :]:
            assert other[0] >= right or other[1] >= bottom or other[3] <= top, (text, other[4])


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_question_has_a_chart_in_which_nothing_overlaps(inventory: Inventory, language: str) -> None:
    for name, report in reports(inventory).items():
        chart = chart_of(report, language)
        assert chart.form is FORMS[name], name
        assert_legible(drawn(chart, language))


def test_bars_are_as_long_as_the_sums(inventory: Inventory) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    names = {d["slug"]: d["name"] for d in generated.reference()}
    for agreement in MADE:
        sums[names[agreement["district"]]] += agreement["budget"]["total"]
    chart = chart_of(reports(inventory)["district"], "de")
    root = drawn(chart)
    bars = [float(rect.get("width", "")) for rect in root.iter(f"{SVG}rect")][1:]
    unit = bars[0] / float(sums[chart.labels[0]])
    assert len(bars) == 27
    for label, bar, end in zip(chart.labels, bars, chart.sums, strict=True):
        assert bar == pytest.approx(float(sums[label]) * unit, abs=0.2)
        assert end.text == f"{sums[label]:,.2f}".translate(str.maketrans(",.", ".,"))
        assert f"{label}: {end.text}" in (root[1].text or "")


def test_lines_are_as_high_as_the_sums(inventory: Inventory) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for agreement in MADE:
        sums[str(agreement["year"])] += agreement["budget"]["total"]
    root = drawn(chart_of(reports(inventory)["year"], "de"))
    (line,) = root.iter(f"{SVG}polyline")
    heights = [float(point.split(",")[1]) for point in line.get("points", "").split()]
    zero = max(float(rule.get("y1", "")) for rule in root.iter(f"{SVG}line"))
    unit = (zero - heights[0]) / float(sums["2026"])
    assert [zero - height for height in heights] == pytest.approx(
        [float(sums[y]) * unit for y in sorted(sums)], abs=0.2
    )


def test_districts_are_counted_by_what_they_have(inventory: Inventory) -> None:
    chart = chart_of(districts(inventory, Choice()), "en")
    for place, year in enumerate(chart.labels):
        for series in chart.series:
            own = [a for a in MADE if str(a["year"]) == year and a["status"] == series.name]
            assert series.figures[place].text == str(len(own))


def test_labels_stand_apart_from_bars_also_in_a_broader_font() -> None:
    name = "Ausbildung und Ausbildungscoaching"
    root = drawn(Chart(Form.BARS, "Budgets", "Euro", (name, "b"), (Series("", figures(5, 3)),), figures(5, 3)))
    bar = min(float(rect.get("x", "0")) for rect in list(root.iter(f"{SVG}rect"))[1:])
    (label,) = (box for box in boxes(root) if box[4] == name)
    assert label[0] + 1.15 * (label[2] - label[0]) < bar


def figures(*values: int | None, partial: bool = False) -> tuple[Figure, ...]:
    return tuple(
        Figure(None if value is None else Decimal(value), "–" if value is None else str(value), partial)
        for value in values
    )


def test_unknown_parts_are_marked_and_missing_years_are_no_part_of_a_line() -> None:
    years = ("2018", "2019", "2021", "2022")
    series = Series("Budget", (*figures(5, 7), *figures(8, partial=True), *figures(9)))
    root = drawn(Chart(Form.LINES, "Budgets", "Euro", years, (series,), ()), "en")
    assert len(list(root.iter(f"{SVG}polyline"))) == 2
    assert [path.get("fill") for path in root.iter(f"{SVG}path")].count("#ffffff") == 1
    assert "Hollow signs: parts of the sum are unknown or rounded." in [box[4] for box in boxes(root)]
    bars = Chart(Form.BARS, "Budgets", "Euro", ("a", "b"), (Series("", figures(5, None)),), figures(5, None))
    assert len(list(drawn(bars).iter(f"{SVG}rect"))) == 2  # the paper, and one bar


def test_the_first_value_stands_apart_from_the_scale() -> None:
    values = tuple(Figure(Decimal(n), f"{n:,}") for n in (14_356_500, 14_698_250))
    assert_legible(drawn(Chart(Form.LINES, "Budgets", "Euro", ("2025", "2026"), (Series("Budget", values),), ())))


def test_thirteen_years_of_many_districts_stand_in_panels(inventory: Inventory) -> None:
    years = tuple(str(year) for year in range(2018, 2031))
    series = tuple(Series(f"Landkreis {n}", figures(*range(n, n + 13))) for n in range(27))
    chart = Chart(Form.PANELS, "Budgets", "Euro", years, series, ())
    root = drawn(chart)
    assert_legible(root)
    assert len(list(root.iter(f"{SVG}polyline"))) == 27
    assert_legible(drawn(chart._replace(form=Form.LINES, series=series[:5])))


LONG = "Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsberufen der Region Nordhessen"
YEARS = ("2018", "2019", "2021", "2025", "2026")
WHOLE = {
    "parts": Chart(
        Form.BARS, "Budget nach Region", "Betrag (Euro)", ("Kassel", LONG),
        (Series("a", figures(900, 40)), Series(f"{LONG} {LONG}", figures(-300, None)), Series("c", figures(None, 700))),
        (*figures(600), Figure(Decimal(740), "≥ 740", partial=True)), (f"{LONG} {LONG}",),
    ),
    "plan": Chart(
        Form.PLAN, f"{LONG} {LONG}", "Betrag", ("a", "b"),
        (Series("Verfügbar", figures(100, 0)), Series("Ausgegeben", figures(40, 90))), figures(40, 90),
    ),
    "lines": Chart(
        Form.LINES, "Verlauf", "Betrag", YEARS,
        (Series("a", figures(10, 25, None, 5, 12)), Series("b", figures(-7, 4, 4, 3, 2, partial=True))), (),
    ),
    "line": Chart(Form.LINES, "Verlauf", "Betrag", YEARS, (Series("", figures(1500, 900, None, 3000, 1250)),), ()),
    "panels": Chart(
        Form.PANELS, "Verlauf", "Betrag", YEARS,
        tuple(Series(f"{name} {LONG}", figures(*range(name, name + 5))) for name in range(4)), (), ("Anmerkung",),
    ),
}  # fmt: skip
"""A chart of each form, with what is rare: parts below nothing, unknown ones, years between, names of two lines."""


@pytest.mark.parametrize("values", [(9, 3, 9), (3, 6, 9), (9, 6, 3), (5, 5, 9, 1, 2)])
def test_no_line_crosses_a_value(values: tuple[int, ...]) -> None:
    years = tuple(str(2020 + place) for place in range(len(values)))
    figures = tuple(Figure(Decimal(value * 100_000), f"{value}00.000,50") for value in values)
    root = drawn(Chart(Form.LINES, "Budgets", "Euro", years, (Series("Budget", figures),), ()))
    assert_legible(root)
    way = next(root.iter(f"{SVG}polyline")).get("points", "")
    points = [tuple(map(float, point.split(","))) for point in way.split()]
    for (x, y), (then_x, then_y) in pairwise(points):
        for step in range(101):
            at, height = x + (then_x - x) * step / 100, y + (then_y - y) * step / 100
            crossed = [
                text for left, top, right, bottom, text in boxes(root) if left < at < right and top < height < bottom
            ]
            assert not crossed


@pytest.mark.parametrize("name", WHOLE)
def test_whole_charts(name: str, expect: Callable[[Path, str], None]) -> None:
    expect(Path(__file__).parent / f"charts/{name}.svg", svg(WHOLE[name], "de") + "\n")


HOSTILE = '</text><script>alert(1)</script>" onload="x & \u202e\x00 ' + "Donaudampfschifffahrtsgesellschaft" * 9


def test_names_can_be_anything_and_of_any_length() -> None:
    names = (HOSTILE, *(f"{word} {HOSTILE}" for word in "abcd"))
    values = figures(1, -2, 3, None, 5)
    for form in Form:
        labels = tuple(map(str, range(2020, 2025))) if form in (Form.LINES, Form.PANELS) else names
        series = tuple(Series(name, values) for name in names)[: 2 if form is Form.PLAN else 5]
        chart = Chart(form, HOSTILE, HOSTILE, labels, series, values, (HOSTILE,))
        text = svg(chart, "en")
        assert "<script" not in text
        assert '" onload' not in text
    assert_legible(drawn(Chart(Form.BARS, "Budgets", "Euro", names, (Series("", values),), values)))


def test_png_and_pdf(workspace: Path, aqb: Command) -> None:
    for name in ("x.svg", "x.png", "x.pdf", "y.pdf"):
        assert aqb("budget", "--by", "district", "-o", name, "--lang", "de").code == 0
    with Image.open("x.png") as image:
        assert image.width == WIDTH / 72 * 300
        assert image.info["dpi"][0] == pytest.approx(300, abs=1) if "dpi" in image.info else True
    assert Path("x.pdf").read_bytes() == Path("y.pdf").read_bytes()
    with pdfplumber.open("x.pdf") as pdf:
        assert round(pdf.pages[0].width) == WIDTH
        assert "Wetteraukreis" in (text := pdf.pages[0].extract_text())
        assert "1.140.300" in text
        assert {font.split("+")[-1].split("-")[0] for font in (c["fontname"] for c in pdf.pages[0].chars)} == {
            "LibertinusSerif"
        }


def test_signs_that_the_font_lacks_are_written_as_codes(workspace: Path, aqb: Command) -> None:
    path = workspace / "data/districts.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("name: Wetteraukreis", "name: Wetter 漢 kreis"), encoding="utf-8"
    )
    content = aqb("budget", "--by", "district", "-o", "x.pdf")
    assert (content.code, content.err) == (0, "")
    with pdfplumber.open(io.BytesIO(Path("x.pdf").read_bytes())) as pdf:
        assert "Wetter <U+6F22> kreis" in pdf.pages[0].extract_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "measures"], "There is no chart of “Measures”.\n.*aqb budget"),
        (["show", "wetteraukreis"], "There is no chart of “Agreement 2024: Wetteraukreis”."),
        (["budget", "--by", "district,year,category"], "A chart shows budgets by up to two things."),
        (["budget", "--year", "2010"], "nothing fits what was asked for"),
        (["list", "categories", "--district", "nirgendwo"], "nirgendwo"),
        (["review", "hersfeld-rotenburg"], "no value is known"),
    ],
)
def test_what_has_no_chart_is_said(workspace: Path, aqb: Command, arguments: list[str], said: str) -> None:
    result = aqb(*arguments, "-o", "x.svg")
    assert result.code == 2
    assert re.search(said, result.err), result.err
    assert not Path("x.svg").exists()


def test_too_much_for_one_chart_is_said(inventory: Inventory) -> None:
    report = budget(inventory, Choice(), ["category", "district"])
    assert chart_of(report, "en").labels[0] != "Training preparation"  # turned: districts have more room
    (table,) = report.tables
    rows = table.groups[0].rows * 3
    many = report._replace(tables=(table._replace(groups=(table.groups[0]._replace(rows=rows),)),))
    with pytest.raises(Problem, match="can't be told apart"):
        chart_of(many, "en")


def years(number: int) -> list[str]:
    return [str(2014 + place) for place in range(number)]


def names(number: int) -> list[str]:
    return [f"N{place}" for place in range(number)]


@pytest.mark.parametrize(
    ("rows", "heads", "form"),
    [
        (years(12), ["amount"], Form.LINES),
        (years(1), ["amount"], Form.BARS),
        (names(100), ["amount"], Form.BARS),
        (names(101), ["amount"], "A chart has room for 100 rows, and there are 101."),
        (names(5), years(6), Form.LINES),
        (names(6), years(5), Form.BARS),
        (names(6), years(6), Form.PANELS),
        (years(6), names(6), Form.PANELS),
        (names(5), names(6), Form.BARS),
        (names(6), names(7), "More than 5 parts of a bar can't be told apart; there are 6."),
        ([], ["amount"], "nothing fits what was asked for"),
    ],
)
def test_how_much_is_drawn_and_how(rows: list[str], heads: list[str], form: Form | str) -> None:
    columns = [Column("of", _("What")), *(Column(head, _("{label}", label=head), Kind.EURO) for head in heads)]
    if heads != ["amount"]:
        columns.append(Column("sum", _("Sum"), Kind.EURO))
    cells: list[Row] = [
        (name, *(Sum(Decimal(5), place % 2, (place + 1) % 2) for place in range(len(columns) - 1))) for name in rows
    ]
    table = Table("budget", _("Budget"), tuple(columns), (Group(tuple(cells)),), total=cells[0] if cells else None)
    report = Report(_("Budget"), (table,), "budget", ("data/agreements/2025/fulda.yaml",))
    if isinstance(form, str):
        with pytest.raises(Problem, match=form):
            chart_of(report, "en")
        return
    chart = chart_of(report, "en")
    assert chart.form is form
    assert all(figure.partial for series in chart.series for figure in series.figures)  # unknown or rounded
    assert {len(chart.labels), len(chart.series)} == {len(rows), len(heads)}
    assert all(len(series.figures) == len(chart.labels) for series in chart.series)
    assert chart.notes == ("Left out because of errors: data/agreements/2025/fulda.yaml.",)


def test_reviews_by_two_things_have_no_chart(inventory: Inventory) -> None:
    with pytest.raises(Problem, match="A chart shows reviews by one thing"):
        chart_of(reviews(inventory, Choice(), ["region", "year"], date(2031, 1, 1)), "en")


def test_real_data_in_an_agreement_without_amounts(workspace: Path, aqb: Command) -> None:
    assert (workspace / REAL).is_file()
    result = aqb("list", "categories", "-f", "svg", "--year", "2025")
    assert "Measures" in result.out
    assert "≥" not in result.out

"""The formats: for spreadsheets, programs, documents and terminals, whatever stands in the titles."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import generated
import openpyxl
import pytest
from conftest import REAL, Command
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len
from terminals import screen
from workbooks import read

from aqb_cli.querying.tables import Column, Group, Kind, Report, Table, View, writer
from aqb_cli.querying.tables.csv import defused
from aqb_cli.text.german import folded, sort_key
from aqb_cli.text.markdown import inline, paragraph
from aqb_cli.text.messages import _

HOSTILE = (
    '=HYPERLINK("http://example.org";"x")', "+1+1", "-1+1", "@SUM(A1)", "  =1+1", "＝1+1", "<script>alert(1)</script>",
    "a|b|c", "](javascript:alert(1))", "`code` *stars* _lines_", "&lt;b&gt;", "{{ 7*7 }}", "# no heading", "1. no list",
    "https://example.org/x", "a; b, c", 'say "x"', "$x^2$",
)  # fmt: skip


@pytest.fixture
def hostile(workspace: Path) -> Path:
    """The real agreement, with titles that spreadsheets, browsers and terminals would take for more than text."""
    path = workspace / REAL
    lines = "".join(f"    - title: {json.dumps(title, ensure_ascii=False)}\n" for title in HOSTILE)
    text = path.read_text(encoding="utf-8").replace("  staff_training: []\n", f"  staff_training:\n{lines}")
    path.write_text(text, encoding="utf-8")
    settings = workspace / "aqb.toml"
    settings.write_text('ignore = ["AQB605"]\n', encoding="utf-8")
    return workspace


def test_csv_for_people_and_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aqb: Command) -> None:
    made = generated.agreements()
    generated.write(tmp_path / "c", made)
    monkeypatch.chdir(tmp_path / "c")
    assert aqb("list", "agreements", "-f", "csv", "-o", "en.csv").code == 0
    assert aqb("list", "agreements", "-o", "de.csv", "--lang", "de").code == 0
    english, german = Path("en.csv").read_bytes(), Path("de.csv").read_bytes()
    assert english.startswith(b"District,Year,Status,Budget (euros),")
    assert german.startswith("\ufeffGebietskörperschaft;Jahr;Status;Budget (Euro);".encode())
    for raw in (english, german):
        assert raw.count(b"\r\n") == raw.count(b"\n") == 136
    whole = sum(a["budget"]["total"] for a in made)
    rows = list(csv.DictReader(io.StringIO(english.decode(), newline="")))
    assert sum(Decimal(row["Budget (euros)"]) for row in rows) == whole
    rows = list(csv.DictReader(io.StringIO(german.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert sum(Decimal(row["Budget (Euro)"].replace(",", ".")) for row in rows) == whole
    assert {row["Zielvereinbarung"] for row in rows} == {f"{a['district']}/{a['year']}" for a in made}


def test_csv_in_a_pipe_is_the_same(workspace: Path) -> None:
    command = [sys.executable, "-m", "aqb_cli", "list", "-f", "csv", "--lang", "de"]
    environ = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, check=True, env=environ)
    subprocess.run([*command, "-o", "x.csv"], check=True, capture_output=True)
    assert done.stdout == Path("x.csv").read_bytes()
    assert "Vorschaltmaßnahme BaE".encode() in done.stdout


def test_csv_carries_no_formulas(hostile: Path, aqb: Command) -> None:
    rows = list(csv.reader(io.StringIO(aqb("list", "-f", "csv").out, newline="")))
    titles = [row[3] for row in rows[1:]]
    assert titles[-len(HOSTILE) :] == [f"'{t}" if t.lstrip()[0] in "=+-@＝" else t for t in HOSTILE]


@given(st.text())
def test_defused_texts_begin_harmlessly(text: str) -> None:
    safe = defused(text)
    assert safe.lstrip(" ")[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")
    assert safe.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_spreadsheets_take_texts_for_texts(form: str, hostile: Path, aqb: Command) -> None:
    assert aqb("list", "-o", f"a.{form}").code == 0
    for rows in read(f"a.{form}").values():
        cells = [cell for row in rows for cell in row if cell.value in HOSTILE]
        assert [cell.value for cell in cells] == list(HOSTILE)
        assert not any(cell.formula for cell in cells)
    if form == "xlsx":
        assert not any(cell.hyperlink for sheet in openpyxl.load_workbook("a.xlsx") for row in sheet for cell in row)


def test_silenced_marks_reach_no_sheet(workspace: Path, aqb: Command) -> None:
    text = (workspace / REAL).read_text(encoding="utf-8")
    marked = text.replace("title: BaE TZ+VZ", "title: BaE\u202eTZ  # aqb: ignore[AQB601] as it was signed")
    (workspace / REAL).write_text(marked, encoding="utf-8")
    for name in ("a.xlsx", "a.ods"):
        assert aqb("list", "measures", "-o", name).code == 0
        cells = [cell.value for rows in read(name).values() for row in rows for cell in row]
        assert "BaE<U+202E>TZ" in cells
        assert not any("\u202e" in str(cell) for cell in cells)


def test_sheet_names_that_excel_refuses() -> None:
    tables = [
        Table(f"t{n}", _("{title}", title=title), (Column("a", _("A")),), (Group((("x",),)),))
        for n, title in enumerate(("a/b:c[d]*?\\e", "'Data'", "History", "history", "b" * 40, "b" * 40, "c" * 31))
    ]
    content = writer("xlsx")(Report(_("Report"), tuple(tables), "t0"), View("en"))
    assert isinstance(content, bytes)
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == [
        "a b c d    e", "Data", "History 2", "history 3", "b" * 30 + "…", "b" * 29 + " 2", "c" * 31, "Data 2",
    ]  # fmt: skip


def test_several_tables_in_one_workbook(workspace: Path, aqb: Command) -> None:
    assert aqb("show", "hersfeld-rotenburg", "-o", "a.xlsx").code == 0
    names = openpyxl.load_workbook("a.xlsx").sheetnames
    assert names[0] == "Agreement"
    assert names[-3:] == ["Signatures", "Sources", "Data"]
    result = aqb("show", "hersfeld-rotenburg", "-f", "csv")
    assert result.out.startswith("Category,Title,Amount (euros)\r\n")
    assert "CSV holds only the table “Measures”; json, xlsx and ods hold all." in result.err


def test_xlsx_without_its_library(workspace: Path) -> None:
    code = "import sys; sys.modules['xlsxwriter'] = None; from aqb_cli.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "list", "-o", "a.xlsx"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    quote = '"' if os.name == "nt" else "'"
    assert f"Install it: pip install {quote}aqb-cli[xlsx]{quote}" in done.stderr
    assert not Path("a.xlsx").exists()


@pytest.mark.parametrize("format", ["table", "json", "markdown"])
def test_hostile_titles(format: str, hostile: Path, aqb: Command) -> None:
    out = aqb("list", "-f", format).out
    if format == "json":
        titles = [row["title"] for row in json.loads(out)["tables"]["measures"]["rows"]]
        assert titles[-len(HOSTILE) :] == list(HOSTILE)
    elif format == "table":
        assert all(title in out for title in HOSTILE)
    else:
        assert all(inline(title) in out for title in HOSTILE)
        assert "<script" not in out.replace("\\<", "")


REFERENCES = (
    r"(?:^|\W)@[a-z0-9][a-z0-9-]*", r"[\w.+-]+@[\w.-]+\.\w+", r"#\d+", r"\bGH-\d+", r"\b[0-9a-f]{7,40}\b",
    r"\w+://", r"\bwww\.", r"[!%$&]\d+", r":[\w+-]+:",
)  # fmt: skip
"""What GitHub and GitLab look for in the text that is shown, without regard to escapes. From GitHub's documentation
of references, the MentionFilter of its html-pipeline, and GitLab's documentation of its Markdown."""


def test_nothing_in_markdown_calls_anybody_or_links_anything() -> None:
    text = (
        "@user @org/team, frau@b.example: #12 GH-7 o/r#12 !3 %4 $5 &6 ~bug &#64;x a5c3785 o/r@a5c3785 :tada: "
        "a5c3785ed8d6a35868bc169f07e40e889087fd2e https://x.example HTTP://x.example "
        "ftp://x.example www.x.example mailto:a@b.example"
    )
    assert shown(paragraph(text)) == [text]
    assert inline("Kurs 2025/2026, § 4, 1.000.000 Euro, 2025-08-02, Müller & Söhne") == (
        "Kurs 2025/2026, § 4, 1.000.000 Euro, 2025-08-02, Müller & Söhne"
    )


@given(st.text(alphabet=st.sampled_from("ab1 *_`[]()<>|~$&;:/.@#-+=!\\\"'{}w%"), min_size=1, max_size=40))
def test_markdown_shows_texts_to_the_letter(text: str) -> None:
    text = " ".join(text.split())
    assert shown(paragraph(text)) == ([text] if text else [])
    row = f"| A | B |\n| --- | --- |\n| {inline(text)} | x |\n"
    assert shown(row) == ["A", "B", *([text] if text else []), "x"]


def shown(markdown: str) -> list[str]:
    """The texts that GitHub's kind of Markdown shows; anything but paragraphs and tables, and references, are named."""
    texts = []
    for token in MarkdownIt("gfm-like").parse(markdown):
        if token.type == "inline":
            unexpected = [child.type for child in token.children or () if child.type not in ("text", "text_special")]
            text = "".join(child.content for child in token.children or ())
            references = [match[0] for pattern in REFERENCES for match in re.finditer(pattern, text, re.IGNORECASE)]
            texts += [*unexpected, *references, *([text.replace("\u200b", "")] if text else [])]
        elif not token.type.startswith(("paragraph", "table", "thead", "tbody", "tr", "th", "td")):
            texts.append(token.type)
    return texts


def test_german_order() -> None:
    texts = ["Zebra", "Ärzte", "Arzt", "Kurs 10", "Kurs 2", "Kurs", "Sprache IX", "Sprache III", "Straße", "Strasse 2"]
    expected = [
        "Arzt",
        "Ärzte",
        "Kurs",
        "Kurs 2",
        "Kurs 10",
        "Sprache III",
        "Sprache IX",
        "Straße",
        "Strasse 2",
        "Zebra",
    ]
    assert sorted(texts, key=sort_key) == expected


@given(st.lists(st.text(), min_size=1))
def test_any_texts_can_be_sorted_and_searched(texts: list[str]) -> None:
    backwards = texts[::-1]
    assert sorted(texts, key=sort_key) == sorted(backwards, key=sort_key)
    for text in texts:
        assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("width", [50, 80, 120, 200])
@pytest.mark.parametrize(("language", "encoding"), [("en", "utf-8"), ("de", "utf-8"), ("de", "ascii")])
def test_tables_fit_the_terminal(
    width: int, language: str, encoding: str, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (
        ["list"],
        ["list", "categories"],
        ["budget"],
        ["show", "hersfeld-rotenburg"],
        ["list", "districts"],
        ["budget", "--by", "provider"],
        ["review"],
        ["review", "--by", "region,category"],
    ):
        lines = screen(monkeypatch, [*command, "--lang", language], width, encoding)
        bare = [re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", line) for line in lines]
        assert max(cell_len(line) for line in bare if "\\u" not in line) <= width, command  # escaped letters are longer
        assert any("\x1b[1m" in line for line in lines)


def test_no_figure_is_ever_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generated.write(tmp_path / "c", generated.agreements())
    monkeypatch.chdir(tmp_path / "c")
    asked = ["budget", "--by", "district", "--by", "year", "--color", "never", "--lang", "de"]
    out = "\n".join(screen(monkeypatch, asked, 80))
    sums = [f"{a:,.2f}".translate(str.maketrans(",.", ".,")) for a in _sums_of_districts()]
    assert all(amount in out for amount in sums)


def _sums_of_districts() -> list[Decimal]:
    made = generated.agreements()
    return [
        sum((a["budget"]["total"] for a in made if a["district"] == slug), Decimal(0))
        for slug in {a["district"] for a in made}
    ]


@pytest.mark.parametrize(
    ("encoding", "shown"), [("cp1252", "Büro – …"), ("cp850", "Büro - ..."), ("ascii", "Buero - ...")]
)
def test_only_what_an_encoding_lacks_is_written_otherwise(encoding: str, shown: str) -> None:
    column = Column("office", _("Büro – …"))
    table = Table(
        "t", _("Büro – …"), (column, Column("bar", _("share"), Kind.BAR)), (Group((("Büro – …", Decimal("0.5")),)),)
    )
    text = writer("table")(Report(_("Büro – …"), (table,), "t"), View("de", encoding=encoding))
    assert isinstance(text, str)
    assert text.count(shown) == 3
    assert text.encode(encoding)


def test_a_cross_table_without_room_becomes_a_list(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nothing would be left of it but the sums, which nobody has asked for."""

    def shown(*arguments: str, width: int = 80) -> list[str]:
        return list(screen(monkeypatch, ["budget", *arguments, "--color", "never"], width))

    ask = ("--by", "district", "--by", "category")
    wide, narrow = shown(*ask, width=240), shown(*ask)
    assert sum(line.startswith("District  ") and "Staff training (euros)" in line for line in wide) == 1
    assert {"Landkreis Hersfeld-Rotenburg", "Wetteraukreis"} <= set(narrow)
    assert sum(line.startswith("Staff training ") for line in narrow) == 1  # of the other one no measures are known
    assert not any(line.startswith("Staff training ") for line in shown(*ask, "--sort", "sum"))
    assert any("2025 (euros)" in line for line in shown("--by", "region", "--by", "year", width=60))


def test_ascii_terminals(workspace: Path) -> None:
    environ = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "aqb_cli", "budget", "--lang", "de"]
    done = subprocess.run(command, capture_output=True, check=True, env=environ)
    assert "####" in done.stdout.decode("ascii")
    assert "\\u2" not in done.stdout.decode("ascii")


@pytest.fixture
def partly_known(workspace: Path) -> Path:
    """The real collection, with one amount of three known in one agreement, and results of one measure."""
    path = workspace / REAL
    text = path.read_text(encoding="utf-8").replace("    - title: BaE TZ+VZ\n", "    - {title: BaE, amount: 60000}\n")
    text += "review:\n  results:\n    - {measure: BaE, status: running, spent: 1000}\n"
    path.write_text(text, encoding="utf-8")
    return workspace


def beside(rows: list[tuple[object, ...]]) -> dict[str, list[object]]:
    """Columns of unknown parts, with the sums before them."""
    heads = [str(head) for head in rows[0]]
    return {
        head: [(row[place - 1], row[place]) for row in rows[1:] if any(cell is not None for cell in row[1:])]
        for place, head in enumerate(heads)
        if head.endswith(": unknown")
    }


def values(path: str, sheet: str) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in read(path)[sheet]]


def as_rows(content: str) -> list[tuple[object, ...]]:
    return [tuple(cell or None for cell in row) for row in csv.reader(io.StringIO(content, newline=""))]


def test_unknown_parts_of_sums_are_counted_beside_them(partly_known: Path, aqb: Command) -> None:
    """What a terminal shows as "≥ 60 000" and "unknown" is never a bare 60000 or nothing in a spreadsheet."""
    allocated = "allocated to measures: unknown"
    assert beside(as_rows(aqb("list", "agreements", "-f", "csv").out)) == {allocated: [(None, None), ("60000", "5")]}
    cross = as_rows(aqb("budget", "--by", "category,year", "-f", "csv").out)
    assert beside(cross) == {"2025: unknown": [(None, "3"), ("60000", "0"), (None, "2"), ("0", "0"), ("535950", "0")]}
    assert "Amounts unknown" in cross[0]  # which the sum of each row has already
    assert beside(as_rows(aqb("budget", "--by", "district", "-f", "csv").out)) == {}
    assert aqb("list", "agreements", "-o", "a.xlsx").code == 0
    assert beside(values("a.xlsx", "Data")) == {allocated: [(None, None), (60000, 5)]}
    assert aqb("review", "hersfeld-rotenburg/2025", "-o", "r.xlsx").code == 0
    assert beside(values("r.xlsx", "By category")[3:]) == {
        "Planned: unknown": [("unknown", 3), (60000, 0), ("unknown", 2), (0, 0), (60000, 5)],
        "Available: unknown": [("unknown", 3), (60000, 0), ("unknown", 2), (0, 0), (60000, 5)],
        "Spent: unknown": [(None, None), (1000, 0), (None, None), (0, 0), (1000, 5)],
    }


def test_shares_are_rounded_once(workspace: Path, aqb: Command) -> None:
    """250,000 of 595,950 is 41.9498 %: 41.9, not 42.0 by way of 41.95."""
    text = (workspace / REAL).read_text(encoding="utf-8")
    (workspace / REAL).write_text(text.replace("title: BaE TZ+VZ", "title: BaE TZ+VZ\n      amount: 250000"), "utf-8")
    assert "41.9%" in aqb("show", "hersfeld-rotenburg/2025").out
    shares = json.loads(aqb("show", "hersfeld-rotenburg/2025", "-f", "json").out)["tables"]["budget"]["rows"]
    assert 0.4195 in [row.get("share") for row in shares]


def test_nothing_is_said_of_columns_where_there_are_no_rows() -> None:
    columns = (Column("a", _("Verdict")), Column("b", _("Share"), rank=1))
    for rows, said in (((("long words", "x"),), True), ((), False)):
        table = Table("review", _("Review"), columns, (Group(rows),), notes=(_("None."),))
        text = writer("table")(Report(table.title, (table,), table.name), View("en", width=12))
        assert isinstance(text, bytes)
        assert (b"No room" in text) is said


def test_one_empty_line_before_the_notes_where_nothing_was_found() -> None:
    table = Table("measures", _("Measures"), (Column("a", _("Title")),), (), "a", notes=(_("None."),))
    assert writer("table")(Report(table.title, (table,), table.name), View("en")) == b"Measures\n\nNone.\n"

"""Published documents: every format says the same, nothing in the data is taken for markup, files appear whole."""

from __future__ import annotations

import html
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT, REAL, WRITTEN, Command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aqb_cli.publishing.formats import FORMATS, Render, pdf, renderer
from aqb_cli.publishing.formats.columns import WIDTH, shares
from aqb_cli.wording import blocks
from aqb_cli.wording.blocks import List, ListItem, Paragraph, Publication, PublicationSection, TextRun

FULL = CHECKOUT / "tests/publishing/published/kassel-stadt.yaml"
"""A draft that states everything there is to state, with hostile titles."""

HOSTILE = (
    "<script>alert(1)</script>", "](javascript:alert(1))", "a | b", "#panic()", "{{ 7*7 }}", "**x** *y* _z_ `c` \\",
    "&lt; &#60; &amp;", "# Kopf", "- Strich", "1. Eins", "> Zitat", "$a$ @b <c@d.example> https://evil.example",
    "=====",
    "\\*\\*", "#let x = 1; #image(\"/etc/passwd\")", "]]>", "{% raw %}", "'\" onmouseover=\"alert(1)",
)  # fmt: skip


@pytest.fixture
def full(workspace: Path) -> Path:
    path = workspace / "data/agreements/2025/kassel-stadt.yaml"
    shutil.copy(FULL, path)
    os.utime(path, (WRITTEN, WRITTEN))
    return path


def without_layout(text: str) -> str:
    """The characters that mean something: without spaces, rules, and with one kind of bullet."""
    lines = [line for line in text.splitlines() if line.strip(" -=")]
    return re.sub(r"\s+", "", " ".join(lines).replace("•", "-"))


def text_of_pdf(content: bytes, name: str, mark: str = "") -> str:
    """The text of a PDF's pages, without running heads."""
    import pypdfium2

    pages = []
    document = pypdfium2.PdfDocument(content)
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        lines = textpage.get_text_bounded().replace("\x02", "-").splitlines()  # PDFium's sign for a hyphen at the end
        textpage.close()
        page.close()
        heads = (name, mark, f"{number + 1} / {len(document)}", f"{name} {number + 1} / {len(document)}")
        pages.append("\n".join(line for line in lines if line.strip() not in filter(None, heads)))
    document.close()
    return "\n".join(pages)


def text_of_docx(content: bytes) -> str:
    """The text of a Word file's body, with the numbers and bullets that Word would show."""
    import docx
    from docx.table import Table

    counts: dict[int, int] = {}

    def paragraph_text(paragraph: Any) -> str:
        style = paragraph.style.name
        if style == "List Number":
            number = paragraph._p.pPr.numPr.numId.val
            counts[number] = counts.get(number, 0) + 1
            return f"{counts[number]}. {paragraph.text}"
        return f"- {paragraph.text}" if style.startswith("List Bullet") else str(paragraph.text)

    def texts() -> Iterator[str]:
        for part in docx.Document(BytesIO(content)).iter_inner_content():
            if isinstance(part, Table):
                for row in part.rows:
                    for cell in row.cells:
                        yield from map(paragraph_text, cell.paragraphs)
            else:
                yield paragraph_text(part)

    return "\n".join(texts())


def text_of_html(content: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", content.partition("<body>")[2]))


@pytest.mark.parametrize("format", ["txt", "md", "html"])
def test_whole_documents(format: str, workspace: Path, full: Path, aqb: Command, expect: Any) -> None:
    for name in ("hersfeld-rotenburg/2025", "kassel-stadt/2025", "wetteraukreis/2024"):
        result = aqb("render", name, "-f", format, "-o", "-")
        assert result.code == 0
        expect(CHECKOUT / "tests/publishing/published" / f"{name.partition('/')[0]}.{format}", result.out)


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain text without broken lines: where the lines of two cells stand side by side, their words would mix."""
    import aqb_cli.publishing.formats.txt  # noqa: F401 - before the width is changed, whose value it takes along

    monkeypatch.setattr("aqb_cli.publishing.formats.columns.WIDTH", 100_000)


@pytest.mark.parametrize("name", ["hersfeld-rotenburg/2025", "kassel-stadt/2025", "wetteraukreis/2024"])
def test_all_formats_say_the_same(name: str, wide: None, workspace: Path, full: Path, aqb: Command) -> None:
    assert aqb("render", name, *(f"-f{format}" for format in FORMATS), "-o", "out").code == 0
    slug, _slash, year = name.partition("/")
    files = {format: workspace / "out" / year / f"{slug}.{format}" for format in FORMATS}
    text = files["txt"].read_text(encoding="utf-8")
    mark = {"kassel-stadt": "ENTWURF", "wetteraukreis": "NACHRICHTLICH, NICHT DER UNTERZEICHNETE WORTLAUT"}.get(
        slug, ""
    )
    page = files["html"].read_text(encoding="utf-8")
    title = re.search("<title>(.*?)(?: – [A-Z, ]+)?</title>", page)
    assert title
    body = without_layout(text.replace(f"*** {mark} ***\n", "", 1) if mark else text)
    assert without_layout(text_of_docx(files["docx"].read_bytes()).lstrip().removeprefix(mark)) == body
    assert without_layout(text_of_pdf(files["pdf"].read_bytes(), title[1], mark)) == body
    unmarked = without_layout(re.sub(r"^ *(?:-|[1-4]\.) ", "", text.replace("***", ""), flags=re.MULTILINE))
    assert without_layout(text_of_html(page)) == unmarked


def test_drafts_are_marked_on_every_page(workspace: Path, full: Path, aqb: Command) -> None:
    import pypdfium2

    assert aqb("render", "kassel-stadt/2025", *(f"-f{format}" for format in FORMATS), "-o", "out").code == 0
    for format in ("txt", "md", "html"):
        assert "ENTWURF" in (workspace / f"out/2025/kassel-stadt.{format}").read_text(encoding="utf-8")
    document = pypdfium2.PdfDocument((workspace / "out/2025/kassel-stadt.pdf").read_bytes())
    assert len(document) > 1
    for page in document:
        assert page.get_textpage().get_text_bounded().count("ENTWURF") == 1
    assert document.get_metadata_value("Title").endswith(" – ENTWURF")
    with zipfile.ZipFile(workspace / "out/2025/kassel-stadt.docx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    assert any("ENTWURF" in text for name, text in parts.items() if "/header" in name)
    assert all(parts[name].count("ENTWURF") == 1 for name in ("word/document.xml", "docProps/core.xml"))


def test_same_input_same_bytes(workspace: Path, full: Path, aqb: Command) -> None:
    formats = [f"-f{format}" for format in FORMATS]
    assert aqb("render", *formats, "-o", "one").code == 0
    done = subprocess.run(
        [sys.executable, "-m", "aqb_cli", "render", *formats, "-o", "two"], cwd=workspace, env={"TZ": "Asia/Tokyo"},
        check=True, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0
    files = sorted(path.relative_to(workspace / "one") for path in (workspace / "one").rglob("*.*"))
    assert len(files) == 15
    for path in files:
        assert (workspace / "one" / path).read_bytes() == (workspace / "two" / path).read_bytes(), path


def test_all_districts(workspace: Path, aqb: Command) -> None:
    """Every district's name stands in its cases; the articles fit the verbs and prepositions around them."""
    from aqb_cli.checking.reference_data import ReferenceData
    from aqb_cli.workspace.collection import Workspace

    shutil.rmtree(workspace / "data/agreements")
    programme = (workspace / "data/programmes/2025.yaml").read_text(encoding="utf-8")
    (workspace / "data/programmes/2026.yaml").write_text(programme.replace("2025", "2026"), encoding="utf-8")
    text = (CHECKOUT / REAL).read_text(encoding="utf-8").partition("signatures:")[0]
    text = text.replace("status: signed", "status: draft").replace("595950", "595950\n  own_contribution: 1000")
    districts = ReferenceData(Workspace(workspace)).districts
    assert len(districts) == 27
    folder = workspace / "data/agreements/2026"
    folder.mkdir(parents=True)
    for slug in districts:
        own = text.replace("hersfeld-rotenburg", slug).replace("year: 2025", "year: 2026")
        (folder / f"{slug}.yaml").write_text(own, encoding="utf-8")
    assert aqb("render", "-f", "txt").code == 0
    for slug, district in districts.items():
        text = " ".join((workspace / f"build/2026/{slug}.txt").read_text(encoding="utf-8").split())
        cases = district.cases
        start = cases.nominative[0].upper() + cases.nominative[1:]
        for sentence in (
            f"Soziales und {cases.dative} über die Verwendung",
            f"und die Strategie {cases.genitive} für Ausbildung",
            f"Soziales und {cases.nominative} wirken im Rahmen",
            f"Für {cases.accusative} stellt das HMSI",
            f"setzt {cases.nominative} Eigenmittel in Höhe von 1.000 Euro ein.",
            f"Ziele und Maßnahmen {cases.genitive}",
            f"sieht {cases.nominative} in den einzelnen",
            f"auf Antrag {cases.genitive} erlässt.",
            f"{start} und das HMSI unterrichten",
            f"{start} nimmt an den Umfragen",
        ):
            assert sentence in text, (slug, sentence)
        assert not re.search(r"\b(\w+) \1\b", text, re.IGNORECASE), slug


def test_an_agreement_with_errors_is_not_rendered(workspace: Path, full: Path, aqb: Command) -> None:
    text = (workspace / REAL).read_text(encoding="utf-8")
    (workspace / REAL).write_text(text.replace("595950", "595.950"), encoding="utf-8")
    result = aqb("render", "--lang", "de")
    assert result.code == 1
    assert result.out == "build/2024/wetteraukreis.html\nbuild/2025/kassel-stadt.html\n"
    assert "AQB104" in result.err
    assert "total: 595.950" in result.err
    assert not (workspace / "build/2025/hersfeld-rotenburg.html").exists()
    assert aqb("render", "--skip-invalid").code == 0
    alone = aqb("render", "hersfeld-rotenburg/2025", "-o", "-")
    assert (alone.code, alone.out) == (1, "")


def test_what_the_wording_needs_and_nobody_states(workspace: Path, aqb: Command) -> None:
    (workspace / "data/standing.yaml").write_text("format: 1\n", encoding="utf-8")
    result = aqb("render", "hersfeld-rotenburg/2025", "-o", "-", "-f", "txt")
    assert (result.code, result.out) == (1, "")
    assert "error[AQB808]: Landkreis Hersfeld-Rotenburg 2025: ministry.nominative isn't stated" in result.err
    assert "State it in data/programmes/2025.yaml, or make the wording do without" in result.err
    assert "State it in the agreement" not in result.err


def test_the_ministry_is_called_as_it_was_on_the_day(workspace: Path, aqb: Command) -> None:
    text = (workspace / REAL).read_text(encoding="utf-8").replace("year: 2025", "year: 2024")
    for day, name in (("2024-01-17", "für Soziales und Integration"), ("2024-01-18", "für Arbeit, Integration,")):
        path = workspace / "data/agreements/2024/hersfeld-rotenburg.yaml"
        path.write_text(text.replace("2025-08-02", day).replace("2025-08-08", day), encoding="utf-8")
        out = aqb("render", "hersfeld-rotenburg/2024", "-o", "-", "-f", "txt", "--wording", "standard").out
        assert f"zwischen\ndem Hessischen Ministerium {name}" in out
        assert name in aqb("show", "hersfeld-rotenburg/2024").out


@pytest.mark.parametrize("year", [2013, 2014, 2019, 2023, 2024, 2026, 2030, 2035])
def test_agreements_of_any_year_can_be_published(year: int, workspace: Path, aqb: Command) -> None:
    text = (workspace / REAL).read_text(encoding="utf-8")
    text = text.replace("2025-08", f"{year}-08").replace("year: 2025", f"year: {year}")
    path = workspace / f"data/agreements/{year}/hersfeld-rotenburg.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace("2025/2026", f"{year}/{year + 1}"), encoding="utf-8")
    result = aqb("render", f"hersfeld-rotenburg/{year}", "-f", "txt", "-o", "-")
    assert result.code == 0, result.err
    assert f"\nZielvereinbarung {year}\n" in f"\n{result.out}"
    assert ("Bündnis" in result.out) is (2025 <= year <= 2029), "what is bound to years stays in its time"
    assert "eigene Mittel bereit" not in result.out, "of a budget it is known for 2025 alone"
    ministry = (
        "Sozialministerium" if year < 2014 else "Soziales und Integration" if year < 2024 else "Arbeit, Integration"
    )
    assert ministry in result.out


def test_who_signed_a_reported_agreement_when_and_where(workspace: Path, aqb: Command) -> None:
    text = (workspace / REAL).read_text(encoding="utf-8").replace("status: signed", "status: reported")
    more = "  - {party: district, name: Erika Muster, office: Landrätin, place: Bebra, date: 2025-08-09}\n\nsources:"
    (workspace / REAL).write_text(text.replace("\nsources:", more), encoding="utf-8")
    out = " ".join(aqb("render", "hersfeld-rotenburg/2025", "-f", "txt", "-o", "-").out.replace("\u00a0", " ").split())
    for sentence in (
        "für das Land von Heike Hofmann (Staatsministerin) am 2. August 2025 in Wiesbaden.",
        "für den Landkreis Hersfeld-Rotenburg von Dirk Noll (Erster Kreisbeigeordneter) am 8. August 2025 in",
    ):
        assert f"Unterzeichnet wurde die Zielvereinbarung {sentence}" in out
    assert "Bad Hersfeld und von Erika Muster (Landrätin) am 9. August 2025 in Bebra." in out


def test_a_wording_of_another_time_is_refused(workspace: Path, aqb: Command) -> None:
    result = aqb("render", "wetteraukreis/2024", "--wording", "standard-2025", "-f", "txt", "-o", "-")
    assert (result.code, result.out) == (1, "")
    assert "error[AQB813]: Wetteraukreis 2024: the wording holds from 2025 to 2029 only." in result.err
    assert "from_year: 2025" in result.err


def test_no_stated_fact_is_left_out(workspace: Path, full: Path, aqb: Command) -> None:
    text = (
        FULL.read_text(encoding="utf-8")
        .partition("signatures:")[0]
        .replace("migrant_integration: 12000", "digitalisation: 12000")
    )
    text = text.replace("own_contribution: 20000", "own_contribution: 0")
    text = text.replace(
        "- title: Vorschaltmaßnahme",
        "- title: Vorschaltmaßnahme\n      by_year: {2025: 0, 2026: 7000}\n      target_groups: [Frauen, Männer]\n"
        "      legal_bases: [SGB II]",
    )
    text = text.replace("applied_on: 2025-03-14, granted_on: 2025-05-20, ", "").partition("signatures:\n")[0]
    facts = [
        "2026 195.950 Euro", "100.950,50 Euro", "Digitalisierung 12.000 Euro",
        "Eigenmittel in Höhe von 0 Euro", "zweckgebunden: Teilzeit", "2025: 0 Euro, 2026: 7.000 Euro", "80.000,00 Euro",
        "(Zielgruppen: Frauen; Männer) (Rechtskreis: SGB II)",
        "31.08.2026", "Bildungswerk", "II 3 – 55k", "Bewilligt ist ein Betrag von 595.950 Euro",
    ]  # fmt: skip
    signed = (
        "signatures: [{party: district, name: E. B., place: Kassel}, {party: ministry, name: H. H., date: 2025-08-01}]"
    )
    signatures = ["Kassel, Datum", "Ort, 1. August 2025"]
    reported = ["für die Stadt Kassel von E. B. in Kassel.", "für das Land von H. H. am 1. August 2025."]
    dated = [*facts, "Datum: 1. August 2025"]
    for status, wanted in (("reported", [*facts, *reported]), ("draft", [*facts, *signatures]), ("signed", dated)):
        more = signed if status != "reported" else f"{signed}\nsources: [{{title: Bericht}}]"
        full.write_text(text.replace("status: draft", f"status: {status}") + more + "\n", encoding="utf-8")
        result = aqb("render", "kassel-stadt/2025", "-f", "html", "-o", "-")
        assert result.code == 0, result.err
        said = " ".join(text_of_html(re.sub("(?=</t[dh]>)", " ", result.out)).replace("\u00a0", " ").split())
        for fact in wanted:
            assert fact in said, (status, fact)


def test_where_documents_go(workspace: Path, full: Path, aqb: Command) -> None:
    assert aqb("render", "hersfeld-rotenburg/2025", "-o", "hef.txt").out == "hef.txt\n"
    assert (workspace / "hef.txt").read_text(encoding="utf-8").startswith("Zielvereinbarung 2025\n====")
    assert aqb("render", "-o", "out/", "-f", "md", "-f", "txt").out.splitlines() == [
        "out/2024/wetteraukreis.md", "out/2024/wetteraukreis.txt", "out/2025/hersfeld-rotenburg.md",
        "out/2025/hersfeld-rotenburg.txt", "out/2025/kassel-stadt.md", "out/2025/kassel-stadt.txt",
    ]  # fmt: skip
    for arguments, expected in (
        (["-o", "all.txt"], "There are 3 documents to write, and all.txt takes one."),
        (["hersfeld-rotenburg/2025", "-o", "-", "-f", "md", "-f", "txt"], "There are 2 documents to write"),
        (["hersfeld-rotenburg/2025", "-o", "x.txt", "-f", "pdf"], "The name x.txt doesn't fit the format pdf."),
        (["hersfeld-rotenburg/2025", "-o", "x.html", "-f", "html", "-f", "md"], "doesn't fit the format md."),
        (
            ["-o", "x.htm"],
            "The name x.htm doesn't say which format is meant.\n     Give a name that ends in .html",
        ),
        (["-o", ""], "-o is given without a value."),
        (["-o", "data/districts.yaml/x"], "data/districts.yaml/x/2024 can't be written: "),
        (
            ["-o", "data/districts.yaml/x.html", "wetteraukreis/2024"],
            "data/districts.yaml/x.html can't be written: ",
        ),
        (["data/districts.yaml"], "data/districts.yaml isn't an agreement."),
        (["--wording", "../../secret"], "There is no wording “../../secret”."),
        (["--wording", "standard-2052"], "Did you mean “standard-2025”?"),
    ):
        result = aqb("render", *arguments)
        assert (result.code, result.out) == (2, "")
        assert expected in result.err


def test_only_wordings_that_were_used_are_named(workspace: Path, aqb: Command) -> None:
    text = (workspace / REAL).read_text(encoding="utf-8")
    (workspace / REAL).write_text(text.replace("595950", "595.950"), encoding="utf-8")
    result = aqb("render", "-f", "txt")
    assert result.code == 1
    assert result.err.startswith("2024: wording “standard”\nerror[AQB104]")
    assert "\n2 files checked: 1 error in 1 file.\n" in result.err


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFOs there")
def test_wordings_that_cannot_be_read(workspace: Path, tmp_path: Path, aqb: Command) -> None:
    folder = workspace / "templates/wording"
    folder.mkdir(parents=True)
    pack = folder / "own.yaml"
    (tmp_path / "secret").write_text("hunter2", encoding="utf-8")
    for kind in ("link", "pipe", "folder"):
        if kind == "link":
            pack.symlink_to(tmp_path / "secret")
        elif kind == "pipe":
            os.mkfifo(pack)
        else:
            pack.mkdir()
        result = aqb("render", "--wording", "own")
        assert (result.code, result.out) == (2, "")
        assert "templates/wording/own.yaml" in result.err
        assert "error[AQB001]" in result.err
        assert "hunter2" not in result.err
        pack.rmdir() if pack.is_dir() else pack.unlink()
    os.mkfifo(workspace / "templates/agreement.html.j2")
    result = aqb("render")
    assert result.code == 2
    assert "templates/agreement.html.j2 can't be used: This is no ordinary file." in result.err


def test_a_folder_of_templates_that_is_a_link_is_not_followed(workspace: Path, tmp_path: Path, aqb: Command) -> None:
    shutil.copytree(CHECKOUT / "templates", tmp_path / "elsewhere")
    with (tmp_path / "elsewhere/agreement.txt.j2").open("a", encoding="utf-8") as file:
        file.write("hunter2")
    (workspace / "templates").symlink_to(tmp_path / "elsewhere")
    for arguments in (("-f", "txt"), ("-f", "docx")):
        result = aqb("render", *arguments)
        assert (result.code, result.out) == (2, "")
        assert "leads out of the folder" in result.err
    (workspace / "templates").unlink()
    shutil.move(tmp_path / "elsewhere", workspace / "own")
    (workspace / "templates").symlink_to(workspace / "own")
    assert aqb("render", "hersfeld-rotenburg/2025", "-f", "txt", "-o", "-").out.endswith("hunter2")


@pytest.mark.parametrize("method", sorted({"spawn", multiprocessing.get_all_start_methods()[0]}))
def test_many_processes_make_the_same(
    method: str, workspace: Path, full: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where processes are no copies of this one and are sent all that they need."""
    from aqb_cli.checking.valid import gather
    from aqb_cli.publishing.publisher import Publisher, publish
    from aqb_cli.workspace.collection import Workspace

    text = FULL.read_text(encoding="utf-8").replace("kassel-stadt", "fulda").replace("year: 2025", "year: 2026")
    (workspace / "data/agreements/2026").mkdir()
    (workspace / "data/agreements/2026/fulda.yaml").write_text(text.replace("{2025: 4", "{2027: 4"), encoding="utf-8")
    there = Workspace(workspace)
    inventory = gather(there, there.files([]))
    publisher = Publisher(there, None, ("html", "txt", "docx"))
    context: Any = multiprocessing.get_context(method)
    monkeypatch.setattr(multiprocessing, "Process", context.Process)
    alone, together = (list(publish(publisher, inventory, repr, jobs)) for jobs in (1, 2))
    assert len(alone) == 4
    assert alone == together


def test_the_help_fits_into_a_terminal(aqb: Command) -> None:
    assert max(map(len, aqb("render", "--help").out.splitlines())) <= 80


def test_nothing_is_written_outside_of_the_folder(workspace: Path, tmp_path: Path, aqb: Command) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (workspace / "build").mkdir()
    (workspace / "build/2025").symlink_to(secret)
    assert aqb("render", "hersfeld-rotenburg/2025").code == 2
    (workspace / "build/2025").unlink()
    (workspace / "build/2025").mkdir()
    (workspace / "build/2025/hersfeld-rotenburg.html").symlink_to(secret / "file")
    assert aqb("render", "hersfeld-rotenburg/2025").code == 2
    shutil.rmtree(workspace / "build")
    (workspace / "build").symlink_to(secret)
    assert aqb("render", "hersfeld-rotenburg/2025").code == 2
    assert not list(secret.iterdir())


def test_the_wording_of_a_year(workspace: Path, full: Path, aqb: Command) -> None:
    folder = workspace / "templates/wording"
    folder.mkdir(parents=True)
    standard = (CHECKOUT / "templates/wording/standard.yaml").read_text(encoding="utf-8")
    for name in ("standard-2024", "standard-2026", "own"):
        (folder / f"{name}.yaml").write_text(standard.replace("Hinweis", name), encoding="utf-8")
    for arguments, name in (([], "standard-2024"), (["--wording", "own"], "own")):
        result = aqb("render", "wetteraukreis/2024", "-f", "txt", "-o", "-", *arguments)
        assert f"\n{name}\n---" in result.out
        assert result.err == f"2024: wording “{name}”\n"
    (folder / "standard-2024.yaml").write_text("format: 1\n", encoding="utf-8")
    result = aqb("render", "-f", "txt")
    assert result.code == 1
    assert result.out == "build/2025/hersfeld-rotenburg.txt\nbuild/2025/kassel-stadt.txt\n"
    assert "AQB101" in result.err


def document(text: str) -> Publication:
    from datetime import date

    line = (TextRun(text),)
    cell = blocks.TableCell(line)
    inner = (List((ListItem(line),)), blocks.TableBlock((cell, cell), ((cell, cell),)), Paragraph(line))
    content = (Paragraph(line), blocks.Amount(line), List((ListItem(line, inner),), numbered=True), *inner)
    signatures = blocks.Signatures((blocks.SignatureBlock((line,), (line, line)),) * 2)
    sections = (PublicationSection((line, line), (*content, signatures)),)
    return Publication(text, "", date(2025, 1, 1), (line,), (line,), sections)


@cache
def render_for(format: str) -> Render:
    return renderer(format, [CHECKOUT / "templates"])


def rendered(format: str, text: str) -> bytes:
    return render_for(format)(document(text)).content


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_out_to_the_letter(text: str, wide: None) -> None:
    from html.parser import HTMLParser

    times = rendered("txt", "XYZ").decode().count("XYZ")
    assert rendered("txt", text).decode().count(text) >= times
    page = rendered("html", text).decode()
    assert text_of_html(page).count(text) == times
    allowed = set(re.findall(r"<(\w+)", rendered("html", "XYZ").decode()))

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in allowed
            assert not any(name.startswith("on") or name in ("href", "src") for name, _value in attrs)

    Parser().feed(page)
    squeezed = re.sub(r"\s+", "", text)
    assert re.sub(r"\s+", "", text_of_docx(rendered("docx", text))).count(squeezed) >= times
    assert re.sub(r"\s+", "", text_of_pdf(rendered("pdf", text), "")).count(squeezed) >= times


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_in_markdown(text: str) -> None:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("gfm-like", {"linkify": False}).enable("table")
    shape = re.sub("XYZ", "", reader.render(rendered("md", "XYZ").decode()))
    page = reader.render(rendered("md", text).decode())
    assert html.unescape(page).count(text) == reader.render(rendered("md", "XYZ").decode()).count("XYZ")
    assert page.replace(html.escape(text, quote=False).replace('"', "&quot;"), "") == shape


@pytest.mark.parametrize(
    "text",
    [
        "**Betrag:**100",
        "**(x)**y",
        "a**(x)**",
        "**a****b**",
        "**a **b",
        "**100 €**x",
        "**_**_",
        "**a** **b**",
        "**–**9**–**",
    ],
)
def test_bold_passages_in_markdown(text: str) -> None:
    from markdown_it import MarkdownIt

    from aqb_cli.wording.typography import runs

    line = runs(text)
    made = document("")._replace(sections=(PublicationSection((), (Paragraph(line),)),))
    page = MarkdownIt().render(render_for("md")(made).content.decode())
    wanted = "".join(f"<strong>{run.text}</strong>" if run.strong else run.text for run in line)
    squeezed = wanted.replace("</strong><strong>", "").replace(" </strong>", "</strong> ")
    assert f"<p>{squeezed}</p>" in page


def test_underscores_in_markdown() -> None:
    from markdown_it import MarkdownIt

    for text in ("__b__", "_b_", "a_b", "a__b__c", "___", "a _b_ c"):
        assert f"<p>{text}</p>" in MarkdownIt().render(rendered("md", text).decode())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_categories=("Cc", "Cf", "Zs")), min_size=1))
def test_any_text_in_markdown_and_html(text: str) -> None:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("gfm-like", {"linkify": False}).enable("table")
    times = rendered("md", "XYZ").decode().count("XYZ")
    assert html.unescape(reader.render(rendered("md", text).decode())).count(text) >= times
    assert html.unescape(rendered("html", text).decode().replace("<wbr>", "")).count(text) >= times


def test_titles_with_marks_that_turn_the_direction(workspace: Path, aqb: Command) -> None:
    text = (
        (workspace / REAL)
        .read_text(encoding="utf-8")
        .replace("- title: BaE TZ+VZ", '- title: "BaE \\u202eZV"  # aqb: ignore[AQB601] a test')
    )
    (workspace / REAL).write_text(text, encoding="utf-8")
    for format in ("txt", "md", "html"):
        out = html.unescape(aqb("render", "hersfeld-rotenburg/2025", "-f", format, "-o", "-").out).replace("\\", "")
        assert "BaE <U+202E>ZV" in out
        assert "\u202e" not in out


def test_html_asks_for_nothing(workspace: Path, full: Path, aqb: Command) -> None:
    page = aqb("render", "kassel-stadt/2025", "-o", "-").out
    assert page.startswith('<!DOCTYPE html>\n<html lang="de">\n')
    assert not re.search(r"<script|<link|<img|url\(|@import|href=|src=", page)
    assert "default-src 'none'" in page


def test_letters_with_marks_take_up_one_place_of_a_line(full: Path, aqb: Command) -> None:
    """X and Q with them have no code of their own."""
    text = full.read_text(encoding="utf-8")
    pages = []
    for marks in (("", ""), ("\u0302", "\u0304")):
        letters = "X{}Q{}".format(*marks)
        full.write_text(re.sub("title: .", f"title: {letters * 3} ", text), encoding="utf-8")
        out = aqb("render", "kassel-stadt/2025", "-f", "txt", "-o", "-").out
        assert letters * 3 in out
        pages.append(re.sub("[\u0302\u0304]", "", out))
    assert pages[0] == pages[1]


def test_lines_of_plain_text_are_short(workspace: Path, full: Path, aqb: Command) -> None:
    for format in ("txt", "md"):
        lines = aqb("render", "kassel-stadt/2025", "-f", format, "-o", "-").out.splitlines()
        assert max(len(line) for line in lines if not line.strip().startswith("|")) <= WIDTH
        assert not any(line != line.rstrip() for line in lines)


def test_columns_are_wide_enough_for_their_longest_words() -> None:
    def row(*texts: str, right: bool = False) -> tuple[blocks.TableCell, ...]:
        return tuple(blocks.TableCell((TextRun(text),), right) for text in texts)

    head = (*row("Projekt", "Träger", "Zeitraum"), *row("Plätze", "Betrag", right=True))
    of = ("Diakonisches Werk", "01.01.2024 bis 31.12.2024"), ("12", "1.234.100 Euro")
    table = blocks.TableBlock(head, ((*row("Ein langer Titel " * 6, *of[0]), *row(*of[1], right=True)),))
    assert shares(table) == [32, 14, 14, 0, 0]
    _title, provider, _period, *numbers = shares(table)
    assert provider > len("Diakonisches")
    assert numbers == [0, 0]
    long = blocks.TableBlock(head, ((*row("Ein langer Titel " * 6, "D" * 60, of[0][1]), *row(*of[1], right=True)),))
    assert shares(long) == [21, 26, 13, 0, 0]
    assert shares(long)[2] > len("01.01.2024"), "a date is never broken, whatever the words"
    long = blocks.TableBlock(head, ((*row("D" * 90, "Volkshochschule", of[0][1]), *row(*of[1], right=True)),))
    assert shares(long)[1] > len("Volkshochschule"), "nor another column's word"


def test_pages_are_full_and_long_tables_begin_where_their_heading_stands(
    workspace: Path, full: Path, aqb: Command
) -> None:
    import pypdfium2

    more = "".join(f"    - {{title: Kurs Nummer {number}, amount: 1000}}\n" for number in range(30))
    text = full.read_text(encoding="utf-8").replace("  training_preparation:\n", f"  training_preparation:\n{more}")
    full.write_text(text, encoding="utf-8")
    assert aqb("render", "kassel-stadt/2025", "-o", "k.pdf").code == 0
    document = pypdfium2.PdfDocument(workspace / "k.pdf")
    pages = [document[number].get_textpage() for number in range(len(document))]
    for number, page in enumerate(pages[:-1]):
        height = document[number].get_height()
        bottoms = [page.get_rect(index)[1] / height for index in range(page.count_rects())]
        assert min(bottom for bottom in bottoms if bottom > 0.08) < 0.25, "the foot stands below"
    begins = next(text for page in pages if "Ziele und Maßnahmen der" in (text := page.get_text_range()))
    assert "Kurs Nummer 3" in begins
    assert "Kurs Nummer 29" not in begins


def test_rows_of_a_table_stay_on_one_page_and_long_ones_print_whole() -> None:
    import pypdfium2

    def pages_of(columns: int, *rows: str) -> list[str]:
        def row(*texts: str) -> tuple[blocks.TableCell, ...]:
            return tuple(blocks.TableCell((TextRun(text),)) for text in texts)

        table = blocks.TableBlock(row(*"S" * columns), tuple(row(text, *["x " * 40] * (columns - 1)) for text in rows))
        sections = (PublicationSection((), (table,)),)
        made = render_for("pdf")(document("x")._replace(sections=sections)).content
        pages = []
        pdf_file = pypdfium2.PdfDocument(made)
        for number in range(len(pdf_file)):
            page = pdf_file[number]
            pages.append(page.get_textpage().get_text_bounded(bottom=60))  # above the foot: nothing ran out below
        return pages

    words = [f"M{number:03}" for number in range(600)]
    short = [" ".join(words[first : first + 20]) for first in range(0, 600, 20)]
    of_rows = pages_of(5, *short)
    assert len(of_rows) > 1
    for number in range(30):
        assert sum(words[20 * number] in page and words[20 * number + 19] in page for page in of_rows) == 1
    for columns, count in ((5, 600), (10, 110)):  # a narrow column is tall with few words
        of_one = pages_of(columns, " ".join(words[:count]))
        assert len(of_one) > 1
        printed = "".join(of_one).split()
        assert [word for word in words if word in printed] == words[:count]


def test_long_words_stay_on_the_page() -> None:
    """Also those in a paragraph and in one of the two columns of signatures: what runs out there can't be read."""
    import pypdfium2

    def line(letter: str) -> tuple[TextRun, ...]:
        return (TextRun(letter * 200),)

    parties = (blocks.SignatureBlock((line(x),), (line(y),), n) for n, x, y in ((0, "B", "C"), (1, "D", "E")))
    signed = blocks.Signatures(tuple(parties))
    sections = (PublicationSection((), (blocks.Paragraph(line("A")), signed)),)
    page = pypdfium2.PdfDocument(render_for("pdf")(document("x")._replace(sections=sections)).content)[0]
    text = page.get_textpage()
    assert max(text.get_rect(index)[2] for index in range(text.count_rects())) < page.get_width() - 50
    assert [text.get_text_range().count(letter) for letter in "ABCDE"] == [200] * 5
    page_of_html = render_for("html")(document("ß<&" * 12)).content.decode().partition("<main>")[2]
    assert max(map(len, html.unescape(page_of_html.replace("<wbr>", "<wbr>\n")).split())) < 40, "with its tags"


def test_words_of_pdf_files_break_at_their_own_hyphens() -> None:
    import pypdfium2

    cells = (
        "Berufsvorbereitung " * 9,
        "Berufe-Bildungszentren",
        "Nord/Mittelzentren",
        "01.01.2025 bis 31.12.2025",
        "9",
    )
    row = tuple(blocks.TableCell((TextRun(text),)) for text in cells)
    sections = (PublicationSection((), (blocks.TableBlock(row, (row,)),)),)
    page = pypdfium2.PdfDocument(render_for("pdf")(document("x")._replace(sections=sections)).content)[0]
    said = page.get_textpage().get_text_range()
    assert {"Berufe-", "Bildungszentren", "Mittelzentren"} <= {*said.replace("\ufffe", "- ").split()}, said


def test_pdf_properties(workspace: Path, full: Path, aqb: Command) -> None:
    import pikepdf

    assert aqb("render", "kassel-stadt/2025", "-o", "k.pdf").code == 0
    with pikepdf.open(workspace / "k.pdf") as pdf:
        assert str(pdf.Root.Lang).lower().startswith("de")
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo["/Title"] == "Zielvereinbarung 2025 – Stadt Kassel – ENTWURF"
        with pdf.open_outline() as outline:
            titles = [str(item.title) for item in outline.root[0].children]
        assert len(titles) == 8
        assert titles[4].replace("\u00a0", " ") == "§ 4 Haushaltsmittel und Eckdaten"
        metadata = pdf.open_metadata()
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"].upper() == "A"
        assert metadata["pdfuaid:part"] == "1"
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert any(name in descriptor for name in ("/FontFile2", "/FontFile3"))


def look_of_docx(word: Any) -> Iterator[str]:
    """The page, the styles that are used, and each paragraph and table with what sets it apart from its style."""
    from docx.table import Table

    section = word.sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.right_margin, section.bottom_margin,
             section.left_margin)  # fmt: skip
    yield f"page: {' '.join(f'{side.mm:.0f}' for side in sides)} mm"
    for part in (section.header, section.footer):
        for paragraph in part.paragraphs:
            shown = "".join(node.text or "\t" for node in paragraph._p.iter() if node.tag.endswith(("}t", "}tab")))
            yield f"head or foot: {paragraph.alignment} {shown!r} {[run.font.color.rgb for run in paragraph.runs]}"
    parts = list(word.iter_inner_content())
    tables = [part for part in parts if isinstance(part, Table)]
    cells = [paragraph for table in tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    for name in sorted({paragraph.style.name for paragraph in (*word.paragraphs, *cells)}):
        style = word.styles[name]
        font, form = style.font, style.paragraph_format
        lengths = (font.size, form.space_before, form.space_after, form.right_indent)
        points = " ".join("-" if length is None else f"{length.pt:g}" for length in lengths)
        bold = "bold" if font.bold else "plain"
        yield f"{name}: {font.name} {points}, {bold} {font.color.rgb}, {form.alignment}, {form.line_spacing}"
    for part in parts:
        if isinstance(part, Table):
            indent = part._tbl.tblPr.xpath("w:tblInd/@w:w")
            yield f"table: {' '.join(f'{column.width.mm:.1f}' for column in part.columns)} mm, {indent}"
            for row in part.rows:
                whole = bool(row._tr.xpath("w:trPr/w:cantSplit")), bool(row._tr.xpath("w:trPr/w:tblHeader"))
                yield f"  row: {whole}"
                for cell in row.cells:
                    shade = cell._tc.xpath("w:tcPr/w:shd/@w:fill")
                    yield from (f"    {look_of_paragraph(each)} {shade}" for each in cell.paragraphs)
        else:
            yield look_of_paragraph(part)


def look_of_paragraph(paragraph: Any) -> str:
    numbers = paragraph._p.xpath("w:pPr/w:numPr/w:numId/@w:val")
    keep = "+" if paragraph.paragraph_format.keep_with_next else " "
    text = "".join(f"**{run.text}**" if run.bold else run.text for run in paragraph.runs)
    return f"{keep} {paragraph.style.name} {'#'.join(numbers)}: {text[:30]!r}"


def test_word_files_look_as_they_should(workspace: Path, full: Path, aqb: Command, expect: Any) -> None:
    import docx

    for name in ("kassel-stadt/2025", "wetteraukreis/2024"):
        assert aqb("render", name, "-o", "k.docx").code == 0
        path = CHECKOUT / "tests/publishing/published" / f"{name.partition('/')[0]}.docx.txt"
        expect(path, "\n".join(map(str.rstrip, look_of_docx(docx.Document(str(workspace / "k.docx"))))) + "\n")


def test_word_files_have_real_structure(workspace: Path, full: Path, aqb: Command) -> None:
    import docx

    assert aqb("render", "kassel-stadt/2025", "-o", "k.docx").code == 0
    word = docx.Document(str(workspace / "k.docx"))
    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style]
    assert styles[:3] == ["Centred", "Title", "Subtitle"]
    assert styles.count("Heading 1") == 8
    assert styles.count("List Number") == 4
    assert word.core_properties.language == "de-DE"
    assert word.core_properties.title == "Zielvereinbarung 2025 – Stadt Kassel – ENTWURF"
    xml = word.element.xml
    assert xml.count("<w:tblHeader/>") == 6
    assert 'w:val="de-DE"' in word.styles.element.xml
    with zipfile.ZipFile(workspace / "k.docx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


LAYOUTS = {
    "{% for a in document.sections %}{% for b in document.sections %}" * 8
    + "{% endfor %}{% endfor %}" * 8: "does more",
    "{% macro m(x) %}{{ m(x) }}{{ m(x) }}{% endmacro %}{{ m(1) }}": "(recursion|does more)",
    "{% macro a() %}"
    + "x" * 5000
    + "{% endmacro %}{% macro b() %}"
    + "{{ a() }}" * 2000
    + "{% endmacro %}{{ b() }}": "does more",
    "{{ document.__class__.__mro__ }}": "can't be used",
    "{{ document._asdict() }}": "can't be used",
    "{{ range(9) }}": "can't be used",
    "{% include '/etc/passwd' %}": "can't be used",
    "{% set x = 'a' %}": "can't be used",
    "{{ 'a' * 1000000000 }}": "can't be used",
    "{{ document.name | upper }}": "can't be used",
    "{{ document.nmae }}": "can't be used",
    "{{ work.add(-10000000) }}": "can't be used",
    "{{ 5 | _count }}": "can't be used",
    "{{ document.name ~ 'x' }}": "can't be used",
    "{% for x in document.sections recursive %}{{ loop(document.sections) }}{% endfor %}": "can't be used",
    "{{ document": "can't be used",
    "{% for a in document.sections %}{% for b in a.blocks %}{% if b.kind == 'paragraph' %}"
    "{% if (b.line | wrapped('m' * 240000)) == 'x' %}x{% endif %}{% endif %}{% endfor %}{% endfor %}": "can't be used",
    "{% if (document.title | wrapped('"
    + "m" * 200_000
    + "')) == 'x' %}x{% endif %}": "can't be used: more than 40 characters",
    "{% for a in document.sections %}" * 6
    + "{% if (document.title | underlined) == 'x' %}x{% endif %}"
    + "{% endfor %}" * 6: "does more",
    "{{ document.title | columns }}": "can't be used",
    "{% macro m(x) %}{{ x }}{{ x }}{% endmacro %}{{ " + "m(" * 30 + "document.name" + ")" * 30 + " }}": "does more",
    "{% macro a(b) %}{{ b() }}{% endmacro %}{% macro b() %}{% endmacro %}{{ a(document.name) }}": "can't be used",
    "\n\n{{ document.name\n": "agreement.txt.j2:3 can't be used: [^<]*$",
}


@pytest.mark.parametrize("text", LAYOUTS, ids=lambda text: text[:40])
def test_layouts_of_a_workspace(text: str, workspace: Path, aqb: Command) -> None:
    (workspace / "templates").mkdir()
    layout = workspace / "templates/agreement.txt.j2"
    shipped = (CHECKOUT / "templates/agreement.txt.j2").read_text(encoding="utf-8")
    layout.write_text(f"{shipped}{{{{ document.name }}}}\n", encoding="utf-8")
    own = aqb("render", "hersfeld-rotenburg/2025", "-f", "txt", "-o", "-")
    assert own.out.endswith("\nZielvereinbarung 2025 – Landkreis Hersfeld-Rotenburg\n")
    layout.write_text(text, encoding="utf-8")
    result = aqb("render", "hersfeld-rotenburg/2025", "-f", "txt", "-o", "-")
    assert (result.code, result.out) == (2, "")
    assert re.search(LAYOUTS[text], result.err), result.err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ document.name }}\n", "doesn't say “ENTWURF”"),
        ("{# nothing #}", "Kassel is empty"),
        ("x\n{{ document.nam }}", "agreement.txt.j2:2 can't be used: there is no “nam” here."),
        ("{{ nam }}", "there is no “nam” here"),
        ("{{ document.__class__ }}", "there is no “__class__” here"),
        ("{{ 3 * 3 }}", "agreement.txt.j2:1 can't be used: it can't do this: computing."),
        ("{{ document.name | upper }}", "there is no filter “upper”; known are: centred, columns, deeper"),
        ("{{ document.name", "aren't written as they must be"),
        ("{% if document.mark %}x", "here at the latest, “if” lacks its “endif”"),
        ("{% fro x in document.notes %}", "there is no “fro” here"),
    ],
)
def test_what_layouts_must_do_and_cannot(text: str, reason: str, workspace: Path, full: Path, aqb: Command) -> None:
    (workspace / "templates").mkdir()
    (workspace / "templates/agreement.txt.j2").write_text(text, encoding="utf-8")
    result = aqb("render", "kassel-stadt/2025", "-f", "txt", "-o", "-")
    assert (result.code, result.out) == (2, "")
    assert reason in result.err
    german = aqb("render", "kassel-stadt/2025", "-f", "txt", "-o", "-", "--lang", "de").err
    assert not re.search("there is|can't|object|allowed|written", german)


@pytest.mark.parametrize("ending", ["html", "md", "txt"])
def test_layouts_lose_nothing(ending: str, workspace: Path, aqb: Command) -> None:
    own = workspace / f"templates/agreement.{ending}.j2"
    own.parent.mkdir()
    text = (CHECKOUT / f"templates/agreement.{ending}.j2").read_text(encoding="utf-8")
    for kind, lost in (("none", ""), ("amount", "595.950"), ("list", "Weiterbildung des Fach")):
        own.write_text(text.replace(f'block.kind == "{kind}"', 'block.kind == "other"'), encoding="utf-8")
        result = aqb("render", "hersfeld-rotenburg/2025", "-f", ending, "-o", "-")
        assert (result.code, bool(result.out)) == ((2, False) if lost else (0, True)), result.err
        assert (f"doesn't print “{lost}" in result.err) == bool(lost), result.err


def test_a_layout_with_a_very_long_number_takes_no_longer(workspace: Path, aqb: Command) -> None:
    """To look for amounts at each of its digits anew would take minutes."""
    own = workspace / "templates/agreement.txt.j2"
    own.parent.mkdir()
    text = (CHECKOUT / "templates/agreement.txt.j2").read_text(encoding="utf-8")
    own.write_text(f"{'1' * 240_000}\n{text}", encoding="utf-8")
    assert aqb("render", "hersfeld-rotenburg/2025", "-f", "txt", "-o", "-").code == 0


def test_a_name_with_another_ending(workspace: Path, aqb: Command) -> None:
    result = aqb("render", "hersfeld-rotenburg/2025", "-o", "data/agreements/2025/x.yaml")
    assert result.code == 2
    assert "ends in .html, .md, .txt, .pdf or .docx, or a folder: build/" in result.err


def test_a_layout_that_nothing_reads_is_named(workspace: Path, aqb: Command) -> None:
    (workspace / "templates").mkdir()
    (workspace / "templates/agrement.txt.j2").write_text("x", encoding="utf-8")
    (workspace / "templates/README.md").write_text("x", encoding="utf-8")
    result = aqb("render", "hersfeld-rotenburg/2025", "-f", "txt", "-o", "-")
    assert "templates/agrement.txt.j2 isn't used: the templates there are agreement.html.j2, " in result.err
    assert result.err.count("isn't used") == 1


def test_layouts_are_not_read_through_links(workspace: Path, tmp_path: Path, aqb: Command) -> None:
    (tmp_path / "secret").write_text("hunter2", encoding="utf-8")
    (workspace / "templates").mkdir()
    (workspace / "templates/agreement.txt.j2").symlink_to(tmp_path / "secret")
    result = aqb("render", "hersfeld-rotenburg/2025", "-f", "txt", "-o", "-")
    assert result.code == 2
    assert "hunter2" not in result.out + result.err


def test_letters_of_other_scripts(workspace: Path, aqb: Command) -> None:
    text = (workspace / REAL).read_text(encoding="utf-8").replace("BaE TZ+VZ", "Привет مرحبا Ελλάς")
    (workspace / REAL).write_text(text, encoding="utf-8")
    assert aqb("render", "hersfeld-rotenburg/2025", "-o", "x.pdf").code == 0
    (workspace / REAL).write_text(text.replace("Привет", "漢字 🚀"), encoding="utf-8")
    result = aqb("render", "hersfeld-rotenburg/2025", "-o", "x.pdf")
    assert (result.code, result.out) == (0, "x.pdf\n")
    for sign in "漢字🚀":
        assert f"x.pdf: the fonts lack “{sign}”; its code is printed instead. Write it in other signs" in result.err
    found = re.sub(r"\s+", "", text_of_pdf((workspace / "x.pdf").read_bytes(), "Landkreis Hersfeld-Rotenburg"))
    assert "<U+6F22><U+5B57><U+1F680>" in found


def test_marks_that_the_fonts_lack(workspace: Path, aqb: Command) -> None:
    """Typst names only the letter under the mark; the same letter with a mark that there is stays as it is."""
    path = workspace / REAL
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("FBI 2025/2026", "X\u0302 und X\u20dd"), encoding="utf-8")
    result = aqb("render", "hersfeld-rotenburg/2025", "-o", "x.pdf")
    assert (result.code, result.out) == (0, "x.pdf\n")
    assert result.err.count("the fonts lack") == 1
    assert "the fonts lack “X\u20dd”; its code is printed instead." in result.err
    assert "X<U+20DD>" in text_of_pdf((workspace / "x.pdf").read_bytes(), "Landkreis Hersfeld-Rotenburg")


def test_one_pdf_that_cannot_be_made_keeps_no_other_from_being_written(
    workspace: Path, full: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace / REAL
    path.write_text(path.read_text(encoding="utf-8").replace("FBI 2025/2026", "Kurs 🚀"), encoding="utf-8")
    monkeypatch.setattr(pdf, "_MOST_ROUNDS", 1)  # as if its sign couldn't be written out
    result = aqb("render", REAL, full.relative_to(workspace).as_posix(), "-f", "pdf", "-f", "txt", "-o", "out")
    assert result.code == 2
    assert result.out.split() == [f"out/2025/{name}" for name in (
        "hersfeld-rotenburg.txt", "kassel-stadt.pdf", "kassel-stadt.txt"
    )]  # fmt: skip
    first, second, *_rest = result.err.splitlines()
    assert first.startswith("aqb: The PDF of Zielvereinbarung 2025 – Landkreis Hersfeld-Rotenburg can't be made: ")
    assert second == "     Write in other signs, or publish as HTML or Word: Kurs 🚀."


def test_without_the_parts_that_are_not_installed(
    workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for format, module in (("pdf", "typst"), ("docx", "docx")):
        monkeypatch.setitem(sys.modules, module, None)
        result = aqb("render", "hersfeld-rotenburg/2025", "-o", f"x.{format}")
        assert result.code == 2
        assert re.search(rf"pip install ['\"]aqb-cli\[{format}\]['\"]", result.err)
        assert not (workspace / f"x.{format}").exists()

"""Words that are wider than their column: nothing is cut off, covered or broken that must stay whole."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from conftest import Command
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aqb_cli.importing.reading.text import _divided
from aqb_cli.publishing.formats.columns import WIDTH, columns
from aqb_cli.wording.blocks import TableBlock, TableCell, TextRun

LONG = "Abcdefghijklmnopqrstuvwxyz" * 3
AMOUNT = "1.180.000,55 Euro"
DATES = "01.09.2025 bis 31.08.2026"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OFFICE = shutil.which("libreoffice") or shutil.which("soffice")

AGREEMENT = f"""\
format: 1
district: fulda
year: 2025
status: draft
budget:
  total: 2000000
measures:
  training_preparation:
    - title: {LONG}
      amount: 1180000.55
      starts: 2025-09-01
      ends: 2026-08-31
      places: 16
      provider: Arbeitsförderungsgesellschaftsgeschäftsstelle-Nordhessen
    - title: Berufsorientierung/Ausbildungsvorbereitung/Praktikumsbegleitung
      amount: 80000
      provider: <U+6F22><U+5B57><U+6F22><U+5B57><U+6F22><U+5B57>
    - title: Berufsausbildungsvorbereitungsmaßnahme
    - title: Coaching
    - title: für junge Menschen
  vocational_training: []
  qualification: []
  staff_training: []
"""


@pytest.fixture
def fulda(workspace: Path) -> Path:
    """An agreement with long words in a table of five columns."""
    path = workspace / "data/agreements/2025/fulda.yaml"
    path.write_text(AGREEMENT, encoding="utf-8")
    return path


def words_of(pdf: bytes) -> list[tuple[str, float, float, float]]:
    """The text of a PDF file between spaces and line ends, with left, right and baseline."""
    found = []
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        textpage = page.get_textpage()
        word: list[tuple[str, float, float, float]] = []
        for index in range(textpage.count_chars() + 1):
            sign = textpage.get_text_range(index, 1) if index < textpage.count_chars() else " "
            left, bottom, right, _top = textpage.get_charbox(index, loose=True) if sign.strip() else (0.0,) * 4
            if word and (not sign.strip() or abs(bottom - word[-1][3]) > 2):
                text = "".join(each[0] for each in word)
                found.append((text, word[0][1], word[-1][2], 1000 * number - word[0][3]))
                word = []
            if sign.strip():
                word.append((sign, left, right, bottom))
    return found


def assert_nothing_covered(pdf: bytes) -> None:
    """No piece of text reaches over the next one on its line, or out of the page."""
    words = words_of(pdf)
    for (text, left, right, line), (after, start, _end, below) in pairwise(
        sorted(words, key=lambda word: (round(word[3]), word[1]))
    ):
        assert 0 < left < right < 595, text
        assert abs(line - below) > 1 or right <= start + 1, (text, after)


def test_no_word_of_a_pdf_covers_another(fulda: Path, workspace: Path, aqb: Command) -> None:
    assert aqb("render", "fulda/2025", "-o", "x.pdf").code == 0
    pdf = (workspace / "x.pdf").read_bytes()
    assert_nothing_covered(pdf)
    words = [word for word, *_place in words_of(pdf)]
    assert {"01.09.2025", "31.08.2026", "16", "1.180.000,55", "80.000,00"} <= set(words)
    together = "".join(words)
    assert not re.search("[\u00ad\u200b]", together)
    assert "AbcdefghijklmnopqrstuvwxyzA" in together
    # Where a word is hyphenated, pdfium gives U+FFFE, as for any hyphen at a line's end; readers leave it out.
    assert "Berufsausbildungsvorbereitungsmaßnahme" in together.replace("\ufffe", "")


def printed(page: Path, pdf: Path) -> None:
    """Prints a page as a browser does."""
    command = [str(CHROMIUM), "--headless", "--no-sandbox", f"--user-data-dir={pdf.parent / 'profile'}"]
    printing = ["--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run([*command, *printing], check=True, capture_output=True, timeout=120)


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_all_columns_are_printed_with_their_names_on_each_page(fulda: Path, workspace: Path, aqb: Command) -> None:
    every = "legal_bases: [SGB II, SGB III], target_groups: [junge Menschen], provider: Volkshochschule, amount: 1}"
    more = "".join(f"    - {{title: Kurs {number}, {every}\n" for number in range(40))
    text = fulda.read_text(encoding="utf-8").replace("    - title: Coaching\n", more)
    fulda.write_text(text, encoding="utf-8")
    assert aqb("site", "-o", "public", "-f", "html", "--with-drafts").code == 0
    printed(workspace / "public/measures.html", workspace / "x.pdf")
    with pdfplumber.open(workspace / "x.pdf") as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    assert len(texts) > 1
    assert all("Träger Zielgruppen Rechtskreise" in text for text in texts)


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_nothing_is_cut_off_when_a_page_is_printed(fulda: Path, workspace: Path, aqb: Command) -> None:
    assert aqb("render", "fulda/2025", "-o", "x.html").code == 0
    printed(workspace / "x.html", workspace / "x.pdf")
    pdf = (workspace / "x.pdf").read_bytes()
    words = [(text, left, right) for text, left, right, _line in words_of(pdf) if text != "ENTWURF"]
    left_margin, right_margin = 25 / 25.4 * 72, 595 - 20 / 25.4 * 72
    for text, left, right in words:  # in the margins, nothing is printed
        assert left_margin - 1 < left < right < right_margin + 1, text
    texts = [text for text, _left, _right in words]
    assert {"01.09.2025", "31.08.2026", "1.180.000,55", "80.000,00"} <= set(texts)
    assert texts.count("Zeitraum") == 1, "on paper, tables stay tables"
    # Chromium shrinks pages that are too wide: the text's left edge is at the margin of 25 mm only if it didn't.
    assert min(left for text, left, _right in words if text == "Für") == pytest.approx(25 / 25.4 * 72, abs=1)


def test_word_files_hyphenate_and_keep_dates_whole(fulda: Path, workspace: Path, aqb: Command) -> None:
    assert aqb("render", "fulda/2025", "-o", "x.docx").code == 0
    with zipfile.ZipFile(io.BytesIO((workspace / "x.docx").read_bytes())) as archive:
        assert "docProps/thumbnail.jpeg" not in archive.namelist()
        settings = archive.read("word/settings.xml").decode()
        body = archive.read("word/document.xml").decode()
    assert "<w:autoHyphenation/>" in settings
    widths = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', body)][:5]
    assert sum(widths) <= 165 / 25.4 * 1440
    assert widths[2] >= 20.6 / 25.4 * 1440  # ten figures of Arial at 9.5 pt, and the cell's margins


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
def test_dates_in_word_files_are_not_broken(fulda: Path, workspace: Path, aqb: Command) -> None:
    assert aqb("render", "fulda/2025", "-o", "x.docx").code == 0
    command = [str(OFFICE), f"-env:UserInstallation=file://{workspace / 'profile'}", "--headless"]
    printing = ["--convert-to", "pdf", "--outdir", str(workspace), str(workspace / "x.docx")]
    subprocess.run([*command, *printing], check=True, capture_output=True, timeout=120)
    words = [text for text, *_place in words_of((workspace / "x.pdf").read_bytes())]
    assert {"01.09.2025", "31.08.2026", "1.180.000,55", "80.000,00"} <= set(words)


def test_rows_of_plain_text_are_told_apart_and_taken_in_again(fulda: Path, workspace: Path, aqb: Command) -> None:
    assert aqb("render", "fulda/2025", "-o", "x.txt").code == 0
    lines = (workspace / "x.txt").read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert sum(line.lstrip().startswith("--------") and "  --" in line for line in lines) == 5  # below each row
    assert "Betrag" in next(above for above, line in pairwise(lines) if "==  ==" in line)
    fulda.unlink()
    assert aqb("import", "x.txt").code in (0, 1)
    assert measures_of(fulda.read_text(encoding="utf-8")) == measures_of(AGREEMENT)


def measures_of(text: str) -> list[object]:
    """The measures in a file."""
    return [dict(entry) for entry in YAML(typ="safe").load(text)["measures"]["training_preparation"]]


WORDS = st.text("aB-/ü", min_size=1, max_size=30)


@given(st.lists(st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=3, max_size=3), min_size=1, max_size=4))
def test_texts_of_a_table_can_be_put_together_again(rows: list[list[str]]) -> None:
    head = tuple(TableCell((TextRun(name),)) for name in ("Projekt", "Träger", "Zeitraum"))
    table = TableBlock(head, tuple(tuple(TableCell((TextRun(text),)) for text in row) for row in rows))
    lines = columns(table, " " * 20)
    assert max(map(len, lines)) <= WIDTH
    read = [
        [text for text, _is_cut in row if text]
        for _n, row in _divided(lines, lines.index(next(line for line in lines if "=" in line)))
    ]
    assert read[1:] == [[text for text in row if text] for row in rows if any(row)]

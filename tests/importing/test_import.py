"""`aqb import`: documents become agreement files; nothing is guessed in silence, nothing hostile does harm."""

from __future__ import annotations

import mmap
import os
import shutil
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT, REAL, Command
from printing import as_pdf, as_word
from ruamel.yaml import YAML

from aqb_cli.diagnostics import Problem
from aqb_cli.importing import isolated

REFERENCE = os.environ.get("AQB_REFERENCE")
"""A signed agreement as text, which isn't part of the repository; `.ci/run` sets it where the file is present."""

DOCUMENTS = CHECKOUT / "tests/importing/documents"
FULDA = "data/agreements/2025/fulda.yaml"
PRINTED: dict[str, Callable[[str], bytes]] = {"txt": str.encode, "pdf": as_pdf, "docx": as_word}
BEGIN = "Zielvereinbarung 2025 zum Ausbildungs- und Qualifizierungsbudget mit dem Landkreis Fulda\n\n§ 4\nMittel\n"


def facts(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


@pytest.mark.skipif(not REFERENCE, reason="AQB_REFERENCE names no file")
@pytest.mark.parametrize("ending", PRINTED)
def test_the_signed_agreement_of_the_collection(ending: str, workspace: Path, aqb: Command) -> None:
    expected = facts(workspace / REAL)
    (workspace / REAL).unlink()
    text = Path(str(REFERENCE)).read_text(encoding="utf-8")
    document = workspace / f"agreement.{ending}"
    document.write_bytes(PRINTED[ending](text))
    result = aqb("import", str(document))
    assert (result.code, result.out, result.err) == (0, f"{REAL}\n", "")
    assert facts(workspace / REAL) == expected
    assert aqb("validate", REAL).code == 0


@pytest.mark.parametrize("document", sorted(DOCUMENTS.glob("*.*")), ids=lambda path: path.name)
def test_documents(document: Path, workspace: Path, aqb: Command, expect: Callable[[Path, str], None]) -> None:
    shutil.copy(document, workspace)
    result = aqb("import", document.name)
    written = workspace / result.out.strip()
    expect(DOCUMENTS / "expected" / f"{document.stem}.yaml", written.read_text(encoding="utf-8"))
    expect(DOCUMENTS / "expected" / f"{document.stem}.en.txt", result.err)
    assert result.code == (1 if result.err else 0)
    assert aqb("fmt", "--check", str(written)).code == 0
    german = aqb("import", "--force", "--lang", "de", document.name)
    expect(DOCUMENTS / "expected" / f"{document.stem}.de.txt", german.err)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_printed_document_says_the_same(ending: str, workspace: Path, aqb: Command) -> None:
    document = workspace / f"fulda.{ending}"
    document.write_bytes(PRINTED[ending]((DOCUMENTS / "fulda.txt").read_text(encoding="utf-8")))
    result = aqb("import", document.name)
    assert (result.code, result.out, result.err) == (0, f"{FULDA}\n", "")
    assert facts(workspace / FULDA) == facts(DOCUMENTS / "expected/fulda.yaml")
    assert aqb("validate", FULDA).code == 0


def test_what_is_there_is_kept(workspace: Path, aqb: Command) -> None:
    shutil.copy(DOCUMENTS / "fulda.txt", workspace)
    path = workspace / FULDA
    assert aqb("import", "--diff", "fulda.txt").code == 0
    assert not path.exists()
    path.write_text("# mine\n", encoding="utf-8")
    refused = aqb("import", "fulda.txt")
    assert refused.code == 2
    assert "fulda.yaml is there already; nothing is written." in refused.err
    assert path.read_text(encoding="utf-8") == "# mine\n"
    assert "-# mine\n" in aqb("import", "--diff", "fulda.txt").out
    assert aqb("import", "--force", "fulda.txt").code == 0
    assert "says so already" in aqb("import", "fulda.txt").err
    shutil.copy(DOCUMENTS / "fulda.txt", workspace / "again.txt")
    twice = aqb("import", "--force", "fulda.txt", "again.txt")
    assert twice.code == 2
    assert "again.txt is the same agreement as fulda.txt" in twice.err


def test_a_review_is_kept_and_lost_comments_are_named(workspace: Path, aqb: Command) -> None:
    shutil.copy(DOCUMENTS / "fulda.txt", workspace)
    path = workspace / FULDA
    assert aqb("import", "fulda.txt").err == ""
    text = path.read_text(encoding="utf-8")
    review = "review:\n  meeting_on: 2025-10-14  # in Fulda\n"
    path.write_text(f"{text}\n{review}".replace("year: 2025", "year: 2025 # Asked twice."), encoding="utf-8")
    aqb("fmt", FULDA)
    result = aqb("import", "--force", "fulda.txt")
    assert result.err == f"{FULDA} had comments of its own, which are gone: “Asked twice.” and “in Fulda”.\n"
    assert review in path.read_text(encoding="utf-8")
    assert aqb("import", "--force", "fulda.txt").err == f"{FULDA} says so already; nothing is changed.\n"


def test_a_missing_total_is_an_error_of_the_file(workspace: Path, aqb: Command) -> None:
    text = (DOCUMENTS / "fulda.txt").read_text(encoding="utf-8")
    (workspace / "fulda.txt").write_text(text.replace("412.300,50 Euro", ""), encoding="utf-8")
    result = aqb("import", "fulda.txt")
    assert result.code == 1
    assert "`budget.total` isn't certain. The total was not found." in result.err
    assert "11 |   total:" in aqb("validate", FULDA).out


def test_two_agreements_in_one_file(workspace: Path, aqb: Command) -> None:
    text = (DOCUMENTS / "fulda.txt").read_text(encoding="utf-8")
    (workspace / "both.txt").write_text(text + text, encoding="utf-8")
    result = aqb("import", "both.txt")
    assert result.code == 2
    assert "both.txt holds more than one agreement: § 1 begins anew." in result.err


def zipped(body: str, head: str = "", **files: str) -> bytes:
    """A Word file."""
    namespace = "http://schemas.openxmlformats.org"
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{namespace}/package/2006/relationships"><Relationship Id="a" '
            f'Target="word/document.xml" Type="{namespace}/officeDocument/2006/relationships/officeDocument"/>'
            "</Relationships>",
        )
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{namespace}/package/2006/content-types"/>')
        word = f'<w:document xmlns:w="{namespace}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", head + word)
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def lying(content: bytes) -> bytes:
    """A Word file that says that its text has 1,000 bytes."""
    changed = bytearray(content)
    for mark, place, name in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        at = changed.find(mark)
        while at >= 0:
            if changed[at + name :].startswith(b"word/document.xml"):
                changed[at + place : at + place + 4] = (1000).to_bytes(4, "little")
            at = changed.find(mark, at + 4)
    return bytes(changed)


def blank_pdf(pages: int, **options: Any) -> bytes:
    import pikepdf

    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page()
    content = BytesIO()
    document.save(content, **options)
    return content.getvalue()


def encrypted_pdf() -> bytes:
    import pikepdf

    return blank_pdf(1, encryption=pikepdf.Encryption(owner="x", user="y"))


ENTITIES = "<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)
MUCH = "holds far more than an agreement"
BROKEN = "is damaged: it can't be opened as a"
NEITHER = "is neither text nor PDF nor Word"
NO_AGREEMENT = "speaks of a target agreement, but is none"

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "is empty"),
    "blank.md": (lambda: b" \n\n", "is empty"),
    "truncated.pdf": (lambda: as_pdf(BEGIN)[:3000], BROKEN),
    "truncated.docx": (lambda: as_word(BEGIN)[:9000], BROKEN),
    "encrypted.pdf": (encrypted_pdf, "is protected by a password"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9000), "is an old Word file (.doc), or one that"),
    "pages.pdf": (lambda: blank_pdf(10_000), MUCH),
    "scan.pdf": (lambda: blank_pdf(2), "has no text in it: it is a scan"),
    "picture.pdf": (lambda: b"\x89PNG\r\n\x1a\n\0\0", NEITHER),
    "really-pdf.txt": (lambda: blank_pdf(1), "has no text in it: it is a scan"),
    "page.html": (lambda: b"<!DOCTYPE html>\n<p>Zielvereinbarung</p>", "is an HTML file, which can't be read"),
    "agreement.yaml": (lambda: b"format: 1\n", "is a YAML file, and no document that was signed"),
    "zeros.txt": (lambda: BEGIN.encode() + bytes(5000), NEITHER),
    "large.txt": (lambda: b"Ziel" * 25_000_000, "has 100 megabytes; no agreement is larger than 50."),
    "line.txt": (lambda: BEGIN.encode() + b"wort " * 400_000, MUCH),
    "letter.txt": (lambda: b"Sehr geehrte Damen und Herren,\n\nanbei alles.\n", "is no target agreement on the"),
    "announcement.txt": (BEGIN.partition("§")[0].encode, NO_AGREEMENT),
    "bomb.docx": (lambda: zipped(paragraph("a" * 9_000_000)), MUCH),
    "lying.docx": (lambda: lying(zipped(paragraph("a" * 9_000_000))), BROKEN),
    "entities.docx": (lambda: zipped(paragraph("&a9;"), f"{ENTITIES}]>"), BROKEN),
    "late-entities.docx": (lambda: zipped(paragraph("&a9;"), f"<?xml version='1.0'?>{' ' * 2000}{ENTITIES}]>"), BROKEN),
    "deep.docx": (lambda: zipped("<w:r>" * 50_000 + "</w:r>" * 50_000), BROKEN),
    "many.docx": (lambda: zipped(paragraph("Zielvereinbarung 2025") * 80_000), MUCH),
    "archive.docx": (lambda: b"PK\x03\x04" + bytes(3000), BROKEN),
}  # fmt: skip


REPEATED = (
    ("digits", "1", "txt"), ("thousands", "1.000", "txt"), ("spaces", " ", "txt"), ("dots", ".", "txt"),
    ("open", "(", "txt"), ("brackets", "()", "txt"), ("bold", "**a", "txt"), ("bold", "**a", "md"),
    ("links", "[", "md"), ("quotes", "> ", "md"), ("dates", "1. ", "txt"), ("commas", " - a: b, ", "txt"),
    ("am", " am", "txt"), ("names", "Aa ", "txt"), ("underscores", "_ ", "txt"), ("amounts", "1 Euro ", "txt"),
    ("rows", f"{'a' * 20}    b   c   500 Euro\n", "txt"),
    ("signed", "Wiesbaden, den 2.8.2025\nErika A\n" * 9, "txt"),
    ("headings", "1. Ausbildungsvorbereitung und mehr, vieles mehr, noch mehr\n", "txt"),
    ("sections", "§ 2\nAusbildungsvorbereitung und noch sehr viel mehr Wörter in einer Zeile\n", "txt"),
    ("measures", "1. Ausbildung\n - Ein Kurs mit einem Titel, der eine Zeile recht gut füllt\n", "txt"),
)  # fmt: skip
"""What programs that read texts may take ages for when it comes again and again."""


@pytest.mark.parametrize("size", [10_000, pytest.param(240_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ("name", "repeated", "ending"), REPEATED, ids=[f"{name}.{end}" for name, _text, end in REPEATED]
)
def test_repeated_texts(name: str, repeated: str, ending: str, size: int, workspace: Path, aqb: Command) -> None:
    content = (BEGIN + repeated * (size // len(repeated))).encode()
    is_survived(f"{name}.{ending}", content, "", workspace, aqb)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(name: str, workspace: Path, aqb: Command) -> None:
    make, message = HOSTILE[name]
    is_survived(name, make(), message, workspace, aqb)


def is_survived(name: str, content: bytes, message: str, workspace: Path, aqb: Command) -> None:
    (workspace / name).write_bytes(content)
    before = sorted(workspace.rglob("*"))
    start = time.monotonic()
    result = aqb("import", "--diff", name)
    assert time.monotonic() - start < 30  # seconds; alone on a machine it takes a few
    assert "fault of aqb" not in result.err
    assert "Traceback" not in result.err
    assert result.err
    assert message in result.err
    assert result.code == 2 if message else result.code in (1, 2)
    assert sorted(workspace.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFOs there")
def test_what_is_no_file(workspace: Path, aqb: Command) -> None:
    os.mkfifo(workspace / "pipe")
    (workspace / "zero").symlink_to("/dev/zero")
    for name, message in (
        ("data", "data is a folder"),
        ("pipe", "pipe is no ordinary file"),
        ("zero", "zero is no ordinary file"),
        ("missing.pdf", "There is no file missing.pdf"),
    ):
        result = aqb("import", name)
        assert result.code == 2
        assert message in result.err


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_encodings(encoding: str, workspace: Path, aqb: Command) -> None:
    text = (DOCUMENTS / "fulda.txt").read_text(encoding="utf-8")
    (workspace / "fulda.txt").write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert aqb("import", "fulda.txt").code == 0
    assert facts(workspace / FULDA) == facts(DOCUMENTS / "expected/fulda.yaml")


def test_systems_that_limit_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """MacOS refuses a limit below the addresses that a process has reserved already."""
    resource = pytest.importorskip("resource", reason="Windows has none")

    def refused(kind: int, limits: tuple[int, int]) -> None:
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refused)
    assert isolated.in_time(partial(str, "read"), Path("a.txt")) == "read"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems copy no process")
def test_what_a_process_has_in_memory_already_is_not_the_documents() -> None:
    large = mmap.mmap(-1, isolated.MEMORY)  # addresses alone, nothing is written there
    with closing(large):
        assert isolated.in_time(lambda: len(bytearray(100_000_000)), Path("a.txt")) == 100_000_000
        with pytest.raises(Problem, match="more memory"):
            isolated.in_time(lambda: len(bytearray(2 * isolated.MEMORY)), Path("a.txt"))

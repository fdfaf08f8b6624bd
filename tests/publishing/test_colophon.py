"""What documents say of themselves: which version of the agreement they show, and what was corrected since."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import REAL, REPORTED, WRITTEN, Command
from repositories import commit_all, edit, git

from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement
from aqb_cli.publishing.colophon import _clauses, _version
from aqb_cli.publishing.formats import renderer
from aqb_cli.querying.changes import changes
from aqb_cli.wording.blocks import Paragraph, Publication, PublicationSection, SignatureBlock, Signatures, TextRun
from aqb_cli.workspace.versions import FileVersion, Histories

FORMATS = ("html", "md", "txt", "pdf", "docx")


@pytest.fixture
def dated(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which all is of 1 March 2026."""
    git(workspace, "init", "--quiet", "--initial-branch", "main", ".")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-02-01T12:00:00+01:00")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-01T23:30:00-05:00")
    commit_all(workspace, "As signed")
    return workspace


def short(folder: Path, name: str = REAL) -> str:
    return git(folder, "log", "-1", "--format=%H", "--", name)[:10]


def end(aqb: Command, name: str = "hersfeld-rotenburg/2025") -> str:
    """What stands below the last signature or source of the text, with each gap one space."""
    result = aqb("render", name, "-f", "txt", "-o", "-")
    assert result.code == 0
    below = result.out.rpartition("Landkreis Hersfeld-Rotenburg\n")[2] if "hersfeld" in name else result.out
    return " ".join(below.split())


def test_the_day_and_the_revision_of_the_last_change(dated: Path, aqb: Command) -> None:
    assert end(aqb) == f"Stand der Angaben: 1. März 2026 (Revision {short(dated)})."
    (dated / "note.txt").write_text("something else\n", encoding="utf-8")
    first = short(dated)
    commit_all(dated, "Another file")
    assert end(aqb) == f"Stand der Angaben: 1. März 2026 (Revision {first})."
    (dated / REAL).write_bytes((dated / REAL).read_bytes().replace(b"\n", b"\r\n"))
    assert end(aqb) == f"Stand der Angaben: 1. März 2026 (Revision {first}).", "as git checks out on Windows"


def test_what_isnt_committed_is_said(dated: Path, aqb: Command) -> None:
    edit(dated / REAL, ("595950", "600000"))
    assert end(aqb) == f"Arbeitsfassung, geändert nach dem 1. März 2026 (Revision {short(dated)})."
    new = dated / "data/agreements/2026/hersfeld-rotenburg.yaml"
    new.parent.mkdir()
    new.write_text((dated / REAL).read_text(encoding="utf-8").replace("year: 2025", "year: 2026"), encoding="utf-8")
    assert end(aqb, "hersfeld-rotenburg/2026") == "Arbeitsfassung, noch ohne Revision."


def test_without_git_the_day_of_the_file(workspace: Path, aqb: Command) -> None:
    assert end(aqb) == "Stand der Angaben: 8. August 2025 (Datum der Datei)."
    os.utime(workspace / REAL, (WRITTEN + 86400, WRITTEN + 86400))
    assert end(aqb) == "Stand der Angaben: 9. August 2025 (Datum der Datei)."


def test_before_the_first_commit(workspace: Path, aqb: Command) -> None:
    git(workspace, "init", "--quiet", ".")
    assert end(aqb) == "Arbeitsfassung, noch ohne Revision."


def test_a_shallow_clone_says_no_day(
    dated: Path, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (dated / "aqb.toml").write_text("corrections = true\n", encoding="utf-8")
    commit_all(dated, "Settings")
    git(tmp_path, "clone", "--quiet", "--depth", "1", dated.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    head = git(dated, "rev-parse", "HEAD")[:10]
    assert end(aqb) == f"Stand der Angaben: Revision {head}."
    assert "git fetch --unshallow" in aqb("render", "-o", str(tmp_path / "out")).err


def test_a_repository_that_cant_be_asked(dated: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = aqb("render", "hersfeld-rotenburg/2025", "-f", "txt", "-o", "-")
    assert result.code == 0
    assert "Stand der Angaben" not in result.out
    assert "Arbeitsfassung" not in result.out
    assert "Documents don't say which version they show: git isn't installed" in result.err


def test_corrections(dated: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    days = iter(("2026-04-01T12:00", "2026-05-02T12:00", "2026-05-02T13:00", "2026-06-03T12:00"))

    def change(*pairs: tuple[str, str]) -> None:
        monkeypatch.setenv("GIT_COMMITTER_DATE", next(days))
        edit(dated / REAL, *pairs)
        commit_all(dated, "Changed")

    amounts = (
        ("total: 595950", "total: 580000.50"),
        ("title: FBI 2025/2026", "title: FBI 2025/2026\n      amount: 80000"),
    )
    change(*amounts, ("\nsignatures:", "\nplaces: {total: 40}\nsignatures:"))
    change(("amount: 80000", "amount: 60000"), ("- title: Leben und Sprache III\n    ", ""))
    change(("    date: 2025-08-08", "    date: 2025-08-09"), ("title: digitale K", "title: Digitale K"))
    change(("\nsignatures:", "\nreview: {meeting_on: 2025-10-14}\nsignatures:"), ("§ 5.", "§ 5."))
    assert "Berichtigt" not in end(aqb), "only where the settings ask for it"
    (dated / "aqb.toml").write_text("corrections = true\n", encoding="utf-8")
    assert end(aqb) == (
        f"Stand der Angaben: 3. Juni 2026 (Revision {short(dated)}). "
        "Berichtigt am 1. April 2026: Gesamtbetrag von 595.950 Euro auf 580.000,50 Euro; Betrag der Maßnahme „FBI "
        "2025/2026“ ergänzt: 80.000 Euro; Plätze insgesamt ergänzt: 40. "
        "Berichtigt am 2. Mai 2026: Maßnahme „Leben und Sprache III“ gestrichen; Betrag der Maßnahme „FBI 2025/2026“ "
        "von 80.000 Euro auf 60.000 Euro; Maßnahme „digitale Kompetenzen“ umbenannt in „Digitale Kompetenzen“; "
        "Unterschrift: Gebietskörperschaft, Datum: 9. August 2025 statt 8. August 2025."
    )


def agreement(budget: str, measures: str, more: str = "") -> Agreement:
    text = (
        f"format: 1\ndistrict: fulda\nyear: 2025\nstatus: reported\nbudget: {{total: {budget}}}\n"
        f"measures: {{qualification: [{measures}]}}\nsources: [{{title: Bericht}}]\n{more}"
    )
    made = load(yaml.read(text.encode()), Agreement).sound
    assert made is not None, text
    return made


A = agreement("500", "{title: A}")
B = agreement("500", "{title: A}, {title: B, amount: 100, places: 3}")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (A, B, ["Maßnahme „B“ ergänzt (100 Euro)"]),
        (B, A, ["Maßnahme „B“ gestrichen (100 Euro)"]),
        (A, agreement("500", "{title: A}, {title: B}"), ["Maßnahme „B“ ergänzt"]),
        (A, agreement("500", "{title: A, provider: X}"), ["Träger der Maßnahme „A“ ergänzt: „X“"]),
        (agreement("500", "{title: A, places: 3}"), A, ["Plätze der Maßnahme „A“ gestrichen, bisher 3"]),
        (
            A,
            agreement("500", "{title: A\u00a0}"),
            ["Titel (sieht gleich aus; aus – wurde <U+00A0>) der Maßnahme „A<U+00A0>“: „A<U+00A0>“ statt „A“"],
        ),
        (A, agreement("500, rounded: true", "{title: A}"), ["Gesamtbetrag nun gerundet angegeben"]),
        (agreement("500, rounded: true", "{title: A}"), A, ["Gesamtbetrag nun genau angegeben"]),
        (A, agreement("500", "{title: A}", "review: {meeting_on: 2025-10-14}\ngrant: {amount: 5}\n"), []),
    ],
)
def test_what_is_said_of_a_change(before: Agreement, after: Agreement, said: list[str]) -> None:
    assert [clause.translated("de") for clause in _clauses(changes(before, after))] == said


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (FileVersion(date(2026, 3, 1), "abc"), ["Stand der Angaben: 1. März 2026 (Revision abc)."]),
        (FileVersion(date(2026, 3, 1)), ["Stand der Angaben: 1. März 2026 (Datum der Datei)."]),
        (FileVersion(None, "abc"), ["Stand der Angaben: Revision abc."]),
        (FileVersion(), []),
        (
            FileVersion(date(2026, 3, 1), "abc", is_changed=True),
            ["Arbeitsfassung, geändert nach dem 1. März 2026 (Revision abc)."],
        ),
        (FileVersion(None, "", is_changed=True), ["Arbeitsfassung, noch ohne Revision."]),
    ],
)
def test_what_is_said_of_a_version(version: FileVersion, said: list[str]) -> None:
    assert [line.translated("de") for line in _version(version)] == said


def test_a_draft_has_no_corrections(dated: Path, aqb: Command) -> None:
    edit(dated / REAL, ("status: signed", "status: draft"))
    commit_all(dated, "A draft")  # which is a correction itself: it was said to be signed
    edit(dated / REAL, ("595950", "600000"), ("status: draft", "status: signed"))
    (dated / "aqb.toml").write_text("corrections = true\n", encoding="utf-8")
    commit_all(dated, "Signed")
    assert end(aqb).endswith("Berichtigt am 1. März 2026: Status: Entwurf statt unterzeichnet.")


def test_a_rounded_total_is_corrected_as_what_it_was(dated: Path, aqb: Command) -> None:
    edit(dated / REAL, ("total: 595950", "total: 600000\n  rounded: true"), ("status: signed", "status: reported"))
    commit_all(dated, "Reported")
    (dated / "aqb.toml").write_text("corrections = true\n", encoding="utf-8")
    edit(dated / REAL, ("total: 600000\n  rounded: true", "total: 595950"))
    commit_all(dated, "Exact")
    assert end(aqb).endswith(
        "Gesamtbetrag von 595.950 Euro auf rund 600.000 Euro; Gesamtbetrag von rund 600.000 Euro auf 595.950 Euro."
    )
    edit(dated / REAL, ("total: 595950", "total: 595950\n  rounded: true"))
    commit_all(dated, "Rounded")
    assert end(aqb).endswith("auf 595.950 Euro; Gesamtbetrag nun gerundet angegeben.")


def test_what_changed_while_a_file_was_away_is_said(dated: Path, aqb: Command) -> None:
    (dated / "aqb.toml").write_text("corrections = true\n", encoding="utf-8")
    away = (dated / REAL).rename(dated / "data/agreements/2025/away.yaml")
    commit_all(dated, "Away")
    away.rename(dated / REAL)
    edit(dated / REAL, ("total: 595950", "total: 595951"))
    commit_all(dated, "Back")
    assert end(aqb).endswith("Berichtigt am 1. März 2026: Gesamtbetrag von 595.950 Euro auf 595.951 Euro.")


def test_every_format_says_it_and_is_the_same_each_time(dated: Path, aqb: Command, tmp_path: Path) -> None:
    options = [part for name in FORMATS for part in ("-f", name)]
    for folder in ("one", "two"):
        assert aqb("render", *options, "-o", str(tmp_path / folder)).code == 0
    for made in sorted((tmp_path / "one").rglob("*.*")):
        assert made.read_bytes() == (tmp_path / "two" / made.relative_to(tmp_path / "one")).read_bytes()
    said = "Stand der Angaben: 1. März 2026 (Revision"
    for name in ("html", "md", "txt"):
        text = (tmp_path / f"one/2025/hersfeld-rotenburg.{name}").read_text(encoding="utf-8")
        assert said in text.replace("\u00a0", " ").replace("\\(", "(")
    word = tmp_path / "one/2025/hersfeld-rotenburg.docx"
    import docx

    assert docx.Document(str(word)).paragraphs[-1].text.replace("\u00a0", " ").startswith(said)


def test_git_is_asked_once_for_all(dated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        path = dated / f"data/agreements/{2010 + number}/fulda.yaml"
        path.parent.mkdir(exist_ok=True)
        shutil.copy(dated / REAL, path)
    asked: list[object] = []
    run = subprocess.run

    def counted(*arguments: Any, **options: Any) -> Any:
        asked.append(arguments)
        return run(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    found = Histories(str(path) for path in (dated / "data/agreements").glob("*/*.yaml"))
    assert len(found.versions) == 32
    assert len(asked) <= 8


def test_a_change_that_a_merge_dropped_doesnt_count(dated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = short(dated)
    git(dated, "checkout", "--quiet", "-b", "other")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-04-01T12:00")
    edit(dated / REAL, ("595950", "1"))
    edit(dated / REPORTED, ("1140300", "1140301"))
    commit_all(dated, "Not wanted")
    git(dated, "checkout", "--quiet", "main")
    git(dated, "merge", "--quiet", "--no-ff", "--no-commit", "other")
    git(dated, "checkout", "--quiet", "HEAD", "--", REAL)
    commit_all(dated, "Merged but for one file")
    versions = Histories([str(dated / REAL), str(dated / REPORTED)]).versions
    assert [(str(version.day), version.is_changed) for version in versions.values()] == [
        ("2026-03-01", False),
        ("2026-04-01", False),
    ]
    assert versions[str(dated / REAL)].revision == first


def test_what_was_changed_only_while_merging_is_said(
    dated: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (dated / "aqb.toml").write_text("corrections = true\n", encoding="utf-8")
    commit_all(dated, "Settings")
    git(dated, "checkout", "--quiet", "-b", "other")
    edit(dated / REAL, ("title: FBI 2025/2026", "title: FBI 2025/26"))
    commit_all(dated, "A measure's title")
    git(dated, "checkout", "--quiet", "main")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-04-01T12:00")
    git(dated, "merge", "--quiet", "--no-ff", "--no-commit", "other")
    edit(dated / REAL, ("total: 595950", "total: 595951"))
    commit_all(dated, "Merged, with another total")
    assert end(aqb) == (
        f"Stand der Angaben: 1. April 2026 (Revision {git(dated, 'rev-parse', 'HEAD')[:10]}). "
        "Berichtigt am 1. April 2026: Gesamtbetrag von 595.950 Euro auf 595.951 Euro; "
        "Maßnahme „FBI 2025/2026“ umbenannt in „FBI 2025/26“."
    )


@pytest.mark.parametrize("lines", [24, 25])  # which leave room for the signatures, and not for the version
def test_the_version_never_stands_alone_on_a_page(lines: int) -> None:
    import pypdfium2

    def paragraph(text: str) -> Paragraph:
        return Paragraph((TextRun(text),))

    signed = Signatures((SignatureBlock(((TextRun("Ort, Datum"),),), ((TextRun("Erika Muster"),),)),))
    section = PublicationSection((), (*[paragraph("Ein Satz.")] * lines, signed))
    made = Publication(
        "Name", "", date(2025, 1, 1), ((TextRun("Titel"),),), (), (section,), ((TextRun("Stand der Angaben."),),)
    )
    document = pypdfium2.PdfDocument(renderer("pdf", [])(made).content)
    last = document[len(document) - 1].get_textpage().get_text_bounded()
    assert "Erika Muster" in last
    assert "Stand der Angaben." in last

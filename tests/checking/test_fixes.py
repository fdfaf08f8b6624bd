"""`aqb validate --fix`: what it fixes, what it says, and what it never touches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import REAL, Command

from aqb_cli.checking import fixes as fixing

WRONG = (
    ("district: hersfeld-rotenburg", "distrikt: hersfeld-rotenburg   # a field"),
    ("total: 595950", "total: '595.950,00 €'"),
    ("  vocational_training:", "  vocational_trainin:\n    # a category"),
    ("title: BaE TZ+VZ", 'title: "BaE\u200b  TZ+VZ"   # characters and spaces'),
    ("title: Vorschaltmaßnahme BaE", "titel: Vorschaltmaßnahme BaE"),
    ("Dirk Noll", "Dirk No\u0308ll"),
    ("date: 2025-08-02", "date:   2. August 2025"),
)
"""What is fixed, each with the wrong spelling."""

LINES = """\
{path}:4: AQB102: An unknown field: “distrikt” → “district”
{path}:9: AQB104: Not an amount: “'595.950,00 €'” → “595950”
{path}:14: AQB102: An unknown field: “titel” → “title”
{path}:17: AQB110: An unknown category: “vocational_trainin” → “vocational_training”
{path}:19: AQB601: Invisible characters: “<U+200B>” → “”
{path}:19: AQB605: Stray spaces: “  ” → “ ”
{path}:30: AQB105: Not a date: “2. August 2025” → “2025-08-02”
{path}:32: AQB603: Letters in two pieces: “o\u0308” → “ö”
8 findings in 1 file fixed.
"""


@pytest.fixture
def wrong(workspace: Path) -> Path:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8")
    for right, other in WRONG:
        assert right in text
        text = text.replace(right, other)
    path.write_text(text, encoding="utf-8")
    return path


def test_all_that_is_safe_is_mended_and_said(wrong: Path, aqb: Command) -> None:
    before = wrong.read_text(encoding="utf-8")
    shown = aqb("validate", "--fix", "--diff")
    assert wrong.read_text(encoding="utf-8") == before
    assert shown.out.startswith(f"--- {REAL}\n+++ {REAL}\n")
    assert shown.err == "8 findings in 1 file would be fixed.\n"
    result = aqb("validate", "--fix")
    assert (result.code, result.out) == (0, "2 files checked, nothing found.\n")
    assert sorted(result.err.splitlines()) == sorted(LINES.format(path=REAL).splitlines())
    expected = before
    for right, other in WRONG:
        kept = {"title: BaE TZ+VZ": 'title: "BaE TZ+VZ"   # characters and spaces', "Dirk Noll": "Dirk Nöll"}
        kept |= {"district: hersfeld-rotenburg": "district: hersfeld-rotenburg   # a field"}
        kept |= {"  vocational_training:": "  vocational_training:\n    # a category"}
        kept |= {"date: 2025-08-02": "date:   2025-08-02"}
        expected = expected.replace(other, kept.get(right, right))
    assert wrong.read_text(encoding="utf-8") == expected
    assert aqb("validate", "--fix").err == "0 findings in 0 files fixed.\n"
    assert wrong.read_text(encoding="utf-8") == expected


SLIPS = (
    ("title: Kurs: Holz", "title: 'Kurs: Holz'"),
    ("title: „Kurs: Holz“", "title: '„Kurs: Holz“'"),
    ("title: Peter's Kurs: Holz", "title: 'Peter''s Kurs: Holz'"),
    ("title: - Kurs Metall", "title: '- Kurs Metall'"),
    ('title: "Kurs Metall“', 'title: "Kurs Metall"'),
    (
        "title: Kurs\n      by_year:\n      2025: 1000\n      2026: 2000\n      places: 12",
        "title: Kurs\n      by_year:\n        2025: 1000\n        2026: 2000\n      places: 12",
    ),
    (  # what stands behind the second title says by itself that a dash is missing, and is nobody's to delete
        "title: Kurs\n      amount: 1000\n      places: 8\n      title: Coach\n      amount: 2000",
        "title: Kurs\n      amount: 1000\n      places: 8\n    - title: Coach\n      amount: 2000",
    ),
)
"""What Germans often write, with what is certainly meant."""


@pytest.mark.parametrize(("wrong", "right"), SLIPS)
def test_slips_are_fixed_and_counted(wrong: str, right: str, workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8").replace("title: Vorschaltmaßnahme BaE", "{slip}")
    for line_break in ("\n", "\r\n"):
        path.write_text(text.replace("{slip}", wrong), encoding="utf-8", newline=line_break)
        result = aqb("validate", "-f", "json")
        assert json.loads(result.out)["summary"]["fixable"] == json.loads(result.out)["summary"]["errors"] == 1
        aqb("validate", "--fix")
        expected = text.replace("{slip}", right).replace("\n", line_break)
        assert path.read_bytes() == expected.encode()


@pytest.mark.parametrize(
    "again",
    [
        "title: Kurs\n      amount: 5",
        "title: Coach",
        "title: Coach\n      amount: 5",
        "title: Coach\n      amount: 5\n      title: Rat\n      amount: 5",  # the second amount counts as none
    ],
)
def test_what_may_be_a_copy_gets_no_dash(again: str, workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: BaE TZ+VZ", f"title: Kurs\n      amount: 5\n      {again}"), encoding="utf-8")
    summary = json.loads(aqb("validate", "-f", "json").out)["summary"]
    assert (summary["errors"], summary["fixable"]) == (again.count("title"), 0)


@pytest.mark.parametrize(
    ("line", "help"),
    [
        ("title: der kurs amount: 80000", "Put the text in quotes if the colon is part of it."),
        ("title: Kurs: Holz # 2025", "Put the text in quotes if the colon is part of it."),
        ("target_groups: - Jugendliche", "Begin the list on the next line, two spaces further in."),
        ("title: Kurs\n      amount: 250 Tsd. €", "write 250000 if it is exactly EUR 250 000 and isn't rounded"),
        ("title: Kurs\n      amount: rund 1,25 Mio. Euro", "write 1250000 if it is exactly EUR 1 250 000"),
        ("title: Kurs\n      ends: Ende August 2027", "Write its first day (2027-08-01) or its last (2027-08-31)"),
        ("title: Kurs\n      ends: Februar 2028", "(2028-02-01) or its last (2028-02-29)"),
    ],
)
def test_slips_that_may_mean_two_things_are_explained(line: str, help: str, workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: Vorschaltmaßnahme BaE", line), encoding="utf-8")
    (found,) = json.loads(aqb("validate", "-f", "json", "--ignore", "AQB2").out)["diagnostics"]
    assert help in found["help"]
    assert found["fix"] is None


def test_fixes_that_come_to_light_are_counted(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8").replace("title: Vorschaltmaßnahme BaE", "title: Kurs: Holz")
    path.write_text(text.replace("total: 595950", "total: 595.950"), encoding="utf-8")
    assert aqb("validate").out.endswith("2 of them can be fixed by `aqb validate --fix`.\n")
    assert aqb("validate", "--fix").err.endswith("2 findings in 1 file fixed.\n")


GERMAN = """\
Format: 1
Gebietskörperschaft: fulda
Jahr: 2025
Status: Entwurf
Budget:
  gesamt: 100000
  nach_jahr: {2025: 100000}
  zweckgebunden: {Teilzeitausbildung: 10000}
Maßnahmen:
  Ausbildungsvorbereitung:
    - {Titel: Kurs, Träger: VHS, Rechtskreis: [SGB II], Zielgruppe: [Jugendliche], Beginn: 2025-09-01, Plätze: 12}
  Berufsausbildung: []
  Qualifizierungsprojekte: []
  Weiterbildung von Personal: []
Bescheid: {Antrag vom: 2025-01-02, Aktenzeichen: 12}
Unterschriften:
  - {Vertragspartei: Ministerium, Name: Erika Muster, Ort: Wiesbaden, Funktion: Ministerin}
"""
"""An agreement with German names for everything."""


def test_german_names_are_understood_and_fixed(workspace: Path, aqb: Command) -> None:
    path = workspace / "data/agreements/2025/fulda.yaml"
    path.write_text(GERMAN, encoding="utf-8")
    found = json.loads(aqb("validate", "-f", "json", "fulda/2025", "--ignore", "AQB2").out)
    assert {each["code"] for each in found["diagnostics"]} == {"AQB102", "AQB106", "AQB110", "AQB111"}
    assert all(each["fix"] for each in found["diagnostics"])
    assert found["summary"]["fixable"] == found["summary"]["errors"] == 30
    aqb("validate", "--fix", "fulda/2025")
    assert aqb("validate", "fulda/2025", "--ignore", "AQB2").code == 0
    assert "legal_bases: [SGB II], target_groups: [Jugendliche], starts: 2025-09-01" in path.read_text(encoding="utf-8")


PARTS = (
    "112.345,6", "1.000,5", "12,345", "1,2,3", "112 345,6", "112'345,6 EUR", "12.345 ,6", "12.345,\n   6",
    "1.234,567.89", "12.345,6 €",
)  # fmt: skip
"""Amounts that a comma cuts in two when they stand in braces."""


@pytest.mark.parametrize("amount", PARTS)
@pytest.mark.parametrize("after", ["", ", own_contribution: 1000.00"])
def test_no_part_of_an_amount_is_fixed(amount: str, after: str, workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("budget:\n  total: 595950", f"budget: {{total: {amount}{after}}}"), encoding="utf-8")
    before = path.read_bytes()
    result = aqb("validate", "--fix")
    assert result.code == 1
    assert result.err == "0 findings in 0 files fixed.\n"
    assert path.read_bytes() == before


def test_an_amount_of_one_decimal_in_braces(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8")
    two = "budget: {total: 112.345,6, own_contribution: 1.000,50}"
    path.write_text(text.replace("budget:\n  total: 595950", two), encoding="utf-8")
    lines = aqb("validate", "--fix", "-f", "concise").out.splitlines()
    assert lines == [
        f"{REAL}:8:17: error: AQB104: The amount “112.345,6” has a decimal comma, which ends the field inside braces."
    ]
    assert "budget: {total: 112.345,6, own_contribution: 1000.50}" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("amount", ["0.500", "0.500,00", "00.500", "007.500", "05.000", "0 500", "0,500.00", "0500"])
def test_no_thousands_begin_with_a_zero(amount: str, workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    path.write_text(path.read_text(encoding="utf-8").replace("595950", amount), encoding="utf-8")
    before = path.read_bytes()
    result = aqb("validate", "--fix")
    assert (result.code, path.read_bytes()) == (1, before)
    assert f"“{amount}” isn't an amount in euros." in result.out


@pytest.mark.parametrize(
    ("written", "after"), [("1.9.99", None), ("2. August 51", None), ("1.9.50", "2050-09-01"), ("2.8.25", "2025-08-02")]
)
def test_no_century_is_guessed(written: str, after: str | None, workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("date: 2025-08-02", f"date: {written}"), encoding="utf-8")
    out = aqb("validate", "--fix").out
    expected = text.replace("date: 2025-08-02", f"date: {after or written}")
    assert path.read_text(encoding="utf-8") == expected
    assert (f"“{written}” doesn't say of which century its year is." in out) is (after is None)


def test_no_more_than_one_candidate_is_asked_for(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    path.write_text(path.read_text(encoding="utf-8").replace("status: signed", "xyz: signed"), encoding="utf-8")
    before = path.read_bytes()
    assert aqb("validate", "--fix").code == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_break", [b"\n", b"\r\n"])
def test_marks_and_line_breaks_stay(mark: bytes, line_break: bytes, workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    right = mark + path.read_bytes().replace(b"\n", line_break)
    path.write_bytes(right.replace(b"595950", b"595.950"))
    assert aqb("validate", "--fix").code == 0
    assert path.read_bytes() == right


def test_many_changes_are_counted(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    titles = "".join(f"    - title: M  {number}\n" for number in range(30))
    text = path.read_text(encoding="utf-8").replace("  staff_training: []", f"  staff_training:\n{titles.rstrip()}")
    path.write_text(text, encoding="utf-8")
    lines = aqb("validate", "--fix", "--lang", "de").err.splitlines()
    assert len(lines) == 22
    assert lines[-2:] == [f"{REAL}: und 10 weitere Änderungen", "30 Befunde in 1 Datei behoben."]


def test_a_link_put_in_the_files_place_is_not_followed(
    workspace: Path, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace / REAL
    path.write_text(path.read_text(encoding="utf-8").replace("595950", "595.950"), encoding="utf-8")
    outside = tmp_path / "outside.yaml"
    outside.write_bytes(path.read_bytes())  # even the same content
    fix = fixing.fix

    def swapped(*arguments: object) -> object:
        found = fix(*arguments)  # type: ignore[arg-type]
        path.unlink()
        path.symlink_to(outside)
        return found

    monkeypatch.setattr(fixing, "fix", swapped)
    before = outside.read_bytes()
    result = aqb("validate", REAL, "--fix")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"aqb: {REAL} has been changed meanwhile; nothing is written to it.\n")
    assert outside.read_bytes() == before


def test_a_link_inside_of_the_collection_stays_one(workspace: Path, aqb: Command) -> None:
    path = workspace / REAL
    path.write_text(path.read_text(encoding="utf-8").replace("595950", "595.950"), encoding="utf-8")
    real = path.rename(workspace / "data/agreements/2025/real.txt")
    path.symlink_to(real)
    assert aqb("validate", "--fix").code == 0
    assert path.is_symlink()
    assert "total: 595950" in real.read_text(encoding="utf-8")

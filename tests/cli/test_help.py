"""Help pages and usage errors: in the language that is asked for, in our own words, with what was probably meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Command

HERE = Path(__file__).parent

WRONG = """
validat
lst maßnahmen
wording lern x
wording
list mesures
list Maßnahme
list measures agreements districts
list --sor amount
list --se x
list --sort
list -f
list -f tabel
list --skip-invalid=yes
list -x
list --color sometimes
list --color
list --lang fr
--lang
--lng de list
new
new fulda
new fulda 2026 2027
import
wording learn signed.pdf
validate --jobs 0
validate --jobs many
rule AQB201 AQB202
render -f pfd
budget --by Kreise
list --group-by Jahre
list districts --group-by Jahr
list --category Teilzeitausbildung
list --category 5
list --earmark Ausbildung
list --status unterzeichent
list --sort Betrg
list -f tabele
schema zielvereinbarungen
"""


@pytest.mark.parametrize("language", ["en", "de"])
def test_usage_errors(language: str, workspace: Path, aqb: Command, expect: Callable[[Path, str], None]) -> None:
    said = []
    for line in WRONG.strip().splitlines():
        result = aqb("--lang", language, *line.split())
        assert (result.code, result.out) == (2, ""), line
        said.append(f"$ aqb {line}\n{result.err}")
    expect(HERE / f"usage.{language}.txt", "\n".join(said))


@pytest.mark.parametrize("command", ["", "validate", "wording", "wording learn"])
def test_the_language_of_help(command: str, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def language(*arguments: str) -> str:
        result = aqb(*arguments)
        assert result.code == 0
        return {"Usage:": "en", "Aufruf:": "de"}[result.out.split()[0]]

    monkeypatch.chdir(tmp_path)
    page = (*command.split(), "--help")
    assert language(*page) == "en"
    assert language("--lang", "de", *page) == language(*page, "--lang=de") == "de"
    for name, text in {"pyproject.toml": '[tool.aqb]\nlang = "de"\n', "aqb.toml": 'lang = "de"\n'}.items():
        Path(name).write_text(text, encoding="utf-8")
        assert language(*page) == "de"
        assert language("--lang", "en", *page) == "en"
        with monkeypatch.context() as patch:
            patch.setenv("AQB_LANG", "en")
            assert language(*page) == "en"
        Path(name).unlink()
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert language(*page) == "de"


def test_a_setting_of_the_language(workspace: Path, aqb: Command) -> None:
    Path("aqb.toml").write_text('lang = "de"\n', encoding="utf-8")
    assert aqb("validate").out == "2 Dateien geprüft, keine Befunde.\n"
    assert aqb("validate", "--lang", "en").out == "2 files checked, nothing found.\n"
    Path("aqb.toml").write_text("lang = 'fr'\n", encoding="utf-8")
    assert aqb("validate").err.endswith('the setting lang has a value of the wrong kind.\n     Write "de" or "en".\n')
    assert aqb("--help").code == 0


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("list maßnahmen --sort -Betrag", "list measures --sort -amount"),
        ("list Massnahmen --group-by jahr", "list --group-by year"),
        ("list Gebietskörperschaften --sort Regierungsbezirk -f Tabelle", "list districts --sort region -f table"),
        ("list zielvereinbarungen --status nur-berichtet", "list agreements --status reported"),
        ("list --category 1 --color nie", "list --category training_preparation --color never"),
        ("list --category Qualifizierungsprojekte,4", "list --category qualification,staff_training"),
        ("list --earmark Digitalisierung", "list --earmark digitalisation"),
        ("budget --by Kreis,Jahr", "budget --by district,year"),
        ("budget --by Maßnahmenart", "budget --by category"),
        ("validate -f knapp", "validate -f concise"),
        ("schema Gebietskörperschaften", "schema districts"),
    ],
)
def test_words_are_understood_in_german(german: str, english: str, workspace: Path, aqb: Command) -> None:
    assert aqb(*german.split()) == aqb(*english.split())
    assert aqb("--lang", "de", *german.split()).code == 0

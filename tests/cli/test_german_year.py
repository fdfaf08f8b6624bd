"""A year in German, from the first file to the pull request: whole outputs, in which there is no English word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Command
from repositories import commit_all, git
from test_messages import PO, catalogue

from aqb_cli.cli._commands import COMMANDS

HERE = Path(__file__).parent

FULDA = "data/agreements/2026/fulda.yaml"

YEAR = f"""
aqb init sammlung
cd sammlung
aqb completion bash --install
aqb list gebietskörperschaften --sort Betrag
aqb new fulda 2026
aqb new fulda 2026
aqb new Fulda 2206
aqb validate
aqb validate fulda/2026 -f knapp
edit {FULDA}: total: → total: 595.950
edit {FULDA}: training_preparation: [] → training_preparation: [{{{{title: Kompass, betrag: 250 Tsd. €}}}}]
edit {FULDA}: status: draft → status: unterschrieben
aqb validate
aqb validate --fix --diff
aqb validate --fix
aqb fmt --check
aqb fmt
edit {FULDA}: betrag: 250 Tsd. € → amount: 250000
aqb validate --statistics
aqb rule AQB104
aqb rule AQB999
git main
aqb list maßnahmen --sort -Betrag
aqb list maßnahmen --category Teilzeitausbildung
aqb list vereinbarungen
aqb list --sort Preis
aqb budget --by Maßnahmenart
aqb budget --by Kreise
aqb show fulda/2026
aqb show fuldda
aqb review fulda/2026 --as-of 2026-10-14
aqb review --by Jahr
aqb render fulda/2026 -f md
aqb render fulda/2026 -f odt
aqb diff fulda/2025 fulda/2026
edit {FULDA}: amount: 250000 → amount: 300000
aqb diff --since main
aqb diff --since main -f markdown
aqb diff --since main -f csv
aqb validate --since main -f markdown
aqb validate --since main -f github
aqb validate --since main -f junit
aqb validate --since main -f gitlab
aqb import nichts.pdf
aqb wording learn nichts.pdf --name neu
aqb schema zielvereinbarungen
aqb site
"""


def test_a_year(
    tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch, expect: Callable[[Path, str], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AQB_LANG", "de")
    (tmp_path / "home").mkdir()
    said = []
    for line in YEAR.strip().splitlines():
        command, _blank, rest = line.partition(" ")
        if command == "aqb":
            result = aqb(*rest.split())
            said.append(f"$ {line}\n{result.out}{result.err}".replace(str(tmp_path), "/tmp/jahr").rstrip() + "\n")
        elif command == "cd":
            monkeypatch.chdir(rest)
        elif command == "edit":
            edit(*rest.split(": ", 1))
        else:
            git(Path.cwd(), "init", "--quiet", "--initial-branch", "main", ".")
            commit_all(Path.cwd(), "Stand")
    text = "\n".join(said)
    expect(HERE / "german-year.txt", text)
    assert not english(text)


def edit(path: str, change: str) -> None:
    old, new = change.split(" → ")
    text = Path(path).read_text(encoding="utf-8")
    assert old in text, (change, text)
    Path(path).write_text(text.replace(old, new.replace("{{", "{").replace("}}", "}"), 1), encoding="utf-8")


def test_each_help_page(aqb: Command, expect: Callable[[Path, str], None]) -> None:
    names = [[], *([name] for name in COMMANDS), ["wording", "learn"]]
    pages = [aqb("--lang", "de", *name, "--help").out for name in names]
    text = "\n".join(pages)
    expect(HERE / "german-help.txt", text)
    assert not english(text)


def english(text: str) -> set[str]:
    """The words of our English texts that occur in none of our German ones."""
    return {word for word in words(text) if word in ENGLISH}


def words(text: str) -> set[str]:
    """The words of prose: not those of paths, options, fields and code."""
    return set(re.findall(r"(?<![\w`/.=<{-])[A-Za-z]{3,}(?![\w`/.:=>}-])", text))


def _texts() -> tuple[set[str], set[str]]:
    found: tuple[set[str], set[str]] = (set(), set())
    for name in ("aqb", "help", "pages"):
        for message in catalogue(PO.with_name(f"{name}.po")):
            for place, texts in enumerate((message.id, message.string)):
                for text in texts if isinstance(texts, (tuple, list)) else (texts,):
                    found[place].update(words(text))
    return found


ENGLISH = set.difference(*_texts())

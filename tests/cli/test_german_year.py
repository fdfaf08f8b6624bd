"""A year in German, from the first file to the pull request: whole outputs, in which there is no English word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from conftest import CHECKOUT, Command
from repositories import commit_all, git

from aqb_cli.cli._commands import COMMANDS

HERE = Path(__file__).parent
CATALOGUES = CHECKOUT / "aqb_cli/text/locale/de/LC_MESSAGES"

FULDA = "data/agreements/2026/fulda.yaml"

YEAR = f"""
aqb init sammlung
cd sammlung
aqb completion tcsh
aqb list gebietskörperschaften --sort Betrag
aqb new fulda 2026
aqb new fulda 2026
aqb new Fuldda 2026
aqb new fulda 26
aqb new fulda 2027 --from 2028
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
edit {FULDA}: 250 Tsd. € → 250000
edit {FULDA}: status: signed → status: draft
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
edit {FULDA}: amount: 250000 → amount: 300.50
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
            said.append(f"$ {line}\n{result.out}{result.err}".replace(str(tmp_path), "…/jahr").rstrip() + "\n")
        elif command == "cd":
            monkeypatch.chdir(rest)
        elif command == "edit":
            edit(*rest.split(": ", 1))
        else:
            git(Path.cwd(), "init", "--quiet", "--initial-branch", "main", ".")
            commit_all(Path.cwd(), "Stand")
    text = "\n".join(said).replace("\r\n", "\n").replace("\ufeff", "")
    expect(HERE / "german-year.txt", text)
    assert english(text) == set()


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
    assert english(text) == set()


def english(text: str) -> set[str]:
    """The words of our English texts that occur in none of our German ones."""
    return words(re.sub(r"\w+ (?=\([A-ZÄÖÜa-zäöüß -]+\))", "", text)) & ENGLISH  # names: "year (Jahr)"


def words(text: str) -> set[str]:
    """The words of prose: not those of paths, options, fields and code."""
    return set(re.findall(r"""(?<![\w`/.=<{"-])[A-Za-z]{3,}(?![\w`/.:=>}"-])""", text))


def texts() -> tuple[set[str], set[str]]:
    """The words of all English texts, and of all German ones."""
    found: tuple[set[str], set[str]] = (set(), set())
    for path in CATALOGUES.glob("*.po"):
        for message in read_po(path.read_bytes().splitlines(keepends=True)):
            for place, both in enumerate((message.id, message.string)):
                for text in both if isinstance(both, (tuple, list)) else (both,):
                    found[place].update(words(text or ""))
    return found


ENGLISH = set.difference(*texts()) - {"main", "warning"}  # a branch of git; a command of GitHub

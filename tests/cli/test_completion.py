"""What shells offer: the table of the commands is up to date, and words are found, quoted and translated."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

from aqb_cli.checking.rules import BY_CODE
from aqb_cli.cli._app import command
from aqb_cli.cli._completing import TABLE, split
from aqb_cli.cli._words import OneOf
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Category, Earmark, Status
from aqb_cli.querying.queries.dimensions import DIMENSIONS, names_of
from aqb_cli.text.help_pages import in_language
from aqb_cli.text.messages import LANGUAGES, Message

KINDS = {
    "--district": "districts", "[DISTRICT] YEAR": "districts", "--year": "years", "--from": "years",
    "--wording": "wordings", "NAME": "agreements", "NAMES": "agreements", "PATHS": "agreements",
    "OLD NEW": "agreements",
}  # fmt: skip
"""What the values of options and arguments are, by their names; all else is a file, or free text."""

WORDS: dict[str, dict[str, Message]] = {
    "--category": {word: vocabulary.name(word) for word in Category},
    "--earmark": {word: vocabulary.name(word) for word in Earmark},
    "--status": {word: vocabulary.name(word) for word in Status},
    "--by": names_of(DIMENSIONS),
    "--group-by": names_of(DIMENSIONS),
    **{key: {code: Message(code, {}) for code in BY_CODE} for key in ("--select", "--ignore", "CODE")},
}


def columns(name: str, aqb: Command) -> dict[str, Message]:
    """The columns of a command's answers, with what they are called."""
    listed = [[each] for each in ("measures", "agreements", "districts", "categories")]
    asked = {"list": listed, "diff": [["2024", "2025"]]}
    found: dict[str, dict[str, str]] = {}
    for words in asked.get(name, [["--by=district"]]):
        for language in LANGUAGES:
            content = json.loads(aqb("--lang", language, name, *words, "-f", "json").out)
            for column in next(iter(content["tables"].values()))["columns"]:
                if not column["key"].isdecimal():
                    found.setdefault(column["key"], {})[language] = column["heading"]
    return found  # type: ignore[return-value]


def table(aqb: Command) -> dict[str, Any]:
    """The table of all commands, from what typer knows of them."""

    def entry(name: str, param: Any) -> dict[str, Any]:
        about = {language: in_language(param.help or "", language) for language in LANGUAGES}
        return {"about": about, **values(name, param)}

    def values(name: str, param: Any) -> dict[str, Any]:
        key = max(param.opts, key=len) if param.param_type_name == "option" else str(param.metavar)
        words: Any = param.metavar.known if isinstance(param.metavar, OneOf) else WORDS.get(key)
        if key == "--sort":
            words = columns(name, aqb)
        if getattr(param, "is_flag", False):
            return {"kind": "flag"}
        if words is None:
            return {"kind": KINDS.get(key, "")}
        return {"kind": "words", "words": [spelt(word, called) for word, called in words.items()]}

    def spelt(word: str, called: Any) -> str | list[str]:
        name = called["de"] if isinstance(called, dict) else called.translated("de")
        of_years = any(map(str.isdecimal, name))  # other years have another heading
        return word if name == word or of_years else [word, name.lower().replace(" ", "-")]

    def commands(name: str, item: Any) -> Iterator[tuple[str, Any]]:
        context = item.context_class(item, info_name=name)
        params = [param for param in item.get_params(context) if "--help" not in param.opts]
        first = (item.help or "").split("\n\n")[0].replace("\n", " ")
        yield (
            name,
            {
                "about": {language: in_language(first, language) for language in LANGUAGES},
                "arguments": [entry(name, param) for param in params if param.param_type_name == "argument"],
                "options": {
                    each: entry(name, param)
                    for param in params
                    if param.param_type_name == "option"
                    for each in param.opts
                },
            },
        )
        for below in item.list_commands(context) if hasattr(item, "list_commands") else ():
            yield from commands(f"{name} {below}".strip(), item.get_command(context, below))

    return dict(commands("", command()))


def test_the_table_is_current(workspace: Path, aqb: Command, expect: Callable[[Path, str], None]) -> None:
    found = table(aqb)
    expect(TABLE, json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace('},"', '},\n"') + "\n")


def offered(aqb: Command, line: str, shell: str = "bash") -> list[str]:
    words = [line] if shell == "bash" else split(line)[0][1:]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("_AQB_COMPLETE", shell)
        return aqb(*words).out.splitlines()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("aqb val", ["validate"]),
        ("aqb --lang en wording l", ["learn"]),
        ("aqb list me", ["measures"]),
        ("aqb list --sort am", ["amount", "amounts"]),
        ("aqb list --sort=-am", ["-amount", "-amounts"]),
        ("aqb list --skip-invalid --statu", ["--status"]),
        ("aqb list --category=qual", ["qualification"]),
        ("aqb list --district fulda,ha", ["fulda,hanau"]),
        ("aqb list --district Landkreis\\ Fu", ["Landkreis\\ Fulda"]),
        ('aqb list --district "Landkreis Fu', ["Landkreis Fulda"]),
        ("aqb new odenw", ["odenwaldkreis"]),
        ("aqb show hersf", ["hersfeld-rotenburg/2025"]),
        ("aqb validate -f conc", ["concise"]),
        ("aqb rule AQB10", [code for code in BY_CODE if code.startswith("AQB10")]),
        ("aqb render -o ", []),
        ("aqb nothing ", []),
    ],
)
def test_words(line: str, found: list[str], workspace: Path, aqb: Command) -> None:
    assert offered(aqb, line) == found


def test_words_in_german(workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AQB_LANG", "de")
    assert offered(aqb, "aqb list maß", "zsh") == ["maßnahmen", "maßnahmenarten"]
    assert offered(aqb, "aqb list --sort=-betrag", "fish") == ["--sort=-betrag"]
    assert offered(aqb, "aqb list --sort=-betrag", "zsh") == ["-betrag"]
    assert offered(aqb, "aqb vali", "fish")[0].startswith("validate\tZielvereinbarungen prüfen und sagen, ")


def test_installing(tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("XDG_CONFIG_HOME", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    (home / ".bashrc").write_text("ours", encoding="utf-8")
    for _time in range(2):
        assert aqb("completion", "bash", "--install").code == 0
    script = home / ".config/aqb/completion.bash"
    assert (home / ".bashrc").read_text(encoding="utf-8") == f"ours\n[ -r '{script}' ] && . '{script}'\n"
    assert script.read_text(encoding="utf-8") == aqb("completion", "bash").out
    assert aqb("completion", "fish", "--install").code == 0
    assert (home / ".config/fish/completions/aqb.fish").is_file()
    assert aqb("completion", "powershell", "--install").code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a bash of this system")
def test_a_home_with_an_apostrophe_and_none(tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    (home := tmp_path / "o'brien").mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    assert aqb("completion", "bash", "--install").code == 0
    (home / ".config/aqb/completion.bash").write_text("echo called", encoding="utf-8")
    done = subprocess.run(["bash", home / ".bashrc"], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("called\n", "")

    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)
    result = aqb("completion", "bash", "--install")
    assert (result.code, "HOME" in result.err) == (2, True)


def test_districts_are_read_from_an_ordinary_file(workspace: Path, tmp_path: Path, aqb: Command) -> None:
    path = workspace / "data/districts.yaml"
    assert offered(aqb, "aqb list measures --district fu") == ["fulda"]
    path.rename(tmp_path / "other")
    ways: list[Callable[[Path], object]] = [Path.mkdir, lambda path: path.symlink_to(tmp_path / "other")]
    ways += [os.mkfifo] if sys.platform != "win32" else []
    for make in ways:
        make(path)
        assert offered(aqb, "aqb list measures --district fu") == []
        path.rmdir() if path.is_dir() else path.unlink()


def test_names_that_cannot_be_printed_are_not_offered(workspace: Path, aqb: Command) -> None:
    for folder, ending in (("templates/wording", "yaml"), ("data/agreements/2025", "yaml")):
        (workspace / folder).mkdir(parents=True, exist_ok=True)
        (workspace / folder / f"her\u202eor\x9b.{ending}").write_text("", encoding="utf-8")
    assert offered(aqb, "aqb show her") == ["hersfeld-rotenburg/2025"]
    assert offered(aqb, "aqb render --wording her") == []

"""Messages exist in both languages, and say the same with the same values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from conftest import CHECKOUT, REAL, Command

from aqb_cli.checking.manual import paragraphs
from aqb_cli.checking.rules import RULES
from aqb_cli.cli._app import command
from aqb_cli.cli._words import OneOf
from aqb_cli.text.help_pages import texts_of
from aqb_cli.text.messages import _, choose_language, shown, visible
from hatch_build import compile_catalogue

PO = CHECKOUT / "aqb_cli/text/locale/de/LC_MESSAGES/aqb.po"
PAGES, HELP = PO.with_name("pages.po"), PO.with_name("help.po")


def catalogue(path: Path = PO) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale="de", domain=path.stem)


KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "listing": (1, 2)}


def texts_in_code() -> set[str]:
    found = extract_from_dir(str(CHECKOUT / "aqb_cli"), keywords=KEYWORDS)
    return {text if isinstance(text, str) else text[0] for _file, _line, text, *_rest in found}


def test_every_text_is_translated() -> None:
    german = {
        message.id if isinstance(message.id, str) else message.id[0]: message for message in catalogue() if message.id
    }
    assert set(german) == texts_in_code(), "run .ci/translations"
    for text, message in german.items():
        assert not message.fuzzy, text
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        assert all(forms), text


def test_every_page_is_translated() -> None:
    german = {str(message.id): str(message.string) for message in catalogue(PAGES) if message.id}
    assert set(german) == {text for rule in RULES for text in paragraphs(rule)}, "run .ci/translations"
    for text, translation in german.items():
        assert translation
        assert translation != text
        code = [set(re.findall("`[^`]*`", each)) for each in (text, translation)]
        assert {each for each in code[1] if each.isascii() and "<" not in each} <= code[0] | {"`amount`"}, translation


SAME = {
    "Budget", "Budgets", "Budget (§ 4)", "Budget: {total}", "Budget: {total}.", "Format", "Name", "Status",
    "CODE", "CODES", "NAME", "REF", "TEXT", "URL",  # in capital letters: what stands for a value
}  # fmt: skip
"""What is the same in both languages; beside it, only commands, paths and what has no letters."""


def is_the_same(text: str) -> bool:
    return text in SAME or not re.search("[A-Za-z]", re.sub(r"{\w*}|^aqb .*|^data/\S*", "", text))


def test_nothing_stays_english() -> None:
    for path in (PO, PAGES, HELP):
        for message in catalogue(path):
            forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            originals = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
            same = set(map(str, forms)) & set(map(str, originals))
            assert all(map(is_the_same, same)), f"{same}: translate it, or name it in SAME"


def test_every_command_and_option_is_explained_in_german() -> None:
    german = {str(message.id) for message in catalogue(HELP)}
    seen = 0
    for item, context in commands(command()):
        assert item.help
        said = [*texts_of(item.help)]
        for param in item.get_params(context):
            if "--help" not in param.opts:
                assert param.help, (item.name, param.name)
                value = [] if isinstance(param.metavar, OneOf) or getattr(param, "is_flag", False) else [param.metavar]
                said += [param.help, *value]
        assert set(said) <= german, (item.name, set(said) - german)
        seen += len(said)
    assert seen > 300


def commands(item: Any, name: str = "aqb") -> Iterator[tuple[Any, Any]]:
    """A command and all that are below it."""
    context = item.context_class(item, info_name=name)
    yield item, context
    for below in item.list_commands(context) if hasattr(item, "list_commands") else ():
        yield from commands(item.get_command(context, below), below)


def test_every_help_text_is_translated() -> None:
    found = extract_from_dir(str(CHECKOUT / "aqb_cli/cli"), method_map=[("**.py", "hatch_build:extract_help")])
    german = {str(message.id): str(message.string) for message in catalogue(HELP) if message.id}
    assert set(german) == {str(text) for _file, _line, text, *_rest in found}, "run .ci/translations"
    for text, translation in german.items():
        assert translation
        assert re.findall(r"(?<![\w-])--[a-z-]+", text) == re.findall(r"(?<![\w-])--[a-z-]+", translation), text


def test_translations_have_the_same_values() -> None:
    def names(text: str | None) -> set[str]:
        return set(re.findall(r"{(\w*)}", text or ""))

    for message in catalogue():
        originals = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        translations = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        for original, translation in zip(originals, translations, strict=True):
            assert names(original) - {"n"} == names(translation) - {"n"}, original
            assert names(translation) <= names(originals[-1]), original


@pytest.mark.parametrize("path", [PO, PAGES, HELP], ids=lambda path: path.stem)
def test_compiled_catalogue_is_current(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "de" / "LC_MESSAGES" / path.name
    copy.parent.mkdir(parents=True)
    copy.write_bytes(path.read_bytes())
    compile_catalogue(copy)
    assert copy.with_suffix(".mo").read_bytes() == path.with_suffix(".mo").read_bytes(), "run .ci/translations"


@pytest.mark.parametrize("marked", ['msgid "error"\nmsgstr ""', '#, fuzzy\nmsgid "error"\nmsgstr "Fehler"'])
def test_a_missing_translation_stops_the_build(marked: str, tmp_path: Path) -> None:
    copy = tmp_path / "de" / "LC_MESSAGES" / "aqb.po"
    copy.parent.mkdir(parents=True)
    copy.write_text(marked + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="to be translated: \\['error'\\]"):
        compile_catalogue(copy)


def test_texts_are_constants() -> None:
    """What can come from data must be a value of a message, never its text."""
    for path in (CHECKOUT / "aqb_cli").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):  # pybabel finds no texts in them
                called = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
                assert not any(isinstance(f, ast.Name) and f.id in KEYWORDS for f in called), f"{path}:{node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                texts = node.args[: len(KEYWORDS[node.func.id] or (1,))]
                assert all(isinstance(text, ast.Constant) for text in texts), f"{path}:{node.lineno}"


@pytest.mark.parametrize(
    ("asked", "environ", "language"),
    [
        (None, {}, "en"),
        ("de", {"AQB_LANG": "en"}, "de"),
        (None, {"AQB_LANG": "de", "LC_ALL": "en_GB.UTF-8"}, "de"),
        (None, {"AQB_LANG": "fr", "LANG": "de_DE.UTF-8"}, "de"),
        (None, {"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "de_AT"}, "de"),
        (None, {"LC_ALL": "", "LANG": "de"}, "de"),
        (None, {"LANG": "fr_FR"}, "en"),
    ],
)
def test_choice_of_language(asked: str | None, environ: dict[str, str], language: str) -> None:
    assert choose_language(asked, environ) == language


def test_values_as_each_language_writes_them() -> None:
    assert shown(Decimal(595950), "de") == "595.950 Euro"
    assert shown(Decimal(595950), "en") == "EUR 595 950"
    assert shown(Decimal("-1234567.05"), "de") == "-1.234.567,05 Euro"
    assert shown(Decimal("-1234567.05"), "en") == "EUR -1 234 567.05"
    assert shown(date(2025, 8, 2), "de") == "2. August 2025"
    assert shown(date(2025, 8, 2), "en") == "2 August 2025"
    assert shown(["a", "b", "c"], "de") == "a, b und c"
    assert shown("x" * 500, "en") == "x" * 79 + "…"


def test_nothing_of_a_value_is_obeyed() -> None:
    assert visible("a\x1b[31m\u202eb\udcff\n") == "a<U+001B>[31m<U+202E>b<0xFF><U+000A>"
    assert str(_("{name}", name="{name} %s {0}")) == "{name} %s {0}"


@pytest.mark.parametrize("code", [0x034F, 0x115F, 0x2800, 0x3164, 0xAD, 0xFE0F, 0x202E, 0xE0061, 0xE0101, 0x1D159])
def test_what_nobody_sees_is_written_out(code: int, workspace: Path, aqb: Command) -> None:
    assert visible(f"a{chr(code)}b") == f"a<U+{code:04X}>b"
    text = (workspace / REAL).read_text(encoding="utf-8").replace("BaE TZ+VZ", f"BaE{chr(code)} TZ")
    (workspace / REAL).write_text(text, encoding="utf-8")
    out = aqb("validate", "-f", "concise").out
    if code != 0xAD:
        assert out == f"{REAL}:18:17: error: AQB601: The text contains an invisible character: <U+{code:04X}>.\n"
    assert aqb("validate", "--fix").code == 0


def test_language_of_problems(aqb: Command) -> None:
    english, german = aqb("rule", "AQB999"), aqb("rule", "AQB999", "--lang", "de")
    assert english.err == "aqb: There is no rule AQB999.\n     `aqb rule` lists all rules.\n"
    for slip, meant in (("AQBB201", "AQB201"), ("AQB219", "AQB209"), ("AQB120", "AQB102")):
        assert aqb("rule", slip).err.endswith(f"Did you mean “{meant}”?\n")
    for code in ("AQB900", "AQB910", "AQB9", "AQB2"):
        assert aqb("rule", code).err.endswith("`aqb rule` lists all rules.\n")
    assert german.err.startswith("aqb: Es gibt keine Regel AQB999.")

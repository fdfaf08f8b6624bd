"""Every rule's manual page tells the truth: its wrong example gives exactly its code, its right one nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT, Command
from examples import BASE, PACK, codes, over_base

from aqb_cli.checking.manual import examples, markdown, paragraphs
from aqb_cli.checking.rules import AGREEMENT_RULES, RULES, rules_about
from aqb_cli.checking.runner import FileChecker
from aqb_cli.diagnostics import Rule
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement
from aqb_cli.workspace.collection import Workspace

WITHOUT_EXAMPLES = {
    "AQB001",
    "AQB002",
    "AQB004",
    "AQB014",
    "AQB017",
    "AQB018",
    "AQB701",
    "AQB702",
    "AQB703",
    "AQB704",
    "AQB808",
    "AQB809",
    "AQB813",
}
"""Rules about what can't be written down as a text: tested on real files elsewhere."""
ONLY_WRONG = {"AQB003", "AQB005", "AQB012", "AQB020", "AQB021", "AQB106"}


@pytest.mark.parametrize("rule", [r for r in RULES if r.code not in WITHOUT_EXAMPLES], ids=lambda rule: rule.code)
def test_examples(rule: Rule[Any, Any]) -> None:
    kinds = [kind for kind, _path, _text in examples(rule)]
    assert kinds == (["Wrong"] if rule.code in ONLY_WRONG else ["Wrong", "Right"])
    for kind, path, text in examples(rule):
        whole = over_base(text, PACK if path and path.startswith("templates/") else BASE)
        found = codes(whole, path)
        assert found == ([rule.code] if kind == "Wrong" else []), f"{kind}: {found}\n{whole}"


def test_rules_are_left_out_only_where_they_find_nothing() -> None:
    checker, left_out = FileChecker(Workspace(None)), set()
    for rule in AGREEMENT_RULES:
        for _kind, _path, text in examples(rule):
            document = yaml.read(over_base(text, BASE).encode())
            agreement = load(document, Agreement).sound
            assert agreement is not None
            case = checker._case(agreement, document, "agreement.yaml")
            for other in {*AGREEMENT_RULES} - {*rules_about(case.parts, only_errors=False)}:
                assert list(other.check(case)) == [], (other.code, text)
                left_out.add(other)
    assert left_out == {rule for rule in AGREEMENT_RULES if rule.about}


def test_rules_without_examples_are_few() -> None:
    assert {rule.code for rule in RULES if not examples(rule)} == WITHOUT_EXAMPLES


def test_codes_are_in_order_and_unique() -> None:
    listed = [rule.code for rule in RULES]
    assert listed == sorted(set(listed))
    assert all(re.fullmatch("AQB[0-9]{3}", code) for code in listed)


def test_pages_begin_with_a_sentence() -> None:
    for rule in RULES:
        assert paragraphs(rule)[0].endswith((".", "”.", ";")), rule.code


def test_every_code_in_the_program_is_a_rule() -> None:
    known = {rule.code for rule in RULES}
    used: set[str] = set()
    for path in (CHECKOUT / "aqb_cli").rglob("*.py"):
        used |= set(re.findall(r"\bAQB[0-9]{3}\b", path.read_text(encoding="utf-8")))
    assert used == known


@pytest.mark.parametrize(("name", "language"), [("rules", "en"), ("regeln", "de")])
def test_manual_in_docs(name: str, language: str, expect: Any) -> None:
    expect(CHECKOUT / f"docs/{name}.md", markdown(RULES, language))


def test_rule_command_shows_the_page(aqb: Command) -> None:
    result = aqb("rule", "aqb201")
    assert result.code == 0
    assert result.out.startswith("AQB201 (error): The measures cost more than the budget\n\nWhat the measures cost")
    assert "Wrong:\n    budget: {total: 100000}\n" in result.out
    assert aqb("rule", "201").out == result.out


def test_rule_command_lists_all(aqb: Command) -> None:
    lines = aqb("rule").out.splitlines()
    assert [line[:6] for line in lines] == [rule.code for rule in RULES]


@pytest.mark.parametrize("code", ["AQB006", "AQB01"])
def test_what_cant_be_read_cant_be_left_out(code: str, workspace: Path, aqb: Command) -> None:
    (workspace / "aqb.toml").write_text(f'ignore = ["{code}"]\n')
    result = aqb("validate")
    if code == "AQB006":
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("aqb: AQB006 can't be left out")
        assert aqb("validate", "--ignore", code).err == result.err
    else:  # of these, some can be
        assert any(rule.code.startswith(code) and not rule.fatal for rule in RULES)
        assert (result.code, result.err) == (0, "")


def test_rule_command_knows_its_codes(aqb: Command) -> None:
    result = aqb("rule", "AQB999")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("aqb: There is no rule AQB999.\n")

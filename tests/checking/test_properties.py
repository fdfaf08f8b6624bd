"""What must hold for every input: nothing ends in a traceback, amounts are exact, fixes help."""

from __future__ import annotations

import json
import re
import string
import sys
from datetime import date
from decimal import Decimal

import pytest
from conftest import CHECKOUT
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aqb_cli.checking.fixes import _apply, _fixable, _fixes
from aqb_cli.checking.outcome import Selection
from aqb_cli.checking.rules import text as text_rules
from aqb_cli.checking.runner import check_text
from aqb_cli.diagnostics import Lines
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.model.scalars import read_amount, read_date
from aqb_cli.text import german
from aqb_cli.text.messages import visible
from aqb_cli.workspace.collection import Workspace

REAL = (CHECKOUT / "data/agreements/2025/hersfeld-rotenburg.yaml").read_text(encoding="utf-8")
NOWHERE = Workspace(None)
cents = st.integers(min_value=0, max_value=99_999_999_999)
yaml_like = st.text(alphabet=st.sampled_from("abc: -[]{}#&*!|>'\"%@`,?\n\t\\0159.€äß\u200b\u00ad\u0308 "), max_size=120)


def findings(raw: bytes) -> list[str]:
    run = check_text(NOWHERE, raw, "agreement.yaml", Selection())
    for report in run.reports:
        lines = Lines(report.text)
        for diagnostic in report.diagnostics:
            for language in ("en", "de"):
                assert visible(diagnostic.message.translated(language)) == diagnostic.message.translated(language)
            if diagnostic.span:
                assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(report.text)
                assert lines.position(diagnostic.span.start).line <= len(lines)
    return [d.code for d in run.diagnostics]


@given(st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    assert findings(raw)


@given(yaml_like)
@example("? - a\n  - b\n: c")
@example("a: b: c: d")
@example("*a : b")
@example("?")
def test_any_yaml_like_text(text: str) -> None:
    assert findings(text.encode())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(REAL)), st.integers(0, 6), yaml_like)
def test_any_damage_to_the_real_file(start: int, cut: int, insert: str) -> None:
    findings((REAL[:start] + insert + REAL[start + cut :]).encode())


@given(cents)
def test_canonical_amounts_are_read_exactly(amount: int) -> None:
    euros, rest = divmod(amount, 100)
    assert read_amount(f"{euros}.{rest:02d}") == Decimal(amount) / 100
    assert read_amount(f"{euros}") == euros


@given(cents)
def test_german_amounts_are_read_back(amount: int) -> None:
    value = Decimal(amount) / 100
    assert german.read_amount(german.euro(value)) == value
    grouped = f"{amount // 100:,}"
    for separator in (".", " ", "\u00a0", "\u202f", "'", "’"):
        for ending in ("", " €", " Euro", ",-", ",– EUR", ",00 €"):
            assert german.read_amount(grouped.replace(",", separator) + ending) == amount // 100


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2050, 12, 31)))
def test_dates_are_read_back(day: date) -> None:
    assert read_date(day.isoformat()) == day
    for text in (
        german.long_date(day),
        f"{day.day}. {day.month}. {day.year}",
        f"{day.day:02}.{day.month:02}.{day.year % 100:02}",
        f"den {day.day}.{day.month}.{day.year}",
    ):
        assert german.read_date(text) == day


@given(st.lists(cents.map(lambda amount: amount // 1000), min_size=1, max_size=8), st.integers(-2, 2))
def test_sums_are_exact_to_the_cent(amounts: list[int], off: int) -> None:
    total = sum(amounts) + off
    if total < 1_000_000 or total > 4_000_000_000 or 0 in amounts:
        return
    lines = "".join(f"    - {{title: M {n}, amount: {a // 100}.{a % 100:02}}}\n" for n, a in enumerate(amounts))
    text = (
        f"format: 1\ndistrict: fulda\nyear: 2025\nstatus: draft\nbudget: {{total: {total // 100}.{total % 100:02}}}\n"
        f"measures:\n  training_preparation:\n{lines}"
        "  vocational_training: []\n  qualification: []\n  staff_training: []\n"
    )
    expected = [] if off == 0 else ["AQB201"] if off < 0 else ["AQB218"]
    found = findings(text.encode())
    assert [code for code in found if code != "AQB217"] == expected  # amounts may be as small as they like


@given(st.lists(st.text(max_size=30), max_size=4))
@example(["a  b"])
@example(["Tel. 0661 1234-0"])
@example(["0661/12345"])
@example(["DE89 3704 0044 0532 0130 00"])
@example(["+49 661 12345"])
@example(["a\n\nb"])
@example(["Ausbil- dung"])
@example(["â€“"])
@example(["Fon: 0661 123"])
@example([" a"])
@example(["a "])
@example(["x", "(0661) 12345"])
@example(["0049 661 12345"])
@example(["\u2028"])
def test_the_quick_look_at_texts_overlooks_nothing(texts: list[str]) -> None:
    texts = [] if text_rules.suspicious(texts) or re.search(yaml._NOT_TEXT, "".join(texts)) else texts
    data = json.dumps({"texts": texts}, ensure_ascii=False).encode()
    document = yaml.read(data)
    places = tuple((("texts", n), text) for n, text in enumerate(texts) if text.strip())
    assert document.findings == []

    class OnlyTexts:
        texts = places

    rules = (
        text_rules.invisible, text_rules.soft_hyphen, text_rules.decomposed, text_rules.mojibake,
        text_rules.stray_space, text_rules.contact_data, text_rules.hyphenation,
    )  # fmt: skip
    for rule in rules:
        assert list(rule.check(OnlyTexts())) == []  # type: ignore[arg-type]


@given(st.text(alphabet=string.ascii_letters + "äöü :#-*\u200b\u00ad\u0308\u00a0", min_size=1, max_size=30))
def test_fixes_of_texts_leave_nothing_to_fix(title: str) -> None:
    text = REAL.replace("digitale Kompetenzen", json.dumps(f"A{title}", ensure_ascii=False))
    for _round in range(5):
        reports = check_text(NOWHERE, text.encode(), "agreement.yaml", Selection(("AQB6",))).reports
        edits = [edit for report in reports for fix in _fixes(_fixable(report.diagnostics)) for edit in fix.edits]
        text = _apply(text, edits)
    assert findings(text.encode()) in ([], ["AQB607"])


def test_the_quick_look_knows_every_space() -> None:
    spaces = [chr(code) for code in range(sys.maxunicode) if chr(code).isspace() and chr(code) not in " \n"]
    assert [space for space in spaces if not text_rules.suspicious([f"a{space}b"])] == []


@pytest.mark.parametrize("escape", ["\\u2028", "\\u2029", "\\L", "\\x85"])
def test_spaces_that_are_written_as_escapes(escape: str) -> None:
    raw = f'sources: [{{title: "Leben{escape}und Sprache"}}]'.encode()
    codes = {d.code for d in check_text(Workspace(None), raw, "x.yaml", Selection(("AQB6",))).diagnostics}
    assert codes & {"AQB601", "AQB605"}


def test_comments_that_turn_the_direction_of_writing() -> None:
    raw = "# \u202etitles\u202c\nsources: [{title: Presse}]\n".encode()
    found = check_text(Workspace(None), raw, "x.yaml", Selection(("AQB014",))).diagnostics
    assert [d.code for d in found] == ["AQB014", "AQB014"]

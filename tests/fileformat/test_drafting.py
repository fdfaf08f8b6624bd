"""The text of new files: whatever is put in is read again, and no comment does more than say something."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aqb_cli.checking.outcome import Selection
from aqb_cli.checking.runner import check_text
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.drafting import _plain, drafted
from aqb_cli.fileformat.fmt import Unformattable, formatted
from aqb_cli.fileformat.fmt.comments import comments_of
from aqb_cli.fileformat.model import Category
from aqb_cli.workspace.collection import Workspace

sharp = st.text(
    alphabet=st.sampled_from("ab: -[]{}#&*!|>'\"%@`,?\n\r\t\\\x000159.€äß\u00a0\u0085\u200b\u202e\u2028\ufeff\ufffe")
)
texts = st.one_of(sharp, st.text(st.characters(codec="utf-8")), st.sampled_from(["", "~", "null", "no"]))
amounts = st.decimals(0, 10**8, places=2)
lines = st.lists(st.one_of(texts, st.sampled_from(["# aqb: ignore[AQB101] x", "yaml-language-server: $schema=x"])))
measures = st.fixed_dictionaries(
    {"title": texts},
    optional={
        "amount": amounts,
        "by_year": st.dictionaries(st.integers(2000, 2999), amounts, max_size=3),
        "starts": st.dates(),
        "places": st.none(),
        "provider": texts,
        "legal_bases": st.lists(texts, max_size=3),
    },
)
agreements = st.fixed_dictionaries(
    {"format": st.just(1), "district": texts, "year": st.integers(2000, 2999), "budget": st.just({"total": None})},
    optional={
        "measures": st.fixed_dictionaries({category: st.lists(measures, max_size=3) for category in Category}),
        "sources": st.lists(st.fixed_dictionaries({"title": texts, "url": texts}), max_size=2),
        "review": st.fixed_dictionaries({"deviations": st.lists(st.fixed_dictionaries({"reason": texts}), max_size=2)}),
    },
)  # fmt: skip


def places(data: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [inner for step, value in steps for inner in ((*place, step), *places(value, (*place, step)))]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(agreements, st.data(), lines)
@example({"district": "Kosten: 12.000,00, davon {x: 1,00}"}, None, [])
@example({"district": "\ufffe"}, None, ["\ud800\x1b[0m"])
def test_whatever_is_put_in(data: dict[str, Any], drawn: st.DataObject | None, head: list[str]) -> None:
    there = st.sampled_from(places(data))
    comments = drawn.draw(st.dictionaries(there, lines, max_size=5)) if drawn else {}
    text = drafted(data, comments, head)
    document = yaml.read(text.encode())
    assert document.data == _plain(data)
    assert formatted(document) == text, "it is in the one layout already"
    found = {comment.text for comment in comments_of(document)}
    assert bool(found) == bool(head or any(comments.values()))
    assert not any("aqb:" in comment or "server:" in comment or not comment.isprintable() for comment in found)
    bare = yaml.read(drafted(data, {}).encode())
    assert bare.data == document.data


def test_values_and_comments() -> None:
    data = {
        "year": 2026,
        "format": 1,
        "budget": {"total": None, "by_year": {2026: Decimal(400000), 2027: Decimal("195950.50")}},
        "measures": {
            "qualification": [
                {"title": "2026", "starts": date(2026, 1, 1)},
                {"title": "A: B", "legal_bases": ["SGB II"]},
            ],
            Category.STAFF_TRAINING: [],
        },
        "sources": None,
    }  # fmt: skip
    comments = {
        ("year",): ["The year.\nOf the programme."],
        ("budget", "by_year", 2027): ["Half."],
        ("measures", "qualification", 0): ["The first."],
        ("measures", "qualification", 1, "title"): ["Look: aqb: ignore[AQB201] x", "", "word " * 25],
    }
    assert drafted(data, comments, ["A draft."], "../s.json") == (
        "# yaml-language-server: $schema=../s.json\n"
        "# A draft.\n"
        "\n"
        "format: 1\n"
        "# The year. Of the programme.\n"
        "year: 2026\n"
        "\n"
        "budget:\n"
        "  total:\n"
        "  by_year:\n"
        "    2026: 400000\n"
        "    # Half.\n"
        "    2027: 195950.50\n"
        "\n"
        "measures:\n"
        "  qualification:\n"
        "    # The first.\n"
        '    - title: "2026"\n'
        "      starts: 2026-01-01\n"
        "    # Look: aqb ignore[AQB201] x\n"
        "    #\n"
        f"    # {'word ' * 17}word\n"
        f"    # {'word ' * 6}word\n"
        '    - title: "A: B"\n'
        "      legal_bases: [SGB II]\n"
        "  staff_training: []\n"
        "\n"
        "sources:\n"
    )


@pytest.mark.parametrize("text", ["\ud800", "x" * 300_000])
def test_what_no_file_can_hold(text: str) -> None:
    with pytest.raises(Unformattable):
        drafted({"district": text}, {})


def test_a_sentence_with_an_amount_is_no_amount() -> None:
    text = 'budget: {total: 1.000,00, own_contribution: 20}\ngrant: {reference: "a: 1.000,00, b"}\n'
    document = yaml.read(text.encode())
    assert [finding.made_by.code for finding in document.findings] == ["AQB104"]
    assert document.data == {
        "budget": {"total": "1000.00", "own_contribution": "20"},
        "grant": {"reference": "a: 1.000,00, b"},
    }
    run = check_text(
        Workspace(None), b'sources: [{title: "Kosten: 12.000,00, davon 3"}]', "x.yaml", Selection(("AQB104",))
    )
    assert list(run.diagnostics) == []

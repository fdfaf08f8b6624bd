"""Wording packs: what is wrong with one is said at its place, and no pack can do more than put facts into texts."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT, Command
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Undefined
from jinja2.runtime import LoopContext

from aqb_cli.fileformat.model.wording import LONGEST_WORDING
from aqb_cli.wording.blocks import TextRun, plain
from aqb_cli.wording.checks import DEEPEST
from aqb_cli.wording.facts import YearFacts
from aqb_cli.wording.filters import FILTERS, cents, joined, long_date, number, start
from aqb_cli.wording.packs import fields_of_facts
from aqb_cli.wording.sandbox import Sandbox
from aqb_cli.wording.scopes import fields
from aqb_cli.wording.templates import Template, parse
from aqb_cli.wording.typography import bound, literal, runs

STANDARD = CHECKOUT / "templates/wording/standard.yaml"
PACK = "templates/wording/own.yaml"


@pytest.fixture
def pack(workspace: Path) -> Path:
    """A copy of the standard pack in the workspace, under a name of its own."""
    path = workspace / PACK
    path.parent.mkdir(parents=True)
    path.write_bytes(STANDARD.read_bytes())
    return path


def with_name(pack: Path, text: str) -> None:
    """The pack with a text for its field `name`, which is as good as any other."""
    old = pack.read_text(encoding="utf-8")
    pack.write_text(
        re.sub("^name: .*$", lambda _match: f"name: {json.dumps(text)}", old, flags=re.MULTILINE), encoding="utf-8"
    )


def test_the_standard_pack_has_no_faults(workspace: Path, pack: Path, aqb: Command) -> None:
    assert aqb("validate", PACK).out == "1 file checked, nothing found.\n"
    assert aqb("validate").code == 0
    pack.write_text(pack.read_text(encoding="utf-8").replace("district.dative", "district.dativ"), encoding="utf-8")
    result = aqb("validate", "-f", "concise")
    assert result.code == 1
    line = next(i for i, text in enumerate(pack.read_text().splitlines(), 1) if "district.dativ " in text)
    assert result.out.startswith(f"{PACK}:{line}:12: error: AQB801: There is no fact “district.dativ”."), result.out


def test_faults_inside_of_folded_texts_are_found_at_their_line(pack: Path, aqb: Command) -> None:
    text = pack.read_text(encoding="utf-8")
    assert text.count("{{ district.nominative }} unterrichten") + text.count("ministry.short_name }} unterrichten") == 1
    pack.write_text(text.replace("ministry.short_name }} unterrichten", "ministry.shortname }} unterrichten"), "utf-8")
    line, column = next(
        (number, text.index("ministry.shortname") + 1)
        for number, text in enumerate(pack.read_text(encoding="utf-8").splitlines(), 1)
        if "ministry.shortname" in text
    )
    out = aqb("validate", PACK, "-f", "concise").out
    assert f"{PACK}:{line}:{column}: error: AQB801: There is no fact “ministry.shortname”." in out
    assert "Did you mean “short_name”?" in aqb("validate", PACK).out


def test_where_a_fact_is_known_is_said(pack: Path, aqb: Command) -> None:
    for block, help in (
        (
            "text: '{{ measure.title }}'",
            "“measure” stands for something only in the texts of a block with `each`, or of",
        ),
        ("text: '{{ short_name }}'", "Did you mean “ministry.short_name”?"),
        ("text: '{{ total | euro }}'", "Possible are budget.total and places.total."),
        (
            "table: {each: budget.earmarked, columns: [{heading: A, text: '{{ label }}'}]}",
            "Did you mean “entry.label”?",
        ),
    ):
        block_of(pack, block)
        assert f"   = help: {help}" in aqb("validate", PACK).out


FAULTS = {
    "{{ yaer }}": "AQB801",
    "{{ district.__class__ }}": "AQB801",
    "{{ district._asdict }}": "AQB801",
    "{{ year.real }}": "AQB801",
    "{{ district.name.upper }}": "AQB801",
    "{{ self }}": "AQB801",
    "{{ measure.title }}": "AQB801",
    "{{ year": "AQB802",
    "year }}": "AQB802",  # Jinja takes it for plain text, and so would everybody who reads the document
    "{ year }": "AQB802",
    "{district.name | start}": "AQB802",
    "{a} { } {Jahr}": "",
    "{{ }}": "AQB802",
    "{% if year %}x": "AQB802",
    "{% endif %}": "AQB802",
    "{% if year %}x{% endfor %}": "AQB802",
    "{{ 'x }}": "AQB802",
    "{{ " + "9" * 5000 + " }}": "AQB802",
    "{{ " + "(" * 4000 + "year" + ")" * 4000 + " }}": "AQB802",
    "{% if " + "not " * 1500 + "year %}x{% endif %}": "AQB80[23]",
    "{% if year %}" * 60 + "x" + "{% endif %}" * 60: "AQB80[23]",
    "{{ year + 1 }}": "AQB803",
    "{{ 'a' * 10**9 }}": "AQB803",
    "{{ 10**10**10 }}": "AQB803",
    "{{ '%s' % year }}": "AQB803",
    "{{ 'a' ~ 'b' }}": "AQB803",
    "{{ district['name'] }}": "AQB803",
    "{{ district.name[0] }}": "AQB803",
    "{{ [1, 2] }}": "AQB803",
    "{{ {} }}": "AQB803",
    "{{ range(3) }}": "AQB803",
    "{{ district.name.format(1) }}": "AQB803",
    "{{ cycler('a') }}": "AQB803",
    "{{ 'x' if year else 'y' }}": "AQB803",
    "{{ 1.5 }}": "AQB803",
    "{% for a in categories %}x{% endfor %}": "AQB803",
    "{% set a = 1 %}": "AQB803",
    "{% macro a() %}{% endmacro %}": "AQB803",
    "{% include '/etc/passwd' %}": "AQB803",
    "{% import 'os' as os %}": "AQB803",
    "{% extends 'x' %}": "AQB803",
    "{% block a %}{% endblock %}": "AQB803",
    "{% raw %}{{ x }}{% endraw %}": "",
    "{% filter start %}x{% endfilter %}": "AQB803",
    "{% if year is defined %}x{% endif %}": "AQB803",
    "{% if year in categories %}x{% endif %}": "AQB803",
    "{{ year | tojson }}": "AQB803",
    "{{ district.name | attr('x') }}": "AQB803",
    "{{ district.name | start('x') }}": "AQB803",
    "{{ grant.granted_on | date(1) }}": "AQB803",
    "{{ grant.granted_on | date('dd.mm.yyyy') }}": "AQB803",
    "{{ grant.granted_on | date('%d.%m.%Y') }}": "AQB803",
    "{{ grant.granted_on | date('d. MMM yyyy') }}": "AQB803",
    "{{ grant.granted_on | date('den d. MMMM yyyy') }}": "AQB803",
    "{{ grant.granted_on | date('') }}": "AQB803",
    "{{ grant.granted_on | date('yyyy-MM-dd') }} {{ grant.granted_on | date('d. MMMM') or 'x' }}": "",
    "{{ budget.total }}": "AQB804",
    "{{ grant.granted_on }}": "AQB804",
    "{{ programme.legal_bases }}": "AQB804",
    "{{ budget }}": "AQB804",
    "{{ status }}": "AQB804",
    "{{ year | euro }}": "AQB804",
    "{{ budget.total | date }}": "AQB804",
    "{{ categories | joined }}": "AQB804",
    "{% if status == 'sined' %}x{% endif %}": "AQB804",
    "{% if year == 'x' %}x{% endif %}": "AQB804",
    "**{{ year }}": "AQB805",
    "**a": "AQB805",
    r"\*\*a": "",
    "{{ district.seat or 'x' }} {{ programme.earliest_start | date('dd.MM.yyyy') }}": "",
    "{% if year > 2025 and not budget.by_year or status == 'draft' %}x{% elif grant.reference %}y{% endif %}": "",
    "{{ categories | count }} {{ budget.total | cents }} {{ budget.total | number }}": "",
}


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: text[:40])
def test_faults(text: str, pack: Path, aqb: Command) -> None:
    with_name(pack, text)
    begun = time.monotonic()
    result = aqb("validate", PACK, "-f", "json")
    assert time.monotonic() - begun < 2
    found = {diagnostic["code"] for diagnostic in json.loads(result.out)["diagnostics"]}
    if FAULTS[text]:
        assert len(found) == 1, found
        assert re.fullmatch(FAULTS[text], found.pop())
        assert aqb("render", "hersfeld-rotenburg/2025", "--wording", "own", "-o", "-").code == 1
    else:
        assert not found
    assert "fault of aqb" not in result.err
    assert "fault of aqb" not in aqb("validate", PACK, "--lang", "de", "-f", "json").err


def test_a_pack_that_repeats_too_much_is_stopped(workspace: Path, pack: Path, aqb: Command) -> None:
    agreement = workspace / "data/agreements/2025/hersfeld-rotenburg.yaml"
    many = "".join(f"    - title: Projekt {number}\n" for number in range(3000))
    text = agreement.read_text(encoding="utf-8")
    agreement.write_text(text.replace("  vocational_training:\n", f"  vocational_training:\n{many}"), encoding="utf-8")
    item = "{{ measure.title }}" + "{% if year %}{% endif %}" * 300
    text = pack.read_text(encoding="utf-8").replace('item: "{{ measure.title }}"', f"item: {json.dumps(item)}")
    pack.write_text(text, encoding="utf-8")
    begun = time.monotonic()
    result = aqb("render", "hersfeld-rotenburg/2025", "--wording", "own", "-f", "txt", "-o", "-")
    assert time.monotonic() - begun < 10
    assert (result.code, result.out) == (1, "")
    assert "AQB809" in result.err


def test_blocks_and_lists_are_checked(pack: Path, aqb: Command) -> None:
    text = pack.read_text(encoding="utf-8")
    for old, new, expected in (
        ("each: budget.by_year", "each: budget.by_yaer", "AQB801: There is no list of facts “budget.by_yaer”"),
        ("each: budget.by_year", "each: district", "AQB801: There is no list of facts “district”"),
        ("      - amount:", "      - amuont:", "AQB102: There is no field “amuont” here"),
        (
            "blocks:\n      - text: >-\n          Wer",
            "blocks:\n      - amount: x\n        text: >-\n          Wer",
            "AQB806: The block has 2 contents: text and amount",
        ),
        (
            "blocks:\n      - text: >-\n          Wer",
            "blocks:\n      - {}\n      - text: >-\n          Wer",
            "AQB806: The block has no content",
        ),
        ("format: 1", "format: 2", "AQB112"),
        ("      - text: >-\n          Wer", f"      - text: >-\n          {'x' * LONGEST_WORDING}x Wer", "AQB108"),
    ):
        assert old in text
        pack.write_text(text.replace(old, new, 1), encoding="utf-8")
        result = aqb("validate", PACK, "-f", "concise")
        assert result.code == 1
        assert expected in result.out, result.out


def test_silenced_faults_of_a_pack_still_keep_it_from_being_used(pack: Path, aqb: Command) -> None:
    with_name(pack, "{{ budget.total }}")
    text = pack.read_text(encoding="utf-8")
    pack.write_text(text.replace('total }}"', 'total }}"  # aqb: ignore[AQB804] we like it'), encoding="utf-8")
    assert aqb("validate", PACK).code == 0
    result = aqb("render", "--wording", "own", "-o", "-", "-f", "txt", "hersfeld-rotenburg/2025")
    assert (result.code, result.out) == (2, "")
    assert "has faults, and the findings about them are silenced" in result.err


def test_every_fact_and_filter_is_documented() -> None:
    page = (CHECKOUT / "docs/wording.md").read_text(encoding="utf-8")

    def paths(scope: Any, before: str = "") -> list[str]:
        found = []
        for name, kind in scope.items():
            found += paths(inner, f"{before}{name}.") if (inner := fields(kind)) else [f"{before}{name}"]
        return found

    for path in paths(fields_of_facts()):
        assert f"`{path}`" in page, path
    for name in FILTERS:
        assert f"`{name}`" in page, name


def test_lists_are_told_apart_by_what_a_text_says_of_them() -> None:
    counted = "{% if funds | count == 1 %}a sum{% elif funds %}sums{% else %}none{% endif %}"
    listed = "{{ funds | yearly }}"
    for text, said in ((counted, "{n}"), (f"{counted} {listed}", "{n} {all}"), (f"{listed} {counted}", "{all} {n}")):
        template = parse(text, {"funds": tuple[YearFacts, ...]})
        assert isinstance(template, Template), template
        for amounts in ([1], [2], [1, 2], [2, 1]):
            funds = tuple(YearFacts(2025 + number, Decimal(amount)) for number, amount in enumerate(amounts))
            number = "sums" if amounts[1:] else "a sum"
            assert template.fill({"funds": funds}) == said.format(n=number, all=FILTERS["yearly"].apply(funds))


def filled(text: str, **facts: Any) -> str:
    template = parse(text, {name: type(value) for name, value in facts.items()})
    assert isinstance(template, Template), template
    return template.fill(facts)


@given(st.text())
def test_a_value_is_never_markup(value: str) -> None:
    alone = plain(runs(literal(value)))
    assert [run.text for run in runs(filled("a **{{ x }}** b", x=value)) if run.strong] == ([alone] if alone else [])
    assert all(not run.strong for run in runs(filled("{{ x }} b", x=value)))


@given(st.text())
def test_lines_hold_nothing_that_cannot_be_seen(value: str) -> None:
    text = plain(runs(value))
    assert all(character.isprintable() or character in "\u00a0\u202f" for character in text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" a ", "a"),
        ("a\tb", "a b"),
        ("a\u2028\n b", "a b"),
        ("a\u00a0b\u202fc \u202f d", "a\u00a0b\u202fc d"),
        ("a\u202eb", "a<U+202E>b"),
        (literal("a\\b"), "a\\b"),
        (literal("a\\*b"), "a\\*b"),
    ],
)
def test_a_text_in_one_line(text: str, line: str) -> None:
    assert plain(runs(text)) == line


def test_an_amount_of_nothing_is_stated() -> None:
    assert filled("{{ x | euro }}", x=Decimal(0)) == "0 Euro"
    assert filled("{% if x %}{{ x or 1 }}{% endif %}", x=0) == "0"


class Pretender:
    """What has fields and is no group of facts."""

    _fields = ("year",)
    year = 2025


def test_a_template_reaches_the_fields_of_groups_and_nothing_else() -> None:
    sandbox, group, loop = Sandbox({}, str), YearFacts(2025, Decimal(1)), LoopContext((1, 2), Undefined)
    for _again in range(2):
        assert sandbox.getattr(group, "year") == 2025
        assert sandbox.getattr(loop, "length") == 2
        for value, name in (
            *((group, name) for name in ("_replace", "_fields", "__class__", "count", "index", "length")),
            *((loop, name) for name in ("cycle", "changed", "depth", "__class__", "_iterator")),
            *(((1, 2), "index"), ("a", "upper"), (Decimal(1), "real"), (Pretender(), "year"), (Pretender, "year")),
        ):
            assert isinstance(sandbox.getattr(value, name), Undefined), (value, name)


def test_bold_passages() -> None:
    assert runs("a **b** c") == (TextRun("a "), TextRun("b", strong=True), TextRun(" c"))
    assert runs(r"a \*\*b\*\* \\ *c*") == (TextRun(r"a **b** \ *c*"),)


UNSTATED = {
    "{{ budget.own_contribution | euro or '–' }}": "–",
    "{{ grant.granted_on | date or grant.reference or '–' }}": "–",
    "{{ grant.granted_on | date or grant.amount | euro or budget.total | euro }}": "595.950 Euro",
    "{{ grant.reference | start or 'ohne' }}": "ohne",
    "{% if grant.reference | start == 'X' %}a{% else %}b{% endif %}": "b",
    "{% if budget.own_contribution > budget.total %}a{% else %}b{% endif %}": "b",
    "{% if budget.total < budget.own_contribution %}a{% else %}b{% endif %}": "b",
    "{% if grant.granted_on < programme.application_deadline %}a{% else %}b{% endif %}": "b",
    "{% if grant.reference == 'X' %}a{% elif grant.reference != 'X' %}b{% else %}c{% endif %}": "c",
    "{% if grant.granted_on | date %}a{% endif %}b": "b",
    "{% if not grant.reference and (grant.amount or budget.total) %}a{% endif %}": "a",
    "{{ budget.earmarked | count or 'keine' }}": "keine",
}
"""Texts about facts that the real agreement doesn't state, and what comes of them."""


@pytest.mark.parametrize("text", UNSTATED)
def test_facts_that_nobody_states(text: str, pack: Path, aqb: Command) -> None:
    with_name(pack, f"{text}")
    assert aqb("validate", PACK).code == 0
    result = aqb("render", "hersfeld-rotenburg/2025", "--wording", "own", "-f", "html", "-o", "-")
    assert result.code == 0, result.err
    assert f"<title>{UNSTATED[text]}</title>" in result.out.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "text",
    ["{{ grant.granted_on | date }}", "{{ grant.reference | start or grant.reference }}", "{{ grant.reference }}"],
)
def test_a_text_that_needs_what_nobody_states(text: str, pack: Path, aqb: Command) -> None:
    with_name(pack, text)
    result = aqb("render", "hersfeld-rotenburg/2025", "--wording", "own", "-o", "-")
    assert (result.code, result.out) == (1, "")
    assert re.search(r"AQB808.*grant\.(granted_on|reference) isn't stated", result.err), result.err


def test_spaces_that_do_not_break() -> None:
    for text in (
        "§ 4", "§§ 4", "595.950 Euro", "12 €", "2. August", "2. 8. 2025", "z. B.", "i. V.", "SGB II", "SGB XII",
        "Nr. 3",
        "Abs. 2",
    ):  # fmt: skip
        assert " " not in bound(text), text
    for text in ("4 Projekte", "Am Ende. 2025 folgt", "SGB und AsylbLG", "im August 2025"):
        assert bound(text) == text


def test_filters() -> None:
    assert number(Decimal(595950)) == "595.950"
    assert cents(Decimal(595950)) == "595.950,00"
    assert cents(Decimal("0.50")) == "0,50"
    assert long_date(date(2025, 8, 2)) == "2. August 2025"
    assert long_date(date(2025, 8, 2), "d. M. yy") == "2. 8. 25"
    assert long_date(date(2025, 8, 2), "dd.MM.yyyy") == "02.08.2025"
    assert start("der Landkreis") == "Der Landkreis"
    assert start("ößling") == "Ößling"
    assert [joined(()), joined(("a",)), joined(("a", "b")), joined(("a", "b", "c"))] == [
        "",
        "a",
        "a und b",
        "a, b und c",
    ]


def block_of(pack: Path, block: str) -> None:
    """Puts a block before the first one of the preamble."""
    text = pack.read_text(encoding="utf-8")
    start = "heading: [Präambel]\n    blocks:\n"
    assert text.count(start) == 1
    pack.write_text(text.replace(start, f"{start}      - {block}\n"), encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "{{ year }}",
        "{{ year }} – Text",
        "{{ year }} – {{ district.name }}",
        "{{year}}, und",
        "{{ budget.total | euro }}",
    ],
)
def test_a_text_without_its_quotes_is_one_finding(text: str, pack: Path, aqb: Command) -> None:
    block_of(pack, f"text: {text}")
    result = aqb("validate", PACK, "-f", "concise")
    line = 1 + next(
        i for i, line in enumerate(pack.read_text(encoding="utf-8").splitlines()) if f"text: {text}" in line
    )
    assert result.out == f"{PACK}:{line}:15: error: AQB015: A text that begins with a brace needs quotes.\n"
    assert "Put the whole text in quotes." in aqb("validate", PACK).out


def test_a_list_that_is_advised_can_be_written_so(pack: Path, aqb: Command) -> None:
    """Placeholders, colons and commas need quotes in brackets."""
    old = pack.read_text(encoding="utf-8")
    for text, advised in (
        ("Zielvereinbarung {{ year }}", '["Zielvereinbarung {{ year }}"]'),
        ("§ 4, Mittel", "[§ 4, Mittel]"),
        ('"Teil 1: Mittel, {{ year }}"', '["Teil 1: Mittel, {{ year }}"]'),
    ):
        for written, help in (
            (text, f"Write it in brackets, several separated by commas: `{advised}`."),
            (advised, ""),
        ):
            pack.write_text(re.sub("(?m)^title:\n(  - .*\n)+", f"title: {written}\n", old), encoding="utf-8")
            result = aqb("validate", PACK)
            assert (result.code, help in result.out) == (int(bool(help)), True), result.out
    pack.write_text(re.sub("(?m)^title:\n(  - .*\n)+", "title: [Teil {{ year }}]\n", old), encoding="utf-8")
    assert "put a text with commas, colons or braces in quotes." in aqb("validate", PACK).out


PLACES = {
    "{{ year }} und {{ district['name'] }}": ("{{ district['name'] }}", "parts in square brackets"),
    "{{ budget.total | euro }} und {{ budget.total }}": ("budget.total", "can't be printed as it is"),
    "{% raw %}{{x}}{% endraw %} {{ year }} {{ year + 1 }}": ("{{ year + 1 }}", "computing"),
    "{% if year %}a{% endif %} {% if year is defined %}b{% endif %}": ("{% if year is defined %}", "the word “is”"),
    "{{ year }}{% for a in categories %}b{% endfor %}": ("{% for a in categories %}", "the word “for”"),
    "{{ district.name.format(1) }}": ("{{ district.name.format(1) }}", "parentheses behind a name"),
    "{{ 1.5 }}{{ year }}": ("{{ 1.5 }}", "a value other than a text or whole number"),
}


@pytest.mark.parametrize("text", PLACES)
def test_findings_name_the_tag_that_is_meant(text: str, pack: Path, aqb: Command) -> None:
    place, words = PLACES[text]
    block_of(pack, f"text: {json.dumps(text)}")
    (found,) = json.loads(aqb("validate", PACK, "-f", "json").out)["diagnostics"]
    start, end = found["start"], found["end"]
    line = pack.read_text(encoding="utf-8").splitlines()[start["line"] - 1]
    assert line[start["column"] - 1 : end["column"] - 1] == place
    assert start["column"] - 1 == line.rindex(place)
    assert words in found["message"]


@pytest.mark.parametrize(
    "text", ["{{ year }}", "year %}x{% endif %}{% if year", "{% if year %}1{% endif %}", "year }}"]
)
def test_conditions_have_no_braces(text: str, pack: Path, aqb: Command) -> None:
    old = pack.read_text(encoding="utf-8")
    pack.write_text(old.replace('when: status == "reported"', f"when: {json.dumps(text)}", 1), encoding="utf-8")
    result = aqb("validate", PACK)
    assert result.code == 1
    assert "error[AQB802]: A condition behind `when` has no braces of its own." in result.out
    assert 'Write the condition alone, without braces: `when: status == "draft"`.' in result.out


def test_every_document_has_a_name_and_a_title(pack: Path, aqb: Command) -> None:
    old = pack.read_text(encoding="utf-8")
    for field, text in (("name", '""'), ("title", "[]"), ("title", '["", " "]')):
        new = re.sub(f"^{field}:.*\n(?:  - Zielverein.*\n)?", f"{field}: {text}\n", old, count=1, flags=re.MULTILINE)
        pack.write_text(new, encoding="utf-8")
        line = next(i for i, line in enumerate(new.splitlines(), 1) if line.startswith(f"{field}:"))
        assert aqb("validate", PACK, "-f", "concise").out.startswith(f"{PACK}:{line}:")
        assert "error: AQB810" in aqb("validate", PACK, "-f", "concise").out
    with_name(pack, '{% if status == "draft" %}Entwurf{% endif %}')
    pack.write_text(pack.read_text(encoding="utf-8").replace('title: ["", " "]', "title: [x]"), encoding="utf-8")
    assert aqb("validate", PACK).code == 0
    result = aqb("render", "hersfeld-rotenburg/2025", "--wording", "own", "-o", "x.pdf")
    assert (result.code, result.out) == (1, "")
    assert "error[AQB810]: Landkreis Hersfeld-Rotenburg 2025: nothing is left of this text." in result.err


def test_no_measure_vanishes(pack: Path, aqb: Command) -> None:
    old = pack.read_text(encoding="utf-8")
    for before, after in (
        ("- measures:", "- measures:\n          categories: [qualification, training_preparation, staff_training]"),
        ("item: >-\n            {{ measure.title }}", "item: >-\n            Ein Projekt"),
        (
            "item: >-\n            {{ measure.title }}",
            "item: >-\n            {% if measure.title != 'BaE TZ+VZ' %}{{ measure.title }}{% endif %}",
        ),
        ('- heading:\n      - "{% if', '- when: status == "draft"\n    heading:\n      - "{% if'),
    ):
        assert before in old, before
        pack.write_text(old.replace(before, after), encoding="utf-8")
        if "categories" not in after:
            assert aqb("validate", PACK).code == 0
        result = aqb("render", "hersfeld-rotenburg/2025", "--wording", "own", "-o", "-")
        assert (result.code, result.out) == (1, "")
        assert "error[AQB807]" in result.err
        if "BaE" in after:
            assert "Landkreis Hersfeld-Rotenburg 2025 (“BaE TZ+VZ”): the measure is printed nowhere." in result.err
            assert "item: >-" in result.err


def test_the_total_does_not_vanish(pack: Path, aqb: Command) -> None:
    text = pack.read_text(encoding="utf-8")
    assert '- amount: "{{ budget.total | euro }}"' in text
    pack.write_text(text.replace('- amount: "{{ budget.total | euro }}"', "- amount: viel"), encoding="utf-8")
    result = aqb("render", "hersfeld-rotenburg/2025", "--wording", "own", "-o", "-")
    assert (result.code, result.out) == (1, "")
    assert "error[AQB807]: Landkreis Hersfeld-Rotenburg 2025: the total is printed nowhere." in result.err


@pytest.mark.parametrize(
    ("block", "code", "said"),
    [
        ("bullets: []", "AQB806", "Nothing stands in “bullets”."),
        ("table: {each: budget.by_year, columns: []}", "AQB806", "Nothing stands in “table”."),
        ("bullets: [{text: '{{ entry.year }}', each: budget.by_yaer}]", "AQB801", "no list of facts “budget.by_yaer”"),
        (r'text: "links\u202erechts"', "AQB601", "an invisible character"),
        ("text: \"{{ grant.amount or '–' }}\"", "AQB804", "Write `grant.amount | euro or …`."),
        ('text: "{% if budget.total > 1000000 %}x{% endif %}"', "AQB804", "amounts and dates only with each other"),
        (f"text: '{'{% if year %}' * 390}x{'{% endif %}' * 390}'", "AQB803", "nested"),
    ],
)
def test_what_to_do_is_said(block: str, code: str, said: str, pack: Path, aqb: Command) -> None:
    block_of(pack, block)
    result = aqb("validate", PACK)
    assert result.code == 1
    assert f"error[{code}]" in result.out
    assert said in result.out


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("      - signatures:\n", "      - unterschriften:\n", "AQB102"),
        # Where that is silenced, what it leaves of the pack has to be said.
        ("      - signatures:\n", "      - unterschriften: # aqb: ignore[AQB102] we like it\n", "AQB806"),
        ("\ntitle:\n", "\nfrom_year: 2030\nto_year: 2029\ntitle:\n  - Programm 2025\n", "AQB814"),
    ],
)
def test_one_slip_in_a_pack_is_one_finding(old: str, new: str, code: str, pack: Path, aqb: Command) -> None:
    pack.write_text(pack.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    found = json.loads(aqb("validate", PACK, "-f", "json").out)["diagnostics"]
    assert [diagnostic["code"] for diagnostic in found] == [code]


@pytest.mark.parametrize(
    ("text", "code", "part", "help"),
    [
        ("{{ yaer | euro }}", "AQB801", "yaer", "Did you mean “year”?"),
        ("{{ year.real }}", "AQB801", "year.real", "“year” has no parts."),
        ("{{ year }} {% if", "AQB802", "{%", "Placeholders look like"),
        ("{{ 1 }}{{ budget.total }}", "AQB804", "budget.total", "Write `budget.total | euro`."),
        ("{{ grant.granted_on }}", "AQB804", "grant.granted_on", "Write `grant.granted_on | date`."),
        ("{{ grant.granted_on or 'x' }}", "AQB804", "grant.granted_on", "Write `grant.granted_on | date or …`."),
        ("{{ programme.legal_bases }}", "AQB804", "programme.legal_bases", "or `| joined` for a list of words."),
        ("{{ places }}", "AQB804", "places", "Name one of its parts: total and by_category."),
        ("{{ status }}", "AQB804", "status", 'such as `{% if status == "draft" %}`.'),
        ("{% if status == 'sined' %}x{% endif %}", "AQB804", "sined", "Did you mean “signed”?"),
        ("{% if yaer == 1 %}x{% endif %}", "AQB801", "yaer", "Did you mean “year”?"),
        ("{% if district.name > 'a' %}x{% endif %}", "AQB804", "district.name", "compared with one of its own kind"),
        ("{{ year | euro }}", "AQB804", "year", "Write it without a filter."),
        ("{{ year }} { year }", "AQB802", "{ year }", "Write `{{ year }}`."),
        ("{{ year | upper }}", "AQB803", "upper", "Possible are euro"),
        ("{{ district.name | date }}", "AQB804", "district.name", "For it there is start."),
        ("{{ year }} {{ budget.total | date }}", "AQB804", "budget.total", "there is euro, number and cents."),
        ("{{ 'a' or year }} {{ year or 'a' }} {% if grant.amount %}{{ grant.amount | euro }}{% endif %}", "", "", ""),
        ("{% if not (year and (status == 'draft' or not places.total)) %}x{% else %}y{% endif %}", "", "", ""),
    ],
)
def test_advice_stands_where_the_fault_is(text: str, code: str, part: str, help: str) -> None:
    found = parse(text, fields_of_facts())
    assert isinstance(found, Template) is not bool(code), found
    for finding in found if isinstance(found, list) else ():
        assert finding.made_by.code == code
        assert finding.part
        assert text[slice(*finding.part)] == part
        assert help in str(finding.help or "")


@pytest.mark.parametrize(
    ("deeper", "end", "closed"), [("{% if year %}", "x", "{% endif %}"), ("not ", "year %}x{% endif %}", "")]
)
def test_conditions_may_be_twelve_deep(deeper: str, end: str, closed: str) -> None:
    begin = "{% if " * (not closed)
    texts = (begin + deeper * depth + end + closed * depth for depth in (DEEPEST, DEEPEST + 1))
    within, beyond = (parse(text, fields_of_facts()) for text in texts)
    assert isinstance(within, Template)
    assert isinstance(beyond, list)
    assert "nested more than 12 deep" in str(beyond[0].message)


def test_a_single_equals_sign(pack: Path, aqb: Command) -> None:
    text = pack.read_text(encoding="utf-8")
    pack.write_text(text.replace('when: status == "reported"', 'when: status = "reported"', 1), encoding="utf-8")
    out = aqb("validate", PACK).out
    assert "A single `=` compares nothing." in out
    assert "Two are compared with `==`" in out


def test_what_concerns_many_agreements_is_told_once(workspace: Path, pack: Path, aqb: Command) -> None:
    real = (workspace / "data/agreements/2025/hersfeld-rotenburg.yaml").read_text(encoding="utf-8")
    for slug in ("fulda", "giessen", "kassel-stadt", "vogelsbergkreis", "wetteraukreis"):
        text = real.replace("district: hersfeld-rotenburg", f"district: {slug}")
        (workspace / f"data/agreements/2025/{slug}.yaml").write_text(text, encoding="utf-8")
    text = pack.read_text(encoding="utf-8")
    pack.write_text(text.replace("measure.provider or ''", "measure.provider"), encoding="utf-8")
    result = aqb("render", "--wording", "own", "-f", "txt")
    assert (result.code, result.out.splitlines()) == (1, ["build/2024/wetteraukreis.txt"])
    assert result.err.count("error[AQB808]") == 1
    assert (
        "Landkreis Fulda 2025 (“Vorschaltmaßnahme BaE”), Landkreis Gießen 2025 (“Vorschaltmaßnahme BaE”), Landkreis "
        "Hersfeld-Rotenburg 2025 (“Vorschaltmaßnahme BaE”) and 3 others: measure.provider isn't stated"
    ) in result.err
    assert result.err.endswith("7 files checked: 1 error in 1 file.\n")
    assert result.err.startswith("2024: wording “own”\nerror")


def test_packs_keep_their_line_breaks(pack: Path, aqb: Command) -> None:
    lines = ("text: |-", "{% if year %}", "eins{% endif %}", "zwei {% if year %}", "drei{% endif %}")
    block_of(pack, f"\n{' ' * 10}".join(lines))
    out = aqb("render", "hersfeld-rotenburg/2025", "--wording", "own", "-f", "txt", "-o", "-").out
    assert "\neins zwei drei\n" in out

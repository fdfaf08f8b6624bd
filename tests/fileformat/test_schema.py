"""The JSON Schema: every field explained, the real data valid, faults found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import generated
import pytest
from conftest import CHECKOUT, Command
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from ruamel.yaml import YAML
from schemas import SCHEMA, resolved

from aqb_cli.checking.outcome import Selection
from aqb_cli.checking.runner import check_text
from aqb_cli.fileformat.fmt import formatted
from aqb_cli.fileformat.model import Agreement, Entry
from aqb_cli.fileformat.model.shape import Shape
from aqb_cli.fileformat.yaml import read
from aqb_cli.text.near_misses import meant
from aqb_cli.workspace.collection import SCHEMAS, Workspace


@pytest.fixture
def schema() -> dict[str, Any]:
    return SCHEMA


FILES = {
    "programme": sorted((CHECKOUT / "data/programmes").glob("*.yaml")),
    "districts": [CHECKOUT / "data/districts.yaml"],
    "standing": [CHECKOUT / "data/standing.yaml"],
}
"""The files of reference data, by the kind of their schema."""


def content(text: str) -> Any:
    """A file as other programs read it."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


def errors(schema: dict[str, Any], text: str) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [".".join(map(str, error.absolute_path)) for error in validator.iter_errors(content(text))]


def test_it_is_a_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["required"] == ["format", "district", "year", "status", "budget"]


def test_the_repository_keeps_the_current_ones(aqb: Command, expect: Callable[[Path, str], None]) -> None:
    for kind in SCHEMAS:
        result = aqb("schema", kind)
        assert (result.code, result.err) == (0, "")
        expect(CHECKOUT / SCHEMAS[kind], result.out)
    assert aqb("schema").out == aqb("schema", "agreement").out
    assert aqb("schema", "program").err.splitlines()[1].strip().startswith("Did you mean “programme")


@pytest.mark.parametrize("kind", FILES)
def test_schemas_of_reference_data(kind: str) -> None:
    schema = json.loads((CHECKOUT / SCHEMAS[kind]).read_bytes())
    Draft202012Validator.check_schema(schema)
    for path in FILES[kind]:
        text = path.read_text(encoding="utf-8")
        assert errors(schema, text) == []
        assert text.startswith(f"# yaml-language-server: $schema={'../' * (kind == 'programme')}{kind}.schema.json\n")
        assert errors(schema, text.replace("format: 1", "format: 2")) == ["format"]
        assert errors(schema, text.replace("sources:", "source:")) == [""]
    for where, field in fields(resolved(schema, schema.get("$defs", {}))):
        named = re.search(r"\.(cases|rules|ministry|categories|earmarks|statewide_earmarked)\.?\w*$", where)
        assert field["title"], where
        assert "\n\n" in field.get("description", "") or named, where
        for example in field.get("examples", ()):
            assert Draft202012Validator(field).is_valid(example), where


@pytest.mark.parametrize(
    ("kind", "old", "new", "where"),
    [
        ("programme", "year: 2025", "year: 25", "year"),
        ("programme", "  training_preparation: ", "  preparation: ", "categories"),
        ("programme", "legal_bases: [", "application_deadline: 31.3.2025\nlegal_bases: [", "application_deadline"),
        ("programme", "legal_bases: [", "statewide_budget: 1.5 million\nlegal_bases: [", "statewide_budget"),
        ("districts", 'key: "06411"', 'key: "6411"', "districts.0.key"),
        ("districts", "gender: feminine", "gender: female", "districts.0.gender"),
        ("districts", "slug: fulda", "slug: Fulda", "districts.21.slug"),
        ("standing", "apply_until: 03-31", "apply_until: 31.3.", "rules.apply_until"),
        ("standing", "    short_name: HSM\n", "", "ministries.0"),
    ],
)
def test_faults_of_reference_data_are_found(kind: str, old: str, new: str, where: str) -> None:
    text = FILES[kind][-1].read_text(encoding="utf-8")
    assert old in text
    assert where in errors(json.loads((CHECKOUT / SCHEMAS[kind]).read_bytes()), text.replace(old, new, 1))


def fields(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, inner in schema.get("properties", {}).items():
        yield f"{path}.{name}", inner
        yield from fields(inner, f"{path}.{name}")
    if "items" in schema:
        yield from fields(schema["items"], f"{path}[]")


def test_every_field_is_explained_in_two_languages(schema: dict[str, Any]) -> None:
    found = dict(fields(resolved(schema)))
    assert len(found) > 70
    for path, field in found.items():
        assert field["title"], path
        described = field.get("description", "")
        assert "\n\n" in described or ".by_category." in path or ".earmarked." in path, path
        if "enum" in field and True not in field["enum"]:  # yes and no need no words
            assert len(field["enumDescriptions"]) == len(field["enum"]), path
    german, english = found[".budget.total"]["description"].split("\n\n")
    assert (german[:15], english[:20]) == ("Was das Land gi", "What the state gives")


def test_examples_are_valid(schema: dict[str, Any]) -> None:
    for path, field in fields(resolved(schema)):
        for example in field.get("examples", ()):
            assert Draft202012Validator(field).is_valid(example), path


def test_the_real_data_and_a_generated_collection_are_valid(schema: dict[str, Any]) -> None:
    for path in (CHECKOUT / "data/agreements").glob("*/*.yaml"):
        assert errors(schema, path.read_text(encoding="utf-8")) == []
    for agreement in generated.agreements()[:30]:
        assert errors(schema, formatted(read(generated.dumped(agreement).encode()))) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("595950", "a lot", "budget.total"),
        ("595950", "-1", "budget.total"),
        ("595950", "'-0.00'", "budget.total"),
        (
            "\nsignatures:",
            "\nreview: {deviations: [{on: 2025-09-30, reason: Kurs, budget_change: '-0'}]}\nsignatures:",
            "review.deviations.0.budget_change",
        ),
        ("status: signed", "status: final", "status"),
        ("date: 2025-08-02", "date: 2.8.2025", "signatures.0.date"),
        ("hersfeld-rotenburg", "hersfeld", "district"),
        ("format: 1", "format: 2", "format"),
        ("  staff_training: []", "  staff: []", "measures"),
        ("    - title: BaE TZ+VZ", "    - titel: BaE TZ+VZ", "measures.vocational_training.0"),
        ("budget:\n  total: 595950", "budget: {by_year: {25: 1}}", "budget"),
        ("budget:\n  total: 595950", "budget: {by_year: {2025: abc}}", "budget.by_year.2025"),
        ("budget:\n  total: 595950", "budget: {total: 0}", "budget.total"),
    ],
)
def test_faults_are_found(old: str, new: str, where: str, schema: dict[str, Any]) -> None:
    text = (CHECKOUT / "data/agreements/2025/hersfeld-rotenburg.yaml").read_text(encoding="utf-8")
    assert old in text
    assert where in errors(schema, text.replace(old, new))


AMOUNTS = st.sampled_from(["5", "100", "100.50", "999999999", "999999999.99"])
WHOLE = st.sampled_from(["1", "16", "999999999"])
DAYS = st.sampled_from(["2025-01-01", "2024-02-29"])
YEARS = st.sampled_from(["2025", "2026"])
WORDS = st.sampled_from(["Kurs", "5", "1.50", "yes", "true", "2025-01-01", "1e3", "0x10", ".inf", "ä ö", "SGB II"])
ADDRESSES = st.sampled_from(["https://example.org/a?b#c", "http://a.example:8"])


def scalar(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A value with or without quotes."""
    return st.tuples(texts, st.sampled_from(["{}", "'{}'", '"{}"'])).map(lambda pair: pair[1].format(pair[0]))


def sequence(entry: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(entry, max_size=2).map(lambda entries: f"[{', '.join(entries)}]")


def mapping(required: dict[str, st.SearchStrategy[str]], **optional: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.fixed_dictionaries(required, optional=optional).map(
        lambda fields: "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"
    )


def fixed(text: str) -> st.SearchStrategy[str]:
    return scalar(st.just(text))


def years() -> st.SearchStrategy[str]:
    pairs = st.dictionaries(scalar(YEARS), scalar(AMOUNTS), max_size=2)
    return pairs.map(lambda fields: "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}")


ZERO = fixed("0")
SIGNED = scalar(st.sampled_from(["-3", "-3.50", "3", "0"]))
MEASURES = sequence(
    mapping(
        {"title": scalar(WORDS)}, amount=ZERO | scalar(AMOUNTS), by_year=years(), starts=scalar(DAYS),
        ends=scalar(DAYS), places=scalar(WHOLE), provider=scalar(WORDS), earmark=fixed("digitalisation"),
        legal_bases=sequence(scalar(WORDS)), target_groups=sequence(scalar(WORDS)),
    )
)  # fmt: skip
AGREEMENTS = mapping(
    {
        "format": fixed("1"), "district": fixed("fulda"), "year": fixed("2025"),
        "status": scalar(st.sampled_from(["draft", "signed", "reported"])),
        "budget": mapping(
            {"total": scalar(AMOUNTS)}, by_year=years(), own_contribution=scalar(AMOUNTS),
            by_category=mapping({}, qualification=scalar(AMOUNTS)),
            earmarked=mapping({}, digitalisation=scalar(AMOUNTS)),
        ),
    },
    measures=mapping({}, **dict.fromkeys(generated.CATEGORIES, MEASURES)),
    grant=mapping({}, applied_on=scalar(DAYS), reference=scalar(WORDS), amount=scalar(AMOUNTS)),
    review=mapping(
        {}, meeting_on=scalar(DAYS),
        deviations=sequence(
            mapping({"on": scalar(DAYS), "reason": scalar(WORDS)}, measure=scalar(WORDS), budget_change=SIGNED)
        ),
        results=sequence(
            mapping(
                {"measure": scalar(WORDS), "status": fixed("running")}, spent=ZERO, places_filled=ZERO | scalar(WHOLE)
            )
        ),
    ),
    signatures=sequence(
        mapping({"party": fixed("ministry"), "name": scalar(WORDS)}, place=scalar(WORDS), date=scalar(DAYS))
    ),
    sources=sequence(mapping({"title": scalar(WORDS)}, url=scalar(ADDRESSES), retrieved_on=scalar(DAYS))),
)  # fmt: skip


@given(AGREEMENTS)
def test_what_validate_accepts_is_valid(text: str) -> None:
    run = check_text(Workspace(None), text.encode(), "2025/fulda.yaml", Selection())
    shapes = ("AQB0", "AQB10", "AQB11")  # what a schema can know of; and AQB114 is about years
    assume(not [d for d in run.diagnostics if d.code.startswith(shapes) and d.code not in ("AQB114", "AQB115")])
    assert errors(SCHEMA, text) == []


def entries(kind: type[Entry]) -> Iterator[type[Entry]]:
    """A kind of entry, and all kinds of entries inside of it."""
    yield kind
    for field in kind.model_fields.values():
        shape = Shape(field.annotation)
        inner = shape.inside(0) if shape.is_list else shape
        if inner is not None and isinstance(inner.annotation, type) and issubclass(inner.annotation, Entry):
            yield from entries(inner.annotation)


def test_every_field_is_known_by_its_german_name() -> None:
    for kind in entries(Agreement):
        called = Shape(kind).called
        assert list(called) == list(kind.model_fields), kind
        for name, title in called.items():
            assert meant(title.translated("de").upper(), called) == name, (kind, name)

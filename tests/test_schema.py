"""The JSON Schema: every field explained, the real data valid, faults found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import generated
import pytest
from conftest import CHECKOUT, Command
from jsonschema import Draft202012Validator, FormatChecker
from ruamel.yaml import YAML

from aqb_cli.formatting import formatted
from aqb_cli.schema.texts import TEXTS
from aqb_cli.source import read


@pytest.fixture
def schema(aqb: Command) -> dict[str, Any]:
    result = aqb("schema")
    assert (result.code, result.err) == (0, "")
    return dict(json.loads(result.out))


def content(text: str) -> Any:
    """A file as other programs read it."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


def errors(schema: dict[str, Any], text: str) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [".".join(map(str, error.absolute_path)) for error in validator.iter_errors(content(text))]


def test_it_is_a_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["required"] == ["format", "district", "year", "status", "budget"]


def test_the_repository_keeps_the_current_one(aqb: Command, expect: Callable[[Path, str], None]) -> None:
    expect(CHECKOUT / "data/agreement.schema.json", aqb("schema").out)


def fields(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, inner in schema.get("properties", {}).items():
        yield f"{path}.{name}", inner
        yield from fields(inner, f"{path}.{name}")
    if "items" in schema:
        yield from fields(schema["items"], f"{path}[]")


def test_every_field_is_explained_in_two_languages(schema: dict[str, Any]) -> None:
    found = dict(fields(schema))
    assert len(found) > 70
    for path, field in found.items():
        assert field["title"], path
        described = field.get("description") or field.get("items", {}).get("description") or "ceiling"
        assert "\n\n" in described or ".by_category." in path or ".earmarked." in path, path
        if "enum" in field:
            assert len(field["enumDescriptions"]) == len(field["enum"]), path
    assert found[".budget.total"]["description"] == (
        "Was das Land gibt, in Euro: nur Ziffern; Cent sind genau zwei Ziffern hinter einem Punkt.\n\n"
        "What the state gives, in euros: plain digits; cents are exactly two digits behind a point."
    )
    assert {path.split(".")[-1] for path in TEXTS if path} <= {
        part for path in found for part in (path.split(".")[-1], f"{path.split('.')[-1]}[]")
    }


def test_examples_are_valid(schema: dict[str, Any]) -> None:
    for path, field in fields(schema):
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
        ("status: signed", "status: final", "status"),
        ("date: 2025-08-02", "date: 2.8.2025", "signatures.0.date"),
        ("hersfeld-rotenburg", "hersfeld", "district"),
        ("format: 1", "format: 2", "format"),
        ("  staff_training: []", "  staff: []", "measures"),
        ("    - title: BaE TZ+VZ", "    - titel: BaE TZ+VZ", "measures.vocational_training.0"),
        ("budget:\n  total: 595950", "budget: {by_year: {25: 1}}", "budget"),
    ],
)
def test_faults_are_found(old: str, new: str, where: str, schema: dict[str, Any]) -> None:
    text = (CHECKOUT / "data/agreements/2025/hersfeld-rotenburg.yaml").read_text(encoding="utf-8")
    assert old in text
    assert where in errors(schema, text.replace(old, new))

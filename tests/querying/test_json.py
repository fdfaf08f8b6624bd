"""What JSON promises: the schemas in `docs/` hold for whatever is asked, and name each column with its type."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import generated
import pytest
from conftest import CHECKOUT, REAL, Command
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from test_documents import codes, steps, table_after

FULL = Path(__file__).parent / "queries/show-full.yaml"
TABLES = CHECKOUT / "docs" / "tables.schema.json"
FINDINGS = CHECKOUT / "docs" / "findings.schema.json"

SCALAR = {"type": ["string", "number", "null"]}
KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": ["string", "null"]},
    "count": {"type": ["integer", "null"], "minimum": 0},
    "year": {"type": ["integer", "string", "null"]},  # of a total, the word for it
    "euro": {"type": ["number", "null"]},
    "share": {"type": ["number", "null"]},
    "date": {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "any": SCALAR,
}
TEXTS = {"type": "array", "items": {"type": "string"}}
COLUMN = {
    "key": {"type": "string"},
    "heading": {"type": "string"},
    "type": {"enum": list(KINDS)},
    "unit": {"enum": ["EUR", "1", None]},
}


def object_of(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": {**required, **optional}}


def row(columns: dict[str, str]) -> dict[str, Any]:
    """The schema of a table's rows. Columns for years, and those that come later, may hold anything."""
    properties: dict[str, Any] = {}
    for key, kind in columns.items():
        properties[key] = KINDS[kind]
        if kind in ("euro", "count", "any"):
            properties[f"{key}_unknown"] = {"type": "integer", "minimum": 0}
            properties[f"{key}_rounded"] = {"type": "integer", "minimum": 1}
        if kind == "share":
            properties |= {f"{key}_from": {"type": "number"}, f"{key}_to": {"type": "number"}}
    return {"type": "object", "properties": properties, "additionalProperties": SCALAR}


def table(name: str) -> dict[str, Any]:
    reference = {"$ref": f"#/$defs/{name}"}
    group = object_of({
        "label": SCALAR,
        "count": {"type": "integer", "minimum": 0},
        "remarks": TEXTS,
        "total": {"anyOf": [reference, {"type": "null"}]},
        "conclusion": {"type": ["string", "null"]},
    })  # fmt: skip
    return object_of(
        {
            "title": {"type": "string"},
            "columns": {"type": "array", "items": {"$ref": "#/$defs/column"}},
            "rows": {"type": "array", "items": reference},
            "total": {"anyOf": [reference, {"type": "null"}]},
            "notes": TEXTS,
        },
        grouped_by={"type": "string"},
        groups={"type": "array", "items": group},
    )


def schema_of(tables: dict[str, dict[str, str]]) -> dict[str, Any]:
    content = {name: table(name) for name in sorted(tables)}
    head = {
        "version": {"const": 1},
        "title": {"type": "string"},
        "tables": {"type": "object", "properties": content, "additionalProperties": False, "minProperties": 1},
        "left_out": TEXTS,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answers of aqb list, budget, show, review and diff",
        **object_of(head),
        "$defs": {"column": object_of(COLUMN), **{name: row(columns) for name, columns in sorted(tables.items())}},
    }


def commands() -> Iterator[str]:
    """The commands that docs/json.md promises tables of."""
    for first, _table, _keys in table_after("docs/json.md", "outputs"):
        yield from codes(first)


@pytest.fixture
def example(workspace: Path) -> Path:
    """The real collection, and the agreement of docs/ask.md."""
    step = next(step for step in steps("docs/ask.md") if step.kind == "file")
    (workspace / step.what).write_text(step.shown, encoding="utf-8")
    return workspace


def answer(aqb: Command, *arguments: str) -> dict[str, Any]:
    result = aqb(*arguments, "-f", "json")
    assert result.code in (0, 1), result.err
    return dict(json.loads(result.out, parse_float=Decimal))


def test_the_schema_has_each_column_of_each_table(
    example: Path, aqb: Command, expect: Callable[[Path, str], None]
) -> None:
    found: dict[str, dict[str, str]] = {}
    asked = [command.split()[1:] for command in commands()]
    tables = [answer(aqb, *each)["tables"] for each in asked]
    shutil.copy(FULL, "data/agreements/2025/fulda.yaml")  # the example has neither sources nor all other fields
    for answered in (*tables, *(answer(aqb, *each)["tables"] for each in asked)):
        for name, content in answered.items():
            columns = {c["key"]: c["type"] for c in content["columns"] if not c["key"].isdecimal()}
            known = found.setdefault(name, {})
            assert all(known.get(key, kind) == kind for key, kind in columns.items()), name
            known |= columns
    expect(TABLES, json.dumps(schema_of(found), indent=2) + "\n")


def validator(path: Path) -> Draft202012Validator:
    return validator_of(path.read_text(encoding="utf-8"))


@cache
def validator_of(text: str) -> Draft202012Validator:
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("language", ["en", "de"])
def test_answers_keep_the_promise(language: str, example: Path, aqb: Command) -> None:
    check = validator(TABLES)
    for command in commands():
        check.validate(answer(aqb, *command.split()[1:], "--lang", language))


def leaves(value: Any) -> Iterator[str]:
    """The texts and numbers inside of a value, as texts."""
    if isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    elif value is not None:
        yield str(value)


def test_one_agreement_is_shown_with_all_that_it_states(workspace: Path, aqb: Command) -> None:
    shutil.copy(FULL, "data/agreements/2025/fulda.yaml")
    shown = re.sub(r"(?<=\d)[^\S\n](?=\d)", "", "\n".join(leaves(answer(aqb, "show", "fulda/2025")["tables"])))
    stated = set(leaves(YAML(typ="safe").load(FULL.read_text(encoding="utf-8"))))
    assert {value for value in stated if value not in shown} <= {"fulda"}  # which is shown by its name


QUESTIONS = (
    "list measures --group-by provider", "list agreements --group-by district", "list categories --group-by year",
    "list districts --group-by region", "list measures --search nothing-has-these-words", "budget --by earmark,year",
    "budget --by region,district,category", "budget --by district,provider --year 2026", "budget --year 2001",
    "review --by region,provider --as-of 2031-01-01", "review --by earmark", "review fulda/2027", "show fulda/2028",
)  # fmt: skip


def test_answers_on_many_agreements_keep_the_promise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aqb: Command
) -> None:
    generated.write(tmp_path / "c", generated.agreements())
    monkeypatch.chdir(tmp_path / "c")
    check = validator(TABLES)
    for question in QUESTIONS:
        check.validate(answer(aqb, *question.split()))
    Path("data/agreements/2025").mkdir()
    shutil.copy(FULL, "data/agreements/2025/fulda.yaml")
    for question in ("show fulda/2025", "review fulda/2025", "diff 2025 2026 --details", "diff fulda/2025 fulda/2026"):
        check.validate(answer(aqb, *question.split()))


def test_findings_keep_the_promise(workspace: Path, aqb: Command) -> None:
    check = validator(FINDINGS)
    check.validate(json.loads(aqb("validate", "-f", "json").out))
    text = (workspace / REAL).read_text(encoding="utf-8").replace("595950", "595.950").replace("signed", "sined")
    (workspace / REAL).write_text(text, encoding="utf-8")
    (workspace / "data/agreements/2025/copy.yaml").write_text(text, encoding="utf-8")
    found = json.loads(aqb("validate", "-f", "json", "--statistics").out)
    assert found["diagnostics"]
    check.validate(found)


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        (TABLES, {"version": 2}),
        (TABLES, {"left_out": None}),
        (TABLES, {"tables": {}}),
        (TABLES, {"tables": {"unknown": {}}}),
        (FINDINGS, {"version": 2}),
        (FINDINGS, {"summary": {}}),
        (FINDINGS, {"diagnostics": [{"code": "AQB104"}]}),
    ],
)
def test_the_schemas_refuse_other_things(path: Path, broken: dict[str, Any], workspace: Path, aqb: Command) -> None:
    command = ["validate"] if path == FINDINGS else ["budget"]
    good = json.loads(aqb(*command, "-f", "json").out)
    check = validator(path)
    assert check.is_valid(good)
    assert not check.is_valid({**good, **broken})


def test_the_schema_refuses_values_of_other_types(workspace: Path, aqb: Command) -> None:
    check = validator(TABLES)
    for key, value in {"amount": "240000", "year": 2025.5, "agreements": -1, "share": "34 %"}.items():
        good = json.loads(aqb("budget", "-f", "json").out)
        good["tables"]["budget"]["rows"][0][key] = value
        assert not check.is_valid(good), key

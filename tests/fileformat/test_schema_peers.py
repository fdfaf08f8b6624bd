"""The JSON Schema in programs of others: Ajv in its strict mode, sourcemeta's lint."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT, REAL
from ruamel.yaml import YAML

PACKAGES = os.environ.get("SCHEMA_PEERS", "")
"""The folder of npm packages with both; `.ci/slow` installs them and sets the variable."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PACKAGES or not shutil.which("node"), reason="needs Node and SCHEMA_PEERS=…/node_modules"),
]
SCHEMA = CHECKOUT / "data/agreement.schema.json"
KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "agreement": (REAL, {"budget": {"total": -1}}),
    "programme": ("data/programmes/2025.yaml", {"year": 25}),
    "districts": ("data/districts.yaml", {"districts": [{}]}),
    "standing": ("data/standing.yaml", {"ministries": [{}]}),
}
"""The kinds of schemas, with a file that is right and what makes it wrong."""

AJV = """
const load = name => require(process.argv[1] + "/" + name)
const {schema, options, instances} = JSON.parse(require("fs").readFileSync(0))
const said = []
const note = text => said.push(text)
const ajv = new (load("ajv/dist/2020").default)({...options, logger: {log: note, warn: note, error: note}})
load("ajv-formats").default(ajv)
const validate = ajv.compile(schema)
console.log(JSON.stringify({said, valid: instances.map(instance => validate(instance))}))
"""
OPTIONS = {"strict": True, "allowUnionTypes": True, "keywords": ["enumDescriptions"]}
"""What Ajv must be told: amounts may be numbers or texts, and editors show what the words of a field mean."""

STYLE = {"description_trailing_period", "top_level_examples", "unknown_keywords_prefix"}
"""What the lint may say: descriptions are sentences, examples stand at the fields, and see `OPTIONS`."""


def content(path: Path) -> Any:
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(path), default=str))


@pytest.mark.parametrize("kind", KINDS)
def test_ajv_compiles_it_in_its_strict_mode(kind: str) -> None:
    name, fault = KINDS[kind]
    right = content(CHECKOUT / name)
    schema = json.loads((CHECKOUT / f"data/{kind}.schema.json").read_bytes())
    given = {"schema": schema, "options": OPTIONS, "instances": [right, {**right, **fault}]}
    done = subprocess.run(
        ["node", "-e", AJV, PACKAGES], check=False, input=json.dumps(given), capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    assert json.loads(done.stdout) == {"said": [], "valid": [True, False]}


@pytest.mark.parametrize("page", ["docs/file-format.md", "docs/de/file-format.md"])
def test_the_documents_say_what_ajv_must_be_told(page: str) -> None:
    told = re.search(r"`(\{strict: .*\})`", (CHECKOUT / page).read_text(encoding="utf-8"))
    assert told is not None
    assert json.loads(re.sub(r"(\w+):", r'"\1":', told[1])) == OPTIONS


def test_the_schema_says_it_too() -> None:
    comment = json.loads(SCHEMA.read_bytes())["$comment"]
    assert all(word in comment for word in ("allowUnionTypes: true", "ajv-formats", "enumDescriptions"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_lint_finds_nothing_but_style(kind: str) -> None:
    program, path = f"{PACKAGES}/.bin/jsonschema", str(CHECKOUT / f"data/{kind}.schema.json")
    done = subprocess.run([program, "lint", "--json", path], capture_output=True, text=True, check=False, timeout=60)
    found = {(error["id"], tuple(error["schemaLocation"])) for error in json.loads(done.stdout)["errors"]}
    assert {rule for rule, _place in found} <= STYLE, sorted(found)
    subprocess.run([program, "metaschema", path], check=True, capture_output=True, timeout=60)

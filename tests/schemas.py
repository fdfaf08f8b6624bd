"""The JSON Schema as an editor sees it."""

from __future__ import annotations

import json
from typing import Any

from conftest import CHECKOUT

SCHEMA: dict[str, Any] = json.loads((CHECKOUT / "data/agreement.schema.json").read_text(encoding="utf-8"))


def resolved(part: Any, definitions: dict[str, Any] = SCHEMA["$defs"]) -> Any:
    """The schema with what is defined once put wherever it is referred to."""
    if isinstance(part, list):
        return [resolved(item, definitions) for item in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        part = {**definitions[part["$ref"].removeprefix("#/$defs/")], **part}
    return {name: resolved(inner, definitions) for name, inner in part.items() if name not in ("$ref", "$defs")}

"""The file format as a JSON Schema (draft 2020-12), for editors and other programs: shapes, words, explanations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Agreement, District, Districts, Entry, Programme, StandingFacts
from aqb_cli.text.messages import LANGUAGES, Message

Schema = dict[str, Any]

AJV = 'In Ajv: new Ajv2020({allowUnionTypes: true}) with the formats of ajv-formats and addKeyword("enumDescriptions").'
"""How the strictest of the usual validators takes the schema. `enumDescriptions` is what editors show beside words."""


MODELS: dict[str, type[Entry]] = {
    "agreement": Agreement,
    "programme": Programme,
    "districts": Districts,
    "standing": StandingFacts,
}
"""The kinds of files that have a schema."""


def schema_of(kind: str, districts: Iterable[District], languages: Sequence[str] = LANGUAGES) -> str:
    """The schema of a kind of files as JSON, explained in languages; in agreements, only the districts are valid."""
    import json

    schema = _explained(MODELS[kind].model_json_schema(schema_generator=_Generator), languages)
    if kind == "agreement":
        _name_districts(schema, districts)
    whole = {"$schema": _Generator.schema_dialect, "$comment": AJV, **schema}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _name_districts(schema: Schema, districts: Iterable[District]) -> None:
    known = sorted(districts, key=lambda district: district.slug)
    district = schema["properties"]["district"]
    schema["properties"]["district"] = {
        **{key: district[key] for key in ("title", "description", "examples")},
        "enum": [district.slug for district in known],
        "enumDescriptions": [district.name for district in known],
    }
    measures = schema["properties"]["measures"]
    for one_category in measures["properties"].values():
        one_category["description"] = measures["description"]


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, for files in which a field is left out and never null, and where keys are known."""

    def nullable_schema(self, schema: Any) -> Schema:
        """The value alone: an empty field is an error."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> Schema:
        """The value alone: what isn't stated has no default for other programs."""
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: Any) -> Schema:
        """A field for each word of a fixed list, or one for each year."""
        keys, value = self.generate_inner(schema["keys_schema"]), self.generate_inner(schema["values_schema"])
        found: Schema = {"type": "object", "additionalProperties": False}
        if "enum" not in keys:
            return found | {"patternProperties": {keys["pattern"]: value}}
        named = {str(word): value | {"title": vocabulary.name(word).text} for word in keys["enum"]}
        return found | {"properties": named}


def _explained(part: Any, languages: Sequence[str], key: str = "") -> Any:
    """The schema with titles and descriptions in the languages, and with the names of words."""
    if isinstance(part, str) and key in ("title", "description"):
        return _said(Message(part, {}), languages, "\n\n" if key == "description" else " / ")
    if isinstance(part, list):
        return [_explained(item, languages) for item in part]
    if not isinstance(part, dict):
        return part
    found = {name: _explained(inner, languages, name) for name, inner in part.items()}
    words = [word for word in part.get("enum", ()) if isinstance(word, StrEnum)]
    return found | ({"enumDescriptions": [_said(vocabulary.name(word), languages) for word in words]} if words else {})


def _said(message: Message, languages: Sequence[str], between: str = " / ") -> str:
    """The text in the languages; once if it is the same in all."""
    return between.join(dict.fromkeys(message.translated(language) for language in languages))

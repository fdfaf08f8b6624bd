"""The file format as a JSON Schema (draft 2020-12), for editors and other programs: shapes, words, explanations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, get_args

from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Agreement, District, Districts, Entry, Programme, StandingFacts
from aqb_cli.fileformat.model.shape import Shape
from aqb_cli.text.messages import LANGUAGES, Message

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
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

    definitions: Schema = {}
    schema = _explained(_entry(MODELS[kind], definitions) | {"$defs": definitions}, languages)
    if kind == "agreement":
        _name_districts(schema, districts)
    whole = {"$schema": DIALECT, "$comment": AJV, **schema}
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


def _bare(shape: Shape, definitions: Schema) -> Schema:
    """The schema of what stands at a place, still in English; those of entries are added to the definitions."""
    if shape.reader is not None:
        return dict(shape.reader.schema)
    if isinstance(shape.annotation, type) and issubclass(shape.annotation, Entry):
        name = shape.annotation.__name__
        if name not in definitions:
            definitions[name] = _entry(shape.annotation, definitions)
        return {"$ref": f"#/$defs/{name}"}
    if shape.is_list:
        return {"type": "array", "items": _inside(shape, definitions)}
    keys, _values = get_args(shape.annotation)
    key, inner = _bare(Shape(keys), definitions), _inside(shape, definitions)
    found: Schema = {"type": "object", "additionalProperties": False}
    if "enum" not in key:  # a year
        return found | {"patternProperties": {key["pattern"]: inner}}
    return found | {"properties": {str(word): inner | {"title": vocabulary.name(word).text} for word in key["enum"]}}


def _inside(shape: Shape, definitions: Schema) -> Schema:
    inner = shape.inside(0)
    assert inner is not None
    return _bare(inner, definitions)


def _entry(model: type[Entry], definitions: Schema) -> Schema:
    """The schema of an entry, in which a field is left out and never null, and other fields are none."""
    properties = {}
    for name, field in model.model_fields.items():
        told = {"title": field.title, "description": field.description, "examples": field.examples}
        schema = _bare(Shape(field.annotation), definitions)
        properties[name] = schema | {key: value for key, value in told.items() if value is not None}
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    found: Schema = {"title": model.model_title or model.__name__, "type": "object", "properties": properties}
    found |= {"additionalProperties": False, **model.model_schema}
    return found | {"required": required} if required else found


def _explained(part: Any, languages: Sequence[str], key: str = "") -> Any:
    """The schema with titles and descriptions in the languages, and with the names of words."""
    if isinstance(part, str) and key in ("title", "description"):
        return _said(Message(part, {}), languages, "\n\n" if key == "description" else " / ")
    if isinstance(part, list):
        return [_explained(item, languages) for item in part]
    if not isinstance(part, dict):
        return part
    ordered = part.items() if key == "properties" else sorted(part.items())
    found = {name: _explained(inner, languages, name) for name, inner in ordered}
    words = [word for word in part.get("enum", ()) if isinstance(word, StrEnum)]
    return found | ({"enumDescriptions": [_said(vocabulary.name(word), languages) for word in words]} if words else {})


def _said(message: Message, languages: Sequence[str], between: str = " / ") -> str:
    """The text in the languages; once if it is the same in all."""
    return between.join(dict.fromkeys(message.translated(language) for language in languages))

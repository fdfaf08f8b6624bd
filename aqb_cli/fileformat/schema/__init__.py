"""The file format as a JSON Schema (draft 2020-12), for editors and other programs: shapes, words, explanations."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import Agreement, Category, District
from aqb_cli.fileformat.model.shape import Shape
from aqb_cli.fileformat.schema.texts import TEXTS
from aqb_cli.text.messages import Message

Schema = dict[str, Any]


def agreement_schema(districts: Iterable[District]) -> Schema:
    """The schema of agreement files; as districts, only the given ones are valid."""
    known = sorted(districts, key=lambda district: district.slug)
    schema = _schema(Shape(Agreement), "")
    schema["properties"]["district"] |= {
        "enum": [district.slug for district in known],
        "enumDescriptions": [district.name for district in known],
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _schema(shape: Shape, path: str) -> Schema:
    """What may stand at a place; `path` is the key of its texts."""
    if shape.is_list:
        inner = shape.inside(0)
        assert inner is not None
        return {"type": "array", "items": _schema(inner, f"{path}[]")} | _texts(path)
    if shape.reader:
        return _value(shape) | _texts(path)
    if shape.names:
        return _fields(shape, path) | _texts(path)
    years = shape.inside("")
    assert years is not None
    return {
        "type": "object",
        "patternProperties": {"^2[0-9]{3}$": _value(years)},
        "additionalProperties": False,
    } | _texts(path)


def _fields(shape: Shape, path: str) -> Schema:
    properties = {}
    for name in shape.names:
        inner = shape.inside(name)
        assert inner is not None
        if isinstance(name, Category) and inner.is_list:
            properties[str(name)] = _schema(inner, path) | _named(name)
        elif isinstance(name, StrEnum):
            properties[str(name)] = _value(inner) | _named(name)
        else:
            properties[name] = _schema(inner, f"{path}.{name}".lstrip("."))
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": list(shape.required)} if shape.required else {})


def _value(shape: Shape) -> Schema:
    assert shape.reader is not None
    schema = {key: list(value) if isinstance(value, tuple) else value for key, value in shape.reader.schema.items()}
    if issubclass(shape.annotation, StrEnum):
        schema["enum"] = [str(word) for word in shape.annotation]
        schema["enumDescriptions"] = [_both(vocabulary.name(word)) for word in shape.annotation]
    return schema


def _texts(path: str) -> Schema:
    text = TEXTS.get(path)
    if text is None:
        return {}
    schema: Schema = {"title": _both(text.title), "description": _both(text.description, "\n\n")}
    return schema | ({"examples": list(text.examples)} if text.examples else {})


def _named(word: StrEnum) -> Schema:
    return {"title": _both(vocabulary.name(word))}


def _both(message: Message, between: str = " / ") -> str:
    """The text in German and English; once if it is the same in both."""
    texts = [message.translated(language) for language in ("de", "en")]
    return texts[0] if texts[0] == texts[1] else between.join(texts)

"""What pydantic-core validates a file's content with, made straight from the models' annotations.

The format has four shapes: an entry with fields, a mapping, a list, and a value with a `Reader`. Pydantic's own
generator makes the same of them (a test compares), but takes 20 of 200 ms of a short run for it, half of which go into
importing `importlib.metadata` for plugins that nobody wants.
"""

from __future__ import annotations

from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from aqb_cli.fileformat.model.base import Entry
from aqb_cli.fileformat.model.scalars import Reader
from aqb_cli.fileformat.model.shape import unwrapped


@cache
def validator(annotation: Any) -> SchemaValidator:
    """Reads the data of a model, or of a part of one; raises `ValidationError`."""
    return SchemaValidator(_schema(annotation))


def _schema(annotation: Any) -> CoreSchema:
    shape, metadata = unwrapped(annotation)
    if NoneType in get_args(annotation):
        return core_schema.nullable_schema(_schema(Annotated[shape, *metadata] if metadata else shape))
    if metadata:
        (reader,) = metadata  # a further condition would have to be understood here
        assert isinstance(reader, Reader), reader
        return core_schema.no_info_plain_validator_function(reader.read)
    if get_origin(shape) is tuple:
        item, _ellipsis = get_args(shape)
        return core_schema.tuple_variable_schema(_schema(item))
    if get_origin(shape) is dict:
        key, value = get_args(shape)
        return core_schema.dict_schema(_schema(key), _schema(value))
    assert issubclass(shape, Entry), shape
    return _entry_schema(shape)


@cache
def _entry_schema(model: type[Entry]) -> CoreSchema:
    fields = {}
    for name, field in model.__pydantic_fields__.items():
        schema = _schema(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)
        if field.default_factory is not None:
            schema = core_schema.with_default_schema(schema, default_factory=field.default_factory)
        elif not field.is_required():
            schema = core_schema.with_default_schema(schema, default=field.default)
        fields[name] = core_schema.model_field(schema)
    return core_schema.model_schema(
        model,
        core_schema.model_fields_schema(fields, model_name=model.__name__, extra_behavior="forbid"),
        config=core_schema.CoreConfig(title=model.__name__),
        frozen=True,
    )

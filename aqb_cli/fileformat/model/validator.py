"""What pydantic-core validates a file's content with, made straight from the models' annotations.

The format has four shapes: an entry with fields, a mapping, a list, and a value with a `Reader`. Pydantic's own
generator makes the same of them (a test compares), but takes 20 of 200 ms of a short run for it, half of which go into
importing `importlib.metadata` for plugins that nobody wants.

Between processes and runs, sound content goes as its texts in JSON (`packed`). To read an agreement from that takes as
long as to pickle or unpickle one, and can be limited to what a question needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic_core import CoreSchema, SchemaValidator, core_schema, to_json

from aqb_cli.fileformat.model.base import Entry
from aqb_cli.fileformat.model.scalars import Reader
from aqb_cli.fileformat.model.shape import unwrapped

Needed = Mapping[str, Any]
"""The fields of an entry that are needed, each with those of the entries in it; without any, all of them."""

ALL: Needed = {}

AnyEntry = TypeVar("AnyEntry", bound=Entry)


@cache
def validator(annotation: Any) -> SchemaValidator:
    """Reads the data of a model, or of a part of one; raises `ValidationError`."""
    return SchemaValidator(_schema(annotation))


def packed(data: Any) -> bytes:
    """The texts of a file without faults, as JSON."""
    return to_json(data)


def unpacker(model: type[AnyEntry], needed: Needed = ALL) -> Callable[[bytes], AnyEntry]:
    """Reads what `packed` gives, as far as it is needed; to ask an entry for more raises `Unreadable`."""
    # Not the one for all fields that Pydantic may have made.
    return SchemaValidator(_schema(model, needed), _use_prebuilt=False).validate_json


def _schema(annotation: Any, needed: Needed | None = None) -> CoreSchema:
    """What reads a file's content; with `needed`, what was packed."""
    shape, metadata = unwrapped(annotation)
    if NoneType in get_args(annotation):
        return core_schema.nullable_schema(_schema(Annotated[shape, *metadata] if metadata else shape, needed))
    if metadata:
        (reader,) = metadata  # a further condition would have to be understood here
        assert isinstance(reader, Reader), reader
        return core_schema.no_info_plain_validator_function(reader.read) if needed is None else _reread(shape, reader)
    if get_origin(shape) is tuple:
        item, _ellipsis = get_args(shape)
        return core_schema.tuple_variable_schema(_schema(item, needed))
    if get_origin(shape) is dict:
        key, value = get_args(shape)
        return core_schema.dict_schema(_schema(key, needed), _schema(value, needed))
    assert issubclass(shape, Entry), shape
    return _entry_schema(shape) if needed is None else _unpacked_schema(shape, needed)


def _reread(kind: type, reader: Reader) -> CoreSchema:
    """What reads a text that was read before, and so is known to have the right form: in half of the time."""
    if kind is str:
        return core_schema.str_schema()
    quick: Mapping[type, Callable[[Any], Any]] = {Decimal: Decimal, date: date.fromisoformat}
    if issubclass(kind, StrEnum):
        return core_schema.no_info_plain_validator_function({word.value: word for word in kind}.__getitem__)
    return core_schema.no_info_plain_validator_function(quick.get(kind, reader.read))


@cache
def _entry_schema(model: type[Entry]) -> CoreSchema:
    fields = {name: core_schema.model_field(schema) for name, schema in _fields(model).items()}
    return core_schema.model_schema(
        model,
        core_schema.model_fields_schema(fields, model_name=model.__name__, extra_behavior="forbid"),
        config=core_schema.CoreConfig(title=model.__name__),
        frozen=True,
    )


def _unpacked_schema(model: type[Entry], needed: Needed) -> CoreSchema:
    """What reads a packed entry, of which many may be kept: made as a dataclass is, it takes half the memory.

    Each entry of a model has a dictionary of its own names and values, and a set of the fields that were given. Of a
    dataclass with slots, fields are set one by one, and Python lets all dictionaries of a class share their names.
    """
    fields = _fields(model, needed)
    arguments = [core_schema.dataclass_field(name, schema, kw_only=True) for name, schema in fields.items()]
    shape = core_schema.dataclass_args_schema(model.__name__, arguments, extra_behavior="ignore")
    return core_schema.dataclass_schema(model, shape, list(fields), slots=True)


def _fields(model: type[Entry], needed: Needed | None = None) -> dict[str, CoreSchema]:
    """What reads each field of a model; with `needed`, each one that is needed."""
    fields = {}
    for name, field in model.__pydantic_fields__.items():
        if needed and name not in needed:
            continue
        schema = _schema(field.rebuild_annotation(), None if needed is None else needed.get(name, ALL))
        if field.default_factory is not None:
            schema = core_schema.with_default_schema(schema, default_factory=field.default_factory)
        elif not field.is_required():
            schema = core_schema.with_default_schema(schema, default=field.default)
        fields[name] = schema
    return fields

"""A model of which only a part can be read: what can't be is left out, so that nothing is concluded from it."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from typing import Any, get_args, get_origin

from pydantic_core import ValidationError

from aqb_cli.fileformat.model.base import Entry, Unreadable
from aqb_cli.fileformat.model.shape import unwrapped
from aqb_cli.fileformat.model.validator import validator


def understood(annotation: Any, data: Any, *, strict: bool) -> Any:
    """As much of a value as can be read; raises `Unreadable` where that is nothing.

    If strict, whatever has an unreadable part raises `Unreadable` when it is asked for; otherwise optional fields, but
    lists, and entries of groups that can't be read are taken as not stated.
    """
    shape = unwrapped(annotation)[0]
    if isinstance(shape, type) and issubclass(shape, Entry):
        return _entry(shape, data, strict=strict)
    if get_origin(shape) is tuple and isinstance(data, list):
        return tuple(understood(get_args(shape)[0], item, strict=strict) for item in data)
    if get_origin(shape) is dict and isinstance(data, dict):
        key, value = get_args(shape)
        entries = {}
        for name, item in data.items():
            with nullcontext() if strict else suppress(Unreadable):
                entries[_scalar(key, name)] = understood(value, item, strict=strict)
        return entries
    return _scalar(annotation, data)


def _scalar(annotation: Any, data: Any) -> Any:
    try:
        return validator(annotation).validate_python(data)
    except ValidationError as error:
        raise Unreadable from error


def _entry(model: Any, data: Any, *, strict: bool) -> Any:
    values: dict[str, Any] = {}
    unread = []
    for name, field in model.model_fields.items():
        try:
            if isinstance(data, dict) and name in data:
                values[name] = understood(field.rebuild_annotation(), data[name], strict=strict)
            elif not isinstance(data, dict) or field.is_required():
                unread.append(name)
        except Unreadable:
            if strict or field.is_required() or get_origin(unwrapped(field.annotation)[0]) is tuple:
                unread.append(name)
    entry = model.model_construct(**values)
    for name in unread:
        entry.__dict__.pop(name, None)
    return entry

"""What all entries of a file share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field


class Unreadable(Exception):
    """A value was asked for that the file gives in a form that could not be read, or that wasn't read at all."""


def field(default: Any, title: str, description: str, *examples: Any) -> Any:
    """A field with what editors say of it; `...` in place of a default if it is required, `dict` for an empty one."""
    stated = {"default_factory": dict} if default is dict else {"default": default}
    return Field(title=title, description=description, examples=list(examples) or None, **stated)


class Entry(BaseModel):
    """A mapping in a file: known fields only, and unchangeable.

    An entry with faults is built without the values that could not be read (see `loading`), and one that comes from
    elsewhere without those that a question doesn't need (see `validator.unpacker`). To ask for one of those raises
    `Unreadable`, so that nothing is ever concluded from a value that nobody understood.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def __init_subclass__(cls, about: str = "", schema: Mapping[str, Any] = {}, **more: Any) -> None:
        """`about` describes an entry in its JSON Schema, `schema` is what that says beside its fields."""
        super().__init_subclass__(**more)
        cls.model_config["json_schema_extra"] = {**schema, "description": about}

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in type(self).__pydantic_fields__:
                raise Unreadable(name)
            if name == "__pydantic_fields_set__":  # what was unpacked has no room for it; Pydantic asks for it to copy
                return set(self.__dict__)
            if name in ("__pydantic_extra__", "__pydantic_private__"):  # nor for these; asked for to compare
                return None
            return super().__getattr__(name)

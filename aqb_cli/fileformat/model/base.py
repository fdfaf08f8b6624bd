"""What all entries of a file share."""

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field


class Unreadable(Exception):
    """A value was asked for that the file gives in a form that could not be read, or that wasn't read at all."""


class Entry(BaseModel):
    """A mapping in a file: known fields only, and unchangeable.

    An entry with faults is built without the values that could not be read (see `loading`), and one that comes from
    elsewhere without those that a question doesn't need (see `validator.unpacker`). To ask for one of those raises
    `Unreadable`, so that nothing is ever concluded from a value that nobody understood.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in type(self).__pydantic_fields__:
                raise Unreadable(name)
            if name == "__pydantic_fields_set__":  # what was unpacked has no room for it; Pydantic asks for it to copy
                return set(self.__dict__)
            if name in ("__pydantic_extra__", "__pydantic_private__"):  # nor for these; asked for to compare
                return None
            return super().__getattr__(name)


def field(default: Any, title: str, description: str, *examples: Any) -> Any:
    """A field with what editors say of it; `...` in place of a default if it is required, `dict` for an empty one."""
    about: dict[str, Any] = {"title": title, "description": description, "examples": list(examples) or None}
    return Field(default_factory=dict, **about) if default is dict else Field(default, **about)

"""What all entries of a file share."""

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict


class Unreadable(Exception):
    """A value was asked for that the file gives in a form that could not be read (and that was reported)."""


class Entry(BaseModel):
    """A mapping in a file: known fields only, and unchangeable.

    An entry with faults is built without the values that could not be read (see `loading`); to ask for one of
    those raises `Unreadable`, so that nothing is ever concluded from a value that nobody understood.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in type(self).__pydantic_fields__:
                raise Unreadable(name)
            return super().__getattr__(name)

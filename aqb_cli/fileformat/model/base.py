"""What all entries of a file share."""

import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

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

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (type(self), _values(self), tuple(self.__pydantic_fields_set__))


AnyEntry = TypeVar("AnyEntry", bound=Entry)

_shared: dict[Any, Any] = {}
"""Parts that many entries have in common, such as the names of the fields that are given."""


def compact(entry: AnyEntry) -> AnyEntry:
    """The same entry in a third of the memory, for those of which many are kept or sent to another process.

    What Pydantic makes has a dictionary and a set of its own for each entry. Attributes that are set one by one share
    the dictionary's keys with all entries of the class; sets, words, days and empty groups are shared among equal ones.
    """
    return _made(type(entry), [_compact(value) for value in _values(entry)], entry.model_fields_set)


def _values(entry: Entry) -> list[Any]:
    """The values in the order of the fields; `...` where one couldn't be read."""
    read = entry.__dict__.get
    return [read(name, ...) for name in type(entry).__pydantic_fields__]


def _compact(value: Any) -> Any:
    if isinstance(value, Entry):
        return compact(value)
    if type(value) is tuple:
        return tuple(map(_compact, value))
    if type(value) is dict:
        return {name: _compact(item) for name, item in value.items()}
    return value


def _made(kind: type[AnyEntry], values: Iterable[Any], given: Iterable[str]) -> AnyEntry:
    entry = object.__new__(kind)
    put = object.__setattr__
    for name, value in zip(kind.__pydantic_fields__, values, strict=True):
        sort = type(value)
        if sort is str:
            put(entry, name, sys.intern(value))
        elif value is not ...:
            put(entry, name, _common(value) if sort in _SHAREABLE else value)
    names = frozenset(given)
    if names not in _shared:
        _shared[names] = set(names)
    put(entry, "__pydantic_fields_set__", _shared[names])
    put(entry, "__pydantic_extra__", None)
    put(entry, "__pydantic_private__", None)
    return entry


_SHAREABLE = frozenset((date, tuple, dict))


def _common(value: Any) -> Any:
    """The value, or an equal one that other entries have too."""
    if type(value) is date or (type(value) is tuple and value and type(value[0]) is str):
        return _shared.setdefault(value, value)
    return _shared.setdefault((), value) if value == {} else value

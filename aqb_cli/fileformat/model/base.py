"""What all entries of a file share.

They are described like Pydantic's models and filled by `pydantic-core` (see `validator`). Pydantic itself would be
loaded for their definition alone, which took 63 of 170 ms of a run that checks one file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self


class Unreadable(Exception):
    """A value was asked for that the file gives in a form that could not be read, or that wasn't read at all."""


class FieldInfo(NamedTuple):
    """What is known of a field: what it is without being stated, how it is read, and what people are told of it."""

    default: Any
    """What it is where it isn't stated: `dict` for an empty one, `...` where it must be."""
    title: str | None = None
    description: str | None = None
    examples: list[Any] | None = None
    annotation: Any = None

    def is_required(self) -> bool:
        """Whether it must be stated."""
        return self.default is ...

    def unstated(self) -> Any:
        """What it is where it isn't stated."""
        return {} if self.default is dict else self.default


def field(default: Any, title: str, description: str, *examples: Any) -> Any:
    """A field with what editors say of it; `...` in place of a default if it is required, `dict` for an empty one."""
    return FieldInfo(default, title, description, list(examples) or None)


class Entry:
    """A mapping in a file: known fields only, and unchangeable. Its annotations are real types, not texts.

    An entry with faults is built without the values that could not be read (see `loading`), and one that comes from
    elsewhere without those that a question doesn't need (see `validator.unpacker`). To ask for one of those raises
    `Unreadable`, so that nothing is ever concluded from a value that nobody understood.
    """

    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")
    """What `pydantic-core` fills."""
    __pydantic_fields_set__: set[str]

    model_fields: ClassVar[Mapping[str, FieldInfo]] = {}
    """The fields by name, in the order of the format."""
    model_title: ClassVar[str | None] = None
    model_schema: ClassVar[Mapping[str, Any]] = {}
    """What its JSON Schema says beyond its fields."""

    def __init_subclass__(cls, title: str | None = None, about: str = "", schema: Mapping[str, Any] = {}) -> None:
        fields = {}
        for name, annotation in cls.__annotations__.items():
            given = cls.__dict__.get(name, ...)
            if given is not ...:
                delattr(cls, name)  # or it would be found where a value could not be read
            known = given if isinstance(given, FieldInfo) else FieldInfo(given)
            fields[name] = known._replace(annotation=annotation)
        cls.model_fields, cls.model_title, cls.model_schema = fields, title, {**schema, "description": about}

    def __init__(self, **values: Any) -> None:
        """An entry of values that are known to be right; required ones that aren't given can't be asked for."""
        assert values.keys() <= self.model_fields.keys(), values
        for name, known in self.model_fields.items():
            if name in values or not known.is_required():
                self.__dict__[name] = values[name] if name in values else known.unstated()
        object.__setattr__(self, "__pydantic_fields_set__", set(values))

    def model_copy(self, update: Mapping[str, Any]) -> Self:
        """The same entry with other values in some fields."""
        return self._filled({**self._values(), **update}, self.model_fields_set | update.keys())

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that are stated."""
        return self.__pydantic_fields_set__

    @classmethod
    def _filled(cls, values: dict[str, Any], given: set[str]) -> Self:
        entry = cls.__new__(cls)
        object.__setattr__(entry, "__dict__", values)
        object.__setattr__(entry, "__pydantic_fields_set__", given)
        return entry

    def _values(self) -> dict[str, Any]:
        """The values of the fields, as far as they are known, without what was found out from them."""
        return {name: self.__dict__[name] for name in self.model_fields if name in self.__dict__}

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in self.model_fields:
                raise Unreadable(name)
            if name == "__pydantic_fields_set__":  # what was unpacked has no room for it
                return {*self._values()}
            raise AttributeError(name)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), *self._values().values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._values().items())})"

    def __reduce__(self) -> tuple[Any, ...]:
        return self._filled, (self._values(), self.model_fields_set)

"""What the format expects at each place of a file, read off the models."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin

from aqb_cli.diagnostics import FieldPath
from aqb_cli.fileformat.model.base import Entry
from aqb_cli.fileformat.model.scalars import YEAR, Reader, read_year
from aqb_cli.fileformat.model.values import ANY_TEXT
from aqb_cli.text.messages import Message


class ShortTitle(Message):
    """A field's title without the section in brackets behind it: "Budget" for "Budget (§ 4)"."""

    def translated(self, language: str) -> str:
        """The title in a language."""
        return super().translated(language).partition(" (§")[0]


class Shape:
    """What may stand at one place: an entry with fields, a mapping, a list, or one value."""

    def __init__(self, annotation: Any) -> None:
        self.annotation, self.metadata = unwrapped(annotation)

    @property
    def names(self) -> Sequence[str]:
        """The names of the fields or keys, in the order of the format; none where any name is possible."""
        if self._is_entry():
            return list(self.annotation.model_fields)
        key, _metadata = unwrapped(get_args(self.annotation)[0]) if self._is_mapping() else (None, ())
        return list(key) if isinstance(key, type) and issubclass(key, StrEnum) else []

    @property
    def called(self) -> Mapping[str, Message]:
        """What the fields of an entry are called."""
        titles = {
            name: field.title or _title_of(field.annotation) for name, field in self.annotation.model_fields.items()
        }
        return {name: ShortTitle(title, {}) for name, title in titles.items() if title}

    def takes(self, name: str) -> bool:
        """Whether a field or key can have a name here."""
        if name in self.names or not self._is_mapping():
            return name in self.names
        reader = Shape(get_args(self.annotation)[0]).reader
        return reader is not None and reader.read is read_year and YEAR.fullmatch(name) is not None

    @property
    def reader(self) -> Reader | None:
        """What reads the value; None where no single value stands."""
        return next((item for item in self.metadata if isinstance(item, Reader)), None)

    @property
    def is_text(self) -> bool:
        """Whether any text may stand here, and not an amount, a date or the like."""
        schema = self.reader.schema if self.reader else {}
        return schema.get("type") in (ANY_TEXT, "string") and schema.get("format") != "date"

    @property
    def required(self) -> Sequence[str]:
        """The names of the fields that can't be left out."""
        return (
            [name for name, field in self.annotation.model_fields.items() if field.is_required()]
            if self._is_entry()
            else []
        )

    @property
    def is_list(self) -> bool:
        """Whether a list stands here."""
        return get_origin(self.annotation) is tuple

    def inside(self, step: str | int) -> Shape | None:
        """The shape of a field, of a mapping's value or of a list's entry; None where the format has none."""
        if self._is_entry():
            field = self.annotation.model_fields.get(step)
            return Shape(field.rebuild_annotation()) if field else None
        if self._is_mapping():
            return Shape(get_args(self.annotation)[1])
        return Shape(get_args(self.annotation)[0]) if self.is_list else None

    def at(self, place: FieldPath) -> Shape | None:
        """The shape of what lies at a place inside; None if the format has none there."""
        shape: Shape | None = self
        for step in place:
            shape = shape.inside(step) if shape else None
        return shape

    def _is_entry(self) -> bool:
        return isinstance(self.annotation, type) and issubclass(self.annotation, Entry)

    def _is_mapping(self) -> bool:
        return get_origin(self.annotation) is dict


def _title_of(annotation: Any) -> str | None:
    """The title of the entry that a field holds."""
    kind, _metadata = unwrapped(annotation)
    return kind.model_config.get("title") if isinstance(kind, type) and issubclass(kind, Entry) else None


def unwrapped(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """The type in an annotation, without `| None`, and its metadata."""
    metadata: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata += tuple(more)
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(item for item in get_args(annotation) if item is not type(None))
        else:
            return annotation, metadata

"""The names that a text may use and what they stand for, read off the annotations of the facts."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin

from aqb_cli.fileformat.model.shape import unwrapped

Scope = Mapping[str, Any]
"""Names and their types."""


def is_list(kind: Any) -> bool:
    """Whether facts of a type are lists."""
    return get_origin(kind) is tuple


def type_of(path: str, scope: Scope) -> Any | None:
    """The type of the fact that a path such as `budget.total` names; None if it names none."""
    kind: Any = None
    for index, name in enumerate(path.split(".")):
        kind = (fields(kind) if index else scope).get(name)
    return kind


def element_of(path: str, scope: Scope) -> Any | None:
    """The type of the entries of the list that a path such as `budget.by_year` names; None if it names none."""
    kind = type_of(path, scope)
    return get_args(kind)[0] if is_list(kind) else None


def lists_in(scope: Scope) -> list[str]:
    """The paths of all lists."""
    paths = dict(scope) | {f"{name}.{part}": kind for name in scope for part, kind in fields(scope[name]).items()}
    return [path for path, kind in paths.items() if is_list(kind)]


@cache
def fields(kind: Any) -> dict[str, Any]:
    """The parts of a group of facts, with their types; none for anything else."""
    if not (isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")):
        return {}
    hints = typing.get_type_hints(kind)
    return {name: unwrapped(hints[name])[0] for name in kind._fields}

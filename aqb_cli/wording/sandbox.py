"""A Jinja environment without functions and tests, and with only the filters that are passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

_OF_LOOPS = frozenset(("first", "index", "last", "length", "nextitem", "previtem"))


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates reach the fields of groups and what a loop knows of itself, and no other attribute of anything.

    `finalize` is given whatever is printed; where that is to be HTML, it is what escapes it. `trim` drops the line
    breaks and indentation of lines that hold nothing but a condition, loop or macro.
    """

    def __init__(
        self, filters: Mapping[str, Callable[..., Any]], finalize: Callable[..., Any], *, trim: bool = False
    ) -> None:
        super().__init__(
            undefined=StrictUndefined, finalize=finalize, trim_blocks=trim, lstrip_blocks=trim,
            keep_trailing_newline=True, cache_size=0,
        )  # fmt: skip
        self._reachable: set[tuple[type, str]] = set()
        self.globals.clear()
        self.tests.clear()
        self.filters.clear()
        self.filters.update(filters)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The field of a group; for anything else, as Jinja's sandbox has it."""
        if (type(obj), attribute) in self._reachable:  # a template asks for the same few fields hundreds of times
            return getattr(obj, attribute)
        if self.is_safe_attribute(obj, attribute, None):
            self._reachable.add((type(obj), attribute))
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002
        """Whether a template may ask for an attribute."""
        if isinstance(obj, LoopContext):
            return attr in _OF_LOOPS
        return isinstance(obj, tuple) and attr in _fields(type(obj))


@cache
def _fields(group: type) -> frozenset[str]:
    return frozenset(getattr(group, "_fields", ()))

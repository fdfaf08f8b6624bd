"""Jinja with nothing in it: no functions, no tests, and only the filters that are handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

_OF_LOOPS = frozenset(("first", "index", "last", "length", "nextitem", "previtem"))


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates reach the fields of groups and what a loop knows of itself, and no other attribute of anything."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002
        """Whether a template may ask for an attribute."""
        if isinstance(obj, LoopContext):
            return attr in _OF_LOOPS
        return isinstance(obj, tuple) and (attr in getattr(obj, "_fields", ()) or attr == "kind")


def sandbox(
    filters: Mapping[str, Callable[..., Any]],
    finalize: Callable[..., Any] | None = None,
    *,
    autoescape: bool = False,
) -> Sandbox:
    """An environment in which a template can reach nothing but what it is given."""
    environment = Sandbox(
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=0,
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(filters)
    return environment

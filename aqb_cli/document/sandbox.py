"""Jinja with nothing in it: no functions, no tests, and only the filters that are handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


def sandbox(
    filters: Mapping[str, Callable[..., Any]],
    finalize: Callable[..., Any] | None = None,
    *,
    autoescape: bool = False,
) -> ImmutableSandboxedEnvironment:
    """An environment in which a template can reach nothing but what it is given."""
    environment = ImmutableSandboxedEnvironment(
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

"""One text of a wording pack: its placeholders checked against the facts that there are, then filled in.

Of Jinja's language only what a wording needs is taken: placeholders, filters and `if`. Nothing can loop, call or
compute, so a text takes time and room in proportion to its own length.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import TYPE_CHECKING, Any

from aqb_cli.document.checks import Checker
from aqb_cli.document.filters import FILTERS, joined
from aqb_cli.document.scopes import Scope
from aqb_cli.document.syntax import Mistake
from aqb_cli.document.typography import literal, tidy

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context

__all__ = ["Mistake", "NotStated", "Template", "parse"]


class NotStated(Exception):
    """A placeholder stands for a fact that the agreement doesn't state."""


class Template:
    """A text without mistakes, ready to be filled in."""

    def __init__(self, source: str, printed: tuple[tuple[str, ...], ...] = (), root: Any = None) -> None:
        self.source = source
        self._printed = printed
        self._root = root

    def fill(self, facts: Context) -> str:
        """The text with the facts in it. Raises `NotStated` if one is missing."""
        return "".join(self._root(facts)) if self._root else self.source

    def missing(self, facts: Mapping[str, Any]) -> list[str]:
        """The placeholders whose facts aren't stated, as the text writes them."""
        return [".".join(path) for path in self._printed if _value(facts, path) in (None, ())]


def parse(source: str, scope: Scope) -> Template | list[Mistake]:
    """The text as a template, or what is wrong with it."""
    if "{" not in source:
        return Template(source)
    checker = Checker(source, scope, environment())
    tree = checker.check()
    if tree is None or checker.mistakes:
        return checker.mistakes
    template = environment().from_string(tree)
    return Template(source, tuple(checker.printed), template.root_render_func)


def context(facts: dict[str, Any]) -> Context:
    """Facts in the form in which any number of templates can be filled with them."""
    from jinja2.runtime import Context

    return Context(environment(), facts, None, {})


def condition(source: str) -> str:
    """A condition as a text that is empty where it doesn't hold."""
    return "{% if " + source + " %}1{% endif %}"


@cache
def environment() -> Environment:
    """The sandbox for the texts of packs."""
    from aqb_cli.document.sandbox import sandbox

    return sandbox({name: _stated(filter.apply) for name, filter in FILTERS.items()}, _printable)


def _stated(apply: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(apply)
    def checked(value: Any, *options: Any) -> Any:
        if value is None or (value == () and apply is joined):
            raise NotStated
        return apply(value, *options)

    return checked


def _printable(value: Any) -> str:
    if value is None:
        raise NotStated
    return literal(tidy(str(value)))


def _value(facts: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value = facts[path[0]]
    for name in path[1:]:
        value = getattr(value, name)
    return value

"""One text of a wording pack: its placeholders are checked against the facts, then filled in.

Of Jinja's language only what a wording needs is accepted: placeholders, filters and `if`. Nothing can loop, call or
compute, so a text takes time and room in proportion to its own length.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from aqb_cli.diagnostics import Finding
from aqb_cli.text.messages import _
from aqb_cli.wording.checks import TemplateChecker
from aqb_cli.wording.filters import FILTERS
from aqb_cli.wording.rules import not_a_placeholder
from aqb_cli.wording.scopes import Scope
from aqb_cli.wording.syntax import BRACES
from aqb_cli.wording.typography import literal, strong_is_closed, tidy
from aqb_cli.wording.unstated import GUARDS, NotStated, Unstated, dotted, guarded, past_unstated

if TYPE_CHECKING:
    from jinja2 import Environment, nodes
    from jinja2.runtime import Context

_SINGLE = re.compile(r"^[^\"'=!]*[^\"'=!<>]=[^=]")


_RECURRING = frozenset(("year", "next_year", "status", "district", "ministry", "programme"))
"""The facts that many agreements share. None is an amount: 1.50 and 1.5 are equal, and aren't written alike."""

_MOST_KEPT = 1000
"""How many fillings of a text are kept: those of all districts and of some decades."""


class Template:
    """A text without faults, ready to be filled in."""

    def __init__(self, source: str, root: Any = None, facts: Collection[str] = ()) -> None:
        self.source = source
        self._root = root
        names = [name.partition(".") for name in facts]
        self._recurring = [(group, part) for group, _dot, part in names if group in _RECURRING]
        self._recurs = len(self._recurring) == len(names)
        """Whether it speaks of nothing but recurring facts. Such a text is filled in once for each set of them."""
        self._kept: dict[tuple[Any, ...], str] = {}

    def fill(self, facts: Context) -> str:
        """The text with the facts in it. Raises `NotStated` if one is missing."""
        if self._root is None:
            return self.source
        if not self._recurs:
            return "".join(self._root(facts))
        given = facts.parent
        values = tuple([getattr(given[group], part) if part else given[group] for group, part in self._recurring])
        text = self._kept.get(values)
        if text is None:
            text = "".join(self._root(facts))
            if len(self._kept) < _MOST_KEPT:
                self._kept[values] = text
        return text


def parse(source: str, scope: Scope) -> Template | list[Finding]:
    """The text as a template, or what is wrong with it."""
    if "{" not in source and strong_is_closed(source):
        return Template(source)
    return _parsed(source, tuple(scope.items()))


@lru_cache(maxsize=1024)  # packs are checked, and then used
def _parsed(source: str, scope: tuple[tuple[str, Any], ...]) -> Template | list[Finding]:
    checker = TemplateChecker(source, dict(scope), environment())
    tree = checker.check()
    if tree is None or checker.findings:
        return checker.findings
    facts = dict.fromkeys(_facts_in(tree))
    template = environment().from_string(guarded(tree, environment()))
    return Template(source, template.root_render_func, facts)


def _facts_in(node: nodes.Node) -> Iterator[str]:
    """The facts that a text speaks of, such as `budget.total`."""
    if name := dotted(node):
        yield name
    else:
        for child in node.iter_child_nodes():
            yield from _facts_in(child)


def context(facts: dict[str, Any]) -> Context:
    """Facts in the form in which any number of templates can be filled with them."""
    from jinja2.runtime import Context

    return Context(environment(), facts, None, {})


def parse_condition(source: str, scope: Scope) -> Template | list[Finding]:
    """A condition as a text that is empty where it doesn't hold, or what is wrong with it."""
    if braces := BRACES.search(source):
        help = _('Write the condition alone, without braces: `when: status == "draft"`.')
        return [
            not_a_placeholder((), _("A condition behind `when` has no braces of its own."), help, part=braces.span())
        ]
    if _SINGLE.search(source):
        help = _('Two are compared with `==`: `when: status == "draft"`.')
        return [not_a_placeholder((), _("A single `=` compares nothing."), help)]
    before = "{% if "
    template = parse(f"{before}{source} %}}1{{% endif %}}", scope)
    if isinstance(template, Template):
        return template
    return [finding._replace(part=_shifted(finding.part, len(before), len(source))) for finding in template]


def _shifted(part: tuple[int, int] | None, shift: int, length: int) -> tuple[int, int] | None:
    return part and (max(part[0] - shift, 0), min(part[1] - shift, length))


@cache
def environment() -> Environment:
    """The sandbox for the texts of packs."""
    from aqb_cli.wording.sandbox import Sandbox

    filters = {name: past_unstated(filter.apply) for name, filter in FILTERS.items()}
    return Sandbox(filters | GUARDS, _printable)


def _printable(value: Any) -> str:
    if isinstance(value, Unstated):
        raise NotStated(value.fact)
    return literal(tidy(str(value)))

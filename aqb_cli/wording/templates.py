"""One text of a wording pack: its placeholders are checked against the facts, then filled in.

Of Jinja's language only what a wording needs is accepted: placeholders, filters and `if`. Nothing can loop, call or
compute, so a text takes time and room in proportion to its own length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

from aqb_cli.diagnostics import Finding
from aqb_cli.text.messages import _
from aqb_cli.wording.checks import TemplateChecker
from aqb_cli.wording.filters import FILTERS
from aqb_cli.wording.rules import not_a_placeholder
from aqb_cli.wording.scopes import Scope, fields, is_list, type_of
from aqb_cli.wording.syntax import BRACES
from aqb_cli.wording.typography import literal, strong_is_closed, tidy
from aqb_cli.wording.unstated import GUARDS, NotStated, Unstated, dotted, guarded, past_unstated

if TYPE_CHECKING:
    from jinja2 import Environment, nodes
    from jinja2.runtime import Context

_SINGLE = re.compile(r"^[^\"'=!]*[^\"'=!<>]=[^=]")


_MOST_KEPT = 1000
"""How many fillings of a text are kept: those of all districts and of some decades."""


class Template:
    """A text without faults, ready to be filled in. The same facts give the same text, which is kept."""

    def __init__(
        self, source: str, tree: nodes.Template | None = None, facts: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        """`tree` is there if something is to be filled in.

        `facts` are the names of those that it speaks of, with their types; `len` for a list that it only counts.
        """
        self.source = source
        self._tree = tree
        names = [(*name.partition("."), kind) for name, kind in facts.items()]
        self._facts = [
            (group, attrgetter(part) if part else None, _TOLD_APART.get(kind), _is_of_groups(kind))
            for group, _dot, part, kind in names
        ]
        self._kept: dict[tuple[Any, ...], str] = {}

    def fill(self, facts: dict[str, Any]) -> str:
        """The text with the facts in it. Raises `NotStated` if one is missing."""
        if self._tree is None:
            return self.source
        given: list[Any] = []
        for group, part, told_apart, is_of_groups in self._facts:
            fact = part(facts[group]) if part else facts[group]
            if is_of_groups and fact:  # to compare these takes longer
                return self._filled(facts)
            given.append(told_apart(fact) if told_apart else fact)
        values = tuple(given)
        text = self._kept.get(values)
        if text is None:
            text = self._filled(facts)
            if len(self._kept) < _MOST_KEPT:
                self._kept[values] = text
        return text

    def _filled(self, facts: dict[str, Any]) -> str:
        context = _context()
        context.parent = facts
        return "".join(self._root(context))

    @cached_property
    def _root(self) -> Callable[[Context], Iterator[str]]:
        """Compiled where it is needed: that takes half of the time of preparing a pack, and many texts aren't used."""
        assert self._tree is not None
        return environment().from_string(self._tree).root_render_func


_TOLD_APART: Mapping[Any, Callable[[Any], Any]] = {
    Decimal: lambda amount: (type(amount), str(amount)),  # 1.50 and 1.5 are equal, and aren't written alike
    len: len,
}
"""What facts of a type are told apart by, if not by themselves."""


def _is_of_groups(kind: Any) -> bool:
    """Whether facts of a type are groups, or lists of them."""
    return bool(fields(kind)) or (is_list(kind) and get_args(kind)[0] is not str)


def parse(source: str, scope: Scope) -> Template | list[Finding]:
    """The text as a template, or what is wrong with it."""
    if "{" not in source and "}" not in source and strong_is_closed(source):
        return Template(source)
    return _parsed(source, tuple(scope.items()))


@lru_cache(maxsize=1024)  # packs are checked, and then used
def _parsed(source: str, scope: tuple[tuple[str, Any], ...]) -> Template | list[Finding]:
    checker = TemplateChecker(source, dict(scope), environment())
    tree = checker.check()
    if tree is None or checker.findings:
        return checker.findings
    facts: dict[str, Any] = {}
    tree = guarded(tree)
    for name, is_counted in _facts_in(tree):
        kind = type_of(name, checker.scope)
        facts[name] = len if is_counted and is_list(kind) and facts.get(name, len) is len else kind
    return Template(source, tree, facts)


def _facts_in(node: nodes.Node, *, is_counted: bool = False) -> Iterator[tuple[str, bool]]:
    """The facts that a guarded text speaks of, such as `budget.total`, and whether only their entries are counted."""
    from jinja2 import nodes

    if name := dotted(node):
        yield name, is_counted
        return
    if isinstance(node, nodes.Filter) and node.name != "_fact":
        is_counted = node.name in ("count", "_is_stated")
    for child in node.iter_child_nodes():
        yield from _facts_in(child, is_counted=is_counted)


@cache
def _context() -> Context:
    """What texts find facts in: one for all, since none sets anything. To make one takes a quarter of a filling."""
    from jinja2.runtime import Context

    return Context(environment(), {}, None, {})


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

"""One text of a wording pack: its placeholders are checked against the facts, then filled in.

Of Jinja's language only what a wording needs is accepted: placeholders, filters and `if`. Nothing can loop, call or
compute, so a text takes time and room in proportion to its own length.
"""

from __future__ import annotations

import re
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
from aqb_cli.wording.unstated import GUARDS, NotStated, Unstated, guarded, past_unstated

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context

_SINGLE = re.compile(r"^[^\"'=!]*[^\"'=!<>]=[^=]")


class Template:
    """A text without faults, ready to be filled in."""

    def __init__(self, source: str, root: Any = None) -> None:
        self.source = source
        self._root = root

    def fill(self, facts: Context) -> str:
        """The text with the facts in it. Raises `NotStated` if one is missing."""
        return "".join(self._root(facts)) if self._root else self.source


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
    template = environment().from_string(guarded(tree, environment()))
    return Template(source, template.root_render_func)


def context(facts: dict[str, Any]) -> Context:
    """Facts in the form in which any number of templates can be filled with them."""
    from jinja2.runtime import Context

    return Context(environment(), facts, None, {})


def parse_condition(source: str, scope: Scope) -> Template | list[Finding]:
    """A condition as a text that is empty where it doesn't hold, or what is wrong with it."""
    if braces := BRACES.search(source):
        help = _('Write the condition alone, without braces: `when: status == "draft"`.')
        return [not_a_placeholder(_("A condition behind `when` has no braces of its own."), help, braces.span())]
    if _SINGLE.search(source):
        help = _('Two are compared with `==`: `when: status == "draft"`.')
        return [not_a_placeholder(_("A single `=` compares nothing."), help)]
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

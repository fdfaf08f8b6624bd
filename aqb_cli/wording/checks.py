"""What is wrong with the placeholders and conditions of one text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any

from aqb_cli.diagnostics import Finding, PageRule
from aqb_cli.text.messages import Message, _
from aqb_cli.text.near_misses import choices
from aqb_cli.wording import rules
from aqb_cli.wording.filters import FILTERS, is_date_pattern
from aqb_cli.wording.scopes import Scope, fields, is_list
from aqb_cli.wording.syntax import BRACES, TAG, called, explain, parsed
from aqb_cli.wording.typography import strong_is_closed
from aqb_cli.wording.unstated import dotted

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

DEEPEST = 12
"""How deeply conditions and expressions may be nested."""

_PRINTABLE = (str, int)

_PASSING = ("entry", "category", "measure")
"""What one of many is called where a block goes through them."""

_SINGLE = re.compile(r"\{(\s*(\w+)(?:\.\w+)*\s*(?:\|[^{}]*)?)\}")
"""What stands in single braces, and its first word."""


class TemplateChecker:
    """Checks one text; `findings` is what was found."""

    def __init__(self, source: str, scope: Scope, environment: Environment) -> None:
        self.source = source
        self.scope = scope
        self.environment = environment
        self.findings: list[Finding] = []
        self.tree: Any = None

    def check(self) -> nodes.Template | None:
        """The parsed text; None if it can't be parsed."""
        if not strong_is_closed(TAG.sub("", self.source)):
            last = self.source.rfind("**")
            help = _("Bold is `**between pairs of asterisks**`.")
            self.findings.append(rules.open_passage((), _("A bold passage has no end."), help, part=(last, last + 2)))
        tree = parsed(self.environment, self.source)
        if tree is None:
            self.findings.append(explain(self.environment, self.source))
            return None
        self.tree = tree
        self._single_braces()
        for node in tree.body:
            self._statement(node, 0)
        return tree

    def _single_braces(self) -> None:
        """Facts in single braces, and braces that close nothing: they would be printed as they stand."""
        bare = TAG.sub(lambda tag: " " * len(tag[0]), self.source)
        if BRACES.search(bare):
            self.findings.append(explain(self.environment, self.source))
        for match in _SINGLE.finditer(bare):
            if match[2] in self.scope:
                message = _("A placeholder has two braces on each side.")
                help = _("Write `{{{{ {text} }}}}`.", text=match[1].strip())
                self.findings.append(rules.not_a_placeholder((), message, help, part=match.span()))

    def _statement(self, node: nodes.Node, depth: int) -> None:
        from jinja2 import nodes

        if depth > DEEPEST:
            self._too_deep(node)
        elif isinstance(node, nodes.Output):
            for child in node.nodes:
                if not isinstance(child, nodes.TemplateData):
                    self._print(child, depth)
        elif isinstance(node, nodes.If):
            self._condition(node.test, depth)
            for inner in (*node.body, *node.elif_, *node.else_):
                self._statement(inner, depth + 1)
        else:
            self._forbid(node)

    def _print(self, node: nodes.Node, depth: int) -> None:
        kind = self._type(node, depth)
        if kind is None or (kind in _PRINTABLE):
            return
        written = _dotted(node)
        if kind is Decimal:
            help = _("Write `{written} | euro`.", written=written)
        elif kind is date:
            help = _("Write `{written} | date`.", written=written)
        elif is_list(kind):
            help = _("Use a list or table with `each: {written}`, or `| joined` for a list of words.", written=written)
        elif isinstance(kind, type) and issubclass(kind, StrEnum):
            help = _(
                'It is meant for conditions, such as `{{% if {written} == "{word}" %}}`.',
                written=written,
                word=next(iter(kind)),
            )
        else:
            help = _("Name one of its parts: {known}.", known=list(fields(kind)))
        self._add(node, rules.wrong_form, _("“{written}” can't be printed as it is.", written=written), help, written)

    def _condition(self, node: nodes.Node, depth: int) -> None:
        from jinja2 import nodes

        if depth > DEEPEST:
            self._too_deep(node)
        elif isinstance(node, nodes.And | nodes.Or):
            self._condition(node.left, depth + 1)
            self._condition(node.right, depth + 1)
        elif isinstance(node, nodes.Not):
            self._condition(node.node, depth + 1)
        elif isinstance(node, nodes.Compare) and len(node.ops) == 1 and node.ops[0].op in ("eq", "ne", "gt", "lt"):
            self._compare(node, depth)
        else:
            self._type(node, depth)

    def _compare(self, node: nodes.Compare, depth: int) -> None:
        left, right = (self._type(side, depth) for side in (node.expr, node.ops[0].expr))
        if left is None or right is None:
            return
        if isinstance(left, type) and issubclass(left, StrEnum) and right is str:
            word = getattr(node.ops[0].expr, "value", None)
            if word not in list(left):
                self._add(
                    node,
                    rules.wrong_form,
                    _("“{word}” is never a value of “{written}”.", word=str(word), written=_dotted(node.expr)),
                    choices(left, str(word))[0],
                    str(word),
                )
        elif (
            left is not right
            or left not in (*_PRINTABLE, Decimal, date)
            or (left is str and node.ops[0].op in ("gt", "lt"))
        ):
            help = _("A fact can be compared with one of its own kind; amounts and dates only with each other.")
            self._add(
                node,
                rules.wrong_form,
                _("“{written}” can't be compared with this.", written=_dotted(node.expr)),
                help,
                _dotted(node.expr),
            )

    def _type(self, node: nodes.Node, depth: int) -> Any:
        """What an expression gives; None if that was reported."""
        from jinja2 import nodes

        if depth > DEEPEST:
            return self._too_deep(node)
        if isinstance(node, nodes.Name | nodes.Getattr):
            return self._fact(node)
        if isinstance(node, nodes.Const) and type(node.value) in _PRINTABLE:
            return type(node.value)
        if isinstance(node, nodes.Filter):
            return self._filter(node, depth)
        if isinstance(node, nodes.Or):  # {{ a or b }}: the first that is stated
            left, right = self._type(node.left, depth + 1), self._type(node.right, depth + 1)
            if left in (Decimal, date) and right is str:
                written = _dotted(node.left)
                name = "euro" if left is Decimal else "date"
                message = _("“{written}” needs a filter before the “or”.", written=written)
                help = _("Write `{written} | {filter} or …`.", written=written, filter=name)
                return self._add(node, rules.wrong_form, message, help, written)
            return left if left is right else str if {left, right} == set(_PRINTABLE) else self._forbid(node)
        return self._forbid(node)

    def _fact(self, node: nodes.Node) -> Any:
        path = dotted(node).split(".")
        if path == [""]:
            return self._forbid(node)
        kind: Any = None
        for index, name in enumerate(path):
            known = fields(kind) if index else dict(self.scope)
            if name not in known:
                written = ".".join(path[: index + 1])
                message = _("There is no fact “{written}”.", written=written)
                if index and not known:
                    help = _("“{written}” has no parts.", written=".".join(path[:index]))
                else:
                    help = (None if index else self._where_it_is(name)) or choices(known, name)[0]
                return self._add(node, rules.unknown_fact, message, help, written)
            kind = known[name]
        return kind

    def _where_it_is(self, name: str) -> Message | None:
        """The advice on a name that is a fact in another place, or a part of one."""
        if name in _PASSING:
            return _(
                "“{name}” stands for something only in the texts of a block with `each`, or of `measures`.", name=name
            )
        parts = [f"{group}.{name}" for group, kind in self.scope.items() if name in fields(kind)]
        if len(parts) == 1:
            return _("Did you mean “{guess}”?", guess=parts[0])
        return _("Possible are {known}.", known=parts) if parts else None

    def _filter(self, node: nodes.Filter, depth: int) -> Any:
        from jinja2 import nodes

        filter = FILTERS.get(node.name)
        if filter is None or node.node is None:
            message = _("There is no filter “{name}”.", name=node.name)
            return self._add(node, rules.not_allowed, message, choices(FILTERS, node.name)[0], node.name)
        kind = self._type(node.node, depth + 1)
        if kind is None:
            return None
        options = [option.value for option in node.args if isinstance(option, nodes.Const)]
        if (
            len(options) != len(node.args)
            or len(options) > filter.options
            or node.kwargs
            or node.dyn_args
            or node.dyn_kwargs
            or not all(type(option) is str for option in options)
        ):
            return self._add(
                node,
                rules.not_allowed,
                _("The filter “{name}” doesn't take this in parentheses.", name=node.name),
                None,
                node.name,
            )
        for pattern in options if node.name == "date" else ():
            if not is_date_pattern(pattern):
                return self._not_a_date(node, pattern)
        if kind != filter.takes and not (filter.takes is tuple and is_list(kind)):
            message = _(
                "“{written}” isn't what the filter “{name}” works on.", written=_dotted(node.node), name=node.name
            )
            fitting = [name for name, other in FILTERS.items() if other.takes == kind]
            help = _("For it there is {known}.", known=fitting) if fitting else None
            if help is None and kind in _PRINTABLE:
                help = _("Write it without a filter.")
            return self._add(node, rules.wrong_form, message, help, _dotted(node.node))
        return filter.gives

    def _not_a_date(self, node: nodes.Node, pattern: str) -> None:
        message = _("“{pattern}” isn't how a date is written.", pattern=pattern)
        help = _(
            "Days are d or dd, months M, MM or MMMM, years yy or yyyy, with dots, dashes and spaces between: "
            '`date("dd.MM.yyyy")`.'
        )
        self._add(node, rules.not_allowed, message, help, pattern)

    def _forbid(self, node: nodes.Node) -> None:
        message = _("A wording can't do this: {what}.", what=called(node))
        help = _("Wordings know placeholders `{{{{ … }}}}`, filters `|`, and `{{% if … %}}`; see docs/wording.md.")
        self.findings.append(rules.not_allowed((), message, help, part=self._tag(node)))

    def _too_deep(self, node: nodes.Node) -> None:
        message = _("Conditions or expressions are nested more than {n} deep here.", n=DEEPEST)
        self.findings.append(rules.not_allowed((), message, _("Divide the text."), part=self._tag(node)))

    def _add(self, node: nodes.Node, rule: PageRule, message: Message, help: Message | None, written: str) -> None:
        """Adds a finding at the place where something is written in the tag that a node stands in."""
        part = self._tag(node)
        if part is not None:
            pattern = r"(?<![\w.])" + r"\s*\.\s*".join(map(re.escape, written.split("."))) + r"(?!\w)"
            if match := re.compile(pattern).search(self.source, *part):
                part = match.span()
        self.findings.append(rule((), message, help, part=part))

    def _tag(self, node: nodes.Node) -> tuple[int, int] | None:
        """Where the tag stands that a node was read from."""
        number = next((i for i, other in enumerate(_all(self.tree)) if other is node), None)
        if number is None:
            return None
        # Jinja knows only the lines of nodes. So the text is read once more with each tag on a line of its own.
        apart = TAG.sub(lambda tag: re.sub("^..[-+]?", r"\g<0>\n", tag[0]), self.source.replace("\n", " "))
        again = parsed(self.environment, apart)
        line = next(islice(_all(again), number, None)).lineno if again else 0
        return next((tag.span() for tag in islice(TAG.finditer(self.source), max(line - 2, 0), None)), None)


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    """A node and all nodes inside it, however deep."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(node.iter_child_nodes())


def _dotted(node: Any) -> str:
    """The fact in an expression, as it is written."""
    while hasattr(node, "node") and not dotted(node):
        node = node.node
    return dotted(node) or str(getattr(node, "value", "…"))

"""Facts that aren't stated: what conditions, filters and `or` make of them.

Jinja knows no such thing, so each fact in a text's tree is led through a filter of ours that marks it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import nodes


class NotStated(Exception):
    """A placeholder stands for a fact that the agreement doesn't state; `fact` is its name."""

    def __init__(self, fact: str) -> None:
        self.fact = fact


class Unstated:
    """In place of a fact that isn't stated: no condition holds for it, whatever it is compared with."""

    def __init__(self, fact: str) -> None:
        self.fact = fact

    def __bool__(self) -> bool:
        return False

    def _never(self, _other: object) -> bool:
        return False

    __eq__ = __ne__ = __lt__ = __gt__ = _never
    __hash__ = object.__hash__


def _fact(value: Any, name: str) -> Any:
    return Unstated(name) if value is None else value


def _words(value: Any, name: str) -> Any:
    return value or Unstated(name)


def _is_stated(value: Any) -> bool:
    return value is not None and value != ()


GUARDS: dict[str, Callable[..., Any]] = {"_fact": _fact, "_words": _words, "_is_stated": _is_stated}
"""The filters that texts are given here and can't ask for."""


def past_unstated(apply: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that hands on what isn't stated."""

    @wraps(apply)
    def guarded_filter(value: Any, *options: Any) -> Any:
        return value if isinstance(value, Unstated) else apply(value, *options)

    return guarded_filter


def guarded(tree: nodes.Template) -> nodes.Template:
    """The tree of a checked text, with filters that deal with facts that aren't stated.

    A fact by itself in a condition or before `or` counts if it is stated, be it zero.
    """
    from jinja2 import nodes

    for output in tree.find_all(nodes.Output):
        output.nodes = [_value(node) for node in output.nodes]
    for branch in tree.find_all(nodes.If):
        branch.test = _condition(branch.test)
    return tree


def _condition(node: nodes.Node) -> nodes.Expr:
    from jinja2 import nodes

    if isinstance(node, nodes.And | nodes.Or):
        return type(node)(_condition(node.left), _condition(node.right))
    if isinstance(node, nodes.Not):
        return nodes.Not(_condition(node.node))
    if isinstance(node, nodes.Compare):
        (operand,) = node.ops
        return nodes.Compare(_value(node.expr), [nodes.Operand(operand.op, _value(operand.expr))])
    assert isinstance(node, nodes.Expr)
    return _filtered(node, "_is_stated") if dotted(node) else _value(node)


def _value(node: nodes.Expr) -> nodes.Expr:
    from jinja2 import nodes

    if name := dotted(node):
        return _filtered(node, "_fact", name)
    if isinstance(node, nodes.Filter) and node.node is not None:
        inner = _value(node.node)
        if node.name == "joined" and (name := dotted(node.node)):
            inner = _filtered(node.node, "_words", name)
        return nodes.Filter(inner, node.name, node.args, [], None, None)
    if isinstance(node, nodes.Or) and isinstance(node.left, nodes.Or):  # a or b or c: read from the right
        return _value(nodes.Or(node.left.left, nodes.Or(node.left.right, node.right)))
    if isinstance(node, nodes.Or):
        left, right = _value(node.left), _value(node.right)
        if dotted(node.left):
            return nodes.CondExpr(_filtered(node.left, "_is_stated"), left, right)
        return nodes.Or(left, right)
    return node


def _filtered(node: nodes.Expr, name: str, *options: str) -> nodes.Expr:
    from jinja2 import nodes

    return nodes.Filter(node, name, [nodes.Const(option) for option in options], [], None, None)


def dotted(node: nodes.Node | None) -> str:
    """The name of a fact as texts write it, such as `budget.total`; empty for anything else."""
    from jinja2 import nodes

    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.insert(0, node.attr)
        node = node.node
    return ".".join((node.name, *names)) if isinstance(node, nodes.Name) else ""

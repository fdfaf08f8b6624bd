"""Layouts: Jinja templates that say how a document looks as text of some kind.

A workspace may bring its own, and so may a pull request. So they run in the sandbox, on the document alone, and with
a measured amount of work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateError, nodes, pass_context

from aqb_cli.document.blocks import Document
from aqb_cli.document.sandbox import sandbox
from aqb_cli.messages import Message, _
from aqb_cli.problems import Problem
from aqb_cli.source import LARGEST_FILE
from aqb_cli.workspace import File, link_fault, read_bytes, shown_path

if TYPE_CHECKING:
    from jinja2.runtime import Context

MOST_WORK = 2_000_000
"""How many steps and characters one document may take; a signed agreement of six pages takes 41,000 as HTML."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.Filter, nodes.If,
    nodes.For, nodes.Macro, nodes.Call, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.CondExpr,
)  # fmt: skip
"""What layouts may use of Jinja. Nothing here can make a text longer and longer but loops and macros, which count."""

_LONGEST_OPTION = 40
"""How long a margin or marker may be."""

_CALL = 50
"""What calling a filter costs beyond the length of its texts."""

_COUNT = "_count"
"""The filter that counts, which only we may use."""


class _TooMuch(Exception):
    """A layout does more than any document needs."""


class _Work:
    """How much has been done for one document."""

    def __init__(self) -> None:
        self.done = 0

    def add(self, amount: int) -> None:
        self.done += amount
        if self.done > MOST_WORK:
            raise _TooMuch


def layout(
    name: str, templates: Sequence[Path], filters: Mapping[str, Callable[..., Any]], *, autoescape: bool = False
) -> Callable[[Document], str]:
    """The layout of a name as a function on documents. Raises `Problem` if it can't be used, also when it is used."""
    path = next(folder / name for folder in templates if (folder / name).exists() or (folder / name).is_symlink())
    measured = {filter: _at_a_cost(apply) for filter, apply in filters.items()}
    environment = sandbox({**measured, _COUNT: _count}, _measured, autoescape=autoescape)
    try:
        tree = environment.parse(_text(path))
        _prepare(environment, tree)
        template = environment.from_string(tree)
    except (TemplateError, RecursionError, ValueError, SyntaxError) as error:
        raise _unusable(path, error) from error

    def render(document: Document) -> str:
        try:
            return template.render(document=document, work=_Work())
        except _TooMuch as error:
            message = _("The template {path} does more than any document needs.", path=shown_path(path))
            raise Problem(message, _("Look for loops inside of loops, and for macros that call themselves.")) from error
        except Exception as error:  # whatever a filter says to what a layout gives it
            raise _unusable(path, error) from error

    return render


def _text(path: Path) -> str:
    fault = link_fault(path, path.parent.resolve()) if path.is_symlink() else None
    raw = read_bytes(File(str(path), shown_path(path), fault=fault), LARGEST_FILE)
    if isinstance(raw, Message):
        raise Problem(raw)
    if len(raw) > LARGEST_FILE:
        raise Problem(_("{path} is larger than 256 KiB.", path=shown_path(path)))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(_("{path} isn't stored as UTF-8.", path=shown_path(path))) from error


def _prepare(environment: Environment, tree: nodes.Template) -> None:
    """Refuses what isn't allowed, and has each round of a loop and each call of a macro counted."""
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    pending: list[nodes.Node] = [tree]
    while pending:
        node = pending.pop()
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.For) and node.recursive):
            raise _not_allowed(node, type(node).__name__)
        if isinstance(node, nodes.Filter) and (node.name not in environment.filters or node.name == _COUNT):
            raise _not_allowed(node, node.name)
        if isinstance(node, nodes.Name) and node.name == "work":
            raise _not_allowed(node, node.name)
        if isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name in macros):
            raise _not_allowed(node, "()")
        pending.extend(node.iter_child_nodes())
    for repeated in tree.find_all((nodes.For, nodes.Macro)):
        assert isinstance(repeated, nodes.For | nodes.Macro)
        cost = nodes.Const(1 + sum(len(data.data) for data in repeated.find_all(nodes.TemplateData)))
        counting = nodes.Output([nodes.Filter(cost, _COUNT, [], [], None, None)], lineno=repeated.lineno)
        repeated.body.insert(0, counting.set_environment(environment))


def _not_allowed(node: nodes.Node, what: str) -> TemplateError:
    from jinja2 import TemplateSyntaxError

    return TemplateSyntaxError(f"“{what}” isn't allowed here", node.lineno)


@pass_context
def _count(context: Context, cost: int) -> str:
    context["work"].add(cost)
    return ""


@pass_context
def _measured(context: Context, value: Any) -> Any:
    if isinstance(value, str):
        context["work"].add(len(value))
    return value


def _at_a_cost(apply: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose work counts, also where nothing of it is printed."""

    @pass_context
    @wraps(apply)
    def counted(context: Context, value: Any, *options: Any) -> Any:
        for option in options:
            if isinstance(option, str) and len(option) > _LONGEST_OPTION:
                raise ValueError(f"more than {_LONGEST_OPTION} characters in parentheses")
        work: _Work = context["work"]
        work.add(_CALL + _length(value))
        made = apply(value, *options)
        work.add(_length(made))
        return made

    return counted


def _length(value: Any) -> int:
    """About how many characters there are in a part of a document."""
    if isinstance(value, tuple):
        return 1 + sum(map(_length, value))
    return len(value) if isinstance(value, str) else 1


def _unusable(path: Path, error: Exception) -> Problem:
    line = getattr(error, "lineno", None)
    where = f"{shown_path(path)}:{line}" if line else shown_path(path)
    message = _("The template {where} can't be used: {reason}.", where=where, reason=str(error).rstrip("."))
    return Problem(message, _("templates/README.md says what a template may do."))

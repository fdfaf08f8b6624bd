"""Placeholders that can't be parsed: which one it is, and what is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aqb_cli.diagnostics import Finding
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.rules import not_a_placeholder, not_allowed

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
"""A placeholder, a condition or a comment."""

_WORD = re.compile(r"\{%-?\s*(\w+)")
BRACES = re.compile(r"\{[{%#]|[}%#]\}")
"""What a placeholder, condition or comment begins or ends with."""


_CALLED = {
    "Getitem": _("parts in square brackets"), "List": _("square brackets"), "Dict": _("braces inside of braces"),
    "Tuple": _("several values with commas"), "Const": _("a value other than a text or whole number"),
    "Call": _("parentheses behind a name"), "Compare": _("a comparison other than ==, !=, < and >"),
    "Concat": _("joining with ~"), "Not": _("“not” outside of a condition"),
    "And": _("“and” outside of a condition"), "Or": _("an alternative of another kind"),
}  # fmt: skip

_WORDS = {
    "Test": "is", "CondExpr": "if", "For": "for", "Assign": "set", "AssignBlock": "set", "Macro": "macro",
    "Include": "include", "Import": "import", "FromImport": "import", "Extends": "extends", "Block": "block",
    "FilterBlock": "filter", "CallBlock": "call", "With": "with",
}  # fmt: skip
"""The words that make parts of Jinja's language, by Jinja's names for the parts."""


def parsed(environment: Environment, source: str) -> nodes.Template | None:
    """The text's tree; None if it can't be parsed."""
    from jinja2 import TemplateError

    try:
        return environment.parse(source)
    except (TemplateError, RecursionError, ValueError, OverflowError, MemoryError):
        return None


def explain(environment: Environment, source: str) -> Finding:
    """Why a text can't be parsed: each tag is looked at alone, then whether they belong together."""
    opened: list[tuple[int, int]] = []
    for tag in TAG.finditer(source):
        word = match[1] if (match := _WORD.match(tag[0])) else ""
        if word == "endif" and not opened:
            return _not_a_placeholder(_("This `endif` closes no `if`."), tag.span())
        if word == "endif":
            opened.pop()
        if word not in ("elif", "else", "endif"):
            alone = f"{tag[0]}{{% endif %}}" if word == "if" else tag[0]
            if parsed(environment, alone) is None:
                return _not_a_placeholder(_("This isn't written as a placeholder or condition must be."), tag.span())
        if word == "if":
            opened.append(tag.span())
    if opened:
        return _not_a_placeholder(_("This `if` has no `endif`."), opened[-1])
    brace = BRACES.search(TAG.sub(lambda tag: " " * len(tag[0]), source))
    if brace is None and TAG.search(source):
        return not_allowed((), _("Conditions are nested too deeply here."), _("Divide the text."))
    return _not_a_placeholder(
        _("Here braces are opened or closed that have no counterpart."), brace.span() if brace else None
    )


def called(node: nodes.Node) -> Message:
    """What a part of Jinja's language is called that isn't allowed, as people see it who don't know the language."""
    from jinja2.nodes import BinExpr, UnaryExpr

    kind = type(node).__name__
    if kind in _CALLED:
        return _CALLED[kind]
    if kind in _WORDS:
        return _("the word “{word}” in this place", word=_WORDS[kind])
    return _("computing") if isinstance(node, BinExpr | UnaryExpr) else _("something that only Jinja knows")


def _not_a_placeholder(message: Message, part: tuple[int, int] | None) -> Finding:
    help = _(
        "Placeholders look like `{{{{ district.name }}}}`, conditions like `{{% if budget.by_year %}} … {{% endif %}}`."
    )
    return not_a_placeholder((), message, help, part=part)

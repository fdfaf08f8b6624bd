"""Placeholders that can't be parsed: which one it is, and what is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aqb_cli.messages import Message, _

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
"""A placeholder, a condition or a comment."""

_WORD = re.compile(r"\{%-?\s*(\w+)")
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")


class Mistake(NamedTuple):
    """Something wrong in a text."""

    code: str
    message: Message
    help: Message | None = None
    part: tuple[int, int] | None = None
    """The stretch of the text that is meant; otherwise all of it."""


def parsed(environment: Environment, source: str) -> nodes.Template | None:
    """The text's tree; nothing if it can't be parsed."""
    from jinja2 import TemplateError

    try:
        return environment.parse(source)
    except (TemplateError, RecursionError, ValueError, OverflowError, MemoryError):
        return None


def explain(environment: Environment, source: str) -> Mistake:
    """Why a text can't be parsed: each tag is looked at alone, then whether they belong together."""
    opened: list[tuple[int, int]] = []
    for tag in TAG.finditer(source):
        word = match[1] if (match := _WORD.match(tag[0])) else ""
        if word == "endif" and not opened:
            return _mistake(_("This `endif` closes no `if`."), tag.span())
        if word == "endif":
            opened.pop()
        if word not in ("elif", "else", "endif"):
            alone = f"{tag[0]}{{% endif %}}" if word == "if" else tag[0]
            if parsed(environment, alone) is None:
                return _mistake(_("This isn't written as a placeholder or condition must be."), tag.span())
        if word == "if":
            opened.append(tag.span())
    if opened:
        return _mistake(_("This `if` has no `endif`."), opened[-1])
    brace = _BRACES.search(TAG.sub(lambda tag: " " * len(tag[0]), source))
    return _mistake(_("Here braces are opened or closed that have no counterpart."), brace.span() if brace else None)


def _mistake(message: Message, part: tuple[int, int] | None) -> Mistake:
    help = _(
        "Placeholders look like `{{{{ district.name }}}}`, conditions like `{{% if budget.by_year %}} … {{% endif %}}`."
    )
    return Mistake("AQB802", message, help, part)

"""The help page of a command, from what its options and arguments say of themselves."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from aqb_cli.cli._words import OneOf
from aqb_cli.text.help_pages import in_language, page_in
from aqb_cli.text.messages import Message, _

WIDEST = 80
"""How many cells a line takes at most; longer lines are harder to read."""

WIDEST_NAME = 30
"""The length of an option with its value from which on its help begins on a line of its own."""


def page(context: Any, language: str) -> str:
    """The whole page. The context is that of typer; only what its commands and parameters promise is used."""
    return "\n".join(_HelpPage(context, language).lines())


def value_of(item: Any, language: str) -> str:
    """What stands for the value of an option or argument: a name in capital letters, or the words that it can be."""
    if isinstance(item.metavar, OneOf):
        return f"<{'|'.join(item.metavar.name_in(language, word) for word in item.metavar.known)}>"
    return in_language(item.metavar or str(item.name).upper(), language)


class _HelpPage:
    def __init__(self, context: Any, language: str) -> None:
        self.context = context
        self.command = context.command
        self.language = language
        self.width = max(min(shutil.get_terminal_size().columns, WIDEST) - 2, 50)
        params = self.command.get_params(context)
        self.arguments = [param for param in params if param.param_type_name == "argument"]
        self.options = [param for param in params if param.param_type_name == "option"]

    def lines(self) -> Iterator[str]:
        """The lines of the page."""
        yield from self._usage()
        for paragraph in page_in(self.command.help or "", self.language):
            yield ""
            if len(paragraph) == 1:
                yield from textwrap.wrap(paragraph[0], self.width, initial_indent="  ", subsequent_indent="  ")
            else:
                for line in paragraph:  # of an example, the command, and behind two spaces what it does
                    command, gap, about = f"  {line}".rpartition("  ")
                    room = max(self.width + 2 - len(command + gap), 20)
                    lines = textwrap.wrap(about, room, break_long_words=False) if command.strip() else [about]
                    yield command + gap + lines[0]
                    yield from (f"{'':{len(command + gap)}}{each}" for each in lines[1:])
        yield from self._table(
            _("Arguments"), [(value_of(item, self.language), self._about(item)) for item in self.arguments]
        )
        yield from self._table(_("Options"), [(self._named(item), self._about(item)) for item in self.options])
        if hasattr(self.command, "short_helps"):
            helps = self.command.short_helps(self.context).items()
            yield from self._table(_("Commands"), [(name, in_language(text, self.language)) for name, text in helps])

    def _text(self, message: Message) -> str:
        return message.translated(self.language)

    def _usage(self) -> list[str]:
        usage, options = self._text(_("Usage:")), self._text(_("OPTIONS"))
        parts = [f"[{options}]", *(self._in_usage(item) for item in self.arguments)]
        if hasattr(self.command, "short_helps"):
            parts += [self._text(_("COMMAND")), "…"]
        start = f"{usage} {self.context.command_path} "
        indent = " " * len(start)
        return textwrap.wrap(
            " ".join(parts), self.width, initial_indent=start, subsequent_indent=indent,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip

    def _in_usage(self, argument: Any) -> str:
        value = value_of(argument, self.language)
        if "[" in value:  # which says already what can be left out
            return value
        value += "…" if argument.nargs != 1 else ""
        return value if argument.required else f"[{value}]"

    def _named(self, option: Any) -> str:
        names = ", ".join(sorted(option.opts, key=len))
        return names if option.is_flag else f"{names} {value_of(option, self.language)}"

    def _about(self, item: Any) -> str:
        if "--help" in item.opts:
            return self._text(_("Print this help and exit."))
        default = item.default
        if isinstance(item.show_default, str):
            default = in_language(item.show_default, self.language)
        elif item.required or default in (None, False, ""):
            default = None
        elif isinstance(item.metavar, OneOf):
            default = item.metavar.name_in(self.language, str(default))
        text = in_language(item.help or "", self.language)
        if default is None:
            return text
        shown = _("[default: {value}]", value=str(default))
        return f"{text} {self._text(shown)}"

    def _table(self, title: Message, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
        rows = list(rows)
        if not rows:
            return
        yield ""
        yield f"{self._text(title)}:"
        room = min(max(len(name) for name, _text in rows), WIDEST_NAME) + 4
        for name, text in rows:
            first, *more = textwrap.wrap(text, self.width - room) or [""]
            if len(name) > WIDEST_NAME:
                yield f"  {name}"
                yield f"{'':{room}}{first}"
            else:
                yield f"  {name:{room - 2}}{first}".rstrip()
            yield from (f"{'':{room}}{line}" for line in more)

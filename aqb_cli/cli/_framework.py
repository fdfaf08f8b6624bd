"""The commands as typer builds them, with help pages and usage errors of our own, in the language that is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from aqb_cli.cli._language import language_of
from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import _

_SETTINGS = {"help_option_names": ["-h", "--help"], "allow_extra_args": True}


def _page(context: Any) -> str:
    from aqb_cli.cli._help import page

    return page(context, language_of(None))


@contextmanager
def _own_words(context: Any) -> Iterator[None]:
    """Makes a `Problem` of what typer finds wrong with the arguments."""
    try:
        yield
    except Exception as error:
        from aqb_cli.cli._usage import usage_problem

        if problem := usage_problem(error, context):
            raise problem from error
        raise


class Command(TyperCommand):
    """One command."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _page(ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parses the arguments. Raises `Problem` if they don't fit."""
        with _own_words(ctx):
            extra = super().parse_args(ctx, args)
        if extra and not ctx.resilient_parsing:
            from aqb_cli.cli._usage import too_many

            raise too_many(extra, ctx)
        return extra


class CommandGroup(TyperGroup):
    """Several commands under one name."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _page(ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parses the arguments before the command. Raises `Problem` if they don't fit."""
        with _own_words(ctx):
            return super().parse_args(ctx, args)

    def short_helps(self, ctx: Any) -> dict[str, str]:
        """The commands, and what each does in a sentence."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return {name: (command.help or "").split("\n\n")[0] for name, command in found if command}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names. Raises `Problem` if there is none."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None:
            from aqb_cli.text.near_misses import choices

            message = _("There is no command “{name}”.", name=f"{ctx.command_path} {name}")
            raise Problem(message, choices(self.list_commands(ctx), name)[0])
        return name, command, args[1:]


class App(typer.Typer):
    """One command, or several, with the settings that all share."""

    def __init__(self, cls: type[CommandGroup] = CommandGroup) -> None:
        super().__init__(
            cls=cls,
            add_completion=False,
            rich_markup_mode=None,
            invoke_without_command=True,
            context_settings=_SETTINGS,
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Makes a command of a function."""
        return super().command(name, cls=Command, **settings)


def expect_command(ctx: typer.Context) -> None:
    """For the callback of several commands: prints the help page and ends if none of them is named."""
    if ctx.invoked_subcommand is None:
        print(ctx.get_help(), file=sys.stderr)
        raise typer.Exit(2)

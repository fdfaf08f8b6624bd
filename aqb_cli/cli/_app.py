"""The command line as typer understands it: options and help of `aqb`, and the commands behind it."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any

import typer

from aqb_cli import __version__
from aqb_cli.cli import _options as option
from aqb_cli.cli._commands import COMMANDS
from aqb_cli.cli._framework import App, CommandGroup, expect_command


class LazyGroup(CommandGroup):
    """Loads a command's module only when the command is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer hands it over
        """The names of the commands."""
        return list(COMMANDS)

    def short_helps(self, ctx: Any) -> dict[str, str]:  # noqa: ARG002 - typer hands it over
        """The commands, and what each does in a sentence."""
        return COMMANDS

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - typer hands it over
        """The command of a name; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        return typer.main.get_command(import_module(f"aqb_cli.cli.{module}").app)


app = App(LazyGroup)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"aqb {__version__}")
        raise typer.Exit


@app.callback()
def aqb(
    ctx: typer.Context,
    version: Annotated[  # noqa: ARG001 - which ends the program
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version)
    ] = False,
    lang: option.Lang = None,  # noqa: ARG001 - which `ask_for` has read
) -> None:
    """Target agreements of the Hessian training and qualification budget (AQB).

    \b
    Examples:
      aqb validate                          check all agreements of this folder
      aqb validate hersfeld-rotenburg/2025  check one of them
      aqb show hersfeld-rotenburg/2025      read it
      aqb list measures                     all measures, by category
      aqb budget --by district              who gets how much
      aqb rule AQB201                       what a rule wants, and why
    """
    expect_command(ctx)


def command() -> Any:
    """The whole command line."""
    return typer.main.get_command(app)

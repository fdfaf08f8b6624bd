"""The command line as typer understands it: options and help of `aqb`, and the commands behind it."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from aqb_cli import __version__
from aqb_cli.cli._commands import COMMANDS


class LazyGroup(TyperGroup):
    """Loads a command's module only when the command is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of a name; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = typer.main.get_command(import_module(f"aqb_cli.cli.{module}").app)
        command.short_help = COMMANDS[cmd_name]
        return command


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"aqb {__version__}")
        raise typer.Exit


@app.callback()
def aqb(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version)
    ] = False,
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


def command() -> Any:
    """The whole command line."""
    return typer.main.get_command(app)

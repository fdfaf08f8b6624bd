"""`aqb rule`: what a rule wants."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from aqb_cli.checking.manual import no_such_rule, overview, page
from aqb_cli.checking.rules import BY_CODE, RULES
from aqb_cli.cli import _options as option
from aqb_cli.cli._framework import App
from aqb_cli.cli._language import language_of
from aqb_cli.cli._running import width_of
from aqb_cli.diagnostics import Problem

app = App()

WIDEST = 100
"""The characters that a line of prose has at most: more are hard to read."""


@app.command()
def rule(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="The rule's code, such as AQB201.")] = None,
    lang: option.Lang = None,
) -> None:
    """Explain a rule: what it wants and why, with a wrong and a right example. Without a code, list all rules.

    \b
    Examples:
      aqb rule          all rules, one line each
      aqb rule AQB104   why 595.950 isn't an amount
    """
    language = language_of(lang)
    if code is None:
        sys.stdout.writelines(f"{line}\n" for line in overview(RULES, language))
        return
    wanted = code.upper()
    if wanted.isdecimal():
        wanted = f"AQB{wanted}"
    if wanted not in BY_CODE:
        raise Problem(*no_such_rule(code.upper()))
    sys.stdout.write(page(BY_CODE[wanted], language, min(width_of(sys.stdout) or WIDEST, WIDEST)))

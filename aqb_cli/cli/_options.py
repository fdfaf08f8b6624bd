"""Options that mean the same in every command."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Color(StrEnum):
    """When to use colours."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Language(StrEnum):
    """The language of messages."""

    DE = "de"
    EN = "en"


ColorOption = Annotated[Color, typer.Option(help="When to use colours.")]

LanguageOption = Annotated[
    Language | None,
    typer.Option(help="The language of messages. [default: AQB_LANG, then the locale]", show_default=False),
]

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result to this file.")
]

"""The options and arguments that more than one command takes, each declared once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from aqb_cli.cli._words import OneOf
from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import Message, _


def output_path(typed: str) -> Path:
    """What `-o` names. Raises `Problem` if it names nothing, such as a script's empty variable."""
    if not typed.strip():
        raise Problem(_("{option} is given without a value.", option="-o"))
    return Path(typed)


_FORMATS = {"full": _("full"), "concise": _("concise"), "table": _("table")}
"""The formats whose names are words of a language; all others are called the same everywhere."""


def format_option(names: Iterable[str], *, help: str) -> Any:
    """The option for one of a command's formats, or for several."""
    known = OneOf({name: _FORMATS.get(name) or Message(name, {}) for name in names}, "--format")
    return typer.Option("--format", "-f", metavar=known, parser=known.read_format, help=help)


WHEN = OneOf({"auto": _("auto"), "always": _("always"), "never": _("never")}, "--color")
LANGUAGE = OneOf({language: Message(language, {}) for language in ("de", "en")}, "--lang")


Color = Annotated[str, typer.Option(metavar=WHEN, parser=WHEN.read, help="When to use colours.")]
Lang = Annotated[
    str | None,
    typer.Option(
        metavar=LANGUAGE,
        parser=LANGUAGE.read,
        help="The language of messages and pages. [default: AQB_LANG, then the setting lang, then the locale]",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", parser=output_path, metavar="FILE", help="Write the result to this file."),
]
OneAgreement = Annotated[
    str, typer.Argument(metavar="NAME", help="The agreement, such as fulda/2025, a file, or fulda for the latest year.")
]
OnlyCategory = Annotated[
    list[str] | None,
    typer.Option("--category", metavar="NAME", help="Only this category, such as qualification. Repeatable."),
]
OnlyDistrict = Annotated[
    list[str] | None, typer.Option("--district", metavar="NAME", help="Only this district, such as fulda. Repeatable.")
]
OnlyYear = Annotated[
    list[str] | None, typer.Option("--year", metavar="YEAR", help="Only this year, or 2020-2024. Repeatable.")
]
OnlyStatus = Annotated[
    list[str] | None, typer.Option("--status", metavar="WORD", help="Only draft, signed or reported. Repeatable.")
]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="COLUMN",
        help="Sort by this column, such as amount; -amount begins with the largest, key is the official order.",
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAMES", help="Agreements such as fulda/2025, files or folders. [default: all of data/agreements]"
    ),
]
By = Annotated[
    list[str] | None,
    typer.Option(metavar="WHAT", help="By category, district, earmark, provider, region or year; up to three."),
]
SkipInvalid = Annotated[
    bool, typer.Option("--skip-invalid", help="Leave agreements with errors out, and count the rest.")
]
Wording = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="The wording, a file in templates/wording. [default: the standard wording of the year]"
    ),
]

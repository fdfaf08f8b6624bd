"""`aqb validate`: check agreements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from aqb_cli.checking.reporters import FORMATS
from aqb_cli.cli import _options as option
from aqb_cli.cli._framework import App
from aqb_cli.cli._validating import Asked, validated
from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import _

app = App()

MOST_PROCESSES = 64
"""How many processes may be asked for: more than any machine has that checks agreements."""


def _number_of_processes(text: str) -> int:
    if text.isdecimal() and 1 <= int(text[:9]) <= MOST_PROCESSES:
        return int(text)
    raise Problem(
        _("“{text}” isn't a number of processes.", text=text),
        _("Write a number from 1 to {most}.", most=MOST_PROCESSES),
    )


PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="Files, folders, or names such as fulda/2025; - reads standard input. [default: data/agreements]",
    ),
]
FormatOption = Annotated[
    str | None,
    option.format_option(FORMATS, help="How to show the findings. [default: full; inside GitHub Actions, github]"),
]
SelectOption = Annotated[
    list[str] | None, typer.Option(metavar="CODES", help="Apply only these rules (AQB2 means all of AQB2xx).")
]
IgnoreOption = Annotated[list[str] | None, typer.Option(metavar="CODES", help="Leave these rules out.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Let warnings fail the check too.")]
SinceOption = Annotated[
    str | None,
    typer.Option(metavar="REF", help="Only findings that weren't there when the work parted from this branch."),
]
TrackedOption = Annotated[
    bool, typer.Option("--tracked", help="Only files that git was told of; in a hook, those that the commit holds.")
]
CompleteOption = Annotated[bool, typer.Option("--complete", help="Report districts that have no agreement.")]
FixOption = Annotated[bool, typer.Option("--fix", help="Fix what can be fixed safely.")]
DiffOption = Annotated[bool, typer.Option("--diff", help="With --fix: only show what would be changed.")]
StatisticsOption = Annotated[
    bool, typer.Option("--statistics", help="Count the findings of each rule instead of showing them.")
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        metavar="NUMBER", parser=_number_of_processes, help="Number of processes. [default: by the number of files]"
    ),
]
NoCacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Check all files anew, also those that were clean and haven't changed.")
]
StdinFilenameOption = Annotated[
    str, typer.Option(metavar="PATH", help="The path that standard input is to be checked under.")
]


@app.command()
def validate(
    paths: PathsArgument = None,
    format: FormatOption = None,
    output: option.Output = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    strict: StrictOption = False,
    since: SinceOption = None,
    tracked: TrackedOption = False,
    complete: CompleteOption = False,
    fix: FixOption = False,
    diff: DiffOption = False,
    statistics: StatisticsOption = False,
    jobs: JobsOption = None,
    no_cache: NoCacheOption = False,
    stdin_filename: StdinFilenameOption = "-",
    color: option.Color = "auto",
    lang: option.Lang = None,
) -> None:
    """Check agreements and say what is wrong, where, and what to do.

    Exit codes: 0 nothing wrong, 1 findings, 2 not carried out (wrong usage, or a file that can't be read).

    \b
    Examples:
      aqb validate                            all agreements of this folder
      aqb validate data/agreements/2025       those of one year
      aqb validate fulda/2025 --lang de       one agreement, messages in German
      aqb validate --fix                      fix what can be fixed safely
      aqb validate -f concise --select AQB2   only budgets, one line a finding
      aqb validate --since origin/main        only what is new on this branch
      aqb validate - --stdin-filename data/agreements/2025/fulda.yaml < draft.yaml
    """
    asked = Asked(
        tuple(paths or ()), format, output, _codes(select), _codes(ignore), strict, since, tracked, complete, fix, diff,
        statistics, jobs, stdin_filename, color, lang, no_cache,
    )  # fmt: skip
    raise typer.Exit(validated(asked))


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(code.strip().upper() for item in given or () for code in item.split(",") if code.strip())

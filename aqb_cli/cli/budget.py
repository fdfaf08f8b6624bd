"""`aqb budget`: totals, shares, averages and changes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.cli import _options as option
from aqb_cli.cli._asking import FormatOption, Manner, answer, asked
from aqb_cli.cli._options import When
from aqb_cli.cli._running import new_app
from aqb_cli.diagnostics import Problem
from aqb_cli.querying.queries import budget as query
from aqb_cli.querying.queries.choice import choice_of
from aqb_cli.text.messages import _
from aqb_cli.text.near_misses import choices
from aqb_cli.workspace.collection import Workspace

app = new_app()

MOST_DIMENSIONS = 3


@app.command()
def budget(
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT",
            help="By category, district, region or year. Given twice: a cross table. [default: year]",
            show_default=False,
        ),
    ] = None,
    category: option.OnlyCategory = None,
    district: option.OnlyDistrict = None,
    year: option.OnlyYear = None,
    status: option.OnlyStatus = None,
    sort: option.Sort = None,
    format: FormatOption = None,
    output: option.Output = None,
    skip_invalid: option.SkipInvalid = False,
    color: option.Color = When.AUTO,
    lang: option.Lang = None,
) -> None:
    """Add budgets up: totals, shares, averages, and the change against the year before.

    Agreements with errors aren't counted: they are named, and the exit code is 1 (see --skip-invalid).

    \b
    Examples:
      aqb budget                                all years, with the change from year to year
      aqb budget --by district --year 2025      who gets how much
      aqb budget --by district --by year        the same over the years, as a cross table
      aqb budget --by category --sort -amount   what the measures of each category cost
      aqb budget --by region --by year -o regions.xlsx
    """
    manner = Manner(format, output, skip_invalid, color, lang)
    dimensions = _dimensions(by)
    inventory = asked(Workspace.around(Path.cwd()), manner)
    choice = choice_of(inventory, district, year, status, category)
    answer(query.budget(inventory, choice, dimensions), manner, sort, of_choice=True)


def _dimensions(given: list[str] | None) -> tuple[str, ...]:
    dimensions = [part.strip() for item in given or ["year"] for part in item.split(",")]
    for dimension in dimensions:
        if dimension not in query.DIMENSIONS:
            message = _("Budgets can't be added up by “{word}”.", word=dimension)
            raise Problem(message, choices(query.DIMENSIONS, dimension)[0])
    if len(set(dimensions)) < len(dimensions) or len(dimensions) > MOST_DIMENSIONS:
        raise Problem(
            _("--by takes up to {most} different words.", most=MOST_DIMENSIONS),
            choices(query.DIMENSIONS, "")[0],
        )
    return tuple(dimensions)

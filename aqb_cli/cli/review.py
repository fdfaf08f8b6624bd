"""`aqb review`: plan against result."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import Annotated

import typer

from aqb_cli.cli import _options as option
from aqb_cli.cli._asking import FormatOption, Manner, answer, asked, asked_one
from aqb_cli.cli._framework import App
from aqb_cli.diagnostics import Problem
from aqb_cli.querying.queries.choice import choice_of
from aqb_cli.querying.queries.dimensions import dimensions_of
from aqb_cli.querying.queries.review import review as query
from aqb_cli.querying.queries.reviews import reviews
from aqb_cli.text import german
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import Workspace

app = App()

AsOfOption = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="Look at it as on this day, such as 2025-10-14. [default: the review meeting's, or today]"
    ),
]


@app.command()
def review(
    names: option.Names = None,
    by: option.By = None,
    category: option.OnlyCategory = None,
    district: option.OnlyDistrict = None,
    year: option.OnlyYear = None,
    status: option.OnlyStatus = None,
    as_of: AsOfOption = None,
    sort: option.Sort = None,
    format: FormatOption = None,
    output: option.Output = None,
    skip_invalid: option.SkipInvalid = False,
    color: option.Color = "auto",
    lang: option.Lang = None,
) -> None:
    """Compare plan and result, deviations taken into account: of one agreement's measures, or of many agreements.

    Of many, by district if nothing else is said: what they got, spent, carried over and gave back, for how many
    people. What wasn't reported is said, and never counted as zero.

    A measure isn't on course if it was cancelled, isn't in time, has spent more than it has, or is more than 20 % off:
    in money against time, or in filled places. It is open if nothing was reported by which to judge it.

    \b
    Examples:
      aqb review hersfeld-rotenburg/2025         measure by measure
      aqb review --year 2025                     all districts of a year
      aqb review --by year                       all years
      aqb review --by district,year -o review.xlsx
      aqb review --by provider --year 2024-2025  what providers planned and spent
      aqb review fulda/2025 --as-of 2025-10-14
      aqb review fulda/2025 -f markdown -o review.md   a paper for the meeting in autumn
    """
    manner = Manner(format, output, skip_invalid, color, lang)
    day, today = _day(as_of), datetime.now().astimezone().date()
    workspace = Workspace.here()
    if names and len(names) == 1 and not os.path.isdir(names[0]) and not (by or category or district or year or status):
        inventory, record = asked_one(workspace, names[0], manner)
        answer(query(inventory, record, today, day), manner, sort)
        return
    dimensions = dimensions_of(by or ["district"], lambda word: _("Reviews can't be added up by “{word}”.", word=word))
    inventory = asked(workspace, manner, names)
    choice = choice_of(inventory.districts, district, year, status, category, names=names or ())
    answer(reviews(inventory, choice, dimensions, today, day), manner, sort, inventory)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    day = german.read_date(text)
    if day is None:
        message = _("“{text}” isn't a date.", text=text)
        raise Problem(message, _("Write year, month and day, such as 2025-08-02 for 2 August 2025."))
    return day

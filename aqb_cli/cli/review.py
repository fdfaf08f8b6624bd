"""`aqb review`: plan against result."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.cli import _options as option
from aqb_cli.cli._asking import FormatOption, Manner, answer, asked_one
from aqb_cli.cli._options import When
from aqb_cli.cli._running import new_app
from aqb_cli.diagnostics import Problem
from aqb_cli.querying.queries.review import review as query
from aqb_cli.text import german
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import Workspace

app = new_app()


@app.command()
def review(
    name: option.OneAgreement,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Look at it as on this day, such as 2025-10-14. [default: the review meeting's, or today]",
            show_default=False,
        ),
    ] = None,
    format: FormatOption = None,
    output: option.Output = None,
    color: option.Color = When.AUTO,
    lang: option.Lang = None,
) -> None:
    """Compare plan and result of an agreement's measures, deviations taken into account.

    A measure isn't on course if it was cancelled, isn't in time, has spent more than it has, or is more than 20 % off:
    in money against time, or in filled places. It is open if nothing was reported by which to judge it.

    \b
    Examples:
      aqb review hersfeld-rotenburg/2025
      aqb review fulda/2025 --as-of 2025-10-14
      aqb review fulda/2025 -f markdown -o review.md   a paper for the meeting in autumn
    """
    manner = Manner(format, output, False, color, lang)
    day = _day(as_of)
    inventory, record = asked_one(Workspace.around(Path.cwd()), name, manner)
    today = datetime.now().astimezone().date()
    answer(query(inventory, record, today, day), manner)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    day = german.read_date(text)
    if day is None:
        message = _("“{text}” isn't a date.", text=text)
        raise Problem(message, _("Write year, month and day, such as 2025-08-02 for 2 August 2025."))
    return day

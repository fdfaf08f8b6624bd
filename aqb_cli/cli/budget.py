"""`aqb budget`: totals, shares, averages and changes."""

from __future__ import annotations

from functools import partial

from aqb_cli.cli import _options as option
from aqb_cli.cli._asking import FormatOption, Manner, answer, asked
from aqb_cli.cli._framework import App
from aqb_cli.querying.queries import budget as query
from aqb_cli.querying.queries.choice import choice_of
from aqb_cli.querying.queries.dimensions import dimensions_of
from aqb_cli.querying.queries.parts import AgreementFigures
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import Workspace

app = App()


@app.command()
def budget(
    names: option.Names = None,
    by: option.By = None,
    category: option.OnlyCategory = None,
    district: option.OnlyDistrict = None,
    year: option.OnlyYear = None,
    status: option.OnlyStatus = None,
    sort: option.Sort = None,
    format: FormatOption = None,
    output: option.Output = None,
    skip_invalid: option.SkipInvalid = False,
    color: option.Color = "auto",
    lang: option.Lang = None,
) -> None:
    """Add budgets up: totals, shares, averages, and the change against the year before.

    By year, if nothing else is said. Given twice, --by makes a cross table; providers are always listed.

    Agreements with errors aren't counted: they are named, and the exit code is 1 (see --skip-invalid).

    \b
    Examples:
      aqb budget                                all years, with the change from year to year
      aqb budget --by district --year 2025      who gets how much
      aqb budget --by district --by year        the same over the years, as a cross table
      aqb budget --by category --sort -amount   what the measures of each category cost
      aqb budget --by provider --year 2025      who carries measures out, and for how much
      aqb budget fulda/2025 giessen/2025 --by district,category
      aqb budget --by region --by year -o regions.xlsx
    """
    manner = Manner(format, output, skip_invalid, color, lang)
    dimensions = dimensions_of(by or ["year"], lambda word: _("Budgets can't be added up by “{word}”.", word=word))
    needed = query.needed(dimensions, category)
    chosen = partial(
        choice_of, districts=district, years=year, statuses=status, categories=category, names=names or ()
    )  # fmt: skip
    inventory = asked(
        Workspace.here(), manner, names, district, year, needed,
        lambda known: partial(AgreementFigures.of, chosen(known), dimensions),
    )  # fmt: skip
    report = query.budget(inventory, chosen(inventory.districts), dimensions)
    answer(report, manner, sort, inventory)
